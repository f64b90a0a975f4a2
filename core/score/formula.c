/* What a formula computes. How it is read: formula_parse.c. */
#include "core/base/near.h"
#include "core/score/formula_internal.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- functions --- */

typedef void combining(struct exact *out, const struct exact *a, const struct exact *b);

static void fold(const struct figure *args, size_t count, struct figure *out, combining *combine)
{
	exact_copy(&out->value, &args[0].value);
	for (size_t i = 1; i < count; i++)
		combine(&out->value, &out->value, &args[i].value);
}

static void smaller(struct exact *out, const struct exact *a, const struct exact *b)
{
	exact_copy(out, exact_compare(a, b) <= 0 ? a : b);
}

static void larger(struct exact *out, const struct exact *a, const struct exact *b)
{
	exact_copy(out, exact_compare(a, b) >= 0 ? a : b);
}

static void run_add(const struct figure *args, size_t count, struct figure *out)
{
	fold(args, count, out, exact_add);
}

static void run_subtract(const struct figure *args, size_t count, struct figure *out)
{
	fold(args, count, out, exact_subtract);
	if (count == 1)
		exact_negate(&out->value, &out->value);
}

static void run_multiply(const struct figure *args, size_t count, struct figure *out)
{
	fold(args, count, out, exact_multiply);
}

static void run_divide(const struct figure *args, size_t count, struct figure *out)
{
	(void)count;
	if (exact_sign(&args[1].value))
		exact_divide(&out->value, &args[0].value, &args[1].value);
	else
		figure_lose(out, NOT_APPLICABLE);
}

static void run_min(const struct figure *args, size_t count, struct figure *out)
{
	fold(args, count, out, smaller);
}

static void run_max(const struct figure *args, size_t count, struct figure *out)
{
	fold(args, count, out, larger);
}

static void run_mean(const struct figure *args, size_t count, struct figure *out)
{
	fold(args, count, out, exact_add);
	exact_share(&out->value, (int64_t)count);
}

static void run_abs(const struct figure *args, size_t count, struct figure *out)
{
	(void)count;
	exact_absolute(&out->value, &args[0].value);
}

static void run_floor(const struct figure *args, size_t count, struct figure *out)
{
	fold(args, count, out, exact_add);
	exact_floor(&out->value);
}

static void run_ceiling(const struct figure *args, size_t count, struct figure *out)
{
	fold(args, count, out, exact_add);
	exact_ceiling(&out->value);
}

static void run_round(const struct figure *args, size_t count, struct figure *out)
{
	int64_t places = count > 1 ? exact_round(&args[1].value, 0) : 0;

	exact_copy(&out->value, &args[0].value);
	exact_trim(&out->value, places < 0 ? 0 : places > 6 ? 6 : (int)places);
}

static void truth(struct figure *out, bool holds)
{
	exact_whole(&out->value, holds);
}

static int order(const struct figure *args)
{
	return exact_compare(&args[0].value, &args[1].value);
}

static void run_equal(const struct figure *args, size_t count, struct figure *out)
{
	(void)count;
	truth(out, order(args) == 0);
}

static void run_unequal(const struct figure *args, size_t count, struct figure *out)
{
	(void)count;
	truth(out, order(args) != 0);
}

static void run_less(const struct figure *args, size_t count, struct figure *out)
{
	(void)count;
	truth(out, order(args) < 0);
}

static void run_at_most(const struct figure *args, size_t count, struct figure *out)
{
	(void)count;
	truth(out, order(args) <= 0);
}

static void run_more(const struct figure *args, size_t count, struct figure *out)
{
	(void)count;
	truth(out, order(args) > 0);
}

static void run_at_least(const struct figure *args, size_t count, struct figure *out)
{
	(void)count;
	truth(out, order(args) >= 0);
}

static void run_and(const struct figure *args, size_t count, struct figure *out)
{
	(void)count;
	truth(out, exact_sign(&args[0].value) && exact_sign(&args[1].value));
}

static void run_or(const struct figure *args, size_t count, struct figure *out)
{
	(void)count;
	truth(out, exact_sign(&args[0].value) || exact_sign(&args[1].value));
}

static void run_not(const struct figure *args, size_t count, struct figure *out)
{
	(void)count;
	truth(out, !exact_sign(&args[0].value));
}

static const struct formula_function functions[] = {
	{"min", "最小", 1, FORMULA_ARGS, run_min, N_("the smallest of some values")},
	{"max", "最大", 1, FORMULA_ARGS, run_max, N_("the largest of some values")},
	{"sum", "合计", 1, FORMULA_ARGS, run_add, N_("some values added up")},
	{"mean", "均值", 1, FORMULA_ARGS, run_mean, N_("the mean of some values")},
	{"abs", "绝对值", 1, 1, run_abs, N_("without its sign")},
	{"floor", "舍去", 1, 1, run_floor, N_("without what stands behind the point")},
	{"ceiling", "进一", 1, 1, run_ceiling, N_("the next whole number")},
	{"round", "舍入", 1, 2, run_round, N_("rounded to so many digits")},
};

