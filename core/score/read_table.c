/* The table itself: sections and their items, the total. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/hits.h"
#include "core/score/mechanisms.h"

/* --- items --- */

static const struct choice_word absents[] = {
	{ABSENT_PENDING, "pending", "待定", .help = N_("the item stays unjudged")},
	{ABSENT_MEAN, "mean", "取平均", .help = N_("the mean of the others")},
	{ABSENT_RESCALE, "rescale", "去掉后折算", .help = N_("left out, the other items are scaled up")},
	{ABSENT_OUT, "leave_out", "去掉", .help = N_("left out, the full mark is that much lower")},
	{ABSENT_FULL, "full", "得满分", {"满分"}, .help = N_("full marks")},
	{ABSENT_ZERO, "zero", "得零分", {"零分", "不得分"}, .help = N_("no points")},
	{ABSENT_APART, "not_ranked", "不参评", .help = N_("the group is not ranked")},
	{0},
};

static void read_scope(struct keys *keys, struct item *item)
{
	const struct tree *classes = take(keys, WORD_CLASS), *whom = take(keys, WORD_WHOM);
	const struct tree *first = classes && classes->kind == TREE_LIST ? classes->child : classes;

	for (const struct tree *node = first; node; node = node == classes ? NULL : node->next) {
		size_t number = 0;

		while (number < keys->reading->rules->class_count &&
			!text_equal(keys->reading->rules->classes[number].name, node->text))
			number++;
		if (number == keys->reading->rules->class_count)
			fault_class(keys->reading, node);
		else
			item->classes |= UINT64_C(1) << number;
	}
	if (whom)
		item->whom = read_whom(keys->reading, keys->reading->rules->subject, whom);
}

static void add_line(struct reading *reading, struct item *item, struct line *line)
{
	struct line **lines = arena_new(reading->arena, (item->line_count + 1) * sizeof(struct line *));

	for (size_t i = 0; i < item->line_count; i++)
		lines[i] = item->lines[i];
	lines[item->line_count++] = line;
	item->lines = lines;
}

static void read_list(struct keys *keys, enum word word, struct item *item)
{
	const struct tree *list = take_list(keys, word);

	for (const struct tree *node = list ? list->child : NULL; node; node = node->next)
		add_line(keys->reading, item, read_listed(keys->reading, node));
}

static void read_zero(struct keys *keys, struct item *item)
{
	const struct tree *node = take(keys, WORD_ZERO);
	const struct tree *first = node && node->kind == TREE_LIST ? node->child : node;

	if (!node)
		return;
	item->zero = arena_new(keys->reading->arena, (node->count + 1) * sizeof(struct line *));
	for (const struct tree *one = first; one; one = one == node ? NULL : one->next)
		item->zero[item->zero_count++] = read_event(keys->reading, one);
}

static bool floorless(const struct tree *node)
{
	return node && node->kind == TREE_TEXT &&
		(text_is(node->text, "不限") || text_is(node->text, "none") || text_is(node->text, "无"));
}

/* Where it begins: said, or full when its lines say what is lost, or at 0. */
static void settle_start(struct item *item, bool given)
{
	if (!given && item->takes_off && !item->gains)
		item->start = item->points;
}

/* Of 得分清单 alone the lines with 得 say the whole: what others cost is taken from that. */
static void note_parts(struct item *item)
{
	for (size_t i = 0; i < item->line_count; i++)
		item->gains |= amount_given(&item->lines[i]->then) && !item->lines[i]->then.minus;
}

static bool known_id(const struct rules *rules, struct text id)
{
	for (size_t i = 0; i < rules->item_count; i++)
		if (text_equal(rules->items[i]->id, id))
			return true;
	return false;
}

static void read_names(struct keys *keys, struct item *item)
{
	const struct tree *name = take(keys, WORD_NAME), *id = take(keys, WORD_ID),
			  *clause = take(keys, WORD_CLAUSE), *brief = take(keys, WORD_SHORT);

	if (!name)
		fault_missing(keys, keys->map, N_("This item has no name: name"));
	else
		item->name = read_text(keys->reading, name);
	keys->reading->incomplete |= !item->name.len;
	item->id = id ? read_text(keys->reading, id) : item->name;
	if (item->id.len && known_id(keys->reading->rules, item->id))
		fault_at(keys->reading->faults, id ? id : name,
			"There are two items \"{1}\": give one an id of its own", "S", item->id);
	if (clause)
		item->clause = read_text(keys->reading, clause);
	if (brief)
		item->brief = read_text(keys->reading, brief);
	take(keys, WORD_NOTE);
}

