/* Which rules are in force: of the versions that the office activated the newest whose first period has
 * begun; before there is any, those that come with the program. */
#ifndef CORE_SERVICE_RULES_FORCE_H
#define CORE_SERVICE_RULES_FORCE_H

#include "core/base/arena.h"
#include "core/schema/world.h"

struct rules_version {
	int64_t version; /* 0: those that come with the program */
	int64_t from;    /* the first day of its first period */
	uint64_t id;     /* of the record, or 0 */
	struct text name, basis, text;
};
/* On that day. Texts are copied into the arena. */
bool rules_in_force(struct world *world, int64_t day, struct arena *arena, struct rules_version *version,
	struct error *err);

#endif
