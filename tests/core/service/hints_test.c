/* What can still be done for points: only from today on, as much of it as helps, with what it gives by the
 * rules themselves; of a period that is over what the next one can have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "core/base/date.h"
#include "tests/harness/scored.h"
#include <cmocka.h>

static struct court court;
static struct store *store;

#define ITEM(words) "      - {" words "}\n"
#define RULES(items) "名称: 试\n部分:\n  - 名称: 基本项\n    项目:\n" items "等次:\n  - {名: 合格}\n"

#define MEETINGS \
	ITEM("名称: 频次, 分值: 15, 条款: 组织生活制度, 数据: 会议.党小组会, 每: 月, 应有: 1, 每少一个: -5")
#define OUTREACH ITEM("名称: 群众, 分值: 6, 数据: 联系群众, 每: 季, 应有: 1, 每少一个: -6")
#define TALKS \
	ITEM("名称: 谈心, 分值: 9, 数据: 谈话.谈心谈话, 往前: 年初, 口径: 人数, 人均: 是, 按完成率: {目标: " \
	     "100%}")
#define HOURS ITEM("名称: 学时, 分值: 9, 数据: 培训学时, 口径: 合计.学时, 人均: 是, 按完成率: {目标: 2}")
#define MAKEUPS ITEM("名称: 补学, 分值: 3, 数据: 任务.补学, 只看: 状态 = 在办, 每个: -1")
#define ENDLESS ITEM("名称: 走访, 数据: 联系群众, 每个: 2")
#define RECTIFYING ITEM("名称: 整改, 分值: 4, 数据: 整改, 迟超过: 0, 每个: -2")
#define PRAISE ITEM("名称: 表彰, 数据: 荣誉, 每个: 2")
#define ABSENCE ITEM("名称: 缺席, 分值: 2, 数据: 会议.点名, 只看: 到会 = 缺席, 口径: 人次, 每个: -0.5")
#define RATE \
	ITEM("名称: 到会率, 分值: 6, 数据: 会议.点名, 数: {实到: 到会 = 出席, 应到: 到会 != 请假}, 口径: " \
	     "实到 / 应到, 不适用时: 得满分, 分档: [{从: 90%, 得: 6}, {其余: 0}]")

#define MENDED \
	ITEM("名称: 整改率, 分值: 4, 数据: 整改, 数: {已改: not 整改完成 is empty, 共: not 发现日期 is " \
	     "empty}, 口径: 已改 / 共, 不适用时: 得满分, 分档: [{从: 90%, 得: 4}, {其余: 0}]")

static uint64_t meeting(int day, enum meeting_state state, int kinds)
{
	return MAKE(store, ENTITY_MEETING, IDS(MEETING_GROUPS, court.group), NUMBER(MEETING_KINDS, kinds),
		WORDS(MEETING_TOPIC, "会"), DAY(MEETING_DATE, day), NUMBER(MEETING_STATE, state));
}

static void held(int day)
{
	meeting(day, STATE_SUBMITTED, 1 << MEETING_GROUP);
}

static void begin(const char *rules)
{
	store = scored_store(&court, rules);
}

static void end(void)
{
	store_close(store);
}

#define HINTS(...) SEE(store, "hint", TAGS(HINTS_WHAT, HINTS_POINTS, HINTS_DUE), __VA_ARGS__)

/* A July without a meeting is lost; September's can still be held, by its end. */
static void test_never_in_the_past(void **state)
{
	(void)state;
	begin(RULES(MEETINGS));
	held(20260812);
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3),
		"group meeting of month 9: 1 more to be held|5|2026-09-30; ");
	/* On the last day still; in the middle of the quarter August and September. */
	fixture_today(20260930);
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3),
		"group meeting of month 9: 1 more to be held|5|2026-09-30; ");
	fixture_today(20260715);
	assert_string_equal(HINTS(.subject = court.other_group, .quarter = 3),
		"group meeting of month 7: 1 more to be held|5|2026-07-31; "
		"group meeting of month 8: 1 more to be held|5|2026-08-31; "
		"group meeting of month 9: 1 more to be held|5|2026-09-30; ");
	end();
}

static void test_what_was_done_is_none(void **state)
{
	(void)state;
	begin(RULES(MEETINGS OUTREACH));
	held(20260902);
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), "contact: 1 more|6|2026-09-30; ");
	MAKE(store, ENTITY_CONTACT, NUMBER(CONTACT_GROUP, court.group), DAY(CONTACT_DATE, 20260701),
		WORDS(CONTACT_WHOM, "社区"));
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), "");
	end();
}

