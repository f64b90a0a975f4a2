/* Numbers of two words where they fit, GMP's where they do not; each way gives the same number. */
#include "core/score/exact.h"

#include <gmp.h>
#include <stdatomic.h>
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/base/number.h"

const struct exact exact_one = {{{1, 1}}};

struct exact_large {
	mpq_t value;
};
static atomic_size_t larges; /* how many there are */

bool exact_all_small(void)
{
	return !atomic_load(&larges);
}

/* --- small --- */

static bool is_small(const struct exact *a, const struct exact *b)
{
	return !exact_is_large(a) && !exact_is_large(b);
}

void exact_clear(struct exact *number)
{
	if (!exact_is_large(number))
		return;
	mpq_clear(number->large->value);
	free(number->large);
	atomic_fetch_sub(&larges, 1);
	exact_init(number);
}

static void put(struct exact *number, struct fraction small)
{
	exact_clear(number);
	number->small = small;
}

/* --- large --- */

enum { WORDS_MAX = 64 };

bool exact_fits(const struct exact *number)
{
	return !exact_is_large(number) ||
		mpz_size(mpq_numref(number->large->value)) + mpz_size(mpq_denref(number->large->value)) <=
		WORDS_MAX;
}

static void *resize(void *old, size_t old_size, size_t size)
{
	(void)old_size;
	return mem_resize(old, size, 1);
}

static void release(void *old, size_t size)
{
	(void)size;
	free(old);
}

/* GMP takes its memory where everything does. */
__attribute__((constructor)) static void lend_memory(void)
{
	mp_set_memory_functions(mem_alloc, resize, release);
}

static void large_set(mpq_t value, struct fraction small)
{
	mpz_set_si(mpq_numref(value), small.numerator);
	mpz_set_si(mpq_denref(value), small.denominator);
}

static void take_large(mpq_t value, const struct exact *number)
{
	mpq_init(value);
	if (exact_is_large(number))
		mpq_set(value, number->large->value);
	else
		large_set(value, number->small);
}

/* Becomes the value, which is cleared; small again if it can be. */
static void give_large(struct exact *out, mpq_t value)
{
	struct exact_large *large;

	if (mpz_fits_slong_p(mpq_numref(value)) && mpz_fits_slong_p(mpq_denref(value))) {
		put(out, (struct fraction){mpz_get_si(mpq_numref(value)), mpz_get_si(mpq_denref(value))});
		mpq_clear(value);
		return;
	}
	large = mem_new(sizeof(*large));
	atomic_fetch_add(&larges, 1);
	*large->value = *value;
	exact_clear(out);
	out->small.denominator = 0;
	out->large = large;
}

typedef void combining(mpq_ptr out, mpq_srcptr a, mpq_srcptr b);

static void combine(struct exact *out, const struct exact *a, const struct exact *b, combining *how)
{
	mpq_t one, other;

	take_large(one, a);
	take_large(other, b);
	how(one, one, other);
	mpq_clear(other);
	give_large(out, one);
}

/* --- making --- */

void exact_set(struct exact *number, struct fraction fraction)
{
	const struct fraction reduced =
		fraction.denominator == 1 ? fraction : fraction_multiply(fraction, (struct fraction){1, 1});
	mpq_t value;

	if (reduced.denominator > 0) {
		put(number, reduced);
		return;
	}
	mpq_init(value);
	large_set(value, fraction);
	mpq_canonicalize(value);
	give_large(number, value);
}

void exact_copy_large(struct exact *number, const struct exact *from)
{
	mpq_t value;

	if (number == from)
		return;
	if (!exact_is_large(from)) {
		put(number, from->small);
		return;
	}
	take_large(value, from);
	give_large(number, value);
}

/* --- calculating --- */

void exact_add_any(struct exact *out, const struct exact *a, const struct exact *b)
{
	struct fraction sum = {0, 0};

	if (is_small(a, b))
		sum = fraction_add(a->small, b->small);
	if (fraction_given(sum))
		put(out, sum);
	else
		combine(out, a, b, mpq_add);
}

