/* Who gives marks, and what each of them counts for. */
#include "core/score/mechanisms.h"

static const struct choice_word missing_words[] = {
	{1, "spread", "其余按权重分摊", {"按权重分摊", "分摊"},
		.help = N_("the others count by their weights")},
	{0, "no_score", "不出分", .help = N_("the item stays unjudged")},
	{0},
};

/* Without weights they all count alike; one without beside others with is forgotten. */
static bool are_weighed(const struct tree *list)
{
	for (const struct tree *node = list->child; node; node = node->next)
		if (key_in(node, WORD_WEIGHT))
			return true;
	return false;
}

static struct fraction weight_of(struct reading *reading, const struct tree *node)
{
	struct fraction weight = read_fraction(reading, node);

	if (fraction_given(weight) && weight.numerator <= 0)
		fault_at(reading->faults, node, "A weight larger than 0 is needed", "");
	return weight;
}

/* 支部书记 60%、群众 40%, in one. */
static bool refuse_several(struct reading *reading, const struct tree *node)
{
	const struct text text = node->text;
	bool several = text_find(text, TEXT("、")) < text.len || text_find(text, TEXT("%")) < text.len;

	if (several)
		fault_at(reading->faults, node,
			"Several reviewers are a list, [A, B], or with what each counts for: {A: 60, B: 40}",
			"");
	return several;
}

/* {谁评: 互评, 权重: 30} */
static void read_reviewer(
	struct reading *reading, const struct tree *node, bool weighed, struct reviewer *reviewer)
{
	struct keys one = keys_of(reading, node);
	const struct tree *who = take(&one, WORD_WHO), *weight;

	if (!who)
		who = take(&one, WORD_WHOM);
	if (!who)
		fault_missing(&one, node, N_("Say who: who"));
	else
		reviewer->who = read_text(reading, who);
	weight = take(&one, WORD_WEIGHT);
	if (weight)
		reviewer->weight = weight_of(reading, weight);
	else if (weighed)
		fault_missing(&one, node, N_("A weight larger than 0 is needed"));
	keys_end(&one);
}

/* The marks of one would count twice. */
static void check_reviewers(struct reading *reading, const struct manual *manual, const struct tree *list)
{
	for (size_t i = 1; i < manual->reviewer_count; i++)
		for (size_t k = 0; k < i; k++)
			if (manual->reviewers[i].who.len &&
				marking_same_role(manual->reviewers[i].who, manual->reviewers[k].who)) {
				fault_at(reading->faults, list,
					"\"{1}\" and \"{2}\" are the same reviewer: keep one", "SS",
					manual->reviewers[k].who, manual->reviewers[i].who);
				return;
			}
}

/* 评分人: 纪委, 评分人: [纪委, 组织部], 评分人: [{谁评: 互评, 权重: 30}, {谁评: 领导评, 权重: 70}] */
void read_reviewers(struct keys *keys, struct manual *manual)
{
	struct reading *reading = keys->reading;
	const struct tree *list = take(keys, WORD_REVIEWERS);
	const struct tree *first = list && list->kind == TREE_LIST ? list->child : list;
	bool weighed = list && are_weighed(list);

	manual->spread = read_choice(keys, WORD_MISSING, missing_words, 0) == 1;
	if (!list)
		return;
	manual->reviewers = arena_new(reading->arena, (list->count + 1) * sizeof(*manual->reviewers));
	/* {互评: 30, 领导评: 70} */
	if (list->kind == TREE_MAP && list->child && word_named(list->child->key) == WORD_NONE) {
		for (const struct tree *node = list->child; node; node = node->next)
			manual->reviewers[manual->reviewer_count++] = (struct reviewer){
				arena_text(reading->arena, node->key), weight_of(reading, node)};
		check_reviewers(reading, manual, list);
		return;
	}
	for (const struct tree *node = first; node; node = node == list ? NULL : node->next) {
		struct reviewer *reviewer = &manual->reviewers[manual->reviewer_count++];

		reviewer->weight = (struct fraction){1, 1};
		if (node->kind == TREE_TEXT && refuse_several(reading, node))
			continue;
		if (node->kind == TREE_TEXT)
			reviewer->who = read_text(reading, node);
		else
			read_reviewer(reading, node, weighed, reviewer);
	}
	check_reviewers(reading, manual, list);
}
