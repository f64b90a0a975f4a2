/* What a file may say and hardly anybody means. */
#include "core/score/read.h"

/* 应有: 3, 每少一个: -2, or 低于: 3, 扣: 2: of records that are counted, what is not there costs points. */
static bool lack_costs(const struct tree *map)
{
	if (key_in(map, WORD_MEASURE))
		return false;
	return key_in(map, WORD_REQUIRED)
		? key_in(map, WORD_EACH_SHORT) != NULL
		: key_in(map, WORD_OFF) && (key_in(map, WORD_BELOW) || key_in(map, WORD_UPTO));
}

/* What somebody may give at most; not given: no points. */
static struct fraction most_by_hand(const struct manual *manual)
{
	struct fraction most = manual->kind == MANUAL_POINTS ? manual->most : (struct fraction){0, 0};

	for (size_t i = 0; i < manual->level_count; i++)
		if (!fraction_given(most) || fraction_compare(manual->levels[i].points, most) > 0)
			most = manual->levels[i].points;
	return most;
}

/* 分值: 60, 人工: {评语: {A: 100, B: 85}}: more than the item has, where weights were meant. */
static void doubt_more_than_full(const struct item *item, struct faults *doubts)
{
	struct fraction full, most;

	if (!item->points.all || !formula_is_constant(item->points.all, &full) || !fraction_given(full) ||
		amount_given(&item->cap))
		return;
	for (size_t i = 0; i < item->line_count; i++) {
		const struct line *line = item->lines[i];

		most = line->manual ? most_by_hand(line->manual) : (struct fraction){0, 0};
		if (fraction_given(most) && fraction_compare(most, full) > 0)
			fault_at_key(doubts, key_in(line->node, WORD_MANUAL),
				"Here somebody may give more than the {1} points that the item has. If {1} "
				"is what "
				"it weighs, write weight: {1} instead of points; if no more may count, cap: "
				"{1}",
				"S", item->points.text);
	}
}

/* 分期计分: {每: 月, 取: 合计}, and a section's 上限: 15: that is of all months together. */
static void doubt_cap_of_parts(
	const struct rules *rules, const struct section *section, struct faults *doubts)
{
	const struct tree *cap = key_in(section->node, WORD_CAP);
	bool summed = false;

	for (size_t i = section->first; i < section->first + section->count; i++)
		summed |= rules->items[i]->by_parts && rules->items[i]->take == OVER_SUM;
	if (cap && amount_given(&section->cap) && summed)
		fault_at_key(doubts, cap,
			"The items are scored part by part and added up: this is the cap of all parts "
			"together. For a cap of each part write one item with a list of what counts, and the "
			"cap there",
			"");
}

/* 权重: 0.6, where 60 of a hundred is meant. */
static void doubt_small_weight(const struct section *section, struct faults *doubts)
{
	const struct tree *node = key_in(section->node, WORD_WEIGHT);
	struct fraction weight;

	if (node && section->weight.all && formula_is_constant(section->weight.all, &weight) &&
		fraction_given(weight) && weight.numerator > 0 &&
		fraction_compare(weight, (struct fraction){1, 1}) < 0)
		fault_at(doubts, node,
			"All of this section counts as less than one point. If a share is meant, write it in "
			"percent: 60% is 60 of 100",
			"");
}

void rules_doubts(const struct rules *rules, struct faults *doubts)
{
	for (size_t i = 0; i < rules->section_count; i++) {
		doubt_cap_of_parts(rules, &rules->sections[i], doubts);
		doubt_small_weight(&rules->sections[i], doubts);
	}
	for (size_t i = 0; i < rules->item_count; i++)
		doubt_more_than_full(rules->items[i], doubts);
	for (size_t i = 0; i < rules->line_count; i++) {
		const struct line *line = rules->lines[i];
		const struct tree *unless =
			line->source && !line->ago_of ? key_in(line->node, WORD_UNLESS) : NULL;

		if (unless && lack_costs(line->node))
			fault_at_key(doubts, unless,
				"Records for which this is so are not counted, so that more is short and "
				"costs points. If it is to excuse, write a case without a source, which a "
				"person confirms",
				"");
	}
}
