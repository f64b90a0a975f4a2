/* The keys that new rows get. */
#include "tests/harness/patch_fixture.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct entity *const entity = &sample_entity;

#define GAP (UINT64_C(1) << 44)

static void lines(const uint64_t *keys, size_t count, struct buf *body)
{
	struct record record;
	struct buf rows = BUF_INIT;

	for (size_t i = 0; i < count; i++)
		rows_add(&rows, keys[i], TEXT("\3\1x"));
	record_init(&record, entity);
	record_set(&record, SAMPLE_LINES, (struct value){VALUE_ROWS, 0, buf_as_text(&rows)});
	record_write(&record, body);
	record_release(&record);
	buf_release(&rows);
}

/* Two rows there, one new: behind which, and the key it gets (0: refused). */
static const struct {
	uint64_t there[2], after, key;
	enum error_kind error;
} places[] = {
	{{0, 0}, 0, GAP, ERROR_NONE},
	{{0, 0}, ROW_LAST, GAP, ERROR_NONE},
	{{GAP, 2 * GAP}, ROW_LAST, 3 * GAP, ERROR_NONE},
	{{GAP, 2 * GAP}, 2 * GAP, 3 * GAP, ERROR_NONE},
	{{GAP, 2 * GAP}, GAP, GAP + (1 << 22), ERROR_NONE},
	{{GAP, 2 * GAP}, GAP + 5, GAP + 5 + (1 << 22), ERROR_NONE}, /* it was taken out */
	{{GAP, 2 * GAP}, 9 * GAP, 3 * GAP, ERROR_NONE},
	{{GAP, 2 * GAP}, 0, GAP - (UINT64_C(1) << 33), ERROR_NONE},
	{{100, 110}, 100, 105, ERROR_NONE},
	{{100, 102}, 100, 101, ERROR_NONE},
	{{100, 101}, 100, 0, ERROR_INPUT},
	{{1, 2}, 0, 0, ERROR_INPUT},
	{{2, 3}, 0, 1, ERROR_NONE},
	{{GAP, ROW_NEW - GAP}, ROW_LAST, 0, ERROR_FULL},
};

static void new_rows_get_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(places); i++) {
		struct buf body = BUF_INIT;
		struct view view = {.entity = entity};
		struct row_keys keys;
		struct patch patch = PATCH_INIT;
		struct error err = ERROR_INIT;

		lines(places[i].there, places[i].there[0] ? 2 : 0, &body);
		view.body = buf_as_text(&body);
		keys = row_keys_of(&view);
		patch_add_row(&patch, SAMPLE_LINES, ROW_NEW | 1, 0, EMPTY_VALUE, value_text(TEXT("\3\1y")))
			->after = places[i].after;
		patch_place_rows(entity, &patch, &keys, &err);
		if (err.kind != places[i].error || (!err.kind && patch.edits[0].row != places[i].key))
			fail_msg("row %zu: %llx, %s", i, (unsigned long long)patch.edits[0].row,
				err.message.id);
		patch_release(&patch);
		buf_release(&body);
	}
}

/* Typed one behind another, at the front, or always behind the same line: how many fit. */
static size_t rows_that_fit(bool behind_the_new, uint64_t after, size_t limit)
{
	const uint64_t there[] = {GAP, 2 * GAP};
	struct buf body = BUF_INIT;
	size_t count = 0;

	lines(there, 2, &body);
	while (count < limit) {
		struct buf next = BUF_INIT;
		struct view view = {.entity = entity, .body = buf_as_text(&body)};
		struct row_keys keys = row_keys_of(&view);
		struct patch patch = PATCH_INIT;
		bool good;

		patch_add_row(&patch, SAMPLE_LINES, ROW_NEW | 1, 0, EMPTY_VALUE, value_text(TEXT("\3\1y")))
			->after = after;
		good = patch_place_rows(entity, &patch, &keys, NULL) &&
			patch_apply(entity, view.body, &patch, &next, NULL);
		if (good && behind_the_new)
			after = patch.edits[0].row;
		patch_release(&patch);
		buf_release(&body);
		body = next;
		if (!good)
			break;
		count++;
	}
	buf_release(&body);
	return count;
}

