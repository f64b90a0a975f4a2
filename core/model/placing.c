/* 名额裁定: where equal points stand at the line of a grade and its places do not suffice, no rule decides; a
 * person does, and says why. One record for each of those who were equal. */
#include "core/model/entities.h"

static const struct index indexes[] = {{PLACING_BY_EVALUATION, "evaluation", {PLACING_EVALUATION}}, {0}};

static const struct field fields[] = {
	{PLACING_EVALUATION, "evaluation", "评比周期", REF_FIELD(ENTITY_EVALUATION), REQUIRED | SYSTEM, 10},
	{PLACING_GRADE, "grade", "等次", TEXT_FIELD(1, 20), REQUIRED | TITLE | SYSTEM, 6},
	{PLACING_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), SYSTEM, 12},
	{PLACING_BRANCH, "branch", "党支部", REF_FIELD(ENTITY_BRANCH), HIDDEN | SYSTEM, 12},
	{PLACING_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), HIDDEN | SYSTEM, 8},
	{PLACING_GIVEN, "given", "得名额", FLAG_FIELD, SYSTEM, 6},
	{PLACING_REASON, "reason", "裁定理由", TEXT_FIELD(1, 200), REQUIRED | SYSTEM, 30},
	{PLACING_DATE, "date", "裁定日期", DATE_FIELD, REQUIRED | SYSTEM, 10},
	{0},
};
const struct entity placing_entity = {ENTITY_PLACING, "placing", "名额裁定", fields, .indexes = indexes};
