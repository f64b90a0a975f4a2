/* The life of an evaluation. That results are frozen when they are posted is the service's: it can score. */
#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/model/objection.h"
#include "core/model/ops.h"

/* Nothing happens but the step itself. */
bool evaluation_op_step(struct operation_call *call, struct error *err)
{
	struct record_slot value = {EVALUATION_STATE, value_number(call->operation->to)};

	return op_set(call, &value, 1, err);
}

/* The day that somebody set before the first step stands; that of a step before is over with it. */
static int64_t marks_due(const struct operation_call *call)
{
	struct world *world = &call->writer->world;
	int64_t set = view_number(call->record, EVALUATION_MARKS);
	bool first = view_number_or(call->record, EVALUATION_STATE, EVALUATION_COLLECTING) ==
		EVALUATION_COLLECTING;

	return first && set >= world->today ? set : marks_until(world, call->record);
}

bool evaluation_op_marks(struct operation_call *call, struct error *err)
{
	int64_t until = marks_due(call);
	const struct choice *state = choice_coded(evaluation_states, call->operation->to);
	struct record_slot values[] = {{EVALUATION_STATE, value_number(call->operation->to)},
		{EVALUATION_MARKS, value_number(until)}};

	op_say(call, "Now at {1}; marks are due by {2}", "td", state->name, state->label, until);
	return op_set(call, values, 2, err);
}

bool evaluation_op_post(struct operation_call *call, struct error *err)
{
	const struct world *world = &call->writer->world;
	struct record_slot values[] = {{EVALUATION_STATE, value_number(call->operation->to)},
		{EVALUATION_POSTED_ON, value_number(world->today)},
		{EVALUATION_VERSION, value_number(view_number(call->record, EVALUATION_VERSION) + 1)}};

	if (view_number(call->record, EVALUATION_TO) >= world->today)
		return fail(err, ERROR_STATE, "The period is not over yet: it ends on {1}", "d",
			view_number(call->record, EVALUATION_TO));
	if (!objections_answered(&call->writer->world, call->record->id, err))
		return false;
	op_say(call, "Posted as version {1}", "n", view_number(call->record, EVALUATION_VERSION) + 1);
	return op_set(call, values, 3, err);
}

bool evaluation_op_back(struct operation_call *call, struct error *err)
{
	struct record_slot values[] = {{EVALUATION_STATE, value_number(call->operation->to)},
		{EVALUATION_REASON, value_text(view_text(&call->arguments, REASON_TEXT))}};

	op_say(call, "Taken back; version {1} is kept", "n", view_number(call->record, EVALUATION_VERSION));
	return op_set(call, values, 2, err);
}

/* Which tie it is, and whether it is just those: the service's. */
bool evaluation_op_place(struct operation_call *call, struct error *err)
{
	size_t named = 0;

	for (unsigned tag = PLACE_GROUPS; tag <= PLACE_PEOPLE; tag++)
		named += view_has(&call->arguments, (uint16_t)tag);
	op_say(call, "Decided, and shown in the ranking with its reason", "");
	return named == 1 || fail(err, ERROR_INPUT, "Say who gets the place", "");
}

struct standing_results {
	uint64_t *ids;
	size_t count, room;
};

static bool take_result(const struct view *result, void *arg)
{
	struct standing_results *results = arg;

	results->ids = mem_grow(results->ids, results->count, &results->room, sizeof(*results->ids));
	results->ids[results->count++] = result->id;
	return true;
}

/* From now on rules may count them (公示成绩). */
static bool publish_results(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	const struct value keys[] = {value_number((int64_t)call->record->id),
		value_number(view_number(call->record, EVALUATION_VERSION))};
	const struct record_slot published = {RESULT_PUBLISHED, value_number(world->today)};
	struct standing_results results = {.count = 0};
	bool good =
		world->walk(world, ENTITY_RESULT, RESULT_BY_EVALUATION, keys, 2, take_result, &results, err);

	for (size_t i = 0; good && i < results.count; i++)
		good = writer_set(call->writer, ENTITY_RESULT, &results.ids[i], &published, 1, err);
	free(results.ids);
	return good;
}

bool evaluation_op_final(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	int64_t until = objection_until(world, call->record);

	op_say(call, "Published for good: these results do not change any more", "");
	if (world->today <= until)
		return fail(err, ERROR_STATE, "Posted results stand for {1} working days, until {2}", "nd",
			(int64_t)POSTED_WORKING_DAYS, until);
	return objections_answered(world, call->record->id, err) &&
		objections_settled(world, call->record, err) && publish_results(call, err) &&
		evaluation_op_step(call, err);
}
