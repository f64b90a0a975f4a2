/* What a computed score looks like as rows: the ranking of a period, the sheet of one of those scored, and
 * the records behind its points, how far an evaluation has come. Who computes them: core/service/score_*.c.
 */
#include "core/model/entities.h"

#define POINTS_FIELD DECIMAL_FIELD(POINT_PLACES, INT64_MIN / 2, INT64_MAX / 2)

static const struct field ranking_fields[] = {
	{RANKING_RANK, "rank", "名次", NUMBER_FIELD(0, INT64_MAX), 0, 4},
	{RANKING_NAME, "name", "名称", TEXT_FIELD(0, 60), TITLE | SEARCH | PINYIN, 18},
	{RANKING_TOTAL, "total", "总分", POINTS_FIELD, UNKNOWN, 7},
	{RANKING_GRADE, "grade", "等次", TEXT_FIELD(0, 20), 0, 6},
	{RANKING_BASIC, "basic", "基本项", POINTS_FIELD, UNKNOWN, 7},
	{RANKING_BONUS, "bonus", "加分项", POINTS_FIELD, UNKNOWN, 7},
	{RANKING_PENALTY, "penalty", "扣分项", POINTS_FIELD, UNKNOWN, 7},
	{RANKING_PENDING, "pending", "未评", NUMBER_FIELD(0, INT64_MAX), 0, 4,
		"Items that wait for a person: until they are judged there is no total."},
	{RANKING_WHY, "why", "说明", TEXT_FIELD(0, 200), 0, 24},
	{RANKING_TIED, "tied", "并列", FLAG_FIELD, HIDDEN, 4},
	{RANKING_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), HIDDEN, 12},
	{RANKING_PERIOD, "period", "期间", TEXT_FIELD(0, 30), HIDDEN, 7},
	{RANKING_GRADED, "graded", "等次分", POINTS_FIELD, HIDDEN | UNKNOWN, 7},
	{RANKING_REASON, "reason", "等次原因", NUMBER_FIELD(0, 9), HIDDEN, 4},
	{RANKING_REACHED, "reached", "按分等次", TEXT_FIELD(0, 20), HIDDEN, 6},
	{RANKING_PLACING, "placing", "名额裁定", NUMBER_FIELD(0, 9), HIDDEN, 4},
	{RANKING_TIE, "tie", "并列组", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 4},
	{RANKING_LEFT, "left", "剩余名额", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 4},
	{RANKING_DECIDED, "decided", "裁定理由", TEXT_FIELD(0, 200), HIDDEN, 24},
	{RANKING_KIND, "kind", "对象类别", NUMBER_FIELD(1, 3), HIDDEN, 4},
	{RANKING_KNOWN, "known", "已评得分", POINTS_FIELD, HIDDEN, 7,
		"What is judged comes to so much; no total while items wait for a person."},
	{RANKING_APART, "apart", "自评差", POINTS_FIELD, HIDDEN, 7,
		"The checked marks less what the group gave itself."},
	{RANKING_FLAG, "flag", "差异提示", TEXT_FIELD(0, 400), HIDDEN, 24,
		"Where the group's own marks are further from the checked ones than the rules let be."},
	{RANKING_RULES, "rules", "规则标记", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 8,
		"The same number in two periods: by the same rules."},
	{0},
};
const struct entity ranking_shape = {0, "ranking", "评比排名", ranking_fields};

