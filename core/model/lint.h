/* What is worth a second look in a record: warnings that cite the rule they come from and stop nobody. */
#ifndef CORE_MODEL_LINT_H
#define CORE_MODEL_LINT_H

#include "core/model/entities.h"
#include "core/model/roster.h"
#include "core/schema/world.h"

/* Of a group: from 党小组工作规则, and the days before a letter ends. */
enum { LEAST_MEMBERS = 3, CONSIDER_SPLITTING = 15, LETTER_WARNING_DAYS = 30 };

/* Adds the warnings of a whole record (lists beside inside, as world_whole gives it). */
void record_lint(const struct view *whole, struct world *world, struct problems *problems);

/* What is looked at of a group on a day. */
struct group_facts {
	const struct view *group;
	struct world *world;
	int64_t day;
	struct roster_size size;
	uint64_t leader; /* 0: nobody */
};
struct group_facts group_facts(const struct view *group, struct world *world, int64_t day);

/* Of a group on a day, the gravest first. */
void group_lint(const struct view *group, struct world *world, int64_t day, struct problems *problems);

/* The first of these for the group's card: in a few words, and in full with the rule. False: nothing. */
struct group_remark {
	struct message brief, full;
	bool urgent; /* against a rule, not only worth a thought */
};
bool group_remark(const struct group_facts *facts, struct group_remark *remark);

#endif
