/* Lines to items: to whom they apply, where they begin and end, what stands for them when they do not apply.
 */
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

bool score_concerns(const struct score *score, const struct predicate *whom, size_t subject)
{
	struct view view;

	if (!whom)
		return true;
	score_look(score);
	return score->world->get(
		       score->world, score_entity(score), score->subjects[subject].id, &view, NULL) &&
		predicate_holds(whom, score->world, &view);
}

bool score_applies(const struct score *score, const struct item *item, size_t subject)
{
	const int class = score_class(score, subject);

	return (!item->classes || (class >= 0 && item->classes >> class & 1)) &&
		score_concerns(score, item->whom, subject);
}

static void each_of_line(const struct line *line, line_visit *visit, void *arg)
{
	visit(line, arg);
	for (size_t i = 0; i < AGO_COUNT; i++)
		if (line->ago[i])
			visit(line->ago[i], arg);
}

void item_each_line(const struct item *item, line_visit *visit, void *arg)
{
	for (size_t i = 0; i < item->line_count; i++) {
		each_of_line(item->lines[i], visit, arg);
		if (item->lines[i]->unless)
			each_of_line(item->lines[i]->unless, visit, arg);
	}
	for (size_t i = 0; i < item->zero_count; i++)
		each_of_line(item->zero[i], visit, arg);
}

static struct item_result *result_of(const struct score *score, const struct item *item, size_t subject)
{
	return &score->items[item->index * score->count + subject];
}

struct part_work item_work(struct score *score, const struct item *item, const struct line *line)
{
	return (struct part_work){.score = score,
		.line = line,
		.item = item,
		.parts = 1,
		.from = score->period.from,
		.to = score->period.to,
		.subjects = score->count,
		.before = score->nothing};
}

/* An amount of the item that does not depend on what was counted. */
static void item_amount(struct score *score, const struct item *item, const struct amount *amount,
	size_t subject, struct figure *out)
{
	struct part_work work = item_work(score, item, item->lines[0]);

	amount_evaluate(amount, &work, subject, out);
}

static void bound_points(struct score *score, const struct item *item, const struct amount *amount, int sign,
	size_t subject, struct figure *points)
{
	struct figure bound;

	figure_init(&bound);
	item_amount(score, item, amount, subject, &bound);
	figure_limit(points, &bound, sign);
	figure_clear(&bound);
}

/* The cap; and the floor: as said, else 0 where the item has points of its own. */
static void limit_item(struct score *score, const struct item *item, size_t subject, struct figure *points)
{
	if (amount_given(&item->cap))
		bound_points(score, item, &item->cap, 1, subject, points);
	if (amount_given(&item->floor))
		bound_points(score, item, &item->floor, -1, subject, points);
	else if (!item->floorless && amount_given(&item->points) && exact_sign(&points->value) < 0)
		exact_whole(&points->value, 0);
}

static bool is_zeroed(struct score *score, const struct item *item, size_t subject)
{
	for (size_t i = 0; i < item->zero_count; i++)
		if (score_event(score, item->zero[i], subject))
			return true;
	return score->zero[subject];
}

static void sum_lines(struct score *score, const struct item *item, size_t subject)
{
	struct item_result *result = result_of(score, item, subject);

	exact_whole(&result->points.value, 0);
	result->points.known = KNOWN;
	if (amount_given(&item->start))
		item_amount(score, item, &item->start, subject, &result->points);
	for (size_t i = 0; i < item->line_count; i++) {
		const struct line_result *line = score_line(score, subject, item->lines[i]);

		if (line->points.known != KNOWN)
			figure_lose(&result->points, line->points.known);
		else if (result->points.known == KNOWN)
			exact_add(&result->points.value, &result->points.value, &line->points.value);
	}
	if (result->points.known != KNOWN)
		return;
	limit_item(score, item, subject, &result->points);
	result->zeroed = is_zeroed(score, item, subject);
	if (result->zeroed)
		exact_whole(&result->points.value, 0);
}

/* --- what does not apply --- */

