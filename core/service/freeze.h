/* Posted results: frozen rows of the sources of scores, which no later change of rules or records moves. */
#ifndef CORE_SERVICE_FREEZE_H
#define CORE_SERVICE_FREEZE_H

#include "core/model/sources.h"
#include "core/score/score.h"

/* A period that is posted or published: which version, when it was posted, by which rules; evaluation 0: it
 * is neither. Texts are copied into the arena. */
struct posting {
	uint64_t evaluation;
	int64_t version, moment;
	uint64_t sequence; /* of the change that posted it */
	struct text name, text, hash;
};
/* `version`: any, whether it still stands or was taken back; 0: the one that stands. */
bool find_posting(struct world *world, const struct score_period *period, int64_t version,
	struct arena *arena, struct posting *posting, struct error *err);
/* The rows of a period that is posted or published, as they were then; `frozen`: it is one. The query's kind
 * is the version, whether it still stands or was taken back; 0: the one that stands. */
bool frozen_each(struct world *world, const struct source_query *query, const struct entity *shape,
	source_emit *emit, void *arg, bool *frozen, struct error *err);
/* The same, of the query's subject alone when there is one: the others are not read. */
bool frozen_of_one(struct world *world, const struct source_query *query, const struct entity *shape,
	source_emit *emit, void *arg, bool *frozen, struct error *err);

#endif
