/* What the numbers of a list come to. */
#include "core/service/pages.h"
#include "core/service/session.h"

enum { SUMS_MAX = 16 };

struct sums {
	struct sum {
		struct path path;
		int64_t total;
		bool any, over; /* over: more than a number can say */
	} items[SUMS_MAX];
	size_t count;
	struct path alike; /* no steps: whatever the rows have */
	struct value same; /* of the first row */
};

/* Of several values a path gives the first: that is no sum. */
static bool gives_one(const struct path *path)
{
	for (size_t i = 0; i < path->count; i++)
		if (path->steps[i]->rows || path->steps[i]->type == &type_refs)
			return false;
	return true;
}

static bool sum_compile(struct sum *sum, const struct paging *paging, struct text name, struct error *err)
{
	const struct field *field;

	*sum = (struct sum){.total = 0};
	if (!path_compile(&sum->path, paging->world->schema, paging->source->shape, name, err))
		return false;
	field = path_field(&sum->path);
	return (field && gives_one(&sum->path) && !field->choices &&
		       (field->type == &type_number || field->type == &type_decimal)) ||
		fail(err, ERROR_INPUT, "\"{1}\" is no number: it has no sum", "S", name);
}

static bool sums_compile(struct sums *sums, const struct paging *paging, struct error *err)
{
	const struct view *body = &paging->request->body;
	struct text lines = view_text(body, PAGE_SUMS), alike = view_text(body, PAGE_ALIKE), line;

	while (text_split(&lines, '\n', &line)) {
		if (sums->count == SUMS_MAX)
			return fail(err, ERROR_INPUT, "At most {1} sums", "n", (int64_t)SUMS_MAX) ||
				fail_at(err, PAGE_SUMS, err->row);
		if (!sum_compile(&sums->items[sums->count++], paging, line, err))
			return fail_at(err, PAGE_SUMS, err->row);
	}
	return !alike.len ||
		path_compile(&sums->alike, paging->world->schema, paging->source->shape, alike, err) ||
		fail_at(err, PAGE_ALIKE, err->row);
}

/* A number that is not there is not 0, but adds nothing. */
static void add_row(struct sums *sums, struct world *world, const struct view *row)
{
	struct value value;

	for (size_t i = 0; i < sums->count; i++) {
		struct sum *sum = &sums->items[i];

		if (!path_get(&sum->path, world, row, &value))
			continue;
		sum->any = true;
		sum->over |= __builtin_add_overflow(sum->total, value.number, &sum->total);
	}
}

static bool goes_along(struct sums *sums, const struct paging *paging, const struct view *row, bool first,
	struct arena *arena)
{
	struct value value;

	if (!sums->alike.count && !sums->alike.whole_id)
		return true;
	if (!path_get(&sums->alike, paging->world, row, &value))
		value = EMPTY_VALUE;
	if (first) {
		sums->same = value;
		sums->same.bytes = arena_text(arena, value.bytes);
	}
	return value_equal(&value, &sums->same);
}

static void put_sums(struct request *request, const struct sums *sums)
{
	struct buf rows = BUF_INIT;

	for (size_t i = 0; i < sums->count; i++) {
		const struct sum *sum = &sums->items[i];
		struct value total = value_number(sum->total);
		size_t start;

		if (!sum->any || sum->over)
			continue;
		start = rows_begin(&rows, i + 1);
		value_write(SUM_TOTAL, &total, &rows);
		rows_end(&rows, start);
	}
	record_put_rows(request, &request->answer, ROWS_SUMS, &rows);
}

bool pages_sum(struct paging *paging, const struct listed *listed, struct error *err)
{
	struct sums sums = {.count = 0};
	struct view row;
	size_t at = 0;

	if (!sums_compile(&sums, paging, err))
		return false;
	world_follow_seen(paging->world);
	for (; at < listed->count; at++) {
		listed_row(paging, listed, at, &row);
		if (!goes_along(&sums, paging, &row, !at, &paging->arena))
			break;
		add_row(&sums, paging->world, &row);
	}
	world_follow_all(paging->world);
	if (at == listed->count)
		put_sums(paging->request, &sums);
	return true;
}
