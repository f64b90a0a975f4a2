/* Questions that have many lines, and what they have in common with those of app.h. */
#ifndef TUI_ASK_H
#define TUI_ASK_H

#include "core/base/arena.h"
#include "tui/app.h"

/* First in the state of an overlay that asks on behalf of the screen below. */
struct asker {
	uint64_t by; /* serial of who asks */
	struct buf title;
};
/* Opens the overlay; `id` is the title. */
struct asker *asker_open(struct screen *by, const struct screen_row *row, const char *id);
void asker_release(struct asker *asker);
/* Closes it, so that the answer finds its screen on top; NULL when that has gone meanwhile. Nothing of the
 * overlay's state may be used after. */
struct screen *asker_close(struct screen *overlay);
/* Blanks for `rows` rows that end two above the bottom, between two more blank ones, with the title; returns
 * the row below the title. */
int asker_frame(const struct screen *overlay, struct rect rect, int rows);
/* entering() of the overlays. */
bool asker_entering(const struct screen *overlay, struct buf *where);

/* Tick some of some lines: a digit or Space turns one round, 0 takes all away, Enter answers with all of them
 * as they stand; Esc with NULL. The texts are copied. */
struct tick_line {
	struct text text, beside; /* `beside`: at the right, in few columns */
	bool ticked;
};
void ask_ticks(struct screen *screen, const char *title, const struct tick_line *lines, size_t count,
	void (*done)(struct screen *screen, const bool *ticked));

/* Pick one of some texts, filtered by what is typed; `count` when nothing was picked. The texts are copied.
 */
void ask_pick(struct screen *screen, const char *title, const struct text *lines, size_t count,
	void (*done)(struct screen *screen, size_t picked));

#endif
