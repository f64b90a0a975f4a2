#include "core/score/steady.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

struct steady {
	struct score *score;
	size_t ranked;
	size_t *places;        /* by subject, as it is; 0: none */
	struct figure *points; /* by subject: of the item under way, as they are */
	/* By place and item: it takes somebody from there, or from further up, to beyond it. */
	bool *crossed;
};

static struct figure *points_of(const struct steady *steady, const struct item *item, size_t subject)
{
	return &steady->score->items[item->index * steady->score->count + subject].points;
}

static void put_together(const struct steady *steady, const struct item *item)
{
	score_sum_section(steady->score, item->section);
	score_total_again(steady->score);
	score_rank(steady->score);
}

static void note_move(const struct steady *steady, const struct item *item, size_t from, size_t to)
{
	for (size_t place = from; place < to; place++)
		steady->crossed[(place - 1) * steady->score->rules->item_count + item->index] = true;
}

/* Those who are equal now stand at any of their places. */
static void note_moves(const struct steady *steady, const struct item *item)
{
	const struct score *score = steady->score;

	for (size_t from = 0, to; from < score->ordered; from = to) {
		size_t rank = score->subjects[score->order[from]].rank;

		for (to = from; to < score->ordered && score->subjects[score->order[to]].rank == rank;)
			to++;
		for (size_t i = from; i < to; i++) {
			size_t was = steady->places[score->order[i]];

			note_move(steady, item, to, was);
			note_move(steady, item, was, rank);
		}
	}
}

static void try_item(const struct steady *steady, const struct item *item, struct fraction by)
{
	struct exact factor;

	exact_init(&factor);
	exact_set(&factor, by);
	for (size_t s = 0; s < steady->score->count; s++) {
		struct figure *points = points_of(steady, item, s);

		if (points->known == KNOWN)
			exact_multiply(&points->value, &steady->points[s].value, &factor);
	}
	exact_clear(&factor);
	put_together(steady, item);
	note_moves(steady, item);
}

static void try_both(const struct steady *steady, const struct item *item)
{
	for (size_t s = 0; s < steady->score->count; s++)
		figure_copy(&steady->points[s], points_of(steady, item, s));
	try_item(steady, item, (struct fraction){11, 10});
	try_item(steady, item, (struct fraction){9, 10});
	for (size_t s = 0; s < steady->score->count; s++)
		figure_copy(points_of(steady, item, s), &steady->points[s]);
	put_together(steady, item);
}

static bool crossed(const struct steady *steady, size_t place, size_t item)
{
	return steady->crossed[(place - 1) * steady->score->rules->item_count + item];
}

static bool crossed_by_any(const struct steady *steady, size_t place)
{
	bool any = false;

	for (size_t i = 0; i < steady->score->rules->item_count; i++)
		any |= crossed(steady, place, i);
	return any;
}

static void count_items(const struct steady *steady, struct unsteady *unsteady)
{
	const struct rules *rules = steady->score->rules;

	for (size_t i = rules->item_count; i-- > 0;) {
		bool does = false;

		for (size_t place = unsteady->first; place < unsteady->last; place++)
			does |= crossed(steady, place, i);
		unsteady->items += does;
		unsteady->item = does ? rules->items[i] : unsteady->item;
	}
}

static struct unsteady *put_all(const struct steady *steady, size_t *count)
{
	struct unsteady *all = mem_new((steady->ranked + 1) * sizeof(*all));

	for (size_t place = 1, last; place < steady->ranked; place = last + 1) {
		for (last = place; last < steady->ranked && crossed_by_any(steady, last);)
			last++;
		if (last == place)
			continue;
		all[*count] = (struct unsteady){.first = place, .last = last};
		count_items(steady, &all[(*count)++]);
	}
	return all;
}

struct unsteady *score_unsteady(struct score *score, size_t *count)
{
	const struct rules *rules = score->rules;
	struct steady steady = {.score = score,
		.ranked = score->ordered,
		.places = mem_new((score->count + 1) * sizeof(size_t)),
		.points = figures_new(score->count),
		.crossed = mem_new(score->ordered * rules->item_count + 1)};
	struct unsteady *all;

	*count = 0;
	for (size_t s = 0; s < score->count; s++)
		steady.places[s] = score->subjects[s].rank;
	for (size_t i = 0; i < rules->item_count; i++)
		if (rules->sections[rules->items[i]->section].kind != SECTION_REFERENCE)
			try_both(&steady, rules->items[i]);
	all = put_all(&steady, count);
	free(steady.places);
	figures_free(steady.points, score->count);
	free(steady.crossed);
	return all;
}
