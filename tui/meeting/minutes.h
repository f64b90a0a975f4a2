/* The minutes of a sitting: its lines, and the one that is being written. */
#ifndef TUI_MEETING_MINUTES_H
#define TUI_MEETING_MINUTES_H

#include "tui/meeting/meeting.h"

/* The line under the caret into the record. */
void minutes_store(struct screen *screen);
/* The caret one row up (-1) or down (1) within a line that is wrapped; false at its edge. */
bool minutes_move_row(struct screen *screen, int by);
/* After another line came under the caret: as little as brings it into sight moves. */
void minutes_scroll(struct screen *screen);
void minutes_draw(const struct screen *screen, struct rect rect, int row);
/* The last lines, as many as there is room for. */
void minutes_draw_last(const struct screen *screen, struct rect rect);
void minutes_ask_speaker(struct screen *screen);
void minutes_ask_phrase(struct screen *screen);

#endif
