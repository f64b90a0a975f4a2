/* The rolls of meetings that are not locked follow who is due: a changed membership, status or person, and
 * the meeting's own day and holders. */
#include <stdlib.h>
#include "core/base/arena.h"
#include "core/base/memory.h"
#include "core/model/operations.h"
#include "core/model/roll.h"

struct following {
	struct world *world;
	uint64_t *meetings; /* each once */
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

	if (!unlocked(view_number(meeting, MEETING_STATE)))
		return true;
	for (size_t i = 0; i < following->count; i++)
		if (following->meetings[i] == meeting->id)
			return true;
	following->meetings = mem_grow(
		following->meetings, following->count, &following->room, sizeof(*following->meetings));
	following->meetings[following->count++] = meeting->id;
	return true;
}

/* --- which meetings a change touches --- */

static bool take_by(struct following *following, unsigned index, uint64_t key)
{
	struct value value = value_number((int64_t)key);

	return following->world->walk(
		following->world, ENTITY_MEETING, index, &value, 1, take, following, NULL);
}

static void take_of_group(struct following *following, uint64_t group)
{
	uint64_t branch = branch_of(following->world, group);

	take_by(following, MEETING_BY_GROUP, group);
	if (branch)
		take_by(following, MEETING_BY_BRANCH, branch);
}

static bool take_of_membership(const struct view *membership, void *arg)
{
	take_of_group(arg, (uint64_t)view_number(membership, MEMBERSHIP_GROUP));
	return true;
}

/* Of the groups he was ever in, and those on whose roll he stands: he may just have left. */
static void take_of_person(struct following *following, uint64_t person)
{
	struct value key = value_number((int64_t)person);

	take_by(following, MEETING_BY_PERSON, person);
	following->world->walk(following->world, ENTITY_MEMBERSHIP, MEMBERSHIP_BY_PERSON, &key, 1,
		take_of_membership, following, NULL);
}

/* Did the newest change touch what decides who is due? */
struct touching {
	const uint16_t *tags;
	bool touched;
};

static bool look_at_newest(const struct history_entry *entry, void *arg)
{
	struct touching *touching = arg;

	for (size_t i = 0; i < entry->patch.count; i++)
		for (const uint16_t *tag = touching->tags; *tag; tag++)
			touching->touched |= entry->patch.edits[i].tag == *tag;
	return false;
}

static bool touched(struct world *world, const struct view *view, const uint16_t *tags)
{
	struct touching touching = {tags, false};

	world_history(world, view->entity->id, view->id, look_at_newest, &touching, NULL);
	return touching.touched;
}

static void take_of_item(struct following *following, const struct view *view)
{
	static const uint16_t holders[] = {MEETING_DATE, MEETING_GROUPS, MEETING_BRANCH, 0},
			      standing[] = {PERSON_JOINED, PERSON_LEFT, TAG_REMOVED, 0};

	switch (view->entity->id) {
	case ENTITY_MEMBERSHIP:
		take_of_membership(view, following);
		take_of_person(following, (uint64_t)view_number(view, MEMBERSHIP_PERSON));
		break;
	case ENTITY_SPELL:
		take_of_person(following, (uint64_t)view_number(view, SPELL_PERSON));
		break;
	case ENTITY_PERSON:
		if (touched(following->world, view, standing))
			take_of_person(following, view->id);
		break;
	case ENTITY_MEETING:
		if (!view_removed(view) && touched(following->world, view, holders))
			take(view, following);
		break;
	default:
		break;
	}
}

/* --- a meeting's roll --- */

static bool put_due(
	struct writer *writer, const struct view *meeting, const struct due *due, struct error *err)
{
	uint64_t key = due->person;
	struct record row;
	struct view there;
	bool good;

	record_init(&row, &attendance_rows);
	if (view_row(meeting, MEETING_ATTENDANCE, key, &there))
		record_read(&row, &attendance_rows, there.body);
	record_number(&row, ATTENDANCE_PERSON, (int64_t)due->person);
	record_number(&row, ATTENDANCE_GROUP, (int64_t)due->group);
	good = writer_row(writer, ENTITY_MEETING, meeting->id, MEETING_ATTENDANCE, &key, &row, err);
	record_release(&row);
	return good;
}

static bool in_roll(const struct view *meeting, const struct due *due)
{
	struct view row;

	return view_row(meeting, MEETING_ATTENDANCE, due->person, &row) &&
		(uint64_t)view_number(&row, ATTENDANCE_GROUP) == due->group;
}

/* A row without a mark of somebody who is not due after all goes; one that was called stays, and lint says
 * so. */
static bool drop_surplus(
	struct writer *writer, const struct view *meeting, const struct roll *roll, struct error *err)
{
	struct row_walk rows = view_rows(meeting, MEETING_ATTENDANCE);
	bool good = true;

	while (good && row_walk_next(&rows)) {
		uint64_t key = rows.row.id;

		if (!view_has(&rows.row, ATTENDANCE_MARK) && !roll_find(roll, key))
			good = writer_row(
				writer, ENTITY_MEETING, meeting->id, MEETING_ATTENDANCE, &key, NULL, err);
	}
	return good;
}

static bool follow_meeting(struct writer *writer, uint64_t id, struct error *err)
{
	struct world *world = &writer->world;
	struct arena arena = ARENA_INIT;
	struct roll roll = {0};
	struct view meeting;
	bool good = world->get(world, ENTITY_MEETING, id, &meeting, err);

	if (!good)
		return false;
	meeting.body = arena_text(&arena, meeting.body);
	good = roll_make(world, &meeting, view_number(&meeting, MEETING_DATE), &roll, err);
	for (size_t i = 0; good && i < roll.count; i++)
		good = in_roll(&meeting, &roll.due[i]) || put_due(writer, &meeting, &roll.due[i], err);
	good = good && drop_surplus(writer, &meeting, &roll, err);
	roll_release(&roll);
	arena_release(&arena);
	return good;
}

bool model_follow(struct writer *writer, struct error *err)
{
	struct following following = {.world = &writer->world};
	size_t items = writer_result(writer)->count;
	bool good = true;

	for (size_t i = 0; i < items; i++) {
		const struct change_item *item = &writer_result(writer)->items[i];
		struct view view;

		if (writer->world.get(&writer->world, item->entity, item->id, &view, NULL))
			take_of_item(&following, &view);
	}
	for (size_t i = 0; good && i < following.count; i++)
		good = follow_meeting(writer, following.meetings[i], err);
	free(following.meetings);
	return good;
}
