/* Reading one state: a record, records in the order of an index, rows kept beside. */
#include "core/store/store_internal.h"
#include "core/base/date.h"
#include "core/store/gather_all.h"
#include "core/store/id_list.h"
#include "core/store/key.h"
#include "core/store/share.h"
#include <string.h>

bool unknown_entity(unsigned entity, struct error *err)
{
	return fail(err, ERROR_MISSING, "There is no kind of record {1}", "n", (int64_t)entity);
}

bool record_open(struct view *view, const struct entity *entity, uint64_t id, struct text key,
	struct text bytes, struct error *err)
{
	if (view_open(view, entity, id, key, bytes, NULL))
		return true;
	return fail(err, ERROR_BROKEN, "Record {2} of {1} is damaged or of a newer program", "tn",
		entity->name, entity->label, (int64_t)id);
}

static bool get(struct world *world, unsigned entity, uint64_t id, struct view *view, struct error *err)
{
	struct store_change *change = world_change(world);
	uint8_t room[KEY_ROOM];
	struct text key = record_key(room, entity, id);
	struct text bytes;

	if (!change->asked || change->asked->id != entity)
		change->asked = schema_entity(world->schema, entity);
	if (!change->asked)
		return unknown_entity(entity, err);
	return kv_get(change->txn, TABLE_REC, key, &bytes, err) &&
		record_open(view, change->asked, id, key, bytes, err);
}

/* A walk under way. */
struct walking {
	struct world *world;
	const struct entity *entity;
	world_visit *visit;
	void *arg;
	bool stop;
	struct id_list *ids;         /* the entries' numbers are kept, nothing is visited; NULL: visited */
	uint64_t first, last;        /* of those that are kept */
	bool known;                  /* the views are */
	const struct field *between; /* only records where this number lies between these; NULL: all */
	int64_t low, high;
};

static bool is_wanted(const struct walking *walking, const struct view *view)
{
	int64_t number;

	if (view_removed(view))
		return false;
	if (!walking->between)
		return true;
	number = view_number_or(view, walking->between->tag, VIEW_NO_NUMBER);
	return number != VIEW_NO_NUMBER && number >= walking->low && number <= walking->high;
}

static bool visit_record(
	struct walking *walking, uint64_t id, struct text key, struct text bytes, struct error *err)
{
	struct view view;
	struct view_known known;

	if (!record_open(&view, walking->entity, id, key, bytes, err))
		return false;
	if (walking->known)
		view_know(&view, &known);
	if (is_wanted(walking, &view))
		walking->stop = !walking->visit(&view, walking->arg);
	return true;
}

/* Those of a list only, unless it is NULL. */
static bool walk_ids(
	struct walking *walking, const struct id_list *only, uint64_t low, uint64_t high, struct error *err)
{
	uint8_t prefix_room[KEY_ROOM], from_room[KEY_ROOM];
	struct text prefix = record_key(prefix_room, walking->entity->id, 0);
	struct text from = record_key(from_room, walking->entity->id, low);
	struct kv_range range;
	size_t next = 0;
	bool ok = true;

	if (!kv_range_open(&range, world_change(walking->world)->txn, TABLE_REC, text_take(prefix, 2), from,
		    false, err))
		return false;
	while (ok && !walking->stop && kv_range_next(&range, err)) {
		uint64_t id = key_number_at(range.key, 2, 8);

		if (id > high)
			break;
		if (only && id != only->ids[next])
			continue;
		next++;
		ok = visit_record(walking, id, range.key, range.value, err);
	}
	kv_range_close(&range);
	return ok;
}

static bool visit_numbered(struct walking *walking, uint64_t id, struct error *err)
{
	uint8_t room[KEY_ROOM];
	struct text key = record_key(room, walking->entity->id, id);
	struct text bytes;

	if (kv_get(world_change(walking->world)->txn, TABLE_REC, key, &bytes, err))
		return visit_record(walking, id, key, bytes, err);
	return fail(err, ERROR_BROKEN, "An index of {1} leads to record {2}, which is not there", "tn",
		walking->entity->name, walking->entity->label, (int64_t)id);
}

static bool visit_indexed(struct walking *walking, struct text entry, struct error *err)
{
	uint64_t id = key_number_at(entry, entry.len - 8, 8);

	if (walking->ids) {
		if (id >= walking->first && id <= walking->last)
			id_list_add(walking->ids, id);
		return true;
	}
	return visit_numbered(walking, id, err);
}

/* Entries from `from` on that start with `prefix`; those behind `last` (when it is not empty) are too far. */
static bool walk_entries(
	struct walking *walking, struct text prefix, struct text from, struct text last, struct error *err)
{
	struct kv_range range;
	bool ok = true;

	if (!kv_range_open(&range, world_change(walking->world)->txn, TABLE_IDX, prefix, from, false, err))
		return false;
	while (ok && !walking->stop && kv_range_next(&range, err)) {
		size_t compared = last.len < range.key.len ? last.len : range.key.len;

		if (memcmp(range.key.at, last.at, compared) > 0)
			break;
		ok = range.key.len > 8 + 4 ? visit_indexed(walking, range.key, err)
					   : fail(err, ERROR_BROKEN, "An index of {1} is damaged", "t",
						     walking->entity->name, walking->entity->label);
	}
	kv_range_close(&range);
	return ok;
}

