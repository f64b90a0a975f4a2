/* References as text and back, by the records of one state of the store. */
#ifndef CORE_SERVICE_NAMING_H
#define CORE_SERVICE_NAMING_H

#include "core/schema/world.h"

struct world_naming {
	struct naming naming; /* first: it is one */
	struct world *world;
	unsigned depth; /* a title may hold titles, but not for ever */
};
struct naming *naming_over(struct world_naming *naming, struct world *world, enum language language);

#endif
