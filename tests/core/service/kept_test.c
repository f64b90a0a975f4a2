/* The records behind posted points are those of the posting, with what became of them since; of a version
 * that was taken back as well. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/harness/evaluating.h"
#include <cmocka.h>

static struct evaluating at;
static uint64_t contacts[3];

#define RULES \
	"名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 汇报, 数据: 向支部汇报, 每个: 1}\n" \
	"      - {名称: 联系, 数据: 联系群众, 每个: 2}\n" \
	"      - {名称: 表彰, 数据: 事项, 每个: 1}\n"

enum { CONTACTS = 2, PRAISES = 3 };

static uint64_t contact(uint64_t id, int day, const char *whom)
{
	return PUT(&at, ENTITY_CONTACT, id, NUMBER(CONTACT_GROUP, at.court.group), DAY(CONTACT_DATE, day),
		WORDS(CONTACT_WHOM, whom));
}

/* One paper behind an entry of each group. */
static void praise(void)
{
	uint64_t kind = PUT(&at, ENTITY_ENTRY_KIND, 0, WORDS(ENTRY_KIND_NAME, "表彰"));
	uint64_t paper = PUT(&at, ENTITY_EVIDENCE, 0, WORDS(EVIDENCE_TITLE, "决定"));
	uint64_t groups[] = {at.court.group, at.court.other_group};

	for (size_t i = 0; i < 2; i++)
		PUT(&at, ENTITY_ENTRY, 0, NUMBER(ENTRY_KIND, kind), WORDS(ENTRY_TITLE, i ? "乙事" : "甲事"),
			DAY(ENTRY_DATE, 20260505), NUMBER(ENTRY_GROUP, groups[i]), IDS(ENTRY_EVIDENCE, paper),
			NUMBER(ENTRY_STATE, ENTRY_CONFIRMED));
}

static const char *twice(struct session *session)
{
	return evaluating_see(&at, session, "points", "what\ntwice", at.court.group, PRAISES);
}

static const char *points(struct session *session, const char *columns, unsigned version)
{
	return evaluating_see(
		&at, session, "points", columns, at.court.group, version * POINTS_OF_VERSION + CONTACTS);
}

static void post(void)
{
	evaluating_step(&at, "open_review");
	evaluating_step(&at, "open_deciding");
	evaluating_step(&at, "post");
}

static void test_as_posted(void **state)
{
	(void)state;
	contacts[0] = contact(0, 20260505, "社区");
	contacts[1] = contact(0, 20260506, "学校");
	contacts[2] = contact(0, 20260507, "企业");
	praise();
	post();
	assert_string_equal(
		points(at.leader, "date\nworth\nsince", 0), "20578 20000 ; 20579 20000 ; 20580 20000 ; ");
	assert_string_equal(points(at.other, "date", 0), "");
	/* An item that nothing was behind. */
	assert_string_equal(evaluating_see(&at, at.leader, "points", "what", at.court.group, 1), "");
}

/* Posted in the office's words, it is told in the reader's. */
static void test_twice(void **state)
{
	(void)state;
	assert_string_equal(twice(at.office), "甲事 Its evidence stands behind 乙事（第二党小组） too ; ");
	assert_string_equal(
		twice(at.leader), "甲事 Its evidence stands behind a record too that you may not see ; ");
}

/* What was written afterwards is not among them; what was changed or removed says so. */
static void test_since(void **state)
{
	(void)state;
	contact(contacts[0], 20260515, "社区");
	PUT(&at, ENTITY_CONTACT, contacts[1], NUMBER(TAG_REMOVED, 1));
	contact(0, 20260601, "医院");
	assert_string_equal(points(at.leader, "date\nworth\nsince", 0),
		"20578 20000 changed since; when it was posted date was 2026-05-05 ; 20579 20000 removed "
		"since ; 20580 20000 ; ");
	assert_string_equal(points(at.leader, "record\nwhat", 0), "1 社区 ; 2 学校 ; 3 企业 ; ");
	assert_string_equal(points(at.office, "what", 0), "社区 ; 学校 ; 企业 ; ");
}