/* Signs: name and label are two ways to write one; the last number binds. */
static const struct {
	struct formula_function function;
	unsigned binds;
} signs[] = {
	{{"or", "或", 2, 2, run_or}, 1},
	{{"and", "且", 2, 2, run_and}, 2},
	{{"!=", "≠", 2, 2, run_unequal}, 3},
	{{"<=", "≤", 2, 2, run_at_most}, 3},
	{{">=", "≥", 2, 2, run_at_least}, 3},
	{{"=", "==", 2, 2, run_equal}, 3},
	{{"<", "＜", 2, 2, run_less}, 3},
	{{">", "＞", 2, 2, run_more}, 3},
	{{"+", "＋", 1, 2, run_add}, 4},
	{{"-", "－", 1, 2, run_subtract}, 4},
	{{"*", "×", 2, 2, run_multiply}, 5},
	{{"/", "÷", 2, 2, run_divide}, 5},
	{{"not", "非", 1, 1, run_not}, 6},
};

struct text formula_function_near(struct text name)
{
	struct near near = near_to(name);
	bool english = name.len && (unsigned char)name.at[0] < 0x80;

	near_try(&near, english ? TEXT("if") : text_of("如果"));
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
		near_try(&near, text_of(english ? functions[i].name : functions[i].label));
	return near.count ? near.words[0] : NO_TEXT;
}

const char *formula_function_at(size_t nth, const char **label, const char **help)
{
	static const struct formula_function choose = {
		"if", "如果", 3, 3, NULL, N_("one value or the other, by a condition")};
	const struct formula_function *function = nth < COUNT(functions) ? &functions[nth] : &choose;

	*label = function->label;
	*help = function->help;
	return nth <= COUNT(functions) ? function->name : NULL;
}

const struct formula_function *formula_function(struct text name)
{
	for (size_t i = 0; i < COUNT(functions); i++)
		if (text_is(name, functions[i].name) || text_is(name, functions[i].label))
			return &functions[i];
	return NULL;
}

const struct formula_function *formula_sign(struct text sign, unsigned *binds)
{
	for (size_t i = 0; i < COUNT(signs); i++)
		if (text_is(sign, signs[i].function.name) || text_is(sign, signs[i].function.label)) {
			*binds = signs[i].binds;
			return &signs[i].function;
		}
	return NULL;
}

/* --- evaluating --- */

static void call(const struct formula *formula, formula_value *value, void *arg, struct figure *out)
{
	struct figure args[FORMULA_ARGS];

	exact_whole(&out->value, 0);
	out->known = KNOWN;
	for (size_t i = 0; i < formula->count; i++) {
		figure_init(&args[i]);
		formula_evaluate(formula->args[i], value, arg, &args[i]);
		if (args[i].known != KNOWN)
			figure_lose(out, args[i].known);
	}
	if (out->known == KNOWN)
		formula->function->run(args, formula->count, out);
	for (size_t i = 0; i < formula->count; i++)
		figure_clear(&args[i]);
}

static void choose(const struct formula *formula, formula_value *value, void *arg, struct figure *out)
{
	formula_evaluate(formula->args[0], value, arg, out);
	if (out->known == KNOWN)
		formula_evaluate(formula->args[exact_sign(&out->value) ? 1 : 2], value, arg, out);
}

void formula_evaluate(const struct formula *formula, formula_value *value, void *arg, struct figure *out)
{
	out->known = KNOWN;
	switch (formula->kind) {
	case FORMULA_NUMBER:
		exact_set_lowest(&out->value, formula->number);
		return;
	case FORMULA_NAME:
		value(arg, formula->name, out);
		break;
	case FORMULA_IF:
		choose(formula, value, arg, out);
		return;
	case FORMULA_CALL:
		call(formula, value, arg, out);
	}
	/* Items that multiply each other would fill the memory. */
	if (!exact_fits(&out->value))
		figure_lose(out, MISSING);
}

void formula_each(const struct formula *formula, formula_visit *visit, void *arg)
{
	if (formula->kind == FORMULA_NAME)
		visit(arg, formula->name);
	for (size_t i = 0; i < formula->count; i++)
		formula_each(formula->args[i], visit, arg);
}

bool formula_is_name(const struct formula *formula)
{
	return formula->kind == FORMULA_NAME;
}

unsigned formula_name(const struct formula *formula)
{
	return formula->name;
}

bool formula_divides(const struct formula *formula)
{
	return formula->kind == FORMULA_CALL && text_is(text_of(formula->function->name), "/");
}

bool formula_is_weighed(const struct formula *formula, formula_weighs *weighs, const void *arg)
{
	struct formula *const *args = formula->args;
	const struct text sign = formula->kind == FORMULA_CALL ? text_of(formula->function->name) : NO_TEXT;
	const bool sum = text_is(sign, "+") || text_is(sign, "-"), product = text_is(sign, "*");

	if (formula->kind == FORMULA_NAME)
		return weighs(arg, formula->name);
	if (product && args[0]->kind == FORMULA_NUMBER)
		return formula_is_weighed(args[1], weighs, arg);
	if (product && args[1]->kind == FORMULA_NUMBER)
		return formula_is_weighed(args[0], weighs, arg);
	return sum && formula_is_weighed(args[0], weighs, arg) &&
		(formula->count < 2 || formula_is_weighed(args[1], weighs, arg));
}

bool formula_is_condition(const struct formula *formula)
{
	static const char *const names[] = {"=", "!=", "<", "<=", ">", ">=", "and", "or", "not"};

	for (size_t i = 0; formula->kind == FORMULA_CALL && i < sizeof(names) / sizeof(*names); i++)
		if (text_is(text_of(formula->function->name), names[i]))
			return true;
	return false;
}

bool formula_is_constant(const struct formula *formula, struct fraction *fraction)
{
	*fraction = formula->number;
	return formula->kind == FORMULA_NUMBER;
}

struct text formula_text(const struct formula *formula)
{
	return formula->text;
}
