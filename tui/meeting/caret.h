/* Where a draft was written: the section and the character, and what is typed in a decision's fields and is
 * no owner and no day yet. A record has no place for that; it goes with the caret. */
#ifndef TUI_MEETING_CARET_H
#define TUI_MEETING_CARET_H

#include "tui/meeting/meeting.h"

struct caret {
	enum section section;
	size_t at;
	enum cell cell;
	struct text typed; /* in that cell, when it is not its text */
	/* As meeting.unfit; without text: nothing waits. */
	uint64_t unfit_row;
	enum cell unfit_cell;
	struct text unfit;
};

void caret_write(const struct meeting *meeting, struct buf *out);
/* Its texts point into `words`. What an older or a newer program wrote there is a place of this one all the
 * same: the roll, a text. */
struct caret caret_read(struct text words);

#endif
