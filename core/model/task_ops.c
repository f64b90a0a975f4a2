/* Tasks: what a submitted meeting leaves to do, and how it is done with. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/model/ops.h"
#include "core/model/roster.h"

enum { MAKEUP_DAYS = 30 };

/* --- from a meeting --- */

/* What every task of a meeting says; room for TASK_MOST. */
enum { TASK_COMMON = 5, TASK_MOST = 9 };
static void common(struct record_slot *values, const struct view *meeting, enum task_kind kind, uint64_t item,
	uint64_t group)
{
	values[0] = (struct record_slot){TASK_KIND, value_number(kind)};
	values[1] = (struct record_slot){TASK_MEETING, value_number((int64_t)meeting->id)};
	values[2] = (struct record_slot){TASK_ITEM, value_number((int64_t)item)};
	values[3] = (struct record_slot){TASK_SINCE, value_number(view_number(meeting, MEETING_DATE))};
	values[4] = (struct record_slot){TASK_GROUP, group ? value_number((int64_t)group) : EMPTY_VALUE};
}

static bool name_task(struct operation_call *call, const struct view *meeting, const struct view *decision,
	uint64_t task, struct error *err)
{
	uint64_t key = decision->id;
	struct record row;
	bool good;

	record_read(&row, &decision_rows, decision->body);
	record_number(&row, DECISION_TASK, (int64_t)task);
	good = writer_row(call->writer, ENTITY_MEETING, meeting->id, MEETING_DECISIONS, &key, &row, err);
	record_release(&row);
	return good;
}

/* One that became a task before is told what was changed since, what was emptied too; how far it has come is
 * its own affair by now. */
static bool decision_to_task(struct operation_call *call, const struct view *meeting,
	const struct view *decision, struct error *err)
{
	struct record_slot values[TASK_MOST];
	uint64_t id = (uint64_t)view_number(decision, DECISION_TASK);
	size_t count = TASK_COMMON;
	bool new = !id;

	common(values, meeting, TASK_DECISION, decision->id, meeting_first_group(meeting));
	values[count++] = (struct record_slot){TASK_TITLE, value_text(view_text(decision, DECISION_TEXT))};
	values[count].tag = TASK_OWNERS;
	view_get(decision, DECISION_OWNERS, &values[count++].value);
	values[count].tag = TASK_DUE;
	view_get(decision, DECISION_DUE, &values[count++].value);
	if (new)
		values[count++] = (struct record_slot){TASK_STATE, value_number(TASK_OPEN)};
	return writer_set(call->writer, ENTITY_TASK, &id, values, count, err) &&
		(!new || name_task(call, meeting, decision, id, err));
}

