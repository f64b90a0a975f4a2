/* Mechanisms that compare a figure with what is asked for: reached or not, short of it or beyond, a share of
 * it. */
#include "core/score/steps.h"

/* --- short of a target, and beyond it --- */

static const struct choice_word brokens[] = {
	{BROKEN_PART, "in_proportion", "按比例", .help = N_("half a step is half its points")},
	{BROKEN_DROPPED, "dropped", "不计", .help = N_("only whole steps")},
	{BROKEN_WHOLE, "whole", "算一档", {"按一档"}, .help = N_("a begun step is a whole one")},
	{0},
};

/* 每低: {档: 1%, 扣: 1} */
static void read_side(struct keys *keys, enum word word, struct side *side)
{
	const struct tree *node = take(keys, word), *off, *step;
	struct keys inner;

	if (!node)
		return;
	if (node->kind == TREE_TEXT && node->text.len) {
		fault_at(keys->reading->faults, node,
			"A step and its points are needed here: {step: 1%, off: 0.5}", "");
		return;
	}
	inner = keys_of(keys->reading, node);
	step = take(&inner, WORD_STEP);
	side->step = step ? read_fraction(keys->reading, step) : (struct fraction){0, 0};
	if (step && step->kind == TREE_TEXT)
		side->text = arena_text(keys->reading->arena, step->text);
	off = take(&inner, WORD_OFF);
	if (off)
		read_off(keys->reading, off, &side->points);
	else if (!take_amount(&inner, WORD_ADD, &side->points))
		fault_missing(&inner, node, N_("Say what a step is worth: off or add"));
	if (!step)
		fault_missing(&inner, node, N_("A step larger than 0 is needed: step"));
	else if (fraction_given(side->step) && side->step.numerator <= 0)
		fault_at(keys->reading->faults, step, "A step larger than 0 is needed: step", "");
	note_amount(keys->reading, &side->points);
	keys_end(&inner);
}

static void read_single(struct keys *keys, enum word word, struct side *side)
{
	if (!take_amount(keys, word, &side->points))
		return;
	side->step = (struct fraction){1, 1};
	side->text = NO_TEXT;
	note_amount(keys->reading, &side->points);
}

/* 应有: 3, 每少一个: 1 would give a point for each that is missing. */
static void refuse_reward(struct keys *keys, bool required)
{
	const struct tree *node = key_in(keys->map, WORD_EACH_SHORT);
	struct fraction points;

	if (required && node && node->kind == TREE_TEXT && fraction_parse(node->text, &points) &&
		points.numerator > 0)
		fault_at(keys->reading->faults, node,
			"What is short is taken off: write -{1}; where fewer are better, write a target and "
			"each_below: {step: 1, add: {1}}",
			"S", node->text);
}

static void check_range(
	struct reading *reading, const struct tree *node, const struct amount *from, const struct amount *to)
{
	struct fraction low, high;

	if (formula_is_constant(from->all, &low) && formula_is_constant(to->all, &high) &&
		fraction_compare(low, high) > 0)
		fault_at(reading->faults, node, "A range goes from the smaller number to the larger", "");
}

/* 目标: 90%, 目标: 60%-80% */
static void take_target(struct keys *keys, struct target *target)
{
	const struct tree *node = take(keys, WORD_TARGET);
	struct tree from = node ? *node : (struct tree){.kind = TREE_TEXT}, to = from;

	if (!node || node->kind != TREE_TEXT || !is_range(node->text)) {
		take_amount(keys, WORD_TARGET, &target->target);
		return;
	}
	split_range(node->text, &from.text, &to.text);
	read_amount(keys->reading, &from, &target->target);
	read_amount(keys->reading, &to, &target->upto);
	check_range(keys->reading, node, &target->target, &target->upto);
}

