/* What follows the points: grades with their places, ties. */
#include <string.h>
#include "core/base/near.h"
#include "core/score/mechanisms.h"

/* --- grades --- */

int grade_named(const struct rules *rules, struct text name)
{
	static const char *const ends[] = {"等次", "档次", "等级", NULL};

	for (size_t i = 0; i < rules->grade_count; i++)
		if (text_equal(rules->grades[i].name, name))
			return (int)i;
	for (size_t i = 0; ends[i]; i++)
		if (text_ends(name, text_of(ends[i])) && name.len > strlen(ends[i]))
			return grade_named(rules, text_take(name, name.len - strlen(ends[i])));
	return -1;
}

void unknown_grade(struct reading *reading, const struct tree *node, size_t before)
{
	struct text name = text_skip(node->text, before), grade = text_trim(name);
	struct near near = near_to(grade);

	for (size_t i = 0; i < reading->rules->grade_count; i++)
		near_try(&near, reading->rules->grades[i].name);
	if (!reading->grades_lost)
		fault_near(reading, node, grade,
			text_count(text_take(node->text, (size_t)(grade.at - node->text.at))), &near,
			N_("There is no grade \"{1}\" in this file"),
			N_("There is no grade \"{1}\" in this file; did you mean {2}?"));
}

/* 不超过30%, 至多3个: a quota is at most, and of those who are scored. */
static struct tree bare_quota(const struct tree *node)
{
	static const char *const befores[] = {"不超过", "至多", "最多", "前", NULL};
	static const char *const ends[] = {"个", "名", "人", NULL};
	struct tree bare = *node;

	for (size_t i = 0; befores[i]; i++)
		if (text_starts(bare.text, text_of(befores[i]))) {
			bare.text = text_trim(text_skip(bare.text, text_of(befores[i]).len));
			break;
		}
	for (size_t i = 0; ends[i]; i++)
		if (text_ends(bare.text, text_of(ends[i])))
			bare.text = text_take(bare.text, bare.text.len - strlen(ends[i]));
	return bare;
}

/* None, a half or less than none would be nobody's or everybody's. */
static int64_t read_number_of_places(struct reading *reading, const struct tree *node)
{
	struct fraction places = read_fraction(reading, node);

	if (!fraction_given(places) || (places.numerator > 0 && places.denominator == 1))
		return places.numerator;
	fault_at(reading->faults, node, "Places are a whole number from 1 on: 3", "");
	return 0;
}

static void read_quota(struct reading *reading, const struct tree *written, struct quota *quota)
{
	struct tree bare = bare_quota(written);
	const struct tree *node = written->kind == TREE_TEXT ? &bare : written;

	if (node->kind == TREE_MAP) {
		read_amount(reading, node, &quota->places_of);
		reading->rules->quota_by_class = true;
	} else if (!text_ends(node->text, TEXT("%")) && text_ends(written->key, TEXT("比例"))) {
		fault_at(reading->faults, written, "A share is written with its sign: {1}%", "S", node->text);
	} else if (!text_ends(node->text, TEXT("%"))) {
		quota->places = read_number_of_places(reading, node);
	} else {
		quota->share = read_fraction(reading, node);
		if (fraction_given(quota->share) &&
			fraction_compare(quota->share, (struct fraction){1, 1}) > 0)
			fault_at(reading->faults, node, "No more than 100% can have a grade", "");
		if (fraction_given(quota->share) && quota->share.numerator < 0)
			fault_at(reading->faults, node, "A share of places is written without a sign: 30%",
				"");
	}
}

/* 合计名额: 40%, 连同: [优秀]: with those grades, which stand right above; 连同 not said: with all above. */
static void read_joint(struct keys *keys, struct grade *grade)
{
	struct reading *reading = keys->reading;
	struct rules *rules = reading->rules;
	const struct tree *quota = take(keys, WORD_JOINT), *with = quota ? take(keys, WORD_TOGETHER) : NULL;
	const struct tree *first = with && with->kind == TREE_LIST ? with->child : with;

	if (!quota)
		return;
	read_quota(reading, quota, &grade->joint);
	if (!rules->grade_count)
		fault_at_key(reading->faults, quota, "No grade stands above this one: say at_most", "");
	grade->joint_from = with ? rules->grade_count : 0;
	for (const struct tree *one = first; one; one = one == with ? NULL : one->next) {
		int above = one->kind == TREE_TEXT ? grade_named(rules, one->text) : -1;

		if (above < 0)
			unknown_grade(reading, one, 0);
		else if ((size_t)above < grade->joint_from)
			grade->joint_from = (size_t)above;
	}
	if (with && with->kind == TREE_LIST && !reading->grades_lost &&
		rules->grade_count - grade->joint_from > with->count)
		fault_at(reading->faults, with,
			"Grades that share places stand one right above the other: name those between, too",
			"");
}

