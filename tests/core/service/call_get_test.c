/* A record whole, operations on it, drafts, presence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "tests/harness/court.h"
#include <cmocka.h>

static struct court court;
static struct session *leader, *recorder, *colleague, *office;
static struct reply reply;

static int setup(void **state)
{
	(void)state;
	court_make(&court);
	leader = court_session(&court, "p1");
	recorder = court_session(&court, "p2");
	colleague = court_session(&court, "p5");
	office = court_session(&court, NULL);
	return 0;
}

static int teardown(void **state)
{
	struct session *const all[] = {leader, recorder, colleague, office};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		session_close(all[i]);
	reply_release(&reply);
	reply.bytes = (struct buf)BUF_INIT;
	court_remove(&court);
	return 0;
}

/* --- get --- */

static struct text name_of(unsigned entity, uint64_t id)
{
	struct row_walk names = view_rows(&reply.body, GOT_NAMES);

	while (row_walk_next(&names))
		if (view_number(&names.row, NAME_ENTITY) == entity &&
			(uint64_t)view_number(&names.row, NAME_ID) == id)
			return view_text(&names.row, NAME_TITLE);
	return NO_TEXT;
}

static bool add_line(struct session *session, uint64_t speaker, const char *words)
{
	struct patch patch = PATCH_INIT;
	struct buf body = BUF_INIT;
	struct record row;
	bool done;

	record_init(&row, &minutes_rows);
	record_number(&row, MINUTES_SPEAKER, (int64_t)speaker);
	record_text(&row, MINUTES_TEXT, text_of(words));
	record_write(&row, &body);
	patch_add_row(&patch, MEETING_MINUTES, ROW_NEW, 0, EMPTY_VALUE, value_text(buf_as_text(&body)))
		->after = ROW_LAST;
	done = court_apply(session, ENTITY_MEETING, (int64_t)court.meeting, &patch, &reply);
	record_release(&row);
	patch_release(&patch);
	buf_release(&body);
	return done;
}

/* Rows kept beside are inside, and whoever stands in them is named. */
static void get_is_whole(void **state)
{
	struct view view = {.entity = &meeting_entity};
	struct row_walk rows;

	(void)state;
	assert_true(add_line(leader, court.people[4], "第一行"));
	assert_int_equal(view_row_count(&reply.body, APPLIED_ROWS), 1);
	assert_true(add_line(leader, court.people[5], "第二行"));
	assert_true(court_get(colleague, ENTITY_MEETING, court.meeting, &reply));
	view.body = view_text(&reply.body, GOT_BODY);
	rows = view_rows(&view, MEETING_MINUTES);
	assert_true(row_walk_next(&rows));
	assert_true(text_is(view_text(&rows.row, MINUTES_TEXT), "第一行"));
	assert_true(row_walk_next(&rows));
	assert_true(text_is(view_text(&rows.row, MINUTES_TEXT), "第二行"));
	assert_true(text_is(name_of(ENTITY_PERSON, court.people[4]), "戊五土"));
	assert_true(text_is(name_of(ENTITY_PERSON, court.people[5]), "己六金"));
	assert_true(text_is(name_of(ENTITY_GROUP, court.group), "第一党小组"));
	assert_int_equal(view_number(&reply.body, GOT_REVISION), 3);
	assert_int_equal((uint64_t)view_number(&reply.body, GOT_AUTHOR), court.people[0]);
	assert_true(text_is(name_of(ENTITY_PERSON, court.people[0]), "甲一山"));
	assert_true(view_text(&reply.body, GOT_TITLE).len > 0);
}

static void get_says_who_may_write(void **state)
{
	struct session *const those[] = {leader, recorder, office, colleague};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_true(court_get(those[i], ENTITY_MEETING, court.meeting, &reply));
		assert_int_equal(view_number(&reply.body, GOT_MAY_WRITE), i < 3);
		assert_int_equal(view_text(&reply.body, GOT_WHY_NOT).len > 0, i == 3);
	}
}

