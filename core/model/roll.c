#include "core/model/roll.h"

#include <stdlib.h>
#include "core/base/memory.h"

static bool add(const struct roster_person *person, void *arg)
{
	struct roll *roll = arg;
	size_t at;

	if (!person->counted)
		return true;
	roll->due = mem_grow(roll->due, roll->count, &roll->room, sizeof(*roll->due));
	for (at = roll->count++; at && roll->due[at - 1].person > person->person; at--)
		roll->due[at] = roll->due[at - 1];
	roll->due[at] = (struct due){person->person, person->group};
	return true;
}

struct branch_roll {
	struct world *world;
	struct roll *roll;
	struct error *err;
	uint64_t branch;
	int64_t day;
	bool good;
};

static bool add_group(const struct view *group, void *arg)
{
	struct branch_roll *work = arg;

	if ((uint64_t)view_number(group, GROUP_BRANCH) == work->branch)
		work->good = roster_each(work->world, group->id, work->day, add, work->roll, work->err);
	return work->good;
}

bool roll_make(
	struct world *world, const struct view *meeting, int64_t day, struct roll *roll, struct error *err)
{
	struct branch_roll branch = {
		world, roll, err, (uint64_t)view_number(meeting, MEETING_BRANCH), day, true};
	bool good = true;
	struct value groups;

	*roll = (struct roll){0};
	if (view_get(meeting, MEETING_GROUPS, &groups)) {
		for (struct reader ids = value_ids(&groups); good && reader_left(&ids);)
			good = roster_each(world, read_varint(&ids), day, add, roll, err);
		return good;
	}
	return !branch.branch || (groups_each(world, day, add_group, &branch, err) && branch.good);
}

static int by_person(const void *key, const void *due)
{
	uint64_t person = *(const uint64_t *)key, other = ((const struct due *)due)->person;

	return (person > other) - (person < other);
}

const struct due *roll_find(const struct roll *roll, uint64_t person)
{
	return roll->count ? bsearch(&person, roll->due, roll->count, sizeof(*roll->due), by_person) : NULL;
}

void roll_release(struct roll *roll)
{
	free(roll->due);
	*roll = (struct roll){0};
}
