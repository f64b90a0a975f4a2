/* Records that are still to be made in a part of the period that is not over: how many, and what they give.
 */
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/score/hints_internal.h"

enum { TIMES_MOST = 64, AMOUNT_MOST = 1 << 14 };
enum hint_unit hint_unit_of(const struct line *line)
{
	for (size_t i = 0; i < line->atom_count; i++)
		if (line->atoms[i].kind == ATOM_PEOPLE)
			return HINT_PEOPLE;
		else if (line->atoms[i].kind == ATOM_SUM || line->atoms[i].kind == ATOM_TOTAL)
			return HINT_AMOUNT;
	return HINT_TIMES;
}

/* Other figures depend on what the record says; of records and matters, which would it be taken apart by? */
static bool foreseeable(const struct line *line)
{
	size_t sums = 0;

	for (size_t i = 0; i < line->atom_count; i++)
		switch (line->atoms[i].kind) {
		case ATOM_SUM:
		case ATOM_TOTAL:
			sums++;
			break;
		case ATOM_COUNT:
		case ATOM_TIMES:
		case ATOM_PEOPLE:
		case ATOM_MATCHING:
		case ATOM_DAYS:
			break;
		default:
			return false;
		}
	return sums <= 1 && (line->apart == APART_NONE || line->apart == APART_PERSON);
}

/* What one more row is worth: as the line's steps judge one that says nothing but what the filter asks. */
static bool plain_worth(struct hinting *hinting, const struct line *line, struct hit *hit)
{
	const struct source *source = source_named(hinting->world->schema, text_of(line->source->name));
	struct view empty = {.entity = source->shape};
	struct row_work work = {
		.world = hinting->world, .view = &empty, .worth = {1, 1}, .today = hinting->today};

	for (const struct step *step = line->steps; step && !work.dropped; step = step->next)
		/* It will have its evidence. */
		if (step->is->row && strcmp(step->is->code, "EVID"))
			step->is->row(step->with, &work);
	hit->worth = work.worth;
	hit->group = work.converted;
	return !work.dropped && !work.doubtful && fraction_given(work.worth);
}

static void put_values(struct hinting *hinting, const struct line *line, int64_t amount, struct hit *hit)
{
	hit->values = arena_new(&hinting->score->arena, (line->atom_count + 1) * sizeof(*hit->values));
	for (size_t i = 0; i < line->atom_count; i++) {
		bool sum = line->atoms[i].kind == ATOM_SUM || line->atoms[i].kind == ATOM_TOTAL;

		hit->values[i] = (struct fraction){sum ? amount : 0, 1};
	}
}

int64_t hint_bound(const struct line *line)
{
	return hint_unit_of(line) == HINT_AMOUNT ? AMOUNT_MOST : TIMES_MOST;
}

bool hint_put(struct hinting *hinting, const struct line *line, size_t subject, const struct part *part,
	uint64_t person, int64_t count, int64_t first_day)
{
	bool amount = hint_unit_of(line) == HINT_AMOUNT;
	struct hit hit = {.subject = (uint32_t)subject,
		.day = first_day > part->from ? first_day : part->from,
		.last = part->to,
		.first = true,
		.matches = UINT16_MAX};

	if (!foreseeable(line) || (line->apart == APART_PERSON && !person) ||
		!plain_worth(hinting, line, &hit))
		return false;
	put_values(hinting, line, amount ? count : 0, &hit);
	for (int64_t i = 0; i < (amount ? count > 0 : count); i++) {
		hit.id = hit.row =
			HINT_SUPPOSED + ((uint64_t)part->from * TIMES_MOST + (uint64_t)i) + (person << 32);
		hit.person = person ? person : hit.id;
		hit.apart = line->apart == APART_PERSON ? person : 0;
		what_if_add(hinting->what_if, line, &hit);
	}
	return true;
}

/* --- how many --- */

static int ascending(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;

	return one < other ? -1 : one > other;
}

static int64_t people_counted(
	struct hinting *hinting, const struct line *line, size_t subject, const struct part *part)
{
	const struct line_hits *hits = what_if_rows(hinting->what_if, line);
	uint64_t *people = mem_new((hits->count + 1) * sizeof(*people));
	size_t count = 0, different = 0;

	for (size_t i = 0; i < hits->count; i++)
		if (hits->hits[i].subject == subject && hits->hits[i].person &&
			hits->hits[i].day >= part->from && hits->hits[i].day <= part->to)
			people[count++] = hits->hits[i].person;
	qsort(people, count, sizeof(*people), ascending);
	for (size_t i = 0; i < count; i++)
		different += !i || people[i] != people[i - 1];
	free(people);
	return (int64_t)different;
}

