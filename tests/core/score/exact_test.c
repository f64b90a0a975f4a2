/* Numbers of two words and GMP's give the same: everything is calculated beside GMP alone, with numbers that
 * fit, that just do not, and that are far too large. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <gmp.h>
#include <stdlib.h>
#include "core/score/exact.h"
#include "tests/harness/seed.h"

enum { ROUNDS = 20000 };

static int64_t drawn(void)
{
	static const int64_t edges[] = {0, 1, -1, 2, -3, 10, 100, INT64_MAX, INT64_MIN, INT64_MAX - 1,
		INT64_MIN + 1, INT32_MAX, (int64_t)1 << 32, -((int64_t)1 << 62)};
	int64_t number = (int64_t)((uint64_t)mrand48() << 32 ^ (uint64_t)mrand48());

	switch (lrand48() % 4) {
	case 0:
		return edges[(size_t)lrand48() % (sizeof(edges) / sizeof(*edges))];
	case 1:
		return number % 1000;
	default:
		return number / ((int64_t)1 << lrand48() % 48);
	}
}

struct pair {
	struct exact ours;
	mpq_t theirs;
};

static void draw(struct pair *pair)
{
	struct fraction fraction = {drawn(), drawn()};

	if (!fraction.denominator)
		fraction.denominator = 1;
	exact_init(&pair->ours);
	exact_set(&pair->ours, fraction);
	mpq_init(pair->theirs);
	mpz_set_si(mpq_numref(pair->theirs), fraction.numerator);
	mpz_set_si(mpq_denref(pair->theirs), fraction.denominator);
	mpq_canonicalize(pair->theirs);
}

static void drop(struct pair *pair)
{
	exact_clear(&pair->ours);
	mpq_clear(pair->theirs);
}

/* Lowest terms have one form, which is read here from outside: sign, whole part, and what remains times 2^40.
 */
static void check_same(const struct pair *pair)
{
	struct exact rest;
	mpq_t left;

	assert_int_equal(exact_sign(&pair->ours), mpq_sgn(pair->theirs));
	exact_init(&rest);
	exact_copy(&rest, &pair->ours);
	mpq_init(left);
	mpq_set(left, pair->theirs);
	exact_floor(&rest);
	mpz_fdiv_q(mpq_numref(left), mpq_numref(left), mpq_denref(left));
	mpz_set_ui(mpq_denref(left), 1);
	if (mpz_fits_slong_p(mpq_numref(left)))
		assert_int_equal(exact_round(&rest, 0), mpz_get_si(mpq_numref(left)));
	exact_subtract(&rest, &pair->ours, &rest);
	mpq_sub(left, pair->theirs, left);
	exact_times(&rest, (int64_t)1 << 40);
	mpq_mul_2exp(left, left, 40);
	exact_floor(&rest);
	mpz_fdiv_q(mpq_numref(left), mpq_numref(left), mpq_denref(left));
	assert_int_equal(exact_round(&rest, 0), mpz_get_si(mpq_numref(left)));
	exact_clear(&rest);
	mpq_clear(left);
}

typedef void ours(struct exact *out, const struct exact *a, const struct exact *b);
typedef void theirs(mpq_ptr out, mpq_srcptr a, mpq_srcptr b);

static const struct {
	ours *ours;
	theirs *theirs;
} operations[] = {
	{exact_add, mpq_add}, {exact_subtract, mpq_sub}, {exact_multiply, mpq_mul}, {exact_divide, mpq_div}};

static void every_operation_gives_what_gmp_gives(void **state)
{
	long seed = (long)random_seed();

	(void)state;
	srand48(seed);
	for (unsigned i = 0; i < ROUNDS; i++) {
		unsigned operation = (unsigned)lrand48() % 4;
		struct pair a, b;
		int order;

		draw(&a);
		draw(&b);
		order = mpq_cmp(a.theirs, b.theirs);
		assert_int_equal(exact_compare(&a.ours, &b.ours), order < 0 ? -1 : order > 0);
		assert_int_equal(exact_equal(&a.ours, &b.ours), order == 0);
		/* On from what came out, so that large ones meet. */
		for (unsigned more = 0; more < 3; more++) {
			if (operation == 3 && !mpq_sgn(b.theirs))
				break;
			operations[operation].ours(&a.ours, &a.ours, &b.ours);
			operations[operation].theirs(a.theirs, a.theirs, b.theirs);
			check_same(&a);
			operation = (operation + 1) % 4;
		}
		drop(&a);
		drop(&b);
	}
}

/* To so many places, as long numbers give it: halves away from zero. */
static int64_t rounded_long(struct fraction number, int places)
{
	mpz_t value, by;
	int64_t rounded;

	mpz_init_set_si(value, labs(number.numerator));
	mpz_init(by);
	mpz_ui_pow_ui(by, 10, (unsigned long)places);
	mpz_mul(value, value, by);
	mpz_mul_2exp(value, value, 1);
	mpz_add_ui(value, value, (unsigned long)number.denominator);
	mpz_fdiv_q_ui(value, value, (unsigned long)number.denominator * 2);
	rounded = mpz_get_si(value);
	mpz_clear(value);
	mpz_clear(by);
	return number.numerator < 0 ? -rounded : rounded;
}

static void rounds_as_long_numbers(void **state)
{
	static const int64_t numerators[] = {0, 1, 2, 5, 15, 1234567, (1 << 30) - 1, 1 << 30, (1 << 30) + 1},
			     denominators[] = {1, 2, 3, 8, 1000, (1 << 30) - 1, 1 << 30};

	(void)state;
	for (size_t n = 0; n < sizeof(numerators) / sizeof(*numerators); n++)
		for (size_t d = 0; d < sizeof(denominators) / sizeof(*denominators); d++)
			for (int places = 0; places <= 9; places++)
				for (int sign = -1; sign <= 1; sign += 2) {
					struct fraction number = {sign * numerators[n], denominators[d]};
					struct exact exact;

					exact_init(&exact);
					exact_set(&exact, number);
					assert_int_equal(
						exact_round(&exact, places), rounded_long(number, places));
					exact_clear(&exact);
				}
}

static void large_ones_come_back(void **state)
{
	struct exact number, other;

	(void)state;
	exact_init(&number);
	exact_init(&other);
	exact_whole(&number, INT64_MAX);
	exact_times(&number, INT64_MAX);
	assert_true(exact_is_large(&number));
	exact_copy(&other, &number);
	assert_true(exact_equal(&number, &other));
	exact_share(&number, INT64_MAX);
	assert_false(exact_is_large(&number));
	assert_int_equal(exact_round(&number, 0), INT64_MAX);
	assert_int_equal(exact_round(&other, 0), INT64_MAX); /* as near as a count can be */
	exact_negate(&other, &other);
	assert_int_equal(exact_round(&other, 0), INT64_MIN);
	exact_whole(&other, INT64_MIN);
	exact_absolute(&other, &other);
	assert_true(exact_is_large(&other));
	exact_subtract(&other, &other, &exact_one);
	assert_int_equal(exact_round(&other, 0), INT64_MAX);
	exact_add_product(&other, (struct fraction){1, 0}, (struct fraction){1, 1});
	exact_add_fraction(&other, (struct fraction){0, 0});
	assert_int_equal(exact_round(&other, 0), INT64_MAX);
	exact_clear(&number);
	exact_clear(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_operation_gives_what_gmp_gives),
		cmocka_unit_test(rounds_as_long_numbers),
		cmocka_unit_test(large_ones_come_back),
	};

	return cmocka_run_group_tests_name("core/score/exact", tests, NULL, NULL);
}
