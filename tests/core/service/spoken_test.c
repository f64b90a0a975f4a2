/* Evaluations of members and of branches through the service: whoever is scored marks himself with his paper,
 * agrees and objects; nobody sees more than his; what is not judged is not posted; an objection that is
 * upheld makes version 2; whom the rules leave out is asked nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;
static uint64_t of_members, of_branches;
static struct session *left_out; /* p9: the rules leave out whoever has his post */

#define GROUPS \
	"名称: 组\n部分:\n  - {名称: 基本项, 项目: [{名称: 联系, 数据: 联系群众, 每个: 2}]}\n" \
	"等次:\n  - {名: 合格}\n"
#define RULES(whom, more) \
	"名称: 试\n评比对象: " whom "\n" more "部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 印象, 分值: 5, 人工: {得: 0-5, 须附: 是, 评分人: [{谁评: 自评, 权重: 40}, " \
	"{谁评: 支部书记, 权重: 60}]}}\n" \
	"      - {名称: 学时, 数据: 培训学时, 每个: 1}\n" \
	"等次:\n  - {名: 优秀, 从: 4}\n  - {名: 合格}\n"

static uint64_t evaluate(const char *name, unsigned kind)
{
	return PUT(&at, ENTITY_EVALUATION, 0, WORDS(EVALUATION_NAME, name), DAY(EVALUATION_FROM, 20260401),
		DAY(EVALUATION_TO, 20260630), NUMBER(EVALUATION_STATE, EVALUATION_COLLECTING),
		NUMBER(EVALUATION_SUBJECT, kind));
}

static bool run(struct session *session, const char *operation, unsigned entity, uint64_t id)
{
	return evaluating_run(&at, session, operation, entity, id, NULL, 0);
}

static void step(const char *operation, uint64_t evaluation)
{
	if (!run(at.office, operation, ENTITY_EVALUATION, evaluation))
		fail_msg("%s: %s", operation, reply_words(&at.reply));
}

static bool agree(struct session *session, uint64_t evaluation, uint64_t subject)
{
	return RUN(&at, session, "agree", ENTITY_CONSENT, 0, NUMBER(AGREE_EVALUATION, evaluation),
		NUMBER(AGREE_SUBJECT, subject));
}

static bool object_to(struct session *session, uint64_t evaluation, uint64_t subject, const char *item)
{
	return RUN(&at, session, "object", ENTITY_OBJECTION, 0, NUMBER(OBJECT_EVALUATION, evaluation),
		NUMBER(OBJECT_SUBJECT, subject), WORDS(OBJECT_ITEM, item),
		NUMBER(OBJECT_KIND, OBJECTION_NOT_COUNTED), WORDS(OBJECT_TEXT, "漏了一次"));
}

static const char *see(
	struct session *session, unsigned scored, const char *source, const char *columns, uint64_t subject)
{
	at.scored = scored;
	return evaluating_see(&at, session, source, columns, subject, 0);
}

/* The paper and the mark that shows it, as two changes; the id of the mark, 0: it was refused. */
static uint64_t give(
	struct session *session, uint64_t evaluation, uint16_t whom, uint64_t subject, const char *role)
{
	struct patch paper = PATCH_INIT, mark = PATCH_INIT;
	struct buf ids = BUF_INIT;
	uint64_t id = 0;

