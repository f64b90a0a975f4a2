#include "core/service/rules_force.h"

#include "core/model/duty.h"
#include "core/model/entities.h"
#include "core/service/config.h"

struct looking {
	const struct rules_wanted *wanted;
	bool found;
	struct rules_version best;
	struct arena *arena;
};

unsigned span_of(const struct score_period *period)
{
	for (enum system_every every = EVERY_MONTH; every <= EVERY_YEAR; every++) {
		int64_t first, last;

		period_of(every, period->from, &first, &last);
		if (first == period->from && last == period->to)
			return every;
	}
	return 0;
}

struct rules_wanted rules_of_period(const struct score_period *period)
{
	unsigned span = span_of(period);

	return (struct rules_wanted){period->scored, span ? 1u << span : 0, period->from};
}

bool rules_fit(unsigned scored, unsigned spans, const struct rules_wanted *wanted)
{
	return scored == wanted->scored && (!spans || !wanted->spans || spans & wanted->spans);
}

static bool is_wanted(const struct rules_wanted *wanted, const struct view *rules)
{
	return view_number(rules, RULES_FROM) <= wanted->day &&
		rules_fit((unsigned)view_number_or(rules, RULES_SUBJECT, ENTITY_GROUP),
			(unsigned)view_number(rules, RULES_SPANS), wanted);
}

/* What was decided last counts, even where an older version begins later. */
static bool take_version(const struct view *view, void *arg)
{
	struct looking *looking = arg;
	int64_t version = view_number(view, RULES_VERSION);

	if (!is_wanted(looking->wanted, view) || (looking->found && version < looking->best.version))
		return true;
	looking->found = true;
	looking->best = (struct rules_version){version, view_number(view, RULES_FROM), view->id,
		arena_text(looking->arena, view_text(view, RULES_NAME)),
		arena_text(looking->arena, view_text(view, RULES_BASIS)),
		arena_text(looking->arena, view_text(view, RULES_TEXT)),
		(unsigned)view_number(view, RULES_SPANS)};
	return true;
}

static bool take_shipped(struct looking *looking, struct error *err)
{
	struct buf bytes = BUF_INIT;
	bool good;

	if (looking->wanted->scored != ENTITY_GROUP)
		return true;
	good = config_file("rules.zh.yaml", &bytes, err);
	looking->best = (struct rules_version){.text = arena_text(looking->arena, buf_as_text(&bytes))};
	buf_release(&bytes);
	return good;
}

bool rules_in_force(struct world *world, const struct rules_wanted *wanted, struct arena *arena,
	struct rules_version *version, struct error *err)
{
	struct looking looking = {.wanted = wanted, .arena = arena};
	bool good = world->walk(world, ENTITY_RULES, 0, NULL, 0, take_version, &looking, err) &&
		(looking.found || take_shipped(&looking, err));

	*version = looking.best;
	return good;
}

bool rules_needed(struct world *world, const struct rules_wanted *wanted, struct arena *arena,
	struct rules_version *version, struct error *err)
{
	const struct choice *kind;

	if (!rules_in_force(world, wanted, arena, version, err))
		return false;
	kind = choice_coded(evaluated_kinds, wanted->scored);
	return version->text.len ||
		fail(err, ERROR_STATE, "No rules of subject {1} are in force then: activate a file of it",
			"t", kind ? kind->name : "?", kind ? kind->label : "?");
}