/* False: there are no others; that is no 0. */
static bool take_mean(struct score *score, const struct item *item, size_t subject)
{
	struct item_result *result = result_of(score, item, subject);
	unsigned long count = 0;

	exact_whole(&result->points.value, 0);
	for (size_t i = 0; i < score->count; i++) {
		const struct item_result *other = result_of(score, item, i);

		if (i == subject || !other->applies || other->points.known != KNOWN ||
			(score->subjects[i].class != score->subjects[subject].class &&
				!item->lines[0]->among_all))
			continue;
		exact_add(&result->points.value, &result->points.value, &other->points.value);
		count++;
	}
	if (count)
		exact_share(&result->points.value, count);
	return count > 0;
}

static void settle_absent(struct score *score, const struct item *item, size_t subject, bool *averaged)
{
	struct item_result *result = result_of(score, item, subject);

	switch (item->absent) {
	case ABSENT_PENDING:
		result->points.known = MISSING;
		return;
	case ABSENT_MEAN:
		averaged[subject] = true;
		return;
	case ABSENT_OUT:
	case ABSENT_RESCALE:
	case ABSENT_APART:
		return;
	case ABSENT_FULL:
		item_amount(score, item, &item->points, subject, &result->points);
		return;
	case ABSENT_ZERO:
		figure_set(&result->points, 0, 1);
	}
}

static void settle_all_absent(struct score *score, const struct item *item)
{
	bool *averaged = mem_new(score->count + 1);

	for (size_t i = 0; i < score->count; i++)
		if (result_of(score, item, i)->applies &&
			result_of(score, item, i)->points.known == NOT_APPLICABLE)
			settle_absent(score, item, i, averaged);
	/* The others' mean is of those that were counted, not of means. */
	for (size_t i = 0; i < score->count; i++)
		if (averaged[i] && !take_mean(score, item, i)) {
			result_of(score, item, i)->points.known = MISSING;
			averaged[i] = false;
		}
	for (size_t i = 0; i < score->count; i++)
		if (averaged[i])
			result_of(score, item, i)->points.known = KNOWN;
	free(averaged);
}

/* --- one item --- */

void score_begin_line(struct score *score, const struct line *line)
{
	struct line_result *results = &score->lines[line->index * score->count];

	for (size_t i = 0; i < score->count; i++) {
		results[i] = (struct line_result){.remark = REMARK_NONE};
		figure_init(&results[i].measured);
		figure_init(&results[i].points);
	}
	score_order_hits(score, line);
}

static void begin_line(const struct line *line, void *arg)
{
	score_begin_line(arg, line);
}

void score_begin_item(struct score *score, const struct item *item)
{
	for (size_t i = 0; i < score->count; i++) {
		struct item_result *result = result_of(score, item, i);

		*result = (struct item_result){.units = 0};
		figure_init(&result->points);
	}
	item_each_line(item, begin_line, score);
}

static void score_lines(struct score *score, const struct item *item)
{
	memset(score->zero, 0, score->count);
	for (size_t i = 0; i < item->line_count; i++) {
		if (item->lines[i]->unless)
			score_measure(score, item->lines[i]->unless);
		score_measure(score, item->lines[i]);
	}
	for (size_t i = 0; i < item->zero_count; i++)
		score_measure(score, item->zero[i]);
	for (size_t i = 0; i < score->count; i++)
		sum_lines(score, item, i);
}

/* What is kept from part to part: the item's points, then each line's figure and points, for all subjects. */
struct joined {
	struct figure *figures;
	unsigned *parts; /* of each figure; a part in which it does not apply is none */
};

static void join_one(struct joined *joined, size_t at, enum over take, const struct figure *figure)
{
	struct figure *sum = &joined->figures[at];

	if (figure->known == NOT_APPLICABLE)
		return;
	if (figure->known != KNOWN)
		figure_lose(sum, figure->known);
	else
		over_join(take, !joined->parts[at], &figure->value, &sum->value);
	joined->parts[at]++;
}

static void take_one(const struct joined *joined, size_t at, enum over take, struct figure *out)
{
	figure_copy(out, &joined->figures[at]);
	if (!joined->parts[at])
		figure_lose(out, NOT_APPLICABLE);
	if (take != OVER_MEAN || !joined->parts[at])
		return;
	exact_share(&out->value, joined->parts[at]);
}

