/* Patches as lists and as bytes, and the keys of new rows. */
#include "core/schema/patch.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"

struct edit *patch_add(struct patch *patch, uint16_t tag, struct value old, struct value new)
{
	return patch_add_row(patch, tag, 0, 0, old, new);
}

struct edit *patch_add_row(
	struct patch *patch, uint16_t tag, uint64_t row, uint16_t row_tag, struct value old, struct value new)
{
	patch->edits = mem_grow(patch->edits, patch->count, &patch->room, sizeof(*patch->edits));
	patch->edits[patch->count] = (struct edit){tag, row_tag, row, 0, PLACE_WHOLE, old, new};
	return &patch->edits[patch->count++];
}

void patch_release(struct patch *patch)
{
	free(patch->edits);
	*patch = (struct patch)PATCH_INIT;
}

static struct value value_copy(const struct value *value, struct arena *arena)
{
	struct value copy = *value;

	if (value->kind != VALUE_NUMBER && value->kind != VALUE_EMPTY)
		copy.bytes = arena_text(arena, value->bytes);
	return copy;
}

void patch_append(struct patch *to, const struct patch *from, struct arena *arena)
{
	for (size_t i = 0; i < from->count; i++) {
		const struct edit *edit = &from->edits[i];
		struct edit *copy = patch_add(to, 0, EMPTY_VALUE, EMPTY_VALUE);

		*copy = *edit;
		copy->old = value_copy(&edit->old, arena);
		copy->new = value_copy(&edit->new, arena);
	}
}

/* --- bytes
 * -------------------------------------------------------------------------------------------------------------
 */

static void value_encode(const struct value *value, struct buf *out)
{
	buf_byte(out, (uint8_t)value->kind);
	if (value->kind == VALUE_NUMBER)
		buf_zigzag(out, value->number);
	else if (value->kind != VALUE_EMPTY)
		buf_block(out, value->bytes.at, value->bytes.len);
}

static struct value value_decode(struct reader *reader)
{
	struct value value = EMPTY_VALUE;

	value.kind = (enum value_kind)read_byte(reader);
	if (value.kind == VALUE_NUMBER)
		value.number = read_zigzag(reader);
	else if (value.kind > VALUE_ROWS)
		reader->bad = true;
	else if (value.kind != VALUE_EMPTY)
		value.bytes = read_block(reader);
	return value;
}

void patch_encode(const struct patch *patch, struct buf *out)
{
	buf_varint(out, patch->count);
	for (size_t i = 0; i < patch->count; i++) {
		const struct edit *edit = &patch->edits[i];

		buf_varint(out, edit->tag);
		buf_varint(out, edit->row);
		if (edit->row) {
			buf_varint(out, edit->row_tag);
			buf_varint(out, edit->after);
		}
		buf_zigzag(out, edit->place);
		value_encode(&edit->old, out);
		value_encode(&edit->new, out);
	}
}

static bool edit_decode(struct reader *reader, struct edit *edit)
{
	uint64_t tag = read_varint(reader), row_tag = 0;

	edit->row = read_varint(reader);
	if (edit->row) {
		row_tag = read_varint(reader);
		edit->after = read_varint(reader);
	}
	edit->place = read_zigzag(reader);
	edit->old = value_decode(reader);
	edit->new = value_decode(reader);
	edit->tag = (uint16_t)tag;
	edit->row_tag = (uint16_t)row_tag;
	return !reader->bad && tag && tag <= UINT16_MAX && row_tag <= UINT16_MAX &&
		edit->place >= PLACE_WHOLE;
}

bool patch_decode(struct patch *patch, struct reader *reader, struct error *err)
{
	uint64_t count = read_varint(reader);

	*patch = (struct patch)PATCH_INIT;
	/* An edit takes at least five bytes: a count beyond that is a lie, and no reason to allocate. */
	if (reader->bad || count > reader_left(reader) / 5)
		return fail(err, ERROR_BROKEN, "These bytes are no change", "");
	while (count--) {
		struct edit edit = {0};

		if (!edit_decode(reader, &edit)) {
			patch_release(patch);
			return fail(err, ERROR_BROKEN, "These bytes are no change", "");
		}
		*patch_add(patch, edit.tag, edit.old, edit.new) = edit;
	}
	return true;
}

void patch_invert(const struct patch *patch, struct patch *out)
{
	for (size_t i = patch->count; i--;) {
		struct edit edit = patch->edits[i];

		edit.old = patch->edits[i].new;
		edit.new = patch->edits[i].old;
		edit.after = 0;
		*patch_add(out, edit.tag, edit.old, edit.new) = edit;
	}
}

/* --- keys of new rows
 * ----------------------------------------------------------------------------------------------------- */

