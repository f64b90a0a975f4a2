/* What others changed in a record since a moment, from its history. */
#ifndef TUI_SINCE_H
#define TUI_SINCE_H

#include "tui/app.h"

/* Asks for the newest changes; `done` walks them with since_next(). */
void since_ask(struct screen *screen, unsigned entity, uint64_t id, screen_answer *done);

struct since {
	struct row_walk rows;
	struct text me;
	int64_t moment; /* what is before it, or mine, is passed over */

	/* the one since_next() came to; slices of the answer */
	int64_t at;
	struct text author; /* the office has a name, too */
	uint16_t tag, row_tag;
	uint64_t row;
	struct text old, new; /* in words */
};
/* `answer` of since_ask(). */
struct since since_of(const struct screen *screen, const struct answer *answer, int64_t moment);
/* Newest first. */
bool since_next(struct since *since);

#endif
