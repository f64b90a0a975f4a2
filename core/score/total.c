/* From items to sections, from sections to the total. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

bool score_table_amount(
	const struct score *score, const struct amount *amount, size_t subject, struct figure *out)
{
	static const struct line none = {.index = 0};
	/* Numbers change nothing of the score. */
	struct part_work work = {.score = (struct score *)(uintptr_t)score,
		.line = &none,
		.parts = 1,
		.from = score->period.from,
		.to = score->period.to,
		.subjects = score->count,
		.before = score->nothing};

	if (!amount_given(amount))
		return false;
	amount_evaluate(amount, &work, subject, out);
	return out->known == KNOWN;
}

/* sign 1: at most; -1: at least. */
static void bound(
	struct score *score, const struct amount *amount, int sign, size_t subject, struct figure *points)
{
	struct figure limit;

	figure_init(&limit);
	if (score_table_amount(score, amount, subject, &limit))
		figure_limit(points, &limit, sign);
	figure_clear(&limit);
}

/* --- sections --- */

/* What the items left out by "rescale" were worth, of what all are worth. */
struct shares {
	struct exact all, left_out;
};

static void add_share(struct score *score, const struct item *item, size_t subject, struct shares *shares)
{
	const struct item_result *result = score_item(score, subject, item->index);
	struct figure points;

	figure_init(&points);
	if (result->applies && score_table_amount(score, item_full(item), subject, &points)) {
		exact_add(&shares->all, &shares->all, &points.value);
		if (item->absent == ABSENT_RESCALE && result->points.known == NOT_APPLICABLE)
			exact_add(&shares->left_out, &shares->left_out, &points.value);
	}
	figure_clear(&points);
}

static bool rescales(const struct score *score, const struct section *section)
{
	for (size_t i = section->first; i < section->first + section->count; i++)
		if (score->rules->items[i]->absent == ABSENT_RESCALE)
			return true;
	return false;
}

static void rescale(const struct shares *shares, struct exact *points)
{
	struct exact rest;

	exact_init(&rest);
	exact_subtract(&rest, &shares->all, &shares->left_out);
	if (exact_sign(&shares->left_out) && exact_sign(&rest)) {
		exact_multiply(points, points, &shares->all);
		exact_divide(points, points, &rest);
	}
	exact_clear(&rest);
}

void score_weigh(const struct score *score, const struct amount *weight, const struct amount *full,
	size_t subject, struct exact *points)
{
	struct figure share, of;

	figure_init(&share);
	figure_init(&of);
	if (score_table_amount(score, weight, subject, &share)) {
		if (!score_table_amount(score, full, subject, &of))
			figure_set(&of, 100, 1);
		exact_multiply(points, points, &share.value);
		/* A formula may say that there is nothing to gain. */
		if (exact_sign(&of.value))
			exact_divide(points, points, &of.value);
		else
			exact_whole(points, 0);
	}
	figure_clear(&share);
	figure_clear(&of);
}

static void sum_section(struct score *score, size_t number, size_t subject)
{
	const struct section *section = &score->rules->sections[number];
	struct section_result *result = &score->sections[number * score->count + subject];
	const bool shared = rescales(score, section);
	struct shares shares;

	figure_set(&result->points, 0, 1);
	exact_init(&shares.all);
	exact_init(&shares.left_out);
	for (size_t i = section->first; i < section->first + section->count; i++) {
		const struct item_result *item = score_item(score, subject, i);

		if (item->points.known == KNOWN)
			exact_add(&result->points.value, &result->points.value, &item->points.value);
		if (shared)
			add_share(score, score->rules->items[i], subject, &shares);
	}
	if (shared)
		rescale(&shares, &result->points.value);
	exact_clear(&shares.all);
	exact_clear(&shares.left_out);
}

static void limit_section(
	struct score *score, const struct section *section, size_t subject, struct section_result *result)
{
	bound(score, &section->cap, 1, subject, &result->points);
	bound(score, &section->floor, -1, subject, &result->points);
	score_weigh(score, &section->weight, &section->points, subject, &result->points.value);
	if (section->kind != SECTION_REFERENCE)
		exact_trim(&result->points.value, score->rules->places);
}

/* A formula sees the sums of all, so that it can compare them. */
static void apply_formula(struct score *score, const struct amount *formula, struct figure *const *sums)
{
	struct figure *before;
	struct part_work work = {.score = score,
		.parts = 1,
		.from = score->period.from,
		.to = score->period.to,
		.subjects = score->count};

	if (!amount_given(formula))
		return;
	before = figures_new(score->count);
	for (size_t i = 0; i < score->count; i++)
		figure_copy(&before[i], sums[i]);
	work.before = before;
	for (size_t i = 0; i < score->count; i++) {
		struct figure result;

		figure_init(&result);
		amount_evaluate(formula, &work, i, &result);
		if (result.known == KNOWN)
			exact_copy(&sums[i]->value, &result.value);
		figure_clear(&result);
	}
	figures_free(before, score->count);
}

