#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "tests/harness/seed.h"
#include "tui/draw.h"
#include "tui/edit_text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool press(struct edit_text *text, const char *name)
{
	struct event event;

	assert_true(event_named(text_of(name), &event));
	return edit_text_event(text, &event);
}

static void type(struct edit_text *text, enum event_kind kind, const char *typed)
{
	edit_text_event(text, &(struct event){.kind = kind, .text = text_of(typed)});
}

/* The lines, each ended by | or, where a paragraph ends, by $; the caret is shown as ^. */
static void shows(const struct edit_text *text, struct buf *out)
{
	size_t caret_line;
	int column;

	buf_clear(out);
	edit_text_caret(text, &caret_line, &column);
	for (size_t i = 0; i < edit_text_lines(text); i++) {
		struct text line = edit_text_line(text, i);
		size_t begin = out->len;
		bool ends = i + 1 == edit_text_lines(text) || line.at[line.len] == '\n';

		buf_text(out, line);
		if (i == caret_line)
			buf_splice(out, begin + text_fit(line, (size_t)column, NULL), 0, "^", 1);
		buf_byte(out, ends ? '$' : '|');
	}
}

static void run(struct edit_text *text, const char *steps)
{
	struct text rest = text_of(steps), word;

	while (text_split(&rest, ' ', &word)) {
		struct buf copy = BUF_INIT;

		buf_text(&copy, word);
		if (word.at[0] == '\'')
			type(text, EVENT_TEXT, buf_cstr(&copy) + 1);
		else if (word.at[0] == '"')
			type(text, EVENT_PASTE, buf_cstr(&copy) + 1);
		else
			press(text, buf_cstr(&copy));
		buf_release(&copy);
	}
}

static void rows_of_steps(void **state)
{
	/* Eleven columns: ten for text, one for the caret behind it. */
	static const struct {
		const char *begin, *steps, *end;
	} rows[] = {
		{"", "", "^$"},
		{"", "'a", "a^$"},
		{"", "Enter", "$^$"},
		{"", "'a Enter 'b", "a$b^$"},
		{"a\nb", "Down", "a$^b$"},
		{"a\n", "Ctrl-End", "a$^$"},
		{"一二三四五六七", "", "^一二三四五|六七$"},
		{"一二三四五，六七", "", "^一二三四|五，六七$"},
		{"hello world abc", "", "^hello |world abc$"},
		{"一二三四五六七", "End", "一二三四五^|六七$"},
		{"一二三四五六七", "End Right", "一二三四五|六^七$"},
		{"一二三四五六七", "End Left Right", "一二三四五|^六七$"},
		{"一二三四五六七", "End Home", "^一二三四五|六七$"},
		{"一二三四五六七", "End Down", "一二三四五|六七^$"},
		{"一二三四五六七", "End 'x", "一二三四五|x^六七$"},
		{"一二三四五六七", "Down Home", "一二三四五|^六七$"},
		{"一二三四五六七", "Ctrl-End Home Backspace", "一二三四^六|七$"},
		/* the column is kept over short lines, in cells */
		{"一二三四\na\nabcdefgh", "End Down", "一二三四$a^$abcdefgh$"},
		{"一二三四\na\nabcdefghi", "End Down Down", "一二三四$a$abcdefgh^i$"},
		{"abcdefg\n一二三四", "Right Right Right Down", "abcdefg$一^二三四$"},
		{"abcdefg\n一二三四\nabcdefg", "Right Right Right Down Down", "abcdefg$一二三四$abc^defg$"},
		{"abcdefg\n一二三四\nabcdefg", "Right Right Right Down Left Right Down",
			"abcdefg$一二三四$ab^cdefg$"},
		{"一二三四五六七\n八", "End Down Down", "一二三四五|六七$八^$"},
		/* paragraphs */
		{"ab\ncd", "Down Backspace", "ab^cd$"},
		{"ab\ncd", "End Del", "ab^cd$"},
		{"ab\ncd", "Ctrl-K", "^$cd$"},
		{"ab\ncd", "Ctrl-K Ctrl-K", "^cd$"},
		{"ab\ncd\nef", "Down Right Ctrl-U", "ab$^$ef$"},
		{"ab\ncd", "Down Left", "ab^$cd$"},
		{"ab\ncd", "End Right", "ab$^cd$"},
		{"ab\ncd", "Down Ctrl-W", "ab^cd$"},
		/* pastes and undo */
		{"xy", "Right \"一二\n三四", "x一二$三四^y$"},
		{"xy", "Right \"一二\n三四 Ctrl-Z", "x^y$"},
		{"xy", "Right \"一二\n三四 Ctrl-Z Ctrl-Y", "x一二$三四^y$"},
		{"", "'ab Enter 'c Ctrl-Z", "ab$^$"},
		{"", "'ab Enter 'c Ctrl-Z Ctrl-Z", "ab^$"},
		{"ab\ncd", "Down Backspace Ctrl-Z", "ab$^cd$"},
		{"𠮷㛃䶮“…”—①", "End Backspace Backspace", "𠮷^“…”—①$"},
		{"ab", "Ctrl-End Ctrl-Home", "^ab$"},
		{"a\nb\nc\nd\ne\nf", "PgDn", "a$b$c$^d$e$f$"},
		{"a\nb\nc\nd\ne\nf", "PgDn PgDn PgDn PgUp", "a$b$^c$d$e$f$"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct edit_text text = EDIT_TEXT_INIT;
		struct buf out = BUF_INIT;

		edit_text_set(&text, text_of(rows[i].begin));
		edit_text_size(&text, 4, 11);
		run(&text, rows[i].steps);
		shows(&text, &out);
		if (strcmp(buf_cstr(&out), rows[i].end))
			print_error("row %zu: %s\n", i, rows[i].steps);
		assert_string_equal(buf_cstr(&out), rows[i].end);
		buf_release(&out);
		edit_text_release(&text);
	}
}

static void says_what_it_used(void **state)
{
	struct edit_text text = EDIT_TEXT_INIT;

	(void)state;
	edit_text_set(&text, TEXT("a\nb"));
	edit_text_size(&text, 4, 20);
	assert_false(press(&text, "Up"));
	assert_true(press(&text, "Down"));
	assert_false(press(&text, "Down"));
	assert_true(press(&text, "PgDn"));
	assert_true(press(&text, "Enter"));
	assert_false(press(&text, "Tab"));
	assert_false(press(&text, "F2"));
	assert_false(press(&text, "Esc"));
	edit_text_release(&text);
}

static void the_window_follows(void **state)
{
	static const struct {
		const char *steps, *screen;
	} rows[] = {
		{"", " 1\n 2\n 3\n"},
		{"Down Down Down", " 2\n 3\n 4\n"},
		{"Ctrl-End", " 7\n 8\n\n"},
		{"Ctrl-End Up Up", " 7\n 8\n\n"},
		{"Ctrl-End Up Up Up", " 6\n 7\n 8\n"},
		{"Ctrl-End Backspace Backspace Backspace Backspace", " 5\n 6\n\n"},
		{"Ctrl-End Backspace Ctrl-U Backspace Ctrl-U Backspace Ctrl-U Backspace Ctrl-U",
			" 3\n 4\n\n"},
	};

	(void)state;
	draw_open(NULL, 3, 6);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct edit_text text = EDIT_TEXT_INIT;
		struct buf out = BUF_INIT;
		int row, column, at;
		size_t line;

		edit_text_set(&text, TEXT("1\n2\n3\n4\n5\n6\n7\n8\n"));
		edit_text_size(&text, 3, 5);
		run(&text, rows[i].steps);
		draw_begin();
		edit_text_draw(&text, 0, 1);
		draw_dump(&out);
		assert_string_equal(buf_cstr(&out), rows[i].screen);
		draw_cursor_at(&row, &column);
		edit_text_caret(&text, &line, &at);
		assert_int_equal(row, line - text.top);
		assert_int_equal(column, at + 1);
		buf_release(&out);
		edit_text_release(&text);
	}
	draw_close();
}

