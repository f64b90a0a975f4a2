/* The line is cut, or the program killed, or its touyand alone, in places other than a line of the meeting:
 * on its end page, where a draft is offered again, where a conflict is decided, where somebody is picked, in
 * a pasted roll-call, a form, the editor of rules, on a wide screen. Nothing that was kept is lost, and of
 * what is typed at most the last two seconds. */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "tests/harness/command.h"
#include "tests/harness/court.h"
#include "tests/harness/login.h"
#include <cmocka.h>

#define LATE "刚打的字"
#define LINE "会上说的第一句"
#define AFTERWARDS "断了以后打的字"
#define DOWN "\033[B"

enum way { KILLED, CLOSED /* the terminal goes */, SERVER_KILLED, WAYS };
enum { EACH_MS = 60, TYPING_MS = 2600, LOST = 2000 / EACH_MS, WIDE_ROWS = 50, WIDE_COLUMNS = 160 };

struct cut {
	const struct place *place;
	enum way way;
	char store[STORE_PATH];
	struct pty *pty;
	size_t typed; /* without a pause */
};
struct place {
	const char *name, *login;
	int rows, columns;
	void (*arrive)(struct cut *cut); /* until something is kept */
	void (*type)(struct cut *cut);   /* just before the cut; NULL: nothing */
	void (*back)(struct cut *cut);
};

static struct pty *login(const struct cut *cut)
{
	return login_as(cut->store, cut->place->login, cut->place->rows, cut->place->columns);
}

static void sever(struct cut *cut)
{
	pid_t touyand = login_touyand(cut->pty);

	switch (cut->way) {
	case CLOSED:
		pty_hangup(cut->pty);
		pty_end(cut->pty);
		break;
	case KILLED:
		pty_signal(cut->pty, SIGKILL);
		assert_int_equal(pty_end(cut->pty), -SIGKILL);
		break;
	default:
		kill(touyand, SIGKILL);
		login_expect(cut->pty, "连接断了");
		/* What could not be kept is not taken, and the line that says so stays. */
		pty_type(cut->pty, AFTERWARDS "\r");
		assert_true(pty_wait(cut->pty));
		assert_false(pty_shows(cut->pty, AFTERWARDS));
		assert_true(pty_shows(cut->pty, "连接断了"));
		pty_type(cut->pty, "\021");
		assert_int_equal(pty_end(cut->pty), 0);
	}
	login_gone(touyand);
	pty_release(cut->pty);
}

/* What was cut is offered, and gone on with. */
static void go_on(struct cut *cut, const char *there)
{
	login_expect(cut->pty, cut->way == SERVER_KILLED ? "断线的时刻没有记下" : "断线，最后一次存下");
	login_expect(cut->pty, KEPT);
	login_type(cut->pty, "1", there);
}

static void type_late(struct cut *cut)
{
	login_type(cut->pty, LATE, KEPT LATE);
}

/* All of it when the terminal went, for then there was time to keep it. */
static void check_typed(struct cut *cut)
{
	struct text whole = cut->place->type ? TEXT(KEPT LATE) : TEXT(KEPT);
	struct buf typed = BUF_INIT;

	assert_true(pty_wait(cut->pty));
	login_typed(cut->pty, KEPT, &typed);
	if (!text_starts(whole, buf_as_text(&typed)) || (cut->way == CLOSED && whole.len != typed.len))
		fail_msg("%s: back came \"%s\"", cut->place->name, buf_cstr(&typed));
	buf_release(&typed);
}

static void to_minutes(struct cut *cut)
{
	login_meeting(cut->pty);
	login_type(cut->pty, "第一个议题\t", "录入 记录");
}

static void expect_record(struct cut *cut, const char *text)
{
	struct outcome outcome = {0};

	run_touyan(
		&outcome, "--store", cut->store, "--as", "u001", "--now", NOW, "show", "meeting", "1", NULL);
	if (text_find(buf_as_text(&outcome.out), text_of(text)) == outcome.out.len)
		fail_msg("%s: the record does not hold \"%s\":\n%s", cut->place->name, text,
			buf_cstr(&outcome.out));
	outcome_release(&outcome);
}

/* --- the end page --- */

/* A line that was begun, and left for the roll, is part of the minutes when they end. */
static void to_end_page(struct cut *cut)
{
	to_minutes(cut);
	login_type(cut->pty, KEPT, KEPT);
	login_type(cut->pty, "\007", "录入 点名");
	login_type(cut->pty, F8, "录入 结束");
}

static void end_page_again(struct cut *cut)
{
	login_expect(cut->pty, "第1次党小组会");
	assert_true(pty_wait(cut->pty));
	assert_false(pty_shows(cut->pty, "断线"));
	expect_record(cut, KEPT);
	login_type(cut->pty, "\r", KEPT);
}

/* --- where a draft is offered --- */

