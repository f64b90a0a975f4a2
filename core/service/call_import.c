/* A file's rows: checked and shown, and with the same call done when there is no fault left. */
#include "core/service/request.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/model/operations.h"
#include "core/service/import.h"

enum { SEPARATOR = 0x1f };

struct importing {
	struct request *request;
	struct import_input input;
	struct import_plan plan;
	bool tried;
};

/* --- what was sent --- */

static size_t split_cells(struct text joined, struct text *cells, size_t most)
{
	struct text cell;
	size_t count = 0;

	/* An empty cell at the end is a cell too. */
	for (;;) {
		size_t at = text_find(joined, TEXT("\x1f"));

		cell = text_take(joined, at);
		if (count < most)
			cells[count] = cell;
		count++;
		if (at == joined.len)
			return count;
		joined = text_skip(joined, at + 1);
	}
}

static int64_t new_year(int64_t today)
{
	return date_of(date_parts(today).year, 1, 1);
}

static bool read_input(struct importing *importing, struct world *world, struct error *err)
{
	struct request *request = importing->request;
	struct import_input *input = &importing->input;
	struct row_walk rows = view_rows(&request->body, IMPORT_ROWS);
	struct text cells[IMPORT_COLUMNS_MAX * 2];

	*input = (struct import_input){
		.on = view_number_or(&request->body, IMPORT_ON, new_year(world->today))};
	input->entity = schema_entity(world->schema, (unsigned)view_number(&request->body, IMPORT_ENTITY));
	if (!input->entity)
		return fail(err, ERROR_MISSING, "There is nothing of that kind to import", "");
	if (input->on < DATE_MIN || input->on > DATE_MAX)
		return fail(err, ERROR_INPUT, "The message makes no sense", "");
	input->columns =
		split_cells(view_text(&request->body, IMPORT_HEADER), input->header, IMPORT_COLUMNS_MAX);
	if (input->columns > IMPORT_COLUMNS_MAX)
		return fail(err, ERROR_INPUT, "More than {1} columns", "n", (int64_t)IMPORT_COLUMNS_MAX);
	if (view_row_count(&request->body, IMPORT_ROWS) > IMPORT_ROWS_MAX)
		return fail(err, ERROR_INPUT, "More than {1} rows: import them in parts", "n",
			(int64_t)IMPORT_ROWS_MAX);
	input->rows = arena_new(
		&request->arena, view_row_count(&request->body, IMPORT_ROWS) * sizeof(*input->rows));
	while (row_walk_next(&rows)) {
		struct import_row *row = &input->rows[input->count++];

		row->number = (size_t)view_number(&rows.row, LINE_NUMBER);
		row->count = split_cells(view_text(&rows.row, LINE_CELLS), cells, IMPORT_COLUMNS_MAX * 2);
		row->cells = arena_new(&request->arena, row->count * sizeof(*row->cells));
		for (size_t i = 0; i < row->count && i < IMPORT_COLUMNS_MAX * 2; i++)
			row->cells[i] = cells[i];
	}
	return true;
}

/* --- what is answered --- */

static void put_faults(struct request *request, const struct import_plan *plan)
{
	struct buf rows = BUF_INIT, words = BUF_INIT, message = BUF_INIT;
	uint64_t key = 0;
	struct record row;

	record_init(&row, &fault_rows);
	for (size_t i = 0; i < plan->fault_count; i++) {
		const struct import_fault *fault = &plan->faults[i];

		buf_clear(&words);
		buf_clear(&message);
		message_encode(&fault->message, &message);
		for (size_t s = 0; s < IMPORT_SUGGESTIONS && fault->suggestions[s].len; s++) {
			if (s)
				buf_byte(&words, SEPARATOR);
			buf_text(&words, fault->suggestions[s]);
		}
		record_number(&row, FAULT_ROW, (int64_t)fault->row);
		if (fault->column >= 0)
			record_number(&row, FAULT_COLUMN, fault->column);
		record_number(&row, FAULT_WARNING, fault->warning);
		if (fault->swap >= 0)
			record_number(&row, FAULT_SWAP, fault->swap);
		record_text(&row, FAULT_MESSAGE, buf_as_text(&message));
		record_text(&row, FAULT_SUGGESTIONS, buf_as_text(&words));
		rows_add_record(&rows, &key, &row);
	}
	record_release(&row);
	record_put_rows(request, &request->answer, IMPORTED_FAULTS, &rows);
	buf_release(&words);
	buf_release(&message);
}

