/* The real program on a terminal: who writes when there are two windows, what two see of each other, and
 * terminals as they are. */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "tests/harness/command.h"
#include "tests/harness/login.h"
#include "tests/harness/script.h"
#include <cmocka.h>

enum { LATENCY_MS = 1000 };

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
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

/* The screen as a golden. */
static void see(struct pty *pty, const char *name)
{
	struct buf screen = BUF_INIT;
	struct text found;

	pty_screen(pty, &screen);
	found = buf_as_text(&screen);
	golden_check(name, &found);
	buf_release(&screen);
}

static void taking_over(void **state)
{
	char store[STORE_PATH];
	struct pty *old, *new;
	struct buf record = BUF_INIT;

	(void)state;
	login_store(store);
	old = login_as_leader(store);
	login_meeting(old);
	login_type(old, "议题\t", "录入 记录");
	login_type(old, KEPT, KEPT);
	assert_true(pty_wait(old));
	new = login_as_leader(store);
	/* It is no cut line: the first window is there. */
	login_expect(new, "您的另一个窗口从14:55起开着它");
	assert_false(pty_shows(new, "断线"));
	assert_true(pty_wait(new));
	see(new, "session/elsewhere");
	login_type(new, "1", "录入 记录");
	login_expect(new, KEPT);
	login_type(new, "新窗口", KEPT "新窗口");
	/* The old one cannot finish its line, nor throw the draft away, nor mark; what it typed stays there.
	 */
	login_type(old, "旧窗口\r", "另一个窗口");
	assert_true(pty_wait(old));
	see(old, "session/taken_over");
	assert_true(pty_shows(old, KEPT "旧窗口"));
	login_type(new, "写完\r", "录入 记录");
	/* The new one begins its next draft as if nothing had been. */
	login_type(new, "再一行", "再一行");
	assert_true(pty_wait(new));
	assert_false(pty_shows(new, "另一个窗口"));
	pty_type(old, "旧的又写一行\r");
	assert_true(pty_wait(old));
	pty_type(old, "\0072");
	assert_true(pty_wait(old));
	login_type(old, "\007", "录入 记录");
	assert_true(pty_shows(old, KEPT "旧窗口"));
	show_meeting(store, &record);
	assert_true(text_find(buf_as_text(&record), TEXT(KEPT "新窗口写完")) < record.len);
	assert_true(text_find(buf_as_text(&record), TEXT("旧")) == record.len);
	assert_true(text_find(buf_as_text(&record), TEXT("请假")) == record.len);
	pty_release(old);
	pty_release(new);
	buf_release(&record);
}

/* A form and the rules, opened from the first screen; the last key opens it. */
static const struct entered {
	const char *keys[3], *shows[3];
	const char *field; /* to where is typed */
} entered[] = {
	{{"8", "\r", NULL}, {"D0001", "录入 工号", NULL},
		"\033[6~\033[6~\033[A\033[A\001\013" /* the note, emptied */},
	{{"\033[21~", "评比规则", "\r"}, {"录入", "评比规则", "录入 规则"}, ""},
};

static void enter(struct pty *pty, const struct entered *where, const char *last)
{
	for (size_t i = 0; i < COUNT(where->keys) && where->keys[i]; i++) {
		bool more = i + 1 < COUNT(where->keys) && where->keys[i + 1];

		login_type(pty, where->keys[i], last && !more ? last : where->shows[i]);
	}
}

/* The second window asks, may leave it to the first, and may take it over. */
static void take_over(const struct entered *where)
{
	static const char asks[] = "您的另一个窗口从14:55起";
	char store[STORE_PATH];
	struct pty *first, *second;

	login_store(store);
	first = login_as(store, NULL, 24, 80);
	login_expect(first, "先做这几件");
	enter(first, where, NULL);
	pty_type(first, where->field);
	login_type(first, KEPT, KEPT);
	assert_true(pty_wait(first));
	/* Logged in it is told at once; it looks for itself first. */
	second = login_as(store, NULL, 24, 80);
	login_expect(second, asks);
	login_type(second, "\033", "先做这几件");
	enter(second, where, asks);
	/* Left to the first, the second only reads, and the first goes on. */
	login_type(second, "0", "只能看");
	login_type(second, "白打", "只能看");
	assert_true(pty_wait(second));
	assert_false(pty_shows(second, "白打"));
	login_type(first, "还在写", KEPT "还在写");
	assert_true(pty_wait(first));
	assert_false(pty_shows(first, "只能看"));
	/* Taken over, the first only reads, keeps what it shows, and saves nothing. */
	login_type(second, "\033", "回车打开");
	pty_type(second, "1");
	login_expect(second, "先做这几件");
	enter(second, where, asks);
	login_type(second, "1", KEPT "还在写");
	login_type(first, "旧的", "另一个窗口");
	login_type(first, "\033OQ", "只能看");
	assert_true(pty_shows(first, KEPT "还在写旧的"));
	login_type(second, "新的", KEPT "还在写新的");
	assert_true(pty_wait(second));
	assert_false(pty_shows(second, "只能看"));
	pty_release(first);
	pty_release(second);
}

