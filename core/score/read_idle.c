/* What a line says that would come to nothing, or to something else than anybody means: refused. */
#include "core/score/mechanisms.h"

/* --- what each row is worth, where no figure asks --- */

static const bool weighed[ATOM_MATCHING + 1] = {[ATOM_COUNT] = true,
	[ATOM_TIMES] = true,
	[ATOM_PEOPLE] = true,
	[ATOM_SUM] = true,
	[ATOM_DAYS] = true,
	[ATOM_LASTING] = true,
	[ATOM_WORKING] = true};

bool asks_worth(const struct line *line)
{
	for (size_t i = 0; i < line->atom_count; i++)
		if (weighed[line->atoms[i].kind])
			return true;
	return false;
}

static bool is_weighed(const void *arg, unsigned number)
{
	const struct line *line = arg;

	return number >= NAME_ATOM && number - NAME_ATOM < line->atom_count &&
		weighed[line->atoms[number - NAME_ATOM].kind];
}

bool carries_worth(const struct line *line)
{
	return asks_worth(line) && line->over < OVER_RUN &&
		(!line->measure || formula_is_weighed(line->measure, is_weighed, line));
}

/* 按级别: {省级: 5}, 口径: 平均.数量: rows are weighed, and a mean weighs nothing. */
static void refuse_weights(const struct keys *keys, const struct line *line)
{
	static const enum word weights[] = {WORD_BY_WHAT, WORD_STACK, WORD_TIMES, WORD_LENIENT, WORD_SHARE,
		WORD_BY_OFFICE, WORD_CONVERT, WORD_SAME_MATTER, WORD_CAP_DAY, WORD_CAP_WEEK, WORD_CAP_MONTH,
		WORD_CAP_QUARTER, WORD_CAP_PERSON, WORD_BEST, WORD_IN_TURN};
	const struct tree *measure = key_in(keys->map, WORD_MEASURE);

	if (!measure || measure->kind != TREE_TEXT || !line->atom_count || asks_worth(line))
		return;
	for (size_t i = 0; i < sizeof(weights) / sizeof(*weights); i++) {
		const struct tree *node = key_in(keys->map, weights[i]);

		/* 按: 工作日 is a deadline's. */
		if (node && !(weights[i] == WORD_BY_WHAT && key_in(keys->map, WORD_DEADLINE)))
			fault_at_key(keys->reading->faults, node,
				"\"{1}\" says what each record is worth, and the measure does not ask for "
				"it: count times or a sum",
				"S", node->key);
	}
}

/* --- two ways from one figure to points --- */

/* 每个: -2, 按次数: {1: -1}: the points of each would be compared with a number of times. */
static void refuse_each_beside(const struct keys *keys)
{
	static const enum word others[] = {
		WORD_BY_COUNT, WORD_TIERS, WORD_REQUIRED, WORD_EACH_SHORT, WORD_EACH_OVER, WORD_PROPORTION};
	const struct tree *each = key_in(keys->map, WORD_EACH);

	for (size_t i = 0; each && each->kind == TREE_TEXT && i < sizeof(others) / sizeof(*others); i++) {
		const struct tree *other = key_in(keys->map, others[i]);

		if (other) {
			fault_at_key(keys->reading->faults, other,
				"\"{1}\" and \"{2}\" both make points of the same number: keep one, or make "
				"a list of two",
				"SS", each->key, other->key);
			return;
		}
	}
}

/* 得: 2, 上限: 6: it is given once, and never comes near 6. */
void check_once(const struct keys *keys, const struct line *line)
{
	static const enum word caps[] = {WORD_CAP, WORD_MOST_OFF, WORD_MOST_GAIN};

	if (!amount_given(&line->then) || !line->source || line->every || line->apart)
		return;
	for (size_t i = 0; i < sizeof(caps) / sizeof(*caps); i++) {
		const struct tree *cap = key_in(keys->map, caps[i]);

		if (cap && cap->kind == TREE_TEXT)
			fault_at_key(keys->reading->faults, cap,
				"What is gained or taken off once never comes near this: for each write "
				"each: 2",
				"");
	}
}

void check_idle(const struct keys *keys, const struct line *line)
{
	if (!line->source)
		return;
	refuse_weights(keys, line);
	refuse_each_beside(keys);
}

/* --- records that hold figures --- */

static bool any_key(const struct keys *keys, const enum word *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (key_in(keys->map, words[i]))
			return true;
	return false;
}

bool figure_is_counted(const struct keys *keys)
{
	static const enum word words[] = {WORD_EACH, WORD_EACH_SHORT, WORD_EACH_OVER, WORD_REQUIRED};

	return any_key(keys, words, sizeof(words) / sizeof(*words));
}

bool figure_is_clear(const struct keys *keys)
{
	static const enum word bounds[] = {
		WORD_REACH, WORD_FROM, WORD_ABOVE, WORD_BELOW, WORD_UPTO, WORD_EFFECT};
	const struct subject_source *source = keys->reading->line->source;

	if (text_is(text_of(source->name), "indicator"))
		return !figure_is_counted(keys);
	return keys->reading->item && !any_key(keys, bounds, sizeof(bounds) / sizeof(*bounds));
}

/* --- percent where points stand --- */

/* 得: 60% is 0.6 points to whoever reads numbers, and 60 of a hundred to whoever wrote it. */
void refuse_percent(struct reading *reading, const struct tree *node)
{
	const struct item *item = reading->item;
	struct fraction number;

	/* Figures that formulas speak of may be any. */
	if (item && reading->rules->sections[item->section].kind == SECTION_REFERENCE)
		return;
	for (const struct tree *one = node->child; one; one = one->next)
		refuse_percent(reading, one);
	if (node->kind == TREE_TEXT && text_ends(node->text, TEXT("%")) &&
		fraction_parse(node->text, &number) && number.numerator)
		fault_at(reading->faults, node,
			"Points stand here, not a share: for {1} of the item's points write points * {1}",
			"S", node->text);
}
