/* The versions of results that were posted. */
#include "core/model/emit.h"
#include "core/model/operations.h"
#include "core/model/roster.h"

static bool posting_row(const struct view *result, void *arg)
{
	struct emitter *emitter = arg;
	struct world *world = emitter->world;
	int64_t version = view_number(result, RESULT_VERSION);
	struct record_made made;
	struct view evaluation;
	struct record row;

	/* Of each version one record is nobody's: the grades and the rules. */
	if (evaluated_in(result).id)
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
