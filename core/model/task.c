/* Something somebody has to do by a day: a decision of a meeting, a study to make up, or a task by itself. */
#include "core/model/entities.h"

const struct choice task_kinds[] = {
	{TASK_DECISION, "decision", "议定事项"},
	{TASK_MAKEUP, "make_up", "补学"},
	{TASK_OTHER, "other", "其他"},
	{0},
};
const struct choice task_states[] = {
	{TASK_OPEN, "open", "在办"},
	{TASK_CLOSED, "done", "办结"},
	{TASK_DROPPED, "dropped", "取消"},
	{0},
};

static const struct index indexes[] = {
	{TASK_BY_STATE, "state", {TASK_STATE, TASK_DUE}},
	{TASK_BY_GROUP, "group", {TASK_GROUP, TASK_STATE, TASK_DUE}},
	{TASK_BY_OWNER, "owner", {TASK_OWNERS, TASK_STATE, TASK_DUE}},
	{TASK_BY_MEETING, "meeting", {TASK_MEETING, TASK_ITEM}},
	{TASK_BY_DUE, "due", {TASK_DUE}},
	{0},
};

static const struct field fields[] = {
	{TASK_KIND, "kind", "类别", CHOICE_FIELD(task_kinds), REQUIRED, 8, NULL, "other"},
	{TASK_TITLE, "title", "事项", TEXT_FIELD(1, 120), REQUIRED | TITLE | SEARCH, 30},
	{TASK_OWNERS, "owners", "责任人", REFS_FIELD(ENTITY_PERSON, 10), SEARCH, 10},
	{TASK_DUE, "due", "时限", DATE_FIELD, 0, 10},
	{TASK_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), SEARCH, 12},
	{TASK_MEETING, "meeting", "来自会议", REF_FIELD(ENTITY_MEETING), SYSTEM, 20},
	{TASK_ITEM, "item", "会议项", NUMBER_FIELD(0, INT64_MAX), SYSTEM | HIDDEN, 6},
	{TASK_STATE, "state", "状态", CHOICE_FIELD(task_states), SYSTEM, 4, NULL, "open"},
	{TASK_DONE, "done", "办结日期", DATE_FIELD, SYSTEM, 10},
	{TASK_NOTE, "note", "办理情况", TEXT_FIELD(0, 200), HIDDEN, 20},
	{TASK_SINCE, "since", "交办日期", DATE_FIELD, HIDDEN, 10},
	{0},
};

const struct entity task_entity = {ENTITY_TASK, "task", "任务", fields, .indexes = indexes};
