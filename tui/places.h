/* What a person calls a place in a record: 地点, 议定1 时限, 林芸 原因, 记录7. */
#ifndef TUI_PLACES_H
#define TUI_PLACES_H

#include "core/schema/patch.h"

/* Rows whose key is a record are called by its title, which `naming` gives; others by their number in
 * `record`, new ones by the number behind the last; a row that is not there has none. */
void place_name(const struct view *record, uint16_t tag, uint64_t row, uint16_t row_tag,
	struct naming *naming, struct buf *out);
/* The field whose value stands there; NULL: a row as a whole, or none. */
const struct field *place_field(const struct entity *entity, uint16_t tag, uint16_t row_tag);
/* A value that stands there in words: a row by its fields, two blanks between. */
void place_value(const struct entity *entity, uint16_t tag, uint16_t row_tag, const struct value *value,
	struct naming *naming, struct buf *out);

#endif
