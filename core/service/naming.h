/* References as text and back, by the records of one state of the store. */
#ifndef CORE_SERVICE_NAMING_H
#define CORE_SERVICE_NAMING_H

#include "core/schema/world.h"

struct world_naming {
	struct naming naming; /* first: it is one */
	struct world *world;
	unsigned depth; /* a title may hold titles, but not for ever */
	bool seen_only; /* of records that may not be seen there is none of any name */
};
/* Around what evaluates paths that a person typed: see world.h. */
void world_follow_seen(struct world *world);
void world_follow_all(struct world *world);
/* Evidence is found by its title or its number (文号), with the issuer before it where several have it. */
struct naming *naming_over(struct world_naming *naming, struct world *world, enum language language);

#endif
