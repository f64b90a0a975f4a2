/* Rows of computed sources: a record is filled, written and given away. */
#ifndef CORE_MODEL_EMIT_H
#define CORE_MODEL_EMIT_H

#include "core/base/arena.h"
#include "core/model/sources.h"

struct emitter {
	struct world *world;
	const struct source_query *query;
	source_emit *emit;
	void *arg;
	struct error *err;
	bool stopped; /* whoever listens wants no more */
	struct buf body;
	struct arena arena; /* for texts of the row under way */
};
/* Gives the row away and empties it; false when no more are wanted. */
bool emit_row(struct emitter *emitter, const struct entity *shape, uint64_t id, struct record *row);
void emitter_release(struct emitter *emitter);
/* A message as a row's text. */
void row_message(
	struct emitter *emitter, struct record *row, uint16_t tag, const char *id, const char *kinds, ...);
/* The record in one phrase, in Chinese as it is stored; NO_TEXT when it is gone. */
struct text world_title(struct emitter *emitter, unsigned entity, uint64_t id);

typedef bool source_run(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
	struct error *err);
source_run today_each, strip_each, system_year_each, hours_each, voices_each, effort_each, groups_source_each,
	members_each, coverage_each, search_each, history_each, audit_each, sources_each, posting_each;

/* What makes 今日 new. */
#define TODAY_READS \
	(READS(ENTITY_MEETING) | READS(ENTITY_TASK) | READS(ENTITY_PERSON) | READS(ENTITY_GROUP) | \
		READS(ENTITY_TERM) | READS(ENTITY_EVALUATION) | READS(ENTITY_OBJECTION) | \
		READS(ENTITY_CONSENT) | READS(ENTITY_HOLIDAY) | READS(ENTITY_MEMBERSHIP))

#endif
