#include "tui/record_page.h"

#include "tui/words.h"

struct names {
	struct naming naming;
	const struct view *answer;
};

static bool title_of(struct naming *naming, unsigned target, uint64_t id, struct buf *out)
{
	struct row_walk rows = view_rows(((struct names *)naming)->answer, GOT_NAMES);

	while (row_walk_next(&rows))
		if (view_number(&rows.row, NAME_ENTITY) == target &&
			(uint64_t)view_number(&rows.row, NAME_ID) == id) {
			buf_text(out, view_text(&rows.row, NAME_TITLE));
			return true;
		}
	return false;
}

static void put_value(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	struct buf label = BUF_INIT;

	field_label(field, words_language(), &label);
	text_pad(out, buf_as_text(&label), PAGE_VALUE_AT - 1);
	buf_byte(out, ' ');
	field_show(field, value, naming, out);
	buf_byte(out, '\n');
	buf_release(&label);
}

/* What the whole record is of is not said again of each row: the group of everybody on the roll, when only
 * that one sits. */
static bool said_above(const struct view *view, const struct field *field, const struct value *value)
{
	for (const struct field *above = NULL; (above = entity_next(view->entity, above));) {
		struct value all;
		struct reader ids;

		if (above->type != &type_refs || above->target != field->target || field->type != &type_ref ||
			!view_get(view, above->tag, &all))
			continue;
		ids = value_ids(&all);
		if (read_varint(&ids) == (uint64_t)value->number && !reader_left(&ids))
			return true;
	}
	return false;
}

static void put_rows(
	const struct view *view, const struct field *list, struct naming *naming, struct buf *out)
{
	struct row_walk rows = view_rows(view, list->tag);
	struct buf label = BUF_INIT;
	unsigned number = 1;

	buf_printf(out, "\n%s\n", (field_label(list, words_language(), &label), buf_cstr(&label)));
	for (; row_walk_next(&rows); number++) {
		buf_printf(out, "%4u ", number);
		for (const struct field *field = NULL; (field = entity_next(list->rows, field));) {
			struct value value;

			if (!view_get(&rows.row, field->tag, &value) || field->flags & SYSTEM ||
				said_above(view, field, &value))
				continue;
			buf_byte(out, ' ');
			/* "yes" alone says nothing without its column's heading. */
			if (field->type == &type_flag)
				field_label(field, words_language(), out);
			else
				field_show(field, &value, naming, out);
		}
		buf_byte(out, '\n');
	}
	buf_release(&label);
}

static void put_all(const struct view *view, struct naming *naming, struct buf *out)
{
	for (const struct field *field = NULL; (field = entity_next(view->entity, field));) {
		struct value value;

		/* What only the program writes and no list shows is its own affair. */
		if (view_get(view, field->tag, &value) && !field->rows && !(field->flags & SECRET) &&
			(~field->flags & (SYSTEM | HIDDEN)))
			put_value(field, &value, naming, out);
	}
	for (const struct field *field = NULL; (field = entity_next(view->entity, field));)
		if (field->rows && view_row_count(view, field->tag))
			put_rows(view, field, naming, out);
}

void record_page(const struct entity *entity, uint64_t id, const struct view *got, struct buf *out)
{
	struct names names = {{NULL, title_of, 0, words_language()}, got};
	struct view view = {.entity = entity, .id = id, .body = view_text(got, GOT_BODY)};

	buf_text(out, view_text(got, GOT_TITLE));
	buf_put(out, "\n\n", 2);
	put_all(&view, &names.naming, out);
}
