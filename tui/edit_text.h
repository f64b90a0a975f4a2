/* The editor for texts of several paragraphs. A paragraph ends with a newline and is wrapped into lines as a
 * reader of Chinese expects (text_wrap). What edit_line.h says of undo holds here. */
#ifndef TUI_EDIT_TEXT_H
#define TUI_EDIT_TEXT_H

#include "tui/edit_line.h"

struct edit_text {
	struct edit_line edit; /* content, caret, undo */
	int rows, columns;     /* of the window, see edit_text_size() */
	size_t *starts;        /* byte where each line begins; kept up by every call */
	size_t count, room;
	size_t length; /* bytes of the text that `starts` belongs to */
	size_t top;    /* first line in the window */
	int goal;      /* display column that Up and Down keep; -1: the caret's own */
	bool line_end; /* at a soft line end the caret stands behind the line, not before the next */
};

#define EDIT_TEXT_INIT \
	{ \
		.edit = {.lines = true}, .rows = 1, .columns = 80, .goal = -1 \
	}

void edit_text_release(struct edit_text *text);
/* A new content with the caret at its beginning; nothing to undo. */
void edit_text_set(struct edit_text *text, struct text content);
struct text edit_text_text(const struct edit_text *text);
/* The window it is shown in. One column is kept for the caret behind a full line. Call it before events and
 * drawing; costs nothing when nothing changed. */
void edit_text_size(struct edit_text *text, int rows, int columns);
/* Takes all that edit_line takes (Home and End of the line, Ctrl-K and Ctrl-U of the paragraph), Enter, Up,
 * Down, PgUp, PgDn, Ctrl-Home and Ctrl-End. False for other keys, and for Up on the first and Down on the
 * last line: a form goes to the neighbouring field. */
bool edit_text_event(struct edit_text *text, const struct event *event);

size_t edit_text_lines(const struct edit_text *text);
/* One line without its newline. */
struct text edit_text_line(const struct edit_text *text, size_t nth);
/* The caret's line (of all) and display column. */
void edit_text_caret(const struct edit_text *text, size_t *line, int *column);
/* Draws the window at (row, column), and puts the cursor there. */
void edit_text_draw(const struct edit_text *text, int row, int column);

#endif
