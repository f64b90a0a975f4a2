/* A mark while it is entered: asked one thing after the other, what the rule demands with it too. Held in the
 * state of all screens of panel 5. */
#ifndef TUI_SCORES_MARKING_H
#define TUI_SCORES_MARKING_H

#include "tui/panels/rows.h"

enum mark_cell { MARK_AT_ITEM, MARK_AT_ROLE, MARK_AT_STATE, MARK_AT_WORD };
/* A line that people judge. */
enum judged_cell {
	JUDGED_ITEM,
	JUDGED_CASE,
	JUDGED_KIND,
	JUDGED_MARK,
	JUDGED_ROLE,
	JUDGED_RANGE,
	JUDGED_WORDS,
	JUDGED_ROLES,
	JUDGED_NEEDS,
	JUDGED_WORTH,
	JUDGED_PLACE,
	JUDGED_NUMBER
};
enum { MARK_LINES_MOST = 9, TICKS_MOST = 60 };

struct marking {
	struct rows given, judged; /* of the sheet that is shown */
	struct buf where;          /* of the given ones */
	size_t line;               /* of `judged`: under way */
	int64_t ticking;           /* of the item with that number */
	size_t tick_count;
	struct buf item, role, word, reason;
	int64_t points;
	bool counted; /* by points; else by a word */
	bool demands_evidence;
	uint64_t evidence; /* one that is there already; 0: a new one is made of these */
	struct buf number, issuer;
	int64_t date;
};

void marking_start(struct screen *screen);
/* Of the sheet that is chosen. */
void marking_ask(struct screen *screen);
void marking_release(struct marking *marking);
/* The mark of that role which another one takes the place of: two of one role would be averaged. NULL: none.
 */
const struct view *marking_before(const struct marking *marking, struct text item, struct text role);
/* Whose mark it is, and of whom, as a new record says it. */
void marking_about(struct screen *screen, struct text item, struct text role, struct patch *patch);
void marking_given(struct screen *screen, const struct answer *answer);
/* Asks for the mark of that line of `judged`. */
void marking_begin(struct screen *screen, size_t place);
/* What it is of: the case of a list, else the item. */
struct text judged_name(const struct view *line);
/* ticking.c: all cases of an item at once; 0: of the table as a whole. */
void ticking_ask(struct screen *screen, int64_t number);

#endif
