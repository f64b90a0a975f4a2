/* Results that were posted stay as they were told; a new posting is a new version; nothing is posted over an
 * item that nobody has judged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/date.h"
#include "tests/harness/court.h"
#include <cmocka.h>

static struct court court;
static struct session *office, *leader;
static struct reply reply;
static uint64_t evaluation;

#define RULES \
	"名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 联系, 数据: 联系群众, 每个: 2}\n" \
	"      - {名称: 印象, 分值: 5, 人工: {得: 0-5}}\n" \
	"等次:\n  - {名: 优秀, 从: 5}\n  - {名: 合格}\n"

/* The first month of the quarter that is asked about. */
static int month = 4;

static int64_t from(void)
{
	return date_of(2026, month, 1);
}

static int64_t to(void)
{
	return date_add_months(from(), 3) - 1;
}

static uint64_t write_record(unsigned entity, uint64_t id, const struct record_slot *values, size_t count)
{
	struct store *store = fixture_open(court.path);
	struct change_result result = fixture_set(store, entity, &id, values, count);

	change_result_release(&result);
	store_close(store);
	return id;
}

static void remove_record(unsigned entity, uint64_t id)
{
	const struct record_slot gone = {TAG_REMOVED, value_number(1)};

	write_record(entity, id, &gone, 1);
}

static void add_contact(uint64_t group)
{
	const struct record_slot values[] = {{CONTACT_GROUP, value_number((int64_t)group)},
		{CONTACT_DATE, value_number(date_of(2026, 5, 5))}, {CONTACT_WHOM, value_text(TEXT("社区"))}};

	write_record(ENTITY_CONTACT, 0, values, 3);
}

static void give_mark(uint64_t group, int64_t points)
{
	const struct record_slot values[] = {{MARKING_EVALUATION, value_number((int64_t)evaluation)},
		{MARKING_ITEM, value_text(TEXT("印象"))}, {MARKING_GROUP, value_number((int64_t)group)},
		{MARKING_ROLE, value_text(TEXT("核定"))}, {MARKING_POINTS, value_number(points * 100)},
		{MARKING_STATE, value_number(MARKING_GIVEN)}};

	write_record(ENTITY_MARK, 0, values, 6);
}

static bool run(const char *operation, const char *reason)
{
	static const struct field fields[] = {{1, "reason", "原因", TEXT_FIELD(0, 100)}, {0}};
	static const struct entity shape = {0, "reason", "原因", fields};
	struct record request, arguments;
	struct buf body = BUF_INIT, ids = BUF_INIT;
	bool done;

	record_init(&request, &run_shape);
	record_text(&request, RUN_OPERATION, text_of(operation));
	record_number(&request, RUN_ENTITY, ENTITY_EVALUATION);
	buf_varint(&ids, evaluation);
	record_set(&request, RUN_IDS, (struct value){VALUE_IDS, 0, buf_as_text(&ids)});
	if (reason) {
		record_init(&arguments, &shape);
		record_text(&arguments, 1, text_of(reason));
		record_write(&arguments, &body);
		record_text(&request, RUN_ARGUMENTS, buf_as_text(&body));
		record_release(&arguments);
	}
	done = court_call(office, CALL_RUN, &request, &reply);
	buf_release(&body);
	buf_release(&ids);
	return done;
}

/* "rank total grade; ..." as a session sees it, or the points of a sheet. */
static const char *see(struct session *session, const char *source, const char *columns, uint64_t subject)
{
	static char seen[400];
	struct record request;
	struct row_walk rows;
	size_t len = 0;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, text_of(source));
	record_text(&request, PAGE_COLUMNS, text_of(columns));
	record_number(&request, PAGE_FROM, from());
	record_number(&request, PAGE_TO, to());
	record_number(&request, PAGE_SUBJECT, (int64_t)subject);
	record_number(&request, PAGE_COUNT, 50);
	assert_true(court_call(session, CALL_PAGE, &request, &reply));
	seen[0] = '\0';
	for (rows = view_rows(&reply.body, ROWS_ROWS); row_walk_next(&rows);) {
		for (unsigned cell = CELL_FIRST; cell < CELL_FIRST + 3; cell++) {
			struct value value;

			if (!view_get(&rows.row, (uint16_t)cell, &value))
				continue;
			if (value.kind == VALUE_NUMBER)
				len += (size_t)snprintf(
					seen + len, sizeof(seen) - len, "%lld ", (long long)value.number);
			else
				len += (size_t)snprintf(seen + len, sizeof(seen) - len, "%.*s ",
					(int)value.bytes.len, value.bytes.at);
		}
		len += (size_t)snprintf(seen + len, sizeof(seen) - len, "; ");
	}
	return seen;
}

