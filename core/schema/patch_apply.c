/* A patch put into a body. */
#include "core/schema/patch.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"

static bool conflict(const struct edit *edit, struct error *err)
{
	fail(err, ERROR_CONFLICT, "Somebody else changed this meanwhile", "");
	return fail_at(err, edit->tag, edit->row);
}

static bool misfit(const struct edit *edit, struct error *err)
{
	fail(err, ERROR_INPUT, "This change does not fit the record", "");
	return fail_at(err, edit->tag, edit->row);
}

/* What is there now, changed as the edit says: the whole value, or a part of a text. The new bytes of a part
 * live in the arena. */
static bool change_value(const struct edit *edit, const struct value *now, struct arena *arena,
	struct value *result, struct error *err)
{
	size_t place = (size_t)edit->place;
	char *bytes;

	if (edit->place == PLACE_WHOLE) {
		*result = edit->new;
		return value_equal(now, &edit->old) ? true : conflict(edit, err);
	}
	if (now->kind != VALUE_TEXT || place > now->bytes.len ||
		edit->old.bytes.len > now->bytes.len - place ||
		memcmp(now->bytes.at + place, edit->old.bytes.at, edit->old.bytes.len))
		return conflict(edit, err);
	result->kind = VALUE_TEXT;
	result->bytes.len = now->bytes.len - edit->old.bytes.len + edit->new.bytes.len;
	result->bytes.at = bytes = arena_new(arena, result->bytes.len);
	memcpy(bytes, now->bytes.at, place);
	memcpy(bytes + place, edit->new.bytes.at, edit->new.bytes.len);
	memcpy(bytes + place + edit->new.bytes.len, now->bytes.at + place + edit->old.bytes.len,
		now->bytes.len - place - edit->old.bytes.len);
	if (!result->bytes.len)
		*result = EMPTY_VALUE;
	return true;
}

static bool shape_fits(const struct field *field, const struct value *value)
{
	return value->kind == VALUE_EMPTY || !field || value->kind == field->type->kind;
}

static bool change_field(
	struct record *record, const struct edit *edit, struct arena *arena, struct error *err)
{
	const struct field *field = entity_field(record->entity, edit->row_tag ? edit->row_tag : edit->tag);
	struct value now = record_get(record, edit->row_tag ? edit->row_tag : edit->tag),
		     result = EMPTY_VALUE;

	if (!shape_fits(field, &edit->new) || (edit->place != PLACE_WHOLE && edit->new.kind != VALUE_TEXT))
		return misfit(edit, err);
	/* An empty value and an absent one are the same. */
	if (!change_value(edit, &now, arena, &result, err))
		return false;
	record_set(record, edit->row_tag ? edit->row_tag : edit->tag, result);
	return true;
}

/* --- rows
 * ------------------------------------------------------------------------------------------------------------------
 */

/* The row's new bytes; EMPTY: it is removed. `now` EMPTY: there is no such row. */
static bool change_row(const struct entity *rows, const struct edit *edit, const struct value *now,
	struct arena *arena, struct value *result, struct error *err)
{
	struct record record;
	struct buf body = BUF_INIT;
	bool good;

	if (!edit->row_tag) {
		*result = edit->new;
		return value_equal(now, &edit->old) ? true : conflict(edit, err);
	}
	if (now->kind == VALUE_EMPTY)
		return conflict(edit, err);
	record_read(&record, rows, now->bytes);
	good = change_field(&record, edit, arena, err);
	record_write(&record, &body);
	*result = value_text(arena_text(arena, buf_as_text(&body)));
	record_release(&record);
	buf_release(&body);
	return good;
}

/* The list with that one row changed, in the arena. */
static bool change_list(const struct entity *rows, const struct edit *edit, const struct value *list,
	struct arena *arena, struct value *result, struct error *err)
{
	struct row_walk walk = value_rows(rows, list);
	struct value now = EMPTY_VALUE, row = EMPTY_VALUE;
	struct buf bytes = BUF_INIT;
	bool placed = false;

	while (row_walk_next(&walk))
		if (walk.row.id == edit->row)
			now = value_text(walk.row.body);
	if (!change_row(rows, edit, &now, arena, &row, err))
		return false;
	for (walk = value_rows(rows, list); row_walk_next(&walk);) {
		if (walk.row.id >= edit->row && !placed) {
			placed = true;
			if (row.kind != VALUE_EMPTY)
				rows_add(&bytes, edit->row, row.bytes);
		}
		if (walk.row.id != edit->row)
			rows_add(&bytes, walk.row.id, walk.row.body);
	}
	if (!placed && row.kind != VALUE_EMPTY)
		rows_add(&bytes, edit->row, row.bytes);
	*result = bytes.len ? (struct value){VALUE_ROWS, 0, arena_text(arena, buf_as_text(&bytes))}
			    : EMPTY_VALUE;
	buf_release(&bytes);
	return true;
}

static bool apply_edit(struct record *record, const struct edit *edit, struct arena *arena, struct error *err)
{
	const struct field *field = entity_field(record->entity, edit->tag);
	struct value list, result = EMPTY_VALUE;

	if (!edit->row)
		return edit->row_tag ? misfit(edit, err) : change_field(record, edit, arena, err);
	if (!field || !field->rows || edit->row & ROW_NEW)
		return misfit(edit, err);
	/* A row as a whole travels as its bytes. */
	if (!edit->row_tag &&
		((edit->new.kind != VALUE_TEXT && edit->new.kind != VALUE_EMPTY) ||
			edit->place != PLACE_WHOLE))
		return misfit(edit, err);
	if (!edit->row_tag && edit->new.kind == VALUE_TEXT && !body_check(field->rows, edit->new.bytes, NULL))
		return misfit(edit, err);
	list = record_get(record, edit->tag);
	if (!change_list(field->rows, edit, &list, arena, &result, err))
		return false;
	record_set(record, edit->tag, result);
	return true;
}

bool patch_apply(const struct entity *entity, struct text body, const struct patch *patch, struct buf *out,
	struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct record record;
	bool good = true;

	record_read(&record, entity, body);
	for (size_t i = 0; good && i < patch->count; i++)
		good = apply_edit(&record, &patch->edits[i], &arena, err);
	if (good)
		record_write(&record, out);
	record_release(&record);
	arena_release(&arena);
	return good;
}
