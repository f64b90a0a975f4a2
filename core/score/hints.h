/* What can still honestly be done for points: found by scoring again with it done (what_if.h), never from a
 * list of advice. Nothing is ever dated before today: what was not held is not held. */
#ifndef CORE_SCORE_HINTS_H
#define CORE_SCORE_HINTS_H

#include "core/model/shapes.h"
#include "core/score/score.h"

/* LACKING: people of whom each lacks some of it. */
enum hint_unit { HINT_TIMES = 1, HINT_PEOPLE, HINT_AMOUNT, HINT_LACKING };

struct hint {
	enum hint_way way;
	size_t subject;
	const struct item *item;
	const struct line *line; /* of a record: the first that gains by it */
	int64_t gain;            /* in units of 10^-POINT_PLACES, above 0 */
	enum hint_unit unit;     /* of ADD */
	int64_t count;           /* so many more; all that can be had by it */
	int64_t from, due; /* the days of the part of the period; the last on which it helps, 0: not known */
	unsigned entity;   /* of SUBMIT, FINISH and PROVE: the record, and the state it is in */
	uint64_t record;
	int64_t state;
};
typedef void hint_visit(const struct hint *hint, void *arg);
/* Of those that are wanted. The score is one to go with the hints: made of the same rules and period, its
 * points those of the period's last day if nothing more is done. */
typedef bool hint_wanted(uint64_t subject, void *arg);
bool hints_find(const struct rules *rules, struct world *world, const struct score_period *period,
	hint_wanted *wanted, hint_visit *visit, void *arg, struct score **score, struct error *err);

#endif