/* What must be so: one, a list of which all, or so many of a list. */
void read_gate(struct reading *reading, const struct tree *node, struct gate *gate)
{
	const struct tree *list = node->kind == TREE_LIST ? node : NULL;
	struct keys keys = {.reading = reading, .map = node};
	struct fraction least = {0, 0};

	if (node->kind == TREE_MAP && key_in(node, WORD_OF_THESE)) {
		const struct tree *number = take(&keys, WORD_AT_LEAST);

		list = take_list(&keys, WORD_OF_THESE);
		least = number ? read_fraction(reading, number) : (struct fraction){1, 1};
		if (list && fraction_given(least) &&
			(least.numerator < 1 || least.denominator != 1 ||
				(size_t)least.numerator > list->count))
			fault_at(reading->faults, number ? number : node,
				"A number from 1 to how many stand in the list is needed here", "");
		keys_end(&keys);
	} else if (!list) {
		gate->line = read_event(reading, node);
		return;
	}
	if (!list)
		return;
	gate->parts = arena_new(reading->arena, (list->count + 1) * sizeof(*gate->parts));
	for (const struct tree *one = list->child; one; one = one->next)
		read_gate(reading, one, &gate->parts[gate->count++]);
	gate->least = fraction_given(least) ? (size_t)least.numerator : gate->count;
}

/* The nearest one above that begins at some points: one with places alone is reached by all. Of one that
 * could not be read nothing is known. */
static const struct grade *begun_above(const struct rules *rules)
{
	for (size_t i = rules->grade_count; i--;)
		if (fraction_given(rules->grades[i].from) || rules->grades[i].faulty)
			return &rules->grades[i];
	return NULL;
}

/* 低于, or behind 超过 不超过, says again where the one above begins. */
static void check_end(struct keys *keys, const struct grade *above)
{
	const struct tree *below = take(keys, WORD_BELOW), *upto = take(keys, WORD_UPTO), *other = NULL;

	if (above && !fraction_given(above->from))
		return;
	if (below &&
		(!above || above->above ||
			fraction_compare(read_fraction(keys->reading, below), above->from)))
		other = below;
	if (upto &&
		(!above || !above->above ||
			fraction_compare(read_fraction(keys->reading, upto), above->from)))
		other = upto;
	if (other)
		fault_at_key(keys->reading->faults, other,
			"A grade says where it begins (from) and goes on to the one above: else there would "
			"be points without a grade",
			"");
}

/* 从: 95%, where points are: nobody is below 0.95. A total by a formula may be a share. */
static void refuse_share_of_points(struct reading *reading, const struct tree *from, struct fraction *points)
{
	struct text bare;

	if (!from || !text_ends(from->text, TEXT("%")) || amount_given(&reading->rules->formula))
		return;
	bare = text_take(from->text, from->text.len - TEXT("%").len);
	fault_at(reading->faults, from, "A grade begins at points, without a sign: {1}", "S", bare);
	/* As it was meant, for those below it. */
	fraction_parse(bare, points);
}

/* 名次: 1-3 */
static void refuse_places(struct keys *keys)
{
	if (has(keys, WORD_RANK))
		fault_at_key(keys->reading->faults, take(keys, WORD_RANK),
			"How many of the first have the grade is said by at_most: 3", "");
}

/* 优秀: 90 */
static bool refuse_short_grade(struct reading *reading, const struct tree *node)
{
	const struct tree *only = node->kind == TREE_MAP && node->count == 1 ? node->child : NULL;
	struct fraction from;

	if (!only || word_named(only->key) != WORD_NONE || only->kind != TREE_TEXT ||
		!fraction_parse(only->text, &from))
		return false;
	fault_at_key(reading->faults, only, "A grade reads {name: {1}, from: {2}}, the last one {name: {1}}",
		"SS", only->key, only->text);
	reading->grades_lost = true;
	return true;
}

static void read_grade(struct reading *reading, const struct tree *node, bool last)
{
	struct keys keys = keys_of(reading, node);
	struct rules *rules = reading->rules;
	struct grade *grade = &rules->grades[rules->grade_count];
	size_t before = reading->faults->count;
	const struct tree *joint, *least;
	const struct grade *above = begun_above(rules);
	const struct tree *name = take(&keys, WORD_NAME), *also = take(&keys, WORD_ALSO),
			  *places = take(&keys, WORD_SHARE_MOST), *from = take(&keys, WORD_FROM);

	grade->node = node;
	if (name)
		grade->name = read_text(reading, name);
	else
		fault_missing(&keys, node, N_("This grade has no name: name"));
	if (!from) {
		from = take(&keys, WORD_ABOVE);
		grade->above = from != NULL;
	}
	grade->from = from ? read_fraction(reading, from) : (struct fraction){0, 0};
	refuse_share_of_points(reading, from, &grade->from);
	refuse_places(&keys);
	if (also) {
		grade->also = arena_new(reading->arena, sizeof(*grade->also));
		read_gate(reading, also, grade->also);
	}
	if (places)
		read_quota(reading, places, &grade->own);
	joint = key_in(keys.map, WORD_JOINT);
	read_joint(&keys, grade);
	least = take(&keys, WORD_AT_LEAST);
	grade->own.least = least ? read_number_of_places(reading, least) : 0;
	if (last && (from || also || places || joint))
		fault_at_key(reading->faults,
			from             ? from
				: also   ? also
				: places ? places
					 : joint,
			"The last grade is for all the rest and needs a name only: else some would have none",
			"");
	if (!last && !from && !also && !places && !joint && node->kind == TREE_MAP)
		fault_missing(&keys, node,
			N_("Say where this grade begins: from. Only the last one may leave it out"));
	check_end(&keys, above);
	if (above && fraction_given(grade->from) && fraction_given(above->from) &&
		fraction_compare(grade->from, above->from) >= 0)
		fault_at(reading->faults, from, "Grades stand from the best down: this one begins no lower",
			"");
	reading->grades_lost |= !grade->name.len;
	keys_end(&keys);
	grade->faulty = reading->faults->count > before || before == FAULTS_MAX;
	rules->grade_count++;
}

