/* What the files of the recovery screen share. */
#ifndef TUI_MEETING_RECOVERY_PARTS_H
#define TUI_MEETING_RECOVERY_PARTS_H

#include "core/base/arena.h"
#include "tui/drafts.h"
#include "tui/live.h"
#include "tui/titles.h"

enum { RECOVERY_ROWS = 5 /* of what the draft has, and of what others did */ };

/* One draft at a time. */
struct recovery {
	struct live live; /* the record as it is stored; first: see live.c */
	struct buf bytes; /* the draft */
	struct view draft;
	struct patch patch;
	struct titles titles;
	struct arena arena;
	struct other { /* what others did since */
		struct text words;
		bool collides; /* with what the draft has */
	} others[RECOVERY_ROWS];
	size_t other_count;
};

static inline struct recovery *recovery_of(const struct screen *screen)
{
	return screen->state;
}
/* Another window of the person writes in it. */
static inline bool recovery_elsewhere(const struct recovery *recovery)
{
	return view_has(&recovery->draft, DRAFT_SINCE);
}
void recovery_draw(const struct screen *screen, struct rect rect);
/* Where an edit is, and its new value; fields of a decision that are not filled yet. */
void recovery_place(const struct recovery *recovery, const struct edit *edit, struct buf *out);
void recovery_value(
	const struct recovery *recovery, const struct edit *edit, const struct value *value, struct buf *out);

#endif
