/* Drawing a list: only the lines that can be seen. */
#include "tui/draw.h"
#include "tui/list_parts.h"

static const struct {
	unsigned entity;
	const char *words;
} empty_words[] = {
	{ENTITY_PERSON, N_("There are no people yet: F10 \"Import the roster\", or F6")},
	{ENTITY_TASK, N_("No tasks yet: what meetings decide becomes tasks by itself; F6 sets one")},
	{ENTITY_GROUP, N_("There are no groups yet: import the roster, or F6")},
	{ENTITY_MEETING, N_("There are no meetings yet: F6 begins one")},
};

static const char *nothing_here(const struct screen *screen)
{
	const struct list *list = list_of(screen);

	if (find_on(&list->find) || list->value_words.len)
		return N_("Nothing is found by this: Esc takes the filter away");
	for (size_t i = 0; i < sizeof(empty_words) / sizeof(*empty_words); i++)
		if (empty_words[i].entity == list->shape->id && !screen->row->where)
			return empty_words[i].words;
	return screen->row->add ? N_("Nothing here yet: F6 begins the first") : N_("Nothing here");
}

/* Title, filters; how many there are at the right. */
static void draw_counts(const struct screen *screen, int row, struct rect rect)
{
	const struct list *list = list_of(screen);
	struct buf words = BUF_INIT;
	int end = rect.left + rect.columns - 1, column = rect.left + 1;

	if (screen->row->panel) {
		buf_text(&words, tr_text(screen->row->title));
		column += (int)text_width(buf_as_text(&words)) + 2;
		draw_buf(row, rect.left + 1, rect.columns - 2, STYLE_BOLD, &words);
	}
	if (list->pages.loaded)
		tr_format(&words, "{1} in all", "n", (int64_t)list->pages.total);
	end -= (int)text_width(buf_as_text(&words));
	draw_buf(row, end, rect.left + rect.columns - end, STYLE_NORMAL, &words);
	if (list->tags.count)
		tr_format(&words, "{1} tagged  ", "n", (int64_t)list->tags.count);
	if (list->value_words.len)
		buf_text(&words, buf_as_text(&list->value_words));
	if (words.len)
		buf_put(&words, "  ", 2);
	if (column + (int)text_width(buf_as_text(&words)) > end - 12)
		buf_clear(&words);
	draw_text(row, column, end - column, STYLE_BOLD, buf_as_text(&words));
	column += (int)text_width(buf_as_text(&words));
	find_draw(&list->find, row, column, end - column - 2);
	buf_release(&words);
}

static void draw_head(const struct screen *screen, struct rect rect, struct rect left)
{
	const struct list *list = list_of(screen);
	const void *title = screen->row->title;
	struct text typed = edit_line_text(&list->find.line), value = buf_as_text(&list->value_words);
	size_t counts[] = {list->pages.loaded, list->pages.total, list->tags.count, value.len};
	uint64_t key = draw_key(1, &title, sizeof(title));
	int row = rect.top + 1;

	if (screen->row->panel)
		draw_panels(screen, rect);
	else
		draw_title(screen, rect, tr_text(screen->row->title));
	key = draw_key(key, counts, sizeof(counts));
	key = draw_key(key, value.at, value.len);
	key = draw_key(key, typed.at, typed.len);
	/* The caret is drawn with what is typed. */
	if (!list->find.typing && draw_same(row, left.left, left.columns, key))
		return;
	draw_counts(screen, row, left);
	draw_keep();
}

static uint64_t labels_key(const struct list *list, uint64_t key)
{
	size_t marks[] = {list->column_chosen, list->column, list->sorted, list->down};

	for (size_t i = 0; i < list->columns.count; i++)
		key = draw_key(key, list->columns.items[i].label.data, list->columns.items[i].label.len);
	return draw_key(key, marks, sizeof(marks));
}

/* + and - tell the order without colour; the current column is bold. `key`: where the columns stand. */
static void draw_labels(const struct list *list, int row, struct rect rect, uint64_t key)
{
	struct buf words = BUF_INIT;
	int left = rect.left + LIST_MARGIN;

	if (draw_same(row, rect.left, rect.columns, labels_key(list, key)))
		return;
	for (size_t i = 0; i < list->columns.count; i++) {
		const struct column *column = &list->columns.items[i];
		enum style style = list->column_chosen && i == list->column ? STYLE_BOLD : STYLE_NORMAL;

		if (!column->shown)
			continue;
		buf_text(&words, buf_as_text(&column->label));
		if (i == list->sorted)
			buf_byte(&words, list->down ? '-' : '+');
		if (column->number)
			draw_buf_right(
				row, left + column->left + column->shown, column->shown + 1, style, &words);
		else
			draw_buf(row, left + column->left, column->shown + 1, style, &words);
	}
	draw_keep();
	buf_release(&words);
}

