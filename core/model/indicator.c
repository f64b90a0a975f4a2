/* A figure of the court's business for a group: cases closed, mediated, days on average … given as a value,
 * or as a part of a whole. */
#include "core/model/entities.h"

static const struct index indexes[] = {{INDICATOR_BY_NAME, "name", {INDICATOR_NAME, INDICATOR_DATE}},
	{INDICATOR_BY_DATE, "date", {INDICATOR_DATE}}, {0}};

static const struct field fields[] = {
	{INDICATOR_NAME, "name", "指标", TEXT_FIELD(1, 40), REQUIRED | TITLE | SEARCH, 16},
	{INDICATOR_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), SEARCH, 12},
	{INDICATOR_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), SEARCH, 8},
	{INDICATOR_DATE, "date", "截至", DATE_FIELD, REQUIRED | PAST, 10},
	{INDICATOR_VALUE, "value", "数值", DECIMAL_FIELD(4, -1000000000000, 1000000000000), 0, 10},
	{INDICATOR_PART, "part", "分子", DECIMAL_FIELD(4, 0, 1000000000000), 0, 10},
	{INDICATOR_WHOLE, "whole", "分母", DECIMAL_FIELD(4, 0, 1000000000000), 0, 10},
	{INDICATOR_NOTE, "note", "备注", TEXT_FIELD(0, 100), HIDDEN, 20},
	{0},
};
static const uint16_t same[] = {INDICATOR_NAME, INDICATOR_GROUP, INDICATOR_PERSON, INDICATOR_DATE, 0};
const struct entity indicator_entity = {
	ENTITY_INDICATOR, "indicator", "业务指标", fields, .indexes = indexes, .same = same};
