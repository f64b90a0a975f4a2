/* The minutes as a page: lines wrapped, oldest on top, and below them the new one, whose last row never moves
 * and has empty rows below it for the input method; a long one grows upwards, and few lines stand right above
 * it, their heading with them. The caret goes up into the lines written before, where they stand; the page
 * moves only when it comes to an edge. */
#include "tui/draw.h"
#include "tui/meeting/minutes.h"

enum { HEAD = 3, TIME_AT = 1, SPEAKER_AT = 8, TEXT_AT = 16, BELOW = 4, TIGHT = 4 };

/* Where things stand: rows [top, bottom) are for lines written before. */
struct page {
	int left, columns; /* of the text */
	int top, bottom;
	int caret; /* the last row of the new line */
};

/* --- wrapping --- */

static int wrapped_rows(struct text text, int columns)
{
	int rows = 1;
	size_t bytes;

	while ((bytes = text_wrap(text, (size_t)columns)) < text.len) {
		text = text_skip(text, bytes);
		rows++;
	}
	return rows;
}

/* The nth row, without its end when it is the last. */
static struct text wrapped_row(struct text text, int columns, int nth)
{
	size_t bytes = text_wrap(text, (size_t)columns);

	for (; nth > 0 && bytes < text.len; nth--) {
		text = text_skip(text, bytes);
		bytes = text_wrap(text, (size_t)columns);
	}
	return text_take(text, bytes);
}

/* The row of the caret; it stands behind a full row only at the very end. */
static int caret_row(const struct edit_line *line, int columns, int *column)
{
	struct text text = edit_line_text(line);
	size_t at = line->caret, bytes;
	int row = 0, width;

	while ((bytes = text_wrap(text, (size_t)columns)) <= at && bytes < text.len) {
		text = text_skip(text, bytes);
		at -= bytes;
		row++;
	}
	width = (int)text_width(text_take(text, at));
	*column = width < columns ? width : columns;
	return row;
}

/* --- the page --- */

static int text_columns(const struct screen *screen)
{
	int columns = meeting_columns(screen);

	return columns > TEXT_AT + 10 ? columns - TEXT_AT - 1 : 10;
}

static struct page page_of(const struct screen *screen, struct rect rect)
{
	const struct meeting *meeting = meeting_of(screen);
	int columns = text_columns(screen), room;
	int lines = wrapped_rows(edit_line_text(&meeting->line), columns);
	struct page page = {rect.left, columns, 0, 0, 0};

	page.top = rect.top + HEAD + meeting_folded_rows(meeting, rect) + 1;
	page.caret = rect.top + rect.rows - 1 - BELOW;
	room = page.caret - page.top;
	if (!meeting->row)
		page.bottom = page.caret - (lines < room ? lines : room);
	else /* on a small screen the new line gives its row while the caret is elsewhere */
		page.bottom = room < TIGHT ? page.caret + 1 : page.caret - 1;
	return page;
}

static struct text text_of_row(const struct meeting *meeting, const struct view *row)
{
	return meeting->section == SECTION_MINUTES && row->id == meeting->row ? edit_line_text(&meeting->line)
									      : view_text(row, MINUTES_TEXT);
}

/* Rows of all lines; `*caret` is that of the caret among them, -1: it is in the new line. */
static int count_rows(const struct meeting *meeting, int columns, int *caret)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_MINUTES);
	int total = 0, column;

	*caret = -1;
	while (row_walk_next(&rows)) {
		if (meeting->section == SECTION_MINUTES && rows.row.id == meeting->row)
			*caret = total + caret_row(&meeting->line, columns, &column);
		total += wrapped_rows(text_of_row(meeting, &rows.row), columns);
	}
	return total;
}

/* The rows below those in sight: as before, unless the caret would not be in sight. */
static int hidden_rows(const struct meeting *meeting, int total, int caret, int room)
{
	int first, hidden = meeting->hidden < total - room ? meeting->hidden : total - room;

	if (caret < 0 || total <= room)
		return 0;
	first = total - room - hidden;
	if (caret < first)
		hidden += first - caret;
	else if (caret >= first + room)
		hidden = total - 1 - caret;
	return hidden;
}

bool minutes_move_row(struct screen *screen, int by)
{
	struct edit_line *line = &meeting_of(screen)->line;
	int columns = text_columns(screen), column, row = caret_row(line, columns, &column) + by;
	struct text all = edit_line_text(line), there;

	if (row < 0 || row >= wrapped_rows(all, columns))
		return false;
	there = wrapped_row(all, columns, row);
	line->caret = (size_t)(there.at - all.at) + text_fit(there, (size_t)column, NULL);
	return true;
}

