/* Who was where: all memberships and people are read once, instead of once for each row and each group. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/model/dated.h"
#include "core/model/entities.h"
#include "core/model/roster.h"
#include "core/score/scoring.h"

struct stay {
	uint64_t person, group, id;
	int64_t from, to;
	int64_t joined, left; /* of the person: a member between; joined after left: never one */
};
struct people {
	struct stay *stays; /* by person, first day and number */
	size_t count, room;
};

static bool take_stay(const struct view *view, void *arg)
{
	struct people *people = arg;

	people->stays = mem_grow(people->stays, people->count, &people->room, sizeof(*people->stays));
	people->stays[people->count++] = (struct stay){
		.person = (uint64_t)view_number(view, MEMBERSHIP_PERSON),
		.group = (uint64_t)view_number(view, MEMBERSHIP_GROUP),
		.id = view->id,
		.from = view_number_or(view, MEMBERSHIP_FROM, DATE_MIN),
		.to = view_number_or(view, MEMBERSHIP_TO, DATE_MAX),
		.joined = DATE_MAX,
		.left = DATE_MIN,
	};
	return true;
}

static int by_person(const void *a, const void *b)
{
	const struct stay *one = a, *other = b;

	if (one->person != other->person)
		return one->person < other->person ? -1 : 1;
	if (one->from != other->from)
		return one->from < other->from ? -1 : 1;
	return one->id < other->id ? -1 : one->id > other->id;
}

/* The first of somebody's. */
static size_t find(const struct people *people, uint64_t person)
{
	size_t low = 0, high = people->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (people->stays[middle].person < person)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool take_person(const struct view *view, void *arg)
{
	struct people *people = arg;

	if (!view_has(view, PERSON_JOINED))
		return true;
	for (size_t i = find(people, view->id); i < people->count && people->stays[i].person == view->id;
		i++) {
		people->stays[i].joined = view_number(view, PERSON_JOINED);
		people->stays[i].left = view_number_or(view, PERSON_LEFT, DATE_MAX);
	}
	return true;
}

static const struct people *people_of(struct score *score)
{
	struct world *world = score->world;
	struct people *people = score->people;

	if (people)
		return people;
	people = score->people = mem_new(sizeof(*people));
	world->gather(world, ENTITY_MEMBERSHIP, 0, 0, 0, take_stay, people, NULL);
	if (people->count)
		qsort(people->stays, people->count, sizeof(*people->stays), by_person);
	world->gather(world, ENTITY_PERSON, 0, 0, 0, take_person, people, NULL);
	return people;
}

void score_people_free(struct people *people)
{
	if (people)
		free(people->stays);
	free(people);
}

uint64_t score_group_of(struct score *score, uint64_t person, int64_t day)
{
	const struct people *people = people_of(score);

	for (size_t i = find(people, person); i < people->count && people->stays[i].person == person; i++)
		if (people->stays[i].from <= day && day <= people->stays[i].to)
			return people->stays[i].group;
	return 0;
}

/* As roster_size() counts them. */
void score_count_members(struct score *score, int64_t day, unsigned *members)
{
	const struct people *people = people_of(score);

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
