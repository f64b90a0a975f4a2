/* Hits to figures, figures to points: one line for all subjects, part by part. */
#include <stdlib.h>
#include <string.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/score/scoring.h"

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

/* The line's atoms for one subject; is there a row that cannot be judged? */
static bool sum_hits(const struct part_work *work, size_t subject)
{
	const struct line *line = work->line;
	struct slice slice = score_slice(work, subject);
	bool doubtful = false;

	score_group_hits(work->score, line, &slice);
	for (size_t h = 0; h < slice.count; h++)
		doubtful |= slice.hits[h].doubtful;
	for (size_t atom = 0; atom < line->atom_count; atom++)
		score_atom(work->score, line, &slice, atom,
			&work->score->atoms[atom * work->subjects + subject]);
	return doubtful;
}

static bool sum_tally(const struct part_work *work, const struct tally *tally, size_t subject)
{
	for (size_t atom = 0; atom < work->line->atom_count; atom++)
		tally_sum(tally, work->part, subject, atom,
			&work->score->atoms[atom * work->subjects + subject]);
	return tally_doubtful(tally, work->part, subject);
}

bool line_does(const struct line *line, const char *code)
{
	for (const struct step *step = line->steps; step; step = step->next)
		if (!strcmp(step->is->code, code))
			return true;
	return false;
}

/* By subject, where the line measures what it counts as it is; NULL: it measures something else. */
static const struct figure *plain_atom(const struct score *score, const struct line *line)
{
	unsigned name = formula_is_name(line->measure) ? formula_name(line->measure) : 0;

	return name >= NAME_ATOM && name < NAME_ITEM ? &score->atoms[(name - NAME_ATOM) * score->count]
						     : NULL;
}

/* Why rows cannot be judged: they wait for their evidence, or nothing says what they are worth. */
static enum remark doubt_of(const struct line *line)
{
	return line_does(line, "EVID") ? REMARK_NO_EVIDENCE : REMARK_NO_WORTH;
}