static void draw_cell(const struct column *column, const struct value *value, int row, int left)
{
	struct buf words = BUF_INIT;

	column_show(column, value, &words);
	if (column->number)
		draw_buf_right(row, left + column->left + column->shown, column->shown, STYLE_NORMAL, &words);
	else
		draw_buf(row, left + column->left, column->shown, STYLE_NORMAL, &words);
	buf_release(&words);
}

/* What a line looks like, besides what stands in its cells. */
struct look {
	bool urgent, tagged;
};

static void draw_row(
	const struct list *list, const struct view *view, struct look look, int row, struct rect rect)
{
	if (look.urgent)
		draw_text(row, rect.left + 1, 1, STYLE_WARN, TEXT("!"));
	else if (look.tagged)
		draw_text(row, rect.left + 1, 1, STYLE_MARK, TEXT("*"));
	for (size_t i = 0; i < list->columns.count; i++) {
		struct value value;

		if (list->columns.items[i].shown && view_get(view, (uint16_t)(CELL_FIRST + i), &value))
			draw_cell(&list->columns.items[i], &value, row, rect.left + LIST_MARGIN);
	}
	/* Both may be true of a row; the gap before the first column has room for the tag. */
	if (look.urgent && look.tagged)
		draw_text(row, rect.left + 2, 1, STYLE_MARK, TEXT("*"));
}

/* Where the columns stand. */
static uint64_t columns_key(const struct list *list)
{
	uint64_t key = draw_key(1, &list->columns.count, sizeof(list->columns.count));

	for (size_t i = 0; i < list->columns.count; i++) {
		const struct column *column = &list->columns.items[i];
		int places[] = {column->left, column->shown};

		key = draw_key(key, &column->field, sizeof(column->field));
		key = draw_key(key, places, sizeof(places));
	}
	return key;
}

/* Most lines are as they were in the frame before. */
static void draw_line(
	const struct screen *screen, const struct view *view, int row, struct rect rect, uint64_t key)
{
	const struct list *list = list_of(screen);
	struct look look = {
		list_urgent(list, view, screen->app->welcome.today), tags_has(&list->tags, view->id)};

	key = draw_key(key, &look, sizeof(look));
	key = draw_key(key, view->body.at, view->body.len);
	if (draw_same(row, rect.left + 1, rect.columns - 1, key))
		return;
	draw_row(list, view, look, row, rect);
	draw_keep();
}

/* What the columns had no room for, of the line under the cursor. */
static void draw_rest(const struct list *list, int row, struct rect rect, uint64_t key)
{
	const struct view *view = list_row(list);
	struct buf words = BUF_INIT, cell = BUF_INIT;
	struct value value;

	key = view ? draw_key(key, view->body.at, view->body.len) : key;
	if (draw_same(row, rect.left, rect.columns, key))
		return;
	for (size_t i = 0; view && i < list->columns.count; i++) {
		const struct column *column = &list->columns.items[i];

		if (!view_get(view, (uint16_t)(CELL_FIRST + i), &value))
			continue;
		buf_clear(&cell);
		column_show(column, &value, &cell);
		/* No character is wider than its bytes are many. */
		if ((int)cell.len <= column->shown || (int)text_width(buf_as_text(&cell)) <= column->shown)
			continue;
		if (words.len)
			buf_put(&words, "  ", 2);
		buf_text(&words, buf_as_text(&column->label));
		buf_byte(&words, ' ');
		buf_text(&words, buf_as_text(&cell));
	}
	draw_text(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL, buf_as_text(&words));
	draw_keep();
	buf_release(&words);
	buf_release(&cell);
}

void list_draw(const struct screen *screen, struct rect rect)
{
	const struct list *list = list_of(screen);
	struct rect all = rect;
	int room = rect.rows - LIST_HEAD - LIST_FOOT, first = rect.top + LIST_HEAD;
	size_t top = list->top;
	uint64_t key;

	/* The window may have become smaller since the cursor was moved. */
	if (room > 0 && list->at >= top + (size_t)room)
		top = list->at - (size_t)room + 1;
	if (list_width(screen) < rect.columns)
		rect.columns = list_width(screen);
	draw_head(screen, all, rect);
	key = columns_key(list);
	draw_labels(list, rect.top + 2, rect, key);
	for (int i = 0; i < room && top + (size_t)i < list->pages.total; i++) {
		const struct view *view = pages_row(&list->pages, top + (size_t)i);

		bool current = top + (size_t)i == list->at;

		if (current && !list->find.typing)
			draw_cursor(first + i, rect.left);
		if (current)
			draw_text(first + i, rect.left, 1, STYLE_NORMAL, TEXT(">"));
		if (view)
			draw_line(screen, view, first + i, rect, key);
	}
	if (list->pages.loaded && !list->pages.total)
		draw_text(first + 1, rect.left + LIST_MARGIN, rect.columns - 4, STYLE_NORMAL,
			tr_text(nothing_here(screen)));
	if (list->summed)
		list_foot_draw(screen, rect.top + rect.rows - 2, rect, key);
	draw_rest(list, rect.top + rect.rows - (list->summed ? 1 : 2), rect, key);
	beside_draw(&list->beside, all, list_width(screen));
}
