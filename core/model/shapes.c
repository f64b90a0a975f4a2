/* The shapes of computed rows: what today, the strip, a roster, history and the rest look like in lists. */
#include "core/model/entities.h"

const struct choice today_sections[] = {
	{TODAY_NOW, "today", "今天"},
	{TODAY_MINE, "for_me", "要我办的"},
	{TODAY_REVIEW, "to_review", "待我审的"},
	{TODAY_OTHERS, "with_others", "等别人办的"},
	{TODAY_FIRST, "first_steps", "先做这几件"},
	{TODAY_DRAFT, "drafts", "没录完的"},
	{0},
};

static const struct field today_fields[] = {
	{TODAY_SECTION, "section", "栏", CHOICE_FIELD(today_sections), 0, 8},
	{TODAY_URGENT, "urgent", "急", FLAG_FIELD, 0, 2, "Overdue, or costs points."},
	{TODAY_WHAT, "what", "事项", TEXT_FIELD(0, 600), SEARCH, 40},
	{TODAY_DUE, "due", "期限", DATE_FIELD, 0, 10},
	{TODAY_RULE, "rule", "依据", TEXT_FIELD(0, 600), 0, 16},
	{TODAY_ENTITY, "entity", "对象", NUMBER_FIELD(0, 999), HIDDEN, 4},
	{TODAY_RECORD, "record", "记录", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{TODAY_WHO, "who", "谁", TEXT_FIELD(0, 80), SEARCH, 8},
	{TODAY_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), HIDDEN, 12},
	{TODAY_TIME, "time", "时间", TIME_FIELD, HIDDEN, 5},
	{TODAY_STEP, "step", "步骤", NUMBER_FIELD(0, 99), HIDDEN, 3},
	{TODAY_GROUP_NUMBER, "group_number", "党小组编号", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{0},
};
const struct entity today_shape = {0, "today", "今日", today_fields};

static const struct field strip_fields[] = {
	{STRIP_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), PINYIN | SEARCH, 14},
	{STRIP_BRANCH, "branch", "党支部", REF_FIELD(ENTITY_BRANCH), 0, 14},
	{STRIP_NAME, "name", "名称", TEXT_FIELD(0, 40), HIDDEN | SEARCH | PINYIN, 14},
	{STRIP_MONTHS, "months", "各月", TEXT_FIELD(12, 12), 0, 36,
		"One letter a month: see enum strip_mark."},
	{STRIP_HELD, "held", "已开", NUMBER_FIELD(0, 999), 0, 4},
	{STRIP_DUE, "due", "应开", NUMBER_FIELD(0, 999), 0, 4},
	{STRIP_PRESENT, "present", "实到", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 5},
	{STRIP_EXPECTED, "expected", "应到", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 5},
	{STRIP_NEXT, "next", "下次", DATE_FIELD, 0, 10},
	{STRIP_NEXT_TIME, "next_time", "下次时间", TIME_FIELD, HIDDEN, 5},
	{STRIP_SYSTEM, "system", "制度", REF_FIELD(ENTITY_SYSTEM), HIDDEN, 10},
	{STRIP_LATEST, "latest", "最近", DATE_FIELD, 0, 10},
	{0},
};
const struct entity strip_shape = {0, "strip", "十二个月", strip_fields};

