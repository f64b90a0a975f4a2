/* The table itself: classes, sections and their items, grades, vetoes, ties. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "core/score/hits.h"
#include "core/score/mechanisms.h"

/* --- classes --- */

struct predicate *read_whom(struct reading *reading, const struct tree *node)
{
	static const char *const entities[] = {
		[SUBJECT_GROUP] = "group", [SUBJECT_BRANCH] = "branch", [SUBJECT_PERSON] = "person"};
	struct predicate *predicate = NULL;
	struct error err = ERROR_INIT;

	if (predicate_compile(&predicate, reading->schema,
		    schema_named(reading->schema, text_of(entities[reading->rules->subject])), node->text,
		    reading->naming, reading->arena, &err))
		return predicate;
	fault_add(reading->faults, node->line,
		node->column + (err.row ? (unsigned)text_count(text_take(node->text, err.row - 1)) : 0), "",
		"");
	if (reading->faults->count)
		reading->faults->items[reading->faults->count - 1].message = err.message;
	return NULL;
}

/* 小组分类: {审判类: [刑庭党小组, 民庭党小组], 综合类: 类别 = 综合} */
static void read_classes(struct keys *keys)
{
	const struct tree *map = take(keys, WORD_CLASSES);
	struct rules *rules = keys->reading->rules;

	for (const struct tree *node = map ? map->child : NULL; node; node = node->next) {
		struct class *class;

		if (rules->class_count == CLASSES_MAX) {
			fault_add(keys->reading->faults, at_key(node), "More classes than {1}", "n",
				(int64_t)CLASSES_MAX);
			return;
		}
		class = &rules->classes[rules->class_count++];
		class->name = arena_text(keys->reading->arena, node->key);
		if (node->kind == TREE_TEXT) {
			class->whom = read_whom(keys->reading, node);
			continue;
		}
		class->names = arena_new(keys->reading->arena, (node->count + 1) * sizeof(*class->names));
		for (const struct tree *name = node->child; name; name = name->next)
			class->names[class->name_count++] = read_text(keys->reading, name);
	}
}

/* --- items --- */

static const struct choice_word absents[] = {
	{ABSENT_PENDING, "pending", "待定"},
	{ABSENT_MEAN, "mean", "取平均"},
	{ABSENT_RESCALE, "rescale", "去掉后折算"},
	{ABSENT_OUT, "leave_out", "去掉"},
	{ABSENT_FULL, "full", "得满分"},
	{ABSENT_ZERO, "zero", "得零分"},
	{ABSENT_APART, "not_ranked", "不参评"},
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
			fault_add(keys->reading->faults, at_value(node),
				"There is no class \"{1}\": declare it under 小组分类 (classes)", "S",
				node->text);
		else
			item->classes |= UINT64_C(1) << number;
	}
	if (whom)
		item->whom = read_whom(keys->reading, whom);
}

static void add_line(struct reading *reading, struct item *item, struct line *line)
{
	struct line **lines = arena_new(reading->arena, (item->line_count + 1) * sizeof(*lines));

	for (size_t i = 0; i < item->line_count; i++)
		lines[i] = item->lines[i];
	lines[item->line_count++] = line;
	item->lines = lines;
}

static void read_list(struct keys *keys, enum word word, struct item *item)
{
	const struct tree *list = take(keys, word);

	for (const struct tree *node = list ? list->child : NULL; node; node = node->next)
		add_line(keys->reading, item, read_listed(keys->reading, node));
}

static void read_zero(struct keys *keys, struct item *item)
{
	const struct tree *node = take(keys, WORD_ZERO);
	const struct tree *first = node && node->kind == TREE_LIST ? node->child : node;

	if (!node)
		return;
	item->zero = arena_new(keys->reading->arena, (node->count + 1) * sizeof(*item->zero));
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
			  *clause = take(keys, WORD_CLAUSE);

	if (!name)
		fault_add(
			keys->reading->faults, at_value(keys->map), "This item has no name: 名称 (name)", "");
	else
		item->name = read_text(keys->reading, name);
	item->id = id ? read_text(keys->reading, id) : item->name;
	if (item->id.len && known_id(keys->reading->rules, item->id))
		fault_add(keys->reading->faults, at_value(id ? id : name),
			"There are two items \"{1}\": give one an 编号 (id) of its own", "S", item->id);
	if (clause)
		item->clause = read_text(keys->reading, clause);
	take(keys, WORD_NOTE);
}

