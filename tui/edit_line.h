/* The one line editor, for everything that is typed on one line: fields, prompts, filters, minutes. Moves by
 * what a reader sees as one character; undoes in units of a word, a paste or a commit of the input method. */
#ifndef TUI_EDIT_LINE_H
#define TUI_EDIT_LINE_H

#include "tui/input.h"

/* What was done, for joining what belongs to one unit of undo. */
enum edit_kind { EDIT_ALONE, EDIT_TYPING, EDIT_BACK, EDIT_NEXT };

struct edit_change {
	size_t at;
	struct buf removed, inserted;
	size_t caret; /* before it */
};

struct edit_line {
	struct buf text;
	size_t caret;                /* byte, at the edge of a grapheme */
	size_t most;                 /* characters; 0: any number */
	bool lines;                  /* newlines stay, see edit_text.h */
	struct edit_change *changes; /* for undo, a unit each; [now, count) is redo */
	size_t count, now, room;
	enum edit_kind last;
	size_t same_head, same_tail; /* bytes at both ends that no change touched since edit_line_seen() */
};

void edit_line_release(struct edit_line *line);
/* Empties it and forgets what could be undone. */
void edit_line_clear(struct edit_line *line);
/* A new content with the caret at its end; nothing to undo. */
void edit_line_set(struct edit_line *line, struct text text);
struct text edit_line_text(const struct edit_line *line);
/* At the caret, as a unit of its own; newlines become blanks, those at the end are left off. What does not
 * fit is left off too. */
void edit_line_insert(struct edit_line *line, struct text text);
/* Takes text, pastes, arrows, Home, End, Ctrl-arrows by words, Backspace, Del, Ctrl-A E U K W D, Ctrl-Z Y.
 * True when it was one of these and did something, or stood at the edge; false for all other keys, and for
 * undo with nothing to undo. */
bool edit_line_event(struct edit_line *line, const struct event *event);
/* Where the next word begins, or the one before. Runs of Han, of letters and of punctuation are words. */
size_t edit_line_word(const struct edit_line *line, bool back);
/* Replaces [from, to), caret behind it; `kind` other than EDIT_ALONE joins neighbouring changes of the kind.
 */
void edit_line_replace(struct edit_line *line, size_t from, size_t to, struct text with, enum edit_kind kind);
/* Forgets which bytes were touched. */
void edit_line_seen(struct edit_line *line);

/* The slice around the caret that is shown in so many columns, and the caret's column in it: it moves by half
 * a field, so that most keys move nothing. */
struct text edit_line_shown(const struct edit_line *line, int columns, int *caret);
/* Draws that slice, and puts the cursor there. */
void edit_line_draw(const struct edit_line *line, int row, int column, int columns);

#endif
