/* What is worth a second look in a record: warnings that cite the rule they come from and stop nobody. */
#ifndef CORE_MODEL_LINT_H
#define CORE_MODEL_LINT_H

#include "core/model/entities.h"
#include "core/schema/world.h"

/* Of a group: from 党小组工作规则, and the days before a letter ends. */
enum { LEAST_MEMBERS = 3, CONSIDER_SPLITTING = 15, LETTER_WARNING_DAYS = 30 };

/* Adds the warnings of a whole record (lists beside inside, as world_whole gives it). */
void record_lint(const struct view *whole, struct world *world, struct problems *problems);

/* Of a group on a day, the gravest first; the one on its card is the first of these. */
void group_lint(const struct view *group, struct world *world, int64_t day, struct problems *problems);

#endif
