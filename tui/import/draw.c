/* The import screen: the preview, fault by fault. */
#include "tui/draw.h"
#include "tui/import/parts.h"
#include "tui/shared.h"

static void draw_fault(
	const struct screen *screen, const struct view *fault, int row, struct rect rect, bool here)
{
	struct importing *importing = importing_of(screen);
	const struct table_row *line = import_row_of_fault(importing, fault);
	const struct table_row *header = &importing->table.rows[0];
	int64_t column = view_number_or(fault, FAULT_COLUMN, -1);
	struct buf text = BUF_INIT;
	struct text suggestions = view_text(fault, FAULT_SUGGESTIONS);
	int right = rect.left + rect.columns - 12;

	if (here)
		draw_text(row, rect.left, 1, STYLE_BOLD, TEXT(">"));
	if (!view_number(fault, FAULT_WARNING))
		draw_text(row, rect.left + 1, 1, STYLE_WARN, TEXT("!"));
	buf_printf(&text, "%4zu", line->number);
	draw_text(row, rect.left + 2, 4, STYLE_NORMAL, buf_as_text(&text));
	draw_text(row, rect.left + 8, 7, STYLE_NORMAL, line->count > 1 ? line->cells[1] : NO_TEXT);
	draw_text(row, rect.left + 16, 9, STYLE_NORMAL,
		column < 0                               ? tr_text("whole row")
			: (size_t)column < header->count ? header->cells[column]
							 : NO_TEXT);
	buf_clear(&text);
	if (column < 0)
		tr_format(&text, "{1} columns", "n", (int64_t)line->count);
	else if ((size_t)column < line->count)
		buf_text(&text, line->cells[column]);
	draw_text(row, rect.left + 26, 16, STYLE_NORMAL, buf_as_text(&text));
	buf_clear(&text);
	tr_encoded(view_text(fault, FAULT_MESSAGE), &text);
	draw_text(row, rect.left + 44, right - rect.left - 45, STYLE_NORMAL, buf_as_text(&text));
	buf_clear(&text);
	if (view_has(fault, FAULT_SWAP))
		buf_text(&text, tr_text("exchange"));
	for (size_t i = 0; i < suggestions.len; i++)
		buf_byte(&text, suggestions.at[i] == 0x1f ? ' ' : (uint8_t)suggestions.at[i]);
	draw_text(row, right, 12, STYLE_DIM, buf_as_text(&text));
	buf_release(&text);
}

/* The columns are narrow: what is wrong where the cursor is, in full. */
static void draw_whole(const struct importing *importing, struct rect rect, int row)
{
	struct buf line = BUF_INIT;
	struct view fault;

	if (!import_fault_at(importing, importing->at, &fault))
		return;
	tr_encoded(view_text(&fault, FAULT_MESSAGE), &line);
	draw_text(row, rect.left + 8, rect.columns - 9, STYLE_NORMAL, buf_as_text(&line));
	buf_release(&line);
}

static void draw_names(const struct importing *importing, struct rect rect, int row)
{
	struct row_walk names = view_rows(&importing->plan, IMPORTED_NAMES);
	struct buf line = BUF_INIT;

	while (row_walk_next(&names)) {
		buf_text(&line, line.len ? TEXT(" ") : tr_text("to be made: "));
		buf_text(&line, view_text(&names.row, NEW_NAME));
	}
	draw_text(row, rect.left + 1, rect.columns - 2, STYLE_DIM, buf_as_text(&line));
	buf_release(&line);
}

