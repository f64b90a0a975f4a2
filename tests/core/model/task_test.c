/* What a submitted meeting leaves to do, and what becomes of it. */
#include "core/model/entities.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include "core/model/ops.h"
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct writing_row {
	uint64_t meeting, key;
	uint16_t tag;
	const struct record *row;
};

static bool write_row(struct writer *writer, void *arg, struct error *err)
{
	struct writing_row *writing = arg;

	return writer_row(
		writer, ENTITY_MEETING, writing->meeting, writing->tag, &writing->key, writing->row, err);
}

static uint64_t put_row(
	const struct cast *cast, uint64_t meeting, uint16_t tag, uint64_t key, const struct record *row)
{
	struct change_head head = {.uid = 1000, .action = "apply"};
	struct writing_row writing = {meeting, key, tag, row};

	assert_true(store_change(cast->store, &head, write_row, &writing, NULL, NULL));
	return writing.key;
}

/* A decision, new when key is 0; owner ' ' nobody, due 0 no day. */
static uint64_t decide(
	const struct cast *cast, uint64_t meeting, uint64_t key, const char *text, char owner, int due)
{
	struct record row;

	record_init(&row, &decision_rows);
	record_text(&row, DECISION_TEXT, text_of(text));
	if (owner != ' ')
		record_set(&row, DECISION_OWNERS, ids_value((uint64_t[]){cast_person(cast, owner), 0}));
	if (due)
		record_set(&row, DECISION_DUE, day_value(due));
	if (key) {
		/* Taken out and put back as it is now, but for what names the task. */
		struct buf body = BUF_INIT;
		struct view view = {.entity = &meeting_entity}, old;

		fixture_body(cast->store, ENTITY_MEETING, meeting, false, &body);
		view.body = buf_as_text(&body);
		assert_true(view_row(&view, MEETING_DECISIONS, key, &old));
		record_number(&row, DECISION_TASK, view_number(&old, DECISION_TASK));
		put_row(cast, meeting, MEETING_DECISIONS, key, NULL);
		buf_release(&body);
	}
	key = put_row(cast, meeting, MEETING_DECISIONS, key, &row);
	record_release(&row);
	return key;
}

/* --- the meeting's tasks as text --- */

struct telling {
	const struct cast *cast;
	uint64_t meeting;
	struct buf *out;
};

static bool tell(const struct view *task, void *arg)
{
	struct telling *telling = arg;
	struct value owners;

	buf_text(telling->out, view_text(task, TASK_TITLE));
	buf_byte(telling->out, ' ');
	view_get(task, TASK_OWNERS, &owners);
	for (struct reader ids = value_ids(&owners); reader_left(&ids);) {
		uint64_t id = read_varint(&ids);

		for (const char *letter = CAST; *letter; letter++)
			if (cast_person(telling->cast, *letter) == id)
				buf_byte(telling->out, *letter);
	}
	buf_byte(telling->out, ' ');
	if (view_has(task, TASK_DUE))
		date_format(view_number(task, TASK_DUE), telling->out);
	buf_printf(telling->out, " %s\n", choice_coded(task_states, view_number(task, TASK_STATE))->name);
	assert_int_equal(view_number(task, TASK_SINCE), day_of(20260924));
	assert_int_equal(view_number(task, TASK_GROUP), telling->cast->group);
	return true;
}

static void walk_tasks(struct world *world, void *arg)
{
	struct telling *telling = arg;
	struct value key = value_number((int64_t)telling->meeting);

	world->walk(world, ENTITY_TASK, TASK_BY_MEETING, &key, 1, tell, telling, NULL);
}

static void check_tasks(const struct cast *cast, uint64_t meeting, const char *expected)
{
	struct buf out = BUF_INIT;
	struct telling telling = {cast, meeting, &out};

	fixture_read(cast->store, 0, walk_tasks, &telling);
	assert_string_equal(buf_cstr(&out), expected);
	assert_int_equal(fixture_faults(cast->store), 0);
	buf_release(&out);
}

static void submit(const struct cast *cast, uint64_t meeting)
{
	assert_int_equal(ACT(cast->store, cast_person(cast, 'l'), "submit", meeting), ERROR_NONE);
}

static void take_back(const struct cast *cast, uint64_t meeting)
{
	assert_int_equal(ACT(cast->store, cast_person(cast, 'l'), "withdraw", meeting), ERROR_NONE);
}

/* --- decisions --- */

