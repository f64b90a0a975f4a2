/* Fractions of two words. */
#include "core/score/exact.h"

#include "core/base/number.h"
#include "core/base/text.h"

enum { PLACES = 6 };

typedef __int128 wide;

static uint64_t common(uint64_t a, uint64_t b)
{
	while (b) {
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static wide common_wide(wide a, wide b)
{
	while (b > UINT64_MAX || a > UINT64_MAX) {
		wide rest;

		if (!b)
			return a;
		rest = a % b;
		a = b;
		b = rest;
	}
	return common((uint64_t)a, (uint64_t)b);
}

static struct fraction reduced_wide(wide numerator, wide denominator)
{
	wide by = common_wide(
		numerator < 0 ? -numerator : numerator, denominator < 0 ? -denominator : denominator);

	if (denominator < 0)
		by = -by;
	numerator /= by;
	denominator /= by;
	if (numerator != (int64_t)numerator || denominator != (int64_t)denominator)
		return (struct fraction){0, 0};
	return (struct fraction){(int64_t)numerator, (int64_t)denominator};
}

static struct fraction reduced(wide numerator, wide denominator)
{
	int64_t over = (int64_t)numerator, under = (int64_t)denominator, by;

	if (over != numerator || over == INT64_MIN || under != denominator || under <= 0)
		return reduced_wide(numerator, denominator);
	if (under == 1)
		return (struct fraction){over, 1};
	by = (int64_t)common((uint64_t)(over < 0 ? -over : over), (uint64_t)under);
	return by == 1 ? (struct fraction){over, under} : (struct fraction){over / by, under / by};
}

struct fraction fraction_add(struct fraction a, struct fraction b)
{
	wide left, right;
	int64_t sum;

	/* With a whole number it stays in lowest terms. */
	if (b.denominator == 1 && a.denominator &&
		!__builtin_mul_overflow(a.denominator, b.numerator, &sum) &&
		!__builtin_add_overflow(a.numerator, sum, &sum))
		return (struct fraction){sum, a.denominator};
	if (a.denominator == 1 && b.denominator > 1)
		return fraction_add(b, a);
	if (a.denominator == b.denominator && a.denominator &&
		!__builtin_add_overflow(a.numerator, b.numerator, &sum))
		return reduced(sum, a.denominator);
	left = (wide)a.numerator * b.denominator;
	right = (wide)b.numerator * a.denominator;
	if (!a.denominator || !b.denominator || __builtin_add_overflow(left, right, &left))
		return (struct fraction){0, 0};
	return reduced(left, (wide)a.denominator * b.denominator);
}

struct fraction fraction_multiply(struct fraction a, struct fraction b)
{
	if (!a.denominator || !b.denominator)
		return (struct fraction){0, 0};
	return reduced((wide)a.numerator * b.numerator, (wide)a.denominator * b.denominator);
}

int fraction_compare(struct fraction a, struct fraction b)
{
	wide left = (wide)a.numerator * b.denominator, right = (wide)b.numerator * a.denominator;

	return left < right ? -1 : left > right;
}

bool fraction_given(struct fraction fraction)
{
	return fraction.denominator != 0;
}

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
	*fraction = reduced(units, rest.len < before.len ? scale * 100 : scale);
	return true;
}
