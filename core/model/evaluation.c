/* An evaluation: its period and how far it has come, the rules it is scored by, and what people give by hand.
 */
#include "core/model/entities.h"
#include "core/model/dated.h"
#include "core/model/speaking.h"
#include "core/schema/world.h"

const struct choice evaluation_states[] = {
	{EVALUATION_COLLECTING, "collecting", "采集"},
	{EVALUATION_SELF, "self_scoring", "自评"},
	{EVALUATION_REVIEW, "review", "复核"},
	{EVALUATION_DECIDING, "deciding", "审定"},
	{EVALUATION_POSTED, "posted", "公示"},
	{EVALUATION_FINAL, "final", "通报"},
	{0},
};
const struct choice evaluated_kinds[] = {
	{ENTITY_GROUP, "group", "党小组"},
	{ENTITY_BRANCH, "branch", "党支部"},
	{ENTITY_PERSON, "person", "党员"},
	{0},
};
static const struct field fields[] = {
	{EVALUATION_NAME, "name", "名称", TEXT_FIELD(1, 40), REQUIRED | UNIQUE | TITLE | SEARCH, 16,
		"2026Q3, 2026-07, 2026: what commands call it."},
	{EVALUATION_FROM, "from", "起", DATE_FIELD, REQUIRED, 10},
	{EVALUATION_TO, "to", "止", DATE_FIELD, REQUIRED, 10},
	{EVALUATION_STATE, "state", "状态", CHOICE_FIELD(evaluation_states), SYSTEM, 6, NULL, "collecting"},
	{EVALUATION_POSTED_ON, "posted_on", "公示日期", DATE_FIELD, SYSTEM, 10},
	{EVALUATION_VERSION, "version", "公示版次", NUMBER_FIELD(1, 999), SYSTEM, 4},
	{EVALUATION_REASON, "reason", "撤回原因", TEXT_FIELD(0, 200), SYSTEM, 20},
	{EVALUATION_MARKS, "marks", "评分期限", DATE_FIELD, 0, 10,
		"The last day for the marks of this step; five working days when it begins, the office may "
		"put it off."},
	{EVALUATION_SUBJECT, "subject", "评比对象", CHOICE_FIELD(evaluated_kinds), 0, 8,
		"Whose evaluation it is: each has its own rules, so groups can be evaluated each quarter and "
		"members each year.",
		"group"},
	{0},
};
struct days {
	const struct view *view;
	struct text taken; /* by which other one */
};

static bool same_days(const struct view *other, void *arg)
{
	struct days *days = arg;

	if (other->id == days->view->id || evaluated_kind(other) != evaluated_kind(days->view) ||
		view_number(other, EVALUATION_FROM) != view_number(days->view, EVALUATION_FROM) ||
		view_number(other, EVALUATION_TO) != view_number(days->view, EVALUATION_TO))
		return true;
	days->taken = view_text(other, EVALUATION_NAME);
	return false;
}

/* Marks and results hang on the evaluation of exactly those days and of that kind. */
static void check(const struct view *view, struct world *world, struct problems *problems)
{
	struct days days = {view, NO_TEXT};

	dated_check(view, EVALUATION_FROM, EVALUATION_TO, problems);
	if (world && world->walk(world, ENTITY_EVALUATION, 0, NULL, 0, same_days, &days, NULL) &&
		days.taken.len)
		problem_add(problems, false, EVALUATION_FROM, 0, "{1} is the evaluation of these days", "S",
			days.taken);
}
const struct entity evaluation_entity = {ENTITY_EVALUATION, "evaluation", "评比周期", fields, .check = check};

/* Frozen when results are posted (core/service/freeze.h): afterwards only the day of 通报 is noted in it. */
static const struct index result_indexes[] = {
	{RESULT_BY_EVALUATION, "evaluation", {RESULT_EVALUATION, RESULT_VERSION}}, {0}};
