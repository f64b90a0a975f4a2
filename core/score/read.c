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
	static const struct {
		enum word word;
		const char *before[2];
	} ways[] = {{WORD_BY_WHAT, {"按", "by_"}}, {WORD_SAME_COLUMN, {"同一", "same_"}}};
	const struct line *line = keys->reading->line;

	for (size_t i = 0; line && line->source && i < sizeof(ways) / sizeof(*ways); i++)
		for (size_t w = 0; ways[i].word == word && w < 2; w++)
			if (text_starts(key, text_of(ways[i].before[w])) && word_named(key) == WORD_NONE)
				return is_column(keys->reading, text_skip(key, strlen(ways[i].before[w])));
	return false;
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
			fault_at_key(keys->reading->faults, node,
				"\"{1}\" means nothing here: what it belongs to is missing, or stands "
				"elsewhere",
				"S", node->key);
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

int read_choice(struct keys *keys, enum word word, const struct choice_word *words, int otherwise)
{
	const struct tree *node = take(keys, word);
	int code;

	if (!node)
		return otherwise;
	code = node->kind == TREE_TEXT ? choice_word(words, node->text) : -1;
	if (code < 0)
		fault_choice(keys->reading, node, words, NULL);
	return code < 0 ? otherwise : code;
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

struct fraction take_fraction(struct keys *keys, enum word word)
{
	const struct tree *node = take(keys, word);

	return node ? read_fraction(keys->reading, node) : (struct fraction){0, 0};
}

/* --- amounts --- */

static const struct {
	unsigned number;
	const char *name, *label, *words; /* words: as it is read out */
} names[] = {
	{NAME_VALUE, "value", "值", N_("the figure")},
	{NAME_POINTS, "points", "分值", N_("the item's points")},
	{NAME_MEMBERS, "members", "人数", N_("the number of members")},
	{NAME_MEMBERS, "members", "党员人数", N_("the number of members")},
	{NAME_PARTS, "parts", "期数", N_("the number of parts")},
	{NAME_PEER_MEAN, "peer_mean", "同类平均", N_("the mean of its class")},
	{NAME_PEER_BEST, "peer_most", "同类最高", N_("the highest of its class")},
	{NAME_PEER_LEAST, "peer_least", "同类最低", N_("the lowest of its class")},
	{NAME_PEER_MIDDLE, "peer_middle", "同类中位", N_("the median of its class")},
	{NAME_RANK, "rank_among_peers", "同类名次", N_("its place in its class")},
	{NAME_PEERS, "peers", "同类个数", N_("how many its class has")},
	{NAME_LAST, "last", "上期", N_("the figure of the part before")},
	{NAME_YEAR_AGO, "year_ago", "去年同期", N_("the same figure of the same days a year before")},
	{NAME_YEAR_AGO, "year_ago", "上年同期", N_("the same figure of the same days a year before")},
	{NAME_BEGIN, "begin", "期初", N_("the first day of the part")},
	{NAME_END, "end", "期末", N_("the last day of the part")},
};

const char *formula_name_words(unsigned number)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (names[i].number == number)
			return names[i].words;
	return NULL;
}

struct rule_names {
	struct formula_names names;
	struct reading *reading;
};

static bool is_named(const struct tree *map, struct text name)
{
	work(map->count);
	for (const struct tree *key = map->child; key; key = key->next)
		if (text_equal(key->text, name) &&
			(word_named(key->key) == WORD_NAME || word_named(key->key) == WORD_ID))
			return true;
	return false;
}

/* A section or an item of the file that is not read yet, or is just being read. */
static bool stands_below(const struct reading *reading, struct text name)
{
	const struct tree *sections = tree_under(reading->root, reading->english ? "sections" : "部分");

	for (const struct tree *one = sections ? sections->child : NULL; one; one = one->next) {
		if (is_named(one, name))
			return true;
		for (const struct tree *list = one->child; list; list = list->next)
			for (const struct tree *item = list->child; item; item = item->next)
				if (is_named(item, name))
					return true;
	}
	return false;
}

static bool refuse_name(const struct reading *reading, struct text name, struct error *err)
{
	struct near near = near_to(name);
	struct buf meant = BUF_INIT;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		near_try(&near, text_of(reading->english ? names[i].name : names[i].label));
	for (size_t i = 0; reading->line && i < reading->line->atom_count; i++)
		near_try(&near, reading->line->atoms[i].text);
	for (size_t i = 0; i < reading->rules->section_count; i++)
		near_try(&near, reading->rules->sections[i].name);
	for (size_t i = 0; i < reading->rules->item_count; i++)
		near_try(&near, reading->rules->items[i]->id);
	near_words(&near, &meant);
	if (stands_below(reading, name))
		fail(err, ERROR_INPUT, "\"{1}\" stands further down: only items above can be used here", "S",
			name);
	else if (text_is(name, "总分") || text_is(name, "total"))
		fail(err, ERROR_INPUT,
			"The total is not known here yet: only grades and vetoes may ask for it", "");
	else if (near.count)
		fail(err, ERROR_INPUT,
			"\"{1}\" is neither a number nor a name that means one here; did you mean {2}?", "SS",
			name, buf_as_text(&meant));
	buf_release(&meant);
	return false;
}

