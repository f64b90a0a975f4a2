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
	if (!id)
		plan->added++;
	else if (world->get(world, plan->input->entity->id, id, &stored, NULL) &&
		text_equal(stored.body, buf_as_text(&body)))
		plan->same++;
	else
		plan->changed++;
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

bool import_check(
	struct world *world, const struct import_input *input, struct import_plan *plan, struct error *err)
{
	const struct field *key = key_field(input->entity), *title = entity_title_field(input->entity);

	*plan = (struct import_plan){.input = input};
	if (!import_columns(plan, err))
		return false;
	for (size_t i = 0; i < input->count; i++)
		check_row(plan, world, i, key);
	if (key)
		repeated_keys(plan, import_column_of(plan, key->tag));
	if (title && title != key)
		same_names(plan, import_column_of(plan, title->tag));
	import_names(plan, world);
	count_faults(plan);
	return true;
}

void import_plan_release(struct import_plan *plan)
{
	free(plan->faults);
	free(plan->names);
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

struct on_day {
	int64_t day;
	uint16_t from, to;
	uint64_t id, group;
};

static bool look_membership(const struct view *view, void *arg)
{
	struct on_day *found = arg;

	if (dated_holds(view, found->from, found->to, found->day)) {
		found->id = view->id;
		found->group = (uint64_t)view_number(view, MEMBERSHIP_GROUP);
	}
	return true;
}

/* In another group until the day before, in this one from that day on. */
static bool place_in_group(
	struct writer *writer, uint64_t person, uint64_t group, int64_t on, struct error *err)
{
	struct on_day now = {on, MEMBERSHIP_FROM, MEMBERSHIP_TO, 0, 0};
	struct value key = value_number((int64_t)person);
	uint64_t id = 0;
	struct record_slot end = {MEMBERSHIP_TO, value_number(on - 1)};
	struct record_slot start[] = {{MEMBERSHIP_PERSON, key},
		{MEMBERSHIP_GROUP, value_number((int64_t)group)}, {MEMBERSHIP_FROM, value_number(on)}};

	if (!writer->world.walk(&writer->world, ENTITY_MEMBERSHIP, MEMBERSHIP_BY_PERSON, &key, 1,
		    look_membership, &now, err))
		return false;
	if (now.group == group)
		return true;
	if (now.id && !writer_set(writer, ENTITY_MEMBERSHIP, &now.id, &end, 1, err))
		return false;
	return writer_set(writer, ENTITY_MEMBERSHIP, &id, start, 3, err);
}

static bool look_leader(const struct view *view, void *arg)
{
	struct on_day *found = arg;

	if (view_number(view, TERM_KIND) == TERM_LEADER &&
		dated_holds(view, found->from, found->to, found->day)) {
		found->id = view->id;
		found->group = (uint64_t)view_number(view, TERM_PERSON);
	}
	return true;
}

static bool make_leader(struct writer *writer, uint64_t person, uint64_t group, int64_t on, struct error *err)
{
	struct on_day now = {on, TERM_FROM, TERM_TO, 0, 0};
	struct value key = value_number((int64_t)group);
	uint64_t id = 0;
	struct record_slot end = {TERM_TO, value_number(on - 1)};
	struct record_slot start[] = {{TERM_KIND, value_number(TERM_LEADER)},
		{TERM_PERSON, value_number((int64_t)person)}, {TERM_GROUP, key},
		{TERM_FROM, value_number(on)}};

	if (!writer->world.walk(&writer->world, ENTITY_TERM, TERM_BY_GROUP, &key, 1, look_leader, &now, err))
		return false;
	if (now.group == person)
		return true;
	if (now.id && !writer_set(writer, ENTITY_TERM, &now.id, &end, 1, err))
		return false;
	return writer_set(writer, ENTITY_TERM, &id, start, 4, err);
}

static uint64_t named_id(
	struct import_plan *plan, const struct import_row *row, enum import_extra extra, unsigned entity)
{
	struct text name = import_cell(row, import_column_of_extra(plan, extra));
	struct import_name *known = name.len ? import_name(plan, entity, name) : NULL;

	return known ? known->id : 0;
}

static bool says_yes(struct text text)
{
	static const char *const words[] = {
		"是", "yes", "1", "true", "组长", "√", "Y", "y"}; /* glyphs: data */

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (text_is(text, words[i]))
			return true;
	return false;
}

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static bool apply_row(struct writer *writer, struct import_plan *plan, size_t index, const struct field *key,
	struct error *err)
{
	const struct import_row *row = &plan->input->rows[index];
	uint64_t id = stored_id(&writer->world, plan, row, key);
	uint64_t team = named_id(plan, row, EXTRA_TEAM, ENTITY_TEAM),
		 group = named_id(plan, row, EXTRA_GROUP, ENTITY_GROUP);
	struct buf room = BUF_INIT;
	struct record record;
	int64_t on = plan->input->on;
	bool good;

	record_init(&record, plan->input->entity);
	import_values(plan, &writer->world, index, &record, &room);
	if (team)
		record_number(&record, PERSON_TEAM, (int64_t)team);
	/* Nobody is in a group before he is a member, or before he is in a court. */
	on = later(on, record_get(&record, PERSON_JOINED).number);
	on = later(on, record_get(&record, PERSON_COURT_SINCE).number);
	good = writer_set(writer, plan->input->entity->id, &id, record.slots, record.count, err);
	if (good && group)
		good = place_in_group(writer, id, group, on, err);
	if (good && group && says_yes(import_cell(row, import_column_of_extra(plan, EXTRA_LEADER))))
		good = make_leader(writer, id, group, on, err);
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
