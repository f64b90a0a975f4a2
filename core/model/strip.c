/* The twelve months of every group on one screen. */
#include "core/model/duty.h"
#include "core/model/emit.h"

struct striping {
	struct emitter emitter;
	int year;
	unsigned kind;
	enum system_every every;
};

static bool strip_of(const struct view *group, void *arg)
{
	struct striping *striping = arg;
	struct emitter *emitter = &striping->emitter;
	struct year year;
	struct record row;

	if (emitter->query->subject && emitter->query->subject != group->id)
		return true;
	group_year(emitter->world, group, striping->year, striping->kind, striping->every, &year);
	record_init(&row, &strip_shape);
	record_number(&row, STRIP_GROUP, (int64_t)group->id);
	record_number(&row, STRIP_BRANCH, view_number(group, GROUP_BRANCH));
	record_text(&row, STRIP_NAME, arena_text(&emitter->arena, view_text(group, GROUP_NAME)));
	record_text(&row, STRIP_MONTHS,
		arena_text(&emitter->arena, (struct text){year.marks, sizeof(year.marks)}));
	record_number(&row, STRIP_HELD, year.held);
	record_number(&row, STRIP_DUE, year.due);
	record_number(&row, STRIP_PRESENT, year.present);
	record_number(&row, STRIP_EXPECTED, year.expected);
	if (year.next)
		record_number(&row, STRIP_NEXT, year.next);
	if (year.next && year.next_time >= 0)
		record_number(&row, STRIP_NEXT_TIME, year.next_time);
	if (year.latest)
		record_number(&row, STRIP_LATEST, year.latest);
	return emit_row(emitter, &strip_shape, group->id, &row);
}

struct asking {
	unsigned kind;
	enum system_every every;
};

static bool look_system(const struct view *system, void *arg)
{
	struct asking *asking = arg;

	enum system_every every = (enum system_every)view_number(system, SYSTEM_EVERY);

	/* Of several rules the one that asks most often. */
	if (view_has(system, SYSTEM_KIND) && (unsigned)view_number(system, SYSTEM_KIND) == asking->kind &&
		(!asking->every || every < asking->every))
		asking->every = every;
	return true;
}

bool strip_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct asking asking = {query->kind, 0};
	struct striping striping = {
		{world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT}, 0, query->kind, 0};
	bool good = world->walk(world, ENTITY_SYSTEM, 0, NULL, 0, look_system, &asking, err);

	striping.year = date_parts(query->from ? query->from : world->today).year;
	striping.every = asking.every;
	good = good &&
		groups_each(world, query->to && query->to < world->today ? query->to : world->today, strip_of,
			&striping, err);
	emitter_release(&striping.emitter);
	return good;
}
