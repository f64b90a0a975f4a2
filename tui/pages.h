/* A window on a source: the rows that are on the screen and some around, asked for as they are needed. What
 * was there stays until the new window arrives, so that nothing blinks. For screens that need every row see
 * panels/rows.h. */
#ifndef TUI_PAGES_H
#define TUI_PAGES_H

#include "core/base/arena.h"
#include "tui/app.h"

struct pages {
	/* What is asked for; literals. */
	const char *source;
	const char *fixed;             /* where, always; NULL: all */
	struct buf columns;            /* paths, a newline between */
	struct buf where, typed, sort; /* the person's own narrowing and order */
	uint64_t subject;
	struct buf near; /* ids of groups whose people come first: see PAGE_NEAR */
	int64_t from, to;
	unsigned kind;
	screen_answer *done; /* calls pages_take() first */

	bool loaded;
	size_t total, first, count;
	struct view *items; /* the rows [first, first + count); id: CELL_ID */
	size_t room;
	struct arena arena; /* of their bytes */
	bool under_way;
	bool wished; /* asked for meanwhile: goes out when the answer came */
	size_t wish_first, wish_count;
	uint64_t wish_around;
};

/* Asks for `count` rows from `first`, moved so that the row `around` (0: none) is among them. While an answer
 * is on its way only the newest wish is kept. */
void pages_ask(struct screen *screen, struct pages *pages, size_t first, size_t count, uint64_t around);
/* Asks what columns of all rows come to, by the same filter: see PAGE_SUMS and PAGE_ALIKE. */
void pages_ask_sums(struct screen *screen, const struct pages *pages, struct text sums, struct text alike,
	screen_answer *done);
/* Asks unless the rows [top, top + rows) are here. */
void pages_want(struct screen *screen, struct pages *pages, size_t top, size_t rows);
/* Keeps an answer; false when it was an error (said) or an old one. */
bool pages_take(struct screen *screen, struct pages *pages, const struct answer *answer);
void pages_release(struct pages *pages);

/* The row at an index of the whole; NULL: not here. */
const struct view *pages_row(const struct pages *pages, size_t index);
/* The index of a record among those here; pages->total when it is not. */
size_t pages_place(const struct pages *pages, uint64_t id);
struct columns;
/* Lets the columns, which were asked for first, see the cells of all rows that are here; true when one needs
 * to be wider. */
bool pages_measure(const struct pages *pages, struct columns *columns);
/* "a" and "b" as one filter, either may be empty. */
void pages_both(struct buf *out, struct text a, struct text b);

#endif
