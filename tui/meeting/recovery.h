/* After a lost connection: what is in the store, what only the draft has, what others did meanwhile,
 * and four ways on. */
#ifndef TUI_MEETING_RECOVERY_H
#define TUI_MEETING_RECOVERY_H

#include "tui/app.h"

extern const struct screen_kind recovery_kind;

/* Asks whether this person left something half written, and opens the screen when it is so. */
void recovery_offer(struct app *app);

#endif