#define RANKING "rank\ntotal\ngrade"
#define STANDING "rank\ngrade\nposted"

static void activate(void)
{
	struct record request;

	record_init(&request, &rules_shape);
	record_number(&request, RULE_FILE_DO, RULES_ACTIVATE);
	record_text(&request, RULE_FILE_TEXT, TEXT(RULES));
	record_text(&request, RULE_FILE_BASIS, TEXT("会议"));
	record_text(&request, RULE_FILE_REASON, TEXT("试"));
	record_number(&request, RULE_FILE_FROM, from());
	assert_true(court_call(office, CALL_RULES, &request, &reply));
	assert_true(view_has(&reply.body, RULED_VERSION));
}

static bool undo(void)
{
	struct record request;

	record_init(&request, &undo_shape);
	return court_call(office, CALL_UNDO, &request, &reply);
}

static void refused(bool done, const char *words)
{
	assert_false(done);
	assert_string_equal(reply_words(&reply), words);
}

static bool self_score(struct session *session, uint64_t group, const char *role)
{
	struct patch patch = PATCH_INIT;
	bool done;

	patch_add(&patch, MARKING_EVALUATION, EMPTY_VALUE, value_number((int64_t)evaluation));
	patch_add(&patch, MARKING_ITEM, EMPTY_VALUE, value_text(TEXT("印象")));
	patch_add(&patch, MARKING_GROUP, EMPTY_VALUE, value_number((int64_t)group));
	patch_add(&patch, MARKING_ROLE, EMPTY_VALUE, value_text(text_of(role)));
	patch_add(&patch, MARKING_POINTS, EMPTY_VALUE, value_number(500));
	done = court_apply(session, ENTITY_MARK, -1, &patch, &reply);
	patch_release(&patch);
	return done;
}

static bool rename_it(void)
{
	struct patch patch = PATCH_INIT;
	bool done;

	patch_add(&patch, EVALUATION_FROM, value_number(from()), value_number(from() + 1));
	done = court_apply(office, ENTITY_EVALUATION, (int64_t)evaluation, &patch, &reply);
	patch_release(&patch);
	return done;
}

/* Only his own group's, only as its own mark, only while it is asked for; it does not count by itself. */
static void test_self_score(void **state)
{
	(void)state;
	refused(self_score(leader, court.group, "自评"), "You may not change this mark");
	assert_true(run("open_self", NULL));
	refused(self_score(leader, court.other_group, "自评"), "You may not see this mark");
	refused(self_score(leader, court.group, "核定"), "You may not change this mark");
	assert_true(self_score(leader, court.group, "自评"));
	assert_string_equal(see(leader, "ranking", "name\npending", 0), "第一党小组 1 ; ");
}

static void test_pending_is_not_posted(void **state)
{
	(void)state;
	assert_true(run("open_review", NULL));
	refused(run("post", NULL), "post does not go with a record that is review");
	assert_true(run("open_deciding", NULL));
	give_mark(court.group, 4);
	assert_false(run("post", NULL));
	assert_non_null(strstr(reply_words(&reply), "has 1 items that nobody has judged"));
	/* Nothing of it was kept. */
	assert_string_equal(see(office, "evaluation", "state", 0), "4 ; ");
	assert_string_equal(see(office, "result", "name", 0), "");
}

