/* A draft that is gone on with: after a lost connection, or taken over from another window. What is in the
 * store, what only the draft has, what others did meanwhile, and the ways on. target.text: the draft, as the
 * list of drafts has it. */
#ifndef TUI_MEETING_RECOVERY_H
#define TUI_MEETING_RECOVERY_H

#include "tui/app.h"

extern const struct screen_kind recovery_kind;

/* Asks whether something of this person was cut off, or is being written in another window, and opens the
 * screen when it is so. */
void recovery_offer(struct app *app);
/* Opens it on a draft of the list. */
void recovery_show(struct app *app, const struct view *draft);

#endif
