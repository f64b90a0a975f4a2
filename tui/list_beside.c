/* On wide screens: the record under the cursor, at the right of a list. What was there stays until the next
 * has come. */
#include "tui/draw.h"
#include "tui/list_parts.h"
#include "tui/record_page.h"

enum { LEFT_LEAST = 80, BESIDE_LEAST = 44, BESIDE_MOST = 76, GAP = 2 };

int list_width(const struct screen *screen)
{
	const struct list *list = list_of(screen);
	int all = screen->app->columns, left = columns_wished(&list->columns) + LIST_MARGIN;

	if (left < LEFT_LEAST)
		left = LEFT_LEAST;
	/* A computed line is all there is of it. */
	return list->shape->id && all - left - GAP >= BESIDE_LEAST ? left : all;
}

static bool is_wide(const struct screen *screen)
{
	return list_width(screen) < screen->app->columns;
}

static void came(struct screen *screen, const struct answer *answer)
{
	struct list_beside *beside = &list_of(screen)->beside;

	beside->asked = false;
	buf_clear(&beside->page);
	if (answer->kind == ANSWER_DONE)
		record_page(list_of(screen)->shape, beside->id, &answer->body, &beside->page);
	/* The last wish counts. */
	list_follow(screen, false);
}

void list_follow(struct screen *screen, bool anew)
{
	struct list *list = list_of(screen);
	struct list_beside *beside = &list->beside;
	struct record request;

	beside->stale |= anew;
	if (!list->selected)
		buf_clear(&beside->page);
	if (!list->selected || beside->asked || !is_wide(screen) ||
		(beside->id == list->selected && !beside->stale))
		return;
	beside->id = list->selected;
	beside->asked = true;
	beside->stale = false;
	record_init(&request, &get_shape);
	record_number(&request, GET_ENTITY, list->shape->id);
	record_number(&request, GET_ID, (int64_t)beside->id);
	screen_send(screen, CALL_GET, &request, came);
	record_release(&request);
}

/* One line of the page from `row` on, wrapped below its value; the row behind. */
static int draw_wrapped(struct text line, int row, int last, int left, int columns, bool title)
{
	int indent = text_starts(line, TEXT(" ")) ? 5 : PAGE_VALUE_AT, at = left;

	do {
		size_t bytes = text_wrap(line, (size_t)(columns - (at - left)));

		draw_text(row++, at, columns - (at - left), title ? STYLE_BOLD : STYLE_NORMAL,
			text_take(line, bytes));
		line = text_skip(line, bytes);
		at = left + indent;
	} while (line.len && row <= last);
	return row;
}

void list_draw_beside(const struct screen *screen, struct rect rect)
{
	const struct list_beside *beside = &list_of(screen)->beside;
	struct text rest = buf_as_text(&beside->page), line;
	int width = list_width(screen), left = rect.left + width + GAP;
	int columns = rect.columns - width - GAP, row = rect.top + 1, last = rect.top + rect.rows - 1;

	if (width >= rect.columns || !list_of(screen)->pages.total)
		return;
	if (columns > BESIDE_MOST)
		columns = BESIDE_MOST;
	for (bool title = true; row <= last && text_split(&rest, '\n', &line); title = false)
		row = line.len ? draw_wrapped(line, row, last, left, columns, title) : row + 1;
}

void list_beside_release(struct list *list)
{
	buf_release(&list->beside.page);
}
