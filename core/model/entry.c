/* What counts in an evaluation and has no record of its own: an honour, an article, a complaint, hours of
 * volunteering, a suggestion, dues, a score given elsewhere. Which kinds there are, and which levels and
 * labels, the court declares; the rules speak of them by these names. */
#include "core/model/entities.h"

static const struct field level_fields[] = {
	{LEVEL_NAME, "name", "名称", TEXT_FIELD(1, 20), REQUIRED | UNIQUE | TITLE | SEARCH, 10},
	{LEVEL_ORDER, "order", "序号", NUMBER_FIELD(0, 999), 0, 4,
		"The highest level has the smallest number."},
	{0},
};
const struct entity level_entity = {ENTITY_LEVEL, "level", "级别", level_fields, .rank = LEVEL_ORDER};

static const struct field label_fields[] = {
	{LABEL_NAME, "name", "名称", TEXT_FIELD(1, 20), REQUIRED | UNIQUE | TITLE | SEARCH, 12},
	{LABEL_NOTE, "note", "说明", TEXT_FIELD(0, 80), 0, 30},
	{0},
};
const struct entity label_entity = {ENTITY_LABEL, "label", "标签", label_fields};

static const struct field kind_fields[] = {
	{ENTRY_KIND_NAME, "name", "名称", TEXT_FIELD(1, 20), REQUIRED | UNIQUE | TITLE | SEARCH, 12},
	{ENTRY_KIND_UNIT, "unit", "数量单位", TEXT_FIELD(0, 10), 0, 8,
		"What the amount counts: hours, yuan, pieces; empty when there is only one of each."},
	{ENTRY_KIND_EVIDENCE, "evidence", "须附佐证", FLAG_FIELD, 0, 8,
		"One without evidence is not confirmed."},
	{ENTRY_KIND_NOTE, "note", "说明", TEXT_FIELD(0, 80), 0, 30},
	{ENTRY_KIND_ORDER, "order", "序号", NUMBER_FIELD(0, 999), HIDDEN, 4},
	{0},
};
const struct entity entry_kind_entity = {ENTITY_ENTRY_KIND, "entry_kind", "事项类别", kind_fields};

const struct choice entry_states[] = {
	{ENTRY_FILED, "filed", "待确认"},
	{ENTRY_CONFIRMED, "confirmed", "已确认"},
	{ENTRY_REFUSED, "refused", "不认可"},
	{0},
};
const struct choice entry_parts[] = {
	{PART_HOST, "host", "主办"},
	{PART_HELPER, "helper", "协办"},
	{0},
};

static const struct index indexes[] = {
	{ENTRY_BY_KIND, "kind", {ENTRY_KIND, ENTRY_DATE}},
	{ENTRY_BY_GROUP, "group", {ENTRY_GROUP, ENTRY_DATE}},
	{ENTRY_BY_MATTER, "matter", {ENTRY_MATTER}},
	{ENTRY_BY_DATE, "date", {ENTRY_DATE}},
	{ENTRY_BY_EVIDENCE, "evidence", {ENTRY_EVIDENCE}},
	{0},
};

static const struct field fields[] = {
	{ENTRY_KIND, "kind", "类别", REF_FIELD(ENTITY_ENTRY_KIND), REQUIRED, 10},
	{ENTRY_TITLE, "title", "事项", TEXT_FIELD(1, 120), REQUIRED | TITLE | SEARCH, 30},
	{ENTRY_DATE, "date", "日期", DATE_FIELD, REQUIRED | PAST, 10,
		"Of the document or of the day it happened."},
	{ENTRY_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), SEARCH, 12,
		"Empty when it is a person's: then it counts for the group the person was in that day."},
	{ENTRY_PEOPLE, "people", "人员", REFS_FIELD(ENTITY_PERSON, 20), SEARCH, 12,
		"Whose it is, or who signed it."},
	{ENTRY_LEVEL, "level", "级别", REF_FIELD(ENTITY_LEVEL), 0, 8},
	{ENTRY_LABELS, "labels", "标签", REFS_FIELD(ENTITY_LABEL, 10), 0, 16,
		"Whatever the rules tell apart: front page, adopted, self-corrected."},
	{ENTRY_PART, "part", "主协办", CHOICE_FIELD(entry_parts), 0, 6},
	{ENTRY_AMOUNT, "amount", "数量", DECIMAL_FIELD(4, -1000000000000, 1000000000000), 0, 8},
	{ENTRY_BASE, "base", "基数", DECIMAL_FIELD(4, -1000000000000, 1000000000000), 0, 8,
		"What the amount is part of: 50 satisfied of 68 asked."},
	{ENTRY_DONE, "done", "办结日期", DATE_FIELD, PAST, 10},
	{ENTRY_DUE, "due", "应于", DATE_FIELD, 0, 10},
	{ENTRY_MATTER, "matter", "事项编号", TEXT_FIELD(0, 40), SEARCH, 12,
		"The same for all that concerns one matter or case, so that it counts once."},
	{ENTRY_EVIDENCE, "evidence", "佐证", REFS_FIELD(ENTITY_EVIDENCE, 20), 0, 16},
	{ENTRY_STATE, "state", "状态", CHOICE_FIELD(entry_states), 0, 6, NULL, "filed"},
	{ENTRY_NOTE, "note", "备注", TEXT_FIELD(0, 200), HIDDEN, 20},
	{0},
};
const struct entity entry_entity = {ENTITY_ENTRY, "entry", "事项", fields, .indexes = indexes};
