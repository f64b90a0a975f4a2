/* What is said of a word that nobody knows: what may have been meant, in the language of the file, for that
 * is what has to be typed. */
#include <ctype.h>
#include <string.h>
#include "core/base/near.h"
#include "core/base/work.h"
#include "core/score/read.h"

void fault_empty(struct reading *reading, const struct tree *node)
{
	fault_at(reading->faults, node,
		node->kind == TREE_TEXT
			? N_("A value is missing here: write it, or leave the key out")
			: N_("Nothing stands between these brackets: fill them, or leave the key out"),
		"");
}

/* --- keys --- */

enum { KEYS_LOOKED_AT = 64 };

/* Of a map with more keys than any item has, the first are enough. */
static bool stands_in(const struct tree *map, enum word word)
{
	size_t left = KEYS_LOOKED_AT;

	for (const struct tree *node = map->child; node && left; node = node->next, left--)
		if (word_is(word, node->key))
			return true;
	return false;
}

static void try_ways(struct near *near, const char *const *ways, size_t most)
{
	for (size_t i = 0; i < most && ways[i]; i++)
		near_try(near, text_of(ways[i]));
}

/* Without those that stand there already. */
static struct near near_key(const struct keys *keys, struct text text)
{
	struct near near = near_to(text);
	bool english = text.len && (unsigned char)text.at[0] < 0x80;

	for (enum word word = WORD_NONE + 1; word < WORD_COUNT; word++) {
		const struct word_row *row = word_row(word);
		struct near one;

		if (stands_in(keys->map, word))
			continue;
		/* One of its ways of writing is enough. */
		one = near_to(text);
		near_try(&one, text_of(english ? row->name : row->label));
		try_ways(&one, WAYS(row));
		if (one.count)
			near_try(&near, one.words[0]);
	}
	return near;
}

/* 从:90 in braces is one word to YAML. */
static bool lacks_blank(struct text key)
{
	size_t colon = text_find(key, TEXT(":"));

	return colon < key.len && word_named(text_take(key, colon)) != WORD_NONE;
}

/* {只看: 级别 in (省级, 市级), …}: to YAML the comma ends the value, and a key begins. */
static bool is_cut_off(const struct tree *map, const struct tree *node, bool *first)
{
	const struct tree *value = NULL;
	size_t opened = 0, closed = 0;

	*first = true;
	for (const struct tree *one = map->child; one != node; one = one->next)
		if (one->text.len || one->kind != TREE_TEXT) {
			value = one;
			*first = true;
		} else {
			*first = false;
		}
	for (size_t i = 0; value && i < value->text.len; i++) {
		opened += value->text.at[i] == '(';
		closed += value->text.at[i] == ')';
	}
	return node->kind == TREE_TEXT && !node->text.len && opened > closed;
}

void fault_unknown_key(struct keys *keys, const struct tree *node)
{
	bool first;
	struct near near;
	struct buf words = BUF_INIT;

	/* Nobody reads on, and looking for what was meant takes its time. */
	if (keys->reading->faults->count == FAULTS_MAX)
		return;
	if (is_cut_off(keys->map, node, &first)) {
		if (first)
			fault_at_key(keys->reading->faults, node,
				"A comma ends the value between { and }: what holds one stands in quotes, "
				"\"... in (A, B)\"",
				"");
		return;
	}
	near = near_key(keys, node->key);
	near_words(&near, &words);
	if (refuse_phrase(keys, node, near.count > 0))
		;
	else if (node->key.len && isdigit((unsigned char)node->key.at[0]))
		fault_at_key(keys->reading->faults, node,
			"There is no key \"{1}\"; a bound is a key and a number: {from: 80%, below: 90%, "
			"gain: 4}",
			"S", node->key);
	else if (lacks_blank(node->key))
		fault_at_key(keys->reading->faults, node, "\"{1}\": a blank is missing behind the colon", "S",
			node->key);
	else if (near.count)
		fault_at_key(keys->reading->faults, node, "There is no key \"{1}\"; did you mean {2}?", "SS",
			node->key, buf_as_text(&words));
	else
		fault_at_key(keys->reading->faults, node,
			"There is no key \"{1}\": take it out; a remark stands behind #", "S", node->key);
	buf_release(&words);
}

bool has_unknown(const struct keys *keys)
{
	for (const struct tree *node = keys->map->child; node; node = node->next)
		if (word_named(node->key) == WORD_NONE && !keys_took(keys, node))
			return true;
	return false;
}

void fault_missing(struct keys *keys, const struct tree *node, const char *id)
{
	if (!has_unknown(keys) && !keys->lost)
		fault_at(keys->reading->faults, node, id, N_(""));
}

void fault_missing_at_key(struct keys *keys, const struct tree *node, const char *id)
{
	if (!has_unknown(keys) && !keys->lost)
		fault_at_key(keys->reading->faults, node, id, N_(""));
}

/* --- words as values --- */

static void try_choice(struct near *near, const struct choice_word *words, bool english)
{
	near_try(near, text_of(english ? words->name : words->label));
	try_ways(near, WAYS(words));
}

