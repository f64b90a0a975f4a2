/* What people give: points in a range, a described level, a tick; and what must be so, which is one of these
 * or a line with a bound. */
#include "core/score/hits.h"
#include "core/score/mechanisms.h"

struct fraction take_difference(struct keys *keys)
{
	const struct tree *node = take(keys, WORD_DIFFERENCE);
	struct fraction points = {0, 0};

	if (!node)
		return points;
	if (node->kind == TREE_TEXT && text_ends(node->text, TEXT("%")))
		fault_at(keys->reading->faults, node, "How many points, not which share: \"{1}\"", "S",
			node->text);
	else
		points = read_without_sign(keys->reading, node);
	return points;
}

/* "1-3", "1至3", "5", "最多5": from and to. */
static bool read_range(struct text text, struct fraction *least, struct fraction *most)
{
	static const char *const at_most[] = {"最多", "至多", "不超过", NULL};
	struct text from, to;

	*least = (struct fraction){0, 1};
	for (size_t i = 0; at_most[i]; i++)
		if (text_starts(text, text_of(at_most[i])))
			return fraction_parse(text_trim(text_skip(text, text_of(at_most[i]).len)), most);
	if (split_range(text, &from, &to))
		return fraction_parse(from, least) && fraction_parse(to, most) &&
			fraction_compare(*least, *most) <= 0;
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

/* 人工: {好: 2, 差: 0}: words nobody knows, and nothing else. */
static const struct tree *levels_of(struct keys *keys)
{
	const struct tree *levels = take(keys, WORD_LEVELS), *first = keys->map->child;

	if (levels && levels->kind == TREE_LIST) {
		fault_at(keys->reading->faults, levels, "Each word needs its points: {good: 3, poor: 0}", "");
		return NULL;
	}
	if (levels)
		return keys_of(keys->reading, levels).map;
	for (const struct tree *node = first; node; node = node->next)
		if (word_named(node->key) != WORD_NONE || node->kind != TREE_TEXT || is_range(node->text))
			return NULL;
	if (first && first->next)
		fault_at_key(keys->reading->faults, first,
			"Words to choose from stand under levels: {levels: {{1}: {2}}}", "SS", first->key,
			first->text);
	return NULL;
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

static const struct choice_word several_words[] = {
	{MARKS_MEAN, "mean", "平均", {"平均分", "平均值", "平均数"}, .help = N_("their mean")},
	{MARKS_TRIMMED, "trimmed", "去掉最高最低", {"去掉一个最高分和一个最低分"},
		.help = N_("the mean without the highest and the lowest")},
	{MARKS_MIDDLE, "middle", "中位", .help = N_("their median")},
	{MARKS_SUM, "sum", "合计", .help = N_("their sum")},
	{MARKS_MOST, "most", "最高", .help = N_("the highest")},
	{MARKS_LEAST, "least", "最低", .help = N_("the lowest")},
	{0},
};

static struct manual *manual_new(struct reading *reading, const struct tree *node, struct text name)
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
	if (text_count(manual->item) > MARK_NAME_MOST)
		fault_at(reading->faults, node,
			"What people judge is called by item and case: {1} characters are too many, at most "
			"{2}",
			"nn", (int64_t)text_count(manual->item), (int64_t)MARK_NAME_MOST);
	return manual;
}

enum { ENTERED_MOST = 9999 };

static const struct choice_word entered[] = {
	{1, "count", "次数", {"填数", "件数"}, .help = N_("a number is entered, not points")},
	{0},
};

/* 人工: 次数, 人工: {次数: 0-30} */
static void enter_number(struct keys *keys, const struct tree *range, struct manual *manual)
{
	manual->kind = MANUAL_COUNT;
	manual->least = (struct fraction){0, 1};
	manual->most = (struct fraction){ENTERED_MOST, 1};
	if (range)
		take_range(keys, range, manual);
}

/* 人工: 0-5, 人工: {扣: 1-3, 须写理由: 是}, 人工: {评语: {好: 3, 差: 0}} */
void read_manual(struct keys *keys)
{
	struct reading *reading = keys->reading;
	const struct tree *node = take(keys, WORD_MANUAL), *off, *levels, *gain;
	struct manual *manual = manual_new(reading, node, reading->line->name);
	struct keys inner;
	size_t before;

	reading->line->manual = manual;
	if (node->kind == TREE_TEXT && choice_word(entered, node->text) == 1) {
		enter_number(keys, NULL, manual);
		return;
	}
	if (node->kind == TREE_TEXT) {
		take_range(keys, node, manual);
		note_gains(reading);
		return;
	}
	inner = keys_of(reading, node);
	off = take(&inner, WORD_OFF);
	before = reading->faults->count;
	levels = levels_of(&inner);
	if (reading->faults->count > before)
		return;
	gain = take(&inner, WORD_GAIN);
	if (has(&inner, WORD_ENTERED)) {
		enter_number(&inner, take(&inner, WORD_ENTERED), manual);
		if (off || gain || levels)
			fault_at_key(reading->faults,
				off            ? off
					: gain ? gain
					       : key_in(inner.map, WORD_LEVELS),
				"A number is entered here: what it is worth stands beside manual, each: -0.5",
				"");
	} else if (off) {
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
	else if (!off && manual->kind != MANUAL_COUNT)
		note_gains(reading);
	manual->reason = read_flag(&inner, WORD_REASON, false);
	manual->evidence = read_flag(&inner, WORD_EVIDENCE, false);
	manual->several = read_choice(&inner, WORD_SEVERAL, several_words, MARKS_MEAN);
	manual->difference = take_difference(&inner);
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
	line->manual = manual_new(reading, node, name);
	line->manual->kind = MANUAL_TICK;
	return line;
}

/* 总分 >= 95, as words: somebody would be asked whether it is so. */
static void refuse_comparison(struct reading *reading, const struct tree *node)
{
	static const char *const signs[] = {">", "<", "=", "≥", "≤", "＞", "＜"};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (text_find(node->text, text_of(signs[i])) < node->text.len) {
			fault_at(reading->faults, node,
				"These words would be a person's to confirm. A comparison reads {formula: "
				"total, "
				"from: 95}, one of who is scored {condition: {1}}",
				"S", node->text);
			return;
		}
}

struct line *read_event(struct reading *reading, const struct tree *node)
{
	struct keys keys;
	struct line *line;

	if (node->kind == TREE_TEXT) {
		refuse_comparison(reading, node);
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

/* Does it gain for what is beyond a target? */
static bool has_over(const struct keys *keys)
{
	return key_in(keys->map, WORD_EACH_OVER) || key_in(keys->map, WORD_EACH_ABOVE);
}

bool only_loses(const struct keys *keys)
{
	const struct tree *each = key_in(keys->map, WORD_EACH), *lack = key_in(keys->map, WORD_EACH_SHORT);

	return !has_over(keys) && !key_in(keys->map, WORD_GAIN) &&
		((each && all_minus(each)) || (lack && all_minus(lack)));
}

/* 上限 of a line is what 最多得 says. */
static void add_cap(struct keys *keys, struct line *line, bool off)
{
	struct amount *amount;

	if (!has(keys, WORD_CAP))
		return;
	if (off && !has_over(keys))
		fault_at_key(keys->reading->faults, take(keys, WORD_CAP), CAP_OF_OFF, "");
	amount = arena_new(keys->reading->arena, sizeof(*amount));
	take_amount(keys, WORD_CAP, amount);
	keys->reading->line = line;
	add_step(keys->reading, &cap_of_line, keys->map, amount);
}

/* {情形: 带头作用差, 扣: 2-4}: how much, somebody judges. */
static bool let_judge(struct keys *keys, struct line *line, const struct tree *off, const struct tree *gain)
{
	const struct tree *range = off ? off : gain;

	if (!line->manual || line->manual->kind != MANUAL_TICK || !range || range->kind != TREE_TEXT ||
		!is_range(range->text))
		return false;
	line->manual->kind = off ? MANUAL_OFF : MANUAL_POINTS;
	take_range(keys, range, line->manual);
	if (!off)
		note_gains(keys->reading);
	else if (keys->reading->item)
		keys->reading->item->takes_off = true;
	return true;
}

/* 每个: 2 says what its figure is worth, and so do some others that read 得 themselves. */
static bool says_worth(const struct keys *keys)
{
	static const enum word words[] = {
		WORD_EACH, WORD_BY_WHAT, WORD_ELSE, WORD_REQUIRED, WORD_TARGET, WORD_DEADLINE, WORD_NONE};

	for (size_t i = 0; words[i]; i++)
		if (has(keys, words[i]))
			return true;
	return false;
}

/* Figures that formulas speak of may be any. */
static bool is_reference(const struct reading *reading)
{
	return reading->item && reading->rules->sections[reading->item->section].kind == SECTION_REFERENCE;
}

/* 超过: 10, 每个: 1: what is beyond, and what is not there, has keys of its own. */
static void refuse_bound_of_each(struct keys *keys)
{
	static const struct {
		enum word word;
		bool upper;
	} bounds[] = {{WORD_FROM, false}, {WORD_ABOVE, false}, {WORD_BELOW, true}, {WORD_UPTO, true}};

	for (size_t i = 0; has(keys, WORD_EACH) && i < sizeof(bounds) / sizeof(*bounds); i++) {
		const struct tree *node = has(keys, bounds[i].word) ? take(keys, bounds[i].word) : NULL;

		if (node && node->kind == TREE_TEXT)
			fault_at_key(keys->reading->faults, node,
				bounds[i].upper
					? N_("\"{1}\" beside \"{2}\": for each one that is missing write "
					     "required: {3}, each_short: -1; for such records only, only: "
					     "amount < {3}")
					: N_("\"{1}\" beside \"{2}\": for each one that is beyond write "
					     "required: {3}, each_over: 1; for such records only, only: "
					     "amount > {3}"),
				"SSS", node->key, key_in(keys->map, WORD_EACH)->key, node->text);
	}
}

struct line *read_worth(struct keys *keys, struct text words)
{
	struct reading *reading = keys->reading;
	const struct tree *off = NULL, *gain = NULL, *unless = NULL;
	struct bound bound = {COMPARE_NONE};
	struct line *line;

	refuse_bound_of_each(keys);
	if (!says_worth(keys)) {
		bound = take_bound(keys);
		off = take(keys, WORD_OFF);
		gain = take(keys, WORD_GAIN);
	}
	if (!counts_something(keys)) {
		unless = take(keys, WORD_UNLESS);
		line = tick(reading, keys->map, words);
		if (has(keys, WORD_WHOM))
			line->whom = read_whom(reading, reading->rules->subject, take(keys, WORD_WHOM));
	} else {
		line = read_line(keys, words);
	}
	reading->line = line;
	line->when = bound;
	if (off && gain)
		fault_at_key(reading->faults, off, "One of gain and off is enough", "");
	if (let_judge(keys, line, off, gain))
		off = gain = NULL;
	if (off)
		read_off(reading, off, &line->then);
	else if (gain)
		read_amount(reading, gain, &line->then);
	if (gain)
		refuse_percent(reading, gain);
	check_once(keys, line);
	if (line->manual && line->manual->kind == MANUAL_COUNT && !line->steps &&
		!amount_given(&line->then) && !key_in(keys->map, WORD_EACH) && !is_reference(reading))
		fault_missing_at_key(keys, key_in(keys->map, WORD_MANUAL),
			N_("Say what the number is worth: each: -0.5, bands, required ..."));
	if (amount_given(&line->then) && line->when.compare == COMPARE_NONE)
		line->when = once(reading);
	settle_ago(reading, line);
	if (unless)
		line->unless = read_event(reading, unless);
	reading->line = NULL;
	return line;
}

/* {没有计划: 2} */
static bool refuse_short_case(struct reading *reading, const struct tree *only)
{
	struct fraction points;

	if (word_named(only->key) != WORD_NONE || only->kind != TREE_TEXT ||
		!fraction_parse(only->text, &points))
		return false;
	fault_at_key(reading->faults, only,
		"A line of a list reads {case: {1}, off: {2}} or {case: {1}, gain: {2}}", "SS", only->key,
		only->text);
	return true;
}

/* One line of 扣分清单 or 得分清单: a case, and what it costs or earns. */
struct line *read_listed(struct reading *reading, const struct tree *node)
{
	struct keys keys = keys_of(reading, node);
	const struct tree *name = take(&keys, WORD_CASE);
	bool before = reading->item && reading->item->takes_off;
	struct line *line;

	if (!name && node->count == 1 && refuse_short_case(reading, node->child))
		return tick(reading, node, NO_TEXT);
	if (!name && node->kind == TREE_MAP)
		fault_missing(&keys, node, N_("Say which case it is: case"));
	if (reading->item)
		reading->item->takes_off = false;
	line = read_worth(&keys, name ? read_text(reading, name) : NO_TEXT);
	if (!amount_given(&line->then) && !line->steps &&
		!(line->manual && line->manual->kind != MANUAL_TICK))
		fault_missing(&keys, node, N_("Say what it is worth: gain or off"));
	add_cap(&keys, line, reading->item && reading->item->takes_off);
	if (reading->item)
		reading->item->takes_off |= before;
	keys_end(&keys);
	return line;
}
