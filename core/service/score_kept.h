/* Between the files that tell the records behind points. */
#ifndef CORE_SERVICE_SCORE_KEPT_H
#define CORE_SERVICE_SCORE_KEPT_H

#include "core/model/sources.h"

/* The rows of source points as they were posted; `found`: the posting has them. */
bool kept_points(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	bool *found, struct error *err);

#endif
