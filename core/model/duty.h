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
/* How many months a period has; the months that end one are the multiples. */
int period_months(enum system_every every);
/* A month from `first` to `last` without a meeting: `asked` when it is the last of its period, and the period
 * had none either. */
enum strip_mark empty_month(const struct view *group, const struct court_settings *settings, int64_t first,
	int64_t last, int64_t today, bool asked);
/* What a branch holds is a group's when somebody of it was there; to come it is everybody's. */
bool branch_meeting_of(struct world *world, const struct view *meeting, uint64_t group);

#endif
