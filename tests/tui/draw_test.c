#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include "tests/harness/frames.h"
#include "tests/harness/seed.h"
#include "tui/draw.h"
#include "tui/edit_line.h"
#include "tui/edit_text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- bytes --- */

static void press(struct edit_line *line, enum key key)
{
	edit_line_event(line, &(struct event){.kind = EVENT_KEY, .key = key});
}

static void form(struct edit_line *line)
{
	draw_begin();
	draw_text(0, 0, 80, STYLE_BOLD, TEXT("会议"));
	draw_text(5, 2, 10, STYLE_NORMAL, TEXT("主题"));
	edit_line_draw(line, 5, 12, 40);
	draw_text(23, 0, 80, STYLE_DIM, TEXT("F2 保存"));
}

static void typing_costs_what_is_typed(void **state)
{
	static const struct {
		const char *typed; /* NULL: the key */
		enum key key;
		size_t most;
	} rows[] = {
		{"a", KEY_NONE, 1},
		{"b", KEY_NONE, 1},
		{"中", KEY_NONE, 3},
		{"𠮷", KEY_NONE, 4},
		{"审判团队党小组学习会", KEY_NONE, 40},
		{"x", KEY_NONE, 1},
		{NULL, KEY_BACKSPACE, 6},
		{NULL, KEY_LEFT, 6},
		{"y", KEY_NONE, 12},
		{NULL, KEY_END, 12},
	};
	struct edit_line line = {0};

	(void)state;
	frames_open("xterm-256color", 24, 80);
	form(&line);
	frames_flush();
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i].typed)
			edit_line_event(
				&line, &(struct event){.kind = EVENT_TEXT, .text = text_of(rows[i].typed)});
		else
			press(&line, rows[i].key);
		form(&line);
		if (frames_flush() > rows[i].most)
			fail_msg("step %zu: %zu bytes, %zu allowed", i, frames_bytes.len, rows[i].most);
		assert_int_equal(frames_flush(), 0); /* and nothing when nothing changes */
	}
	edit_line_release(&line);
	frames_close();
}

static void list(int marked)
{
	char number[32];

	draw_begin();
	draw_text(0, 0, 80, STYLE_BOLD, TEXT("党小组"));
	for (int row = 0; row < 20; row++) {
		snprintf(number, sizeof(number), "第%d党小组", row + 1);
		draw_text(row + 2, 0, 1, STYLE_NORMAL, row == marked ? TEXT(">") : TEXT(" "));
		draw_text(row + 2, 2, 40, STYLE_NORMAL, text_of(number));
		draw_text(row + 2, 50, 20, row % 3 ? STYLE_NORMAL : STYLE_WARN, TEXT("缺会 2"));
	}
	draw_cursor(marked + 2, 0);
}

static void down_costs_two_marks(void **state)
{
	(void)state;
	frames_open("xterm-256color", 24, 80);
	list(0);
	frames_flush();
	for (int row = 1; row < 20; row++) {
		list(row);
		if (frames_flush() > 40)
			fail_msg("row %d: %zu bytes", row, frames_bytes.len);
	}
	frames_close();
}

/* What a page of text costs beside its text is positions: the first frame too. */
static void frames_have_no_ballast(void **state)
{
	(void)state;
	frames_open("xterm-256color", 24, 80);
	list(0);
	assert_in_range(frames_flush(), 400, 1400);
	assert_null(strstr(buf_cstr(&frames_bytes), "\033[?1049")); /* term.c's to say, once */
	assert_null(strstr(buf_cstr(&frames_bytes), "\033[?25l"));
	draw_again();
	list(0);
	assert_in_range(frames_flush(), 400, 1400);
	frames_close();
}

/* Wide text that moves along its row leaves nothing behind. */
static void wide_text_moves_along_its_row(void **state)
{
	(void)state;
	frames_open("xterm-256color", 1, 20);
	for (int i = 0; i < 12; i++) {
		draw_begin();
		draw_text(0, i * 7 % 12, 8, STYLE_NORMAL, TEXT("中华人民"));
		frames_flush();
	}
	frames_close();
}

static void long_texts_scroll(void **state)
{
	struct edit_text text = EDIT_TEXT_INIT;
	struct buf content = BUF_INIT;

	(void)state;
	for (int i = 0; i < 40; i++)
		buf_printf(&content, "%d 会议讨论了“学习”计划…并议定①项。\n", i);
	frames_open("xterm-256color", 24, 80);
	edit_text_set(&text, buf_as_text(&content));
	for (int i = 0; i < 60; i++) {
		draw_begin();
		edit_text_size(&text, 10, 30);
		edit_text_draw(&text, 3, 4);
		frames_flush();
		edit_text_event(
			&text, &(struct event){.kind = EVENT_KEY, .key = i < 45 ? KEY_DOWN : KEY_PGUP});
	}
	edit_text_release(&text);
	buf_release(&content);
	frames_close();
}

