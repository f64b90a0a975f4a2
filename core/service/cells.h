/* The cells of a page's rows. A row's own fields are read in one walk of its bytes and written straight into
 * the answer; what stands behind a reference is looked up once for all rows that have the same. */
#ifndef CORE_SERVICE_CELLS_H
#define CORE_SERVICE_CELLS_H

#include "core/base/arena.h"
#include "core/schema/predicate.h"
#include "core/service/naming.h"

enum { COLUMNS_MAX = 64, FOLLOWED_MAX = 128 };

struct columns {
	struct column {
		struct path path;
		enum {
			COLUMN_OTHER,
			COLUMN_OWN,     /* the value of its first step is the cell */
			COLUMN_FOLLOWS, /* the cell depends on that reference alone */
		} kind;
		size_t own; /* how many from this one on are that, by ascending tags */
	} items[COLUMNS_MAX];
	struct field_copy copies[COLUMNS_MAX]; /* for those of their own */
	size_t count;
};
/* One path a line. */
bool columns_compile(struct columns *columns, const struct schema *schema, const struct entity *shape,
	struct text paths, struct error *err);

/* The rows of one page: one state of the store. Starts zeroed but for the first three. */
struct cells {
	struct columns *columns;
	struct world_naming *naming;
	bool shown;         /* as a table for people has them */
	struct arena arena; /* of titles */
	struct followed {
		uint64_t id; /* 0: a free place */
		struct value cell;
	} followed[FOLLOWED_MAX];
};
/* Appends a row of cell_rows: the id and a cell for each column, a reference as its title. */
void cells_add_row(struct cells *cells, const struct view *row, uint64_t key, struct buf *rows);
void cells_release(struct cells *cells);

#endif
