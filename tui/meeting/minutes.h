#ifndef TUI_MEETING_MINUTES_H
#define TUI_MEETING_MINUTES_H

#include "tui/meeting/meeting.h"

/* The line under the caret into the record. */
void minutes_store(struct screen *screen);
/* The last lines, as many as there is room for. */
void minutes_draw_last(const struct screen *screen, struct rect rect);
void minutes_ask_speaker(struct screen *screen);
void minutes_ask_phrase(struct screen *screen);

#endif
