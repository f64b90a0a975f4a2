/* What reading.c and reading_roll.c share. */
#ifndef TUI_PANELS_READING_PARTS_H
#define TUI_PANELS_READING_PARTS_H

#include "tui/panels/paper.h"
#include "tui/panels/reading.h"

/* Columns of the sheet: a part's label, the mark of an exception, its content, an item's text, minutes. */
enum { LABEL_AT = 1, BANG_AT = 6, VALUE_AT = 8, ITEM_AT = 11, TEXT_AT = 16 };

enum { TASK_AT_ITEM, TASK_AT_STATE };
enum {
	HISTORY_AT_MOMENT,
	HISTORY_AT_AUTHOR,
	HISTORY_AT_ACTION,
	HISTORY_AT_REASON,
	HISTORY_AT_SEQUENCE,
	HISTORY_AT_FIELD,
	HISTORY_AT_NEW
};
enum { POINTS_AT_ITEM, POINTS_AT_WORTH, POINTS_AT_TALLY };

/* 0: the Party affairs office. */
struct text reading_person(const struct live *live, uint64_t id);
void reading_choice(const struct choice *choices, int64_t code, struct buf *out);
void reading_label(const struct paper *paper, const char *id);
void reading_moment(const struct live *live, int64_t moment, struct buf *out);
/* What came of it: warnings, history, points, signatures. */
void reading_after(const struct reading *reading, struct paper *paper);
void reading_roll(const struct reading *reading, struct paper *paper);

#endif
