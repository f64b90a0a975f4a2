/* The cells of a frame: screens write them through draw.h, draw.c sends those that changed. */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include <wchar.h>
#include "tui/draw.h"

enum { MARKS_MAX = 3 }; /* a character and its combining marks */

struct cell {
	wchar_t chars[MARKS_MAX + 1];
	uint16_t style; /* two and two bytes: no padding, rows are compared by memcmp */
	uint16_t width; /* 2: the next cell belongs to it; 0: is such a cell */
};

/* All blank, and nothing shown. */
void frame_make(int rows, int columns);
void frame_release(void);
/* No part is the same in the next frame. */
void frame_forget_parts(void);
const struct cell *frame_row(int row);
/* The columns of a row from the first that is not as it was shown to behind the last; `all`: every one. From
 * now on it is shown. No half of a character changes alone but its first, which stands for the whole. False:
 * nothing. */
bool frame_changed(int row, bool all, int *first, int *end);

#endif
