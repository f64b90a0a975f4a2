/* What a sheet says of an item whose records cannot be judged: they wait for their evidence, or lack what the
 * rule goes by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;

#define RULES \
	"名称: 试\n部分:\n  - 名称: 加分项\n    项目:\n" \
	"      - {名称: 金额, 数据: 事项, 每个: 数量 * 2}\n" \
	"      - {名称: 状态, 数据: 事项, 按状态: {待确认: 5}}\n" \
	"      - {名称: 佐证, 数据: 事项, 每个: 1, 须附: 待补}\n" \
	"      - {名称: 次数, 数据: 事项, 每个: 1}\n"

static void test_each_says_its_own(void **state)
{
	uint64_t kind = PUT(&at, ENTITY_ENTRY_KIND, 0, WORDS(ENTRY_KIND_NAME, "好事"));

	(void)state;
	PUT(&at, ENTITY_ENTRY, 0, NUMBER(ENTRY_KIND, kind), WORDS(ENTRY_TITLE, "一件"),
		DAY(ENTRY_DATE, 20260505), NUMBER(ENTRY_GROUP, at.court.group),
		NUMBER(ENTRY_STATE, ENTRY_CONFIRMED));
	assert_string_equal(evaluating_see(&at, at.leader, "sheet", "item\nwhy", at.court.group, 0),
		"金额 A record lacks a word or a number that the rule goes by ; "
		"状态 A record lacks a word or a number that the rule goes by ; "
		"佐证 Evidence is missing ; 次数 one record ; ");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_says_its_own)};

	return EVALUATING_TESTS(&at, RULES, NULL, 0, tests);
}
