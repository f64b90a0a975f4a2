#include "core/store/gather_all.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/store/store_internal.h"

enum { MUCH = 20000 }; /* records: from there on it is worth a thread */

/* A gather, or half of one. */
struct errand {
	struct gathering gathering;
	uint64_t first, last; /* records, by number */
};

struct sharing {
	const struct errand *errands;
	size_t count;
	atomic_size_t next;
};

struct hand {
	struct sharing *sharing;
	struct world *world;
	unsigned nth;
	bool failed;
	struct error err;
};

static void *work(void *arg)
{
	struct hand *hand = arg;
	struct sharing *sharing = hand->sharing;
	size_t next;

	while (!hand->failed && (next = atomic_fetch_add(&sharing->next, 1)) < sharing->count) {
		const struct errand *errand = &sharing->errands[next];

		errand->gathering.begin(hand->world, hand->nth, &hand->err, errand->gathering.arg);
		hand->failed = !world_gather_part(
			hand->world, &errand->gathering, errand->first, errand->last, &hand->err);
	}
	/* What is left of the others' is not wanted any more. */
	if (hand->failed)
		atomic_store(&sharing->next, sharing->count);
	return NULL;
}

/* Signals are for the thread that has always been there. */
static bool begin_thread(pthread_t *thread, struct hand *hand)
{
	sigset_t all, before;
	bool begun;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	begun = !pthread_create(thread, NULL, work, hand);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return begun;
}

static bool report(const struct hand *hand, struct error *err)
{
	if (hand->failed && err)
		*err = hand->err;
	return !hand->failed;
}

static void swap(struct errand *one, struct errand *other)
{
	struct errand kept = *one;

	*one = *other;
	*other = kept;
}

static uint64_t records_of(struct world *world, unsigned entity)
{
	uint64_t count = 0;

	world_count(world, entity, &count);
	return count;
}

/* The longest is halved and done first: so both hands are done at about the same time. */
static void halve_longest(struct world *world, struct errand *errands, size_t *count)
{
	struct errand *longest = errands, *half = &errands[*count];
	uint64_t most = 0;

	for (size_t i = 0; i < *count; i++) {
		uint64_t records = records_of(world, errands[i].gathering.entity);

		if (records > most && errands[i].gathering.halve) {
			most = records;
			longest = &errands[i];
		}
	}
	if (!most)
		return;
	/* Numbers are given one after the other, and few are missing. */
	*half = *longest;
	half->gathering.arg = longest->gathering.halve(longest->gathering.arg);
	half->first = most / 2 + 1;
	longest->last = most / 2;
	*count += 1;
	swap(&errands[0], longest);
	swap(&errands[1], half);
}

bool world_gather_by(struct world *world, unsigned threads, const struct gathering *gatherings, size_t count,
	struct error *err)
{
	struct store_change *change = world_change(world), second = {.store = change->store};
	struct writer writer = {*world, &second};
	struct errand *errands = mem_new((count + 1) * sizeof(*errands));
	struct sharing sharing = {errands, count, 0};
	struct hand own = {&sharing, world, 0, false, ERROR_INIT},
		    other = {&sharing, &writer.world, 1, false, ERROR_INIT};
	pthread_t thread;
	bool begun;

	for (size_t i = 0; i < count; i++)
		errands[i] = (struct errand){gatherings[i], 0, UINT64_MAX};
	second.txn = threads > 1 ? kv_second_open(change->txn) : NULL;
	if (second.txn)
		halve_longest(world, errands, &sharing.count);
	begun = second.txn && begin_thread(&thread, &other);
	work(&own);
	if (begun)
		pthread_join(thread, NULL);
	kv_second_close(second.txn);
	free(errands);
	return report(&own, err) && report(&other, err);
}

bool world_gather_all(
	struct world *world, const struct gathering *gatherings, size_t count, struct error *err)
{
	uint64_t records = 0;

	for (size_t i = 0; i < count; i++)
		records += records_of(world, gatherings[i].entity);
	return world_gather_by(world, records < MUCH ? 1 : WORLD_READERS, gatherings, count, err);
}
