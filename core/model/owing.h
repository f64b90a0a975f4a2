/* What groups owe of what the systems ask for: several periods at once, and all groups that are asked after.
 */
#ifndef CORE_MODEL_OWING_H
#define CORE_MODEL_OWING_H

#include "core/model/duty.h"

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

/* Starts zeroed but for the first four. */
struct owing {
	struct world *world;
	const struct court_settings *settings;
	const struct asked *asked; /* the same for all groups */
	size_t count;
	struct owing_group {
		uint64_t id, branch;
		size_t row, open; /* where it is in `owed`; for how many no meeting was found yet */
	} * groups;
	size_t group_count, group_room, owed_room;
	enum owed *owed; /* for each group as they were added, of each that is asked */
	size_t open;     /* groups that have some */
};
void owing_add(struct owing *owing, const struct view *view);
/* Looks for the meetings, no further than needed: those of each group, or (`by_days`, for most groups of a
 * court) all of those days, which lie together. The groups are in the order of their ids then, and in `owed`
 * as they were added: what group_year() says by the mark of the last month. */
void owing_look(struct owing *owing, bool by_days);
void owing_release(struct owing *owing);

#endif
