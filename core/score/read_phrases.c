/* What tables of points are written with, and the keys that say it here. */
#include <string.h>
#include "core/score/read.h"

static bool fault_phrase(
	struct keys *keys, const struct tree *node, const char *id, struct text one, struct text other)
{
	struct message message;

	message_set(&message, id, "SS", one, other);
	fault_pass(keys->reading->faults, at_key(node), &message);
	return true;
}

/* 每低1%: -0.5, 每月: 1 */
static bool refuse_each(struct keys *keys, const struct tree *node)
{
	static const struct {
		const char *words[8], *id;
		bool begins; /* the key goes on behind the word: 每低1% */
	} ways[] = {
		{{"每低", "每高", "每超"},
			N_("There is no key \"{1}\"; a step and its points read: "
			   "each_below: {step: 1%, off: 0.5}, each_above: {step: 1%, add: 0.5}"),
			true},
		{{"每满"}, N_("\"{1}\": what is whole alone counts by a formula, floor(value / 10)"), true},
		{{"每日", "每周", "每月", "每季", "每半年", "每年"},
			N_("There is no key \"{1}\"; the part of the period is a value: every: "
			   "month, required: 1"),
			false},
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		for (size_t w = 0; w < 8 && ways[i].words[w]; w++)
			if (ways[i].begins ? text_starts(node->key, text_of(ways[i].words[w]))
					   : text_is(node->key, ways[i].words[w]))
				return fault_phrase(keys, node, ways[i].id, node->key, NO_TEXT);
	return false;
}

/* The line that the map says, once it is read. */
static struct line *line_of(const struct keys *keys)
{
	const struct rules *rules = keys->reading->rules;

	for (size_t i = 0; i < rules->line_count; i++)
		if (rules->lines[i]->node == keys->map && rules->lines[i]->source)
			return rules->lines[i];
	return NULL;
}

/* 按岗位, 同一单位, 同一人同一岗位: of records that have no such column. */
static bool refuse_column(struct keys *keys, const struct tree *node, bool near)
{
	struct reading *reading = keys->reading;
	const bool by = text_starts(node->key, TEXT("按"));
	struct text name = text_skip(node->key, TEXT("按").len);
	struct line *outer = reading->line, *line = line_of(keys);
	struct error err = ERROR_INIT;
	struct path path;
	bool lacks;

	if (!line)
		return false;
	reading->line = line;
	/* A word of rules that is misspelled looks the same. */
	lacks = (by ? !near && name.len : same_key_lacks(reading, node->key, &name)) &&
		!path_compile(&path, reading->schema, shape_of(reading), name, &err);
	reading->line = outer;
	if (lacks)
		fault_pass(reading->faults, node->key_line,
			node->key_column + node->key_quoted +
				(unsigned)text_count(text_take(node->key, (size_t)(name.at - node->key.at))),
			&err.message);
	return lacks;
}

/* 扣完为止: 是, 酌情扣分: 1-5 */
static bool refuse_whole(struct keys *keys, const struct tree *node)
{
	static const struct {
		const char *words[4], *id;
	} ways[] = {
		{{"扣完为止", "封底", "不倒扣", "不为负"},
			N_("\"{1}\" need not be said: an item with points ends at 0; one that may go below "
			   "it has floor: none")},
		{{"不封底", "可倒扣", "可为负", "扣分不封底"}, N_("\"{1}\" is written floor: none")},
		{{"归零", "清零", "不得分", "全扣"},
			N_("What makes the whole item 0 stands under zero_if: [the case]; in bands it is "
			   "gain: zero")},
		{{"不重复", "不重复计分", "就高不就低", "只计一次"},
			N_("Which of them are the same is said by what is: same_matter: most, same_person: "
			   "once")},
		{{"环比", "同比", "环比增长", "同比增长"},
			N_("The figure is compared with the period before by target: last, with a year ago "
			   "by "
			   "target: year_ago")},
		{{"区间", "合理区间", "目标区间"},
			N_("Within a range nothing is lost: target: 60%-80%, with each_below and each_above "
			   "for "
			   "what lies outside")},
		{{"每偏离", "偏离", "每偏差"}, N_("Each side says its own: each_below and each_above")},
		{{"酌情扣分", "酌情扣", "酌扣"},
			N_("How much, somebody judges: off: 1-3, and nothing counted beside it")},
		{{"酌情加分", "酌情给分", "酌情得分", "酌情"},
			N_("How much, somebody judges: gain: 1-3, and nothing counted beside it")},
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		for (size_t w = 0; w < 4 && ways[i].words[w]; w++)
			if (text_is(node->key, ways[i].words[w]))
				return fault_phrase(keys, node, ways[i].id, node->key, NO_TEXT);
	return false;
}

/* 每件扣: 2 */
static bool refuse_said_twice(struct keys *keys, const struct tree *node)
{
	static const char *const ends[] = {"扣分", "加分", "得分", "扣", "加", "得", "计"};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		struct text each = text_take(node->key,
			text_ends(node->key, text_of(ends[i])) ? node->key.len - strlen(ends[i]) : 0);

		if (each.len && word_is(WORD_EACH, each))
			return fault_phrase(keys, node,
				N_("Points stand behind \"{1}\" alone, with a minus where they are taken "
				   "off: {1}: -2"),
				each, NO_TEXT);
	}
	return false;
}

/* 缺席每次: -1 */
static bool refuse_told_apart(struct keys *keys, const struct tree *node)
{
	size_t at = text_find(node->key, text_of("每"));
	struct text what = text_take(node->key, at), each = text_skip(node->key, at);

	return what.len && each.len && word_is(WORD_EACH, each) &&
		fault_phrase(keys, node,
			N_("What is told apart stands in a table: {2}: {{1}: -1}; or only those count: only: "
			   "{1}"),
			what, each);
}

/* 省级: 5, 缺席: -1: what a column says, without the key that looks at it. */
static bool refuse_bare_word(struct keys *keys, const struct tree *node)
{
	const struct line *line = line_of(keys);
	const struct entity *shape =
		line ? source_named(keys->reading->schema, text_of(line->source->name))->shape : NULL;

	for (const struct field *field = NULL; shape && (field = entity_next(shape, field));) {
		bool level = field->target == ENTITY_LEVEL && text_ends(node->key, TEXT("级")) &&
			text_count(node->key) <= 3;

		for (const struct choice *choice = field->choices; !level && choice && choice->name; choice++)
			level = text_is(node->key, choice->name) || text_is(node->key, choice->label);
		if (level)
			return fault_phrase(keys, node,
				N_("What is told apart stands in a table: {2}: {{1}: 5}"), node->key,
				text_of(keys->reading->english ? "by" : "按"));
	}
	return false;
}

bool refuse_phrase(struct keys *keys, const struct tree *node, bool near)
{
	return refuse_each(keys, node) || refuse_column(keys, node, near) || refuse_whole(keys, node) ||
		refuse_said_twice(keys, node) || refuse_told_apart(keys, node) ||
		refuse_bare_word(keys, node);
}
