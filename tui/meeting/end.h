/* What end.c and end_facts.c share. */
#ifndef TUI_MEETING_END_H
#define TUI_MEETING_END_H

#include "tui/meeting/meeting.h"

enum { END_LABEL_AT = 1, END_VALUE_AT = 9, END_RIGHT = 32 };

/* What follows from the record by itself; returns the row behind. */
int end_facts_draw(const struct screen *screen, struct rect rect, int row);
/* Which of the tasks open since earlier meetings are spoken of in the minutes of this one. */
void end_look_back(struct meeting *meeting);

#endif
