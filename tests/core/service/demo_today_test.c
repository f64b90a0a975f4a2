/* What waits for whom on the demonstration court's day. */
#include "tests/harness/demo.h"
#include "tests/harness/make.h"

#include "core/base/date.h"
#include "core/model/sources.h"
#include "core/service/request.h"
#include "core/service/setup.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

static uint64_t found_person;

static void find_login(struct world *world)
{
	if (!person_of_login(world, TEXT("u001"), &found_person))
		found_person = 0;
}

static void find_member(struct world *world)
{
	if (!person_of_login(world, TEXT("u003"), &found_person))
		found_person = 0;
}

static void find_secretary(struct world *world)
{
	if (!person_of_login(world, TEXT("u037"), &found_person))
		found_person = 0;
}

static struct world *reading_world;

/* A row in one line: section, urgent, due, what, who or which group. */
static bool write_row(const struct view *row, void *arg)
{
	struct buf *out = arg;
	struct message message;
	struct view group;
	const struct choice *section = choice_coded(today_sections, view_number(row, TODAY_SECTION));

	buf_printf(out, "%s%s ", section->name, view_number(row, TODAY_URGENT) ? "!" : "");
	if (view_has(row, TODAY_DUE))
		date_format(view_number(row, TODAY_DUE), out);
	buf_byte(out, ' ');
	assert_true(message_decode(view_text(row, TODAY_WHAT), &message));
	message_show(&message, LANGUAGE_EN, NULL, out);
	buf_text(out, TEXT(" / "));
	buf_text(out, view_text(row, TODAY_WHO));
	if (!view_has(row, TODAY_WHO) &&
		reading_world->get(
			reading_world, ENTITY_GROUP, (uint64_t)view_number(row, TODAY_GROUP), &group, NULL))
		buf_text(out, view_text(&group, GROUP_NAME));
	buf_byte(out, '\n');
	return true;
}

static struct buf rows_shown;

static void write_today(struct world *world)
{
	struct source_query query = {0};

	buf_clear(&rows_shown);
	reading_world = world;
	assert_true(source_each(
		source_named(world->schema, TEXT("today")), world, &query, write_row, &rows_shown, NULL));
}

static void check_today(struct store *store, uint64_t person, const char *wanted)
{
	demo_read(store, person, write_today);
	assert_string_equal(buf_cstr(&rows_shown), wanted);
	buf_release(&rows_shown);
}

static void test_today_of_leader(void **state)
{
	demo_read(*state, 0, find_login);
	assert_true(found_person > 0);
	check_today(*state, found_person,
		"today  Meeting 9  三楼会议室  2 topics  1 on leave / 速裁攻坚党小组\n"
		"for_me! 2026-09-23 Meeting 8 returned: 林芸缺席，没写原因 / 速裁攻坚党小组\n"
		"for_me 2026-09-30 September study not held yet / 速裁攻坚党小组\n"
		"for_me 2026-09-30 Outreach, quarter 3: 0 of at least 1 / 速裁攻坚党小组\n"
		"for_me 2026-09-30 Reports, September: not sent yet / 速裁攻坚党小组\n"
		"with_others! 2026-09-20 汇编速裁典型案例 / 胡青涛\n"
		"with_others 2026-09-30 补学8月学习 (key 7 at the next roll) / 林芸\n"
		"with_others 2026-09-30 到诉讼服务中心听取意见 / 任希霞\n");
}

static void test_today_of_secretary(void **state)
{
	demo_read(*state, 0, find_secretary);
	assert_true(found_person > 0);
	check_today(*state, found_person,
		"for_me 2026-09-25 Meeting 9 is not submitted yet / 商事金融党小组\n"
		"to_review 2026-09-23 study of 8-20  present 15/17 / 商事金融党小组\n"
		"to_review 2026-09-21 Meeting 9 of 9-18  present 16/16 / 家事审判党小组\n"
		"for_me 2026-09-30 Outreach, quarter 3: 0 of at least 1 / 商事金融党小组\n"
		"for_me 2026-09-30 Reports, September: not sent yet / 商事金融党小组\n"
		"with_others! 2026-09-19 补学8月学习 (key 7 at the next roll) / 于凝思\n"
		"with_others! 2026-09-19 补学8月学习 (key 7 at the next roll) / 仇欢强\n"
		"with_others 2026-10-09 整理常见问题解答放到窗口 / 王羽\n"
		"with_others 2026-10-11 补学9月学习 (key 7 at the next roll) / 张喆㛃\n"
		"with_others 2026-10-17 补学9月学习 (key 7 at the next roll) / 于凝思\n");
}

