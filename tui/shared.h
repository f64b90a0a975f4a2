/* Small things that several screens show in the same way. */
#ifndef TUI_SHARED_H
#define TUI_SHARED_H

#include "core/base/buf.h"
#include "tui/draw.h"

/* A group's name without 党小组 at its end. */
struct text group_short(struct text name);
/* The same of whoever is evaluated: a branch's without 党支部, too. */
struct text evaluated_short(struct text name);
/* 实到 of 应到 in percent with one decimal, as "94.1%"; nothing when nobody was due. Rounded half up. */
void rate_show(int64_t present, int64_t due, struct buf *out);
/* Draws so that the text ends before column `end`, in at most `columns` columns. */
void draw_right(int row, int end, int columns, enum style style, struct text text);
/* Draws what was written and empties it. */
void draw_buf(int row, int column, int columns, enum style style, struct buf *text);
void draw_buf_right(int row, int end, int columns, enum style style, struct buf *text);
/* Short items, one to a line of `items`, drawn one behind another in at most `most` rows, ".." where there
 * are more; returns how many rows that takes. Row -1 only counts. */
int draw_flow(struct text items, int row, int left, int columns, int most);
/* The first line to show of `count`, so that line `at` is among the `room` shown and in the middle of them
 * when there is more on both sides. */
size_t lines_top(size_t at, size_t count, size_t room);

/* A group's class or principle in a word: English names are too long for a column. */
struct text group_class_word(int64_t code, struct buf *room);
struct text group_principle_word(int64_t code, struct buf *room);

/* Ids that were tagged with Space. */
struct tags {
	uint64_t *ids;
	size_t count, room;
};
bool tags_has(const struct tags *tags, uint64_t id);
void tags_flip(struct tags *tags, uint64_t id);
void tags_release(struct tags *tags);

#endif
