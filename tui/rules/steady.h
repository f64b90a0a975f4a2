/* How much the places of a trial hang on single items, and what its totals are without, in words. */
#ifndef TUI_RULES_STEADY_H
#define TUI_RULES_STEADY_H

#include "core/schema/view.h"

/* "any item 10% up or down: the first 3 stay; 5 and 6 swap (attendance)", from an answer of RULES_TRY;
 * without the items where that is wider than so many columns (0: any width will do). Nothing where fewer than
 * two are ranked. */
void steady_words(const struct view *answer, int columns, struct buf *out);
/* How many items wait for somebody's mark under the rules in force and under those that are tried, which a
 * trial scores all the same. Nothing where none does. */
void waiting_words(const struct view *answer, struct buf *out);

#endif
