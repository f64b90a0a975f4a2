/* History, undo and redo. */
#include "tests/harness/store_fixture.h"
#include "core/base/date.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct store *store;
static uint64_t person;

static int setup(void **state)
{
	(void)state;
	store = fixture_open(NULL);
	person = fixture_person(store, "001", "史桂芸");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	assert_int_equal(fixture_faults(store), 0);
	store_close(store);
	return 0;
}

static uint64_t set_note(const char *note)
{
	struct record_slot value = {PERSON_NOTE, note ? value_text(text_of(note)) : EMPTY_VALUE};
	struct change_result result = fixture_set(store, ENTITY_PERSON, &person, &value, 1);
	uint64_t sequence = result.sequence;

	change_result_release(&result);
	return sequence;
}

static enum error_kind undo(uint64_t sequence)
{
	struct change_head head = {.author = FIXTURE_AUTHOR, .action = "undo"};
	struct change_result result;
	struct error err = ERROR_INIT;

	store_undo(store, &head, sequence, &result, &err);
	change_result_release(&result);
	return err.kind;
}

static void expect_note(const char *note)
{
	struct buf body = BUF_INIT;
	struct view view = {.entity = &person_entity};

	fixture_body(store, ENTITY_PERSON, person, false, &body);
	view.body = buf_as_text(&body);
	assert_true(text_is(view_text(&view, PERSON_NOTE), note));
	buf_release(&body);
}

struct last {
	uint64_t author;
	uint64_t undo, redo;
};

static bool last_work(struct world *world, void *arg, struct error *err)
{
	struct last *last = arg;

	(void)err;
	last->undo = store_last_change(world, last->author, false);
	last->redo = store_last_change(world, last->author, true);
	return true;
}

static struct last last_of(uint64_t author)
{
	struct last last = {author, 0, 0};
	struct error err = ERROR_INIT;

	assert_true(store_read(store, 0, last_work, &last, &err));
	return last;
}

static void expect_last(uint64_t to_undo, uint64_t to_redo)
{
	struct last last = last_of(FIXTURE_AUTHOR);

	assert_int_equal(last.undo, to_undo);
	assert_int_equal(last.redo, to_redo);
}

static void test_undo_redo(void **state)
{
	(void)state;
	assert_int_equal(set_note("甲"), 2);
	assert_int_equal(set_note("乙"), 3);
	expect_last(3, 0);
	assert_int_equal(undo(3), ERROR_NONE); /* 4 */
	expect_note("甲");
	expect_last(2, 4);
	assert_int_equal(undo(2), ERROR_NONE); /* 5 */
	expect_note("");
	expect_last(1, 5);
	assert_int_equal(undo(5), ERROR_NONE); /* 6: again 甲 */
	expect_note("甲");
	expect_last(6, 4);
	assert_int_equal(undo(4), ERROR_NONE); /* 7: again 乙 */
	expect_note("乙");
	expect_last(7, 0);
	assert_int_equal(undo(7), ERROR_NONE); /* 8 */
	expect_note("甲");
	expect_last(6, 8);
	assert_int_equal(set_note("丙"), 9);
	expect_last(9, 0);
	assert_int_equal(undo(8), ERROR_CONFLICT);
	assert_int_equal(undo(3), ERROR_STATE);
	expect_note("丙");
	assert_int_equal(undo(99), ERROR_MISSING);
	assert_int_equal(last_of(8).undo, 0);
}

static void test_twice(void **state)
{
	(void)state;
	set_note("甲");
	assert_int_equal(undo(2), ERROR_NONE);
	assert_int_equal(undo(2), ERROR_STATE);
	/* Done again, it is there to be taken back again. */
	assert_int_equal(undo(3), ERROR_NONE);
	assert_int_equal(undo(2), ERROR_NONE);
	expect_note("");
}

static void test_made(void **state)
{
	uint64_t ids[2];

	(void)state;
	assert_int_equal(undo(1), ERROR_NONE);
	assert_int_equal(fixture_walk(store, ENTITY_PERSON, 0, NULL, 0, ids, 2), 0);
	assert_int_equal(undo(2), ERROR_NONE);
	assert_int_equal(fixture_walk(store, ENTITY_PERSON, 0, NULL, 0, ids, 2), 1);
	assert_int_equal(undo(3), ERROR_NONE);
	assert_int_equal(fixture_walk(store, ENTITY_PERSON, 0, NULL, 0, ids, 2), 0);
}

/* A record that somebody filled in since is not taken away. */
static void test_made_and_filled(void **state)
{
	uint64_t ids[2];

	(void)state;
	set_note("甲");
	assert_int_equal(undo(1), ERROR_CONFLICT);
	assert_int_equal(fixture_walk(store, ENTITY_PERSON, 0, NULL, 0, ids, 2), 1);
	assert_int_equal(undo(2), ERROR_NONE);
	assert_int_equal(undo(1), ERROR_NONE);
	assert_int_equal(fixture_walk(store, ENTITY_PERSON, 0, NULL, 0, ids, 2), 0);
}

