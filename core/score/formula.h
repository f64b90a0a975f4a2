/* Arithmetic in rules: a number anywhere in a rule may be a formula. 2 * 党员人数, 平均(同类), 8 * 最小(1,
 * 到会率 / 75%), 如果(人数 > 7, 1, 0.5). Signs: + - * / × ÷ and % behind a number, = != < <= > >= 且 或 非 (a
 * truth is 1 or 0), and parentheses; full-width ones too. What the names stand for says whoever evaluates it.
 */
#ifndef CORE_SCORE_FORMULA_H
#define CORE_SCORE_FORMULA_H

#include "core/base/arena.h"
#include "core/base/error.h"
#include "core/score/exact.h"

enum { FORMULA_DEPTH = 32, FORMULA_NODES = 400, FORMULA_BYTES = 8 << 10 };

struct formula;

/* What a name stands for, as a number of the reader's choice; false: no such name (err says so). */
struct formula_names {
	bool (*find)(struct formula_names *names, struct text name, unsigned *number, struct error *err);
};
/* In the arena. Errors name the place: err->row is the offset in characters + 1. */
bool formula_compile(struct formula **formula, struct text text, struct formula_names *names,
	struct arena *arena, struct error *err);
struct formula *formula_constant(struct fraction fraction, struct arena *arena);
/* A number that depends on nothing. */
bool formula_is_constant(const struct formula *formula, struct fraction *fraction);

/* A name alone. */
bool formula_is_name(const struct formula *formula);
unsigned formula_name(const struct formula *formula); /* of one that is a name */
/* What is computed last is a division. */
bool formula_divides(const struct formula *formula);
/* Is it so many times one name, or a sum of such ones, so that each of them times 2 is all of it times 2? */
typedef bool formula_weighs(const void *arg, unsigned number);
bool formula_is_weighed(const struct formula *formula, formula_weighs *weighs, const void *arg);
/* Is it 1 or 0, whether something is so: a = 0 且 b > 2? */
bool formula_is_condition(const struct formula *formula);

typedef void formula_value(void *arg, unsigned number, struct figure *out);
/* An unknown part makes the whole unknown, unless `if` does not choose it; dividing by zero does not apply.
 */
void formula_evaluate(const struct formula *formula, formula_value *value, void *arg, struct figure *out);
/* Every name in it. */
typedef void formula_visit(void *arg, unsigned number);
void formula_each(const struct formula *formula, formula_visit *visit, void *arg);
/* What functions there are, from 0; NULL: no more. */
const char *formula_function_at(size_t nth, const char **label, const char **help);
/* As it was written. */
struct text formula_text(const struct formula *formula);

#endif
