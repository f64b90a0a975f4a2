/* Who stands before whom, and the grades: by points, conditions, vetoes and places. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

/* --- ranks --- */

static const struct figure *tie_figure(const struct score *score, const struct tie *tie, size_t subject)
{
	return tie->by == TIE_ITEM ? &score_item(score, subject, tie->index)->points
				   : &score_section(score, subject, tie->index)->points;
}

/* Below 0: a stands before b; 0: no rule decides. */
static int compare(const struct score *score, size_t a, size_t b)
{
	const struct subject_result *one = &score->subjects[a], *other = &score->subjects[b];
	int order = (one->units < other->units) - (one->units > other->units);

	/* Where they are more than units can say. */
	if (!order)
		order = exact_compare(&other->total.value, &one->total.value);
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
void score_rank(struct score *score)
{
	if (!score->order)
		score->order = mem_new((score->count + 1) * sizeof(*score->order));
	score->ordered = 0;
	for (size_t i = 0; i < score->count; i++) {
		score->subjects[i].rank = 0;
		score->subjects[i].tied = false;
		if (score_placed(score, i))
			score->order[score->ordered++] = i;
	}
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

bool score_gate_holds(struct score *score, const struct gate *gate, size_t subject)
{
	size_t holding = 0;

	if (gate->line)
		return score_event(score, gate->line, subject);
	for (size_t i = 0; i < gate->count; i++)
		holding += score_gate_holds(score, &gate->parts[i], subject);
	return holding >= gate->least;
}

void score_measure_gate(struct score *score, const struct gate *gate)
{
	if (gate->line)
		score_measure(score, gate->line);
	for (size_t i = 0; i < gate->count; i++)
		score_measure_gate(score, &gate->parts[i]);
}

int score_grade_from(struct score *score, size_t subject, size_t first)
{
	const struct rules *rules = score->rules;
	int grade = grade_by_points(score, subject, first);

	while (grade >= 0 && rules->grades[grade].also &&
		!score_gate_holds(score, rules->grades[grade].also, subject))
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

bool quota_given(const struct quota *quota)
{
	return fraction_given(quota->share) || quota->places || amount_given(&quota->places_of);
}

/* Do they compete for the same places? */
static bool compete(const struct score *score, size_t one, size_t other)
{
	return score_placed(score, other) &&
		(!score->rules->quota_by_class || score->subjects[one].class == score->subjects[other].class);
}

size_t score_places(const struct score *score, const struct quota *quota, size_t subject)
{
	size_t ranked = 0, places;
	struct figure of_class;
	struct exact share, count;

	for (size_t s = 0; s < score->count; s++)
		ranked += compete(score, subject, s);
	if (!fraction_given(quota->share) && !amount_given(&quota->places_of))
		return quota->places ? (size_t)quota->places : ranked;
	exact_init(&share);
	exact_init(&count);
	figure_init(&of_class);
	if (fraction_given(quota->share))
		exact_set(&share, quota->share);
	else if (score_table_amount(score, &quota->places_of, subject, &of_class))
		exact_copy(&share, &of_class.value);
	else
		exact_whole(&share, (int64_t)ranked);
	figure_clear(&of_class);
	exact_whole(&count, (int64_t)ranked);
	if (exact_compare(&share, &exact_one) < 0 || fraction_given(quota->share))
		exact_multiply(&share, &share, &count);
	if (score->rules->quota_up)
		exact_ceiling(&share);
	else
		exact_floor(&share);
	/* What a formula says may be less than none. */
	places = exact_sign(&share) > 0 ? (size_t)exact_round(&share, 0) : 0;
	exact_clear(&share);
	exact_clear(&count);
	return places < (size_t)quota->least ? (size_t)quota->least : places;
}

/* Those that compete for the same places, counted from the first on. */
struct queue {
	size_t held, before; /* before those who share the place under way */
	size_t places;
	bool known; /* the places */
};

static size_t queue_places(
	struct queue *queue, const struct score *score, const struct quota *quota, size_t subject)
{
	if (amount_given(&quota->places_of))
		return score_places(score, quota, subject);
	if (!queue->known)
		queue->places = score_places(score, quota, subject);
	queue->known = true;
	return queue->places;
}

/* Those with one of the grades beyond their places fall to the next one that they reach. */
static void apply_quota(struct score *score, const struct places *of)
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
		if (subject->grade < of->from || subject->grade > of->to)
			continue;
		queue->held++;
		if (queue->before < queue_places(queue, score, of->quota, at))
			continue;
		subject->grade = score_grade_from(score, at, (size_t)of->to + 1);
		subject->why = of->without;
	}
	free(all);
}

static void settle_places(struct score *score, const struct places *of)
{
	if (!quota_given(of->quota))
		return;
	apply_quota(score, of);
	score_settle_ties(score, of);
}

void score_grades(struct score *score)
{
	const struct rules *rules = score->rules;

	score_rank(score);
	for (size_t i = 0; i < rules->grade_count; i++)
		if (rules->grades[i].also)
			score_measure_gate(score, rules->grades[i].also);
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
	for (size_t i = 0; i + 1 < rules->grade_count; i++) {
		const struct grade *grade = &rules->grades[i];

		settle_places(score, &(struct places){(int)i, (int)i, &grade->own, GRADE_PLACES});
		settle_places(
			score, &(struct places){(int)grade->joint_from, (int)i, &grade->joint, GRADE_JOINT});
	}
}