	patch_add(&paper, EVIDENCE_TITLE, EMPTY_VALUE, value_text(TEXT("表彰决定")));
	if (court_apply(session, ENTITY_EVIDENCE, -1, &paper, &at.reply)) {
		struct row_walk rows = view_rows(&at.reply.body, APPLIED_ITEMS);

		assert_true(row_walk_next(&rows));
		buf_varint(&ids, (uint64_t)view_number(&rows.row, ITEM_ID));
		patch_add(&mark, MARKING_EVALUATION, EMPTY_VALUE, value_number((int64_t)evaluation));
		patch_add(&mark, MARKING_ITEM, EMPTY_VALUE, value_text(TEXT("印象")));
		patch_add(&mark, whom, EMPTY_VALUE, value_number((int64_t)subject));
		patch_add(&mark, MARKING_ROLE, EMPTY_VALUE, value_text(text_of(role)));
		patch_add(&mark, MARKING_POINTS, EMPTY_VALUE, value_number(500));
		patch_add(&mark, MARKING_EVIDENCE, EMPTY_VALUE,
			(struct value){VALUE_IDS, 0, buf_as_text(&ids)});
		if (court_apply(session, ENTITY_MARK, -1, &mark, &at.reply)) {
			rows = view_rows(&at.reply.body, APPLIED_ITEMS);
			assert_true(row_walk_next(&rows));
			id = (uint64_t)view_number(&rows.row, ITEM_ID);
		}
	}
	patch_release(&paper);
	patch_release(&mark);
	buf_release(&ids);
	return id;
}

static uint64_t member(void)
{
	return at.court.people[2];
}

/* --- members --- */

static void test_before(void **state)
{
	(void)state;
	evaluating_activate(&at, RULES("党员", "谁: 学历 为空\n"));
	evaluating_activate(&at, RULES("党支部", ""));
	PUT(&at, ENTITY_PERSON, at.court.people[8], NUMBER(PERSON_EDUCATION, 1));
	PUT(&at, ENTITY_MEMBERSHIP, 0, NUMBER(MEMBERSHIP_PERSON, at.court.secretary),
		NUMBER(MEMBERSHIP_GROUP, at.court.other_group), DAY(MEMBERSHIP_FROM, 20260101));
	of_members = evaluate("党员二季", ENTITY_PERSON);
	of_branches = evaluate("支部二季", ENTITY_BRANCH);
	left_out = court_session(&at.court, "p9");
	evaluating_refused(
		&at, agree(at.member, of_members, member()), "A sheet is confirmed during the self-score");
	evaluating_refused(&at, object_to(at.member, of_members, member(), "学时"),
		"Objections are raised during the self-score and while results are posted");
	assert_int_equal(give(at.member, of_members, MARKING_PERSON, member(), "自评"), 0);
	assert_string_equal(reply_words(&at.reply), "You may not change this evidence");
}

static bool is_told(struct session *session, const char *words)
{
	return strstr(see(session, 0, "today", "what", 0), words) != NULL;
}

static const char *sheet(struct session *session, unsigned scored, uint64_t subject)
{
	return see(session, scored, "sheet", "item\npoints\nself\nchecked", subject);
}

static void test_members_mark_themselves(void **state)
{
	(void)state;
	step("open_self", of_members);
	assert_true(is_told(at.member, "党员二季: look through your own sheet; agree or object"));
	assert_true(is_told(at.secretary, "党员二季: look through your own sheet; agree or object"));
	/* The rules leave him out: he is asked nothing, and has nothing to agree to. */
	assert_false(is_told(left_out, "党员二季"));
	evaluating_refused(&at, agree(left_out, of_members, at.court.people[8]),
		"The rules of this evaluation leave him out: he has no sheet in it");
	assert_string_equal(see(at.member, ENTITY_PERSON, "judging", "name\nitem\nrole\ngiven", 0),
		"丙三木 印象 自评 ; ");
	/* What he can still do is told to him alone: two fifths of five points. */
	assert_string_equal(see(at.member, ENTITY_PERSON, "hint", "item\npoints\nway", 0),
		"印象 20000 5 ; 学时 640000 4 ; ");
	assert_string_equal(see(at.secretary, ENTITY_PERSON, "hint", "item\nway", member()), "学时 4 ; ");
	assert_int_equal(give(at.leader, of_members, MARKING_PERSON, member(), "自评"), 0);
	assert_string_equal(reply_words(&at.reply), "You may not see this mark");
	assert_int_equal(give(at.secretary, of_members, MARKING_PERSON, member(), "支部书记"), 0);
	assert_true(give(at.member, of_members, MARKING_PERSON, member(), "自评") > 0);
	assert_string_equal(see(at.member, ENTITY_PERSON, "judging", "name\nitem\nrole\ngiven", 0),
		"丙三木 印象 自评 1 ; ");
	assert_string_equal(see(at.member, ENTITY_PERSON, "hint", "item\nway", 0), "学时 4 ; ");
	assert_string_equal(sheet(at.member, ENTITY_PERSON, member()), "印象 50000 ; 学时 0 ; ");
}

