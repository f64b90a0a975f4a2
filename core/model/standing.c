/* How far each evaluation has come, and the versions of its results that were posted. */
#include "core/model/emit.h"
#include "core/model/objection.h"
#include "core/model/operations.h"
#include "core/model/roster.h"

/* --- standing --- */

struct counting {
	struct world *world;
	int64_t open, confirmed;
};

/* Only those that the reader may see. */
static bool count_objection(const struct view *objection, void *arg)
{
	struct counting *counting = arg;

	counting->open += view_number(objection, OBJECTION_STATE) == OBJECTION_OPEN &&
		record_may_see(counting->world, objection);
	return true;
}

static bool count_consent(const struct view *consent, void *arg)
{
	struct counting *counting = arg;

	counting->confirmed += view_number(consent, CONSENT_STATE) == CONSENT_GIVEN;
	return true;
}

static bool count_group(const struct view *group, void *arg)
{
	(void)group;
	++*(int64_t *)arg;
	return true;
}

static bool standing_row(const struct view *evaluation, void *arg)
{
	static const struct {
		uint16_t to, from;
	} same[] = {{STANDING_NAME, EVALUATION_NAME}, {STANDING_FROM, EVALUATION_FROM},
		{STANDING_TO, EVALUATION_TO}, {STANDING_STATE, EVALUATION_STATE},
		{STANDING_VERSION, EVALUATION_VERSION}, {STANDING_POSTED_ON, EVALUATION_POSTED_ON},
		{STANDING_REASON, EVALUATION_REASON}};
	struct emitter *emitter = arg;
	struct world *world = emitter->world;
	struct counting counting = {.world = world};
	struct value key = value_number((int64_t)evaluation->id), value;
	int64_t groups = 0;
	struct record row;

	record_init(&row, &standing_shape);
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		if (view_get(evaluation, same[i].from, &value))
			record_set(&row, same[i].to, value);
	record_number(&row, STANDING_SUBJECT, evaluated_kind(evaluation));
	if (view_number(evaluation, EVALUATION_STATE) == EVALUATION_POSTED)
		record_number(&row, STANDING_UNTIL, objection_until(world, evaluation));
	if (!world->walk(world, ENTITY_OBJECTION, OBJECTION_BY_EVALUATION, &key, 1, count_objection,
		    &counting, emitter->err) ||
		!world->walk(world, ENTITY_CONSENT, CONSENT_BY_EVALUATION, &key, 1, count_consent, &counting,
			emitter->err) ||
		!groups_each(
			world, view_number(evaluation, EVALUATION_TO), count_group, &groups, emitter->err))
		return false;
	record_number(&row, STANDING_OPEN, counting.open);
	if (evaluated_kind(evaluation) == ENTITY_GROUP) { /* nobody else confirms */
		record_number(&row, STANDING_CONFIRMED, counting.confirmed);
		record_number(&row, STANDING_GROUPS, groups);
	}
	return emit_row(emitter, &standing_shape, evaluation->id, &row);
}

bool standing_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct emitter emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT};
	bool good = world->walk(world, ENTITY_EVALUATION, 0, NULL, 0, standing_row, &emitter, err);

	emitter_release(&emitter);
	return good;
}

/* --- postings --- */

static bool posting_row(const struct view *result, void *arg)
{
	struct emitter *emitter = arg;
	struct world *world = emitter->world;
	int64_t version = view_number(result, RESULT_VERSION);
	struct record_made made;
	struct view evaluation;
	struct record row;

	/* Of each version one record is nobody's: the grades and the rules. */
	if (view_has(result, RESULT_GROUP) || view_has(result, RESULT_BRANCH) ||
		view_has(result, RESULT_PERSON))
		return true;
	if (!world->get(world, ENTITY_EVALUATION, (uint64_t)view_number(result, RESULT_EVALUATION),
		    &evaluation, emitter->err))
		return true;
	/* Its publication is noted in it later. */
	if (!record_made(world, result, &made, emitter->err))
		return false;
	record_init(&row, &posting_shape);
	record_text(&row, POSTING_NAME, view_text(&evaluation, EVALUATION_NAME));
	record_number(&row, POSTING_FROM, view_number(&evaluation, EVALUATION_FROM));
	record_number(&row, POSTING_TO, view_number(&evaluation, EVALUATION_TO));
	record_number(&row, POSTING_SUBJECT, evaluated_kind(&evaluation));
	record_number(&row, POSTING_VERSION, version);
	record_number(&row, POSTING_DAY, moment_date(made.moment, court_offset(world)));
	record_text(&row, POSTING_REASON, view_text(result, RESULT_REASON));
	record_number(&row, POSTING_STANDS,
		version == view_number(&evaluation, EVALUATION_VERSION) &&
			view_number(&evaluation, EVALUATION_STATE) >= EVALUATION_POSTED);
	return emit_row(emitter, &posting_shape, result->id, &row);
}

bool posting_each(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err)
{
	struct emitter emitter = {world, query, emit, arg, err, false, BUF_INIT, ARENA_INIT};
	bool good =
		world->walk(world, ENTITY_RESULT, RESULT_BY_EVALUATION, NULL, 0, posting_row, &emitter, err);

	emitter_release(&emitter);
	return good && (!err || err->kind == ERROR_NONE);
}