static void taking_over_elsewhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(entered); i++)
		take_over(&entered[i]);
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
	login_store(store);
	one = login_as_leader(store);
	login_expect(one, "集中学习");
	login_type(one, F6, "录入 点名");
	two = login_as_leader(store);
	login_expect(two, "第1次党小组会");
	login_type(two, "\r", "录入 点名");
	assert_true(pty_wait(two));
	/* How long one's mark takes to the other's screen. */
	for (int i = 1; i <= 4; i++) {
		long begin;

		/* News come a few times a second at most. */
		poll(NULL, 0, 250);
		begin = now_ms();
		snprintf(want, sizeof(want), "实到%d", i);
		pty_type(one, "1");
		login_expect(two, want);
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
	login_expect(one, "实到9");
	login_expect(two, "实到9");
	show_meeting(store, &record);
	for (rest = buf_as_text(&record); text_split(&rest, '\n', &line);) {
		present += text_find(line, TEXT(" 出席")) < line.len;
		online += text_find(line, TEXT(" 线上")) < line.len;
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
	login_typed(pty, text, &typed);
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
	login_store(store);
	pty = login_as_leader(store);
	login_meeting(pty);
	login_type(pty, "议题\t", "录入 记录");
	login_type(pty, "王𠮷和㛃䶮说“……”——①", "——①");
	for (size_t i = 0; i < COUNT(sizes); i++) {
		pty_resize(pty, sizes[i].rows, sizes[i].columns);
		assert_true(pty_wait(pty));
		assert_caret(pty, sizes[i].caret, "王𠮷和㛃䶮说“……”——①");
	}
	/* Too small says so, and what was typed is still there afterwards. */
	pty_resize(pty, 10, 40);
	login_expect(pty, "60 x 16");
	pty_resize(pty, 24, 80);
	login_expect(pty, "——①");
	login_type(pty, "\r", "已保存");
	pty_release(pty);
}

static void pasting(void **state)
{
	char store[STORE_PATH];
	struct buf record = BUF_INIT;
	struct pty *pty;

	(void)state;
	login_store(store);
	pty = login_as_leader(store);
	login_meeting(pty);
	login_type(pty, "议题\t", "录入 记录");
	/* A paste is text whatever is in it: no key, no control sequence. */
	pty_type(pty, "\033[200~第一行\r\n第二\a行\n\033[201~");
	login_expect(pty, "第二行");
	login_type(pty, "\033[200~\033[17~第三\t行\033[201~", "第三");
	assert_true(pty_shows(pty, "录入 记录"));
	login_type(pty, "\r", "录入 记录");
	assert_true(pty_wait(pty));
	show_meeting(store, &record);
	assert_true(text_find(buf_as_text(&record), TEXT("刘桂 第一行")) < record.len);
	assert_true(text_find(buf_as_text(&record), TEXT("刘桂 第二行")) < record.len);
	assert_true(text_find(buf_as_text(&record), TEXT("第三")) < record.len);
	pty_release(pty);
	buf_release(&record);
}

/* The bar says how many faults are left, which a frame drawn while the answer was on its way did not know. */
static void counting_down(void **state)
{
	char store[STORE_PATH];
	struct pty *pty;

	(void)state;
	login_store(store);
	pty = login_as(store, NULL, 24, 80);
	login_expect(pty, "1今日");
	login_type(pty, "\020导入", "导入名册");
	login_type(pty, "\r", "文件");
	login_type(pty, "tests/data/roster-bad.csv\r", "有错10行11处");
	login_expect(pty, "F2导入(还有11处)");
	login_type(pty, " ", "有错9行10处");
	login_expect(pty, "F2导入(还有10处)");
	pty_release(pty);
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
	login_store(store);
	for (size_t i = 0; i < COUNT(rows); i++) {
		/* ncurses keeps what it began for a TERM that it then did not know. */
		char *argv[] = {"/usr/bin/env", "-u", "LANG", (char *)(uintptr_t)rows[i].setting,
			"ASAN_OPTIONS=detect_leaks=0", BUILD_DIR "/touyan", "--store", store, "--as", "u001",
			"--now", NOW, NULL};
		struct pty *pty = pty_start(argv, rows[i].term, 24, 80);
		int status;

		login_expect(pty, rows[i].shows);
		login_expect(pty, "刘桂");
		pty_type(pty, "\021");
		status = pty_end(pty);
		if (status || pty_alternate(pty))
			fail_msg("TERM=%s %s: status %d\n%.*s", rows[i].term, rows[i].setting, status,
				(int)pty_bytes(pty).len, pty_bytes(pty).at);
		pty_release(pty);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(taking_over),
		cmocka_unit_test(taking_over_elsewhere),
		cmocka_unit_test(marks_of_two),
		cmocka_unit_test(resizing),
		cmocka_unit_test(pasting),
		cmocka_unit_test(counting_down),
		cmocka_unit_test(environments),
	};

	return cmocka_run_group_tests_name("session", tests, login_begin, login_end);
}
