/* Where a draft was written: the section and the character, and what is typed in a decision's fields and is
 * no owner and no day yet. A record has no place for that; it goes with the caret. */
#ifndef TUI_MEETING_CARET_H
#define TUI_MEETING_CARET_H

#include "tui/meeting/meeting.h"

struct caret {
	enum section section;
	size_t at;
	int cell;          /* of a decision */
	struct text typed; /* in that cell, when it is not its text */
	/* As meeting.unfit; without text: nothing waits. */
	uint64_t unfit_row;
	int unfit_cell;
	struct text unfit;
};

void caret_write(const struct meeting *meeting, struct buf *out);
/* Its texts point into `words`. */
struct caret caret_read(struct text words);

#endif
