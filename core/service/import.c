#include "core/service/import.h"

#include <stdlib.h>
#include "core/base/date.h"
#include "core/model/dated.h"
#include "core/model/operations.h"
#include "core/schema/world.h"
#include "core/service/import_internal.h"

/* --- checking --- */

/* The field by which a row finds its record: the first unique one. */
static const struct field *key_field(const struct entity *entity)
{
	for (const struct field *field = NULL; (field = entity_next(entity, field));)
		if (field->flags & UNIQUE && field->flags & REQUIRED)
			return field;
	return NULL;
}

static bool row_width(struct import_plan *plan, size_t index)
{
	const struct import_row *row = &plan->input->rows[index];
	struct import_fault *fault;

	if (row->count == plan->input->columns)
		return true;
	fault = import_fault(plan, index, IMPORT_WHOLE_ROW, false);
	message_set(&fault->message,
		row->count > plan->input->columns ? N_("{1} columns more than the heading")
						  : N_("{1} columns less than the heading"),
		"n",
		row->count > plan->input->columns ? (int64_t)(row->count - plan->input->columns)
						  : (int64_t)(plan->input->columns - row->count));
	return false;
}

/* Who an earlier row is about, by its title. */
static struct text row_title(const struct import_plan *plan, size_t row)
{
	const struct field *title = entity_title_field(plan->input->entity);

	return title ? import_cell(&plan->input->rows[row], import_column_of(plan, title->tag)) : NO_TEXT;
}

/* The rows that have in this column what an earlier row has already. */
static void repeated(struct import_plan *plan, int column, bool warning, const char *says)
{
	struct text_map seen = {0};

	for (size_t i = 0; column >= 0 && i < plan->input->count; i++) {
		struct text text = import_cell(&plan->input->rows[i], column);
		size_t first = text.len ? text_map_put(&seen, text, i) : i;

		if (first != i)
			message_set(&import_fault(plan, i, column, warning)->message, says, "nS",
				(int64_t)plan->input->rows[first].number, row_title(plan, first));
	}
	text_map_release(&seen);
}

/* What only one record may have. Two people of one name are possible, and worth a look. */
static void repeated_cells(struct import_plan *plan)
{
	const struct field *title = entity_title_field(plan->input->entity);

	for (size_t i = 0; i < plan->input->columns; i++) {
		const struct field *field = plan->fields[i];

		if (field && field->flags & UNIQUE)
			repeated(plan, (int)i, false, N_("The same as in row {1}, {2}"));
		else if (field && field == title && !plan->input->entity->same)
			repeated(plan, (int)i, true, N_("The same name as in row {1}"));
	}
}

/* `record`: what the row alone says; id 0: a new one. */
static bool stored_id(struct world *world, const struct import_plan *plan, size_t index,
	const struct field *key, const struct record *record, uint64_t *id, struct error *err)
{
	int column = key ? import_column_of(plan, key->tag) : IMPORT_WHOLE_ROW;

	*id = 0;
	if (plan->input->entity->same)
		return import_same(world, plan->input->entity, record, id, err);
	if (column >= 0 &&
		!world_find(world, plan->input->entity->id, key->tag,
			import_cell(&plan->input->rows[index], column), id))
		*id = 0;
	return true;
}

static void take_initial(struct import_plan *plan, struct record *record)
{
	struct buf room = BUF_INIT;
	struct value value;

	for (const struct field *field = NULL; (field = entity_next(plan->input->entity, field));)
		if (field_initial(field, NULL, &room, &value)) {
			if (value.kind != VALUE_NUMBER)
				value.bytes = arena_text(&plan->arena, value.bytes);
			record_set(record, field->tag, value);
		}
	buf_release(&room);
}

/* The record as it would be: what is stored, and the row's cells on top. Cells left empty change nothing. */
static void row_record(struct import_plan *plan, struct world *world, uint64_t id, const struct record *row,
	struct record *record)
{
	struct view stored;

	record_init(record, plan->input->entity);
	if (id && world->get(world, plan->input->entity->id, id, &stored, NULL))
		record_read(record, plan->input->entity, arena_text(&plan->arena, stored.body));
	else
		take_initial(plan, record);
	for (size_t i = 0; i < row->count; i++)
		record_set(record, row->slots[i].tag, row->slots[i].value);
}

/* A cell that could not be read; the faults of the row under way are the last ones. */
static bool named_already(const struct import_plan *plan, size_t row, int column)
{
	for (size_t f = plan->fault_count; f-- && plan->faults[f].row == row;)
		if (!plan->faults[f].warning &&
			(plan->faults[f].column == column || plan->faults[f].swap == column))
			return true;
	return false;
}

static void row_meaning(
	struct import_plan *plan, struct world *world, size_t index, uint64_t id, const struct record *record)
{
	struct problems problems = PROBLEMS_INIT;
	struct buf body = BUF_INIT;
	struct view view = {.entity = plan->input->entity, .id = id};

