/* What can be listed: stored entities, lists inside them, and tables computed from the records. List view,
 * filter, sort, export, `touyan list` and score measures know sources only. */
#ifndef CORE_MODEL_SOURCES_H
#define CORE_MODEL_SOURCES_H

#include "core/model/entities.h"
#include "core/schema/world.h"

/* What a source is asked for; each uses what it understands and ignores the rest. */
struct source_query {
	int64_t from, to;  /* days; 0, 0: the source's own default (mostly this year) */
	uint64_t subject;  /* a group, a person, a meeting … */
	unsigned kind;     /* a meeting kind, an entity … */
	unsigned scored;   /* whose points: an entity; 0: groups' */
	struct text typed; /* for search */
	bool early;        /* also a period that began before the court's 启用日期 */
};

/* `row->id` names the row for selection (the record's id where there is one). Valid during the call. */
typedef bool source_emit(const struct view *row, void *arg);

struct source {
	const char *name, *label;
	const struct entity *shape;
	bool (*each)(struct world *world, const struct source_query *query, source_emit *emit, void *arg,
		struct error *err);
	uint64_t reads; /* READS() of what makes it new; 0: its own entity */
};
/* NULL: there is none of that name (English or Chinese). A stored entity has a source of its
 * name, and a list inside it one of both names, meeting.attendance. What there is: source_shape_at(). */
const struct source *source_named(const struct schema *schema, struct text name);
/* What its rows are records of, or are lists in; 0: there is no such source, or they are computed. */
unsigned source_entity(const struct schema *schema, struct text name);
/* Runs it, whichever kind it is. */
bool source_each(const struct source *source, struct world *world, const struct source_query *query,
	source_emit *emit, void *arg, struct error *err);

#endif
