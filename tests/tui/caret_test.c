/* Where a draft was written: read as it was written, and a place of this program whatever stands there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include "tui/meeting/caret.h"
#include <cmocka.h>

static void test_written(void **state)
{
	struct meeting meeting = {.section = SECTION_DECISIONS, .cell = CELL_DUE};
	struct buf out = BUF_INIT;
	struct caret caret;

	(void)state;
	edit_line_set(&meeting.line, TEXT("30"));
	meeting.unfit.row = 4;
	meeting.unfit.cell = CELL_OWNERS;
	buf_text(&meeting.unfit.typed, TEXT("林 芸\n?"));
	caret_write(&meeting, &out);
	caret = caret_read(buf_as_text(&out));
	assert_int_equal(caret.section, SECTION_DECISIONS);
	assert_int_equal(caret.at, 2);
	assert_int_equal(caret.cell, CELL_DUE);
	assert_true(text_is(caret.typed, "30"));
	assert_int_equal(caret.unfit_row, 4);
	assert_int_equal(caret.unfit_cell, CELL_OWNERS);
	assert_true(text_is(caret.unfit, "林 芸\n?"));
	edit_line_release(&meeting.line);
	buf_release(&meeting.unfit.typed);
	buf_release(&out);
}

static void test_strange(void **state)
{
	static const struct {
		const char *words;
		enum section section;
		enum cell cell;
		bool unfit;
	} rows[] = {
		{"", SECTION_ROLL, CELL_TEXT, false},
		{"2 7 0", SECTION_MINUTES, CELL_TEXT, false}, /* of before there was more */
		{"3 0 2\n\n5 2 后天前", SECTION_DECISIONS, CELL_DUE, true},
		{"99 0 7\n\n5 7 x", SECTION_ROLL, CELL_TEXT, false},
		{"-1 0 -1\n\n5 -1 x", SECTION_ROLL, CELL_TEXT, false},
		{"3 0 1\n\n5 0 x", SECTION_DECISIONS, CELL_OWNERS, false},
		{"\n\n5 2", SECTION_ROLL, CELL_TEXT, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct caret caret = caret_read(text_of(rows[i].words));

		assert_int_equal(caret.section, rows[i].section);
		assert_int_equal(caret.cell, rows[i].cell);
		assert_int_equal(caret.unfit.len > 0, rows[i].unfit);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_written), cmocka_unit_test(test_strange)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
