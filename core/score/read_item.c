/* An item: its names, whom it is for, where it begins and ends, its lines. */
#include "core/score/mechanisms.h"

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

void take_bound_of(struct keys *keys, enum word word, struct amount *bound)
{
	if (!floorless(take(keys, word)))
		take_amount(keys, word, bound);
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
		has(keys, WORD_MEASURE) || has(keys, WORD_CONDITION);
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

/* 60% of a hundred is 60. */
static struct tree *without_percent(struct reading *reading, const struct tree *node)
{
	struct tree *bare = arena_new(reading->arena, sizeof(*bare)), **end = &bare->child;
	struct fraction number;

	*bare = *node;
	bare->next = bare->child = NULL;
	if (node->kind == TREE_TEXT && text_ends(node->text, TEXT("%")) &&
		fraction_parse(node->text, &number))
		bare->text = text_take(node->text, node->text.len - TEXT("%").len);
	for (const struct tree *child = node->child; child; child = child->next) {
		*end = without_percent(reading, child);
		end = &(*end)->next;
	}
	return bare;
}

void read_weight(struct keys *keys, struct amount *weight, struct amount *full)
{
	const struct tree *node = take(keys, WORD_WEIGHT);

	if (!node)
		return;
	read_amount(keys->reading, without_percent(keys->reading, node), weight);
	if (!amount_given(full))
		*full = (struct amount){
			.all = formula_constant((struct fraction){100, 1}, keys->reading->arena),
			.text = TEXT("100")};
	check_weight(keys->reading, keys->map, full);
}

void read_item(struct reading *reading, const struct tree *node, unsigned section)
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