/* Nothing but the meeting to go to and what he has to do himself. */
static void test_today_of_member(void **state)
{
	demo_read(*state, 0, find_member);
	assert_true(found_person > 0);
	check_today(*state, found_person,
		"today  Meeting 9  三楼会议室  2 topics  1 on leave / 速裁攻坚党小组\n"
		"for_me 2026-09-30 补学8月学习 (key 7 at the next roll) / 林芸\n");
}

static void test_today_of_office(void **state)
{
	check_today(*state, 0,
		"for_me 2026-09-25 Meeting 9 is not submitted yet / 商事金融党小组\n"
		"to_review 2026-09-23 study of 8-20  present 15/17 / 商事金融党小组\n"
		"to_review 2026-09-21 Meeting 9 of 9-18  present 16/16 / 家事审判党小组\n"
		"for_me! 2026-09-23 Meeting 8 returned: 林芸缺席，没写原因 / 速裁攻坚党小组\n"
		"with_others! 2026-09-19 补学8月学习 (key 7 at the next roll) / 于凝思\n"
		"with_others! 2026-09-19 补学8月学习 (key 7 at the next roll) / 仇欢强\n"
		"with_others! 2026-09-20 汇编速裁典型案例 / 胡青涛\n");
}

/* --- members --- */

static uint64_t first_group, other_branch_group;

static bool note_due(const struct view *row, void *arg)
{
	unsigned *seen = arg;

	seen[0]++;
	seen[1] += view_has(row, MEMBER_DUE);
	return true;
}

static void look_at_members(struct world *world)
{
	const struct source *source = source_named(world->schema, TEXT("members"));
	struct source_query mine = {.subject = first_group}, others = {.subject = other_branch_group};
	unsigned seen[2] = {0, 0};

	assert_true(source_each(source, world, &mine, note_due, seen, NULL));
	assert_int_equal(seen[0], 18);
	assert_int_equal(seen[1], 18);
	seen[1] = 0;
	assert_true(source_each(source, world, &others, note_due, seen, NULL));
	assert_int_equal(seen[0], 18 + 16);
	assert_int_equal(seen[1], world->person ? 0 : 16);
}

static void find_groups(struct world *world)
{
	assert_true(world_find(world, ENTITY_GROUP, GROUP_NAME, TEXT("速裁攻坚党小组"), &first_group));
	assert_true(world_find(world, ENTITY_GROUP, GROUP_NAME, TEXT("家事审判党小组"), &other_branch_group));
}

/* Who is in a group everybody may know; how often each was missing only those it concerns. */
static void test_members_of_others(void **state)
{
	demo_read(*state, 0, find_groups);
	demo_read(*state, 0, look_at_members);
	demo_read(*state, 0, find_login);
	demo_read(*state, found_person, look_at_members);
	demo_read(*state, 0, find_member);
	demo_read(*state, found_person, look_at_members);
}

static void test_first_steps(void **state)
{
	struct court_setup setup = {TEXT("新法院"), 0, 0};
	struct store *store = demo_empty();

	(void)state;
	assert_true(court_setup(store, &setup, NULL));
	check_today(store, 0,
		"first_steps  Import the roster / \n"
		"first_steps  Name the leaders / \n"
		"first_steps  Check how often the systems ask / \n");
	/* Found right once, and no more asked for. */
	assert_int_equal(ACT(store, 0, "confirm_systems", 1), ERROR_NONE);
	check_today(store, 0,
		"first_steps  Import the roster / \n"
		"first_steps  Name the leaders / \n");
	assert_int_equal(ACT(store, 0, "confirm_systems", 1), ERROR_STATE);
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_DEMO(test_today_of_leader),
		ON_DEMO(test_today_of_secretary),
		ON_DEMO(test_today_of_member),
		ON_DEMO(test_today_of_office),
		ON_DEMO(test_members_of_others),
		cmocka_unit_test(test_first_steps),
	};

	return cmocka_run_group_tests_name("demo_today", tests, NULL, NULL);
}
