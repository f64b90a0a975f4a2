/* Who speaks for those who are evaluated: gives them their own marks (自评), confirms the sheet, objects to
 * it. For a group whoever leads it; for a branch its secretary; for a member nobody but himself. A leader
 * does not see the sheets of his members before they are published and so does not speak for them; for a
 * member who has no login the office does, as it may for everybody. */
#ifndef CORE_MODEL_SPEAKING_H
#define CORE_MODEL_SPEAKING_H

#include "core/model/entities.h"
#include "core/schema/world.h"

/* Not of the office, which is not asked. */
bool speaks_for(struct world *world, struct evaluated of);
/* Whom the world's person speaks for among those who are evaluated; id 0: nobody. */
struct evaluated spoken_for(struct world *world, const struct view *evaluation);
/* Does the world's person review him as the secretary of his branch? None for whom he speaks himself: his
 * branch, a group that he leads, too, himself. */
bool secretary_reviews(struct world *world, struct evaluated of);
/* The branch it is in: a branch itself, a group's, that of a member's group of today; 0: none. */
uint64_t branch_of_evaluated(struct world *world, struct evaluated of);
/* His name, a text of the world's next view; false when he is not there. */
bool evaluated_name(struct world *world, struct evaluated of, struct text *name, struct error *err);
/* Adds a problem when the record is not about just one of those whom its evaluation, in field `tag`, is of.
 */
void evaluated_check(const struct view *record, uint16_t tag, struct world *world, struct problems *problems);

#endif
