/* Keys, words and numbers of a rules file. */
#include "core/score/read.h"

#include <string.h>
#include "core/base/near.h"
#include "core/base/work.h"
#include "core/score/sentence_internal.h"

/* --- maps --- */

struct keys keys_of(struct reading *reading, const struct tree *map)
{
	struct tree *nothing;

	if (map && map->kind == TREE_MAP)
		return (struct keys){.reading = reading, .map = map};
	nothing = arena_new(reading->arena, sizeof(*nothing));
	*nothing = (struct tree){.kind = TREE_MAP, .line = 1, .column = 1};
	if (map) {
		nothing->line = map->line;
		nothing->column = map->column;
		if (map->kind == TREE_TEXT && !map->text.len)
			fault_empty(reading, map);
		else
			fault_at(reading->faults, map,
				"Keys with values are needed here: one \"key: value\" a line", "");
	}
	/* What it lacks was said. */
	return (struct keys){.reading = reading, .map = nothing, .lost = map != NULL};
}

static void mark_taken(struct keys *keys, const struct tree *node)
{
	for (size_t i = 0; i < keys->count; i++)
		if (keys->taken[i] == node)
			return;
	if (keys->count < TAKEN_MAX)
		keys->taken[keys->count++] = node;
}

bool keys_took(const struct keys *keys, const struct tree *node)
{
	for (size_t i = 0; i < keys->count; i++)
		if (keys->taken[i] == node)
			return true;
	return false;
}

static void note_fit(const struct keys *keys, enum word word)
{
	if (asked_key(keys->reading, keys->map))
		keys->reading->offers->fits[word] = true;
}

/* 按岗位, 同一对象: a column of the line's records behind it. */
static bool names_column(const struct keys *keys, enum word word, struct text key)
{
	const struct reading *reading = keys->reading;
	const struct line *line = reading->line;
	struct text before = text_starts(key, TEXT("by_")) ? TEXT("by_") : TEXT("按");

	if (!line || !line->source)
		return false;
	if (word == WORD_SAME_COLUMN)
		return is_same_key(reading, key) && word_named(key) == WORD_NONE;
	return word == WORD_BY_WHAT && text_starts(key, before) && word_named(key) == WORD_NONE &&
		is_column(reading, text_skip(key, before.len));
}

static bool is_word(const struct keys *keys, enum word word, struct text key)
{
	return word_is(word, key) || names_column(keys, word, key);
}

const struct tree *key_in(const struct tree *map, enum word word)
{
	for (const struct tree *node = map->child; node; node = node->next)
		if (word_is(word, node->key))
			return node;
	return NULL;
}

bool has(const struct keys *keys, enum word word)
{
	note_fit(keys, word);
	work(keys->map->count);
	for (const struct tree *node = keys->map->child; node; node = node->next)
		if (is_word(keys, word, node->key) && !keys_took(keys, node))
			return true;
	return false;
}

const struct tree *take_next(struct keys *keys, enum word word)
{
	work(keys->map->count);
	for (const struct tree *node = keys->map->child; node; node = node->next)
		if (is_word(keys, word, node->key) && !keys_took(keys, node)) {
			mark_taken(keys, node);
			return node;
		}
	return NULL;
}

const struct tree *take(struct keys *keys, enum word word)
{
	const struct tree *found = NULL;

	note_fit(keys, word);
	work(keys->map->count);
	for (const struct tree *node = keys->map->child; node; node = node->next) {
		if (!is_word(keys, word, node->key))
			continue;
		if (found && !keys_took(keys, node))
			fault_at_key(keys->reading->faults, node,
				"\"{1}\" and \"{2}\" say the same: keep one", "SS", found->key, node->key);
		mark_taken(keys, node);
		found = found ? found : node;
	}
	return found;
}

/* An example of several lines in one. */
static void put_example(const char *example, struct buf *out)
{
	for (; *example; example++)
		buf_text(out, *example == '\n' ? TEXT(", ") : (struct text){example, 1});
}

