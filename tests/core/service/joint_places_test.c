/* Grades that share places: how many there are and are taken, and whether somebody fell out by those of his
 * grade or by the shared ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;
static uint64_t more[3];

#define RULES \
	"名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 印象, 分值: 10, 人工: 0-10}\n" \
	"等次:\n  - {名: 优秀, 从: 8, 名额: 1}\n  - {名: 良好, 从: 6, 合计名额: 2}\n  - {名: 合格}\n"

static const char *see(const char *source, const char *columns)
{
	return evaluating_see(&at, at.office, source, columns, 0, 0);
}

/* Five groups: 9 8 7 6 5. */
static void test_shared(void **state)
{
	const uint64_t groups[] = {at.court.group, at.court.other_group, more[0], more[1], more[2]};

	(void)state;
	evaluating_step(&at, "open_review");
	for (size_t i = 0; i < 5; i++)
		evaluating_mark(&at, groups[i], "印象", 900 - 100 * (int64_t)i);
	assert_string_equal(see("ranking", "name\ngrade\nwhy"),
		"第一党小组 优秀 ; 第二党小组 良好 Would be 优秀 by points; its places are taken ; "
		"第三党小组 合格 Would be 良好 by points; the places that grades share are taken ; "
		"第四党小组 合格 Would be 良好 by points; the places that grades share are taken ; "
		"第五党小组 合格 ; ");
	assert_string_equal(see("grades", "name\nplaces\nheld"), "优秀 1 1 ; 良好 1 ; 合格 3 ; ");
	assert_string_equal(
		see("grades", "name\njoint_with\njoint\njoint_held"), "优秀 ; 良好 优秀 2 2 ; 合格 ; ");
}

/* Frozen with the results. */
static void test_posted(void **state)
{
	(void)state;
	evaluating_step(&at, "open_deciding");
	evaluating_step(&at, "post");
	assert_string_equal(
		see("grades", "name\njoint_with\njoint\njoint_held"), "优秀 ; 良好 优秀 2 2 ; 合格 ; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shared),
		cmocka_unit_test(test_posted),
	};

	return EVALUATING_TESTS(&at, RULES, more, 3, tests);
}
