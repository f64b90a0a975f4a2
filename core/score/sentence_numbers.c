/* Numbers, amounts, bounds and formulas in words. */
#include "core/score/formula_internal.h"
#include "core/score/hits.h"
#include "core/score/row_formula.h"
#include "core/score/sentence_internal.h"

/* --- numbers --- */

static void say_exact(struct saying *saying, struct fraction number)
{
	struct figure figure;
	struct buf words = BUF_INIT;

	figure_init(&figure);
	exact_set(&figure.value, number);
	exact_show(&figure.value, 8, &words);
	say_text(saying->out, buf_as_text(&words));
	figure_clear(&figure);
	buf_release(&words);
}

void say_fraction(struct saying *saying, struct fraction number)
{
	if (fraction_given(number))
		say_exact(saying, number);
}

void say_share(struct saying *saying, struct fraction share)
{
	say_fraction(saying, fraction_multiply(share, (struct fraction){100, 1}));
	say_text(saying->out, TEXT("%"));
}

void say_worth(struct saying *saying, struct fraction points)
{
	struct fraction size = {
		points.numerator < 0 ? -points.numerator : points.numerator, points.denominator};

	say(saying->out, size.numerator == points.numerator ? N_("gives ") : N_("takes off "), "");
	say_fraction(saying, size);
	say(saying->out, size.numerator == size.denominator ? N_(" point") : N_(" points"), "");
}

/* --- formulas --- */

/* Signs as people say them; those not here are said as they are written. */
static const struct {
	const char *sign, *words;
} sign_words[] = {
	{"+", N_(" + ")},
	{"-", N_(" - ")},
	{"*", N_(" times ")},
	{"/", N_(" divided by ")},
	{"=", N_(" equals ")},
	{"!=", N_(" does not equal ")},
	{"<", N_(" is less than ")},
	{"<=", N_(" is at most ")},
	{">", N_(" is more than ")},
	{">=", N_(" is at least ")},
	{"and", N_(" and ")},
	{"or", N_(" or ")},
	{"not", N_("not ")},
};

static const char *words_of_sign(const struct formula_function *function)
{
	for (size_t i = 0; i < sizeof(sign_words) / sizeof(*sign_words); i++)
		if (text_is(text_of(function->name), sign_words[i].sign))
			return sign_words[i].words;
	return NULL;
}

/* How tightly it holds together; what is no sign needs no brackets. */
static unsigned binding(const struct formula *formula)
{
	unsigned binds = 100;

	if (formula->kind == FORMULA_IF)
		return 0;
	if (formula->kind == FORMULA_CALL && words_of_sign(formula->function))
		formula_sign(text_of(formula->function->name), &binds);
	return binds;
}

static void say_within(struct saying *saying, const struct formula *formula, bool brackets)
{
	if (brackets)
		say(saying->out, N_("("), "");
	say_formula_words(saying, formula);
	if (brackets)
		say(saying->out, N_(")"), "");
}

static void say_sign(struct saying *saying, const struct formula *formula)
{
	unsigned binds = binding(formula);
	bool minus = formula->count == 1 && text_is(text_of(formula->function->name), "-");

	if (minus && saying->said_off) {
		saying->said_off = false;
		say_within(saying, formula->args[0], binding(formula->args[0]) < binds);
		return;
	}
	if (formula->count > 1)
		say_within(saying, formula->args[0], !saying->said_off && binding(formula->args[0]) < binds);
	if (saying->atoms) {
		say_text(saying->out, minus ? NO_TEXT : TEXT(" "));
		say_text(saying->out, text_of(formula->function->name));
		say_text(saying->out, minus ? NO_TEXT : TEXT(" "));
	} else {
		say(saying->out, minus ? N_("minus ") : words_of_sign(formula->function), "");
	}
	say_within(saying, formula->args[formula->count - 1],
		binding(formula->args[formula->count - 1]) <= binds);
}

static void say_call(struct saying *saying, const struct formula *formula)
{
	if (words_of_sign(formula->function)) {
		say_sign(saying, formula);
		return;
	}
	say(saying->out, "{1}", "t", formula->function->name, formula->function->label);
	say(saying->out, N_("("), "");
	for (size_t i = 0; i < formula->count; i++) {
		if (i)
			say(saying->out, N_(", "), "");
		say_formula_words(saying, formula->args[i]);
	}
	say(saying->out, N_(")"), "");
}

static void say_choice(struct saying *saying, const struct formula *formula)
{
	say(saying->out, N_("if "), "");
	say_formula_words(saying, formula->args[0]);
	say(saying->out, N_(" then "), "");
	say_formula_words(saying, formula->args[1]);
	say(saying->out, N_(", else "), "");
	say_formula_words(saying, formula->args[2]);
}

static void say_name(struct saying *saying, unsigned number)
{
	if (number >= NAME_ROW && saying->row) {
		say_row_name(saying, number);
	} else if (number == NAME_VALUE && saying->value) {
		say(saying->out, saying->value, "");
	} else if (number == NAME_TOTAL) {
		say(saying->out, N_("the total"), "");
	} else if (number >= NAME_SECTION && number - NAME_SECTION < saying->rules->section_count) {
		say(saying->out, N_("the section \"{1}\""), "S",
			saying->rules->sections[number - NAME_SECTION].name);
	} else if (number >= NAME_ITEM && number - NAME_ITEM < saying->rules->item_count) {
		const struct item *item = saying->rules->items[number - NAME_ITEM];

		/* What stands in a section for reference is a figure of its own, no points. */
		say(saying->out,
			saying->rules->sections[item->section].kind == SECTION_REFERENCE
				? N_("\"{1}\"")
				: N_("the item \"{1}\""),
			"S", item->id);
	} else if (number >= NAME_ATOM && saying->atoms) {
		struct buf words = BUF_INIT;

		exact_show(&saying->atoms[number - NAME_ATOM].value, 2, &words);
		say_text(saying->out, buf_as_text(&words));
		buf_release(&words);
	} else if (number >= NAME_ATOM) {
		if (saying->line && number - NAME_ATOM < saying->line->atom_count)
			say_atom(saying, &saying->line->atoms[number - NAME_ATOM]);
	} else if (formula_name_words(number)) {
		say(saying->out, formula_name_words(number), "");
	}
}

