/* Branches, teams and groups are named in the rows, not numbered: found in the store, or made, but never made
 * when the name is one character away from another, which is how a typing error becomes a group of one. */
#include "core/service/import_internal.h"

#include <stdlib.h>

static const struct {
	enum import_extra extra;
	unsigned entity;
	uint16_t tag;
} kinds[] = {
	{EXTRA_TEAM, ENTITY_TEAM, TEAM_NAME},
	{EXTRA_BRANCH, ENTITY_BRANCH, BRANCH_NAME},
	{EXTRA_GROUP, ENTITY_GROUP, GROUP_NAME},
};

static size_t kind_of(unsigned entity)
{
	size_t kind = 0;

	while (kinds[kind].entity != entity)
		kind++;
	return kind;
}

static enum import_extra extra_of(unsigned entity)
{
	return kinds[kind_of(entity)].extra;
}

static struct text_map *places_of(struct import_plan *plan, unsigned entity)
{
	return &plan->name_places[kind_of(entity)];
}

struct import_name *import_name(struct import_plan *plan, unsigned entity, struct text name)
{
	size_t place;

	return text_map_get(places_of(plan, entity), name, &place) ? &plan->names[place] : NULL;
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
	known = &plan->names[plan->name_count];
	*known = (struct import_name){
		.entity = entity, .name = arena_text(&plan->arena, name), .uses = 1, .first = row};
	text_map_put(places_of(plan, entity), known->name, plan->name_count++);
	known->new = !world_find(world, entity, tag, name, &known->id);
	if (known->new)
		known->id = 0;
}

/* --- slips of the pen --- */

/* A slip of the pen happens once or twice; two names that many rows use are two names, however alike. */
enum { SLIPS = 2, RARE = 5 };

/* Names of one kind that others may have been meant to be. */
struct near_names {
	struct import_plan *plan;
	uint16_t tag;
	struct slips stored, file;
	size_t *which; /* of plan->names, for each in `file` */
	size_t which_room;
};

static bool add_stored(const struct view *view, void *arg)
{
	struct near_names *near = arg;

	slips_add(&near->stored, arena_text(&near->plan->arena, view_text(view, near->tag)));
	return true;
}

static void add_used(struct near_names *near, size_t name)
{
	near->which = mem_grow(near->which, near->file.text_count, &near->which_room, sizeof(*near->which));
	near->which[near->file.text_count] = name;
	slips_add(&near->file, near->plan->names[name].name);
}

struct rarer {
	const struct near_names *near;
	size_t uses;
};

static bool used_more(size_t place, const void *arg)
{
	const struct rarer *rarer = arg;

	return rarer->near->plan->names[rarer->near->which[place]].uses >= rarer->uses * RARE;
}

/* What is better established: in the store, or on many more rows of the file. */
static struct text near_name(struct near_names *near, const struct import_name *name)
{
	struct rarer rarer = {near, name->uses};
	size_t place;

	if (name->uses <= SLIPS && slips_find(&near->stored, name->name, NULL, NULL, &place))
		return near->stored.texts[place];
	return slips_find(&near->file, name->name, used_more, &rarer, &place)
		? near->plan->names[near->which[place]].name
		: NO_TEXT;
}

/* Names from `first` on are of this kind. Nothing is gathered when none of them is new. */
static bool find_slips(
	struct import_plan *plan, struct world *world, unsigned entity, uint16_t tag, size_t first)
{
	struct near_names near = {.plan = plan, .tag = tag};
	bool new = false, any = false;

	for (size_t i = first; i < plan->name_count; i++)
		new |= !plan->names[i].id;
	if (!new)
		return false;
	world->walk(world, entity, 0, NULL, 0, add_stored, &near, NULL);
	for (size_t i = first; i < plan->name_count; i++)
		if (plan->names[i].uses >= RARE)
			add_used(&near, i);
	for (size_t i = first; i < plan->name_count; i++)
		if (!plan->names[i].id)
			any |= (plan->names[i].near = near_name(&near, &plan->names[i])).len > 0;
	slips_release(&near.stored);
	slips_release(&near.file);
	free(near.which);
	return any;
}

