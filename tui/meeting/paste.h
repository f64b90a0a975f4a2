/* A roll-call pasted from a chat: what matched is marked in one step, what is not certain is asked, nobody is
 * made up. */
#ifndef TUI_MEETING_PASTE_H
#define TUI_MEETING_PASTE_H

#include "tui/meeting/meeting.h"

void paste_release(struct meeting *meeting);
/* Takes the pasted roll-call back, with what was answered; false when there is none, or marks were made
 * since. */
bool paste_undo(struct screen *screen);
/* Names that nobody on the roll has, as long as they are asked about: into the draft as guests, and asked
 * about again. */
void paste_patch(const struct meeting *meeting, struct patch *patch);
void paste_put_back(struct screen *screen, const struct patch *patch);
/* Answers what is still asked as Enter does. */
void paste_settle(struct screen *screen);

#endif
