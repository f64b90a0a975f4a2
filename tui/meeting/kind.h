/* The kind of screen that a meeting is entered on. */
#ifndef TUI_MEETING_KIND_H
#define TUI_MEETING_KIND_H

#include "tui/screen.h"

extern const struct screen_kind meeting_kind;

/* Screens that keep drafts, by number; stored, never reused. */
enum { FORM_RECORD = 1, FORM_MEETING = 2 };

#endif
