/* What a sheet says of what people judge: the group's own mark beside the checked one, what it counts for,
 * and what a mark must be and have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;

#define RULES \
	"名称: 试\n差异提示: 3\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 联系, 数据: 联系群众, 每个: 2}\n" \
	"      - {名称: 表彰, 数据: 事项, 每个: 1}\n" \
	"      - {名称: 印象, 分值: 5, 人工: {得: 0-5, 差异提示: 1}}\n" \
	"      - {名称: 作风, 分值: 5, 人工: {评语: {好: 5, 中: 3, 差: 0}, 须写理由: 是, 差异提示: 2}}\n" \
	"      - {名称: 纪律, 分值: 5, 人工: {扣: 1-3, 须附: 是}}\n" \
	"      - {名称: 三方, 分值: 10, 人工: {得: 0-10, 评分人: [{谁: 自评, 权重: 20}, {谁: 互评, 权重: " \
	"30}, " \
	"{谁: 领导评, 权重: 50}], 缺评: 按权重分摊}}\n" \
	"等次:\n  - {名: 优秀, 从: 5, 名额: 50%}\n  - {名: 合格}\n"

static void mark(const char *item, const char *role, int64_t points, const char *word)
{
	PUT(&at, ENTITY_MARK, 0, NUMBER(MARKING_EVALUATION, at.evaluation), WORDS(MARKING_ITEM, item),
		NUMBER(MARKING_GROUP, at.court.group), WORDS(MARKING_ROLE, role),
		{MARKING_POINTS, word ? EMPTY_VALUE : value_number(points)},
		{MARKING_WORD, word ? value_text(text_of(word)) : EMPTY_VALUE},
		{MARKING_REASON, word ? value_text(TEXT("因为")) : EMPTY_VALUE},
		NUMBER(MARKING_STATE, MARKING_GIVEN));
}

static const char *sheet(struct session *session, const char *columns)
{
	return evaluating_see(&at, session, "sheet", columns, at.court.group, 0);
}

static const char *judging(struct session *session, uint64_t group, const char *columns)
{
	return evaluating_see(&at, session, "judging", columns, group, 0);
}

static void test_what_is_demanded(void **state)
{
	(void)state;
	assert_string_equal(judging(at.leader, at.court.group, "item\nneeds\nrange\nwords"),
		"印象 0-5 ; 作风 1 好\n中\n差 ; 纪律 2 1-3 ; 三方 0-10 ; ");
	assert_string_equal(judging(at.leader, at.court.group, "number\nkind\nroles"),
		"3 1 ; 4 3 ; 5 2 ; 6 1 互评\n领导评 ; ");
	assert_string_equal(
		sheet(at.leader, "item\ncounts"), "联系 ; 表彰 ; 印象 0 ; 作风 0 ; 纪律 0 ; 三方 20 ; ");
}

static void test_beside(void **state)
{
	(void)state;
	mark("印象", "自评", 500, NULL);
	mark("作风", "self", 0, "好");
	mark("三方", "自评", 900, NULL);
	assert_string_equal(sheet(at.leader, "item\nself\nchecked\npoints"),
		"联系 0 ; 表彰 0 ; 印象 50000 ; 作风 50000 ; 纪律 ; 三方 90000 90000 ; ");
	mark("印象", "核定", 300, NULL);
	mark("印象", "核定", 400, NULL);
	mark("作风", "核定", 0, "中");
	mark("三方", "互评", 700, NULL);
	mark("三方", "领导评", 800, NULL);
	/* The own mark counts where the rules give it a weight, and never among those that check it. */
	assert_string_equal(sheet(at.leader, "item\nself\nchecked\npoints"),
		"联系 0 ; 表彰 0 ; 印象 50000 35000 35000 ; 作风 50000 30000 30000 ; 纪律 ; 三方 90000 76250 "
		"79000 "
		"; ");
	assert_string_equal(sheet(at.member, "item\nself"),
		"联系 ; 表彰 ; 印象 50000 ; 作风 50000 ; 纪律 ; 三方 90000 ; ");
	assert_string_equal(sheet(at.other, "item"), "");
}

/* Further apart than the rules let be: of one item, and of all together. Just as far is not further. */
static void test_apart(void **state)
{
	(void)state;
	assert_string_equal(sheet(at.leader, "item\nflag"),
		"联系 ; 表彰 ; 印象 -1.5 apart, more than 1 ; 作风 ; 纪律 ; 三方 ; ");
	assert_string_equal(evaluating_see(&at, at.office, "ranking", "name\napart\nflag", 0, 0),
		"第一党小组 -48750 -4.88 apart in all, more than 3; too far apart: 印象 ; 第二党小组 ; ");
}

#define SUMS "rank\ntotal\nbasic\nbonus"
#define STANDS "name\ngrade\nknown\npending"

/* What waits for a mark is not 0, and what lacks it no total: neither place nor grade, nor a place of theirs
 * among the others. */
