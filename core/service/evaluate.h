/* What the service does besides in the change of an operation, because it can score: freezes results that are
 * posted, looks for the item that is objected to, and for the tie that is decided. */
#ifndef CORE_SERVICE_EVALUATE_H
#define CORE_SERVICE_EVALUATE_H

#include "core/model/operations.h"

/* After the operation itself; nothing for those that have nothing to do with scores. */
bool evaluate_after(struct operation_call *call, struct error *err);

/* What follows from an operation, in place of what its row says, where that takes the rules to know. */
void evaluate_foresee(const struct operation *operation, struct world *world, const struct view *record,
	struct message *follows);

/* By file. */
typedef void evaluate_see(struct world *world, const struct view *evaluation, struct message *follows);
evaluate_see see_agreement;
typedef bool evaluate_run(struct operation_call *call, struct error *err);
evaluate_run freeze_after_post, find_objected, find_agreed, decide_places;
/* Is he one of those whom the evaluation scores, or was posted for? False with an error where that cannot be
 * told. */
bool has_sheet(struct world *world, const struct view *evaluation, struct evaluated of, struct error *err);

/* May a mark be given by whoever gives it? What the rules name him for, besides what record_may_become()
 * asks. */
bool mark_may_become(struct world *world, const struct view *mark, struct error *err);

#endif