/* An example of more than the key itself says what it belongs to. */
static void fault_idle_key(struct keys *keys, const struct tree *node)
{
	const struct word_help *help = word_help(word_named(node->key));
	const char *example = keys->reading->english ? help->example_en : help->example;
	struct buf words = BUF_INIT;

	put_example(example, &words);
	if (strchr(example, '\n') || *example == '{')
		fault_at_key(keys->reading->faults, node,
			"\"{1}\" means nothing here: what it belongs to is missing, or stands elsewhere; "
			"together they read {2}",
			"SS", node->key, buf_as_text(&words));
	else
		fault_at_key(keys->reading->faults, node,
			"\"{1}\" means nothing here: what it belongs to is missing, or stands elsewhere", "S",
			node->key);
	buf_release(&words);
}

void keys_end(struct keys *keys)
{
	bool unknown = has_unknown(keys);

	for (const struct tree *node = keys->map->child; node; node = node->next) {
		if (keys->reading->faults->count == FAULTS_MAX || keys_took(keys, node))
			continue;
		if (!word_named(node->key))
			fault_unknown_key(keys, node);
		/* 次数: {1: -3, 2: -5}: a number that somebody enters has none. */
		else if (word_named(node->key) == WORD_ENTERED && node->kind == TREE_MAP)
			fault_at_key(keys->reading->faults, node,
				"There is no key \"{1}\"; did you mean {2}?", "SS", node->key,
				text_of(word_row(WORD_BY_COUNT)->label));
		else if (!unknown && !keys->lost)
			/* It may belong to the key that is misspelled. */
			fault_idle_key(keys, node);
	}
}

/* --- values --- */

struct text read_text(struct reading *reading, const struct tree *node)
{
	if (node->kind == TREE_TEXT && node->text.len)
		return arena_text(reading->arena, node->text);
	if (node->kind == TREE_TEXT)
		fault_empty(reading, node);
	else
		fault_at(reading->faults, node, "A word or a number is needed here", "");
	return NO_TEXT;
}

static const struct choice_word flags[] = {
	{1, "yes", "是", {"true", "要"}, .help = N_("yes")},
	{0, "no", "否", {"false", "不"}, .help = N_("no")},
	{0},
};

int read_choice_at(
	struct reading *reading, const struct tree *node, const struct choice_word *words, int otherwise)
{
	int code = node->kind == TREE_TEXT ? choice_word(words, node->text) : -1;

	if (code < 0)
		fault_choice(reading, node, words, NULL);
	return code < 0 ? otherwise : code;
}

int read_choice(struct keys *keys, enum word word, const struct choice_word *words, int otherwise)
{
	const struct tree *node = take(keys, word);

	return node ? read_choice_at(keys->reading, node, words, otherwise) : otherwise;
}

bool read_flag(struct keys *keys, enum word word, bool otherwise)
{
	return read_choice(keys, word, flags, otherwise) == 1;
}

struct fraction read_fraction(struct reading *reading, const struct tree *node)
{
	struct fraction fraction = {0, 0};

	if (node->kind == TREE_TEXT && fraction_parse(node->text, &fraction))
		return fraction;
	if (node->kind != TREE_TEXT)
		fault_at(reading->faults, node, "A single number is needed here", "");
	else if (!node->text.len)
		fault_empty(reading, node);
	else if (!refuse_writing(reading, node))
		fault_at(reading->faults, node, "A number is needed here, not \"{1}\"", "S", node->text);
	return (struct fraction){0, 0};
}

struct fraction read_without_sign(struct reading *reading, const struct tree *node)
{
	struct fraction points = read_fraction(reading, node);

	if (fraction_given(points) && points.numerator < 0)
		fault_at(reading->faults, node, "How many points, written without a sign", "");
	return points;
}

struct fraction take_fraction(struct keys *keys, enum word word)
{
	const struct tree *node = take(keys, word);

	return node ? read_fraction(keys->reading, node) : (struct fraction){0, 0};
}

/* --- amounts --- */

static int class_named(const struct rules *rules, struct text name)
{
	for (size_t i = 0; i < rules->class_count; i++)
		if (text_equal(rules->classes[i].name, name))
			return (int)i;
	return -1;
}