static void test_members_agree(void **state)
{
	(void)state;
	evaluating_refused(&at, object_to(at.member, of_members, member(), "课时"),
		"There is no item \"课时\" on this sheet");
	evaluating_refused(&at, object_to(at.leader, of_members, member(), "学时"),
		"Only the member himself speaks for his sheet; the office does for who has no login");
	assert_true(object_to(at.member, of_members, member(), "学时"));
	evaluating_refused(&at, agree(at.member, of_members, member()),
		"The objection to \"学时\" waits for its answer: withdraw it, or wait");
	assert_string_equal(see(at.member, ENTITY_PERSON, "agreement", "name\nstate", 0), "丙三木 2 ; ");
	assert_true(RUN(&at, at.office, "reject", ENTITY_OBJECTION, 1, WORDS(ANSWER_TEXT, "已核对")));
	assert_true(agree(at.member, of_members, member()));
	/* The office enters what a member without a login says. */
	assert_true(agree(at.office, of_members, at.court.people[3]));
	assert_false(is_told(at.member, "党员二季"));
	/* Of the eleven in groups one is left out. */
	assert_string_equal(see(at.member, 0, "standing", "name\nconfirmed\nasked\nown", 0),
		"2026Q2 0 ; 党员二季 2 10 3 ; 支部二季 0 ; ");
	/* Whoever is left out meanwhile is neither asked nor counted. */
	PUT(&at, ENTITY_PERSON, at.court.people[3], NUMBER(PERSON_EDUCATION, 1));
	assert_string_equal(see(at.member, 0, "standing", "name\nconfirmed\nasked\nown", 0),
		"2026Q2 0 ; 党员二季 1 9 3 ; 支部二季 0 ; ");
	PUT(&at, ENTITY_PERSON, at.court.people[3], {PERSON_EDUCATION, EMPTY_VALUE});
	assert_string_equal(see(at.secretary, ENTITY_PERSON, "agreement", "name\nstate", 0),
		"甲一山 1 ; 乙二水 1 ; 丙三木 3 ; 丁四火 3 ; 戊五土 1 ; 己六金 1 ; 庚七石 1 ; 辛八竹 1 ; "
		"癸十川 1 ; 子书记 1 ; ");
	assert_string_equal(see(at.leader, ENTITY_PERSON, "agreement", "name\nstate", 0), "甲一山 1 ; ");
}

/* Reviewed by the secretary whom the rules name; of himself and of whom he has not marked nothing is posted.
 */
static void test_members_are_reviewed(void **state)
{
	const uint64_t secretary = at.court.secretary;

	(void)state;
	assert_string_equal(evaluating_follows(&at, "open_review", ENTITY_EVALUATION, of_members),
		"The reviewers' marks count; 8 of 10 have not agreed: 甲一山、乙二水、戊五土 and 5 more");
	step("open_review", of_members);
	assert_int_equal(give(at.member, of_members, MARKING_PERSON, member(), "自评"), 0);
	assert_int_equal(give(at.secretary, of_members, MARKING_PERSON, secretary, "支部书记"), 0);
	assert_string_equal(reply_words(&at.reply), "You may not change this mark");
	assert_true(give(at.secretary, of_members, MARKING_PERSON, member(), "支部书记") > 0);
	assert_string_equal(sheet(at.member, ENTITY_PERSON, member()), "印象 50000 50000 50000 ; 学时 0 ; ");
	/* Before it is published everybody sees his own, and how many hold which grade. */
	assert_string_equal(see(at.member, ENTITY_PERSON, "ranking", "name\ngrade", 0), "丙三木 优秀 ; ");
	assert_string_equal(see(at.leader, ENTITY_PERSON, "sheet", "item", member()), "");
	assert_string_equal(see(at.leader, ENTITY_PERSON, "grades", "name\nheld", 0), "优秀 1 ; 合格 0 ; ");
	assert_string_equal(see(at.secretary, ENTITY_PERSON, "sheet", "item", member()), "印象 ; 学时 ; ");
	step("open_deciding", of_members);
	assert_false(run(at.office, "post", ENTITY_EVALUATION, of_members));
	assert_non_null(strstr(reply_words(&at.reply), "items that nobody has judged"));
}

