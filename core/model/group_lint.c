/* What is unusual about a group: one table for the card's remark, in a few words, and for the whole list,
 * with the rule. */
#include "core/model/lint_internal.h"

/* The rules, as they are cited. 党小组工作规则: 《中央和国家机关党小组工作规则(试行)》. */
#define RULE_GROUPS "Working Rules of Party Groups, art. 1", "党小组工作规则第一条"
#define RULE_LETTER "the responsibility letter", "责任书"

/* --- what is looked at --- */

static int64_t letter_days(const struct group_facts *facts)
{
	return view_number_or(facts->group, GROUP_LETTER_UNTIL, DATE_MAX) - facts->day;
}

static int64_t members(const struct group_facts *facts)
{
	return facts->size.members;
}

static bool nobody(const struct group_facts *facts)
{
	return !facts->size.members;
}

static bool few(const struct group_facts *facts)
{
	return facts->size.members && facts->size.members < LEAST_MEMBERS;
}

static bool no_full_member(const struct group_facts *facts)
{
	return facts->size.members && !facts->size.full;
}

static bool no_leader(const struct group_facts *facts)
{
	return facts->size.members && !facts->leader;
}

static bool leader_on_probation(const struct group_facts *facts)
{
	struct world *world = facts->world;
	struct view view;

	return facts->leader &&
		!(world->get(world, ENTITY_PERSON, facts->leader, &view, NULL) &&
			view_number_or(&view, PERSON_FULL_SINCE, DATE_MAX) <= facts->day);
}

static bool no_branch(const struct group_facts *facts)
{
	return !view_number(facts->group, GROUP_BRANCH);
}

static bool letter_ended(const struct group_facts *facts)
{
	return letter_days(facts) < 0;
}

static bool letter_ends(const struct group_facts *facts)
{
	return letter_days(facts) >= 0 && letter_days(facts) <= LETTER_WARNING_DAYS;
}

static bool many(const struct group_facts *facts)
{
	return facts->size.members >= CONSIDER_SPLITTING;
}

/* --- the table, the gravest first --- */

static const struct {
	bool (*holds)(const struct group_facts *facts);
	int64_t (*number)(const struct group_facts *facts); /* {1} of both messages; NULL: they have none */
	uint16_t tag;
	bool urgent;
	const char *brief, *full; /* the rule is the last argument of `full` */
	const char *rule, *label;
} signs[] = {
	{nobody, NULL, GROUP_NAME, true, N_("nobody is in it"), N_("Nobody is in it ({1})"), RULE_GROUPS},
	{few, members, GROUP_NAME, true, N_("only {1} members"),
		N_("Only {1} members; at least 3, or join a neighbouring one ({2})"), RULE_GROUPS},
	{no_full_member, NULL, GROUP_NAME, true, N_("no full member"),
		N_("No full member; at least one is needed ({1})"), RULE_GROUPS},
	{no_leader, NULL, GROUP_NAME, true, N_("no leader"), N_("Nobody leads it ({1})"), RULE_PRACTICE},
	{leader_on_probation, NULL, GROUP_NAME, true, N_("leader on probation"),
		N_("The leader is a probationary member ({1})"), RULE_PRACTICE},
	{no_branch, NULL, GROUP_BRANCH, true, N_("no branch"), N_("It belongs to no branch ({1})"),
		RULE_GROUPS},
	{letter_ended, NULL, GROUP_LETTER_UNTIL, false, N_("letter has ended"),
		N_("The responsibility letter has ended ({1})"), RULE_LETTER},
	{letter_ends, letter_days, GROUP_LETTER_UNTIL, false, N_("letter ends in {1} days"),
		N_("The responsibility letter ends in {1} days ({2})"), RULE_LETTER},
	{many, members, GROUP_NAME, false, N_("15 or more: may divide"),
		N_("{1} members: could be divided in two ({2})"), RULE_PRACTICE},
};
enum { SIGNS = sizeof(signs) / sizeof(*signs) };

static void say_full(size_t sign, const struct group_facts *facts, struct message *full)
{
	if (signs[sign].number)
		message_set(full, signs[sign].full, "nt", signs[sign].number(facts), signs[sign].rule,
			signs[sign].label);
	else
		message_set(full, signs[sign].full, "t", signs[sign].rule, signs[sign].label);
}

struct group_facts group_facts(const struct view *group, struct world *world, int64_t day)
{
	return (struct group_facts){
		group, world, day, roster_size(world, group->id, day), leader_of(world, group->id, day)};
}

void group_lint(const struct view *group, struct world *world, int64_t day, struct problems *problems)
{
	struct group_facts facts = group_facts(group, world, day);

	for (size_t i = 0; i < SIGNS; i++)
		if (signs[i].holds(&facts))
			say_full(i, &facts,
				&problem_add(problems, true, signs[i].tag, 0, signs[i].full, "")->message);
}

bool group_remark(const struct group_facts *facts, struct group_remark *remark)
{
	size_t i = 0;

	while (i < SIGNS && !signs[i].holds(facts))
		i++;
	if (i == SIGNS)
		return false;
	remark->urgent = signs[i].urgent;
	say_full(i, facts, &remark->full);
	if (signs[i].number)
		message_set(&remark->brief, signs[i].brief, "n", signs[i].number(facts));
	else
		message_set(&remark->brief, signs[i].brief, "");
	return true;
}
