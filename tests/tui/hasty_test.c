/* The real program on a terminal, for somebody who types on before the answer has come. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "tests/harness/command.h"
#include "tests/harness/login.h"
#include <cmocka.h>

#define CTRL_B "\002"
#define CTRL_G "\007"
#define CTRL_Q "\021"
#define UP "\033[A"
#define DOWN "\033[B"
#define LEFT "\033[D"
#define F1 "\033OP"
#define F10 "\033[21~"

static void leave(struct pty *pty)
{
	pty_type(pty, CTRL_Q);
	assert_int_equal(pty_end(pty), 0);
	pty_release(pty);
}

/* Typed while no answer comes, and read: the order is certain. `text`: what shows then; NULL: the program
 * ends. */
static void type_ahead(struct pty *pty, const char *keys, const char *text)
{
	pid_t touyand = login_touyand(pty);

	assert_int_equal(kill(touyand, SIGSTOP), 0);
	pty_type(pty, keys);
	login_taken(pty);
	if (text)
		login_expect(pty, text);
	assert_int_equal(kill(touyand, SIGCONT), 0);
	if (text)
		assert_true(pty_wait(pty));
}

/* The palette asks what is used most; the answer finds no screen any more. */
static void leaving_from_the_palette(void **state)
{
	char store[STORE_PATH];
	struct pty *pty;

	(void)state;
	login_store(store);
	pty = login_as_leader(store);
	login_expect(pty, "集中学习");
	type_ahead(pty, F10 CTRL_Q, NULL);
	assert_int_equal(pty_end(pty), 0);
	pty_release(pty);
}

/* The history of 刘桂's mark, which was 出席, then 线上; and the question about the newest line. */
static struct pty *ask_back(const char *store)
{
	struct pty *pty = login_as_leader(store);

	login_meeting(pty);
	login_type(pty, CTRL_G, "录入 点名");
	login_type(pty, "6", "刘桂     线上");
	login_type(pty, UP "1", "刘桂     出席");
	login_type(pty, UP F1, "录入 筛选");
	login_type(pty, F1, "共4条");
	login_type(pty, "\r", "原来是「线上」");
	return pty;
}

/* What was asked about is put back, not what the cursor went to meanwhile. */
static void putting_back(void **state)
{
	char store[STORE_PATH];
	struct pty *pty;

	(void)state;
	login_store(store);
	pty = ask_back(store);
	type_ahead(pty, "1" DOWN, "浏览");
	login_expect(pty, "已恢复");
	assert_true(pty_shows(pty, "共5条"));
	login_type(pty, "\033", "刘桂     线上");
	leave(pty);
}

/* Another line that is asked about before the first is put back does not take its place. */
static void putting_back_two(void **state)
{
	char store[STORE_PATH];
	struct pty *pty;

	(void)state;
	login_store(store);
	pty = ask_back(store);
	type_ahead(pty, "1" DOWN "\r", "还没取到");
	login_expect(pty, "共5条");
	login_type(pty, "\033", "刘桂     线上");
	leave(pty);
}

/* What people judge is not known yet: nothing is said of it that may be wrong. */
static void judging_at_once(void **state)
{
	char directory[FIXTURE_PATH], store[STORE_PATH];
	struct outcome outcome = {0};
	struct pty *pty;

	(void)state;
	fixture_path(directory);
	snprintf(store, sizeof(store), "%s/store", directory);
	command_store(store, "demo");
	run_touyan(&outcome, "--store", store, "--now", NOW, "--lang", "zh", "--keys",
		"tests/tui/before/open_self.keys", NULL);
	assert_int_equal(outcome.status, 0);
	outcome_release(&outcome);
	pty = login_as(store, NULL, 24, 80);
	login_expect(pty, "机关党委办公室");
	login_type(pty, "5", "政治部办公室");
	type_ahead(pty, "\r" F6, "还没取到");
	leave(pty);
	fixture_remove(directory);
}

/* The month's meeting is opened as one, wherever the cursor went meanwhile. */
static void opening_a_month(void **state)
{
	char store[STORE_PATH];
	struct pty *pty;

	(void)state;
	login_store(store);
	pty = login_as_leader(store);
	login_meeting(pty);
	login_type(pty, "\033", "接着开会");
	login_type(pty, "2", "团队覆盖");
	login_type(pty, "\r", "党小组 > 速裁攻坚");
	login_type(pty, "\t\t", ">党小组会");
	type_ahead(pty, LEFT "\r" DOWN DOWN, ">联系群众");
	login_expect(pty, "录入 记录");
	leave(pty);
}

/* Which draft is put back is asked on 今日; on another screen it would take that one's keys. */
static void putting_a_draft_back(void **state)
{
	struct outcome outcome = {0};
	char store[STORE_PATH];
	struct pty *pty;

	(void)state;
	login_store(store);
	run_touyan(&outcome, "--store", store, "--now", NOW, "--as", "u001", "--keys",
		"tests/tui/before/half_meeting.keys", NULL);
	assert_int_equal(outcome.status, 0);
	outcome_release(&outcome);
	pty = login_as_leader(store);
	login_expect(pty, "不要这份草稿");
	login_type(pty, "9", "接着开会");
	login_type(pty, CTRL_B, "找回哪份草稿");
	login_type(pty, "\033", "  浏览");
	type_ahead(pty, CTRL_B F6, "开哪次会");
	assert_false(pty_shows(pty, "找回哪份草稿"));
	login_type(pty, "1", "录入 点名");
	leave(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaving_from_the_palette),
		cmocka_unit_test(putting_back),
		cmocka_unit_test(putting_back_two),
		cmocka_unit_test(judging_at_once),
		cmocka_unit_test(opening_a_month),
		cmocka_unit_test(putting_a_draft_back),
	};

	return cmocka_run_group_tests_name("hasty", tests, login_begin, login_end);
}
