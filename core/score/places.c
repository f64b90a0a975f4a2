/* Mechanisms of place: which one a figure has among its peers, and what a place is worth. */
#include <string.h>
#include "core/score/sentence_internal.h"

/* --- rank --- */

/* 名次: {越大越好: 是} */
struct ranking {
	bool smaller;
	enum { EQUAL_FIRST, EQUAL_MEAN, EQUAL_LAST } equal; /* which place those have that are equal */
};

static const struct choice_word equals[] = {
	{EQUAL_FIRST, "same_place", "同名次", {"取首位", "取最前", "取高"},
		.help = N_("two thirds, the next is fifth")},
	{EQUAL_MEAN, "mean_place", "平均名次", .help = N_("two thirds are three and a half each")},
	{EQUAL_LAST, "last_place", "取末位", .help = N_("two thirds are both fourth")},
	{0},
};

enum { RANK_LARGER, RANK_SMALLER, RANK_GIVEN };
static const struct choice_word rankings[] = {
	{RANK_LARGER, "larger_is_better", "越大越好", {"从高到低", "从大到小"},
		.help = N_("the largest figure has the first place")},
	{RANK_SMALLER, "smaller_is_better", "越小越好", {"从低到高", "从小到大"},
		.help = N_("the smallest figure has the first place")},
	{RANK_GIVEN, "given", "已排好", .help = N_("the figure is a place already")},
	{0},
};

/* Which of them is written; a map says the rest by its keys. */
static int rank_code(const struct tree *rank)
{
	return rank->kind == TREE_TEXT && rank->text.len ? choice_word(rankings, rank->text) : RANK_LARGER;
}

void *read_rank(struct keys *keys)
{
	const struct tree *node = take(keys, WORD_RANK);
	bool alone = node->kind == TREE_TEXT && node->text.len;
	struct keys inner = keys_of(keys->reading, alone ? NULL : node);
	struct ranking *ranking = arena_new(keys->reading->arena, sizeof(*ranking));
	int code = rank_code(node);

	if (asked_value(keys->reading, node))
		offer_choices(keys->reading, rankings);
	if (code < 0)
		fault_choice(keys->reading, node, rankings, NULL);
	if (alone) {
		ranking->smaller = code == RANK_SMALLER;
		return code == RANK_GIVEN ? NULL : ranking;
	}

	ranking->smaller = !read_flag(&inner, WORD_LARGER, true);
	ranking->equal = read_choice(&inner, WORD_EQUAL, equals, EQUAL_FIRST);
	read_among(&inner, &keys->reading->line->among_all);
	keys_end(&inner);
	return ranking;
}

/* How many others have the same figure. */
static int64_t equal_to(const struct part_work *work, size_t subject)
{
	int64_t count = 0;

	for (size_t i = 0; i < work->subjects; i++)
		count += i != subject && is_peer(work, subject, i) &&
			exact_equal(&work->before[i].value, &work->before[subject].value);
	return count;
}

static void rank_one(const void *with, const struct part_work *work, size_t subject, struct figure *out)
{
	const struct ranking *ranking = with;
	int64_t place = place_of(work, subject, ranking->smaller),
		others = ranking->equal == EQUAL_FIRST ? 0 : equal_to(work, subject);

	figure_set(out, 2 * place + (ranking->equal == EQUAL_LAST ? 2 : 1) * others, 2);
}

void run_rank(const void *with, struct part_work *work)
{
	for (size_t i = 0; i < work->subjects; i++)
		if (work->figures[i].known == KNOWN)
			rank_one(with, work, i, &work->figures[i]);
}

/* --- by place: {1-3: 4, 之后每名: -0.2, 最低: 0}, {前5%: 8, 前10%: 6} --- */

struct places {
	struct place_line {
		struct fraction last; /* up to this place, or this share of the peers */
		bool share, rest;
		struct amount points;
	} * lines;
	size_t count;
	struct amount then_each, least;
	bool given; /* the figure is a place already */
};

/* 第一名, 前三名, 第4-6名: without what is only said, and one digit for another; 十二 is no number here. */
static void plain_place(struct text text, struct buf *out)
{
	static const char *const numbers[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
	static const char *const said[] = {"第", "名", "位"};

	bool digit = false;

	while (text.len) {
		struct text rest = text, one;
		bool done = false, before = digit;

		text_next(&rest);
		one = text_take(text, text.len - rest.len);
		text = rest;
		for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers) && !done; i++)
			if ((done = digit = text_is(one, numbers[i])))
				buf_printf(out, before ? "?" : "%zu", i + 1);
		for (size_t i = 0; i < sizeof(said) / sizeof(*said) && !done; i++)
			done = text_is(one, said[i]);
		if (!done)
			buf_text(out, one);
	}
}

static bool read_place(struct text written, struct place_line *line)
{
	static const char *const befores[] = {"前", "top ", NULL};
	struct buf plain = BUF_INIT;
	struct text text;
	size_t dash;
	bool good;

	line->rest = word_is(WORD_REST, written);
	if (line->rest)
		return true;
	plain_place(written, &plain);
	text = buf_as_text(&plain);
	for (size_t i = 0; befores[i]; i++)
		if (text_starts(text, text_of(befores[i])))
			text = text_skip(text, strlen(befores[i]));
	dash = text_find(text, TEXT("-"));
	if (dash < text.len)
		text = text_skip(text, dash + 1);
	line->share = text_ends(text, TEXT("%"));
	good = fraction_parse(text, &line->last) && line->last.numerator > 0;
	buf_release(&plain);
	return good;
}

