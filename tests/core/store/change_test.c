/* Patches put into records: merging, refusing, tokens, new records and rows. */
#include "tests/harness/store_fixture.h"
#include "core/base/date.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct store *store;

static int setup(void **state)
{
	(void)state;
	store = fixture_open(NULL);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	assert_int_equal(fixture_faults(store), 0);
	store_close(store);
	return 0;
}

static struct text words(const char *text)
{
	return text_of(text);
}

static struct value as_text(const char *text)
{
	return text ? value_text(words(text)) : EMPTY_VALUE;
}

static void expect_field(unsigned entity, uint64_t id, uint16_t tag, const char *text)
{
	struct buf body = BUF_INIT;
	struct view view = {.entity = schema_entity(&court_schema, entity)};

	assert_int_not_equal(fixture_body(store, entity, id, false, &body), 0);
	view.body = buf_as_text(&body);
	assert_true(text_is(view_text(&view, tag), text));
	buf_release(&body);
}

/* One field from old to new, against a base. */
static enum error_kind edit(uint64_t person, uint32_t base, uint16_t tag, const char *old, const char *new,
	struct change_result *result)
{
	struct patch patch = PATCH_INIT;
	struct error err = ERROR_INIT;
	bool ok;

	patch_add(&patch, tag, as_text(old), as_text(new));
	ok = fixture_apply(store, ENTITY_PERSON, &person, base, &patch, result, &err);
	assert_int_equal(ok, err.kind == ERROR_NONE);
	patch_release(&patch);
	return err.kind;
}

static void test_merge(void **state)
{
	uint64_t person = fixture_person(store, "001", "史桂芸");
	struct change_result result;

	(void)state;
	assert_int_equal(edit(person, 1, PERSON_NOTE, NULL, "甲", &result), ERROR_NONE);
	assert_int_equal(result.count, 1);
	assert_int_equal(result.items[0].revision, 2);
	change_result_release(&result);
	/* Made against revision 1 too, but another field. */
	assert_int_equal(edit(person, 1, PERSON_NAME, "史桂芸", "石桂芸", &result), ERROR_NONE);
	assert_int_equal(result.items[0].revision, 3);
	change_result_release(&result);
	/* The same change as one that is there already. */
	assert_int_equal(edit(person, 1, PERSON_NOTE, NULL, "甲", &result), ERROR_NONE);
	assert_int_equal(result.sequence, 0);
	change_result_release(&result);
	assert_int_equal(edit(person, 1, PERSON_NOTE, NULL, "乙", &result), ERROR_CONFLICT);
	assert_int_equal(result.conflicts.count, 1);
	assert_int_equal(result.conflict_id, person);
	assert_true(text_is(result.conflicts.items[0].mine.new.bytes, "乙"));
	assert_true(text_is(result.conflicts.items[0].theirs.bytes, "甲"));
	change_result_release(&result);
	expect_field(ENTITY_PERSON, person, PERSON_NAME, "石桂芸");
	expect_field(ENTITY_PERSON, person, PERSON_NOTE, "甲");
}

