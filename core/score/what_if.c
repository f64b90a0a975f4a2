#include "core/score/what_if.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"

struct what_if {
	struct score *score;
	struct line_hits *kept;  /* by line: the rows as they are; a step may change those it works on */
	struct line_hits *tried; /* by line: the changed ones, before any step worked on them */
	bool *changed;           /* by line */
	int64_t *points;         /* by section and subject, as they are */
	int64_t *items;          /* by item and subject */
};

/* --- rows --- */

static void copy_hits(struct line_hits *to, const struct line_hits *from)
{
	free(to->hits);
	*to = (struct line_hits){
		mem_new((from->count + 1) * sizeof(struct hit)), from->count, from->count + 1};
	if (from->count)
		memcpy(to->hits, from->hits, from->count * sizeof(struct hit));
}

struct line_hits *what_if_rows(struct what_if *what_if, const struct line *line)
{
	struct line_hits *hits = &what_if->score->hits[line->index];

	if (!what_if->changed[line->index])
		copy_hits(hits, &what_if->kept[line->index]);
	what_if->changed[line->index] = true;
	return hits;
}

void what_if_add(struct what_if *what_if, const struct line *line, const struct hit *hit)
{
	struct line_hits *hits = what_if_rows(what_if, line);

	hits->hits = mem_grow(hits->hits, hits->count, &hits->room, sizeof(*hits->hits));
	hits->hits[hits->count++] = *hit;
}

/* --- items --- */

struct looking {
	const struct what_if *what_if;
	bool changed;
};

static void note_changed(const struct line *line, void *arg)
{
	struct looking *looking = arg;

	looking->changed |= looking->what_if->changed[line->index];
}

static bool is_changed(const struct what_if *what_if, const struct item *item)
{
	struct looking looking = {what_if, false};

	item_each_line(item, note_changed, &looking);
	return looking.changed;
}

/* As it was before it was measured first. */
static void renew_line(const struct line *line, void *arg)
{
	struct what_if *what_if = arg;
	struct score *score = what_if->score;

	if (!what_if->changed[line->index])
		copy_hits(&score->hits[line->index], &what_if->kept[line->index]);
	score_order_hits(score, line);
	for (size_t s = 0; s < score->count; s++) {
		struct line_result *result = &score->lines[line->index * score->count + s];

		result->lost_parts = 0;
		result->remark = REMARK_NONE;
	}
}

static void score_again(struct what_if *what_if, const struct item *item)
{
	struct score *score = what_if->score;

	item_each_line(item, renew_line, what_if);
	for (size_t s = 0; s < score->count; s++) {
		struct item_result *result = &score->items[item->index * score->count + s];

		/* It is counted again. */
		score->subjects[s].pending -= result->applies && result->points.known == MISSING;
		figure_set(&result->points, 0, 1);
		result->zeroed = false;
	}
	score_one_item(score, item);
	score_settle_item(score, item);
}

static void run_changed(struct what_if *what_if, bool *sections)
{
	const struct rules *rules = what_if->score->rules;

	for (size_t i = 0; i < rules->item_count; i++)
		if (is_changed(what_if, rules->items[i])) {
			score_again(what_if, rules->items[i]);
			sections[rules->items[i]->section] = true;
		}
	for (size_t s = 0; s < rules->section_count; s++)
		if (sections[s])
			score_sum_section(what_if->score, s);
}

static int64_t points_of(const struct score *score, size_t section, size_t subject)
{
	return exact_round(&score_section(score, subject, section)->points.value, POINT_PLACES);
}

static int64_t item_points(const struct score *score, size_t item, size_t subject)
{
	return exact_round(&score_item(score, subject, item)->points.value, POINT_PLACES);
}

/* --- trying --- */

static void take_back(struct what_if *what_if)
{
	struct score *score = what_if->score;
	bool sections[SECTIONS_MAX] = {false};
	bool *changed = mem_new(score->rules->line_count + 1);

	memcpy(changed, what_if->changed, score->rules->line_count);
	for (size_t i = 0; i < score->rules->line_count; i++)
		if (changed[i])
			copy_hits(&score->hits[i], &what_if->kept[i]);
	run_changed(what_if, sections);
	memset(what_if->changed, 0, score->rules->line_count);
	free(changed);
}

