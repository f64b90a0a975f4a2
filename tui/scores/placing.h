/* Who of equals at the line of a grade gets its last places: asked of the office, one after the other, then
 * why. Held in the state of panel 5. */
#ifndef TUI_SCORES_PLACING_H
#define TUI_SCORES_PLACING_H

#include "tui/screen.h"

enum { PLACING_MOST = 9 };

struct placing_choice {
	uint64_t offered[PLACING_MOST], chosen[PLACING_MOST];
	size_t offered_count, chosen_count;
	int64_t tie, left, kind;
};

struct scores;
struct buf;
void scores_place(struct screen *screen);
bool scores_may_place(const struct screen *screen, struct message *why);
/* Below the ranking: which ties are open. */
void placing_words(const struct scores *scores, struct buf *out);

#endif