static void draw_faults(const struct screen *screen, struct rect rect)
{
	struct importing *importing = importing_of(screen);
	struct row_walk rows = view_rows(&importing->plan, IMPORTED_FAULTS);
	struct text unwritten = tr_text("nothing written yet");
	struct buf line = BUF_INIT;
	int row = rect.top + 1, bottom = rect.top + rect.rows - 5;
	size_t room = (size_t)(bottom - rect.top - 4),
	       top = importing->at < room ? 0 : importing->at - room + 1, at = 0;
	int64_t total = (int64_t)importing->table.count - 1 - (int64_t)import_skipped_count(importing);

	tr_format(&line, "{1}  {2} rows  {3} of {4} columns known", "snnn", importing->table.encoding,
		(int64_t)importing->table.count - 1, view_number(&importing->plan, IMPORTED_KNOWN),
		(int64_t)importing->table.rows[0].count);
	tr_format(&line, "   to import {1}  faults {2} in {3} rows  reminders {4}", "nnnn",
		total - view_number(&importing->plan, IMPORTED_BAD_ROWS),
		view_number(&importing->plan, IMPORTED_ERRORS),
		view_number(&importing->plan, IMPORTED_BAD_ROWS),
		view_number(&importing->plan, IMPORTED_WARNINGS));
	draw_text(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL, buf_as_text(&line));
	if ((int)(text_width(buf_as_text(&line)) + text_width(unwritten)) + 4 <= rect.columns)
		draw_right(row, rect.left + rect.columns - 1, rect.columns, STYLE_BOLD, unwritten);
	row += 2;
	draw_text(row, rect.left + 1, rect.columns - 2, STYLE_BOLD,
		tr_text("  row  name    column    it says           what is wrong                  F4"));
	for (row++; row_walk_next(&rows) && row < bottom; at++)
		if (at >= top) {
			if (at == importing->at && importing->mode == MODE_FAULTS)
				draw_cursor(row, rect.left);
			draw_fault(screen, &rows.row, row++, rect, at == importing->at);
		}
	if (!import_fault_count(importing)) {
		draw_text(row, rect.left + 3, rect.columns - 4, STYLE_GOOD,
			tr_text("Nothing is wrong: F2 imports"));
		draw_cursor(row, rect.left + 1);
	}
	if (importing->mode == MODE_FAULTS)
		draw_whole(importing, rect, bottom);
	draw_names(importing, rect, bottom + 2);
	draw_text(bottom + 3, rect.left + 1, rect.columns - 2, STYLE_DIM,
		tr_text("People already known are found by their number: only what differs is changed, empty "
			"cells change nothing."));
	buf_release(&line);
}

static void draw_cell(const struct screen *screen, struct rect rect)
{
	struct importing *importing = importing_of(screen);
	int row = rect.top + rect.rows - 5;
	struct buf label = BUF_INIT;
	struct view fault;

	if (!import_fault_at(importing, importing->at, &fault))
		return;
	tr_format(&label, "Row {1} {2}", "nS", (int64_t)import_row_of_fault(importing, &fault)->number,
		importing->table.rows[0].cells[view_number(&fault, FAULT_COLUMN)]);
	draw_text(row, rect.left + 1, 20, STYLE_BOLD, buf_as_text(&label));
	edit_line_draw(&importing->line, row, rect.left + 22, rect.columns - 24);
	buf_release(&label);
}

void import_draw(const struct screen *screen, struct rect rect)
{
	struct importing *importing = importing_of(screen);
	struct buf title = BUF_INIT;

	tr_format(&title, "Import {1}  {2}", "tS", importing->entity->name, importing->entity->label,
		buf_as_text(&importing->name));
	draw_title(screen, rect, buf_as_text(&title));
	buf_release(&title);
	if (importing->mode == MODE_PATH) {
		draw_text(rect.top + 2, rect.left + 1, 10, STYLE_BOLD, tr_text("File"));
		edit_line_draw(&importing->line, rect.top + 2, rect.left + 8, rect.columns - 10);
		draw_text(rect.top + 4, rect.left + 8, rect.columns - 10, STYLE_DIM,
			tr_text("A CSV file on this server, as ~/roster.csv; or paste rows copied from Excel "
				"or WPS, with their headings."));
		draw_text(rect.top + 5, rect.left + 8, rect.columns - 10, STYLE_DIM,
			tr_text("Nothing is written before you have seen the preview and agreed."));
		return;
	}
	draw_faults(screen, rect);
	if (importing->mode == MODE_CELL)
		draw_cell(screen, rect);
}
