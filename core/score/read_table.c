/* The table itself: sections and their items, the total. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/steps.h"

/* --- sections --- */

static const struct choice_word section_kinds[] = {
	{SECTION_BASIC, "basic", "基本项", {"基本", "基础"},
		.help = N_("from full marks down, or earned up to them")},
	{SECTION_BONUS, "bonus", "加分项", {"加分"}, .help = N_("added to the rest")},
	{SECTION_PENALTY, "penalty", "扣分项", {"扣分"}, .help = N_("taken off the rest")},
	{SECTION_REFERENCE, "reference", "参考", .help = N_("figures for formulas, no points")},
	{0},
};

static void refuse_repeated(struct reading *reading, const struct tree *node, struct text name)
{
	for (size_t i = 0; i < reading->rules->section_count; i++)
		if (name.len && text_equal(reading->rules->sections[i].name, name))
			fault_at(reading->faults, node, "There are two sections \"{1}\"", "S", name);
}

static void read_section(struct reading *reading, const struct tree *node)
{
	struct keys keys = keys_of(reading, node);
	struct rules *rules = reading->rules;
	struct section *section;
	const struct tree *name, *items, *formula;
	bool listed;
	int kind;

	if (rules->section_count == SECTIONS_MAX) {
		fault_at(reading->faults, node, "More sections than {1}", "n", (int64_t)SECTIONS_MAX);
		return;
	}
	section = &rules->sections[rules->section_count];
	section->node = node;
	name = take(&keys, WORD_NAME);
	if (name)
		section->name = read_text(reading, name);
	else
		fault_missing(&keys, node, N_("This section has no name: name"));
	kind = choice_word(section_kinds, section->name);
	section->kind = (enum section_kind)read_choice(
		&keys, WORD_KIND, section_kinds, kind < 0 ? SECTION_BASIC : kind);
	take_amount(&keys, WORD_POINTS, &section->points);
	read_weight(&keys, &section->weight, &section->points);
	take_bound_of(&keys, WORD_CAP, &section->cap);
	take_bound_of(&keys, WORD_FLOOR, &section->floor);
	formula = take(&keys, WORD_FORMULA);
	section->first = rules->item_count;
	refuse_repeated(reading, name, section->name);
	listed = has(&keys, WORD_ITEMS);
	items = take_list(&keys, WORD_ITEMS);
	for (const struct tree *item = items ? items->child : NULL; item; item = item->next)
		read_item(reading, item, (unsigned)rules->section_count);
	section->count = rules->item_count - section->first;
	/* It may speak of its own items. */
	if (formula)
		read_amount(reading, formula, &section->formula);
	reading->incomplete |= !section->count || !section->name.len;
	if (!listed)
		fault_missing(&keys, node, N_("This section has no items: items"));
	keys_end(&keys);
	rules->section_count++;
}

static void read_sections(struct keys *keys)
{
	bool listed = has(keys, WORD_SECTIONS);
	const struct tree *list = take_list(keys, WORD_SECTIONS);

	keys->reading->incomplete |= !list;
	if (!listed || (list && !list->child))
		fault_missing(keys, list ? list : keys->map, N_("There are no sections: sections"));
	for (const struct tree *node = list ? list->child : NULL; node; node = node->next)
		read_section(keys->reading, node);
}

/* --- the file --- */

/* clang-format off */
static const struct choice_word spans[] = {
	{EVERY_MONTH, "month", "月", {"月度", "每月"}, .help = N_("for months")},
	{EVERY_QUARTER, "quarter", "季度", {"季", "每季度"}, .help = N_("for quarters")},
	{EVERY_HALF, "half_year", "半年", {"半年度", "每半年"}, .help = N_("for half-years")},
	{EVERY_YEAR, "year", "年度", {"年", "全年", "每年"}, .help = N_("for whole years")},
	{0},
};
/* clang-format on */

