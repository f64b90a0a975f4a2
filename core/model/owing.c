#include "core/model/owing.h"

#include <stdlib.h>
#include "core/base/memory.h"

bool asked_in(enum system_every every, unsigned kind, int64_t day, struct asked *asked)
{
	struct date_parts parts = date_parts(day);
	int64_t first = date_of(parts.year, parts.month, 1);
	int months = period_months(every);

	if (!every || parts.month % months)
		return false;
	*asked = (struct asked){date_add_months(first, 1 - months),
		first + date_month_days(parts.year, parts.month) - 1, kind};
	return true;
}

/* If no meeting is found. */
static enum owed owed_without(const struct owing *owing, const struct view *group, const struct asked *asked)
{
	struct date_parts parts = date_parts(asked->last);
	int64_t first = date_of(parts.year, parts.month, 1);

	switch (empty_month(group, owing->settings, first, asked->last, owing->world->today, true)) {
	case STRIP_MISSING:
		return OWED_MISSED;
	case STRIP_THIS_MONTH:
		return OWED_STILL;
	default:
		return OWED_NOTHING;
	}
}

void owing_add(struct owing *owing, const struct view *view)
{
	size_t at = owing->group_count;
	struct owing_group *group;
	enum owed *owed;

	owing->groups = mem_grow(owing->groups, at, &owing->group_room, sizeof(*owing->groups));
	owing->owed = mem_grow(owing->owed, at, &owing->owed_room, owing->count * sizeof(*owing->owed));
	group = &owing->groups[at];
	owed = &owing->owed[at * owing->count];
	*group = (struct owing_group){view->id, (uint64_t)view_number(view, GROUP_BRANCH), at, 0};
	for (size_t i = 0; i < owing->count; i++) {
		owed[i] = owed_without(owing, view, &owing->asked[i]);
		group->open += owed[i] != OWED_NOTHING;
	}
	owing->open += group->open > 0;
	owing->group_count++;
}

/* One that was held, or is still to be: of its days the group owes nothing any more. */
static void note(struct owing *owing, struct owing_group *group, const struct view *meeting)
{
	enum owed *owed = &owing->owed[group->row * owing->count];
	int64_t day = view_number(meeting, MEETING_DATE), kinds = view_number(meeting, MEETING_KINDS);

	if (!group->open ||
		(view_number(meeting, MEETING_STATE) == STATE_PLANNED && day < owing->world->today))
		return;
	for (size_t i = 0; i < owing->count; i++) {
		const struct asked *asked = &owing->asked[i];

		if (owed[i] == OWED_NOTHING || day < asked->first || day > asked->last ||
			(asked->kind && !(kinds >> asked->kind & 1)))
			continue;
		owed[i] = OWED_NOTHING;
		if (!--group->open)
			owing->open--;
	}
}

/* All days that are asked about. */
static struct asked span_of(const struct owing *owing)
{
	struct asked span = {INT64_MAX, INT64_MIN, 0};

	for (size_t i = 0; i < owing->count; i++) {
		span.first = owing->asked[i].first < span.first ? owing->asked[i].first : span.first;
		span.last = owing->asked[i].last > span.last ? owing->asked[i].last : span.last;
	}
	return span;
}

/* --- group by group --- */

struct looking {
	struct owing *owing;
	struct owing_group *group;
};

static bool look_own(const struct view *meeting, void *arg)
{
	struct looking *looking = arg;

	note(looking->owing, looking->group, meeting);
	return looking->group->open > 0;
}

static bool look_branch(const struct view *meeting, void *arg)
{
	struct looking *looking = arg;

	return !branch_meeting_of(looking->owing->world, meeting, looking->group->id) ||
		look_own(meeting, arg);
}

static void look_group(struct owing *owing, struct owing_group *group, const struct asked *span)
{
	struct looking looking = {owing, group};
	struct value id = value_number((int64_t)group->id), branch = value_number((int64_t)group->branch);
	struct world *world = owing->world;

	if (group->open)
		world->range(world, ENTITY_MEETING, MEETING_BY_GROUP, &id, 1, span->first, span->last,
			look_own, &looking, NULL);
	if (group->open && group->branch)
		world->range(world, ENTITY_MEETING, MEETING_BY_BRANCH, &branch, 1, span->first, span->last,
			look_branch, &looking, NULL);
}

/* --- day by day --- */

static int by_id(const void *a, const void *b)
{
	const struct owing_group *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static bool look_meeting(const struct view *meeting, void *arg)
{
	struct owing *owing = arg;
	uint64_t branch = (uint64_t)view_number(meeting, MEETING_BRANCH);
	struct value groups;

	view_get(meeting, MEETING_GROUPS, &groups);
	for (struct reader ids = value_ids(&groups); reader_left(&ids);) {
		const struct owing_group key = {.id = read_varint(&ids)};
		struct owing_group *group =
			bsearch(&key, owing->groups, owing->group_count, sizeof(*owing->groups), by_id);

		if (group)
			note(owing, group, meeting);
	}
	for (size_t i = 0; branch && groups.kind == VALUE_EMPTY && i < owing->group_count; i++)
		if (owing->groups[i].branch == branch && owing->groups[i].open &&
			branch_meeting_of(owing->world, meeting, owing->groups[i].id))
			note(owing, &owing->groups[i], meeting);
	return owing->open > 0;
}

void owing_look(struct owing *owing, bool by_days)
{
	struct asked span = span_of(owing);
	struct world *world = owing->world;

	if (!owing->open)
		return;
	qsort(owing->groups, owing->group_count, sizeof(*owing->groups), by_id);
	if (by_days)
		world->range(world, ENTITY_MEETING, MEETING_BY_DATE, NULL, 0, span.first, span.last,
			look_meeting, owing, NULL);
	for (size_t i = 0; !by_days && i < owing->group_count; i++)
		look_group(owing, &owing->groups[i], &span);
}

void owing_release(struct owing *owing)
{
	free(owing->groups);
	free(owing->owed);
}
