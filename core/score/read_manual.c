/* What people give: points in a range, a described level, a tick; and what must be so, which is one of these
 * or a line with a bound. */
#include "core/score/hits.h"
#include "core/score/mechanisms.h"

/* "1-3", "1至3", "5": from and to. */
static bool read_range(struct text text, struct fraction *least, struct fraction *most)
{
	static const char *const dashes[] = {"至", "~", "-", NULL};

	*least = (struct fraction){0, 1};
	for (size_t i = 0; dashes[i]; i++) {
		size_t at = 1 + text_find(text_skip(text, 1), text_of(dashes[i]));

		if (at < text.len)
			return fraction_parse(text_take(text, at), least) &&
				fraction_parse(text_skip(text, at + text_of(dashes[i]).len), most) &&
				fraction_compare(*least, *most) <= 0;
	}
	return fraction_parse(text, most);
}

static void take_range(struct keys *keys, const struct tree *node, struct manual *manual)
{
	if (node->kind != TREE_TEXT || !read_range(node->text, &manual->least, &manual->most))
		fault_at(keys->reading->faults, node, "A range is needed here: 0-5", "");
}

static struct manual_level read_level(struct reading *reading, const struct tree *node)
{
	struct manual_level level = {.word = arena_text(reading->arena, node->key)};

	level.zero = node->kind == TREE_TEXT && (text_is(node->text, "归零") || text_is(node->text, "zero"));
	level.points = level.zero ? (struct fraction){0, 1} : read_fraction(reading, node);
	return level;
}

static void read_levels(struct keys *keys, const struct tree *map, struct manual *manual)
{
	manual->kind = MANUAL_LEVELS;
	manual->levels = arena_new(keys->reading->arena, (map->count + 1) * sizeof(*manual->levels));
	for (const struct tree *node = map->child; node; node = node->next)
		manual->levels[manual->level_count++] = read_level(keys->reading, node);
}

/* Levels that are all written as what is lost: {已完成: 0, 一般: -0.5, 未完成: 归零} */
static bool only_takes_off(const struct manual *manual)
{
	bool any = false;

	for (size_t i = 0; i < manual->level_count; i++) {
		if (manual->levels[i].points.numerator > 0)
			return false;
		any |= manual->levels[i].points.numerator < 0;
	}
	return any;
}

static const struct choice_word missing_words[] = {
	{1, "spread", "其余按权重分摊", {"按权重分摊", "分摊"},
		.help = N_("the others count by their weights")},
	{0, "no_score", "不出分", .help = N_("the item stays unjudged")},
	{0},
};

static const struct choice_word several_words[] = {
	{MARKS_MEAN, "mean", "平均", .help = N_("their mean")},
	{MARKS_TRIMMED, "trimmed", "去掉最高最低", {"去掉一个最高分和一个最低分"},
		.help = N_("the mean without the highest and the lowest")},
	{MARKS_MIDDLE, "middle", "中位", .help = N_("their median")},
	{MARKS_SUM, "sum", "合计", .help = N_("their sum")},
	{MARKS_MOST, "most", "最高", .help = N_("the highest")},
	{MARKS_LEAST, "least", "最低", .help = N_("the lowest")},
	{0},
};

static void read_reviewers(struct keys *keys, struct manual *manual)
{
	const struct tree *list = take_list(keys, WORD_REVIEWERS);

	manual->spread = read_choice(keys, WORD_MISSING, missing_words, 0) == 1;
	if (!list)
		return;
	manual->reviewers = arena_new(keys->reading->arena, (list->count + 1) * sizeof(*manual->reviewers));
	for (const struct tree *node = list->child; node; node = node->next) {
		struct keys one = keys_of(keys->reading, node);
		struct reviewer *reviewer = &manual->reviewers[manual->reviewer_count];
		const struct tree *who = take(&one, WORD_WHO), *weight;

		if (!who)
			who = take(&one, WORD_WHOM);
		if (!who)
			fault_missing(&one, node, N_("Say who: who"));
		else
			reviewer->who = read_text(keys->reading, who);
		weight = take(&one, WORD_WEIGHT);
		if (weight)
			reviewer->weight = read_fraction(keys->reading, weight);
		if (!weight)
			fault_missing(&one, node, N_("A weight larger than 0 is needed"));
		else if (fraction_given(reviewer->weight) && reviewer->weight.numerator <= 0)
			fault_at(keys->reading->faults, weight, "A weight larger than 0 is needed", "");
		keys_end(&one);
		manual->reviewer_count++;
	}
}

static struct manual *manual_new(struct reading *reading, struct text name)
{
	struct manual *manual = arena_new(reading->arena, sizeof(*manual));
	struct buf item = BUF_INIT;

	if (reading->item && !text_equal(reading->item->name, name) && reading->item->id.len)
		buf_printf(&item, "%.*s/", (int)reading->item->id.len, reading->item->id.at);
	buf_text(&item, reading->item && text_equal(reading->item->name, name) ? reading->item->id : name);
	manual->item = arena_text(reading->arena, buf_as_text(&item));
	if (reading->item && item.len > reading->item->id.len + 1)
		manual->whole = reading->item->id;
	buf_release(&item);
	return manual;
}

