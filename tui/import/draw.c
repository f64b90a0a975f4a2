/* The import screen: the preview, fault by fault. */
#include "tui/draw.h"
#include "tui/import/parts.h"
#include "tui/shared.h"

/* Columns of a fault's line; the last two share what is there. On wide windows the row stands at the right.
 */
enum { ROW_AT = 2, NAME_AT = 8, COLUMN_AT = 16, CELL_AT = 26, WRONG_AT = 44, OFFER_WIDTH = 12 };
enum { SIDE_FROM = 130, SIDE_WIDTH = 56, HEADING_WIDTH = 16 };
/* Lines below the faults: the cell, what is wrong with it, and two that say how it goes on. */
enum { FOOT = 5, TALL = 30 };

static struct rect list_of(struct rect rect)
{
	if (rect.columns >= SIDE_FROM)
		rect.columns -= SIDE_WIDTH;
	return rect;
}

static int offer_at(struct rect rect)
{
	int room = rect.columns - WRONG_AT, wrong = room / 2;

	return rect.left + WRONG_AT +
		(room - wrong > OFFER_WIDTH + 1 && wrong > 24 ? wrong : room - OFFER_WIDTH);
}

static void draw_fault(
	const struct screen *screen, const struct view *fault, int row, struct rect rect, bool here)
{
	struct importing *importing = importing_of(screen);
	const struct table_row *line = import_row_of_fault(importing, fault);
	int offer = offer_at(rect);
	struct buf text = BUF_INIT;

	if (here)
		draw_text(row, rect.left, 1, STYLE_BOLD, TEXT(">"));
	if (!view_number(fault, FAULT_WARNING))
		draw_text(row, rect.left + 1, 1, STYLE_WARN, TEXT("!"));
	buf_printf(&text, "%5zu", line->number);
	draw_buf(row, rect.left + ROW_AT, 5, STYLE_NORMAL, &text);
	draw_text(row, rect.left + NAME_AT, 7, STYLE_NORMAL, line->count > 1 ? line->cells[1] : NO_TEXT);
	draw_text(row, rect.left + COLUMN_AT, 9, STYLE_NORMAL,
		import_heading(importing, view_number_or(fault, FAULT_COLUMN, -1)));
	import_fault_cell(importing, fault, &text);
	draw_buf(row, rect.left + CELL_AT, WRONG_AT - CELL_AT - 2, STYLE_NORMAL, &text);
	import_fault_brief(fault, &text);
	draw_buf(row, rect.left + WRONG_AT, offer - rect.left - WRONG_AT - 1, STYLE_NORMAL, &text);
	import_fault_offer(importing, fault, &text);
	draw_buf(row, offer, rect.left + rect.columns - offer - 1, STYLE_DIM, &text);
	buf_release(&text);
}

/* The whole row as the file has it, each cell behind its heading. */
static void draw_side(struct importing *importing, struct rect rect, int row, int bottom)
{
	const struct table_row *header = &importing->table.rows[0], *line;
	int left = rect.left + rect.columns - SIDE_WIDTH;
	struct buf text = BUF_INIT;
	struct view fault, other;

	if (rect.columns < SIDE_FROM || !import_fault_at(importing, importing->at, &fault))
		return;
	line = import_row_of_fault(importing, &fault);
	tr_format(&text, "Row {1} of the file", "n", (int64_t)line->number);
	draw_buf(row++, left, SIDE_WIDTH, STYLE_BOLD, &text);
	for (size_t i = 0; i < line->count && row < bottom; i++, row++) {
		bool wrong = false;

		for (size_t f = 0; import_fault_at(importing, f, &other) && !wrong; f++)
			wrong = import_row_of_fault(importing, &other) == line &&
				view_number_or(&other, FAULT_COLUMN, -1) == (int64_t)i &&
				!view_number(&other, FAULT_WARNING);
		if (wrong)
			draw_text(row, left, 1, STYLE_WARN, TEXT("!"));
		draw_text(row, left + 2, HEADING_WIDTH, STYLE_DIM,
			i < header->count ? header->cells[i] : NO_TEXT);
		draw_text(row, left + 3 + HEADING_WIDTH, SIDE_WIDTH - HEADING_WIDTH - 4, STYLE_NORMAL,
			line->cells[i]);
	}
	buf_release(&text);
}

