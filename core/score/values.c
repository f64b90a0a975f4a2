/* Mechanisms that make a figure into another figure or into points. */
#include "core/base/date.h"
#include "core/score/steps.h"

void note_points(struct reading *reading, struct fraction points)
{
	if (reading->item && points.numerator < 0)
		reading->item->takes_off = true;
}

/* The same with its sign turned, be it one amount, or one for each class or part. */
static struct tree *negative_of(struct reading *reading, const struct tree *node)
{
	struct tree *negative = arena_new(reading->arena, sizeof(*negative)), **end = &negative->child;
	struct buf text = BUF_INIT;

	*negative = *node;
	negative->next = negative->child = NULL;
	if (node->kind == TREE_TEXT && text_starts(node->text, TEXT("-"))) {
		fault_at(reading->faults, node, "What is taken off is written without a sign", "");
	} else if (node->kind == TREE_TEXT && node->text.len && !is_range(node->text)) {
		buf_printf(&text, "-(%.*s)", (int)node->text.len, node->text.at);
		negative->text = arena_text(reading->arena, buf_as_text(&text));
		/* Places in the text are two characters further on than in the file. */
		negative->inset -= 2;
	}
	for (const struct tree *child = node->child; child; child = child->next) {
		*end = negative_of(reading, child);
		end = &(*end)->next;
	}
	buf_release(&text);
	return negative;
}

void read_off(struct reading *reading, const struct tree *node, struct amount *points)
{
	read_amount(reading, negative_of(reading, node), points);
	refuse_percent(reading, node);
	if (reading->item)
		reading->item->takes_off = true;
}

void note_amount(struct reading *reading, const struct amount *amount)
{
	if (reading->item && amount->minus)
		reading->item->takes_off = true;
}

/* Its lines say the whole, not what is lost. */
void note_gains(struct reading *reading)
{
	if (reading->item)
		reading->item->gains = true;
}

static struct amount item_points(const struct reading *reading)
{
	return reading->item ? reading->item->points : (struct amount){0};
}

static void *with_new(struct keys *keys, size_t size)
{
	return arena_new(keys->reading->arena, size);
}

/* Each subject's figure by itself; what is not known stays so. */
typedef void one_value(const void *with, const struct part_work *work, size_t subject, struct figure *out);
static void each_subject(const void *with, struct part_work *work, one_value *run)
{
	for (size_t i = 0; i < work->subjects; i++)
		if (work->figures[i].known == KNOWN)
			run(with, work, i, &work->figures[i]);
}

/* out = out op amount; what is not known spreads. */
typedef void combining(struct exact *out, const struct exact *a, const struct exact *b);
static void with_amount(const struct amount *amount, const struct part_work *work, size_t subject,
	struct figure *out, combining *combine)
{
	struct figure other;

	figure_init(&other);
	amount_evaluate(amount, work, subject, &other);
	if (other.known != KNOWN)
		figure_lose(out, other.known);
	else
		combine(&out->value, &out->value, &other.value);
	figure_clear(&other);
}

/* --- a head --- */

/* 人均: 是 */
static void *read_head(struct keys *keys)
{
	struct amount *amount = with_new(keys, sizeof(*amount));
	struct tree name = *take(keys, WORD_PER_HEAD);

	if (!read_flag(keys, WORD_PER_HEAD, true))
		return NULL;
	name.kind = TREE_TEXT;
	name.text = TEXT("人数");
	read_amount(keys->reading, &name, amount);
	return amount;
}

static void divide(struct figure *out, const struct figure *by)
{
	if (by->known != KNOWN)
		figure_lose(out, by->known);
	else if (!exact_sign(&by->value))
		figure_lose(out, NOT_APPLICABLE);
	else
		exact_divide(&out->value, &out->value, &by->value);
}

static void head_one(const void *with, const struct part_work *work, size_t subject, struct figure *out)
{
	struct figure by;

	figure_init(&by);
	amount_evaluate(with, work, subject, &by);
	divide(out, &by);
	figure_clear(&by);
}

