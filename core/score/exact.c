#include "core/score/exact.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/base/number.h"
#include "core/base/text.h"

enum { PLACES = 6 };

/* Numbers come and go by the hundred thousand and are nearly all of one word: what was given back is kept for
 * the next. Checkers of memory are to see each of them. */
#ifdef __SANITIZE_ADDRESS__
enum { KEPT_MAX = 0 };
#else
enum { KEPT_MAX = 1 << 16 };
#endif
enum { WORD = sizeof(mp_limb_t), WORDS_MAX = 4 };

static struct spare {
	struct spare *next;
} * spares[WORDS_MAX + 1];
static size_t spare_count[WORDS_MAX + 1];

static size_t words_of(size_t size)
{
	return size % WORD || size > WORDS_MAX * WORD ? 0 : size / WORD;
}

static void *take(size_t size)
{
	size_t words = words_of(size);
	struct spare *spare = spares[words];

	if (!words || !spare)
		return mem_alloc(size);
	spares[words] = spare->next;
	spare_count[words]--;
	return spare;
}

static void *resize(void *old, size_t old_size, size_t size)
{
	(void)old_size;
	return mem_resize(old, size, 1);
}

static void give_back(void *old, size_t size)
{
	size_t words = words_of(size);
	struct spare *spare = old;

	if (!words || spare_count[words] >= KEPT_MAX) {
		free(old);
		return;
	}
	spare->next = spares[words];
	spares[words] = spare;
	spare_count[words]++;
}

void exact_begin(void)
{
	mp_set_memory_functions(take, resize, give_back);
}

/* --- figures --- */

void figure_init(struct figure *figure)
{
	mpq_init(figure->value);
	figure->known = KNOWN;
}

void figure_clear(struct figure *figure)
{
	mpq_clear(figure->value);
}

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
	exact_set(figure->value, (struct fraction){numerator, denominator});
	figure->known = KNOWN;
}

void figure_copy(struct figure *figure, const struct figure *from)
{
	mpq_set(figure->value, from->value);
	figure->known = from->known;
}

void figure_lose(struct figure *figure, enum known why)
{
	mpq_set_ui(figure->value, 0, 1);
	if (figure->known != MISSING)
		figure->known = why;
}

/* --- numbers in rules --- */

bool fraction_parse(struct text text, struct fraction *fraction)
{
	struct text rest = text_trim(text), before = rest, percent = {"％", 3};
	int64_t units, scale = 1;

	if (text_ends(rest, TEXT("%")))
		rest = text_take(rest, rest.len - 1);
	else if (text_ends(rest, percent))
		rest = text_take(rest, rest.len - percent.len);
	for (int i = 0; i < PLACES; i++)
		scale *= 10;
	if (!decimal_parse(rest, PLACES, &units))
		return false;
	*fraction = (struct fraction){units, rest.len < before.len ? scale * 100 : scale};
	return true;
}

bool fraction_given(struct fraction fraction)
{
	return fraction.denominator != 0;
}

static uint64_t common(uint64_t a, uint64_t b)
{
	while (b) {
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static uint64_t size_of(int64_t number)
{
	return number < 0 ? -(uint64_t)number : (uint64_t)number;
}

void exact_set(mpq_t value, struct fraction fraction)
{
	uint64_t by = fraction.denominator == 1
		? 1
		: common(size_of(fraction.numerator), size_of(fraction.denominator));

	mpz_set_ui(mpq_numref(value), size_of(fraction.numerator) / (by ? by : 1));
	mpz_set_ui(mpq_denref(value), size_of(fraction.denominator) / (by ? by : 1));
	if ((fraction.numerator < 0) != (fraction.denominator < 0))
		mpz_neg(mpq_numref(value), mpq_numref(value));
}

/* --- rounding --- */

static void scale_up(mpz_t out, int places)
{
	mpz_ui_pow_ui(out, 10, (unsigned long)places);
}

/* `out` = the nearest whole number to value, halves away from zero. */
static void nearest(mpz_t out, const mpq_t value)
{
	mpz_t twice;

	/* |n|·2 + d over 2d, cut. */
	mpz_init(twice);
	mpz_abs(out, mpq_numref(value));
	mpz_mul_2exp(out, out, 1);
	mpz_add(out, out, mpq_denref(value));
	mpz_mul_2exp(twice, mpq_denref(value), 1);
	mpz_tdiv_q(out, out, twice);
	if (mpq_sgn(value) < 0)
		mpz_neg(out, out);
	mpz_clear(twice);
}

static void scaled(mpz_t out, const mpq_t value, int places)
{
	mpq_t moved;

	mpq_init(moved);
	scale_up(mpq_numref(moved), places);
	mpq_mul(moved, moved, value);
	nearest(out, moved);
	mpq_clear(moved);
}

/* Nearly all figures are small: their rounding needs no long numbers. */
static bool round_small(const mpq_t value, int places, int64_t *rounded)
{
	enum { SMALL = 1 << 30 };
	const __mpz_struct *over = mpq_numref(value), *under = mpq_denref(value);
	int64_t twice, scale = 1, by;

	if (places > 6 || mpz_cmpabs_ui(over, SMALL) > 0 || mpz_cmpabs_ui(under, SMALL) > 0)
		return false;
	for (int i = 0; i < places; i++)
		scale *= 10;
	by = mpz_get_si(under);
	twice = (int64_t)mpz_get_ui(over) * scale * 2 + by;
	*rounded = twice / (2 * by) * (mpz_sgn(over) < 0 ? -1 : 1);
	return true;
}

int64_t exact_round(const mpq_t value, int places)
{
	mpz_t whole;
	int64_t number;

	if (round_small(value, places, &number))
		return number;

	mpz_init(whole);
	scaled(whole, value, places);
	if (mpz_fits_slong_p(whole))
		number = mpz_get_si(whole);
	else
		number = mpz_sgn(whole) < 0 ? INT64_MIN : INT64_MAX;
	mpz_clear(whole);
	return number;
}

void exact_trim(mpq_t value, int places)
{
	int64_t number, scale = 1;
	mpz_t whole;

	if (!mpz_cmp_ui(mpq_denref(value), 1))
		return;
	if (round_small(value, places, &number)) {
		for (int i = 0; i < places; i++)
			scale *= 10;
		exact_set(value, (struct fraction){number, scale});
		return;
	}

	mpz_init(whole);
	scaled(whole, value, places);
	mpz_set(mpq_numref(value), whole);
	scale_up(mpq_denref(value), places);
	mpq_canonicalize(value);
	mpz_clear(whole);
}

void exact_floor(mpq_t value)
{
	mpz_fdiv_q(mpq_numref(value), mpq_numref(value), mpq_denref(value));
	mpz_set_ui(mpq_denref(value), 1);
}

void exact_ceiling(mpq_t value)
{
	mpz_cdiv_q(mpq_numref(value), mpq_numref(value), mpq_denref(value));
	mpz_set_ui(mpq_denref(value), 1);
}

void exact_show(const mpq_t value, int places, struct buf *out)
{
	int64_t units = exact_round(value, places);
	mpq_t shown;

	decimal_format(units, places, out);
	mpq_init(shown);
	mpq_set(shown, value);
	exact_trim(shown, places);
	if (!mpq_equal(shown, value))
		buf_text(out, TEXT(".."));
	mpq_clear(shown);
}
