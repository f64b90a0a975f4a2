/* Reading a record's bytes without copying them. */
#include "core/schema/view.h"

#include <endian.h>
#include <string.h>
#include "core/base/number.h"

enum { SHAPE_NUMBER = 0, SHAPE_BYTES = 1 };

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
		u32_at(bytes.at) !=
			crc32c(crc32c(0, key.at, key.len), bytes.at + CRC_SIZE, bytes.len - CRC_SIZE))
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

/* A field whose values are numbers has none of bytes. */
static enum value_kind bytes_kind(enum value_kind of_field)
{
	return of_field == VALUE_NUMBER ? VALUE_TEXT : of_field;
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

static inline int64_t unzigzag(uint64_t number)
{
	return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
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

/* A varint of more than three bytes; NULL when it is not well. */
static const uint8_t *take_long(const uint8_t *at, const uint8_t *end, uint64_t *number)
{
	struct reader reader = {at, end, false};

	*number = read_varint(&reader);
	return reader.bad ? NULL : reader.at;
}

/* As read_short(), for who keeps the place in a register. */
static inline const uint8_t *take_short(const uint8_t *at, const uint8_t *end, uint64_t *number)
{
	const ptrdiff_t left = end - at;

	if (left > 0 && at[0] < 0x80) {
		*number = at[0];
		return at + 1;
	}
	if (left > 1 && at[1] < 0x80 && at[1]) {
		*number = (uint64_t)(at[0] & 0x7f) | (uint64_t)at[1] << 7;
		return at + 2;
	}
	if (left > 2 && at[1] >= 0x80 && at[2] < 0x80 && at[2]) {
		*number = (uint64_t)(at[0] & 0x7f) | (uint64_t)(at[1] & 0x7f) << 7 | (uint64_t)at[2] << 14;
		return at + 3;
	}
	return take_long(at, end, number);
}

void view_know(struct view *view, struct view_known *known)
{
	const uint8_t *at = (const uint8_t *)view->body.at, *end = at + view->body.len;
	uint64_t present = 0;

	known->behind = NO_TEXT;
	view->known = NULL; /* what is damaged is read field by field, as far as that goes */
	while (at < end) {
		const unsigned head = *at;
		const struct text here = {(const char *)at, (size_t)(end - at)};
		uint64_t number;

		if (head >= 0x80) {
			known->behind = here;
			break;
		}
		at = take_short(at + 1, end, &number);
		if (!at || head < 2 || present >> (head >> 1))
			return;
		present |= UINT64_C(1) << (head >> 1);
		known->kinds[head >> 1] = head & SHAPE_BYTES ? VALUE_TEXT : VALUE_NUMBER;
		if (head & SHAPE_BYTES) {
			if (number > (size_t)(end - at))
				return;
			known->values[head >> 1].bytes = (struct text){(const char *)at, (size_t)number};
			at += number;
		} else {
			known->values[head >> 1].number = unzigzag(number);
		}
	}
	known->present = present;
	view->known = known;
}

/* Behind the varint, whatever it says; NULL when it does not end. */
static inline const uint8_t *skip_short(const uint8_t *at, const uint8_t *end)
{
	while (at < end)
		if (*at++ < 0x80)
			return at;
	return NULL;
}

bool view_numbers(struct text body, const uint16_t *tags, size_t count, int64_t *numbers)
{
	const uint8_t *at = (const uint8_t *)body.at, *end = at + body.len;
	size_t next = 0;

	while (at < end && *at < 0x80) {
		const unsigned head = *at++, tag = head >> 1;
		uint64_t number = 0;

		for (; tags[next] < tag; next++) {
			numbers[next] = VIEW_NO_NUMBER;
			if (next + 1 == count)
				return true;
		}
		if (tags[next] == tag || head & SHAPE_BYTES)
			at = take_short(at, end, &number);
		else
			at = skip_short(at, end);
		if (!at || !tag || (head & SHAPE_BYTES && number > (size_t)(end - at)))
			return false;
		if (head & SHAPE_BYTES) {
			at += number;
		} else if (tags[next] == tag) {
			numbers[next++] = unzigzag(number);
			if (next == count)
				return true;
		}
	}
	while (next < count)
		numbers[next++] = VIEW_NO_NUMBER;
	return true;
}

static inline bool get_known(const struct view *view, uint16_t tag, struct value *value)
{
	const struct view_known *known = view->known;

	if (!(known->present >> tag & 1))
		*value = EMPTY_VALUE;
	else if (known->kinds[tag] == VALUE_NUMBER)
		*value = (struct value){VALUE_NUMBER, known->values[tag].number, NO_TEXT};
	else
		*value = (struct value){bytes_kind(kind_of(view->entity, tag)), 0, known->values[tag].bytes};
	return value->kind != VALUE_EMPTY;
}

bool view_get(const struct view *view, uint16_t tag, struct value *value)
{
	struct text body = view->known ? view->known->behind : view->body;
	struct reader reader;
	uint64_t here, shape;

	if (view->known && tag < KNOWN_TAGS)
		return get_known(view, tag, value);
	*value = EMPTY_VALUE;
	reader = reader_of(body.at, body.len);
	if (!seek_field(&reader, tag, &here, &shape) || here != tag)
		return owner_of(view, tag, value);
	*value = next_value(&reader, shape);
	if (reader.bad)
		*value = EMPTY_VALUE;
	else if (shape == SHAPE_BYTES)
		value->kind = bytes_kind(kind_of(view->entity, tag));
	return !reader.bad;
}

/* Goes on to the tag from a field whose value is still to be read, if there is one. */
static bool go_on(struct reader *reader, uint16_t tag, uint64_t *here, uint64_t *shape)
{
	if (*here && *here < tag)
		skip_value(reader, *shape);
	if (*here < tag && !seek_field(reader, tag, here, shape))
		*here = UINT64_MAX;
	return *here == tag;
}

void view_pick(const struct view *view, struct field_pick *picks, size_t count)
{
	struct reader reader = reader_of(view->body.at, view->body.len);
	uint64_t here = 0, shape = 0; /* 0: no field that waits */

	for (size_t i = 0; i < count; i++) {
		struct field_pick *pick = &picks[i];

		pick->value = EMPTY_VALUE;
		if (!go_on(&reader, pick->tag, &here, &shape))
			continue;
		pick->value = next_value(&reader, shape);
		here = 0;
		if (reader.bad)
			pick->value = EMPTY_VALUE;
		else if (shape == SHAPE_BYTES)
			pick->value.kind = bytes_kind(pick->bytes);
	}
}

int64_t view_number_or(const struct view *view, uint16_t tag, int64_t otherwise)
{
	const struct view_known *known = view->known;
	struct value value;

	if (known && tag < KNOWN_TAGS)
		return known->present >> tag & 1 && known->kinds[tag] == VALUE_NUMBER
			? known->values[tag].number
			: otherwise;
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
