/* Scores as sources: ranking (of the period from-to), sheet (of one subject), points (the records behind one
 * item of it: kind is the item's number, 0 for all). They are computed when they are asked for; of a period
 * that was posted all but points are told as they were posted, kind being the version
 * (core/service/freeze.h).
 */
#ifndef CORE_SERVICE_SCORE_SOURCES_H
#define CORE_SERVICE_SCORE_SOURCES_H

#include "core/model/sources.h"

/* As source_named, with these. */
const struct source *served_source(const struct schema *schema, struct text name);

#endif