/* The cell under the cursor, where Enter writes, and below it what is wrong in full. */
static void draw_cell(const struct screen *screen, struct rect rect, int row)
{
	struct importing *importing = importing_of(screen);
	int at = rect.left + 1, most = rect.left + rect.columns - 3;
	struct buf text = BUF_INIT;
	struct view fault;

	if (!import_fault_at(importing, importing->at, &fault))
		return;
	tr_format(&text, "Row {1} {2}", "nS", (int64_t)import_row_of_fault(importing, &fault)->number,
		import_heading(importing, view_number_or(&fault, FAULT_COLUMN, -1)));
	draw_text(row, at, 30, STYLE_BOLD, buf_as_text(&text));
	at += (int)text_width(buf_as_text(&text)) + 3;
	buf_clear(&text);
	if (importing->mode == MODE_CELL) {
		draw_text(row, at, 1, STYLE_NORMAL, TEXT("["));
		draw_text(row, most, 1, STYLE_NORMAL, TEXT("]"));
		edit_line_draw(&importing->line, row, at + 1, most - at - 1);
	} else {
		import_fault_cell(importing, &fault, &text);
		draw_buf(row, at, most - at, STYLE_NORMAL, &text);
	}
	import_fault_words(&fault, &text);
	draw_buf(row + 1, rect.left + 1, rect.columns - 2, STYLE_WARN, &text);
	buf_release(&text);
}

/* "将新建党支部2个：" and the names, one to a line. */
static void names_of(const struct importing *importing, int64_t entity, struct buf *out)
{
	struct row_walk names = view_rows(&importing->plan, IMPORTED_NAMES);
	struct buf label = BUF_INIT, list = BUF_INIT;
	int64_t count = 0;

	while (row_walk_next(&names)) {
		if (view_number(&names.row, NEW_NAME_ENTITY) != entity)
			continue;
		buf_put(&list, "\n", count++ > 0);
		buf_text(&list, view_text(&names.row, NEW_NAME));
	}
	entity_label(schema_entity(&court_schema, (unsigned)entity), words_language(), &label);
	tr_format(out, "to be made, {1} {2}: ", "Sn", buf_as_text(&label), count);
	buf_text(out, buf_as_text(&list));
	buf_release(&label);
	buf_release(&list);
}

/* All in one row. */
static void draw_some_names(const struct importing *importing, struct rect rect, int row)
{
	struct row_walk names = view_rows(&importing->plan, IMPORTED_NAMES);
	struct buf line = BUF_INIT;

	while (row_walk_next(&names)) {
		buf_text(&line, line.len ? TEXT(" ") : tr_text("to be made: "));
		buf_text(&line, view_text(&names.row, NEW_NAME));
	}
	draw_buf(row, rect.left + 1, rect.columns - 2, STYLE_DIM, &line);
	buf_release(&line);
}

/* From `row` to `last`, kind by kind; of each at least a row. */
static void draw_names(const struct importing *importing, struct rect rect, int row, int last)
{
	struct row_walk names = view_rows(&importing->plan, IMPORTED_NAMES);
	int64_t before = 0;
	struct buf items = BUF_INIT;

	while (row_walk_next(&names) && row <= last) {
		int64_t entity = view_number(&names.row, NEW_NAME_ENTITY);

		if (entity == before)
			continue;
		before = entity;
		buf_clear(&items);
		names_of(importing, entity, &items);
		row += draw_flow(buf_as_text(&items), row, rect.left + 1, rect.columns - 2, last - row + 1);
	}
	buf_release(&items);
}

/* What is new; while there are faults, what to do with them, unless there is room for both. */
static void draw_foot(const struct importing *importing, struct rect rect, int row, int free_row)
{
	bool faults = view_number(&importing->plan, IMPORTED_ERRORS);

	/* Without faults the names may have all the rows that are left. */
	if (!faults && free_row + 1 < row - 3)
		draw_names(importing, rect, free_row + 1, row - 4);
	else if (!faults || rect.rows >= TALL)
		draw_some_names(importing, rect, faults ? row - 1 : row);
	if (faults)
		draw_text(row, rect.left + 1, rect.columns - 2, STYLE_DIM,
			tr_text("Mend faulty rows or leave them out (Space), then F2; it can be undone "
				"whole."));
	draw_text(row + 1, rect.left + 1, rect.columns - 2, STYLE_DIM,
		tr_text("Known numbers are updated where a cell differs; empty cells change nothing."));
}

