#include "tui/columns.h"

#include "tui/words.h"

static bool is_number(const struct field *field)
{
	return !field || ((field->type == &type_number || field->type == &type_decimal) && !field->choices);
}

/* group.name says 党小组, not 名称. */
static const struct field *labelled(const struct path *path)
{
	const struct field *last = path_field(path);

	return path->count > 1 && last && last->flags & TITLE ? path->steps[path->count - 2] : last;
}

static void add(struct columns *columns, const struct entity *shape, struct text name, enum language language)
{
	struct column *column = &columns->items[columns->count];
	struct path path;
	int label;

	if (columns->count == COLUMNS_MOST || !path_compile(&path, &court_schema, shape, name, NULL))
		return;
	*column = (struct column){.field = path_field(&path), .number = is_number(path_field(&path))};
	buf_text(&column->path, name);
	if (labelled(&path))
		field_label(labelled(&path), language, &column->label);
	else
		buf_text(&column->label, tr_text("no."));
	label = (int)text_width(buf_as_text(&column->label));
	column->width = column->field && column->field->width > label ? column->field->width : label;
	columns->count++;
}

void columns_choose(
	struct columns *columns, const struct entity *shape, const char *paths, enum language language)
{
	struct text rest = text_of(paths), piece;

	columns_release(columns);
	while (paths && text_split(&rest, ' ', &piece))
		if (piece.len)
			add(columns, shape, piece, language);
	for (const struct field *field = NULL; !paths && (field = entity_next(shape, field));)
		if (!(field->flags & (HIDDEN | SECRET)) && field->type != &type_list)
			add(columns, shape, text_of(field->name), language);
}

/* Columns after the first that are scrolled away. */
static bool is_away(const struct columns *columns, size_t at)
{
	return at > 0 && at < columns->from;
}

/* Before any cell is known what is left over goes to the widest text: it is the one most often cut. */
static void give_rest(struct columns *columns, int rest)
{
	struct column *widest = NULL;

	for (size_t i = 0; i < columns->count; i++)
		if (columns->items[i].shown && !columns->items[i].number &&
			(!widest || columns->items[i].width > widest->width))
			widest = &columns->items[i];
	if (!widest || rest <= 0 || widest->width < 16 || widest->need)
		return;
	widest->shown += rest;
	for (size_t i = 0; i < columns->count; i++)
		if (columns->items[i].left > widest->left)
			columns->items[i].left += rest;
}

enum { WIDE_MOST = 60, NARROW_LEAST = 12 };

static int wished(const struct column *column)
{
	int label = (int)text_width(buf_as_text(&column->label));
	int need = column->need < WIDE_MOST ? column->need : WIDE_MOST;

	if (!column->need)
		return column->width;
	return need > label ? need : label;
}

int columns_wished(const struct columns *columns)
{
	int total = -COLUMN_GAP;

	for (size_t i = 0; i < columns->count; i++)
		total += wished(&columns->items[i]) + COLUMN_GAP;
	return total;
}

/* Half a day is none. */
static bool is_day(const struct column *column)
{
	const struct type *type = column->field ? column->field->type : NULL;

	return type == &type_date || type == &type_moment || type == &type_time;
}

/* The widest text that is shown and may be narrower; NULL: none. */
static struct column *widest_text(struct columns *columns)
{
	struct column *widest = NULL;

	for (size_t i = 0; i < columns->count; i++) {
		struct column *column = &columns->items[i];

		if (!column->number && !is_day(column) && column->shown > NARROW_LEAST && column->need &&
			(!widest || column->shown > widest->shown))
			widest = column;
	}
	return widest;
}

/* Cells were seen, and none of this column, which has nothing else to show. */
static bool is_bare(const struct columns *columns, const struct column *column)
{
	bool seen = false;

	for (size_t i = 0; i < columns->count; i++)
		seen |= columns->items[i].need > 0;
	return columns->bare && seen && !column->need;
}

/* Every column as wide as it should be; then the widest give way as long as that may help. */
static void share(struct columns *columns, int width)
{
	struct column *widest;
	int total = -COLUMN_GAP;

	for (size_t i = 0; i < columns->count; i++) {
		columns->items[i].shown = is_away(columns, i) || is_bare(columns, &columns->items[i])
			? 0
			: wished(&columns->items[i]);
		total += columns->items[i].shown ? columns->items[i].shown + COLUMN_GAP : 0;
	}
	for (; total > width && (widest = widest_text(columns)); total--)
		widest->shown--;
}

/* One that is cut is still worth something; with its heading cut, or two cells left, it is not. */
static bool worth_cutting(const struct column *column, int room)
{
	return !column->number && !is_day(column) && room >= 6 &&
		room >= (int)text_width(buf_as_text(&column->label));
}

void columns_layout(struct columns *columns, int width)
{
	int left = 0;

	columns->width = width;
	share(columns, width);
	for (size_t i = 0; i < columns->count; i++) {
		struct column *column = &columns->items[i];
		int room = width - left, wish = column->shown;

		column->left = left;
		column->shown = 0;
		if (!wish || room < 4)
			continue;
		column->shown = wish <= room ? wish : worth_cutting(column, room) ? room : 0;
		left += column->shown ? column->shown + COLUMN_GAP : room;
	}
	give_rest(columns, width - left + COLUMN_GAP);
}

bool columns_seen(struct columns *columns, size_t at, const struct value *value)
{
	struct column *column = &columns->items[at];
	struct buf words = BUF_INIT;
	int width = 0;

	column_show(column, value, &words);
	/* No character is wider than its bytes are many. */
	if ((int)words.len > column->need)
		width = (int)text_width(buf_as_text(&words));
	buf_release(&words);
	if (width <= column->need)
		return false;
	column->need = width;
	return true;
}

void columns_show(struct columns *columns, size_t at)
{
	if (at && at < columns->from)
		columns->from = at;
	columns_layout(columns, columns->width);
	while (at < columns->count && !columns->items[at].shown && columns->from < at) {
		columns->from = columns->from < 1 ? 2 : columns->from + 1;
		columns_layout(columns, columns->width);
	}
}

void column_show(const struct column *column, const struct value *value, struct buf *out)
{
	struct naming naming = {.language = words_language()};

	if (value->kind == VALUE_EMPTY)
		return;
	if (value->kind == VALUE_TEXT)
		tr_encoded(value->bytes, out);
	else if (column->field)
		field_show(column->field, value, &naming, out);
	else
		buf_printf(out, "%lld", (long long)value->number);
}

void columns_keep(struct columns *columns, size_t count)
{
	while (columns->count > count) {
		struct column *last = &columns->items[--columns->count];

		buf_release(&last->path);
		buf_release(&last->label);
	}
}

void columns_paths(const struct columns *columns, struct buf *out)
{
	for (size_t i = 0; i < columns->count; i++) {
		buf_put(out, "\n", i ? 1 : 0);
		buf_text(out, buf_as_text(&columns->items[i].path));
	}
}

void columns_release(struct columns *columns)
{
	columns_keep(columns, 0);
	columns->from = 0;
}
