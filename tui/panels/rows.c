#include "tui/panels/rows.h"

#include <stdlib.h>
#include "core/base/memory.h"

enum { PAGE_ROWS = 500 };

static void columns_as_lines(const char *columns, struct buf *out)
{
	for (; *columns; columns++)
		buf_byte(out, *columns == ' ' ? '\n' : (uint8_t)*columns);
}

static void ask_from(struct screen *screen, struct rows *rows, size_t first)
{
	struct buf columns = BUF_INIT;
	struct record request;

	columns_as_lines(rows->columns, &columns);
	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, text_of(rows->source));
	record_text(&request, PAGE_COLUMNS, buf_as_text(&columns));
	if (rows->where.len)
		record_text(&request, PAGE_WHERE, rows->where);
	if (rows->sort)
		record_text(&request, PAGE_SORT, text_of(rows->sort));
	if (first)
		record_number(&request, PAGE_FIRST, (int64_t)first);
	record_number(&request, PAGE_COUNT, PAGE_ROWS);
	if (rows->subject)
		record_number(&request, PAGE_SUBJECT, (int64_t)rows->subject);
	if (rows->from || rows->to) {
		record_number(&request, PAGE_FROM, rows->from);
		record_number(&request, PAGE_TO, rows->to);
	}
	if (rows->kind)
		record_number(&request, PAGE_KIND, rows->kind);
	if (rows->scored)
		record_number(&request, PAGE_SCORED, rows->scored);
	if (rows->early)
		record_number(&request, PAGE_EARLY, 1);
	rows->asked++;
	screen_send(screen, CALL_PAGE, &request, rows->done);
	record_release(&request);
	buf_release(&columns);
}

void rows_ask(struct screen *screen, struct rows *rows)
{
	if (rows->asked)
		rows->again = true;
	else
		ask_from(screen, rows, 0);
}

static void empty(struct rows *rows)
{
	rows->loaded = false;
	rows->refused.id[0] = '\0';
	arena_release(&rows->arena);
	rows->count = 0;
}

void rows_forget(struct rows *rows)
{
	empty(rows);
	rows->old = rows->asked > 0;
}

static void keep(struct rows *rows, const struct view *body)
{
	struct row_walk walk = view_rows(body, ROWS_ROWS);
	size_t index = (size_t)view_number(body, ROWS_FIRST);

	/* The last page is moved back until it is full: its beginning is here already. */
	for (; row_walk_next(&walk); index++) {
		if (index < rows->count)
			continue;
		rows->items = mem_grow(rows->items, rows->count, &rows->room, sizeof(*rows->items));
		rows->items[rows->count] = walk.row;
		rows->items[rows->count].id = (uint64_t)view_number(&walk.row, CELL_ID);
		rows->items[rows->count].body = arena_text(&rows->arena, walk.row.body);
		rows->count++;
	}
}

bool rows_take(struct screen *screen, struct rows *rows, const struct answer *answer)
{
	size_t before = rows->count;

	rows->asked--;
	if (rows->again || rows->old) {
		if (rows->again)
			ask_from(screen, rows, 0);
		rows->again = rows->old = false;
		return false;
	}
	if (answer->kind == ANSWER_ERROR && rows->optional) {
		empty(rows);
		return false;
	}
	if (answer->kind == ANSWER_ERROR) {
		if (answer->error.kind == ERROR_STATE) {
			empty(rows);
			rows->refused = answer->error.message;
			rows->loaded = true;
		}
		if (answer->error.kind != ERROR_STATE || !rows->quiet)
			app_say_error(screen->app, &answer->error);
		return false;
	}
	rows->refused.id[0] = '\0';
	if (!view_number(&answer->body, ROWS_FIRST)) {
		empty(rows);
		before = 0;
	}
	keep(rows, &answer->body);
	rows->total = (size_t)view_number(&answer->body, ROWS_TOTAL);
	rows->loaded = true;
	if (rows->count >= rows->total || rows->count == before)
		return true;
	ask_from(screen, rows, rows->count);
	return false;
}

void rows_release(struct rows *rows)
{
	arena_release(&rows->arena);
	free(rows->items);
	rows->items = NULL;
	rows->count = rows->room = 0;
}

int64_t rows_number(const struct view *row, unsigned column)
{
	return view_number(row, (uint16_t)(CELL_FIRST + column));
}

struct text rows_text(const struct view *row, unsigned column)
{
	return view_text(row, (uint16_t)(CELL_FIRST + column));
}

struct text rows_words(const struct view *row, unsigned column, unsigned english)
{
	return rows_text(row, words_language() == LANGUAGE_EN && rows_has(row, english) ? english : column);
}

bool rows_has(const struct view *row, unsigned column)
{
	return view_has(row, (uint16_t)(CELL_FIRST + column));
}

size_t rows_place(const struct rows *rows, uint64_t id)
{
	size_t at = 0;

	while (at < rows->count && rows->items[at].id != id)
		at++;
	return at;
}

const struct view *rows_find(const struct rows *rows, uint64_t id)
{
	size_t at = rows_place(rows, id);

	return at < rows->count ? &rows->items[at] : NULL;
}
