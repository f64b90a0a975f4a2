#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <sys/resource.h>
#include "tests/harness/field_program.h"
#include "tests/harness/pty.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct pty *open_field(const char *how, const char *term)
{
	struct pty *pty = pty_call(one_field, (void *)(uintptr_t)how, term, 10, 40);

	assert_true(pty_wait(pty));
	return pty;
}

/* --- what a person sees --- */

static void assert_screen(struct pty *pty, const char *field, int caret)
{
	bool visible;
	int row, column;
	struct buf screen = BUF_INIT, expected = BUF_INIT;
	struct text rest, line = NO_TEXT;

	pty_screen(pty, &screen);
	rest = buf_as_text(&screen);
	for (row = 0; row <= 3; row++)
		text_split(&rest, '\n', &line);
	/* A field that went sideways says so in the cell before it. */
	buf_printf(&expected, !*field ? "%s" : *field == '<' ? "   %s" : "    %s", field);
	if (!text_equal(line, buf_as_text(&expected)))
		fail_msg("no \"%s\" in:\n%s", field, buf_cstr(&screen));
	pty_cursor(pty, &row, &column, &visible);
	assert_int_equal(row, 3);
	assert_int_equal(column, 4 + caret);
	assert_true(visible);
	buf_release(&screen);
	buf_release(&expected);
}

static void typing(void **state)
{
	static const struct {
		const char *bytes, *field;
		int caret;
		size_t most; /* bytes for it; 0: any */
	} rows[] = {
		{"a", "a", 1, 0},
		{"b", "ab", 2, 0},
		{"\xe4\xb8\xad", "ab中", 4, 0},
		{"\033[D", "ab中", 2, 0},
		{"\033OD", "ab中", 1, 0},
		{"\033[3~", "a中", 1, 0},
		{"\033[4~", "a中", 3, 0},
		{"\x7f", "a", 1, 0},
		{"审判团队党小组学习", "a审判团队党小组学习", 19, 0},
		{"会", "<党小组学习会", 12, 0}, /* the field moves */
		{"\x15", "", 0, 0},
		{"\033[200~一二\n三\033[201~", "一二 三", 7, 0},
	};
	struct pty *pty = open_field(NULL, "xterm-256color");

	(void)state;
	assert_true(pty_alternate(pty));
	for (size_t i = 0; i < COUNT(rows); i++) {
		pty_type(pty, rows[i].bytes);
		assert_true(pty_wait(pty));
		assert_screen(pty, rows[i].field, rows[i].caret);
	}
	assert_true(pty_shows(pty, "pasted"));
	pty_type(pty, "\033[21~");
	assert_int_equal(pty_end(pty), 0);
	assert_false(pty_alternate(pty));
	pty_release(pty);
}

static void one_frame_for_what_came_at_once(void **state)
{
	struct pty *pty = open_field(NULL, "xterm-256color");

	(void)state;
	pty_type(pty, "x");
	assert_true(pty_wait(pty));
	assert_true(pty_shows(pty, "frame 2 "));
	pty_forget(pty);
	pty_type(pty, "中文学习abcdef");
	assert_true(pty_wait(pty));
	assert_true(pty_shows(pty, "frame 3 "));
	assert_in_range(pty_bytes(pty).len, 18, 18 + 40); /* the frame's number is some of it */
	pty_release(pty);
}

static void keys(void **state)
{
	static const char *const rows[][2] = {
		{"\033", "Esc"},
		{"\033[5~", "PgUp"},
		{"\0333", "F3"},
		{"\033[1~", "Home"},
		{"\007", "Ctrl-G"},
		{"\023", "Ctrl-S"},
		{"\003", "Ctrl-C"},
		{"\026", "Ctrl-V"},
		{"\r", "Enter"},
	};
	struct pty *pty = open_field(NULL, "xterm-256color");

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		pty_type(pty, rows[i][0]);
		assert_true(pty_wait(pty));
		if (!pty_shows(pty, rows[i][1]))
			fail_msg("%s", rows[i][1]);
	}
	pty_release(pty);
}

static void terminals(void **state)
{
	static const char *const names[] = {"xterm", "putty-256color", "nobody-knows", "vt100", "linux", ""};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct pty *pty = open_field(NULL, names[i]);

		pty_type(pty, "中");
		assert_true(pty_wait(pty));
		assert_screen(pty, "中", 2);
		pty_release(pty);
	}
}

static void a_locale_is_found(void **state)
{
	struct pty *pty = open_field("no locale", "xterm");

	(void)state;
	pty_type(pty, "中");
	assert_true(pty_wait(pty));
	assert_screen(pty, "中", 2);
	pty_release(pty);
}

