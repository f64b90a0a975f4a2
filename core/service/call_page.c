/* Some rows of a source: what was asked, the rows around a place, their cells. */
#include "core/service/pages.h"
#include "core/service/score_sources.h"

#include "core/base/memory.h"

enum { COUNT_USUAL = 50, COUNT_MAX = 1000, COLUMNS_MAX = 64 };

static bool compile_columns(const struct entity *shape, struct world *world, struct text paths,
	struct path *columns, size_t *count, struct error *err)
{
	struct text line;

	for (*count = 0; text_split(&paths, '\n', &line);) {
		const struct field *field;

		if (*count == COLUMNS_MAX)
			return fail(err, ERROR_INPUT, "At most {1} columns", "n", (int64_t)COLUMNS_MAX);
		if (!path_compile(&columns[*count], world->schema, shape, text_trim(line), err))
			return fail_at(err, PAGE_COLUMNS, err->row);
		field = path_field(&columns[(*count)++]);
		if (field && field->flags & SECRET)
			return fail(err, ERROR_DENIED, "{1} is secret", "t", field->name, field->label);
	}
	return true;
}

static bool is_reference(const struct field *field)
{
	return field && (field->type == &type_ref || field->type == &type_refs);
}

/* A reference becomes its title, or those of all it names; the other shapes stay. */
static void put_cell(struct paging *paging, const struct path *path, const struct view *row, uint16_t tag,
	struct record *cells)
{
	const struct field *field = path_field(path);
	struct buf title = BUF_INIT;
	struct value value;

	if (!path_get(path, paging->world, row, &value))
		return;
	if (!is_reference(field)) {
		record_set(cells, tag, value);
		return;
	}
	if (value.kind == VALUE_NUMBER)
		paging->naming.naming.title(
			&paging->naming.naming, field->target, (uint64_t)value.number, &title);
	else
		field_show(field, &value, &paging->naming.naming, &title);
	record_text(cells, tag, arena_text(&paging->cells, buf_as_text(&title)));
	buf_release(&title);
}

static void put_row(
	struct paging *paging, const struct view *row, uint64_t id, struct buf *rows, uint64_t *key)
{
	struct record cells;

	record_init(&cells, &cell_rows);
	record_number(&cells, CELL_ID, (int64_t)id);
	for (size_t i = 0; i < paging->column_count; i++)
		put_cell(paging, &paging->columns[i], row, (uint16_t)(CELL_FIRST + i), &cells);
	rows_add_record(rows, key, &cells);
	arena_release(&paging->cells);
}

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

	if (view_number(body, PAGE_AROUND))
		return SIZE_MAX;
	return (first > 0 ? (size_t)first : 0) + rows_asked(body);
}

static void put_rows(struct paging *paging, const struct listed *listed)
{
	struct request *request = paging->request;
	size_t count = rows_asked(&request->body);
	size_t first = first_row(paging, listed, count);
	struct buf rows = BUF_INIT;
	uint64_t key = 0;

	for (size_t i = first; i < listed->count && i < first + count; i++) {
		struct view row = {.entity = listed->source->shape, .id = listed->ids[i]};

		if (listed->bodies)
			row.body = listed->bodies[i];
		else if (!paging->world->get(paging->world, row.entity->id, row.id, &row, NULL))
			row.body = NO_TEXT;
		put_row(paging, &row, listed->ids[i], &rows, &key);
	}
	record_number(&request->answer, ROWS_TOTAL, (int64_t)listed->total);
	record_number(&request->answer, ROWS_FIRST, (int64_t)first);
	record_number(&request->answer, ROWS_CHANGE, (int64_t)listed->change);
	record_put_rows(request, &request->answer, ROWS_ROWS, &rows);
}

static bool page(struct world *world, void *arg, struct error *err)
{
	struct paging *paging = arg;
	struct request *request = paging->request;
	struct text name = view_text(&request->body, PAGE_SOURCE);
	const struct listed *listed;

	request_again(request);
	arena_release(&paging->arena);
	paging->world = world;
	naming_over(&paging->naming, world, request->server->language);
	paging->source = served_source(world->schema, name);
	if (!paging->source)
		return fail(err, ERROR_MISSING, "There is no source \"{1}\"", "S", name);
	if (!compile_columns(paging->source->shape, world, view_text(&request->body, PAGE_COLUMNS),
		    paging->columns, &paging->column_count, err))
		return false;
	paging->most = rows_needed(&request->body);
	listed = pages_find(paging, err);
	if (!listed)
		return false;
	put_rows(paging, listed);
	return true;
}

bool call_page(struct request *request, struct error *err)
{
	struct paging paging = {.request = request};
	struct path columns[COLUMNS_MAX];
	bool ok;

	paging.columns = columns;
	ok = store_read(request->server->store, request->server->person, page, &paging, err);
	arena_release(&paging.arena);
	arena_release(&paging.cells);
	return ok;
}
