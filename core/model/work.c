/* The other records of the five systems: contacts with the people, reports to the branch, talks, the duty
 * list, rectifications and training. Their workflows are elsewhere; scoring needs them as they are. */
#include "core/model/entities.h"

static const struct field contact_fields[] = {
	{CONTACT_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), REQUIRED | SEARCH, 12},
	{CONTACT_DATE, "date", "日期", DATE_FIELD, REQUIRED | PAST, 10},
	{CONTACT_PEOPLE, "people", "走访人", REFS_FIELD(ENTITY_PERSON, 20), SEARCH, 12},
	{CONTACT_WHOM, "whom", "对象", TEXT_FIELD(1, 60), REQUIRED | TITLE | SEARCH, 16},
	{CONTACT_RAISED, "raised", "反映事项", TEXT_FIELD(0, 200), SEARCH, 24},
	{CONTACT_DUE, "due", "应答复", DATE_FIELD, 0, 10},
	{CONTACT_ANSWERED, "answered", "答复日期", DATE_FIELD, PAST, 10},
	{0},
};
static const struct index contact_indexes[] = {
	{WORK_BY_DATE, "date", {CONTACT_DATE}}, {WORK_BY_GROUP, "group", {CONTACT_GROUP, CONTACT_DATE}}, {0}};
const struct entity contact_entity = {
	ENTITY_CONTACT, "contact", "联系群众", contact_fields, .indexes = contact_indexes};

const struct choice report_kinds[] = {
	{REPORT_MONTH, "monthly", "月度汇报"},
	{REPORT_QUARTER, "quarterly", "季度小结"},
	{REPORT_YEAR, "yearly", "年度总结"},
	{REPORT_PLAN, "plan", "年度计划"},
	{REPORT_ANALYSIS, "analysis", "思想动态分析"},
	{REPORT_OTHER, "other", "其他"},
	{0},
};
static const struct field report_fields[] = {
	{REPORT_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), REQUIRED | SEARCH, 12},
	{REPORT_KIND, "kind", "类别", CHOICE_FIELD(report_kinds), REQUIRED, 8},
	{REPORT_DATE, "date", "报送日期", DATE_FIELD, REQUIRED | PAST, 10},
	{REPORT_DUE, "due", "应报日期", DATE_FIELD, 0, 10},
	{REPORT_TITLE, "title", "题目", TEXT_FIELD(1, 80), REQUIRED | TITLE | SEARCH, 24},
	{REPORT_BY, "person", "报送人", REF_FIELD(ENTITY_PERSON), SEARCH, 8},
	{0},
};
static const struct index report_indexes[] = {
	{WORK_BY_DATE, "date", {REPORT_DATE}}, {WORK_BY_GROUP, "group", {REPORT_GROUP, REPORT_DATE}}, {0}};
const struct entity report_entity = {
	ENTITY_REPORT, "report", "向支部汇报", report_fields, .indexes = report_indexes};

const struct choice talk_kinds[] = {
	{TALK_HEART, "heart_to_heart", "谈心谈话"},
	{TALK_CORRECTIVE, "corrective", "约谈"},
	{0},
};
static const struct field talk_fields[] = {
	{TALK_KIND, "kind", "类别", CHOICE_FIELD(talk_kinds), REQUIRED, 8,
		"A corrective talk never counts as a heart-to-heart one.", "heart_to_heart"},
	{TALK_DATE, "date", "日期", DATE_FIELD, REQUIRED | PAST, 10},
	{TALK_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), REQUIRED | SEARCH, 12},
	{TALK_BY, "by", "谈话人", REF_FIELD(ENTITY_PERSON), SEARCH, 8},
	{TALK_WITH, "person", "谈话对象", REF_FIELD(ENTITY_PERSON), REQUIRED | SEARCH, 8},
	{TALK_ABOUT, "about", "事由", TEXT_FIELD(0, 120), TITLE | SEARCH, 24},
	{0},
};
static const struct index talk_indexes[] = {{WORK_BY_DATE, "date", {TALK_DATE}},
	{WORK_BY_GROUP, "group", {TALK_GROUP, TALK_DATE}}, {WORK_BY_PERSON, "person", {TALK_WITH, TALK_DATE}},
	{0}};
const struct entity talk_entity = {ENTITY_TALK, "talk", "谈话", talk_fields, .indexes = talk_indexes};

const struct choice duty_states[] = {
	{DUTY_OPEN, "open", "未完成"},
	{DUTY_DONE, "done", "完成"},
	{0},
};
static const struct field duty_fields[] = {
	{DUTY_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), REQUIRED | SEARCH, 12},
	{DUTY_TITLE, "title", "责任事项", TEXT_FIELD(1, 120), REQUIRED | TITLE | SEARCH, 30},
	{DUTY_PERSON, "person", "责任人", REF_FIELD(ENTITY_PERSON), SEARCH, 8},
	{DUTY_DUE, "due", "时限", DATE_FIELD, REQUIRED, 10},
	{DUTY_FINISHED, "done", "完成日期", DATE_FIELD, PAST, 10},
	{DUTY_STATE, "state", "状态", CHOICE_FIELD(duty_states), 0, 6, NULL, "open"},
	{0},
};
static const struct index duty_indexes[] = {{WORK_BY_DATE, "due", {DUTY_DUE}}, {0}};
const struct entity duty_entity = {
	ENTITY_DUTY, "duty_item", "责任清单", duty_fields, .indexes = duty_indexes};

static const struct field rectification_fields[] = {
	{RECTIFICATION_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), REQUIRED | SEARCH, 12},
	{RECTIFICATION_PROBLEM, "problem", "问题", TEXT_FIELD(1, 200), REQUIRED | TITLE | SEARCH, 30},
	{RECTIFICATION_FOUND, "date", "发现日期", DATE_FIELD, REQUIRED | PAST, 10},
	{RECTIFICATION_DUE, "due", "整改时限", DATE_FIELD, 0, 10},
	{RECTIFICATION_DONE, "done", "整改完成", DATE_FIELD, PAST, 10},
	{RECTIFICATION_SELF, "self_found", "自查发现", FLAG_FIELD, 0, 6},
	{0},
};
static const struct index rectification_indexes[] = {{WORK_BY_DATE, "date", {RECTIFICATION_FOUND}}, {0}};
const struct entity rectification_entity = {ENTITY_RECTIFICATION, "rectification", "整改",
	rectification_fields, .indexes = rectification_indexes};

static const struct field training_fields[] = {
	{TRAINING_TITLE, "title", "培训", TEXT_FIELD(1, 80), REQUIRED | TITLE | SEARCH, 24},
	{TRAINING_DATE, "date", "日期", DATE_FIELD, REQUIRED | PAST, 10},
	{TRAINING_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), REQUIRED | SEARCH, 8},
	{TRAINING_HOURS, "hours", "学时", DECIMAL_FIELD(1, 0, 10000), REQUIRED, 6},
	{TRAINING_DAYS, "days", "天数", NUMBER_FIELD(0, 400), 0, 6},
	{TRAINING_HOST, "host", "组织单位", TEXT_FIELD(0, 40), 0, 12},
	{0},
};
static const struct index training_indexes[] = {{WORK_BY_DATE, "date", {TRAINING_DATE}},
	{WORK_BY_PERSON, "person", {TRAINING_PERSON, TRAINING_DATE}}, {0}};
static const uint16_t training_same[] = {TRAINING_PERSON, TRAINING_DATE, TRAINING_TITLE, 0};
const struct entity training_entity = {ENTITY_TRAINING, "training", "培训学时", training_fields,
	.indexes = training_indexes, .same = training_same};
