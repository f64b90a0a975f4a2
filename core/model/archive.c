/* What was submitted and nobody looked at in the days the court sets (court.review_days) is archived by
 * itself: nobody has to press a key for each. */
#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/model/operations.h"
#include "core/model/roster.h"

struct overdue {
	struct world *world;
	struct court_settings court;
	uint64_t *meetings;
	size_t count, room;
};

static bool take(const struct view *meeting, void *arg)
{
	struct overdue *overdue = arg;
	int64_t day = moment_date(view_number(meeting, MEETING_SUBMITTED), overdue->court.offset);

	if (!view_has(meeting, MEETING_SUBMITTED) ||
		overdue->world->today - day <= overdue->court.review_days)
		return true;
	overdue->meetings =
		mem_grow(overdue->meetings, overdue->count, &overdue->room, sizeof(*overdue->meetings));
	overdue->meetings[overdue->count++] = meeting->id;
	return true;
}

static bool find(struct world *world, struct overdue *overdue, struct error *err)
{
	struct value submitted = value_number(STATE_SUBMITTED);

	*overdue = (struct overdue){.world = world, .court = court_settings(world)};
	return world->walk(world, ENTITY_MEETING, MEETING_BY_STATE, &submitted, 1, take, overdue, err);
}

/* What is archived at once. `one`: only that meeting. */
struct archiving {
	uint64_t one;
	size_t count; /* done */
};

static bool archive(struct writer *writer, void *arg, struct error *err)
{
	struct archiving *archiving = arg;
	struct record_slot archived = {MEETING_STATE, value_number(STATE_ARCHIVED)};
	struct overdue overdue;
	bool good = find(&writer->world, &overdue, err); /* again: it may have been sent back meanwhile */

	archiving->count = 0;
	for (size_t i = 0; good && i < overdue.count; i++) {
		if (archiving->one && overdue.meetings[i] != archiving->one)
			continue;
		good = writer_set(writer, ENTITY_MEETING, &overdue.meetings[i], &archived, 1, err);
		archiving->count++;
	}
	free(overdue.meetings);
	return good;
}

static bool look(struct world *world, void *arg, struct error *err)
{
	return find(world, arg, err);
}

size_t model_archive(struct store *store)
{
	static const struct change_head head = {.action = ACTION_ARCHIVE_DUE};
	struct overdue overdue = {0};
	struct archiving all = {0};
	size_t done = 0;

	if (store_read(store, 0, look, &overdue, NULL) && overdue.count) {
		if (store_change(store, &head, archive, &all, NULL, NULL))
			done = all.count;
		/* One that may not be written as it is keeps no other from the archive. */
		else
			for (size_t i = 0; i < overdue.count; i++) {
				struct archiving each = {.one = overdue.meetings[i]};

				if (store_change(store, &head, archive, &each, NULL, NULL))
					done += each.count;
			}
	}
	free(overdue.meetings);
	return done;
}
