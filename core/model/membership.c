/* Who was in which group, from when to when. Nobody is in two groups on one day. */
#include "core/model/entities.h"
#include "core/model/dated.h"
#include "core/schema/world.h"
#include "core/base/date.h"

static const struct index indexes[] = {
	{MEMBERSHIP_BY_GROUP, "group", {MEMBERSHIP_GROUP, MEMBERSHIP_FROM}},
	{MEMBERSHIP_BY_PERSON, "person", {MEMBERSHIP_PERSON, MEMBERSHIP_FROM}},
	{0},
};

static const struct field fields[] = {
	{MEMBERSHIP_PERSON, "person", "人员", REF_FIELD(ENTITY_PERSON), REQUIRED | SEARCH, 8},
	{MEMBERSHIP_GROUP, "group", "党小组", REF_FIELD(ENTITY_GROUP), REQUIRED | SEARCH, 16},
	{MEMBERSHIP_FROM, "from", "起", DATE_FIELD, REQUIRED, 10, "The first day in the group."},
	{MEMBERSHIP_TO, "to", "止", DATE_FIELD, 0, 10, "The last day in the group; empty: still in it."},
	{0},
};

struct overlap {
	const struct view *mine;
	struct problems *problems;
};

static bool compare_other(const struct view *other, void *arg)
{
	struct overlap *overlap = arg;
	int64_t from = view_number_or(overlap->mine, MEMBERSHIP_FROM, DATE_MIN);
	int64_t to = view_number_or(overlap->mine, MEMBERSHIP_TO, DATE_MAX);

	if (other->id == overlap->mine->id || view_number_or(other, MEMBERSHIP_FROM, DATE_MIN) > to ||
		view_number_or(other, MEMBERSHIP_TO, DATE_MAX) < from)
		return true;
	problem_add(overlap->problems, false, MEMBERSHIP_FROM, 0,
		"In another group on the same days, from {1}", "d", view_number(other, MEMBERSHIP_FROM));
	return false;
}

static void check(const struct view *view, struct world *world, struct problems *problems)
{
	struct overlap overlap = {view, problems};
	struct value person;

	dated_check(view, MEMBERSHIP_FROM, MEMBERSHIP_TO, problems);
	if (world && world->walk && view_get(view, MEMBERSHIP_PERSON, &person))
		world->walk(world, ENTITY_MEMBERSHIP, MEMBERSHIP_BY_PERSON, &person, 1, compare_other,
			&overlap, NULL);
}

static void title(const struct view *view, struct naming *naming, struct buf *out)
{
	static const uint16_t shown[] = {MEMBERSHIP_PERSON, MEMBERSHIP_GROUP};
	struct value value;

	for (size_t i = 0; i < 2; i++) {
		if (out->len && i)
			buf_byte(out, ' ');
		if (view_get(view, shown[i], &value))
			field_show(entity_field(view->entity, shown[i]), &value, naming, out);
	}
}

const struct entity membership_entity = {
	ENTITY_MEMBERSHIP, "membership", "组员", fields, .indexes = indexes, .check = check, .title = title};
