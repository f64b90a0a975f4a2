/* Exact numbers: rationals of any size, rounded only where the rules say so. A figure may also be missing
 * (nobody has entered it yet: 未评) or not apply (there is nothing to divide by: 不适用); neither is zero. */
#ifndef CORE_SCORE_EXACT_H
#define CORE_SCORE_EXACT_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/base/buf.h"

enum known { KNOWN, MISSING, NOT_APPLICABLE };

struct figure {
	mpq_t value; /* 0 unless known */
	enum known known;
};

/* Before the first figure: GMP takes its memory where everything does. */
void exact_begin(void);

void figure_init(struct figure *figure);
void figure_clear(struct figure *figure);
struct figure *figures_new(size_t count);
void figures_free(struct figure *figures, size_t count);
void figure_set(struct figure *figure, int64_t numerator, int64_t denominator);
void figure_copy(struct figure *figure, const struct figure *from);
/* Not known, for this reason; a missing one stays missing. */
void figure_lose(struct figure *figure, enum known why);

/* A number as a rule writes it: 12, -0.5, 90% (that is 9/10), full-width too; at most 6 digits after the
 * point. */
struct fraction {
	int64_t numerator, denominator; /* of 0/0: not given */
};
bool fraction_parse(struct text text, struct fraction *fraction);
bool fraction_given(struct fraction fraction);
void exact_set(mpq_t value, struct fraction fraction);

/* The nearest multiple of 10^-places, halves away from zero, as a count of those. */
int64_t exact_round(const mpq_t value, int places);
/* value itself becomes rounded. */
void exact_trim(mpq_t value, int places);
void exact_floor(mpq_t value);
void exact_ceiling(mpq_t value);
/* With at most `places` digits, shortest; exact ones that need more get ".." behind them. */
void exact_show(const mpq_t value, int places, struct buf *out);

#endif
