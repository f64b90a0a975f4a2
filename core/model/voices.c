/* 发言情况: at how many meetings of the year each member of a group was there, at how many he spoke, and when
 * last: told from the speakers of the minutes' lines. Only meetings whose minutes name a speaker are counted,
 * of whichever group or branch, for those who were there. */
#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/id_map.h"
#include "core/base/memory.h"
#include "core/model/emit.h"
#include "core/model/operations.h"
#include "core/model/roster.h"

/* The minutes of one meeting. */
struct heard {
	uint64_t *speakers; /* some more than once */
	size_t count, room;
};

struct voice {
	uint64_t person;
	unsigned there, spoke; /* meetings */
	int64_t last;          /* the day of the last at which he spoke; meaningless when there is none */
};

struct telling {
	struct emitter emitter;
	int64_t from, to;
	struct voice *people; /* of the group under way */
	size_t count, room;
	struct voice *voice; /* who is asked about */
	struct heard *meetings;
	size_t meeting_count, meeting_room;
	struct id_map places; /* of the meetings */
	bool good;
};

static bool add_speaker(const struct view *row, void *arg)
{
	struct heard *heard = arg;
	uint64_t speaker = (uint64_t)view_number(row, MINUTES_SPEAKER);

	if (speaker && !(heard->count && heard->speakers[heard->count - 1] == speaker)) {
		heard->speakers =
			mem_grow(heard->speakers, heard->count, &heard->room, sizeof(*heard->speakers));
		heard->speakers[heard->count++] = speaker;
	}
	return true;
}

/* Minutes are long, and everybody who was there asks for them: they are read once. */
static const struct heard *hear(struct telling *telling, const struct view *meeting)
{
	struct world *world = telling->emitter.world;
	size_t at = id_map_get(&telling->places, meeting->id);

	if (at != ID_MAP_NONE)
		return &telling->meetings[at];
	at = telling->meeting_count++;
	telling->meetings =
		mem_grow(telling->meetings, at, &telling->meeting_room, sizeof(*telling->meetings));
	telling->meetings[at] = (struct heard){NULL, 0, 0};
	id_map_put(&telling->places, meeting->id, at);
	telling->good = world->rows(
		world, meeting, MEETING_MINUTES, add_speaker, &telling->meetings[at], telling->emitter.err);
	return &telling->meetings[at];
}

static bool counts(const struct telling *telling, const struct view *meeting)
{
	struct view row;

	return view_number(meeting, MEETING_STATE) > STATE_OPEN &&
		view_row(meeting, MEETING_ATTENDANCE, telling->voice->person, &row) &&
		mark_is_present(view_number(&row, ATTENDANCE_MARK));
}

static bool was_at(const struct view *meeting, void *arg)
{
	struct telling *telling = arg;
	struct voice *voice = telling->voice;
	const struct heard *heard;

	if (!counts(telling, meeting))
		return true;
	heard = hear(telling, meeting);
	voice->there += heard->count > 0;
	for (size_t i = 0; i < heard->count; i++)
		if (heard->speakers[i] == voice->person) {
			voice->spoke++;
			voice->last = view_number(meeting, MEETING_DATE);
			break;
		}
	return telling->good;
}

static bool add_member(const struct roster_person *person, void *arg)
{
	struct telling *telling = arg;

	telling->people = mem_grow(telling->people, telling->count, &telling->room, sizeof(*telling->people));
	telling->people[telling->count++] = (struct voice){.person = person->person};
	return true;
}

static bool count_all(struct telling *telling)
{
	struct world *world = telling->emitter.world;

	for (size_t i = 0; i < telling->count; i++) {
		struct value key = value_number((int64_t)telling->people[i].person);

		telling->voice = &telling->people[i];
		if (!world->range(world, ENTITY_MEETING, MEETING_BY_PERSON, &key, 1, telling->from,
			    telling->to, was_at, telling, telling->emitter.err) ||
			!telling->good)
			return false;
	}
	return true;
}

static void put_voice(struct telling *telling, uint64_t group, const struct voice *voice)
{
	struct record row;

	record_init(&row, &voices_shape);
	record_number(&row, VOICES_PERSON, (int64_t)voice->person);
	record_number(&row, VOICES_GROUP, (int64_t)group);
	record_number(&row, VOICES_THERE, voice->there);
	record_number(&row, VOICES_SPOKE, voice->spoke);
	if (voice->spoke)
		record_number(&row, VOICES_LAST, voice->last);
	emit_row(&telling->emitter, &voices_shape, voice->person, &row);
}

static bool voices_of_group(const struct view *group, void *arg)
{
	struct telling *telling = arg;
	struct emitter *emitter = &telling->emitter;
	const uint64_t id = group->id;

	if ((emitter->query->subject && emitter->query->subject != id) || !group_may_see(emitter->world, id))
		return true;
	telling->count = 0;
	telling->good = roster_each(emitter->world, id, telling->to, add_member, telling, emitter->err) &&
		count_all(telling);
	for (size_t i = 0; telling->good && !emitter->stopped && i < telling->count; i++)
		put_voice(telling, id, &telling->people[i]);
	return telling->good && !emitter->stopped;
}

bool voices_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct telling telling = {.emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT},
		.to = query->to && query->to < world->today ? query->to : world->today,
		.good = true};
	bool good;

	telling.from = query->from ? query->from : date_of(date_parts(telling.to).year, 1, 1);
	good = groups_each(world, telling.to, voices_of_group, &telling, err) && telling.good;
	for (size_t i = 0; i < telling.meeting_count; i++)
		free(telling.meetings[i].speakers);
	free(telling.meetings);
	free(telling.people);
	id_map_release(&telling.places);
	emitter_release(&telling.emitter);
	return good;
}
