#include "core/score/left_out.h"

#include "core/score/scoring.h"

/* Each line looks at the same days of the same source, and takes the rows in question as they are. */
static struct line *looking(const struct line *line, enum left_out which, bool wanted, struct arena *arena)
{
	struct line *copy = arena_new(arena, sizeof(*copy));

	*copy = *line;
	copy->only = which == LEFT_BY_STATE ? line->left : NULL;
	if (!wanted || (which == LEFT_BY_STATE && !line->left))
		copy->source = NULL;
	copy->steps = NULL;
	copy->atom_count = 0;
	copy->apart = APART_NONE;
	return copy;
}

bool score_left_out(struct score **score, const struct rules *rules, struct world *world,
	const struct score_period *period, enum left_out which, bool (*of)(const struct line *line),
	struct error *err)
{
	struct score *made = score_new(rules, world, period);
	struct rules *copy = arena_new(&made->arena, sizeof(*copy));

	*copy = *rules;
	copy->lines = arena_new(&made->arena, (rules->line_count + 1) * sizeof(struct line *));
	for (size_t i = 0; i < rules->line_count; i++)
		copy->lines[i] = looking(rules->lines[i], which, !of || of(rules->lines[i]), &made->arena);
	made->rules = copy;
	*score = made;
	if (score_find_subjects(made, err) && score_gather(made, err)) {
		for (size_t i = 0; i < copy->line_count; i++)
			score_order_hits(made, copy->lines[i]);
		return true;
	}
	score_free(made);
	*score = NULL;
	return false;
}