static const struct index *index_of(const struct entity *entity, unsigned id)
{
	for (const struct index *index = entity->indexes; index && index->id; index++)
		if (index->id == id)
			return index;
	return NULL;
}

/* The field of an index's part, in the record or in a row of its list. */
static const struct field *part_field(const struct entity *entity, uint32_t part)
{
	const struct field *list = part >> 16 ? entity_field(entity, (uint16_t)(part >> 16)) : NULL;

	return entity_field(list ? list->rows : entity, (uint16_t)part);
}

static bool index_prefix(struct walking *walking, unsigned id, const struct value *keys, size_t key_count,
	struct buf *prefix, struct error *err)
{
	const struct index *index = index_of(walking->entity, id);
	uint8_t room[KEY_ROOM];

	if (!index || key_count > INDEX_PARTS)
		return fail(err, ERROR_MISSING, "{1} has no index {2}", "tn", walking->entity->name,
			walking->entity->label, (int64_t)id);
	buf_text(prefix, pair_key(room, walking->entity->id, id));
	for (size_t i = 0; i < key_count; i++)
		key_value(prefix, part_field(walking->entity, index->parts[i]), &keys[i], NO_TEXT);
	return true;
}

static bool walking_start(struct walking *walking, struct world *world, unsigned entity, world_visit *visit,
	void *arg, struct error *err)
{
	*walking = (struct walking){
		.world = world, .entity = schema_entity(world->schema, entity), .visit = visit, .arg = arg};
	return walking->entity || unknown_entity(entity, err);
}

static bool walk(struct world *world, unsigned entity, unsigned index, const struct value *keys,
	size_t key_count, world_visit *visit, void *arg, struct error *err)
{
	struct error local = ERROR_INIT;
	struct walking walking;
	struct buf prefix = BUF_INIT;
	bool ok;

	err = err ? err : &local;
	if (!walking_start(&walking, world, entity, visit, arg, err))
		return false;
	if (!index)
		return walk_ids(&walking, NULL, key_count ? (uint64_t)keys->number : 0,
			       key_count ? (uint64_t)keys->number : UINT64_MAX, err) &&
			err->kind == ERROR_NONE;
	ok = index_prefix(&walking, index, keys, key_count, &prefix, err) &&
		walk_entries(&walking, buf_as_text(&prefix), NO_TEXT, NO_TEXT, err);
	buf_release(&prefix);
	return ok && err->kind == ERROR_NONE;
}

static bool walk_range(struct walking *walking, unsigned index, const struct value *keys, size_t key_count,
	int64_t low, int64_t high, struct error *err)
{
	struct buf from = BUF_INIT, last = BUF_INIT;
	size_t prefix;
	bool ok;

	if (low > high)
		return true;
	if (!index)
		return walk_ids(walking, NULL, (uint64_t)low, (uint64_t)high, err);
	ok = index_prefix(walking, index, keys, key_count, &from, err);
	prefix = from.len;
	buf_put(&last, from.data, from.len);
	key_number(&from, low);
	key_number(&last, high);
	ok = ok &&
		walk_entries(walking, text_take(buf_as_text(&from), prefix), buf_as_text(&from),
			buf_as_text(&last), err);
	buf_release(&from);
	buf_release(&last);
	return ok;
}

static bool range(struct world *world, unsigned entity, unsigned index, const struct value *keys,
	size_t key_count, int64_t low, int64_t high, world_visit *visit, void *arg, struct error *err)
{
	struct error local = ERROR_INIT;
	struct walking walking;

	err = err ? err : &local;
	return walking_start(&walking, world, entity, visit, arg, err) &&
		walk_range(&walking, index, keys, key_count, low, high, err) && err->kind == ERROR_NONE;
}

/* Where many of the records from the first to the last are wanted, all between are passed; else each is
 * sought. */
static bool visit_listed(struct walking *walking, const struct id_list *ids, struct error *err)
{
	enum { PASSED_MOST = 8 };
	bool ok = true;

	if (!ids->count)
		return true;
	if ((ids->ids[ids->count - 1] - ids->ids[0]) / PASSED_MOST <= ids->count)
		return walk_ids(walking, ids, ids->ids[0], ids->ids[ids->count - 1], err);
	for (size_t i = 0; ok && !walking->stop && i < ids->count; i++)
		ok = visit_numbered(walking, ids->ids[i], err);
	return ok;
}

/* The number that the first or the last entry of the index stands by, of those that have one. */
static bool outermost(const struct walking *walking, unsigned index, bool last, int64_t *number)
{
	uint8_t room[KEY_ROOM];
	struct text prefix = pair_key(room, walking->entity->id, index);
	struct buf from = BUF_INIT;
	struct kv_range range;
	struct reader key;
	bool found = false;

	buf_text(&from, prefix);
	key_number(&from, last ? INT64_MAX : INT64_MIN);
	if (last)
		buf_byte(&from, 0xff);
	if (kv_range_open(&range, world_change(walking->world)->txn, TABLE_IDX, prefix, buf_as_text(&from),
		    last, NULL) &&
		kv_range_next(&range, NULL)) {
		key = reader_of(range.key.at + prefix.len, range.key.len - prefix.len);
		found = key_read_number(&key, number);
	}
	kv_range_close(&range);
	buf_release(&from);
	return found;
}

