/* Any source as a list: the row of views.c says which columns, filter and sort, what Enter opens and what F6
 * begins. Opened on a target it shows only what that target has: id is the subject, kind the kind, from and
 * to the days, tag a field (for history), text one more filter. */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include "tui/screen.h"

extern const struct screen_kind list_kind;

/* The record under the cursor; 0: none. For the other half of a wide screen, and for the palette. */
uint64_t list_selected(const struct screen *screen, unsigned *entity);

#endif
