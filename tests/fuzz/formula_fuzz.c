/* Any text as a formula: refused at a place inside it, or computed, each time and from its own text the same.
 */
#include "core/score/formula.h"
#include "tests/fuzz/fuzz.h"

/* x is known, y is missing, z does not apply; further ones have the value of their number. */
static bool find(struct formula_names *names, struct text name, unsigned *number, struct error *err)
{
	(void)names;
	*number = name.len ? (unsigned char)name.at[0] % 8 : 0;
	return name.len < 9 || fail(err, ERROR_INPUT, "There is no \"{1}\"", "S", name);
}

static void stand_for(void *arg, unsigned number, struct figure *out)
{
	(void)arg;
	figure_set(out, (int64_t)number - 3, 7);
	if (number == 1 || number == 2)
		figure_lose(out, number == 1 ? MISSING : NOT_APPLICABLE);
}

static void count_name(void *arg, unsigned number)
{
	must(number < 8);
	++*(size_t *)arg;
}

static void compute(const struct formula *formula, struct figure *out)
{
	size_t names = 0;
	struct buf shown = BUF_INIT;

	formula_evaluate(formula, stand_for, NULL, out);
	formula_each(formula, count_name, &names);
	must(names <= FORMULA_NODES);
	must(out->known == KNOWN || !exact_sign(&out->value));
	for (int places = 0; places <= 6; places++)
		exact_show(&out->value, places, &shown);
	must(text_valid(buf_as_text(&shown)));
	buf_release(&shown);
}

static void constant(const struct formula *formula, const struct figure *out)
{
	struct fraction fraction;
	struct exact value;

	if (!formula_is_constant(formula, &fraction) || !fraction_given(fraction))
		return;
	exact_init(&value);
	exact_set(&value, fraction);
	must(out->known == KNOWN && exact_equal(&value, &out->value));
	exact_clear(&value);
}

static bool compile(struct text text, struct arena *arena, struct formula **formula, struct error *err)
{
	struct formula_names names = {find};

	return formula_compile(formula, text, &names, arena, err);
}

static void check(struct formula *formula, struct arena *arena)
{
	struct formula *again;
	struct figure first, second;
	struct error err = ERROR_INIT;

	figure_init(&first);
	figure_init(&second);
	compute(formula, &first);
	constant(formula, &first);
	must(compile(formula_text(formula), arena, &again, &err));
	compute(again, &second);
	must(first.known == second.known && exact_equal(&first.value, &second.value));
	figure_clear(&first);
	figure_clear(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text text = size ? (struct text){(const char *)data, size} : NO_TEXT;
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct formula *formula;

	if (compile(text, &arena, &formula, &err))
		check(formula, &arena);
	else
		must(err.kind != ERROR_NONE && err.message.id[0] && err.row <= text_count(text) + 1);
	arena_release(&arena);
	return 0;
}