/* Two names exchanged in one change, by way of a third. */
static bool exchange(struct writer *writer, void *arg, struct error *err)
{
	uint64_t *ids = arg;
	struct record_slot codes[] = {{PERSON_CODE, value_text(TEXT("x"))},
		{PERSON_CODE, value_text(TEXT("001"))}, {PERSON_CODE, value_text(TEXT("002"))}};

	return writer_set(writer, ENTITY_PERSON, &ids[0], &codes[0], 1, err) &&
		writer_set(writer, ENTITY_PERSON, &ids[1], &codes[1], 1, err) &&
		writer_set(writer, ENTITY_PERSON, &ids[0], &codes[2], 1, err);
}

static void test_several(void **state)
{
	uint64_t ids[2] = {person, fixture_person(store, "002", "万敏")};
	struct change_head head = {.author = FIXTURE_AUTHOR, .action = "apply"};
	struct change_result result;
	struct error err = ERROR_INIT;
	struct buf before = BUF_INIT, after = BUF_INIT;

	(void)state;
	fixture_body(store, ENTITY_PERSON, person, false, &before);
	assert_true(store_change(store, &head, exchange, ids, &result, &err));
	assert_int_equal(result.count, 2);
	assert_int_equal(result.items[0].revision, 3);
	change_result_release(&result);
	fixture_body(store, ENTITY_PERSON, person, false, &after);
	assert_false(text_equal(buf_as_text(&before), buf_as_text(&after)));
	assert_int_equal(undo(3), ERROR_NONE);
	fixture_body(store, ENTITY_PERSON, person, false, &after);
	assert_true(text_equal(buf_as_text(&before), buf_as_text(&after)));
	buf_release(&before);
	buf_release(&after);
}

/* A mark in the roll: somebody else's later mark wins, and undo does not take it away from him. */
static void test_later_wins(void **state)
{
	uint64_t meeting =
		fixture_meeting(store, fixture_group(store, "立案党小组"), date_of(2026, 9, 24), "学习");
	struct patch patch = PATCH_INIT;
	struct change_result result;
	struct error err = ERROR_INIT;
	uint64_t sequence;

	(void)state;
	patch_add_row(&patch, MEETING_ATTENDANCE, person, 0, EMPTY_VALUE, value_text(TEXT("\2\2")));
	assert_true(fixture_apply(store, ENTITY_MEETING, &meeting, 0, &patch, &result, &err));
	change_result_release(&result);
	patch.count = 0;
	patch_add_row(
		&patch, MEETING_ATTENDANCE, person, ATTENDANCE_MARK, EMPTY_VALUE, value_number(MARK_PRESENT));
	assert_true(fixture_apply(store, ENTITY_MEETING, &meeting, 2, &patch, &result, &err));
	sequence = result.sequence;
	change_result_release(&result);
	patch.edits[0].new = value_number(MARK_LATE);
	assert_true(fixture_apply(store, ENTITY_MEETING, &meeting, 2, &patch, &result, &err));
	change_result_release(&result);
	assert_int_equal(undo(sequence), ERROR_CONFLICT);
	assert_int_equal(undo(sequence + 1), ERROR_NONE);
	assert_int_equal(undo(sequence), ERROR_NONE);
	patch_release(&patch);
}

struct told {
	uint32_t revisions[8];
	size_t count, edits;
	bool actions;
};

static bool tell(const struct history_entry *entry, void *arg)
{
	struct told *told = arg;

	told->revisions[told->count++] = entry->revision;
	told->edits += entry->patch.count;
	told->actions &= text_is(entry->action, "apply") && entry->author == FIXTURE_AUTHOR;
	return true;
}

static bool history_work(struct world *world, void *arg, struct error *err)
{
	return world_history(world, ENTITY_PERSON, person, tell, arg, err);
}

static void test_history(void **state)
{
	struct told told = {.actions = true};
	struct error err = ERROR_INIT;

	(void)state;
	set_note("甲");
	set_note("乙");
	assert_true(store_read(store, 0, history_work, &told, &err));
	assert_int_equal(told.count, 3);
	assert_int_equal(told.revisions[0], 3);
	assert_int_equal(told.revisions[2], 1);
	assert_int_equal(told.edits, 4);
	assert_true(told.actions);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_undo_redo, setup, teardown),
		cmocka_unit_test_setup_teardown(test_twice, setup, teardown),
		cmocka_unit_test_setup_teardown(test_made, setup, teardown),
		cmocka_unit_test_setup_teardown(test_made_and_filled, setup, teardown),
		cmocka_unit_test_setup_teardown(test_several, setup, teardown),
		cmocka_unit_test_setup_teardown(test_later_wins, setup, teardown),
		cmocka_unit_test_setup_teardown(test_history, setup, teardown),
	};

	return cmocka_run_group_tests_name("undo", tests, NULL, NULL);
}
