/* Tasks: what a submitted meeting leaves to do, and how it is done with. */
#include <string.h>
#include "core/model/ops.h"

enum { MAKEUP_DAYS = 30 };

/* --- from a meeting --- */

static uint64_t first_group(const struct view *meeting)
{
	struct value groups;
	struct reader ids;

	view_get(meeting, MEETING_GROUPS, &groups);
	ids = value_ids(&groups);
	return reader_left(&ids) ? read_varint(&ids) : 0;
}

static bool make_task(struct operation_call *call, const struct record *task, uint64_t *id, struct error *err)
{
	return writer_set(call->writer, ENTITY_TASK, id, task->slots, task->count, err);
}

static void common(
	struct record *task, const struct view *meeting, enum task_kind kind, uint64_t item, uint64_t group)
{
	record_init(task, &task_entity);
	record_number(task, TASK_KIND, kind);
	record_number(task, TASK_MEETING, (int64_t)meeting->id);
	record_number(task, TASK_ITEM, (int64_t)item);
	record_number(task, TASK_SINCE, view_number(meeting, MEETING_DATE));
	record_number(task, TASK_STATE, TASK_OPEN);
	if (group)
		record_number(task, TASK_GROUP, (int64_t)group);
}

/* Each decision is a task; one that became one before follows what was changed since. */
static bool decisions_to_tasks(struct operation_call *call, const struct view *meeting, struct error *err)
{
	struct row_walk rows = view_rows(meeting, MEETING_DECISIONS);
	bool good = true;

	while (good && row_walk_next(&rows)) {
		uint64_t id = (uint64_t)view_number(&rows.row, DECISION_TASK), key = rows.row.id;
		struct value owners, due;
		struct record task, row;

		common(&task, meeting, TASK_DECISION, key, first_group(meeting));
		record_text(&task, TASK_TITLE, view_text(&rows.row, DECISION_TEXT));
		if (view_get(&rows.row, DECISION_OWNERS, &owners))
			record_set(&task, TASK_OWNERS, owners);
		if (view_get(&rows.row, DECISION_DUE, &due))
			record_set(&task, TASK_DUE, due);
		if (id) {
			/* Its state is its own affair by now. */
			record_set(&task, TASK_STATE, EMPTY_VALUE);
			good = make_task(call, &task, &id, err);
		} else {
			good = make_task(call, &task, &id, err);
			record_read(&row, &decision_rows, rows.row.body);
			record_number(&row, DECISION_TASK, (int64_t)id);
			good = good &&
				writer_row(call->writer, ENTITY_MEETING, meeting->id, MEETING_DECISIONS, &key,
					&row, err);
			record_release(&row);
		}
		record_release(&task);
	}
	return good;
}

struct searching {
	uint64_t item;
	bool found;
};

static bool same_item(const struct view *task, void *arg)
{
	struct searching *searching = arg;

	searching->found |= view_number(task, TASK_KIND) == TASK_MAKEUP &&
		(uint64_t)view_number(task, TASK_ITEM) == searching->item;
	return !searching->found;
}

static bool has_makeup(struct world *world, uint64_t meeting, uint64_t person)
{
	struct searching searching = {person, false};
	struct value key = value_number((int64_t)meeting);

	world->walk(world, ENTITY_TASK, TASK_BY_MEETING, &key, 1, same_item, &searching, NULL);
	return searching.found;
}

static bool held_study(const struct view *meeting)
{
	struct row_walk rows = view_rows(meeting, MEETING_AGENDA);

	if (view_number(meeting, MEETING_KINDS) >> MEETING_STUDY & 1)
		return true;
	while (row_walk_next(&rows))
		if (view_number(&rows.row, AGENDA_STUDY))
			return true;
	return false;
}

/* Who missed study makes it up. */
static bool makeup_tasks(struct operation_call *call, const struct view *meeting, struct error *err)
{
	struct row_walk rows = view_rows(meeting, MEETING_ATTENDANCE);
	int64_t day = view_number(meeting, MEETING_DATE);
	bool good = true;

	while (good && held_study(meeting) && row_walk_next(&rows)) {
		int64_t mark = view_number(&rows.row, ATTENDANCE_MARK);
		struct buf owner = BUF_INIT, title = BUF_INIT;
		struct record task;
		uint64_t id = 0;

		if ((mark != MARK_LEAVE && mark != MARK_ABSENT) ||
			has_makeup(&call->writer->world, meeting->id, rows.row.id))
			continue;
		common(&task, meeting, TASK_MAKEUP, rows.row.id,
			(uint64_t)view_number(&rows.row, ATTENDANCE_GROUP));
		buf_printf(&title, "补学%d月学习", date_parts(day).month);
		buf_varint(&owner, rows.row.id);
		record_text(&task, TASK_TITLE, buf_as_text(&title));
		record_set(&task, TASK_OWNERS, (struct value){VALUE_IDS, 0, buf_as_text(&owner)});
		record_number(&task, TASK_DUE, day + MAKEUP_DAYS);
		good = make_task(call, &task, &id, err);
		record_release(&task);
		buf_release(&owner);
		buf_release(&title);
	}
	return good;
}

bool meeting_make_tasks(struct operation_call *call, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct view meeting = *call->record;
	size_t decisions;
	bool good;

	meeting.body = arena_text(&arena, call->record->body);
	decisions = view_row_count(&meeting, MEETING_DECISIONS);
	good = decisions_to_tasks(call, &meeting, err) && makeup_tasks(call, &meeting, err);
	if (good && decisions)
		op_say(call, "Submitted; {1} decisions are tasks now", "n", (int64_t)decisions);
	else if (good)
		op_say(call, "Submitted", "");
	arena_release(&arena);
	return good;
}

/* --- a task's own life --- */

bool task_op_close(struct operation_call *call, struct error *err)
{
	struct record_slot values[] = {{TASK_STATE, value_number(TASK_CLOSED)},
		{TASK_DONE, value_number(call->writer->world.today)}};

	return op_set(call, values, 2, err);
}

bool task_op_reopen(struct operation_call *call, struct error *err)
{
	struct record_slot values[] = {{TASK_STATE, value_number(TASK_OPEN)}, {TASK_DONE, EMPTY_VALUE}};

	return op_set(call, values, 2, err);
}

bool task_op_drop(struct operation_call *call, struct error *err)
{
	struct record_slot values[] = {{TASK_STATE, value_number(TASK_DROPPED)},
		{TASK_NOTE, value_text(view_text(&call->arguments, REASON_TEXT))},
		{TASK_DONE, value_number(call->writer->world.today)}};

	return op_set(call, values, 3, err);
}
