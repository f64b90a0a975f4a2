/* A roll-call pasted from a chat: what matched is marked in one step, what is not certain is asked, nobody is
 * made up. */
#ifndef TUI_MEETING_PASTE_H
#define TUI_MEETING_PASTE_H

#include "tui/meeting/meeting.h"

void paste_release(struct meeting *meeting);
/* Takes the pasted roll-call back, with what was answered; false when there is none, or marks were made
 * since. */
bool paste_undo(struct screen *screen);
/* How many names that nobody on the roll has were asked about and not answered yet, and which (may be NULL).
 * They wait, also when the questions are left. */
int64_t paste_strangers(const struct meeting *meeting, struct buf *names);
/* They go into the draft as guests with keys of their own, and are asked about again: at once, or when Enter
 * is pressed on the roll. */
void paste_patch(const struct meeting *meeting, struct patch *patch);
bool paste_edit(const struct edit *edit);
void paste_put_back(struct screen *screen, const struct patch *patch, bool ask);
/* Answers what is still asked as Enter does. */
void paste_settle(struct screen *screen);

#endif
