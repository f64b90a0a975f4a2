/* Some rows of a source: what was asked, the rows around a place, their cells. */
#include "core/service/cells.h"
#include "core/service/pages.h"

enum { COUNT_USUAL = 50, COUNT_MAX = 1000, ROW_USUAL = 48 };

/* The first row of the page: as asked, or moved so that the row asked for is on it. */
static size_t first_row(const struct paging *paging, const struct listed *listed, size_t count)
{
	const struct view *body = &paging->request->body;
	int64_t asked = view_number(body, PAGE_FIRST);
	size_t first = asked > 0 ? (size_t)asked : 0;
	uint64_t around = (uint64_t)view_number(body, PAGE_AROUND);
	size_t at = 0;

	if (around) {
		while (at < listed->count && listed->ids[at] != around)
			at++;
		if (at < listed->count && (at < first || at >= first + count))
			first = at > count / 2 ? at - count / 2 : 0;
	}
	if (first + count > listed->total)
		first = listed->total > count ? listed->total - count : 0;
	return first;
}

static size_t rows_asked(const struct view *body)
{
	int64_t count = view_number_or(body, PAGE_COUNT, COUNT_USUAL);

	return count < 0 ? 0 : count > COUNT_MAX ? COUNT_MAX : (size_t)count;
}

/* How many rows from the first must be listed to answer. */
static size_t rows_needed(const struct view *body)
{
	int64_t first = view_number(body, PAGE_FIRST);

	if (view_number(body, PAGE_AROUND) || view_has(body, PAGE_SUMS))
		return SIZE_MAX;
	return (first > 0 ? (size_t)first : 0) + rows_asked(body);
}

/* Returns the place behind the last of them. */
static size_t put_rows(struct paging *paging, const struct listed *listed)
{
	struct request *request = paging->request;
	size_t count = rows_asked(&request->body);
	size_t first = first_row(paging, listed, count);
	struct cells cells = {paging->columns, &paging->naming, view_number(&request->body, PAGE_SHOWN) != 0};
	struct buf rows = BUF_INIT;
	struct view row;
	uint64_t key = 0;

	buf_room(&rows, ((count < listed->count ? count : listed->count) + 1) * ROW_USUAL);
	world_follow_seen(paging->world);
	for (size_t i = first; i < listed->count && i < first + count; i++) {
		listed_row(paging, listed, i, &row);
		cells_add_row(&cells, &row, ++key, &rows);
	}
	world_follow_all(paging->world);
	cells_release(&cells);
	record_number(&request->answer, ROWS_TOTAL, (int64_t)listed->total);
	record_number(&request->answer, ROWS_FIRST, (int64_t)first);
	record_number(&request->answer, ROWS_CHANGE, (int64_t)listed->change);
	record_put_rows(request, &request->answer, ROWS_ROWS, &rows);
	return first + (size_t)key;
}

static bool page(struct world *world, void *arg, struct error *err)
{
	struct paging *paging = arg;
	struct request *request = paging->request;
	struct text name = view_text(&request->body, PAGE_SOURCE);
	const struct listed *listed;
	size_t end;

	request_again(request);
	arena_release(&paging->arena);
	paging->world = world;
	naming_over(&paging->naming, world, request->server->language);
	paging->naming.seen_only = true;
	paging->source = pages_source(paging);
	if (!paging->source)
		return fail(err, ERROR_MISSING, "There is no source \"{1}\"", "S", name);
	paging->columns = pages_columns(paging, err);
	if (!paging->columns)
		return false;
	paging->most = rows_needed(&request->body);
	listed = pages_find(paging, err);
	if (!listed)
		return false;
	end = put_rows(paging, listed);
	if (view_has(&request->body, PAGE_SUMS) && !pages_sum(paging, listed, err))
		return false;
	pages_were_read(paging, end);
	return true;
}

bool call_page(struct request *request, struct error *err)
{
	struct paging paging = {.request = request};
	bool ok;

	ok = store_read(request->server->store, request->server->person, page, &paging, err);
	arena_release(&paging.arena);
	return ok;
}
