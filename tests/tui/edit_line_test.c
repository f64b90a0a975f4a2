#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "tests/harness/seed.h"
#include "tui/edit_line.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Steps with blanks between: a key by its name, 'text typed, "a paste (_ is a blank, / a newline). */
static void step(struct edit_line *line, struct text word)
{
	struct event event;
	struct buf text = BUF_INIT;

	if (word.at[0] != '\'' && word.at[0] != '"') {
		assert_true(event_named(word, &event));
		edit_line_event(line, &event);
		return;
	}
	for (size_t i = 1; i < word.len; i++)
		buf_byte(&text, (uint8_t)(word.at[i] == '_' ? ' ' : word.at[i] == '/' ? '\n' : word.at[i]));
	event = (struct event){.kind = word.at[0] == '"' ? EVENT_PASTE : EVENT_TEXT};
	if (event.kind == EVENT_PASTE || (uint8_t)word.at[1] >= 0x80) {
		event.text = buf_as_text(&text);
		edit_line_event(line, &event);
	} else {
		for (size_t i = 0; i < text.len; i++) {
			event.text = (struct text){(char *)text.data + i, 1};
			edit_line_event(line, &event);
		}
	}
	buf_release(&text);
}

static void run(struct edit_line *line, const char *steps)
{
	struct text rest = text_of(steps), word;

	while (text_split(&rest, ' ', &word))
		step(line, word);
}

/* The content with | at the caret. */
static void shows(const struct edit_line *line, struct buf *out)
{
	buf_clear(out);
	buf_text(out, edit_line_text(line));
	buf_splice(out, line->caret, 0, "|", 1);
}

static void rows_of_steps(void **state)
{
	static const struct {
		const char *begin, *steps, *end;
		size_t most;
	} rows[] = {
		{"", "'abc", "abc|", 0},
		{"", "'中 '文", "中文|", 0},
		{"中文", "Left 'x", "中x|文", 0},
		{"中文", "Home Del", "|文", 0},
		{"中文", "Backspace", "中|", 0},
		{"中文", "Home Backspace Left", "|中文", 0},
		{"中文", "Right Del", "中文|", 0},
		{"𠮷㛃䶮", "Left Backspace", "𠮷|䶮", 0},
		{"“…”—①", "Home Right Right Del", "“…|—①", 0},
		{"ae\xcc\x81", "Backspace", "a|", 0},
		{"ae\xcc\x81", "Left", "a|e\xcc\x81", 0},
		{"abc", "Ctrl-A Right Ctrl-K", "a|", 0},
		{"abc", "Left Ctrl-U", "|", 0},
		{"abc", "Home Ctrl-D Ctrl-E", "bc|", 0},
		/* words */
		{"ab cd", "Ctrl-W", "ab |", 0},
		{"ab cd  ", "Ctrl-W", "ab |", 0},
		{"学习计划，第3季度", "Ctrl-W", "学习计划，第3|", 0},
		{"学习计划，第3季度", "Ctrl-W Ctrl-W Ctrl-W", "学习计划，|", 0},
		{"学习计划，第3季度", "Home Ctrl-Right", "学习计划|，第3季度", 0},
		{"ab  cd", "Home Ctrl-Right", "ab  |cd", 0},
		{"ab　cd", "Ctrl-Left", "ab　|cd", 0},
		{"ab", "Ctrl-Left Ctrl-Left Ctrl-Right Ctrl-Right", "ab|", 0},
		/* pastes */
		{"", "\"a/b/", "a b|", 0},
		{"x", "Home \"中_文", "中 文|x", 0},
		/* a limit */
		{"", "'abcdef", "abc|", 3},
		{"", "\"一二三四", "一二三|", 3},
		{"abc", "Home 'x", "|abc", 3},
		{"abc", "Backspace '中", "ab中|", 3},
		/* undo */
		{"", "'ab_cd Ctrl-Z", "ab |", 0},
		{"", "'ab_cd Ctrl-Z Ctrl-Z", "|", 0},
		{"", "'ab_cd Ctrl-Z Ctrl-Z Ctrl-Z Ctrl-Y Ctrl-Y Ctrl-Y", "ab cd|", 0},
		{"", "'开会 '讨论 Ctrl-Z", "开会|", 0},
		{"", "'ab \"中文 Ctrl-Z", "ab|", 0},
		{"abcd", "Backspace Backspace Ctrl-Z", "abcd|", 0},
		{"abcd", "Home Del Del Ctrl-Z", "|abcd", 0},
		{"abcd", "Backspace Left Backspace Ctrl-Z", "ab|c", 0},
		{"abcd", "Left Ctrl-U Ctrl-Z", "abc|d", 0},
		{"", "'ab Left 'c Ctrl-Z", "a|b", 0},
		{"", "'ab Ctrl-Z 'x Ctrl-Y", "x|", 0},
		{"", "'ab Ctrl-Z Ctrl-Y 'c Ctrl-Z", "ab|", 0},
		{"abc", "'d Backspace Ctrl-Z", "abcd|", 0},
		{"abc", "Ctrl-Z", "abc|", 0},
		{"abc", "'xyz Ctrl-Z", "abc|", 3},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct edit_line line = {.most = rows[i].most};
		struct buf out = BUF_INIT;

		edit_line_set(&line, text_of(rows[i].begin));
		run(&line, rows[i].steps);
		shows(&line, &out);
		if (strcmp(buf_cstr(&out), rows[i].end))
			print_error("row \"%s\" %s\n", rows[i].begin, rows[i].steps);
		assert_string_equal(buf_cstr(&out), rows[i].end);
		buf_release(&out);
		edit_line_release(&line);
	}
}

