#include "core/service/naming.h"

#include "core/model/operations.h"
#include "core/store/store.h"

enum { TITLE_DEPTH = 3 };

static bool find(struct naming *naming, unsigned target, struct text text, uint64_t *id, struct error *err)
{
	struct world_naming *over = (struct world_naming *)naming;
	struct world *world = over->world;
	const struct entity *entity = schema_entity(world->schema, target);
	struct view found;

	if (world_find(world, target, 0, text, id) &&
		(!over->seen_only ||
			(world->get(world, target, *id, &found, NULL) && record_may_see(world, &found))))
		return true;
	return fail(err, ERROR_INPUT, "There is no {1} \"{2}\", or more than one", "tS",
		entity ? entity->name : "", entity ? entity->label : "", text);
}

static bool title(struct naming *naming, unsigned target, uint64_t id, struct buf *out)
{
	struct world_naming *over = (struct world_naming *)naming;
	size_t start = out->len;
	struct view view;

	if (over->depth == TITLE_DEPTH || !over->world->get(over->world, target, id, &view, NULL))
		return false;
	over->depth++;
	view_title(&view, naming, out);
	over->depth--;
	return out->len > start;
}

struct naming *naming_over(struct world_naming *naming, struct world *world, enum language language)
{
	*naming = (struct world_naming){
		.naming = {.find = find, .title = title, .today = world->today, .language = language},
		.world = world};
	return &naming->naming;
}

/* The office sees all, and asks often. */
void world_follow_seen(struct world *world)
{
	world->follows = world->person ? record_may_see : NULL;
}

void world_follow_all(struct world *world)
{
	world->follows = NULL;
}
