/* Patches as lists and as bytes. */
#include "core/schema/patch.h"

#include <stdlib.h>
#include "core/base/memory.h"

void edit_fill(struct edit *edit)
{
	/* A row without fields is a row, and a part of a text may be put where nothing was. */
	if ((edit->row && !edit->row_tag) || edit->place != PLACE_WHOLE)
		return;
	edit->old = value_filled(edit->old);
	edit->new = value_filled(edit->new);
}

struct edit *patch_add(struct patch *patch, uint16_t tag, struct value old, struct value new)
{
	return patch_add_row(patch, tag, 0, 0, old, new);
}

struct edit *patch_add_row(
	struct patch *patch, uint16_t tag, uint64_t row, uint16_t row_tag, struct value old, struct value new)
{
	patch->edits = mem_grow(patch->edits, patch->count, &patch->room, sizeof(*patch->edits));
	patch->edits[patch->count] = (struct edit){tag, row_tag, row, 0, PLACE_WHOLE, old, new};
	edit_fill(&patch->edits[patch->count]);
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

/* --- bytes --- */

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
		struct edit edit = patch->edits[i];

		edit_fill(&edit);
		buf_varint(out, edit.tag);
		buf_varint(out, edit.row);
		if (edit.row) {
			buf_varint(out, edit.row_tag);
			buf_varint(out, edit.after);
		}
		buf_zigzag(out, edit.place);
		value_encode(&edit.old, out);
		value_encode(&edit.new, out);
	}
}

static bool is_text(const struct value *value)
{
	return value->kind == VALUE_TEXT || value->kind == VALUE_EMPTY;
}

/* Whole rows are bytes, parts are of texts, and nothing that is filled in has no bytes. */
static bool edit_is_canonical(const struct edit *edit)
{
	struct edit filled = *edit;

	if (edit->place != PLACE_WHOLE && (edit->row ? !edit->row_tag : edit->row_tag))
		return false;
	if ((edit->row && !edit->row_tag) || edit->place != PLACE_WHOLE)
		return is_text(&edit->old) && is_text(&edit->new);
	edit_fill(&filled);
	return filled.old.kind == edit->old.kind && filled.new.kind == edit->new.kind;
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
		edit->place >= PLACE_WHOLE && edit_is_canonical(edit);
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
