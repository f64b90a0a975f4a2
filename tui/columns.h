/* The columns of a list: which paths, how wide, which of them are on the screen. Knows no screen and no
 * service. */
#ifndef TUI_COLUMNS_H
#define TUI_COLUMNS_H

#include "core/base/buf.h"
#include "core/model/entities.h"
#include "core/schema/predicate.h"

enum { COLUMNS_MOST = 32, COLUMN_GAP = 2 };

struct column {
	const struct field *field; /* NULL: the record's number */
	struct buf path, label;
	int width;   /* by its field */
	int need;    /* of the widest cell seen; 0: none yet */
	bool number; /* at the right end of its column */
	/* where it is now; width 0: not on the screen */
	int left, shown;
};

struct columns {
	struct column items[COLUMNS_MOST];
	size_t count;
	int width;   /* for which they were laid out */
	size_t from; /* the first is always shown; then those from here */
	bool bare;   /* without headings: a column in which nothing was seen takes no room */
};

/* `paths` with blanks between; NULL: every field that is no list, not hidden and not secret. Paths that do
 * not exist are left out. */
void columns_choose(
	struct columns *columns, const struct entity *shape, const char *paths, enum language language);
/* Gives each its place in `width` cells: as much as its cells need, once some were seen. When that is too
 * much the widest texts give way; what still does not fit is not shown. */
void columns_layout(struct columns *columns, int width);
/* A cell of that column is to be shown; true when it is wider than all before. Wider columns do not become
 * narrower again: lines that come and go move nothing. */
bool columns_seen(struct columns *columns, size_t at, const struct value *value);
/* How many cells all of them wish for. */
int columns_wished(const struct columns *columns);
/* Scrolls so that the column can be seen. */
void columns_show(struct columns *columns, size_t at);
/* Only the first so many. */
void columns_keep(struct columns *columns, size_t count);
/* The paths as a page is asked for: a newline between. */
void columns_paths(const struct columns *columns, struct buf *out);
/* A cell in words: references came as titles, messages are put into the reader's language. */
void column_show(const struct column *column, const struct value *value, struct buf *out);
void columns_release(struct columns *columns);

#endif