const struct choice evaluation_spans[] = {
	{EVERY_MONTH, "month", "月度"},
	{EVERY_QUARTER, "quarter", "季度"},
	{EVERY_HALF, "half_year", "半年度"},
	{EVERY_YEAR, "year", "年度"},
	{0},
};
int spans_months(int64_t spans)
{
	enum system_every shortest = EVERY_QUARTER;

	for (enum system_every every = EVERY_YEAR; every >= EVERY_MONTH; every--)
		if (spans >> every & 1)
			shortest = every;
	return period_months(shortest);
}

static const struct field result_fields[] = {
	{RESULT_EVALUATION, "evaluation", "评比周期", REF_FIELD(ENTITY_EVALUATION), REQUIRED | SYSTEM, 12},
	{RESULT_VERSION, "version", "版次", NUMBER_FIELD(1, 999), REQUIRED | SYSTEM, 4},
	{RESULT_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), HIDDEN | SYSTEM, 12},
	{RESULT_BRANCH, "branch", "党支部", REF_FIELD(ENTITY_BRANCH), HIDDEN | SYSTEM, 12},
	{RESULT_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), HIDDEN | SYSTEM, 8},
	{RESULT_NAME, "name", "名称", TEXT_FIELD(0, 60), TITLE | SEARCH | PINYIN | SYSTEM, 18},
	{RESULT_TOTAL, "total", "总分", DECIMAL_FIELD(POINT_PLACES, INT64_MIN / 2, INT64_MAX / 2), SYSTEM, 8},
	{RESULT_GRADE, "grade", "等次", TEXT_FIELD(0, 20), SYSTEM, 6},
	/* As the office sees them, whoever reads the result: told by freeze.c only. */
	{RESULT_ROWS, "rows", "评分行", LONG_FIELD(RESULT_ROWS_MOST), SECRET | HIDDEN | SYSTEM, 20},
	{RESULT_HASH, "hash", "校验值", TEXT_FIELD(0, 64), HIDDEN | SYSTEM, 16},
	{RESULT_RULES, "rules", "规则", TEXT_FIELD(0, 80), SYSTEM, 20},
	{RESULT_RULES_TEXT, "rules_text", "规则文本", LONG_FIELD(262144), HIDDEN | SYSTEM, 20},
	{RESULT_RULES_HASH, "rules_hash", "规则校验值", TEXT_FIELD(0, 64), HIDDEN | SYSTEM, 16},
	{RESULT_REASON, "reason", "改版原因", TEXT_FIELD(0, 200), SYSTEM, 20},
	{RESULT_FROM, "from", "起", DATE_FIELD, SYSTEM, 10},
	{RESULT_TO, "to", "止", DATE_FIELD, SYSTEM, 10},
	{RESULT_SPAN, "span", "周期", CHOICE_FIELD(evaluation_spans), SYSTEM, 6},
	{RESULT_PLACE, "place", "名次", NUMBER_FIELD(1, 100000), SYSTEM, 4},
	{RESULT_PUBLISHED, "published", "通报日期", DATE_FIELD, SYSTEM, 10},
	{0},
};
const struct entity result_entity = {
	ENTITY_RESULT, "result", "公示成绩", result_fields, .indexes = result_indexes};

/* Written as a whole when a file is put in force (rules activate), never piece by piece. */
static const struct field rules_fields[] = {
	{RULES_NAME, "name", "名称", TEXT_FIELD(1, 60), REQUIRED | TITLE | SEARCH | SYSTEM, 24},
	{RULES_VERSION, "version", "版本", NUMBER_FIELD(1, 9999), REQUIRED | SYSTEM, 6},
	{RULES_TEXT, "text", "规则文本", LONG_FIELD(262144), REQUIRED | HIDDEN | SYSTEM, 20},
	{RULES_HASH, "hash", "校验值", TEXT_FIELD(0, 64), HIDDEN | SYSTEM, 16},
	{RULES_BASIS, "basis", "依据", TEXT_FIELD(1, 80), REQUIRED | SYSTEM, 20,
		"The document's number, or the meeting's date."},
	{RULES_FROM, "from", "自哪一期", DATE_FIELD, REQUIRED | SYSTEM, 10,
		"The first day of the first period it is for."},
	{RULES_REASON, "reason", "说明", TEXT_FIELD(0, 200), SYSTEM, 20},
	{RULES_SUBJECT, "subject", "评比对象", CHOICE_FIELD(evaluated_kinds), SYSTEM, 8},
	{RULES_SPANS, "periods", "考核周期", SET_FIELD(evaluation_spans), SYSTEM, 12,
		"For how long periods; empty: any."},
	{0},
};
const struct entity rules_entity = {ENTITY_RULES, "rules", "计分规则", rules_fields};

