/* 学时: what each member, and a group's members on average, learned this year. */
#include "core/model/hours.h"

#include "core/model/emit.h"
#include "core/model/operations.h"
#include "core/model/roster.h"

static bool add_hours(const struct view *training, void *arg)
{
	*(int64_t *)arg += view_number(training, TRAINING_HOURS);
	return true;
}

bool hours_add(struct world *world, uint64_t person, int64_t day, int64_t *hours, struct error *err)
{
	struct value key = value_number((int64_t)person);

	return world->range(world, ENTITY_TRAINING, WORK_BY_PERSON, &key, 1,
		date_of(date_parts(day).year, 1, 1), day, add_hours, hours, err);
}

struct summing {
	struct emitter emitter;
	int64_t day, need;
	int64_t people, hours;
	bool good;
};

static bool add_person(const struct roster_person *person, void *arg)
{
	struct summing *summing = arg;

	summing->people++;
	summing->good = hours_add(
		summing->emitter.world, person->person, summing->day, &summing->hours, summing->emitter.err);
	return summing->good;
}

static bool hours_of_group(const struct view *group, void *arg)
{
	struct summing *summing = arg;
	struct world *world = summing->emitter.world;
	struct record row;

	if ((summing->emitter.query->subject && summing->emitter.query->subject != group->id) ||
		!group_may_see(world, group->id))
		return true;
	summing->people = summing->hours = 0;
	summing->good =
		roster_each(world, group->id, summing->day, add_person, summing, summing->emitter.err) &&
		summing->good;
	if (!summing->good)
		return false;
	record_init(&row, &hours_shape);
	record_number(&row, HOURS_GROUP, (int64_t)group->id);
	record_number(&row, HOURS_PEOPLE, summing->people);
	record_number(&row, HOURS_SUM, summing->hours);
	if (summing->people)
		record_number(
			&row, HOURS_EACH, (2 * summing->hours + summing->people) / (2 * summing->people));
	if (summing->need)
		record_number(&row, HOURS_NEED, summing->need);
	return emit_row(&summing->emitter, &hours_shape, group->id, &row);
}

bool hours_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct summing summing = {.emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT},
		.day = query->to && query->to < world->today ? query->to : world->today,
		.good = true};
	struct view court;
	bool good;

	if (world->get(world, ENTITY_COURT, COURT_ID, &court, NULL))
		summing.need = view_number(&court, COURT_STUDY_HOURS);
	good = groups_each(world, summing.day, hours_of_group, &summing, err) && summing.good;
	emitter_release(&summing.emitter);
	return good;
}
