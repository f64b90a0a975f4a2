/* The roll's parts that other sections and the meeting's actions call. */
#ifndef TUI_MEETING_ROLL_H
#define TUI_MEETING_ROLL_H

#include "tui/meeting/kind.h"
#include "tui/meeting/meeting.h"

uint64_t roll_at(const struct meeting *meeting, size_t place); /* person; 0 past the end */
size_t roll_place(const struct meeting *meeting, uint64_t person);
bool roll_row(const struct meeting *meeting, uint64_t person, struct view *row);
/* The cursor to the person, and into the reason when it is missing. */
void roll_go(struct screen *screen, uint64_t person);
void roll_draw(const struct screen *screen, struct rect rect, int row);
/* The count and the people, in at most `room` rows, the part with the cursor; the row behind them. */
int roll_draw_people(const struct screen *screen, struct rect rect, int row, int room);
/* What is open from before, with its heading. */
void roll_draw_open(const struct screen *screen, struct rect rect);
/* How many people lie between the one under the cursor and the one beside it: 0 where there is no column. */
int roll_across(const struct screen *screen, int by);
/* The first mark is when the meeting began: adds that to the patch when it is the first. */
void roll_begin_clock(struct screen *screen, struct patch *patch);
/* The row as it is, before it is marked; `joined`: taken back together with the one remembered before. */
void roll_remember(struct meeting *meeting, const struct view *row, bool joined);
/* Ctrl-Z and Ctrl-Y: of marks, or of what is typed on the line. */
void meeting_undo(struct screen *screen, bool again);
/* F4: why the person under the cursor is on leave or absent, or when he came (arrival.c). */
void roll_ask_about(struct screen *screen);
/* Who allowed the leave of the person under the cursor. */
void roll_ask_approver(struct screen *screen);
/* A roll-call pasted from a chat: matched, questions asked, nothing made up (paste.c). */
void roll_paste(struct screen *screen, struct text text);
void roll_add_guest(struct screen *screen);
/* F4 while a guest is written: somebody of the court. */
void guest_pick(struct screen *screen);
bool guest_event(struct screen *screen, const struct event *event);
void guest_done(struct screen *screen);
/* The line editor under the roll. */
bool roll_line_event(struct meeting *meeting, const struct event *event);
int roll_draw_guests(const struct screen *screen, struct rect rect, int row);

#endif
