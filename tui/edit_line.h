/* The one line editor, for everything that is typed on one line: fields, prompts, filters, minutes. Moves by
 * what a reader sees as one character; undoes in units of a word, a paste or a commit of the input method. */
#ifndef TUI_EDIT_LINE_H
#define TUI_EDIT_LINE_H

#include "tui/input.h"

struct edit_line {
	struct buf text;
	size_t caret; /* byte, at the edge of a grapheme */
	size_t most;  /* characters; 0: any number */
	struct edit_state {
		struct buf text;
		size_t caret;
	} * states; /* for undo: before each unit; [now, count) is redo */
	size_t count, now, room;
	enum key last_kind; /* what the last change was, for units */
};

void edit_line_release(struct edit_line *line);
/* Empties it and forgets what could be undone. */
void edit_line_clear(struct edit_line *line);
/* A new content with the caret at its end; nothing to undo. */
void edit_line_set(struct edit_line *line, struct text text);
struct text edit_line_text(const struct edit_line *line);
/* At the caret; newlines become blanks. What does not fit is left off. */
void edit_line_insert(struct edit_line *line, struct text text);
/* Takes text, pastes, arrows, Home, End, Backspace, Del, Ctrl-A E U K W D, Ctrl-Z Y. True when it was one of
 * these and did something, or stood at the edge; false for all other keys, and for undo with nothing to undo.
 */
bool edit_line_event(struct edit_line *line, const struct event *event);
/* Draws what is around the caret into the columns, and puts the cursor there. */
void edit_line_draw(const struct edit_line *line, int row, int column, int columns);

#endif