/* Where nearly all there is lies between the two, reading all of it is less than finding it. */
static bool passes_index(struct walking *walking, unsigned id, int64_t low, int64_t high)
{
	const struct index *index = index_of(walking->entity, id);
	const struct field *field =
		index && !(index->parts[0] >> 16) ? part_field(walking->entity, index->parts[0]) : NULL;
	int64_t first, last;
	uint64_t all;

	if (!field || field->type->kind != VALUE_NUMBER || !outermost(walking, id, false, &first) ||
		!outermost(walking, id, true, &last))
		return false;
	all = (uint64_t)last - (uint64_t)first;
	walking->low = low > first ? low : first;
	walking->high = high < last ? high : last;
	if (walking->low > walking->high || (uint64_t)walking->high - (uint64_t)walking->low < all - all / 4)
		return false;
	walking->between = field;
	return true;
}

bool world_gather_part(struct world *world, const struct gathering *gathering, uint64_t first, uint64_t last,
	struct error *err)
{
	struct error local = ERROR_INIT;
	struct id_list ids = {NULL, 0, 0};
	struct walking walking;
	bool ok;

	err = err ? err : &local;
	if (!walking_start(&walking, world, gathering->entity, gathering->visit, gathering->arg, err))
		return false;
	walking.known = true;
	if (!gathering->index || passes_index(&walking, gathering->index, gathering->low, gathering->high))
		return walk_ids(&walking, NULL, first, last, err) && err->kind == ERROR_NONE;
	walking.ids = &ids;
	walking.first = first;
	walking.last = last;
	ok = walk_range(&walking, gathering->index, NULL, 0, gathering->low, gathering->high, err);
	walking.ids = NULL;
	id_list_sort(&ids);
	ok = ok && visit_listed(&walking, &ids, err);
	id_list_release(&ids);
	return ok && err->kind == ERROR_NONE;
}

static bool gather(struct world *world, unsigned entity, unsigned index, int64_t low, int64_t high,
	world_visit *visit, void *arg, struct error *err)
{
	const struct gathering all = {entity, index, low, high, NULL, visit, arg, NULL};

	return world_gather_part(world, &all, 0, UINT64_MAX, err);
}

static bool rows_in_body(const struct view *view, uint16_t tag, world_visit *visit, void *arg)
{
	struct row_walk walk_rows = view_rows(view, tag);

	while (row_walk_next(&walk_rows))
		if (!visit(&walk_rows.row, arg))
			break;
	return true;
}

static bool rows(struct world *world, const struct view *view, uint16_t tag, world_visit *visit, void *arg,
	struct error *err)
{
	const struct field *list = entity_field(view->entity, tag);
	struct error local = ERROR_INIT;
	uint8_t room[KEY_ROOM];
	struct text prefix = text_take(row_key(room, view->entity->id, view->id, tag, 0), 12);
	struct kv_range rows_range;
	struct view row;
	bool ok = true;

	err = err ? err : &local;
	if (!list || !(list->flags & BESIDE))
		return rows_in_body(view, tag, visit, arg);
	if (!kv_range_open(&rows_range, world_change(world)->txn, TABLE_ROW, prefix, NO_TEXT, false, err))
		return false;
	while (kv_range_next(&rows_range, err)) {
		ok = view_open(&row, list->rows, key_number_at(rows_range.key, 12, 8), rows_range.key,
			rows_range.value, NULL);
		if (!ok)
			fail(err, ERROR_BROKEN, "A row of {3} of record {2} of {1} is damaged", "tnt",
				view->entity->name, view->entity->label, (int64_t)view->id, list->name,
				list->label);
		if (!ok || !visit(&row, arg))
			break;
	}
	kv_range_close(&rows_range);
	return ok && err->kind == ERROR_NONE;
}

void world_init(struct writer *writer, struct store_change *change, uint64_t person)
{
	int64_t now = moment_now();

	*writer = (struct writer){
		{change->store->schema, moment_date(now, change->store->offset), now, person, 0, false, get,
			walk, range, gather, world_gather_all, world_share, rows},
		change};
}

struct reading {
	struct store *store;
	uint64_t person;
	store_work *work;
	void *arg;
};

static bool read_work(struct kv_txn *txn, void *arg, struct error *err)
{
	struct reading *reading = arg;
	struct store_change change = {.store = reading->store, .txn = txn};
	struct writer reader;

	world_init(&reader, &change, reading->person);
	return reading->work(&reader.world, reading->arg, err);
}

bool store_read(struct store *store, uint64_t person, store_work *work, void *arg, struct error *err)
{
	struct reading reading = {store, person, work, arg};
	struct error local = ERROR_INIT;

	return kv_read(store->kv, read_work, &reading, err ? err : &local);
}
