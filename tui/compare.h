/* Long texts compared piece by piece: lines, and the sentences of a line. */
#ifndef TUI_COMPARE_H
#define TUI_COMPARE_H

#include "core/base/arena.h"

/* Each text shortened to the pieces that one of the others does not have, a newline between: of the first
 * those that either of the others changed, of the others what they have instead. Nothing where a text only
 * leaves pieces out. Texts of very many pieces stay whole. Slices live in the arena. */
void compare_three(const struct text texts[3], struct arena *arena, struct text out[3]);

#endif
