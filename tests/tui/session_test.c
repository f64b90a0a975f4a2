/* The real program on a terminal: what a cut line loses, who writes when there are two windows, what two see
 * of each other, and terminals as they are. */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "tests/harness/command.h"
#include "tests/harness/pty.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

#define NOW "2026-09-24T06:55:00Z"
#define F6 "\033[17~"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { STORE_PATH = FIXTURE_PATH + 16, LATENCY_MS = 1000, EACH_MS = 60, LOST = 2000 / EACH_MS };

static char directory[FIXTURE_PATH];

/* --- one person at one terminal --- */

static void make_store(char store[STORE_PATH])
{
	static unsigned stores;

	snprintf(store, STORE_PATH, "%s/%u", directory, ++stores);
	command_store(store, "tests/data/nine.csv");
}

static struct pty *login(const char *store)
{
	char *argv[] = {BUILD_DIR "/touyan", "--store", (char *)(uintptr_t)store, "--as", "u001", "--now",
		NOW, "--lang", "zh", NULL};

	unsetenv("TOUYAN_STORE");
	return pty_start(argv, "xterm-256color", 24, 80);
}

static void expect(struct pty *pty, const char *text)
{
	struct buf screen = BUF_INIT;

	if (!pty_wait_for(pty, text)) {
		pty_screen(pty, &screen);
		fail_msg("ended before \"%s\" was shown; the screen:\n%s", text, buf_cstr(&screen));
	}
}

static void type_and_see(struct pty *pty, const char *keys, const char *text)
{
	pty_type(pty, keys);
	expect(pty, text);
}

/* A meeting that goes on, everybody there, at its agenda. */
static void hold_meeting(struct pty *pty)
{
	expect(pty, "集中学习");
	type_and_see(pty, F6, "录入 点名");
	type_and_see(pty, "9", "实到9");
	type_and_see(pty, "\t", "录入 议题");
}