/* Whatever somebody has not given yet: the office enters it. */
static void judge(uint64_t evaluation, uint16_t whom, uint64_t subject)
{
	static const char *const roles[] = {"自评", "支部书记"};
	uint64_t paper = PUT(&at, ENTITY_EVIDENCE, 0, WORDS(EVIDENCE_TITLE, "通知"));

	for (size_t i = 0; i < 2; i++)
		PUT(&at, ENTITY_MARK, 0, NUMBER(MARKING_EVALUATION, evaluation), WORDS(MARKING_ITEM, "印象"),
			{whom, value_number((int64_t)subject)}, WORDS(MARKING_ROLE, roles[i]),
			NUMBER(MARKING_POINTS, 300), IDS(MARKING_EVIDENCE, paper),
			NUMBER(MARKING_STATE, MARKING_GIVEN));
}

static void test_members_object(void **state)
{
	uint64_t mark;

	(void)state;
	for (size_t i = 0; i < COURT_PEOPLE; i++)
		if (at.court.people[i] != member())
			judge(of_members, MARKING_PERSON, at.court.people[i]);
	judge(of_members, MARKING_PERSON, at.court.other_leader);
	judge(of_members, MARKING_PERSON, at.court.secretary);
	step("post", of_members);
	assert_true(is_told(at.member, "党员二季: your results are posted; the last day to object"));
	assert_false(is_told(left_out, "党员二季"));
	assert_string_equal(
		see(at.member, ENTITY_PERSON, "ranking", "rank\nname\ntotal", 0), "1 丙三木 50000 ; ");
	assert_true(object_to(at.member, of_members, member(), "学时"));
	assert_true(is_told(at.office, "Answer the objection to \"学时\": 漏了一次"));
	assert_string_equal(see(at.member, ENTITY_PERSON, "objection", "item\nperson\nversion\nstate", 0),
		"学时 丙三木 3 ; 学时 丙三木 1 1 ; ");
	assert_string_equal(see(at.leader, ENTITY_PERSON, "objection", "item", 0), "");
	assert_string_equal(see(at.secretary, ENTITY_PERSON, "objection", "item", 0), "学时 ; 学时 ; ");
	evaluating_refused(&at,
		RUN(&at, at.secretary, "uphold", ENTITY_OBJECTION, 2, WORDS(ANSWER_TEXT, "对")),
		"uphold: this is for the Party affairs office");
	assert_true(RUN(&at, at.office, "uphold", ENTITY_OBJECTION, 2, WORDS(ANSWER_TEXT, "补计")));
	assert_string_equal(see(at.office, 0, "evaluation", "name\nstate\nreason", 0),
		"2026Q2 1 ; 党员二季 4 丙三木对「学时」的异议成立 ; 支部二季 1 ; ");
	PUT(&at, ENTITY_TRAINING, 0, WORDS(TRAINING_TITLE, "党章学习"), DAY(TRAINING_DATE, 20260505),
		NUMBER(TRAINING_PERSON, member()), NUMBER(TRAINING_HOURS, 200));
	mark = give(at.member, of_members, MARKING_PERSON, member(), "自评");
	assert_int_equal(mark, 0);
	step("post", of_members);
	at.scored = ENTITY_PERSON;
	assert_string_equal(evaluating_see(&at, at.member, "ranking", "total", 0, 1), "50000 ; ");
	assert_string_equal(evaluating_see(&at, at.member, "ranking", "total", 0, 2), "60000 ; ");
	assert_string_equal(evaluating_see(&at, at.leader, "ranking", "name", 0, 2), "甲一山 ; ");
}

/* --- branches --- */

