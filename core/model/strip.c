/* The twelve months of every group on one screen, and of one group those of each system. */
#include "core/model/duty.h"
#include "core/model/emit.h"
#include "core/model/operations.h"

struct striping {
	struct emitter emitter;
	int year;
	unsigned kind;
	enum system_every every;
	bool good;
};

static bool strip_of(const struct view *group, void *arg)
{
	struct striping *striping = arg;
	struct emitter *emitter = &striping->emitter;
	struct year year;
	struct record row;

	if (emitter->query->subject && emitter->query->subject != group->id)
		return true;
	striping->good = group_year(
		emitter->world, group, striping->year, striping->kind, striping->every, &year, emitter->err);
	if (!striping->good)
		return false;
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
		{world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT}, 0, query->kind, 0, true};
	bool good = world->walk(world, ENTITY_SYSTEM, 0, NULL, 0, look_system, &asking, err);

	striping.year = date_parts(query->from ? query->from : world->today).year;
	striping.every = asking.every;
	good = good &&
		groups_each(world, query->to && query->to < world->today ? query->to : world->today, strip_of,
			&striping, err) &&
		striping.good;
	emitter_release(&striping.emitter);
	return good;
}

/* --- system by system --- */

struct yearly {
	struct emitter emitter;
	int year;
	const struct view *group;
	bool open; /* the viewer may see what the group did besides meeting */
	bool good;
};

static void put_words(struct emitter *emitter, const struct view *system, struct record *row)
{
	static const struct {
		uint16_t from, to;
	} copied[] = {{SYSTEM_NAME, SYSTEM_YEAR_NAME}, {SYSTEM_ENGLISH, SYSTEM_YEAR_ENGLISH},
		{SYSTEM_RULE, SYSTEM_YEAR_RULE}, {SYSTEM_RULE_ENGLISH, SYSTEM_YEAR_RULE_ENGLISH}};

	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		if (view_has(system, copied[i].from))
			record_text(row, copied[i].to,
				arena_text(&emitter->arena, view_text(system, copied[i].from)));
}

static bool year_of_system(const struct view *system, void *arg)
{
	struct yearly *yearly = arg;
	struct emitter *emitter = &yearly->emitter;
	struct year year;
	struct record row;

	if ((!yearly->open && !view_has(system, SYSTEM_KIND)) || !system_counts(system))
		return true;
	yearly->good = system_year(emitter->world, yearly->group, yearly->year, system, &year, emitter->err);
	if (!yearly->good)
		return false;
	record_init(&row, &system_year_shape);
	record_number(&row, SYSTEM_YEAR_GROUP, (int64_t)yearly->group->id);
	record_number(&row, SYSTEM_YEAR_SYSTEM, (int64_t)system->id);
	put_words(emitter, system, &row);
	if (view_has(system, SYSTEM_KIND))
		record_number(&row, SYSTEM_YEAR_KIND, view_number(system, SYSTEM_KIND));
	else
		record_number(&row, SYSTEM_YEAR_RECORD, view_number(system, SYSTEM_RECORD));
	record_text(&row, SYSTEM_YEAR_MONTHS,
		arena_text(&emitter->arena, (struct text){year.marks, sizeof(year.marks)}));
	record_number(&row, SYSTEM_YEAR_HELD, year.held);
	record_number(&row, SYSTEM_YEAR_DUE, year.due);
	if (view_has(system, SYSTEM_KIND)) {
		record_number(&row, SYSTEM_YEAR_PRESENT, year.present);
		record_number(&row, SYSTEM_YEAR_EXPECTED, year.expected);
	}
	record_number(&row, SYSTEM_YEAR_EVERY, view_number(system, SYSTEM_EVERY));
	record_number(&row, SYSTEM_YEAR_GROUP_NUMBER, (int64_t)yearly->group->id);
	if (year.expected)
		record_number(
			&row, SYSTEM_YEAR_RATE, (2000 * year.present + year.expected) / (2 * year.expected));
	if (year.latest)
		record_number(&row, SYSTEM_YEAR_LATEST, year.latest);
	if (year.people)
		record_number(&row, SYSTEM_YEAR_PEOPLE, 1);
	return emit_row(emitter, &system_year_shape, yearly->group->id << 20 | system->id, &row);
}

static bool year_of_group(const struct view *group, void *arg)
{
	struct yearly *yearly = arg;
	struct world *world = yearly->emitter.world;

	if (yearly->emitter.query->subject ? yearly->emitter.query->subject != group->id
					   : !group_may_see(world, group->id))
		return true;
	yearly->group = group;
	yearly->open = group_may_see(world, group->id);
	yearly->good = world->walk(world, ENTITY_SYSTEM, SYSTEM_BY_ORDER, NULL, 0, year_of_system, yearly,
			       yearly->emitter.err) &&
		yearly->good;
	return yearly->good && !yearly->emitter.stopped;
}

bool system_year_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct yearly yearly = {.emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT},
		.year = date_parts(query->from ? query->from : world->today).year,
		.good = true};
	bool good = groups_each(world, query->to && query->to < world->today ? query->to : world->today,
		year_of_group, &yearly, err);

	emitter_release(&yearly.emitter);
	return good && yearly.good;
}
