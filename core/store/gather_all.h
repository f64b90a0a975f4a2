/* Several gathers on two processors (share.h): what is found does not depend on who found it. The longest is
 * halved, by the numbers of its records; whoever asked for it puts both halves together. */
#ifndef CORE_STORE_GATHER_ALL_H
#define CORE_STORE_GATHER_ALL_H

#include "core/schema/world.h"

/* As the world's gather_all: by two where there is much to read. */
bool world_gather_all(
	struct world *world, const struct gathering *gatherings, size_t count, struct error *err);
/* By one or two threads, however little there is. */
bool world_gather_by(struct world *world, unsigned threads, const struct gathering *gatherings, size_t count,
	struct error *err);

#endif
