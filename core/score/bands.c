/* Mechanisms that look a figure up in a list of lines: bands, counts, places; their table. */
#include <string.h>
#include "core/base/number.h"
#include "core/score/scoring.h"
#include "core/score/steps.h"

/* --- lists of lines: the first that fits, from the top --- */

static bool means_zero(const struct tree *node)
{
	return node->kind == TREE_TEXT && (text_is(node->text, "归零") || text_is(node->text, "zero"));
}

/* 归零 says nothing of where the item starts; a minus says that it starts full. */
static void note_band(struct reading *reading, const struct band *band, bool gained)
{
	if (band->points.minus)
		note_amount(reading, &band->points);
	else if (gained && !band->zero)
		note_gains(reading);
}

static void read_points_of(struct keys *keys, struct band *band)
{
	const struct tree *gain = take(keys, WORD_GAIN), *off = take(keys, WORD_OFF);

	if (gain && off)
		fault_at_key(keys->reading->faults, off, "One of gain and off is enough", "");
	else if (gain && means_zero(gain))
		band->zero = true;
	else if (gain)
		take_amount(keys, WORD_GAIN, &band->points);
	else if (off)
		read_off(keys->reading, off, &band->points);
	else
		fault_missing(keys, keys->map, N_("Say what it is worth: gain or off"));
	note_band(keys->reading, band, gain && !off);
}

static struct bands *bands_new(struct keys *keys, size_t room)
{
	struct bands *bands = arena_new(keys->reading->arena, sizeof(*bands));

	bands->bands = arena_new(keys->reading->arena, (room + 1) * sizeof(*bands->bands));
	return bands;
}

/* Bands of one direction, each taken whole by one above it. */
static bool is_reached(const struct bands *bands, const struct band *band)
{
	struct fraction here, above;

	for (const struct band *other = bands->bands; other < band; other++) {
		bool upward = other->bound.compare == COMPARE_FROM || other->bound.compare == COMPARE_ABOVE;

		if (other->rest)
			return false;
		if (band->rest || other->bound.other_end || other->bound.compare != band->bound.compare ||
			!band->bound.amount.all || !other->bound.amount.all ||
			!formula_is_constant(band->bound.amount.all, &here) ||
			!formula_is_constant(other->bound.amount.all, &above) || !fraction_given(here) ||
			!fraction_given(above))
			continue;
		if (upward ? fraction_compare(here, above) >= 0 : fraction_compare(here, above) <= 0)
			return false;
	}
	return true;
}

static void read_band(struct keys *keys, struct bands *bands, const struct tree *node)
{
	struct keys line = keys_of(keys->reading, node);
	struct band *band = &bands->bands[bands->count++];
	const struct tree *rest = take(&line, WORD_REST);
	size_t before = keys->reading->faults->count;

	band->rest = rest != NULL;
	if (rest && means_zero(rest)) {
		band->zero = true;
	} else if (rest) {
		read_amount(keys->reading, rest, &band->points);
		note_band(keys->reading, band, false);
	} else if (node->kind == TREE_MAP) {
		band->bound = take_bound(&line);
		if (band->bound.compare == COMPARE_NONE)
			fault_missing(&line, node, N_("Say from where: from, above, below, up_to or rest"));
		read_points_of(&line, band);
	}
	keys_end(&line);
	if (keys->reading->faults->count == before && node->kind == TREE_MAP && !is_reached(bands, band))
		fault_at(keys->reading->faults, node, NEVER_REACHED, "");
}

/* 分档: {95%: 5, 90%: 3}: what is written as a bound is a word of its own there. */
static bool refuse_map_of_bands(struct keys *keys)
{
	static const char *const ends[] = {"及以上", "以上", "分", "个", "次"};
	const struct tree *node = key_in(keys->map, WORD_BANDS), *first = node ? node->child : NULL;
	struct text bound = first ? first->key : NO_TEXT;

	if (!node || node->kind != TREE_MAP || !first || first->kind != TREE_TEXT ||
		word_named(first->key) != WORD_NONE)
		return false;
	take(keys, WORD_BANDS);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (text_ends(bound, text_of(ends[i])))
			bound = text_take(bound, bound.len - strlen(ends[i]));
	fault_at(keys->reading->faults, node,
		"Bands are a list, each with its bound and its points: [{from: {1}, gain: {2}}, {rest: 0}]",
		"SS", bound,
		text_ends(first->text, TEXT("分")) ? text_take(first->text, first->text.len - TEXT("分").len)
						   : first->text);
	return true;
}

/* 分档: [{从: 95%, 得: 5}, {低于: 70%, 扣: 5}, {其余: 0}] */
static void *read_bands(struct keys *keys)
{
	const struct tree *list = refuse_map_of_bands(keys) ? NULL : take_list(keys, WORD_BANDS);
	struct bands *bands = bands_new(keys, list ? list->count : 0);

	for (const struct tree *node = list ? list->child : NULL; node; node = node->next)
		read_band(keys, bands, node);
	return bands;
}