static void run_head(const void *with, struct part_work *work)
{
	each_subject(with, work, head_one);
}

/* --- another scale --- */

/* 换算: {full: 120, to: 100} or {best_is: 100} */
static void *read_scale(struct keys *keys)
{
	struct scale *scale = with_new(keys, sizeof(*scale));
	struct keys inner = keys_of(keys->reading, take(keys, WORD_NORMALISE));

	scale->full = take_fraction(&inner, WORD_FROM_FULL);
	scale->to = take_fraction(&inner, fraction_given(scale->full) ? WORD_TO : WORD_BEST_IS);
	if (!fraction_given(scale->to) || (fraction_given(scale->full) && scale->full.numerator <= 0))
		fault_at(keys->reading->faults, inner.map,
			"Here stands {full: 120, to: 100} or {best_is: 100}", "");
	keys_end(&inner);
	return scale;
}

static void best_of(const struct part_work *work, size_t subject, struct figure *out)
{
	out->known = NOT_APPLICABLE;
	for (size_t i = 0; i < work->subjects; i++)
		if (is_peer(work, subject, i) &&
			(out->known != KNOWN || exact_compare(&work->before[i].value, &out->value) > 0))
			figure_copy(out, &work->before[i]);
}

static void scale_one(const void *with, const struct part_work *work, size_t subject, struct figure *out)
{
	const struct scale *scale = with;
	struct figure full, to;

	figure_init(&full);
	figure_init(&to);
	if (fraction_given(scale->full))
		exact_set(&full.value, scale->full);
	else
		best_of(work, subject, &full);
	exact_set(&to.value, scale->to);
	divide(out, &full);
	if (out->known == KNOWN)
		exact_multiply(&out->value, &out->value, &to.value);
	figure_clear(&full);
	figure_clear(&to);
}

static void run_scale(const void *with, struct part_work *work)
{
	each_subject(with, work, scale_one);
}

/* --- reached or not --- */

static void *read_reach(struct keys *keys)
{
	struct reach *reach = with_new(keys, sizeof(*reach));

	take_amount(keys, WORD_REACH, &reach->target);
	if (!take_amount(keys, WORD_GAIN, &reach->gain))
		reach->gain = item_points(keys->reading);
	if (!amount_given(&reach->gain))
		fault_missing_at_key(keys, take(keys, WORD_REACH), N_("Say what is gained: gain"));
	take_amount(keys, WORD_ELSE, &reach->otherwise);
	note_gains(keys->reading);
	return reach;
}

static void reach_one(const void *with, const struct part_work *work, size_t subject, struct figure *out)
{
	const struct reach *reach = with;
	struct figure target;
	bool reached;

	figure_init(&target);
	amount_evaluate(&reach->target, work, subject, &target);
	reached = exact_compare(&out->value, &target.value) >= 0;
	if (target.known != KNOWN)
		figure_lose(out, target.known);
	else
		amount_evaluate(reached ? &reach->gain : &reach->otherwise, work, subject, out);
	figure_clear(&target);
}

static void run_reach(const void *with, struct part_work *work)
{
	each_subject(with, work, reach_one);
}

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

static void *read_target(struct keys *keys)
{
	struct target *target = with_new(keys, sizeof(*target));
	struct line *line = keys->reading->line;
	bool has_target = take_amount(keys, WORD_REQUIRED, &target->target);

	target->required = has_target;
	if (!has_target)
		take_amount(keys, WORD_TARGET, &target->target);
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

static void target_one(const void *with, const struct part_work *work, size_t subject, struct figure *out)
{
	const struct target *target = with;
	const struct side *side;
	struct figure wanted, at;

	figure_init(&wanted);
	figure_init(&at);
	amount_evaluate(&target->target, work, subject, &wanted);
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
	if (wanted.known != KNOWN) {
		figure_lose(out, wanted.known);
	} else if (!amount_given(&side->points) || !exact_sign(&out->value)) {
		exact_whole(&out->value, 0);
	} else {
		exact_absolute(&out->value, &out->value);
		count_steps(&out->value, side->step, target->broken);
		with_amount(&side->points, work, subject, out, exact_multiply);
	}
	exact_add(&out->value, &out->value, &at.value);
	figure_clear(&wanted);
	figure_clear(&at);
}

static void run_target(const void *with, struct part_work *work)
{
	each_subject(with, work, target_one);
}

/* --- in proportion --- */

/* 按完成率: {目标: 10, 可超: 否} */
static void *read_proportion(struct keys *keys)
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
	divide(out, &target);
	if (out->known == KNOWN && !proportion->exceeds && exact_compare(&out->value, &exact_one) > 0)
		exact_whole(&out->value, 1);
	with_amount(&proportion->points, work, subject, out, exact_multiply);
	figure_clear(&target);
}

