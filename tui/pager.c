#include "tui/pager.h"

#include "tui/app.h"
#include "tui/draw.h"
#include "tui/panels/find.h"

enum { HEAD_ROWS = 2, FOOT_ROWS = 1 };

struct pager {
	struct buf text;
	size_t top; /* line */
};

static struct pager *pager_of(const struct screen *screen)
{
	return screen->state;
}

/* Cuts one line of the window off; false at the end. */
static bool next_line(struct text *rest, size_t columns, struct text *line)
{
	size_t len = text_wrap(*rest, columns);

	if (!len)
		return false;
	*line = text_take(*rest, len);
	*rest = text_skip(*rest, len);
	if (text_ends(*line, TEXT("\n")))
		line->len--;
	return true;
}

static size_t line_count(const struct pager *pager, size_t columns)
{
	struct text rest = buf_as_text(&pager->text), line;
	size_t count = 0;

	while (next_line(&rest, columns, &line))
		count++;
	return count;
}

static bool event(struct screen *screen, const struct event *event)
{
	struct pager *pager = pager_of(screen);
	size_t room = (size_t)(screen->app->rows - 2 - HEAD_ROWS - FOOT_ROWS);
	size_t count = line_count(pager, (size_t)screen->app->columns - 2);
	int by = move_of(event, (int)room, true);

	pager->top = move_place(pager->top, by, count > room ? count - room + 1 : 1);
	return by;
}

static void draw(const struct screen *screen, struct rect rect)
{
	const struct pager *pager = pager_of(screen);
	struct text rest = buf_as_text(&pager->text), line;
	int row = rect.top + HEAD_ROWS;

	draw_title(screen, rect, tr_text(screen->row->title));
	for (size_t i = 0; next_line(&rest, (size_t)rect.columns - 2, &line); i++)
		if (i >= pager->top && row < rect.top + rect.rows - FOOT_ROWS)
			draw_cut(row++, rect.left + 1, rect.columns - 2, STYLE_NORMAL, line);
	draw_cursor(rect.top + HEAD_ROWS, rect.left);
}

static void open(struct screen *screen, const struct target *target)
{
	buf_text(&pager_of(screen)->text, target->text);
}

static void close(struct screen *screen)
{
	buf_release(&pager_of(screen)->text);
}

static void page_down(struct screen *screen)
{
	event(screen, &(struct event){.kind = EVENT_KEY, .key = KEY_PGDN, .text = NO_TEXT});
}

static void page_up(struct screen *screen)
{
	event(screen, &(struct event){.kind = EVENT_KEY, .key = KEY_PGUP, .text = NO_TEXT});
}

static const struct action actions[] = {
	{"page_down", "PgDn F8 Space", N_("Page down"), N_("One page on"), WHEN_ALWAYS, page_down, NULL},
	{"page_up", "PgUp F7", N_("Page up"), N_("One page back"), WHEN_ALWAYS, page_up, NULL},
	{0},
};

const struct screen_kind pager_kind = {
	.size = sizeof(struct pager),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = draw,
	.event = event,
};