/* A slip of the pen is a fault of each row that has it. */
static void refuse_names(struct import_plan *plan, unsigned entity, int column)
{
	for (size_t i = 0; i < plan->input->count; i++) {
		struct text cell = import_cell(&plan->input->rows[i], column);
		const struct import_name *name = cell.len ? import_name(plan, entity, cell) : NULL;
		struct import_fault *fault;

		if (!name || !name->near.len)
			continue;
		fault = import_fault(plan, i, column, false);
		message_set(
			&fault->message, "There is none of this name; the nearest is {1}", "S", name->near);
		fault->suggestions[0] = name->near;
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

/* Where a group stands that is there already, as if a row had said so. */
static void stored_branch(struct import_plan *plan, struct world *world, struct import_name *group)
{
	struct view view;

	if (world->get(world, ENTITY_GROUP, group->id, &view, NULL) &&
		world->get(world, ENTITY_BRANCH, (uint64_t)view_number(&view, GROUP_BRANCH), &view, NULL))
		group->parent = arena_text(&plan->arena, view_text(&view, BRANCH_NAME));
}

/* A group belongs to the branch its rows name; two rows that differ cannot both be right, nor one that
 * differs from what is stored: a roster moves people, not groups. */
static void group_branch(struct import_plan *plan, struct world *world, size_t row, int group, int branch)
{
	struct text name = import_cell(&plan->input->rows[row], group);
	struct text parent = import_cell(&plan->input->rows[row], branch);
	struct import_name *known = name.len ? import_name(plan, ENTITY_GROUP, name) : NULL;
	struct import_fault *fault;

	if (!known)
		return;
	if (known->id && !known->parent.len)
		stored_branch(plan, world, known);
	if (!known->parent.len)
		known->parent = parent;
	else if (parent.len && !text_equal(parent, known->parent)) {
		fault = import_fault(plan, row, branch, false);
		fault->suggestions[0] = known->parent;
		if (known->id)
			message_set(&fault->message, "This group belongs to {1}", "S", known->parent);
		else
			message_set(&fault->message, "Row {1} has this group in {2}", "nS",
				(int64_t)plan->input->rows[known->first].number, known->parent);
	}
	if (!known->parent.len && !known->id)
		message_set(
			&import_fault(plan, row, branch, false)->message, "A new group needs its branch", "");
}

void import_names(struct import_plan *plan, struct world *world)
{
	int group = import_column_of_extra(plan, EXTRA_GROUP),
	    branch = import_column_of_extra(plan, EXTRA_BRANCH);

	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		int column = import_column_of_extra(plan, kinds[k].extra);
		size_t first = plan->name_count;

		mention_all(plan, world, kinds[k].entity, kinds[k].tag, column);
		if (find_slips(plan, world, kinds[k].entity, kinds[k].tag, first))
			refuse_names(plan, kinds[k].entity, column);
	}
	for (size_t i = 0; group >= 0 && i < plan->input->count; i++)
		if (plan->input->rows[i].count == plan->input->columns)
			group_branch(plan, world, i, group, branch);
}

/* --- making --- */

/* As the file mentions them; more than a field of order can tell stand behind. */
static struct value order_of(size_t at)
{
	enum { ORDER_MOST = 9999 };

	return at < ORDER_MOST ? value_number((int64_t)at + 1) : EMPTY_VALUE;
}

static bool make_name(struct writer *writer, struct import_plan *plan, size_t at, struct error *err)
{
	struct import_name *name = &plan->names[at];
	struct import_name *parent = name->parent.len ? import_name(plan, ENTITY_BRANCH, name->parent) : NULL;
	struct error why = ERROR_INIT;
	struct record_slot values[3] = {
		{GROUP_NAME, value_text(name->name)},
		{name->entity == ENTITY_GROUP                 ? GROUP_ORDER
				: name->entity == ENTITY_TEAM ? TEAM_ORDER
							      : BRANCH_ORDER,
			order_of(at)},
		{GROUP_BRANCH, value_number(parent ? (int64_t)parent->id : 0)},
	};

	if (name->id ||
		writer_set(
			writer, name->entity, &name->id, values, name->entity == ENTITY_GROUP ? 3 : 2, &why))
		return true;
	return import_refused(
		plan, name->first, import_column_of_extra(plan, extra_of(name->entity)), &why, err);
}

bool import_make_names(struct writer *writer, struct import_plan *plan, struct error *err)
{
	static const unsigned order[] = {ENTITY_BRANCH, ENTITY_TEAM, ENTITY_GROUP};

	for (size_t k = 0; k < sizeof(order) / sizeof(*order); k++)
		for (size_t i = 0; i < plan->name_count; i++)
			if (plan->names[i].entity == order[k] && !make_name(writer, plan, i, err))
				return false;
	return true;
}