static bool counts_something(const struct keys *keys)
{
	return has(keys, WORD_SOURCE) || has(keys, WORD_MANUAL) || has(keys, WORD_FORMULA);
}

static void read_item(struct reading *reading, const struct tree *node, unsigned section)
{
	struct keys keys = keys_of(reading, node);
	struct rules *rules = reading->rules;
	struct item *item;
	bool started;

	if (rules->item_count == ITEMS_MAX) {
		fault_add(reading->faults, at_value(node), "More items than {1}", "n", (int64_t)ITEMS_MAX);
		return;
	}
	item = arena_new(reading->arena, sizeof(*item));
	item->node = node;
	item->section = section;
	item->index = (unsigned)rules->item_count;
	reading->item = item;
	read_names(&keys, item);
	take_amount(&keys, WORD_POINTS, &item->points);
	started = take_amount(&keys, WORD_START, &item->start);
	read_scope(&keys, item);
	item->absent = (enum absent)read_choice(&keys, WORD_ABSENT, absents, ABSENT_PENDING);
	item->floorless = floorless(take(&keys, WORD_FLOOR));
	if (!item->floorless)
		take_amount(&keys, WORD_FLOOR, &item->floor);
	take_amount(&keys, WORD_CAP, &item->cap);
	if (counts_something(&keys))
		add_line(reading, item, read_line(&keys, item->name));
	read_list(&keys, WORD_FAULTS, item);
	read_list(&keys, WORD_PARTS, item);
	read_zero(&keys, item);
	if (!item->line_count)
		fault_add(reading->faults, at_value(node),
			"Nothing is counted here: give 数据 (source), 人工 (manual), 扣分清单 (faults) or "
			"得分清单 (parts)",
			"");
	settle_start(item, started);
	keys_end(&keys);
	reading->item = NULL;
	rules->items[rules->item_count++] = item;
}

/* --- sections --- */

static const struct choice_word section_kinds[] = {
	{SECTION_BASIC, "basic", "基本项"},
	{SECTION_BONUS, "bonus", "加分项"},
	{SECTION_PENALTY, "penalty", "扣分项"},
	{0},
};

static void read_section(struct reading *reading, const struct tree *node)
{
	struct keys keys = keys_of(reading, node);
	struct rules *rules = reading->rules;
	struct section *section;
	const struct tree *name, *items;
	int kind;

	if (rules->section_count == SECTIONS_MAX) {
		fault_add(reading->faults, at_value(node), "More sections than {1}", "n",
			(int64_t)SECTIONS_MAX);
		return;
	}
	section = &rules->sections[rules->section_count];
	name = take(&keys, WORD_NAME);
	if (name)
		section->name = read_text(reading, name);
	else
		fault_add(reading->faults, at_value(node), "This section has no name: 名称 (name)", "");
	kind = choice_word(section_kinds, section->name);
	section->kind = (enum section_kind)read_choice(
		&keys, WORD_KIND, section_kinds, kind < 0 ? SECTION_BASIC : kind);
	take_amount(&keys, WORD_POINTS, &section->points);
	take_amount(&keys, WORD_WEIGHT, &section->weight);
	take_amount(&keys, WORD_CAP, &section->cap);
	take_amount(&keys, WORD_FLOOR, &section->floor);
	section->first = rules->item_count;
	items = take(&keys, WORD_ITEMS);
	for (const struct tree *item = items ? items->child : NULL; item; item = item->next)
		read_item(reading, item, (unsigned)rules->section_count);
	section->count = rules->item_count - section->first;
	if (!section->count)
		fault_add(reading->faults, at_value(node), "This section has no items: 项目 (items)", "");
	keys_end(&keys);
	rules->section_count++;
}

void read_sections(struct keys *keys)
{
	const struct tree *list = take(keys, WORD_SECTIONS);

	if (!list)
		fault_add(keys->reading->faults, at_value(keys->map),
			"There are no sections: 部分 (sections)", "");
	for (const struct tree *node = list ? list->child : NULL; node; node = node->next)
		read_section(keys->reading, node);
}

/* --- grades --- */

static void read_places_of(struct reading *reading, const struct tree *node, struct grade *grade)
{
	if (!text_ends(node->text, TEXT("%"))) {
		struct fraction places = read_fraction(reading, node);

		grade->places = fraction_given(places) ? places.numerator / places.denominator : 0;
	} else {
		grade->share = read_fraction(reading, node);
	}
}

