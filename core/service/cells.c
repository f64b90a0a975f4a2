#include "core/service/cells.h"

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
	columns->picks[at] = (struct field_pick){.tag = field->tag, .bytes = field->type->kind};
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
		const struct field *field;
		struct path path;

		if (columns->count == COLUMNS_MAX)
			return fail(err, ERROR_INPUT, "At most {1} columns", "n", (int64_t)COLUMNS_MAX);
		if (!path_compile(&path, schema, shape, text_trim(line), err))
			return fail_at(err, PAGE_COLUMNS, err->row);
		field = path_field(&path);
		if (field && field->flags & SECRET)
			return fail(err, ERROR_DENIED, "{1} is secret", "t", field->name, field->label);
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

static const struct value *show(
	struct cells *cells, const struct column *column, const struct view *row, const struct value *own)
{
	struct buf words = BUF_INIT;
	bool told = row->entity->cell(row, column->path.steps[0]->tag, &words);

	if (told)
		cells->found = value_text(arena_text(&cells->arena, buf_as_text(&words)));
	buf_release(&words);
	return told ? &cells->found : own;
}

static const struct value *cell_of(struct cells *cells, size_t index, const struct view *row)
{
	const struct column *column = &cells->columns->items[index];
	const struct value *own = &cells->columns->picks[column->pick].value;

	if (column->kind == COLUMN_OWN)
		return cells->shown && row->entity->cell ? show(cells, column, row, own) : own;
	if (column->kind == COLUMN_FOLLOWS && own->kind == VALUE_NUMBER)
		return follow(cells, index, (uint64_t)own->number, row);
	cells->found = look_up(cells, &column->path, row);
	return &cells->found;
}

void cells_add_row(struct cells *cells, const struct view *row, uint64_t key, struct buf *rows)
{
	const struct value id = value_number((int64_t)row->id);
	struct columns *columns = cells->columns;

	buf_clear(&cells->row);
	value_write(CELL_ID, &id, &cells->row);
	view_pick(row, columns->picks, columns->pick_count);
	for (size_t i = 0; i < columns->count; i++)
		value_write((uint16_t)(CELL_FIRST + i), cell_of(cells, i, row), &cells->row);
	rows_add(rows, key, buf_as_text(&cells->row));
}

void cells_release(struct cells *cells)
{
	arena_release(&cells->arena);
	buf_release(&cells->row);
}
