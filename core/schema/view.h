/* A record as bytes, read without copying.
 *
 * Stored form: 28 bytes of header (all big-endian: CRC-32C of key and everything after it u32, format u8 = 1,
 * flags u8, zero u16, revision u32, moment u64, author u64), then the body. Body: fields by ascending tag,
 * each varint(tag << 1 | shape), then a zigzag number (shape 0) or a length and bytes (shape 1). Empty fields
 * are left out, varints are the shortest: equal records have equal bytes. Rows of a list: for each, by
 * ascending key, varint key, then a block with the row's fields in the same form. Unknown tags survive every
 * change. */
#ifndef CORE_SCHEMA_VIEW_H
#define CORE_SCHEMA_VIEW_H

#include "core/schema/schema.h"

enum { RECORD_HEADER = 28, RECORD_FORMAT = 1 };

struct view {
	const struct entity *entity;
	uint64_t id;
	uint32_t revision;
	int64_t moment;  /* of the last change */
	uint64_t author; /* person who made it; 0: the operator */
	struct text body;
	const struct view
		*owner; /* of a list's row: its record, when that is at hand; then ROW_OWNER leads to it */
	const struct view_known *known; /* what view_know() has read; NULL: nothing */
};

/* Reads the header; false when the bytes are damaged or too new. `key` is what the CRC covers besides. */
bool view_open(struct view *view, const struct entity *entity, uint64_t id, struct text key,
	struct text bytes, struct error *err);
/* The header and body of `view` as they are stored. */
void view_write(const struct view *view, struct text key, struct buf *out);

/* One field's value, a slice of the body; false (and EMPTY) when it is empty. Unknown tags are found too. */
bool view_get(const struct view *view, uint16_t tag, struct value *value);
/* The same for who has the field at hand, one of the view's entity. */
bool view_get_field(const struct view *view, const struct field *field, struct value *value);
/* Shorthands for model code; 0 / NO_TEXT when empty, so only where empty means the same. */
int64_t view_number(const struct view *view, uint16_t tag);
struct text view_text(const struct view *view, uint16_t tag);

/* Some fields of the body appended to another, in one walk and as they are stored, but under the tags `as`.
 * Both tags ascend. */
struct field_copy {
	uint16_t tag, as;
};
void view_copy(const struct view *view, const struct field_copy *copies, size_t count, struct buf *out);

/* All fields in one walk, for who asks a view for many of them: every view_get() after that takes its value
 * from `known`, which must live as long as the view is asked. What stands behind the first tags is read anew.
 */
enum { KNOWN_TAGS = 64 }; /* those whose head is one byte */
struct view_known {
	uint64_t present, numbers; /* bit per tag; of those whose value is a number */
	struct text behind;        /* the body from the first field with a tag that has no bit */
	union {
		int64_t number;
		struct text bytes;
	} values[KNOWN_TAGS];
};
void view_know(struct view *view, struct view_known *known);

/* Filters ask nothing else, and of a known view: these are worth being in place. */
int64_t view_read_number_or(const struct view *view, uint16_t tag, int64_t otherwise);
bool view_read_has(const struct view *view, uint16_t tag);

static inline int64_t view_number_or(const struct view *view, uint16_t tag, int64_t otherwise)
{
	const struct view_known *known = view->known;

	if (!known || tag >= KNOWN_TAGS)
		return view_read_number_or(view, tag, otherwise);
	return known->numbers >> tag & 1 ? known->values[tag].number : otherwise;
}

static inline bool view_has(const struct view *view, uint16_t tag)
{
	return view->known && tag < KNOWN_TAGS ? view->known->present >> tag & 1 : view_read_has(view, tag);
}

static inline bool view_removed(const struct view *view)
{
	/* Of nearly all that is known nothing stands so far behind. */
	return !(view->known && !view->known->behind.len) && view_number(view, TAG_REMOVED) != 0;
}

/* Some numbers of a body by ascending tags, at least one, each below KNOWN_TAGS: VIEW_NO_NUMBER for one that
 * is not there. False, and nothing is sure, when the bytes are not well up to the last of them. */