static void test_frozen(void **state)
{
	(void)state;
	give_mark(court.other_group, 5);
	/* Before it is posted a leader sees his own. */
	assert_string_equal(see(leader, "ranking", RANKING, 0), "2 40000 合格 ; ");
	assert_string_equal(see(leader, "quarter_place", STANDING, court.group), "2 合格 0 ; ");
	assert_true(run("post", NULL));
	assert_string_equal(see(leader, "quarter_place", STANDING, court.group), "2 合格 1 ; ");
	assert_string_equal(see(leader, "quarter_place", STANDING, court.other_group), "");
	assert_string_equal(see(office, "ranking", RANKING, 0), "1 50000 优秀 ; 2 40000 合格 ; ");
	/* Until it is published everybody sees his own, and how many have which grade; records no less than
	 * screens. */
	assert_string_equal(see(leader, "ranking", RANKING, 0), "2 40000 合格 ; ");
	assert_string_equal(see(leader, "result", "name", 0), "试 ; 第一党小组 ; ");
	assert_string_equal(see(leader, "sheet", "item\npoints", court.other_group), "");
	/* What it was made of stands. */
	refused(rename_it(), "The results of this evaluation are posted: take them back first");
	refused(self_score(office, court.group, "核定"),
		"The results of this evaluation are posted: take them back first");
	refused(undo(), "A posting is not undone but taken back, with the reason");
	add_contact(court.group);
	assert_string_equal(see(office, "ranking", RANKING, 0), "1 50000 优秀 ; 2 40000 合格 ; ");
	assert_string_equal(see(leader, "quarter_place", STANDING, court.group), "2 合格 1 ; ");
	assert_string_equal(see(leader, "sheet", "item\npoints", court.group), "联系 0 ; 印象 40000 ; ");
	assert_string_equal(see(leader, "grades", "name\nheld", 0), "优秀 1 ; 合格 1 ; ");
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
		{RULES_BASIS, value_text(TEXT("会议"))}, {RULES_FROM, value_number(from())}};
	uint64_t id;

	(void)state;
	/* Its points are the same; it would be second. */
	assert_string_equal(see(office, "differs", "by\nthen\nnow", court.other_group), "3 50000 50000 ; ");
	assert_string_equal(
		see(office, "differs", "by\nthen\nnow", court.group), "1 0 20000 ; 3 40000 60000 ; ");
	/* Everybody his own, as with the sheets. */
	assert_string_equal(see(leader, "differs", "by\nthen\nnow", court.other_group), "");
	id = write_record(ENTITY_RULES, 0, version, 5);
	assert_string_equal(see(office, "differs", "by\nthen\nnow", court.group),
		"1 0 20000 ; 2 20000 30000 ; 2 40000 ; 2 10000 ; 3 40000 40000 ; ");
	/* Nothing of it moved; the rules it was posted by are still those that it is explained by. */
	assert_string_equal(see(office, "ranking", RANKING, 0), "1 50000 优秀 ; 2 40000 合格 ; ");
	assert_string_equal(see(office, "clause", "rules\nversion\nfirst", 0), "试 1 5 ; 试 1 6 ; ");
	remove_record(ENTITY_RULES, id);
	assert_string_equal(
		see(office, "differs", "by\nthen\nnow", court.group), "1 0 20000 ; 3 40000 60000 ; ");
}

static void test_second_version(void **state)
{
	const struct record_slot national_day[] = {{HOLIDAY_NAME, value_text(TEXT("国庆节"))},
		{HOLIDAY_KIND, value_number(HOLIDAY_OFF)}, {HOLIDAY_FROM, value_number(date_of(2026, 10, 1))},
		{HOLIDAY_TO, value_number(date_of(2026, 10, 7))}};

	(void)state;
	refused(run("publish", NULL), "Posted results stand for 5 working days, until 2026-10-01");
	/* Holidays do not count. */
	write_record(ENTITY_HOLIDAY, 0, national_day, 4);
	refused(run("publish", NULL), "Posted results stand for 5 working days, until 2026-10-08");
	assert_true(run("take_back", "联系群众漏记一次"));
	assert_string_equal(see(leader, "ranking", RANKING, 0), "1 60000 优秀 ; ");
	assert_true(run("post", NULL));
	assert_string_equal(see(leader, "ranking", RANKING, 0), "1 60000 优秀 ; ");
	assert_string_equal(see(office, "ranking", RANKING, 0), "1 60000 优秀 ; 2 50000 优秀 ; ");
	/* With what was counted for each of them. */
	assert_string_equal(see(leader, "sheet", "item\nrecords", court.group), "联系 1 ; 印象 ; ");
	/* Both versions are kept: a record for each group and one for the grades. */
	assert_string_equal(see(office, "result", "version", 0), "1 ; 1 ; 1 ; 2 ; 2 ; 2 ; ");
}