/* 人工: 0-5, 人工: {扣: 1-3, 须写理由: 是}, 人工: {评语: {好: 3, 差: 0}} */
void read_manual(struct keys *keys)
{
	struct reading *reading = keys->reading;
	const struct tree *node = take(keys, WORD_MANUAL), *off, *levels, *gain;
	struct manual *manual = manual_new(reading, reading->line->name);
	struct keys inner;

	reading->line->manual = manual;
	if (node->kind == TREE_TEXT) {
		take_range(keys, node, manual);
		note_gains(reading);
		return;
	}
	inner = keys_of(reading, node);
	off = take(&inner, WORD_OFF);
	levels = take_map(&inner, WORD_LEVELS);
	gain = take(&inner, WORD_GAIN);
	if (off) {
		manual->kind = MANUAL_OFF;
		take_range(&inner, off, manual);
		if (reading->item)
			reading->item->takes_off = true;
	} else if (levels) {
		read_levels(&inner, levels, manual);
	} else if (gain) {
		take_range(&inner, gain, manual);
	} else {
		fault_missing(&inner, node, N_("Say what may be given: gain 0-5, off 1-3 or levels"));
	}
	if (only_takes_off(manual))
		note_points(reading, (struct fraction){-1, 1});
	else if (!off)
		note_gains(reading);
	manual->reason = read_flag(&inner, WORD_REASON, false);
	manual->evidence = read_flag(&inner, WORD_EVIDENCE, false);
	manual->several = read_choice(&inner, WORD_SEVERAL, several_words, MARKS_MEAN);
	read_reviewers(&inner, manual);
	keys_end(&inner);
}

/* --- ticks and what must be so --- */

static struct line *tick(struct reading *reading, const struct tree *node, struct text name)
{
	struct tree nothing = {.kind = TREE_MAP, .line = node->line, .column = node->column};
	struct keys keys = keys_of(reading, NULL);
	struct line *line;

	keys.map = arena_new(reading->arena, sizeof(nothing));
	*(struct tree *)(uintptr_t)keys.map = nothing;
	line = line_new(reading, keys.map, name);
	line->manual = manual_new(reading, name);
	line->manual->kind = MANUAL_TICK;
	return line;
}

struct bound once(struct reading *reading)
{
	struct bound bound = {COMPARE_FROM};

	bound.amount.all = formula_constant((struct fraction){1, 1}, reading->arena);
	return bound;
}

struct line *read_event(struct reading *reading, const struct tree *node)
{
	struct keys keys;
	struct line *line;

	if (node->kind == TREE_TEXT) {
		line = tick(reading, node, read_text(reading, node));
		line->manual->whole = NO_TEXT;
	} else {
		const struct tree *name;
		struct bound bound;
		struct item before = reading->item ? *reading->item : (struct item){.section = 0};

		keys = keys_of(reading, node);
		name = take(&keys, WORD_CASE);
		bound = take_bound(&keys);
		line = read_line(&keys, name ? read_text(reading, name) : TEXT("?"));
		line->when = bound;
		keys_end(&keys);
		/* What must be so says nothing of how the item counts. */
		if (reading->item) {
			reading->item->takes_off = before.takes_off;
			reading->item->gains = before.gains;
		}
	}
	if (line->when.compare == COMPARE_NONE)
		line->when = once(reading);
	return line;
}

/* 上限 of a line is what 最多得 says. */
static void add_cap(struct keys *keys, struct line *line)
{
	struct amount *amount;

	if (!has(keys, WORD_CAP))
		return;
	amount = arena_new(keys->reading->arena, sizeof(*amount));
	take_amount(keys, WORD_CAP, amount);
	keys->reading->line = line;
	add_step(keys->reading, &cap_of_line, keys->map, amount);
}

/* One line of 扣分清单 or 得分清单: a case, and what it costs or earns. */
struct line *read_listed(struct reading *reading, const struct tree *node)
{
	struct keys keys = keys_of(reading, node);
	const struct tree *name = take(&keys, WORD_CASE), *off, *gain, *unless = NULL;
	struct text words = name ? read_text(reading, name) : NO_TEXT;
	struct bound bound = take_bound(&keys);
	struct line *line;

	off = take(&keys, WORD_OFF);
	gain = take(&keys, WORD_GAIN);
	if (!name && node->kind == TREE_MAP)
		fault_missing(&keys, node, N_("Say which case it is: case"));
	if (!counts_something(&keys)) {
		unless = take(&keys, WORD_UNLESS);
		line = tick(reading, node, words);
	} else {
		line = read_line(&keys, words);
		add_cap(&keys, line);
	}
	reading->line = line;
	line->when = bound;
	if (off)
		read_off(reading, off, &line->then);
	else if (gain)
		read_amount(reading, gain, &line->then);
	else if (!line->steps && !(line->manual && line->manual->kind != MANUAL_TICK) &&
		node->kind == TREE_MAP)
		fault_missing(&keys, node, N_("Say what it is worth: gain or off"));
	if (amount_given(&line->then) && line->when.compare == COMPARE_NONE)
		line->when = once(reading);
	if (unless)
		line->unless = read_event(reading, unless);
	reading->line = NULL;
	keys_end(&keys);
	return line;
}
