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

/* A list whose rows are being changed: taken apart once, however many edits speak of it. */
struct open_list {
	uint16_t tag; /* 0: put back together */
	const struct entity *rows;
	struct open_row {
		uint64_t key;
		struct text body;
	} * items;
	size_t count, room;
};

struct applying {
	struct record record;
	struct open_list *lists;
	size_t count, room;
	struct arena arena;
};

/* --- fields --- */

/* A text with one part exchanged, in the arena. */
static bool change_part(const struct edit *edit, const struct value *now, struct arena *arena,
	struct value *result, struct error *err)
{
	struct text old = edit->old.bytes, new = edit->new.bytes, rest;
	size_t place = (size_t)edit->place;
	char *bytes;

	/* Where a part was all there was, it is put back into nothing. */
	if ((now->kind != VALUE_TEXT && now->kind != VALUE_EMPTY) || place > now->bytes.len ||
		!text_starts(text_skip(now->bytes, place), old))
		return conflict(edit, err);
	rest = text_skip(now->bytes, place + old.len);
	*result = value_text((struct text){NULL, place + new.len + rest.len});
	result->bytes.at = bytes = arena_new(arena, result->bytes.len + 1);
	memcpy(bytes, now->bytes.at, place);
	memcpy(bytes + place, new.at, new.len);
	memcpy(bytes + place + new.len, rest.at, rest.len);
	*result = value_filled(*result);
	return text_valid(result->bytes) ? true : misfit(edit, err);
}

static bool change_field(
	struct record *record, uint16_t tag, const struct edit *edit, struct arena *arena, struct error *err)
{
	const struct field *field = entity_field(record->entity, tag);
	struct value now = record_get(record, tag), result = value_filled(edit->new);
	struct value old = value_filled(edit->old);

	if (edit->place != PLACE_WHOLE && !change_part(edit, &now, arena, &result, err))
		return false;
	/* What is not known is read back as a number or a text: as anything else it could not be undone. */
	if (field ? !value_well_formed(field, &result, NULL)
		  : result.kind == VALUE_IDS || result.kind == VALUE_ROWS)
		return misfit(edit, err);
	if (edit->place == PLACE_WHOLE && !value_equal(&now, &old))
		return conflict(edit, err);
	record_set(record, tag, result);
	return true;
}

/* --- rows --- */

static struct open_list *open_list(struct applying *applying, const struct field *field)
{
	struct value rows = record_get(&applying->record, field->tag);
	struct row_walk walk = value_rows(field->rows, &rows);
	struct open_list *list;

	for (size_t i = 0; i < applying->count; i++)
		if (applying->lists[i].tag == field->tag)
			return &applying->lists[i];
	applying->lists =
		mem_grow(applying->lists, applying->count, &applying->room, sizeof(*applying->lists));
	list = &applying->lists[applying->count++];
	*list = (struct open_list){.tag = field->tag, .rows = field->rows};
	while (row_walk_next(&walk)) {
		list->items = mem_grow(list->items, list->count, &list->room, sizeof(*list->items));
		list->items[list->count++] = (struct open_row){walk.row.id, walk.row.body};
	}
	return list;
}

/* Puts one list back together, or all (tag 0). */
static void close_lists(struct applying *applying, uint16_t tag)
{
	for (size_t i = 0; i < applying->count; i++) {
		struct open_list *list = &applying->lists[i];
		struct buf bytes = BUF_INIT;

		if (!list->tag || (tag && list->tag != tag))
			continue;
		for (size_t j = 0; j < list->count; j++)
			rows_add(&bytes, list->items[j].key, list->items[j].body);
		record_set(&applying->record, list->tag,
			(struct value){VALUE_ROWS, 0, arena_text(&applying->arena, buf_as_text(&bytes))});
		buf_release(&bytes);
		free(list->items);
		*list = (struct open_list){0};
	}
}

/* Where the row is or belongs. */
static size_t row_place(const struct open_list *list, uint64_t key)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (list->items[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void put_row(struct open_list *list, size_t at, bool there, const struct edit *edit)
{
	struct open_row *row;

	if (edit->new.kind == VALUE_EMPTY) {
		if (there)
			memmove(list->items + at, list->items + at + 1,
				(--list->count - at) * sizeof(*list->items));
		return;
	}
	if (!there) {
		list->items = mem_grow(list->items, list->count, &list->room, sizeof(*list->items));
		row = list->items + at;
		memmove(row + 1, row, (list->count++ - at) * sizeof(*list->items));
	}
	list->items[at] = (struct open_row){edit->row, edit->new.bytes};
}

static bool change_whole_row(struct open_list *list, const struct edit *edit, struct error *err)
{
	size_t at = row_place(list, edit->row);
	bool there = at < list->count && list->items[at].key == edit->row;
	struct value now = there ? value_text(list->items[at].body) : EMPTY_VALUE;

	/* A row as a whole travels as its bytes. */
	if ((edit->new.kind != VALUE_TEXT && edit->new.kind != VALUE_EMPTY) || edit->place != PLACE_WHOLE ||
		(edit->new.kind == VALUE_TEXT && !body_check(list->rows, edit->new.bytes, NULL)))
		return misfit(edit, err);
	if (!value_equal(&now, &edit->old))
		return conflict(edit, err);
	put_row(list, at, there, edit);
	return true;
}

static bool change_row_field(
	struct open_list *list, const struct edit *edit, struct arena *arena, struct error *err)
{
	size_t at = row_place(list, edit->row);
	struct record record;
	struct buf body = BUF_INIT;
	bool good;

	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): with a count there are items */
	if (at == list->count || list->items[at].key != edit->row)
		return conflict(edit, err);
	record_read(&record, list->rows, list->items[at].body);
	good = change_field(&record, edit->row_tag, edit, arena, err);
	record_write(&record, &body);
	list->items[at].body = arena_text(arena, buf_as_text(&body));
	record_release(&record);
	buf_release(&body);
	return good;
}

static bool apply_edit(struct applying *applying, const struct edit *edit, struct error *err)
{
	const struct field *field = entity_field(applying->record.entity, edit->tag);
	struct open_list *list;

	if (!edit->row) {
		close_lists(applying, edit->tag);
		return edit->row_tag
			? misfit(edit, err)
			: change_field(&applying->record, edit->tag, edit, &applying->arena, err);
	}
	if (!field || !field->rows || edit->row & ROW_NEW)
		return misfit(edit, err);
	list = open_list(applying, field);
	return edit->row_tag ? change_row_field(list, edit, &applying->arena, err)
			     : change_whole_row(list, edit, err);
}

bool patch_apply(const struct entity *entity, struct text body, const struct patch *patch, struct buf *out,
	struct error *err)
{
	struct applying applying = {.arena = ARENA_INIT};
	bool good = true;

	record_read(&applying.record, entity, body);
	for (size_t i = 0; good && i < patch->count; i++)
		good = apply_edit(&applying, &patch->edits[i], err);
	close_lists(&applying, 0);
	if (good)
		record_write(&applying.record, out);
	free(applying.lists);
	record_release(&applying.record);
	arena_release(&applying.arena);
	return good;
}
