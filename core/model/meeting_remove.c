/* A meeting begun by mistake: into the recycle bin with all that was written in it, as long as it was never
 * handed in. Those of the group behind it move up a number. */
#include <stdlib.h>
#include "core/base/arena.h"
#include "core/base/memory.h"
#include "core/model/ops.h"
#include "core/model/roster.h"

static bool handed_in(const struct view *meeting)
{
	return view_has(meeting, MEETING_FIRST_SUBMITTED);
}

/* --- what would be lost --- */

static bool count_row(const struct view *row, void *arg)
{
	(void)row;
	++*(int64_t *)arg;
	return true;
}

bool meeting_remove_foresee(
	struct world *world, const struct view *meeting, struct message *follows, struct error *err)
{
	struct turnout turnout = turnout_of(meeting);
	int64_t called = (int64_t)(turnout.due - turnout.unmarked), lines = 0;
	int64_t topics = (int64_t)view_row_count(meeting, MEETING_AGENDA);
	int64_t decisions = (int64_t)view_row_count(meeting, MEETING_DECISIONS);

	if (handed_in(meeting))
		return fail(err, ERROR_STATE,
			"This meeting was handed in once, on {1}: it is not removed; put it in order and "
			"hand it in again",
			"d",
			moment_date(
				view_number(meeting, MEETING_FIRST_SUBMITTED), court_settings(world).offset));
	if (!world->rows(world, meeting, MEETING_MINUTES, count_row, &lines, err))
		return false;
	if (called + topics + lines + decisions)
		message_set(follows, "With {1} called, {2} topics, {3} lines, {4} decisions", "nnnn", called,
			topics, lines, decisions);
	else
		message_set(follows, "Nothing was written in it yet", "");
	return true;
}

/* --- the numbers of those behind it --- */

struct later {
	uint64_t group;
	int64_t number; /* of the one that goes */
	uint64_t *ids;
	size_t count, room;
	bool fixed; /* one of them was handed in: its number stands in what others hold */
};

static bool look_later(const struct view *meeting, void *arg)
{
	struct later *later = arg;

	if (meeting_number_for(meeting, later->group) <= later->number)
		return true;
	later->fixed |= handed_in(meeting) || view_number(meeting, MEETING_STATE) >= STATE_SUBMITTED;
	later->ids = mem_grow(later->ids, later->count, &later->room, sizeof(*later->ids));
	later->ids[later->count++] = meeting->id;
	return true;
}

static bool look_same(const struct view *meeting, void *arg)
{
	struct later *later = arg;

	later->fixed |= meeting_number_for(meeting, later->group) == later->number;
	return !later->fixed;
}

/* The group's meetings of that year. */
static bool each_of_year(struct world *world, const struct view *meeting, struct later *later,
	world_visit *visit, struct error *err)
{
	int year = date_parts(view_number(meeting, MEETING_DATE)).year;
	struct value key = value_number((int64_t)later->group);

	later->number = meeting_number_for(meeting, later->group);
	return !later->number ||
		world->range(world, ENTITY_MEETING, MEETING_BY_GROUP, &key, 1, date_of(year, 1, 1),
			date_of(year, 12, 31), visit, later, err);
}

bool meeting_number_taken(struct world *world, const struct view *removed)
{
	struct value groups = EMPTY_VALUE;
	struct later later = {0};

	view_get(removed, MEETING_GROUPS, &groups);
	for (struct reader ids = value_ids(&groups); !later.fixed && reader_left(&ids);) {
		later.group = read_varint(&ids);
		each_of_year(world, removed, &later, look_same, NULL);
	}
	return later.fixed;
}

/* One less for that group; a joint sitting has a number for each. */
static bool move_up(struct writer *writer, uint64_t id, uint64_t group, struct error *err)
{
	struct view meeting, sitting;
	struct record row;
	int64_t number;
	bool good = writer->world.get(&writer->world, ENTITY_MEETING, id, &meeting, err), joint, first;

	if (!good)
		return false;
	number = meeting_number_for(&meeting, group) - 1;
	joint = view_row(&meeting, MEETING_SITTINGS, group, &sitting);
	first = meeting_first_group(&meeting) == group;
	if (joint) {
		record_init(&row, &sitting_rows);
		record_number(&row, SITTING_GROUP, (int64_t)group);
		record_number(&row, SITTING_NUMBER, number);
		good = writer_row(writer, ENTITY_MEETING, id, MEETING_SITTINGS, &group, &row, err);
		record_release(&row);
	}
	return good &&
		(!first ||
			writer_set(writer, ENTITY_MEETING, &id,
				&(struct record_slot){MEETING_NUMBER, value_number(number)}, 1, err));
}

static bool close_gap(struct writer *writer, const struct view *meeting, uint64_t group, struct error *err)
{
	struct later later = {.group = group};
	bool good = each_of_year(&writer->world, meeting, &later, look_later, err);

	for (size_t i = 0; good && !later.fixed && i < later.count; i++)
		good = move_up(writer, later.ids[i], group, err);
	free(later.ids);
	return good;
}

bool meeting_op_remove(struct operation_call *call, struct error *err)
{
	struct record_slot removed = {TAG_REMOVED, value_number(1)};
	struct value groups = EMPTY_VALUE;
	struct message follows;
	bool good = meeting_remove_foresee(&call->writer->world, call->record, &follows, err) &&
		op_set(call, &removed, 1, err);

	view_get(call->record, MEETING_GROUPS, &groups);
	for (struct reader ids = value_ids(&groups); good && reader_left(&ids);)
		good = close_gap(call->writer, call->record, read_varint(&ids), err);
	return good;
}