void minutes_scroll(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct page page = page_of(screen, (struct rect){0, 0, screen->app->rows - 2, screen->app->columns});
	int caret, total = count_rows(meeting, page.columns, &caret);

	meeting->hidden = hidden_rows(meeting, total, caret, page.bottom - page.top);
}

/* --- drawing --- */

static void draw_heading(
	const struct meeting *meeting, int at, int left, int64_t minute, bool after, uint64_t speaker)
{
	struct text name = live_name(&meeting->live, ENTITY_PERSON, speaker);
	/* A name of four characters takes one of the two blanks before it. */
	int wide = text_width(name) >= TEXT_AT - SPEAKER_AT;
	struct buf room = BUF_INIT;

	if (after)
		buf_text(&room, tr_text("after"));
	else if (minute >= 0)
		time_format(minute, &room);
	draw_text(at, left + TIME_AT, 6, STYLE_DIM, buf_as_text(&room));
	draw_text(at, left + SPEAKER_AT - wide, TEXT_AT - SPEAKER_AT - 1 + wide, STYLE_NORMAL, name);
	buf_release(&room);
}

/* Those rows of one wrapped line that stand on the page, the first of them at `at`. */
static int draw_wrapped(struct text text, int at, const struct page *page)
{
	do {
		size_t bytes = text_wrap(text, (size_t)page->columns);

		if (at >= page->top && at < page->bottom)
			draw_text(at, page->left + TEXT_AT, page->columns, STYLE_NORMAL,
				text_trim(text_take(text, bytes)));
		text = text_skip(text, bytes);
		at++;
	} while (text.len);
	return at;
}

/* The line under the caret, its first row at `at`. */
static void draw_edited(const struct edit_line *line, int at, const struct page *page, int from, int to)
{
	int column, row = caret_row(line, page->columns, &column);
	int rows = wrapped_rows(edit_line_text(line), page->columns);

	for (int i = 0; i < rows; i++)
		if (at + i >= from && at + i < to)
			draw_cut(at + i, page->left + TEXT_AT, page->columns, STYLE_NORMAL,
				wrapped_row(edit_line_text(line), page->columns, i));
	if (at + row >= from && at + row < to)
		draw_cursor(at + row, page->left + TEXT_AT + column);
}

/* Where few lines begin: above the line that is typed; without one at the top, as on paper. */
static int first_row(const struct page *page, int total)
{
	return page->caret ? page->bottom - total : page->top;
}

static void draw_lines(const struct screen *screen, const struct page *page)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_MINUTES);
	int room = page->bottom - page->top, caret, total = count_rows(meeting, page->columns, &caret);
	int at = total <= room ? first_row(page, total)
			       : page->bottom - total + hidden_rows(meeting, total, caret, room);

	while (at < page->bottom && row_walk_next(&rows)) {
		struct text text = text_of_row(meeting, &rows.row);

		if (at >= page->top)
			draw_heading(meeting, at, page->left, view_number_or(&rows.row, MINUTES_TIME, -1),
				view_number(&rows.row, MINUTES_AFTER),
				(uint64_t)view_number(&rows.row, MINUTES_SPEAKER));
		if (caret >= 0 && rows.row.id == meeting->row) {
			draw_edited(&meeting->line, at, page, page->top, page->bottom);
			at += wrapped_rows(text, page->columns);
		} else {
			at = draw_wrapped(text, at, page);
		}
	}
}

void minutes_draw_last(const struct screen *screen, struct rect rect)
{
	struct page page = {rect.left, text_columns(screen), rect.top, rect.top + rect.rows, 0};

	draw_lines(screen, &page);
}

void minutes_draw(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	const struct edit_line *line = &meeting->line;
	struct page page = page_of(screen, rect);
	int caret, first = page.caret + 1 - wrapped_rows(edit_line_text(line), page.columns);

	meeting_folded(screen, rect, row);
	row = count_rows(meeting, page.columns, &caret);
	row = row < page.bottom - page.top ? page.bottom - row - 1 : page.top - 1;
	draw_text(row, rect.left + 1, 10, STYLE_BOLD, tr_text("Minutes"));
	draw_lines(screen, &page);
	if (meeting->row) {
		if (page.bottom < page.caret)
			draw_heading(meeting, page.caret, rect.left, -1, !meeting_running(meeting),
				meeting->speaker);
		return;
	}
	draw_heading(meeting, first > page.top ? first : page.top, rect.left, meeting->typed_at,
		meeting->typed_at < 0 && !meeting_running(meeting), meeting->speaker);
	draw_edited(line, first, &page, page.top, page.caret + 1);
}
