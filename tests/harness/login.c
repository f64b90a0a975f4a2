/* One person at one terminal, on stores of his own. */
#include "tests/harness/login.h"

#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "tests/harness/command.h"
#include <cmocka.h>

static char directory[FIXTURE_PATH];

void login_store(char store[STORE_PATH])
{
	static unsigned stores;

	snprintf(store, STORE_PATH, "%s/%u", directory, ++stores);
	command_store(store, "tests/data/nine.csv");
}

struct pty *login_as(const char *store, const char *login, int rows, int columns)
{
	char *argv[] = {BUILD_DIR "/touyan", "--store", (char *)(uintptr_t)store, "--now", NOW, "--lang",
		"zh", login ? "--as" : NULL, (char *)(uintptr_t)login, NULL};

	unsetenv("TOUYAN_STORE");
	return pty_start(argv, "xterm-256color", rows, columns);
}

struct pty *login_as_leader(const char *store)
{
	return login_as(store, "u001", 24, 80);
}

pid_t login_touyand(const struct pty *pty)
{
	pid_t parent = pty_pid(pty);
	char path[64];
	int child = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", (int)parent, (int)parent);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%d", &child), 1);
	fclose(file);
	return child;
}

/* R: it runs; S: it sleeps. */
static char state_of(pid_t pid)
{
	char path[64], state = '?';
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%*d (%*[^)]) %c", &state), 1);
	fclose(file);
	return state;
}

void login_taken(struct pty *pty)
{
	while (pty_unread(pty) || state_of(pty_pid(pty)) != 'S')
		sched_yield();
}

void login_gone(pid_t touyand)
{
	enum { TIMES = 500, PAUSE_MS = 10 };
	char path[64], program[8];

	/* Nobody may collect it any more: what has ended has no program. */
	snprintf(path, sizeof(path), "/proc/%d/exe", (int)touyand);
	for (int i = 0; i < TIMES && readlink(path, program, sizeof(program)) >= 0; i++)
		poll(NULL, 0, PAUSE_MS);
	assert_true(readlink(path, program, sizeof(program)) < 0);
}

void login_expect(struct pty *pty, const char *text)
{
	struct buf screen = BUF_INIT;

	if (!pty_wait_for(pty, text)) {
		pty_screen(pty, &screen);
		fail_msg("ended before \"%s\" was shown; the screen:\n%s", text, buf_cstr(&screen));
	}
}

void login_type(struct pty *pty, const char *keys, const char *text)
{
	pty_type(pty, keys);
	login_expect(pty, text);
}

/* A meeting that goes on, everybody there, at its agenda. */
void login_meeting(struct pty *pty)
{
	login_expect(pty, "集中学习");
	login_type(pty, F6, "录入 点名");
	login_type(pty, "9", "实到9");
	login_type(pty, "\t", "录入 议题");
}

/* What is typed where the caret is, from `start` on; fails when the caret is not behind it. */
void login_typed(struct pty *pty, const char *start, struct buf *out)
{
	struct buf screen = BUF_INIT;
	struct text rest, line = NO_TEXT;
	bool visible;
	int row, column;
	size_t at, end;

	pty_screen(pty, &screen);
	pty_cursor(pty, &row, &column, &visible);
	rest = buf_as_text(&screen);
	for (int i = 0; i <= row; i++)
		text_split(&rest, '\n', &line);
	at = text_find(line, text_of(start));
	if (at == line.len)
		fail_msg("no \"%s\" on the line of the caret:\n%s", start, buf_cstr(&screen));
	end = at + text_find(text_skip(line, at), TEXT(" "));
	buf_clear(out);
	buf_text(out, text_skip(text_take(line, end), at));
	if (!visible || column != (int)text_width(text_take(line, end)))
		fail_msg(
			"the caret is not behind the text, but in column %d:\n%s", column, buf_cstr(&screen));
	buf_release(&screen);
}

int login_begin(void **state)
{
	(void)state;
	fixture_path(directory);
	return 0;
}

int login_end(void **state)
{
	(void)state;
	fixture_remove(directory);
	command_stores_release();
	return 0;
}
