/* What people judge, as a source of its own: every line that somebody gives, cases that are ticked among
 * them, as whom the reader may give it, and what is given already. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;

#define RULES \
	"名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 联系, 数据: 联系群众, 每个: 2, 本项归零: [弄虚作假]}\n" \
	"      - {名称: 阵地, 分值: 3, 得分清单: [{情形: 有活动室, 得: 2}, " \
	"{情形: 占作他用, 扣: 1.5, 除非: 经批准}, {情形: 使用效果, 人工: 0-1}]}\n" \
	"      - {名称: 会风, 分值: 4, 扣分清单: [{情形: 无签到, 扣: 1}, {情形: 无记录, 扣: 3}]}\n" \
	"等次:\n  - {名: 优秀, 从: 5, 还须: 有创新项目}\n  - {名: 合格}\n" \
	"一票否决: [{情形: 受处分, 后果: 不得评优秀}]\n"

static const char *judging(struct session *session, uint64_t group, const char *columns)
{
	return evaluating_see(&at, session, "judging", columns, group, 0);
}

static void tick(const char *mark, const char *word)
{
	PUT(&at, ENTITY_MARK, 0, NUMBER(MARKING_EVALUATION, at.evaluation), WORDS(MARKING_ITEM, mark),
		NUMBER(MARKING_GROUP, at.court.group), WORDS(MARKING_ROLE, "核定"), WORDS(MARKING_WORD, word),
		NUMBER(MARKING_STATE, MARKING_GIVEN));
}

/* What cannot be lost for want of a mark is told, too: what excuses, what zeroes, a condition, a veto. */
static void test_every_line(void **state)
{
	(void)state;
	assert_string_equal(judging(at.leader, at.court.group, "mark\ncase\nplace\nkind"),
		"联系/弄虚作假 弄虚作假 3 4 ; 阵地/有活动室 有活动室 1 4 ; 阵地/占作他用 占作他用 1 4 ; "
		"阵地/经批准 经批准 2 4 ; 阵地/使用效果 使用效果 1 1 ; 会风/无签到 无签到 1 4 ; "
		"会风/无记录 无记录 1 4 ; 受处分 受处分 4 4 ; 有创新项目 有创新项目 5 4 ; ");
	assert_string_equal(judging(at.leader, at.court.group, "number\nworth\nrange"),
		"1 ; 2 20000 ; 2 -15000 ; 2 ; 2 0-1 ; 3 -10000 ; 3 -30000 ; 0 ; 0 ; ");
}

/* Before it is published everybody sees his own. */
static void test_whose(void **state)
{
	(void)state;
	assert_string_equal(judging(at.other, at.court.group, "mark"), "");
	assert_string_equal(judging(at.leader, 0, "name\nitem\nrole"),
		"第一党小组 联系 ; 第一党小组 阵地 ; 第一党小组 阵地 ; 第一党小组 阵地 ; 第一党小组 阵地 ; "
		"第一党小组 会风 ; 第一党小组 会风 ; 第一党小组 ; 第一党小组 ; ");
}

static void test_given(void **state)
{
	(void)state;
	tick("阵地/有活动室", "有");
	tick("阵地/占作他用", "有");
	tick("会风", "无");
	assert_string_equal(judging(at.office, at.court.group, "case\nrole\ngiven"),
		"弄虚作假 核定 ; 有活动室 核定 1 ; 占作他用 核定 1 ; 经批准 核定 ; 使用效果 核定 ; 无签到 "
		"核定 1 ; "
		"无记录 核定 1 ; 受处分 核定 ; 有创新项目 核定 ; ");
	evaluating_step(&at, "open_self");
	assert_string_equal(judging(at.leader, at.court.group, "case\nrole\ngiven"),
		"弄虚作假 自评 ; 有活动室 自评 ; 占作他用 自评 ; 经批准 自评 ; 使用效果 自评 ; 无签到 自评 ; "
		"无记录 自评 ; 受处分 自评 ; 有创新项目 自评 ; ");
	assert_string_equal(judging(at.member, at.court.group, "role"), "; ; ; ; ; ; ; ; ; ");
}

/* 2 - 1.5 + 0.5; nothing is taken off with the excuse. */
static void test_points(void **state)
{
	(void)state;
	evaluating_mark(&at, at.court.group, "阵地/使用效果", 50);
	assert_string_equal(evaluating_see(&at, at.office, "sheet", "item\npoints\nwhy", at.court.group, 0),
		"联系 0 ; 阵地 10000 有活动室 2; 占作他用 -1.5; 使用效果 given by hand: 0.5 0.5 ; "
		"会风 40000 ; ");
	tick("阵地/经批准", "有");
	tick("联系/弄虚作假", "是");
	assert_string_equal(evaluating_see(&at, at.office, "sheet", "item\npoints\nwhy", at.court.group, 0),
		"联系 0 the item is 0: 弄虚作假 ; 阵地 25000 有活动室 2; 使用效果 given by hand: 0.5 0.5 ; "
		"会风 40000 ; ");
	assert_string_equal(evaluating_see(&at, at.office, "ranking", "name\ngrade\nreason", 0, 0),
		"第一党小组 合格 1 ; 第二党小组 ; ");
	tick("有创新项目", "有");
	tick("受处分", "有");
	assert_string_equal(evaluating_see(&at, at.office, "ranking", "name\ngrade\nreason", 0, 0),
		"第一党小组 合格 3 ; 第二党小组 ; ");
}

/* Who is in a class by its size is known when only marks are asked for, too, and what was left out. */
static void test_by_size(void **state)
{
	(void)state;
	evaluating_activate(&at,
		"名称: 大小\n小组分类:\n  小组: {低于: 3}\n部分:\n  - 名称: 基本项\n    项目:\n"
		"      - {名称: 印象, 分值: 5, 适用分类: [小组], 人工: {得: 0-5}}\n"
		"      - {名称: 党会, 分值: 5, 数据: 会议, 每个: 1}\n");
	assert_string_equal(judging(at.office, 0, "name\nitem"), "第一党小组 印象 ; 第二党小组 印象 ; ");
	assert_string_equal(evaluating_see(&at, at.office, "sheet", "item\nleft", at.court.group, 0),
		"印象 ; 党会 0 drafts, sent back 0 ; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_line),
		cmocka_unit_test(test_whose),
		cmocka_unit_test(test_given),
		cmocka_unit_test(test_points),
		cmocka_unit_test(test_by_size),
	};

	return EVALUATING_TESTS(&at, RULES, NULL, 0, tests);
}
