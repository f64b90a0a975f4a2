/* Who is to be on the roll of a meeting: those due on a day in the groups that hold it, or in all groups of
 * the branch when the branch itself holds it. */
#ifndef CORE_MODEL_ROLL_H
#define CORE_MODEL_ROLL_H

#include "core/model/roster.h"

struct due {
	uint64_t person, group; /* the group he is in that day */
};
struct roll {
	struct due *due; /* by person, ascending: as the rows are */
	size_t count, room;
};
bool roll_make(
	struct world *world, const struct view *meeting, int64_t day, struct roll *roll, struct error *err);
const struct due *roll_find(const struct roll *roll, uint64_t person); /* NULL: not due */
void roll_release(struct roll *roll);

#endif
