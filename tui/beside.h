/* On wide screens: the record under the cursor, at the right of a list, as a plain page with what belongs to
 * it (whose members, since when); a meeting as the sheet of paper it is. What was there stays until the next
 * has come. */
#ifndef TUI_BESIDE_H
#define TUI_BESIDE_H

#include "tui/panels/reading.h"

struct beside {
	unsigned entity; /* of the page */
	uint64_t id;     /* asked for last */
	bool asked;      /* an answer is to come */
	bool stale;      /* what it stands beside was asked for anew since */
	int64_t day;     /* as of which the list is; 0: today */
	size_t next;     /* of what belongs to it: see beside.c */
	struct rows rows;
	struct buf page, where;
	struct live meeting;
	struct reading reading; /* of the meeting; without what does not come with the record */
};

/* How wide the list is that wishes for `wished` columns: narrower than the window when a record has room. */
int beside_list_width(const struct screen *screen, int wished);
/* The same for a panel that looks well at any width from 80 columns on. */
int beside_panel_width(const struct screen *screen);
/* For screen_kind.follow: asks for the subject of the screen unless it is there. `got` and `more` hand their
 * answers to the functions below. */
void beside_follow(
	struct screen *screen, struct beside *beside, int width, screen_answer *got, screen_answer *more);
void beside_got(struct screen *screen, struct beside *beside, const struct answer *answer);
void beside_more(struct screen *screen, struct beside *beside, const struct answer *answer);
/* `rect`: the whole of the screen, of which the list has `width` columns. */
void beside_draw(const struct beside *beside, struct rect rect, int width);
void beside_release(struct beside *beside);

#endif
