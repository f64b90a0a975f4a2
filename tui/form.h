/* One record of any entity, from its table of fields: target.entity and id, 0 for a new one. A new one may
 * begin with a reference: target.tag is its field, target.row what it names, target.text that one's name.
 *
 * What is typed is a draft until F2, which sends it as one change; Esc keeps the draft. */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include "tui/screen.h"

extern const struct screen_kind form_kind;

struct record_slot;
/* Of a form of a new record, just opened: what is known of it stands there already, and the caret where
 * something is missing. Values are copied; of a field that names several, the one. */
void form_start(struct screen *screen, const struct record_slot *values, size_t count);

#endif
