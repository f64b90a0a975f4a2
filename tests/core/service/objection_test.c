/* Objections through the service: only to an item of the sheet, with the points as they stood; one that is
 * upheld ends in a second version, beside which the first can still be looked at; and who sees what of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;

#define RULES \
	"名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 联系, 数据: 联系群众, 每个: 2}\n" \
	"      - {名称: 印象, 分值: 5, 人工: {得: 0-5}}\n" \
	"等次:\n  - {名: 优秀, 从: 5}\n  - {名: 合格}\n"

static bool object_to(struct session *session, uint64_t group, const char *item)
{
	return RUN(&at, session, "object", ENTITY_OBJECTION, 0, NUMBER(OBJECT_EVALUATION, at.evaluation),
		NUMBER(OBJECT_SUBJECT, group), WORDS(OBJECT_ITEM, item),
		NUMBER(OBJECT_KIND, OBJECTION_NOT_COUNTED), WORDS(OBJECT_TEXT, "漏了一次走访"));
}

static const char *see(struct session *session, const char *source, const char *columns)
{
	return evaluating_see(&at, session, source, columns, 0, 0);
}

static const char *version(struct session *session, const char *source, const char *columns, unsigned kind)
{
	return evaluating_see(&at, session, source, columns, at.court.group, kind);
}

static bool agree(struct session *session, uint64_t group)
{
	return RUN(&at, session, "agree", ENTITY_CONSENT, 0, NUMBER(AGREE_EVALUATION, at.evaluation),
		NUMBER(AGREE_SUBJECT, group));
}

static void test_self_score(void **state)
{
	(void)state;
	evaluating_refused(&at, object_to(at.leader, at.court.group, "联系"),
		"Objections are raised during the self-score and while results are posted");
	evaluating_step(&at, "open_self");
	evaluating_refused(
		&at, object_to(at.leader, at.court.group, "联络"), "There is no item \"联络\" on this sheet");
	/* Nothing of it was kept. */
	assert_string_equal(see(at.office, "objection", "item"), "");
	assert_true(object_to(at.leader, at.court.group, "联系"));
	assert_string_equal(see(at.office, "objection", "item\npoints\nstate"), "联系 0 1 ; ");
	assert_string_equal(
		evaluating_follows(&at, "uphold", ENTITY_OBJECTION, 1), "It is put right, and computed anew");
	evaluating_refused(&at, agree(at.leader, at.court.group),
		"The objection to \"联系\" waits for its answer: withdraw it, or wait");
	/* Who objects has not agreed, either. */
	assert_string_equal(evaluating_follows(&at, "open_review", ENTITY_EVALUATION, at.evaluation),
		"The reviewers' marks count; 2 of 2 have not agreed: 第一党小组、第二党小组");
	assert_true(RUN(&at, at.leader, "withdraw_objection", ENTITY_OBJECTION, 1, {0, EMPTY_VALUE}));
	assert_true(agree(at.leader, at.court.group));
	evaluating_refused(
		&at, agree(at.other, at.court.group), "Only who leads the group speaks for its sheet");
	assert_string_equal(see(at.office, "standing", "name\nconfirmed\nasked\nopen"), "2026Q2 1 2 0 ; ");
	assert_string_equal(see(at.office, "agreement", "name\nstate"), "第一党小组 3 ; 第二党小组 1 ; ");
	/* Who objects after all has not agreed, nor has he when he leaves it at that. */
	assert_true(object_to(at.leader, at.court.group, "联系"));
	assert_string_equal(see(at.office, "agreement", "name\nstate"), "第一党小组 2 ; 第二党小组 1 ; ");
	assert_true(RUN(&at, at.leader, "withdraw_objection", ENTITY_OBJECTION, 2, {0, EMPTY_VALUE}));
	assert_string_equal(see(at.office, "agreement", "name\nstate"), "第一党小组 1 ; 第二党小组 1 ; ");
}

