/* Which of a line's hits one subject has in one part of the period, and what becomes of those that belong
 * together before they are counted. */
#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/score/scoring.h"

/* --- one subject's hits of one part --- */

/* Where hits are found: they stand by subject, by what is taken by itself (0: nothing is), by day. */
struct spot {
	size_t subject;
	uint64_t apart;
	int64_t day;
};

static bool before(const struct hit *hit, const struct spot *spot)
{
	if (hit->subject != spot->subject)
		return hit->subject < spot->subject;
	if (hit->apart != spot->apart)
		return hit->apart < spot->apart;
	return hit->day < spot->day;
}

/* The first from `low` on that is not before it: of where that is more is known than of where it ends. */
static size_t lower(const struct line_hits *hits, size_t low, struct spot spot)
{
	size_t high = low;

	for (size_t step = 1; high < hits->count && before(&hits->hits[high], &spot); step *= 2) {
		low = high + 1;
		high += step;
	}
	high = high < hits->count ? high : hits->count;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (before(&hits->hits[middle], &spot))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct slice slice_between(
	const struct score *score, const struct line *line, struct spot from, struct spot end)
{
	const struct line_hits *hits = &score->hits[line->index];
	size_t first = lower(hits, 0, from);

	if (!hits->hits)
		return (struct slice){NULL, 0};
	return (struct slice){hits->hits + first, lower(hits, first, end) - first};
}

/* Did the record come before, in this part? */
static bool came_before(const struct line_hits *kept, const struct hit *hit)
{
	for (size_t i = kept->count; i--;)
		if (kept->hits[i].id == hit->id && kept->hits[i].row == hit->row)
			return true;
	return false;
}

/* What lasts counts in each part that it touches, there from the part's first day to its last. */
static struct slice touching(const struct part_work *work, size_t subject, uint64_t apart)
{
	struct line_hits *kept = &work->score->touching;
	struct slice all = slice_between(work->score, work->line, (struct spot){subject, apart, DATE_MIN},
		(struct spot){subject, apart, DATE_MAX});

	kept->count = 0;
	for (size_t i = 0; i < all.count; i++) {
		struct hit hit = all.hits[i];

		if (hit.day > work->to || hit.last < work->from)
			continue;
		hit.day = hit.day < work->from ? work->from : hit.day;
		hit.last = hit.last > work->to ? work->to : hit.last;
		hit.again = hit.again && came_before(kept, &hit);
		hit.first = !hit.again;
		kept->hits = mem_grow(kept->hits, kept->count, &kept->room, sizeof(*kept->hits));
		kept->hits[kept->count++] = hit;
	}
	return (struct slice){kept->hits, kept->count};
}

struct slice score_slice(const struct part_work *work, size_t subject)
{
	uint64_t apart = work->apart ? work->apart[subject] : 0;

	if (work->line->source && work->line->source->until)
		return touching(work, subject, apart);
	return slice_between(work->score, work->line, (struct spot){subject, apart, work->from},
		(struct spot){subject, apart, work->to + 1});
}

const struct hit *score_hits(
	const struct score *score, size_t subject, const struct line *line, size_t *count)
{
	struct slice slice = slice_between(
		score, line, (struct spot){subject, 0, DATE_MIN}, (struct spot){subject + 1, 0, DATE_MIN});

	*count = slice.count;
	return slice.hits;
}

bool score_counts(const struct line *line, const struct hit *hit)
{
	bool all = !line->atom_count;

	for (size_t i = 0; i < line->atom_count; i++)
		all |= line->atoms[i].kind != ATOM_MATCHING;
	return (all || hit->matches) && !hit->again;
}

bool score_adds(const struct line *line)
{
	for (const struct step *step = line->steps; step; step = step->next)
		if (step->is->stage == STAGE_VALUE)
			return false;
	return line->atom_count == 1 && line->atoms[0].kind <= ATOM_PEOPLE && line->over == OVER_SUM &&
		formula_is_name(line->measure) && !line->when.compare && !amount_given(&line->then);
}

bool first_day(const struct part_work *work, size_t subject, int64_t *day)
{
	struct slice slice = score_slice(work, subject);

	if (slice.count)
		*day = slice.hits[0].day;
	return slice.count > 0;
}

void score_atoms(const struct score *score, const struct line *line, size_t subject, struct figure *out)
{
	struct slice slice = slice_between(
		score, line, (struct spot){subject, 0, DATE_MIN}, (struct spot){subject + 1, 0, DATE_MIN});

	for (size_t atom = 0; atom < line->atom_count; atom++)
		score_atom(score, line, &slice, atom, &out[atom]);
}

/* --- those that belong together --- */

/* What they were worth before any step looked at them together: of parts that overlap each begins anew. */
static void restore_worth(const struct score *score, const struct line *line, const struct slice *slice)
{
	const struct fraction *worth = score->weighed ? score->weighed[line->index] : NULL;
	size_t first = worth && slice->count ? (size_t)(slice->hits - score->hits[line->index].hits) : 0;

	for (size_t i = 0; worth && i < slice->count; i++)
		slice->hits[i].worth = worth[first + i];
}

/* Hits that the figure does not ask for neither take a place nor use up a limit. */
void score_group_hits(const struct score *score, const struct line *line, const struct slice *slice)
{
	struct hit **counted = NULL;
	size_t count = 0;

	for (const struct step *step = line->steps; step; step = step->next) {
		if (!step->is->group || !slice->count)
			continue;
		if (!counted) {
			/* Of what lasts they are copies. */
			if (!line->across && !line->source->until)
				restore_worth(score, line, slice);
			counted = mem_new(slice->count * sizeof(struct hit *));
			for (size_t i = 0; i < slice->count; i++)
				if (hit_counts(line, &slice->hits[i]))
					counted[count++] = &slice->hits[i];
		}
		step->is->group(step->with, counted, count, score->period.from);
	}
	free(counted);
}

/* What concerns one case of several subjects. */
void score_across(const struct part_work *work)
{
	const struct score *score = work->score;
	const struct line_hits *all = &score->hits[work->line->index];
	const struct slice whole = {all->hits, all->count};
	struct hit **within;
	size_t count = 0;

	if (!work->line->across || !all->count)
		return;
	restore_worth(score, work->line, &whole);
	within = mem_new(all->count * sizeof(struct hit *));
	for (size_t i = 0; i < all->count; i++)
		if (all->hits[i].last >= work->from && all->hits[i].day <= work->to &&
			hit_counts(work->line, &all->hits[i]))
			within[count++] = &all->hits[i];
	for (const struct step *step = work->line->steps; step; step = step->next)
		if (step->is->across && count)
			step->is->across(step->with, within, count);
	free(within);
}