static void test_nothing_provisional(void **state)
{
	(void)state;
	assert_string_equal(evaluating_see(&at, at.office, "ranking", SUMS, 0, 0), "0 ; 0 ; ");
	assert_string_equal(evaluating_see(&at, at.office, "ranking", STANDS, 0, 0),
		"第一党小组 144000 1 ; 第二党小组 0 4 ; ");
	assert_string_equal(evaluating_see(&at, at.leader, "ranking", "why", 0, 0),
		"An item is not judged yet: it is not counted as 0 ; ");
	assert_string_equal(evaluating_see(&at, at.office, "grades", "name\nheld\nplaces\nranked", 0, 0),
		"优秀 0 0 0 ; 合格 0 0 ; ");
}

/* One that lacks what the rule demands does not count, on neither side. */
static void test_lacking(void **state)
{
	(void)state;
	mark("纪律", "自评", 200, NULL);
	mark("纪律", "核定", 200, NULL);
	assert_non_null(strstr(sheet(at.leader, "item\nself\nchecked\nwhy"), "纪律 Evidence is missing"));
}

/* A leader adds the paper that shows his mark; others' papers are not his to change. */
static void test_paper(void **state)
{
	struct patch patch = PATCH_INIT;

	(void)state;
	patch_add(&patch, EVIDENCE_TITLE, EMPTY_VALUE, value_text(TEXT("报告")));
	assert_true(court_apply(at.leader, ENTITY_EVIDENCE, -1, &patch, &at.reply));
	assert_true(court_apply(at.secretary, ENTITY_EVIDENCE, -1, &patch, &at.reply));
	assert_false(court_apply(at.member, ENTITY_EVIDENCE, -1, &patch, &at.reply));
	assert_string_equal(reply_words(&at.reply), "You may not change this evidence");
	patch.edits[0].old = value_text(TEXT("报告"));
	patch.edits[0].new = value_text(TEXT("另一份"));
	assert_false(court_apply(at.leader, ENTITY_EVIDENCE, 1, &patch, &at.reply));
	assert_string_equal(reply_words(&at.reply), "You may not change this evidence");
	patch_release(&patch);
}

static uint64_t praised(uint64_t group, uint64_t kind, uint64_t evidence, const char *title)
{
	return PUT(&at, ENTITY_ENTRY, 0, NUMBER(ENTRY_KIND, kind), WORDS(ENTRY_TITLE, title),
		DAY(ENTRY_DATE, 20260505), NUMBER(ENTRY_GROUP, group), IDS(ENTRY_EVIDENCE, evidence),
		NUMBER(ENTRY_STATE, ENTRY_CONFIRMED));
}

/* Evidence of two groups, and of an entry and a mark: counted on the sheet without a name, told behind the
 * line to whom may see it. */
static void test_evidence_twice(void **state)
{
	uint64_t kind = PUT(&at, ENTITY_ENTRY_KIND, 0, WORDS(ENTRY_KIND_NAME, "表彰")), evidence, other;

	(void)state;
	evidence = PUT(&at, ENTITY_EVIDENCE, 0, WORDS(EVIDENCE_TITLE, "决定"), WORDS(EVIDENCE_MATTER, "M1"));
	other = PUT(&at, ENTITY_EVIDENCE, 0, WORDS(EVIDENCE_TITLE, "决定抄件"), WORDS(EVIDENCE_MATTER, "M1"));
	praised(at.court.group, kind, evidence, "甲事");
	assert_string_equal(sheet(at.leader, "item\ntwice"), "联系 ; 表彰 ; 印象 ; 作风 ; 纪律 ; 三方 ; ");
	praised(at.court.other_group, kind, other, "乙事");
	assert_string_equal(sheet(at.leader, "item\ntwice"), "联系 ; 表彰 1 ; 印象 ; 作风 ; 纪律 ; 三方 ; ");
	assert_string_equal(evaluating_see(&at, at.leader, "points", "what\ntwice", at.court.group, 2),
		"甲事 Its evidence stands behind a record too that you may not see ; ");
	assert_string_equal(evaluating_see(&at, at.office, "points", "what\ntwice", at.court.group, 2),
		"甲事 Its evidence stands behind 乙事（第二党小组） too ; ");
	PUT(&at, ENTITY_MARK, 0, NUMBER(MARKING_EVALUATION, at.evaluation), WORDS(MARKING_ITEM, "纪律"),
		NUMBER(MARKING_GROUP, at.court.group), WORDS(MARKING_ROLE, "核定"),
		NUMBER(MARKING_POINTS, 100), IDS(MARKING_EVIDENCE, other),
		NUMBER(MARKING_STATE, MARKING_GIVEN));
	assert_string_equal(
		sheet(at.leader, "item\ntwice"), "联系 ; 表彰 1 ; 印象 ; 作风 ; 纪律 1 ; 三方 ; ");
	/* Now all of it is judged. */
	assert_string_equal(
		evaluating_see(&at, at.office, "ranking", SUMS, 0, 0), "1 194000 194000 0 ; 0 ; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_demanded),
		cmocka_unit_test(test_beside),
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_nothing_provisional),
		cmocka_unit_test(test_lacking),
		cmocka_unit_test(test_paper),
		cmocka_unit_test(test_evidence_twice),
	};

	return EVALUATING_TESTS(&at, RULES, NULL, 0, tests);
}
