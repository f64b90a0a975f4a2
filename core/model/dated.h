/* Rows that hold from one day to another, both inclusive: membership, term, spell. */
#ifndef CORE_MODEL_DATED_H
#define CORE_MODEL_DATED_H

#include "core/schema/view.h"

/* Does the row hold on that day? Empty ends are open. */
bool dated_holds(const struct view *view, uint16_t from, uint16_t to, int64_t day);
/* Adds an error when the end is before the beginning. */
void dated_check(const struct view *view, uint16_t from, uint16_t to, struct problems *problems);

#endif
