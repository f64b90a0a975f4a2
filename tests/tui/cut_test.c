/* The real program on a terminal whose line is cut, or that is killed, wherever somebody types in a meeting:
 * at most the last two seconds are lost. */
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
#include <cmocka.h>

enum { EACH_MS = 60, LOST = 2000 / EACH_MS };

enum cut { CUT_HANGUP_SIGNAL, CUT_KILL, CUT_KILL_SERVER, CUT_CLOSED, CUT_WITHOUT_PAUSE };

/* Instead of tabs. */
#define IN_REASON "reason"
#define IN_GUEST "guest"
#define FROM_END "end"

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
	{"SIGHUP in a reason", CUT_HANGUP_SIGNAL, IN_REASON},
	{"kill -9 in a reason", CUT_KILL, IN_REASON},
	{"closed in a guest", CUT_CLOSED, IN_GUEST},
	{"kill -9 of touyand in a guest", CUT_KILL_SERVER, IN_GUEST},
	{"kill -9 in a decision the end page led to", CUT_KILL, FROM_END},
	{"closed in a decision the end page led to", CUT_CLOSED, FROM_END},
};

#define LATE "刚打的字"
#define AFTERWARDS "断了以后打的字"

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* To a place that no Tab leads to; what the screen shows there afterwards. */
static void go_there(struct cut_case *cut)
{
	struct pty *pty = cut->pty;

	if (!strcmp(cut->tabs, IN_REASON)) {
		login_type(pty, "\007", "录入 点名");
		login_type(pty, "2", "请假原因");
		login_type(pty, "9", "9另写");
	} else if (!strcmp(cut->tabs, IN_GUEST)) {
		login_type(pty, "\007", "录入 点名");
		login_type(pty, "\033[17~", "列席：单位 姓名");
	} else {
		login_type(pty, "第一个议题\t", "录入 记录");
		login_type(pty, "一句话\033[17~", "录入 议定");
		login_type(pty, "\r\r\r", "议定2");
		login_type(pty, "\033[19~", "录入 结束");
		login_type(pty, "\r", "改完按F8");
		login_type(pty, "\033[A", "议定1");
	}
}

static void begin(struct cut_case *cut)
{
	login_store(cut->store);
	cut->pty = login_as_leader(cut->store);
	login_meeting(cut->pty);
	if (*cut->tabs && *cut->tabs != '\t') {
		go_there(cut);
		login_type(cut->pty, KEPT, KEPT);
		return;
	}
	if (*cut->tabs) {
		login_type(cut->pty, "第一个议题\t", "录入 记录");
		login_type(cut->pty, "已经写完的一行\r", "已经写完的一行");
	}
	if (cut->tabs[0] && cut->tabs[1])
		login_type(cut->pty, "\t", "录入 议定");
	login_type(cut->pty, KEPT, KEPT);
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
		login_type(pty, LATE, KEPT LATE);
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
		kill(login_touyand(pty), SIGKILL);
		login_expect(pty, "连接断了");
		/* What could not be kept is not taken, and the line that says so stays. */
		pty_type(pty, AFTERWARDS "\r");
		assert_true(pty_wait(pty));
		assert_false(pty_shows(pty, AFTERWARDS));
		assert_true(pty_shows(pty, "连接断了"));
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

	cut->pty = login_as_leader(cut->store);
	login_expect(cut->pty, cut->cut == CUT_KILL_SERVER ? "断线的时刻没有记下" : "断线，最后一次存下");
	login_expect(cut->pty, KEPT);
	login_type(cut->pty, "1", "进行中");
	login_expect(cut->pty, KEPT);
	assert_true(pty_wait(cut->pty));
	login_typed(cut->pty, KEPT, &typed);
	buf_printf(&whole, KEPT LATE);
	if (cut->cut == CUT_WITHOUT_PAUSE)
		assert_true(text_count(buf_as_text(&typed)) + LOST >= text_count(TEXT(KEPT)) + without_pause);
	else if (all ? !text_equal(buf_as_text(&typed), buf_as_text(&whole))
		     : !text_starts(buf_as_text(&whole), buf_as_text(&typed)))
		fail_msg("%s: back came \"%s\"", cut->name, buf_cstr(&typed));
	if (*cut->tabs == '\t')
		assert_true(pty_shows(cut->pty, "第一个议题"));
	/* And it goes on. */
	login_type(cut->pty, "完", "完");
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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(cut_lines)};

	return cmocka_run_group_tests_name("cut", tests, login_begin, login_end);
}
