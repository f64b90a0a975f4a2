/* Results that were posted stay as they were told; a new posting is a new version; nothing is posted over an
 * item that nobody has judged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/date.h"
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;

#define RULES \
	"名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 联系, 数据: 联系群众, 每个: 2}\n" \
	"      - {名称: 印象, 分值: 5, 人工: {得: 0-5}}\n" \
	"等次:\n  - {名: 优秀, 从: 5}\n  - {名: 合格}\n"

static void add_contact(uint64_t group)
{
	PUT(&at, ENTITY_CONTACT, 0, NUMBER(CONTACT_GROUP, group), DAY(CONTACT_DATE, 20260505),
		WORDS(CONTACT_WHOM, "社区"));
}

static void give_mark(uint64_t group, int64_t points)
{
	evaluating_mark(&at, group, "印象", points * 100);
}

static bool run(const char *operation, const char *reason)
{
	return RUN(&at, at.office, operation, ENTITY_EVALUATION, 0,
		{REASON_TEXT, reason ? value_text(text_of(reason)) : EMPTY_VALUE});
}

static const char *see(struct session *session, const char *source, const char *columns, uint64_t subject)
{
	return evaluating_see(&at, session, source, columns, subject, 0);
}

#define FROM date_of(2026, 4, 1)
#define TO date_of(2026, 6, 30)
#define RANKING "rank\ntotal\ngrade"
#define STANDING "rank\ngrade\nposted"

static bool undo(void)
{
	struct record request;

	record_init(&request, &undo_shape);
	return court_call(at.office, CALL_UNDO, &request, &at.reply);
}

static void refused(bool done, const char *words)
{
	evaluating_refused(&at, done, words);
}

static bool self_score(struct session *session, uint64_t group, const char *role)
{
	struct patch patch = PATCH_INIT;
	bool done;

	patch_add(&patch, MARKING_EVALUATION, EMPTY_VALUE, value_number((int64_t)at.evaluation));
	patch_add(&patch, MARKING_ITEM, EMPTY_VALUE, value_text(TEXT("印象")));
	patch_add(&patch, MARKING_GROUP, EMPTY_VALUE, value_number((int64_t)group));
	patch_add(&patch, MARKING_ROLE, EMPTY_VALUE, value_text(text_of(role)));
	patch_add(&patch, MARKING_POINTS, EMPTY_VALUE, value_number(500));
	done = court_apply(session, ENTITY_MARK, -1, &patch, &at.reply);
	patch_release(&patch);
	return done;
}

static bool rename_it(void)
{
	struct patch patch = PATCH_INIT;
	bool done;

	patch_add(&patch, EVALUATION_FROM, value_number(FROM), value_number(FROM + 1));
	done = court_apply(at.office, ENTITY_EVALUATION, (int64_t)at.evaluation, &patch, &at.reply);
	patch_release(&patch);
	return done;
}

/* Only his own group's, only as its own mark, only while it is asked for; it does not count by itself. */
static void test_self_score(void **state)
{
	(void)state;
	refused(self_score(at.leader, at.court.group, "自评"), "You may not change this mark");
	assert_true(run("open_self", NULL));
	refused(self_score(at.leader, at.court.other_group, "自评"), "You may not see this mark");
	refused(self_score(at.leader, at.court.group, "核定"), "You may not change this mark");
	assert_true(self_score(at.leader, at.court.group, "自评"));
	assert_string_equal(see(at.leader, "ranking", "name\npending", 0), "第一党小组 1 ; ");
}

static bool ask_differs(void)
{
	struct record request;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, TEXT("differs"));
	record_text(&request, PAGE_COLUMNS, TEXT("by"));
	record_number(&request, PAGE_FROM, FROM);
	record_number(&request, PAGE_TO, TO);
	record_number(&request, PAGE_SUBJECT, (int64_t)at.court.group);
	return court_call(at.office, CALL_PAGE, &request, &at.reply);
}

static void test_pending_is_not_posted(void **state)
{
	(void)state;
	assert_true(run("open_review", NULL));
	refused(run("post", NULL), "post does not go with a record that is review");
	assert_true(run("open_deciding", NULL));
	give_mark(at.court.group, 4);
	assert_false(run("post", NULL));
	assert_non_null(strstr(reply_words(&at.reply), "has 1 items that nobody has judged"));
	/* Nothing of it was kept, and nothing to differ from. */
	assert_false(ask_differs());
	assert_string_equal(
		reply_words(&at.reply), "Nothing is posted for this period: its points are those of now");
	assert_string_equal(see(at.office, "evaluation", "state", 0), "4 ; ");
	assert_string_equal(see(at.office, "result", "name", 0), "");
}

