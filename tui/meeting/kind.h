/* The kind of screen that a meeting is entered on. */
#ifndef TUI_MEETING_KIND_H
#define TUI_MEETING_KIND_H

#include "tui/screen.h"

/* target.id: the meeting; kind STATE_PLANNED: it is opened by that; tag and row: the list, and the row of the
 * roll, that the cursor goes to. */
extern const struct screen_kind meeting_kind;

/* Of the roll: is the reason asked for and not given? */
bool roll_lacks_reason(const struct view *row);

#endif
