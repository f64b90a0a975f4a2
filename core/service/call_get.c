/* One record whole, with the names it mentions, its faults, and what may be done with it. */
#include "core/service/request.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/model/lint.h"
#include "core/model/operations.h"
#include "core/service/call_run.h"
#include "core/service/evaluate.h"

struct mention {
	unsigned entity;
	uint64_t id;
};
struct mentions {
	struct mention *items;
	size_t count, room;
};

static void mention(struct mentions *mentions, unsigned entity, uint64_t id)
{
	if (!id)
		return;
	mentions->items =
		mem_grow(mentions->items, mentions->count, &mentions->room, sizeof(*mentions->items));
	mentions->items[mentions->count++] = (struct mention){entity, id};
}

static void mention_all(struct mentions *mentions, const struct view *view);

static void mention_value(struct mentions *mentions, const struct field *field, const struct value *value)
{
	struct row_walk rows = value_rows(field->rows, value);
	struct reader ids = value_ids(value);

	if (field->type == &type_ref && value->kind == VALUE_NUMBER)
		mention(mentions, field->target, (uint64_t)value->number);
	while (field->type == &type_refs && reader_left(&ids) && !ids.bad)
		mention(mentions, field->target, read_varint(&ids));
	while (field->rows && row_walk_next(&rows))
		mention_all(mentions, &rows.row);
}

static void mention_all(struct mentions *mentions, const struct view *view)
{
	struct field_walk walk = view_walk(view->entity, view->body);
	const struct field *field;

	while (field_walk_next(&walk))
		if ((field = entity_field(view->entity, walk.tag)))
			mention_value(mentions, field, &walk.value);
}

static int compare(const void *a, const void *b)
{
	const struct mention *one = a, *other = b;

	if (one->entity != other->entity)
		return one->entity < other->entity ? -1 : 1;
	return (one->id > other->id) - (one->id < other->id);
}

static void put_names(struct request *request, struct world *world, struct mentions *mentions)
{
	struct buf rows = BUF_INIT;
	struct record row;
	uint64_t key = 0;

	if (mentions->count)
		qsort(mentions->items, mentions->count, sizeof(*mentions->items), compare);
	for (size_t i = 0; i < mentions->count; i++) {
		const struct mention *item = &mentions->items[i];

		if (i && !compare(item - 1, item))
			continue;
		record_init(&row, &name_rows);
		record_number(&row, NAME_ENTITY, item->entity);
		record_number(&row, NAME_ID, (int64_t)item->id);
		record_text(&row, NAME_TITLE, title_of(request, world, item->entity, item->id));
		rows_add_record(&rows, &key, &row);
	}
	record_put_rows(request, &request->answer, GOT_NAMES, &rows);
}

void put_operation(struct request *request, struct record *row, const struct operation *operation,
	struct world *world, const struct view *view, struct error *refusal)
{
	struct message follows;

	message_set(&follows, operation->follows ? operation->follows : "", "");
	if (!refusal->kind && operation->foresee && view)
		operation->foresee(world, view, &follows, refusal);
	if (!refusal->kind && view)
		evaluate_foresee(operation, world, view, &follows);
	record_text(row, OPERATION_NAME, text_of(operation->name));
	record_number(row, OPERATION_ALLOWED, refusal->kind == ERROR_NONE);
	if (refusal->kind || operation->follows)
		record_put_message(request, row, OPERATION_WHY, refusal->kind ? &refusal->message : &follows);
}

/* Does it go with the others that it is to be run on? */
static void may_all(struct request *request, struct world *world, const struct operation *operation,
	struct error *refusal)
{
	struct value also = EMPTY_VALUE;
	struct message follows;
	struct view view;

	view_get(&request->body, GET_ALSO, &also);
	for (struct reader ids = value_ids(&also); !refusal->kind && reader_left(&ids);)
		if (request_record(world, operation->entity, read_varint(&ids), &view, refusal) &&
			operation_may(operation, world, &view, refusal) && operation->foresee)
			operation->foresee(world, &view, &follows, refusal);
}

static void put_also_titles(struct request *request, struct world *world, unsigned entity)
{
	struct value also = EMPTY_VALUE;
	struct buf titles = BUF_INIT;

	view_get(&request->body, GET_ALSO, &also);
	for (struct reader ids = value_ids(&also); reader_left(&ids);) {
		if (titles.len)
			buf_byte(&titles, '\n');
		buf_text(&titles, seen_title_of(request, world, entity, read_varint(&ids)));
	}
	record_put_text(request, &request->answer, GOT_ALSO_TITLES, buf_as_text(&titles));
	buf_release(&titles);
}

static void put_operations(struct request *request, struct world *world, const struct view *view)
{
	struct buf rows = BUF_INIT;
	struct record row;
	uint64_t key = 0;

	for (const struct operation *operation = operations; operation->name; operation++) {
		struct error refusal = ERROR_INIT;

		if (operation->entity != view->entity->id)
			continue;
		operation_may(operation, world, view, &refusal);
		may_all(request, world, operation, &refusal);
		record_init(&row, &operation_rows);
		put_operation(request, &row, operation, world, view, &refusal);
		rows_add_record(&rows, &key, &row);
	}
	record_put_rows(request, &request->answer, GOT_OPERATIONS, &rows);
}

/* What it says, and how it stands. */
static void put_record(struct request *request, struct world *world, const struct view *whole)
{
	struct record *answer = &request->answer;
	struct buf body = BUF_INIT;
	struct problems problems = PROBLEMS_INIT;
	struct error refusal = ERROR_INIT;

	record_number(answer, GOT_ENTITY, whole->entity->id);
	record_number(answer, GOT_ID, (int64_t)whole->id);
	record_number(answer, GOT_REVISION, whole->revision);
	record_number(answer, GOT_MOMENT, whole->moment);
	record_number(answer, GOT_AUTHOR, (int64_t)whole->author);
	told_only(whole->entity, whole->body, &body);
	record_put_text(request, answer, GOT_BODY, buf_as_text(&body));
	buf_release(&body);
	record_text(answer, GOT_TITLE, title_of(request, world, whole->entity->id, whole->id));
	view_check(whole, world, &problems);
	record_lint(whole, world, &problems);
	put_problems(request, answer, GOT_PROBLEMS, &problems);
	problems_release(&problems);
	record_number(answer, GOT_MAY_WRITE, record_may_write(world, whole, &refusal));
	if (refusal.kind)
		record_put_message(request, answer, GOT_WHY_NOT, &refusal.message);
}

static bool get(struct world *world, void *arg, struct error *err)
{
	struct request *request = arg;
	unsigned entity = (unsigned)view_number(&request->body, GET_ENTITY);
	uint64_t id = (uint64_t)view_number(&request->body, GET_ID);
	struct mentions mentions = {.items = NULL};
	struct buf body = BUF_INIT;
	struct view view, whole;
	bool ok;

	request_again(request);
	ok = request_record(world, entity, id, &view, err) && world_whole(world, &view, &body, err);
	if (ok) {
		whole = view;
		whole.body = buf_as_text(&body);
		put_record(request, world, &whole);
		mention_all(&mentions, &whole);
		mention(&mentions, ENTITY_PERSON, view.author);
		put_names(request, world, &mentions);
		put_also_titles(request, world, entity);
		put_operations(request, world, &view);
	}
	free(mentions.items);
	buf_release(&body);
	return ok;
}

bool call_get(struct request *request, struct error *err)
{
	return store_read(request->server->store, request->server->person, get, request, err);
}
