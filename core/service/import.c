#include "core/service/import.h"

#include <stdlib.h>
#include "core/base/date.h"
#include "core/model/dated.h"
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

/* The rows whose key an earlier row has already. */
static void repeated_keys(struct import_plan *plan, int key)
{
	for (size_t i = 0; key >= 0 && i < plan->input->count; i++) {
		struct text text = import_cell(&plan->input->rows[i], key);
		size_t j = 0;

		while (j < i && !text_equal(text, import_cell(&plan->input->rows[j], key)))
			j++;
		if (text.len && j < i)
			message_set(&import_fault(plan, i, key, false)->message, "The same as in row {1}",
				"n", (int64_t)plan->input->rows[j].number);
	}
}

/* Two people of one name are possible, and worth a look. */
static void same_names(struct import_plan *plan, int name)
{
	for (size_t i = 0; name >= 0 && i < plan->input->count; i++)
		for (size_t j = 0; j < i; j++)
			if (import_cell(&plan->input->rows[i], name).len &&
				text_equal(import_cell(&plan->input->rows[i], name),
					import_cell(&plan->input->rows[j], name))) {
				message_set(&import_fault(plan, i, name, true)->message,
					"The same name as in row {1}", "n",
					(int64_t)plan->input->rows[j].number);
				break;
			}
}

static uint64_t stored_id(struct world *world, const struct import_plan *plan, const struct import_row *row,
	const struct field *key)
{
	uint64_t id = 0;
	int column = key ? import_column_of(plan, key->tag) : IMPORT_WHOLE_ROW;

	if (column < 0 ||
		!world_find(world, plan->input->entity->id, key->tag, import_cell(row, column), &id))
		return 0;
	return id;
}

/* The record as it would be: what is stored, and the row's cells on top. Cells left empty change nothing. */
static bool row_record(struct import_plan *plan, struct world *world, size_t index, uint64_t id,
	struct record *record, struct buf *room)
{
	struct view stored;

	record_init(record, plan->input->entity);
	if (id && world->get(world, plan->input->entity->id, id, &stored, NULL))
		record_read(record, plan->input->entity, arena_text(&plan->arena, stored.body));
	return import_values(plan, world, index, record, room);
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

		/* A cell that could not be read has been named already. */
		for (size_t f = 0; f < plan->fault_count; f++)
			if (plan->faults[f].row == index && !plan->faults[f].warning &&
				(plan->faults[f].column == column || plan->faults[f].swap == column))
				goto named;
		fault = import_fault(plan, index, column, problems.items[i].warning);
		fault->message = problems.items[i].message;
	named:;
	}
	problems_release(&problems);
	buf_release(&body);
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
	struct record record;
	struct view stored;
	uint64_t id;

	if (!row_width(plan, index))
		return;
	tidy_row(plan, index);
	id = stored_id(world, plan, &plan->input->rows[index], key);
	row_record(plan, world, index, id, &record, &room);
	row_meaning(plan, world, index, id, &record);
	record_write(&record, &body);
	plan->known[index] = (struct import_known){.id = id,
		.on = import_day(plan, &record),
		.same = id && world->get(world, plan->input->entity->id, id, &stored, NULL) &&
			text_equal(stored.body, buf_as_text(&body)),
		.read = true};
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
	const struct field *key = key_field(input->entity), *title = entity_title_field(input->entity);

	*plan = (struct import_plan){.input = input};
	if (!import_columns(plan, err))
		return false;
	plan->known = mem_new((input->count + 1) * sizeof(*plan->known));
	for (size_t i = 0; i < input->count; i++)
		check_row(plan, world, i, key);
	if (key)
		repeated_keys(plan, import_column_of(plan, key->tag));
	if (title && title != key)
		same_names(plan, import_column_of(plan, title->tag));
	import_names(plan, world);
	count_rows(plan, world);
	count_faults(plan);
	return true;
}

void import_plan_release(struct import_plan *plan)
{
	free(plan->faults);
	free(plan->names);
	free(plan->known);
	arena_release(&plan->arena);
	*plan = (struct import_plan){0};
}

/* --- doing --- */

static bool make_name(struct writer *writer, struct import_plan *plan, struct import_name *name,
	int64_t order, struct error *err)
{
	struct import_name *parent = name->parent.len ? import_name(plan, ENTITY_BRANCH, name->parent) : NULL;
	struct record_slot values[3] = {
		{GROUP_NAME, value_text(name->name)},
		{name->entity == ENTITY_GROUP                 ? GROUP_ORDER
				: name->entity == ENTITY_TEAM ? TEAM_ORDER
							      : BRANCH_ORDER,
			value_number(order)},
		{GROUP_BRANCH, value_number(parent ? (int64_t)parent->id : 0)},
	};

	return name->id ||
		writer_set(
			writer, name->entity, &name->id, values, name->entity == ENTITY_GROUP ? 3 : 2, err);
}

static bool make_names(struct writer *writer, struct import_plan *plan, struct error *err)
{
	static const unsigned order[] = {ENTITY_BRANCH, ENTITY_TEAM, ENTITY_GROUP};

	for (size_t k = 0; k < sizeof(order) / sizeof(*order); k++)
		for (size_t i = 0; i < plan->name_count; i++)
			if (plan->names[i].entity == order[k] &&
				!make_name(writer, plan, &plan->names[i], (int64_t)i + 1, err))
				return false;
	return true;
}

static bool apply_row(struct writer *writer, struct import_plan *plan, size_t index, const struct field *key,
	struct error *err)
{
	uint64_t id = stored_id(&writer->world, plan, &plan->input->rows[index], key);
	struct buf room = BUF_INIT;
	struct import_place place;
	struct record record;
	bool good;

	record_init(&record, plan->input->entity);
	import_values(plan, &writer->world, index, &record, &room);
	place = import_place(plan, index, import_day(plan, &record));
	if (place.team)
		record_number(&record, PERSON_TEAM, (int64_t)place.team->id);
	good = writer_set(writer, plan->input->entity->id, &id, record.slots, record.count, err) &&
		import_put(writer, id, &place, err);
	record_release(&record);
	buf_release(&room);
	return good;
}

bool import_apply(struct writer *writer, struct import_plan *plan, struct error *err)
{
	const struct field *key = key_field(plan->input->entity);

	if (plan->errors)
		return fail(err, ERROR_INPUT, "{1} faults in {2} rows: nothing was written", "nn",
			(int64_t)plan->errors, (int64_t)plan->bad_rows);
	if (!make_names(writer, plan, err))
		return false;
	for (size_t i = 0; i < plan->input->count; i++)
		if (!apply_row(writer, plan, i, key, err))
			return false;
	return true;
}
