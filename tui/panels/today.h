/* Inside of panel 1, for today.c and today_draw.c. */
#ifndef TUI_PANELS_TODAY_H
#define TUI_PANELS_TODAY_H

#include "tui/panels/find.h"
#include "tui/panels/rows.h"
#include "tui/panels/steps.h"

/* Cells of source today, in the order asked for. */
enum today_cell {
	CELL_SECTION,
	CELL_URGENT,
	CELL_WHAT,
	CELL_DUE,
	CELL_RULE,
	CELL_ENTITY,
	CELL_RECORD,
	CELL_WHO,
	CELL_GROUP,
	CELL_TIME,
	CELL_STEP,
};
enum today_strip_cell { CELL_MONTHS, CELL_HELD, CELL_ASKED, CELL_PRESENT, CELL_EXPECTED };

struct today_line {
	unsigned section;       /* 0: an empty line */
	const struct view *row; /* NULL: the section's heading */
};

struct today {
	struct steps steps; /* first: see steps.h */
	struct rows rows, meetings, study;
	struct today_line *lines;
	size_t line_count, line_room;
	uint64_t chosen; /* a row's id */
	size_t place;    /* its line, for when it goes */
	struct tags tags;
	struct find find;
	enum { TODAY_OPENS, TODAY_STEPS } wanted; /* what the record was asked for */
};
static inline struct today *today_of(const struct screen *screen)
{
	return screen->state;
}
void today_draw(const struct screen *screen, struct rect rect);

#endif
