#include "core/service/rules_force.h"

#include "core/model/entities.h"
#include "core/service/config.h"

struct looking {
	int64_t day;
	bool found;
	struct rules_version best;
	struct arena *arena;
};

/* What was decided last counts, even where an older version begins later. */
static bool take_version(const struct view *view, void *arg)
{
	struct looking *looking = arg;
	int64_t from = view_number(view, RULES_FROM), version = view_number(view, RULES_VERSION);

	if (from > looking->day || (looking->found && version < looking->best.version))
		return true;
	looking->found = true;
	looking->best = (struct rules_version){version, from, view->id,
		arena_text(looking->arena, view_text(view, RULES_NAME)),
		arena_text(looking->arena, view_text(view, RULES_BASIS)),
		arena_text(looking->arena, view_text(view, RULES_TEXT))};
	return true;
}

static bool take_shipped(struct looking *looking, struct error *err)
{
	struct buf bytes = BUF_INIT;
	bool good = config_file("rules.zh.yaml", &bytes, err);

	looking->best = (struct rules_version){.text = arena_text(looking->arena, buf_as_text(&bytes))};
	buf_release(&bytes);
	return good;
}

bool rules_in_force(struct world *world, int64_t day, struct arena *arena, struct rules_version *version,
	struct error *err)
{
	struct looking looking = {.day = day, .arena = arena};
	bool good = world->walk(world, ENTITY_RULES, 0, NULL, 0, take_version, &looking, err) &&
		(looking.found || take_shipped(&looking, err));

	*version = looking.best;
	return good;
}