int64_t hint_most(struct hinting *hinting, const struct line *line, size_t subject, const struct part *part)
{
	int64_t left;

	if (hint_unit_of(line) == HINT_AMOUNT)
		return AMOUNT_MOST;
	if (hint_unit_of(line) == HINT_TIMES)
		return TIMES_MOST;
	left = score_members(hinting->score, subject, part->to < hinting->today ? part->to : hinting->today) -
		people_counted(hinting, line, subject, part);
	return left < 0 ? 0 : left < TIMES_MOST ? left : TIMES_MOST;
}

/* The least that gives all that can be had, for all subjects at once: too few, and enough. */
struct search {
	int64_t *few, *enough, *most, *all;
	bool open; /* somebody's is not found yet */
};

static bool put_all(
	struct hinting *hinting, const struct line *line, const struct part *part, const int64_t *counts)
{
	for (size_t s = 0; s < hinting->score->count; s++)
		if (counts[s] && !hint_put(hinting, line, s, part, 0, counts[s], hinting->today))
			return false;
	return true;
}

static void try_counts(
	struct hinting *hinting, const struct line *line, const struct part *part, const int64_t *counts)
{
	put_all(hinting, line, part, counts);
	what_if_try(hinting->what_if, hinting->gains);
	what_if_keep(hinting->what_if, NULL);
}

static void halve(
	struct hinting *hinting, const struct line *line, const struct part *part, struct search *search)
{
	size_t count = hinting->score->count;
	int64_t *middle = mem_new((count + 1) * sizeof(*middle));

	search->open = false;
	for (size_t s = 0; s < count; s++)
		if (search->enough[s] > search->few[s] + 1)
			middle[s] = search->few[s] + (search->enough[s] - search->few[s]) / 2;
	try_counts(hinting, line, part, middle);
	for (size_t s = 0; s < count; s++) {
		if (!middle[s])
			continue;
		if (hinting->gains[s] == search->all[s])
			search->enough[s] = middle[s];
		else
			search->few[s] = middle[s];
		search->open |= search->enough[s] > search->few[s] + 1;
	}
	free(middle);
}

/* More and more points for more and more of it: one more is what can be said. */
static void settle_endless(
	struct hinting *hinting, const struct line *line, const struct part *part, struct search *search)
{
	size_t count = hinting->score->count;
	int64_t *once = mem_new((count + 1) * sizeof(*once));
	bool any = false;

	for (size_t s = 0; s < count; s++)
		if (search->enough[s] &&
			search->enough[s] == (hint_unit_of(line) == HINT_AMOUNT ? AMOUNT_MOST : TIMES_MOST)) {
			once[s] = 1;
			any = true;
		}
	if (any)
		try_counts(hinting, line, part, once);
	for (size_t s = 0; any && s < count; s++)
		if (once[s]) {
			search->enough[s] = 1;
			search->all[s] = hinting->gains[s];
		}
	free(once);
}

static void tell(struct hinting *hinting, const struct item *item, const struct line *line,
	const struct part *part, const struct search *search)
{
	for (size_t s = 0; s < hinting->score->count; s++)
		if (search->all[s] > 0 && hinting->wanted[s])
			hinting->visit(&(struct hint){.way = HINT_ADD,
					       .subject = s,
					       .item = item,
					       .line = line,
					       .gain = search->all[s],
					       .unit = hint_unit_of(line),
					       .count = search->enough[s],
					       .from = part->from,
					       .due = part->to},
				hinting->arg);
}

static void add_in_part(
	struct hinting *hinting, const struct item *item, const struct line *line, const struct part *part)
{
	size_t count = hinting->score->count, room = (count + 1) * sizeof(int64_t);
	struct search search = {mem_new(room), mem_new(room), mem_new(room), mem_new(room), false};
	bool known;

	for (size_t s = 0; s < count; s++)
		search.most[s] = hinting->wanted[s] ? hint_most(hinting, line, s, part) : 0;
	known = put_all(hinting, line, part, search.most);
	what_if_try(hinting->what_if, hinting->gains);
	what_if_keep(hinting->what_if, NULL);
	for (size_t s = 0; known && s < count; s++) {
		if (hinting->gains[s] <= 0)
			continue;
		search.all[s] = hinting->gains[s];
		search.enough[s] = search.most[s];
		search.open |= search.most[s] > 1;
	}
	while (search.open)
		halve(hinting, line, part, &search);
	settle_endless(hinting, line, part, &search);
	tell(hinting, item, line, part, &search);
	free(search.few);
	free(search.enough);
	free(search.most);
	free(search.all);
}

void hint_adding(struct hinting *hinting, const struct item *item, const struct line *line)
{
	unsigned count;
	struct part *parts;

	if (!doing_of(line)->adds)
		return;
	parts = score_parts(hinting->score, line, &count);
	for (unsigned i = 0; i < count; i++)
		if (parts[i].to >= hinting->today)
			(line->apart == APART_PERSON ? hint_people : add_in_part)(
				hinting, item, line, &parts[i]);
	free(parts);
}