void score_sum_section(struct score *score, size_t number)
{
	const struct section *section = &score->rules->sections[number];
	struct section_result *results = &score->sections[number * score->count];
	struct figure **sums = mem_new((score->count + 1) * sizeof(struct figure *));

	for (size_t s = 0; s < score->count; s++) {
		sum_section(score, number, s);
		sums[s] = &results[s].points;
	}
	apply_formula(score, &section->formula, sums);
	for (size_t s = 0; s < score->count; s++)
		limit_section(score, section, s, &results[s]);
	free(sums);
}

/* --- totals --- */

static bool vetoed(struct score *score, size_t subject, enum veto_effect effect)
{
	for (size_t i = 0; i < score->rules->veto_count; i++)
		if (score->subjects[subject].vetoes >> i & 1 && score->rules->vetoes[i].effect == effect)
			return true;
	return false;
}

static void sum_total(struct score *score, size_t subject)
{
	struct subject_result *result = &score->subjects[subject];
	struct figure start;

	figure_init(&start);
	score_table_amount(score, &score->rules->start, subject, &start);
	exact_copy(&result->total.value, &start.value);
	exact_copy(&result->grade_score.value, &start.value);
	for (size_t i = 0; i < score->rules->section_count; i++) {
		const struct figure *points = &score_section(score, subject, i)->points;

		if (score->rules->sections[i].kind == SECTION_REFERENCE)
			continue;
		exact_add(&result->total.value, &result->total.value, &points->value);
		if (score->rules->sections[i].kind != SECTION_BONUS || !score->rules->grade_without_bonus)
			exact_add(&result->grade_score.value, &result->grade_score.value, &points->value);
	}
	figure_clear(&start);
}

static void limit_total(struct score *score, size_t subject)
{
	struct subject_result *result = &score->subjects[subject];

	bound(score, &score->rules->cap, 1, subject, &result->total);
	bound(score, &score->rules->floor, -1, subject, &result->total);
	bound(score, &score->rules->cap, 1, subject, &result->grade_score);
	bound(score, &score->rules->floor, -1, subject, &result->grade_score);
	exact_trim(&result->total.value, score->rules->places);
	exact_trim(&result->grade_score.value, score->rules->places);
}

static void apply_vetoes(struct score *score, size_t subject)
{
	struct subject_result *result = &score->subjects[subject];

	if (vetoed(score, subject, VETO_ZERO)) {
		exact_whole(&result->total.value, 0);
		exact_whole(&result->grade_score.value, 0);
	}
	result->ranked &= !vetoed(score, subject, VETO_APART);
	result->units = exact_round(&result->total.value, score->rules->places);
}

static void apply_total_formula(struct score *score)
{
	struct figure **sums = mem_new((score->count + 1) * sizeof(struct figure *));

	for (size_t s = 0; s < score->count; s++)
		sums[s] = &score->subjects[s].total;
	apply_formula(score, &score->rules->formula, sums);
	for (size_t s = 0; s < score->count; s++)
		sums[s] = &score->subjects[s].grade_score;
	apply_formula(score, &score->rules->formula, sums);
	free(sums);
}

static void find_vetoes(struct score *score)
{
	for (size_t i = 0; i < score->rules->veto_count; i++) {
		const struct veto *veto = &score->rules->vetoes[i];

		score_measure(score, veto->when);
		if (veto->also)
			score_measure_gate(score, veto->also);
		for (size_t s = 0; s < score->count; s++)
			if (score_event(score, veto->when, s) &&
				(!veto->also || score_gate_holds(score, veto->also, s)))
				score->subjects[s].vetoes |= UINT64_C(1) << i;
	}
}

static void sum_totals(struct score *score)
{
	for (size_t s = 0; s < score->count; s++)
		sum_total(score, s);
	apply_total_formula(score);
	for (size_t s = 0; s < score->count; s++)
		limit_total(score, s);
}

void score_total_again(struct score *score)
{
	sum_totals(score);
	for (size_t s = 0; s < score->count; s++)
		apply_vetoes(score, s);
}

/* A veto may ask for totals: of the last three none is excellent. */
void score_total(struct score *score)
{
	sum_totals(score);
	find_vetoes(score);
	for (size_t s = 0; s < score->count; s++)
		apply_vetoes(score, s);
}
