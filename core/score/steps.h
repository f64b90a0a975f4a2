/* What the steps that make figures into points were told: read and run in rows.c, values.c and bands.c,
 * read out in sentence_rows.c and sentence_values.c. */
#ifndef CORE_SCORE_STEPS_H
#define CORE_SCORE_STEPS_H

#include "core/score/row_formula.h"

/* --- for all of them --- */

void *with_new(struct keys *keys, size_t size);
/* 分值 of the item; not given where it has none. */
struct amount item_points(const struct reading *reading);
/* Each subject's figure by itself; what is not known stays so. */
typedef void one_value(const void *with, const struct part_work *work, size_t subject, struct figure *out);
void each_subject(const void *with, struct part_work *work, one_value *run);
/* out = out op amount; what is not known spreads. */
typedef void combining(struct exact *out, const struct exact *a, const struct exact *b);
void with_amount(const struct amount *amount, const struct part_work *work, size_t subject,
	struct figure *out, combining *combine);
/* By 0: not applicable. */
void divide_figure(struct figure *out, const struct figure *by);

/* goals.c: 达到, 应有 and 目标, 按完成率. */
void *read_reach(struct keys *keys);
void run_reach(const void *with, struct part_work *work);
void *read_target(struct keys *keys);
void run_target(const void *with, struct part_work *work);
void *read_proportion(struct keys *keys);
void run_proportion(const void *with, struct part_work *work);

/* --- rows: a word of the row, and what it is worth --- */

struct table {
	struct cell *cells;
	size_t count;
	struct worth rest;     /* not given: a row that fits nowhere is doubtful */
	struct table *further; /* the rest, told apart further; NULL: it is not */
};
struct cell {
	struct predicate *is;
	struct worth worth;
	struct table inner; /* told apart further; no cells: it is not */
};
/* {重点: 2, 其余: 1} */
struct table *read_table(struct keys *keys, const struct tree *node);
/* What a row is worth by it; not given: it fits nowhere. */
struct fraction table_number(const struct table *table, struct world *world, const struct view *view);
/* As plain numbers. */
void say_table_numbers(struct saying *saying, const struct table *table);

/* --- late rows, rows without evidence --- */

struct late {
	struct path due, done;
	struct fraction days; /* or minutes */
	bool clock;
};
struct evidence {
	struct path path;
	bool waits; /* without: it waits, instead of not counting */
};

/* --- another scale --- */

struct scale {
	struct fraction full, to; /* full not given: the best of the peers */
};
/* False with a fault. */
bool read_scale(struct reading *reading, const struct tree *node, struct scale *scale);

/* --- short of a target, and beyond it --- */

enum broken { BROKEN_PART, BROKEN_DROPPED, BROKEN_WHOLE };
struct side {
	struct fraction step;
	struct text text;     /* the step as it was written; empty: each one */
	struct amount points; /* for one step; not given: this side changes nothing */
};

/* --- reached or not --- */

struct reach {
	struct amount target, gain, otherwise;
	struct side beyond; /* 每多一个, 每高: more than the gain */
	enum broken broken;
};

struct target {
	struct amount target, at; /* at: what stands at the target */
	struct amount upto; /* 目标: 60%-80%: all between is at the target; not given: that one number */
	struct side short_of, beyond;
	enum broken broken;
	bool required;    /* 应有, not 目标 */
	enum unit all_of; /* 可补: of all parts together */
};

/* --- in proportion --- */

struct proportion {
	struct amount target, points;
	struct bound least; /* 从, 超过: what is done of it must be so much, else there is nothing */
	bool exceeds;
};

/* --- lists of lines: the first that fits, from the top --- */

#define NEVER_REACHED \
	N_("This is never reached, for a line above takes all of it: put this one first, or leave it out")
struct band {
	struct bound bound;
	struct amount points;
	bool zero; /* 归零: the whole item */
	bool rest; /* 其余: all that is left */
};
struct bands {
	struct band *bands;
	size_t count;
};

/* --- stretch by stretch (tiers.c) --- */

void *read_tiers(struct keys *keys);
void run_tiers(const void *with, struct part_work *work);
saying_step say_tiers;

/* --- late (late.c) --- */

void *read_late(struct keys *keys);
void run_late(const void *with, struct part_work *work);

struct deadline {
	int day;   /* of the month; 0: a number of days from the part's end on */
	int month; /* of the year; 0: the part's last one, or the next (the line is shifted) */
	int days;  /* after that end, 0 and less before it */
	bool working;
	int64_t grace;      /* so many days late are on time yet */
	struct amount gain; /* 得: what comes in time is worth this; 0 what does not, where nothing says how
			       much less */
	struct amount each_day, late, never, most;
	bool never_points; /* 未报: these points, or so many off; else it counts as nothing */
};

/* --- told of one subject, in reason.c --- */

void tell_head(const void *with, struct telling *telling);
void tell_proportion(const void *with, struct telling *telling);
void tell_target(const void *with, struct telling *telling);

/* --- read out --- */

saying_step say_each, say_by, say_stack, say_convert, say_times, say_lenient, say_unless, say_late_by,
	say_evidence;
saying_step say_head, say_scale, say_reach, say_target, say_proportion, say_formula, say_factor,
	say_each_of_figure, say_bands, say_counts, say_late;

#endif
