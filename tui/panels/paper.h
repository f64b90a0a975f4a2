/* A sheet of paper that is longer than what is seen of it: drawing goes on line by line, and only what is in
 * the rectangle is shown. */
#ifndef TUI_PANELS_PAPER_H
#define TUI_PANELS_PAPER_H

#include "tui/draw.h"
#include "tui/screen.h"

struct paper {
	struct rect rect;
	int scroll; /* lines above the rectangle */
	int line;   /* now */
};
/* On the current line; columns from the left edge of the sheet. */
void paper_text(const struct paper *paper, int column, int columns, enum style style, struct text text);
/* What was written, which is then empty; at the right end: returns the columns that are not left for others.
 */
void paper_buf(const struct paper *paper, int column, enum style style, struct buf *text);
int paper_buf_right(const struct paper *paper, enum style style, struct buf *text);
/* Items, one to a line of `items`, two blanks between; none is broken that fits on a line. Ends on the last.
 */
void paper_items(struct paper *paper, int column, int columns, enum style style, struct text items);
/* Wrapped; ends on its last line. */
void paper_wrap(struct paper *paper, int column, int columns, enum style style, struct text text);

#endif
