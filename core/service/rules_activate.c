/* A file becomes the next version of the rules: by the office, with what it is based on, for periods to come.
 * A period that is published keeps what it was scored by. */
#include "core/base/date.h"
#include "core/model/operations.h"
#include "core/service/digest.h"
#include "core/service/ruling.h"
#include "core/service/scored.h"

struct activating {
	struct ruling *ruling;
	struct text basis, reason;
	int64_t from, version;
	struct world *world;
	struct error *err;
	bool refused;
};

/* --- may it --- */

static bool check_asked(struct activating *activating, int64_t today, struct error *err)
{
	if (!activating->basis.len)
		return fail(err, ERROR_INPUT,
			"Say what it is based on: the document's number, or the date of the meeting that "
			"decided it",
			"");
	if (activating->from < DATE_MIN || activating->from > DATE_MAX)
		return fail(err, ERROR_INPUT, "The message makes no sense", "");
	if (date_parts(activating->from).day != 1)
		return fail(err, ERROR_INPUT, "A period begins on the first of a month, not on {1}", "d",
			activating->from);
	return activating->from > today || activating->reason.len ||
		fail(err, ERROR_INPUT,
			"The period from {1} on has begun already: give a reason for changing its rules, or "
			"let them begin with the next one",
			"d", activating->from);
}

/* Would the file score that evaluation? */
static bool is_for(const struct ruling *ruling, const struct view *evaluation)
{
	struct score_period period = period_of_evaluation(evaluation);
	struct rules_wanted wanted = rules_of_period(&period);

	return rules_fit(ruling->scored, ruling->spans, &wanted);
}

static bool look_at_published(const struct view *view, void *arg)
{
	struct activating *activating = arg;

	if (view_number(view, EVALUATION_FROM) < activating->from || !is_for(activating->ruling, view) ||
		view_number_or(view, EVALUATION_STATE, EVALUATION_COLLECTING) < EVALUATION_POSTED)
		return true;
	activating->refused = true;
	fail(activating->err, ERROR_STATE,
		"{1} is published: the rules it was scored by stay. Let the new ones begin later", "S",
		view_text(view, EVALUATION_NAME));
	return false;
}

static bool look_at_version(const struct view *view, void *arg)
{
	struct activating *activating = arg;
	int64_t version = view_number(view, RULES_VERSION);

	if (version >= activating->version)
		activating->version = version + 1;
	return true;
}

static bool check_periods(struct activating *activating, struct world *world, struct error *err)
{
	struct rules_wanted wanted = rules_like(activating->ruling, activating->from);
	struct rules_version version;

	activating->err = err;
	activating->version = 1;
	activating->refused = false;
	if (!world->walk(world, ENTITY_EVALUATION, 0, NULL, 0, look_at_published, activating, err) ||
		activating->refused ||
		!world->walk(world, ENTITY_RULES, 0, NULL, 0, look_at_version, activating, err) ||
		!rules_in_force(world, &wanted, activating->ruling->arena, &version, err))
		return false;
	return !text_equal(version.text, activating->ruling->text) || !version.version ||
		fail(err, ERROR_INPUT, "This is word for word version {1}, which is in force then", "n",
			version.version);
}

/* Whoever may write rules at all: the office. */
static bool may_activate(struct world *world, void *arg, struct error *err)
{
	struct view rules = {.entity = &rules_entity, .body = NO_TEXT};

	(void)arg;
	return record_may_write(world, &rules, err);
}

/* --- doing it --- */

static bool activate(struct writer *writer, void *arg, struct error *err)
{
	struct activating *activating = arg;
	const struct ruling *ruling = activating->ruling;
	struct record_slot values[] = {
		{RULES_NAME, value_text(ruling->name)},
		{RULES_TEXT, value_text(ruling->text)},
		{RULES_HASH, value_text(text_digest(ruling->text, ruling->arena))},
		{RULES_BASIS, value_text(activating->basis)},
		{RULES_FROM, value_number(activating->from)},
		{RULES_VERSION, EMPTY_VALUE},
		{RULES_SUBJECT, value_number(ruling->scored)},
		{RULES_SPANS, ruling->spans ? value_number(ruling->spans) : EMPTY_VALUE},
		{RULES_REASON, value_text(activating->reason)},
	};
	uint64_t id = 0;

	if (!check_asked(activating, writer->world.today, err) ||
		!check_periods(activating, &writer->world, err))
		return false;
	values[5].value = value_number(activating->version);
	return writer_set(writer, ENTITY_RULES, &id, values,
		sizeof(values) / sizeof(*values) - !activating->reason.len, err);
}

/* The period after this one. */
static bool find_from(struct world *world, void *arg, struct error *err)
{
	struct activating *activating = arg;
	int months = spans_months(activating->ruling->spans);

	(void)err;
	activating->from = date_add_months(period_begin(world->today, months), months);
	return true;
}

bool rules_activate(struct ruling *ruling, struct error *err)
{
	struct request *request = ruling->request;
	const struct view *body = &request->body;
	struct server *server = request->server;
	struct activating activating = {.ruling = ruling,
		.basis = text_trim(view_text(body, RULE_FILE_BASIS)),
		.reason = text_trim(view_text(body, RULE_FILE_REASON)),
		.from = view_number(body, RULE_FILE_FROM)};
	struct change_head head = request_head(request, "activate", NO_TEXT);
	struct change_result result = {.sequence = 0};
	bool good;

	if (!server->store)
		return fail(err, ERROR_INPUT, "This needs a store: --store DIR", "");
	head.reason = activating.reason;
	head.may = may_activate;
	good = (view_has(body, RULE_FILE_FROM) ||
		       store_read(server->store, server->person, find_from, &activating, err)) &&
		store_change(server->store, &head, activate, &activating, &result, err);
	change_result_release(&result);
	if (good)
		put_version(ruling,
			&(struct rules_version){.version = activating.version,
				.from = activating.from,
				.name = ruling->name,
				.basis = activating.basis});
	return good;
}
