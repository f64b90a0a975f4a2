/* Groups as cards: how many, who leads, and what is unusual. */
#include "core/model/emit.h"
#include "core/model/lint.h"
#include "core/model/roster.h"

static void put_message(
	struct emitter *emitter, struct record *row, uint16_t tag, const struct message *message)
{
	struct buf bytes = BUF_INIT;

	message_encode(message, &bytes);
	record_text(row, tag, arena_text(&emitter->arena, buf_as_text(&bytes)));
	buf_release(&bytes);
}

static void put_remark(struct emitter *emitter, const struct group_facts *facts, struct record *row)
{
	struct group_remark remark;

	if (!group_remark(facts, &remark))
		return;
	put_message(emitter, row, CARD_REMARK, &remark.brief);
	put_message(emitter, row, CARD_REASON, &remark.full);
	if (remark.urgent)
		record_number(row, CARD_URGENT, 1);
}

/* Who was in which group on another day is asked by that day. */
static int64_t day_of_query(const struct source_query *query, const struct world *world)
{
	return query->to ? query->to : world->today;
}

struct branch_sum {
	struct world *world;
	int64_t day;
	uint64_t branch;
	unsigned members;
};

static bool add_group(const struct view *group, void *arg)
{
	struct branch_sum *sum = arg;

	if ((uint64_t)view_number(group, GROUP_BRANCH) == sum->branch)
		sum->members += roster_size(sum->world, group->id, sum->day).members;
	return true;
}

static bool card(const struct view *group, void *arg)
{
	struct emitter *emitter = arg;
	struct world *world = emitter->world;
	int64_t day = day_of_query(emitter->query, world);
	struct group_facts facts = group_facts(group, world, day);
	uint64_t branch = (uint64_t)view_number(group, GROUP_BRANCH);
	struct branch_sum sum = {world, day, branch, 0};
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
	record_number(&row, CARD_MEMBERS, facts.size.members);
	if (facts.leader)
		record_number(&row, CARD_LEADER, (int64_t)facts.leader);
	if (world->get(world, ENTITY_BRANCH, branch, &view, NULL) && view_get(&view, BRANCH_ORDER, &value))
		record_set(&row, CARD_BRANCH_ORDER, value);
	groups_each(world, day, add_group, &sum, NULL);
	record_number(&row, CARD_BRANCH_MEMBERS, sum.members);
	put_remark(emitter, &facts, &row);
	return emit_row(emitter, &group_card_shape, group->id, &row);
}

bool groups_source_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct emitter emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT};
	bool good = groups_each(world, day_of_query(query, world), card, &emitter, err);

	emitter_release(&emitter);
	return good;
}