static bool decisions_to_tasks(struct operation_call *call, const struct view *meeting, struct error *err)
{
	struct row_walk rows = view_rows(meeting, MEETING_DECISIONS);

	while (row_walk_next(&rows))
		if (!decision_to_task(call, meeting, &rows.row, err))
			return false;
	return true;
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

static bool missed(const struct view *row)
{
	int64_t mark = view_number(row, ATTENDANCE_MARK);

	return mark == MARK_LEAVE || mark == MARK_ABSENT;
}

/* --- tasks there are already --- */

/* Why the program itself gives a task up; what a person gave up stays given up. */
static const char corrected[] = "会议记录已更正";

struct searching {
	const struct view *meeting;
	uint64_t person; /* whose make-up is looked for */
	uint64_t found;  /* the task, or 0 */
	bool given_up;   /* by the program, for there was no ground for it */
	uint64_t *groundless;
	size_t count, room;
};

static bool look_makeup(const struct view *task, void *arg)
{
	struct searching *searching = arg;

	if (view_number(task, TASK_KIND) != TASK_MAKEUP ||
		(uint64_t)view_number(task, TASK_ITEM) != searching->person)
		return true;
	searching->found = task->id;
	searching->given_up = view_number(task, TASK_STATE) == TASK_DROPPED &&
		text_is(view_text(task, TASK_NOTE), corrected);
	return false;
}

static bool has_grounds(const struct view *meeting, const struct view *task)
{
	uint64_t item = (uint64_t)view_number(task, TASK_ITEM);
	struct view row;

	if (view_number(task, TASK_KIND) == TASK_DECISION)
		return view_row(meeting, MEETING_DECISIONS, item, &row);
	return held_study(meeting) && view_row(meeting, MEETING_ATTENDANCE, item, &row) && missed(&row);
}

static bool look_groundless(const struct view *task, void *arg)
{
	struct searching *searching = arg;
	int64_t kind = view_number(task, TASK_KIND);

	if (view_number(task, TASK_STATE) != TASK_OPEN || (kind != TASK_DECISION && kind != TASK_MAKEUP) ||
		has_grounds(searching->meeting, task))
		return true;
	searching->groundless = mem_grow(
		searching->groundless, searching->count, &searching->room, sizeof(*searching->groundless));
	searching->groundless[searching->count++] = task->id;
	return true;
}

static bool look_at_tasks(
	struct operation_call *call, struct searching *searching, world_visit *look, struct error *err)
{
	struct world *world = &call->writer->world;
	struct value key = value_number((int64_t)searching->meeting->id);

	return world->walk(world, ENTITY_TASK, TASK_BY_MEETING, &key, 1, look, searching, err);
}

/* A decision taken out of the record, a study that was not missed after all: nobody has to do that. */
static bool drop_groundless(struct operation_call *call, const struct view *meeting, struct error *err)
{
	struct searching searching = {.meeting = meeting};
	struct record_slot dropped[] = {{TASK_STATE, value_number(TASK_DROPPED)},
		{TASK_DONE, value_number(call->writer->world.today)},
		{TASK_NOTE, value_text(text_of(corrected))}};
	bool good = look_at_tasks(call, &searching, look_groundless, err);

	for (size_t i = 0; good && i < searching.count; i++)
		good = writer_set(call->writer, ENTITY_TASK, &searching.groundless[i], dropped, 3, err);
	free(searching.groundless);
	return good;
}

/* --- study that was missed --- */

static bool makeup_task(
	struct operation_call *call, const struct view *meeting, const struct view *row, struct error *err)
{
	int64_t day = view_number(meeting, MEETING_DATE);
	struct buf owner = BUF_INIT, title = BUF_INIT;
	struct record_slot values[TASK_MOST];
	size_t count = TASK_COMMON;
	uint64_t id = 0;
	bool good;

	buf_printf(&title, "补学%d月学习", date_parts(day).month);
	buf_varint(&owner, row->id);
	common(values, meeting, TASK_MAKEUP, row->id, (uint64_t)view_number(row, ATTENDANCE_GROUP));
	values[count++] = (struct record_slot){TASK_TITLE, value_text(buf_as_text(&title))};
	values[count++] = (struct record_slot){TASK_OWNERS, {VALUE_IDS, 0, buf_as_text(&owner)}};
	values[count++] = (struct record_slot){TASK_DUE, value_number(day + MAKEUP_DAYS)};
	values[count++] = (struct record_slot){TASK_STATE, value_number(TASK_OPEN)};
	good = writer_set(call->writer, ENTITY_TASK, &id, values, count, err);
	buf_release(&owner);
	buf_release(&title);
	return good;
}

/* A correction said that it was not missed, and another that it was. */
static bool take_up_again(struct operation_call *call, uint64_t task, struct error *err)
{
	struct record_slot open[] = {
		{TASK_STATE, value_number(TASK_OPEN)}, {TASK_DONE, EMPTY_VALUE}, {TASK_NOTE, EMPTY_VALUE}};

	return writer_set(call->writer, ENTITY_TASK, &task, open, 3, err);
}

static bool makeup_tasks(struct operation_call *call, const struct view *meeting, struct error *err)
{
	struct row_walk rows = view_rows(meeting, MEETING_ATTENDANCE);

	while (held_study(meeting) && row_walk_next(&rows)) {
		struct searching searching = {.meeting = meeting, .person = rows.row.id};

		if (!missed(&rows.row))
			continue;
		if (!look_at_tasks(call, &searching, look_makeup, err) ||
			(!searching.found && !makeup_task(call, meeting, &rows.row, err)) ||
			(searching.given_up && !take_up_again(call, searching.found, err)))
			return false;
	}
	return true;
}

bool meeting_make_tasks(struct operation_call *call, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct view meeting = *call->record;
	size_t decisions;
	bool good;

	meeting.body = arena_text(&arena, call->record->body);
	decisions = view_row_count(&meeting, MEETING_DECISIONS);
	good = decisions_to_tasks(call, &meeting, err) && makeup_tasks(call, &meeting, err) &&
		drop_groundless(call, &meeting, err);
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
