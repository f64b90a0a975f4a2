/* Equal points at the line of a grade: asked about, decided by a person with a reason, shown, and until then
 * not posted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;
static uint64_t more[3];

/* Nobody has what 突出 needs: who is left without a place goes past it. */
#define RULES \
	"名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 印象, 分值: 10, 人工: 0-10}\n" \
	"等次:\n  - {名: 优秀, 从: 8, 名额: 2}\n  - {名: 良好, 从: 6, 名额: 1}\n" \
	"  - {名: 突出, 从: 5, 还须: {公式: 基本项, 从: 10}}\n  - {名: 合格}\n"

/* Five groups: 9 8 8 8 7. */
static void give_marks(void)
{
	evaluating_mark(&at, at.court.group, "印象", 800);
	evaluating_mark(&at, at.court.other_group, "印象", 900);
	evaluating_mark(&at, more[0], "印象", 800);
	evaluating_mark(&at, more[1], "印象", 800);
	evaluating_mark(&at, more[2], "印象", 700);
}

static const char *ranking(struct session *session, const char *columns)
{
	return evaluating_see(&at, session, "ranking", columns, 0, 0);
}

static bool decide(struct session *session, const uint64_t *groups, const char *reason)
{
	return RUN(&at, session, "place", ENTITY_EVALUATION, 0, {PLACE_GROUPS, ids_value(groups)},
		WORDS(PLACE_REASON, reason));
}
#define GROUPS(...) \
	(const uint64_t[]) \
	{ \
		__VA_ARGS__, 0 \
	}

static void test_open(void **state)
{
	(void)state;
	evaluating_step(&at, "open_review");
	give_marks();
	assert_string_equal(ranking(at.office, "rank\ngrade\nplacing\nleft"),
		"1 优秀 ; 2 优秀 1 1 ; 2 优秀 1 1 ; 2 优秀 1 1 ; 5 良好 ; ");
	assert_string_equal(ranking(at.leader, "rank\nwhy"),
		"2 Equal points; 1 places of 优秀 are left: who gets them is to be decided ; ");
	/* It is asked when results are decided, and of the office. */
	evaluating_refused(&at, decide(at.office, GROUPS(at.court.group), "连续两季优秀"),
		"place does not go with a record that is review");
	evaluating_step(&at, "open_deciding");
	evaluating_refused(&at, RUN(&at, at.office, "post", ENTITY_EVALUATION, 0, {0, EMPTY_VALUE}),
		"1 places of 优秀 are left for equal points; decide first who gets them: "
		"第一党小组、第三党小组、第四党小组");
	evaluating_refused(&at, decide(at.leader, GROUPS(at.court.group), "我们更好"),
		"place: this is for the Party affairs office");
}

static void test_wrong_choice(void **state)
{
	(void)state;
	evaluating_refused(&at, decide(at.office, GROUPS(at.court.group, more[0]), "都好"),
		"1 places of 优秀 are left, not 2");
	evaluating_refused(&at, decide(at.office, GROUPS(at.court.other_group), "也好"),
		"Only who is equal to others at the line of a grade gets a place by decision");
	evaluating_refused(&at, RUN(&at, at.office, "place", ENTITY_EVALUATION, 0, WORDS(PLACE_REASON, "好")),
		"Say who gets the place");
	evaluating_refused(&at, decide(at.office, GROUPS(at.court.group), ""), "reason must be filled in");
	assert_string_equal(evaluating_see(&at, at.office, "placing", "grade", 0, 0), "");
}

#define STAND "name\ngrade\nplacing\nleft"

