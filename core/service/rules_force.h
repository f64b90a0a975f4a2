/* Which rules are in force: of the versions that the office activated for whom is scored and for so long a
 * period, the newest whose first period has begun. So one table for groups each quarter, one for members each
 * year and so on stand side by side. Groups are scored by the rules that come with the program until there
 * are any. */
#ifndef CORE_SERVICE_RULES_FORCE_H
#define CORE_SERVICE_RULES_FORCE_H

#include "core/base/arena.h"
#include "core/schema/world.h"
#include "core/score/score.h"

struct rules_version {
	int64_t version; /* 0: those that come with the program */
	int64_t from;    /* the first day of its first period */
	uint64_t id;     /* of the record, or 0 */
	struct text name, basis, text;
	unsigned spans; /* for how long periods; 0: any */
};
/* For whom, an entity, on which day, for how long periods: a set of enum system_every, 0: any. */
struct rules_wanted {
	unsigned scored, spans;
	int64_t day;
};
/* Are rules for them and for such periods meant? */
bool rules_fit(unsigned scored, unsigned spans, const struct rules_wanted *wanted);
struct rules_wanted rules_of_period(const struct score_period *period);
/* Where there are none the text is empty: see rules_needed(). Texts are copied into the arena. */
bool rules_in_force(struct world *world, const struct rules_wanted *wanted, struct arena *arena,
	struct rules_version *version, struct error *err);
/* Refused where there are none. */
bool rules_needed(struct world *world, const struct rules_wanted *wanted, struct arena *arena,
	struct rules_version *version, struct error *err);
/* How long the period is, an enum system_every; 0: none of the usual. */
unsigned span_of(const struct score_period *period);

#endif
