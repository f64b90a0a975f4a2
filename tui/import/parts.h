/* What the files of the import screen share. */
#ifndef TUI_IMPORT_PARTS_H
#define TUI_IMPORT_PARTS_H

#include "tui/app.h"
#include "tui/edit_line.h"
#include "tui/import/rows.h"

enum mode { MODE_PATH, MODE_FAULTS, MODE_CELL };

struct importing {
	enum mode mode;
	struct edit_line line; /* the path, or the cell under the cursor */
	struct buf name;       /* of the file, for the title */
	struct table table;
	bool *skipped; /* by row of the table */
	size_t *sent;  /* row of the table for each row sent */
	struct buf room;
	struct view plan; /* the last answer */
	size_t at;        /* fault under the cursor */
	bool busy, confirmed;
	const struct entity *entity;
};

static inline struct importing *importing_of(const struct screen *screen)
{
	return screen->state;
}
size_t import_fault_count(const struct importing *importing);
bool import_fault_at(const struct importing *importing, size_t at, struct view *fault);
/* The table's row a fault speaks of. */
struct table_row *import_row_of_fault(struct importing *importing, const struct view *fault);
size_t import_skipped_count(const struct importing *importing);
void import_draw(const struct screen *screen, struct rect rect);

#endif
