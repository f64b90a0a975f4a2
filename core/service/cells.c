#include "core/service/cells.h"

#include <string.h>
#include "core/service/session.h"

/* --- columns --- */

static bool is_reference(const struct field *field)
{
	return field && (field->type == &type_ref || field->type == &type_refs);
}

/* The place of a field among the picks, which are by ascending tag; those behind a new one move on. */
static size_t pick_place(struct columns *columns, const struct field *field)
{
	size_t at = columns->pick_count;

	while (at && columns->picks[at - 1].tag >= field->tag)
		at--;
	if (at < columns->pick_count && columns->picks[at].tag == field->tag)
		return at;
	for (size_t i = columns->pick_count++; i > at; i--)
		columns->picks[i] = columns->picks[i - 1];
	columns->picks[at] = (struct field_pick){.tag = field->tag};
	for (size_t i = 0; i < columns->count; i++)
		columns->items[i].pick += columns->items[i].pick >= at;
	return at;
}

static void add_column(struct columns *columns, const struct path *path)
{
	struct column column = {.path = *path, .kind = COLUMN_OTHER};

	if (!path->whole_id) {
		column.pick = pick_place(columns, path->steps[0]);
		if (path->count == 1 && !is_reference(path->steps[0]))
			column.kind = COLUMN_OWN;
		else if (path->steps[0]->type == &type_ref)
			column.kind = COLUMN_FOLLOWS;
	}
	columns->items[columns->count++] = column;
}

bool columns_compile(struct columns *columns, const struct schema *schema, const struct entity *shape,
	struct text paths, struct error *err)
{
	struct text line;

	columns->count = columns->pick_count = 0;
	while (text_split(&paths, '\n', &line)) {
		struct path path;

		if (columns->count == COLUMNS_MAX)
			return fail(err, ERROR_INPUT, "At most {1} columns", "n", (int64_t)COLUMNS_MAX);
		if (!path_compile(&path, schema, shape, text_trim(line), err))
			return fail_at(err, PAGE_COLUMNS, err->row);
		add_column(columns, &path);
	}
	return true;
}

/* --- cells --- */

/* A reference becomes its title, or those of all it names; the other shapes stay. */
static struct value look_up(struct cells *cells, const struct path *path, const struct view *row)
{
	struct naming *naming = &cells->naming->naming;
	const struct field *field = path_field(path);
	struct buf title = BUF_INIT;
	struct value value;

	if (!path_get(path, cells->naming->world, row, &value) || !is_reference(field))
		return value;
	if (value.kind == VALUE_NUMBER)
		naming->title(naming, field->target, (uint64_t)value.number, &title);
	else
		field_show(field, &value, naming, &title);
	value = value_text(arena_text(&cells->arena, buf_as_text(&title)));
	buf_release(&title);
	return value;
}

/* Two columns never share a place for one id; two ids that do push each other out, and are looked up again.
 */
static const struct value *follow(struct cells *cells, size_t column, uint64_t id, const struct view *row)
{
	struct followed *place = &cells->followed[(id * COLUMNS_MAX + id / 2 + column) % FOLLOWED_MAX];

	if (place->id != id)
		*place = (struct followed){id, look_up(cells, &cells->columns->items[column].path, row)};
	return &place->cell;
}

/* A cell that is not the row's own value, behind those before. */
static void add_found(struct cells *cells, size_t index, const struct view *row, struct buf *rows)
{
	const struct column *column = &cells->columns->items[index];
	const struct field_pick *own = &cells->columns->picks[column->pick];
	struct value value;

	if (column->kind == COLUMN_FOLLOWS && own->number && own->stored.len)
		value = *follow(cells, index, (uint64_t)picked_value(own, VALUE_NUMBER).number, row);
	else
		value = look_up(cells, &column->path, row);
	value_write((uint16_t)(CELL_FIRST + index), &value, rows);
}

/* The row's own value as people are shown it, where that is another; false: it is not. */
static bool add_shown(const struct cells *cells, size_t index, const struct view *row, struct buf *rows)
{
	const struct column *column = &cells->columns->items[index];
	struct buf words = BUF_INIT;
	struct value value;
	bool told = column->kind == COLUMN_OWN && row->entity->cell(row, column->path.steps[0]->tag, &words);

	if (told) {
		value = value_text(buf_as_text(&words));
		value_write((uint16_t)(CELL_FIRST + index), &value, rows);
	}
	buf_release(&words);
	return told;
}

/* The row's own values from this column on, up to `last` or one that is to be looked up: as they are stored,
 * under other tags. */
static size_t add_own(
	const struct columns *columns, size_t column, size_t last, struct text row, struct buf *rows)
{
	enum { SHORT = 16 };
	const char *row_end = row.at + row.len;
	uint8_t *at = rows->data + rows->len, *end = rows->data + rows->room;

	for (; column < last && columns->items[column].kind == COLUMN_OWN; column++) {
		const struct field_pick *own = &columns->picks[columns->items[column].pick];
		const size_t len = own->stored.len;

		if (!len || (!own->number && len == 1))
			continue;
		if (VARINT_MAX + len + SHORT > (size_t)(end - at)) {
			rows->len = (size_t)(at - rows->data);
			at = buf_room(rows, VARINT_MAX + len + SHORT);
			end = rows->data + rows->room;
		}
		at = varint_put(at, (uint64_t)(CELL_FIRST + column) << 1 | !own->number);
		/* Most are short, and others stand behind them: what is too much does not count. */
		if (len <= SHORT && own->stored.at + SHORT <= row_end)
			memcpy(at, own->stored.at, SHORT);
		else if (len < 2 * sizeof(uint32_t))
			for (size_t i = 0; i < len; i++)
				at[i] = (uint8_t)own->stored.at[i];
		else
			memcpy(at, own->stored.at, len);
		at += len;
	}
	rows->len = (size_t)(at - rows->data);
	return column;
}

void cells_add_row(struct cells *cells, const struct view *row, uint64_t key, struct buf *rows)
{
	struct columns *columns = cells->columns;
	const bool shown = cells->shown && row->entity->cell;
	size_t start = rows_begin(rows, key), column = 0;
	uint8_t *at = buf_room(rows, 2 * VARINT_MAX);

	at = zigzag_put(varint_put(at, CELL_ID << 1), (int64_t)row->id);
	rows->len = (size_t)(at - rows->data);
	view_pick(row, columns->picks, columns->pick_count);
	while (column < columns->count) {
		size_t last = shown ? column + 1 : columns->count;

		if (shown && add_shown(cells, column, row, rows))
			column++;
		else if (columns->items[column].kind == COLUMN_OWN)
			column = add_own(columns, column, last, row->body, rows);
		else
			add_found(cells, column++, row, rows);
	}
	rows_end(rows, start);
}

void cells_release(struct cells *cells)
{
	arena_release(&cells->arena);
}
