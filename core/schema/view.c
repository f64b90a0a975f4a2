/* Reading a record's bytes without copying them. */
#include "core/schema/view_internal.h"

#include <endian.h>
#include <string.h>
#include "core/base/number.h"

/* --- header --- */

static uint32_t u32_at(const char *at)
{
	uint32_t number;

	memcpy(&number, at, sizeof(number));
	return be32toh(number);
}

static uint64_t u64_at(const char *at)
{
	uint64_t number;

	memcpy(&number, at, sizeof(number));
	return be64toh(number);
}

/* Done for every record that is looked at: what stands at fixed places is taken from there. */
bool view_open(struct view *view, const struct entity *entity, uint64_t id, struct text key,
	struct text bytes, struct error *err)
{
	enum { CRC_SIZE = 4, FORMAT_AT = 4, REVISION_AT = 8, MOMENT_AT = 12, AUTHOR_AT = 20 };

	*view = (struct view){.entity = entity, .id = id};
	if (bytes.len < RECORD_HEADER ||
		u32_at(bytes.at) != crc32c_two(key.at, key.len, bytes.at + CRC_SIZE, bytes.len - CRC_SIZE))
		return fail(err, ERROR_BROKEN, "{1} {2} is damaged in the store: restore it from a backup",
			"tn", entity->name, entity->label, (int64_t)id);
	if (bytes.at[FORMAT_AT] != RECORD_FORMAT)
		return fail(err, ERROR_BROKEN, "{1} {2} was written by a newer version of this program", "tn",
			entity->name, entity->label, (int64_t)id);
	view->revision = u32_at(bytes.at + REVISION_AT);
	view->moment = (int64_t)u64_at(bytes.at + MOMENT_AT);
	view->author = u64_at(bytes.at + AUTHOR_AT);
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

/* Most varints of a body are one or two bytes, those of days three: these are worth no call. */
static inline uint64_t read_short(struct reader *reader)
{
	const uint8_t *at = reader->at;
	ptrdiff_t left = reader->end - at;

	if (left > 0 && at[0] < 0x80) {
		reader->at += 1;
		return at[0];
	}
	if (left > 1 && at[1] < 0x80 && at[1]) {
		reader->at += 2;
		return (uint64_t)(at[0] & 0x7f) | (uint64_t)at[1] << 7;
	}
	if (left > 2 && at[1] >= 0x80 && at[2] < 0x80 && at[2]) {
		reader->at += 3;
		return (uint64_t)(at[0] & 0x7f) | (uint64_t)(at[1] & 0x7f) << 7 | (uint64_t)at[2] << 14;
	}
	return read_varint(reader);
}

/* The next field's tag, and how its value is stored. All reading of records ends in these: they are worth
 * being in place. */
static inline bool next_head(struct reader *reader, uint64_t *tag, uint64_t *shape)
{
	uint64_t head;

	if (reader->at >= reader->end)
		return false;
	head = read_short(reader);
	*tag = head >> 1;
	*shape = head & 1;
	if (!*tag || *tag > UINT16_MAX)
		reader->bad = true;
	return !reader->bad;
}

static inline struct text next_bytes(struct reader *reader)
{
	uint64_t len = read_short(reader);
	const uint8_t *at = reader->at;

	if (len > (size_t)(reader->end - at)) {
		read_bytes(reader, (size_t)len); /* fails as all reading does */
		return NO_TEXT;
	}
	reader->at += len;
	return (struct text){(const char *)at, (size_t)len};
}

/* Its value; what kind the bytes are is left to the caller. */
static inline struct value next_value(struct reader *reader, uint64_t shape)
{
	uint64_t number;

	if (shape == SHAPE_BYTES)
		return (struct value){VALUE_TEXT, 0, next_bytes(reader)};
	number = read_short(reader);
	return (struct value){VALUE_NUMBER, unzigzag(number), NO_TEXT};
}

static inline void skip_value(struct reader *reader, uint64_t shape)
{
	if (shape == SHAPE_BYTES)
		next_bytes(reader);
	else
		read_short(reader);
}

/* Goes to the first field that has the tag or one behind it. */
static inline bool seek_field(struct reader *reader, uint16_t wanted, uint64_t *tag, uint64_t *shape)
{
	while (next_head(reader, tag, shape)) {
		if (*tag >= wanted)
			return true;
		skip_value(reader, *shape);
	}
	return false;
}

bool field_walk_next(struct field_walk *walk)
{
	uint64_t tag, shape;

	if (!next_head(&walk->reader, &tag, &shape))
		return false;
	walk->value = next_value(&walk->reader, shape);
	if (walk->reader.bad)
		return false;
	walk->tag = (uint16_t)tag;
	if (shape == SHAPE_BYTES && walk->entity)
		walk->value.kind = bytes_kind(kind_of(walk->entity, walk->tag));
	return true;
}

static bool owner_of(const struct view *view, uint16_t tag, struct value *value)
{
	if (tag != ROW_OWNER || !view->owner)
		return false;
	*value = value_number((int64_t)view->owner->id);
	return true;
}

static inline bool get_known(const struct view *view, uint16_t tag, struct value *value)
{
	const struct view_known *known = view->known;

	if (!(known->present >> tag & 1))
		*value = EMPTY_VALUE;
	else if (known->numbers >> tag & 1)
		*value = (struct value){VALUE_NUMBER, known->values[tag].number, NO_TEXT};
	else
		*value = (struct value){VALUE_TEXT, 0, known->values[tag].bytes};
	return value->kind != VALUE_EMPTY;
}

static bool read_anew(const struct view *view, uint16_t tag, struct value *value)
{
	struct text body = view->known ? view->known->behind : view->body;
	struct reader reader = reader_of(body.at, body.len);
	uint64_t here, shape;

	*value = EMPTY_VALUE;
	if (!seek_field(&reader, tag, &here, &shape) || here != tag)
		return owner_of(view, tag, value);
	*value = next_value(&reader, shape);
	if (reader.bad)
		*value = EMPTY_VALUE;
	return !reader.bad;
}

/* What kind bytes are is left to the caller. */
static inline bool get(const struct view *view, uint16_t tag, struct value *value)
{
	return view->known && tag < KNOWN_TAGS ? get_known(view, tag, value) : read_anew(view, tag, value);
}

bool view_get(const struct view *view, uint16_t tag, struct value *value)
{
	if (!get(view, tag, value))
		return false;
	if (value->kind == VALUE_TEXT)
		value->kind = bytes_kind(kind_of(view->entity, tag));
	return true;
}

bool view_get_field(const struct view *view, const struct field *field, struct value *value)
{
	if (!get(view, field->tag, value))
		return false;
	if (value->kind == VALUE_TEXT)
		value->kind = bytes_kind(field->type->kind);
	return true;
}

int64_t view_read_number_or(const struct view *view, uint16_t tag, int64_t otherwise)
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

bool view_read_has(const struct view *view, uint16_t tag)
{
	struct value value;

	return get(view, tag, &value);
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

	if (!field)
		return value_rows(NULL, &EMPTY_VALUE);
	view_get_field(view, field, &value);
	return value_rows(field->rows, &value);
}

bool row_walk_next(struct row_walk *walk)
{
	if (!reader_left(&walk->reader))
		return false;
	walk->row.id = read_short(&walk->reader);
	walk->row.body = next_bytes(&walk->reader);
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
