/* Taking back one's own last change, whatever it was (an import is one), and doing it again. */
#ifndef TUI_UNDO_H
#define TUI_UNDO_H

#include "tui/app.h"

void undo_last(struct screen *screen);
void redo_last(struct screen *screen);

#endif
