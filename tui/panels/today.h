/* Inside of panel 1, for today.c and today_draw.c. */
#ifndef TUI_PANELS_TODAY_H
#define TUI_PANELS_TODAY_H

#include "tui/beside.h"
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
	TODAY_YEAR_GROUP,
	TODAY_YEAR_NAME,
	TODAY_YEAR_ENGLISH,
	TODAY_YEAR_KIND,
	TODAY_YEAR_MONTHS,
	TODAY_YEAR_HELD,
	TODAY_YEAR_DUE,
	TODAY_YEAR_PRESENT,
	TODAY_YEAR_EXPECTED,
	TODAY_YEAR_RULE,
	TODAY_YEAR_RULE_ENGLISH,
	TODAY_YEAR_EVERY,
	TODAY_YEAR_PEOPLE,
};
enum today_hours_cell { TODAY_HOURS_EACH, TODAY_HOURS_NEED };
enum today_standing_cell {
	TODAY_STANDING_RANK,
	TODAY_STANDING_GRADE,
	TODAY_STANDING_KNOWN,
	TODAY_STANDING_GROUP,
	TODAY_STANDING_PENDING
};
enum today_hint_cell {
	TODAY_HINT_GROUP,
	TODAY_HINT_WHAT,
	TODAY_HINT_POINTS,
	TODAY_HINT_DUE,
	TODAY_HINT_RULE,
	TODAY_HINT_WAY,
	TODAY_HINT_ENTITY,
	TODAY_HINT_RECORD,
	TODAY_HINT_SUBJECT,
};
enum today_effort_cell { TODAY_EFFORT_TYPED, TODAY_EFFORT_FILLED };

/* Besides the sections that source today knows: a secretary's table of groups, what is lost if nobody does
 * it, drafts, and what waits for his marks. */
enum { TODAY_TABLE = 100, TODAY_HINTS, TODAY_LEFT, TODAY_MARKS };
/* So many days before a quarter is over people look back on it. */
enum { QUARTER_ENDS = 14 };
struct today_line {
	unsigned section;       /* 0: an empty line */
	const struct view *row; /* NULL: the section's heading; of the table the group's first system */
};

/* Drafts, as the list of them has them. */
struct left {
	struct view *items;
	size_t count, room;
	struct arena arena;
};

struct today {
	struct steps steps; /* first: see steps.h */
	struct beside beside;
	struct rows rows, years, hours;
	/* Asked for when the rest is there: nobody waits for them. `now`: the quarter under way. */
	struct rows standing, now, hints, marks, effort;
	struct left left, bin; /* what is not finished; what was thrown away, once asked for */
	bool slow;             /* and only when somebody comes here, not at every commit of others */
	struct today_line *lines;
	size_t line_count, line_room;
	uint64_t chosen; /* today_key() of a line */
	size_t place;    /* its line, for when it goes */
	struct tags tags;
	struct find find;
	enum { TODAY_OPENS, TODAY_STEPS } wanted; /* what the record was asked for */
};
static inline struct today *today_of(const struct screen *screen)
{
	return screen->state;
}
/* What a line is known by; a row of source today by its id. */
uint64_t today_key(const struct today_line *line);
/* The line under the cursor, and its row when it is one of source today; NULL: none. */
const struct today_line *today_chosen_line(const struct today *today);
const struct view *today_chosen(const struct today *today);
/* The nearest line that can be chosen. */
void today_choose_near(struct today *today, size_t place);
/* today_hold.c */
void today_hold(struct screen *screen);
/* Makes the lines anew from the rows that are there. */
void today_arrange(struct screen *screen);
/* A row, below the heading of its section. */
void today_add_line(struct today *today, unsigned section, const struct view *row);
/* The last day of the quarter. */
int64_t today_quarter_end(int64_t day);
/* A secretary's part (today_branch.c): its questions, its lines, how they are drawn and opened. */
void today_branch_begin(struct screen *screen);
void today_branch_lines(struct screen *screen);
void today_branch_draw(const struct screen *screen, const struct today_line *line, int row, struct rect rect);
bool today_branch_open(struct screen *screen);
void today_branch_release(struct today *today);
/* What is not finished (today_left.c); `draft` NULL: the heading. */
void today_left_ask(struct screen *screen);
void today_left_lines(struct screen *screen);
void today_left_draw(const struct screen *screen, const struct view *draft, int row, struct rect rect);
bool today_left_open(struct screen *screen);
void today_left_release(struct left *left);
/* Copies of drafts. */
void left_clear(struct left *left);
void left_add(struct left *left, const struct view *draft);
/* today_bin.c: asks which thrown-away draft is put back. */
void today_bin_open(struct screen *screen);
/* today_marks.c: what waits for his marks. `more`: by how much the right columns stand further right. */
void today_marks_begin(struct screen *screen);
void today_marks_lines(struct screen *screen);
void today_marks_draw(
	const struct screen *screen, const struct view *mark, int row, struct rect rect, int more);
void today_marks_open(struct screen *screen, const struct view *mark);
/* Asks for the record; what is wanted of it (as `wanted`) is done when it came. */
void today_want(struct screen *screen, unsigned entity, uint64_t id, int what);
void today_open_row(struct screen *screen);
void today_open_record(struct screen *screen);
void today_draw(const struct screen *screen, struct rect rect);

#endif
