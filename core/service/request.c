/* Pieces of answers. */
#include "core/service/request.h"

#include <string.h>
#include "core/model/operations.h"

void request_again(struct request *request)
{
	buf_release(&request->rows);
	record_release(&request->answer);
	record_release(&request->failure);
	arena_release(&request->arena);
}

void record_put_text(struct request *request, struct record *record, uint16_t tag, struct text text)
{
	record_text(record, tag, arena_text(&request->arena, text));
}

void record_put_message(
	struct request *request, struct record *record, uint16_t tag, const struct message *message)
{
	struct buf bytes = BUF_INIT;

	message_encode(message, &bytes);
	record_put_text(request, record, tag, buf_as_text(&bytes));
	buf_release(&bytes);
}

void record_put_rows(struct request *request, struct record *record, uint16_t tag, struct buf *rows)
{
	struct text bytes = buf_as_text(rows);

	if (!request->rows.len) {
		buf_release(&request->rows);
		request->rows = *rows;
		*rows = (struct buf)BUF_INIT;
	} else {
		bytes = arena_text(&request->arena, bytes);
	}
	buf_release(rows);
	record_set(record, tag, (struct value){VALUE_ROWS, 0, bytes});
}

void rows_add_record(struct buf *rows, uint64_t *key, struct record *record)
{
	struct buf body = BUF_INIT;

	record_write(record, &body);
	rows_add(rows, ++*key, buf_as_text(&body));
	buf_release(&body);
	record_release(record);
}

struct text title_of(struct request *request, struct world *world, unsigned entity, uint64_t id)
{
	struct world_naming room;
	struct naming *naming = naming_over(&room, world, request->server->language);
	struct buf words = BUF_INIT;
	struct text title = NO_TEXT;

	if (naming->title(naming, entity, id, &words))
		title = arena_text(&request->arena, buf_as_text(&words));
	buf_release(&words);
	return title;
}

bool request_record(struct world *world, unsigned entity, uint64_t id, struct view *view, struct error *err)
{
	const struct entity *shape = schema_entity(world->schema, entity);

	if (!shape)
		return fail(err, ERROR_MISSING, "There is no kind of record {1}", "n", (int64_t)entity);
	if (!world->get(world, entity, id, view, err))
		return fail(err, ERROR_MISSING, "There is no {1} {2}", "tn", shape->name, shape->label,
			(int64_t)id);
	if (!record_may_see(world, view))
		return fail(err, ERROR_DENIED, "You may not see this {1}", "t", shape->name, shape->label);
	return true;
}

struct text seen_title_of(struct request *request, struct world *world, unsigned entity, uint64_t id)
{
	struct view view;

	return request_record(world, entity, id, &view, NULL) ? title_of(request, world, entity, id)
							      : NO_TEXT;
}

/* --- changes --- */

struct change_head request_head(struct request *request, const char *action, struct text token)
{
	struct change_head head = {
		.author = request->server->person, .uid = request->server->uid, .action = action};

	if (token.len == sizeof(head.token))
		memcpy(head.token, token.at, token.len);
	return head;
}

void put_problems(
	struct request *request, struct record *record, uint16_t tag, const struct problems *problems)
{
	struct record row;
	struct buf rows = BUF_INIT;
	uint64_t key = 0;

	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];

		record_init(&row, &problem_rows);
		if (problem->warning)
			record_number(&row, PROBLEM_WARNING, 1);
		if (problem->tag)
			record_number(&row, PROBLEM_TAG, problem->tag);
		if (problem->row)
			record_number(&row, PROBLEM_ROW, (int64_t)problem->row);
		record_put_message(request, &row, PROBLEM_MESSAGE, &problem->message);
		rows_add_record(&rows, &key, &row);
	}
	record_put_rows(request, record, tag, &rows);
}

static void put_items(struct request *request, const struct change_result *result)
{
	struct record row;
	struct buf items = BUF_INIT, rows = BUF_INIT;
	uint64_t key = 0;

	for (size_t i = 0; i < result->count; i++) {
		record_init(&row, &item_rows);
		record_number(&row, ITEM_ENTITY, result->items[i].entity);
		record_number(&row, ITEM_ID, (int64_t)result->items[i].id);
		if (result->items[i].placeholder)
			record_number(&row, ITEM_BASE, result->items[i].placeholder);
		record_number(&row, ITEM_REVISION, result->items[i].revision);
		rows_add_record(&items, &key, &row);
	}
	record_put_rows(request, &request->answer, APPLIED_ITEMS, &items);
	key = 0;
	for (size_t i = 0; i < result->row_count; i++) {
		record_init(&row, &item_rows);
		record_number(&row, ITEM_ENTITY, result->rows[i].entity);
		record_number(&row, ITEM_ID, (int64_t)result->rows[i].row);
		record_number(&row, ITEM_BASE, (int64_t)result->rows[i].placeholder);
		rows_add_record(&rows, &key, &row);
	}
	record_put_rows(request, &request->answer, APPLIED_ROWS, &rows);
}

void put_result(struct request *request, const struct change_result *result)
{
	record_number(&request->answer, APPLIED_SEQUENCE, (int64_t)result->sequence);
	record_number(&request->answer, APPLIED_MOMENT, result->moment);
	put_items(request, result);
	put_problems(request, &request->answer, APPLIED_PROBLEMS, &result->problems);
}

bool request_change(struct request *request, const struct change_head *head, change_work *work, void *arg,
	struct error *err)
{
	struct change_result result = {0};
	bool ok = store_change(request->server->store, head, work, arg, &result, err);

	if (ok)
		put_result(request, &result);
	else
		put_refusal(request, &result, err);
	change_result_release(&result);
	return ok;
}
