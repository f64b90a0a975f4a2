/* All rows of a source, for screens that show them in an arrangement of their own. Rows come in pages behind
 * one another; what was there stays until the first new page arrives. */
#ifndef TUI_PANELS_ROWS_H
#define TUI_PANELS_ROWS_H

#include "core/base/arena.h"
#include "tui/app.h"

struct rows {
	/* What is asked for; literals, or in the screen's state. */
	const char *source, *columns; /* paths, blanks between */
	const char *sort;             /* NULL: as the source gives them */
	struct text where;
	uint64_t subject;
	int64_t from, to;
	unsigned kind;
	unsigned scored;     /* of points: whose, an entity; 0: groups' */
	bool early;          /* also a period that began before the court's 启用日期 */
	screen_answer *done; /* calls rows_take() first */

	/* Refused for its state (ERROR_STATE) it is empty, and says so itself when `quiet`. */
	bool quiet;
	bool optional;          /* whatever it is refused for, it is just not there */
	struct message refused; /* no id: it was not */
	bool loaded;
	unsigned asked;     /* answers to come */
	bool again;         /* asked once more meanwhile: what comes is old */
	bool old;           /* forgotten meanwhile: so is what comes then */
	struct view *items; /* id: CELL_ID; cells by rows_number(), rows_text() */
	size_t count, room, total;
	struct arena arena; /* of their bytes */
};

void rows_ask(struct screen *screen, struct rows *rows);
/* Keeps an answer; true when all rows are there. */
bool rows_take(struct screen *screen, struct rows *rows, const struct answer *answer);
/* As if nothing had come yet. */
void rows_forget(struct rows *rows);
void rows_release(struct rows *rows);

/* A cell, by its place in `columns`. */
int64_t rows_number(const struct view *row, unsigned column);
struct text rows_text(const struct view *row, unsigned column);
/* In the reader's language: another cell of the row has it in English, or nothing. */
struct text rows_words(const struct view *row, unsigned column, unsigned english);
bool rows_has(const struct view *row, unsigned column);
/* Place of the row with that id; count when there is none. */
size_t rows_place(const struct rows *rows, uint64_t id);
const struct view *rows_find(const struct rows *rows, uint64_t id);

#endif
