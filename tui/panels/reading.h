/* A meeting's whole record to read, like the sheet of paper that is signed: head, roll with its exceptions,
 * agenda, minutes, decisions, warnings, history, signatures. On the whole screen, or beside the list on wide
 * ones. */
#ifndef TUI_PANELS_READING_H
#define TUI_PANELS_READING_H

#include "tui/live.h"
#include "tui/panels/rows.h"

struct reading {
	const struct live *live; /* the meeting */
	struct rows history, tasks, points;
	struct buf where, counted;
};
/* Asks for what does not come with the record. The two callbacks give their answers to `history` and `tasks`.
 */
void reading_ask(struct screen *screen, struct reading *reading, screen_answer *history_came,
	screen_answer *tasks_came);
/* For which points of its quarter it counts: to be asked when the reader stays on it, for the quarter is
 * scored then. Nothing is asked of a meeting that is not handed in. */
void reading_ask_points(struct screen *screen, struct reading *reading, screen_answer *points_came);
void reading_release(struct reading *reading);
/* From line `scroll` on; returns how many lines the whole has at this width. No rows: nothing is drawn. */
int reading_draw(const struct reading *reading, struct rect rect, int scroll);
/* The meeting in one phrase: 速裁攻坚 2026年第8次党小组会. */
void reading_name(const struct live *live, struct buf *out);

#endif