static void run_proportion(const void *with, struct part_work *work)
{
	each_subject(with, work, proportion_one);
}

/* --- a formula, a factor --- */

static void *read_formula_step(struct keys *keys)
{
	struct amount *amount = with_new(keys, sizeof(*amount));

	take_amount(keys, WORD_FORMULA, amount);
	/* One that begins with a minus says what is lost. */
	if (amount->minus)
		note_amount(keys->reading, amount);
	else
		note_gains(keys->reading);
	return amount;
}

static void formula_one(const void *with, const struct part_work *work, size_t subject, struct figure *out)
{
	struct figure result;

	figure_init(&result);
	amount_evaluate(with, work, subject, &result);
	figure_copy(out, &result);
	figure_clear(&result);
}

static void run_formula(const void *with, struct part_work *work)
{
	each_subject(with, work, formula_one);
}

static void *read_factor(struct keys *keys)
{
	struct amount *amount = with_new(keys, sizeof(*amount));

	take_amount(keys, WORD_FACTOR, amount);
	return amount;
}

static void factor_one(const void *with, const struct part_work *work, size_t subject, struct figure *out)
{
	with_amount(with, work, subject, out, exact_multiply);
}

static void run_factor(const void *with, struct part_work *work)
{
	each_subject(with, work, factor_one);
}

const struct mechanism value_mechanisms[] = {
	{"HEAD", "per head", "按人数", STAGE_VALUE, {WORD_PER_HEAD}, read_head, .part = run_head,
		.say = say_head, .tell = tell_head, .help = "Divided by the members of the day."},
	{"NORM", "normalise", "换算", STAGE_VALUE, {WORD_NORMALISE}, read_scale, .part = run_scale,
		.say = say_scale,
		.help = "From one scale to another, or so that the best of the peers has the full points."},
	{"RANK", "rank", "名次", STAGE_VALUE, {WORD_RANK}, read_rank, .part = run_rank, .say = say_rank,
		.help = "The place among the peers; equal figures have the same place."},
	{"FIX", "reach", "达到得满分，否则不得分", STAGE_VALUE, {WORD_REACH}, read_reach, .part = run_reach,
		.say = say_reach, .help = "All or nothing; the target itself is reached."},
	{"SHORT", "required", "应有与目标", STAGE_VALUE, {WORD_REQUIRED, WORD_TARGET}, read_target,
		.part = run_target, .say = say_target, .tell = tell_target,
		.help = "So much for each one short of what is required, and for each one beyond."},
	{"PROP", "in proportion", "按完成比例得分", STAGE_VALUE, {WORD_PROPORTION}, read_proportion,
		.part = run_proportion, .say = say_proportion, .tell = tell_proportion,
		.help = "The points times what was done of the target."},
	{"FORMULA", "formula", "公式", STAGE_VALUE, {WORD_FORMULA}, read_formula_step, .part = run_formula,
		.say = say_formula, .help = "Whatever else can be computed from what was counted."},
	{"MULT", "factor", "乘", STAGE_VALUE, {WORD_FACTOR}, read_factor, .part = run_factor,
		.say = say_factor, .help = "The points times a number or a formula."},
	{0},
};

const struct mechanism each_of_figure = {"PER", "each", "每个", STAGE_VALUE, {WORD_NONE}, NULL,
	.part = run_factor, .say = say_each_of_figure, .help = "Points for each that the figure says."};
