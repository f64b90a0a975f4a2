/* What follows the points: grades with their places, vetoes, ties. */
#include "core/base/near.h"
#include "core/score/hits.h"
#include "core/score/mechanisms.h"

/* --- grades --- */

static int grade_named(const struct rules *rules, struct text name)
{
	for (size_t i = 0; i < rules->grade_count; i++)
		if (text_equal(rules->grades[i].name, name))
			return (int)i;
	return -1;
}

static void unknown_grade(struct reading *reading, const struct tree *node, size_t before)
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
	static const char *const befores[] = {"不超过", "至多", "最多", NULL};
	struct tree bare = *node;

	for (size_t i = 0; befores[i]; i++)
		if (text_starts(bare.text, text_of(befores[i]))) {
			bare.text = text_trim(text_skip(bare.text, text_of(befores[i]).len));
			break;
		}
	if (text_ends(bare.text, TEXT("个")))
		bare.text = text_take(bare.text, bare.text.len - TEXT("个").len);
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
static void read_gate(struct reading *reading, const struct tree *node, struct gate *gate)
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
		read_grade(keys->reading, node, !node->next);
	}
}

/* --- vetoes --- */

/* 总分归零, 不参评, 降一等, 不得评优秀 (at best the next), 至多合格 */
static void read_effect(struct reading *reading, const struct tree *node, struct veto *veto)
{
	static const struct {
		const char *before;
		size_t below;
	} ways[] = {{"不得评为", 1}, {"不得评", 1}, {"不能评为", 1}, {"不能评", 1}, {"not ", 1}, {"至多", 0},
		{"at most ", 0}, {"直接定为", 0}, {"定为", 0}, {"直接评为", 0}, {"评为", 0}, {"不得高于", 0},
		{NULL, 0}};
	static const struct {
		const char *words[4];
		enum veto_effect effect;
		size_t grades;
	} whole[] = {{{"总分归零", "zero"}, VETO_ZERO, 0},
		{{"不参评", "取消资格", "not ranked"}, VETO_APART, 0},
		{{"降一等", "降一个等次", "降低一个等次", "one grade down"}, VETO_DOWN, 1},
		{{"降两等", "降两个等次", "降低两个等次", "two grades down"}, VETO_DOWN, 2}};

	for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++)
		for (size_t w = 0; w < 4 && whole[i].words[w]; w++)
			if (text_is(node->text, whole[i].words[w])) {
				veto->effect = whole[i].effect;
				veto->grade = whole[i].grades;
				return;
			}
	for (size_t i = 0; ways[i].before; i++) {
		struct text before = text_of(ways[i].before);
		int grade = text_starts(node->text, before)
			? grade_named(reading->rules, text_trim(text_skip(node->text, before.len)))
			: -1;

		if (!text_starts(node->text, before))
			continue;
		if (grade < 0)
			return unknown_grade(reading, node, before.len);
		if ((size_t)grade + ways[i].below >= reading->rules->grade_count)
			break;
		veto->grade = (size_t)grade + ways[i].below;
		return;
	}
	fault_at(reading->faults, node,
		"An effect reads: not A, at most C (with a grade of this file), one grade down, not ranked, "
		"or zero",
		"");
}

static void offer_effects(struct reading *reading)
{
	for (size_t i = 0; i < reading->rules->grade_count; i++) {
		static const char *const befores[][3] = {{"not ", "不得评", N_("at best the grade below it")},
			{"at most ", "至多", N_("at best this grade")}};

		for (size_t way = 0; way < 2; way++) {
			struct text name = reading->rules->grades[i].name;
			struct buf word = BUF_INIT;

			buf_printf(&word, "%s%.*s", befores[way][reading->english ? 0 : 1], (int)name.len,
				name.at);
			offer_text(reading, buf_as_text(&word), befores[way][2]);
			buf_release(&word);
		}
	}
	offer(reading, "one grade down", "降一等", N_("one grade lower than the points say"));
	offer(reading, "not ranked", "不参评", N_("no place and no grade"));
	offer(reading, "zero", "总分归零", N_("the total is 0"));
}

void read_vetoes(struct keys *keys)
{
	const struct tree *list = take_list(keys, WORD_VETOES);
	struct rules *rules = keys->reading->rules;

	if (!list)
		return;
	rules->vetoes = arena_new(keys->reading->arena, (list->count + 1) * sizeof(*rules->vetoes));
	for (const struct tree *node = list->child; node; node = node->next) {
		struct keys one = keys_of(keys->reading, node);
		struct veto *veto = &rules->vetoes[rules->veto_count++];
		size_t before = keys->reading->faults->count;
		const struct tree *name = take(&one, WORD_CASE), *effect = take(&one, WORD_EFFECT),
				  *also = take(&one, WORD_ALSO);

		veto->node = node;
		veto->faulty = true;
		if (!name || !effect) {
			fault_missing(&one, node, N_("A veto has a case and an effect"));
			keys_end(&one);
			continue;
		}
		veto->name = read_text(keys->reading, name);
		if (asked_value(keys->reading, effect))
			offer_effects(keys->reading);
		read_effect(keys->reading, effect, veto);
		if (also) {
			veto->also = arena_new(keys->reading->arena, sizeof(*veto->also));
			read_gate(keys->reading, also, veto->also);
		}
		if (counts_something(&one)) {
			struct bound bound = take_bound(&one);

			veto->when = read_line(&one, veto->name);
			veto->when->when = bound;
			if (bound.compare == COMPARE_NONE)
				veto->when->when = once(keys->reading);
		} else {
			veto->when = read_event(keys->reading, name);
			if (has(&one, WORD_WHOM))
				veto->when->whom =
					read_whom(keys->reading, rules->subject, take(&one, WORD_WHOM));
		}
		keys_end(&one);
		veto->faulty = keys->reading->faults->count > before || before == FAULTS_MAX;
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