/* Who did not get one may be equal again at the next line. */
static void test_decided(void **state)
{
	(void)state;
	assert_true(decide(at.office, GROUPS(more[0]), "审执质效更好"));
	assert_string_equal(ranking(at.office, STAND),
		"第二党小组 优秀 ; 第一党小组 良好 1 1 ; 第三党小组 优秀 2 1 ; 第四党小组 良好 1 1 ; "
		"第五党小组 合格 ; ");
	evaluating_refused(&at, RUN(&at, at.office, "post", ENTITY_EVALUATION, 0, {0, EMPTY_VALUE}),
		"1 places of 良好 are left for equal points; decide first who gets them: "
		"第一党小组、第四党小组");
	assert_true(decide(at.office, GROUPS(at.court.group), "上季落选"));
	assert_string_equal(ranking(at.office, STAND),
		"第二党小组 优秀 ; 第一党小组 良好 2 1 ; 第三党小组 优秀 2 1 ; 第四党小组 合格 3 1 ; "
		"第五党小组 合格 ; ");
	assert_string_equal(ranking(at.leader, "why\ndecided"),
		"Equal points; a place of 良好 was given by decision: 上季落选 上季落选 ; ");
	assert_string_equal(ranking(at.secretary, "why"),
		"; Equal points; a place of 良好 was given by decision: 上季落选 ; "
		"Equal points; a place of 优秀 was given by decision: 审执质效更好 ; "
		"Equal points; the places of 良好 were given to others by decision: 上季落选 ; "
		"Would be 良好 by points; its places are taken ; ");
	/* One record for each of those who were equal. */
	assert_string_equal(evaluating_see(&at, at.office, "placing", "grade\ngroup\ngiven", 0, 0),
		"优秀 第一党小组 0 ; 优秀 第三党小组 1 ; 优秀 第四党小组 0 ; 良好 第一党小组 1 ; "
		"良好 第四党小组 0 ; ");
	assert_string_equal(evaluating_see(&at, at.leader, "placing", "grade\ngroup\ngiven", 0, 0),
		"优秀 第一党小组 0 ; 良好 第一党小组 1 ; ");
}

/* Decided anew, the records are the same; when the points move, what was decided decides nothing any more. */
static void test_anew(void **state)
{
	uint64_t mark;

	(void)state;
	assert_true(decide(at.office, GROUPS(more[1]), "再议"));
	assert_string_equal(ranking(at.office, STAND),
		"第二党小组 优秀 ; 第一党小组 合格 3 1 ; 第三党小组 优秀 2 1 ; 第四党小组 良好 2 1 ; "
		"第五党小组 合格 ; ");
	/* The same three, but two places now. */
	mark = evaluating_mark(&at, at.court.other_group, "印象", 0);
	assert_string_equal(ranking(at.office, STAND),
		"第一党小组 优秀 1 2 ; 第三党小组 优秀 1 2 ; 第四党小组 优秀 1 2 ; 第五党小组 良好 ; "
		"第二党小组 合格 ; ");
	PUT(&at, ENTITY_MARK, mark, NUMBER(MARKING_STATE, MARKING_WITHDRAWN));
	evaluating_mark(&at, more[2], "印象", 900);
	assert_string_equal(ranking(at.office, STAND),
		"第二党小组 优秀 ; 第一党小组 优秀 1 1 ; 第三党小组 优秀 1 1 ; 第四党小组 优秀 1 1 ; "
		"第五党小组 优秀 1 1 ; ");
	assert_true(decide(at.office, GROUPS(more[2]), "进步最快"));
	assert_true(decide(at.office, GROUPS(more[1]), "再议"));
}

static void test_posted(void **state)
{
	(void)state;
	evaluating_step(&at, "post");
	assert_string_equal(ranking(at.office, "name\ngrade\ndecided"),
		"第二党小组 优秀 ; 第一党小组 合格 再议 ; 第三党小组 合格 再议 ; 第四党小组 良好 再议 ; "
		"第五党小组 优秀 进步最快 ; ");
	evaluating_refused(&at, decide(at.office, GROUPS(at.court.group), "再议"),
		"place does not go with a record that is posted");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_wrong_choice),
		cmocka_unit_test(test_decided),
		cmocka_unit_test(test_anew),
		cmocka_unit_test(test_posted),
	};

	return EVALUATING_TESTS(&at, RULES, more, 3, tests);
}
