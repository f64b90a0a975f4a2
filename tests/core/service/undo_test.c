/* Taking changes back and doing them again, through a session: what is said, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "tests/harness/court.h"
#include <cmocka.h>

static struct court court;
static struct session *leader, *recorder, *office;
static struct reply reply;

static int setup(void **state)
{
	(void)state;
	court_make(&court);
	leader = court_session(&court, "p1");
	recorder = court_session(&court, "p2");
	office = court_session(&court, NULL);
	return 0;
}

static int teardown(void **state)
{
	struct session *const all[] = {leader, recorder, office, NULL};

	(void)state;
	court_end(&court, all, &reply);
	return 0;
}

static bool set_place(struct session *session, const char *old, const char *new)
{
	struct patch patch = PATCH_INIT;
	bool done;

	patch_add(&patch, MEETING_PLACE, old ? value_text(text_of(old)) : EMPTY_VALUE,
		value_text(text_of(new)));
	done = court_apply(session, ENTITY_MEETING, (int64_t)court.meeting, &patch, &reply);
	patch_release(&patch);
	return done;
}

static struct text place(void)
{
	static struct buf body;
	struct view view = {.entity = &meeting_entity};

	assert_true(court_get(office, ENTITY_MEETING, court.meeting, &reply));
	buf_clear(&body);
	buf_text(&body, view_text(&reply.body, GOT_BODY));
	view.body = buf_as_text(&body);
	return view_text(&view, MEETING_PLACE);
}

static bool undo(struct session *session, int64_t sequence, bool redo)
{
	struct record body;

	record_init(&body, &undo_shape);
	if (sequence)
		record_number(&body, UNDO_SEQUENCE, sequence);
	if (redo)
		record_number(&body, UNDO_REDO, 1);
	return court_call(session, CALL_UNDO, &body, &reply);
}

/* What was undone or done again, in English. */
static void expect_said(const char *words)
{
	struct buf shown = BUF_INIT;
	struct message message;

	assert_true(message_decode(view_text(&reply.body, APPLIED_TEXT), &message));
	message_show(&message, LANGUAGE_EN, NULL, &shown);
	assert_string_equal(buf_cstr(&shown), words);
	buf_release(&shown);
}

static void undo_and_redo(void **state)
{
	(void)state;
	assert_true(set_place(leader, NULL, "一号会议室"));
	assert_true(undo(leader, 0, false));
	expect_said("changed: meeting \"第一党小组 2026-09-24 党小组会\": place");
	assert_int_equal(place().len, 0);
	assert_true(undo(leader, 0, true));
	expect_said("changed: meeting \"第一党小组 2026-09-24 党小组会\": place");
	assert_true(text_is(place(), "一号会议室"));
	/* What is taken back is the change, also when it was done again. */
	assert_true(undo(leader, 0, false));
	expect_said("changed: meeting \"第一党小组 2026-09-24 党小组会\": place");
}

/* Of the same group, for the same day. */
static uint64_t plan_another(void)
{
	struct patch patch = PATCH_INIT;
	struct buf groups = BUF_INIT;
	struct row_walk items;

	buf_varint(&groups, court.group);
	patch_add(&patch, MEETING_GROUPS, EMPTY_VALUE, (struct value){VALUE_IDS, 0, buf_as_text(&groups)});
	patch_add(&patch, MEETING_KINDS, EMPTY_VALUE, value_number(1 << MEETING_GROUP));
	patch_add(&patch, MEETING_DATE, EMPTY_VALUE, value_number(date_of(2026, 9, 24)));
	assert_true(court_apply(leader, ENTITY_MEETING, 0, &patch, &reply));
	patch_release(&patch);
	buf_release(&groups);
	items = view_rows(&reply.body, APPLIED_ITEMS);
	assert_true(row_walk_next(&items));
	return (uint64_t)view_number(&items.row, ITEM_ID);
}

/* What an operation did, what was new, and how many records there were. */
static void undo_says_what(void **state)
{
	(void)state;
	assert_true(court_run(leader, "open", ENTITY_MEETING, court.meeting, &reply));
	assert_true(undo(leader, 0, false));
	expect_said("open: meeting \"第一党小组 2026-09-24 第1次 党小组会\"");
	plan_another();
	assert_true(undo(leader, 0, false));
	expect_said("added: meeting \"第一党小组 2026-09-24 党小组会\"");
}

static void undo_is_refused(void **state)
{
	int64_t sequence;

	(void)state;
	assert_false(undo(leader, 0, false));
	assert_int_equal(reply.error.kind, ERROR_MISSING);
	assert_false(undo(leader, 0, true));
	assert_int_equal(reply.error.kind, ERROR_MISSING);
	assert_false(undo(office, 99999, false));
	assert_int_equal(reply.error.kind, ERROR_MISSING);
	assert_true(set_place(leader, NULL, "一号会议室"));
	sequence = view_number(&reply.body, APPLIED_SEQUENCE);
	assert_false(undo(recorder, sequence, false));
	assert_int_equal(reply.error.kind, ERROR_DENIED);
	assert_true(set_place(recorder, "一号会议室", "二号会议室"));
	assert_false(undo(leader, sequence, false));
	assert_int_equal(reply.error.kind, ERROR_CONFLICT);
	assert_true(text_is(place(), "二号会议室"));
	/* The office may take back anybody's. */
	assert_true(undo(office, sequence + 1, false));
	assert_true(text_is(place(), "一号会议室"));
}

/* A meeting comes back with its number while nobody else has it. */
static void undo_of_a_removed_meeting(void **state)
{
	int64_t sequence;
	uint64_t other;

	(void)state;
	assert_true(court_run(leader, "open", ENTITY_MEETING, court.meeting, &reply));
	assert_true(court_run(leader, "remove_meeting", ENTITY_MEETING, court.meeting, &reply));
	sequence = view_number(&reply.body, APPLIED_SEQUENCE);
	assert_false(set_place(leader, NULL, "一号会议室"));
	assert_string_equal(reply_words(&reply), "This meeting is in the recycle bin");
	assert_true(court_get(leader, ENTITY_MEETING, court.meeting, &reply));
	assert_true(undo(leader, sequence, false));
	assert_true(undo(leader, 0, true));
	sequence = view_number(&reply.body, APPLIED_SEQUENCE);
	other = plan_another();
	assert_true(court_run(leader, "open", ENTITY_MEETING, other, &reply));
	assert_false(undo(leader, sequence, false));
	assert_string_equal(
		reply_words(&reply), "Its number has gone to another meeting since: remove that one first");
	assert_true(court_run(leader, "remove_meeting", ENTITY_MEETING, other, &reply));
	assert_true(undo(leader, sequence, false));
	assert_true(set_place(leader, NULL, "一号会议室"));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(undo_and_redo),
		TEST(undo_says_what),
		TEST(undo_is_refused),
		TEST(undo_of_a_removed_meeting),
#undef TEST
	};

	return cmocka_run_group_tests_name("undo", tests, NULL, NULL);
}