void exact_add_fraction(struct exact *sum, struct fraction number)
{
	struct exact more;
	int64_t whole;

	/* By far the most are whole. */
	if (number.denominator == 1 && exact_is_whole(sum) &&
		!__builtin_add_overflow(sum->small.numerator, number.numerator, &whole)) {
		sum->small.numerator = whole;
		return;
	}
	if (!fraction_given(number))
		return;
	exact_init(&more);
	exact_set(&more, number);
	exact_add(sum, sum, &more);
	exact_clear(&more);
}

void exact_add_product(struct exact *sum, struct fraction a, struct fraction b)
{
	struct exact more, by;

	if (!fraction_given(a) || !fraction_given(b))
		return;
	exact_init(&more);
	exact_init(&by);
	exact_set(&more, a);
	exact_set(&by, b);
	exact_multiply(&more, &more, &by);
	exact_add(sum, sum, &more);
	exact_clear(&more);
	exact_clear(&by);
}

/* The least number has no opposite of its size. */
static bool turned(struct fraction small, struct fraction *out)
{
	*out = (struct fraction){0, small.denominator};
	return !__builtin_sub_overflow(0, small.numerator, &out->numerator);
}

void exact_subtract(struct exact *out, const struct exact *a, const struct exact *b)
{
	struct fraction less, sum = {0, 0};

	if (is_small(a, b) && turned(b->small, &less))
		sum = fraction_add(a->small, less);
	if (fraction_given(sum))
		put(out, sum);
	else
		combine(out, a, b, mpq_sub);
}

void exact_multiply(struct exact *out, const struct exact *a, const struct exact *b)
{
	struct fraction product = {0, 0};

	if (is_small(a, b))
		product = fraction_multiply(a->small, b->small);
	if (fraction_given(product))
		put(out, product);
	else
		combine(out, a, b, mpq_mul);
}

void exact_divide(struct exact *out, const struct exact *a, const struct exact *b)
{
	const struct fraction by = {b->small.denominator, b->small.numerator};
	struct fraction quotient = {0, 0};

	if (is_small(a, b))
		quotient = fraction_multiply(a->small, by);
	if (fraction_given(quotient))
		put(out, quotient);
	else
		combine(out, a, b, mpq_div);
}

void exact_times(struct exact *number, int64_t by)
{
	const struct exact whole = {{{by, 1}}};

	exact_multiply(number, number, &whole);
}

void exact_share(struct exact *number, int64_t by)
{
	const struct exact whole = {{{by, 1}}};

	exact_divide(number, number, &whole);
}

void exact_negate(struct exact *out, const struct exact *a)
{
	const struct exact zero = {{{0, 1}}};

	exact_subtract(out, &zero, a);
}

void exact_absolute(struct exact *out, const struct exact *a)
{
	if (exact_sign(a) < 0)
		exact_negate(out, a);
	else
		exact_copy(out, a);
}

typedef void dividing(mpz_ptr quotient, mpz_srcptr n, mpz_srcptr d);

/* To a whole number, the way `how` goes. */
static void make_whole(struct exact *number, dividing *how)
{
	mpq_t value;

	if (exact_is_whole(number))
		return;
	take_large(value, number);
	how(mpq_numref(value), mpq_numref(value), mpq_denref(value));
	mpz_set_ui(mpq_denref(value), 1);
	give_large(number, value);
}

void exact_floor(struct exact *number)
{
	make_whole(number, mpz_fdiv_q);
}

void exact_ceiling(struct exact *number)
{
	make_whole(number, mpz_cdiv_q);
}

int exact_compare(const struct exact *a, const struct exact *b)
{
	mpq_t one, other;
	int order;

	if (is_small(a, b) && a->small.denominator == b->small.denominator)
		return (a->small.numerator > b->small.numerator) - (a->small.numerator < b->small.numerator);
	if (is_small(a, b))
		return fraction_compare(a->small, b->small);
	take_large(one, a);
	take_large(other, b);
	order = mpq_cmp(one, other);
	mpq_clear(one);
	mpq_clear(other);
	return order < 0 ? -1 : order > 0;
}

bool exact_equal(const struct exact *a, const struct exact *b)
{
	return exact_compare(a, b) == 0;
}