/* Marks and results hang on the one evaluation of the days. */
static void test_days_once(void **state)
{
	struct patch patch = PATCH_INIT;

	(void)state;
	patch_add(&patch, EVALUATION_NAME, EMPTY_VALUE, value_text(TEXT("again")));
	patch_add(&patch, EVALUATION_FROM, EMPTY_VALUE, value_number(from()));
	patch_add(&patch, EVALUATION_TO, EMPTY_VALUE, value_number(to()));
	assert_false(court_apply(office, ENTITY_EVALUATION, -1, &patch, &reply));
	patch_release(&patch);
}

static void test_published(void **state)
{
	const struct record_slot earlier = {EVALUATION_POSTED_ON, value_number(date_of(2026, 9, 1))};

	(void)state;
	write_record(ENTITY_EVALUATION, evaluation, &earlier, 1);
	assert_true(run("publish", NULL));
	refused(undo(), "Results that are published never change again");
	add_contact(court.other_group);
	/* Rules of a longer period may count it: the version that stood, no other. */
	assert_string_equal(see(office, "result", "version\npublished\nspan", 0),
		"1 ; 1 2 ; 1 2 ; 2 20720 ; 2 20720 2 ; 2 20720 2 ; ");
	/* Now it is everybody's. */
	assert_string_equal(see(leader, "ranking", RANKING, 0), "1 60000 优秀 ; 2 50000 优秀 ; ");
	assert_string_equal(
		see(leader, "sheet", "item\npoints", court.other_group), "联系 0 ; 印象 50000 ; ");
	refused(rename_it(), "The results of this evaluation are posted: take them back first");
	assert_string_equal(see(office, "ranking", RANKING, 0), "1 60000 优秀 ; 2 50000 优秀 ; ");
	assert_false(run("take_back", "再看看"));
}

/* A quarter that nobody posted is scored for the first screen where that is quick, not in a large court. */
static void test_standing_of_a_large_court(void **state)
{
	(void)state;
	/* The rules came later. */
	month = 1;
	assert_string_equal(see(leader, "quarter_place", STANDING, court.group), "");
	/* Its items wait for their marks: no place yet. */
	month = 7;
	assert_string_equal(see(leader, "quarter_place", STANDING, court.group), "0 ; ");
	for (int i = 0; i < 60; i++) {
		char name[32];

		snprintf(name, sizeof(name), "又%d党小组", i);
		const struct record_slot values[] = {{GROUP_NAME, value_text(text_of(name))},
			{GROUP_BRANCH, value_number((int64_t)court.branch)}};

		write_record(ENTITY_GROUP, 0, values, 2);
	}
	assert_string_equal(see(leader, "quarter_place", STANDING, court.group), "");
	month = 4;
	assert_string_equal(see(leader, "quarter_place", STANDING, court.group), "1 优秀 1 ; ");
}

static int setup(void **state)
{
	const struct record_slot values[] = {{EVALUATION_NAME, value_text(TEXT("2026Q2"))},
		{EVALUATION_FROM, value_number(from())}, {EVALUATION_TO, value_number(to())},
		{EVALUATION_STATE, value_number(EVALUATION_COLLECTING)}};

	(void)state;
	court_make(&court);
	evaluation = write_record(ENTITY_EVALUATION, 0, values, 4);
	office = court_session(&court, NULL);
	leader = court_session(&court, "p1");
	activate();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	session_close(office);
	session_close(leader);
	reply_release(&reply);
	court_remove(&court);
	return 0;
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

	return cmocka_run_group_tests(tests, setup, teardown);
}