static void read_grade(struct reading *reading, const struct tree *node, bool last)
{
	struct keys keys = keys_of(reading, node);
	struct rules *rules = reading->rules;
	struct grade *grade = &rules->grades[rules->grade_count];
	const struct tree *name = take(&keys, WORD_NAME), *also = take(&keys, WORD_ALSO),
			  *places = take(&keys, WORD_SHARE_MOST);

	if (name)
		grade->name = read_text(reading, name);
	else
		fault_add(reading->faults, at_value(node), "This grade has no name: 名称 (name)", "");
	grade->from = take_fraction(&keys, WORD_FROM);
	if (also)
		grade->also = read_event(reading, also);
	if (places)
		read_places_of(reading, places, grade);
	if (last && (fraction_given(grade->from) || also || places))
		fault_add(reading->faults, at_value(node),
			"The last grade is for all the rest and needs a name only: else some would have none",
			"");
	if (!last && !fraction_given(grade->from))
		fault_add(reading->faults, at_value(node),
			"Only the last grade is for the rest: say 从 (from)", "");
	if (rules->grade_count && fraction_given(grade->from) &&
		fraction_compare(grade->from, rules->grades[rules->grade_count - 1].from) >= 0)
		fault_add(reading->faults, at_value(node),
			"Grades stand from the best down: this one begins no lower", "");
	keys_end(&keys);
	rules->grade_count++;
}

static const struct choice_word bases[] = {
	{0, "all", "总分"},
	{1, "without_bonus", "不含加分"},
	{0},
};
static const struct choice_word roundings[] = {
	{0, "down", "舍去"},
	{1, "up", "进一"},
	{0},
};

void read_grades(struct keys *keys)
{
	const struct tree *list = take(keys, WORD_GRADES);
	struct rules *rules = keys->reading->rules;

	rules->grade_without_bonus = read_choice(keys, WORD_GRADE_BY, bases, 0) == 1;
	rules->quota_up = read_choice(keys, WORD_QUOTA_ROUND, roundings, 0) == 1;
	for (const struct tree *node = list ? list->child : NULL; node; node = node->next) {
		if (rules->grade_count == GRADES_MAX) {
			fault_add(keys->reading->faults, at_value(node), "More grades than {1}", "n",
				(int64_t)GRADES_MAX);
			return;
		}
		read_grade(keys->reading, node, !node->next);
	}
}

/* --- vetoes --- */

static int grade_named(const struct rules *rules, struct text name)
{
	for (size_t i = 0; i < rules->grade_count; i++)
		if (text_equal(rules->grades[i].name, name))
			return (int)i;
	return -1;
}

/* 总分归零, 不得评优秀 (at best the next), 至多合格 */
static void read_effect(struct reading *reading, const struct tree *node, struct veto *veto)
{
	static const struct {
		const char *before;
		int below;
	} ways[] = {{"不得评", 1}, {"not ", 1}, {"至多", 0}, {"at most ", 0}, {NULL, 0}};

	if (text_is(node->text, "总分归零") || text_is(node->text, "zero")) {
		veto->effect = VETO_ZERO;
		return;
	}
	for (size_t i = 0; ways[i].before; i++) {
		struct text before = text_of(ways[i].before);
		int grade = text_starts(node->text, before)
			? grade_named(reading->rules, text_trim(text_skip(node->text, before.len)))
			: -1;

		if (grade < 0 || (size_t)(grade + ways[i].below) >= reading->rules->grade_count)
			continue;
		veto->grade = (size_t)(grade + ways[i].below);
		return;
	}
	fault_add(reading->faults, at_value(node),
		"An effect reads 不得评优秀 (not A), 至多合格 (at most C) or 总分归零 (zero), with a grade "
		"of this file",
		"");
}

void read_vetoes(struct keys *keys)
{
	const struct tree *list = take(keys, WORD_VETOES);
	struct rules *rules = keys->reading->rules;

	if (!list)
		return;
	rules->vetoes = arena_new(keys->reading->arena, (list->count + 1) * sizeof(*rules->vetoes));
	for (const struct tree *node = list->child; node; node = node->next) {
		struct keys one = keys_of(keys->reading, node);
		struct veto *veto = &rules->vetoes[rules->veto_count++];
		const struct tree *name = take(&one, WORD_CASE), *effect = take(&one, WORD_EFFECT);

		if (!name || !effect) {
			fault_add(keys->reading->faults, at_value(node),
				"A veto has 情形 (case) and 后果 (effect)", "");
			continue;
		}
		veto->name = read_text(keys->reading, name);
		read_effect(keys->reading, effect, veto);
		if (has(&one, WORD_SOURCE)) {
			struct bound bound = take_bound(&one);

			veto->when = read_line(&one, veto->name);
			veto->when->when = bound;
			if (bound.compare == COMPARE_NONE)
				veto->when->when = once(keys->reading);
		} else {
			veto->when = read_event(keys->reading, name);
		}
		keys_end(&one);
	}
}

