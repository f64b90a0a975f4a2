/* Shorthands that make a patch from what is there now. */
#include "core/store/store_internal.h"
#include <stdlib.h>

/* The record as it is; nothing (an empty one) when it is still to be made. */
static bool current(struct writer *writer, unsigned entity, uint64_t id, struct view *view, struct error *err)
{
	struct world *world = &writer->world;
	const struct entity *shape = schema_entity(world->schema, entity);

	if ((int64_t)id < 0)
		id = placeholder_id(writer->change, entity, (int64_t)id);
	*view = (struct view){.entity = shape, .body = NO_TEXT};
	if (!shape)
		return unknown_entity(entity, err);
	return !id || world->get(world, entity, id, view, err) ||
		(err->kind == ERROR_NONE &&
			fail(err, ERROR_MISSING, "There is no {1} {2}", "tn", shape->name, shape->label,
				(int64_t)id));
}

static void set_all(const struct view *view, struct text body, const struct record_slot *values, size_t count,
	struct buf *out)
{
	struct record record;

	record_read(&record, view->entity, body);
	for (size_t i = 0; i < count; i++)
		record_set(&record, values[i].tag, values[i].value);
	record_write(&record, out);
	record_release(&record);
}

static bool sets_beside(const struct entity *entity, const struct record_slot *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct field *field = entity_field(entity, values[i].tag);

		if (field && field->flags & BESIDE)
			return true;
	}
	return false;
}

bool writer_set(struct writer *writer, unsigned entity, uint64_t *id, const struct record_slot *values,
	size_t count, struct error *err)
{
	struct error local = ERROR_INIT;
	struct buf old = BUF_INIT, new = BUF_INIT;
	struct patch patch = PATCH_INIT;
	struct view view;
	bool ok;

	err = err ? err : &local;
	ok = current(writer, entity, *id, &view, err);
	if (ok && sets_beside(view.entity, values, count))
		ok = world_whole(&writer->world, &view, &old, err);
	else
		buf_text(&old, view.body);
	if (ok) {
		set_all(&view, buf_as_text(&old), values, count, &new);
		patch_diff(view.entity, buf_as_text(&old), buf_as_text(&new), &patch);
		ok = writer_apply(writer, entity, id, 0, &patch, err);
	}
	writer->change->failed |= !ok;
	patch_release(&patch);
	buf_release(&old);
	buf_release(&new);
	return ok;
}

/* The row as it is; false when it is not there. */
static bool current_row(struct writer *writer, const struct view *view, const struct field *list,
	uint64_t key, struct view *row, bool *found, struct error *err)
{
	uint8_t room[KEY_ROOM];
	struct text bytes;
	struct text stored = row_key(room, view->entity->id, view->id, list->tag, key);

	if (!(list->flags & BESIDE)) {
		*found = view_row(view, list->tag, key, row);
		return true;
	}
	return fetch(writer->change->txn, TABLE_ROW, stored, &bytes, found, err) &&
		(!*found || record_open(row, list->rows, key, stored, bytes, err));
}

static void change_fields(
	struct patch *patch, uint16_t tag, const struct view *row, const struct record *body)
{
	struct value old;

	for (size_t i = 0; i < body->count; i++) {
		view_get(row, body->slots[i].tag, &old);
		if (!value_equal(&old, &body->slots[i].value))
			patch_add_row(patch, tag, row->id, body->slots[i].tag, old, body->slots[i].value);
	}
}

static void add_new(
	struct patch *patch, uint16_t tag, uint64_t key, const struct record *body, struct buf *bytes)
{
	struct edit *edit;

	record_write(body, bytes);
	edit = patch_add_row(patch, tag, key ? key : ROW_NEW, 0, EMPTY_VALUE, value_text(buf_as_text(bytes)));
	edit->after = ROW_LAST;
}

static bool list_named(const struct view *view, uint16_t tag, const struct field **list, struct error *err)
{
	*list = entity_field(view->entity, tag);
	if (*list && (*list)->rows)
		return true;
	fail(err, ERROR_INPUT, "{1} has no list {2}", "tn", view->entity->name, view->entity->label,
		(int64_t)tag);
	return false;
}

bool writer_row(struct writer *writer, unsigned entity, uint64_t id, uint16_t tag, uint64_t *key,
	const struct record *body, struct error *err)
{
	struct error local = ERROR_INIT;
	struct change_result *result = writer->change->result;
	struct patch patch = PATCH_INIT;
	struct buf bytes = BUF_INIT;
	const struct field *list = NULL;
	struct view view, row;
	bool found = false, ok;
	size_t placed = result->row_count;

	err = err ? err : &local;
	ok = current(writer, entity, id, &view, err) && list_named(&view, tag, &list, err);
	if (ok && !*key && body && entity_row_key(list->rows))
		*key = (uint64_t)record_get(body, entity_row_key(list->rows)->tag).number;
	ok = ok && (!*key || current_row(writer, &view, list, *key, &row, &found, err));
	if (ok && found && body)
		change_fields(&patch, tag, &row, body);
	else if (ok && found)
		patch_add_row(&patch, tag, *key, 0, value_text(row.body), EMPTY_VALUE);
	else if (ok && body)
		add_new(&patch, tag, *key, body, &bytes);
	ok = ok && writer_apply(writer, entity, &id, 0, &patch, err);
	if (ok && !*key && result->row_count > placed)
		*key = result->rows[placed].row;
	writer->change->failed |= !ok;
	patch_release(&patch);
	buf_release(&bytes);
	return ok;
}
