/* Importing a file, or rows pasted from a spreadsheet: what is wrong is mended here, cell by cell, before
 * anything is written. */
#ifndef TUI_IMPORT_SCREEN_H
#define TUI_IMPORT_SCREEN_H

#include "tui/screen.h"

extern const struct screen_kind import_kind;

#endif
