/* Hours of training, in tenths, from New Year to a day. */
#ifndef CORE_MODEL_HOURS_H
#define CORE_MODEL_HOURS_H

#include "core/schema/world.h"

/* Added to `*hours`. */
bool hours_add(struct world *world, uint64_t person, int64_t day, int64_t *hours, struct error *err);

#endif
