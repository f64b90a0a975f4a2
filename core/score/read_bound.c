/* From where to where a figure lies: 从, 超过, 低于, 至多. */
#include "core/score/read.h"

/* The lower or the upper end. */
static struct bound take_end(struct keys *keys, bool upper)
{
	static const struct {
		enum word word;
		enum compare compare;
		bool upper;
	} ways[] = {{WORD_FROM, COMPARE_FROM, false}, {WORD_REACH, COMPARE_FROM, false},
		{WORD_ABOVE, COMPARE_ABOVE, false}, {WORD_BELOW, COMPARE_BELOW, true},
		{WORD_UPTO, COMPARE_UPTO, true}};
	struct bound bound = {COMPARE_NONE};

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		const struct tree *node = ways[i].upper == upper ? take(keys, ways[i].word) : NULL;

		if (node && bound.compare != COMPARE_NONE)
			fault_at_key(keys->reading->faults, node, "One bound is enough here", "");
		if (!node)
			continue;
		bound.compare = ways[i].compare;
		read_amount(keys->reading, node, &bound.amount);
	}
	return bound;
}

struct bound take_bound(struct keys *keys)
{
	struct bound bound = take_end(keys, false), upper = take_end(keys, true), *other;

	if (bound.compare == COMPARE_NONE)
		return upper;
	if (upper.compare != COMPARE_NONE) {
		other = arena_new(keys->reading->arena, sizeof(*other));
		*other = upper;
		bound.other_end = other;
	}
	return bound;
}

struct bound once(struct reading *reading)
{
	struct bound bound = {COMPARE_FROM};

	bound.amount.all = formula_constant((struct fraction){1, 1}, reading->arena);
	return bound;
}
