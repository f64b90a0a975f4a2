/* What can be done on the screen below, from its own table of actions, and what its columns mean; narrowed by
 * what is typed (words or a key's name), Enter does it. */
#ifndef TUI_HELP_H
#define TUI_HELP_H

#include "tui/screen.h"

extern const struct screen_kind help_kind;

#endif
