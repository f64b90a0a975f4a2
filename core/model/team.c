/* A trial team or department: the unit the work is organised in, which a group should cover. */
#include "core/model/entities.h"

const struct choice department_classes[] = {
	{1, "trial_and_enforcement", "审判执行"},
	{2, "administration", "综合行政"},
	{3, "trial_support", "审判辅助"},
	{0},
};

static const struct field fields[] = {
	{TEAM_NAME, "name", "名称", TEXT_FIELD(1, 40), REQUIRED | UNIQUE | TITLE | SEARCH | PINYIN, 16},
	{TEAM_CLASS, "class", "类别", CHOICE_FIELD(department_classes), 0, 8},
	{TEAM_ORDER, "order", "序号", NUMBER_FIELD(0, 9999), HIDDEN, 4},
	{0},
};

const struct entity team_entity = {ENTITY_TEAM, "team", "审判团队", fields};
