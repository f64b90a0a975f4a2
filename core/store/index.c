/* Orders and unique keys: what follows from a record's body by the tables of its entity, written as the
 * difference between what was there and what is there now. */
#include "core/store/store_internal.h"
#include "core/base/memory.h"
#include "core/base/pinyin.h"
#include "core/store/key.h"
#include <stdlib.h>

void key_value(struct buf *key, const struct field *field, const struct value *value, struct text sounds)
{
	struct buf sound = BUF_INIT;

	if (value->kind == VALUE_EMPTY) {
		key_empty(key);
	} else if (value->kind == VALUE_NUMBER) {
		key_number(key, value->number);
	} else if (field && field->flags & PINYIN) {
		pinyin_key(value->bytes, sounds, &sound);
		key_bytes(key, buf_as_text(&sound));
		buf_release(&sound);
	} else {
		key_text(key, value->bytes);
	}
}

/* The entries of one index: every combination of its parts' values. */
struct building {
	const struct index *index;
	const struct view *view;
	struct view row; /* the row that parts of `list` are taken from */
	uint16_t list;
	struct buf key;
	struct arena *arena;
	struct entries *out;
};

static void add_part(struct building *building, size_t part);

static void add_entry(struct building *building)
{
	struct entries *out = building->out;
	size_t len = building->key.len;

	buf_u64be(&building->key, building->view->id);
	out->items = mem_grow(out->items, out->count, &out->room, sizeof(*out->items));
	out->items[out->count++] = arena_text(building->arena, buf_as_text(&building->key));
	building->key.len = len;
}

static void add_value(struct building *building, size_t part, const struct field *field,
	const struct value *value, struct text sounds)
{
	size_t len = building->key.len;

	key_value(&building->key, field, value, sounds);
	add_part(building, part + 1);
	building->key.len = len;
}

static void add_field(struct building *building, size_t part, const struct view *view, uint16_t tag)
{
	const struct field *field = entity_field(view->entity, tag);
	struct text sounds = view->entity->sounds ? view_text(view, view->entity->sounds) : NO_TEXT;
	struct value value;
	struct reader ids;

	if (!view_get(view, tag, &value) || value.kind != VALUE_IDS) {
		add_value(building, part, field, &value, sounds);
		return;
	}
	ids = value_ids(&value);
	while (reader_left(&ids) && !ids.bad) {
		struct value id = value_number((int64_t)read_varint(&ids));

		add_value(building, part, field, &id, sounds);
	}
}

static void add_rows(struct building *building, size_t part, uint16_t list, uint16_t tag)
{
	struct row_walk walk = view_rows(building->view, list);
	struct value none = EMPTY_VALUE;
	bool any = false;

	building->list = list;
	while (row_walk_next(&walk)) {
		building->row = walk.row;
		add_field(building, part, &building->row, tag);
		any = true;
	}
	building->list = 0;
	if (!any)
		add_value(building, part, NULL, &none, NO_TEXT);
}

static void add_part(struct building *building, size_t part)
{
	uint32_t what = part < INDEX_PARTS ? building->index->parts[part] : 0;
	uint16_t list = (uint16_t)(what >> 16);

	if (!what)
		add_entry(building);
	else if (!list)
		add_field(building, part, building->view, (uint16_t)what);
	else if (list == building->list)
		add_field(building, part, &building->row, (uint16_t)what);
	else
		add_rows(building, part, list, (uint16_t)what);
}

