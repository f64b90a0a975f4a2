/* 今日, without what an evaluation asks of those whom its rules leave out: they have no sheet to look at. */
#include "core/model/speaking.h"
#include "core/service/evaluate.h"
#include "core/service/scored.h"

struct telling {
	struct world *world;
	source_emit *emit;
	void *arg;
};

static bool give(const struct view *row, void *arg)
{
	struct telling *telling = arg;
	struct world *world = telling->world;
	struct view evaluation;

	if (view_number(row, TODAY_ENTITY) == ENTITY_EVALUATION &&
		(!world->get(world, ENTITY_EVALUATION, (uint64_t)view_number(row, TODAY_RECORD), &evaluation,
			 NULL) ||
			!has_sheet(world, &evaluation, spoken_for(world, &evaluation), NULL)))
		return true;
	return telling->emit(row, telling->arg);
}

bool today_sheets_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct telling telling = {world, emit, arg};

	return today_each(world, query, give, &telling, err);
}