static void decisions_become_tasks(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_DRAFT), first, second;

	first = decide(cast, meeting, 0, "汇编案例", 'm', 20260930);
	second = decide(cast, meeting, 0, "听取意见", ' ', 0);
	submit(cast, meeting);
	assert_string_equal(act_words, "Submitted; 2 decisions are tasks now");
	check_tasks(cast, meeting, "汇编案例 m 2026-09-30 open\n听取意见   open\n");
	/* Changed, with what is empty now; and one more. */
	take_back(cast, meeting);
	decide(cast, meeting, first, "汇编典型案例", ' ', 0);
	decide(cast, meeting, second, "听取意见", 'd', 20261010);
	decide(cast, meeting, 0, "谈心", 'a', 0);
	submit(cast, meeting);
	check_tasks(cast, meeting, "汇编典型案例   open\n听取意见 d 2026-10-10 open\n谈心 a  open\n");
	take_back(cast, meeting);
	put_row(cast, meeting, MEETING_DECISIONS, second, NULL);
	submit(cast, meeting);
	check_tasks(cast, meeting, "汇编典型案例   open\n听取意见 d 2026-10-10 dropped\n谈心 a  open\n");
}

struct first_task {
	uint64_t meeting, id;
};

static bool note_task(const struct view *task, void *arg)
{
	((struct first_task *)arg)->id = task->id;
	return false;
}

static void find_task(struct world *world, void *arg)
{
	struct value key = value_number((int64_t)((struct first_task *)arg)->meeting);

	world->walk(world, ENTITY_TASK, TASK_BY_MEETING, &key, 1, note_task, arg, NULL);
}

static uint64_t task_of(const struct cast *cast, uint64_t meeting)
{
	struct first_task first = {meeting, 0};

	fixture_read(cast->store, 0, find_task, &first);
	return first.id;
}

/* What was done with a task stays done, whatever becomes of the record. */
static void a_task_has_its_own_life(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_DRAFT),
		 decision = decide(cast, meeting, 0, "汇编案例", 'm', 20260930), task;

	submit(cast, meeting);
	task = task_of(cast, meeting);
	assert_int_equal(ACT(cast->store, cast_person(cast, 'm'), "close", task), ERROR_NONE);
	assert_int_equal(fixture_number(cast->store, ENTITY_TASK, task, TASK_DONE), day_of(20260924));
	take_back(cast, meeting);
	submit(cast, meeting);
	check_tasks(cast, meeting, "汇编案例 m 2026-09-30 done\n");
	take_back(cast, meeting);
	put_row(cast, meeting, MEETING_DECISIONS, decision, NULL);
	submit(cast, meeting);
	check_tasks(cast, meeting, "汇编案例 m 2026-09-30 done\n");
}

/* --- study --- */

static const struct {
	const char *what;
	int kinds;
	bool item; /* a topic that is study */
	int mark;  /* of m */
	const char *tasks;
} studies[] = {
	{"study missed on leave", 1 << MEETING_STUDY, false, MARK_LEAVE, "补学9月学习 m 2026-10-24 open\n"},
	{"and without", 1 << MEETING_GROUP | 1 << MEETING_STUDY, false, MARK_ABSENT,
		"补学9月学习 m 2026-10-24 open\n"},
	{"a topic is study", 1 << MEETING_GROUP, true, MARK_LEAVE, "补学9月学习 m 2026-10-24 open\n"},
	{"no study", 1 << MEETING_GROUP, false, MARK_LEAVE, ""},
	{"late is there", 1 << MEETING_STUDY, false, MARK_LATE, ""},
	{"online is there", 1 << MEETING_STUDY, false, MARK_ONLINE, ""},
	{"not called is not missed", 1 << MEETING_STUDY, false, 0, ""},
};

static void put_topic(const struct cast *cast, uint64_t meeting)
{
	struct record row;

	record_init(&row, &agenda_rows);
	record_text(&row, AGENDA_TITLE, TEXT("学习条例"));
	record_number(&row, AGENDA_STUDY, 1);
	put_row(cast, meeting, MEETING_AGENDA, 0, &row);
	record_release(&row);
}

