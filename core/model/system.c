/* One of the five systems of the "1+5", or another regular duty: how often it is to happen, and by which
 * rule. */
#include "core/model/entities.h"

const struct choice frequencies[] = {
	{EVERY_MONTH, "month", "每月"},
	{EVERY_QUARTER, "quarter", "每季度"},
	{EVERY_HALF, "half_year", "每半年"},
	{EVERY_YEAR, "year", "每年"},
	{0},
};

static const struct field fields[] = {
	{SYSTEM_CODE, "code", "代码", TEXT_FIELD(1, 30), REQUIRED | UNIQUE, 12},
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
	{0},
};

const struct entity system_entity = {ENTITY_SYSTEM, "system", "制度", fields};