static void test_older_version(void **state)
{
	(void)state;
	assert_true(RUN(&at, at.office, "take_back", ENTITY_EVALUATION, 0, WORDS(REASON_TEXT, "再核一次")));
	/* Not posted: as it is now. */
	assert_string_equal(points(at.leader, "date\nsince", 0), "20580 ; 20588 ; 20605 ; ");
	evaluating_step(&at, "post");
	assert_string_equal(points(at.leader, "date\nsince", 0), "20580 ; 20588 ; 20605 ; ");
	assert_string_equal(points(at.leader, "date\nsince", 2), "20580 ; 20588 ; 20605 ; ");
	assert_string_equal(points(at.leader, "date\nsince", 1),
		"20578 changed since; when it was posted date was 2026-05-05 ; 20579 removed since ; 20580 "
		"; ");
	assert_string_equal(
		evaluating_see(&at, at.leader, "clause", "item", 0, POINTS_OF_VERSION + CONTACTS), "联系 ; ");
}

static bool ask(struct session *session, const char *columns, const char *where, const char *sort)
{
	struct record request;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, TEXT("result"));
	record_text(&request, PAGE_COLUMNS, text_of(columns));
	record_text(&request, PAGE_WHERE, text_of(where));
	record_text(&request, PAGE_SORT, text_of(sort));
	return court_call(session, CALL_PAGE, &request, &at.reply);
}

/* History has what else was written with the rows; of them it says that they were. Does it? */
static bool history_without_rows(struct session *reader, uint64_t result)
{
	const char *seen = evaluating_see(&at, reader, "history", "tag\nnew", result, ENTITY_RESULT), *named;
	char hash[20], rows[20];

	snprintf(hash, sizeof(hash), "; %d ", RESULT_HASH);
	snprintf(rows, sizeof(rows), "; %d ", RESULT_ROWS);
	assert_non_null(strstr(seen, hash));
	named = strstr(seen, rows);
	assert_true(!named || named[strlen(rows)] == ';');
	return named;
}

/* The rows that a posting keeps are the office's: the published results, which are everybody's, are told
 * without them, whichever way they are asked for. */
static void test_rows_are_not_handed_out(void **state)
{
	struct session *const readers[] = {at.office, at.leader, at.other, at.member};
	size_t named = 0;

	(void)state;
	PUT(&at, ENTITY_EVALUATION, at.evaluation, DAY(EVALUATION_POSTED_ON, 20260901));
	evaluating_step(&at, "publish");
	for (size_t i = 0; i < sizeof(readers) / sizeof(*readers); i++) {
		for (uint64_t id = 1; id <= 6; id++) {
			struct view result = {.entity = &result_entity};

			assert_true(court_get(readers[i], ENTITY_RESULT, id, &at.reply));
			result.body = view_text(&at.reply.body, GOT_BODY);
			assert_true(view_has(&result, RESULT_HASH));
			assert_false(view_has(&result, RESULT_ROWS));
		}
		assert_true(ask(readers[i], "name\nhash", "", "name"));
		evaluating_refused(&at, ask(readers[i], "rows", "", ""), "rows is secret");
		evaluating_refused(&at, ask(readers[i], "name", "rows ~ 社区", ""), "rows is secret");
		evaluating_refused(&at, ask(readers[i], "name", "", "rows"), "rows is secret");
		for (uint64_t id = 1; id <= 6; id++)
			named += history_without_rows(readers[i], id);
	}
	assert_true(named > 0);
	/* Behind the points they stand all the same. */
	assert_string_equal(points(at.leader, "date", 1), "20578 ; 20579 ; 20580 ; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_posted),
		cmocka_unit_test(test_twice),
		cmocka_unit_test(test_since),
		cmocka_unit_test(test_older_version),
		cmocka_unit_test(test_rows_are_not_handed_out),
	};

	return EVALUATING_TESTS(&at, RULES, NULL, 0, tests);
}
