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

bool model_archive_due(struct world *world)
{
	struct overdue overdue;
	bool due = find(world, &overdue, NULL) && overdue.count;

	free(overdue.meetings);
	return due;
}

bool model_archive(struct writer *writer, struct error *err)
{
	struct record_slot archived = {MEETING_STATE, value_number(STATE_ARCHIVED)};
	struct overdue overdue;
	bool good = find(&writer->world, &overdue, err);

	for (size_t i = 0; good && i < overdue.count; i++)
		good = writer_set(writer, ENTITY_MEETING, &overdue.meetings[i], &archived, 1, err);
	free(overdue.meetings);
	return good;
}