void fault_choice(struct reading *reading, const struct tree *node, const struct choice_word *words,
	const char *besides)
{
	struct near near = near_to(node->kind == TREE_TEXT ? node->text : NO_TEXT);
	struct buf all = BUF_INIT, meant = BUF_INIT;
	const char *between = reading->english ? ", " : "、";

	if (asked_value(reading, node))
		offer_choices(reading, words);
	for (; words->name; words++) {
		try_choice(&near, words, reading->english);
		buf_printf(
			&all, "%s%s", all.len ? between : "", reading->english ? words->name : words->label);
	}
	if (besides)
		buf_printf(&all, "%s%s", between, besides);
	near_words(&near, &meant);
	if (node->kind != TREE_TEXT)
		fault_at(reading->faults, node, "One word is needed here: {1}", "S", buf_as_text(&all));
	else if (!node->text.len)
		fault_empty(reading, node);
	else if (near.count)
		fault_at(reading->faults, node, "\"{1}\" cannot stand here; did you mean {2}? There are {3}",
			"SSS", node->text, buf_as_text(&meant), buf_as_text(&all));
	else
		fault_at(reading->faults, node, "\"{1}\" cannot stand here; there are {2}", "SS", node->text,
			buf_as_text(&all));
	buf_release(&all);
	buf_release(&meant);
}

void fault_near(struct reading *reading, const struct tree *node, struct text word, size_t characters,
	const struct near *near, const char *id, const char *id_near)
{
	struct buf meant = BUF_INIT;
	struct message message;

	near_words(near, &meant);
	if (text_find(word, text_of("、")) < word.len || text_find(word, text_of("，")) < word.len)
		id = N_("\"{1}\" is one word here: between entries a half-width comma and a blank stand");
	message_set(
		&message, near->count ? id_near : id, near->count ? "SS" : "S", word, buf_as_text(&meant));
	fault_pass_in(reading->faults, node, characters, &message);
	buf_release(&meant);
}

/* --- numbers --- */

static bool holds_digit(struct text text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] >= '0' && text.at[i] <= '9')
			return true;
	return false;
}

/* "15分", "三%": a number, and a unit that is not written. */
static struct text unit_behind(struct text text)
{
	struct text rest = text;
	size_t digits = 0;

	if (text_starts(rest, TEXT("-")))
		digits++;
	while (digits < rest.len && strchr("0123456789.", rest.at[digits]))
		digits++;
	rest = text_trim(text_skip(text, digits));
	/* What begins with a sign goes on as a formula. */
	return holds_digit(text_take(text, digits)) && rest.len && !strchr("+-*/%<>=!(),", rest.at[0])
		? rest
		: NO_TEXT;
}

static bool is_plain(struct text text)
{
	struct fraction number;

	return text.len && text.at[0] != '-' && fraction_parse(text, &number);
}

bool split_range(struct text text, struct text *from, struct text *to)
{
	static const char *const dashes[] = {"至", "~", "～", "—", "–", "-"};

	for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++) {
		size_t at = 1 + text_find(text_skip(text, 1), text_of(dashes[i]));

		if (at >= text.len)
			continue;
		*from = text_take(text, at);
		*to = text_skip(text, at + strlen(dashes[i]));
		return true;
	}
	return false;
}

bool is_range(struct text text)
{
	struct text from, to;

	return split_range(text, &from, &to) && is_plain(from) && is_plain(to);
}

/* 扣1, 每月1次, 归零: words that have places of their own. */
static bool refuse_words(struct reading *reading, const struct tree *node)
{
	static const struct {
		const char *begin, *id;
		bool alone; /* and nothing behind it; else a number */
	} ways[] = {
		{"扣", N_("Write what is taken off with a minus, and no word: -1")},
		{"减", N_("Write what is taken off with a minus, and no word: -1")},
		{"加", N_("Write the number alone, without \"{1}\"")},
		{"得", N_("Write the number alone, without \"{1}\"")},
		{"每",
			N_("Write the part of the period under every, and the number alone: every: month, "
			   "required: 1")},
		{"归零", N_("What makes the whole item 0 stands under zero_if: [the case]"), true},
		{"全部", N_("What makes the whole item 0 stands under zero_if: [the case]"), true},
		{"不得分", N_("What makes the whole item 0 stands under zero_if: [the case]"), true},
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		struct text begin = text_of(ways[i].begin), rest = text_skip(node->text, begin.len);
		struct message message;

		if (!text_starts(node->text, begin) || (ways[i].alone ? rest.len != 0 : !holds_digit(rest)))
			continue;
		message_set(&message, ways[i].id, "S", begin);
		fault_pass_in(reading->faults, node, 0, &message);
		return true;
	}
	return false;
}

/* What is often written where a number is needed. */
bool refuse_writing(struct reading *reading, const struct tree *node)
{
	static const char *const quotes[] = {"“", "”", "＂", "「", "‘"};
	struct text unit = unit_behind(node->text);

	if (refuse_words(reading, node))
		return true;
	for (size_t i = 0; i < sizeof(quotes) / sizeof(*quotes); i++)
		if (text_starts(node->text, text_of(quotes[i]))) {
			fault_at(reading->faults, node,
				"A Chinese quotation mark stands here: write none, or half-width ones", "");
			return true;
		}
	if (unit.len)
		fault_at(reading->faults, node, "Write the number alone, without \"{1}\"", "S", unit);
	return unit.len != 0;
}

/* --- lists --- */

const struct tree *take_list(struct keys *keys, enum word word)
{
	const struct tree *node = take(keys, word);

	if (!node || node->kind == TREE_LIST)
		return node;
	keys->reading->incomplete = true;
	if (node->kind == TREE_TEXT && !node->text.len)
		fault_empty(keys->reading, node);
	else
		fault_at(keys->reading->faults, node,
			"A list is needed here: [A, B], or lines that begin with \"- \"", "");
	return NULL;
}

const struct tree *take_map(struct keys *keys, enum word word)
{
	const struct tree *node = take(keys, word);

	return node ? keys_of(keys->reading, node).map : NULL;
}
