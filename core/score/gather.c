/* All sources to hits: each kind of record is walked once, however many lines ask for it or for its rows, and
 * of those with a date only the days that somebody looks at. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/scoring.h"

enum { ASKING_MAX = 32 };

/* Those that ask for one kind of record: for itself, or for the rows inside. */
struct walk {
	struct score *score;
	const struct entity *entity;
	struct asking *asking[ASKING_MAX];
	size_t count;
	struct error *err;
	struct walk *half; /* the same, of half of the records; NULL: it walks them all */
};

static bool visit(const struct view *record, void *arg)
{
	struct walk *walk = arg;
	bool good = true;

	for (size_t i = 0; i < walk->count && good; i++)
		good = asking_take(walk->asking[i], record, walk->err);
	return good;
}

/* The index of days that all of them can use; 0: none. */
static unsigned index_of(const struct walk *walk)
{
	unsigned index = asking_index(walk->asking[0], walk->entity);

	for (size_t i = 1; i < walk->count; i++)
		if (asking_index(walk->asking[i], walk->entity) != index)
			return 0;
	return index;
}

static void begin(struct world *world, unsigned nth, struct error *err, void *arg)
{
	struct walk *walk = arg;
	struct gatherer *by = &walk->score->gatherers[nth];

	by->world = world;
	walk->err = err;
	for (size_t i = 0; i < walk->count; i++)
		asking_by(walk->asking[i], by);
}

static void *halve(void *arg)
{
	struct walk *walk = arg, *half = walk->half = mem_new(sizeof(*half));

	*half = *walk;
	half->half = NULL;
	for (size_t i = 0; i < walk->count; i++)
		half->asking[i] = asking_aside(walk->asking[i]);
	return half;
}

/* Once all is found. */
static void join_half(struct walk *walk)
{
	if (!walk->half)
		return;
	for (size_t i = 0; i < walk->count; i++) {
		asking_join(walk->half->asking[i]);
		asking_free(walk->half->asking[i]);
	}
	free(walk->half);
}

/* What each walk finds goes to lines that no other one has. */
static struct gathering gathering_of(struct walk *walk)
{
	int64_t from = walk->score->period.from, to = walk->score->period.to;

	for (size_t i = 0; i < walk->count; i++)
		asking_any(walk->asking[i], &from, &to);
	return (struct gathering){walk->entity->id, index_of(walk), from, to, begin, visit, walk, halve};
}

static struct walk *walk_of(
	struct score *score, struct walk *walks, size_t *count, const struct entity *entity)
{
	for (size_t i = 0; i < *count; i++)
		if (walks[i].entity == entity)
			return &walks[i];
	walks[*count] = (struct walk){.score = score, .entity = entity};
	return &walks[(*count)++];
}

/* All that ask, by what they walk. */
static bool find_walks(struct score *score, struct walk *walks, size_t *count, struct error *err)
{
	const struct subject_source *source;

	for (size_t i = 0; (source = subject_source_at(i)); i++) {
		struct asking *asking = asking_new(score, source, err);
		const struct entity *entity;
		struct walk *walk;
		int64_t from = DATE_MAX, to = DATE_MIN;

		if (!asking)
			return false;
		if (!asking_any(asking, &from, &to)) {
			asking_free(asking);
			continue;
		}
		entity = asking_entity(asking);
		walk = walk_of(score, walks, count, entity);
		walk->asking[walk->count++] = asking;
	}
	return true;
}

/* Whoever else has read them. */
static void keep_people(struct gatherer *gatherers)
{
	for (size_t i = 1; i < WORLD_READERS && !gatherers->people; i++) {
		gatherers->people = gatherers[i].people;
		gatherers[i].people = NULL;
	}
}

static bool walk_all(struct score *score, struct error *err)
{
	struct walk *walks = mem_new(ASKING_MAX * sizeof(*walks));
	struct gathering gatherings[ASKING_MAX];
	size_t count = 0;
	bool good = find_walks(score, walks, &count, err);

	for (size_t i = 0; i < count; i++)
		gatherings[i] = gathering_of(&walks[i]);
	good = good && score->world->gather_all(score->world, gatherings, count, err);
	for (size_t i = 0; i < count; i++) {
		join_half(&walks[i]);
		for (size_t a = 0; a < walks[i].count; a++)
			asking_free(walks[i].asking[a]);
	}
	free(walks);
	keep_people(score->gatherers);
	return good;
}

/* --- order and windows --- */

static int in_order(const void *a, const void *b)
{
	const struct hit *one = a, *other = b;

	if (one->subject != other->subject)
		return one->subject < other->subject ? -1 : 1;
	if (one->apart != other->apart)
		return one->apart < other->apart ? -1 : 1;
	if (one->day != other->day)
		return one->day < other->day ? -1 : 1;
	if (one->id != other->id)
		return one->id < other->id ? -1 : 1;
	return one->row < other->row ? -1 : one->row > other->row ? 1 : one->person < other->person ? -1 : 1;
}

static void widen(const struct line *line, void *arg)
{
	struct score *score = arg;
	struct part *window = &score->windows[line->index], more = score_window(score, line);

	window->from = more.from < window->from ? more.from : window->from;
	window->to = more.to > window->to ? more.to : window->to;
}

/* An item that is scored month by month looks back from each month. */
static void widen_part(struct score *score, const struct item *item, void *arg)
{
	(void)arg;
	item_each_line(item, widen, score);
}

static void find_windows(struct score *score)
{
	const struct rules *rules = score->rules;

	score->windows = mem_new((rules->line_count + 1) * sizeof(*score->windows));
	for (size_t i = 0; i < rules->line_count; i++)
		score->windows[i] = score_window(score, rules->lines[i]);
	for (size_t i = 0; i < rules->item_count; i++)
		if (rules->items[i]->by_parts != UNIT_NONE)
			score_each_part(score, rules->items[i], widen_part, NULL);
}

static void drop_tally(const struct line *line, void *arg)
{
	struct score *score = arg;

	tally_free(score->tallies[line->index]);
	score->tallies[line->index] = NULL;
}

/* An item scored part by part asks for other days each time. */
static void find_tallies(struct score *score)
{
	const struct rules *rules = score->rules;

	score->tallies = mem_new((rules->line_count + 1) * sizeof(struct tally *));
	for (size_t i = 0; i < rules->line_count; i++)
		if (rules->lines[i]->source)
			score->tallies[i] = tally_new(score, rules->lines[i]);
	for (size_t i = 0; i < rules->item_count; i++)
		if (rules->items[i]->by_parts != UNIT_NONE)
			item_each_line(rules->items[i], drop_tally, score);
}

void score_order_hits(struct score *score, const struct line *line)
{
	struct line_hits *hits = &score->hits[line->index];

	if (hits->count)
		qsort(hits->hits, hits->count, sizeof(struct hit), in_order);
}

bool score_gather(struct score *score, struct error *err)
{
	score->calendar = calendar_read(score->world);
	find_windows(score);
	find_tallies(score);
	score->hits = mem_new((score->rules->line_count + 1) * sizeof(*score->hits));
	return walk_all(score, err);
}