static bool compares(enum compare compare, const struct exact *value, const struct exact *bound)
{
	int order = exact_compare(value, bound);
	static const bool holds[][3] = {
		/* below, equal, above */
		[COMPARE_NONE] = {true, true, true},
		[COMPARE_FROM] = {false, true, true},
		[COMPARE_ABOVE] = {false, false, true},
		[COMPARE_BELOW] = {true, false, false},
		[COMPARE_UPTO] = {true, true, false},
	};

	return holds[compare][order < 0 ? 0 : order ? 2 : 1];
}

bool bound_holds(
	const struct bound *bound, const struct part_work *work, size_t subject, const struct figure *value)
{
	struct figure limit;
	bool holds;

	figure_init(&limit);
	amount_evaluate(&bound->amount, work, subject, &limit);
	holds = limit.known == KNOWN && compares(bound->compare, &value->value, &limit.value);
	figure_clear(&limit);
	return holds && (!bound->other_end || bound_holds(bound->other_end, work, subject, value));
}

/* Nothing fits: nothing is gained or lost. */
static void run_bands(const void *with, struct part_work *work)
{
	const struct bands *bands = with;

	for (size_t i = 0; i < work->subjects; i++) {
		struct figure *figure = &work->figures[i];
		const struct band *found = NULL;

		if (figure->known != KNOWN)
			continue;
		for (size_t b = 0; b < bands->count && !found; b++)
			if (bound_holds(&bands->bands[b].bound, work, i, figure))
				found = &bands->bands[b];
		if (found && found->zero)
			work->zero[i] = true;
		if (found && amount_given(&found->points))
			amount_evaluate(&found->points, work, i, figure);
		else
			exact_whole(&figure->value, 0);
	}
}

/* --- by count: {1: -3, 2: -5, 3次及以上: 归零} --- */

/* "3次及以上", "3+", "3": the count, and whether more belong to it. */
static bool read_count(struct text text, int64_t *count, bool *more)
{
	static const char *const ends[] = {
		"次及以上", "及以上", "次以上", "以上", "+", " or more", "次", NULL};

	*more = false;
	for (size_t i = 0; ends[i]; i++)
		if (text_ends(text, text_of(ends[i]))) {
			text = text_take(text, text.len - strlen(ends[i]));
			*more = i < 6;
			break;
		}
	return number_parse(text, count) && *count >= 0;
}

static struct bound at_count(struct keys *keys, int64_t count, bool more)
{
	struct bound bound = {more ? COMPARE_FROM : COMPARE_UPTO};

	bound.amount.all = formula_constant((struct fraction){count, 1}, keys->reading->arena);
	return bound;
}

/* The lines are tried from the largest count down, so that "2" means exactly 2 where a "3 or more" follows
 * and what is above all counts falls to the last one. */
static void *read_counts(struct keys *keys)
{
	const struct tree *map = take_map(keys, WORD_BY_COUNT);
	struct bands *bands = bands_new(keys, map->count);

	for (const struct tree *node = map->child; node; node = node->next) {
		struct band *band = &bands->bands[bands->count];
		int64_t count;
		bool more;

		if (!read_count(node->key, &count, &more)) {
			fault_at_key(keys->reading->faults, node,
				"\"{1}\" is not a count: write 2, or 3 or more", "S", node->key);
			continue;
		}
		while (band > bands->bands) {
			struct fraction above;

			formula_is_constant(band[-1].bound.amount.all, &above);
			if (above.numerator >= count)
				break;
			*band = band[-1];
			band--;
		}
		*band = (struct band){.bound = at_count(keys, count, true)};
		bands->count++;
		if (means_zero(node)) {
			band->zero = true;
			continue;
		}
		read_amount(keys->reading, node, &band->points);
		note_amount(keys->reading, &band->points);
	}
	return bands;
}

const struct mechanism band_mechanisms[] = {
	{"BAND", "bands", "分档", STAGE_VALUE, {WORD_BANDS}, read_bands, .part = run_bands, .say = say_bands,
		.help = "The first line from the top that fits; 从 includes its number, 低于 does not."},
	{"BAND", "tiers", "分段累进", STAGE_VALUE, {WORD_TIERS}, read_tiers, .part = run_tiers,
		.say = say_tiers,
		.help = "What lies within each stretch of the figure has points of its own."},
	{"ESC", "by count", "次数越多扣得越重", STAGE_VALUE, {WORD_BY_COUNT}, read_counts, .part = run_bands,
		.say = say_counts,
		.help = "What this many together cost, not each; the last line may make the item 0."},
	{"RANK", "by place", "按名次给分", STAGE_VALUE, {WORD_BY_RANK}, read_places, .part = run_places,
		.say = say_places,
		.help = "Points for places or shares of the peers, then so much less for each further "
			"place."},
	{"LATE", "deadline", "迟到、逾期", STAGE_VALUE, {WORD_DEADLINE}, read_late, .part = run_late,
		.days = true, .say = say_late,
		.help = "Days after the deadline, natural or working; what never came is said apart."},
	{0},
};
