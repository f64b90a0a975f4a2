/* Bodies being made, and the check of bodies that came from outside. */
#include "core/schema/view.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"

void record_init(struct record *record, const struct entity *entity)
{
	*record = (struct record){.entity = entity};
}

void record_read(struct record *record, const struct entity *entity, struct text body)
{
	struct field_walk walk = view_walk(entity, body);

	record_init(record, entity);
	while (field_walk_next(&walk))
		record_set(record, walk.tag, walk.value);
}

void record_set(struct record *record, uint16_t tag, struct value value)
{
	size_t at = record->count;

	/* Mostly they come in order. */
	while (at && record->slots[at - 1].tag >= tag)
		at--;
	if (at < record->count && record->slots[at].tag == tag) {
		record->slots[at].value = value;
		return;
	}
	if (value.kind == VALUE_EMPTY)
		return;
	record->slots = mem_grow(record->slots, record->count, &record->room, sizeof(*record->slots));
	memmove(record->slots + at + 1, record->slots + at, (record->count - at) * sizeof(*record->slots));
	record->slots[at] = (struct record_slot){tag, value};
	record->count++;
}

void record_number(struct record *record, uint16_t tag, int64_t number)
{
	record_set(record, tag, value_number(number));
}

void record_text(struct record *record, uint16_t tag, struct text text)
{
	record_set(record, tag, text.len ? value_text(text) : EMPTY_VALUE);
}

struct value record_get(const struct record *record, uint16_t tag)
{
	for (size_t i = 0; i < record->count; i++)
		if (record->slots[i].tag == tag)
			return record->slots[i].value;
	return EMPTY_VALUE;
}

void record_write(const struct record *record, struct buf *body)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct record_slot *slot = &record->slots[i];

		if (slot->value.kind == VALUE_EMPTY ||
			(slot->value.kind != VALUE_NUMBER && !slot->value.bytes.len))
			continue;
		buf_varint(body, (uint64_t)slot->tag << 1 | (slot->value.kind != VALUE_NUMBER));
		if (slot->value.kind == VALUE_NUMBER)
			buf_zigzag(body, slot->value.number);
		else
			buf_block(body, slot->value.bytes.at, slot->value.bytes.len);
	}
}

void record_release(struct record *record)
{
	free(record->slots);
	*record = (struct record){.entity = record->entity};
}

void rows_add(struct buf *rows, uint64_t key, struct text body)
{
	buf_varint(rows, key);
	buf_block(rows, body.at, body.len);
}

/* --- bytes from outside
 * ------------------------------------------------------------------------------------------------ */

static bool damaged(struct error *err, const struct entity *entity)
{
	return fail(err, ERROR_BROKEN, "These bytes are no {1}", "t", entity->name, entity->label);
}

static bool ids_check(struct text bytes)
{
	struct reader reader = reader_of(bytes.at, bytes.len);

	while (reader_left(&reader)) {
		size_t at = bytes.len - reader_left(&reader);
		struct value before = {VALUE_IDS, 0, text_take(bytes, at)};
		uint64_t id = read_varint(&reader);

		if (reader.bad || !id || value_has_id(&before, id))
			return false;
	}
	return true;
}

static bool rows_check(const struct entity *rows, struct text bytes, struct error *err)
{
	struct reader reader = reader_of(bytes.at, bytes.len);
	uint64_t last = 0;

	while (reader_left(&reader)) {
		uint64_t key = read_varint(&reader);
		struct text body = read_block(&reader);

		if (reader.bad || key <= last)
			return damaged(err, rows);
		if (!body_check(rows, body, err))
			return false;
		last = key;
	}
	return true;
}

static bool shape_check(
	const struct entity *entity, uint16_t tag, const struct value *value, struct error *err)
{
	const struct field *field = entity_field(entity, tag);

	if (!field)
		return true;
	if ((field->type->kind == VALUE_NUMBER) != (value->kind == VALUE_NUMBER))
		return damaged(err, entity);
	if (value->kind == VALUE_NUMBER)
		return true;
	if (!value->bytes.len || (field->type->kind == VALUE_TEXT && !text_valid(value->bytes)) ||
		(field->type->kind == VALUE_IDS && !ids_check(value->bytes)))
		return damaged(err, entity);
	return field->type->kind != VALUE_ROWS || !field->rows || rows_check(field->rows, value->bytes, err);
}

bool body_check(const struct entity *entity, struct text body, struct error *err)
{
	struct field_walk walk = view_walk(NULL, body);
	uint16_t last = 0;

	while (field_walk_next(&walk)) {
		if (walk.tag <= last)
			return damaged(err, entity);
		if (!shape_check(entity, walk.tag, &walk.value, err))
			return false;
		last = walk.tag;
	}
	return !walk.reader.bad && !reader_left(&walk.reader) ? true : damaged(err, entity);
}
