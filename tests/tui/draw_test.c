#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <vterm.h>
#include <wchar.h>
#include "tui/draw.h"
#include "tui/edit_line.h"
#include "tui/edit_text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void dumps(const char *expected)
{
	struct buf out = BUF_INIT;

	draw_dump(&out);
	assert_string_equal(buf_cstr(&out), expected);
	buf_release(&out);
}

/* ncurses keeps a little of each terminal it did not know. */
const char *__lsan_default_suppressions(void); /* NOLINT(bugprone-reserved-identifier) */

const char *__lsan_default_suppressions(void) /* NOLINT(bugprone-reserved-identifier) */
{
	return "leak:new_prescr\n";
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

/* --- bytes --- */

static struct buf frame;
static VTerm *vterm;

/* The last frame's bytes, shown to libvterm: what it shows then is what was drawn, and its cursor is ours. */
static size_t flush(void)
{
	VTermScreen *screen = vterm_obtain_screen(vterm);
	struct buf drawn = BUF_INIT, shown = BUF_INIT;
	VTermPos at;
	int row, column;

	buf_clear(&frame);
	draw_flush(&frame);
	vterm_input_write(vterm, (const char *)frame.data, frame.len);
	for (row = 0; row < draw_rows(); row++) {
		size_t begin = shown.len;

		for (column = 0; column < draw_columns(); column++) {
			VTermScreenCell cell;
			char bytes[4];

			vterm_screen_get_cell(screen, (VTermPos){row, column}, &cell);
			if (cell.chars[0] == (uint32_t)-1)
				continue;
			buf_put(&shown, bytes, utf8_put(bytes, cell.chars[0] ? cell.chars[0] : ' '));
		}
		while (shown.len > begin && shown.data[shown.len - 1] == ' ')
			shown.len--;
		buf_byte(&shown, '\n');
	}
	draw_dump(&drawn);
	assert_string_equal(buf_cstr(&shown), buf_cstr(&drawn));
	vterm_state_get_cursorpos(vterm_obtain_state(vterm), &at);
	draw_cursor_at(&row, &column);
	assert_int_equal(at.row, row);
	assert_int_equal(at.col, column);
	buf_release(&drawn);
	buf_release(&shown);
	return frame.len;
}

static void open_terminal(const char *term, int rows, int columns)
{
	assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
	assert_true(draw_open(term, rows, columns));
	vterm = vterm_new(rows, columns);
	vterm_set_utf8(vterm, 1);
	vterm_screen_reset(vterm_obtain_screen(vterm), 1);
}

static void close_terminal(void)
{
	vterm_free(vterm);
	draw_close();
	buf_release(&frame);
}

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
	open_terminal("xterm-256color", 24, 80);
	form(&line);
	flush();
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i].typed)
			edit_line_event(
				&line, &(struct event){.kind = EVENT_TEXT, .text = text_of(rows[i].typed)});
		else
			press(&line, rows[i].key);
		form(&line);
		if (flush() > rows[i].most)
			fail_msg("step %zu: %zu bytes, %zu allowed", i, frame.len, rows[i].most);
		assert_int_equal(flush(), 0); /* and nothing when nothing changes */
	}
	edit_line_release(&line);
	close_terminal();
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
	open_terminal("xterm-256color", 24, 80);
	list(0);
	flush();
	for (int row = 1; row < 20; row++) {
		list(row);
		if (flush() > 40)
			fail_msg("row %d: %zu bytes", row, frame.len);
	}
	close_terminal();
}

/* What a page of text costs beside its text is positions: the first frame too. */
static void frames_have_no_ballast(void **state)
{
	(void)state;
	open_terminal("xterm-256color", 24, 80);
	list(0);
	assert_in_range(flush(), 400, 1400);
	assert_null(strstr(buf_cstr(&frame), "\033[?1049")); /* term.c's to say, once */
	assert_null(strstr(buf_cstr(&frame), "\033[?25l"));
	draw_again();
	list(0);
	assert_in_range(flush(), 400, 1400);
	close_terminal();
}

static void long_texts_scroll(void **state)
{
	struct edit_text text = EDIT_TEXT_INIT;
	struct buf content = BUF_INIT;

	(void)state;
	for (int i = 0; i < 40; i++)
		buf_printf(&content, "%d 会议讨论了“学习”计划…并议定①项。\n", i);
	open_terminal("xterm-256color", 24, 80);
	edit_text_set(&text, buf_as_text(&content));
	for (int i = 0; i < 60; i++) {
		draw_begin();
		edit_text_size(&text, 10, 30);
		edit_text_draw(&text, 3, 4);
		flush();
		edit_text_event(
			&text, &(struct event){.kind = EVENT_KEY, .key = i < 45 ? KEY_DOWN : KEY_PGUP});
	}
	edit_text_release(&text);
	buf_release(&content);
	close_terminal();
}

