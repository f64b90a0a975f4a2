/* Exact numbers: rationals of any size, rounded only where the rules say so. A figure may also be missing
 * (nobody has entered it yet: 未评) or not apply (there is nothing to divide by: 不适用); neither is zero.
 * Nearly all are small and are kept as two words; what does not fit there is GMP's, and this is the only
 * place that knows. A score holds hundreds of thousands of them. */
#ifndef CORE_SCORE_EXACT_H
#define CORE_SCORE_EXACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/base/buf.h"

/* A number as a rule writes it: 12, -0.5, 90% (that is 9/10), full-width too; at most 6 digits after the
 * point. Those in rules are in lowest terms. */
struct fraction {
	int64_t numerator, denominator; /* of 0/0: not given */
};
bool fraction_parse(struct text text, struct fraction *fraction);
bool fraction_given(struct fraction fraction);
/* In lowest terms; not given when the result is too large, or one of them is not given. */
struct fraction fraction_add(struct fraction a, struct fraction b);
struct fraction fraction_multiply(struct fraction a, struct fraction b);
int fraction_compare(struct fraction a, struct fraction b);

struct exact {
	union {
		struct fraction small; /* in lowest terms, the denominator above 0; 0: see large */
		struct exact_large *large;
	};
};
extern const struct exact exact_one;

static inline bool exact_is_large(const struct exact *number)
{
	return !number->small.denominator;
}

static inline void exact_init(struct exact *number) /* 0 */
{
	number->small = (struct fraction){0, 1};
}

void exact_clear(struct exact *number);
/* Nowhere in the program is there a number that is GMP's: nothing has to be cleared. */
bool exact_all_small(void);
void exact_copy_large(struct exact *number, const struct exact *from); /* exact_copy() where one is large */

static inline void exact_whole(struct exact *number, int64_t whole)
{
	if (exact_is_large(number))
		exact_clear(number);
	number->small = (struct fraction){whole, 1};
}

static inline void exact_copy(struct exact *number, const struct exact *from)
{
	if (exact_is_large(number) || exact_is_large(from))
		exact_copy_large(number, from);
	else
		number->small = from->small;
}

static inline bool exact_is_whole(const struct exact *number) /* and small */
{
	return number->small.denominator == 1;
}

void exact_set(struct exact *number, struct fraction fraction); /* one that is given */

static inline void exact_set_lowest(struct exact *number, struct fraction fraction) /* in lowest terms */
{
	if (exact_is_large(number))
		exact_clear(number);
	number->small = fraction;
}

/* `out` may be one of the two. */
void exact_add_any(struct exact *out, const struct exact *a, const struct exact *b);

static inline void exact_add(struct exact *out, const struct exact *a, const struct exact *b)
{
	int64_t sum;

	/* By far the most are whole. */
	if (!exact_is_large(out) && exact_is_whole(a) && exact_is_whole(b) &&
		!__builtin_add_overflow(a->small.numerator, b->small.numerator, &sum))
		out->small = (struct fraction){sum, 1};
	else
		exact_add_any(out, a, b);
}

void exact_subtract(struct exact *out, const struct exact *a, const struct exact *b);
void exact_multiply(struct exact *out, const struct exact *a, const struct exact *b);
void exact_divide(struct exact *out, const struct exact *a, const struct exact *b); /* b is not 0 */
/* The number, the product; nothing where one is not given. */
void exact_add_fraction(struct exact *sum, struct fraction number);
void exact_add_product(struct exact *sum, struct fraction a, struct fraction b);
void exact_times(struct exact *number, int64_t by);
void exact_share(struct exact *number, int64_t by); /* divided; by is not 0 */
void exact_negate(struct exact *out, const struct exact *a);
void exact_absolute(struct exact *out, const struct exact *a);
void exact_floor(struct exact *number);
void exact_ceiling(struct exact *number);
int exact_compare(const struct exact *a, const struct exact *b);
bool exact_equal(const struct exact *a, const struct exact *b);
int exact_sign_large(const struct exact *number);

static inline int exact_sign(const struct exact *number)
{
	if (exact_is_large(number))
		return exact_sign_large(number);
	return (number->small.numerator > 0) - (number->small.numerator < 0);
}

/* Has it no more digits (about a thousand) than any rule can mean? */
bool exact_fits(const struct exact *number);
/* The nearest multiple of 10^-places, halves away from zero, as a count of those. */
int64_t exact_round(const struct exact *number, int places);
void exact_trim_any(struct exact *number, int places);

/* The number itself becomes rounded. */
static inline void exact_trim(struct exact *number, int places)
{
	if (!exact_is_whole(number))
		exact_trim_any(number, places);
}

/* With at most `places` digits, shortest; exact ones that need more get ".." behind them. */
void exact_show(const struct exact *number, int places, struct buf *out);

enum known { KNOWN, MISSING, NOT_APPLICABLE };

struct figure {
	struct exact value; /* 0 unless known */
	enum known known;
};

static inline void figure_init(struct figure *figure)
{
	exact_init(&figure->value);
	figure->known = KNOWN;
}

static inline void figure_clear(struct figure *figure)
{
	if (exact_is_large(&figure->value))
		exact_clear(&figure->value);
}

struct figure *figures_new(size_t count);
void figures_free(struct figure *figures, size_t count);
void figure_set(struct figure *figure, int64_t numerator, int64_t denominator);

static inline void figure_copy(struct figure *figure, const struct figure *from)
{
	exact_copy(&figure->value, &from->value);
	figure->known = from->known;
}

/* Not known, for this reason; a missing one stays missing. */
void figure_lose(struct figure *figure, enum known why);
/* No more than the bound (sign 1), or no less (-1), where both are known. */
void figure_limit(struct figure *figure, const struct figure *bound, int sign);

#endif
