/* References: placeholders of records made in the same change become ids, and none leads nowhere. */
#include "core/store/store_internal.h"
#include "core/base/memory.h"
#include <stdlib.h>

struct resolving {
	struct store_change *change;
	struct error *err;
};

static bool resolve_value(struct resolving *resolving, const struct field *field, struct value *value);

static bool resolve_id(struct resolving *resolving, unsigned entity, int64_t placeholder, int64_t *id)
{
	*id = (int64_t)placeholder_id(resolving->change, entity, placeholder);
	return *id ||
		fail(resolving->err, ERROR_INPUT, "The new record {1} is not part of this change", "n",
			placeholder);
}

static bool resolve_ids(struct resolving *resolving, const struct field *field, struct value *value)
{
	struct reader ids = value_ids(value);
	struct buf out = BUF_INIT;
	bool ok = true;
	int64_t id;

	while (ok && reader_left(&ids) && !ids.bad) {
		id = (int64_t)read_varint(&ids);
		if (id < 0)
			ok = resolve_id(resolving, field->target, id, &id);
		buf_varint(&out, (uint64_t)id);
	}
	value->bytes = arena_text(&resolving->change->arena, buf_as_text(&out));
	buf_release(&out);
	return ok;
}

static bool resolve_body(struct resolving *resolving, const struct entity *entity, struct text *body)
{
	struct record record;
	struct buf out = BUF_INIT;
	bool ok = true;

	record_read(&record, entity, *body);
	for (size_t i = 0; ok && i < record.count; i++)
		ok = resolve_value(
			resolving, entity_field(entity, record.slots[i].tag), &record.slots[i].value);
	record_write(&record, &out);
	record_release(&record);
	*body = arena_text(&resolving->change->arena, buf_as_text(&out));
	buf_release(&out);
	return ok;
}

/* A row whose key is a person made in this change has that person's placeholder for its key. */
static bool resolve_key(struct resolving *resolving, const struct entity *rows, uint64_t *key)
{
	const struct field *natural = entity_row_key(rows);
	int64_t id;

	if (!natural || (int64_t)*key >= 0)
		return true;
	if (!resolve_id(resolving, natural->target, (int64_t)*key, &id))
		return false;
	*key = (uint64_t)id;
	return true;
}

struct resolved_row {
	uint64_t key;
	struct text body;
};

static int compare_rows(const void *a, const void *b)
{
	uint64_t left = ((const struct resolved_row *)a)->key, right = ((const struct resolved_row *)b)->key;

	return (left > right) - (left < right);
}

/* In the order of their keys, which the real ids may have changed. */
static bool resolve_rows(struct resolving *resolving, const struct field *field, struct value *value)
{
	struct row_walk walk = value_rows(field->rows, value);
	struct resolved_row *rows = NULL;
	struct buf out = BUF_INIT;
	size_t count = 0, room = 0;
	bool ok = true;

	while (ok && row_walk_next(&walk)) {
		rows = mem_grow(rows, count, &room, sizeof(*rows));
		rows[count] = (struct resolved_row){walk.row.id, walk.row.body};
		ok = resolve_key(resolving, field->rows, &rows[count].key) &&
			resolve_body(resolving, field->rows, &rows[count].body);
		count++;
	}
	if (count)
		qsort(rows, count, sizeof(*rows), compare_rows);
	for (size_t i = 0; i < count; i++)
		rows_add(&out, rows[i].key, rows[i].body);
	value->bytes = arena_text(&resolving->change->arena, buf_as_text(&out));
	buf_release(&out);
	free(rows);
	return ok;
}

static bool resolve_value(struct resolving *resolving, const struct field *field, struct value *value)
{
	if (!field)
		return true;
	if (field->type == &type_ref && value->kind == VALUE_NUMBER && value->number < 0)
		return resolve_id(resolving, field->target, value->number, &value->number);
	if (value->kind == VALUE_IDS)
		return resolve_ids(resolving, field, value);
	if (value->kind == VALUE_ROWS)
		return resolve_rows(resolving, field, value);
	return true;
}

static bool resolve_edit(struct resolving *resolving, const struct entity *entity, struct edit *edit)
{
	const struct field *field = entity_field(entity, edit->tag);

	if (!field || !edit->row)
		return resolve_value(resolving, field, &edit->new);
	if (!field->rows)
		return true;
	if (edit->row_tag)
		return resolve_value(resolving, entity_field(field->rows, edit->row_tag), &edit->new);
	return edit->new.kind == VALUE_EMPTY || resolve_body(resolving, field->rows, &edit->new.bytes);
}