void *read_target(struct keys *keys)
{
	struct target *target = with_new(keys, sizeof(*target));
	struct line *line = keys->reading->line;
	bool has_target = take_amount(keys, WORD_REQUIRED, &target->target);

	target->required = has_target;
	if (!has_target)
		take_target(keys, target);
	refuse_reward(keys, has_target);
	read_single(keys, WORD_EACH_SHORT, &target->short_of);
	read_single(keys, WORD_EACH_OVER, &target->beyond);
	read_side(keys, WORD_EACH_BELOW, &target->short_of);
	read_side(keys, WORD_EACH_ABOVE, &target->beyond);
	target->broken = (enum broken)read_choice(keys, WORD_BROKEN_STEP, brokens, BROKEN_PART);
	if (take_amount(keys, WORD_GAIN, &target->at))
		note_gains(keys->reading);
	if (read_flag(keys, WORD_MAKE_UP, false)) {
		target->all_of = line->every;
		line->every = UNIT_NONE;
	}
	if (!amount_given(&target->short_of.points) && !amount_given(&target->beyond.points))
		fault_missing_at_key(keys, take(keys, has_target ? WORD_REQUIRED : WORD_TARGET),
			"A target alone gives no points: say each_short, each_over, each_below or "
			"each_above");
	return target;
}

/* `apart` (> 0) becomes the number of steps. */
static void count_steps(struct exact *apart, struct fraction step, enum broken broken)
{
	struct exact size;

	exact_init(&size);
	exact_set(&size, step);
	exact_divide(apart, apart, &size);
	if (broken == BROKEN_DROPPED)
		exact_floor(apart);
	else if (broken == BROKEN_WHOLE)
		exact_ceiling(apart);
	exact_clear(&size);
}

/* `beyond`: the figure less the target, becomes what that much is worth. */
static void side_points(const struct side *side, enum broken broken, const struct part_work *work,
	size_t subject, struct figure *beyond)
{
	if (!amount_given(&side->points) || !exact_sign(&beyond->value)) {
		exact_whole(&beyond->value, 0);
		return;
	}
	exact_absolute(&beyond->value, &beyond->value);
	count_steps(&beyond->value, side->step, broken);
	with_amount(&side->points, work, subject, beyond, exact_multiply);
}

/* Within a range the figure itself. */
static void aim(const struct target *target, const struct part_work *work, size_t subject,
	const struct figure *figure, struct figure *wanted)
{
	struct figure end;

	amount_evaluate(&target->target, work, subject, wanted);
	if (!amount_given(&target->upto) || exact_compare(&figure->value, &wanted->value) <= 0)
		return;
	figure_init(&end);
	amount_evaluate(&target->upto, work, subject, &end);
	figure_copy(wanted, &end);
	figure_limit(wanted, figure, 1);
	figure_clear(&end);
}

static void target_one(const void *with, const struct part_work *work, size_t subject, struct figure *out)
{
	const struct target *target = with;
	const struct side *side;
	struct figure wanted, at;

	figure_init(&wanted);
	figure_init(&at);
	aim(target, work, subject, out, &wanted);
	amount_evaluate(&target->at, work, subject, &at);
	if (target->all_of) {
		struct figure parts;

		figure_init(&parts);
		figure_set(&parts, parts_in(work->score, target->all_of), 1);
		exact_multiply(&wanted.value, &wanted.value, &parts.value);
		figure_clear(&parts);
	}
	exact_subtract(&out->value, &out->value, &wanted.value);
	side = exact_sign(&out->value) < 0 ? &target->short_of : &target->beyond;
	if (wanted.known != KNOWN)
		figure_lose(out, wanted.known);
	else
		side_points(side, target->broken, work, subject, out);
	exact_add(&out->value, &out->value, &at.value);
	figure_clear(&wanted);
	figure_clear(&at);
}

void run_target(const void *with, struct part_work *work)
{
	each_subject(with, work, target_one);
}

/* --- reached or not --- */

