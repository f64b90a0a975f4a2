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
/* --- what is owed --- */

/* Days in which one meeting of a kind (0: any) is asked for; they end with a month. */
struct asked {
	int64_t first, last;
	unsigned kind;
};
/* The period of a system that ends with the month of that day; false when none does. */
bool asked_in(enum system_every every, unsigned kind, int64_t day, struct asked *asked);

enum owed {
	OWED_NOTHING, /* one was held, or is planned, or none is asked for */
	OWED_STILL,   /* the days have not passed */
	OWED_MISSED,
};
enum { QUIET_MAX = 64 };
/* Several asked for at once, of one group after the other: a group's days are read once, and no further than
 * needed; a branch that has no meeting of its own is asked for it once. Starts zeroed but for the first four.
 */
struct owing {
	struct world *world;
	const struct court_settings *settings;
	const struct asked *asked;
	size_t count;
	uint64_t quiet[QUIET_MAX]; /* branches without, as far as is known */
	const struct view *group;
	enum owed *owed;
	size_t open; /* for which no meeting was found yet */
};
/* Fills `owed`, one for each that is asked for: the same that the last month's mark of group_year() says. */
void group_owes(struct owing *owing, const struct view *group, enum owed *owed);

#endif