/* 考核周期: 季度, 考核周期: [季度, 年度] */
static unsigned read_spans(struct reading *reading, const struct tree *node)
{
	const struct tree *first = node->kind == TREE_LIST ? node->child : node;
	unsigned among = 0;

	for (const struct tree *one = first; one; one = one == node ? NULL : one->next) {
		int code = one->kind == TREE_TEXT ? choice_word(spans, one->text) : -1;

		if (code < 0)
			fault_choice(reading, one, spans, NULL);
		else
			among |= 1u << code;
	}
	return among;
}

/* {原满分: 110, 到: 100}, {最高为: 100}: the formula that it stands for. */
static void read_total_scale(struct keys *keys, struct amount *formula)
{
	struct reading *reading = keys->reading;
	const struct tree *node = take(keys, WORD_NORMALISE), *full, *to;
	struct tree written = *node;
	struct buf text = BUF_INIT;
	struct scale scale;

	if (amount_given(formula))
		fault_at_key(reading->faults, node, "\"{1}\" and \"{2}\" say the same: keep one", "SS",
			key_in(keys->map, WORD_FORMULA)->key, node->key);
	else if (read_scale(reading, node, &scale)) {
		full = key_in(node, WORD_FROM_FULL);
		to = key_in(node, full ? WORD_TO : WORD_BEST_IS);
		buf_printf(&text, "值 * %.*s / ", (int)to->text.len, to->text.at);
		buf_text(&text, full ? full->text : TEXT("同类最高"));
		written.kind = TREE_TEXT;
		written.text = buf_as_text(&text);
		read_amount(reading, &written, formula);
	}
	buf_release(&text);
}

/* 总分: 100 */
static bool refuse_bare_total(struct reading *reading, const struct tree *total)
{
	struct fraction number;

	if (!total || total->kind != TREE_TEXT || !fraction_parse(total->text, &number))
		return false;
	fault_at(reading->faults, total,
		"The total is the sum of the sections; where it ends reads total: {cap: {1}}, where it "
		"begins "
		"start: {1}",
		"S", total->text);
	return true;
}

/* When the sections are known, for a formula speaks of them. */
static void read_total(struct keys *keys, struct rules *rules)
{
	const struct tree *total = take(keys, WORD_TOTAL);
	struct keys inner = keys_of(keys->reading, refuse_bare_total(keys->reading, total) ? NULL : total);

	take_amount(keys, WORD_START, &rules->start);
	take_amount(&inner, WORD_FORMULA, &rules->formula);
	if (has(&inner, WORD_NORMALISE))
		read_total_scale(&inner, &rules->formula);
	take_bound_of(&inner, WORD_CAP, &rules->cap);
	take_bound_of(&inner, WORD_FLOOR, &rules->floor);
	keys_end(&inner);
}

static void read_head(struct keys *keys, struct rules *rules)
{
	const struct tree *name = take(keys, WORD_NAME), *places = take(keys, WORD_PLACES),
			  *periods = take(keys, WORD_PERIODS);

	if (name)
		rules->name = read_text(keys->reading, name);
	else
		fault_missing(keys, keys->map, N_("The rules have no name: name"));
	rules->subject = (enum subject_kind)read_choice(keys, WORD_SUBJECT, subject_words, SUBJECT_GROUP);
	rules->spans = periods ? read_spans(keys->reading, periods) : 0;
	rules->places = 2;
	if (places) {
		struct fraction number = read_fraction(keys->reading, places);

		rules->places = fraction_given(number) ? (int)(number.numerator / number.denominator) : 2;
		if (rules->places < 0 || rules->places > 4)
			fault_at(keys->reading->faults, places, "Between 0 and 4 digits after the point", "");
	}
}

/* A kind of entries by the name of what the program has: 数据 would always mean the latter. */
static void check_kinds(struct reading *reading, const struct tree *list)
{
	for (const struct tree *node = list ? list->child : NULL; node; node = node->next)
		if (node->kind == TREE_TEXT && subject_source(reading->schema, node->text))
			fault_at(reading->faults, node,
				"\"{1}\" is kept by the program itself and needs no declaring; entries of "
				"your own need another name",
				"S", node->text);
}

