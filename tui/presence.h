/* Who else has the same record open: told to the service while a record is shown, and said at the right of
 * the message line. Advisory: nobody is kept from writing. */
#ifndef TUI_PRESENCE_H
#define TUI_PRESENCE_H

#include "tui/app_state.h"

/* Is another record shown than the service was told, or is it time to tell it again? After every round. */
void presence_tell(struct app *app);
/* Milliseconds to the next time; -1: no record is shown. */
int presence_wait(const struct app *app);
/* PUSH_PRESENCE: somebody came or went. */
void presence_take(struct app *app, const struct view *present);

#endif
