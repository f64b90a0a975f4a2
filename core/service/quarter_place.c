/* 上季评比: where a group (the subject, or all one may see) came in the last quarter or the days asked for,
 * for the first screen: as posted, or computed where the court is so small that nobody waits for it. */
#include "core/model/operations.h"
#include "core/model/roster.h"
#include "core/service/freeze.h"
#include "core/service/scored.h"

/* Beyond, a quarter is scored when somebody asks for the ranking, not whenever somebody logs in. */
enum { GROUPS_MOST = 60 };

struct placed {
	struct emitter emitter;
	struct score_period period;
	bool posted;
};

/* From the ranking's row of the group. */
static bool take_row(const struct view *row, void *arg)
{
	static const struct {
		uint16_t from, to;
	} copied[] = {{RANKING_RANK, QUARTER_PLACE_RANK}, {RANKING_TOTAL, QUARTER_PLACE_TOTAL},
		{RANKING_GRADE, QUARTER_PLACE_GRADE}, {RANKING_PENDING, QUARTER_PLACE_PENDING},
		{RANKING_KNOWN, QUARTER_PLACE_KNOWN}};
	struct placed *placed = arg;
	struct emitter *emitter = &placed->emitter;
	struct buf period = BUF_INIT;
	struct record kept;
	struct value value;
	uint64_t group = (uint64_t)view_number(row, RANKING_GROUP), subject = emitter->query->subject;

	if (!group || (subject ? group != subject : !group_may_see(emitter->world, group)))
		return true;
	record_init(&kept, &quarter_place_shape);
	record_number(&kept, QUARTER_PLACE_GROUP, (int64_t)group);
	period_format(placed->period.from, placed->period.to, &period);
	record_text(&kept, QUARTER_PLACE_PERIOD, arena_text(&emitter->arena, buf_as_text(&period)));
	buf_release(&period);
	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		if (view_get(row, copied[i].from, &value)) {
			if (value.kind == VALUE_TEXT)
				value.bytes = arena_text(&emitter->arena, value.bytes);
			record_set(&kept, copied[i].to, value);
		}
	record_number(&kept, QUARTER_PLACE_POSTED, placed->posted);
	return emit_row(emitter, &quarter_place_shape, row->id, &kept) && !subject;
}

static bool count_group(const struct view *group, void *arg)
{
	(void)group;
	return ++*(int *)arg <= GROUPS_MOST;
}

/* And nothing is said of a quarter in which the court did not use the program yet. */
static bool is_computed(struct world *world, const struct score_period *period)
{
	int groups = 0;

	if (court_settings(world).start > period->from)
		return false;
	groups_each(world, world->today, count_group, &groups, NULL);
	return groups <= GROUPS_MOST;
}

bool quarter_place_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct placed placed = {.emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT},
		.period = scored_period(world, query),
		.posted = true};
	bool good = true;

	if (!query->subject || group_may_see(world, query->subject)) {
		good = frozen_of_one(world, query, &ranking_shape, take_row, &placed, &placed.posted, err);
		if (good && !placed.posted && is_computed(world, &placed.period))
			/* Why it cannot be scored is said where scores are looked at, not to everybody who
			 * logs in. */
			ranking_each(world, query, take_row, &placed, NULL);
	}
	emitter_release(&placed.emitter);
	return good;
}