static void test_refused(void **state)
{
	uint64_t person = fixture_person(store, "001", "史桂芸"), nobody = 99, id = 0;
	struct patch patch = PATCH_INIT;
	struct error err = ERROR_INIT;
	struct change_result result;

	(void)state;
	fixture_person(store, "002", "万敏");
	assert_int_equal(edit(person, 0, PERSON_CODE, "001", "002", &result), ERROR_INPUT);
	assert_int_equal(result.problems.items[0].tag, PERSON_CODE);
	change_result_release(&result);
	assert_int_equal(edit(person, 0, PERSON_NAME, "史桂芸", NULL, &result), ERROR_INPUT);
	change_result_release(&result);
	assert_int_equal(edit(nobody, 0, PERSON_NAME, NULL, "x", &result), ERROR_MISSING);
	change_result_release(&result);
	patch_add(&patch, PERSON_TEAM, EMPTY_VALUE, value_number(5));
	assert_false(fixture_apply(store, ENTITY_PERSON, &person, 0, &patch, &result, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_int_equal(err.tag, PERSON_TEAM);
	change_result_release(&result);
	patch.count = 0;
	err = (struct error)ERROR_INIT;
	assert_false(fixture_apply(store, ENTITY_PERSON, &id, 0, &patch, &result, &err));
	assert_int_equal(err.tag, PERSON_CODE);
	change_result_release(&result);
	patch_release(&patch);
	expect_field(ENTITY_PERSON, person, PERSON_CODE, "001");
}

/* A removed record gives its name free, and gets it back only while it is free. */
static void test_unique_removed(void **state)
{
	uint64_t first = fixture_person(store, "001", "史桂芸"), second;
	struct record_slot gone = {TAG_REMOVED, value_number(1)};
	struct change_result result = fixture_set(store, ENTITY_PERSON, &first, &gone, 1);
	struct patch back = PATCH_INIT;
	struct error err = ERROR_INIT;
	uint64_t ids[4];

	(void)state;
	change_result_release(&result);
	second = fixture_person(store, "001", "万敏");
	assert_int_not_equal(first, second);
	assert_int_equal(fixture_walk(store, ENTITY_PERSON, 0, NULL, 0, ids, 4), 1);
	assert_int_equal(ids[0], second);
	patch_add(&back, TAG_REMOVED, value_number(1), EMPTY_VALUE);
	assert_false(fixture_apply(store, ENTITY_PERSON, &first, 0, &back, &result, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	change_result_release(&result);
	patch_release(&back);
}

static bool empty_patch(struct writer *writer, void *arg, struct error *err)
{
	struct patch none = PATCH_INIT;

	return writer_apply(writer, ENTITY_PERSON, arg, 0, &none, err);
}

static bool set_name(struct writer *writer, void *arg, struct error *err)
{
	struct record_slot value = {PERSON_NAME, value_text(TEXT("新名"))};

	return writer_set(writer, ENTITY_PERSON, arg, &value, 1, err);
}

static void test_token(void **state)
{
	struct change_head head = {.token = {1, 2, 3}, .author = 7, .action = "apply", .reason = {"因为", 6}};
	uint64_t person = fixture_person(store, "001", "史桂芸");
	struct change_result first, second;
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(store_change(store, &head, empty_patch, &person, &first, &err));
	assert_int_equal(first.sequence, 0);
	change_result_release(&first);
	assert_true(store_change(store, &head, set_name, &person, &first, &err));
	assert_true(store_change(store, &head, set_name, &person, &second, &err));
	assert_false(first.repeated);
	assert_true(second.repeated);
	assert_int_equal(first.sequence, second.sequence);
	assert_int_equal(first.moment, second.moment);
	assert_int_equal(second.count, 1);
	assert_int_equal(second.items[0].id, person);
	assert_int_equal(second.items[0].revision, 2);
	change_result_release(&first);
	change_result_release(&second);
}

/* A group of a branch that is made in the same change, named by a placeholder. */
static bool make_both(struct writer *writer, void *arg, struct error *err)
{
	uint64_t *ids = arg;
	struct record_slot branch[] = {{BRANCH_NAME, value_text(TEXT("第一党支部"))}};
	struct record_slot group[] = {
		{GROUP_NAME, value_text(TEXT("立案党小组"))}, {GROUP_BRANCH, value_number(-5)}};

	ids[0] = (uint64_t)-5;
	ids[1] = (uint64_t)-6;
	return writer_set(writer, ENTITY_BRANCH, &ids[0], branch, 1, err) &&
		writer_set(writer, ENTITY_GROUP, &ids[1], group, 2, err);
}

static bool make_dangling(struct writer *writer, void *arg, struct error *err)
{
	struct record_slot group[] = {
		{GROUP_NAME, value_text(TEXT("立案党小组"))}, {GROUP_BRANCH, value_number(-5)}};
	uint64_t id = 0;

	(void)arg;
	return writer_set(writer, ENTITY_GROUP, &id, group, 2, err);
}

static void test_placeholders(void **state)
{
	struct change_head head = {.author = 7, .action = "import"};
	struct change_result result;
	struct error err = ERROR_INIT;
	struct value key;
	uint64_t ids[2], found[2];

	(void)state;
	assert_true(store_change(store, &head, make_both, ids, &result, &err));
	assert_int_equal(result.count, 2);
	assert_int_equal(result.items[0].placeholder, -5);
	assert_int_equal(result.items[0].id, ids[0]);
	assert_int_equal(result.items[1].placeholder, -6);
	change_result_release(&result);
	key = value_number((int64_t)ids[0]);
	assert_int_equal(fixture_walk(store, ENTITY_GROUP, GROUP_BY_BRANCH, &key, 1, found, 2), 1);
	assert_int_equal(found[0], ids[1]);
	assert_false(store_change(store, &head, make_dangling, NULL, &result, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_int_equal(err.tag, GROUP_BRANCH);
	change_result_release(&result);
}

/* A refused patch refuses the change, even when the work goes on regardless. */
static bool swallow(struct writer *writer, void *arg, struct error *err)
{
	struct record_slot good[] = {{BRANCH_NAME, value_text(TEXT("第一党支部"))}};
	struct patch bad = PATCH_INIT;
	uint64_t first = 0, second = 0;
	bool refused;

	(void)arg;
	if (!writer_set(writer, ENTITY_BRANCH, &first, good, 1, err))
		return false;
	patch_add(&bad, BRANCH_ORDER, EMPTY_VALUE, value_number(-1));
	refused = !writer_apply(writer, ENTITY_BRANCH, &second, 0, &bad, NULL);
	patch_release(&bad);
	return refused;
}

static void test_all_or_nothing(void **state)
{
	struct change_head head = {.author = 7, .action = "import"};
	struct change_result result;
	struct error err = ERROR_INIT;
	uint64_t ids[2];

	(void)state;
	assert_false(store_change(store, &head, swallow, NULL, &result, &err));
	assert_int_equal(fixture_walk(store, ENTITY_BRANCH, 0, NULL, 0, ids, 2), 0);
	change_result_release(&result);
}

static void test_initial(void **state)
{
	uint64_t meeting =
		fixture_meeting(store, fixture_group(store, "立案党小组"), date_of(2026, 9, 24), "学习");
	struct buf body = BUF_INIT;
	struct view view = {.entity = &meeting_entity};

	(void)state;
	fixture_body(store, ENTITY_MEETING, meeting, false, &body);
	view.body = buf_as_text(&body);
	assert_int_equal(view_number(&view, MEETING_STATE), STATE_PLANNED);
	assert_int_equal(view_number(&view, MEETING_KINDS), 1 << MEETING_GROUP);
	buf_release(&body);
}

static bool add_line(struct writer *writer, void *arg, struct error *err)
{
	uint64_t *ids = arg;
	struct record row;
	bool ok;

	record_init(&row, &minutes_rows);
	record_text(&row, MINUTES_TEXT, TEXT("同意"));
	ids[1] = 0;
	ok = writer_row(writer, ENTITY_MEETING, ids[0], MEETING_MINUTES, &ids[1], &row, err);
	record_release(&row);
	return ok;
}

static bool mark(struct writer *writer, void *arg, struct error *err)
{
	uint64_t *ids = arg, key = ids[2];
	struct record row;
	bool ok;

	record_init(&row, &attendance_rows);
	record_number(&row, ATTENDANCE_PERSON, (int64_t)ids[2]);
	record_number(&row, ATTENDANCE_MARK, MARK_PRESENT);
	ok = writer_row(writer, ENTITY_MEETING, ids[0], MEETING_ATTENDANCE, &key, &row, err);
	record_release(&row);
	return ok;
}

static bool drop_line(struct writer *writer, void *arg, struct error *err)
{
	uint64_t *ids = arg;

	return writer_row(writer, ENTITY_MEETING, ids[0], MEETING_MINUTES, &ids[1], NULL, err);
}

static void run(change_work *work, uint64_t *ids)
{
	struct change_head head = {.author = 7, .action = "apply"};
	struct change_result result;
	struct error err = ERROR_INIT;

	assert_true(store_change(store, &head, work, ids, &result, &err));
	change_result_release(&result);
}

static size_t lines_of(uint64_t meeting)
{
	struct buf body = BUF_INIT;
	struct view view = {.entity = &meeting_entity};
	size_t count;

	fixture_body(store, ENTITY_MEETING, meeting, false, &body);
	view.body = buf_as_text(&body);
	assert_int_equal(view_row_count(&view, MEETING_MINUTES), 0);
	fixture_body(store, ENTITY_MEETING, meeting, true, &body);
	view.body = buf_as_text(&body);
	count = view_row_count(&view, MEETING_MINUTES);
	buf_release(&body);
	return count;
}

static void test_rows_beside(void **state)
{
	uint64_t meeting =
		fixture_meeting(store, fixture_group(store, "立案党小组"), date_of(2026, 9, 24), "学习");
	uint64_t ids[3] = {meeting, 0, fixture_person(store, "001", "史桂芸")}, found[2], first;
	struct value key = value_number((int64_t)ids[2]);

	(void)state;
	run(add_line, ids);
	first = ids[1];
	assert_int_not_equal(first, 0);
	run(add_line, ids);
	assert_true(ids[1] > first);
	assert_int_equal(lines_of(meeting), 2);
	run(mark, ids);
	assert_int_equal(lines_of(meeting), 2);
	assert_int_equal(fixture_walk(store, ENTITY_MEETING, MEETING_BY_PERSON, &key, 1, found, 2), 1);
	run(drop_line, ids);
	assert_int_equal(lines_of(meeting), 1);
}

/* Two people type into the same list beside at once, and then into the same line. */
static void test_rows_merge(void **state)
{
	uint64_t meeting =
		fixture_meeting(store, fixture_group(store, "立案党小组"), date_of(2026, 9, 24), "学习");
	uint64_t ids[3] = {meeting, 0, 0};
	struct patch patch = PATCH_INIT;
	struct error err = ERROR_INIT;
	struct change_result result;

	(void)state;
	run(add_line, ids);
	patch_add_row(&patch, MEETING_MINUTES, ids[1], MINUTES_TEXT, value_text(TEXT("同意")),
		value_text(TEXT("不同意")));
	assert_true(fixture_apply(store, ENTITY_MEETING, &meeting, 2, &patch, &result, &err));
	change_result_release(&result);
	patch.edits[0].new = value_text(TEXT("弃权"));
	assert_false(fixture_apply(store, ENTITY_MEETING, &meeting, 2, &patch, &result, &err));
	assert_int_equal(err.kind, ERROR_CONFLICT);
	assert_int_equal(err.row, ids[1]);
	assert_true(text_is(result.conflicts.items[0].theirs.bytes, "不同意"));
	change_result_release(&result);
	patch.count = 0;
	err = (struct error)ERROR_INIT;
	patch_add_row(&patch, MEETING_MINUTES, ROW_NEW | 3, 0, EMPTY_VALUE, value_text(TEXT("\7\1A")));
	patch.edits[0].after = 0;
	assert_true(fixture_apply(store, ENTITY_MEETING, &meeting, 2, &patch, &result, &err));
	assert_int_equal(result.row_count, 1);
	assert_int_equal(result.rows[0].placeholder, ROW_NEW | 3);
	assert_true(result.rows[0].row < ids[1]);
	change_result_release(&result);
	patch_release(&patch);
	assert_int_equal(lines_of(meeting), 2);
}

/* A list beside replaced as a whole: all its rows count, not those named. */
static void test_rows_whole(void **state)
{
	uint64_t meeting =
		fixture_meeting(store, fixture_group(store, "立案党小组"), date_of(2026, 9, 24), "学习");
	uint64_t ids[3] = {meeting, 0, 0};
	struct buf body = BUF_INIT;
	struct view view = {.entity = &meeting_entity};
	struct patch patch = PATCH_INIT;
	struct error err = ERROR_INIT;
	struct change_result result;
	struct value rows;

	(void)state;
	run(add_line, ids);
	run(add_line, ids);
	fixture_body(store, ENTITY_MEETING, meeting, true, &body);
	view.body = buf_as_text(&body);
	assert_true(view_get(&view, MEETING_MINUTES, &rows));
	patch_add(&patch, MEETING_MINUTES, rows, EMPTY_VALUE);
	assert_true(fixture_apply(store, ENTITY_MEETING, &meeting, 0, &patch, &result, &err));
	change_result_release(&result);
	patch_release(&patch);
	buf_release(&body);
	assert_int_equal(lines_of(meeting), 0);
}

static void test_full(void **state)
{
	struct store_config config = {.schema = &court_schema, .create = true};
	struct store *small;
	struct patch patch = PATCH_INIT;
	struct change_result result;
	struct error err = ERROR_INIT;
	struct buf before = BUF_INIT, after = BUF_INIT;
	uint64_t person;

	(void)state;
	assert_true(store_open(&small, &config, &err));
	person = fixture_person(small, "001", "史桂芸");
	patch_add(&patch, PERSON_NOTE, EMPTY_VALUE, value_text(TEXT("甲")));
	fixture_dump(small, &before);
	for (unsigned nth = 1;; nth++) {
		err = (struct error)ERROR_INIT;
		kv_mem_fail(store_kv(small), nth);
		if (fixture_apply(small, ENTITY_PERSON, &person, 0, &patch, &result, &err))
			break;
		kv_mem_fail(store_kv(small), 0);
		assert_int_equal(err.kind, ERROR_FULL);
		assert_int_equal(result.sequence, 0);
		change_result_release(&result);
		buf_clear(&after);
		fixture_dump(small, &after);
		assert_true(text_equal(buf_as_text(&before), buf_as_text(&after)));
		assert_true(nth < 200);
	}
	kv_mem_fail(store_kv(small), 0);
	change_result_release(&result);
	assert_int_equal(fixture_faults(small), 0);
	buf_release(&before);
	buf_release(&after);
	patch_release(&patch);
	store_close(small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_merge, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unique_removed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_token, setup, teardown),
		cmocka_unit_test_setup_teardown(test_placeholders, setup, teardown),
		cmocka_unit_test_setup_teardown(test_all_or_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_initial, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rows_beside, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rows_merge, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rows_whole, setup, teardown),
		cmocka_unit_test(test_full),
	};

	return cmocka_run_group_tests_name("change", tests, NULL, NULL);
}
