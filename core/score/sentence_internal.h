/* Between the files that read rules out. What is said is a chain of pieces; a phrase begins with its own
 * "; ", so that one that is not there leaves nothing behind. */
#ifndef CORE_SCORE_SENTENCE_INTERNAL_H
#define CORE_SCORE_SENTENCE_INTERNAL_H

#include "core/base/sentence.h"
#include "core/score/mechanisms.h"

struct saying {
	struct buf *out;
	const struct rules *rules;
	const struct item *item;       /* NULL: of the whole table */
	const struct line *line;       /* NULL: of none */
	const struct row_formula *row; /* what its names are; NULL: of none */
	const char *value;             /* what 值 is here; NULL: the figure */
	const struct figure *atoms; /* what the line's atoms are: said instead of their names; NULL: names */
	bool said_off;              /* the minus that a formula begins with was said: "takes off" */
	bool divides;               /* something was divided: it is rounded */
	bool by_zero;               /* by what may be nothing */
	bool recordless;            /* taken from records that may not be there */
};

/* "each", or of a line that measures days or minutes "each day". */
void say_each_unit(struct saying *saying);
/* {1} of `id` is the unit: day, third of a month ... */
void say_unit(struct saying *saying, const char *id, enum unit unit);
void say_fraction(struct saying *saying, struct fraction number);
/* "times 2", "counts half", "does not count" */
void say_factor_of(struct saying *saying, struct fraction factor);
/* Is what a row is worth said by a step before the one that was read as `with`? */
bool said_worth(const struct saying *saying, const void *with);
/* Do its rows take off and never give? */
bool weighs_off(const struct line *line);
/* 90%, as a share. */
void say_share(struct saying *saying, struct fraction share);
/* "2 points", or "2 points off" of what is below 0. */
void say_worth(struct saying *saying, struct fraction points);
/* The number, the formula in words, what each class or each part has. */
void say_amount(struct saying *saying, const struct amount *amount);
/* "at most 5 points"; nothing when there is none. */
void say_limit(struct saying *saying, const char *id, const struct amount *amount);
/* The same as points: gained, or lost. */
void say_points(struct saying *saying, const struct amount *amount);
/* 达到 90%（含）; nothing without a bound. */
void say_bound(struct saying *saying, const struct bound *bound);
void say_formula_words(struct saying *saying, const struct formula *formula);
/* The word for what a formula may name, by its number below NAME_ATOM; NULL: none. */
const char *formula_name_words(unsigned number);
/* "; each level, person by itself" */
void say_columns_apart(struct saying *saying, const struct line *line);
/* One thing that a line counts. */
void say_atom(struct saying *saying, const struct atom *atom);
/* A line whole: what is counted, how, and what it gives. */
void say_line(struct saying *saying, const struct line *line);
/* A case that somebody confirms, or a line with its bound: by its name; what is wanted; without a name. */
void say_event(struct saying *saying, const struct line *line);
void say_gate(struct saying *saying, const struct line *line);
void say_case(struct saying *saying, const struct line *line);
void say_grade(struct saying *saying, const struct grade *grade);
void say_veto(struct saying *saying, const struct veto *veto);
void say_ties(struct saying *saying);

#endif
