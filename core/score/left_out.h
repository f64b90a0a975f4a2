/* Rows that lines look at and do not count: what is still a draft, was sent back, waits to be confirmed. They
 * are told beside every count, so that nobody has to ask where his record is. */
#ifndef CORE_SCORE_LEFT_OUT_H
#define CORE_SCORE_LEFT_OUT_H

#include "core/score/score.h"

/* LEFT_BY_STATE: what the line's filter takes, in states that do not count. LEFT_AT_ALL: every row of its
 * source in its days, counted or not. */
enum left_out { LEFT_BY_STATE, LEFT_AT_ALL };
/* A score without points, to be freed as one: score_hits() of a line are those rows, whatever its steps make
 * of them. `of`: only of these lines; NULL: of all. The rules must outlive it. */
bool score_left_out(struct score **score, const struct rules *rules, struct world *world,
	const struct score_period *period, enum left_out which, bool (*of)(const struct line *line),
	struct error *err);

#endif
