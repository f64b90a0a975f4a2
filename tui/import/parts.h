/* What the files of the import screen share. */
#ifndef TUI_IMPORT_PARTS_H
#define TUI_IMPORT_PARTS_H

#include "tui/app.h"
#include "tui/edit_line.h"
#include "tui/import/rows.h"

enum mode { MODE_PATH, MODE_FAULTS, MODE_CELL };
enum { ALL_COLUMNS = -2 /* -1: faults of a whole row */, COLUMNS_SHOWN = 66 };

struct importing {
	enum mode mode;
	struct edit_line line; /* the path, or the cell under the cursor */
	struct buf name;       /* of the file, for the title */
	struct table table;
	bool *skipped; /* by row of the table */
	size_t *sent;  /* row of the table for each row sent */
	struct buf room;
	struct view plan;   /* the last answer */
	struct view *shown; /* its faults, of all columns or of one */
	size_t shown_count;
	int64_t only;                   /* F3: the column, or ALL_COLUMNS */
	int64_t columns[COLUMNS_SHOWN]; /* what F3 offered */
	size_t column_count;
	size_t at;         /* fault under the cursor, of those shown */
	bool mended;       /* something was changed here: leaving is asked about */
	bool busy, agreed; /* something was sent; to be done */
	const struct entity *entity;
};

static inline struct importing *importing_of(const struct screen *screen)
{
	return screen->state;
}
/* The table's row a fault speaks of. */
struct table_row *import_row_of_fault(struct importing *importing, const struct view *fault);
size_t import_skipped_count(const struct importing *importing);

/* faults.c: after an answer or F3 */
void import_show(struct importing *importing);
size_t import_fault_count(const struct importing *importing);
bool import_fault_at(const struct importing *importing, size_t at, struct view *fault);
/* To the next one, or the one before, that is no reminder; false: there is none. */
bool import_step(struct importing *importing, bool back);
void import_ask_column(struct screen *screen);
struct text import_heading(const struct importing *importing, int64_t column);
/* What is wrong in a few words, and in full; what the cell holds; what F4 would do. */
void import_fault_brief(const struct view *fault, struct buf *out);
void import_fault_words(const struct view *fault, struct buf *out);
void import_fault_cell(struct importing *importing, const struct view *fault, struct buf *out);
void import_fault_offer(struct importing *importing, const struct view *fault, struct buf *out);

void import_draw(const struct screen *screen, struct rect rect);

#endif
