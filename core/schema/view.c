/* Reading a record's bytes without copying them. */
#include "core/schema/view.h"

#include <string.h>
#include "core/base/number.h"

enum { SHAPE_NUMBER = 0, SHAPE_BYTES = 1 };

/* --- header --- */

bool view_open(struct view *view, const struct entity *entity, uint64_t id, struct text key,
	struct text bytes, struct error *err)
{
	struct reader reader = reader_of(bytes.at, bytes.len);
	uint32_t crc = read_u32be(&reader);
	uint8_t format;

	*view = (struct view){.entity = entity, .id = id};
	if (bytes.len < RECORD_HEADER ||
		crc != crc32c(crc32c(0, key.at, key.len), bytes.at + sizeof(crc), bytes.len - sizeof(crc)))
		return fail(err, ERROR_BROKEN, "{1} {2} is damaged in the store: restore it from a backup",
			"tn", entity->name, entity->label, (int64_t)id);
	format = read_byte(&reader);
	if (format != RECORD_FORMAT)
		return fail(err, ERROR_BROKEN, "{1} {2} was written by a newer version of this program", "tn",
			entity->name, entity->label, (int64_t)id);
	read_bytes(&reader, 3);
	view->revision = read_u32be(&reader);
	view->moment = (int64_t)read_u64be(&reader);
	view->author = read_u64be(&reader);
	view->body = text_skip(bytes, RECORD_HEADER);
	return true;
}

void view_write(const struct view *view, struct text key, struct buf *out)
{
	size_t start = out->len;
	uint32_t crc;

	buf_u32be(out, 0);
	buf_byte(out, RECORD_FORMAT);
	buf_put(out, "\0\0\0", 3);
	buf_u32be(out, view->revision);
	buf_u64be(out, (uint64_t)view->moment);
	buf_u64be(out, view->author);
	buf_text(out, view->body);
	crc = crc32c(
		crc32c(0, key.at, key.len), out->data + start + sizeof(crc), out->len - start - sizeof(crc));
	for (size_t i = 0; i < sizeof(crc); i++)
		out->data[start + i] = (uint8_t)(crc >> (24 - 8 * i));
}

/* --- fields --- */

static enum value_kind kind_of(const struct entity *entity, uint16_t tag)
{
	const struct field *field = entity ? entity_field(entity, tag) : NULL;

	return field ? field->type->kind : VALUE_TEXT;
}

struct field_walk view_walk(const struct entity *entity, struct text body)
{
	return (struct field_walk){reader_of(body.at, body.len), entity, 0, EMPTY_VALUE};
}

/* Most varints of a body are one byte: those are worth no call. */
static inline uint64_t read_short(struct reader *reader)
{
	return reader->at < reader->end && *reader->at < 0x80 ? *reader->at++ : read_varint(reader);
}

/* The next field's tag and bytes; the kind of value is left to the caller. */
static bool next_field(struct reader *reader, uint64_t *tag, struct value *value)
{
	uint64_t head;

	if (!reader_left(reader))
		return false;
	head = read_short(reader);
	*tag = head >> 1;
	if ((head & 1) == SHAPE_NUMBER)
		*value = value_number(read_zigzag(reader));
	else
		*value = value_text(read_block(reader));
	if (!*tag || *tag > UINT16_MAX)
		reader->bad = true;
	return !reader->bad;
}

bool field_walk_next(struct field_walk *walk)
{
	uint64_t tag;

	if (!next_field(&walk->reader, &tag, &walk->value))
		return false;
	walk->tag = (uint16_t)tag;
	if (walk->value.kind == VALUE_TEXT) {
		enum value_kind kind = kind_of(walk->entity, walk->tag);

		walk->value.kind = kind == VALUE_NUMBER ? VALUE_TEXT : kind;
	}
	return true;
}

bool view_get(const struct view *view, uint16_t tag, struct value *value)
{
	struct reader reader = reader_of(view->body.at, view->body.len);
	uint64_t here = 0;

	while (next_field(&reader, &here, value) && here < tag)
		;
	if (here != tag || reader.bad) {
		*value = EMPTY_VALUE;
		return false;
	}
	if (value->kind == VALUE_TEXT) {
		enum value_kind kind = kind_of(view->entity, tag);

		value->kind = kind == VALUE_NUMBER ? VALUE_TEXT : kind;
	}
	return true;
}

int64_t view_number_or(const struct view *view, uint16_t tag, int64_t otherwise)
{
	struct value value;

	return view_get(view, tag, &value) && value.kind == VALUE_NUMBER ? value.number : otherwise;
}

int64_t view_number(const struct view *view, uint16_t tag)
{
	return view_number_or(view, tag, 0);
}

struct text view_text(const struct view *view, uint16_t tag)
{
	struct value value;

	return view_get(view, tag, &value) && value.kind != VALUE_NUMBER ? value.bytes : NO_TEXT;
}

bool view_has(const struct view *view, uint16_t tag)
{
	struct value value;

	return view_get(view, tag, &value);
}

bool view_removed(const struct view *view)
{
	return view_number(view, TAG_REMOVED) != 0;
}

/* --- rows and ids --- */

struct row_walk value_rows(const struct entity *rows, const struct value *value)
{
	struct row_walk walk = {reader_of("", 0), {.entity = rows}};

	if (value->kind == VALUE_ROWS)
		walk.reader = reader_of(value->bytes.at, value->bytes.len);
	return walk;
}

struct row_walk view_rows(const struct view *view, uint16_t tag)
{
	const struct field *field = view->entity ? entity_field(view->entity, tag) : NULL;
	struct value value;

	view_get(view, tag, &value);
	return value_rows(field ? field->rows : NULL, &value);
}

bool row_walk_next(struct row_walk *walk)
{
	if (!reader_left(&walk->reader))
		return false;
	walk->row.id = read_varint(&walk->reader);
	walk->row.body = read_block(&walk->reader);
	return !walk->reader.bad;
}

size_t view_row_count(const struct view *view, uint16_t tag)
{
	struct row_walk rows = view_rows(view, tag);
	size_t count = 0;

	while (row_walk_next(&rows))
		count++;
	return count;
}

bool view_row(const struct view *view, uint16_t tag, uint64_t key, struct view *row)
{
	struct row_walk rows = view_rows(view, tag);

	while (row_walk_next(&rows))
		if (rows.row.id >= key) {
			*row = rows.row;
			return rows.row.id == key;
		}
	return false;
}

struct reader value_ids(const struct value *value)
{
	return value->kind == VALUE_IDS ? reader_of(value->bytes.at, value->bytes.len) : reader_of("", 0);
}

bool value_has_id(const struct value *value, uint64_t id)
{
	struct reader ids = value_ids(value);

	while (reader_left(&ids))
		if (read_varint(&ids) == id && !ids.bad)
			return true;
	return false;
}