/* [3, 2, 1]: the first, the second, the third. */
static void read_in_turn(struct reading *reading, const struct tree *list, struct places *places)
{
	for (const struct tree *node = list->child; node; node = node->next) {
		struct place_line *line = &places->lines[places->count++];

		line->last = (struct fraction){(int64_t)places->count, 1};
		read_amount(reading, node, &line->points);
	}
}

void *read_places(struct keys *keys)
{
	const struct tree *map = take(keys, WORD_BY_RANK);
	const bool list = map->kind == TREE_LIST;
	struct places *places = arena_new(keys->reading->arena, sizeof(*places));
	struct keys inner = keys_of(keys->reading, list ? NULL : map);
	const struct tree *rank = key_in(keys->map, WORD_RANK);

	if (!rank)
		fault_missing_at_key(keys, map,
			N_("Say what makes the places: rank: larger_is_better, or smaller_is_better, or "
			   "given where the figure is a place already"));
	places->given = rank && rank_code(rank) == RANK_GIVEN;
	places->lines = arena_new(keys->reading->arena, (map->count + 1) * sizeof(*places->lines));
	take_amount(&inner, WORD_THEN_EACH, &places->then_each);
	take_amount(&inner, WORD_LEAST, &places->least);
	if (list)
		read_in_turn(keys->reading, map, places);
	for (const struct tree *node = list ? NULL : map->child; node; node = node->next) {
		struct place_line *line = &places->lines[places->count];
		enum word word = word_named(node->key);

		if (word == WORD_THEN_EACH || word == WORD_LEAST)
			continue;
		if (!read_place(node->key, line)) {
			fault_at_key(keys->reading->faults, node,
				"\"{1}\" is not a place: write 1, 1-3, top 10% or then_each", "S", node->key);
			continue;
		}
		read_amount(keys->reading, node, &line->points);
		places->count++;
	}
	note_gains(keys->reading);
	return places;
}

static size_t known_peers(const struct part_work *work, size_t subject)
{
	size_t count = 0;

	for (size_t i = 0; i < work->subjects; i++)
		count += is_peer(work, subject, i);
	return count;
}

static bool within(const struct place_line *line, const struct exact *place, size_t peers)
{
	struct exact last, of;
	bool inside;

	if (line->rest)
		return true;
	exact_init(&last);
	exact_init(&of);
	exact_set(&last, line->last);
	exact_whole(&of, line->share ? peers : 1);
	exact_multiply(&last, &last, &of);
	inside = exact_compare(place, &last) <= 0;
	exact_clear(&last);
	exact_clear(&of);
	return inside;
}

/* Behind the last line: so much for each place further. */
static void after_last(
	const struct places *places, const struct part_work *work, size_t subject, struct figure *out)
{
	struct figure each, last, least;

	figure_init(&each);
	figure_init(&last);
	figure_init(&least);
	amount_evaluate(&places->then_each, work, subject, &each);
	if (places->count && amount_given(&places->then_each)) {
		struct exact from;

		exact_init(&from);
		exact_set(&from, places->lines[places->count - 1].last);
		exact_subtract(&out->value, &out->value, &from);
		exact_multiply(&out->value, &out->value, &each.value);
		exact_clear(&from);
		amount_evaluate(&places->lines[places->count - 1].points, work, subject, &last);
		exact_add(&out->value, &out->value, &last.value);
	} else {
		exact_whole(&out->value, 0);
	}
	amount_evaluate(&places->least, work, subject, &least);
	if (amount_given(&places->least) && exact_compare(&out->value, &least.value) < 0)
		figure_copy(out, &least);
	figure_clear(&each);
	figure_clear(&last);
	figure_clear(&least);
}

void run_places(const void *with, struct part_work *work)
{
	const struct places *places = with;

	for (size_t i = 0; i < work->subjects; i++) {
		struct figure *figure = &work->figures[i];
		size_t peers = known_peers(work, i), line = 0;

		if (figure->known != KNOWN)
			continue;
		while (line < places->count && !within(&places->lines[line], &figure->value, peers))
			line++;
		if (line < places->count)
			amount_evaluate(&places->lines[line].points, work, i, figure);
		else
			after_last(places, work, i, figure);
	}
}

/* --- read out --- */

void say_rank(const void *with, struct saying *saying)
{
	static const char *const equal[] = {
		[EQUAL_FIRST] = N_("; equal figures share the better place"),
		[EQUAL_MEAN] = N_("; equal figures have the mean of their places"),
		[EQUAL_LAST] = N_("; equal figures share the worse place"),
	};
	const struct ranking *ranking = with;

	say(saying->out,
		ranking->smaller ? N_("; its place, the smallest figure first")
				 : N_("; its place, the largest figure first"),
		"");
	say(saying->out, equal[ranking->equal], "");
}

void say_places(const void *with, struct saying *saying)
{
	const struct places *places = with;

	say(saying->out, places->given ? N_("; that figure is a place: ") : N_("; by place: "), "");
	for (size_t i = 0; i < places->count; i++) {
		const struct place_line *line = &places->lines[i];

		if (i)
			say(saying->out, N_(", "), "");
		if (line->rest) {
			say(saying->out, N_("any other "), "");
			say_points(saying, &line->points);
			continue;
		}
		say(saying->out, line->share ? N_("the first ") : N_("up to place "), "");
		if (line->share)
			say_share(saying, line->last);
		else
			say_fraction(saying, line->last);
		say(saying->out, line->share ? N_(" of all (included) ") : N_(" (included) "), "");
		say_points(saying, &line->points);
	}
	if (places->count && places->lines[places->count - 1].rest)
		return;
	say(saying->out,
		amount_given(&places->then_each) ? N_("; each place further ") : N_("; further down "), "");
	say_points(saying, &places->then_each);
	say_limit(saying, N_("; but at least "), &places->least);
}