/* Every change of the screen, whatever it is, leaves on the terminal what was drawn. */
static void random_frames(void **state)
{
	static const char *const texts[] = {"a", "中", "中华人民", "x y z", "𠮷", "ab", "   ", "缺会2"};
	unsigned seed = (unsigned)time(NULL);

	(void)state;
	print_message("seed %u\n", seed);
	srand(seed);
	open_terminal("xterm-256color", 10, 30);
	for (int round = 0; round < 1500; round++) {
		if (rand() % 20 == 0)
			draw_begin();
		for (int i = rand() % 4; i >= 0; i--)
			draw_text(rand() % 10, rand() % 30, rand() % 12, (enum style)(rand() % STYLE_COUNT),
				text_of(texts[(size_t)rand() % COUNT(texts)]));
		draw_cursor(rand() % 10, rand() % 30);
		flush();
	}
	close_terminal();
}

static void sizes_change(void **state)
{
	static const int sizes[][2] = {{24, 80}, {16, 60}, {1, 1}, {43, 132}, {2, 3}, {24, 80}};

	(void)state;
	open_terminal("xterm-256color", 30, 100);
	list(0);
	flush();
	for (size_t i = 0; i < COUNT(sizes); i++) {
		draw_resize(sizes[i][0], sizes[i][1]);
		vterm_set_size(vterm, sizes[i][0], sizes[i][1]);
		list(1);
		flush();
	}
	close_terminal();
}

/* --- terminals --- */

static void any_name_will_do(void **state)
{
	static const char *const names[] = {
		"putty-256color-x", "", "vt100", "linux", "xterm", "screen", "tmux"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		open_terminal(names[i], 24, 80);
		list(0);
		flush();
		list(1);
		flush();
		close_terminal();
	}
}

static size_t warn_bytes(const char *term)
{
	size_t colours = 0;

	open_terminal(term, 3, 20);
	draw_begin();
	draw_text(0, 0, 20, STYLE_WARN, TEXT("x"));
	draw_cursor(0, 0);
	flush();
	for (const char *at = buf_cstr(&frame); (at = strstr(at, "\033[31m")) != NULL; at++)
		colours++;
	close_terminal();
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
	open_terminal("xterm-256color", 2, 20);
	draw_begin();
	draw_cut(0, 0, 20, STYLE_NORMAL, TEXT("①②"));
	draw_cut(0, 4, 20, STYLE_NORMAL, TEXT("x"));
	draw_cursor(1, 0);
	buf_clear(&frame);
	draw_flush(&frame);
	/* Straight behind: ncurses moves no cursor between them. */
	assert_non_null(strstr(buf_cstr(&frame), "①②x"));
	text_ambiguous_wide = false;
	close_terminal();
}

/* Frames in which most rows stay, some are written over, and the same frames drawn anew. */
static void what_stays_is_drawn_as_if_anew(void **state)
{
	enum { ROWS = 6, COLUMNS = 20, FRAMES = 300 };
	static const char *const words[] = {"中华人民", "abcdef", "a中b", ""};
	struct buf frames[2] = {BUF_INIT, BUF_INIT}, bytes = BUF_INIT;
	unsigned seed = (unsigned)time(NULL);
	size_t same = 0;

	(void)state;
	print_message("seed %u\n", seed);
	srand(seed);
	draw_open(NULL, ROWS, COLUMNS);
	for (int nth = 0; nth < FRAMES; nth++) {
		int choice[ROWS], over = rand() % (2 * ROWS), column = rand() % COLUMNS;

		for (int row = 0; row < ROWS; row++)
			choice[row] = rand() % 5 ? row % 3 : rand() % 4;
		for (int again = 0; again < 2; again++) {
			draw_begin();
			for (int row = 0; row < ROWS; row++) {
				uint64_t key = draw_key(1, &choice[row], sizeof(choice[row]));

				if (!again && draw_same(row, key)) {
					same++;
					continue;
				}
				draw_text(row, 1, COLUMNS, STYLE_NORMAL, text_of(words[choice[row]]));
				if (!again)
					draw_keep(row, key);
			}
			draw_text(over, column, 3, STYLE_BOLD, TEXT("中x"));
			if (!again)
				draw_flush(&bytes);
			buf_clear(&frames[again]);
			draw_dump(&frames[again]);
		}
		assert_string_equal(buf_cstr(&frames[0]), buf_cstr(&frames[1]));
	}
	assert_true(same > 0);
	draw_close();
	buf_release(&frames[0]);
	buf_release(&frames[1]);
	buf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_cut_by_columns),
		cmocka_unit_test(outside_is_nothing),
		cmocka_unit_test(no_half_characters),
		cmocka_unit_test(typing_costs_what_is_typed),
		cmocka_unit_test(down_costs_two_marks),
		cmocka_unit_test(frames_have_no_ballast),
		cmocka_unit_test(long_texts_scroll),
		cmocka_unit_test(random_frames),
		cmocka_unit_test(what_stays_is_drawn_as_if_anew),
		cmocka_unit_test(sizes_change),
		cmocka_unit_test(any_name_will_do),
		cmocka_unit_test(colours_may_be_refused),
		cmocka_unit_test(ncurses_counts_as_we_do),
	};

	return cmocka_run_group_tests_name("draw", tests, NULL, NULL);
}
