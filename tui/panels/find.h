/* Moving in a panel, and F3: rows are narrowed while one types, by 汉字, pinyin or initials. The first Esc
 * ends the typing, the second takes the filter away. */
#ifndef TUI_PANELS_FIND_H
#define TUI_PANELS_FIND_H

#include "tui/app.h"
#include "tui/edit_line.h"

struct find {
	bool typing;
	struct edit_line line;
};
void find_begin(struct screen *screen, struct find *find);
/* While typing: text and editing keys; Enter is left to the panel. True when used. */
bool find_event(struct find *find, const struct event *event);
/* Takes a filter away; false when there was none. */
bool find_clear(struct find *find);
bool find_on(const struct find *find);
bool find_matches(const struct find *find, struct text name);
/* What is narrowed by: over the free end of a line, with the caret while typing. */
void find_draw(const struct find *find, int row, int column, int columns);
void find_release(struct find *find);
/* Esc: the filter first, then one level back. */
void find_back(struct screen *screen, struct find *find);

/* How far a key moves: -1, 1, a page, or to an end (a large number); 0: not at all. Letters only while
 * `letters`. */
enum { MOVE_END = 1 << 20 };
int move_of(const struct event *event, int page, bool letters);
/* `place` moved and kept inside [0, count). */
size_t move_place(size_t place, int by, size_t count);

#endif
