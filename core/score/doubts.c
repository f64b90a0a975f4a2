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

void rules_doubts(const struct rules *rules, struct faults *doubts)
{
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
