/* A mark while it is entered: asked one thing after the other, what the rule demands with it too. Held in the
 * state of all screens of panel 5. */
#ifndef TUI_SCORES_MARKING_H
#define TUI_SCORES_MARKING_H

#include "tui/panels/rows.h"

enum mark_cell { MARK_AT_ITEM, MARK_AT_ROLE, MARK_AT_STATE };
enum { MARK_LINES_MOST = 9 };

struct marking {
	struct rows given; /* of the sheet that is shown */
	struct buf item, role, word, reason;
	int64_t points;
	bool counted; /* by points; else by a word */
	bool demands_evidence;
	uint64_t evidence; /* one that is there already; 0: a new one is made of these */
	struct buf number, issuer;
	int64_t date;
};

void marking_start(struct screen *screen);
/* Of the sheet that is chosen; `where` stays the caller's. */
void marking_ask(struct screen *screen, struct text where);
void marking_release(struct marking *marking);

#endif