/* The first row stands at the gap, each appended one a gap further: room for 2^20 rows, and for millions
 * typed one behind the other between any two. */
#define ROW_GAP (UINT64_C(1) << 44)
#define ROW_STEP (UINT64_C(1) << 22)

static bool body_next(const struct row_keys *keys, uint16_t tag, uint64_t key, uint64_t *next)
{
	struct row_walk rows = view_rows(keys->arg, tag);

	while (row_walk_next(&rows))
		if (rows.row.id > key) {
			*next = rows.row.id;
			return true;
		}
	return false;
}

static uint64_t body_last(const struct row_keys *keys, uint16_t tag)
{
	struct row_walk rows = view_rows(keys->arg, tag);
	uint64_t last = 0;

	while (row_walk_next(&rows))
		last = rows.row.id;
	return last;
}

struct row_keys row_keys_of(const struct view *view)
{
	return (struct row_keys){body_next, body_last, view};
}

static const struct field *row_key_field(const struct entity *rows)
{
	for (const struct field *field = NULL; (field = entity_next(rows, field));)
		if (field->flags & ROWKEY)
			return field;
	return NULL;
}

/* New rows of this patch stand among the others already. */
static uint64_t placed_next(
	const struct patch *patch, size_t before, uint16_t tag, uint64_t key, uint64_t next)
{
	for (size_t i = 0; i < before; i++) {
		const struct edit *edit = &patch->edits[i];

		if (edit->tag == tag && edit->row && !edit->row_tag && edit->new.kind != VALUE_EMPTY &&
			edit->row > key && edit->row < next)
			next = edit->row;
	}
	return next;
}

static uint64_t placed_last(const struct patch *patch, size_t before, uint16_t tag, uint64_t last)
{
	for (size_t i = 0; i < before; i++)
		if (patch->edits[i].tag == tag && !patch->edits[i].row_tag &&
			patch->edits[i].new.kind != VALUE_EMPTY && patch->edits[i].row > last &&
			!(patch->edits[i].row & ROW_NEW))
			last = patch->edits[i].row;
	return last;
}

static bool place_between(
	const struct patch *patch, size_t at, const struct row_keys *keys, uint64_t *key, struct error *err)
{
	const struct edit *edit = &patch->edits[at];
	uint64_t last = placed_last(patch, at, edit->tag, keys->last(keys, edit->tag)), next = ROW_NEW, gap;

	if (edit->after == ROW_LAST || edit->after >= last) {
		*key = last + ROW_GAP;
	} else {
		if (!keys->next(keys, edit->tag, edit->after, &next))
			next = ROW_NEW;
		next = placed_next(patch, at, edit->tag, edit->after, next);
		gap = next - edit->after;
		if (gap < 2)
			return fail(err, ERROR_INPUT,
				"There is no more room between these two lines: put it at the end", "");
		*key = edit->after + (gap / 2 < ROW_STEP ? gap / 2 : ROW_STEP);
	}
	if (*key & ROW_NEW)
		return fail(err, ERROR_FULL, "This list is full", "");
	return true;
}

static void rename_row(struct patch *patch, size_t from, uint16_t tag, uint64_t placeholder, uint64_t key)
{
	for (size_t i = from; i < patch->count; i++) {
		struct edit *edit = &patch->edits[i];

		if (edit->tag != tag)
			continue;
		if (edit->row == placeholder)
			edit->row = key;
		if (edit->after == placeholder)
			edit->after = key;
	}
}

static bool place_row(const struct entity *rows, struct patch *patch, size_t at, const struct row_keys *keys,
	struct error *err)
{
	struct edit *edit = &patch->edits[at];
	const struct field *natural = row_key_field(rows);
	struct view row = {.entity = rows, .body = edit->new.bytes};
	uint64_t key = natural ? (uint64_t)view_number(&row, natural->tag) : 0;

	if (natural && (!key || key & ROW_NEW))
		return fail(err, ERROR_INPUT, "{1} must be filled in", "t", natural->name, natural->label);
	if (!natural && !place_between(patch, at, keys, &key, err))
		return false;
	rename_row(patch, at, edit->tag, edit->row, key);
	return true;
}

bool patch_place_rows(
	const struct entity *entity, struct patch *patch, const struct row_keys *keys, struct error *err)
{
	for (size_t i = 0; i < patch->count; i++) {
		const struct edit *edit = &patch->edits[i];
		const struct field *field = entity_field(entity, edit->tag);

		if (!(edit->row & ROW_NEW))
			continue;
		if (!field || !field->rows || edit->row_tag || edit->new.kind == VALUE_EMPTY)
			return fail(err, ERROR_BROKEN, "This change speaks of a row that is not there", "");
		if (!place_row(field->rows, patch, i, keys, err))
			return false;
	}
	return true;
}
