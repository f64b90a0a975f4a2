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
	CELL_GROUP_NUMBER,
};
enum today_year_cell {
	TODAY_YEAR_NAME,
	TODAY_YEAR_ENGLISH,
	TODAY_YEAR_KIND,
	TODAY_YEAR_MONTHS,
	TODAY_YEAR_HELD,
	TODAY_YEAR_DUE,
	TODAY_YEAR_PRESENT,
	TODAY_YEAR_EXPECTED,
};
enum today_hours_cell { TODAY_HOURS_EACH, TODAY_HOURS_NEED };
enum today_standing_cell { TODAY_STANDING_RANK, TODAY_STANDING_GRADE, TODAY_STANDING_TOTAL };
enum today_effort_cell { TODAY_EFFORT_TYPED, TODAY_EFFORT_FILLED };

struct today_line {
	unsigned section;       /* 0: an empty line */
	const struct view *row; /* NULL: the section's heading */
};

struct today {
	struct steps steps; /* first: see steps.h */
	struct rows rows, years, hours;
	struct rows standing, effort; /* asked for when the rest is there: nobody waits for them */
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
/* The row under the cursor; NULL: none. */
const struct view *today_chosen(const struct today *today);
/* Asks for the record; what is wanted of it (as `wanted`) is done when it came. */
void today_want(struct screen *screen, unsigned entity, uint64_t id, int what);
void today_open_row(struct screen *screen);
void today_open_meeting(struct screen *screen);
void today_draw(const struct screen *screen, struct rect rect);

#endif