/* 扣分清单 is there, whatever is wrong with it. */
static bool tree_lists(const struct tree *map)
{
	for (const struct tree *node = map->child; node; node = node->next)
		if (word_named(node->key) == WORD_FAULTS || word_named(node->key) == WORD_PARTS)
			return true;
	return false;
}

bool counts_something(const struct keys *keys)
{
	return has(keys, WORD_SOURCE) || has(keys, WORD_MANUAL) || has(keys, WORD_FORMULA) ||
		has(keys, WORD_MEASURE);
}

/* 每次: -1, 上限: 5: nothing ever comes near it. */
static void refuse_cap(struct keys *keys)
{
	const struct tree *cap = key_in(keys->map, WORD_CAP);

	if (cap && only_loses(keys) && !tree_lists(keys->map))
		fault_at_key(keys->reading->faults, cap, CAP_OF_OFF, "");
}

/* 满分: 0, 权重: 40: nothing is that share of nothing. */
static void check_weight(struct reading *reading, const struct tree *node, const struct amount *points)
{
	struct fraction full;

	if (points->all && formula_is_constant(points->all, &full) && fraction_given(full) &&
		full.numerator <= 0)
		fault_at(reading->faults, key_in(node, WORD_POINTS),
			"What has a weight has full points larger than 0", "");
}

/* 权重: 30, and nothing else said: of 100. */
static void read_weight(struct keys *keys, struct amount *weight, struct amount *full)
{
	if (!take_amount(keys, WORD_WEIGHT, weight))
		return;
	if (!amount_given(full))
		*full = (struct amount){
			.all = formula_constant((struct fraction){100, 1}, keys->reading->arena),
			.text = TEXT("100")};
	check_weight(keys->reading, keys->map, full);
}

static void read_item(struct reading *reading, const struct tree *node, unsigned section)
{
	struct keys keys = keys_of(reading, node);
	struct rules *rules = reading->rules;
	size_t before = reading->faults->count;
	struct item *item;
	bool started, faults;

	if (rules->item_count == ITEMS_MAX) {
		fault_at(reading->faults, node, "More items than {1}", "n", (int64_t)ITEMS_MAX);
		return;
	}
	item = arena_new(reading->arena, sizeof(*item));
	item->node = node;
	item->section = section;
	item->index = (unsigned)rules->item_count;
	reading->item = item;
	read_names(&keys, item);
	take_amount(&keys, WORD_POINTS, &item->points);
	read_weight(&keys, &item->weight, &item->points);
	started = take_amount(&keys, WORD_START, &item->start);
	read_scope(&keys, item);
	item->absent = (enum absent)read_choice(&keys, WORD_ABSENT, absents, ABSENT_PENDING);
	item->by_parts = rules->by_parts;
	item->take = rules->take;
	read_by_parts(&keys, &item->by_parts, &item->take);
	item->floorless = floorless(take(&keys, WORD_FLOOR));
	if (!item->floorless)
		take_amount(&keys, WORD_FLOOR, &item->floor);
	refuse_cap(&keys);
	take_amount(&keys, WORD_CAP, &item->cap);
	if (has(&keys, WORD_REACH))
		add_line(reading, item, read_line(&keys, item->name));
	else if (counts_something(&keys) || has(&keys, WORD_OFF) || has(&keys, WORD_GAIN))
		add_line(reading, item, read_worth(&keys, item->name));
	faults = has(&keys, WORD_FAULTS);
	read_list(&keys, WORD_FAULTS, item);
	read_list(&keys, WORD_PARTS, item);
	if (!faults)
		note_parts(item);
	read_zero(&keys, item);
	if (!item->line_count && node->kind == TREE_MAP && !tree_lists(node))
		fault_missing(
			&keys, node, N_("Nothing is counted here: give source, manual, faults or parts"));
	settle_start(item, started);
	keys_end(&keys);
	item->faulty = reading->faults->count > before || before == FAULTS_MAX;
	reading->item = NULL;
	rules->items[rules->item_count++] = item;
}

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
	take_amount(&keys, WORD_CAP, &section->cap);
	take_amount(&keys, WORD_FLOOR, &section->floor);
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

/* When the sections are known, for a formula speaks of them. */
static void read_total(struct keys *keys, struct rules *rules)
{
	const struct tree *total = take(keys, WORD_TOTAL);
	struct keys inner = keys_of(keys->reading, total);

	take_amount(keys, WORD_START, &rules->start);
	take_amount(&inner, WORD_FORMULA, &rules->formula);
	if (!floorless(take(&inner, WORD_CAP)))
		take_amount(&inner, WORD_CAP, &rules->cap);
	if (!floorless(take(&inner, WORD_FLOOR)))
		take_amount(&inner, WORD_FLOOR, &rules->floor);
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
		fault_at(reading->faults, root, "The file is empty", "");
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