/* Wrapping anew what was touched gives what wrapping everything gives. */
static void wrapping_is_kept_up(void **state)
{
	static const char *const steps[] = {"'a", "'学习", "'，", "\"x y\n中\n\n", "Enter", "Left", "Right",
		"Up", "Down", "Home", "End", "Backspace", "Del", "Ctrl-W", "Ctrl-K", "Ctrl-U", "Ctrl-Z",
		"Ctrl-Z", "Ctrl-Y", "PgUp", "PgDn", "Ctrl-Home", "Ctrl-End", "Space"};
	unsigned seed = (unsigned)random_seed();

	(void)state;
	srand(seed);
	for (int round = 0; round < 150; round++) {
		struct edit_text text = EDIT_TEXT_INIT, fresh = EDIT_TEXT_INIT;
		int columns = 1 + rand() % 20, rows = rand() % 6, column;
		size_t line;

		edit_text_set(&text,
			TEXT("会议开始。“学习”计划…\n\nabc def "
			     "ghi jkl 一二三四五六七八九十"));
		edit_text_size(&text, rows, columns);
		for (int i = 0; i < 60; i++) {
			const char *step = steps[(size_t)rand() % COUNT(steps)];

			if (step[0] == '"')
				type(&text, EVENT_PASTE, step + 1);
			else
				run(&text, step);
			edit_text_set(&fresh, edit_text_text(&text));
			edit_text_size(&fresh, rows, columns);
			assert_int_equal(text.count, fresh.count);
			assert_memory_equal(text.starts, fresh.starts, text.count * sizeof(*text.starts));
			edit_text_caret(&text, &line, &column);
			assert_true(line >= text.top && line < text.top + (rows ? (size_t)rows : 1));
			assert_in_range(column, 0, columns - 1);
			assert_true(text_valid(text_take(edit_text_text(&text), text.edit.caret)));
		}
		edit_text_release(&text);
		edit_text_release(&fresh);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_steps),
		cmocka_unit_test(says_what_it_used),
		cmocka_unit_test(the_window_follows),
		cmocka_unit_test(wrapping_is_kept_up),
	};

	return cmocka_run_group_tests_name("edit_text", tests, NULL, NULL);
}
