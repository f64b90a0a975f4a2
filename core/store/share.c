#include "core/store/share.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/store/store_internal.h"

struct second {
	struct store_change change;
	struct writer writer;
};

struct sharing {
	world_work *work;
	void *arg;
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

static void *run(void *arg)
{
	struct hand *hand = arg;
	struct sharing *sharing = hand->sharing;
	size_t next;

	while (!hand->failed && (next = atomic_fetch_add(&sharing->next, 1)) < sharing->count)
		hand->failed = !sharing->work(hand->world, hand->nth, next, sharing->arg, &hand->err);
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
	begun = !pthread_create(thread, NULL, run, hand);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return begun;
}

static bool report(const struct hand *hand, struct error *err)
{
	if (hand->failed && err)
		*err = hand->err;
	return !hand->failed;
}

struct second *second_open(struct world *world)
{
	struct store_change *change = world_change(world);
	struct kv_txn *txn = kv_second_open(change->txn);
	struct second *second;

	if (!txn)
		return NULL;
	second = mem_new(sizeof(*second));
	second->change = (struct store_change){.store = change->store, .txn = txn};
	second->writer = (struct writer){*world, &second->change};
	return second;
}

void second_close(struct second *second)
{
	if (second)
		kv_second_close(second->change.txn);
	free(second);
}

bool world_share_with(struct world *world, struct second *second, size_t count, world_work *work, void *arg,
	struct error *err)
{
	struct sharing sharing = {work, arg, count, 0};
	struct hand own = {&sharing, world, 0, false, ERROR_INIT},
		    other = {&sharing, second ? &second->writer.world : NULL, 1, false, ERROR_INIT};
	pthread_t thread;
	bool begun = second && begin_thread(&thread, &other);

	run(&own);
	if (begun)
		pthread_join(thread, NULL);
	return report(&own, err) && report(&other, err);
}

bool world_share_by(
	struct world *world, unsigned threads, size_t count, world_work *work, void *arg, struct error *err)
{
	struct second *second = threads > 1 ? second_open(world) : NULL;
	bool good = world_share_with(world, second, count, work, arg, err);

	second_close(second);
	return good;
}

bool worth_a_thread(uint64_t load)
{
	enum { MUCH = 20000 };

	return load >= MUCH;
}

bool world_share(
	struct world *world, uint64_t load, size_t count, world_work *work, void *arg, struct error *err)
{
	return world_share_by(world, worth_a_thread(load) ? WORLD_READERS : 1, count, work, arg, err);
}