/* As many as help, and no more people than there are. */
static void test_how_many(void **state)
{
	(void)state;
	begin(RULES(TALKS HOURS));
	for (size_t i = 0; i < 4; i++)
		MAKE(store, ENTITY_TALK, NUMBER(TALK_KIND, TALK_HEART), DAY(TALK_DATE, 20260301),
			NUMBER(TALK_GROUP, court.group), NUMBER(TALK_WITH, court.people[i]));
	MAKE(store, ENTITY_TRAINING, WORDS(TRAINING_TITLE, "学习"), DAY(TRAINING_DATE, 20260801),
		NUMBER(TRAINING_PERSON, court.people[0]), NUMBER(TRAINING_HOURS, 60));
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3),
		"training: 12 more hours in all|6|2026-09-30; heart to heart: 5 more people|5|2026-09-30; ");
	end();
}

/* Each person by himself: how many still lack it, and what it gives when none does; who has left, and more
 * for its own sake, is no lack. Never in a month that is over. */
static void test_each_person(void **state)
{
	(void)state;
	begin(RULES(ITEM("名称: 谈话, 分值: 9, 数据: 谈话.谈心谈话, 每: 人, 应有: 1, 每少一个: -1")));
	for (size_t i = 0; i < 4; i++)
		MAKE(store, ENTITY_TALK, NUMBER(TALK_KIND, TALK_HEART), DAY(TALK_DATE, 20260801),
			NUMBER(TALK_GROUP, court.group), NUMBER(TALK_WITH, court.people[i]));
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3),
		"heart to heart: 5 people lack some of it|5|2026-09-30; ");
	end();
	begin(RULES(ITEM("名称: 学时, 分值: 9, 数据: 培训学时, 口径: 合计.学时, 每: 人, 达到: 2, 得: 1")));
	MAKE(store, ENTITY_TRAINING, WORDS(TRAINING_TITLE, "学习"), DAY(TRAINING_DATE, 20260801),
		NUMBER(TRAINING_PERSON, court.people[0]), NUMBER(TRAINING_HOURS, 20));
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3),
		"training: 8 people lack some of it|8|2026-09-30; ");
	end();
	begin(RULES(ITEM("名称: 走访, 数据: 谈话.谈心谈话, 每: 人, 每个: 1")));
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), "");
	end();
	begin(RULES(ITEM("名称: 谈话, 分值: 9, 数据: 谈话.谈心谈话, 每: [月, 人], 应有: 1, 每少一个: -0.1")));
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3),
		"heart to heart in month 9: 9 people lack some of it|0.9|2026-09-30; ");
	end();
}

/* A draft is submitted: all that it changes counts, what it costs, too. */
static void test_submitting(void **state)
{
	(void)state;
	begin(RULES(MEETINGS ITEM("名称: 迟报, 分值: 3, 数据: 会议, 迟超过: 3, 每个: -1")));
	meeting(20260909, STATE_DRAFT, 1 << MEETING_GROUP);
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3),
		"The meeting of 2026-09-09 is still a draft: it counts once it is submitted|4|2026-09-30; ");
	end();
	begin(RULES(MEETINGS));
	meeting(20260909, STATE_RETURNED, 1 << MEETING_GROUP);
	/* The second fills no month. */
	meeting(20260910, STATE_OPEN, 1 << MEETING_GROUP);
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3),
		"The meeting of 2026-09-09 was sent back: it counts once it is mended and "
		"submitted|5|2026-09-30; ");
	end();
}

static uint64_t makeup(int due)
{
	return MAKE(store, ENTITY_TASK, NUMBER(TASK_KIND, TASK_MAKEUP), WORDS(TASK_TITLE, "补学"),
		NUMBER(TASK_GROUP, court.group), DAY(TASK_DUE, due), NUMBER(TASK_STATE, TASK_OPEN),
		IDS(TASK_OWNERS, court.people[2]));
}