static bool divides_by_figure(const struct formula *formula)
{
	struct fraction by;

	return text_is(text_of(formula->function->name), "/") && formula->count == 2 &&
		!formula_is_constant(formula->args[1], &by);
}

void say_formula_words(struct saying *saying, const struct formula *formula)
{
	switch (formula->kind) {
	case FORMULA_NUMBER:
		say_fraction(saying, formula->number);
		return;
	case FORMULA_NAME:
		say_name(saying, formula->name);
		return;
	case FORMULA_IF:
		say_choice(saying, formula);
		return;
	case FORMULA_CALL:
		saying->by_zero |= divides_by_figure(formula);
		saying->divides |= text_is(text_of(formula->function->name), "/") ||
			text_is(text_of(formula->function->name), "mean");
		say_call(saying, formula);
	}
}

/* --- amounts --- */

/* Does it begin with a minus that concerns all of it? */
static bool begins_with_minus(const struct formula *formula)
{
	const char *name = formula->kind == FORMULA_CALL ? formula->function->name : "";

	if (*name == '-' && formula->count == 1)
		return true;
	return (*name == '*' || *name == '/') && begins_with_minus(formula->args[0]);
}

/* One of an amount's formulas; `points`: as what is gained or lost. */
static void say_one(struct saying *saying, const struct formula *formula, bool percent, bool points)
{
	bool lost = points && begins_with_minus(formula);
	const struct formula *inner = lost && formula->count == 1 ? formula->args[0] : formula;

	if (!points && formula->kind == FORMULA_NUMBER) {
		if (percent)
			say_share(saying, formula->number);
		else
			say_fraction(saying, formula->number);
		return;
	}
	if (points && inner->kind == FORMULA_NUMBER) {
		say_worth(saying,
			fraction_multiply(inner->number, (struct fraction){inner == formula ? 1 : -1, 1}));
		return;
	}
	if (points)
		say(saying->out, lost ? N_("takes off as points: ") : N_("gives as points: "), "");
	/* Of a minus before all of it nothing is left to say; before a product it is passed over there. */
	saying->said_off = lost && inner == formula;
	say_formula_words(saying, inner);
	saying->said_off = false;
}

static void say_classes(struct saying *saying, const struct amount *amount, bool points)
{
	bool any = false;

	for (size_t i = 0; i < saying->rules->class_count; i++) {
		if (!amount->classes[i])
			continue;
		if (any)
			say(saying->out, N_(", "), "");
		any = true;
		say(saying->out, N_("for {1} "), "S", saying->rules->classes[i].name);
		say_one(saying, amount->classes[i], text_ends(formula_text(amount->classes[i]), TEXT("%")),
			points);
	}
	if (!amount->all)
		return;
	say(saying->out, N_(", for the others "), "");
	say_one(saying, amount->all, text_ends(formula_text(amount->all), TEXT("%")), points);
}

static void say_parts(struct saying *saying, const struct amount *amount, bool points)
{
	for (size_t i = 0; i < amount->part_count; i++) {
		if (i)
			say(saying->out, N_(", "), "");
		say_one(saying, amount->parts[i], text_ends(formula_text(amount->parts[i]), TEXT("%")),
			points);
	}
	say(saying->out, N_(" (for the parts of the year in turn)"), "");
}

static void say_any(struct saying *saying, const struct amount *amount, bool points)
{
	if (amount->classes)
		say_classes(saying, amount, points);
	else if (amount->parts)
		say_parts(saying, amount, points);
	else if (amount->all)
		say_one(saying, amount->all, text_ends(amount->text, TEXT("%")), points);
	else
		say(saying->out, N_("no points"), "");
}

void say_amount(struct saying *saying, const struct amount *amount)
{
	say_any(saying, amount, false);
}

void say_limit(struct saying *saying, const char *id, const struct amount *amount)
{
	if (!amount_given(amount))
		return;
	say(saying->out, id, "");
	say_amount(saying, amount);
	say(saying->out, N_(" points"), "");
}

void say_points(struct saying *saying, const struct amount *amount)
{
	say_any(saying, amount, true);
}

void say_bound(struct saying *saying, const struct bound *bound)
{
	static const char *const before[] = {[COMPARE_FROM] = N_("at least "),
		[COMPARE_ABOVE] = N_("more than "),
		[COMPARE_BELOW] = N_("less than "),
		[COMPARE_UPTO] = N_("at most ")};
	bool included = bound->compare == COMPARE_FROM || bound->compare == COMPARE_UPTO;

	if (bound->compare == COMPARE_NONE)
		return;
	say(saying->out, before[bound->compare], "");
	say_amount(saying, &bound->amount);
	say(saying->out, included ? N_(" (included)") : N_(" (not included)"), "");
	if (!bound->other_end)
		return;
	say(saying->out, N_(" and "), "");
	say_bound(saying, bound->other_end);
}
