/* The rolls of meetings that are not locked follow the memberships and spells of the people on them. */
#include <stdlib.h>
#include "core/base/arena.h"
#include "core/base/memory.h"
#include "core/model/operations.h"
#include "core/model/roster.h"

struct following {
	uint64_t *meetings;
	size_t count, room;
};

static bool unlocked(int64_t state)
{
	return state == STATE_OPEN || state == STATE_DRAFT || state == STATE_SIGNING ||
		state == STATE_RETURNED;
}

static bool take(const struct view *meeting, void *arg)
{
	struct following *following = arg;

	if (!unlocked(view_number(meeting, MEETING_STATE)) || !view_has(meeting, MEETING_ATTENDANCE))
		return true;
	following->meetings = mem_grow(
		following->meetings, following->count, &following->room, sizeof(*following->meetings));
	following->meetings[following->count++] = meeting->id;
	return true;
}

struct comparing {
	struct writer *writer;
	struct view meeting;
	struct error *err;
	bool good;
};

static bool add_missing(const struct roster_person *person, void *arg)
{
	struct comparing *comparing = arg;
	uint64_t key = person->person;
	struct record row;
	struct view there;

	if (!person->counted || view_row(&comparing->meeting, MEETING_ATTENDANCE, key, &there))
		return true;
	record_init(&row, &attendance_rows);
	record_number(&row, ATTENDANCE_PERSON, (int64_t)person->person);
	record_number(&row, ATTENDANCE_GROUP, (int64_t)person->group);
	comparing->good = writer_row(comparing->writer, ENTITY_MEETING, comparing->meeting.id,
		MEETING_ATTENDANCE, &key, &row, comparing->err);
	record_release(&row);
	return comparing->good;
}

struct presence {
	uint64_t person;
	bool due;
};

static bool is_due(const struct roster_person *person, void *arg)
{
	struct presence *presence = arg;

	presence->due |= person->person == presence->person && person->counted;
	return !presence->due;
}

/* A row without a mark of somebody who is not due after all goes; one that was called stays, and lint says
 * so. */
static bool drop_surplus(struct comparing *comparing, int64_t day)
{
	struct row_walk rows = view_rows(&comparing->meeting, MEETING_ATTENDANCE);

	while (comparing->good && row_walk_next(&rows)) {
		struct presence presence = {rows.row.id, false};
		uint64_t key = rows.row.id;

		if (view_has(&rows.row, ATTENDANCE_MARK))
			continue;
		roster_each(&comparing->writer->world, (uint64_t)view_number(&rows.row, ATTENDANCE_GROUP),
			day, is_due, &presence, NULL);
		if (!presence.due)
			comparing->good = writer_row(comparing->writer, ENTITY_MEETING, comparing->meeting.id,
				MEETING_ATTENDANCE, &key, NULL, comparing->err);
	}
	return comparing->good;
}

static bool follow_meeting(struct writer *writer, uint64_t id, struct error *err)
{
	struct world *world = &writer->world;
	struct comparing comparing = {writer, {0}, err, true};
	struct arena arena = ARENA_INIT;
	struct value groups;
	struct reader ids;
	int64_t day;

	if (!world->get(world, ENTITY_MEETING, id, &comparing.meeting, err))
		return false;
	comparing.meeting.body = arena_text(&arena, comparing.meeting.body);
	day = view_number(&comparing.meeting, MEETING_DATE);
	view_get(&comparing.meeting, MEETING_GROUPS, &groups);
	for (ids = value_ids(&groups); comparing.good && reader_left(&ids);)
		roster_each(world, read_varint(&ids), day, add_missing, &comparing, err);
	drop_surplus(&comparing, day);
	arena_release(&arena);
	return comparing.good;
}

/* The groups whose people a change moved. */
static void groups_touched(struct writer *writer, const struct change_item *item, struct following *following)
{
	struct world *world = &writer->world;
	struct view view;
	struct value group;

	if ((item->entity != ENTITY_MEMBERSHIP && item->entity != ENTITY_SPELL) ||
		!world->get(world, item->entity, item->id, &view, NULL))
		return;
	group = value_number(item->entity == ENTITY_MEMBERSHIP
			? view_number(&view, MEMBERSHIP_GROUP)
			: (int64_t)group_of(world, (uint64_t)view_number(&view, SPELL_PERSON), world->today));
	if (group.number)
		world->walk(world, ENTITY_MEETING, MEETING_BY_GROUP, &group, 1, take, following, NULL);
}

bool model_follow(struct writer *writer, struct error *err)
{
	struct following following = {0};
	size_t items = writer_result(writer)->count;
	bool good = true;

	for (size_t i = 0; i < items; i++)
		groups_touched(writer, &writer_result(writer)->items[i], &following);
	for (size_t i = 0; good && i < following.count; i++)
		good = follow_meeting(writer, following.meetings[i], err);
	free(following.meetings);
	return good;
}