static void says_what_it_used(void **state)
{
	static const struct {
		const char *key;
		bool used;
	} rows[] = {
		{"Left", true},
		{"Backspace", true},
		{"Ctrl-U", true},
		{"Space", true},
		{"Up", false},
		{"Enter", false},
		{"Tab", false},
		{"F2", false},
		{"Esc", false},
		{"Ctrl-G", false},
		{"Ctrl-Z", false},
		{"Ctrl-Y", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct edit_line line = {0};
		struct event event;

		assert_true(event_named(text_of(rows[i].key), &event));
		if (edit_line_event(&line, &event) != rows[i].used)
			fail_msg("%s", rows[i].key);
		edit_line_release(&line);
	}
}

static void shows_what_is_around_the_caret(void **state)
{
	static const struct {
		const char *text;
		int lefts, columns;
		const char *shown;
		int caret;
	} rows[] = {
		{"abc", 0, 10, "abc", 3},
		{"abcdefghi", 0, 10, "abcdefghi", 9},
		{"abcdefghij", 0, 10, "fghij", 5},
		{"abcdefghij", 10, 10, "abcdefghij", 0},
		{"abcdefghij", 2, 10, "abcdefghij", 8},
		{"中华人民共和国", 0, 10, "和国", 4},
		{"中华人民共和国", 7, 10, "中华人民共", 0},
		{"a", 0, 1, "", 0},
		{"", 0, 10, "", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct edit_line line = {0};
		struct text shown;
		int caret;

		edit_line_set(&line, text_of(rows[i].text));
		for (int left = 0; left < rows[i].lefts; left++)
			edit_line_event(&line, &(struct event){.kind = EVENT_KEY, .key = KEY_LEFT});
		shown = edit_line_shown(&line, rows[i].columns, &caret);
		assert_true(caret >= 0 && caret < rows[i].columns);
		assert_true(text_width(shown) <= (size_t)rows[i].columns);
		assert_int_equal(caret, rows[i].caret);
		assert_true(text_is(shown, rows[i].shown));
		edit_line_release(&line);
	}
}

/* Undoing everything gives back what was, redoing everything what became of it; the caret stands between
 * characters, always. */
static void everything_can_be_undone(void **state)
{
	static const char *const steps[] = {"'a", "'_", "'中", "'审判", "\"x/𠮷y", "Left", "Right", "Home",
		"End", "Backspace", "Del", "Ctrl-W", "Ctrl-K", "Ctrl-U", "Ctrl-Left", "Ctrl-Right",
		"'e\xcc\x81"};
	unsigned seed = (unsigned)random_seed();
	struct buf before = BUF_INIT, after = BUF_INIT;

	(void)state;
	srand(seed);
	for (int round = 0; round < 300; round++) {
		struct edit_line line = {.most = round % 3 ? 0 : 12};
		struct event undo = {.kind = EVENT_KEY, .key = KEY_CTRL_Z};
		struct event redo = {.kind = EVENT_KEY, .key = KEY_CTRL_A + 'Y' - 'A'};

		edit_line_set(&line, TEXT("会议，ab c"));
		buf_clear(&before);
		buf_text(&before, edit_line_text(&line));
		for (int i = rand() % 60; i > 0; i--) {
			run(&line, steps[(size_t)rand() % COUNT(steps)]);
			assert_true(line.caret <= line.text.len);
			assert_true(text_valid(text_take(edit_line_text(&line), line.caret)));
		}
		buf_clear(&after);
		buf_text(&after, edit_line_text(&line));
		for (int twice = 0; twice < 2; twice++) {
			while (edit_line_event(&line, &undo))
				;
			assert_true(text_equal(edit_line_text(&line), buf_as_text(&before)));
			while (edit_line_event(&line, &redo))
				;
			assert_true(text_equal(edit_line_text(&line), buf_as_text(&after)));
		}
		edit_line_release(&line);
	}
	buf_release(&before);
	buf_release(&after);
}

/* A screen may put the caret elsewhere: what is deleted there is another unit. */
static void units_are_neighbours(void **state)
{
	static const enum key rows[] = {KEY_BACKSPACE, KEY_DELETE};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct edit_line line = {0};

		edit_line_set(&line, TEXT("abcdefgh"));
		line.caret = 6;
		edit_line_event(&line, &(struct event){.kind = EVENT_KEY, .key = rows[i]});
		line.caret = 2;
		edit_line_event(&line, &(struct event){.kind = EVENT_KEY, .key = rows[i]});
		run(&line, "Ctrl-Z");
		assert_int_equal(line.text.len, 7);
		run(&line, "Ctrl-Z");
		assert_true(text_is(edit_line_text(&line), "abcdefgh"));
		edit_line_release(&line);
	}
}

static void undo_has_an_end(void **state)
{
	struct edit_line line = {0};
	int undone = 0;

	(void)state;
	for (int i = 0; i < 1500; i++)
		edit_line_insert(&line, TEXT("中"));
	while (edit_line_event(&line, &(struct event){.kind = EVENT_KEY, .key = KEY_CTRL_Z}))
		undone++;
	assert_int_equal(undone, 1000);
	assert_int_equal(line.text.len, 1500);
	edit_line_release(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_steps),
		cmocka_unit_test(says_what_it_used),
		cmocka_unit_test(shows_what_is_around_the_caret),
		cmocka_unit_test(everything_can_be_undone),
		cmocka_unit_test(units_are_neighbours),
		cmocka_unit_test(undo_has_an_end),
	};

	return cmocka_run_group_tests_name("edit_line", tests, NULL, NULL);
}
