/* Mechanisms that make a figure into another figure or into points. */
#include "core/base/date.h"
#include "core/score/steps.h"

void note_points(struct reading *reading, struct fraction points)
{
	if (reading->item && points.numerator < 0)
		reading->item->takes_off = true;
}

void refuse_minus(struct reading *reading, const struct tree *node)
{
	if (node->kind == TREE_TEXT && text_starts(node->text, TEXT("-")))
		fault_at(reading->faults, node, "What is taken off is written without a sign", "");
	for (const struct tree *child = node->child; child; child = child->next)
		refuse_minus(reading, child);
}

/* The same with its sign turned, be it one amount, or one for each class or part. */
static struct tree *negative_of(struct reading *reading, const struct tree *node)
{
	struct tree *negative = arena_new(reading->arena, sizeof(*negative)), **end = &negative->child;
	struct buf text = BUF_INIT;

	*negative = *node;
	negative->next = negative->child = NULL;
	if (node->kind == TREE_TEXT && text_starts(node->text, TEXT("-"))) {
		refuse_minus(reading, node);
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

struct amount item_points(const struct reading *reading)
{
	return reading->item ? reading->item->points : (struct amount){0};
}

void *with_new(struct keys *keys, size_t size)
{
	return arena_new(keys->reading->arena, size);
}

void each_subject(const void *with, struct part_work *work, one_value *run)
{
	for (size_t i = 0; i < work->subjects; i++)
		if (work->figures[i].known == KNOWN)
			run(with, work, i, &work->figures[i]);
}

void with_amount(const struct amount *amount, const struct part_work *work, size_t subject,
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

void divide_figure(struct figure *out, const struct figure *by)
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
	divide_figure(out, &by);
	figure_clear(&by);
}

static void run_head(const void *with, struct part_work *work)
{
	each_subject(with, work, head_one);
}

/* --- another scale --- */

/* 换算: {full: 120, to: 100} or {best_is: 100} */
bool read_scale(struct reading *reading, const struct tree *node, struct scale *scale)
{
	struct keys inner = keys_of(reading, node);
	bool good;

	scale->full = take_fraction(&inner, WORD_FROM_FULL);
	scale->to = take_fraction(&inner, fraction_given(scale->full) ? WORD_TO : WORD_BEST_IS);
	good = fraction_given(scale->to) && (!fraction_given(scale->full) || scale->full.numerator > 0);
	if (!good)
		fault_at(reading->faults, inner.map, "Write {full: 120, to: 100} or {best_is: 100} here", "");
	keys_end(&inner);
	return good;
}

static void *read_normalise(struct keys *keys)
{
	struct scale *scale = with_new(keys, sizeof(*scale));

	read_scale(keys->reading, take(keys, WORD_NORMALISE), scale);
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
	divide_figure(out, &full);
	if (out->known == KNOWN)
		exact_multiply(&out->value, &out->value, &to.value);
	figure_clear(&full);
	figure_clear(&to);
}

static void run_scale(const void *with, struct part_work *work)
{
	each_subject(with, work, scale_one);
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
	{"NORM", "normalise", "换算", STAGE_VALUE, {WORD_NORMALISE}, read_normalise, .part = run_scale,
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