static void the_client_is_asked(void **state)
{
	static const struct {
		int answers[2];
		const char *screen;
	} rows[] = {
		{{-1, -1}, "size 40x10 wide 0"},
		{{3, 5}, "wide 1"},
		{{4, 7}, "not UTF-8"},
		{{2, 7}, "not UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct pty *pty = pty_call(one_field, "ask", "xterm", 10, 40);

		pty_answer(pty, rows[i].answers, 2);
		/* Typing goes on meanwhile. */
		pty_type(pty, "x");
		assert_true(pty_wait(pty));
		assert_screen(pty, "x", 1);
		if (!pty_shows(pty, rows[i].screen))
			fail_msg("%s", rows[i].screen);
		pty_release(pty);
	}
}

/* --- what happens to a terminal --- */

static void the_window_changes(void **state)
{
	static const int sizes[][2] = {{24, 80}, {5, 30}, {43, 132}};
	struct pty *pty = open_field(NULL, "xterm");
	struct buf line = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		pty_resize(pty, sizes[i][0], sizes[i][1]);
		assert_true(pty_wait(pty));
		buf_clear(&line);
		buf_printf(&line, "size %dx%d", sizes[i][1], sizes[i][0]);
		assert_true(pty_shows(pty, buf_cstr(&line)));
	}
	pty_resize(pty, 1, 1);
	assert_true(pty_wait(pty));
	buf_release(&line);
	pty_release(pty);
}

static void it_ends_as_it_is_told(void **state)
{
	struct pty *pty = open_field(NULL, "xterm");

	(void)state;
	pty_signal(pty, SIGTERM);
	assert_int_equal(pty_end(pty), 4);
	assert_false(pty_alternate(pty));
	pty_release(pty);
	pty = open_field(NULL, "xterm");
	pty_hangup(pty);
	assert_in_range(pty_end(pty), 3, 5);
	pty_release(pty);
	pty = open_field(NULL, "xterm");
	pty_signal(pty, SIGINT);
	assert_true(pty_wait(pty));
	assert_true(pty_shows(pty, "interrupt"));
	pty_release(pty);
}

/* The terminal is given back whatever happens: main screen, no bracketed paste. */
static void assert_given_back(const char *key, int status)
{
	const struct rlimit none = {0, 0};
	struct pty *pty;

	setrlimit(RLIMIT_CORE, &none);
	pty = open_field(NULL, "xterm");
	assert_true(pty_alternate(pty));
	pty_type(pty, key);
	assert_int_equal(pty_end(pty), status);
	assert_false(pty_alternate(pty));
	assert_true(text_find(pty_bytes(pty), TEXT("\033[?2004l")) < pty_bytes(pty).len);
	pty_release(pty);
}

static void crashes_give_the_terminal_back(void **state)
{
	(void)state;
	assert_given_back("\033[20~", -SIGABRT);
}

static void no_memory_gives_the_terminal_back(void **state)
{
	(void)state;
	assert_given_back("\033[19~", 2);
}

static void a_full_stack_gives_the_terminal_back(void **state)
{
	(void)state;
	assert_given_back("\033[18~", -SIGSEGV);
}

/* A session of its own has nobody to continue it: suspending must not stop it for ever. */
static void nobody_is_left_stopped(void **state)
{
	struct pty *pty = open_field(NULL, "xterm");

	(void)state;
	pty_type(pty, "\033[17~");
	assert_true(pty_wait(pty));
	assert_true(pty_wait_for(pty, "continued"));
	assert_true(pty_alternate(pty));
	pty_signal(pty, SIGTSTP);
	assert_true(pty_wait_for(pty, "continued"));
	pty_release(pty);
}

static void stopped_and_continued(void **state)
{
	struct pty *pty = open_field(NULL, "xterm");

	(void)state;
	pty_signal(pty, SIGSTOP);
	pty_signal(pty, SIGCONT);
	assert_true(pty_wait_for(pty, "continued"));
	pty_type(pty, "x");
	assert_true(pty_wait(pty));
	assert_screen(pty, "x", 1);
	pty_release(pty);
}

/* A frame that the line does not take at once comes whole, and those meanwhile are left out. */
static void a_slow_line(void **state)
{
	struct pty *pty = pty_call(one_field, "fill", "xterm", 60, 200);
	struct buf full = BUF_INIT;

	(void)state;
	assert_true(pty_wait(pty));
	pty_type(pty, "x");
	assert_true(pty_wait(pty));
	for (int i = 0; i < 55 * 101; i++)
		buf_text(&full, i % 101 == 100 ? TEXT("\n") : TEXT("文"));
	assert_true(pty_shows(pty, "frame 2 "));
	assert_true(pty_shows(pty, buf_cstr(&full)));
	for (int i = 0; i < 300; i++)
		pty_type(pty, "\025中");
	assert_true(pty_wait(pty));
	assert_screen(pty, "中", 2);
	buf_release(&full);
	pty_release(pty);
}

static void no_terminal_is_said(void **state)
{
	struct pty *pty = pty_call(not_a_terminal, NULL, "xterm", 10, 40);

	(void)state;
	assert_int_equal(pty_end(pty), 7);
	pty_release(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typing),
		cmocka_unit_test(one_frame_for_what_came_at_once),
		cmocka_unit_test(keys),
		cmocka_unit_test(terminals),
		cmocka_unit_test(a_locale_is_found),
		cmocka_unit_test(the_client_is_asked),
		cmocka_unit_test(the_window_changes),
		cmocka_unit_test(it_ends_as_it_is_told),
		cmocka_unit_test(crashes_give_the_terminal_back),
		cmocka_unit_test(no_memory_gives_the_terminal_back),
		cmocka_unit_test(a_full_stack_gives_the_terminal_back),
		cmocka_unit_test(nobody_is_left_stopped),
		cmocka_unit_test(stopped_and_continued),
		cmocka_unit_test(a_slow_line),
		cmocka_unit_test(no_terminal_is_said),
	};

	return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