static const struct field system_year_fields[] = {
	{SYSTEM_YEAR_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), PINYIN | SEARCH, 14},
	{SYSTEM_YEAR_SYSTEM, "system", "制度", REF_FIELD(ENTITY_SYSTEM), HIDDEN, 12},
	{SYSTEM_YEAR_NAME, "name", "名称", TEXT_FIELD(0, 30), SEARCH, 12},
	{SYSTEM_YEAR_ENGLISH, "english", "英文名", TEXT_FIELD(0, 30), HIDDEN, 12},
	{SYSTEM_YEAR_RULE, "rule", "依据", TEXT_FIELD(0, 80), 0, 20},
	{SYSTEM_YEAR_RULE_ENGLISH, "rule_english", "英文依据", TEXT_FIELD(0, 40), HIDDEN, 16},
	{SYSTEM_YEAR_KIND, "kind", "会议类型", CHOICE_FIELD(meeting_kinds), HIDDEN, 10},
	{SYSTEM_YEAR_RECORD, "record", "完成记录", CHOICE_FIELD(system_records), HIDDEN, 10},
	{SYSTEM_YEAR_MONTHS, "months", "各月", TEXT_FIELD(12, 12), 0, 36,
		"One letter a month: see enum strip_mark."},
	{SYSTEM_YEAR_HELD, "held", "已办", NUMBER_FIELD(0, 9999), 0, 4},
	{SYSTEM_YEAR_DUE, "due", "应办", NUMBER_FIELD(0, 9999), 0, 4},
	{SYSTEM_YEAR_PRESENT, "present", "实到", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 5},
	{SYSTEM_YEAR_EXPECTED, "expected", "应到", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 5},
	{SYSTEM_YEAR_LATEST, "latest", "最近", DATE_FIELD, 0, 10},
	{SYSTEM_YEAR_PEOPLE, "people", "按人", FLAG_FIELD, HIDDEN, 4},
	{SYSTEM_YEAR_EVERY, "every", "周期", CHOICE_FIELD(frequencies), HIDDEN, 6},
	{SYSTEM_YEAR_GROUP_NUMBER, "group_number", "党小组编号", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{SYSTEM_YEAR_RATE, "rate", "到会率%", DECIMAL_FIELD(1, 0, INT64_MAX), HIDDEN, 7,
		"There of those due, of a hundred; rounded half up."},
	{0},
};
const struct entity system_year_shape = {0, "system_year", "制度落实", system_year_fields};

static const struct field hours_fields[] = {
	{HOURS_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), PINYIN | SEARCH, 14},
	{HOURS_PEOPLE, "people", "人数", NUMBER_FIELD(0, 9999), 0, 4},
	{HOURS_SUM, "sum", "总学时", DECIMAL_FIELD(1, 0, INT64_MAX), 0, 8},
	{HOURS_EACH, "each", "人均学时", DECIMAL_FIELD(1, 0, INT64_MAX), 0, 8, "Rounded half up."},
	{HOURS_NEED, "need", "年度学时", NUMBER_FIELD(0, 1000), 0, 8},
	{0},
};
const struct entity hours_shape = {0, "hours", "人均学时", hours_fields};

static const struct field voices_fields[] = {
	{VOICES_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), PINYIN | SEARCH, 8},
	{VOICES_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), PINYIN | SEARCH, 14},
	{VOICES_THERE, "there", "到会次数", NUMBER_FIELD(0, INT64_MAX), 0, 8,
		"Meetings he was at whose minutes name who spoke."},
	{VOICES_SPOKE, "spoke", "发言次数", NUMBER_FIELD(0, INT64_MAX), 0, 8, "Meetings he spoke at."},
	{VOICES_LAST, "last", "最近发言", DATE_FIELD, 0, 10},
	{0},
};
const struct entity voices_shape = {0, "voices", "发言情况", voices_fields};

static const struct field effort_fields[] = {
	{EFFORT_FROM, "from", "起", DATE_FIELD, 0, 10},
	{EFFORT_TO, "to", "止", DATE_FIELD, 0, 10},
	{EFFORT_RECORDS, "records", "记录数", NUMBER_FIELD(0, INT64_MAX), 0, 6},
	{EFFORT_TYPED, "typed", "录入字数", NUMBER_FIELD(0, INT64_MAX), 0, 8,
		"Characters of text, and one for each mark, name or day that was chosen."},
	{EFFORT_FILLED, "filled", "填好字数", NUMBER_FIELD(0, INT64_MAX), 0, 8,
		"Characters, as they read on paper, that the program wrote."},
	{0},
};
const struct entity effort_shape = {0, "effort", "录入量", effort_fields};

