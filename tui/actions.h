/* Which actions a list of them should show: the key bar has its own rule. */
#ifndef TUI_ACTIONS_H
#define TUI_ACTIONS_H

#include "tui/screen.h"

/* Is the nth action (action_at) one that a key reaches on that screen as it is now? Those of another state,
 * and those whose key means something else here, are not. */
bool action_here(const struct screen *screen, size_t nth);
/* Is it one of the screen's kind, not of every screen? */
bool action_own(const struct screen *screen, size_t nth);
/* The first of "F2 Ctrl-S", in the reader's words; `name` of any of them. */
struct text action_key(const struct action *action);
struct text action_key_words(struct text name);

#endif