	record_write(record, &body);
	view.body = buf_as_text(&body);
	view_check(&view, world, &problems);
	for (size_t i = 0; i < problems.count; i++) {
		int column = import_column_of(plan, problems.items[i].tag);
		struct import_fault *fault;

		if (named_already(plan, index, column))
			continue;
		fault = import_fault(plan, index, column, problems.items[i].warning);
		fault->message = problems.items[i].message;
	}
	problems_release(&problems);
	buf_release(&body);
}

/* The office may all there is, but for what results were made of: that may only be said again. */
static void row_right(struct import_plan *plan, struct world *world, size_t index, struct text body)
{
	struct view view = {.entity = plan->input->entity, .id = plan->known[index].id, .body = body};
	struct error refusal = ERROR_INIT;

	if (!plan->known[index].same && !record_may_write(world, &view, &refusal))
		import_fault(plan, index, IMPORT_WHOLE_ROW, false)->message = refusal.message;
}

/* Cells of one line; what is wrong with the others is found when they are read. */
static void tidy_row(struct import_plan *plan, size_t index)
{
	for (size_t i = 0; i < plan->input->columns; i++)
		if (plan->fields[i] && plan->fields[i]->type == &type_text)
			import_tidy(plan, plan->fields[i], index, i, NULL);
}

static void check_row(struct import_plan *plan, struct world *world, size_t index, const struct field *key)
{
	struct buf room = BUF_INIT, body = BUF_INIT;
	struct error unread = ERROR_INIT;
	struct record row, record;
	struct view stored;
	uint64_t id;

	if (!row_width(plan, index))
		return;
	tidy_row(plan, index);
	record_init(&row, plan->input->entity);
	if (import_values(plan, world, index, &row, &room) && plan->input->entity->same)
		import_seen(plan, index, &row);
	if (!stored_id(world, plan, index, key, &row, &id, &unread)) {
		import_fault(plan, index, IMPORT_WHOLE_ROW, false)->message = unread.message;
		record_release(&row);
		buf_release(&room);
		return;
	}
	row_record(plan, world, id, &row, &record);
	row_meaning(plan, world, index, id, &record);
	if (plan->input->entity->id == ENTITY_MARK)
		import_mark(plan, world, index, &record);
	record_write(&record, &body);
	plan->known[index] = (struct import_known){.id = id,
		.on = import_day(plan, &record),
		.same = id && world->get(world, plan->input->entity->id, id, &stored, NULL) &&
			text_equal(stored.body, buf_as_text(&body)),
		.read = true};
	row_right(plan, world, index, buf_as_text(&body));
	record_release(&row);
	record_release(&record);
	buf_release(&room);
	buf_release(&body);
}

