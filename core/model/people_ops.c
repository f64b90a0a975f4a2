/* Moving people between groups, offices; what the court is set up with is found right. */
#include "core/model/dated.h"
#include "core/model/ops.h"
#include "core/model/roster.h"

/* --- dated rows end the day before the next begins --- */

struct holding {
	int64_t day;
	uint16_t from, to;
	uint16_t tag;
	int64_t wanted;
	uint64_t id;
	int64_t began;
};

static bool look(const struct view *view, void *arg)
{
	struct holding *holding = arg;

	if (!dated_holds(view, holding->from, holding->to, holding->day) ||
		(holding->tag && view_number(view, holding->tag) != holding->wanted))
		return true;
	holding->id = view->id;
	holding->began = view_number(view, holding->from);
	return false;
}

/* Ends the row, or takes it away when it began on the very day. */
static bool end_row(struct writer *writer, unsigned entity, const struct holding *holding, struct error *err)
{
	struct record_slot end = {holding->to, value_number(holding->day - 1)},
			   removed = {TAG_REMOVED, value_number(1)};
	uint64_t id = holding->id;

	return !id ||
		writer_set(writer, entity, &id, holding->began >= holding->day ? &removed : &end, 1, err);
}

static bool move_one(struct operation_call *call, uint64_t person, int64_t from, struct error *err)
{
	struct world *world = &call->writer->world;
	struct holding now = {.day = from, .from = MEMBERSHIP_FROM, .to = MEMBERSHIP_TO};
	struct value key = value_number((int64_t)person);
	struct record_slot values[] = {{MEMBERSHIP_PERSON, key},
		{MEMBERSHIP_GROUP, value_number((int64_t)call->record->id)},
		{MEMBERSHIP_FROM, value_number(from)}};
	uint64_t id = 0;

	if (group_of(world, person, from) == call->record->id)
		return true;
	return world->walk(world, ENTITY_MEMBERSHIP, MEMBERSHIP_BY_PERSON, &key, 1, look, &now, err) &&
		end_row(call->writer, ENTITY_MEMBERSHIP, &now, err) &&
		writer_set(call->writer, ENTITY_MEMBERSHIP, &id, values, 3, err);
}

bool group_op_move_members(struct operation_call *call, struct error *err)
{
	int64_t from = view_number_or(&call->arguments, MOVE_FROM, call->writer->world.today), count = 0;
	struct value people;
	struct reader ids;

	view_get(&call->arguments, MOVE_PEOPLE, &people);
	for (ids = value_ids(&people); reader_left(&ids); count++)
		if (!move_one(call, read_varint(&ids), from, err))
			return false;
	op_say(call, "{1} people are in this group from {2} on", "nd", count, from);
	return true;
}

/* The next who comes into the same office, if that is settled already. */
struct successor {
	int64_t kind, after, begins;
};

static bool look_next(const struct view *term, void *arg)
{
	struct successor *next = arg;
	int64_t begins = view_number(term, TERM_FROM);

	if (view_number(term, TERM_KIND) == next->kind && begins > next->after &&
		(!next->begins || begins < next->begins))
		next->begins = begins;
	return true;
}

static bool holds_office(struct world *world, const struct holding *now, int64_t person)
{
	struct view term;

	return now->id && world->get(world, ENTITY_TERM, now->id, &term, NULL) &&
		view_number(&term, TERM_PERSON) == person;
}

bool group_op_set_leader(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	int64_t from = view_number_or(&call->arguments, LEADER_FROM, world->today);
	int64_t kind = view_number_or(&call->arguments, LEADER_KIND, TERM_LEADER);
	struct holding now = {from, TERM_FROM, TERM_TO, TERM_KIND, kind, 0, 0};
	struct successor next = {kind, from, 0};
	struct value key = value_number((int64_t)call->record->id);
	struct value person = value_number(view_number(&call->arguments, LEADER_PERSON));
	struct record_slot values[] = {{TERM_KIND, value_number(kind)}, {TERM_PERSON, person},
		{TERM_GROUP, key}, {TERM_FROM, value_number(from)}, {TERM_TO, EMPTY_VALUE}};
	uint64_t id = 0;

	if (kind == TERM_SECRETARY)
		return fail(err, ERROR_INPUT, "A secretary is named for a branch", "");
	if (!world->walk(world, ENTITY_TERM, TERM_BY_GROUP, &key, 1, look, &now, err) ||
		!world->walk(world, ENTITY_TERM, TERM_BY_GROUP, &key, 1, look_next, &next, err))
		return false;
	if (holds_office(world, &now, person.number))
		return true;
	if (next.begins)
		values[4].value = value_number(next.begins - 1);
	return end_row(call->writer, ENTITY_TERM, &now, err) &&
		writer_set(call->writer, ENTITY_TERM, &id, values, 5, err);
}

/* --- how often the systems ask --- */

bool court_confirm_foresee(
	struct world *world, const struct view *court, struct message *follows, struct error *err)
{
	int64_t day = view_number(court, COURT_CONFIRMED);

	(void)world;
	(void)follows;
	return !day || fail(err, ERROR_STATE, "What the systems ask for was found right on {1}", "d", day);
}

bool court_op_confirm(struct operation_call *call, struct error *err)
{
	struct world *world = &call->writer->world;
	struct record_slot values[] = {{COURT_CONFIRMED, value_number(world->today)}};

	op_say(call, "Noted: what the systems ask for is right", "");
	return court_confirm_foresee(world, call->record, NULL, err) && op_set(call, values, 1, err);
}
