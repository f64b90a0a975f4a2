/* 发言情况: at how many meetings of the year each member of a group was there, at how many he spoke, and when
 * last. */
#include "core/model/voices.h"

#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/model/emit.h"
#include "core/model/operations.h"
#include "core/model/roster.h"

struct heard {
	uint64_t meeting;
	uint64_t *speakers; /* some more than once */
	size_t count, room;
};

struct hearing {
	struct voices *voices;
	struct voice *voice;
	struct world *world;
	struct error *err;
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
static const struct heard *hear(struct hearing *hearing, const struct view *meeting)
{
	struct voices *voices = hearing->voices;
	struct heard *heard;

	for (size_t i = 0; i < voices->meeting_count; i++)
		if (voices->meetings[i].meeting == meeting->id)
			return &voices->meetings[i];
	voices->meetings = mem_grow(
		voices->meetings, voices->meeting_count, &voices->meeting_room, sizeof(*voices->meetings));
	heard = &voices->meetings[voices->meeting_count++];
	*heard = (struct heard){.meeting = meeting->id};
	hearing->good = hearing->world->rows(
		hearing->world, meeting, MEETING_MINUTES, add_speaker, heard, hearing->err);
	return heard;
}

static bool counts(const struct hearing *hearing, const struct view *meeting)
{
	struct view row;

	return view_number(meeting, MEETING_STATE) > STATE_OPEN &&
		view_row(meeting, MEETING_ATTENDANCE, hearing->voice->person, &row) &&
		mark_is_present(view_number(&row, ATTENDANCE_MARK));
}

static bool was_at(const struct view *meeting, void *arg)
{
	struct hearing *hearing = arg;
	struct voice *voice = hearing->voice;
	const struct heard *heard;

	if (!counts(hearing, meeting))
		return true;
	heard = hear(hearing, meeting);
	voice->there += heard->count > 0;
	for (size_t i = 0; i < heard->count; i++)
		if (heard->speakers[i] == voice->person) {
			voice->spoke++;
			voice->last = view_number(meeting, MEETING_DATE);
			break;
		}
	return hearing->good;
}

void voices_add(struct voices *voices, uint64_t person)
{
	voices->people = mem_grow(voices->people, voices->count, &voices->room, sizeof(*voices->people));
	voices->people[voices->count++] = (struct voice){.person = person};
}

bool voices_hear(struct voices *voices, struct world *world, int64_t from, int64_t to, struct error *err)
{
	struct hearing hearing = {voices, NULL, world, err, true};

	for (size_t i = 0; i < voices->count; i++) {
		struct value key = value_number((int64_t)voices->people[i].person);

		hearing.voice = &voices->people[i];
		if (!world->range(world, ENTITY_MEETING, MEETING_BY_PERSON, &key, 1, from, to, was_at,
			    &hearing, err) ||
			!hearing.good)
			return false;
	}
	return true;
}

void voices_release(struct voices *voices)
{
	for (size_t i = 0; i < voices->meeting_count; i++)
		free(voices->meetings[i].speakers);
	free(voices->meetings);
	free(voices->people);
}

/* --- the source --- */

struct telling {
	struct emitter emitter;
	struct voices voices;
	int64_t from, to;
	bool good;
};

static bool add_member(const struct roster_person *person, void *arg)
{
	voices_add(arg, person->person);
	return true;
}

static bool voices_of_group(const struct view *group, void *arg)
{
	struct telling *telling = arg;
	struct emitter *emitter = &telling->emitter;
	struct voices *voices = &telling->voices;
	struct record row;

	if ((emitter->query->subject && emitter->query->subject != group->id) ||
		!group_may_see(emitter->world, group->id))
		return true;
	voices->count = 0;
	telling->good =
		roster_each(emitter->world, group->id, telling->to, add_member, voices, emitter->err) &&
		voices_hear(voices, emitter->world, telling->from, telling->to, emitter->err);
	for (size_t i = 0; telling->good && !emitter->stopped && i < voices->count; i++) {
		const struct voice *voice = &voices->people[i];

		record_init(&row, &voices_shape);
		record_number(&row, VOICES_PERSON, (int64_t)voice->person);
		record_number(&row, VOICES_GROUP, (int64_t)group->id);
		record_number(&row, VOICES_THERE, voice->there);
		record_number(&row, VOICES_SPOKE, voice->spoke);
		if (voice->spoke)
			record_number(&row, VOICES_LAST, voice->last);
		emit_row(emitter, &voices_shape, voice->person, &row);
	}
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
	voices_release(&telling.voices);
	emitter_release(&telling.emitter);
	return good;
}
