/* Where a row of a roster puts its person: team, group, leadership, and from which day. */
#include "core/model/dated.h"
#include "core/model/entities.h"
#include "core/service/import_internal.h"

/* --- what the store says of the day --- */

struct on_day {
	int64_t day;
	uint16_t from, to;
	uint64_t id, group;
	int64_t since; /* its first day */
};

static bool look_membership(const struct view *view, void *arg)
{
	struct on_day *found = arg;

	if (dated_holds(view, found->from, found->to, found->day)) {
		found->id = view->id;
		found->group = (uint64_t)view_number(view, MEMBERSHIP_GROUP);
		found->since = view_number_or(view, found->from, DATE_MIN);
	}
	return true;
}

static bool find_membership(
	struct world *world, uint64_t person, int64_t on, struct on_day *now, struct error *err)
{
	struct value key = value_number((int64_t)person);

	*now = (struct on_day){.day = on, .from = MEMBERSHIP_FROM, .to = MEMBERSHIP_TO};
	return world->walk(
		world, ENTITY_MEMBERSHIP, MEMBERSHIP_BY_PERSON, &key, 1, look_membership, now, err);
}

/* In another group until the day before, in this one from that day on. What would have begun on that day
 * itself never held: it is set right in place (a roster corrected and read once more). */
static bool place_in_group(
	struct writer *writer, uint64_t person, uint64_t group, int64_t on, struct error *err)
{
	struct value key = value_number((int64_t)person);
	struct on_day now;
	uint64_t id = 0;
	struct record_slot end = {MEMBERSHIP_TO, value_number(on - 1)};
	struct record_slot start[] = {{MEMBERSHIP_PERSON, key},
		{MEMBERSHIP_GROUP, value_number((int64_t)group)}, {MEMBERSHIP_FROM, value_number(on)}};

	if (!find_membership(&writer->world, person, on, &now, err))
		return false;
	if (now.group == group)
		return true;
	if (now.id && now.since == on)
		id = now.id;
	else if (now.id && !writer_set(writer, ENTITY_MEMBERSHIP, &now.id, &end, 1, err))
		return false;
	return writer_set(writer, ENTITY_MEMBERSHIP, &id, start, 3, err);
}

static bool look_leader(const struct view *view, void *arg)
{
	struct on_day *found = arg;

	if (view_number(view, TERM_KIND) == TERM_LEADER &&
		dated_holds(view, found->from, found->to, found->day)) {
		found->id = view->id;
		found->group = (uint64_t)view_number(view, TERM_PERSON);
		found->since = view_number_or(view, found->from, DATE_MIN);
	}
	return true;
}

static bool find_leader(
	struct world *world, uint64_t group, int64_t on, struct on_day *now, struct error *err)
{
	struct value key = value_number((int64_t)group);

	*now = (struct on_day){.day = on, .from = TERM_FROM, .to = TERM_TO};
	return world->walk(world, ENTITY_TERM, TERM_BY_GROUP, &key, 1, look_leader, now, err);
}

static bool make_leader(struct writer *writer, uint64_t person, uint64_t group, int64_t on, struct error *err)
{
	struct value key = value_number((int64_t)group);
	struct on_day now;
	uint64_t id = 0;
	struct record_slot end = {TERM_TO, value_number(on - 1)};
	struct record_slot start[] = {{TERM_KIND, value_number(TERM_LEADER)},
		{TERM_PERSON, value_number((int64_t)person)}, {TERM_GROUP, key},
		{TERM_FROM, value_number(on)}};

	if (!find_leader(&writer->world, group, on, &now, err))
		return false;
	if (now.group == person)
		return true;
	if (now.id && now.since == on)
		id = now.id;
	else if (now.id && !writer_set(writer, ENTITY_TERM, &now.id, &end, 1, err))
		return false;
	return writer_set(writer, ENTITY_TERM, &id, start, 4, err);
}

/* --- what the row says --- */

/* What the row names; NULL when it names nothing. */
static const struct import_name *named(
	struct import_plan *plan, const struct import_row *row, enum import_extra extra, unsigned entity)
{
	struct text name = import_cell(row, import_column_of_extra(plan, extra));

	return name.len ? import_name(plan, entity, name) : NULL;
}

static bool says_yes(struct text text)
{
	static const char *const words[] = {
		"是", "yes", "1", "true", "组长", "√", "Y", "y"}; /* glyphs: data */

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (text_is(text, words[i]))
			return true;
	return false;
}

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

int64_t import_day(const struct import_plan *plan, const struct record *record)
{
	/* Nobody is in a group before he is a member, or before he is in a court. */
	return later(later(plan->input->on, record_get(record, PERSON_JOINED).number),
		record_get(record, PERSON_COURT_SINCE).number);
}

struct import_place import_place(struct import_plan *plan, size_t index, int64_t on)
{
	const struct import_row *row = &plan->input->rows[index];

	return (struct import_place){.team = named(plan, row, EXTRA_TEAM, ENTITY_TEAM),
		.group = named(plan, row, EXTRA_GROUP, ENTITY_GROUP),
		.leader = says_yes(import_cell(row, import_column_of_extra(plan, EXTRA_LEADER))),
		.on = on};
}

bool import_stands(struct world *world, const struct view *person, const struct import_place *place)
{
	struct on_day now;

	if (place->team && place->team->id != (uint64_t)view_number(person, PERSON_TEAM))
		return false;
	if (!place->group)
		return true;
	if (!place->group->id || !find_membership(world, person->id, place->on, &now, NULL) ||
		now.group != place->group->id)
		return false;
	return !place->leader ||
		(find_leader(world, place->group->id, place->on, &now, NULL) && now.group == person->id);
}

bool import_put(struct writer *writer, uint64_t person, const struct import_place *place, struct error *err)
{
	if (!place->group)
		return true;
	return place_in_group(writer, person, place->group->id, place->on, err) &&
		(!place->leader || make_leader(writer, person, place->group->id, place->on, err));
}
