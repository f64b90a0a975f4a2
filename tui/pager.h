/* A page of plain text to read: target.text, wrapped to the window. */
#ifndef TUI_PAGER_H
#define TUI_PAGER_H

#include "tui/screen.h"

extern const struct screen_kind pager_kind;

#endif
