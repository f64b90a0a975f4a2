/* Inside of panel 3, for meetings.c and meetings_draw.c. */
#ifndef TUI_PANELS_MEETINGS_H
#define TUI_PANELS_MEETINGS_H

#include "tui/panels/find.h"
#include "tui/panels/meeting_rows.h"
#include "tui/panels/reading.h"
#include "tui/panels/steps.h"

enum meetings_block { BLOCK_GROUPS, BLOCK_LIST, BLOCK_READING };
enum { MEETINGS_WIDE = 120, MEETINGS_LEFT = 80, MEETINGS_LIST_LEAST = 5 };

/* Cells of source strip, in the order asked for. */
enum meetings_strip {
	STRIP_AT_NAME,
	STRIP_AT_MONTHS,
	STRIP_AT_HELD,
	STRIP_AT_DUE,
	STRIP_AT_PRESENT,
	STRIP_AT_EXPECTED,
	STRIP_AT_NEXT,
	STRIP_AT_TIME,
};

struct meetings {
	struct steps steps; /* first; its live record is the chosen meeting, when it is wanted */
	struct reading reading;
	int scroll;
	uint64_t read; /* the meeting that should be on the right */
	bool step_wanted;

	struct rows strips, list, systems;
	struct buf where;
	const struct view **shown; /* strips that the filter lets through */
	size_t shown_count, shown_room;
	uint64_t group;
	size_t place;
	uint64_t meeting; /* chosen in the list */
	size_t meeting_place;
	struct tags tags;

	enum meetings_block block;
	int year, month; /* month 0: none chosen */
	unsigned kind;   /* of the strips; 0: all */
	struct find find;
};
static inline struct meetings *meetings_of(const struct screen *screen)
{
	return screen->state;
}
/* The meeting at the right follows the list (meetings_right.c). */
void meetings_follow(struct screen *screen);
void meetings_record_came(struct screen *screen);
/* The month's first meeting of the kind, in the list; NULL: none. */
const struct view *meetings_of_month(const struct meetings *meetings, int month);
/* What the chosen group's strip shows for the chosen month (enum strip_mark); 0: nothing. */
char meetings_mark(const struct meetings *meetings);
/* Says it on the message line, with the rule. */
void meetings_explain(struct screen *screen);
/* Of a group without a line: the strips of all are for everybody, their records are not. A message id. */
const char *meetings_why_empty(const struct meetings *meetings);
void meetings_draw(const struct screen *screen, struct rect rect);
bool meetings_wide(const struct screen *screen);
/* The part of the right side; only when wide. */
struct rect meetings_sheet(struct rect rect);

#endif
