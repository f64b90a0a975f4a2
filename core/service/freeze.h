/* Posted results: frozen rows of the sources of scores, which no later change of rules or records moves. */
#ifndef CORE_SERVICE_FREEZE_H
#define CORE_SERVICE_FREEZE_H

#include "core/model/operations.h"
#include "core/model/sources.h"

/* What the service does besides, in the change of an operation: freezes results that are posted; refuses
 * while something is not judged. */
bool freeze_after(
	const struct operation *operation, struct writer *writer, uint64_t record, struct error *err);
/* The rows of a period that is posted or published, as they were then; `frozen`: it is one. */
bool frozen_each(struct world *world, const struct source_query *query, const struct entity *shape,
	source_emit *emit, void *arg, bool *frozen, struct error *err);

#endif
