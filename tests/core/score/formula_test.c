/* Formulas: what they compute, and where a wrong one is said to be wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail

#include "core/base/buf.h"
#include "core/score/formula.h"

static bool find(struct formula_names *names, struct text name, unsigned *number, struct error *err)
{
	static const char *const known[] = {"人数", "value", "missing", "nothing"};

	(void)names;
	(void)err;
	for (unsigned i = 0; i < 4; i++)
		if (text_is(name, known[i])) {
			*number = i;
			return true;
		}
	return false;
}

static void stand_for(void *arg, unsigned number, struct figure *out)
{
	(void)arg;
	figure_set(out, number ? 10 : 7, 1);
	if (number > 1)
		figure_lose(out, number == 2 ? MISSING : NOT_APPLICABLE);
}

static const struct {
	const char *text, *result;
} good[] = {
	{"12", "12"},
	{"-0.5", "-0.5"},
	{"90%", "0.9"},
	{"９０％", "0.9"},
	{"2 * 人数", "14"},
	{"2×人数", "14"},
	{"1 + 2 * 3", "7"},
	{"(1 + 2) * 3", "9"},
	{"（1＋2）×3", "9"},
	{"10 - 3 - 2", "5"},
	{"12 / 3 / 2", "2"},
	{"-人数 + 1", "-6"},
	{"-2 * -3", "6"},
	{"最小(1, value / 20)", "0.5"},
	{"max(1, 2, 3)", "3"},
	{"mean(1, 2)", "1.5"},
	{"舍入(2.345, 2)", "2.35"},
	{"round(-2.5)", "-3"},
	{"舍去(7.9)", "7"},
	{"进一(7.1)", "8"},
	{"绝对值(-3)", "3"},
	{"如果(人数 > 7, 1, 0.5)", "0.5"},
	{"如果(人数 >= 7 且 非 value < 3, 1, 0.5)", "1"},
	{"1 = 1 or 1 / 0", "not applicable"},
	{"1 / 3", "0.333333.."},
	{"if(1, 2, missing)", "2"},
	{"if(0, 2, missing)", "missing"},
	{"missing + nothing", "missing"},
	{"nothing * 0", "not applicable"},
	{"1 / (人数 - 7)", "not applicable"},
	{"3 ≤ 3", "1"},
};

static void they_compute(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		static const char *const why[] = {NULL, "missing", "not applicable"};
		struct arena arena = ARENA_INIT;
		struct formula_names names = {find};
		struct formula *formula;
		struct error err = ERROR_INIT;
		struct figure out;
		struct buf shown = BUF_INIT;

		figure_init(&out);
		print_message("%s\n", good[i].text);
		assert_true(formula_compile(&formula, text_of(good[i].text), &names, &arena, &err));
		formula_evaluate(formula, stand_for, NULL, &out);
		if (why[out.known])
			buf_text(&shown, text_of(why[out.known]));
		else
			exact_show(&out.value, 6, &shown);
		assert_string_equal(buf_cstr(&shown), good[i].result);
		buf_release(&shown);
		figure_clear(&out);
		arena_release(&arena);
	}
}

static const struct {
	const char *text;
	unsigned place; /* in characters */
} bad[] = {
	{"", 1},
	{"1 +", 4},
	{"* 2", 1},
	{"(1", 3},
	{"1)", 2},
	{"人数 人数", 4},
	{"2 * 人头", 5},
	{"最多(1, 2)", 1},
	{"如果(1, 2)", 1},
	{"abs(1, 2)", 1},
	{"1.2.3", 1},
	{"1.2345678", 1},
	{"max(1, 2", 9},
	{"max(1,2,3,4,5,6,7,8,9)", 20},
	{"((((((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))))))", 34},
};

static void mistakes_are_placed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct arena arena = ARENA_INIT;
		struct formula_names names = {find};
		struct formula *formula;
		struct error err = ERROR_INIT;

		print_message("%s\n", bad[i].text);
		assert_false(formula_compile(&formula, text_of(bad[i].text), &names, &arena, &err));
		assert_int_equal(err.row, bad[i].place);
		arena_release(&arena);
	}
}

static const struct {
	int64_t numerator, denominator, places, rounded;
} halves[] = {
	{5, 10, 0, 1},
	{-5, 10, 0, -1},
	{4, 10, 0, 0},
	{89995, 1000, 2, 9000},
	{-89995, 1000, 2, -9000},
	{7, 3, 2, 233},
	{8, 3, 2, 267},
	{1, 200, 2, 1},
	{-1, 200, 2, -1},
	{1, 201, 2, 0},
};

static void halves_round_away_from_zero(void **state)
{
	struct figure figure;

	(void)state;
	figure_init(&figure);
	for (size_t i = 0; i < sizeof(halves) / sizeof(*halves); i++) {
		figure_set(&figure, halves[i].numerator, halves[i].denominator);
		assert_int_equal(exact_round(&figure.value, (int)halves[i].places), halves[i].rounded);
	}
	figure_clear(&figure);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_compute),
		cmocka_unit_test(mistakes_are_placed),
		cmocka_unit_test(halves_round_away_from_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
