/* Whom a record of an evaluation is about: a field for each kind. */
#include "core/model/entities.h"
#include "core/schema/view.h"

unsigned evaluated_kind(const struct view *evaluation)
{
	return (unsigned)view_number_or(evaluation, EVALUATION_SUBJECT, ENTITY_GROUP);
}

enum { KINDS = 3 };
static const unsigned kinds[KINDS] = {ENTITY_GROUP, ENTITY_BRANCH, ENTITY_PERSON};
static const struct {
	unsigned entity;
	uint16_t tags[KINDS];
} about[] = {
	{ENTITY_MARK, {MARKING_GROUP, MARKING_BRANCH, MARKING_PERSON}},
	{ENTITY_RESULT, {RESULT_GROUP, RESULT_BRANCH, RESULT_PERSON}},
	{ENTITY_OBJECTION, {OBJECTION_GROUP, OBJECTION_BRANCH, OBJECTION_PERSON}},
	{ENTITY_CONSENT, {CONSENT_GROUP, CONSENT_BRANCH, CONSENT_MEMBER}},
	{ENTITY_PLACING, {PLACING_GROUP, PLACING_BRANCH, PLACING_PERSON}},
};

static const uint16_t *tags_of(unsigned entity)
{
	for (size_t i = 0; i < sizeof(about) / sizeof(*about); i++)
		if (about[i].entity == entity)
			return about[i].tags;
	return NULL;
}

uint16_t evaluated_tag(unsigned entity, unsigned kind)
{
	const uint16_t *tags = tags_of(entity);

	for (size_t i = 0; tags && i < KINDS; i++)
		if (kinds[i] == kind)
			return tags[i];
	return 0;
}

struct evaluated evaluated_in(const struct view *record)
{
	const uint16_t *tags = tags_of(record->entity->id);

	for (size_t i = 0; tags && i < KINDS; i++)
		if (view_has(record, tags[i]))
			return (struct evaluated){kinds[i], (uint64_t)view_number(record, tags[i])};
	return (struct evaluated){0};
}

bool record_is_about(const struct view *record, struct evaluated of)
{
	struct evaluated found = evaluated_in(record);

	return found.kind == of.kind && found.id == of.id;
}