static void test_finishing(void **state)
{
	(void)state;
	begin(RULES(MAKEUPS));
	makeup(20260926);
	assert_string_equal(
		HINTS(.subject = court.group, .quarter = 3), "Not finished yet: 补学|1|2026-09-26; ");
	end();
	/* What is late stays late; what is not yet late can be done in time. */
	begin(RULES(RECTIFYING));
	MAKE(store, ENTITY_RECTIFICATION, NUMBER(RECTIFICATION_GROUP, court.group),
		WORDS(RECTIFICATION_PROBLEM, "迟了"), DAY(RECTIFICATION_FOUND, 20260801),
		DAY(RECTIFICATION_DUE, 20260901));
	MAKE(store, ENTITY_RECTIFICATION, NUMBER(RECTIFICATION_GROUP, court.group),
		WORDS(RECTIFICATION_PROBLEM, "还来得及"), DAY(RECTIFICATION_FOUND, 20260901),
		DAY(RECTIFICATION_DUE, 20260927));
	assert_string_equal(
		HINTS(.subject = court.group, .quarter = 3), "Not rectified yet: 还来得及|2|2026-09-27; ");
	end();
}

/* Where more is always more, one more is told; honours are nobody's to do. */
static void test_no_end(void **state)
{
	(void)state;
	begin(RULES(ENDLESS PRAISE ABSENCE));
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), "contact: 1 more|2|2026-09-30; ");
	end();
}

static void honour(const char *title, enum entry_state state)
{
	MAKE(store, ENTITY_ENTRY, NUMBER(ENTRY_KIND, 1), WORDS(ENTRY_TITLE, title), DAY(ENTRY_DATE, 20260801),
		NUMBER(ENTRY_GROUP, court.group), NUMBER(ENTRY_STATE, state));
}

#define PROVED "名称: 表彰, 数据: 荣誉, 须附: 不计, "

/* Nobody can make an honour, but its paper can be handed in: as long as results are not posted, also when the
 * period is over. What waits for no paper, or costs points, is no hint. */
static void test_evidence(void **state)
{
	static const char
		done[] = "先进 has no evidence: hand it to the office, then it counts|",
		filed[] = "能手 has no evidence: hand it to the office, it counts once it is confirmed|";
	char expected[400];
	uint64_t paper, evaluation;

	(void)state;
	begin(RULES(ITEM(PROVED "每个: 2, 最多得: 4")));
	honour("先进", ENTRY_CONFIRMED);
	honour("能手", ENTRY_FILED);
	honour("不算", ENTRY_REFUSED);
	paper = MAKE(store, ENTITY_EVIDENCE, WORDS(EVIDENCE_TITLE, "通报"));
	MAKE(store, ENTITY_ENTRY, NUMBER(ENTRY_KIND, 1), WORDS(ENTRY_TITLE, "有佐证"),
		DAY(ENTRY_DATE, 20260801), NUMBER(ENTRY_GROUP, court.group),
		NUMBER(ENTRY_STATE, ENTRY_CONFIRMED), IDS(ENTRY_EVIDENCE, paper));
	/* The third finds no room. */
	honour("多余", ENTRY_CONFIRMED);
	snprintf(expected, sizeof(expected), "%s2|2026-09-30; ", done);
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), expected);
	end();
	begin(RULES(ITEM("名称: 表彰, 数据: 荣誉, 须附: 待补, 每个: 2")));
	honour("先进", ENTRY_CONFIRMED);
	honour("能手", ENTRY_FILED);
	fixture_today(20261005);
	snprintf(expected, sizeof(expected), "%s2|; %s2|; ", done, filed);
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), expected);
	evaluation = MAKE(store, ENTITY_EVALUATION, WORDS(EVALUATION_NAME, "2026Q3"),
		DAY(EVALUATION_FROM, 20260701), DAY(EVALUATION_TO, 20260930),
		NUMBER(EVALUATION_STATE, EVALUATION_DECIDING));
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), expected);
	CHANGE(store, ENTITY_EVALUATION, evaluation, NUMBER(EVALUATION_STATE, EVALUATION_POSTED));
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), "");
	end();
	begin(RULES(ITEM("名称: 投诉, 分值: 3, 数据: 荣誉, 须附: 不计, 每个: -1")));
	honour("先进", ENTRY_CONFIRMED);
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), "");
	end();
	begin(RULES(PRAISE));
	honour("能手", ENTRY_FILED);
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), "");
	/* Where the rule asks for none, the kind may. */
	CHANGE(store, ENTITY_ENTRY_KIND, 1, NUMBER(ENTRY_KIND_EVIDENCE, 1));
	snprintf(expected, sizeof(expected), "%s2|2026-09-30; ", filed);
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), expected);
	end();
}

