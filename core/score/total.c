/* From items to sections, from sections to the total, from totals to ranks and grades. */
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

/* An amount that belongs to no item. */
static bool table_amount(
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
	if (table_amount(score, amount, subject, &limit) &&
		exact_compare(&points->value, &limit.value) * sign > 0)
		exact_copy(&points->value, &limit.value);
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
	if (result->applies && table_amount(score, &item->points, subject, &points)) {
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

static void weigh(struct score *score, const struct section *section, size_t subject, struct exact *points)
{
	struct figure weight, full;

	figure_init(&weight);
	figure_init(&full);
	if (table_amount(score, &section->weight, subject, &weight)) {
		if (!table_amount(score, &section->points, subject, &full))
			figure_set(&full, 100, 1);
		exact_multiply(points, points, &weight.value);
		exact_divide(points, points, &full.value);
	}
	figure_clear(&weight);
	figure_clear(&full);
}

static void sum_section(struct score *score, size_t number, size_t subject)
{
	const struct section *section = &score->rules->sections[number];
	struct section_result *result = &score->sections[number * score->count + subject];
	struct shares shares;

	const bool shared = rescales(score, section);

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
	weigh(score, section, subject, &result->points.value);
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
	if (table_amount(score, &score->rules->start, subject, &start)) {
		exact_copy(&result->total.value, &start.value);
		exact_copy(&result->grade_score.value, &start.value);
	}
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
		score_measure(score, score->rules->vetoes[i].when);
		for (size_t s = 0; s < score->count; s++)
			if (score_event(score, score->rules->vetoes[i].when, s))
				score->subjects[s].vetoes |= UINT64_C(1) << i;
	}
}

void score_total(struct score *score)
{
	for (size_t s = 0; s < score->count; s++)
		sum_total(score, s);
	apply_total_formula(score);
	for (size_t s = 0; s < score->count; s++)
		limit_total(score, s);
	find_vetoes(score);
	for (size_t s = 0; s < score->count; s++)
		apply_vetoes(score, s);
}

/* --- ranks --- */

static const struct figure *tie_figure(const struct score *score, const struct tie *tie, size_t subject)
{
	return tie->by == TIE_ITEM ? &score_item(score, subject, tie->index)->points
				   : &score_section(score, subject, tie->index)->points;
}

/* Below 0: a stands before b; 0: no rule decides. */
static int compare(const struct score *score, size_t a, size_t b)
{
	int order = exact_compare(&score->subjects[b].total.value, &score->subjects[a].total.value);

	for (size_t i = 0; !order && i < score->rules->tie_count; i++) {
		const struct tie *tie = &score->rules->ties[i];

		order = exact_compare(&tie_figure(score, tie, b)->value, &tie_figure(score, tie, a)->value);
		order = tie->least ? -order : order;
	}
	return order;
}

static int in_order(const void *a, const void *b, void *arg)
{
	const size_t *one = a, *other = b;
	int order = compare(arg, *one, *other);

	return order ? order : *one < *other ? -1 : *one > *other;
}

bool score_placed(const struct score *score, size_t subject)
{
	const struct subject_result *result = &score->subjects[subject];

	return result->ranked && (score->period.provisional || !result->pending);
}

/* Who is ranked, from the first on. */
static void rank(struct score *score)
{
	score->order = mem_new((score->count + 1) * sizeof(*score->order));
	for (size_t i = 0; i < score->count; i++)
		if (score_placed(score, i))
			score->order[score->ordered++] = i;
	qsort_r(score->order, score->ordered, sizeof(*score->order), in_order, score);
	for (size_t i = 0; i < score->ordered; i++) {
		struct subject_result *subject = &score->subjects[score->order[i]], *last;

		subject->rank = i + 1;
		if (!i || compare(score, score->order[i - 1], score->order[i]))
			continue;
		last = &score->subjects[score->order[i - 1]];
		subject->rank = last->rank;
		subject->tied = last->tied = true;
	}
}

/* --- grades --- */

/* The best grade from `first` on that the points reach; one with places alone is reached by all. */
static int grade_by_points(const struct score *score, size_t subject, size_t first)
{
	const struct rules *rules = score->rules;
	struct exact from;
	int found = -1;

	exact_init(&from);
	for (size_t i = first; i < rules->grade_count && found < 0; i++) {
		const struct grade *grade = &rules->grades[i];
		int order;

		if (fraction_given(grade->from))
			exact_set(&from, grade->from);
		order = exact_compare(&score->subjects[subject].grade_score.value, &from);
		if (!fraction_given(grade->from) || order > 0 || (!order && !grade->above))
			found = (int)i;
	}
	exact_clear(&from);
	return found;
}

int score_grade_from(struct score *score, size_t subject, size_t first)
{
	const struct rules *rules = score->rules;
	int grade = grade_by_points(score, subject, first);

	while (grade >= 0 && rules->grades[grade].also &&
		!score_event(score, rules->grades[grade].also, subject))
		grade = grade_by_points(score, subject, (size_t)grade + 1);
	return grade;
}

static void apply_vetoed_grades(struct score *score, size_t subject)
{
	struct subject_result *result = &score->subjects[subject];
	const struct rules *rules = score->rules;

	for (size_t i = 0; i < rules->veto_count; i++) {
		const struct veto *veto = &rules->vetoes[i];
		int grade = result->grade;

		if (!(result->vetoes >> i & 1))
			continue;
		if (veto->effect == VETO_GRADE && grade >= 0 && grade < (int)veto->grade)
			result->grade = score_grade_from(score, subject, veto->grade);
		else if (veto->effect == VETO_DOWN && grade >= 0)
			result->grade = grade + (int)veto->grade < (int)rules->grade_count
				? score_grade_from(score, subject, (size_t)grade + veto->grade)
				: (int)rules->grade_count - 1;
		else if (veto->effect == VETO_APART)
			result->grade = -1;
		if (result->grade != grade)
			result->why = GRADE_VETOED;
	}
}

bool grade_limited(const struct grade *grade)
{
	return fraction_given(grade->share) || grade->places || amount_given(&grade->places_of);
}

/* Do they compete for the same places? */
static bool compete(const struct score *score, size_t one, size_t other)
{
	return score_placed(score, other) &&
		(!score->rules->quota_by_class || score->subjects[one].class == score->subjects[other].class);
}

size_t score_places(const struct score *score, size_t number, size_t subject)
{
	const struct grade *grade = &score->rules->grades[number];
	size_t ranked = 0, places;
	struct figure of_class;
	struct exact share, count;

	for (size_t s = 0; s < score->count; s++)
		ranked += compete(score, subject, s);
	if (!fraction_given(grade->share) && !amount_given(&grade->places_of))
		return grade->places ? (size_t)grade->places : ranked;
	exact_init(&share);
	exact_init(&count);
	figure_init(&of_class);
	if (fraction_given(grade->share))
		exact_set(&share, grade->share);
	else if (table_amount(score, &grade->places_of, subject, &of_class))
		exact_copy(&share, &of_class.value);
	else
		exact_whole(&share, (int64_t)ranked);
	figure_clear(&of_class);
	exact_whole(&count, (int64_t)ranked);
	if (exact_compare(&share, &exact_one) < 0 || fraction_given(grade->share))
		exact_multiply(&share, &share, &count);
	if (score->rules->quota_up)
		exact_ceiling(&share);
	else
		exact_floor(&share);
	places = (size_t)exact_round(&share, 0);
	exact_clear(&share);
	exact_clear(&count);
	return places < (size_t)grade->least ? (size_t)grade->least : places;
}

/* Those that compete for the same places, counted from the first on. */
struct queue {
	size_t held, before; /* before those who share the place under way */
	size_t places;
	bool known; /* the places */
};

static size_t queue_places(struct queue *queue, const struct score *score, size_t grade, size_t subject)
{
	if (amount_given(&score->rules->grades[grade].places_of))
		return score_places(score, grade, subject);
	if (!queue->known)
		queue->places = score_places(score, grade, subject);
	queue->known = true;
	return queue->places;
}

/* Those with the grade beyond its places fall to the next one that they reach. */
static void apply_quota(struct score *score, int number)
{
	size_t queues = score->rules->quota_by_class ? score->classes + 1 : 1, rank = 0;
	struct queue *all = mem_new(queues * sizeof(*all));

	for (size_t i = 0; i < score->ordered; i++) {
		size_t at = score->order[i];
		struct subject_result *subject = &score->subjects[at];
		struct queue *queue = &all[queues > 1 ? subject->class + 1 : 0];

		for (size_t q = 0; subject->rank != rank && q < queues; q++)
			all[q].before = all[q].held;
		rank = subject->rank;
		if (subject->grade != number)
			continue;
		queue->held++;
		if (queue->before < queue_places(queue, score, (size_t)number, at))
			continue;
		subject->grade = score_grade_from(score, at, (size_t)number + 1);
		subject->why = GRADE_PLACES;
	}
	free(all);
}

void score_grades(struct score *score)
{
	const struct rules *rules = score->rules;

	rank(score);
	for (size_t i = 0; i < rules->grade_count; i++)
		if (rules->grades[i].also)
			score_measure(score, rules->grades[i].also);
	for (size_t s = 0; s < score->count; s++) {
		struct subject_result *subject = &score->subjects[s];

		if (subject->pending && !score->period.provisional)
			continue;
		subject->reached = grade_by_points(score, s, 0);
		subject->grade = score_grade_from(score, s, 0);
		if (subject->grade != subject->reached)
			subject->why = GRADE_CONDITION;
		apply_vetoed_grades(score, s);
	}
	for (size_t i = 0; i + 1 < rules->grade_count; i++)
		if (grade_limited(&rules->grades[i])) {
			apply_quota(score, (int)i);
			score_settle_ties(score, (int)i);
		}
}
