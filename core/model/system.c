/* One of the five systems of the "1+5", or another regular duty: how often it is to happen, and by which
 * rule. */
#include "core/model/entities.h"
#include "core/schema/view.h"

const struct choice frequencies[] = {
	{EVERY_MONTH, "month", "每月"},
	{EVERY_QUARTER, "quarter", "每季度"},
	{EVERY_HALF, "half_year", "每半年"},
	{EVERY_YEAR, "year", "每年"},
	{0},
};

int period_months(enum system_every every)
{
	static const int months[] = {
		[EVERY_MONTH] = 1, [EVERY_QUARTER] = 3, [EVERY_HALF] = 6, [EVERY_YEAR] = 12};

	return every ? months[every] : 1;
}

const struct choice system_records[] = {
	{RECORD_CONTACT, "contact", "联系群众"},
	{RECORD_REPORT, "report", "向支部汇报"},
	{RECORD_TALK, "talk", "谈心谈话"},
	{0},
};

static const struct field fields[] = {
	{SYSTEM_CODE, "code", "代码", TEXT_FIELD(1, 30), REQUIRED | UNIQUE | HIDDEN, 12},
	{SYSTEM_NAME, "name", "名称", TEXT_FIELD(1, 30), REQUIRED | TITLE | SEARCH, 12},
	{SYSTEM_KIND, "kind", "会议类型", CHOICE_FIELD(meeting_kinds), 0, 10,
		"The kind of meeting that fulfils it."},
	{SYSTEM_EVERY, "every", "周期", CHOICE_FIELD(frequencies), REQUIRED, 6},
	{SYSTEM_TIMES, "times", "次数", NUMBER_FIELD(1, 31), REQUIRED, 4, "How often in each period.", "1"},
	{SYSTEM_RULE, "rule", "依据", TEXT_FIELD(1, 80), REQUIRED, 30,
		"The document and clause that asks for it."},
	{SYSTEM_ORDER, "order", "序号", NUMBER_FIELD(0, 999), HIDDEN, 4},
	{SYSTEM_TEXT, "text", "原文", TEXT_FIELD(0, 1000), HIDDEN, 30,
		"The words of that clause, as the court's document has them: help shows them."},
	{SYSTEM_RECORD, "record", "完成记录", CHOICE_FIELD(system_records), 0, 10,
		"The record that fulfils it when it is no meeting. Of talks everybody in the group has one."},
	{SYSTEM_ENGLISH, "english", "英文名", TEXT_FIELD(0, 30), HIDDEN, 12},
	{SYSTEM_RULE_ENGLISH, "rule_english", "英文依据", TEXT_FIELD(0, 40), HIDDEN, 16,
		"The document's name for those who read English."},
	{0},
};

static void check(const struct view *view, struct world *world, struct problems *problems)
{
	(void)world;
	if (view_has(view, SYSTEM_KIND) && view_has(view, SYSTEM_RECORD))
		problem_add(problems, false, SYSTEM_RECORD, 0,
			"Either a kind of meeting fulfils it or a record, not both", "");
}

static const struct index indexes[] = {{SYSTEM_BY_ORDER, "order", {SYSTEM_ORDER}}, {0}};

const struct entity system_entity = {
	ENTITY_SYSTEM, "system", "制度", fields, .indexes = indexes, .check = check};
