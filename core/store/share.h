/* Works on two processors: this thread and one more take one after the other until none is left. They share
 * nothing but which is next: the other thread has a transaction of its own that reads the same state. Where
 * there is little to do, or the state cannot be read twice (a change is under way, somebody has committed
 * since), this thread does it all.
 *
 * What a work may touch: the world it is given, and what the works of its number or its reader have to
 * themselves. Beside that it may read whatever nobody writes meanwhile: compiled rules, the tables of
 * entities, fields and choices. It must keep off what keeps something from call to call: source_named() and
 * list_shape() with all that lead there (the shapes in core/model/sources.c and lists.c are made when they
 * are asked for), whatever reads a text somebody sent (core/base/work.h counts it), and the store but through
 * its world. So sources, paths and filters are found and compiled before works are shared. Signals are never
 * the second thread's. What it allocates is memory like any other: whoever comes later may free it. */
#ifndef CORE_STORE_SHARE_H
#define CORE_STORE_SHARE_H

#include "core/schema/world.h"

/* As the world's share: by two where the load is worth a thread. */
bool world_share(
	struct world *world, uint64_t load, size_t count, world_work *work, void *arg, struct error *err);
/* By one or two threads, however little there is. */
bool world_share_by(
	struct world *world, unsigned threads, size_t count, world_work *work, void *arg, struct error *err);
/* Is so much work, in records to be read, worth a thread? */
bool worth_a_thread(uint64_t load);

/* Another that reads the same state as the world; NULL: there can be none. Closed by whoever opened it. */
struct second;
struct second *second_open(struct world *world);
void second_close(struct second *second);
/* By this thread, and by the second reader unless that is NULL. The first failure of either is reported. */
bool world_share_with(struct world *world, struct second *second, size_t count, world_work *work, void *arg,
	struct error *err);

#endif