static int by_place(const void *a, const void *b)
{
	const struct import_fault *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

static void count_faults(struct import_plan *plan)
{
	size_t last = SIZE_MAX;

	plan->errors = plan->bad_rows = plan->warnings = 0;
	if (plan->fault_count)
		qsort(plan->faults, plan->fault_count, sizeof(*plan->faults), by_place);
	for (size_t i = 0; i < plan->fault_count; i++) {
		if (plan->faults[i].warning) {
			plan->warnings++;
			continue;
		}
		plan->errors++;
		plan->bad_rows += plan->faults[i].row != last;
		last = plan->faults[i].row;
	}
}

/* Of the faults from there on, only those that are no reminders. */
static void keep_errors(struct import_plan *plan, size_t from)
{
	size_t kept = from;

	for (size_t i = from; i < plan->fault_count; i++)
		if (!plan->faults[i].warning)
			plan->faults[kept++] = plan->faults[i];
	plan->fault_count = kept;
}

/* When the names are known, too: who only moves is changed as well. */
static void count_rows(struct import_plan *plan, struct world *world)
{
	for (size_t i = 0; i < plan->input->count; i++) {
		const struct import_known *known = &plan->known[i];
		struct import_place place = import_place(plan, i, known->on);
		struct view stored;

		if (!known->read)
			continue;
		if (!known->id)
			plan->added++;
		else if (known->same &&
			world->get(world, plan->input->entity->id, known->id, &stored, NULL) &&
			import_stands(world, &stored, &place))
			plan->same++;
		else
			plan->changed++;
	}
}

bool import_check(
	struct world *world, const struct import_input *input, struct import_plan *plan, struct error *err)
{
	const struct field *key = key_field(input->entity);

	*plan = (struct import_plan){.input = input};
	if (!import_columns(plan, err))
		return false;
	plan->known = mem_new((input->count + 1) * sizeof(*plan->known));
	for (size_t i = 0; i < input->count; i++)
		check_row(plan, world, i, key);
	repeated_cells(plan);
	import_names(plan, world);
	import_leaders(plan, world);
	count_rows(plan, world);
	count_faults(plan);
	return true;
}

void import_plan_release(struct import_plan *plan)
{
	free(plan->faults);
	free(plan->names);
	free(plan->known);
	import_rules_release(plan->rules);
	text_map_release(&plan->seen);
	for (size_t i = 0; i < IMPORT_NAME_KINDS; i++)
		text_map_release(&plan->name_places[i]);
	arena_release(&plan->arena);
	*plan = (struct import_plan){0};
}

/* --- doing --- */

bool import_refused(
	struct import_plan *plan, size_t row, int column, const struct error *why, struct error *err)
{
	if (why->kind == ERROR_FULL || why->kind == ERROR_SYSTEM || why->kind == ERROR_BROKEN) {
		*err = *why;
		return false;
	}
	import_fault(plan, row, column, false)->message = why->message;
	return true;
}

/* Who has now what a row gives to somebody else, and gets another by the file himself, lets it go first:
 * the order of the rows decides nothing. */
static bool let_go(struct writer *writer, struct import_plan *plan, const struct text_map *rows, size_t index,
	int column, struct error *err)
{
	struct world *world = &writer->world;
	const struct field *field = plan->fields[column], *key = key_field(plan->input->entity);
	struct text wanted = import_cell(&plan->input->rows[index], column), his;
	struct record_slot none = {field->tag, EMPTY_VALUE};
	struct view holder;
	size_t row;
	uint64_t id;

	if (!wanted.len || !world_find(world, plan->input->entity->id, field->tag, wanted, &id) ||
		id == plan->known[index].id ||
		!world->get(world, plan->input->entity->id, id, &holder, err) ||
		!text_map_get(rows, view_text(&holder, key->tag), &row))
		return err->kind == ERROR_NONE;
	his = import_cell(&plan->input->rows[row], column);
	return !his.len || text_equal(his, wanted) ||
		writer_set(writer, plan->input->entity->id, &id, &none, 1, err);
}

static bool let_all_go(struct writer *writer, struct import_plan *plan, struct error *err)
{
	const struct field *key = key_field(plan->input->entity);
	int key_column = key ? import_column_of(plan, key->tag) : IMPORT_WHOLE_ROW;
	struct text_map rows = {0};
	bool good = true;

	for (size_t i = 0; key_column >= 0 && i < plan->input->count; i++)
		text_map_put(&rows, import_cell(&plan->input->rows[i], key_column), i);
	for (size_t c = 0; key_column >= 0 && c < plan->input->columns; c++) {
		const struct field *field = plan->fields[c];

		if (!field || field == key || !(field->flags & UNIQUE) || field->flags & REQUIRED)
			continue;
		for (size_t i = 0; good && i < plan->input->count; i++)
			good = let_go(writer, plan, &rows, i, (int)c, err);
	}
	text_map_release(&rows);
	return good;
}

static bool try_row(struct writer *writer, struct import_plan *plan, size_t index, const struct field *key,
	struct error *err)
{
	uint64_t id;
	struct buf room = BUF_INIT;
	struct error why = ERROR_INIT;
	struct import_place place;
	struct record record;
	bool good = true;

	record_init(&record, plan->input->entity);
	import_values(plan, &writer->world, index, &record, &room);
	if (!stored_id(&writer->world, plan, index, key, &record, &id, err)) {
		record_release(&record);
		buf_release(&room);
		return false;
	}
	place = import_place(plan, index, plan->known[index].on);
	if (place.team)
		record_number(&record, PERSON_TEAM, (int64_t)place.team->id);
	if (!writer_set(writer, plan->input->entity->id, &id, record.slots, record.count, &why))
		good = import_refused(plan, index, import_column_of(plan, why.tag), &why, err);
	else if (!import_put(writer, id, &place, &why))
		good = import_refused(plan, index, import_column_of_extra(plan, EXTRA_GROUP), &why, err);
	record_release(&record);
	buf_release(&room);
	return good;
}

bool import_try(struct writer *writer, struct import_plan *plan, struct error *err)
{
	const struct field *key = key_field(plan->input->entity);
	size_t before = plan->fault_count;
	bool good = import_make_names(writer, plan, err) && let_all_go(writer, plan, err);

	/* Reminders that the check gave already are given once more by import_values(). */
	for (size_t i = 0; good && i < plan->input->count; i++)
		good = try_row(writer, plan, i, key, err);
	keep_errors(plan, before);
	count_faults(plan);
	return good;
}

bool import_apply(struct writer *writer, struct import_plan *plan, struct error *err)
{
	if (!plan->errors && !import_try(writer, plan, err))
		return false;
	return !plan->errors ||
		fail(err, ERROR_INPUT, "{1} faults in {2} rows: nothing was written", "nn",
			(int64_t)plan->errors, (int64_t)plan->bad_rows);
}
