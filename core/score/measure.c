/* Hits to figures, figures to points: one line for all subjects, part by part. */
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

/* --- parts of the period --- */

static int64_t month_start(int64_t day, int months)
{
	struct date_parts parts = date_parts(day);

	return date_add_months(date_of(parts.year, parts.month, 1), months);
}

/* The first day of the unit after the one that holds `day`. */
static int64_t next_start(int64_t day, enum unit unit)
{
	static const int months[] = {[UNIT_MONTH] = 1, [UNIT_QUARTER] = 3, [UNIT_HALF] = 6, [UNIT_YEAR] = 12};
	struct date_parts parts = date_parts(day);

	if (unit == UNIT_DAY)
		return day + 1;
	if (unit == UNIT_WEEK) /* weeks begin on Mondays */
		return day + 7 - (date_weekday(day) + 6) % 7;
	return month_start(day, months[unit] - (parts.month - 1) % months[unit]);
}

static struct part *parts_of(int64_t from, int64_t to, enum unit unit, unsigned *count)
{
	struct part *parts = NULL;
	size_t room = 0;

	*count = 0;
	while (from <= to) {
		int64_t next = unit == UNIT_NONE ? to + 1 : next_start(from, unit);

		parts = mem_grow(parts, *count, &room, sizeof(*parts));
		parts[(*count)++] = (struct part){from, next - 1 < to ? next - 1 : to};
		from = next;
	}
	return parts;
}

int64_t score_from(const struct score *score, const struct line *line)
{
	if (line->back == SINCE_NEW_YEAR)
		return date_of(date_parts(score->period.to).year, 1, 1);
	return line->back ? date_add_months(score->period.to + 1, -line->back) : score->period.from;
}

struct part *score_parts(const struct score *score, const struct line *line, unsigned *count)
{
	return parts_of(score_from(score, line), score->period.to, line->every, count);
}

unsigned parts_in(const struct score *score, enum unit unit)
{
	unsigned count;

	free(parts_of(score->period.from, score->period.to, unit, &count));
	return count;
}

/* --- one subject's hits of one part --- */

struct slice {
	struct hit *hits;
	size_t count;
};

static bool before(const struct hit *hit, size_t subject, int64_t day)
{
	return hit->subject < subject || (hit->subject == subject && hit->day < day);
}