/* --- ties --- */

/* 同分: [基本项, 扣分项 少者, 到会率]: sections and items; 少者: the smaller is the better. */
void read_ties(struct keys *keys)
{
	const struct tree *list = take(keys, WORD_TIES);
	struct rules *rules = keys->reading->rules;

	if (!list)
		return;
	rules->ties = arena_new(keys->reading->arena, (list->count + 1) * sizeof(*rules->ties));
	for (const struct tree *node = list->child; node; node = node->next) {
		struct tie *tie = &rules->ties[rules->tie_count];
		struct text name = read_text(keys->reading, node);
		bool found = false;

		tie->least = text_ends(name, TEXT("少者")) || text_ends(name, TEXT("least"));
		if (tie->least)
			name = text_trim(
				text_take(name, name.len - (text_ends(name, TEXT("least")) ? 5 : 6)));
		tie->name = name;
		for (size_t i = 0; i < rules->section_count && !found; i++)
			if (text_equal(rules->sections[i].name, name)) {
				tie->by = TIE_SECTION;
				tie->index = i;
				found = true;
			}
		for (size_t i = 0; i < rules->item_count && !found; i++)
			if (text_equal(rules->items[i]->id, name)) {
				tie->by = TIE_ITEM;
				tie->index = i;
				found = true;
			}
		if (!found)
			fault_add(keys->reading->faults, at_value(node),
				"\"{1}\" is neither a section nor an item", "S", name);
		rules->tie_count += found;
	}
}

/* --- the file --- */

static const struct choice_word subjects[] = {
	{SUBJECT_GROUP, "group", "党小组"},
	{SUBJECT_BRANCH, "branch", "党支部"},
	{SUBJECT_PERSON, "person", "党员", {"人员"}},
	{0},
};

static void read_total(struct keys *keys, struct rules *rules)
{
	const struct tree *total = take(keys, WORD_TOTAL);
	struct keys inner = keys_of(keys->reading, total);

	take_amount(keys, WORD_START, &rules->start);
	if (!floorless(take(&inner, WORD_CAP)))
		take_amount(&inner, WORD_CAP, &rules->cap);
	if (!floorless(take(&inner, WORD_FLOOR)))
		take_amount(&inner, WORD_FLOOR, &rules->floor);
	keys_end(&inner);
}

static void read_head(struct keys *keys, struct rules *rules)
{
	const struct tree *name = take(keys, WORD_NAME), *places = take(keys, WORD_PLACES);

	if (name)
		rules->name = read_text(keys->reading, name);
	else
		fault_add(keys->reading->faults, 1, 1, "The rules have no name: 名称 (name)", "");
	rules->subject = (enum subject_kind)read_choice(keys, WORD_SUBJECT, subjects, SUBJECT_GROUP);
	rules->places = 2;
	if (places) {
		struct fraction number = read_fraction(keys->reading, places);

		rules->places = fraction_given(number) ? (int)(number.numerator / number.denominator) : 2;
		if (rules->places < 0 || rules->places > 4)
			fault_add(keys->reading->faults, at_value(places),
				"Between 0 and 4 digits after the point", "");
	}
}

struct rules *rules_read(const struct tree *root, struct text text, const struct schema *schema,
	struct naming *naming, struct faults *faults)
{
	struct rules *rules = mem_new(sizeof(*rules));
	struct reading reading = {
		.rules = rules, .arena = &rules->arena, .schema = schema, .naming = naming, .faults = faults};
	struct keys keys = keys_of(&reading, root);
	size_t before = faults->count;

	rules->text = arena_text(&rules->arena, text);
	read_head(&keys, rules);
	read_classes(&keys);
	read_total(&keys, rules);
	read_sections(&keys);
	read_grades(&keys);
	read_vetoes(&keys);
	read_ties(&keys);
	take(&keys, WORD_TESTS);
	take(&keys, WORD_NOTE);
	keys_end(&keys);
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
