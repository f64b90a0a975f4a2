/* 一票否决: what takes a grade, a place or all points away. */
#include "core/score/mechanisms.h"

/* 总分归零, 不参评, 降一等, 不得评优秀 (at best the next), 至多合格 */
static void read_effect(struct reading *reading, const struct tree *node, struct veto *veto)
{
	static const struct {
		const char *before;
		size_t below;
	} ways[] = {{"不得评为", 1}, {"不得评", 1}, {"不能评为", 1}, {"不能评", 1}, {"not ", 1}, {"至多", 0},
		{"at most ", 0}, {"直接定为", 0}, {"定为", 0}, {"直接评定为", 0}, {"评定为", 0},
		{"直接评为", 0}, {"评为", 0}, {"不得高于", 0}, {NULL, 0}};
	static const struct {
		const char *words[8];
		enum veto_effect effect;
		size_t grades;
	} whole[] = {{{"总分归零", "zero"}, VETO_ZERO, 0},
		{{"不参评", "取消资格", "not ranked"}, VETO_APART, 0},
		{{"降一等", "降一档", "降一个等次", "降低一个等次", "降一个档次", "降低一个档次",
			 "降一个星级", "one grade down"},
			VETO_DOWN, 1},
		{{"降两等", "降两档", "降两个等次", "降低两个等次", "降两个档次", "降低两个档次",
			 "降两个星级", "two grades down"},
			VETO_DOWN, 2}};

	for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++)
		for (size_t w = 0; w < 8 && whole[i].words[w]; w++)
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

/* [受处分] */
static bool refuse_bare_veto(struct reading *reading, const struct tree *node)
{
	if (node->kind != TREE_TEXT || !node->text.len)
		return false;
	fault_at(reading->faults, node, "A veto reads {case: {1}, effect: not A}", "S", node->text);
	return true;
}

void read_vetoes(struct keys *keys)
{
	const struct tree *list = take_list(keys, WORD_VETOES);
	struct rules *rules = keys->reading->rules;

	if (!list)
		return;
	rules->vetoes = arena_new(keys->reading->arena, (list->count + 1) * sizeof(*rules->vetoes));
	for (const struct tree *node = list->child; node; node = node->next) {
		struct keys one;
		struct veto *veto;
		size_t before = keys->reading->faults->count;
		const struct tree *name, *effect, *also;

		if (refuse_bare_veto(keys->reading, node))
			continue;
		one = keys_of(keys->reading, node);
		veto = &rules->vetoes[rules->veto_count++];
		name = take(&one, WORD_CASE);
		effect = take(&one, WORD_EFFECT);
		also = take(&one, WORD_ALSO);
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