static void test_frozen(void **state)
{
	(void)state;
	give_mark(at.court.other_group, 5);
	/* Before it is posted a leader sees his own. */
	assert_string_equal(see(at.leader, "ranking", RANKING, 0), "2 40000 合格 ; ");
	assert_string_equal(see(at.leader, "quarter_place", STANDING, at.court.group), "2 合格 0 ; ");
	assert_true(run("post", NULL));
	assert_string_equal(see(at.leader, "quarter_place", STANDING, at.court.group), "2 合格 1 ; ");
	assert_string_equal(see(at.leader, "quarter_place", STANDING, at.court.other_group), "");
	assert_string_equal(see(at.office, "ranking", RANKING, 0), "1 50000 优秀 ; 2 40000 合格 ; ");
	/* Until it is published everybody sees his own, and how many have which grade; records no less than
	 * screens. */
	assert_string_equal(see(at.leader, "ranking", RANKING, 0), "2 40000 合格 ; ");
	assert_string_equal(see(at.leader, "result", "name", 0), "试 ; 第一党小组 ; ");
	assert_string_equal(see(at.leader, "sheet", "item\npoints", at.court.other_group), "");
	/* What it was made of stands. */
	refused(rename_it(), "The results of this evaluation are posted: take them back first");
	refused(self_score(at.office, at.court.group, "核定"),
		"The results of this evaluation are posted: take them back first");
	refused(undo(), "A posting is not undone but taken back, with the reason");
	add_contact(at.court.group);
	assert_string_equal(see(at.office, "ranking", RANKING, 0), "1 50000 优秀 ; 2 40000 合格 ; ");
	assert_string_equal(see(at.leader, "quarter_place", STANDING, at.court.group), "2 合格 1 ; ");
	assert_string_equal(
		see(at.leader, "sheet", "item\npoints", at.court.group), "联系 0 ; 印象 40000 ; ");
	assert_string_equal(see(at.leader, "grades", "name\nheld", 0), "优秀 1 ; 合格 1 ; ");
}

/* What would now come out otherwise is told beside what stands: by the records first, then by the rules,
 * which the posting keeps. */
static void test_differs(void **state)
{
	static const char changed[] = "名称: 新\n部分:\n  - 名称: 基本项\n    项目:\n"
				      "      - {名称: 联系, 数据: 联系群众, 每个: 3}\n"
				      "      - {名称: 新项, 数据: 联系群众, 每个: 1}\n"
				      "等次:\n  - {名: 优秀, 从: 5}\n  - {名: 合格}\n";
	const struct record_slot version[] = {{RULES_NAME, value_text(TEXT("新"))},
		{RULES_VERSION, value_number(9)}, {RULES_TEXT, value_text(text_of(changed))},
		{RULES_BASIS, value_text(TEXT("会议"))}, {RULES_FROM, value_number(FROM)}};
	uint64_t id;

	(void)state;
	/* Its points are the same; it would be second. */
	assert_string_equal(
		see(at.office, "differs", "by\nthen\nnow", at.court.other_group), "3 50000 50000 ; ");
	assert_string_equal(
		see(at.office, "differs", "by\nthen\nnow", at.court.group), "1 0 20000 ; 3 40000 60000 ; ");
	/* Everybody his own, as with the sheets. */
	assert_string_equal(see(at.leader, "differs", "by\nthen\nnow", at.court.other_group), "");
	id = evaluating_put(&at, ENTITY_RULES, 0, version, 5);
	assert_string_equal(see(at.office, "differs", "by\nthen\nnow", at.court.group),
		"1 0 20000 ; 2 20000 30000 ; 2 40000 ; 2 10000 ; 3 40000 40000 ; ");
	/* Nothing of it moved; the rules it was posted by are still those that it is explained by. */
	assert_string_equal(see(at.office, "ranking", RANKING, 0), "1 50000 优秀 ; 2 40000 合格 ; ");
	assert_string_equal(see(at.office, "clause", "rules\nversion\nfirst", 0), "试 1 5 ; 试 1 6 ; ");
	PUT(&at, ENTITY_RULES, id, NUMBER(TAG_REMOVED, 1));
	assert_string_equal(
		see(at.office, "differs", "by\nthen\nnow", at.court.group), "1 0 20000 ; 3 40000 60000 ; ");
}

