#include "core/store/gather_all.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/store/share.h"
#include "core/store/store_internal.h"

/* A gather, or half of one. */
struct errand {
	struct gathering gathering;
	uint64_t first, last; /* records, by number */
	uint64_t records;     /* about how many that are */
};

static bool run(struct world *world, unsigned nth, size_t number, void *arg, struct error *err)
{
	const struct errand *errand = &((const struct errand *)arg)[number];

	errand->gathering.begin(world, nth, err, errand->gathering.arg);
	return world_gather_part(world, &errand->gathering, errand->first, errand->last, err);
}

static uint64_t records_of(struct world *world, unsigned entity)
{
	uint64_t count = 0;

	world_count(world, entity, &count);
	return count;
}

/* The longest that can be, into the place behind all. */
static void halve_longest(struct errand *errands, size_t *count)
{
	struct errand *longest = NULL, *half = &errands[*count];

	for (size_t i = 0; i < *count; i++)
		if (errands[i].gathering.halve && (!longest || errands[i].records > longest->records))
			longest = &errands[i];
	if (!longest || !longest->records)
		return;
	/* Numbers are given one after the other, and few are missing. */
	*half = *longest;
	half->gathering.arg = longest->gathering.halve(longest->gathering.arg);
	half->first = longest->records / 2 + 1;
	longest->last = longest->records / 2;
	longest->records = half->records = longest->records / 2;
	*count += 1;
}

static int longest_first(const void *a, const void *b)
{
	const struct errand *one = a, *other = b;

	return one->records > other->records ? -1 : one->records < other->records;
}

bool world_gather_by(struct world *world, unsigned threads, const struct gathering *gatherings, size_t count,
	struct error *err)
{
	struct errand *errands = mem_new((count + 1) * sizeof(*errands));
	struct second *second = threads > 1 ? second_open(world) : NULL;
	bool good;

	for (size_t i = 0; i < count; i++)
		errands[i] = (struct errand){
			gatherings[i], 0, UINT64_MAX, records_of(world, gatherings[i].entity)};
	if (second) {
		halve_longest(errands, &count);
		/* So that both are done at about the same time. */
		qsort(errands, count, sizeof(*errands), longest_first);
	}
	good = world_share_with(world, second, count, run, errands, err);
	second_close(second);
	free(errands);
	return good;
}

bool world_gather_all(
	struct world *world, const struct gathering *gatherings, size_t count, struct error *err)
{
	uint64_t records = 0;

	for (size_t i = 0; i < count; i++)
		records += records_of(world, gatherings[i].entity);
	return world_gather_by(world, worth_a_thread(records) ? WORLD_READERS : 1, gatherings, count, err);
}
