#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "tests/harness/frames.h"
#include "tests/harness/seed.h"
#include "tui/draw.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void dumps(const char *expected)
{
	struct buf out = BUF_INIT;

	draw_dump(&out);
	assert_string_equal(buf_cstr(&out), expected);
	buf_release(&out);
}

/* --- cells, without a terminal --- */

static void texts_are_cut_by_columns(void **state)
{
	static const struct {
		const char *text;
		int column, columns;
		const char *shown, *cut;
	} rows[] = {
		{"abc", 0, 10, "abc", "abc"},
		{"abcdef", 0, 5, "abc..", "abcde"},
		{"中华人民", 0, 8, "中华人民", "中华人民"},
		{"中华人民", 0, 7, "中华..", "中华人"},
		{"中华人民", 0, 6, "中华..", "中华人"},
		{"中华人民", 7, 20, "       中..", "       中华"},
		{"中华", 0, 1, ".", ""},
		{"中华", 0, 2, "..", "中"},
		{"中华", 11, 9, "           .", ""},
		{"𠮷㛃䶮", 1, 6, " 𠮷㛃䶮", " 𠮷㛃䶮"},
		{"\xf0\xb1\x8d\x90", 0, 2, "\xf0\xb1\x8d\x90", "\xf0\xb1\x8d\x90"},
		{"e\xcc\x81-", 0, 9, "e\xcc\x81-", "e\xcc\x81-"},
		/* hostile: seen, and harmless */
		{"a\033[2Jb", 0, 9, "a?[2Jb", "a?[2Jb"},
		{"a\xe2\x80\xae"
		 "b",
			0, 9, "a?b", "a?b"},
		{"a\xc2\x9b"
		 "b",
			0, 9, "a?b", "a?b"},
		{"a\tb\nc", 0, 9, "a b c", "a b c"},
		{"\xff\xe4", 0, 9, "\xef\xbf\xbd\xef\xbf\xbd", "\xef\xbf\xbd\xef\xbf\xbd"},
		{"x", 12, 5, "", ""},
		{"x", 0, 0, "", ""},
		{"x", 0, -3, "", ""},
	};

	(void)state;
	assert_true(draw_open(NULL, 1, 12));
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf line = BUF_INIT;

		for (int cut = 0; cut < 2; cut++) {
			draw_begin();
			(cut ? draw_cut : draw_text)(
				0, rows[i].column, rows[i].columns, STYLE_NORMAL, text_of(rows[i].text));
			buf_clear(&line);
			buf_printf(&line, "%s\n", cut ? rows[i].cut : rows[i].shown);
			dumps(buf_cstr(&line));
		}
		buf_release(&line);
	}
	draw_close();
}

static void outside_is_nothing(void **state)
{
	int row, column;

	(void)state;
	for (int size = 1; size < 4; size++) {
		draw_open(NULL, size, size);
		for (int at = -5; at < 6; at++)
			for (int columns = -2; columns < 6; columns++) {
				draw_text(at, at, columns, STYLE_WARN, TEXT("中a中a中"));
				draw_cut(0, at, columns, STYLE_WARN, TEXT("a中a中"));
				draw_clear(at, at, columns);
				draw_cursor(at, columns);
				draw_cursor_at(&row, &column);
				assert_in_range(row, 0, size - 1);
				assert_in_range(column, 0, size - 1);
			}
		draw_close();
	}
}

static void no_half_characters(void **state)
{
	(void)state;
	draw_open(NULL, 4, 6);
	for (int row = 0; row < 4; row++)
		draw_cut(row, 0, 6, STYLE_NORMAL, TEXT("中华人"));
	draw_cut(0, 1, 1, STYLE_NORMAL, TEXT("x"));
	draw_cut(1, 2, 1, STYLE_NORMAL, TEXT("x"));
	draw_cut(2, 1, 2, STYLE_NORMAL, TEXT("民"));
	draw_clear(3, 3, 1);
	dumps(" x华人\n中x 人\n 民 人\n中  人\n");
	draw_close();
}

