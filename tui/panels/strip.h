/* Twelve months in one line: what is normal is an o or a dot, an exception is one word wide. */
#ifndef TUI_PANELS_STRIP_H
#define TUI_PANELS_STRIP_H

#include "core/model/entities.h"
#include "tui/draw.h"

enum { STRIP_CELL = 3, STRIP_COLUMNS = 12 * STRIP_CELL };

/* What stands for a mark (enum strip_mark) in the reader's language; an unknown one is a blank. */
struct text strip_word(char mark);
/* Is it one of those that somebody should see? */
bool strip_exception(char mark);
/* Column of a month (1-12) within the strip. */
int strip_place(int month);
/* The month to the left or right; stays inside the year. 0 (none chosen) begins at `here`. */
int strip_step(int month, int by, int here);
/* First and last day of a month. */
void strip_range(int year, int month, int64_t *from, int64_t *to);
void strip_draw(int row, int left, struct text months);
void strip_draw_heading(int row, int left);
/* What a mark means, for the message line: a message id. */
const char *strip_meaning(char mark);

#endif
