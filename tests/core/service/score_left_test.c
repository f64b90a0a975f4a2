/* What counts and what is left out: a meeting from 已提交 on, by its actual day, late by its first
 * submission; an entry once it is confirmed. How many were left out stands beside the points. */
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
	"      - {名称: 会, 数据: 会议.党小组会, 每个: 1}\n" \
	"      - {名称: 到会, 数据: 会议.点名, 只看: 到会 = 出席, 口径: 人次, 每个: 1}\n" \
	"      - {名称: 迟报, 分值: 9, 数据: 会议, 迟超过: 3, 每个: -1}\n" \
	"      - {名称: 表彰, 数据: 荣誉, 每个: 2}\n" \
	"      - {名称: 联系, 数据: 联系群众, 每个: 1}\n" \
	"等次:\n  - {名: 合格}\n"

static const char *sheet(int quarter)
{
	return SEE(store, "sheet", TAGS(SHEET_ITEM, SHEET_POINTS, SHEET_LEFT), .subject = court.group,
		.quarter = quarter);
}

static uint64_t meeting(int day, enum meeting_state state)
{
	return MAKE(store, ENTITY_MEETING, IDS(MEETING_GROUPS, court.group),
		NUMBER(MEETING_KINDS, 1 << MEETING_GROUP), WORDS(MEETING_TOPIC, "会"), DAY(MEETING_DATE, day),
		NUMBER(MEETING_STATE, state));
}

#define NONE "0 drafts, sent back 0"
#define REST "表彰|0|not confirmed 0, refused 0; 联系|0|; "

static void begin(void)
{
	store = scored_store(&court, RULES);
}

static void end(void)
{
	store_close(store);
}

static void test_by_state(void **state)
{
	static const struct {
		enum meeting_state state;
		const char *sheet;
	} rows[] = {
		{STATE_PLANNED, "会|0|1 drafts, sent back 0; "},
		{STATE_OPEN, "会|0|" NONE ", still open 1; "},
		{STATE_DRAFT, "会|0|1 drafts, sent back 0; "},
		{STATE_SIGNING, "会|0|" NONE ", not signed 1; "},
		{STATE_SUBMITTED, "会|1|" NONE "; "},
		{STATE_RETURNED, "会|0|0 drafts, sent back 1; "},
		{STATE_ARCHIVED, "会|1|" NONE "; "},
		{STATE_AMENDING, "会|1|" NONE "; "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *seen;
		uint64_t id;

		begin();
		id = meeting(20260512, rows[i].state);
		fixture_mark(store, id, court.people[0], court.group, MARK_PRESENT);
		/* Another group's is none of its. */
		MAKE(store, ENTITY_MEETING, IDS(MEETING_GROUPS, court.other_group),
			NUMBER(MEETING_KINDS, 1 << MEETING_GROUP), DAY(MEETING_DATE, 20260512),
			NUMBER(MEETING_STATE, STATE_DRAFT));
		seen = sheet(2);
		assert_memory_equal(seen, rows[i].sheet, strlen(rows[i].sheet));
		/* The roll of a meeting counts as the meeting does; it is one meeting, however many rows. */
		assert_non_null(strstr(seen, strstr(rows[i].sheet, "|0|") ? "到会|0|" : "到会|1|"));
		assert_non_null(strstr(strstr(seen, "到会|"), strchr(rows[i].sheet, ' ') + 1));
		end();
	}
}

/* What is only planned for a day to come is no draft yet. */
static void test_to_come(void **state)
{
	(void)state;
	begin();
	meeting(20260929, STATE_PLANNED);
	/* One is planned for today, too. */
	assert_non_null(strstr(sheet(3), "会|0|0 drafts, sent back 0; 到会"));
	fixture_today(20260929);
	assert_non_null(strstr(sheet(3), "会|0|1 drafts, sent back 0; 到会"));
	end();
}

/* A July meeting held in August is August's, whatever was planned. */
static void test_actual_day(void **state)
{
	uint64_t id;

	(void)state;
	begin();
	id = meeting(20260702, STATE_SUBMITTED);
	CHANGE(store, ENTITY_MEETING, id, DAY(MEETING_PLANNED, 20260628));
	assert_non_null(strstr(sheet(2), "会|0|" NONE));
	assert_non_null(strstr(sheet(3), "会|1|"));
	end();
}

static struct record_slot at(uint16_t tag, int day)
{
	return (struct record_slot){tag, value_number((day_of(day) * 24 + 1) * INT64_C(3600000000))};
}

/* Sent back and submitted again weeks later, it is as late as it was first. */
static void test_first_submission(void **state)
{
	static const struct {
		int first, last;
		const char *points;
	} rows[] = {
		{20260513, 20260601, "迟报|9|"}, {20260516, 20260516, "迟报|8|"}, {20260515, 0, "迟报|9|"}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		uint64_t id;

		begin();
		id = meeting(20260512, STATE_SUBMITTED);
		CHANGE(store, ENTITY_MEETING, id, at(MEETING_FIRST_SUBMITTED, rows[i].first),
			at(MEETING_SUBMITTED, rows[i].last ? rows[i].last : rows[i].first));
		assert_non_null(strstr(sheet(2), rows[i].points));
		end();
	}
}

static void test_entries(void **state)
{
	uint64_t id;

	(void)state;
	begin();
	id = MAKE(store, ENTITY_ENTRY, NUMBER(ENTRY_KIND, 1), WORDS(ENTRY_TITLE, "表扬"),
		DAY(ENTRY_DATE, 20260505), NUMBER(ENTRY_GROUP, court.group),
		NUMBER(ENTRY_STATE, ENTRY_FILED));
	assert_non_null(strstr(sheet(2), "表彰|0|not confirmed 1, refused 0; 联系|0|; "));
	CHANGE(store, ENTITY_ENTRY, id, NUMBER(ENTRY_STATE, ENTRY_REFUSED));
	assert_non_null(strstr(sheet(2), "表彰|0|not confirmed 0, refused 1; 联系|0|; "));
	CHANGE(store, ENTITY_ENTRY, id, NUMBER(ENTRY_STATE, ENTRY_CONFIRMED));
	assert_non_null(strstr(sheet(2), "表彰|2|not confirmed 0, refused 0; 联系|0|; "));
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_state),
		cmocka_unit_test(test_to_come),
		cmocka_unit_test(test_actual_day),
		cmocka_unit_test(test_first_submission),
		cmocka_unit_test(test_entries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
