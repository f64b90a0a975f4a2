/* Before and after: what a draft of the rules would have done to a past period. What its files share. */
#ifndef TUI_RULES_TRIAL_H
#define TUI_RULES_TRIAL_H

#include "tui/rules/editor.h"

struct trial {
	struct buf rules, answer, diff;
	struct view body, differences; /* TRY, DIFF */
	bool loaded, compared;         /* they came */
	int64_t from, to;
	size_t at;              /* among those who move */
	size_t *moved;          /* numbers of moves, by the new rank */
	size_t count, still;    /* who moves; who does not */
	struct row_walk *items; /* by move: before the first of its items */
	struct trial_sum {
		int64_t swapped; /* pairs of which the one behind comes before */
		int64_t grades;  /* others than before */
		int64_t old_sum, new_sum, old_count, new_count;
	} sum;
	int64_t cases, failed; /* of the file; -1: not played yet */
};
static inline struct trial *trial_of(const struct screen *screen)
{
	return screen->state;
}

void trial_draw(const struct screen *screen, struct rect rect);
/* The move that the cursor is on; false: nobody moves. */
bool trial_move(const struct trial *trial, struct view *move);
/* One more item of that move; false: that was the last. From trial->items[move] on. */
bool trial_next_item(struct row_walk *items, size_t move);
/* Target: none; the trial below says which group. */
extern const struct screen_kind trial_sheets_kind;

#endif
