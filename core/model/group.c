/* A Party group: not a level of organisation, but where the members of a team do their Party work. */
#include "core/model/entities.h"
#include "core/schema/view.h"
#include "core/base/date.h"

const struct choice group_principles[] = {
	{1, "by_division_of_work", "业务分工"},
	{2, "for_a_hard_task", "重点攻坚"},
	{0},
};

static const struct index indexes[] = {{GROUP_BY_BRANCH, "branch", {GROUP_BRANCH, GROUP_ORDER}}, {0}};

static const struct field fields[] = {
	{GROUP_NAME, "name", "名称", TEXT_FIELD(1, 40), REQUIRED | UNIQUE | TITLE | SEARCH | PINYIN, 16},
	{GROUP_BRANCH, "branch", "党支部", REF_FIELD(ENTITY_BRANCH), REQUIRED, 16,
		"The branch that set the group up and reads its records."},
	{GROUP_CLASS, "class", "类别", CHOICE_FIELD(department_classes), 0, 8,
		"The kind of department the group is set on; the office counts groups by it."},
	{GROUP_PRINCIPLE, "principle", "设置", CHOICE_FIELD(group_principles), 0, 8,
		"Set up along the division of work, or to tackle one hard task."},
	{GROUP_FOUNDED, "founded", "设立日期", DATE_FIELD, 0, 10, "The day the branch set the group up."},
	{GROUP_DECISION, "decision", "设立依据", TEXT_FIELD(0, 60), HIDDEN, 20,
		"The document or branch meeting that set the group up."},
	{GROUP_SLOGAN, "slogan", "特色", TEXT_FIELD(0, 60), SEARCH | HIDDEN, 20,
		"What the group stands for, in its own words."},
	{GROUP_TEAMS, "teams", "团队", REFS_FIELD(ENTITY_TEAM, 8), 0, 16,
		"The teams whose members the group takes in."},
	{GROUP_CLOSED, "closed", "撤销日期", DATE_FIELD, HIDDEN, 10},
	{GROUP_ORDER, "order", "序号", NUMBER_FIELD(0, 9999), HIDDEN, 4,
		"Where it stands in lists; empty ones come last."},
	{GROUP_LETTER_SIGNED, "letter_signed", "责任书签订", DATE_FIELD, HIDDEN, 10,
		"The day the secretary and the leader both signed the responsibility letter."},
	{GROUP_LETTER_UNTIL, "letter_until", "责任书到期", DATE_FIELD, HIDDEN, 10},
	{0},
};

static void check(const struct view *view, struct world *world, struct problems *problems)
{
	int64_t founded = view_number_or(view, GROUP_FOUNDED, DATE_MIN);
	int64_t closed = view_number_or(view, GROUP_CLOSED, DATE_MAX);

	(void)world;
	if (closed < founded)
		problem_add(problems, false, GROUP_CLOSED, 0,
			"The group was closed before it was set up ({1})", "d", founded);
	if (view_number_or(view, GROUP_LETTER_UNTIL, DATE_MAX) <
		view_number_or(view, GROUP_LETTER_SIGNED, DATE_MIN))
		problem_add(
			problems, false, GROUP_LETTER_UNTIL, 0, "The letter ends before it was signed", "");
}

const struct entity group_entity = {
	ENTITY_GROUP, "group", "党小组", fields, .indexes = indexes, .check = check};
