/* The only output: cells in memory, of which a frame sends what changed. Screens write text into rows;
 * ncurses, which nothing else knows, finds the shortest bytes; term.c sends them with one write. Without a
 * terminal (goldens, --keys) the cells are all there is. */
#ifndef TUI_DRAW_H
#define TUI_DRAW_H

#include "core/base/buf.h"

enum style {
	STYLE_NORMAL, /* the terminal's own colours; what people type is always this */
	STYLE_BOLD,
	STYLE_DIM,  /* secondary */
	STYLE_WARN, /* an exception; also said in words or by ! */
	STYLE_GOOD,
	STYLE_MARK, /* tagged, or changed by somebody else a moment ago */
	STYLE_BAR,  /* coloured blanks of a bar */
	STYLE_COUNT,
};

/* `term`: name for terminfo, tried first; then xterm-256color, xterm, vt100. NULL: no terminal, cells only.
 * False when no description of any terminal is installed. */
bool draw_open(const char *term, int rows, int columns);
void draw_close(void);
void draw_resize(int rows, int columns);
int draw_rows(void);
int draw_columns(void);

/* A new frame: everything blank. */
void draw_begin(void);
/* A part of a row, blank at first, that is drawn from what `key` was made of and from nothing else; who draws
 * it is in the key. True: it was so in the frame before, and it stands there again. Otherwise the caller
 * draws it, all of it and nothing else, and then says draw_keep(). The caret is not of it. */
bool draw_same(int row, int column, int columns, uint64_t key);
void draw_keep(void);
/* Makes such a key of one thing after the other; begin with 1. */
uint64_t draw_key(uint64_t key, const void *bytes, size_t len);
/* Text into at most `columns` columns from (row, column); what does not fit is cut and ended with "..".
 * Outside the screen nothing happens. Characters that would move the cursor or hide are shown as ?. */
void draw_text(int row, int column, int columns, enum style style, struct text text);
/* The same, but cut without "..": for what scrolls under the caret. */
void draw_cut(int row, int column, int columns, enum style style, struct text text);
/* Blanks. */
void draw_clear(int row, int column, int columns);
/* Where the caret is; always visible. */
void draw_cursor(int row, int column);
void draw_cursor_at(int *row, int *column);

/* The bytes that make the terminal show this frame, appended to `out`. After draw_again() all rows
 * once more, and no part is taken for the same. */
void draw_flush(struct buf *out);
void draw_again(void);
/* The frame as lines of text without blanks at their ends, as goldens hold it. */
void draw_dump(struct buf *out);

#endif