static void read_all(struct keys *keys, struct rules *rules)
{
	read_head(keys, rules);
	if (has(keys, WORD_WHOM))
		rules->whom = read_whom(keys->reading, rules->subject, take(keys, WORD_WHOM));
	read_classes(keys);
	read_by_parts(keys, &rules->by_parts, &rules->take);
	rules->difference = take_difference(keys);
	keys->reading->incomplete = has_unknown(keys);
	read_sections(keys);
	read_total(keys, rules);
	keys->reading->totalled = true;
	read_grades(keys);
	read_vetoes(keys);
	read_ties(keys);
	take(keys, WORD_TESTS);
	check_kinds(keys->reading, take_list(keys, WORD_ENTRY_KINDS));
	take(keys, WORD_NOTE);
	keys_end(keys);
}

static bool has_fault(const struct faults *faults, unsigned line, unsigned column)
{
	size_t i = 0;

	while (i < faults->count && (faults->items[i].line != line || faults->items[i].column != column))
		i++;
	return i < faults->count;
}

/* 依次: [], 每个: {}: unless something was said of it, or of its key. A case may have no records. */
static void refuse_empty(struct reading *reading, const struct tree *node)
{
	const struct faults *faults = reading->faults;

	if (word_is(WORD_TESTS, node->key) || faults->count == FAULTS_MAX)
		return;
	if (node->kind != TREE_TEXT && !node->child && !has_fault(faults, at_key(node)) &&
		!has_fault(faults, node->line, node->column))
		fault_empty(reading, node);
	for (const struct tree *one = node->child; one; one = one->next)
		refuse_empty(reading, one);
}

static struct rules *read_root(const struct tree *root, struct text text, struct reading *reading)
{
	const bool period = reading->naming && reading->naming->period;
	struct keys keys;

	reading->rules = mem_new(sizeof(*reading->rules));
	if (reading->naming)
		reading->naming->period = true;
	reading->arena = &reading->rules->arena;
	keys = keys_of(reading, root);
	reading->root = keys.map;
	reading->english = keys.map->child && (unsigned char)keys.map->child->key.at[0] < 0x80;
	reading->rules->text = arena_text(reading->arena, text);
	if (root->kind == TREE_MAP && !root->child)
		fault_at(reading->faults, root, "The file is empty: write a name and sections at least", "");
	if (root->kind == TREE_MAP && root->child) {
		read_all(&keys, reading->rules);
		refuse_empty(reading, root);
	}
	if (reading->naming)
		reading->naming->period = period;
	return reading->rules;
}

struct rules *rules_read_all(const struct tree *root, struct text text, const struct schema *schema,
	struct naming *naming, struct faults *faults)
{
	struct reading reading = {.schema = schema, .naming = naming, .faults = faults};

	return read_root(root, text, &reading);
}

void rules_offer(const struct tree *root, struct text text, const struct schema *schema,
	struct naming *naming, struct offers *offers)
{
	struct faults *faults = mem_new(sizeof(*faults));
	struct reading reading = {.schema = schema, .naming = naming, .faults = faults, .offers = offers};
	struct rules *rules = read_root(root, text, &reading);

	if (offers->key)
		offer_keys(&reading);
	rules_free(rules);
	free(faults);
}

struct rules *rules_read(const struct tree *root, struct text text, const struct schema *schema,
	struct naming *naming, struct faults *faults)
{
	size_t before = faults->count;
	struct rules *rules = rules_read_all(root, text, schema, naming, faults);

	if (faults->count == before)
		return rules;
	rules_free(rules);
	return NULL;
}

void rules_free(struct rules *rules)
{
	if (!rules)
		return;
	arena_release(&rules->arena);
	free(rules->lines);
	free(rules);
}