static struct line_result *line_of(struct score *score, const struct item *item, size_t line, size_t subject)
{
	return &score->lines[item->lines[line]->index * score->count + subject];
}

static void join_part(struct score *score, const struct item *item, struct joined *joined)
{
	for (size_t i = 0; i < score->count; i++) {
		join_one(joined, i, item->take, &result_of(score, item, i)->points);
		for (size_t l = 0; l < item->line_count; l++) {
			struct line_result *line = line_of(score, item, l, i);

			join_one(joined, (2 * l + 1) * score->count + i, item->take, &line->measured);
			join_one(joined, (2 * l + 2) * score->count + i, item->take, &line->points);
		}
	}
}

static void take_parts(struct score *score, const struct item *item, const struct joined *joined)
{
	for (size_t i = 0; i < score->count; i++) {
		take_one(joined, i, item->take, &result_of(score, item, i)->points);
		for (size_t l = 0; l < item->line_count; l++) {
			struct line_result *line = line_of(score, item, l, i);

			take_one(joined, (2 * l + 1) * score->count + i, item->take, &line->measured);
			take_one(joined, (2 * l + 2) * score->count + i, item->take, &line->points);
		}
	}
}

static void score_part_of(struct score *score, const struct item *item, void *arg)
{
	score_lines(score, item);
	join_part(score, item, arg);
}

static bool groups_rows(const struct line *line)
{
	for (const struct step *step = line->steps; step; step = step->next)
		if (step->is->group)
			return true;
	return false;
}

/* Rows that are looked at together keep their own worth for the next part. */
static void keep_worth(const struct line *line, void *arg)
{
	const struct score *score = arg;
	const struct line_hits *hits = &score->hits[line->index];
	struct fraction *worth;

	if (!groups_rows(line))
		return;
	worth = mem_new((hits->count + 1) * sizeof(*worth));
	for (size_t i = 0; i < hits->count; i++)
		worth[i] = hits->hits[i].worth;
	score->weighed[line->index] = worth;
}

static void drop_worths(struct score *score)
{
	for (size_t i = 0; i < score->rules->line_count; i++)
		free(score->weighed[i]);
	free(score->weighed);
	score->weighed = NULL;
}

/* 分期计分: the whole item month by month, each full again, and these joined. */
static void score_by_parts(struct score *score, const struct item *item)
{
	size_t room = (2 * item->line_count + 1) * score->count + 1;
	struct joined joined = {figures_new(room), mem_new(room * sizeof(unsigned))};

	score->weighed = mem_new((score->rules->line_count + 1) * sizeof(struct fraction *));
	item_each_line(item, keep_worth, score);
	score_each_part(score, item, score_part_of, &joined);
	drop_worths(score);
	take_parts(score, item, &joined);
	figures_free(joined.figures, room);
	free(joined.parts);
}

bool score_one_item(struct score *score, const struct item *item)
{
	bool told = false;

	score->item = item;
	score->compared |= item->absent == ABSENT_MEAN;
	for (size_t i = 0; i < score->count; i++)
		result_of(score, item, i)->applies = score_applies(score, item, i);
	if (item->by_parts == UNIT_NONE)
		score_lines(score, item);
	else
		score_by_parts(score, item);
	settle_all_absent(score, item);
	for (size_t i = 0; i < score->count; i++) {
		struct item_result *result = result_of(score, item, i);

		if (!result->applies)
			figure_lose(&result->points, NOT_APPLICABLE);
		score_weigh(score, &item->weight, &item->points, i, &result->points.value);
		if (score->rules->sections[item->section].kind != SECTION_REFERENCE)
			exact_trim(&result->points.value, score->rules->places);
		result->units = exact_round(&result->points.value, score->rules->places);
		told |= result->applies && result->points.known != KNOWN;
	}
	score->item = NULL;
	return told;
}

void score_settle_item(struct score *score, const struct item *item)
{
	for (size_t i = 0; i < score->count; i++) {
		const struct item_result *result = result_of(score, item, i);

		score->subjects[i].pending += result->applies && result->points.known == MISSING;
		score->subjects[i].ranked &= item->absent != ABSENT_APART || !result->applies ||
			result->points.known != NOT_APPLICABLE;
	}
}