/* What was counted, for every subject. */
static void measure_part(struct part_work *work)
{
	struct score *score = work->score;
	const struct line *line = work->line;
	const struct tally *tally = score->tallies[line->index];
	const struct figure *plain = plain_atom(score, line);

	score_across(work);
	for (size_t i = 0; i < score->count; i++) {
		bool doubtful;

		if (work->passed && work->passed[i]) {
			figure_lose(&work->figures[i], NOT_APPLICABLE);
			continue;
		}
		doubtful = tally ? sum_tally(work, tally, i) : sum_hits(work, i);
		if (plain && !exact_is_large(&plain[i].value))
			figure_copy(&work->figures[i], &plain[i]);
		else
			formula_of(line->measure, work, i, &work->figures[i]);
		if (doubtful) {
			figure_lose(&work->figures[i], MISSING);
			score->lines[line->index * score->count + i].remark = doubt_of(line);
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
			exact_whole(&work->figures[i].value, 0);
	}
}

/* --- all parts as one --- */

struct over_state {
	unsigned parts, empty, holding, run, longest;
};

/* When what the part asks for was due: what is due in the part after it belongs to it. */
static int64_t part_end(const struct part_work *work)
{
	return date_add_months(work->to + 1 - work->line->shift_days, -work->line->shift) - 1;
}

/* A part that ended before the court began with the program is never a missing one. */
static bool is_excused(const struct part_work *work, size_t subject)
{
	const struct score *score = work->score;

	return work->figures[subject].known == KNOWN && exact_sign(&work->figures[subject].value) < 0 &&
		!exact_sign(&score->lines[work->line->index * score->count + subject].measured.value);
}

static void over_add(const struct line *line, struct part_work *work, size_t subject, bool early,
	struct figure *sum, struct over_state *state)
{
	const struct figure *part = &work->figures[subject];
	bool holds;

	if (early && is_excused(work, subject)) {
		state->parts++;
		return;
	}
	/* A part in which there is nothing to divide is passed over. */
	if (part->known == NOT_APPLICABLE) {
		state->empty++;
		return;
	}
	if (part->known != KNOWN) {
		figure_lose(sum, part->known);
		return;
	}
	if (exact_sign(&part->value) < 0 && work->part < 64)
		work->score->lines[line->index * work->score->count + subject].lost_parts |= UINT64_C(1)
			<< work->part;
	holds = line->over >= OVER_RUN && bound_holds(&line->over_when, work, subject, part);
	state->run = holds ? state->run + 1 : 0;
	if (state->run > state->longest)
		state->longest = state->run;
	state->holding += holds;
	if (line->over == OVER_PARTS)
		exact_whole(&sum->value, state->holding);
	else if (line->over == OVER_RUN)
		exact_whole(&sum->value, state->longest);
	else
		over_join(line->over, !state->parts, &part->value, &sum->value);
	state->parts++;
}

static void over_end(
	const struct line *line, struct figure *sums, const struct over_state *states, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (states[i].empty && !states[i].parts && sums[i].known == KNOWN)
			figure_lose(&sums[i], NOT_APPLICABLE);
	for (size_t i = 0; line->over == OVER_MEAN && i < count; i++)
		exact_share(&sums[i].value, states[i].parts ? states[i].parts : 1);
}

static void whole_period(struct part_work *work)
{
	work->part = 0;
	work->from = work->score->period.from;
	work->to = work->score->period.to;
	work->apart = NULL;
	work->passed = NULL;
}

/* What is kept from part to part. */
struct parts_work {
	struct figure *before, *sums, *last;
	struct over_state *states;
};

/* What the figure is compared with, in its `points`. Nothing from before the court began with the program is
 * no figure. */
static void measure_ago(const struct part_work *work, const struct line *line)
{
	struct score *score = work->score;
	struct figure *atoms = score->atoms, *figures = figures_lend(score, score->count);
	struct part_work ago = *work;
	unsigned count;
	struct part *parts = score_parts(score, line, &count);

	ago.line = line;
	ago.from = parts[work->part].from;
	ago.to = parts[work->part].to;
	ago.figures = figures;
	free(parts);
	score->atoms = figures_lend(score, line->atom_count * score->count);
	measure_part(&ago);
	for (size_t i = 0; i < score->count; i++) {
		if (figures[i].known == KNOWN && !exact_sign(&figures[i].value) && ago.from < score->start)
			figure_lose(&figures[i], NOT_APPLICABLE);
		figure_copy(&score->lines[line->index * score->count + i].points, &figures[i]);
	}
	figures_give_back(score, score->atoms, line->atom_count * score->count);
	figures_give_back(score, figures, score->count);
	score->atoms = atoms;
}

static void run_part(struct part_work *work, struct parts_work *all)
{
	struct score *score = work->score;
	const struct line *line = work->line;
	const bool early = part_end(work) < score->start;

	for (size_t i = 0; i < AGO_COUNT && !line->over_first; i++)
		if (line->ago[i])
			measure_ago(work, line->ago[i]);
	measure_part(work);
	copy_figures(all->before, work->figures, score->count);
	for (size_t i = 0; i < score->count; i++)
		if (!work->passed || !work->passed[i])
			figure_copy(&score->lines[line->index * score->count + i].measured, &all->before[i]);
	if (!line->over_first) {
		run_steps(work, all->before, STAGE_VALUE, STAGE_LIMIT);
		settle_then(work, all->before);
	}
	for (size_t i = 0; i < score->count; i++) {
		if (work->passed && work->passed[i])
			continue;
		figure_copy(&all->last[i], &score->lines[line->index * score->count + i].measured);
		over_add(line, work, i, early, &all->sums[i], &all->states[i]);
	}
}

/* The nth of what is taken by itself, of each subject; those that have none are passed over. */
static void choose_apart(struct part_work *work, const struct apart *apart, size_t nth, uint64_t *keys,
	bool *passed, struct parts_work *all)
{
	for (size_t i = 0; i < work->subjects; i++) {
		passed[i] = nth >= apart->of[i].count;
		keys[i] = passed[i] ? 0 : apart->of[i].keys[nth];
		all->states[i].run = 0;
	}
	work->apart = keys;
	work->passed = passed;
}

static void run_parts(struct part_work *work, struct figure *before, struct figure *sums)
{
	struct score *score = work->score;
	const struct line *line = work->line;
	struct part *parts = score_parts(score, line, &work->parts);
	struct apart apart = apart_of(score, line);
	struct parts_work all = {before, sums, figures_lend(score, score->count),
		mem_new((score->count + 1) * sizeof(struct over_state))};
	uint64_t *keys = mem_new((score->count + 1) * sizeof(*keys));
	bool *passed = mem_new(score->count + 1);

	for (size_t nth = 0; nth < apart.most; nth++) {
		if (line->apart != APART_NONE)
			choose_apart(work, &apart, nth, keys, passed, &all);
		for (work->part = 0; work->part < work->parts; work->part++) {
			work->from = parts[work->part].from;
			work->to = parts[work->part].to;
			score->last = work->part ? all.last : NULL;
			run_part(work, &all);
		}
	}
	over_end(line, sums, all.states, score->count);
	score->last = NULL;
	apart_free(&apart, score->count);
	figures_give_back(score, all.last, score->count);
	free(all.states);
	free(keys);
	free(passed);
	free(parts);
}

void score_measure(struct score *score, const struct line *line)
{
	struct figure *figures = figures_lend(score, score->count),
		      *before = figures_lend(score, score->count), *sums = figures_lend(score, score->count);
	struct part_work work = {.score = score,
		.line = line,
		.item = score->item,
		.parts = 1,
		.subjects = score->count,
		.before = before,
		.figures = figures,
		.zero = score->zero};
	bool counted = line->source != NULL;

	/* Where the parts become one first, so do those that they are compared with. */
	for (size_t i = 0; i < AGO_COUNT && line->over_first; i++)
		if (line->ago[i])
			score_measure(score, line->ago[i]);
	score->atoms = figures_lend(score, line->atom_count * score->count);
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
	for (size_t i = 0; line->asked_of && i < score->count; i++)
		figure_set(&sums[i], score_concerns(score, line->asked_of, i), 1);
	for (size_t i = 0; !counted && line->measure && i < score->count; i++) {
		work.before = score->nothing;
		formula_of(line->measure, &work, i, &sums[i]);
		figure_copy(&score->lines[line->index * score->count + i].measured, &sums[i]);
		work.before = before;
	}
	if (!counted || line->over_first) {
		run_steps(&work, before, STAGE_VALUE, STAGE_LIMIT);
		settle_then(&work, before);
	}
	run_steps(&work, before, STAGE_TOTAL, STAGE_TOTAL);
	for (size_t i = 0; i < score->count; i++) {
		if (!score_concerns(score, line->whom, i))
			figure_set(&sums[i], 0, 1);
		figure_copy(&score->lines[line->index * score->count + i].points, &sums[i]);
	}
	figures_give_back(score, score->atoms, line->atom_count * score->count);
	score->atoms = NULL;
	figures_give_back(score, figures, score->count);
	figures_give_back(score, before, score->count);
	figures_give_back(score, sums, score->count);
}

bool score_event(struct score *score, const struct line *line, size_t subject)
{
	const struct figure *points = &score->lines[line->index * score->count + subject].points;
	struct part_work work = {
		.score = score, .line = line, .parts = 1, .subjects = score->count, .before = score->nothing};

	whole_period(&work);
	return points->known == KNOWN && score_concerns(score, line->whom, subject) &&
		bound_holds(&line->when, &work, subject, points);
}