/* A section that is full takes no more. */
static void test_section_limit(void **state)
{
	(void)state;
	begin("名称: 试\n部分:\n  - 名称: 加分项\n    上限: 3\n    项目:\n" ENDLESS
	      "等次:\n  - {名: 合格}\n");
	MAKE(store, ENTITY_CONTACT, NUMBER(CONTACT_GROUP, court.group), DAY(CONTACT_DATE, 20260701),
		WORDS(CONTACT_WHOM, "社区"));
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), "contact: 1 more|1|2026-09-30; ");
	end();
}

/* The period is over: what it lost, for the next one, without a day. */
static void test_next_period(void **state)
{
	uint64_t roll;

	(void)state;
	begin(RULES(MEETINGS OUTREACH TALKS MAKEUPS RATE ABSENCE MENDED));
	held(20260812);
	roll = meeting(20260909, STATE_SUBMITTED, 1 << MEETING_GROUP);
	fixture_mark(store, roll, court.people[0], court.group, MARK_PRESENT);
	fixture_mark(store, roll, court.people[1], court.group, MARK_ABSENT);
	makeup(20260820);
	/* Full points for nothing to rectify are no advice. */
	MAKE(store, ENTITY_RECTIFICATION, NUMBER(RECTIFICATION_GROUP, court.group),
		WORDS(RECTIFICATION_PROBLEM, "没改"), DAY(RECTIFICATION_FOUND, 20260801));
	fixture_today(20261005);
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3),
		"heart to heart with all 9|9|; contact every quarter|6|; 到会率|6|; group meeting every "
		"month|5|; "
		"补学|1|; 缺席|0.5|; ");
	end();
}

/* What a penalty is called is no advice by itself. */
static void test_penalty(void **state)
{
	uint64_t roll;

	(void)state;
	begin("名称: 试\n部分:\n  - 名称: 扣分项\n    类型: 扣分\n    项目:\n"
	      "      - {名称: 无故缺席, 数据: 会议.点名, 只看: 到会 = 缺席, 口径: 人次, 每个: -0.5}\n"
	      "等次:\n  - {名: 合格}\n");
	roll = meeting(20260909, STATE_SUBMITTED, 1 << MEETING_GROUP);
	fixture_mark(store, roll, court.people[1], court.group, MARK_ABSENT);
	fixture_today(20261005);
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), "no more 无故缺席|0.5|; ");
	end();
}

/* Who is compared with the others is scored among them, whoever asks. */
static void test_compared(void **state)
{
	(void)state;
	begin(RULES(ITEM("名称: 比, 分值: 9, 数据: 联系群众, 目标: 同类平均, 每低: {档: 1, 扣: 3}")));
	for (int i = 0; i < 2; i++)
		MAKE(store, ENTITY_CONTACT, NUMBER(CONTACT_GROUP, court.other_group),
			DAY(CONTACT_DATE, 20260701), WORDS(CONTACT_WHOM, "社区"));
	assert_string_equal(HINTS(.subject = court.group, .quarter = 3), "contact: 2 more|3|2026-09-30; ");
	end();
}

/* Everybody sees his own; a secretary those of his branch. */
static void test_rights(void **state)
{
	static const char both[] = "第一党小组; 第二党小组; ";

	(void)state;
	begin(RULES(OUTREACH));
	assert_string_equal(SEE(store, "hint", TAGS(HINTS_NAME), .quarter = 3), both);
	assert_string_equal(SEE(store, "hint", TAGS(HINTS_NAME), .person = court.secretary), both);
	assert_string_equal(SEE(store, "hint", TAGS(HINTS_NAME), .person = court.people[0]), "第一党小组; ");
	assert_string_equal(
		SEE(store, "hint", TAGS(HINTS_NAME), .person = court.people[0], .subject = court.other_group),
		"");
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_never_in_the_past),
		cmocka_unit_test(test_what_was_done_is_none),
		cmocka_unit_test(test_how_many),
		cmocka_unit_test(test_each_person),
		cmocka_unit_test(test_submitting),
		cmocka_unit_test(test_finishing),
		cmocka_unit_test(test_no_end),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(test_section_limit),
		cmocka_unit_test(test_next_period),
		cmocka_unit_test(test_penalty),
		cmocka_unit_test(test_compared),
		cmocka_unit_test(test_rights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
