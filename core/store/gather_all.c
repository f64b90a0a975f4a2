#include "core/store/gather_all.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include "core/store/store_internal.h"

enum { MUCH = 20000 }; /* records: from there on it is worth a thread */

struct sharing {
	const struct gathering *gatherings;
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
		const struct gathering *one = &sharing->gatherings[next];

		one->begin(hand->world, hand->nth, &hand->err, one->arg);
		hand->failed = !hand->world->gather(hand->world, one->entity, one->index, one->low, one->high,
			one->visit, one->arg, &hand->err);
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

bool world_gather_by(struct world *world, unsigned threads, const struct gathering *gatherings, size_t count,
	struct error *err)
{
	struct store_change *change = world_change(world), second = {.store = change->store};
	struct writer writer = {*world, &second};
	struct sharing sharing = {gatherings, count, 0};
	struct hand own = {&sharing, world, 0, false, ERROR_INIT},
		    other = {&sharing, &writer.world, 1, false, ERROR_INIT};
	pthread_t thread;
	bool begun;

	second.txn = threads > 1 ? kv_second_open(change->txn) : NULL;
	begun = second.txn && begin_thread(&thread, &other);
	work(&own);
	if (begun)
		pthread_join(thread, NULL);
	kv_second_close(second.txn);
	return report(&own, err) && report(&other, err);
}

bool world_gather_all(
	struct world *world, const struct gathering *gatherings, size_t count, struct error *err)
{
	uint64_t records = 0;

	for (size_t i = 0; i < count; i++) {
		uint64_t its = 0;

		world_count(world, gatherings[i].entity, &its);
		records += its;
	}
	return world_gather_by(world, records < MUCH ? 1 : WORLD_READERS, gatherings, count, err);
}
