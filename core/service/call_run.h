/* What get and may say alike. */
#ifndef CORE_SERVICE_CALL_RUN_H
#define CORE_SERVICE_CALL_RUN_H

#include "core/model/operations.h"
#include "core/service/request.h"

/* Is it allowed, and why not or what follows; for a record (`view`, may be NULL) what it would take along. */
void put_operation(struct request *request, struct record *row, const struct operation *operation,
	struct world *world, const struct view *view, struct error *refusal);

#endif