/* --- parts of rows --- */

enum { PARTS_ROWS = 6, PARTS_COLUMNS = 20, PARTS_TRIED = 9 };

/* One row in parts that may lie over each other, with loose text before, between and behind them. */
struct parted {
	struct {
		bool loose, astray; /* astray: whoever draws the part writes beyond it, too */
		int column, columns, words;
	} items[PARTS_TRIED];
	int count;
};

static const char *const parted_words[] = {"中华人民", "abcdef", "a中b", "", "民x"};

static void random_change(struct parted *row)
{
	if (rand() % 4)
		return;
	if (rand() % 2 && row->count) {
		row->items[rand() % row->count] = row->items[row->count - 1];
		row->count--;
		return;
	}
	row->count = rand() % (PARTS_TRIED + 1);
	for (int i = 0; i < row->count; i++) {
		row->items[i].loose = !(rand() % 4);
		row->items[i].astray = !(rand() % 6);
		row->items[i].column = rand() % PARTS_COLUMNS;
		row->items[i].columns = 1 + rand() % PARTS_COLUMNS;
		row->items[i].words = rand() % 5;
	}
}

/* `known`: parts that are the same are left out. Returns how many were. */
static size_t draw_parted(const struct parted *row, int at, bool known)
{
	size_t same = 0;

	for (int i = 0; i < row->count; i++) {
		int column = row->items[i].column, columns = row->items[i].columns,
		    words = row->items[i].words;
		int from[] = {words, row->items[i].astray};

		if (row->items[i].loose) {
			draw_text(at, column, columns, STYLE_BOLD, text_of(parted_words[words]));
			continue;
		}
		if (!known) {
			draw_clear(at, column, columns);
		} else if (draw_same(at, column, columns, draw_key(1, from, sizeof(from)))) {
			same++;
			continue;
		}
		draw_text(at, column, columns, STYLE_NORMAL, text_of(parted_words[words]));
		if (row->items[i].astray)
			draw_text(at, column + columns - 1, 2, STYLE_NORMAL, TEXT("中"));
		if (known)
			draw_keep();
	}
	return same;
}

/* Most of it stays from frame to frame; drawn so, and drawn anew. */
static void what_stays_is_drawn_as_if_anew(void **state)
{
	struct parted rows[PARTS_ROWS] = {0};
	struct buf frames[2] = {BUF_INIT, BUF_INIT};
	unsigned seed = (unsigned)random_seed();
	size_t same = 0;

	(void)state;
	srand(seed);
	frames_open("xterm-256color", PARTS_ROWS, PARTS_COLUMNS);
	for (int nth = 0; nth < 1500; nth++) {
		if (!(rand() % 4)) /* all of it scrolls */
			memmove(rand() % 2 ? rows : rows + 1, rand() % 2 ? rows : rows + 1,
				sizeof(rows) - sizeof(*rows));
		for (int row = 0; row < PARTS_ROWS; row++)
			random_change(&rows[row]);
		if (!(nth % 50))
			draw_again();
		for (int again = 0; again < 2; again++) {
			draw_begin();
			for (int row = 0; row < PARTS_ROWS; row++)
				same += draw_parted(&rows[row], row, !again);
			draw_cursor(0, 0);
			if (!again)
				frames_flush();
			buf_clear(&frames[again]);
			draw_dump(&frames[again]);
		}
		assert_string_equal(buf_cstr(&frames[0]), buf_cstr(&frames[1]));
	}
	assert_true(same > 1000);
	frames_close();
	buf_release(&frames[0]);
	buf_release(&frames[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_cut_by_columns),
		cmocka_unit_test(outside_is_nothing),
		cmocka_unit_test(no_half_characters),
		cmocka_unit_test(what_stays_is_drawn_as_if_anew),
	};

	return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