/* Every change of the screen, whatever it is, leaves on the terminal what was drawn. */
static void random_frames(void **state)
{
	static const char *const texts[] = {"a", "中", "中华人民", "x y z", "𠮷", "ab", "   ", "缺会2"};
	unsigned seed = (unsigned)random_seed();

	(void)state;
	srand(seed);
	frames_open("xterm-256color", 10, 30);
	for (int round = 0; round < 1500; round++) {
		if (rand() % 20 == 0)
			draw_begin();
		for (int i = rand() % 4; i >= 0; i--)
			draw_text(rand() % 10, rand() % 30, rand() % 12, (enum style)(rand() % STYLE_COUNT),
				text_of(texts[(size_t)rand() % COUNT(texts)]));
		draw_cursor(rand() % 10, rand() % 30);
		frames_flush();
	}
	frames_close();
}

static void sizes_change(void **state)
{
	static const int sizes[][2] = {{24, 80}, {16, 60}, {1, 1}, {43, 132}, {2, 3}, {24, 80}};

	(void)state;
	frames_open("xterm-256color", 30, 100);
	list(0);
	frames_flush();
	for (size_t i = 0; i < COUNT(sizes); i++) {
		draw_resize(sizes[i][0], sizes[i][1]);
		vterm_set_size(frames_vterm, sizes[i][0], sizes[i][1]);
		list(1);
		frames_flush();
	}
	frames_close();
}

/* --- terminals --- */

static void any_name_will_do(void **state)
{
	static const char *const names[] = {
		"putty-256color-x", "", "vt100", "linux", "xterm", "screen", "tmux"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		frames_open(names[i], 24, 80);
		list(0);
		frames_flush();
		list(1);
		frames_flush();
		frames_close();
	}
}

static size_t warn_bytes(const char *term)
{
	size_t colours = 0;

	frames_open(term, 3, 20);
	draw_begin();
	draw_text(0, 0, 20, STYLE_WARN, TEXT("x"));
	draw_cursor(0, 0);
	frames_flush();
	for (const char *at = buf_cstr(&frames_bytes); (at = strstr(at, "\033[31m")) != NULL; at++)
		colours++;
	frames_close();
	return colours;
}

static void colours_may_be_refused(void **state)
{
	(void)state;
	unsetenv("NO_COLOR");
	assert_int_equal(warn_bytes("xterm-256color"), 1);
	assert_int_equal(warn_bytes("vt100"), 0);
	setenv("NO_COLOR", "", 1); /* set to nothing: not a wish */
	assert_int_equal(warn_bytes("xterm-256color"), 1);
	setenv("NO_COLOR", "1", 1);
	assert_int_equal(warn_bytes("xterm-256color"), 0);
	unsetenv("NO_COLOR");
}

static void ncurses_counts_as_we_do(void **state)
{
	(void)state;
	assert_int_equal(wcwidth(0x31350), 2);
	assert_int_equal(wcwidth(0x2460), 1);
	text_ambiguous_wide = true;
	assert_int_equal(wcwidth(0x2460), 2);
	frames_open("xterm-256color", 2, 20);
	draw_begin();
	draw_cut(0, 0, 20, STYLE_NORMAL, TEXT("①②"));
	draw_cut(0, 4, 20, STYLE_NORMAL, TEXT("x"));
	draw_cursor(1, 0);
	buf_clear(&frames_bytes);
	draw_flush(&frames_bytes);
	/* Straight behind: ncurses moves no cursor between them. */
	assert_non_null(strstr(buf_cstr(&frames_bytes), "①②x"));
	text_ambiguous_wide = false;
	frames_close();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typing_costs_what_is_typed),
		cmocka_unit_test(down_costs_two_marks),
		cmocka_unit_test(frames_have_no_ballast),
		cmocka_unit_test(wide_text_moves_along_its_row),
		cmocka_unit_test(long_texts_scroll),
		cmocka_unit_test(random_frames),
		cmocka_unit_test(sizes_change),
		cmocka_unit_test(any_name_will_do),
		cmocka_unit_test(colours_may_be_refused),
		cmocka_unit_test(ncurses_counts_as_we_do),
	};

	return cmocka_run_group_tests_name("draw", tests, NULL, NULL);
}
