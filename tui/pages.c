#include "tui/pages.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "tui/columns.h"

void pages_both(struct buf *out, struct text a, struct text b)
{
	bool both = a.len && b.len;

	buf_text(out, both ? TEXT("(") : NO_TEXT);
	buf_text(out, a);
	buf_text(out, both ? TEXT(") and (") : NO_TEXT);
	buf_text(out, b);
	buf_text(out, both ? TEXT(")") : NO_TEXT);
}

static void put_text(struct record *request, uint16_t tag, struct text text)
{
	if (text.len)
		record_text(request, tag, text);
}

static void put_number(struct record *request, uint16_t tag, int64_t number)
{
	if (number)
		record_number(request, tag, number);
}

/* Which rows, in which order; `where` must live as long as the request. */
static void put_query(const struct pages *pages, struct buf *where, struct record *request)
{
	pages_both(where, text_of(pages->fixed), buf_as_text(&pages->where));
	record_init(request, &page_query_shape);
	record_text(request, PAGE_SOURCE, text_of(pages->source));
	put_text(request, PAGE_WHERE, buf_as_text(where));
	put_text(request, PAGE_TYPED, buf_as_text(&pages->typed));
	put_text(request, PAGE_SORT, buf_as_text(&pages->sort));
	put_number(request, PAGE_SUBJECT, (int64_t)pages->subject);
	put_number(request, PAGE_KIND, pages->kind);
	if (pages->near.len)
		record_set(request, PAGE_NEAR, (struct value){VALUE_IDS, 0, buf_as_text(&pages->near)});
	if (pages->from || pages->to) {
		record_number(request, PAGE_FROM, pages->from);
		record_number(request, PAGE_TO, pages->to);
	}
}

void pages_ask_sums(struct screen *screen, const struct pages *pages, struct text sums, struct text alike,
	screen_answer *done)
{
	struct buf where = BUF_INIT;
	struct record request;

	put_query(pages, &where, &request);
	record_number(&request, PAGE_COUNT, 0);
	record_text(&request, PAGE_SUMS, sums);
	put_text(&request, PAGE_ALIKE, alike);
	screen_send(screen, CALL_PAGE, &request, done);
	record_release(&request);
	buf_release(&where);
}

static void send_wish(struct screen *screen, struct pages *pages)
{
	struct buf where = BUF_INIT;
	struct record request;

	pages->wished = false;
	pages->under_way = true;
	put_query(pages, &where, &request);
	put_text(&request, PAGE_COLUMNS, buf_as_text(&pages->columns));
	put_number(&request, PAGE_FIRST, (int64_t)pages->wish_first);
	put_number(&request, PAGE_AROUND, (int64_t)pages->wish_around);
	record_number(&request, PAGE_COUNT, (int64_t)pages->wish_count);
	screen_send(screen, CALL_PAGE, &request, pages->done);
	record_release(&request);
	buf_release(&where);
}

void pages_ask(struct screen *screen, struct pages *pages, size_t first, size_t count, uint64_t around)
{
	pages->wish_first = first;
	pages->wish_count = count;
	pages->wish_around = around;
	pages->wished = true;
	if (!pages->under_way)
		send_wish(screen, pages);
}

void pages_want(struct screen *screen, struct pages *pages, size_t top, size_t rows)
{
	size_t end = top + rows < pages->total ? top + rows : pages->total;

	if (pages->loaded && (top < pages->first || end > pages->first + pages->count))
		pages_ask(screen, pages, top > rows ? top - rows : 0, 3 * rows, 0);
}

static void keep(struct pages *pages, const struct view *body)
{
	struct row_walk walk = view_rows(body, ROWS_ROWS);

	arena_release(&pages->arena);
	pages->count = 0;
	while (row_walk_next(&walk)) {
		struct view *item;

		pages->items = mem_grow(pages->items, pages->count, &pages->room, sizeof(*pages->items));
		item = &pages->items[pages->count++];
		*item = walk.row;
		item->id = (uint64_t)view_number(&walk.row, CELL_ID);
		item->body = arena_text(&pages->arena, walk.row.body);
	}
	pages->first = (size_t)view_number(body, ROWS_FIRST);
	pages->total = (size_t)view_number(body, ROWS_TOTAL);
	pages->loaded = true;
}

bool pages_take(struct screen *screen, struct pages *pages, const struct answer *answer)
{
	pages->under_way = false;
	/* Somebody typed on or moved on: this one would only be drawn to be drawn over. */
	if (pages->wished) {
		send_wish(screen, pages);
		return false;
	}
	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return false;
	}
	keep(pages, &answer->body);
	return true;
}

void pages_release(struct pages *pages)
{
	arena_release(&pages->arena);
	free(pages->items);
	buf_release(&pages->columns);
	buf_release(&pages->where);
	buf_release(&pages->typed);
	buf_release(&pages->sort);
	buf_release(&pages->near);
}

const struct view *pages_row(const struct pages *pages, size_t index)
{
	return index >= pages->first && index < pages->first + pages->count
		? &pages->items[index - pages->first]
		: NULL;
}

size_t pages_place(const struct pages *pages, uint64_t id)
{
	for (size_t i = 0; i < pages->count; i++)
		if (pages->items[i].id == id)
			return pages->first + i;
	return pages->total;
}

bool pages_measure(const struct pages *pages, struct columns *columns)
{
	bool wider = false;
	struct value value;

	for (size_t row = 0; row < pages->count; row++)
		for (size_t i = 0; i < columns->count; i++)
			if (view_get(&pages->items[row], (uint16_t)(CELL_FIRST + i), &value))
				wider |= columns_seen(columns, i, &value);
	return wider;
}