static void test_second_version(void **state)
{
	const struct record_slot national_day[] = {{HOLIDAY_NAME, value_text(TEXT("国庆节"))},
		{HOLIDAY_KIND, value_number(HOLIDAY_OFF)}, {HOLIDAY_FROM, value_number(date_of(2026, 10, 1))},
		{HOLIDAY_TO, value_number(date_of(2026, 10, 7))}};

	(void)state;
	refused(run("publish", NULL), "Posted results stand for 5 working days, until 2026-10-01");
	/* Holidays do not count. */
	evaluating_put(&at, ENTITY_HOLIDAY, 0, national_day, 4);
	refused(run("publish", NULL), "Posted results stand for 5 working days, until 2026-10-08");
	assert_true(run("take_back", "联系群众漏记一次"));
	assert_string_equal(see(at.leader, "ranking", RANKING, 0), "1 60000 优秀 ; ");
	assert_true(run("post", NULL));
	assert_string_equal(see(at.leader, "ranking", RANKING, 0), "1 60000 优秀 ; ");
	assert_string_equal(see(at.office, "ranking", RANKING, 0), "1 60000 优秀 ; 2 50000 优秀 ; ");
	/* With what was counted for each of them. */
	assert_string_equal(see(at.leader, "sheet", "item\nrecords", at.court.group), "联系 1 ; 印象 ; ");
	/* Both versions are kept: a record for each group and one for the grades. */
	assert_string_equal(see(at.office, "result", "version", 0), "1 ; 1 ; 1 ; 2 ; 2 ; 2 ; ");
}

/* Marks and results hang on the one evaluation of the days. */
static void test_days_once(void **state)
{
	struct patch patch = PATCH_INIT;

	(void)state;
	patch_add(&patch, EVALUATION_NAME, EMPTY_VALUE, value_text(TEXT("again")));
	patch_add(&patch, EVALUATION_FROM, EMPTY_VALUE, value_number(FROM));
	patch_add(&patch, EVALUATION_TO, EMPTY_VALUE, value_number(TO));
	assert_false(court_apply(at.office, ENTITY_EVALUATION, -1, &patch, &at.reply));
	patch_release(&patch);
}

static void test_published(void **state)
{
	(void)state;
	session_close(at.office);
	at.office = court_session_at(&at.court, NULL, "2026-10-12T07:00:00Z");
	assert_true(run("publish", NULL));
	/* Posted they were on the day they were posted. */
	assert_string_equal(see(at.office, "posting", "version\nday", 0), "1 20720 ; 2 20720 ; ");
	refused(undo(), "Results that are published never change again");
	add_contact(at.court.other_group);
	/* Rules of a longer period may count it: the version that stood, no other. */
	assert_string_equal(see(at.office, "result", "version\npublished\nspan", 0),
		"1 ; 1 2 ; 1 2 ; 2 20738 ; 2 20738 2 ; 2 20738 2 ; ");
	/* Now it is everybody's. */
	assert_string_equal(see(at.leader, "ranking", RANKING, 0), "1 60000 优秀 ; 2 50000 优秀 ; ");
	assert_string_equal(
		see(at.leader, "sheet", "item\npoints", at.court.other_group), "联系 0 ; 印象 50000 ; ");
	refused(rename_it(), "The results of this evaluation are published and stand for good");
	assert_string_equal(see(at.office, "ranking", RANKING, 0), "1 60000 优秀 ; 2 50000 优秀 ; ");
	assert_false(run("take_back", "再看看"));
}

/* A quarter that nobody posted is scored for the first screen where that is quick, not in a large court. */
static void test_standing_of_a_large_court(void **state)
{
	(void)state;
	/* The rules came later. */
	at.month = 1;
	assert_string_equal(see(at.leader, "quarter_place", STANDING, at.court.group), "");
	/* Its items wait for their marks: no place yet. */
	at.month = 7;
	assert_string_equal(see(at.leader, "quarter_place", STANDING, at.court.group), "0 ; ");
	for (int i = 0; i < 60; i++) {
		char name[32];

		snprintf(name, sizeof(name), "又%d党小组", i);
		const struct record_slot values[] = {{GROUP_NAME, value_text(text_of(name))},
			{GROUP_BRANCH, value_number((int64_t)at.court.branch)}};

		evaluating_put(&at, ENTITY_GROUP, 0, values, 2);
	}
	assert_string_equal(see(at.leader, "quarter_place", STANDING, at.court.group), "");
	at.month = 4;
	assert_string_equal(see(at.leader, "quarter_place", STANDING, at.court.group), "1 优秀 1 ; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_self_score),
		cmocka_unit_test(test_pending_is_not_posted),
		cmocka_unit_test(test_frozen),
		cmocka_unit_test(test_differs),
		cmocka_unit_test(test_second_version),
		cmocka_unit_test(test_days_once),
		cmocka_unit_test(test_published),
		cmocka_unit_test(test_standing_of_a_large_court),
	};

	return EVALUATING_TESTS(&at, RULES, NULL, 0, tests);
}
