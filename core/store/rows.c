/* Lists kept beside their record, one stored row each. A change works on a body that has just the rows it
 * touches put inside, so that merging, applying and checking are the same for all lists; afterwards only the
 * rows that differ are written. */
#include "core/store/store_internal.h"
#include "core/base/memory.h"
#include <stdlib.h>

bool has_beside(const struct entity *entity)
{
	for (const struct field *f = NULL; (f = entity_next(entity, f));)
		if (f->flags & BESIDE)
			return true;
	return false;
}

/* The keys of rows a patch touches in one list. */
struct touched {
	uint64_t *keys;
	size_t count, room;
	bool all; /* the list as a whole */
};

static int compare_keys(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return (left > right) - (left < right);
}

static void find_touched(const struct patch *patch, uint16_t tag, struct touched *touched)
{
	size_t kept = 0;

	for (size_t i = 0; i < patch->count; i++) {
		if (patch->edits[i].tag != tag)
			continue;
		touched->all |= !patch->edits[i].row;
		touched->keys =
			mem_grow(touched->keys, touched->count, &touched->room, sizeof(*touched->keys));
		touched->keys[touched->count++] = patch->edits[i].row;
	}
	if (touched->count)
		qsort(touched->keys, touched->count, sizeof(*touched->keys), compare_keys);
	for (size_t i = 0; i < touched->count; i++)
		if (!kept || touched->keys[kept - 1] != touched->keys[i])
			touched->keys[kept++] = touched->keys[i];
	touched->count = kept;
}

static bool add_row(const struct view *row, void *arg)
{
	rows_add(arg, row->id, row->body);
	return true;
}

static bool read_all(struct store_change *change, const struct view *view, uint16_t tag, struct buf *rows,
	struct error *err)
{
	struct writer reader;

	world_init(&reader, change, 0);
	return reader.world.rows(&reader.world, view, tag, add_row, rows, err);
}

static bool read_touched(struct store_change *change, const struct view *view, const struct field *list,
	const struct touched *touched, struct buf *rows, struct error *err)
{
	uint8_t room[KEY_ROOM];
	struct text bytes;
	struct view row;
	bool found;

	for (size_t i = 0; i < touched->count; i++) {
		struct text key = row_key(room, view->entity->id, view->id, list->tag, touched->keys[i]);

		if (!fetch(change->txn, TABLE_ROW, key, &bytes, &found, err))
			return false;
		if (!found)
			continue;
		if (!record_open(&row, list->rows, touched->keys[i], key, bytes, err))
			return false;
		rows_add(rows, row.id, row.body);
	}
	return true;
}

static bool list_inside(struct store_change *change, const struct view *view, const struct field *list,
	const struct patch *patch, struct record *record, struct error *err)
{
	struct touched touched = {0};
	struct buf rows = BUF_INIT;
	bool ok = true;

	find_touched(patch, list->tag, &touched);
	if (touched.all)
		ok = read_all(change, view, list->tag, &rows, err);
	else if (touched.count)
		ok = read_touched(change, view, list, &touched, &rows, err);
	if (ok && rows.len)
		record_set(record, list->tag,
			(struct value){VALUE_ROWS, 0, arena_text(&change->arena, buf_as_text(&rows))});
	buf_release(&rows);
	free(touched.keys);
	return ok;
}

bool rows_inside(struct store_change *change, const struct view *view, const struct patch *patch,
	struct buf *body, struct error *err)
{
	struct record record;
	bool ok = true;

	if (!has_beside(view->entity)) {
		buf_text(body, view->body);
		return true;
	}
	record_read(&record, view->entity, view->body);
	for (const struct field *f = NULL; ok && (f = entity_next(view->entity, f));)
		if (f->flags & BESIDE)
			ok = list_inside(change, view, f, patch, &record, err);
	record_write(&record, body);
	record_release(&record);
	return ok;
}

void rows_strip(const struct entity *entity, struct text body, struct buf *out)
{
	struct record record;

	if (!has_beside(entity)) {
		buf_text(out, body);
		return;
	}
	record_read(&record, entity, body);
	for (const struct field *f = NULL; (f = entity_next(entity, f));)
		if (f->flags & BESIDE)
			record_set(&record, f->tag, EMPTY_VALUE);
	record_write(&record, out);
	record_release(&record);
}