bool refs_resolve(
	struct store_change *change, const struct entity *entity, struct patch *patch, struct error *err)
{
	struct resolving resolving = {change, err};

	for (size_t i = 0; i < patch->count; i++)
		if (!resolve_edit(&resolving, entity, &patch->edits[i]))
			return fail_at(err, patch->edits[i].tag, patch->edits[i].row);
	return true;
}

static bool ids_each(
	const struct field *field, const struct value *value, uint64_t row, ref_visit *visit, void *arg)
{
	struct reader ids;

	if (field && field->type == &type_ref && value->kind == VALUE_NUMBER)
		return visit(field, row, (uint64_t)value->number, arg);
	if (!field || value->kind != VALUE_IDS)
		return true;
	ids = value_ids(value);
	while (reader_left(&ids) && !ids.bad)
		if (!visit(field, row, read_varint(&ids), arg))
			return false;
	return true;
}

static bool body_each(const struct view *view, uint64_t row, ref_visit *visit, void *arg)
{
	struct field_walk walk = view_walk(view->entity, view->body);

	while (field_walk_next(&walk)) {
		const struct field *field = entity_field(view->entity, walk.tag);
		struct row_walk rows;

		if (!ids_each(field, &walk.value, row, visit, arg))
			return false;
		if (!field || walk.value.kind != VALUE_ROWS)
			continue;
		rows = value_rows(field->rows, &walk.value);
		while (row_walk_next(&rows))
			if (!body_each(&rows.row, rows.row.id, visit, arg))
				return false;
	}
	return true;
}

bool refs_each(const struct view *view, ref_visit *visit, void *arg)
{
	return body_each(view, 0, visit, arg);
}

struct checking {
	struct store_change *change;
	struct problems *problems;
	struct error *err;
	const struct view *self; /* not written yet when it is new, and may be referred to all the same */
	uint16_t tag;
	uint64_t row;
};

static bool check_target(const struct field *field, uint64_t row, uint64_t id, void *arg)
{
	struct checking *checking = arg;
	const struct entity *target = schema_entity(checking->change->store->schema, field->target);
	uint8_t room[KEY_ROOM];
	struct text bytes;
	bool found;

	if (field->target == checking->self->entity->id && id == checking->self->id)
		return true;
	if (!fetch(checking->change->txn, TABLE_REC, record_key(room, field->target, id), &bytes, &found,
		    checking->err))
		return false;
	if (!found)
		problem_add(checking->problems, false, checking->tag ? checking->tag : field->tag,
			checking->row ? checking->row : row, "{1}: there is no {2} {3}", "ttn", field->name,
			field->label, target ? target->name : "record", target ? target->label : "记录",
			(int64_t)id);
	return true;
}

/* Only rows that are not as they were: a roll of hundreds is not looked up again for one mark. */
static bool check_rows(struct checking *checking, const struct view *old, const struct field *field,
	const struct value *value)
{
	struct row_walk rows = value_rows(field->rows, value);
	struct view before;

	while (row_walk_next(&rows)) {
		if (old && view_row(old, field->tag, rows.row.id, &before) &&
			text_equal(before.body, rows.row.body))
			continue;
		checking->tag = field->tag;
		checking->row = rows.row.id;
		if (!body_each(&rows.row, rows.row.id, check_target, checking))
			return false;
	}
	checking->tag = 0;
	checking->row = 0;
	return true;
}

bool refs_check(struct store_change *change, const struct view *old, const struct view *new,
	struct problems *problems, struct error *err)
{
	struct checking checking = {change, problems, err, new, 0, 0};
	struct field_walk walk = view_walk(new->entity, new->body);
	struct value before;

	while (field_walk_next(&walk)) {
		const struct field *field = entity_field(new->entity, walk.tag);

		if (old && view_get(old, walk.tag, &before) && value_equal(&before, &walk.value))
			continue;
		if (field && walk.value.kind == VALUE_ROWS) {
			if (!check_rows(&checking, old, field, &walk.value))
				return false;
		} else if (!ids_each(field, &walk.value, 0, check_target, &checking)) {
			return false;
		}
	}
	return true;
}
