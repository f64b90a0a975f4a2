/* Formulas of a rules file, and what the names in them are. */
#include "core/base/near.h"
#include "core/base/work.h"
#include "core/score/read.h"
#include "core/score/sentence_internal.h"

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
	{NAME_NOTHING, "not_applicable", "不适用", N_("nothing that applies")},
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
	if (text_is(name, "上月") || text_is(name, "上季度") || text_is(name, "上季"))
		buf_text(&meant, TEXT("上期"));
	else if (text_is(name, "上年") || text_is(name, "去年") || text_is(name, "上年度"))
		buf_text(&meant, TEXT("去年同期"));
	else
		near_words(&near, &meant);
	if (stands_below(reading, name))
		fail(err, ERROR_INPUT, "\"{1}\" stands further down: only items above can be used here", "S",
			name);
	else if (text_is(name, "总分") || text_is(name, "total"))
		fail(err, ERROR_INPUT,
			"The total is not known here yet: only grades and vetoes may ask for it", "");
	else if (meant.len)
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

static bool find_word(struct text name, unsigned *number)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (text_is(name, names[i].name) || text_is(name, names[i].label)) {
			*number = names[i].number;
			return true;
		}
	return false;
}

static bool is_day(unsigned number)
{
	return number == NAME_BEGIN || number == NAME_END;
}

bool known_day(struct text name, unsigned *number)
{
	return find_word(name, number) && is_day(*number);
}

bool known_before(const struct reading *reading, struct text name, unsigned *number)
{
	return known_day(name, number) ||
		(find_word(name, number) && (*number == NAME_MEMBERS || *number == NAME_NOTHING)) ||
		find_settled(reading, name, number);
}

/* 值, 同类名次: of a figure, where none is measured. */
static bool lacks_figure(const struct reading *reading, unsigned number)
{
	const struct line *line = reading->line;

	return line && !line->source && !line->manual && !line->measure &&
		(number == NAME_VALUE || (number >= NAME_PEER_MEAN && number <= NAME_RANK));
}

/* 去年同期, 上期, where there are no records to count. */
static bool is_compared(const struct reading *reading, unsigned number)
{
	return (number == NAME_LAST || number == NAME_YEAR_AGO) &&
		(reading->line ? !reading->line->source : !reading->item && !reading->totalled);
}

/* One of the words that formulas know, at this place. */
static bool use_word(struct reading *reading, struct text name, unsigned number, struct error *err)
{
	reading->asks_ago[AGO_YEAR] |= number == NAME_YEAR_AGO;
	reading->asks_ago[AGO_LAST] |= number == NAME_LAST;
	if (is_compared(reading, number))
		return fail(err, ERROR_INPUT,
			"\"{1}\" is counted from the records of other days: it stands in an item that has a "
			"source",
			"S", name);
	return !lacks_figure(reading, number) ||
		fail(err, ERROR_INPUT,
			"\"{1}\" is of what is measured, and nothing is measured here: say of what, measure: "
			"{2}",
			"St", name, reading->totalled ? "total" : "the item",
			reading->totalled ? "总分" : "项目的名称");
}

static bool find_name(
	struct formula_names *formula_names, struct text name, unsigned *number, struct error *err)
{
	struct reading *reading = ((struct rule_names *)formula_names)->reading;

	if (find_word(name, number))
		return use_word(reading, name, *number, err);
	for (size_t i = 0; reading->line && i < reading->line->atom_count; i++)
		if (text_equal(name, reading->line->atoms[i].text)) {
			*number = NAME_ATOM + (unsigned)i;
			return true;
		}
	return find_settled(reading, name, number) || line_atom(reading, name, number) ||
		refuse_name(reading, name, err);
}

void offer_days(struct reading *reading)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (is_day(names[i].number))
			offer(reading, names[i].name, names[i].label, names[i].words);
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
