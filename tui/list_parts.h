/* What the files of the list share. */
#ifndef TUI_LIST_PARTS_H
#define TUI_LIST_PARTS_H

#include "tui/beside.h"
#include "tui/columns.h"
#include "tui/list.h"
#include "tui/pages.h"
#include "tui/panels/find.h"
#include "tui/panels/steps.h"

/* Columns that are asked for beside those shown, because something hangs on them. */
enum extra {
	EXTRA_ENTITY,
	EXTRA_RECORD,
	EXTRA_URGENT,
	EXTRA_DUE,
	EXTRA_STATE,
	/* Of a history only: which cell, and what it was. */
	EXTRA_TAG,
	EXTRA_ROW,
	EXTRA_ROW_TAG,
	EXTRA_WAS,
	EXTRA_COUNT
};

struct list {
	struct steps steps; /* first: see steps.h */
	const struct entity *shape;
	struct columns columns;
	uint16_t extra[EXTRA_COUNT]; /* tag of the cell; 0: the source has none */
	struct pages pages;
	struct buf base; /* the fixed filter with the target's */
	size_t at, top;
	uint64_t selected; /* id under the cursor; 0: its row is not here yet */
	struct tags tags;
	struct find find;
	struct beside beside;
	bool own; /* asked again for what we did ourselves: what went by that needs no word */

	size_t column; /* the current one, for F4 and sorting */
	bool column_chosen;
	size_t sorted; /* column; COLUMNS_MOST: none */
	bool down;

	/* What the foot tells of all rows. */
	const struct summed *summed; /* NULL: nothing */
	struct foot {
		struct buf of;     /* the rows that it was asked about last */
		bool asked, again; /* again: other rows came meanwhile */
		bool known;        /* of those rows */
		struct value cells[COLUMNS_MOST];
	} foot;

	/* F4 */
	struct pages values;
	struct buf value_words;
	struct arena value_arena;
	struct text *value_lines, *value_stored; /* as they are shown, and as the filter wants them */
	size_t value_count, value_room, stored_room;

	enum intent {
		INTENT_NONE,
		INTENT_NEXT,
		INTENT_REMOVE,
		INTENT_RESTORE
	} intent; /* what the record is fetched for */

	/* The line of a history that somebody asked to put back: the cursor may be elsewhere when its record
	 * comes. */
	struct restoring {
		unsigned entity;
		uint64_t record, row;
		uint16_t tag, row_tag;
		struct buf was;
	} restoring;
};

enum {
	LIST_HEAD = 3,
	LIST_FOOT = 2 /* rows above and below the lines */,
	LIST_MARGIN = 3 /* columns before them */
};

static inline struct list *list_of(const struct screen *screen)
{
	return screen->state;
}
/* Columns that the cells of a line have. */
int list_columns(const struct screen *screen);
const struct view *list_row(const struct list *list);
/* Asks for the rows anew, the cursor stays on its record. */
void list_refresh(struct screen *screen);
/* The same from the first row, after the filter or the order changed. */
void list_again(struct screen *screen);
/* Does the row want attention by the day `today`? */
bool list_urgent(const struct list *list, const struct view *row, int64_t today);
/* The entity and id that a row stands for. */
uint64_t list_record(const struct screen *screen, const struct view *row, unsigned *entity);

/* list_do.c: of a line of a history */
void list_restore(struct screen *screen);
bool list_may_restore(const struct screen *screen, struct message *why);

/* list_draw.c */
void list_draw(const struct screen *screen, struct rect rect);

/* Columns that the list itself has; the rest is for the record. */
int list_width(const struct screen *screen);

/* list_foot.c: what columns of all rows come to. */
/* Rows came, of that state of the store: asks, if these are others than before. */
void list_foot_ask(struct screen *screen, int64_t change);
void list_foot_draw(const struct screen *screen, int row, struct rect rect, uint64_t key);
void list_foot_release(struct list *list);

/* list_filter.c: what is shown, and in which order */
void list_sort_by(struct screen *screen);
void list_sort_this(struct screen *screen);
void list_column_left(struct screen *screen);
void list_column_right(struct screen *screen);
void list_by_value(struct screen *screen);
/* Takes away what was narrowed by a value; false when nothing was. */
bool list_all_values(struct screen *screen);
void list_filter_release(struct list *list);

/* list_do.c: what changes records */
void list_next(struct screen *screen);
void list_remove(struct screen *screen);
void list_add(struct screen *screen);
bool list_may_add(const struct screen *screen, struct message *why);
void list_do_open(struct screen *screen);

#endif