static const struct field card_fields[] = {
	{CARD_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), HIDDEN, 14},
	{CARD_NAME, "name", "名称", TEXT_FIELD(0, 40), SEARCH | PINYIN, 14},
	{CARD_BRANCH, "branch", "党支部", REF_FIELD(ENTITY_BRANCH), 0, 14},
	{CARD_CLASS, "class", "类别", CHOICE_FIELD(department_classes), 0, 8},
	{CARD_PRINCIPLE, "principle", "设置", CHOICE_FIELD(group_principles), 0, 8},
	{CARD_MEMBERS, "members", "人数", NUMBER_FIELD(0, 9999), 0, 4},
	{CARD_LEADER, "leader", "组长", REF_FIELD(ENTITY_PERSON), 0, 8},
	{CARD_REMARK, "remark", "提醒", TEXT_FIELD(0, 600), 0, 30,
		"A message: what is unusual about the group."},
	{CARD_URGENT, "urgent", "急", FLAG_FIELD, HIDDEN, 2},
	{CARD_ORDER, "order", "序号", NUMBER_FIELD(0, 9999), HIDDEN, 4},
	{CARD_BRANCH_ORDER, "branch_order", "支部序号", NUMBER_FIELD(0, 9999), HIDDEN, 4},
	{CARD_BRANCH_MEMBERS, "branch_members", "支部人数", NUMBER_FIELD(0, 9999), HIDDEN, 4},
	{CARD_REASON, "reason", "依据", TEXT_FIELD(0, 600), HIDDEN, 30,
		"A message: the remark in full, with its rule."},
	{0},
};
const struct entity group_card_shape = {0, "groups", "党小组清单", card_fields};

static const struct field member_fields[] = {
	{MEMBER_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), HIDDEN, 8},
	{MEMBER_NAME, "name", "姓名", TEXT_FIELD(0, 20), SEARCH | PINYIN, 8},
	{MEMBER_OFFICE, "office", "组内职务", CHOICE_FIELD(term_kinds), 0, 6},
	{MEMBER_POST, "post", "职务", CHOICE_FIELD(posts), 0, 12},
	{MEMBER_AGE, "age", "年龄", NUMBER_FIELD(0, 150), 0, 4},
	{MEMBER_STANDING, "standing", "党龄", NUMBER_FIELD(0, 150), 0, 4,
		"Whole years of Party standing; empty: not a full member yet."},
	{MEMBER_COURT_YEARS, "court_years", "院龄", NUMBER_FIELD(0, 150), HIDDEN, 4},
	{MEMBER_PRESENT, "present", "实到", NUMBER_FIELD(0, 9999), 0, 4, "At group meetings, this year."},
	{MEMBER_DUE, "due", "应到", NUMBER_FIELD(0, 9999), 0, 4},
	{MEMBER_COUNTED, "counted", "计应到", FLAG_FIELD, HIDDEN, 4},
	{MEMBER_STATUS, "status", "状态", CHOICE_FIELD(spell_kinds), 0, 8},
	{MEMBER_MAKEUP, "make_up", "待补学", NUMBER_FIELD(0, 999), 0, 4},
	{MEMBER_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), HIDDEN, 12},
	{MEMBER_HOURS, "hours", "学时", DECIMAL_FIELD(1, 0, INT64_MAX), 0, 6, "Of training, this year."},
	{MEMBER_TALKED, "talked", "已谈话", FLAG_FIELD, 0, 4,
		"Has somebody talked with the person in the time the system of talks asks for?"},
	{0},
};
const struct entity member_shape = {0, "members", "在册组员", member_fields};

