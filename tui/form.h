/* One record of any entity, from its table of fields: target.entity and id, 0 for a new one. A new one may
 * begin with a reference: target.tag is its field, target.row what it names, target.text that one's name.
 *
 * What is typed is a draft until F2, which sends it as one change; Esc keeps the draft. */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include "tui/screen.h"

extern const struct screen_kind form_kind;

#endif
