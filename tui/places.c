#include "tui/places.h"

#include "core/base/buf.h"
#include "tui/words.h"

const struct field *place_field(const struct entity *entity, uint16_t tag, uint16_t row_tag)
{
	const struct field *field = entity_field(entity, tag);

	if (!field || !field->rows)
		return field;
	return row_tag ? entity_field(field->rows, row_tag) : NULL;
}

static const struct field *key_field(const struct entity *rows)
{
	for (const struct field *field = NULL; (field = entity_next(rows, field));)
		if (field->flags & ROWKEY)
			return field;
	return NULL;
}

/* From 1; of a new row the one behind the last; 0: it is not there. */
static size_t number_of(const struct view *record, uint16_t tag, uint64_t row)
{
	struct row_walk rows = view_rows(record, tag);
	size_t number = 1;

	for (; row_walk_next(&rows); number++)
		if (rows.row.id == row)
			return number;
	return row & ROW_NEW ? number : 0;
}

static void add(struct buf *out, const struct field *field)
{
	struct buf label = BUF_INIT;

	buf_text(out, field_label(field, words_language(), &label));
	buf_release(&label);
}

/* "议定1"; English has a blank between: "decision 1". */
static void add_row(const struct view *record, const struct field *list, uint64_t row, struct naming *naming,
	struct buf *out)
{
	const struct field *key = key_field(list->rows);
	size_t number = number_of(record, list->tag, row), before = out->len;
	struct buf label = BUF_INIT;

	if (key && !(row & ROW_NEW)) {
		struct value value = value_number((int64_t)row);

		field_show(key, &value, naming, out);
		if (out->len > before)
			return;
	}
	buf_text(out, entity_label(list->rows, words_language(), &label));
	buf_release(&label);
	if (number)
		buf_printf(out, words_language() == LANGUAGE_EN ? " %zu" : "%zu", number);
}

void place_name(const struct view *record, uint16_t tag, uint64_t row, uint16_t row_tag,
	struct naming *naming, struct buf *out)
{
	const struct field *field = entity_field(record->entity, tag);
	const struct field *inner = field && row_tag ? place_field(record->entity, tag, row_tag) : NULL;
	struct buf outer_label = BUF_INIT, label = BUF_INIT;

	if (!field)
		return;
	if (!field->rows || !row) {
		add(out, field);
		return;
	}
	add_row(record, field, row, naming, out);
	/* The topic of a topic is the topic. */
	if (inner &&
		!text_equal(entity_label(field->rows, words_language(), &outer_label),
			field_label(inner, words_language(), &label))) {
		buf_byte(out, ' ');
		add(out, inner);
	}
	buf_release(&outer_label);
	buf_release(&label);
}

void place_value(const struct entity *entity, uint16_t tag, uint16_t row_tag, const struct value *value,
	struct naming *naming, struct buf *out)
{
	const struct field *field = entity_field(entity, tag), *shown = place_field(entity, tag, row_tag);
	struct field_walk walk;

	if (shown) {
		field_show(shown, value, naming, out);
		return;
	}
	if (!field || value->kind != VALUE_TEXT)
		return;
	for (walk = view_walk(field->rows, value->bytes); field_walk_next(&walk);) {
		const struct field *inner = entity_field(field->rows, walk.tag);

		if (!inner)
			continue;
		field_show(inner, &walk.value, naming, out);
		buf_put(out, "  ", 2);
	}
}