/* Another group's leader sees nothing of this one's meetings; the branch's secretary sees them all. */
static void get_is_for_those_who_may_see(void **state)
{
	static const struct {
		const char *login;
		bool sees;
	} rows[] = {{"q1", false}, {"s1", true}, {"p9", true}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct session *session = court_session(&court, rows[i].login);

		assert_int_equal(court_get(session, ENTITY_MEETING, court.meeting, &reply), rows[i].sees);
		session_close(session);
	}
}

static void get_is_refused(void **state)
{
	static const struct {
		unsigned entity;
		uint64_t id;
	} rows[] = {{ENTITY_MEETING, 999}, {ENTITY_MEETING, 0}, {99, 1}, {0, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_false(court_get(leader, rows[i].entity, rows[i].id, &reply));
		assert_int_equal(reply.error.kind, ERROR_MISSING);
	}
}

/* --- operations --- */

/* In the answer: 1, 0 with the reason; -1: not at all. */
static int offered(const char *name)
{
	struct row_walk rows;

	for (rows = view_rows(&reply.body, GOT_OPERATIONS); row_walk_next(&rows);) {
		bool yes = view_number(&rows.row, OPERATION_ALLOWED);

		if (!text_is(view_text(&rows.row, OPERATION_NAME), name))
			continue;
		if (!yes)
			assert_true(view_text(&rows.row, OPERATION_WHY).len > 0);
		return yes;
	}
	return -1;
}

static int allowed(struct session *session, const char *name)
{
	assert_true(court_get(session, ENTITY_MEETING, court.meeting, &reply));
	return offered(name);
}

/* With another meeting besides. */
static int allowed_for_both(struct session *session, const char *name, uint64_t other)
{
	struct buf also = BUF_INIT;
	struct record request;

	buf_varint(&also, other);
	record_init(&request, &get_shape);
	record_number(&request, GET_ENTITY, ENTITY_MEETING);
	record_number(&request, GET_ID, (int64_t)court.meeting);
	record_set(&request, GET_ALSO, (struct value){VALUE_IDS, 0, buf_as_text(&also)});
	assert_true(court_call(session, CALL_GET, &request, &reply));
	buf_release(&also);
	return offered(name);
}

/* What goes with one of them only is not offered for both. */
static void several_are_asked_about_together(void **state)
{
	(void)state;
	assert_int_equal(allowed_for_both(office, "open", court.other_meeting), 1);
	assert_true(text_is(view_text(&reply.body, GOT_ALSO_TITLES), "第二党小组 2026-09-24 党小组会"));
	/* Who may not see it is not told its name. */
	assert_int_equal(allowed_for_both(leader, "open", court.other_meeting), 0);
	assert_true(text_is(view_text(&reply.body, GOT_ALSO_TITLES), ""));
	assert_true(court_run(office, "open", ENTITY_MEETING, court.other_meeting, &reply));
	assert_int_equal(allowed(office, "open"), 1);
	assert_int_equal(allowed_for_both(office, "open", court.other_meeting), 0);
}

static void operations_are_offered_and_run(void **state)
{
	struct view view = {.entity = &meeting_entity};

	(void)state;
	assert_int_equal(allowed(leader, "open"), 1);
	assert_int_equal(allowed(colleague, "open"), 0);
	assert_int_equal(allowed(leader, "submit"), 0);
	if (!court_run(leader, "open", ENTITY_MEETING, court.meeting, &reply))
		fail_msg("%s", reply_words(&reply));
	assert_true(view_number(&reply.body, APPLIED_SEQUENCE) > 0);
	assert_int_equal(allowed(leader, "open"), 0);
	view.body = view_text(&reply.body, GOT_BODY);
	assert_int_equal(view_number(&view, MEETING_STATE), STATE_OPEN);
}

static void operations_are_refused(void **state)
{
	const struct {
		struct session *session;
		const char *name;
		unsigned entity;
		uint64_t id;
		enum error_kind kind;
	} rows[] = {
		{leader, "nothing", ENTITY_MEETING, court.meeting, ERROR_MISSING},
		{leader, "", ENTITY_MEETING, court.meeting, ERROR_MISSING},
		{leader, "open", ENTITY_PERSON, court.meeting, ERROR_MISSING},
		{leader, "open", ENTITY_MEETING, 999, ERROR_MISSING},
		{colleague, "open", ENTITY_MEETING, court.meeting, ERROR_DENIED},
		{leader, "submit", ENTITY_MEETING, court.meeting, ERROR_STATE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (court_run(rows[i].session, rows[i].name, rows[i].entity, rows[i].id, &reply))
			fail_msg("%zu was done", i);
		if (reply.error.kind != rows[i].kind)
			fail_msg("%zu: kind %d: %s", i, reply.error.kind, reply_words(&reply));
	}
}

static bool ask_may(struct session *session, const char *name)
{
	struct buf ids = BUF_INIT;
	struct record body;
	bool done;

	buf_varint(&ids, court.meeting);
	record_init(&body, &run_shape);
	record_text(&body, RUN_OPERATION, text_of(name));
	record_number(&body, RUN_ENTITY, ENTITY_MEETING);
	record_set(&body, RUN_IDS, (struct value){VALUE_IDS, 0, buf_as_text(&ids)});
	done = court_call(session, CALL_MAY, &body, &reply);
	buf_release(&ids);
	return done;
}

static void may_is_told_without_doing(void **state)
{
	(void)state;
	assert_true(ask_may(leader, "open"));
	assert_int_equal(view_number(&reply.body, OPERATION_ALLOWED), 1);
	assert_true(ask_may(colleague, "open"));
	assert_int_equal(view_number(&reply.body, OPERATION_ALLOWED), 0);
	assert_true(view_text(&reply.body, OPERATION_WHY).len > 0);
	assert_false(ask_may(leader, "nothing"));
	assert_int_equal(allowed(leader, "open"), 1);
}

/* Two records as one change: the one that is refused refuses both. */
static void several_are_one_change(void **state)
{
	struct buf ids = BUF_INIT;
	struct record body;

	(void)state;
	buf_varint(&ids, court.meeting);
	buf_varint(&ids, court.other_meeting);
	for (int i = 0; i < 2; i++) {
		record_init(&body, &run_shape);
		record_text(&body, RUN_OPERATION, TEXT("open"));
		record_set(&body, RUN_IDS, (struct value){VALUE_IDS, 0, buf_as_text(&ids)});
		assert_int_equal(court_call(i ? office : leader, CALL_RUN, &body, &reply), i);
		if (!i)
			assert_int_equal(allowed(leader, "open"), 1);
	}
	assert_int_equal(view_row_count(&reply.body, APPLIED_ITEMS), 2);
	buf_release(&ids);
}

/* --- drafts and presence --- */

static bool over; /* of the next TAKE */

static bool draft_of(struct session *session, enum draft_do what, unsigned entity, uint64_t id,
	int64_t generation, const char *note)
{
	struct patch patch = PATCH_INIT;
	struct buf coded = BUF_INIT;
	struct record body;
	bool done;

	record_init(&body, &draft_message_shape);
	record_number(&body, DRAFT_DO, what);
	record_number(&body, DRAFT_ENTITY, entity);
	record_number(&body, DRAFT_ID, (int64_t)id);
	record_number(&body, DRAFT_FORM, 3);
	if (generation)
		record_number(&body, DRAFT_GENERATION, generation);
	if (what == DRAFT_DO_TAKE)
		record_number(&body, DRAFT_OVER, over);
	if (note) {
		patch_add(&patch, entity == ENTITY_PERSON ? PERSON_NOTE : MEETING_TOPIC, EMPTY_VALUE,
			value_text(text_of(note)));
		patch_encode(&patch, &coded);
		record_text(&body, DRAFT_PATCH, buf_as_text(&coded));
		record_text(&body, DRAFT_CARET, TEXT("\1\0\2"));
	}
	done = court_call(session, CALL_DRAFT, &body, &reply);
	patch_release(&patch);
	buf_release(&coded);
	return done;
}

static bool draft(
	struct session *session, enum draft_do what, uint64_t id, int64_t generation, const char *note)
{
	return draft_of(session, what, ENTITY_PERSON, id, generation, note);
}

/* A draft may be begun for any number: whoever may not see the record is not told its name. */
static void drafts_do_not_name_what_is_hidden(void **state)
{
	struct row_walk list;

	(void)state;
	assert_true(draft_of(leader, DRAFT_DO_PUT, ENTITY_MEETING, court.other_meeting, 0, "议题"));
	assert_true(draft(leader, DRAFT_DO_LIST, 0, 0, NULL));
	list = view_rows(&reply.body, DRAFT_LIST);
	assert_true(row_walk_next(&list));
	assert_true(text_is(view_text(&list.row, DRAFT_TITLE), ""));
	assert_true(draft_of(leader, DRAFT_DO_DROP, ENTITY_MEETING, court.other_meeting, 0, NULL));
}

static void drafts_come_back(void **state)
{
	struct session *again = court_session(&court, "p1");
	struct row_walk list;
	int64_t generation;

	(void)state;
	assert_true(draft(leader, DRAFT_DO_PUT, court.people[3], 0, "写到一半"));
	generation = view_number(&reply.body, DRAFT_GENERATION);
	/* A second login of the same person sees it; nobody else does. */
	assert_true(draft(again, DRAFT_DO_LIST, 0, 0, NULL));
	list = view_rows(&reply.body, DRAFT_LIST);
	assert_true(row_walk_next(&list));
	assert_true(text_is(view_text(&list.row, DRAFT_TITLE), "丁四火"));
	assert_true(draft(recorder, DRAFT_DO_LIST, 0, 0, NULL));
	assert_int_equal(view_row_count(&reply.body, DRAFT_LIST), 0);
	assert_false(draft(recorder, DRAFT_DO_TAKE, court.people[3], 0, NULL));
	assert_int_equal(reply.error.kind, ERROR_MISSING);
	/* The first still writes in it: that is said, and nothing taken. */
	over = false;
	assert_true(draft(again, DRAFT_DO_TAKE, court.people[3], 0, NULL));
	assert_false(view_has(&reply.body, DRAFT_PATCH));
	assert_true(view_number(&reply.body, DRAFT_SINCE) > 0);
	assert_true(draft(leader, DRAFT_DO_PUT, court.people[3], generation, "写到一半了"));
	/* Taking over: the older session's next put is refused. */
	over = true;
	assert_true(draft(again, DRAFT_DO_TAKE, court.people[3], 0, NULL));
	assert_true(view_number(&reply.body, DRAFT_GENERATION) > generation);
	assert_true(text_equal(view_text(&reply.body, DRAFT_CARET), TEXT("\1\0\2")));
	assert_false(draft(leader, DRAFT_DO_PUT, court.people[3], generation, "旧的"));
	assert_int_equal(reply.error.kind, ERROR_STATE);
	assert_true(draft(again, DRAFT_DO_DROP, court.people[3], 0, NULL));
	assert_true(draft(leader, DRAFT_DO_LIST, 0, 0, NULL));
	assert_int_equal(view_row_count(&reply.body, DRAFT_LIST), 0);
	assert_false(draft(leader, 9, court.people[3], 0, NULL));
	assert_int_equal(reply.error.kind, ERROR_INPUT);
	session_close(again);
}

/* The one draft of the list, to `again`. */
static struct view listed(struct session *again)
{
	struct row_walk list;

	assert_true(draft(again, DRAFT_DO_LIST, 0, 0, NULL));
	list = view_rows(&reply.body, DRAFT_LIST);
	assert_true(row_walk_next(&list));
	return list.row;
}

/* Whether another window writes in it, left it, or was cut off. */
static void drafts_tell_of_their_window(void **state)
{
	struct session *again = court_session(&court, "p1");
	struct view draft_row;

	(void)state;
	assert_true(draft(leader, DRAFT_DO_PUT, court.people[3], 0, "写到一半"));
	draft_row = listed(again);
	assert_true(view_number(&draft_row, DRAFT_SINCE) > 0);
	assert_false(view_has(&draft_row, DRAFT_CUT));
	draft_row = listed(leader);
	assert_false(view_has(&draft_row, DRAFT_SINCE));
	assert_true(draft(leader, DRAFT_DO_LEAVE, court.people[3], 0, NULL));
	draft_row = listed(again);
	assert_false(view_has(&draft_row, DRAFT_SINCE));
	assert_false(view_has(&draft_row, DRAFT_CUT));
	/* Nobody's now: it needs no taking over. */
	over = false;
	assert_true(draft(again, DRAFT_DO_TAKE, court.people[3], 0, NULL));
	assert_true(view_has(&reply.body, DRAFT_PATCH));
	/* The line ends: its touyand sees that and notes when. */
	session_close(again);
	again = court_session(&court, "p1");
	do
		draft_row = listed(again);
	while (view_has(&draft_row, DRAFT_SINCE));
	assert_true(view_number(&draft_row, DRAFT_CUT) > 0);
	session_close(again);
}

/* Sent and hung up at once: what came before the end of the line is still done. */
static void last_draft_before_the_line_drops(void **state)
{
	struct session *hasty = court_session(&court, "p1");
	struct patch patch = PATCH_INIT;
	struct buf coded = BUF_INIT;
	struct record body;

	(void)state;
	patch_add(&patch, PERSON_NOTE, EMPTY_VALUE, value_text(TEXT("最后一句")));
	patch_encode(&patch, &coded);
	record_init(&body, &draft_message_shape);
	record_number(&body, DRAFT_DO, DRAFT_DO_PUT);
	record_number(&body, DRAFT_ENTITY, ENTITY_PERSON);
	record_number(&body, DRAFT_ID, 7);
	record_text(&body, DRAFT_PATCH, buf_as_text(&coded));
	for (int i = 0; i < 20; i++)
		session_send(hasty, CALL_HELLO, NULL, NULL, NULL);
	session_send(hasty, CALL_DRAFT, &body, NULL, NULL);
	session_io(hasty, NULL);
	session_close(hasty);
	record_release(&body);
	patch_release(&patch);
	buf_release(&coded);
	assert_true(draft(leader, DRAFT_DO_LIST, 0, 0, NULL));
	assert_int_equal(view_row_count(&reply.body, DRAFT_LIST), 1);
}

static size_t beat(struct session *session, unsigned entity, uint64_t id)
{
	struct record body;

	record_init(&body, &beat_shape);
	record_number(&body, BEAT_ENTITY, entity);
	record_number(&body, BEAT_ID, (int64_t)id);
	assert_true(court_call(session, CALL_BEAT, &body, &reply));
	return view_row_count(&reply.body, PRESENCE_LIST);
}

static void presence_tells_of_others(void **state)
{
	struct session *visitor = court_session(&court, "q1");
	struct row_walk rows;

	(void)state;
	assert_int_equal(beat(visitor, ENTITY_MEETING, court.meeting), 0);
	assert_int_equal(beat(leader, ENTITY_MEETING, court.meeting), 1);
	rows = view_rows(&reply.body, PRESENCE_LIST);
	assert_true(row_walk_next(&rows));
	assert_true(text_is(view_text(&rows.row, PRESENCE_NAME), "癸十川"));
	assert_int_equal(beat(leader, ENTITY_MEETING, court.other_meeting), 0);
	assert_int_equal(beat(visitor, 0, 0), 0);
	assert_int_equal(beat(visitor, ENTITY_MEETING, court.meeting), 0);
	/* Who hangs up is gone. */
	session_close(visitor);
	assert_int_equal(beat(leader, ENTITY_MEETING, court.meeting), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(get_is_whole),
		TEST(get_says_who_may_write),
		TEST(get_is_for_those_who_may_see),
		TEST(get_is_refused),
		TEST(operations_are_offered_and_run),
		TEST(several_are_asked_about_together),
		TEST(operations_are_refused),
		TEST(may_is_told_without_doing),
		TEST(several_are_one_change),
		TEST(drafts_do_not_name_what_is_hidden),
		TEST(drafts_come_back),
		TEST(drafts_tell_of_their_window),
		TEST(last_draft_before_the_line_drops),
		TEST(presence_tells_of_others),
#undef TEST
	};

	return cmocka_run_group_tests_name("call_get", tests, NULL, NULL);
}
