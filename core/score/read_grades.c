/* What follows the points: grades with their places, vetoes, ties. */
#include "core/score/hits.h"
#include "core/score/mechanisms.h"

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
	struct fraction least;
	const struct tree *name = take(&keys, WORD_NAME), *also = take(&keys, WORD_ALSO),
			  *places = take(&keys, WORD_SHARE_MOST);

	if (name)
		grade->name = read_text(reading, name);
	else
		fault_at(reading->faults, node, "This grade has no name: name", "");
	grade->from = take_fraction(&keys, WORD_FROM);
	if (also)
		grade->also = read_event(reading, also);
	if (places)
		read_places_of(reading, places, grade);
	least = take_fraction(&keys, WORD_AT_LEAST);
	grade->least = fraction_given(least) ? least.numerator / least.denominator : 0;
	if (last && (fraction_given(grade->from) || also || places))
		fault_at(reading->faults, node,
			"The last grade is for all the rest and needs a name only: else some would have none",
			"");
	if (!last && !fraction_given(grade->from))
		fault_at(reading->faults, node, "Only the last grade is for the rest: say from", "");
	if (rules->grade_count && fraction_given(grade->from) &&
		fraction_compare(grade->from, rules->grades[rules->grade_count - 1].from) >= 0)
		fault_at(reading->faults, node, "Grades stand from the best down: this one begins no lower",
			"");
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
			fault_at(keys->reading->faults, node, "More grades than {1}", "n",
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
	fault_at(reading->faults, node,
		"An effect reads: not A, at most C, or zero; with a grade of this file", "");
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
			fault_at(keys->reading->faults, node, "A veto has a case and an effect", "");
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
			fault_at(keys->reading->faults, node, "\"{1}\" is neither a section nor an item", "S",
				name);
		rules->tie_count += found;
	}
}
