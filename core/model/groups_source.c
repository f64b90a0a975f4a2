/* Groups as cards: how many, who leads, and what is unusual. */
#include "core/model/emit.h"
#include "core/model/lint.h"
#include "core/model/roster.h"

static bool full_member(struct world *world, uint64_t person)
{
	struct view view;

	return world->get(world, ENTITY_PERSON, person, &view, NULL) &&
		view_number_or(&view, PERSON_FULL_SINCE, DATE_MAX) <= world->today;
}

/* The gravest first; one remark a card. */
static void remark(struct emitter *emitter, const struct view *group, const struct roster_size *size,
	uint64_t leader, struct record *row)
{
	int64_t until = view_number_or(group, GROUP_LETTER_UNTIL, DATE_MAX), today = emitter->world->today;
	bool urgent = true;

	if (!size->members)
		row_message(emitter, row, CARD_REMARK, "nobody is in it", "");
	else if (size->members < LEAST_MEMBERS)
		row_message(emitter, row, CARD_REMARK, "only {1} members", "n", (int64_t)size->members);
	else if (!size->full)
		row_message(emitter, row, CARD_REMARK, "no full member", "");
	else if (!leader)
		row_message(emitter, row, CARD_REMARK, "no leader", "");
	else if (!full_member(emitter->world, leader))
		row_message(emitter, row, CARD_REMARK, "leader on probation", "");
	else
		urgent = false;
	if (urgent)
		record_number(row, CARD_URGENT, 1);
	else if (until < today)
		row_message(emitter, row, CARD_REMARK, "letter has ended", "");
	else if (until - today <= LETTER_WARNING_DAYS)
		row_message(emitter, row, CARD_REMARK, "letter ends in {1} days", "n", until - today);
	else if (size->members >= CONSIDER_SPLITTING)
		row_message(emitter, row, CARD_REMARK, "15 or more: may divide", "");
}

struct branch_sum {
	struct world *world;
	uint64_t branch;
	unsigned members;
};

static bool add_group(const struct view *group, void *arg)
{
	struct branch_sum *sum = arg;

	if ((uint64_t)view_number(group, GROUP_BRANCH) == sum->branch)
		sum->members += roster_size(sum->world, group->id, sum->world->today).members;
	return true;
}

static bool card(const struct view *group, void *arg)
{
	struct emitter *emitter = arg;
	struct world *world = emitter->world;
	struct roster_size size = roster_size(world, group->id, world->today);
	uint64_t branch = (uint64_t)view_number(group, GROUP_BRANCH),
		 leader = leader_of(world, group->id, world->today);
	struct branch_sum sum = {world, branch, 0};
	struct record row;
	struct value value;
	struct view view;
	static const struct {
		uint16_t from, to;
	} copied[] = {{GROUP_BRANCH, CARD_BRANCH}, {GROUP_CLASS, CARD_CLASS},
		{GROUP_PRINCIPLE, CARD_PRINCIPLE}, {GROUP_ORDER, CARD_ORDER}};

	if (emitter->query->subject && emitter->query->subject != group->id)
		return true;
	record_init(&row, &group_card_shape);
	record_number(&row, CARD_GROUP, (int64_t)group->id);
	record_text(&row, CARD_NAME, arena_text(&emitter->arena, view_text(group, GROUP_NAME)));
	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		if (view_get(group, copied[i].from, &value))
			record_set(&row, copied[i].to, value);
	record_number(&row, CARD_MEMBERS, size.members);
	if (leader)
		record_number(&row, CARD_LEADER, (int64_t)leader);
	if (world->get(world, ENTITY_BRANCH, branch, &view, NULL) && view_get(&view, BRANCH_ORDER, &value))
		record_set(&row, CARD_BRANCH_ORDER, value);
	groups_each(world, world->today, add_group, &sum, NULL);
	record_number(&row, CARD_BRANCH_MEMBERS, sum.members);
	remark(emitter, group, &size, leader, &row);
	return emit_row(emitter, &group_card_shape, group->id, &row);
}

bool groups_source_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct emitter emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT};
	bool good = groups_each(world, world->today, card, &emitter, err);

	emitter_release(&emitter);
	return good;
}