static void test_branches(void **state)
{
	const uint64_t branch = at.court.branch;

	(void)state;
	/* Nobody was asked yet. */
	assert_string_equal(evaluating_follows(&at, "open_review", ENTITY_EVALUATION, of_branches),
		"The reviewers' marks count");
	step("open_self", of_branches);
	assert_string_equal(evaluating_follows(&at, "open_review", ENTITY_EVALUATION, of_branches),
		"The reviewers' marks count; 1 of 1 have not agreed: 第一党支部");
	assert_true(is_told(at.secretary, "支部二季: look through your branch's sheet; agree or object"));
	assert_false(is_told(at.leader, "支部二季"));
	evaluating_refused(&at, agree(at.leader, of_branches, branch),
		"Only the branch's secretary speaks for its sheet");
	assert_int_equal(give(at.leader, of_branches, MARKING_BRANCH, branch, "自评"), 0);
	assert_true(give(at.secretary, of_branches, MARKING_BRANCH, branch, "自评") > 0);
	assert_string_equal(sheet(at.secretary, ENTITY_BRANCH, branch), "印象 50000 ; 学时 10000 ; ");
	assert_string_equal(sheet(at.leader, ENTITY_BRANCH, branch), "");
	assert_true(agree(at.secretary, of_branches, branch));
	assert_string_equal(see(at.office, ENTITY_BRANCH, "standing", "name\nsubject\nconfirmed\nasked", 0),
		"2026Q2 4 0 ; 党员二季 5 2 ; 支部二季 2 1 1 ; ");
	assert_string_equal(evaluating_follows(&at, "open_review", ENTITY_EVALUATION, of_branches),
		"The reviewers' marks count; all 1 have agreed");
	step("open_review", of_branches);
	/* No branch is reviewed by its own secretary. */
	assert_int_equal(give(at.secretary, of_branches, MARKING_BRANCH, branch, "支部书记"), 0);
	assert_true(give(at.office, of_branches, MARKING_BRANCH, branch, "支部书记") > 0);
	step("open_deciding", of_branches);
	step("post", of_branches);
	assert_true(object_to(at.secretary, of_branches, branch, "学时"));
	assert_false(object_to(at.member, of_branches, branch, "印象"));
	assert_true(RUN(&at, at.office, "uphold", ENTITY_OBJECTION, 3, WORDS(ANSWER_TEXT, "补计")));
	/* Nothing was added: that is said once. */
	evaluating_refused(&at, run(at.office, "post", ENTITY_EVALUATION, of_branches),
		"Upheld, yet the points are as they were: 第一党支部「学时」");
	assert_true(RUN(&at, at.office, "post", ENTITY_EVALUATION, of_branches, NUMBER(POST_UNCHANGED, 1)));
	at.scored = ENTITY_BRANCH;
	assert_string_equal(evaluating_see(&at, at.secretary, "posting", "name\nversion\nstands", 0, 0),
		"党员二季 1 0 ; 党员二季 2 1 ; 支部二季 1 0 ; 支部二季 2 1 ; ");
	session_close(left_out);
}

/* That nobody can be scored is not said of him alone. */
static void test_without_rules(void **state)
{
	uint64_t before = PUT(&at, ENTITY_EVALUATION, 0, WORDS(EVALUATION_NAME, "支部一季"),
		DAY(EVALUATION_FROM, 20260101), DAY(EVALUATION_TO, 20260331),
		NUMBER(EVALUATION_STATE, EVALUATION_SELF), NUMBER(EVALUATION_SUBJECT, ENTITY_BRANCH));

	(void)state;
	evaluating_refused(&at, agree(at.secretary, before, at.court.branch),
		"No rules of subject branch are in force then: activate a file of it");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_before),
		cmocka_unit_test(test_members_mark_themselves),
		cmocka_unit_test(test_members_agree),
		cmocka_unit_test(test_members_are_reviewed),
		cmocka_unit_test(test_members_object),
		cmocka_unit_test(test_branches),
		cmocka_unit_test(test_without_rules),
	};

	return EVALUATING_TESTS(&at, GROUPS, NULL, 0, tests);
}
