/* The court's first day with the program: what began before it is scored only when it is asked for, and a
 * month before it is never a missing one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include "core/base/date.h"
#include "tests/harness/scored.h"
#include <cmocka.h>

static struct court court;
static struct store *store;

#define RULES \
	"名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" \
	"      - {名称: 会, 分值: 15, 数据: 会议.党小组会, 每: 月, 应有: 1, 每少一个: -5}\n" \
	"      - {名称: 报, 分值: 9, 数据: 向支部汇报.月度汇报, 每: 月, 应有: 1, 每少一个: -3}\n" \
	"等次:\n  - {名: 合格}\n"
#define REFUSED(day) "! In use since " day ": 2026Q2 began before that and is not scored by itself"

static int setup(void **state)
{
	(void)state;
	store = scored_store(&court, RULES);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	store_close(store);
	return 0;
}

static void begin_on(int day)
{
	CHANGE(store, ENTITY_COURT, COURT_ID, DAY(COURT_START, day));
}

static const char *see(const char *source, uint16_t tag, bool early)
{
	return SEE(store, source, TAGS(tag), .subject = court.group, .quarter = 2, .early = early);
}

/* Every source of scores refuses it, and gives it to whoever asks. */
static void test_refused(void **state)
{
	static const struct {
		const char *source;
		uint16_t tag;
	} rows[] = {{"ranking", RANKING_NAME}, {"losses", LOSSES_NAME}, {"grades", GRADES_NAME},
		{"sheet", SHEET_ITEM}, {"points", POINTS_WHAT}, {"hint", HINTS_WHAT}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		begin_on(20260401);
		assert_int_not_equal(see(rows[i].source, rows[i].tag, false)[0], '!');
		begin_on(20260402);
		assert_string_equal(see(rows[i].source, rows[i].tag, false), REFUSED("2026-04-02"));
		assert_int_not_equal(see(rows[i].source, rows[i].tag, true)[0], '!');
	}
}

/* Whoever opens an evaluation of these days wants them scored. */
static void test_evaluation_opened(void **state)
{
	(void)state;
	begin_on(20260515);
	assert_int_equal(see("ranking", RANKING_NAME, false)[0], '!');
	MAKE(store, ENTITY_EVALUATION, WORDS(EVALUATION_NAME, "2026Q2"), DAY(EVALUATION_FROM, 20260401),
		DAY(EVALUATION_TO, 20260630));
	assert_string_equal(see("ranking", RANKING_NAME, false), "第一党小组; 第二党小组; ");
}

static void test_no_missing_month(void **state)
{
	static const struct {
		int start;
		const char *sheet;
	} rows[] = {{20260401, "0|month 4, month 5, month 6 short; "},
		{20260430, "0|month 4, month 5, month 6 short; "}, {20260501, "5|month 5, month 6 short; "},
		{20260615, "10|month 6 short; "}, {20260701, "15|no record; "}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		begin_on(rows[i].start);
		assert_memory_equal(SEE(store, "sheet", TAGS(SHEET_POINTS, SHEET_WHY), .subject = court.group,
					    .quarter = 2, .early = true),
			rows[i].sheet, strlen(rows[i].sheet));
	}
	/* What was done before counts all the same. */
	begin_on(20260501);
	MAKE(store, ENTITY_REPORT, NUMBER(REPORT_GROUP, court.group), NUMBER(REPORT_KIND, REPORT_MONTH),
		DAY(REPORT_DATE, 20260420), WORDS(REPORT_TITLE, "四月"));
	assert_string_equal(
		SEE(store, "sheet", TAGS(SHEET_POINTS), .subject = court.group, .quarter = 2, .early = true),
		"5; 3; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_evaluation_opened, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_missing_month, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
