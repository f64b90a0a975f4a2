/* The days of objections and what still stands in the way of the next step. */
#ifndef CORE_MODEL_OBJECTION_H
#define CORE_MODEL_OBJECTION_H

#include "core/model/entities.h"
#include "core/schema/world.h"

/* The last day for the marks of a step that begins today; never before those days after the period. */
int64_t marks_until(struct world *world, const struct view *evaluation);
/* The last day on which posted results may be objected to, holidays left out. */
int64_t objection_until(struct world *world, const struct view *evaluation);
/* False, with the first of them by name, while an objection waits for its answer. */
bool objections_answered(struct world *world, uint64_t evaluation, struct error *err);
/* The same while one that was upheld is still about the version that is posted. */
bool objections_settled(struct world *world, const struct view *evaluation, struct error *err);
/* An objection of his that waits for its answer; false: there is none. */
bool objection_of(struct world *world, uint64_t evaluation, struct evaluated of, struct view *objection);
/* His confirmation as it stands, withdrawn or not; false: he never gave one. */
bool consent_of(struct world *world, uint64_t evaluation, struct evaluated of, struct view *consent);

#endif
