/* What the steps that look at rows together were told: read and run in groups.c, read out in
 * sentence_groups.c. */
#ifndef CORE_SCORE_GROUPING_H
#define CORE_SCORE_GROUPING_H

#include "core/score/mechanisms.h"

enum together {
	TOGETHER_MATTER,
	TOGETHER_PERSON,
	TOGETHER_SAME, /* `same` */
	TOGETHER_DAY,
	TOGETHER_WEEK,
	TOGETHER_MONTH,
	TOGETHER_QUARTER,
	TOGETHER_CONVERTED,
	TOGETHER_ALL
};
/* RISE: what the largest is more than the largest of before the period, which was given then. */
enum keep { KEEP_ALL, KEEP_MOST, KEEP_LEAST, KEEP_FIRST, KEEP_RISE };

struct grouping {
	enum together together;
	enum keep keep;
	struct fraction cap; /* of the sum, whatever its sign; not given: none */
	bool whole;          /* the sum loses what is after the point */
	struct fraction
		*turns; /* the nth of the largest counts so much of itself, and all behind as the last */
	size_t turn_count;
	bool across; /* the cap is of all who are scored, each loses his share */
	/* Of SAME: all of these are. */
	struct same {
		bool person, matter;
		const struct columns *columns; /* NULL: none */
		size_t number;                 /* among the line's */
		enum unit within;              /* of the same day, week, month, quarter; UNIT_NONE: any */
	} same;
	size_t best;                 /* only so many of the largest keep their worth; 0: all */
	const struct grouping *next; /* a cap of a longer time, on what is left; NULL: none */
};
struct grouping *grouping_new(struct keys *keys, enum together together);
void read_turns(struct keys *keys, struct grouping *grouping);
void *read_matter(struct keys *keys);
void *read_same(struct keys *keys);
/* [1, 2, 3]: each time it weighs more. */
bool turns_grow(const struct grouping *grouping);
saying_step say_grouping;

#endif