static const struct field quarter_place_fields[] = {
	{QUARTER_PLACE_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), PINYIN | SEARCH, 14},
	{QUARTER_PLACE_PERIOD, "period", "期间", TEXT_FIELD(0, 30), 0, 7},
	{QUARTER_PLACE_RANK, "rank", "名次", NUMBER_FIELD(0, INT64_MAX), 0, 4},
	{QUARTER_PLACE_TOTAL, "total", "总分", POINTS_FIELD, UNKNOWN, 7},
	{QUARTER_PLACE_GRADE, "grade", "等次", TEXT_FIELD(0, 20), 0, 6},
	{QUARTER_PLACE_PENDING, "pending", "未评", NUMBER_FIELD(0, INT64_MAX), 0, 4},
	{QUARTER_PLACE_POSTED, "posted", "已公示", FLAG_FIELD, 0, 6},
	{QUARTER_PLACE_KNOWN, "known", "已评得分", POINTS_FIELD, HIDDEN, 7,
		"What is judged comes to so much; no total while items wait for a person."},
	{0},
};
const struct entity quarter_place_shape = {0, "quarter_place", "上季评比", quarter_place_fields};

static const struct choice part_kinds[] = {
	{PART_BASIC, "basic", "基本项"},
	{PART_BONUS, "bonus", "加分项"},
	{PART_PENALTY, "penalty", "扣分项"},
	{PART_REFERENCE, "reference", "参考"},
	{0},
};
static const struct field losses_fields[] = {
	{LOSSES_NAME, "name", "名称", TEXT_FIELD(0, 60), TITLE | SEARCH | PINYIN, 18},
	{LOSSES_ITEM, "item", "项目", TEXT_FIELD(0, 60), SEARCH | PINYIN, 18},
	{LOSSES_BRIEF, "brief", "简称", TEXT_FIELD(0, 20), HIDDEN, 6},
	{LOSSES_KIND, "kind", "类别", CHOICE_FIELD(part_kinds), HIDDEN, 4},
	{LOSSES_FULL, "full", "分值", POINTS_FIELD, 0, 6},
	{LOSSES_POINTS, "points", "得分", POINTS_FIELD, 0, 7},
	{LOSSES_LOST, "lost", "失分", POINTS_FIELD, 0, 7},
	{LOSSES_STATE, "state", "状态", NUMBER_FIELD(1, 3), HIDDEN, 4},
	{LOSSES_NUMBER, "number", "第几项", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 4},
	{LOSSES_SUBJECT, "subject", "被评对象", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{0},
};
const struct entity losses_shape = {0, "losses", "各项失分", losses_fields};

static const struct field grades_fields[] = {
	{GRADES_NAME, "name", "等次", TEXT_FIELD(0, 20), TITLE | SEARCH | PINYIN, 8},
	{GRADES_FROM, "from", "分数线", POINTS_FIELD, 0, 7},
	{GRADES_PLACES, "places", "名额", NUMBER_FIELD(0, INT64_MAX), 0, 4},
	{GRADES_HELD, "held", "已评", NUMBER_FIELD(0, INT64_MAX), 0, 4},
	{GRADES_RULES, "rules", "规则", TEXT_FIELD(0, 80), HIDDEN, 16},
	{GRADES_BARE, "bare", "不含加分", FLAG_FIELD, HIDDEN, 4},
	{GRADES_RANKED, "ranked", "参评", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 4},
	{GRADES_RULE_DAY, "rule_day", "规则启用", DATE_FIELD, HIDDEN, 10},
	{GRADES_JOINT, "joint", "合计名额", NUMBER_FIELD(0, INT64_MAX), 0, 8},
	{GRADES_JOINT_WITH, "joint_with", "合计自", TEXT_FIELD(0, 20), 0, 8},
	{GRADES_JOINT_HELD, "joint_held", "合计已评", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 8},
	{0},
};
const struct entity grades_shape = {0, "grades", "等次分布", grades_fields};

static const struct choice sheet_by[] = {{BY_RECORDS, "records", "记录"}, {BY_HAND, "hand", "人工"}, {0}};
static const struct field sheet_fields[] = {
	{SHEET_SECTION, "section", "部分", TEXT_FIELD(0, 40), 0, 8},
	{SHEET_ITEM, "item", "项目", TEXT_FIELD(0, 60), TITLE | SEARCH | PINYIN, 18},
	{SHEET_POINTS, "points", "得分", POINTS_FIELD, 0, 7},
	{SHEET_FULL, "full", "分值", POINTS_FIELD, 0, 6},
	{SHEET_STATE, "state", "状态", TEXT_FIELD(0, 40), 0, 8},
	{SHEET_WHY, "why", "怎么来的", TEXT_FIELD(0, 2000), 0, 36},
	{SHEET_RECORDS, "records", "记录", NUMBER_FIELD(0, INT64_MAX), 0, 4},
	{SHEET_CLAUSE, "clause", "条款", TEXT_FIELD(0, 80), 0, 16},
	{SHEET_ENTITY, "entity", "第几项", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 4},
	{SHEET_RECORD, "record", "被评对象", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{SHEET_BY, "by", "谁评", CHOICE_FIELD(sheet_by), HIDDEN, 4},
	{SHEET_KIND, "kind", "类别", CHOICE_FIELD(part_kinds), HIDDEN, 4},
	{SHEET_LINE, "line", "规则行", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 4},
	{SHEET_HOW, "how", "怎么算", LONG_FIELD(0), HIDDEN, 36, "The rule in words, as it is applied."},
	{SHEET_SELF, "self", "自评", POINTS_FIELD, 0, 7},
	{SHEET_CHECKED, "checked", "核定", POINTS_FIELD, 0, 7},
	{SHEET_COUNTS, "counts", "自评占比", NUMBER_FIELD(0, 100), HIDDEN, 4,
		"What the self-score counts for, in percent; 0: it is shown only."},
	{SHEET_TWICE, "twice", "佐证重复", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 4,
		"Records whose evidence stands elsewhere too."},
	{SHEET_LEFT, "left", "没计入", TEXT_FIELD(0, 1000), HIDDEN, 24,
		"Records of these days that do not count for their state: drafts, sent back, not confirmed."},
	{SHEET_FLAG, "flag", "差异提示", TEXT_FIELD(0, 400), HIDDEN, 24,
		"Where the group's own marks are further from the checked ones than the rules let be."},
	{0},
};
const struct entity sheet_shape = {0, "sheet", "评分表", sheet_fields};

static const struct choice judging_kinds[] = {
	{JUDGING_POINTS, "points", "打分"},
	{JUDGING_OFF, "off", "扣分"},
	{JUDGING_LEVELS, "levels", "评语"},
	{JUDGING_TICK, "tick", "有无"},
	{JUDGING_COUNT, "count", "填数"},
	{0},
};
static const struct field judging_fields[] = {
	{JUDGING_NAME, "name", "名称", TEXT_FIELD(0, 60), SEARCH | PINYIN, 18},
	{JUDGING_ITEM, "item", "项目", TEXT_FIELD(0, 60), TITLE | SEARCH | PINYIN, 16},
	{JUDGING_CASE, "case", "情形", TEXT_FIELD(0, MARK_NAME_MOST), SEARCH | PINYIN, 24},
	{JUDGING_KIND, "kind", "评法", CHOICE_FIELD(judging_kinds), 0, 4},
	{JUDGING_ROLE, "role", "我作为", TEXT_FIELD(0, 20), 0, 8, "As whom you may give it."},
	{JUDGING_GIVEN, "given", "已评", FLAG_FIELD, 0, 4, "There is a mark in that role, and it counts."},
	{JUDGING_RANGE, "range", "给分范围", TEXT_FIELD(0, 40), 0, 8},
	{JUDGING_WORDS, "words", "评语", TEXT_FIELD(0, 400), 0, 16},
	{JUDGING_ROLES, "roles", "评分人", TEXT_FIELD(0, 400), 0, 12},
	{JUDGING_NEEDS, "needs", "评分须附", NUMBER_FIELD(0, 3), HIDDEN, 4,
		"1: a reason; 2: evidence; 3: both."},
	{JUDGING_WORTH, "worth", "计分", POINTS_FIELD, 0, 7},
	{JUDGING_MARK, "mark", "评分项", TEXT_FIELD(0, MARK_NAME_MOST), HIDDEN, 16},
	{JUDGING_PLACE, "place", "用处", NUMBER_FIELD(1, 9), HIDDEN, 4,
		"1: a line of the item; 2: what excuses it; 3: makes the item 0; 4: a veto; 5: a grade's "
		"condition."},
	{JUDGING_NUMBER, "number", "第几项", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 4},
	{JUDGING_EVALUATION, "evaluation", "评比周期", REF_FIELD(ENTITY_EVALUATION), HIDDEN, 10},
	{JUDGING_FROM, "from", "起", DATE_FIELD, HIDDEN, 10},
	{JUDGING_TO, "to", "止", DATE_FIELD, HIDDEN, 10},
	{JUDGING_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), HIDDEN, 12},
	{JUDGING_SUBJECT, "subject", "被评对象", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{JUDGING_DUE, "due", "期限", DATE_FIELD, 0, 10},
	{JUDGING_SCORED, "scored", "评比对象", CHOICE_FIELD(evaluated_kinds), HIDDEN, 8},
	{0},
};
const struct entity judging_shape = {0, "judging", "待评分", judging_fields};

static const struct field points_fields[] = {
	{POINTS_ITEM, "item", "项目", TEXT_FIELD(0, 60), 0, 16},
	{POINTS_LINE, "line", "情形", TEXT_FIELD(0, 60), 0, 16},
	{POINTS_DATE, "date", "日期", DATE_FIELD, 0, 10},
	{POINTS_WHAT, "what", "记录", TEXT_FIELD(0, 200), TITLE | SEARCH, 36},
	{POINTS_WORTH, "worth", "计", POINTS_FIELD, 0, 7, "What the row is worth before limits."},
	{POINTS_ENTITY, "entity", "对象", NUMBER_FIELD(0, 999), HIDDEN, 4},
	{POINTS_RECORD, "record", "编号", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{POINTS_TWICE, "twice", "佐证重复", TEXT_FIELD(0, 400), HIDDEN, 24},
	{POINTS_COUNT, "count", "几条", NUMBER_FIELD(1, INT64_MAX), HIDDEN, 4},
	{POINTS_TALLY, "tally", "其中", TEXT_FIELD(0, 400), 0, 16,
		"How much of each thing that the line counts by is in the record."},
	{POINTS_LACK, "lack", "差谁", TEXT_FIELD(0, 400), 0, 20},
	{POINTS_NUMBER, "number", "第几项", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 4},
	{POINTS_SINCE, "since", "公示后", TEXT_FIELD(0, 400), 0, 24,
		"What has become of the record since its points were posted."},
	{0},
};
const struct entity points_shape = {0, "points", "得分记录", points_fields};

static const struct field hint_fields[] = {
	{HINTS_NAME, "name", "名称", TEXT_FIELD(0, 60), TITLE | SEARCH | PINYIN, 18},
	{HINTS_WHAT, "what", "还能做到", TEXT_FIELD(0, 400), SEARCH, 36,
		"What can still honestly be done, never anything in the past."},
	{HINTS_POINTS, "points", "分数", POINTS_FIELD, 0, 7, "What it gives; what is lost without it."},
	{HINTS_DUE, "due", "期限", DATE_FIELD, 0, 10, "The last day on which it helps."},
	{HINTS_RULE, "rule", "依据", TEXT_FIELD(0, 80), 0, 16},
	{HINTS_ITEM, "item", "项目", TEXT_FIELD(0, 60), SEARCH | PINYIN, 16},
	{HINTS_WAY, "way", "做法", NUMBER_FIELD(1, 9), HIDDEN, 4,
		"1: still to be done; 2: to be submitted; 3: to be finished; 4: in the next period; 5: the "
		"own mark."},
	{HINTS_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), HIDDEN, 12},
	{HINTS_ENTITY, "entity", "对象", NUMBER_FIELD(0, 999), HIDDEN, 4},
	{HINTS_RECORD, "record", "编号", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{HINTS_NUMBER, "number", "第几项", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 4},
	{HINTS_SUBJECT, "subject", "被评对象", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{0},
};
const struct entity hint_shape = {0, "hint", "还能做到的", hint_fields};

static const struct field standing_fields[] = {
	{STANDING_NAME, "name", "名称", TEXT_FIELD(0, 40), TITLE | SEARCH, 10},
	{STANDING_FROM, "from", "起", DATE_FIELD, 0, 10},
	{STANDING_TO, "to", "止", DATE_FIELD, 0, 10},
	{STANDING_STATE, "state", "状态", CHOICE_FIELD(evaluation_states), 0, 6},
	{STANDING_VERSION, "version", "公示版次", NUMBER_FIELD(0, INT64_MAX), 0, 4},
	{STANDING_POSTED_ON, "posted_on", "公示日期", DATE_FIELD, 0, 10},
	{STANDING_UNTIL, "until", "异议截止", DATE_FIELD, 0, 10,
		"The last working day on which posted results may be objected to."},
	{STANDING_OPEN, "open", "待答复异议", NUMBER_FIELD(0, INT64_MAX), 0, 6},
	{STANDING_CONFIRMED, "confirmed", "已确认数", NUMBER_FIELD(0, INT64_MAX), 0, 6},
	{STANDING_ASKED, "asked", "应确认数", NUMBER_FIELD(0, INT64_MAX), 0, 6,
		"During the self-score: how many sheets there are."},
	{STANDING_REASON, "reason", "撤回原因", TEXT_FIELD(0, 200), 0, 24},
	{STANDING_SUBJECT, "subject", "评比对象", CHOICE_FIELD(evaluated_kinds), 0, 8},
	{STANDING_OWN, "own", "本人代表", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6,
		"For whom of those evaluated the reader speaks."},
	{0},
};
const struct entity standing_shape = {0, "standing", "评比进展", standing_fields};

static const struct choice agreements[] = {
	{AGREEMENT_WAITING, "waiting", "未确认"},
	{AGREEMENT_OBJECTED, "objected", "有异议"},
	{AGREEMENT_GIVEN, "agreed", "无异议"},
	{0},
};
static const struct field agreement_fields[] = {
	{AGREEMENT_EVALUATION, "evaluation", "评比周期", TEXT_FIELD(0, 40), SEARCH, 12},
	{AGREEMENT_NAME, "name", "名称", TEXT_FIELD(0, 60), TITLE | SEARCH | PINYIN, 18},
	{AGREEMENT_STATE, "state", "确认", CHOICE_FIELD(agreements), 0, 8},
	{AGREEMENT_DATE, "date", "确认日期", DATE_FIELD, 0, 10},
	{AGREEMENT_BY, "by", "确认人", REF_FIELD(ENTITY_PERSON), 0, 8},
	{AGREEMENT_SUBJECT, "subject", "评比对象", CHOICE_FIELD(evaluated_kinds), 0, 8},
	{AGREEMENT_FROM, "from", "起", DATE_FIELD, HIDDEN, 10},
	{AGREEMENT_TO, "to", "止", DATE_FIELD, HIDDEN, 10},
	{AGREEMENT_NUMBER, "number", "编号", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{0},
};
const struct entity agreement_shape = {0, "agreement", "自评确认", agreement_fields};

static const struct field posting_fields[] = {
	{POSTING_NAME, "name", "名称", TEXT_FIELD(0, 40), TITLE | SEARCH, 10},
	{POSTING_FROM, "from", "起", DATE_FIELD, HIDDEN, 10},
	{POSTING_TO, "to", "止", DATE_FIELD, HIDDEN, 10},
	{POSTING_VERSION, "version", "版次", NUMBER_FIELD(0, INT64_MAX), 0, 4},
	{POSTING_DAY, "day", "公示日期", DATE_FIELD, 0, 10},
	{POSTING_REASON, "reason", "改版原因", TEXT_FIELD(0, 200), 0, 30,
		"Why it took the place of the version before."},
	{POSTING_STANDS, "stands", "现行", FLAG_FIELD, 0, 4},
	{POSTING_SUBJECT, "subject", "评比对象", CHOICE_FIELD(evaluated_kinds), HIDDEN, 8},
	{0},
};
const struct entity posting_shape = {0, "posting", "公示版次", posting_fields};

static const struct field clause_fields[] = {
	{CLAUSE_ITEM, "item", "项目", TEXT_FIELD(0, 60), TITLE | SEARCH, 18},
	{CLAUSE_CLAUSE, "clause", "条文", TEXT_FIELD(0, 80), 0, 16},
	{CLAUSE_RULES, "rules", "规则", TEXT_FIELD(0, 80), 0, 20},
	{CLAUSE_VERSION, "version", "版本", NUMBER_FIELD(1, 9999), 0, 4},
	{CLAUSE_BASIS, "basis", "依据", TEXT_FIELD(0, 80), 0, 16},
	{CLAUSE_DAY, "day", "启用", DATE_FIELD, 0, 10},
	{CLAUSE_HASH, "hash", "校验值", TEXT_FIELD(0, 64), HIDDEN, 16},
	{CLAUSE_FIRST, "first", "起行", NUMBER_FIELD(0, INT64_MAX), 0, 4},
	{CLAUSE_LAST, "last", "止行", NUMBER_FIELD(0, INT64_MAX), 0, 4},
	{CLAUSE_TEXT, "text", "规则原文", LONG_FIELD(262144), HIDDEN, 40},
	{CLAUSE_HOW, "how", "怎么算", LONG_FIELD(0), HIDDEN, 36},
	{CLAUSE_POSTED, "posted", "已公示", FLAG_FIELD, HIDDEN, 4},
	{0},
};
const struct entity clause_shape = {0, "clause", "条文", clause_fields};

static const struct field differs_fields[] = {
	{DIFFERS_ITEM, "item", "项目", TEXT_FIELD(0, 60), TITLE | SEARCH, 18},
	{DIFFERS_THEN, "then", "公示时", POINTS_FIELD, 0, 7},
	{DIFFERS_NOW, "now", "现在", POINTS_FIELD, 0, 7},
	{DIFFERS_BY, "by", "因为", NUMBER_FIELD(1, 3), HIDDEN, 4, "1: records; 2: rules; 3: all together."},
	{DIFFERS_WHY, "why", "说明", TEXT_FIELD(0, 400), 0, 36},
	{DIFFERS_NUMBER, "number", "第几项", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 4},
	{0},
};
const struct entity differs_shape = {0, "differs", "公示后的变化", differs_fields};

static const struct field trend_fields[] = {
	{TREND_NAME, "name", "名称", TEXT_FIELD(0, 60), TITLE | SEARCH | PINYIN, 18},
	{TREND_PERIOD, "period", "期间", TEXT_FIELD(0, 30), 0, 7},
	{TREND_FROM, "from", "起", DATE_FIELD, HIDDEN, 10},
	{TREND_TO, "to", "止", DATE_FIELD, HIDDEN, 10},
	{TREND_TOTAL, "total", "总分", POINTS_FIELD, UNKNOWN, 7},
	{TREND_RANK, "rank", "名次", NUMBER_FIELD(0, INT64_MAX), 0, 4},
	{TREND_POSTED, "posted", "已公示", FLAG_FIELD, 0, 4},
	{TREND_CHANGED, "changed", "换了规则", FLAG_FIELD, 0, 4,
		"By other rules than the period before: the points cannot be compared as they are."},
	{TREND_SUBJECT, "subject", "被评对象", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{0},
};
const struct entity trend_shape = {0, "trend", "走势", trend_fields};