int exact_sign_large(const struct exact *number)
{
	return mpq_sgn(number->large->value);
}

/* --- rounding --- */

/* To tenths, hundredths ...: how many there are, cut after halves away from zero. */
static void scaled(mpz_t out, const struct exact *number, int places)
{
	mpq_t value;
	mpz_t by;

	take_large(value, number);
	mpz_init(by);
	mpz_ui_pow_ui(by, 10, (unsigned long)places);
	/* |n|·10^p·2 + d over 2d. */
	mpz_abs(out, mpq_numref(value));
	mpz_mul(out, out, by);
	mpz_mul_2exp(out, out, 1);
	mpz_add(out, out, mpq_denref(value));
	mpz_mul_2exp(by, mpq_denref(value), 1);
	mpz_tdiv_q(out, out, by);
	if (mpq_sgn(value) < 0)
		mpz_neg(out, out);
	mpz_clear(by);
	mpq_clear(value);
}

static int64_t power_of_ten(int places)
{
	int64_t power = 1;

	for (int i = 0; i < places; i++)
		power *= 10;
	return power;
}

/* Nearly all figures are small: their rounding needs no long numbers. */
static bool round_small(const struct exact *number, int places, int64_t *rounded)
{
	enum { SMALL = 1 << 30 };
	const struct fraction small = number->small;
	int64_t over = small.numerator < 0 ? -small.numerator : small.numerator;

	if (exact_is_large(number) || places > 9 || small.numerator < -SMALL || small.numerator > SMALL ||
		small.denominator > SMALL)
		return false;
	over *= power_of_ten(places);
	if (small.denominator != 1)
		over = (over * 2 + small.denominator) / (2 * small.denominator);
	*rounded = small.numerator < 0 ? -over : over;
	return true;
}

int64_t exact_round(const struct exact *number, int places)
{
	mpz_t whole;
	int64_t rounded;

	if (round_small(number, places, &rounded))
		return rounded;
	mpz_init(whole);
	scaled(whole, number, places);
	if (mpz_fits_slong_p(whole))
		rounded = mpz_get_si(whole);
	else
		rounded = mpz_sgn(whole) < 0 ? INT64_MIN : INT64_MAX;
	mpz_clear(whole);
	return rounded;
}

void exact_trim_any(struct exact *number, int places)
{
	int64_t rounded;
	mpq_t value;

	if (round_small(number, places, &rounded)) {
		exact_set(number, (struct fraction){rounded, power_of_ten(places)});
		return;
	}
	mpq_init(value);
	scaled(mpq_numref(value), number, places);
	mpz_ui_pow_ui(mpq_denref(value), 10, (unsigned long)places);
	mpq_canonicalize(value);
	give_large(number, value);
}

void exact_show(const struct exact *number, int places, struct buf *out)
{
	struct exact shown;

	decimal_format(exact_round(number, places), places, out);
	exact_init(&shown);
	exact_copy(&shown, number);
	exact_trim(&shown, places);
	if (!exact_equal(&shown, number))
		buf_text(out, TEXT(".."));
	exact_clear(&shown);
}

/* --- figures --- */

struct figure *figures_new(size_t count)
{
	struct figure *figures = mem_new(count * sizeof(*figures));

	for (size_t i = 0; i < count; i++)
		figure_init(&figures[i]);
	return figures;
}

void figures_free(struct figure *figures, size_t count)
{
	for (size_t i = 0; figures && i < count; i++)
		figure_clear(&figures[i]);
	free(figures);
}

void figure_set(struct figure *figure, int64_t numerator, int64_t denominator)
{
	exact_set(&figure->value, (struct fraction){numerator, denominator});
	figure->known = KNOWN;
}

void figure_lose(struct figure *figure, enum known why)
{
	exact_whole(&figure->value, 0);
	if (figure->known != MISSING)
		figure->known = why;
}

void figure_limit(struct figure *figure, const struct figure *bound, int sign)
{
	if (figure->known == KNOWN && bound->known == KNOWN &&
		exact_compare(&figure->value, &bound->value) * sign > 0)
		figure_copy(figure, bound);
}
