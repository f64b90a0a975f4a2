/* How much places hang on what single items are worth: each item in turn counts a tenth more, then a tenth
 * less, by the same engine, with limits, vetoes and ties as they are. Whoever drafts rules sees which weights
 * decide, and which do not matter. */
#ifndef CORE_SCORE_STEADY_H
#define CORE_SCORE_STEADY_H

#include "core/score/score.h"

/* Those from place `first` to place `last` do not keep their order. */
struct unsteady {
	size_t first, last;
	const struct item *item; /* the first of the file that does it */
	size_t items;            /* how many do, each by itself */
};
/* Of a score with its points, which is as it was afterwards. From the first place on, apart from each other;
 * to be freed by free(). To be equal is no change of place, to be so no longer is one. */
struct unsteady *score_unsteady(struct score *score, size_t *count);

#endif
