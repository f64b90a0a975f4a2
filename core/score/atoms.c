/* What is counted of one subject's rows in one part of the period. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

static int ascending(const void *a, const void *b)
{
	return fraction_compare(*(const struct fraction *)a, *(const struct fraction *)b);
}

static void distinct(const struct slice *slice, size_t atom, struct figure *out)
{
	struct fraction *values = mem_new((slice->count + 1) * sizeof(*values));
	size_t count = 0;
	int64_t different = 0;

	for (size_t i = 0; i < slice->count; i++)
		if (fraction_given(slice->hits[i].values[atom]))
			values[count++] = slice->hits[i].values[atom];
	qsort(values, count, sizeof(*values), ascending);
	for (size_t i = 0; i < count; i++)
		different += !i || ascending(&values[i], &values[i - 1]);
	free(values);
	figure_set(out, different, 1);
}

struct one_person {
	uint64_t person;
	struct fraction worth;
};

static struct fraction size_of(struct fraction worth)
{
	return worth.numerator < 0 ? (struct fraction){-worth.numerator, worth.denominator} : worth;
}

/* By person; of each the row first that is worth most, or takes most off. */
static int by_person(const void *a, const void *b)
{
	const struct one_person *one = a, *other = b;

	if (one->person != other->person)
		return one->person < other->person ? -1 : 1;
	return fraction_compare(size_of(other->worth), size_of(one->worth));
}

/* Each person once, however many rows name him: 每个: 5 is five for each of them. */
static void count_people(const struct slice *slice, struct figure *out)
{
	struct one_person *people = mem_new((slice->count + 1) * sizeof(*people));
	size_t count = 0;

	for (size_t i = 0; i < slice->count; i++)
		if (slice->hits[i].person && slice->hits[i].worth.numerator)
			people[count++] = (struct one_person){slice->hits[i].person, slice->hits[i].worth};
	qsort(people, count, sizeof(*people), by_person);
	for (size_t i = 0; i < count; i++)
		if (!i || people[i].person != people[i - 1].person)
			exact_add_fraction(&out->value, people[i].worth);
	free(people);
}

/* Once for each record, or every person's. */
static bool counts(const struct line *line, const struct hit *hit)
{
	return (hit->first || line->persons) && !hit->again;
}

bool hit_counts(const struct line *line, const struct hit *hit)
{
	return counts(line, hit) || line->people;
}

/* How many days rows last, their first and last included; what goes on, until today. */
static void sum_days(const struct score *score, const struct line *line, const struct slice *slice,
	bool working, struct figure *out)
{
	for (size_t i = 0; i < slice->count; i++) {
		const struct hit *hit = &slice->hits[i];
		const int64_t today = score->world->today, last = hit->last < today ? hit->last : today;
		struct fraction days = {score_days(score, hit->day - 1, last, working), 1};

		if (counts(line, hit) || hit->again)
			exact_add_product(&out->value, days, hit->worth);
	}
}

static void sum_worth(const struct line *line, const struct slice *slice, struct figure *out)
{
	for (size_t i = 0; i < slice->count; i++)
		if (counts(line, &slice->hits[i]))
			exact_add_fraction(&out->value, slice->hits[i].worth);
}

static void sum_values(const struct line *line, const struct slice *slice, size_t atom, struct figure *out)
{
	const struct fraction one = {1, 1};
	bool weighted = line->atoms[atom].kind != ATOM_TOTAL;

	for (size_t i = 0; i < slice->count; i++)
		if (counts(line, &slice->hits[i]) && fraction_given(slice->hits[i].values[atom]))
			exact_add_product(&out->value, slice->hits[i].values[atom],
				weighted ? slice->hits[i].worth : one);
}

static void mean_values(const struct line *line, const struct slice *slice, size_t atom, struct figure *out)
{
	int64_t count = 0;

	for (size_t i = 0; i < slice->count; i++)
		if (counts(line, &slice->hits[i]) && fraction_given(slice->hits[i].values[atom])) {
			exact_add_fraction(&out->value, slice->hits[i].values[atom]);
			count++;
		}
	if (!count) {
		figure_lose(out, NOT_APPLICABLE);
		return;
	}
	exact_share(&out->value, (int64_t)count);
}

static void extreme_value(const struct line *line, const struct slice *slice, size_t atom, struct figure *out)
{
	const struct fraction *found = NULL;
	int sign = line->atoms[atom].kind == ATOM_LARGEST ? 1 : -1;

	for (size_t i = 0; i < slice->count; i++) {
		const struct fraction *value = &slice->hits[i].values[atom];

		if (fraction_given(*value) && (!found || fraction_compare(*value, *found) * sign > 0))
			found = value;
	}
	if (found)
		exact_set(&out->value, *found);
	else
		figure_lose(out, NOT_APPLICABLE);
}

static void one_value(const struct slice *slice, size_t atom, bool latest, struct figure *out)
{
	const struct fraction *found = NULL;

	/* By day: the first, or the last. */
	for (size_t i = 0; i < slice->count && (latest || !found); i++)
		if (fraction_given(slice->hits[i].values[atom]))
			found = &slice->hits[i].values[atom];
	if (found)
		exact_set(&out->value, *found);
	else
		figure_lose(out, NOT_APPLICABLE);
}

static void count_matching(
	const struct line *line, const struct slice *slice, size_t atom, struct figure *out)
{
	int64_t count = 0;

	for (size_t i = 0; i < slice->count; i++)
		count += counts(line, &slice->hits[i]) && slice->hits[i].matches >> atom & 1;
	figure_set(out, count, 1);
}

void score_atom(const struct score *score, const struct line *line, const struct slice *slice, size_t atom,
	struct figure *out)
{
	exact_whole(&out->value, 0);
	out->known = KNOWN;
	switch (line->atoms[atom].kind) {
	case ATOM_COUNT:
	case ATOM_TIMES:
		sum_worth(line, slice, out);
		return;
	case ATOM_PEOPLE:
		count_people(slice, out);
		return;
	case ATOM_DISTINCT:
		distinct(slice, atom, out);
		return;
	case ATOM_SUM:
	case ATOM_TOTAL:
	case ATOM_DAYS:
		sum_values(line, slice, atom, out);
		return;
	case ATOM_MEAN:
		mean_values(line, slice, atom, out);
		return;
	case ATOM_LARGEST:
	case ATOM_SMALLEST:
		extreme_value(line, slice, atom, out);
		return;
	case ATOM_LATEST:
	case ATOM_FIRST:
		one_value(slice, atom, line->atoms[atom].kind == ATOM_LATEST, out);
		return;
	case ATOM_LASTING:
	case ATOM_WORKING:
		sum_days(score, line, slice, line->atoms[atom].kind == ATOM_WORKING, out);
		return;
	case ATOM_MATCHING:
		count_matching(line, slice, atom, out);
	}
}
