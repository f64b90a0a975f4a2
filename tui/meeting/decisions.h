#ifndef TUI_MEETING_DECISIONS_H
#define TUI_MEETING_DECISIONS_H

#include "tui/meeting/meeting.h"

/* Begins a decision with the text of a minutes line; the caret stands in it. */
void decision_from_minutes(struct screen *screen, struct text text, uint64_t minutes_row);
void decision_pick_owner(struct screen *screen);
/* As the one before: its owners and its day. */
void decision_ditto(struct screen *screen);

#endif
