#include "tui/panels/paper.h"

#include "tui/shared.h"

static int row_of(const struct paper *paper)
{
	int row = paper->line - paper->scroll;

	return row < 0 || row >= paper->rect.rows ? -1 : paper->rect.top + row;
}

void paper_text(const struct paper *paper, int column, int columns, enum style style, struct text text)
{
	int row = row_of(paper), most = paper->rect.columns - column;

	if (row >= 0 && most > 0)
		draw_text(row, paper->rect.left + column, columns < most ? columns : most, style, text);
}

/* Ends before `end` columns from the left edge. */
static void paper_right(const struct paper *paper, int end, enum style style, struct text text)
{
	int row = row_of(paper);

	if (row >= 0)
		draw_right(row, paper->rect.left + end, end, style, text);
}

void paper_buf(const struct paper *paper, int column, enum style style, struct buf *text)
{
	paper_text(paper, column, paper->rect.columns - column - 1, style, buf_as_text(text));
	buf_clear(text);
}

int paper_buf_right(const struct paper *paper, enum style style, struct buf *text)
{
	int width = (int)text_width(buf_as_text(text));

	paper_right(paper, paper->rect.columns - 1, style, buf_as_text(text));
	buf_clear(text);
	return width ? width + 2 : 0;
}

void paper_wrap(struct paper *paper, int column, int columns, enum style style, struct text text)
{
	for (;;) {
		size_t len = columns > 1 ? text_wrap(text, (size_t)columns) : text.len;

		paper_text(paper, column, columns, style, text_trim(text_take(text, len)));
		text = text_skip(text, len);
		if (!text.len || !len)
			return;
		paper->line++;
	}
}

void paper_items(struct paper *paper, int column, int columns, enum style style, struct text items)
{
	int used = 0;
	struct text item;

	while (text_split(&items, '\n', &item)) {
		int width = (int)text_width(item);

		if (used && used + 2 + width > columns) {
			paper->line++;
			used = 0;
		}
		used += used ? 2 : 0;
		paper_wrap(paper, column + used, columns - used, style, item);
		used += width;
	}
}