/* Cut off there once more, and again when it was just taken up. */
static void to_recovery(struct cut *cut)
{
	to_minutes(cut);
	login_type(cut->pty, KEPT, KEPT);
	assert_true(pty_wait(cut->pty));
	for (int i = 0; i < 2; i++) {
		sever(cut);
		cut->pty = login(cut);
		if (!i)
			go_on(cut, "录入 记录");
	}
	login_expect(cut->pty, "请按数字");
}

static void line_again(struct cut *cut)
{
	go_on(cut, "录入 记录");
	check_typed(cut);
	login_type(cut->pty, "\r", "已保存");
	assert_true(pty_wait(cut->pty));
	expect_record(cut, KEPT);
}

/* --- where a conflict is decided --- */

/* The office changes the only line of the minutes. */
static void change_line(const struct cut *cut)
{
	const struct session_start start = {.store = cut->store, .now = NOW, .program = BUILD_DIR "/touyand"};
	struct view meeting = {.entity = &meeting_entity};
	struct patch patch = PATCH_INIT;
	struct reply reply = {0};
	struct row_walk rows;
	struct session *office;

	assert_true(session_spawn(&office, &start, NULL));
	assert_true(court_get(office, ENTITY_MEETING, 1, &reply));
	meeting.body = view_text(&reply.body, GOT_BODY);
	rows = view_rows(&meeting, MEETING_MINUTES);
	assert_true(row_walk_next(&rows));
	patch_add_row(&patch, MEETING_MINUTES, rows.row.id, MINUTES_TEXT,
		value_text(view_text(&rows.row, MINUTES_TEXT)), value_text(TEXT("办公室改的一句")));
	assert_true(court_apply(office, ENTITY_MEETING, 1, &patch, &reply));
	patch_release(&patch);
	reply_release(&reply);
	session_close(office);
}

static void to_conflict(struct cut *cut)
{
	to_minutes(cut);
	login_type(cut->pty, LINE "\r", "已保存");
	login_type(cut->pty, "\033[A", LINE);
	login_type(cut->pty, "改过", LINE "改过");
	assert_true(pty_wait(cut->pty));
	change_line(cut);
	login_type(cut->pty, "\r", "录入 合并");
	login_type(cut->pty, "4" KEPT, KEPT);
}

static void conflict_again(struct cut *cut)
{
	login_expect(cut->pty, "两个人改了同一处");
	login_type(cut->pty, "1", "录入 合并");
	login_expect(cut->pty, KEPT);
	check_typed(cut);
	login_type(cut->pty, "\r", "4 另写");
	login_type(cut->pty, "\033OQ", "录入 记录");
	assert_true(pty_wait(cut->pty));
	expect_record(cut, KEPT);
	/* Decided is decided. */
	pty_type(cut->pty, "\021");
	assert_int_equal(pty_end(cut->pty), 0);
	pty_release(cut->pty);
	cut->pty = login(cut);
	login_expect(cut->pty, "第1次党小组会");
	assert_true(pty_wait(cut->pty));
	assert_false(pty_shows(cut->pty, "没录完的"));
}

/* --- a wide screen --- */

static void to_wide_line(struct cut *cut)
{
	to_minutes(cut);
	login_type(cut->pty, KEPT, KEPT);
}

/* --- the rules --- */

static void to_rules(struct cut *cut)
{
	login_expect(cut->pty, "今日");
	login_type(cut->pty, "\033[21~", "找");
	login_type(cut->pty, "评比规则", "评比规则");
	login_type(cut->pty, "\r", "录入 规则");
}

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A character every 60 ms, for longer than the two seconds: those of two seconds may be lost. */
static void type_without_pause(struct cut *cut)
{
	for (long end = now_ms() + TYPING_MS; now_ms() < end; cut->typed++) {
		pty_type(cut->pty, "%");
		poll(NULL, 0, EACH_MS);
	}
}

