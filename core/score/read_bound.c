/* From where to where a figure lies: 从, 超过, 低于, 至多; and numbers that a share can never come near. */
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

/* 从 5 to 低于 3: nothing lies there. */
static void refuse_empty(struct keys *keys, const struct bound *from, const struct bound *to)
{
	struct fraction least, most;
	int order;

	if (!from->amount.all || !to->amount.all || !formula_is_constant(from->amount.all, &least) ||
		!formula_is_constant(to->amount.all, &most) || !fraction_given(least) ||
		!fraction_given(most))
		return;
	order = fraction_compare(least, most);
	if (order > 0 || (!order && (from->compare != COMPARE_FROM || to->compare != COMPARE_UPTO)))
		fault_at(keys->reading->faults, keys->map,
			"Nothing lies between these two bounds: exchange them, or keep one", "");
}

struct bound take_bound(struct keys *keys)
{
	struct bound bound = take_end(keys, false), upper = take_end(keys, true), *other;

	if (bound.compare == COMPARE_NONE)
		return upper;
	if (upper.compare != COMPARE_NONE) {
		other = arena_new(keys->reading->arena, sizeof(*other));
		*other = upper;
		refuse_empty(keys, &bound, &upper);
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

/* --- shares are compared with percent --- */

struct sides {
	const struct line *line;
	bool rows, fields, other;
};

static void look_at_side(void *arg, unsigned name)
{
	struct sides *sides = arg;
	const struct atom *atom = name >= NAME_ATOM && name - NAME_ATOM < sides->line->atom_count
		? &sides->line->atoms[name - NAME_ATOM]
		: NULL;
	const struct field *field =
		atom && atom->kind == ATOM_SUM && !atom->column ? path_field(&atom->path) : NULL;

	if (atom && atom->kind == ATOM_MATCHING)
		sides->rows = true;
	else if (field && text_is(text_of(sides->line->source->name), "indicator") &&
		(field->tag == INDICATOR_PART || field->tag == INDICATOR_WHOLE))
		sides->fields = true;
	else
		sides->other = true;
}

/* Rows divided by rows, 分子 divided by 分母: 1 is all of them. */
static bool is_share(const struct line *line)
{
	struct sides sides = {.line = line};

	if (!line->measure || !formula_divides(line->measure))
		return false;
	formula_each(line->measure, look_at_side, &sides);
	return !sides.other && (sides.rows || sides.fields);
}

static void refuse_whole(struct reading *reading, const struct tree *node)
{
	struct fraction number;

	if (node->kind == TREE_TEXT && !text_ends(node->text, TEXT("%")) &&
		fraction_parse(node->text, &number) &&
		number.numerator + word_is(WORD_STEP, node->key) > number.denominator)
		fault_at(reading->faults, node, "What is counted here is a share, at most 1: write {1}%", "S",
			node->text);
}

static const enum word ends[] = {WORD_FROM, WORD_REACH, WORD_ABOVE, WORD_BELOW, WORD_UPTO, WORD_TARGET,
	WORD_REQUIRED, WORD_STEP, WORD_NONE};

static void refuse_wholes(struct reading *reading, const struct tree *map)
{
	for (const struct tree *node = map->child; node; node = node->next)
		for (size_t i = 0; ends[i]; i++)
			if (word_is(ends[i], node->key))
				refuse_whole(reading, node);
}

static bool counts_rows(const struct line *line)
{
	return line->source && line->measure && line->over < OVER_RUN && formula_is_name(line->measure) &&
		line->atom_count == 1 && line->atoms[0].kind <= ATOM_PEOPLE;
}

/* What is counted or added up is no share: 10% of it are no percentage points. */
static bool counts_amount(const struct line *line)
{
	return line->source && line->measure && line->over < OVER_RUN && formula_is_name(line->measure) &&
		line->atom_count == 1 &&
		(line->atoms[0].kind <= ATOM_SUM || line->atoms[0].kind == ATOM_TOTAL ||
			line->atoms[0].kind == ATOM_DISTINCT || line->atoms[0].kind >= ATOM_DAYS) &&
		line->atoms[0].kind != ATOM_MATCHING;
}

/* 每高: {档: 10%, 加: 1} where cases are counted. */
static void refuse_share_steps(struct reading *reading, const struct tree *map)
{
	static const enum word sides[] = {WORD_EACH_BELOW, WORD_EACH_ABOVE};

	for (size_t i = 0; i < sizeof(sides) / sizeof(*sides); i++) {
		const struct tree *side = key_in(map, sides[i]),
				  *step = side ? key_in(side, WORD_STEP) : NULL;

		if (step && step->kind == TREE_TEXT && text_ends(step->text, TEXT("%")))
			fault_at(reading->faults, step,
				"An amount is counted here, no share: {1} are no percentage points. Say how "
				"many are a step, or write a formula: 10 + (value / target - 1) * 10",
				"S", step->text);
	}
}

/* 按完成率: 100% where records are counted: one of them would be all. */
static void refuse_share_of_count(struct reading *reading, const struct tree *node)
{
	struct fraction number;

	if (node->kind == TREE_TEXT && text_ends(node->text, TEXT("%")) &&
		fraction_parse(node->text, &number))
		fault_at(reading->faults, node,
			"How many there are is counted here, not a share: write measure: share, or a number "
			"without %",
			"");
}

static void refuse_shares_of_count(struct reading *reading, const struct tree *map)
{
	for (const struct tree *node = map->child; node; node = node->next)
		for (size_t i = 0; ends[i] && ends[i] != WORD_STEP; i++)
			if (word_is(ends[i], node->key))
				refuse_share_of_count(reading, node);
}

/* 目标: 90%: whatever is counted, it is meant as a share. */
static bool is_percent_target(const struct tree *map)
{
	const struct tree *target = key_in(map, WORD_TARGET);

	return target && target->kind == TREE_TEXT && text_ends(target->text, TEXT("%"));
}

void check_share(const struct keys *keys, const struct line *line)
{
	static const enum word inside[] = {
		WORD_PROPORTION, WORD_EACH_BELOW, WORD_EACH_ABOVE, WORD_OVER, WORD_BANDS, WORD_NONE};
	static const enum word others[] = {
		WORD_NORMALISE, WORD_RANK, WORD_PER_HEAD, WORD_FORMULA, WORD_CONVERT, WORD_NONE};

	for (size_t i = 0; others[i]; i++)
		if (key_in(keys->map, others[i]))
			return;
	if (counts_amount(line) && !is_percent_target(keys->map))
		refuse_share_steps(keys->reading, keys->map);
	if (counts_rows(line)) {
		const struct tree *proportion = key_in(keys->map, WORD_PROPORTION);

		refuse_shares_of_count(keys->reading, keys->map);
		if (proportion && proportion->kind == TREE_TEXT)
			refuse_share_of_count(keys->reading, proportion);
		for (const struct tree *node = proportion ? proportion->child : NULL; node; node = node->next)
			if (word_is(WORD_TARGET, node->key))
				refuse_share_of_count(keys->reading, node);
	}
	if (!is_share(line))
		return;
	if (line->over < OVER_RUN)
		refuse_wholes(keys->reading, keys->map);
	for (const struct tree *node = keys->map->child; node; node = node->next)
		for (size_t i = 0; inside[i]; i++) {
			if (!word_is(inside[i], node->key))
				continue;
			if (inside[i] == WORD_PROPORTION)
				refuse_whole(keys->reading, node);
			if (inside[i] != WORD_BANDS || line->over < OVER_RUN)
				refuse_wholes(keys->reading, node);
			for (const struct tree *inner = node->child; inner; inner = inner->next)
				if (inside[i] == WORD_OVER || line->over < OVER_RUN)
					refuse_wholes(keys->reading, inner);
		}
}
