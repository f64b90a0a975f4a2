/* One record as a plain page: its title, every field that is filled in, lists row by row. */
#ifndef TUI_RECORD_PAGE_H
#define TUI_RECORD_PAGE_H

#include "core/service/session.h"

enum { PAGE_VALUE_AT = 17 /* column where values begin */ };

/* Lines ended by newlines, of any width. `got`: what CALL_GET answered. */
void record_page(const struct entity *entity, uint64_t id, const struct view *got, struct buf *out);

#endif
