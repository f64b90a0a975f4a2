#include "core/score/hits.h"

typedef __int128 wide;

static wide common(wide a, wide b)
{
	a = a < 0 ? -a : a;
	while (b) {
		wide rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static struct fraction reduced(wide numerator, wide denominator)
{
	wide by = common(numerator, denominator);

	if (by > 1) {
		numerator /= by;
		denominator /= by;
	}
	if (numerator != (int64_t)numerator || denominator != (int64_t)denominator)
		return (struct fraction){0, 0};
	return (struct fraction){(int64_t)numerator, (int64_t)denominator};
}

static bool both(struct fraction a, struct fraction b)
{
	return a.denominator && b.denominator;
}

struct fraction fraction_add(struct fraction a, struct fraction b)
{
	wide left = (wide)a.numerator * b.denominator, right = (wide)b.numerator * a.denominator;

	if (!both(a, b) || __builtin_add_overflow(left, right, &left))
		return (struct fraction){0, 0};
	return reduced(left, (wide)a.denominator * b.denominator);
}

struct fraction fraction_multiply(struct fraction a, struct fraction b)
{
	if (!both(a, b))
		return (struct fraction){0, 0};
	return reduced((wide)a.numerator * b.numerator, (wide)a.denominator * b.denominator);
}

int fraction_compare(struct fraction a, struct fraction b)
{
	wide left = (wide)a.numerator * b.denominator, right = (wide)b.numerator * a.denominator;

	return left < right ? -1 : left > right;
}
