/* Decisions while they are written: what, who, by when. */
#ifndef TUI_MEETING_DECISIONS_H
#define TUI_MEETING_DECISIONS_H

#include "tui/meeting/meeting.h"

/* Begins a decision with the text of the minutes line under the caret; the caret stands in it. */
void decision_from_minutes(struct screen *screen);
/* What is begun of a decision becomes one, with what it lacks. */
void decision_finish(struct screen *screen);
/* An earlier one, with the caret in the first field that lacks something. */
void decision_edit(struct screen *screen, uint64_t key);
void decision_pick_owner(struct screen *screen);
/* As the one before: its owners and its day. */
void decision_ditto(struct screen *screen);

/* For decisions_draw.c. The person of the roll who is meant: by number, or the first whom the words find. */
uint64_t decision_person(const struct meeting *meeting, struct text typed);
/* "1刘桂", "2任希霞" …: those on the roll by their numbers, a line each. */
void decision_people(const struct meeting *meeting, struct buf *out);
/* The day of an earlier one as it was; 0: none. */
int64_t decision_own_due(const struct meeting *meeting);
/* What an empty day means: that of the item itself when it is an earlier one, else of the one before. */
int64_t decision_last_due(const struct meeting *meeting);
void decisions_draw(const struct screen *screen, struct rect rect, int row);

#endif