static int compare_entries(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

void index_entries(
	const struct index *index, const struct view *view, struct arena *arena, struct entries *out)
{
	struct building building = {.index = index, .view = view, .arena = arena, .out = out};
	uint8_t room[KEY_ROOM];
	size_t kept = 0;

	if (!view || view_removed(view))
		return;
	buf_text(&building.key, pair_key(room, view->entity->id, index->id));
	add_part(&building, 0);
	buf_release(&building.key);
	qsort(out->items, out->count, sizeof(*out->items), compare_entries);
	for (size_t i = 0; i < out->count; i++)
		if (!kept || !text_equal(out->items[kept - 1], out->items[i]))
			out->items[kept++] = out->items[i];
	out->count = kept;
}

static bool put_difference(
	struct kv_txn *txn, const struct entries *old, const struct entries *new, struct error *err)
{
	size_t i = 0, j = 0;
	bool ok = true;

	while (ok && (i < old->count || j < new->count)) {
		int order = i == old->count ? 1
			: j == new->count   ? -1
					    : text_compare(old->items[i], new->items[j]);

		if (order < 0)
			ok = kv_del(txn, TABLE_IDX, old->items[i], err);
		else if (order > 0)
			ok = kv_put(txn, TABLE_IDX, new->items[j], NO_TEXT, err);
		i += order <= 0;
		j += order >= 0;
	}
	return ok;
}

static bool same_value(const struct view *old, const struct view *new, uint16_t tag)
{
	struct value before, after;

	view_get(old, tag, &before);
	view_get(new, tag, &after);
	return value_equal(&before, &after);
}

/* Most changes leave most orders alone. */
static bool same_parts(const struct index *index, const struct view *old, const struct view *new)
{
	if (!old || !new || !same_value(old, new, TAG_REMOVED))
		return false;
	if (new->entity->sounds && !same_value(old, new, new->entity->sounds))
		return false;
	for (size_t i = 0; i < INDEX_PARTS && index->parts[i]; i++) {
		uint16_t list = (uint16_t)(index->parts[i] >> 16);

		if (!same_value(old, new, list ? list : (uint16_t)index->parts[i]))
			return false;
	}
	return true;
}

bool index_update(
	struct store_change *change, const struct view *old, const struct view *new, struct error *err)
{
	const struct entity *entity = new ? new->entity : old->entity;
	bool ok = true;

	for (const struct index *index = entity->indexes; ok && index && index->id; index++) {
		struct entries before = {0}, after = {0};
		struct arena arena = ARENA_INIT;

		if (same_parts(index, old, new))
			continue;
		index_entries(index, old, &arena, &before);
		index_entries(index, new, &arena, &after);
		ok = put_difference(change->txn, &before, &after, err);
		free(before.items);
		free(after.items);
		arena_release(&arena);
	}
	return ok;
}

bool unique_key(const struct field *field, const struct view *view, struct buf *key)
{
	uint8_t room[KEY_ROOM];
	struct value value;

	buf_clear(key);
	if (!(field->flags & UNIQUE) || !view || view_removed(view) || !view_get(view, field->tag, &value))
		return false;
	buf_text(key, pair_key(room, view->entity->id, field->tag));
	/* Two names that only sound alike are two names. */
	key_value(key, NULL, &value, NO_TEXT);
	return true;
}

bool unique_check(
	struct store_change *change, const struct view *view, struct problems *problems, struct error *err)
{
	struct buf key = BUF_INIT;
	struct text holder;
	bool ok = true, found;

	for (const struct field *f = NULL; ok && (f = entity_next(view->entity, f));) {
		if (!unique_key(f, view, &key))
			continue;
		ok = fetch(change->txn, TABLE_UNIQ, buf_as_text(&key), &holder, &found, err);
		if (ok && found && key_number_at(holder, 0, 8) != view->id)
			problem_add(problems, false, f->tag, 0, "{1} \"{2}\" is taken by another record",
				"tS", f->name, f->label, view_text(view, f->tag));
	}
	buf_release(&key);
	return ok;
}

bool unique_update(
	struct store_change *change, const struct view *old, const struct view *new, struct error *err)
{
	const struct entity *entity = new ? new->entity : old->entity;
	struct buf before = BUF_INIT, after = BUF_INIT;
	uint8_t room[KEY_ROOM];
	bool ok = true;

	for (const struct field *f = NULL; ok && (f = entity_next(entity, f));) {
		bool was = unique_key(f, old, &before);
		bool is = unique_key(f, new, &after);

		if (was == is && text_equal(buf_as_text(&before), buf_as_text(&after)))
			continue;
		ok = (!was || kv_del(change->txn, TABLE_UNIQ, buf_as_text(&before), err)) &&
			(!is ||
				kv_put(change->txn, TABLE_UNIQ, buf_as_text(&after),
					number_key(room, new->id), err));
	}
	buf_release(&before);
	buf_release(&after);
	return ok;
}
