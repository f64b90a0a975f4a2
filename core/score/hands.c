/* Items that wait for no other are computed by two. Each writes nothing but its own results, its lines' and
 * its lines' hits; what only the item under way needs (struct score, from `world` on) each has to itself. So
 * the results are the same, whoever computed what. */
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

struct hands {
	struct score *of[WORLD_READERS]; /* the score; another that shares its results */
	const struct item *items[ITEMS_MAX];
	bool *told; /* by item */
};

static void lend(struct score *other, const struct score *score)
{
	*other = *score;
	other->zero = mem_new(score->count + 1);
	other->members_next = 0;
	memset(other->members, 0, sizeof(other->members));
	memset(other->spare, 0, sizeof(other->spare));
	other->touching = (struct line_hits){NULL, 0, 0};
}

static void take_back(struct score *other, struct score *score)
{
	score->compared |= other->compared;
	if (other->gatherers[0].people != score->gatherers[0].people)
		score_people_free(other->gatherers[0].people);
	for (size_t i = 0; i < MEMBERS_KEPT; i++)
		free(other->members[i].of);
	figures_drop_spare(other);
	free(other->touching.hits);
	free(other->zero);
}

static bool compute(struct world *world, unsigned nth, size_t number, void *arg, struct error *err)
{
	const struct hands *hands = arg;
	const struct item *item = hands->items[number];
	struct score *score = hands->of[nth];

	(void)err;
	score->world = score->gatherers[0].world = world;
	score_begin_item(score, item);
	hands->told[item->index] = score_one_item(score, item);
	return true;
}

static void mark(const struct line *line, void *arg)
{
	((bool *)arg)[line->index] = true;
}

/* Items that wait, and lines of no item: of gates, vetoes, grades. */
static void begin_others(struct score *score)
{
	const struct rules *rules = score->rules;
	bool *of_item = mem_new(rules->line_count + 1);

	for (size_t i = 0; i < rules->item_count; i++) {
		item_each_line(rules->items[i], mark, of_item);
		if (rules->items[i]->waits)
			score_begin_item(score, rules->items[i]);
	}
	for (size_t i = 0; i < rules->line_count; i++)
		if (!of_item[rules->lines[i]->index])
			score_begin_line(score, rules->lines[i]);
	free(of_item);
}

bool score_free_items(struct score *score, bool *told, struct error *err)
{
	const struct rules *rules = score->rules;
	const uint64_t load = (uint64_t)score->count * rules->line_count;
	struct score other;
	struct hands hands = {.of = {score, &other}, .told = told};
	size_t count = 0;
	bool good;

	for (size_t i = 0; i < rules->item_count; i++)
		if (!rules->items[i]->waits)
			hands.items[count++] = rules->items[i];
	begin_others(score);
	lend(&other, score);
	good = score->world->share(score->world, load, count, compute, &hands, err);
	take_back(&other, score);
	return good;
}
