/* What became of the demo's sittings: handed in, looked at, sent back, mended, and their tasks done. */
#include "core/model/ops.h"
#include "core/service/demo_sitting.h"

/* Runs an operation on the sitting's meeting as it is now. */
static bool sitting_operate(struct writer *writer, const struct demo_sitting *sitting,
	bool (*run)(struct operation_call *call, struct error *err), const char *reason, struct error *err)
{
	struct buf body = BUF_INIT, said = BUF_INIT;
	struct operation_call call = {.writer = writer, .text = &said};
	struct arena arena = ARENA_INIT;
	struct record arguments;
	struct view meeting;
	bool good = writer->world.get(&writer->world, ENTITY_MEETING, sitting->meeting, &meeting, err);

	record_init(&arguments, &reason_arguments);
	if (reason)
		record_text(&arguments, REASON_TEXT, text_of(reason));
	record_write(&arguments, &body);
	record_release(&arguments);
	call.arguments = (struct view){.entity = &reason_arguments, .body = buf_as_text(&body)};
	meeting.body = arena_text(&arena, meeting.body);
	call.record = &meeting;
	good = good && run(&call, err);
	arena_release(&arena);
	buf_release(&body);
	buf_release(&said);
	return good;
}

bool sitting_close(struct writer *writer, void *arg, struct error *err)
{
	return sitting_operate(writer, arg, meeting_op_end, NULL, err);
}

bool sitting_submit(struct writer *writer, void *arg, struct error *err)
{
	return sitting_operate(writer, arg, meeting_op_submit, NULL, err);
}

bool sitting_pass(struct writer *writer, void *arg, struct error *err)
{
	return sitting_operate(writer, arg, meeting_op_pass, NULL, err);
}

bool sitting_send_back(struct writer *writer, void *arg, struct error *err)
{
	return sitting_operate(writer, arg, meeting_op_return, "林芸缺席，没写原因", err);
}

bool sitting_mend(struct writer *writer, void *arg, struct error *err)
{
	struct demo_sitting *sitting = arg;
	uint64_t key = DEMO_ROW_ROOM * 2;
	struct view meeting, row;
	struct record changed;
	struct arena arena = ARENA_INIT;
	bool good = writer->world.get(&writer->world, ENTITY_MEETING, sitting->meeting, &meeting, err) &&
		(view_row(&meeting, MEETING_AGENDA, key, &row) ||
			fail(err, ERROR_BROKEN, "The demo's meeting has no second topic", ""));

	if (good) {
		record_read(&changed, &agenda_rows, arena_text(&arena, row.body));
		record_text(&changed, AGENDA_TITLE, TEXT("上半年速裁质效分析"));
		good = writer_row(
			writer, ENTITY_MEETING, sitting->meeting, MEETING_AGENDA, &key, &changed, err);
		record_release(&changed);
	}
	arena_release(&arena);
	return good;
}

/* --- tasks --- */

enum { TASKS_MAX = 64 };

struct open_tasks {
	uint64_t ids[TASKS_MAX];
	size_t count;
};

static bool note_open(const struct view *task, void *arg)
{
	struct open_tasks *tasks = arg;

	if (view_number(task, TASK_STATE) == TASK_OPEN && tasks->count < TASKS_MAX)
		tasks->ids[tasks->count++] = task->id;
	return true;
}

static bool each_open_task(struct writer *writer, const struct demo_sitting *sitting,
	const struct record_slot *values, size_t count, struct error *err)
{
	struct value key = value_number((int64_t)sitting->meeting);
	struct open_tasks tasks = {.count = 0};
	bool good = writer->world.walk(
		&writer->world, ENTITY_TASK, TASK_BY_MEETING, &key, 1, note_open, &tasks, err);

	for (size_t i = 0; good && i < tasks.count; i++)
		good = writer_set(writer, ENTITY_TASK, &tasks.ids[i], values, count, err);
	return good;
}

bool sitting_do_tasks(struct writer *writer, void *arg, struct error *err)
{
	struct record_slot values[] = {
		{TASK_STATE, value_number(TASK_CLOSED)}, {TASK_DONE, value_number(writer->world.today)}};

	return each_open_task(writer, arg, values, 2, err);
}

bool sitting_give_time(struct writer *writer, void *arg, struct error *err)
{
	struct record_slot due = {TASK_DUE, value_number(date_of(2026, 9, 30))};

	return each_open_task(writer, arg, &due, 1, err);
}