static size_t lower(const struct line_hits *hits, size_t subject, int64_t day)
{
	size_t low = 0, high = hits->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (before(&hits->hits[middle], subject, day))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct slice slice_of(
	const struct score *score, const struct line *line, size_t subject, int64_t from, int64_t to)
{
	const struct line_hits *hits = &score->hits[line->index];
	size_t first = lower(hits, subject, from), end = lower(hits, subject, to + 1);

	if (!hits->hits)
		return (struct slice){NULL, 0};
	return (struct slice){hits->hits + first, end - first};
}

const struct hit *score_hits(
	const struct score *score, size_t subject, const struct line *line, size_t *count)
{
	struct slice slice = slice_of(score, line, subject, DATE_MIN, DATE_MAX);

	*count = slice.count;
	return slice.hits;
}

bool score_counts(const struct line *line, const struct hit *hit)
{
	bool all = !line->atom_count;

	for (size_t i = 0; i < line->atom_count; i++)
		all |= line->atoms[i].kind != ATOM_MATCHING;
	return all || hit->matches;
}

bool first_day(const struct part_work *work, size_t subject, int64_t *day)
{
	struct slice slice = slice_of(work->score, work->line, subject, work->from, work->to);

	if (slice.count)
		*day = slice.hits[0].day;
	return slice.count > 0;
}

/* --- atoms --- */

static void add_product(mpq_t sum, struct fraction a, struct fraction b)
{
	mpq_t one, other;

	mpq_init(one);
	mpq_init(other);
	exact_set(one, a);
	exact_set(other, b);
	mpq_mul(one, one, other);
	mpq_add(sum, sum, one);
	mpq_clear(one);
	mpq_clear(other);
}

static int ascending(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;

	return one < other ? -1 : one > other;
}

static size_t distinct(const struct slice *slice, size_t atom, bool people)
{
	uint64_t *keys = mem_new((slice->count + 1) * sizeof(*keys));
	size_t count = 0, different = 0;

	for (size_t i = 0; i < slice->count; i++) {
		const struct hit *hit = &slice->hits[i];

		if (people ? hit->person && hit->worth.numerator : fraction_given(hit->values[atom]))
			keys[count++] = people ? hit->person : (uint64_t)hit->values[atom].numerator;
	}
	qsort(keys, count, sizeof(*keys), ascending);
	for (size_t i = 0; i < count; i++)
		different += !i || keys[i] != keys[i - 1];
	free(keys);
	return different;
}

/* The rows that count once for each record, or every person's. */
static bool counts(const struct line *line, const struct hit *hit)
{
	return hit->first || line->persons;
}

static void sum_worth(const struct line *line, const struct slice *slice, struct figure *out)
{
	int64_t whole = 0;

	for (size_t i = 0; i < slice->count; i++) {
		const struct hit *hit = &slice->hits[i];

		if (!counts(line, hit))
			continue;
		if (hit->worth.denominator == 1)
			whole += hit->worth.numerator;
		else
			add_product(out->value, hit->worth, (struct fraction){1, 1});
	}
	add_product(out->value, (struct fraction){whole, 1}, (struct fraction){1, 1});
}

static void sum_values(const struct line *line, const struct slice *slice, size_t atom, struct figure *out)
{
	const struct fraction one = {1, 1};
	bool weighted = line->atoms[atom].kind != ATOM_TOTAL;

	for (size_t i = 0; i < slice->count; i++)
		if (counts(line, &slice->hits[i]) && fraction_given(slice->hits[i].values[atom]))
			add_product(out->value, slice->hits[i].values[atom],
				weighted ? slice->hits[i].worth : one);
}

static void mean_values(const struct line *line, const struct slice *slice, size_t atom, struct figure *out)
{
	const struct fraction one = {1, 1};
	unsigned long count = 0;
	mpq_t by;

	for (size_t i = 0; i < slice->count; i++)
		if (counts(line, &slice->hits[i]) && fraction_given(slice->hits[i].values[atom])) {
			add_product(out->value, slice->hits[i].values[atom], one);
			count++;
		}
	if (!count) {
		figure_lose(out, NOT_APPLICABLE);
		return;
	}
	mpq_init(by);
	mpq_set_ui(by, count, 1);
	mpq_div(out->value, out->value, by);
	mpq_clear(by);
}

static void extreme_value(const struct line *line, const struct slice *slice, size_t atom, struct figure *out)
{
	const struct fraction *found = NULL;
	int sign = line->atoms[atom].kind == ATOM_LARGEST ? 1 : -1;

	for (size_t i = 0; i < slice->count; i++) {
		const struct fraction *value = &slice->hits[i].values[atom];

		if (fraction_given(*value) && (!found || fraction_compare(*value, *found) * sign > 0))
			found = value;
	}
	if (found)
		exact_set(out->value, *found);
	else
		figure_lose(out, NOT_APPLICABLE);
}

static void count_matching(
	const struct line *line, const struct slice *slice, size_t atom, struct figure *out)
{
	int64_t count = 0;

	for (size_t i = 0; i < slice->count; i++)
		count += counts(line, &slice->hits[i]) && slice->hits[i].matches >> atom & 1;
	figure_set(out, count, 1);
}

static void measure_atom(const struct line *line, const struct slice *slice, size_t atom, struct figure *out)
{
	mpq_set_ui(out->value, 0, 1);
	out->known = KNOWN;
	switch (line->atoms[atom].kind) {
	case ATOM_COUNT:
	case ATOM_TIMES:
		sum_worth(line, slice, out);
		return;
	case ATOM_PEOPLE:
		figure_set(out, (int64_t)distinct(slice, atom, true), 1);
		return;
	case ATOM_DISTINCT:
		figure_set(out, (int64_t)distinct(slice, atom, false), 1);
		return;
	case ATOM_SUM:
	case ATOM_TOTAL:
	case ATOM_DAYS:
		sum_values(line, slice, atom, out);
		return;
	case ATOM_MEAN:
		mean_values(line, slice, atom, out);
		return;
	case ATOM_LARGEST:
	case ATOM_SMALLEST:
		extreme_value(line, slice, atom, out);
		return;
	case ATOM_MATCHING:
		count_matching(line, slice, atom, out);
	}
}

/* --- one part --- */

static void copy_figures(struct figure *to, const struct figure *from, size_t count)
{
	for (size_t i = 0; i < count; i++)
		figure_copy(&to[i], &from[i]);
}

static void run_steps(struct part_work *work, struct figure *before, enum stage first, enum stage last)
{
	for (const struct step *step = work->line->steps; step; step = step->next) {
		if (!step->is->part || step->is->stage < first || step->is->stage > last)
			continue;
		copy_figures(before, work->figures, work->subjects);
		step->is->part(step->with, work);
	}
}

static void group_hits(const struct line *line, const struct slice *slice)
{
	for (const struct step *step = line->steps; step; step = step->next)
		if (step->is->group && slice->count)
			step->is->group(step->with, slice->hits, slice->count);
}

/* What was counted, for every subject. */
static void measure_part(struct part_work *work)
{
	struct score *score = work->score;
	const struct line *line = work->line;

	for (size_t i = 0; i < score->count; i++) {
		struct slice slice = slice_of(score, line, i, work->from, work->to);
		bool doubtful = false;

		group_hits(line, &slice);
		for (size_t h = 0; h < slice.count; h++)
			doubtful |= slice.hits[h].doubtful;
		for (size_t atom = 0; atom < line->atom_count; atom++)
			measure_atom(line, &slice, atom, &score->atoms[atom * score->count + i]);
		formula_of(line->measure, work, i, &work->figures[i]);
		if (doubtful) {
			figure_lose(&work->figures[i], MISSING);
			score->lines[line->index * score->count + i].remark = REMARK_NO_EVIDENCE;
		}
	}
}

static void settle_then(struct part_work *work, struct figure *before)
{
	const struct line *line = work->line;

	if (!amount_given(&line->then))
		return;
	copy_figures(before, work->figures, work->subjects);
	for (size_t i = 0; i < work->subjects; i++) {
		bool holds = bound_holds(&line->when, work, i, &before[i]);

		if (before[i].known != KNOWN)
			continue;
		if (holds && line->unless && score_event(work->score, line->unless, i))
			holds = false;
		if (holds)
			amount_evaluate(&line->then, work, i, &work->figures[i]);
		else
			mpq_set_ui(work->figures[i].value, 0, 1);
	}
}

/* --- all parts as one --- */

struct over_state {
	unsigned count, run, longest;
};

static void over_add(const struct line *line, struct part_work *work, size_t subject, struct figure *sum,
	struct over_state *state)
{
	const struct figure *part = &work->figures[subject];
	bool holds;

	if (part->known != KNOWN) {
		figure_lose(sum, part->known);
		return;
	}
	holds = line->over >= OVER_RUN && bound_holds(&line->when, work, subject, part);
	state->run = holds ? state->run + 1 : 0;
	if (state->run > state->longest)
		state->longest = state->run;
	if (line->over == OVER_PARTS)
		mpq_set_ui(sum->value, state->count += holds, 1);
	else if (line->over == OVER_RUN)
		mpq_set_ui(sum->value, state->longest, 1);
	else if (line->over <= OVER_MEAN)
		mpq_add(sum->value, sum->value, part->value);
	else if (!work->part || (mpq_cmp(part->value, sum->value) > 0) == (line->over == OVER_BEST))
		mpq_set(sum->value, part->value);
}

static void over_end(const struct line *line, struct figure *sums, size_t count, unsigned parts)
{
	mpq_t by;

	if (line->over != OVER_MEAN || !parts)
		return;
	mpq_init(by);
	mpq_set_ui(by, parts, 1);
	for (size_t i = 0; i < count; i++)
		mpq_div(sums[i].value, sums[i].value, by);
	mpq_clear(by);
}

static void whole_period(struct part_work *work)
{
	work->part = 0;
	work->from = work->score->period.from;
	work->to = work->score->period.to;
}

static void run_parts(struct part_work *work, struct figure *before, struct figure *sums)
{
	struct score *score = work->score;
	const struct line *line = work->line;
	struct part *parts = score_parts(score, line, &work->parts);
	struct over_state *states = mem_new((score->count + 1) * sizeof(*states));
	struct figure *last = figures_new(score->count);

	for (unsigned p = 0; p < work->parts; p++) {
		work->part = p;
		work->from = parts[p].from;
		work->to = parts[p].to;
		score->last = p ? last : NULL;
		measure_part(work);
		copy_figures(before, work->figures, score->count);
		for (size_t i = 0; i < score->count; i++)
			figure_copy(&score->lines[line->index * score->count + i].measured, &before[i]);
		if (!line->over_first) {
			run_steps(work, before, STAGE_VALUE, STAGE_LIMIT);
			settle_then(work, before);
		}
		for (size_t i = 0; i < score->count; i++) {
			figure_copy(&last[i], &score->lines[line->index * score->count + i].measured);
			over_add(line, work, i, &sums[i], &states[i]);
		}
	}
	over_end(line, sums, score->count, work->parts);
	score->last = NULL;
	figures_free(last, score->count);
	free(states);
	free(parts);
}

void score_measure(struct score *score, const struct line *line)
{
	struct figure *figures = figures_new(score->count), *before = figures_new(score->count),
		      *sums = figures_new(score->count);
	struct part_work work = {.score = score,
		.line = line,
		.item = score->item,
		.parts = 1,
		.subjects = score->count,
		.before = before,
		.figures = figures,
		.zero = score->zero};
	bool counted = line->source != NULL;

	score->atoms = figures_new(line->atom_count * score->count);
	whole_period(&work);
	if (line->manual) {
		score_manual(score, line);
		for (size_t i = 0; i < score->count; i++)
			figure_copy(&sums[i], &score->lines[line->index * score->count + i].measured);
	} else if (counted) {
		run_parts(&work, before, sums);
		whole_period(&work);
	}
	work.figures = sums;
	if (!counted || line->over_first) {
		run_steps(&work, before, STAGE_VALUE, STAGE_LIMIT);
		settle_then(&work, before);
	}
	run_steps(&work, before, STAGE_TOTAL, STAGE_TOTAL);
	for (size_t i = 0; i < score->count; i++)
		figure_copy(&score->lines[line->index * score->count + i].points, &sums[i]);
	figures_free(score->atoms, line->atom_count * score->count);
	score->atoms = NULL;
	figures_free(figures, score->count);
	figures_free(before, score->count);
	figures_free(sums, score->count);
}

bool score_event(struct score *score, const struct line *line, size_t subject)
{
	const struct figure *points = &score->lines[line->index * score->count + subject].points;
	struct part_work work = {
		.score = score, .line = line, .parts = 1, .subjects = score->count, .before = score->nothing};

	whole_period(&work);
	return points->known == KNOWN && bound_holds(&line->when, &work, subject, points);
}
