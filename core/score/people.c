/* Who was where: all memberships and people are read once, instead of once for each row and each group. */
#include <stdlib.h>
#include "core/base/id_map.h"
#include "core/base/memory.h"
#include "core/model/dated.h"
#include "core/model/entities.h"
#include "core/model/roster.h"
#include "core/score/scoring.h"
#include "core/store/store.h"

struct stay {
	uint64_t group;
	int32_t from, to;     /* days: there is one for each membership of the court */
	int32_t joined, left; /* of the person: a member between; joined after left: never one */
	size_t next;          /* of the same person, by first day and number; ID_MAP_NONE: the last */
};
struct people {
	struct stay *stays;
	size_t count, room;
	struct id_map first; /* of a person */
};

/* Memberships come in the order of their numbers. */
static void link_stay(struct people *people, uint64_t person, size_t added)
{
	struct stay *stays = people->stays;
	size_t at = id_map_get(&people->first, person), before = ID_MAP_NONE;

	for (; at != ID_MAP_NONE && stays[at].from <= stays[added].from; at = stays[at].next)
		before = at;
	stays[added].next = at;
	if (before == ID_MAP_NONE)
		id_map_put(&people->first, person, added);
	else
		stays[before].next = added;
}

static bool take_stay(const struct view *view, void *arg)
{
	struct people *people = arg;
	uint64_t person = (uint64_t)view_number(view, MEMBERSHIP_PERSON);

	if (!person)
		return true;
	people->stays = mem_grow(people->stays, people->count, &people->room, sizeof(*people->stays));
	people->stays[people->count] = (struct stay){
		.group = (uint64_t)view_number(view, MEMBERSHIP_GROUP),
		.from = (int32_t)view_number_or(view, MEMBERSHIP_FROM, DATE_MIN),
		.to = (int32_t)view_number_or(view, MEMBERSHIP_TO, DATE_MAX),
		.joined = DATE_MAX,
		.left = DATE_MIN,
	};
	link_stay(people, person, people->count++);
	return true;
}

static bool take_person(const struct view *view, void *arg)
{
	struct people *people = arg;
	int64_t joined = view_number_or(view, PERSON_JOINED, VIEW_NO_NUMBER),
		left = view_number_or(view, PERSON_LEFT, DATE_MAX);

	if (joined == VIEW_NO_NUMBER)
		return true;
	for (size_t i = id_map_get(&people->first, view->id); i != ID_MAP_NONE; i = people->stays[i].next) {
		people->stays[i].joined = (int32_t)joined;
		people->stays[i].left = (int32_t)left;
	}
	return true;
}

/* Each is read once, and nearly each person has one: no room is tried that is too small. */
static void make_room(struct people *people, struct world *world)
{
	uint64_t count = 0;

	world_count(world, ENTITY_MEMBERSHIP, &count);
	people->room = (size_t)count + 1;
	people->stays = mem_resize(NULL, people->room, sizeof(*people->stays));
	id_map_reserve(&people->first, people->room);
}

static const struct people *people_of(struct gatherer *by)
{
	struct world *world = by->world;
	struct people *people = by->people;

	if (people)
		return people;
	people = by->people = mem_new(sizeof(*people));
	make_room(people, world);
	world->gather(world, ENTITY_MEMBERSHIP, 0, 0, 0, take_stay, people, NULL);
	world->gather(world, ENTITY_PERSON, 0, 0, 0, take_person, people, NULL);
	return people;
}

void score_people_free(struct people *people)
{
	if (!people)
		return;
	id_map_release(&people->first);
	free(people->stays);
	free(people);
}

uint64_t score_group_until(struct gatherer *by, uint64_t person, int64_t day, int64_t *until)
{
	const struct people *people = people_of(by);

	*until = DATE_MAX;
	for (size_t i = id_map_get(&people->first, person); i != ID_MAP_NONE; i = people->stays[i].next) {
		const struct stay *stay = &people->stays[i];

		if (stay->from > day) {
			*until = stay->from - 1;
			return 0;
		}
		*until = stay->to;
		if (day <= stay->to)
			return stay->group;
	}
	*until = DATE_MAX;
	return 0;
}

uint64_t score_group_of(struct gatherer *by, uint64_t person, int64_t day)
{
	int64_t until;

	return score_group_until(by, person, day, &until);
}

/* As roster_size() counts them. */
void score_count_members(struct score *score, int64_t day, unsigned *members)
{
	const struct people *people = people_of(&score->gatherers[0]);

	for (size_t i = 0; i < people->count; i++) {
		const struct stay *stay = &people->stays[i];
		int subject;

		if (stay->from > day || day > stay->to || stay->joined > day || stay->left < day)
			continue;
		subject = score_subject_of(score, stay->group);
		if (subject >= 0)
			members[subject]++;
	}
}