static void missed_study_is_made_up(void **state)
{
	const struct cast *cast = *state;

	for (size_t i = 0; i < COUNT(studies); i++) {
		uint64_t meeting = cast_meeting(cast, 20260924, STATE_DRAFT);

		CHANGE(cast->store, ENTITY_MEETING, meeting, NUMBER(MEETING_KINDS, studies[i].kinds));
		if (studies[i].item)
			put_topic(cast, meeting);
		put_row(cast, meeting, MEETING_ATTENDANCE, cast_person(cast, 'm'), NULL);
		cast_mark(cast, meeting, cast_person(cast, 'm'), studies[i].mark);
		print_message("%s\n", studies[i].what);
		submit(cast, meeting);
		check_tasks(cast, meeting, studies[i].tasks);
		/* Handed in again, nothing is made twice. */
		take_back(cast, meeting);
		submit(cast, meeting);
		check_tasks(cast, meeting, studies[i].tasks);
	}
}

/* Who was there after all has nothing to make up. */
static void the_roll_was_wrong(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_DRAFT);

	CHANGE(cast->store, ENTITY_MEETING, meeting, NUMBER(MEETING_KINDS, 1 << MEETING_STUDY));
	cast_mark(cast, meeting, cast_person(cast, 'm'), MARK_LEAVE);
	cast_mark(cast, meeting, cast_person(cast, 'd'), MARK_ABSENT);
	submit(cast, meeting);
	check_tasks(cast, meeting, "补学9月学习 d 2026-10-24 open\n补学9月学习 m 2026-10-24 open\n");
	take_back(cast, meeting);
	cast_mark(cast, meeting, cast_person(cast, 'm'), MARK_PRESENT);
	submit(cast, meeting);
	check_tasks(cast, meeting, "补学9月学习 d 2026-10-24 open\n补学9月学习 m 2026-10-24 dropped\n");
	/* And was away after all. */
	take_back(cast, meeting);
	cast_mark(cast, meeting, cast_person(cast, 'm'), MARK_ABSENT);
	submit(cast, meeting);
	check_tasks(cast, meeting, "补学9月学习 d 2026-10-24 open\n补学9月学习 m 2026-10-24 open\n");
}

/* A person said why nobody has to make it up: that stands. */
static void what_a_person_gave_up_stays_so(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = cast_meeting(cast, 20260924, STATE_DRAFT);

	CHANGE(cast->store, ENTITY_MEETING, meeting, NUMBER(MEETING_KINDS, 1 << MEETING_STUDY));
	cast_mark(cast, meeting, cast_person(cast, 'm'), MARK_LEAVE);
	submit(cast, meeting);
	CHANGE(cast->store, ENTITY_TASK, task_of(cast, meeting), NUMBER(TASK_STATE, TASK_DROPPED),
		WORDS(TASK_NOTE, "已自学并交笔记"));
	take_back(cast, meeting);
	submit(cast, meeting);
	check_tasks(cast, meeting, "补学9月学习 m 2026-10-24 dropped\n");
}

/* --- a task's states --- */

static const struct {
	const char *operation;
	enum task_state from, to;
	bool done;
} moves[] = {
	{"close", TASK_OPEN, TASK_CLOSED, true},
	{"close", TASK_CLOSED, 0, true},
	{"close", TASK_DROPPED, 0, true},
	{"drop", TASK_OPEN, TASK_DROPPED, true},
	{"drop", TASK_CLOSED, 0, true},
	{"drop", TASK_DROPPED, 0, true},
	{"reopen", TASK_CLOSED, TASK_OPEN, false},
	{"reopen", TASK_DROPPED, TASK_OPEN, false},
	{"reopen", TASK_OPEN, 0, false},
};

static void task_states_change(void **state)
{
	const struct cast *cast = *state;
	struct record_slot reason = WORDS(REASON_TEXT, "不必办了");

	for (size_t i = 0; i < COUNT(moves); i++) {
		uint64_t task = cast_task(cast, moves[i].from);
		struct act asked = {
			0, moves[i].operation, task, &reason, !strcmp(moves[i].operation, "drop")};
		bool good = moves[i].to;

		assert_int_equal(act(cast->store, &asked, NULL), good ? ERROR_NONE : ERROR_STATE);
		assert_int_equal(fixture_number(cast->store, ENTITY_TASK, task, TASK_STATE),
			good ? moves[i].to : moves[i].from);
		if (good)
			assert_int_equal(fixture_number(cast->store, ENTITY_TASK, task, TASK_DONE),
				moves[i].done ? day_of(20260924) : 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_CAST(decisions_become_tasks), ON_CAST(a_task_has_its_own_life),
		ON_CAST(missed_study_is_made_up), ON_CAST(the_roll_was_wrong),
		ON_CAST(what_a_person_gave_up_stays_so), ON_CAST(task_states_change)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