bool marking_is_self(struct text role)
{
	return text_is(role, "自评") || text_is(role, "self");
}

bool marking_is_secretary(struct text role)
{
	static const char *const names[] = {
		"支部书记", "党支部书记", "书记", "secretary", "branch secretary"};
	bool is = false;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		is |= text_is(role, names[i]);
	return is;
}

bool marking_same_role(struct text one, struct text other)
{
	return text_equal(one, other) || (marking_is_self(one) && marking_is_self(other)) ||
		(marking_is_secretary(one) && marking_is_secretary(other));
}

bool marking_is_there(struct text word)
{
	return text_is(word, "有") || text_is(word, "是") || text_is(word, "yes");
}

const struct choice marking_states[] = {
	{MARKING_GIVEN, "given", "有效"},
	{MARKING_WITHDRAWN, "withdrawn", "撤回"},
	{0},
};
static const struct index mark_indexes[] = {{MARKING_BY_ITEM, "item", {MARKING_EVALUATION, MARKING_ITEM}},
	{MARKING_BY_EVIDENCE, "evidence", {MARKING_EVIDENCE}}, {0}};
static const struct field mark_fields[] = {
	{MARKING_EVALUATION, "evaluation", "评比周期", REF_FIELD(ENTITY_EVALUATION), REQUIRED, 12},
	{MARKING_ITEM, "item", "项目", TEXT_FIELD(1, MARK_NAME_MOST), REQUIRED | TITLE | SEARCH, 16,
		"As the rules name it."},
	{MARKING_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), 0, 12},
	{MARKING_BRANCH, "branch", "党支部", REF_FIELD(ENTITY_BRANCH), 0, 12},
	{MARKING_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), 0, 8},
	{MARKING_ROLE, "role", "评分人", TEXT_FIELD(1, 20), REQUIRED, 8,
		"As the rules name the reviewers: self, mutual, leader and so on.", "核定"},
	{MARKING_REVIEWER, "reviewer", "谁评", REF_FIELD(ENTITY_PERSON), 0, 8},
	{MARKING_POINTS, "points", "分数", DECIMAL_FIELD(MARK_PLACES, -1000000, 1000000), 0, 8},
	{MARKING_WORD, "word", "评语", TEXT_FIELD(0, 20), 0, 8, "One of the levels the rules describe."},
	{MARKING_REASON, "reason", "理由", TEXT_FIELD(0, 200), 0, 24},
	{MARKING_EVIDENCE, "evidence", "佐证", REFS_FIELD(ENTITY_EVIDENCE, 20), 0, 16},
	{MARKING_STATE, "state", "状态", CHOICE_FIELD(marking_states), SYSTEM, 6, NULL, "given"},
	{0},
};
static void check_mark(const struct view *view, struct world *world, struct problems *problems)
{
	evaluated_check(view, MARKING_EVALUATION, world, problems);
}

static const uint16_t mark_same[] = {MARKING_EVALUATION, MARKING_ITEM, MARKING_GROUP, MARKING_BRANCH,
	MARKING_PERSON, MARKING_ROLE, MARKING_REVIEWER, 0};
const struct entity mark_entity = {ENTITY_MARK, "mark", "评分", mark_fields, .check = check_mark,
	.indexes = mark_indexes, .same = mark_same};
