#include "core/service/cells.h"

#include <string.h>
#include "core/service/session.h"

/* --- columns --- */

static bool is_reference(const struct field *field)
{
	return field && (field->type == &type_ref || field->type == &type_refs);
}

static void add_column(struct columns *columns, const struct path *path)
{
	const struct field *first = path->steps[0];
	struct column *column = &columns->items[columns->count];

	*column = (struct column){.path = *path};
	if (!path->whole_id && path->count == 1 && !is_reference(first))
		column->kind = COLUMN_OWN;
	else if (!path->whole_id && first->type == &type_ref)
		column->kind = COLUMN_FOLLOWS;
	if (column->kind == COLUMN_OWN)
		columns->copies[columns->count] =
			(struct field_copy){first->tag, (uint16_t)(CELL_FIRST + columns->count)};
	columns->count++;
}

/* How many columns from each on are copied in one walk. */
static void count_own(struct columns *columns)
{
	const struct field_copy *copies = columns->copies;

	for (size_t i = columns->count, own = 0; i--; columns->items[i].own = own) {
		if (own && copies[i].tag >= copies[i + 1].tag)
			own = 0;
		own = columns->items[i].kind == COLUMN_OWN ? own + 1 : 0;
	}
}

bool columns_compile(struct columns *columns, const struct schema *schema, const struct entity *shape,
	struct text paths, struct error *err)
{
	struct text line;

	*columns = (struct columns){.count = 0};
	while (text_split(&paths, '\n', &line)) {
		struct path path;

		if (columns->count == COLUMNS_MAX)
			return fail(err, ERROR_INPUT, "At most {1} columns", "n", (int64_t)COLUMNS_MAX);
		if (!path_compile(&path, schema, shape, text_trim(line), err))
			return fail_at(err, PAGE_COLUMNS, err->row);
		add_column(columns, &path);
	}
	count_own(columns);
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
	struct value value;

	if (column->kind == COLUMN_FOLLOWS && view_get_field(row, column->path.steps[0], &value) &&
		value.kind == VALUE_NUMBER && value.number)
		value = *follow(cells, index, (uint64_t)value.number, row);
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

void cells_add_row(struct cells *cells, const struct view *row, uint64_t key, struct buf *rows)
{
	const struct columns *columns = cells->columns;
	const bool shown = cells->shown && row->entity->cell;
	size_t start = rows_begin(rows, key);
	uint8_t *at = buf_room(rows, 2 * VARINT_MAX);

	at = zigzag_put(varint_put(at, CELL_ID << 1), (int64_t)row->id);
	rows->len = (size_t)(at - rows->data);
	for (size_t column = 0, own; column < columns->count; column += own ? own : 1) {
		own = columns->items[column].own;
		own = shown && own ? 1 : own;
		if (shown && add_shown(cells, column, row, rows))
			continue;
		if (own)
			view_copy(row, columns->copies + column, own, rows);
		else
			add_found(cells, column, row, rows);
	}
	rows_end(rows, start);
}

void cells_release(struct cells *cells)
{
	arena_release(&cells->arena);
}