/* Seen by who leads the group, by its branch and by the office. */
static void test_seen(void **state)
{
	(void)state;
	evaluating_step(&at, "open_review");
	evaluating_mark(&at, at.court.group, "印象", 400);
	evaluating_mark(&at, at.court.other_group, "印象", 500);
	evaluating_step(&at, "open_deciding");
	evaluating_step(&at, "post");
	assert_true(object_to(at.leader, at.court.group, "印象"));
	assert_true(object_to(at.other, at.court.other_group, "联系"));
	assert_string_equal(
		see(at.leader, "objection", "item\nversion\npoints"), "联系 0 ; 联系 0 ; 印象 1 40000 ; ");
	assert_string_equal(see(at.other, "objection", "item\nversion\npoints"), "联系 1 0 ; ");
	assert_string_equal(see(at.member, "objection", "item"), "");
	assert_string_equal(see(at.secretary, "objection", "item"), "联系 ; 联系 ; 印象 ; 联系 ; ");
	assert_string_equal(see(at.leader, "standing", "open\nuntil"), "1 20727 ; ");
	assert_string_equal(see(at.office, "standing", "open\nuntil"), "2 20727 ; ");
	assert_string_equal(evaluating_follows(&at, "uphold", ENTITY_OBJECTION, 3),
		"What is posted is taken back, to be put right and posted anew");
	/* And answered by the office alone. */
	evaluating_refused(&at, RUN(&at, at.leader, "uphold", ENTITY_OBJECTION, 3, WORDS(ANSWER_TEXT, "对")),
		"uphold: this is for the Party affairs office");
	evaluating_refused(&at,
		RUN(&at, at.other, "withdraw_objection", ENTITY_OBJECTION, 3, {0, EMPTY_VALUE}),
		"You may not see this objection");
}

static void test_second_version(void **state)
{
	(void)state;
	assert_string_equal(
		see(at.office, "ranking", "rank\ntotal\ngrade"), "1 50000 优秀 ; 2 40000 合格 ; ");
	assert_true(RUN(&at, at.office, "reject", ENTITY_OBJECTION, 4, WORDS(ANSWER_TEXT, "已计")));
	assert_true(RUN(&at, at.office, "uphold", ENTITY_OBJECTION, 3, WORDS(ANSWER_TEXT, "改评5分")));
	assert_string_equal(
		see(at.office, "evaluation", "state\nreason"), "4 第一党小组对「印象」的异议成立 ; ");
	evaluating_mark(&at, at.court.group, "印象", 500);
	PUT(&at, ENTITY_CONTACT, 0, NUMBER(CONTACT_GROUP, at.court.group), DAY(CONTACT_DATE, 20260505),
		WORDS(CONTACT_WHOM, "社区"));
	evaluating_step(&at, "post");
	assert_string_equal(see(at.office, "ranking", "rank\ntotal"), "1 65000 ; 2 50000 ; ");
	/* The first is there as it was. */
	assert_string_equal(version(at.office, "ranking", "rank\ntotal", 1), "1 50000 ; 2 40000 ; ");
	assert_string_equal(version(at.office, "ranking", "rank\ntotal", 2), "1 65000 ; 2 50000 ; ");
	assert_string_equal(version(at.office, "ranking", "rank\ntotal", 3), "");
	assert_string_equal(version(at.leader, "ranking", "rank\ntotal", 1), "2 40000 ; ");
	assert_string_equal(version(at.leader, "sheet", "item\npoints", 1), "联系 0 ; 印象 40000 ; ");
	assert_string_equal(version(at.leader, "grades", "name\nheld", 1), "优秀 1 ; 合格 1 ; ");
	assert_string_equal(version(at.leader, "losses", "item\npoints", 1), "联系 0 ; 印象 40000 ; ");
	assert_string_equal(see(at.leader, "posting", "version\nday\nreason\nstands"),
		"1 20720 0 ; 2 20720 第一党小组对「印象」的异议成立 1 ; ");
}

/* Taken back, what was posted can be looked at all the same. */
static void test_taken_back(void **state)
{
	(void)state;
	assert_true(RUN(&at, at.office, "take_back", ENTITY_EVALUATION, 0, WORDS(REASON_TEXT, "再核一次")));
	evaluating_mark(&at, at.court.other_group, "印象", 100);
	assert_string_equal(see(at.office, "ranking", "rank\ntotal"), "1 65000 ; 2 30000 ; ");
	assert_string_equal(version(at.office, "ranking", "rank\ntotal", 2), "1 65000 ; 2 50000 ; ");
	assert_string_equal(see(at.leader, "posting", "version\nstands"), "1 0 ; 2 0 ; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_self_score),
		cmocka_unit_test(test_seen),
		cmocka_unit_test(test_second_version),
		cmocka_unit_test(test_taken_back),
	};

	return EVALUATING_TESTS(&at, RULES, NULL, 0, tests);
}