void fault_class(struct reading *reading, const struct tree *node)
{
	struct near near = near_to(node->text);

	if (asked_value(reading, node))
		offer_classes(reading);
	if (!read_text(reading, node).len)
		return;
	for (size_t i = 0; i < reading->rules->class_count; i++)
		near_try(&near, reading->rules->classes[i].name);
	fault_near(reading, node, node->text, 0, &near,
		N_("There is no class \"{1}\": declare it under classes"),
		N_("There is no class \"{1}\"; did you mean {2}?"));
}

static void read_class_amounts(struct reading *reading, const struct tree *node, struct amount *amount)
{
	if (asked_key(reading, node)) {
		offer_classes(reading);
		offer(reading, "rest", "其余", word_help(WORD_REST)->meaning);
	}
	amount->classes = arena_new(reading->arena, CLASSES_MAX * sizeof(struct formula *));
	for (const struct tree *child = node->child; child; child = child->next) {
		int number = class_named(reading->rules, child->key);

		if (word_is(WORD_REST, child->key))
			amount->all = read_formula(reading, child);
		else if (number < 0)
			fault_class(reading,
				&(struct tree){.text = child->key,
					.line = child->key_line,
					.column = child->key_column});
		else
			amount->classes[number] = read_formula(reading, child);
	}
}

static void read_part_amounts(struct reading *reading, const struct tree *node, struct amount *amount)
{
	amount->parts = arena_new(reading->arena, (node->count + 1) * sizeof(struct formula *));
	for (const struct tree *child = node->child; child; child = child->next)
		amount->parts[amount->part_count++] = read_formula(reading, child);
}

bool all_minus(const struct tree *node)
{
	const struct tree *one = node->child;

	if (node->kind == TREE_TEXT)
		return text_starts(node->text, TEXT("-"));
	while (one && all_minus(one))
		one = one->next;
	return node->child && !one;
}

void read_amount(struct reading *reading, const struct tree *node, struct amount *amount)
{
	*amount = (struct amount){
		.text = node->kind == TREE_TEXT ? arena_text(reading->arena, node->text) : NO_TEXT,
		.minus = all_minus(node)};
	if (node->kind == TREE_MAP)
		read_class_amounts(reading, node, amount);
	else if (node->kind == TREE_LIST)
		read_part_amounts(reading, node, amount);
	else
		amount->all = read_formula(reading, node);
}

/* What is given under these keys is points. */
static bool is_points(enum word word)
{
	static const enum word words[] = {WORD_POINTS, WORD_GAIN, WORD_OFF, WORD_ELSE, WORD_CAP, WORD_FLOOR,
		WORD_PART_CAP, WORD_PART_FLOOR, WORD_MOST_OFF, WORD_MOST_GAIN, WORD_EACH_SHORT,
		WORD_EACH_OVER, WORD_EACH_DAY_LATE, WORD_LATE, WORD_NEVER, WORD_NONE};
	size_t i = 0;

	while (words[i] && words[i] != word)
		i++;
	return words[i] != WORD_NONE;
}

/* 每期上限: -3, where 每期下限 is meant. */
static void refuse_cap_below(struct reading *reading, const struct tree *node)
{
	struct fraction most;

	if (node && node->kind == TREE_TEXT && fraction_parse(node->text, &most) && most.numerator < 0)
		fault_at(reading->faults, node,
			"A cap is not below 0: what is taken off ends with most_off or the floor, in each "
			"part with part_floor: -3",
			"");
	for (const struct tree *one = node ? node->child : NULL; one; one = one->next)
		refuse_cap_below(reading, one);
}

bool take_amount(struct keys *keys, enum word word, struct amount *amount)
{
	const struct tree *node = take(keys, word);

	*amount = (struct amount){0};
	if (node)
		read_amount(keys->reading, node, amount);
	if (node && is_points(word))
		refuse_percent(keys->reading, node);
	if (word == WORD_CAP || word == WORD_PART_CAP || word == WORD_MOST_GAIN)
		refuse_cap_below(keys->reading, node);
	if (node && word == WORD_MOST_OFF)
		refuse_minus(keys->reading, node);
	return node != NULL;
}