static void there_is_room_for_a_meeting(void **state)
{
	(void)state;
	assert_int_equal(rows_that_fit(true, GAP, 600), 600);
	assert_int_equal(rows_that_fit(false, 0, 600), 600);
	assert_true(rows_that_fit(false, GAP, 100) >= 22);
}

/* Placeholders in the order of use, a chain of new rows, and edits that speak of them. */
static void placeholders_are_rewritten(void **state)
{
	struct view view = {.entity = entity};
	struct row_keys keys = row_keys_of(&view);
	struct patch patch = PATCH_INIT;

	(void)state;
	patch_add_row(&patch, SAMPLE_LINES, ROW_NEW | 1, 0, EMPTY_VALUE, value_text(TEXT("\3\1a")))->after =
		ROW_LAST;
	patch_add_row(&patch, SAMPLE_LINES, ROW_NEW | 2, 0, EMPTY_VALUE, value_text(TEXT("\3\1b")))->after =
		ROW_NEW | 1;
	patch_add_row(&patch, SAMPLE_LINES, ROW_NEW | 3, 0, EMPTY_VALUE, value_text(TEXT("\3\1c")))->after =
		ROW_NEW | 1;
	patch_add_row(&patch, SAMPLE_LINES, ROW_NEW | 2, LINE_COUNT, EMPTY_VALUE, value_number(4));
	patch_add_row(&patch, SAMPLE_ROLL, ROW_NEW | 1, 0, EMPTY_VALUE, value_text(TEXT("\2\16")));
	assert_true(patch_place_rows(entity, &patch, &keys, NULL));
	assert_int_equal(patch.edits[0].row, GAP);
	assert_int_equal(patch.edits[1].row, 2 * GAP);
	assert_int_equal(patch.edits[2].row, GAP + (1 << 22));
	assert_int_equal(patch.edits[3].row, 2 * GAP);
	assert_int_equal(patch.edits[4].row, 7); /* the person is the key */
	patch_release(&patch);
}

static void rows_that_cannot_be_placed(void **state)
{
	static const struct edit rows[] = {
		{SAMPLE_ROLL, 0, ROW_NEW | 1, 0, PLACE_WHOLE, NOTHING, WORDS("\4\2")}, /* nobody */
		{SAMPLE_ROLL, 0, ROW_NEW | 1, 0, PLACE_WHOLE, NOTHING, WORDS("\2\1")}, /* person -1 */
		{SAMPLE_ROLL, ROLL_MARK, ROW_NEW | 1, 0, PLACE_WHOLE, NOTHING, NUMBER(1)},
		{SAMPLE_LINES, 0, ROW_LAST, 0, PLACE_WHOLE, NOTHING, WORDS("\3\1a")},
		{SAMPLE_LINES, 0, ROW_NEW | 1, 0, PLACE_WHOLE, WORDS("\3\1a"), NOTHING},
		{SAMPLE_COUNT, 0, ROW_NEW | 1, 0, PLACE_WHOLE, NOTHING, WORDS("\3\1a")},
		{4000, 0, ROW_NEW | 1, 0, PLACE_WHOLE, NOTHING, WORDS("\3\1a")},
	};
	struct view view = {.entity = entity};
	struct row_keys keys = row_keys_of(&view);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct edit edit = rows[i];
		struct patch patch = {&edit, 1, 1};
		struct error err = ERROR_INIT;

		assert_false(patch_place_rows(entity, &patch, &keys, &err));
		assert_true(err.kind != ERROR_NONE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_rows_get_keys),
		cmocka_unit_test(there_is_room_for_a_meeting),
		cmocka_unit_test(placeholders_are_rewritten),
		cmocka_unit_test(rows_that_cannot_be_placed),
	};

	return cmocka_run_group_tests_name("patch_rows", tests, NULL, NULL);
}