static void rules_again(struct cut *cut)
{
	struct buf screen = BUF_INIT;
	size_t run = 0, longest = 0;

	login_expect(cut->pty, "计分规则");
	login_expect(cut->pty, "请按数字");
	login_type(cut->pty, "1", "录入 规则");
	login_expect(cut->pty, "%%%");
	assert_true(pty_wait(cut->pty));
	pty_screen(cut->pty, &screen);
	for (size_t i = 0; i < screen.len; i++) {
		run = screen.data[i] == '%' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	if (longest + (cut->way == CLOSED ? 0 : LOST) < cut->typed)
		fail_msg("%s: %zu of %zu came back", cut->place->name, longest, cut->typed);
	buf_release(&screen);
}

/* --- where somebody is picked --- */

static void to_owner(struct cut *cut)
{
	to_minutes(cut);
	login_type(cut->pty, "\t", "录入 议定");
	login_type(cut->pty, KEPT, KEPT);
	login_type(cut->pty, "\r\033OS", "谁来办");
	login_type(cut->pty, "田", "找到1条");
}

/* The caret is on who, as before. */
static void owner_again(struct cut *cut)
{
	go_on(cut, "录入 议定");
	login_type(cut->pty, "8", "田娥  ");
	login_type(cut->pty, "\r\r", "议定2");
	assert_true(pty_wait(cut->pty));
	expect_record(cut, KEPT);
}

static void to_picked(struct cut *cut)
{
	to_owner(cut);
	login_type(cut->pty, "\r", "录入 议定");
}

static void picked_again(struct cut *cut)
{
	login_expect(cut->pty, "田娥  （时限");
	go_on(cut, "录入 议定");
}

/* --- a reason that is asked for --- */

static void to_reason(struct cut *cut)
{
	login_meeting(cut->pty);
	login_type(cut->pty, "\007", "录入 点名");
	login_type(cut->pty, "2", "请假原因");
}

static void reason_again(struct cut *cut)
{
	login_expect(cut->pty, "第1次党小组会");
	login_type(cut->pty, "\r", "请假 刘桂");
}

/* --- a pasted roll-call --- */

/* What is certain is marked; of two whom nobody knows one is answered. */
static void to_roll_call(struct cut *cut)
{
	login_expect(cut->pty, "集中学习");
	login_type(cut->pty, F6, "录入 点名");
	login_type(cut->pty, "\033[200~1.刘桂\n2.赵不在\n3." KEPT "（请假，开庭）\033[201~", "问2处");
	login_type(cut->pty, "1", "> " KEPT);
}

static void roll_call_again(struct cut *cut)
{
	go_on(cut, "录入 接龙");
	login_expect(cut->pty, "问1处");
	login_type(cut->pty, "3", "是哪一位");
	login_type(cut->pty, "林\r", "请假  开庭");
	pty_type(cut->pty, "\021");
	assert_int_equal(pty_end(cut->pty), 0);
	pty_release(cut->pty);
	/* Answered is answered. */
	cut->pty = login(cut);
	login_expect(cut->pty, "回车接着开会");
	assert_true(pty_wait(cut->pty));
	assert_false(pty_shows(cut->pty, "没录完的"));
}

/* --- forms --- */

/* The first person's remark, or a new one's. */
static void to_remark(struct cut *cut, const char *keys)
{
	login_expect(cut->pty, "今日");
	login_type(cut->pty, "8", "D0001");
	login_type(cut->pty, keys, "录入 工号");
	for (int i = 0; i < 12; i++)
		pty_type(cut->pty, DOWN);
	login_expect(cut->pty, "录入 备注");
	login_type(cut->pty, KEPT, KEPT);
}

static void to_form(struct cut *cut)
{
	to_remark(cut, "\r");
}

static void to_new_form(struct cut *cut)
{
	to_remark(cut, "\033[17~");
}

static void form_again(struct cut *cut)
{
	go_on(cut, "录入 备注");
	check_typed(cut);
}

/* --- all of them --- */

static const struct place places[] = {
	{"the end page", "u001", 24, 80, to_end_page, NULL, end_page_again},
	{"where a draft is offered", "u001", 24, 80, to_recovery, NULL, line_again},
	{"where a conflict is decided", "u001", 24, 80, to_conflict, type_late, conflict_again},
	{"a wide conflict", "u001", WIDE_ROWS, WIDE_COLUMNS, to_conflict, type_late, conflict_again},
	{"a wide line of the minutes", "u001", WIDE_ROWS, WIDE_COLUMNS, to_wide_line, type_late, line_again},
	{"where an owner is picked", "u001", 24, 80, to_owner, NULL, owner_again},
	{"an owner that was picked", "u001", 24, 80, to_picked, NULL, picked_again},
	{"where a reason is asked for", "u001", 24, 80, to_reason, NULL, reason_again},
	{"a pasted roll-call", "u001", 24, 80, to_roll_call, NULL, roll_call_again},
	{"a form", NULL, 24, 80, to_form, type_late, form_again},
	{"a wide form of a new record", NULL, WIDE_ROWS, WIDE_COLUMNS, to_new_form, type_late, form_again},
	{"the rules", NULL, 24, 80, to_rules, type_without_pause, rules_again},
};

static void cut_places(void **state)
{
	struct cut cuts[WAYS * COUNT(places)] = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cuts); i++) {
		cuts[i].place = &places[i / WAYS];
		cuts[i].way = i % WAYS;
		login_store(cuts[i].store);
		cuts[i].pty = login(&cuts[i]);
		cuts[i].place->arrive(&cuts[i]);
	}
	for (size_t i = 0; i < COUNT(cuts); i++) {
		assert_true(pty_wait(cuts[i].pty));
		if (cuts[i].place->type)
			cuts[i].place->type(&cuts[i]);
		sever(&cuts[i]);
	}
	for (size_t i = 0; i < COUNT(cuts); i++) {
		cuts[i].pty = login(&cuts[i]);
		cuts[i].place->back(&cuts[i]);
		pty_release(cuts[i].pty);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(cut_places)};

	return cmocka_run_group_tests_name("cut_places", tests, login_begin, login_end);
}
