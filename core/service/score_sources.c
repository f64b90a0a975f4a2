#include "core/service/score_sources.h"

#include "core/service/scored.h"

static const struct source sources[] = {
	{"today", "今日", &today_shape, today_sheets_each,
		TODAY_READS | READS(ENTITY_RULES) | READS(ENTITY_RESULT)},
	{"ranking", "评比排名", &ranking_shape, ranking_each, READS_ALL},
	{"quarter_place", "上季评比", &quarter_place_shape, quarter_place_each, READS_ALL},
	{"losses", "各项失分", &losses_shape, losses_each, READS_ALL},
	{"grades", "等次分布", &grades_shape, grades_each, READS_ALL},
	{"sheet", "评分表", &sheet_shape, sheet_each, READS_ALL},
	{"points", "得分记录", &points_shape, points_each, READS_ALL},
	{"clause", "条文", &clause_shape, clause_each, READS_ALL},
	{"differs", "公示后的变化", &differs_shape, differs_each, READS_ALL},
	{"trend", "走势", &trend_shape, trend_each, READS_ALL},
	{"judging", "待评分", &judging_shape, judging_rows_each, READS_ALL},
	{"standing", "评比进展", &standing_shape, standing_each,
		READS(ENTITY_EVALUATION) | READS(ENTITY_OBJECTION) | READS(ENTITY_CONSENT) |
			READS(ENTITY_GROUP) | READS(ENTITY_HOLIDAY) | READS(ENTITY_BRANCH) |
			READS(ENTITY_PERSON) | READS(ENTITY_MEMBERSHIP) | READS(ENTITY_TERM) |
			READS(ENTITY_RULES)},
	{"agreement", "自评确认", &agreement_shape, agreement_rows_each, READS_ALL},
	{"hint", "还能做到的", &hint_shape, hints_each, READS_ALL},
};

const struct source *served_source(const struct schema *schema, struct text name)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++)
		if (text_is(name, sources[i].name) || text_is(name, sources[i].label))
			return &sources[i];
	return source_named(schema, name);
}
