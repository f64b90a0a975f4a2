/* What people give by hand: every line of the rules that somebody judges, of each of those scored whom it is
 * for. Read from the rules and the marks alone, so that it can be asked for without scoring anything. */
#ifndef CORE_SCORE_JUDGING_H
#define CORE_SCORE_JUDGING_H

#include "core/base/near.h"
#include "core/score/score.h"

struct judging {
	size_t subject;
	const struct item *item; /* NULL: of the table as a whole */
	const struct line *line; /* whose `manual` is given */
	enum judging_place place;
	struct text grade; /* of GRADE: which */
};
typedef bool judging_visit(const struct judging *judging, void *arg);

/* Who is scored, and the marks of the period's evaluation; no points. Freed by score_free(). */
bool judging_begin(struct score **score, const struct rules *rules, struct world *world,
	const struct score_period *period, struct error *err);
/* Is there something to judge that marks call so? Else the nearest of what there is is tried. */
bool judging_knows(const struct rules *rules, struct text mark, struct near *near);
/* How what marks call so is judged; NULL: nobody judges it. Of an item whose cases are ticked: the first. */
const struct manual *judging_manual(const struct rules *rules, struct text mark);
/* Has it a range that the points are outside of? */
bool judging_outside(const struct manual *manual, struct fraction points);
/* "0-5". */
void judging_range(const struct manual *manual, struct buf *out);
/* Do the rules name that reviewer for what marks call so? */
bool judging_names(const struct rules *rules, struct text mark, struct text role);
/* False when the visit wanted no more. */
bool judging_each(const struct score *score, size_t subject, judging_visit *visit, void *arg);
/* What a tick earns or, below 0, costs; false when that is no plain number. */
bool judging_worth(const struct judging *judging, struct fraction *worth);
/* Is there a mark by that role that counts? */
bool judging_given(const struct score *score, const struct judging *judging, struct text role);

#endif
