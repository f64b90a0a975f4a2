/* Changes through a session: what they do, what is refused, and who is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "tests/harness/court.h"
#include <cmocka.h>

static struct court court;
static struct session *leader, *recorder, *stranger, *office;
static struct reply reply;

static int setup(void **state)
{
	(void)state;
	court_make(&court);
	leader = court_session(&court, "p1");
	recorder = court_session(&court, "p2");
	stranger = court_session(&court, "q1");
	office = court_session(&court, NULL);
	return 0;
}

static int teardown(void **state)
{
	struct session *const all[] = {leader, recorder, stranger, office, NULL};

	(void)state;
	court_end(&court, all, &reply);
	return 0;
}

/* One field of one record. */
static bool set(struct session *session, unsigned entity, uint64_t id, uint16_t tag, struct value old,
	struct value new)
{
	struct patch patch = PATCH_INIT;
	bool done;

	patch_add(&patch, tag, old, new);
	done = court_apply(session, entity, (int64_t)id, &patch, &reply);
	patch_release(&patch);
	return done;
}

static bool set_place(struct session *session, const char *old, const char *new)
{
	return set(session, ENTITY_MEETING, court.meeting, MEETING_PLACE,
		old ? value_text(text_of(old)) : EMPTY_VALUE, new ? value_text(text_of(new)) : EMPTY_VALUE);
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

static void who_may_write_writes(void **state)
{
	struct session *const those[] = {leader, recorder, office};
	static const char *const places[] = {NULL, "一号会议室", "二号会议室", "三号会议室"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		if (!set_place(those[i], places[i], places[i + 1]))
			fail_msg("%zu: %s", i, reply_words(&reply));
		assert_true(view_number(&reply.body, APPLIED_SEQUENCE) > 0);
		assert_int_equal(view_row_count(&reply.body, APPLIED_ITEMS), 1);
		assert_true(text_is(place(), places[i + 1]));
	}
}

static void faults_come_with_the_refusal(void **state)
{
	struct row_walk problems;

	(void)state;
	assert_false(set(office, ENTITY_PERSON, court.people[2], PERSON_NAME, value_text(TEXT("丙三木")),
		EMPTY_VALUE));
	assert_int_equal(reply.error.tag, PERSON_NAME);
	problems = view_rows(&reply.failure, APPLIED_PROBLEMS);
	assert_true(row_walk_next(&problems));
	assert_int_equal(view_number(&problems.row, PROBLEM_TAG), PERSON_NAME);
	assert_true(view_text(&problems.row, PROBLEM_MESSAGE).len > 0);
}

/* The same field: the second is told what the first wrote, who he is and when. */
static void conflict_says_whose(void **state)
{
	struct row_walk conflicts;
	struct patch patch;
	struct reader reader;
	struct text bytes;

	(void)state;
	assert_true(set_place(recorder, NULL, "零号会议室"));
	assert_true(set_place(leader, "零号会议室", "一号会议室"));
	assert_false(set_place(recorder, "零号会议室", "二号会议室"));
	assert_int_equal(reply.error.kind, ERROR_CONFLICT);
	assert_int_equal(reply.error.tag, MEETING_PLACE);
	conflicts = view_rows(&reply.failure, APPLIED_CONFLICTS);
	assert_true(row_walk_next(&conflicts));
	assert_true(text_is(view_text(&conflicts.row, CONFLICT_AUTHOR), "甲一山"));
	assert_true(view_number(&conflicts.row, CONFLICT_MOMENT) > 0);
	assert_true(text_is(view_text(&conflicts.row, CONFLICT_OLD_AUTHOR), "乙二水"));
	assert_true(view_number(&conflicts.row, CONFLICT_OLD_MOMENT) > 0);
	bytes = view_text(&conflicts.row, CONFLICT_THEIRS);
	reader = reader_of(bytes.at, bytes.len);
	assert_true(patch_decode(&patch, &reader, NULL));
	assert_int_equal(patch.count, 1);
	assert_true(text_is(patch.edits[0].new.bytes, "一号会议室"));
	patch_release(&patch);
	assert_true(text_is(place(), "一号会议室"));
}

/* Different fields of one record, from the same starting point. */
static void different_fields_merge(void **state)
{
	(void)state;
	assert_true(set_place(leader, NULL, "一号会议室"));
	assert_true(set(recorder, ENTITY_MEETING, court.meeting, MEETING_NOTE, EMPTY_VALUE,
		value_text(TEXT("带笔记本"))));
	assert_true(text_is(place(), "一号会议室"));
}

/* --- several records, new ones, repeats --- */

static void add_item(struct buf *rows, uint64_t *key, unsigned entity, int64_t id, const struct patch *patch)
{
	struct buf coded = BUF_INIT, bytes = BUF_INIT;
	struct record item;

	patch_encode(patch, &coded);
	record_init(&item, &item_rows);
	record_number(&item, ITEM_ENTITY, entity);
	record_number(&item, ITEM_ID, id);
	record_text(&item, ITEM_PATCH, buf_as_text(&coded));
	record_write(&item, &bytes);
	rows_add(rows, ++*key, buf_as_text(&bytes));
	record_release(&item);
	buf_release(&coded);
	buf_release(&bytes);
}

static bool apply_rows(struct session *session, const struct buf *rows, const char *token)
{
	struct record body;

	record_init(&body, &apply_shape);
	record_set(&body, APPLY_ITEMS, (struct value){VALUE_ROWS, 0, buf_as_text(rows)});
	record_text(&body, APPLY_TOKEN, text_of(token));
	return court_call(session, CALL_APPLY, &body, &reply);
}

/* A person and his membership at once: the one refers to the other before it has an id. */
static void person_and_membership(struct buf *rows, const char *code)
{
	struct patch person = PATCH_INIT, membership = PATCH_INIT;
	uint64_t key = 0;

	patch_add(&person, PERSON_CODE, EMPTY_VALUE, value_text(text_of(code)));
	patch_add(&person, PERSON_NAME, EMPTY_VALUE, value_text(TEXT("新来者")));
	patch_add(&membership, MEMBERSHIP_PERSON, EMPTY_VALUE, value_number(-1));
	patch_add(&membership, MEMBERSHIP_GROUP, EMPTY_VALUE, value_number((int64_t)court.group));
	patch_add(&membership, MEMBERSHIP_FROM, EMPTY_VALUE, value_number(date_of(2026, 9, 1)));
	buf_clear(rows);
	add_item(rows, &key, ENTITY_PERSON, -1, &person);
	add_item(rows, &key, ENTITY_MEMBERSHIP, -2, &membership);
	patch_release(&person);
	patch_release(&membership);
}

static void placeholders_become_ids(void **state)
{
	struct buf rows = BUF_INIT;
	struct row_walk items;
	uint64_t person;

	(void)state;
	person_and_membership(&rows, "n1");
	if (!apply_rows(office, &rows, ""))
		fail_msg("%s", reply_words(&reply));
	items = view_rows(&reply.body, APPLIED_ITEMS);
	assert_true(row_walk_next(&items));
	assert_int_equal(view_number(&items.row, ITEM_BASE), -1);
	person = (uint64_t)view_number(&items.row, ITEM_ID);
	assert_true(row_walk_next(&items));
	assert_int_equal(view_number(&items.row, ITEM_BASE), -2);
	assert_true(court_get(office, ENTITY_PERSON, person, &reply));
	assert_true(text_is(view_text(&reply.body, GOT_TITLE), "新来者"));
	buf_release(&rows);
}

static void new_records_need_rights_too(void **state)
{
	struct buf rows = BUF_INIT;

	(void)state;
	person_and_membership(&rows, "n1");
	assert_false(apply_rows(leader, &rows, ""));
	assert_int_equal(reply.error.kind, ERROR_DENIED);
	buf_release(&rows);
}

/* Being named in it is no right to make it, or to give it away: q1's group is another. */
static void naming_oneself_is_no_right(void **state)
{
	struct patch patch = PATCH_INIT;
	struct buf ours = BUF_INIT, theirs = BUF_INIT;

	(void)state;
	buf_varint(&ours, court.group);
	buf_varint(&theirs, court.other_group);
	patch_add(&patch, MEETING_GROUPS, EMPTY_VALUE, (struct value){VALUE_IDS, 0, buf_as_text(&ours)});
	patch_add(&patch, MEETING_KINDS, EMPTY_VALUE, value_number(1 << MEETING_GROUP));
	patch_add(&patch, MEETING_RECORDER, EMPTY_VALUE, value_number((int64_t)court.other_leader));
	patch_add(&patch, MEETING_DATE, EMPTY_VALUE, value_number(date_of(2026, 9, 25)));
	assert_false(court_apply(stranger, ENTITY_MEETING, -1, &patch, &reply));
	assert_int_equal(reply.error.kind, ERROR_DENIED);
	assert_false(set(recorder, ENTITY_MEETING, court.meeting, MEETING_GROUPS,
		(struct value){VALUE_IDS, 0, buf_as_text(&ours)},
		(struct value){VALUE_IDS, 0, buf_as_text(&theirs)}));
	assert_int_equal(reply.error.kind, ERROR_DENIED);
	patch_release(&patch);
	buf_release(&ours);
	buf_release(&theirs);
}

/* The second of two: one refused item refuses all. */
static void all_or_nothing(void **state)
{
	struct patch good = PATCH_INIT, bad = PATCH_INIT;
	struct buf rows = BUF_INIT;
	uint64_t key = 0;

	(void)state;
	patch_add(&good, MEETING_PLACE, EMPTY_VALUE, value_text(TEXT("一号会议室")));
	patch_add(&bad, MEETING_PLACE, EMPTY_VALUE, value_text(TEXT("二号会议室")));
	add_item(&rows, &key, ENTITY_MEETING, (int64_t)court.meeting, &good);
	add_item(&rows, &key, ENTITY_MEETING, (int64_t)court.other_meeting, &bad);
	assert_false(apply_rows(leader, &rows, ""));
	assert_int_equal(reply.error.kind, ERROR_DENIED);
	assert_int_equal(place().len, 0);
	patch_release(&good);
	patch_release(&bad);
	buf_release(&rows);
}

static void repeated_token_is_saved_once(void **state)
{
	struct buf rows = BUF_INIT;
	int64_t sequence;

	(void)state;
	person_and_membership(&rows, "n1");
	assert_true(apply_rows(office, &rows, "0123456789abcdef"));
	sequence = view_number(&reply.body, APPLIED_SEQUENCE);
	assert_true(apply_rows(office, &rows, "0123456789abcdef"));
	assert_int_equal(view_number(&reply.body, APPLIED_SEQUENCE), sequence);
	assert_int_equal(view_row_count(&reply.body, APPLIED_ITEMS), 2);
	assert_false(apply_rows(office, &rows, "fedcba9876543210"));
	assert_int_equal(reply.error.kind, ERROR_INPUT);
	buf_release(&rows);
}

/* --- two at once --- */

struct told {
	int64_t change;
	int times;
	bool meeting;
};

static void hear_news(const struct answer *push, void *arg)
{
	struct row_walk items = view_rows(&push->body, CHANGED_ITEMS);
	struct told *told = arg;

	if (push->kind != PUSH_CHANGED)
		return;
	told->times++;
	told->change = view_number(&push->body, CHANGED_CHANGE);
	while (row_walk_next(&items))
		told->meeting |= view_number(&items.row, ITEM_ENTITY) == ENTITY_MEETING &&
			(uint64_t)view_number(&items.row, ITEM_ID) == court.meeting;
}

static bool put_roll(void)
{
	struct patch patch = PATCH_INIT;
	struct buf bodies[COURT_PEOPLE];
	bool done;

	memset(bodies, 0, sizeof(bodies));
	for (size_t i = 0; i < COURT_PEOPLE; i++) {
		struct record row;

		record_init(&row, &attendance_rows);
		record_number(&row, ATTENDANCE_PERSON, (int64_t)court.people[i]);
		record_write(&row, &bodies[i]);
		record_release(&row);
		patch_add_row(&patch, MEETING_ATTENDANCE, court.people[i], 0, EMPTY_VALUE,
			value_text(buf_as_text(&bodies[i])));
	}
	done = court_apply(leader, ENTITY_MEETING, (int64_t)court.meeting, &patch, &reply);
	patch_release(&patch);
	for (size_t i = 0; i < COURT_PEOPLE; i++)
		buf_release(&bodies[i]);
	return done;
}

static void answered(const struct answer *answer, void *arg)
{
	*(size_t *)arg += answer->kind == ANSWER_DONE;
}

static uint32_t send_mark(struct session *session, size_t person, int mark, size_t *done)
{
	struct buf coded = BUF_INIT, bytes = BUF_INIT, rows = BUF_INIT;
	struct patch patch = PATCH_INIT;
	struct record body, item;
	uint32_t number;

	patch_add_row(&patch, MEETING_ATTENDANCE, court.people[person], ATTENDANCE_MARK, EMPTY_VALUE,
		value_number(mark));
	patch_encode(&patch, &coded);
	record_init(&item, &item_rows);
	record_number(&item, ITEM_ENTITY, ENTITY_MEETING);
	record_number(&item, ITEM_ID, (int64_t)court.meeting);
	record_number(&item, ITEM_BASE, 2);
	record_text(&item, ITEM_PATCH, buf_as_text(&coded));
	record_write(&item, &bytes);
	rows_add(&rows, 1, buf_as_text(&bytes));
	record_init(&body, &apply_shape);
	record_set(&body, APPLY_ITEMS, (struct value){VALUE_ROWS, 0, buf_as_text(&rows)});
	number = session_send(session, CALL_APPLY, &body, answered, done);
	record_release(&body);
	record_release(&item);
	patch_release(&patch);
	buf_release(&coded);
	buf_release(&bytes);
	buf_release(&rows);
	return number;
}

static void wait_for_news(struct session *session, struct told *told, int64_t change)
{
	struct reply hello = {.done = false};

	/* Each round waits for an answer; news comes between. */
	for (int i = 0; i < 2000 && told->change < change; i++) {
		assert_true(court_call(session, CALL_HELLO, NULL, &hello));
		usleep(1000);
	}
	reply_release(&hello);
	assert_true(told->change >= change);
}

/* Both mark all nine without waiting for one another, in opposite order: nothing is lost, the later mark of a
 * person stands, and each is told. */
static void two_mark_the_roll_at_once(void **state)
{
	struct told told[2] = {{0, 0, false}, {0, 0, false}};
	struct view view = {.entity = &meeting_entity};
	size_t done = 0, marked = 0;
	uint32_t last[2] = {0, 0};
	struct row_walk roll;

	(void)state;
	assert_true(put_roll());
	session_on_push(leader, hear_news, &told[0]);
	session_on_push(recorder, hear_news, &told[1]);
	for (size_t i = 0; i < COURT_PEOPLE; i++) {
		last[0] = send_mark(leader, i, MARK_PRESENT, &done);
		last[1] = send_mark(recorder, COURT_PEOPLE - 1 - i, MARK_LEAVE, &done);
	}
	assert_true(session_io(leader, NULL));
	assert_true(session_io(recorder, NULL));
	assert_true(session_wait(leader, last[0], NULL));
	assert_true(session_wait(recorder, last[1], NULL));
	assert_int_equal(done, 2 * COURT_PEOPLE);
	assert_true(court_get(office, ENTITY_MEETING, court.meeting, &reply));
	assert_int_equal(view_number(&reply.body, GOT_REVISION), 2 + 2 * COURT_PEOPLE);
	view.body = view_text(&reply.body, GOT_BODY);
	roll = view_rows(&view, MEETING_ATTENDANCE);
	while (row_walk_next(&roll))
		marked += view_has(&roll.row, ATTENDANCE_MARK);
	assert_int_equal(marked, COURT_PEOPLE);
	assert_true(court_call(office, CALL_HELLO, NULL, &reply));
	for (size_t i = 0; i < 2; i++) {
		wait_for_news(i ? recorder : leader, &told[i], view_number(&reply.body, WELCOME_CHANGE));
		assert_true(told[i].meeting);
		/* Coalesced: not once for each of the eighteen. */
		assert_true(told[i].times < 10);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(who_may_write_writes),
		TEST(faults_come_with_the_refusal),
		TEST(conflict_says_whose),
		TEST(different_fields_merge),
		TEST(placeholders_become_ids),
		TEST(new_records_need_rights_too),
		TEST(naming_oneself_is_no_right),
		TEST(all_or_nothing),
		TEST(repeated_token_is_saved_once),
		TEST(two_mark_the_roll_at_once),
#undef TEST
	};

	return cmocka_run_group_tests_name("call_apply", tests, NULL, NULL);
}