static const struct field history_fields[] = {
	{HISTORY_MOMENT, "moment", "时间", MOMENT_FIELD, 0, 16},
	{HISTORY_AUTHOR, "author", "谁", REF_FIELD(ENTITY_PERSON), HIDDEN, 8},
	{HISTORY_ACTION, "action", "做了什么", TEXT_FIELD(0, 40), 0, 10},
	{HISTORY_REASON, "reason", "原因", TEXT_FIELD(0, 200), 0, 16},
	{HISTORY_TAG, "tag", "栏目", NUMBER_FIELD(0, 65535), HIDDEN, 5},
	{HISTORY_ROW_TAG, "row_tag", "行内栏目", NUMBER_FIELD(0, 65535), HIDDEN, 5},
	{HISTORY_ROW, "row", "行", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{HISTORY_FIELD, "field", "栏目名", TEXT_FIELD(0, 60), SEARCH, 12},
	{HISTORY_OLD, "old", "原值", TEXT_FIELD(0, 2000), SEARCH, 20},
	{HISTORY_NEW, "new", "新值", TEXT_FIELD(0, 2000), SEARCH, 20},
	{HISTORY_SEQUENCE, "sequence", "序号", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 8},
	{HISTORY_ENTITY, "entity", "对象", NUMBER_FIELD(0, 999), HIDDEN, 4},
	{HISTORY_RECORD, "record", "记录", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{HISTORY_DEED, "deed", "做了什么", TEXT_FIELD(0, 60), HIDDEN, 10},
	{HISTORY_WAS, "was", "原来写的", TEXT_FIELD(0, 2000), HIDDEN, 20},
	{HISTORY_WHO, "who", "谁", TEXT_FIELD(0, 60), SEARCH, 8},
	{0},
};
const struct entity history_shape = {0, "history", "修改经过", history_fields};
const struct entity audit_shape = {0, "audit", "操作日志", history_fields};

static const struct field search_fields[] = {
	{SEARCH_ENTITY, "entity", "对象", NUMBER_FIELD(0, 999), HIDDEN, 4},
	{SEARCH_RECORD, "record", "记录", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{SEARCH_KIND, "kind", "种类", TEXT_FIELD(0, 40), 0, 8},
	{SEARCH_TITLE, "title", "名称", TEXT_FIELD(0, 200), SEARCH, 30},
	{SEARCH_WHERE, "where", "出处", TEXT_FIELD(0, 200), 0, 30},
	{SEARCH_DATE, "date", "日期", DATE_FIELD, 0, 10},
	{0},
};
const struct entity search_shape = {0, "search", "查找", search_fields};

static const struct field coverage_fields[] = {
	{COVERAGE_KIND, "kind", "缺口", CHOICE_FIELD(coverage_kinds), 0, 16},
	{COVERAGE_ENTITY, "entity", "对象", NUMBER_FIELD(0, 999), HIDDEN, 4},
	{COVERAGE_RECORD, "record", "记录", NUMBER_FIELD(0, INT64_MAX), HIDDEN, 6},
	{COVERAGE_TITLE, "title", "名称", TEXT_FIELD(0, 80), SEARCH, 20},
	{0},
};
const struct choice coverage_kinds[] = {
	{1, "team_without_group", "没有党小组的团队"},
	{2, "member_without_group", "没编入组的党员"},
	{0},
};
const struct entity coverage_shape = {0, "coverage", "团队覆盖", coverage_fields};

static const struct choice sources_kinds[] = {
	{SOURCES_RECORDS, "records", "记录"},
	{SOURCES_ROWS, "rows", "记录里的行"},
	{SOURCES_COMPUTED, "computed", "计算得出"},
	{0},
};
static const struct field sources_fields[] = {
	{SOURCES_NAME, "name", "名称", TEXT_FIELD(0, 80), TITLE | SEARCH, 20},
	{SOURCES_LABEL, "label", "中文名", TEXT_FIELD(0, 80), SEARCH, 16},
	{SOURCES_KIND, "kind", "种类", CHOICE_FIELD(sources_kinds), 0, 10},
	{SOURCES_COLUMNS, "columns", "栏目", TEXT_FIELD(0, 4000), SEARCH, 40},
	{0},
};
const struct entity sources_shape = {0, "sources", "来源", sources_fields};
