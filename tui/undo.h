/* Taking back one's own last change, whatever it was (an import is one), and doing it again. */
#ifndef TUI_UNDO_H
#define TUI_UNDO_H

#include "tui/app.h"

/* Says what an answer to CALL_UNDO took back, or did again, or why not; false: it was refused. */
bool undo_say(struct app *app, const struct answer *answer, bool redo);
void undo_last(struct screen *screen);
void redo_last(struct screen *screen);

#endif