static void draw_summary(const struct importing *importing, struct rect rect, int row)
{
	struct text unwritten = tr_text("nothing written yet");
	int64_t rows = (int64_t)importing->table.count - 1, columns = (int64_t)importing->table.rows[0].count,
		known = view_number(&importing->plan, IMPORTED_KNOWN);
	struct buf line = BUF_INIT;

	tr_format(&line, "{1}  {2} rows", "sn", importing->table.encoding, rows);
	if (known == columns)
		tr_format(&line, "  all {1} columns known", "n", known);
	else
		tr_format(&line, "  {1} of {2} columns known", "nn", known, columns);
	tr_format(&line, "   {1} ready  {2} faults in {3} rows  {4} notes", "nnnn",
		rows - (int64_t)import_skipped_count(importing) -
			view_number(&importing->plan, IMPORTED_BAD_ROWS),
		view_number(&importing->plan, IMPORTED_ERRORS),
		view_number(&importing->plan, IMPORTED_BAD_ROWS),
		view_number(&importing->plan, IMPORTED_WARNINGS));
	if (importing->only != ALL_COLUMNS)
		tr_format(&line, "  only {1}", "S", import_heading(importing, importing->only));
	draw_text(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL, buf_as_text(&line));
	if ((int)(text_width(buf_as_text(&line)) + text_width(unwritten)) + 4 <= rect.columns)
		draw_right(row, rect.left + rect.columns - 1, rect.columns, STYLE_BOLD, unwritten);
	buf_release(&line);
}

static void draw_headings(const struct importing *importing, struct rect rect, int row)
{
	static const struct {
		int at;
		const char *words;
	} headings[] = {{ROW_AT + 2, N_("row")}, {COLUMN_AT, N_("column")}, {CELL_AT, N_("it says")},
		{WRONG_AT, N_("what is wrong")}};

	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++)
		draw_text(row, rect.left + headings[i].at, 18, STYLE_BOLD, tr_text(headings[i].words));
	/* Whoever the row is about stands behind its number in most files. */
	draw_text(row, rect.left + NAME_AT, 7, STYLE_BOLD, import_heading(importing, 1));
	draw_text(row, offer_at(rect), 4, STYLE_BOLD, TEXT("F4"));
}

static void draw_faults(const struct screen *screen, struct rect rect)
{
	struct importing *importing = importing_of(screen);
	struct rect list = list_of(rect);
	int first = rect.top + 4, bottom = rect.top + rect.rows - FOOT - (rect.rows >= TALL);
	size_t count = import_fault_count(importing), room = (size_t)(bottom - first),
	       top = importing->at < room ? 0 : importing->at - room + 1;
	struct view fault;

	draw_summary(importing, rect, rect.top + 1);
	draw_headings(importing, list, rect.top + 3);
	for (size_t i = top; i < count && i < top + room; i++) {
		int row = first + (int)(i - top);

		import_fault_at(importing, i, &fault);
		if (i == importing->at && importing->mode == MODE_FAULTS)
			draw_cursor(row, rect.left);
		draw_fault(screen, &fault, row, list, i == importing->at);
	}
	if (!count) {
		draw_text(first, rect.left + 3, rect.columns - 4, STYLE_GOOD,
			tr_text("Nothing is wrong: F2 imports"));
		draw_cursor(first, rect.left + 1);
	}
	draw_side(importing, rect, rect.top + 3, bottom);
	draw_cell(screen, rect, bottom + 1);
	draw_foot(importing, rect, rect.top + rect.rows - 2, first + (int)(count ? count : 1));
}

void import_draw(const struct screen *screen, struct rect rect)
{
	struct importing *importing = importing_of(screen);
	struct buf title = BUF_INIT;

	tr_format(&title, "Import {1}  {2}", "tS", importing->entity->name, importing->entity->label,
		buf_as_text(&importing->name));
	draw_title(screen, rect, buf_as_text(&title));
	buf_release(&title);
	if (importing->mode != MODE_PATH) {
		draw_faults(screen, rect);
		return;
	}
	draw_text(rect.top + 2, rect.left + 1, 10, STYLE_BOLD, tr_text("File"));
	edit_line_draw(&importing->line, rect.top + 2, rect.left + 8, rect.columns - 10);
	draw_text(rect.top + 4, rect.left + 8, rect.columns - 10, STYLE_DIM,
		tr_text("A CSV file on this server, as ~/roster.csv; or paste rows copied from Excel "
			"or WPS, with their headings."));
	draw_text(rect.top + 5, rect.left + 8, rect.columns - 10, STYLE_DIM,
		tr_text("Nothing is written before you have seen the preview and agreed."));
}
