/* Twelve months in a line: words, columns, months. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#undef fail

#include "tui/panels/find.h"
#include "tui/panels/strip.h"
#include "tui/words.h"

static void assert_screen(const char *wanted)
{
	struct buf dump = BUF_INIT;

	draw_dump(&dump);
	assert_string_equal(buf_cstr(&dump), wanted);
	buf_release(&dump);
}

static void test_words(void **state)
{
	static const struct {
		char mark;
		const char *english;
		bool exception;
	} cases[] = {{STRIP_HELD_OK, "o", false}, {STRIP_LATE, "L", true}, {STRIP_UNSENT, "D", true},
		{STRIP_MISSING, "X", true}, {STRIP_THIS_MONTH, "?", true}, {STRIP_TO_COME, ".", false},
		{STRIP_NOT_ASKED, "-", false}, {'q', "", false}, {'\0', "", false}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(text_is(strip_word(cases[i].mark), cases[i].english));
		assert_int_equal(strip_exception(cases[i].mark), cases[i].exception);
		assert_true(strip_word(cases[i].mark).len < STRIP_CELL);
	}
}

static void test_draw(void **state)
{
	(void)state;
	assert_true(draw_open(NULL, 3, 40));
	draw_begin();
	strip_draw_heading(0, 2);
	strip_draw(1, 2, TEXT("-oLoXoDo?..."));
	strip_draw(2, 2, TEXT("oo")); /* a short one shows what there is */
	assert_screen("  1  2  3  4  5  6  7  8  9  10 11 12\n"
		      "  -  o  L  o  X  o  D  o  ?  .  .  .\n"
		      "  o  o\n");
	draw_close();
}

/* The word of a month stands under its number, and Left and Right stay in the year. */
static void test_months(void **state)
{
	static const struct {
		int month, by, here, wanted;
	} steps[] = {
		{0, 1, 9, 9}, {0, -1, 9, 9}, {9, 1, 9, 10}, {9, -1, 9, 8}, {1, -1, 9, 1}, {12, 1, 9, 12}};
	int64_t from, to;

	(void)state;
	assert_int_equal(strip_place(1), 0);
	assert_int_equal(strip_place(12) + STRIP_CELL, STRIP_COLUMNS);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		assert_int_equal(strip_step(steps[i].month, steps[i].by, steps[i].here), steps[i].wanted);
	strip_range(2028, 2, &from, &to);
	assert_int_equal(from, date_of(2028, 2, 1));
	assert_int_equal(to, date_of(2028, 2, 29));
	strip_range(2026, 12, &from, &to);
	assert_int_equal(to, date_of(2026, 12, 31));
}

static void test_moves(void **state)
{
	static const struct {
		struct event event;
		bool letters;
		int by;
	} cases[] = {
		{{.kind = EVENT_KEY, .key = KEY_UP}, false, -1},
		{{.kind = EVENT_KEY, .key = KEY_DOWN}, false, 1},
		{{.kind = EVENT_KEY, .key = KEY_PGDN}, false, 10},
		{{.kind = EVENT_KEY, .key = KEY_HOME}, false, -MOVE_END},
		{{.kind = EVENT_KEY, .key = KEY_LEFT}, true, 0},
		{{.kind = EVENT_TEXT, .text = {"j", 1}}, true, 1},
		{{.kind = EVENT_TEXT, .text = {"j", 1}}, false, 0}, /* data while typing */
		{{.kind = EVENT_TEXT, .text = {"G", 1}}, true, MOVE_END},
		{{.kind = EVENT_TEXT, .text = {"7", 1}}, true, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(move_of(&cases[i].event, 10, cases[i].letters), cases[i].by);
	assert_int_equal(move_place(0, -1, 5), 0);
	assert_int_equal(move_place(4, 1, 5), 4);
	assert_int_equal(move_place(2, MOVE_END, 5), 4);
	assert_int_equal(move_place(9, 0, 5), 4);
	assert_int_equal(move_place(3, 1, 0), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_draw),
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_moves),
	};

	setenv("LC_ALL", "C.UTF-8", 1);
	words_open("en");
	return cmocka_run_group_tests_name("tui/panels/strip", tests, NULL, NULL);
}
