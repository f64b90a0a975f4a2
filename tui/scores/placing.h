/* Who of equals at the line of a grade gets its last places: ticked by the office, all at once, then why.
 * Held in the state of panel 5. */
#ifndef TUI_SCORES_PLACING_H
#define TUI_SCORES_PLACING_H

#include "tui/screen.h"

struct placing_choice {
	int64_t tie, left, kind;
	uint64_t *tied; /* all of the tie, as they were asked for */
	size_t tied_count, tied_room;
	struct buf chosen; /* their ids */
};
void placing_release(struct placing_choice *choice);

struct scores;
void scores_place(struct screen *screen);
bool scores_may_place(const struct screen *screen, struct message *why);
/* Below the ranking: which ties are open. */
void placing_words(const struct scores *scores, struct buf *out);

#endif
