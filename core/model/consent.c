/* 无异议: who speaks for a group, a branch or himself has looked through the sheet and has nothing against
 * it. An objection that is raised later takes it back. */
#include "core/model/speaking.h"

const struct choice consent_states[] = {
	{CONSENT_GIVEN, "given", "无异议"},
	{CONSENT_WITHDRAWN, "withdrawn", "已收回"},
	{0},
};

static const struct index indexes[] = {
	{CONSENT_BY_EVALUATION, "evaluation", {CONSENT_EVALUATION, CONSENT_GROUP}}, {0}};

static const struct field fields[] = {
	{CONSENT_EVALUATION, "evaluation", "评比周期", REF_FIELD(ENTITY_EVALUATION),
		REQUIRED | TITLE | SYSTEM, 10},
	{CONSENT_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), TITLE | SYSTEM, 12},
	{CONSENT_PERSON, "person", "确认人", REF_FIELD(ENTITY_PERSON), SYSTEM, 8},
	{CONSENT_DATE, "date", "确认日期", DATE_FIELD, REQUIRED | SYSTEM, 10},
	{CONSENT_STATE, "state", "状态", CHOICE_FIELD(consent_states), SYSTEM, 6, NULL, "given"},
	{CONSENT_BRANCH, "branch", "党支部", REF_FIELD(ENTITY_BRANCH), TITLE | SYSTEM, 12},
	{CONSENT_MEMBER, "member", "党员", REF_FIELD(ENTITY_PERSON), TITLE | SYSTEM, 8},
	{0},
};
static void check(const struct view *view, struct world *world, struct problems *problems)
{
	evaluated_check(view, CONSENT_EVALUATION, world, problems);
}
const struct entity consent_entity = {
	ENTITY_CONSENT, "consent", "无异议确认", fields, .check = check, .indexes = indexes};
