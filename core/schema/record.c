/* Bodies being made, and the check of bodies that came from outside. */
#include "core/schema/view_internal.h"

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

	value = value_filled(value);
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
	record_set(record, tag, value_text(text));
}

struct value record_get(const struct record *record, uint16_t tag)
{
	for (size_t i = 0; i < record->count; i++)
		if (record->slots[i].tag == tag)
			return record->slots[i].value;
	return EMPTY_VALUE;
}

void value_write(uint16_t tag, const struct value *value, struct buf *body)
{
	bool number = value->kind == VALUE_NUMBER;
	size_t len = number ? 0 : value->bytes.len;
	uint8_t *at;

	if (!number && !len)
		return;
	at = varint_put(buf_room(body, 2 * VARINT_MAX + len), (uint64_t)tag << 1 | !number);
	if (number) {
		at = zigzag_put(at, value->number);
	} else {
		at = varint_put(at, len);
		memcpy(at, value->bytes.at, len);
		at += len;
	}
	body->len = (size_t)(at - body->data);
}

void record_write(const struct record *record, struct buf *body)
{
	for (size_t i = 0; i < record->count; i++)
		value_write(record->slots[i].tag, &record->slots[i].value, body);
}

void record_release(struct record *record)
{
	free(record->slots);
	*record = (struct record){.entity = record->entity};
}

void rows_end_long(struct buf *rows, size_t start)
{
	uint8_t room[VARINT_MAX], *end = varint_put(room, rows->len - start);

	rows->data[start - 1] = room[0];
	buf_splice(rows, start, 0, room + 1, (size_t)(end - room) - 1);
}

void rows_add(struct buf *rows, uint64_t key, struct text body)
{
	buf_varint(rows, key);
	buf_block(rows, body.at, body.len);
}

/* --- bytes from outside --- */

static bool damaged(struct error *err, const struct entity *entity)
{
	return fail(err, ERROR_BROKEN, "These bytes are no {1}", "t", entity->name, entity->label);
}

static int compare_ids(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return (left > right) - (left < right);
}

/* Sorted, for bytes from outside may hold as many ids as they like. */
static bool has_twice(uint64_t *ids, size_t count)
{
	qsort(ids, count, sizeof(*ids), compare_ids);
	for (size_t i = 1; i < count; i++)
		if (ids[i] == ids[i - 1])
			return true;
	return false;
}

static bool ids_check(struct text bytes)
{
	struct reader reader = reader_of(bytes.at, bytes.len);
	uint64_t *ids = NULL;
	size_t count = 0, room = 0;
	bool good = true;

	while (good && reader_left(&reader)) {
		ids = mem_grow(ids, count, &room, sizeof(*ids));
		ids[count] = read_varint(&reader);
		good = !reader.bad && ids[count++];
	}
	good = good && !has_twice(ids, count);
	free(ids);
	return good;
}

/* Passes what is well by its bytes alone: numbers, and what no field is known of, as cells are. Where it goes
 * on, or `at`: it is to be looked at. */
static inline const uint8_t *pass_plain(
	const uint8_t *at, const uint8_t *end, const struct field *near, uint64_t *last)
{
	const uint8_t *behind;
	unsigned highest = (unsigned)*last;

	for (; at + 1 < end; at = behind) {
		const unsigned head = *at, tag = head >> 1;

		behind = pass_usual(at, end);
		if (!behind || tag <= highest)
			break;
		while (near->tag && near->tag < tag)
			near++;
		if (head & SHAPE_BYTES ? near->tag == tag || !at[1]
				       : near->tag == tag && near->type->kind != VALUE_NUMBER)
			break;
		highest = tag;
	}
	*last = highest;
	return at;
}

static const struct field *first_field(const struct entity *entity)
{
	static const struct field none = {0};

	return entity->fields ? entity->fields : &none;
}

/* Most rows of a page are: worth no call. */
static inline bool is_plain(const struct entity *rows, struct text body)
{
	const uint8_t *at = (const uint8_t *)body.at, *end = at + body.len;
	uint64_t last = 0;

	return pass_plain(at, end, first_field(rows), &last) == end;
}

static bool rows_check(const struct entity *rows, struct text bytes, struct error *err)
{
	const uint8_t *at = (const uint8_t *)bytes.at, *end = at + bytes.len;
	uint64_t last = 0;

	while (at < end) {
		struct text body;
		uint64_t key;

		at = take_row(at, end, &key, &body);
		if (!at || key <= last)
			return damaged(err, rows);
		if (!is_plain(rows, body) && !body_check(rows, body, err))
			return false;
		last = key;
	}
	return true;
}

bool value_well_formed(const struct field *field, const struct value *value, struct error *err)
{
	enum value_kind kind = field->type->kind;
	bool good = value->kind == kind && (kind == VALUE_NUMBER || value->bytes.len) &&
		(kind != VALUE_TEXT || text_valid(value->bytes)) &&
		(kind != VALUE_IDS || ids_check(value->bytes));

	if (value->kind == VALUE_EMPTY)
		return true;
	if (!good) {
		fail(err, ERROR_BROKEN, "These bytes are no {1}", "t", field->name, field->label);
		return fail_at(err, field->tag, 0);
	}
	return kind != VALUE_ROWS || !field->rows || rows_check(field->rows, value->bytes, err);
}

/* Fields stand by their tags, here and there: the next one is not far. */
static const struct field *next_field(const struct entity *entity, const struct field **at, uint16_t tag)
{
	while ((*at)->tag && (*at)->tag < tag)
		(*at)++;
	if ((*at)->tag == tag)
		return *at;
	return tag < TAG_REMOVED ? NULL : entity_field(entity, tag);
}

/* A field's value as it is stored, its bytes at `at`. */
static bool stored_check(
	const struct field *field, const struct taken *stored, const uint8_t *at, struct error *err)
{
	const enum value_kind kind = field->type->kind;
	struct value value = {VALUE_NUMBER, 0, NO_TEXT};

	if (stored->shape == SHAPE_NUMBER && kind == VALUE_NUMBER)
		return true;
	if (stored->shape == SHAPE_BYTES)
		value = (struct value){bytes_kind(kind), 0, {(const char *)at, (size_t)stored->number}};
	return value_well_formed(field, &value, err);
}

bool body_check(const struct entity *entity, struct text body, struct error *err)
{
	const uint8_t *at = (const uint8_t *)body.at, *end = at + body.len;
	const struct field *near = first_field(entity);
	uint64_t last = 0;

	while (at < end) {
		struct taken stored;
		const struct field *field;
		uint64_t len;

		at = pass_plain(at, end, near, &last);
		if (at == end)
			break;
		at = take_field(at, end, &stored);
		len = at && stored.shape == SHAPE_BYTES ? stored.number : 0;
		if (!at || stored.tag <= last || len > (size_t)(end - at))
			return damaged(err, entity);
		last = stored.tag;
		field = next_field(entity, &near, (uint16_t)stored.tag);
		if (!field && stored.shape == SHAPE_BYTES && !len)
			return damaged(err, entity);
		if (field && !stored_check(field, &stored, at, err))
			return false;
		at += len;
	}
	return true;
}
