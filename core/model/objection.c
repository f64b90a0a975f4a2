/* 异议: who speaks for a group, a branch or himself says that an item of the sheet is not right, while the
 * sheet is looked through or while the results are posted; the office answers. Written by operations only. */
#include "core/model/speaking.h"

const struct choice objection_kinds[] = {
	{OBJECTION_NOT_COUNTED, "not_counted", "有记录没计上"},
	{OBJECTION_WRONGLY_COUNTED, "wrongly_counted", "不该计的计了"},
	{OBJECTION_WRONG_RULE, "wrong_rule", "规则用得不对"},
	{OBJECTION_EVIDENCE, "evidence", "佐证没有采信"},
	{OBJECTION_JUDGED_LOW, "judged_low", "人工评分偏低"},
	{OBJECTION_OTHER, "other", "其他"},
	{0},
};
const struct choice objection_states[] = {
	{OBJECTION_OPEN, "open", "待答复"},
	{OBJECTION_UPHELD, "upheld", "成立"},
	{OBJECTION_REJECTED, "rejected", "不成立"},
	{OBJECTION_WITHDRAWN, "withdrawn", "已撤回"},
	{0},
};

static const struct index indexes[] = {
	{OBJECTION_BY_EVALUATION, "evaluation", {OBJECTION_EVALUATION, OBJECTION_GROUP}},
	{OBJECTION_BY_STATE, "state", {OBJECTION_STATE, OBJECTION_DUE}}, {0}};

static const struct field fields[] = {
	{OBJECTION_EVALUATION, "evaluation", "评比周期", REF_FIELD(ENTITY_EVALUATION), REQUIRED | SYSTEM, 10},
	{OBJECTION_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), SYSTEM | SEARCH, 12},
	{OBJECTION_ITEM, "item", "项目", TEXT_FIELD(1, 60), REQUIRED | TITLE | SEARCH | SYSTEM, 16,
		"As the sheet names it."},
	{OBJECTION_VERSION, "version", "公示版次", NUMBER_FIELD(1, 999), SYSTEM, 4,
		"Of the posting it is about; empty: it was raised before anything was posted."},
	{OBJECTION_POINTS, "points", "当时得分", DECIMAL_FIELD(POINT_PLACES, INT64_MIN / 2, INT64_MAX / 2),
		SYSTEM, 8},
	{OBJECTION_KIND, "reason", "理由", CHOICE_FIELD(objection_kinds), REQUIRED | SYSTEM, 12},
	{OBJECTION_TEXT, "text", "说明", TEXT_FIELD(1, 200), REQUIRED | SEARCH | SYSTEM, 24},
	{OBJECTION_BY, "by", "提出人", REF_FIELD(ENTITY_PERSON), SYSTEM, 8},
	{OBJECTION_RAISED, "raised", "提出日期", DATE_FIELD, REQUIRED | SYSTEM, 10},
	{OBJECTION_DUE, "due", "答复期限", DATE_FIELD, REQUIRED | SYSTEM, 10},
	{OBJECTION_STATE, "state", "状态", CHOICE_FIELD(objection_states), SYSTEM, 6, NULL, "open"},
	{OBJECTION_ANSWER, "answer", "答复", TEXT_FIELD(0, 200), SEARCH | SYSTEM, 24},
	{OBJECTION_ANSWERED, "answered", "答复日期", DATE_FIELD, SYSTEM, 10},
	{OBJECTION_BRANCH, "branch", "党支部", REF_FIELD(ENTITY_BRANCH), SYSTEM, 12},
	{OBJECTION_PERSON, "person", "党员", REF_FIELD(ENTITY_PERSON), SYSTEM, 8},
	{0},
};
static void check(const struct view *view, struct world *world, struct problems *problems)
{
	evaluated_check(view, OBJECTION_EVALUATION, world, problems);
}
const struct entity objection_entity = {
	ENTITY_OBJECTION, "objection", "异议", fields, .check = check, .indexes = indexes};
