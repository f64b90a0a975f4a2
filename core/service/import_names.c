/* Branches, teams and groups are named in the rows, not numbered: found in the store, or made, but never made
 * when the name is one character away from another, which is how a typing error becomes a group of one. */
#include "core/service/import_internal.h"

static const struct {
	enum import_extra extra;
	unsigned entity;
	uint16_t tag;
} kinds[] = {
	{EXTRA_TEAM, ENTITY_TEAM, TEAM_NAME},
	{EXTRA_BRANCH, ENTITY_BRANCH, BRANCH_NAME},
	{EXTRA_GROUP, ENTITY_GROUP, GROUP_NAME},
};

struct import_name *import_name(struct import_plan *plan, unsigned entity, struct text name)
{
	for (size_t i = 0; i < plan->name_count; i++)
		if (plan->names[i].entity == entity && text_equal(plan->names[i].name, name))
			return &plan->names[i];
	return NULL;
}

static void mention(struct import_plan *plan, struct world *world, unsigned entity, uint16_t tag,
	struct text name, size_t row)
{
	struct import_name *known = import_name(plan, entity, name);

	if (known) {
		known->uses++;
		return;
	}
	plan->names = mem_grow(plan->names, plan->name_count, &plan->name_room, sizeof(*plan->names));
	known = &plan->names[plan->name_count++];
	*known = (struct import_name){
		.entity = entity, .name = arena_text(&plan->arena, name), .uses = 1, .first = row};
	if (!world_find(world, entity, tag, name, &known->id))
		known->id = 0;
}

/* The nearest name that is better established: in the store, or on more rows. */
struct nearest {
	struct text name, found;
	unsigned distance;
	uint16_t tag;
};

static bool compare_stored(const struct view *view, void *arg)
{
	struct nearest *nearest = arg;
	struct text name = view_text(view, nearest->tag);
	unsigned distance = text_distance(nearest->name, name, nearest->distance);

	if (distance && distance < nearest->distance) {
		nearest->distance = distance;
		nearest->found = name;
	}
	return true;
}

/* A slip of the pen happens once or twice; two names that many rows use are two names, however alike. */
enum { SLIPS = 2, RARE = 5 };

static struct text near_name(
	struct import_plan *plan, struct world *world, const struct import_name *name, uint16_t tag)
{
	struct nearest nearest = {name->name, NO_TEXT, 2, tag};

	if (name->uses <= SLIPS)
		world->walk(world, name->entity, 0, NULL, 0, compare_stored, &nearest, NULL);
	if (nearest.found.len)
		return arena_text(&plan->arena, nearest.found);
	for (size_t i = 0; i < plan->name_count; i++)
		if (plan->names[i].entity == name->entity && plan->names[i].uses >= name->uses * RARE &&
			text_distance(plan->names[i].name, name->name, 1) == 1)
			return plan->names[i].name;
	return NO_TEXT;
}

static void refuse_name(
	struct import_plan *plan, const struct import_name *name, int column, struct text near)
{
	for (size_t i = 0; i < plan->input->count; i++) {
		struct import_fault *fault;

		if (!text_equal(import_cell(&plan->input->rows[i], column), name->name))
			continue;
		fault = import_fault(plan, i, column, false);
		message_set(&fault->message, "There is none of this name; the nearest is {1}", "S", near);
		fault->suggestions[0] = near;
	}
}

static void tidy(struct import_plan *plan, size_t row, int column, const struct field *field)
{
	struct error err = ERROR_INIT;

	if (!import_tidy(plan, field, row, (size_t)column, &err))
		import_fault(plan, row, column, false)->message = err.message;
}

/* Every name that the rows mention. A row of another width says nothing reliable about its columns. */
static void mention_all(
	struct import_plan *plan, struct world *world, unsigned entity, uint16_t tag, int column)
{
	const struct field *field = entity_field(schema_entity(world->schema, entity), tag);

	for (size_t i = 0; column >= 0 && i < plan->input->count; i++) {
		if (plan->input->rows[i].count != plan->input->columns)
			continue;
		tidy(plan, i, column, field);
		if (import_cell(&plan->input->rows[i], column).len)
			mention(plan, world, entity, tag, import_cell(&plan->input->rows[i], column), i);
	}
}

/* A group belongs to the branch its rows name; two rows that differ cannot both be right. */
static void group_branches(struct import_plan *plan)
{
	int group = import_column_of_extra(plan, EXTRA_GROUP),
	    branch = import_column_of_extra(plan, EXTRA_BRANCH);

	for (size_t i = 0; group >= 0 && i < plan->input->count; i++) {
		struct text name = import_cell(&plan->input->rows[i], group);
		struct text parent = import_cell(&plan->input->rows[i], branch);
		struct import_name *known = name.len ? import_name(plan, ENTITY_GROUP, name) : NULL;

		if (!known)
			continue;
		if (!known->parent.len)
			known->parent = parent;
		else if (parent.len && !text_equal(parent, known->parent))
			message_set(&import_fault(plan, i, branch, false)->message,
				"Row {1} has this group in {2}", "nS",
				(int64_t)plan->input->rows[known->first].number, known->parent);
		if (!parent.len && !known->id && !known->parent.len)
			message_set(&import_fault(plan, i, branch, false)->message,
				"A new group needs its branch", "");
	}
}

void import_names(struct import_plan *plan, struct world *world)
{
	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		int column = import_column_of_extra(plan, kinds[k].extra);

		mention_all(plan, world, kinds[k].entity, kinds[k].tag, column);
		for (size_t i = 0; column >= 0 && i < plan->name_count; i++) {
			struct import_name *name = &plan->names[i];
			struct text near = name->entity == kinds[k].entity && !name->id
				? near_name(plan, world, name, kinds[k].tag)
				: NO_TEXT;

			if (near.len)
				refuse_name(plan, name, column, near);
		}
	}
	group_branches(plan);
}
