#ifndef CORE_SCORE_FORMULA_INTERNAL_H
#define CORE_SCORE_FORMULA_INTERNAL_H

#include "core/score/formula.h"

enum { FORMULA_ARGS = 8 };

/* Computes out from the values of its arguments; all are known. */
struct formula_function {
	const char *name, *label;
	unsigned least, most; /* arguments */
	void (*run)(const struct figure *args, size_t count, struct figure *out);
	const char *help; /* message id; of a function by name */
};

struct formula {
	enum { FORMULA_NUMBER, FORMULA_NAME, FORMULA_CALL, FORMULA_IF } kind;
	struct fraction number;
	unsigned name;
	const struct formula_function *function;
	struct formula *args[FORMULA_ARGS];
	size_t count;
	struct text text; /* of the whole */
};

/* By name or label. */
const struct formula_function *formula_function(struct text name);
/* The nearest to it, as it is written: by name or label; NO_TEXT: none is. */
struct text formula_function_near(struct text name);
/* The sign that stands between or before values, and how tightly it binds: 0 is none. */
const struct formula_function *formula_sign(struct text sign, unsigned *binds);

#endif