void *read_reach(struct keys *keys)
{
	struct reach *reach = with_new(keys, sizeof(*reach));

	take_amount(keys, WORD_REACH, &reach->target);
	if (!take_amount(keys, WORD_GAIN, &reach->gain))
		reach->gain = item_points(keys->reading);
	if (!amount_given(&reach->gain))
		fault_missing_at_key(keys, take(keys, WORD_REACH), N_("Say what is gained: gain"));
	take_amount(keys, WORD_ELSE, &reach->otherwise);
	read_single(keys, WORD_EACH_OVER, &reach->beyond);
	read_side(keys, WORD_EACH_ABOVE, &reach->beyond);
	if (amount_given(&reach->beyond.points))
		reach->broken = (enum broken)read_choice(keys, WORD_BROKEN_STEP, brokens, BROKEN_PART);
	note_gains(keys->reading);
	return reach;
}

static void reach_one(const void *with, const struct part_work *work, size_t subject, struct figure *out)
{
	const struct reach *reach = with;
	struct figure target, beyond;
	bool reached;

	figure_init(&target);
	figure_init(&beyond);
	amount_evaluate(&reach->target, work, subject, &target);
	reached = exact_compare(&out->value, &target.value) >= 0;
	exact_subtract(&beyond.value, &out->value, &target.value);
	if (target.known != KNOWN)
		figure_lose(out, target.known);
	else
		amount_evaluate(reached ? &reach->gain : &reach->otherwise, work, subject, out);
	if (reached && out->known == KNOWN) {
		side_points(&reach->beyond, reach->broken, work, subject, &beyond);
		exact_add(&out->value, &out->value, &beyond.value);
	}
	figure_clear(&target);
	figure_clear(&beyond);
}

void run_reach(const void *with, struct part_work *work)
{
	each_subject(with, work, reach_one);
}

/* --- in proportion --- */

/* 按完成率: {目标: 10, 可超: 否} */
void *read_proportion(struct keys *keys)
{
	struct proportion *proportion = with_new(keys, sizeof(*proportion));
	const struct tree *node = take(keys, WORD_PROPORTION);
	bool alone = node->kind == TREE_LIST || (node->kind == TREE_TEXT && node->text.len);
	struct keys inner = keys_of(keys->reading, alone ? NULL : node);

	/* 按完成率: 100%, 按完成率: [25%, 50%, 75%, 100%] */
	if (alone)
		read_amount(keys->reading, node, &proportion->target);
	if (node->kind == TREE_MAP && !take_amount(&inner, WORD_TARGET, &proportion->target))
		fault_missing(&inner, inner.map, N_("Say of what: target"));
	proportion->exceeds = read_flag(&inner, WORD_MAY_EXCEED, false);
	if (node->kind == TREE_MAP)
		proportion->least = take_bound(&inner);
	take_amount(&inner, WORD_GAIN, &proportion->points);
	keys_end(&inner);
	if (!amount_given(&proportion->points))
		proportion->points = item_points(keys->reading);
	if (!amount_given(&proportion->points))
		fault_missing_at_key(keys, node, N_("Say what all of it is worth: points"));
	note_gains(keys->reading);
	return proportion;
}

static void proportion_one(const void *with, const struct part_work *work, size_t subject, struct figure *out)
{
	const struct proportion *proportion = with;
	struct figure target;

	figure_init(&target);
	amount_evaluate(&proportion->target, work, subject, &target);
	divide_figure(out, &target);
	if (out->known == KNOWN && !bound_holds(&proportion->least, work, subject, out))
		exact_whole(&out->value, 0);
	if (out->known == KNOWN && !proportion->exceeds && exact_compare(&out->value, &exact_one) > 0)
		exact_whole(&out->value, 1);
	with_amount(&proportion->points, work, subject, out, exact_multiply);
	figure_clear(&target);
}

void run_proportion(const void *with, struct part_work *work)
{
	each_subject(with, work, proportion_one);
}
