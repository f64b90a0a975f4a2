/* The kind of screen that a meeting is entered on. */
#ifndef TUI_MEETING_KIND_H
#define TUI_MEETING_KIND_H

#include "tui/screen.h"

extern const struct screen_kind meeting_kind;

#endif