/* Sections and items before this one, and the total behind them. */
static bool find_named(const struct reading *reading, struct text name, unsigned *number)
{
	for (size_t i = 0; i < reading->rules->section_count; i++)
		if (text_equal(name, reading->rules->sections[i].name)) {
			*number = NAME_SECTION + (unsigned)i;
			return true;
		}
	/* Items do not know what they add up to. */
	if (reading->totalled && (text_is(name, "总分") || text_is(name, "total"))) {
		*number = NAME_TOTAL;
		return true;
	}
	for (size_t i = 0; i < reading->rules->item_count; i++)
		if (reading->rules->items[i] != reading->item &&
			text_equal(name, reading->rules->items[i]->id)) {
			*number = NAME_ITEM + (unsigned)i;
			return true;
		}
	return false;
}

static bool find_settled(const struct reading *reading, struct text name, unsigned *number)
{
	const bool found = find_named(reading, name, number);

	if (found && reading->item)
		reading->item->waits = true;
	return found;
}

bool known_before(const struct reading *reading, struct text name, unsigned *number)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if ((names[i].number >= NAME_BEGIN || names[i].number == NAME_MEMBERS) &&
			(text_is(name, names[i].name) || text_is(name, names[i].label))) {
			*number = names[i].number;
			return true;
		}
	return find_settled(reading, name, number);
}

/* 值, 同类名次: of a figure, where none is measured. */
static bool lacks_figure(const struct reading *reading, unsigned number)
{
	const struct line *line = reading->line;

	return line && !line->source && !line->manual && !line->measure &&
		(number == NAME_VALUE || number == NAME_LAST || number == NAME_YEAR_AGO ||
			(number >= NAME_PEER_MEAN && number <= NAME_RANK));
}

static bool find_name(
	struct formula_names *formula_names, struct text name, unsigned *number, struct error *err)
{
	struct reading *reading = ((struct rule_names *)formula_names)->reading;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (text_is(name, names[i].name) || text_is(name, names[i].label)) {
			*number = names[i].number;
			reading->asks_ago[AGO_YEAR] |= *number == NAME_YEAR_AGO;
			reading->asks_ago[AGO_LAST] |= *number == NAME_LAST;
			return !lacks_figure(reading, names[i].number) ||
				fail(err, ERROR_INPUT,
					"\"{1}\" is of what is measured, and nothing is measured here: say "
					"of "
					"what, measure: {2}",
					"St", name, reading->totalled ? "total" : "the item",
					reading->totalled ? "总分" : "项目的名称");
		}
	for (size_t i = 0; reading->line && i < reading->line->atom_count; i++)
		if (text_equal(name, reading->line->atoms[i].text)) {
			*number = NAME_ATOM + (unsigned)i;
			return true;
		}
	return find_settled(reading, name, number) || line_atom(reading, name, number) ||
		refuse_name(reading, name, err);
}

static void offer_names(struct reading *reading)
{
	const char *name, *label, *help;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		offer(reading, names[i].name, names[i].label, names[i].words);
	for (size_t i = 0; reading->line && i < reading->line->atom_count; i++)
		offer_text(reading, reading->line->atoms[i].text, N_("counted by this line"));
	offer_settled(reading);
	if (reading->totalled)
		offer(reading, "total", "总分", N_("the total"));
	for (size_t i = 0; (name = formula_function_at(i, &label, &help)); i++)
		offer(reading, name, label, help);
}

struct formula *read_formula(struct reading *reading, const struct tree *node)
{
	struct rule_names rule_names = {{find_name}, reading};
	struct formula *formula = NULL;
	struct error err = ERROR_INIT;

	if (asked_value(reading, node))
		offer_names(reading);
	if (node->kind != TREE_TEXT)
		fault_at(reading->faults, node, "A number or a formula is needed here", "");
	else if (!node->text.len)
		fault_empty(reading, node);
	else if (is_range(node->text))
		fault_at(reading->faults, node,
			"\"{1}\" is a range: write one number, or let somebody judge: manual: {gain: {1}} or "
			"{off: {1}}",
			"S", node->text);
	else if (!formula_compile(&formula, node->text, &rule_names.names, reading->arena, &err) &&
		!refuse_writing(reading, node))
		fault_pass_in(reading->faults, node, err.row ? err.row - 1 : 0, &err.message);
	/* It was given, whatever it is: nothing is to be said of its absence. */
	return formula ? formula : formula_constant((struct fraction){0, 0}, reading->arena);
}

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

static bool all_minus(const struct tree *node)
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

bool take_amount(struct keys *keys, enum word word, struct amount *amount)
{
	const struct tree *node = take(keys, word);

	*amount = (struct amount){0};
	if (node)
		read_amount(keys->reading, node, amount);
	if (node && is_points(word))
		refuse_percent(keys->reading, node);
	return node != NULL;
}