static void put_names(struct request *request, const struct import_plan *plan)
{
	struct buf rows = BUF_INIT;
	uint64_t key = 0;
	struct record row;

	record_init(&row, &new_name_rows);
	for (size_t i = 0; i < plan->name_count; i++) {
		if (!plan->names[i].new || plan->names[i].near.len)
			continue;
		record_number(&row, NEW_NAME_ENTITY, plan->names[i].entity);
		record_text(&row, NEW_NAME, plan->names[i].name);
		record_text(&row, NEW_NAME_PARENT, plan->names[i].parent);
		rows_add_record(&rows, &key, &row);
	}
	record_release(&row);
	record_put_rows(request, &request->answer, IMPORTED_NAMES, &rows);
}

static void put_plan(struct request *request, const struct import_plan *plan)
{
	const struct {
		uint16_t tag;
		size_t number;
	} numbers[] = {
		{IMPORTED_ADDED, plan->added},
		{IMPORTED_CHANGED, plan->changed},
		{IMPORTED_SAME, plan->same},
		{IMPORTED_BAD_ROWS, plan->bad_rows},
		{IMPORTED_ERRORS, plan->errors},
		{IMPORTED_WARNINGS, plan->warnings},
	};
	int64_t known = 0;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		record_number(&request->answer, numbers[i].tag, (int64_t)numbers[i].number);
	for (size_t i = 0; i < plan->input->columns; i++)
		known += plan->fields[i] || plan->extra[i] >= 0;
	record_number(&request->answer, IMPORTED_KNOWN, known);
	put_faults(request, plan);
	put_names(request, plan);
}

/* --- checking and doing --- */

/* The operator's work: it makes people, groups and leaders. */
static bool may_import(const struct world *world, struct error *err)
{
	return !world->person || fail(err, ERROR_DENIED, "Only the Party affairs office imports", "");
}

static bool check(struct world *world, void *arg, struct error *err)
{
	struct importing *importing = arg;

	request_again(importing->request);
	import_plan_release(&importing->plan);
	if (!may_import(world, err) || !read_input(importing, world, err) ||
		!import_check(world, &importing->input, &importing->plan, err))
		return false;
	put_plan(importing->request, &importing->plan);
	return true;
}

/* To see whether anything is refused that the check did not foresee; then it is thrown away. */
static bool try(struct writer *writer, void *arg, struct error *err)
{
	struct importing *importing = arg;

	if (!check(&writer->world, arg, err) ||
		(!importing->plan.errors && !import_try(writer, &importing->plan, err)))
		return false;
	importing->tried = true;
	record_release(&importing->request->answer);
	put_plan(importing->request, &importing->plan);
	return fail(err, ERROR_STATE, "Nothing was written yet", "");
}

static bool preview(struct importing *importing, struct error *err)
{
	struct request *request = importing->request;
	struct change_head head = request_head(request, "import", NO_TEXT);

	if (!store_read(request->server->store, request->server->person, check, importing, err))
		return false;
	if (importing->plan.errors)
		return true;
	if (store_change(request->server->store, &head, try, importing, NULL, err) || !importing->tried)
		return false;
	*err = (struct error)ERROR_INIT;
	return true;
}

static bool apply(struct writer *writer, void *arg, struct error *err)
{
	struct importing *importing = arg;

	return check(&writer->world, arg, err) && import_apply(writer, &importing->plan, err) &&
		model_follow(writer, err);
}

bool call_import(struct request *request, struct error *err)
{
	struct importing importing = {.request = request};
	struct change_result result = {0};
	bool good;

	if (view_number(&request->body, IMPORT_DO)) {
		struct change_head head =
			request_head(request, "import", view_text(&request->body, IMPORT_TOKEN));

		good = store_change(request->server->store, &head, apply, &importing, &result, err);
		if (good)
			record_number(&request->answer, IMPORTED_SEQUENCE, (int64_t)result.sequence);
		change_result_release(&result);
	} else {
		good = preview(&importing, err);
	}
	import_plan_release(&importing.plan);
	return good;
}