#define VIEW_NO_NUMBER INT64_MIN
bool view_numbers(struct text body, const uint16_t *tags, size_t count, int64_t *numbers);

/* Walking all fields, as stored. The kind of an unknown tag is NUMBER or TEXT by its shape. */
struct field_walk {
	struct reader reader;
	const struct entity *entity;
	uint16_t tag;
	struct value value;
};
struct field_walk view_walk(const struct entity *entity, struct text body);
bool field_walk_next(struct field_walk *walk);

/* Walking the rows of a list. `row` is a view whose id is the row's key. */
struct row_walk {
	struct reader reader;
	struct view row;
};
struct row_walk view_rows(const struct view *view, uint16_t tag);
struct row_walk value_rows(const struct entity *rows, const struct value *value);
bool row_walk_next(struct row_walk *walk);
/* How many rows of a list say the same but for their key, a number of that tag (0: they have none) that
 * stands first: whoever does not ask for the key asks one of each sort. False, and nothing is sure, when
 * there are more sorts than places or a row is not well: they are to be walked one by one. */
enum { ROW_SORTS = 16 };
struct row_sorts {
	struct row_sort {
		struct text says; /* a row's body, without the key where that stands first */
		uint64_t end;     /* its last bytes */
		size_t count;
	} sorts[ROW_SORTS];
	size_t count;
};
bool row_sorts_count(const struct row_walk *rows, uint16_t key, struct row_sorts *sorts);
size_t view_row_count(const struct view *view, uint16_t tag);
bool view_row(const struct view *view, uint16_t tag, uint64_t key, struct view *row);

/* Walking ids. */
struct reader value_ids(const struct value *value);
bool value_has_id(const struct value *value, uint64_t id);

/* Well-formed and canonical, all the way down: what a decoder of foreign bytes asks first. */
bool body_check(const struct entity *entity, struct text body, struct error *err);
/* The same of one value: of the field's kind, not of zero bytes, valid UTF-8, no id twice, good rows. EMPTY
 * is. */
bool value_well_formed(const struct field *field, const struct value *value, struct error *err);

/* A body being made or changed: fields are set in any order and written in tag order. Values are not copied:
 * they must live until record_write(). */
struct record {
	const struct entity *entity;
	struct record_slot {
		uint16_t tag;
		struct value value;
	} * slots;
	size_t count, room;
};
void record_init(struct record *record, const struct entity *entity);
void record_read(struct record *record, const struct entity *entity, struct text body);
void record_set(struct record *record, uint16_t tag, struct value value); /* EMPTY takes it away */
void record_number(struct record *record, uint16_t tag, int64_t number);
void record_text(struct record *record, uint16_t tag, struct text text);
struct value record_get(const struct record *record, uint16_t tag);
void record_write(const struct record *record, struct buf *body);
void record_release(struct record *record);
/* One field's bytes appended to a body; tags must ascend. Nothing for an empty one. */
void value_write(uint16_t tag, const struct value *value, struct buf *body);
/* One row's bytes appended to the bytes of a list; keys must ascend. */
void rows_add(struct buf *rows, uint64_t key, struct text body);
/* The same for a body that is written to `rows` between the two; the first says where it begins. Most are of
 * less than 128 bytes. */
static inline size_t rows_begin(struct buf *rows, uint64_t key)
{
	uint8_t *at = varint_put(buf_room(rows, VARINT_MAX + 1), key);

	rows->len = (size_t)(at + 1 - rows->data);
	return rows->len;
}
void rows_end_long(struct buf *rows, size_t start);
static inline void rows_end(struct buf *rows, size_t start)
{
	const size_t len = rows->len - start;

	if (len < 0x80)
		rows->data[start - 1] = (uint8_t)len;
	else
		rows_end_long(rows, start);
}

/* All fields against their bounds, then entity->check. Row faults name field and row. */
void view_check(const struct view *view, struct world *world, struct problems *problems);
/* The record in one phrase. */
void view_title(const struct view *view, struct naming *naming, struct buf *out);

#endif