static bool put_row(struct store_change *change, const struct view *record, uint16_t tag,
	const struct view *row, struct error *err)
{
	struct view stored = *row;
	struct buf bytes = BUF_INIT;
	uint8_t room[KEY_ROOM];
	struct text key = row_key(room, record->entity->id, record->id, tag, row->id);
	bool ok;

	stored.revision = record->revision;
	stored.moment = record->moment;
	stored.author = record->author;
	view_write(&stored, key, &bytes);
	ok = kv_put(change->txn, TABLE_ROW, key, buf_as_text(&bytes), err);
	buf_release(&bytes);
	return ok;
}

static bool update_list(struct store_change *change, const struct view *old, const struct view *new,
	uint16_t tag, struct error *err)
{
	struct row_walk before = view_rows(old, tag), after = view_rows(new, tag);
	bool was = row_walk_next(&before), is = row_walk_next(&after);
	uint8_t room[KEY_ROOM];
	bool ok = true;

	while (ok && (was || is)) {
		bool gone = was && (!is || before.row.id < after.row.id);
		bool kept = was && is && before.row.id == after.row.id;

		if (gone)
			ok = kv_del(change->txn, TABLE_ROW,
				row_key(room, new->entity->id, new->id, tag, before.row.id), err);
		else if (!kept || !text_equal(before.row.body, after.row.body))
			ok = put_row(change, new, tag, &after.row, err);
		if (gone || kept)
			was = row_walk_next(&before);
		if (!gone)
			is = row_walk_next(&after);
	}
	return ok;
}

bool rows_update(
	struct store_change *change, const struct view *old, const struct view *new, struct error *err)
{
	for (const struct field *f = NULL; (f = entity_next(new->entity, f));)
		if (f->flags & BESIDE && !update_list(change, old, new, f->tag, err))
			return false;
	return true;
}

/* --- places of new rows --- */

struct placing {
	struct store_change *change;
	const struct view *view;
	struct row_keys inside; /* of the lists in the body */
	struct error *err;
};

static bool lies_beside(const struct placing *placing, uint16_t tag)
{
	const struct field *field = entity_field(placing->view->entity, tag);

	return field && field->flags & BESIDE;
}

/* The first key from `from` on, or the last of all. */
static bool seek_row(const struct placing *placing, uint16_t tag, uint64_t from, bool backward, uint64_t *key)
{
	uint8_t prefix_room[KEY_ROOM], from_room[KEY_ROOM];
	unsigned entity = placing->view->entity->id;
	struct text start = row_key(from_room, entity, placing->view->id, tag, from);
	struct text prefix = text_take(row_key(prefix_room, entity, placing->view->id, tag, 0), 12);
	struct kv_range range;
	bool found;

	if (!kv_range_open(&range, placing->change->txn, TABLE_ROW, prefix, backward ? NO_TEXT : start,
		    backward, placing->err))
		return false;
	found = kv_range_next(&range, placing->err);
	if (found)
		*key = key_number_at(range.key, 12, 8);
	kv_range_close(&range);
	return found;
}

static bool next_row(const struct row_keys *keys, uint16_t tag, uint64_t key, uint64_t *next)
{
	const struct placing *placing = keys->arg;

	if (!lies_beside(placing, tag))
		return placing->inside.next(&placing->inside, tag, key, next);
	return seek_row(placing, tag, key + 1, false, next);
}

static uint64_t last_row(const struct row_keys *keys, uint16_t tag)
{
	const struct placing *placing = keys->arg;
	uint64_t last = 0;

	if (!lies_beside(placing, tag))
		return placing->inside.last(&placing->inside, tag);
	return seek_row(placing, tag, 0, true, &last) ? last : 0;
}

static void note_placed(struct change_result *result, const struct view *view, uint16_t tag,
	uint64_t placeholder, uint64_t row)
{
	result->rows = mem_grow(result->rows, result->row_count, &result->row_room, sizeof(*result->rows));
	result->rows[result->row_count++] =
		(struct placed_row){view->entity->id, view->id, tag, placeholder, row};
}

bool change_place_rows(
	struct store_change *change, const struct view *view, struct patch *patch, struct error *err)
{
	struct placing placing = {change, view, row_keys_of(view), err};
	struct row_keys keys = {next_row, last_row, &placing};
	uint64_t *asked = mem_new((patch->count + 1) * sizeof(*asked));
	bool ok;

	for (size_t i = 0; i < patch->count; i++)
		asked[i] = patch->edits[i].row;
	ok = patch_place_rows(view->entity, patch, &keys, err) && err->kind == ERROR_NONE;
	for (size_t i = 0; ok && i < patch->count; i++)
		if (asked[i] & ROW_NEW && !patch->edits[i].row_tag)
			note_placed(change->result, view, patch->edits[i].tag, asked[i], patch->edits[i].row);
	free(asked);
	return ok;
}
