/* Into the recycle bin: what goes along, and what keeps a record from going. */
#include <stdlib.h>
#include "core/base/buf.h"
#include "core/base/memory.h"
#include "core/model/ops.h"

/* What speaks of a record. Holdings are nothing without it and go along; what people did stays. */
static const struct speaking {
	unsigned entity, from, index;
	bool goes;
} speaking[] = {
	{ENTITY_PERSON, ENTITY_MEETING, MEETING_BY_PERSON, false},
	{ENTITY_PERSON, ENTITY_TASK, TASK_BY_OWNER, false},
	{ENTITY_PERSON, ENTITY_MEMBERSHIP, MEMBERSHIP_BY_PERSON, true},
	{ENTITY_PERSON, ENTITY_TERM, TERM_BY_PERSON, true},
	{ENTITY_PERSON, ENTITY_SPELL, SPELL_BY_PERSON, true},
	{ENTITY_GROUP, ENTITY_MEETING, MEETING_BY_GROUP, false},
	{ENTITY_GROUP, ENTITY_TASK, TASK_BY_GROUP, false},
	{ENTITY_GROUP, ENTITY_ENTRY, ENTRY_BY_GROUP, false},
	{ENTITY_GROUP, ENTITY_MEMBERSHIP, MEMBERSHIP_BY_GROUP, true},
	{ENTITY_GROUP, ENTITY_TERM, TERM_BY_GROUP, true},
	{ENTITY_TEAM, ENTITY_PERSON, PERSON_BY_TEAM, false},
	{ENTITY_BRANCH, ENTITY_GROUP, GROUP_BY_BRANCH, false},
	{ENTITY_BRANCH, ENTITY_MEETING, MEETING_BY_BRANCH, false},
	{ENTITY_BRANCH, ENTITY_TERM, TERM_BY_BRANCH, true},
};

struct found {
	uint64_t *ids;
	size_t count, room;
};

static bool find_one(const struct view *view, void *arg)
{
	struct found *found = arg;

	found->ids = mem_grow(found->ids, found->count, &found->room, sizeof(*found->ids));
	found->ids[found->count++] = view->id;
	return true;
}

static bool find(struct world *world, const struct speaking *by, const struct view *record,
	struct found *found, struct error *err)
{
	struct value key = value_number((int64_t)record->id);

	found->count = 0;
	return world->walk(world, by->from, by->index, &key, 1, find_one, found, err);
}

/* The nth of the table that speaks of such a record; NULL: there are no more. */
static const struct speaking *speaking_of(const struct view *record, size_t *nth)
{
	for (; *nth < sizeof(speaking) / sizeof(*speaking); ++*nth)
		if (speaking[*nth].entity == record->entity->id)
			return &speaking[(*nth)++];
	return NULL;
}

/* "membership 2, term 1" and "组员2、任职1". */
static void list_one(const struct entity *entity, size_t count, struct buf *name, struct buf *label)
{
	buf_printf(name, "%s%s %zu", name->len ? ", " : "", entity->name, count);
	buf_printf(label, "%s%s%zu", label->len ? "、" : "", entity->label, count);
}

static bool look(struct world *world, const struct view *record, struct buf *name, struct buf *label,
	struct error *err)
{
	struct found found = {0};
	const struct speaking *by;
	bool good = true;

	for (size_t nth = 0; good && (by = speaking_of(record, &nth));) {
		const struct entity *entity = schema_entity(world->schema, by->from);

		good = find(world, by, record, &found, err);
		if (good && found.count && !by->goes)
			good = fail(err, ERROR_STATE,
				"{1} records of {2} speak of it: give it an end date instead", "nt",
				(int64_t)found.count, entity->name, entity->label);
		else if (found.count)
			list_one(entity, found.count, name, label);
	}
	free(found.ids);
	return good;
}

bool remove_foresee(
	struct world *world, const struct view *record, struct message *follows, struct error *err)
{
	struct buf name = BUF_INIT, label = BUF_INIT;
	bool good = look(world, record, &name, &label, err);

	if (good && name.len)
		message_set(
			follows, "Into the recycle bin, with {1}", "t", buf_cstr(&name), buf_cstr(&label));
	buf_release(&name);
	buf_release(&label);
	return good;
}

static bool remove_all(struct writer *writer, const struct speaking *by, const struct view *record,
	struct found *found, struct error *err)
{
	struct record_slot removed = {TAG_REMOVED, value_number(1)};
	bool good = find(&writer->world, by, record, found, err);

	for (size_t i = 0; good && i < found->count; i++)
		good = writer_set(writer, by->from, &found->ids[i], &removed, 1, err);
	return good;
}

/* --- whatever else speaks of it --- */

/* In any field or row of any record, as the tables of fields have it: a chair, a speaker, a person talked
 * with. Too slow to be foreseen for every form that is opened. */
struct mention {
	struct world *world;
	unsigned target;
	uint64_t id;
	int64_t records;
	bool found;
};

static bool could_mention(const struct entity *entity, unsigned target)
{
	for (const struct field *field = NULL; (field = entity_next(entity, field));)
		if (field->target == target || (field->rows && could_mention(field->rows, target)))
			return true;
	return false;
}

static bool look_for_mention(const struct view *view, void *arg)
{
	struct mention *mention = arg;

	for (const struct field *field = NULL; (field = entity_next(view->entity, field));) {
		struct value value;

		if (field->rows && field->flags & BESIDE)
			mention->world->rows(
				mention->world, view, field->tag, look_for_mention, mention, NULL);
		else if (field->rows)
			for (struct row_walk rows = view_rows(view, field->tag); row_walk_next(&rows);)
				look_for_mention(&rows.row, mention);
		else if (field->target == mention->target && view_get(view, field->tag, &value))
			mention->found |= value.kind == VALUE_IDS ? value_has_id(&value, mention->id)
								  : (uint64_t)value.number == mention->id;
	}
	return !mention->found;
}

static bool count_mention(const struct view *record, void *arg)
{
	struct mention *mention = arg;

	mention->found = false;
	look_for_mention(record, mention);
	mention->records += mention->found;
	return true;
}

static bool nothing_speaks_of(struct world *world, const struct view *record, struct error *err)
{
	for (const struct entity *const *entity = world->schema->entities; *entity; entity++) {
		struct mention mention = {world, record->entity->id, record->id, 0, false};

		if (!could_mention(*entity, mention.target))
			continue;
		if (!world->walk(world, (*entity)->id, 0, NULL, 0, count_mention, &mention, err))
			return false;
		if (mention.records)
			return fail(err, ERROR_STATE,
				"{1} records of {2} speak of it: give it an end date instead", "nt",
				mention.records, (*entity)->name, (*entity)->label);
	}
	return true;
}

bool op_remove(struct operation_call *call, struct error *err)
{
	struct record_slot removed = {TAG_REMOVED, value_number(1)};
	const struct speaking *by;
	struct message follows;
	struct found found = {0};
	bool good = remove_foresee(&call->writer->world, call->record, &follows, err);

	for (size_t nth = 0; good && (by = speaking_of(call->record, &nth));)
		if (by->goes)
			good = remove_all(call->writer, by, call->record, &found, err);
	free(found.ids);
	return good && nothing_speaks_of(&call->writer->world, call->record, err) &&
		op_set(call, &removed, 1, err);
}
