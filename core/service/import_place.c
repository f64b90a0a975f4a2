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
	/* What begins afterwards, the first of it; id 0: nothing. */
	struct {
		uint64_t id, group;
		int64_t since;
	} next;
};

/* A row that holds on the day, or the first of those that begin later. `whose`: the group, or of a term the
 * person. */
static void look(struct on_day *found, const struct view *view, uint64_t whose)
{
	int64_t since = view_number_or(view, found->from, DATE_MIN);

	if (dated_holds(view, found->from, found->to, found->day)) {
		found->id = view->id;
		found->group = whose;
		found->since = since;
	} else if (since > found->day && (!found->next.id || since < found->next.since)) {
		found->next.id = view->id;
		found->next.group = whose;
		found->next.since = since;
	}
}

static bool look_membership(const struct view *view, void *arg)
{
	look(arg, view, (uint64_t)view_number(view, MEMBERSHIP_GROUP));
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

/* From that day on it is this row's: what held there ends the day before. What would have begun on that day
 * itself never held: it is set right in place (a roster corrected and read once more). What begins later
 * stays; when it is the same it begins earlier, else this ends before it. `start` has its last place free. */
static bool begin(struct writer *writer, unsigned entity, const struct on_day *now, uint64_t whose,
	struct record_slot *start, size_t count, struct error *err)
{
	struct record_slot end = {now->to, value_number(now->day - 1)};
	uint64_t id = 0;

	if (now->id && now->since == now->day)
		id = now->id;
	else if (now->id) {
		uint64_t before = now->id;

		if (!writer_set(writer, entity, &before, &end, 1, err))
			return false;
	}
	if (!id && now->next.id && now->next.group == whose)
		id = now->next.id;
	else if (!id && now->next.id)
		start[count++] = (struct record_slot){now->to, value_number(now->next.since - 1)};
	return writer_set(writer, entity, &id, start, count, err);
}

static bool place_in_group(
	struct writer *writer, uint64_t person, uint64_t group, int64_t on, struct error *err)
{
	struct value key = value_number((int64_t)person);
	struct on_day now;
	struct record_slot start[4] = {{MEMBERSHIP_PERSON, key},
		{MEMBERSHIP_GROUP, value_number((int64_t)group)}, {MEMBERSHIP_FROM, value_number(on)}};

	return find_membership(&writer->world, person, on, &now, err) &&
		(now.group == group || begin(writer, ENTITY_MEMBERSHIP, &now, group, start, 3, err));
}

static bool look_leader(const struct view *view, void *arg)
{
	if (view_number(view, TERM_KIND) == TERM_LEADER)
		look(arg, view, (uint64_t)view_number(view, TERM_PERSON));
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
	struct record_slot start[5] = {{TERM_KIND, value_number(TERM_LEADER)},
		{TERM_PERSON, value_number((int64_t)person)}, {TERM_GROUP, key},
		{TERM_FROM, value_number(on)}};

	return find_leader(&writer->world, group, on, &now, err) &&
		(now.group == person || begin(writer, ENTITY_TERM, &now, person, start, 4, err));
}

/* --- what the row says --- */

/* What the row names; NULL when it names nothing. */
static const struct import_name *named(
	struct import_plan *plan, const struct import_row *row, enum import_extra extra, unsigned entity)
{
	struct text name = import_cell(row, import_column_of_extra(plan, extra));

	return name.len ? import_name(plan, entity, name) : NULL;
}

static bool says(struct text text, const char *const *words)
{
	while (*words && !text_is(text, *words))
		words++;
	return *words != NULL;
}

static const char *const yes[] = {
	"是", "yes", "Yes", "1", "true", "组长", "√", "Y", "y", "有", "党小组组长", NULL}; /* glyphs: data */
static const char *const no[] = {
	"", "否", "不是", "no", "No", "0", "false", "N", "n", "无", "-", "x", "/", NULL}; /* glyphs: data */

static bool leads(const struct import_plan *plan, const struct import_row *row)
{
	return says(import_cell(row, import_column_of_extra(plan, EXTRA_LEADER)), yes);
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
		.leader = leads(plan, row),
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

/* Who leads the group on the day the row counts from makes room: said before it is done. */
static void say_who_makes_room(struct import_plan *plan, struct world *world, size_t row, int column,
	const struct import_name *group)
{
	const struct import_known *known = &plan->known[row];
	struct on_day now;
	struct view person;

	if (!known->read || !group->id || !find_leader(world, group->id, known->on, &now, NULL) || !now.id ||
		now.group == known->id || !world->get(world, ENTITY_PERSON, now.group, &person, NULL))
		return;
	message_set(&import_fault(plan, row, column, true)->message,
		"Takes over from {1}, who led the group until {2}", "Sd", view_text(&person, PERSON_NAME),
		known->on - 1);
}

void import_leaders(struct import_plan *plan, struct world *world)
{
	int column = import_column_of_extra(plan, EXTRA_LEADER);
	struct text_map leaders = {0}; /* of each group: the row */

	for (size_t i = 0; column >= 0 && i < plan->input->count; i++) {
		const struct import_row *row = &plan->input->rows[i];
		const struct import_name *group = named(plan, row, EXTRA_GROUP, ENTITY_GROUP);
		size_t first = i;

		if (row->count != plan->input->columns)
			continue;
		if (!leads(plan, row)) {
			if (!says(import_cell(row, column), no))
				message_set(&import_fault(plan, i, column, true)->message,
					"Neither yes nor no: taken as no", "");
			continue;
		}
		if (group)
			first = text_map_put(&leaders, group->name, i);
		else
			message_set(&import_fault(plan, i, column, true)->message,
				"Leads no group: the row names none", "");
		if (first != i)
			message_set(&import_fault(plan, i, column, false)->message,
				"Row {1} leads this group already", "n",
				(int64_t)plan->input->rows[first].number);
		else if (group)
			say_who_makes_room(plan, world, i, column, group);
	}
	text_map_release(&leaders);
}