static const struct choice_word bases[] = {
	{0, "all", "总分", .help = N_("all of it, or all together")},
	{1, "without_bonus", "不含加分", .help = N_("bonuses do not lift a grade")},
	{0},
};
static const struct choice_word roundings[] = {
	{0, "down", "舍去", .help = N_("a part of a place is dropped")},
	{1, "up", "进一", .help = N_("a part of a place is one more")},
	{0},
};

static const struct choice_word quota_ranges[] = {
	{0, "all", "全部", .help = N_("all of it, or all together")},
	{1, "class", "同类", {"同类小组"}, .help = N_("each class by itself")},
	{0},
};

void read_grades(struct keys *keys)
{
	bool given = has(keys, WORD_GRADES);
	const struct tree *list = take_list(keys, WORD_GRADES);
	struct rules *rules = keys->reading->rules;

	keys->reading->grades_lost = !list && (given || has_unknown(keys));
	rules->grade_without_bonus = read_choice(keys, WORD_GRADE_BY, bases, 0) == 1;
	rules->quota_up = read_choice(keys, WORD_QUOTA_ROUND, roundings, 0) == 1;
	rules->quota_by_class = read_choice(keys, WORD_QUOTA_AMONG, quota_ranges, 0) == 1;
	for (const struct tree *node = list ? list->child : NULL; node; node = node->next) {
		if (rules->grade_count == GRADES_MAX) {
			fault_at(keys->reading->faults, node, "More grades than {1}", "n",
				(int64_t)GRADES_MAX);
			return;
		}
		if (!refuse_short_grade(keys->reading, node))
			read_grade(keys->reading, node, !node->next);
	}
}

/* --- ties --- */

/* A section or an item of that name. */
static bool find_tied(const struct rules *rules, struct tie *tie)
{
	for (size_t i = 0; i < rules->section_count; i++)
		if (text_equal(rules->sections[i].name, tie->name)) {
			tie->by = TIE_SECTION;
			tie->index = i;
			return true;
		}
	for (size_t i = 0; i < rules->item_count; i++)
		if (text_equal(rules->items[i]->id, tie->name)) {
			tie->by = TIE_ITEM;
			tie->index = i;
			return true;
		}
	return false;
}

static void unknown_tied(struct reading *reading, const struct tree *node, struct text name)
{
	struct near near = near_to(name);

	if (reading->faults->count == FAULTS_MAX)
		return;
	for (size_t i = 0; i < reading->rules->section_count; i++)
		near_try(&near, reading->rules->sections[i].name);
	for (size_t i = 0; i < reading->rules->item_count; i++)
		near_try(&near, reading->rules->items[i]->id);
	/* What it names may be what could not be read. */
	if (!reading->incomplete)
		fault_near(reading, node, name, 0, &near, N_("\"{1}\" is neither a section nor an item"),
			N_("\"{1}\" is neither a section nor an item; did you mean {2}?"));
}

/* 同分: [基本项, 扣分项 少者, 到会率]: sections and items; 少者: the smaller is the better. */
void read_ties(struct keys *keys)
{
	const struct tree *list = take_list(keys, WORD_TIES);
	struct rules *rules = keys->reading->rules;

	if (!list)
		return;
	rules->ties_node = list;
	rules->ties = arena_new(keys->reading->arena, (list->count + 1) * sizeof(*rules->ties));
	for (const struct tree *node = list->child; node; node = node->next) {
		struct tie *tie = &rules->ties[rules->tie_count];

		if (asked_value(keys->reading, node))
			offer_settled(keys->reading);
		tie->name = read_text(keys->reading, node);
		tie->least = text_ends(tie->name, TEXT("少者")) || text_ends(tie->name, TEXT("least"));
		if (tie->least)
			tie->name = text_trim(text_take(
				tie->name, tie->name.len - (text_ends(tie->name, TEXT("least")) ? 5 : 6)));
		if (find_tied(rules, tie))
			rules->tie_count++;
		else if (tie->name.len)
			unknown_tied(keys->reading, node, tie->name);
	}
}