void what_if_try(struct what_if *what_if, int64_t *gains)
{
	struct score *score = what_if->score;
	bool sections[SECTIONS_MAX] = {false};

	memset(gains, 0, score->count * sizeof(*gains));
	for (size_t i = 0; i < score->rules->line_count; i++)
		if (what_if->changed[i])
			copy_hits(&what_if->tried[i], &score->hits[i]);
	run_changed(what_if, sections);
	for (size_t n = 0; n < score->rules->section_count; n++)
		for (size_t s = 0; sections[n] && s < score->count; s++)
			if (score->rules->sections[n].kind != SECTION_REFERENCE)
				gains[s] += points_of(score, n, s) - what_if->points[n * score->count + s];
}

static void note_points_now(struct what_if *what_if)
{
	const struct score *score = what_if->score;

	for (size_t n = 0; n < score->rules->section_count; n++)
		for (size_t s = 0; s < score->count; s++)
			what_if->points[n * score->count + s] = points_of(score, n, s);
	for (size_t i = 0; i < score->rules->item_count; i++)
		for (size_t s = 0; s < score->count; s++)
			what_if->items[i * score->count + s] = item_points(score, i, s);
}

int64_t what_if_item(const struct what_if *what_if, const struct item *item, size_t subject)
{
	return item_points(what_if->score, item->index, subject) -
		what_if->items[item->index * what_if->score->count + subject];
}

/* Of the subjects that keep them the rows that were tried, of the others those that were there. */
static struct line_hits joined(const struct line_hits *tried, const struct line_hits *kept, const bool *keep)
{
	const struct line_hits *sides[] = {kept, tried};
	struct line_hits joined = {0};

	for (size_t side = 0; side < 2; side++)
		for (size_t h = 0; h < sides[side]->count; h++) {
			const struct hit *hit = &sides[side]->hits[h];

			if (keep[hit->subject] != (side == 1))
				continue;
			joined.hits = mem_grow(joined.hits, joined.count, &joined.room, sizeof(*joined.hits));
			joined.hits[joined.count++] = *hit;
		}
	return joined;
}

void what_if_keep(struct what_if *what_if, const bool *keep)
{
	for (size_t i = 0; keep && i < what_if->score->rules->line_count; i++) {
		struct line_hits both;

		if (!what_if->changed[i])
			continue;
		both = joined(&what_if->tried[i], &what_if->kept[i], keep);
		free(what_if->kept[i].hits);
		what_if->kept[i] = both;
	}
	take_back(what_if);
	note_points_now(what_if);
}

/* --- beginning and end --- */

struct what_if *what_if_new(struct score *score, struct error *err)
{
	const struct rules *rules = score->rules;
	struct what_if *what_if = mem_new(sizeof(*what_if));

	what_if->score = score;
	what_if->kept = mem_new((rules->line_count + 1) * sizeof(*what_if->kept));
	what_if->tried = mem_new((rules->line_count + 1) * sizeof(*what_if->tried));
	what_if->changed = mem_new(rules->line_count + 1);
	what_if->points = mem_new((rules->section_count * score->count + 1) * sizeof(int64_t));
	what_if->items = mem_new((rules->item_count * score->count + 1) * sizeof(int64_t));
	for (size_t i = 0; i < rules->line_count; i++) {
		/* Sums cannot be taken apart again. */
		tally_free(score->tallies[i]);
		score->tallies[i] = NULL;
		copy_hits(&what_if->kept[i], &score->hits[i]);
	}
	if (!score_compute(score, err)) {
		what_if_free(what_if);
		return NULL;
	}
	note_points_now(what_if);
	return what_if;
}

void what_if_free(struct what_if *what_if)
{
	if (!what_if)
		return;
	for (size_t i = 0; i < what_if->score->rules->line_count; i++)
		free(what_if->kept[i].hits);
	for (size_t i = 0; i < what_if->score->rules->line_count; i++)
		free(what_if->tried[i].hits);
	free(what_if->kept);
	free(what_if->tried);
	free(what_if->changed);
	free(what_if->points);
	free(what_if->items);
	free(what_if);
}