/* What is typed where the caret is, from `start` on; fails when the caret is not behind it. */
static void typed_from(struct pty *pty, const char *start, struct buf *out)
{
	struct buf screen = BUF_INIT;
	struct text rest, line;
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

/* --- the line is cut --- */

enum cut { CUT_HANGUP_SIGNAL, CUT_KILL, CUT_KILL_SERVER, CUT_CLOSED, CUT_WITHOUT_PAUSE };

static struct cut_case {
	const char *name;
	enum cut cut;
	const char *tabs; /* to where the typing is */
	struct pty *pty;
	char store[STORE_PATH];
} cuts[] = {
	{"SIGHUP in the agenda", CUT_HANGUP_SIGNAL, ""},
	{"SIGHUP in the minutes", CUT_HANGUP_SIGNAL, "\t"},
	{"SIGHUP in a decision", CUT_HANGUP_SIGNAL, "\t\t"},
	{"kill -9 in the agenda", CUT_KILL, ""},
	{"kill -9 in the minutes", CUT_KILL, "\t"},
	{"kill -9 in a decision", CUT_KILL, "\t\t"},
	{"kill -9 of touyand in the minutes", CUT_KILL_SERVER, "\t"},
	{"kill -9 of touyand in a decision", CUT_KILL_SERVER, "\t\t"},
	{"closed in the agenda", CUT_CLOSED, ""},
	{"closed in the minutes", CUT_CLOSED, "\t"},
	{"kill -9 of one who never pauses", CUT_WITHOUT_PAUSE, "\t"},
};

#define KEPT "先写的这半句"
#define LATE "刚打的字"

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static pid_t child_of(pid_t parent)
{
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

static void begin(struct cut_case *cut)
{
	make_store(cut->store);
	cut->pty = login(cut->store);
	hold_meeting(cut->pty);
	if (*cut->tabs) {
		type_and_see(cut->pty, "第一个议题\t", "录入 记录");
		type_and_see(cut->pty, "已经写完的一行\r", "已经写完的一行");
	}
	if (cut->tabs[0] && cut->tabs[1])
		type_and_see(cut->pty, "\t", "录入 议定");
	type_and_see(cut->pty, KEPT, KEPT);
}

/* A character every 60 ms, for longer than the two seconds: those of two seconds may be lost. */
static size_t type_without_pause(struct pty *pty)
{
	enum { MS = 2600 };
	long end = now_ms() + MS;
	size_t typed = 0;

	for (; now_ms() < end; typed++) {
		pty_type(pty, "x");
		poll(NULL, 0, EACH_MS);
	}
	return typed;
}

static void cut_line(struct cut_case *cut)
{
	struct pty *pty = cut->pty;

	if (cut->cut != CUT_WITHOUT_PAUSE)
		type_and_see(pty, LATE, KEPT LATE);
	switch (cut->cut) {
	case CUT_HANGUP_SIGNAL:
		pty_signal(pty, SIGHUP);
		assert_int_equal(pty_end(pty), 0);
		break;
	case CUT_CLOSED:
		pty_hangup(pty);
		pty_end(pty);
		break;
	case CUT_KILL_SERVER:
		kill(child_of(pty_pid(pty)), SIGKILL);
		expect(pty, "连接断了");
		/* fall through */
	default:
		pty_signal(pty, SIGKILL);
		assert_int_equal(pty_end(pty), -SIGKILL);
	}
	pty_release(pty);
}

static void come_back(struct cut_case *cut, size_t without_pause)
{
	struct buf typed = BUF_INIT, whole = BUF_INIT;
	bool all = cut->cut == CUT_HANGUP_SIGNAL || cut->cut == CUT_CLOSED;

	cut->pty = login(cut->store);
	expect(cut->pty, "接着录");
	assert_true(pty_shows(cut->pty, KEPT));
	type_and_see(cut->pty, "1", "进行中");
	expect(cut->pty, KEPT);
	assert_true(pty_wait(cut->pty));
	typed_from(cut->pty, KEPT, &typed);
	buf_printf(&whole, KEPT LATE);
	if (cut->cut == CUT_WITHOUT_PAUSE)
		assert_true(text_count(buf_as_text(&typed)) + LOST >= text_count(TEXT(KEPT)) + without_pause);
	else if (all ? !text_equal(buf_as_text(&typed), buf_as_text(&whole))
		     : !text_starts(buf_as_text(&whole), buf_as_text(&typed)))
		fail_msg("%s: back came \"%s\"", cut->name, buf_cstr(&typed));
	if (*cut->tabs)
		assert_true(pty_shows(cut->pty, "第一个议题"));
	/* And it goes on. */
	type_and_see(cut->pty, "完", "完");
	pty_type(cut->pty, "\021");
	assert_int_equal(pty_end(cut->pty), 0);
	pty_release(cut->pty);
	buf_release(&typed);
	buf_release(&whole);
}

/* All at once: each would wait two seconds for its draft. */
static void cut_lines(void **state)
{
	size_t without_pause = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(cuts); i++)
		begin(&cuts[i]);
	for (size_t i = 0; i < COUNT(cuts); i++)
		if (cuts[i].cut == CUT_WITHOUT_PAUSE)
			without_pause = type_without_pause(cuts[i].pty);
	for (size_t i = 0; i < COUNT(cuts); i++) {
		if (cuts[i].cut != CUT_WITHOUT_PAUSE)
			assert_true(pty_wait(cuts[i].pty));
		cut_line(&cuts[i]);
	}
	for (size_t i = 0; i < COUNT(cuts); i++)
		come_back(&cuts[i], without_pause);
}

/* --- two windows --- */

static void show_meeting(const char *store, struct buf *out)
{
	struct outcome outcome = {0};

	run_touyan(&outcome, "--store", store, "--as", "u001", "--now", NOW, "--lang", "zh", "show",
		"meeting", "1", NULL);
	assert_int_equal(outcome.status, 0);
	buf_clear(out);
	buf_text(out, buf_as_text(&outcome.out));
	outcome_release(&outcome);
}

static void taking_over(void **state)
{
	char store[STORE_PATH];
	struct pty *old, *new;
	struct buf record = BUF_INIT;

	(void)state;
	make_store(store);
	old = login(store);
	hold_meeting(old);
	type_and_see(old, "议题\t", "录入 记录");
	type_and_see(old, KEPT, KEPT);
	assert_true(pty_wait(old));
	new = login(store);
	expect(new, "接着录");
	type_and_see(new, "1", "录入 记录");
	expect(new, KEPT);
	type_and_see(new, "新窗口", KEPT "新窗口");
	/* The old one cannot finish its line, nor throw the draft away, nor mark. */
	type_and_see(old, "旧窗口\r", "另一个窗口");
	type_and_see(new, "写完\r", "录入 记录");
	/* The new one begins its next draft as if nothing had been. */
	type_and_see(new, "再一行", "再一行");
	assert_true(pty_wait(new));
	assert_false(pty_shows(new, "另一个窗口"));
	pty_type(old, "旧的又写一行\r");
	assert_true(pty_wait(old));
	pty_type(old, "\0072");
	assert_true(pty_wait(old));
	show_meeting(store, &record);
	assert_true(text_find(buf_as_text(&record), TEXT(KEPT "新窗口写完")) < record.len);
	assert_true(text_find(buf_as_text(&record), TEXT("旧")) == record.len);
	assert_true(text_find(buf_as_text(&record), TEXT("请假")) == record.len);
	pty_release(old);
	pty_release(new);
	buf_release(&record);
}

static void marks_of_two(void **state)
{
	char store[STORE_PATH], want[32];
	struct pty *one, *two;
	struct buf record = BUF_INIT;
	size_t present = 0, online = 0;
	struct text rest, line;
	long worst = 0;

	(void)state;
	make_store(store);
	one = login(store);
	expect(one, "集中学习");
	type_and_see(one, F6, "录入 点名");
	two = login(store);
	expect(two, "第1次党小组会");
	type_and_see(two, "\r", "录入 点名");
	assert_true(pty_wait(two));
	/* How long one's mark takes to the other's screen. */
	for (int i = 1; i <= 4; i++) {
		long begin;

		/* News come a few times a second at most. */
		poll(NULL, 0, 250);
		begin = now_ms();
		snprintf(want, sizeof(want), "实到%d", i);
		pty_type(one, "1");
		expect(two, want);
		worst = now_ms() - begin > worst ? now_ms() - begin : worst;
	}
	print_message("a mark is on the other screen after at most %ld ms\n", worst);
	assert_in_range(worst, 0, LATENCY_MS);
	/* Both at once, each in his half of the roll; neither waits. */
	pty_type(one, "\033[A\033[A\033[A\033[A");
	pty_type(two, "\033[B\033[B\033[B\033[B");
	for (int i = 0; i < 5; i++) {
		if (i < 4)
			pty_type(one, "6");
		pty_type(two, "1");
	}
	expect(one, "实到9");
	expect(two, "实到9");
	show_meeting(store, &record);
	for (rest = buf_as_text(&record); text_split(&rest, '\n', &line);) {
		present += text_find(line, TEXT(" 出席 ")) < line.len;
		online += text_find(line, TEXT(" 线上 ")) < line.len;
	}
	assert_int_equal(present, 5);
	assert_int_equal(online, 4);
	pty_release(one);
	pty_release(two);
	buf_release(&record);
}

/* --- terminals --- */

static void assert_caret(struct pty *pty, int want_row, const char *text)
{
	struct buf typed = BUF_INIT;
	int row, column;
	bool visible;

	pty_cursor(pty, &row, &column, &visible);
	assert_int_equal(row, want_row);
	typed_from(pty, text, &typed);
	assert_true(text_is(buf_as_text(&typed), text));
	buf_release(&typed);
}

static void resizing(void **state)
{
	static const struct {
		int rows, columns, caret; /* four empty rows are below the line, and message and keys */
	} sizes[] = {{30, 100, 23}, {16, 60, 9}, {60, 200, 53}, {24, 80, 17}};
	char store[STORE_PATH];
	struct pty *pty;

	(void)state;
	make_store(store);
	pty = login(store);
	hold_meeting(pty);
	type_and_see(pty, "议题\t", "录入 记录");
	type_and_see(pty, "王𠮷和㛃䶮说“……”——①", "——①");
	for (size_t i = 0; i < COUNT(sizes); i++) {
		pty_resize(pty, sizes[i].rows, sizes[i].columns);
		assert_true(pty_wait(pty));
		assert_caret(pty, sizes[i].caret, "王𠮷和㛃䶮说“……”——①");
	}
	/* Too small says so, and what was typed is still there afterwards. */
	pty_resize(pty, 10, 40);
	expect(pty, "60 x 16");
	pty_resize(pty, 24, 80);
	expect(pty, "——①");
	type_and_see(pty, "\r", "已保存");
	pty_release(pty);
}

static void pasting(void **state)
{
	char store[STORE_PATH];
	struct buf record = BUF_INIT;
	struct pty *pty;

	(void)state;
	make_store(store);
	pty = login(store);
	hold_meeting(pty);
	type_and_see(pty, "议题\t", "录入 记录");
	/* A paste is text whatever is in it: no key, no control sequence. */
	pty_type(pty, "\033[200~第一行\r\n第二\a行\n\033[201~");
	expect(pty, "第二行");
	type_and_see(pty, "\033[200~\033[17~第三\t行\033[201~", "第三");
	assert_true(pty_shows(pty, "录入 记录"));
	type_and_see(pty, "\r", "录入 记录");
	assert_true(pty_wait(pty));
	show_meeting(store, &record);
	assert_true(text_find(buf_as_text(&record), TEXT("刘桂 第一行")) < record.len);
	assert_true(text_find(buf_as_text(&record), TEXT("刘桂 第二行")) < record.len);
	assert_true(text_find(buf_as_text(&record), TEXT("第三")) < record.len);
	pty_release(pty);
	buf_release(&record);
}

/* TERM and locale as they are on machines where nobody cared. */
static void environments(void **state)
{
	static const struct {
		const char *term, *setting, *shows;
	} rows[] = {
		{"xterm", "LC_ALL=zh_CN.UTF-8", "1今日"},
		{"screen", "LC_ALL=zh_CN.GBK", "1今日"},
		{"putty-256color", "LC_ALL=C", "1今日"},
		{"nobody-knows", "LC_ALL=", "1今日"},
		{"", "LC_ALL=en_US.UTF-8", "1Today"},
		{"vt100", "LC_ALL=en_GB.UTF-8", "1Today"},
	};
	char store[STORE_PATH];

	(void)state;
	make_store(store);
	for (size_t i = 0; i < COUNT(rows); i++) {
		/* ncurses keeps what it began for a TERM that it then did not know. */
		char *argv[] = {"/usr/bin/env", "-u", "LANG", (char *)(uintptr_t)rows[i].setting,
			"ASAN_OPTIONS=detect_leaks=0", BUILD_DIR "/touyan", "--store", store, "--as", "u001",
			"--now", NOW, NULL};
		struct pty *pty = pty_start(argv, rows[i].term, 24, 80);
		int status;

		expect(pty, rows[i].shows);
		expect(pty, "刘桂");
		pty_type(pty, "\021");
		status = pty_end(pty);
		if (status || pty_alternate(pty))
			fail_msg("TERM=%s %s: status %d\n%.*s", rows[i].term, rows[i].setting, status,
				(int)pty_bytes(pty).len, pty_bytes(pty).at);
		pty_release(pty);
	}
}

static int make_directory(void **state)
{
	(void)state;
	fixture_path(directory);
	return 0;
}

static int remove_directory(void **state)
{
	(void)state;
	fixture_remove(directory);
	command_stores_release();
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(cut_lines),
		cmocka_unit_test(taking_over),
		cmocka_unit_test(marks_of_two),
		cmocka_unit_test(resizing),
		cmocka_unit_test(pasting),
		cmocka_unit_test(environments),
	};

	return cmocka_run_group_tests_name("session", tests, make_directory, remove_directory);
}
