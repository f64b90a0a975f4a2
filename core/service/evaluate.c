#include "core/service/evaluate.h"

#include <string.h>
#include "core/service/scored.h"

/* By operation; NULL: nothing. */
static const struct besides {
	const char *operation;
	evaluate_run *run;
	evaluate_see *see;
} besides[] = {
	{"open_review", NULL, see_agreement},
	{"post", freeze_after_post, NULL},
	{"object", find_objected, NULL},
	{"agree", find_agreed, NULL},
	{"place", decide_places, NULL},
};

static struct besides besides_of(const struct operation *operation)
{
	for (size_t i = 0; i < sizeof(besides) / sizeof(*besides); i++)
		if (!strcmp(operation->name, besides[i].operation))
			return besides[i];
	return (struct besides){NULL, NULL, NULL};
}

bool evaluate_after(struct operation_call *call, struct error *err)
{
	evaluate_run *run = besides_of(call->operation).run;

	return !run || run(call, err);
}

void evaluate_foresee(const struct operation *operation, struct world *world, const struct view *record,
	struct message *follows)
{
	evaluate_see *see = besides_of(operation).see;

	if (see)
		see(world, record, follows);
}

/* --- the item that is objected to --- */

struct item_search {
	struct text item;
	bool found;
	struct value points;
};

static bool look(const struct view *row, void *arg)
{
	struct item_search *search = arg;

	search->found = text_equal(view_text(row, SHEET_ITEM), search->item);
	if (search->found)
		view_get(row, SHEET_POINTS, &search->points);
	return !search->found;
}

/* The record that the operation made. */
static uint64_t made(struct writer *writer, unsigned entity)
{
	const struct change_result *result = writer_result(writer);

	for (size_t i = result->count; i-- > 0;)
		if (result->items[i].entity == entity)
			return result->items[i].id;
	return 0;
}

bool find_objected(struct operation_call *call, struct error *err)
{
	struct writer *writer = call->writer;
	struct world *world = &writer->world;
	uint64_t id = made(writer, ENTITY_OBJECTION);
	struct arena arena = ARENA_INIT;
	struct view objection, evaluation;
	struct item_search search = {.points = EMPTY_VALUE};
	struct source_query query;
	struct record_slot points = {OBJECTION_POINTS, EMPTY_VALUE};
	bool good;

	if (!world->get(world, ENTITY_OBJECTION, id, &objection, err) ||
		!world->get(world, ENTITY_EVALUATION, (uint64_t)view_number(&objection, OBJECTION_EVALUATION),
			&evaluation, err))
		return false;
	search.item = arena_text(&arena, view_text(&objection, OBJECTION_ITEM));
	query = query_of_evaluation(&evaluation);
	query.subject = evaluated_in(&objection).id;
	good = sheet_each(world, &query, look, &search, err) &&
		(search.found ||
			fail(err, ERROR_MISSING, "There is no item \"{1}\" on this sheet", "S", search.item));
	points.value = search.points;
	good = good && writer_set(writer, ENTITY_OBJECTION, &id, &points, 1, err);
	arena_release(&arena);
	return good;
}

bool find_agreed(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	uint64_t id = made(call->writer, ENTITY_CONSENT);
	struct view consent, evaluation;

	if (!world->get(world, ENTITY_CONSENT, id, &consent, err) ||
		!world->get(world, ENTITY_EVALUATION, (uint64_t)view_number(&consent, CONSENT_EVALUATION),
			&evaluation, err))
		return false;
	return has_sheet(world, &evaluation, evaluated_in(&consent), err) ||
		fail(err, ERROR_MISSING, "The rules of this evaluation leave him out: he has no sheet in it",
			"");
}
