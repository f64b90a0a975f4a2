/* A Party branch: it sets up groups, names their leaders and reads their records. */
#include "core/model/entities.h"

static const struct field fields[] = {
	{BRANCH_NAME, "name", "名称", TEXT_FIELD(1, 40), REQUIRED | UNIQUE | TITLE | SEARCH | PINYIN, 16},
	{BRANCH_FOUNDED, "founded", "设立日期", DATE_FIELD, 0, 10},
	{BRANCH_ORDER, "order", "序号", NUMBER_FIELD(0, 9999), HIDDEN, 4,
		"Where it stands in lists; empty ones come last."},
	{BRANCH_CLOSED, "closed", "撤销日期", DATE_FIELD, HIDDEN, 10},
	{0},
};

const struct entity branch_entity = {ENTITY_BRANCH, "branch", "党支部", fields};
