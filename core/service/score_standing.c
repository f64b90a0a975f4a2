/* How far each evaluation has come. */
#include "core/model/objection.h"
#include "core/model/operations.h"
#include "core/model/speaking.h"
#include "core/service/scored.h"

struct counting {
	struct world *world;
	const struct score *asked; /* those who have a sheet; NULL: whoever agreed had one */
	int64_t count;
};

/* Only those that the reader may see. */
static bool count_objection(const struct view *objection, void *arg)
{
	struct counting *counting = arg;

	counting->count += view_number(objection, OBJECTION_STATE) == OBJECTION_OPEN &&
		record_may_see(counting->world, objection);
	return true;
}

static bool count_consent(const struct view *consent, void *arg)
{
	struct counting *counting = arg;

	counting->count += view_number(consent, CONSENT_STATE) == CONSENT_GIVEN &&
		(!counting->asked || score_subject_of(counting->asked, evaluated_in(consent).id) >= 0);
	return true;
}

/* How many confirmed; while they are asked to, out of how many: of other steps that would be of no use. */
static bool put_confirmed(
	struct world *world, const struct view *evaluation, struct record *row, struct error *err)
{
	const struct source_query query = query_of_evaluation(evaluation);
	const struct value key = value_number((int64_t)evaluation->id);
	struct score_period period = period_of_evaluation(evaluation);
	struct scored scored = SCORED(world, &query, NULL, NULL, NULL);
	struct counting counting = {.world = world};
	bool good;

	if (view_number(evaluation, EVALUATION_STATE) == EVALUATION_SELF &&
		scored_subjects(&scored, &period, NULL)) {
		counting.asked = scored.score;
		record_number(row, STANDING_ASKED, (int64_t)score_subjects(scored.score));
	}
	good = world->walk(
		world, ENTITY_CONSENT, CONSENT_BY_EVALUATION, &key, 1, count_consent, &counting, err);
	record_number(row, STANDING_CONFIRMED, counting.count);
	scored_end(&scored);
	return good;
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
	struct evaluated own = spoken_for(world, evaluation);
	struct record row;

	record_init(&row, &standing_shape);
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		if (view_get(evaluation, same[i].from, &value))
			record_set(&row, same[i].to, value);
	record_number(&row, STANDING_SUBJECT, own.kind);
	if (view_number(evaluation, EVALUATION_STATE) == EVALUATION_POSTED)
		record_number(&row, STANDING_UNTIL, objection_until(world, evaluation));
	if (!world->walk(world, ENTITY_OBJECTION, OBJECTION_BY_EVALUATION, &key, 1, count_objection,
		    &counting, emitter->err) ||
		!put_confirmed(world, evaluation, &row, emitter->err)) {
		record_release(&row);
		return false;
	}
	record_number(&row, STANDING_OPEN, counting.count);
	if (own.id)
		record_number(&row, STANDING_OWN, (int64_t)own.id);
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
