/* What the files of the large courts share. */
#ifndef CORE_SERVICE_DEMO_LARGE_H
#define CORE_SERVICE_DEMO_LARGE_H

#include "core/service/demo_internal.h"

/* Of a group in a quarter: meetings, and at most so many other records. */
enum { LARGE_SITTINGS = 20, LARGE_WORKS = 60 };

struct large {
	struct demo_court court;
	int64_t groups, branches, people, meetings, quarters;
	int64_t members; /* of each group */
	int64_t first;   /* the day all begins */
};

bool demo_set(struct writer *writer, unsigned entity, const struct record_slot *values, size_t count,
	struct error *err);
void demo_add_row(struct buf *rows, uint64_t key, struct record *row);
/* The nth of all, when the court is one of quarters: one meeting; whatever else one group did in a quarter.
 */
bool large_sitting(struct writer *writer, const struct large *large, int64_t nth, struct error *err);
bool large_work(struct writer *writer, const struct large *large, int64_t nth, struct error *err);

#endif
