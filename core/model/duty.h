/* What the rules ask for and when: months held, late, missing. A meeting counts in the month of its actual
 * day; months that ended before 启用日期, before the group was set up or after it was closed are not asked
 * for. */
#ifndef CORE_MODEL_DUTY_H
#define CORE_MODEL_DUTY_H

#include "core/model/roster.h"

/* A group's year of one kind of meeting. */
struct year {
	char marks[12]; /* enum strip_mark */
	unsigned held, due, present, expected;
	int64_t latest;          /* day of the last one held; 0: none */
	int64_t next, next_time; /* the next planned; 0: none, -1: no time */
};
/* `kind`: enum meeting_kind; 0: any. `every`: what the rules ask for; 0: nothing, and nothing is missed. A
 * quarter (half, year) that had none shows it in its last month, and `held` and `due` count quarters. */
void group_year(struct world *world, const struct view *group, int number, unsigned kind,
	enum system_every every, struct year *year);
/* The same of what is asked for every month, only from the month `first` on; nothing is said of those before.
 */
void group_months(struct world *world, const struct view *group, int number, int first, unsigned kind,
	struct year *year);

#endif
