/* Everything against everything: records, rows, orders and unique keys. Where counts agree and every entry a
 * record calls for is there, no entry can be too many. */
#include "core/store/verify_internal.h"
#include "core/base/memory.h"
#include <stdlib.h>

enum { PROGRESS_EVERY = 1000 };

bool verify_table(struct verifying *verifying, enum table table, verify_entry *entry, uint64_t *count,
	struct error *err)
{
	struct kv_range range;
	bool ok = true;

	if (!kv_range_open(&range, verifying->change->txn, table, NO_TEXT, NO_TEXT, false, err))
		return false;
	while (ok && kv_range_next(&range, err)) {
		ok = !entry || entry(verifying, range.key, range.value, err);
		*count += 1;
		if (verifying->progress && ++verifying->done % PROGRESS_EVERY == 0)
			verifying->progress(verifying->done, verifying->arg);
	}
	kv_range_close(&range);
	return ok && err->kind == ERROR_NONE;
}

bool verify_record(struct verifying *verifying, unsigned entity, uint64_t id, struct view *view)
{
	const struct entity *shape = schema_entity(verifying->change->store->schema, entity);
	struct error err = ERROR_INIT;
	uint8_t room[KEY_ROOM];
	struct text key = record_key(room, entity, id);
	struct text bytes;

	return shape && kv_get(verifying->change->txn, TABLE_REC, key, &bytes, &err) &&
		view_open(view, shape, id, key, bytes, NULL);
}

static void add_fault(struct verifying *verifying, const struct error *fault)
{
	struct problem *problem = problem_add(verifying->faults, false, fault->tag, fault->row, "", "");

	problem->message = fault->message;
}

static void record_fault(struct verifying *verifying, const struct view *view, const char *id)
{
	problem_add(verifying->faults, false, 0, 0, id, "tn", view->entity->name, view->entity->label,
		(int64_t)view->id);
}

static struct entity_ids *ids_of(struct verifying *verifying, unsigned entity)
{
	for (size_t i = 0; i < verifying->id_count; i++)
		if (verifying->ids[i].entity == entity)
			return &verifying->ids[i];
	verifying->ids =
		mem_grow(verifying->ids, verifying->id_count, &verifying->id_room, sizeof(*verifying->ids));
	verifying->ids[verifying->id_count] = (struct entity_ids){.entity = entity};
	return &verifying->ids[verifying->id_count++];
}

static void note_id(struct verifying *verifying, unsigned entity, uint64_t id)
{
	struct entity_ids *ids = ids_of(verifying, entity);

	if (ids->highest < id)
		ids->highest = id;
}

static bool record_entries(struct verifying *verifying, const struct view *view, struct error *err)
{
	bool ok = true;

	for (const struct index *index = view->entity->indexes; ok && index && index->id; index++) {
		struct arena arena = ARENA_INIT;
		struct entries entries = {0};
		struct text value;
		bool found = true;

		index_entries(index, view, &arena, &entries);
		verifying->entries += entries.count;
		for (size_t i = 0; ok && i < entries.count; i++) {
			ok = fetch(verifying->change->txn, TABLE_IDX, entries.items[i], &value, &found, err);
			if (ok && !found)
				record_fault(verifying, view,
					"Record {2} of {1} is missing from one of its orders");
		}
		free(entries.items);
		arena_release(&arena);
	}
	return ok;
}

static bool record_uniques(struct verifying *verifying, const struct view *view, struct error *err)
{
	struct buf key = BUF_INIT;
	struct text value;
	bool ok = true, found;

	for (const struct field *f = NULL; ok && (f = entity_next(view->entity, f));) {
		if (!unique_key(f, view, &key))
			continue;
		verifying->uniques++;
		ok = fetch(verifying->change->txn, TABLE_UNIQ, buf_as_text(&key), &value, &found, err);
		if (ok && (!found || key_number_at(value, 0, 8) != view->id))
			record_fault(verifying, view, "Record {2} of {1} does not hold its unique key");
	}
	buf_release(&key);
	return ok;
}

struct ref_check {
	struct verifying *verifying;
	const struct view *view;
};

static bool check_ref(const struct field *field, uint64_t row, uint64_t id, void *arg)
{
	struct ref_check *check = arg;
	struct error err = ERROR_INIT;
	uint8_t room[KEY_ROOM];
	struct text value;

	if (!kv_get(check->verifying->change->txn, TABLE_REC, record_key(room, field->target, id), &value,
		    &err))
		problem_add(check->verifying->faults, false, field->tag, row,
			"Record {2} of {1}: {3} leads nowhere", "tnt", check->view->entity->name,
			check->view->entity->label, (int64_t)check->view->id, field->name, field->label);
	return true;
}

static bool check_record(struct verifying *verifying, struct text key, struct text value, struct error *err)
{
	struct ref_check check = {verifying, NULL};
	unsigned id = (unsigned)key_number_at(key, 0, 2);
	const struct entity *entity = schema_entity(verifying->change->store->schema, id);
	struct error fault = ERROR_INIT;
	struct view view;

	if (key.len != 10 || !entity) {
		problem_add(
			verifying->faults, false, 0, 0, "There is no kind of record {1}", "n", (int64_t)id);
		return true;
	}
	note_id(verifying, id, key_number_at(key, 2, 8));
	if (!record_open(&view, entity, key_number_at(key, 2, 8), key, value, &fault) ||
		!body_check(entity, view.body, &fault)) {
		add_fault(verifying, &fault);
		return true;
	}
	verifying->revisions += view.revision;
	ids_of(verifying, id)->live += !view_removed(&view);
	check.view = &view;
	refs_each(&view, check_ref, &check);
	if (!verify_replay(verifying, &view))
		record_fault(verifying, &view, "Record {2} of {1} is not what its history makes of it");
	return record_entries(verifying, &view, err) && record_uniques(verifying, &view, err);
}

static bool check_row(struct verifying *verifying, struct text key, struct text value, struct error *err)
{
	struct ref_check check = {verifying, NULL};
	struct error fault = ERROR_INIT;
	const struct field *list;
	struct view record, row;

	(void)err;
	if (key.len != 20 ||
		!verify_record(
			verifying, (unsigned)key_number_at(key, 0, 2), key_number_at(key, 2, 8), &record)) {
		problem_add(
			verifying->faults, false, 0, 0, "A row belongs to no record that can be read", "");
		return true;
	}
	list = entity_field(record.entity, (uint16_t)key_number_at(key, 10, 2));
	if (!list || !(list->flags & BESIDE) ||
		!view_open(&row, list->rows, key_number_at(key, 12, 8), key, value, NULL) ||
		!body_check(list->rows, row.body, &fault)) {
		record_fault(verifying, &record, "A row of record {2} of {1} is damaged");
		return true;
	}
	check.view = &record;
	refs_each(&row, check_ref, &check);
	return true;
}

/* Only looked at one by one when there are too many. */
static bool find_stray_entry(
	struct verifying *verifying, struct text key, struct text value, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct entries entries = {0};
	unsigned entity = (unsigned)key_number_at(key, 0, 2), order = (unsigned)key_number_at(key, 2, 2);
	uint64_t id = key.len < 12 ? 0 : key_number_at(key, key.len - 8, 8);
	struct view view;
	bool found = false;

	(void)value;
	(void)err;
	if (verify_record(verifying, entity, id, &view))
		for (const struct index *i = view.entity->indexes; i && i->id; i++)
			if (i->id == order)
				index_entries(i, &view, &arena, &entries);
	for (size_t i = 0; !found && i < entries.count; i++)
		found = text_equal(entries.items[i], key);
	if (!found)
		problem_add(verifying->faults, false, 0, 0,
			"Order {1} of kind {2} has an entry for record {3} that does not belong there", "nnn",
			(int64_t)order, (int64_t)entity, (int64_t)id);
	free(entries.items);
	arena_release(&arena);
	return true;
}

static bool find_stray_unique(
	struct verifying *verifying, struct text key, struct text value, struct error *err)
{
	const struct field *field;
	struct buf mine = BUF_INIT;
	struct view view;
	bool found = false;

	(void)err;
	if (verify_record(verifying, (unsigned)key_number_at(key, 0, 2), key_number_at(value, 0, 8), &view)) {
		field = entity_field(view.entity, (uint16_t)key_number_at(key, 2, 2));
		found = field && unique_key(field, &view, &mine) && text_equal(buf_as_text(&mine), key);
	}
	if (!found)
		problem_add(verifying->faults, false, 0, 0,
			"A unique key is held by record {1}, which lost it", "n",
			(int64_t)key_number_at(value, 0, 8));
	buf_release(&mine);
	return true;
}

static bool check_counters(struct verifying *verifying, struct world *world, struct error *err)
{
	uint64_t counter;

	for (size_t i = 0; i < verifying->id_count; i++) {
		unsigned entity = verifying->ids[i].entity;
		char name[4] = {'i', 'd', (char)(entity >> 8), (char)entity};

		if (!meta_get(verifying->change->txn, (struct text){name, sizeof(name)}, &counter, err))
			return false;
		if (counter < verifying->ids[i].highest)
			problem_add(verifying->faults, false, 0, 0,
				"Kind {1}: the counter of ids stands before record {2}", "nn",
				(int64_t)entity, (int64_t)verifying->ids[i].highest);
		if (world_count(world, entity, &counter) && counter != verifying->ids[i].live)
			problem_add(verifying->faults, false, 0, 0,
				"Kind {1}: {2} records are counted, there are {3}", "nnn", (int64_t)entity,
				(int64_t)counter, (int64_t)verifying->ids[i].live);
	}
	return true;
}

static bool verify_all(struct verifying *verifying, struct world *world, struct error *err)
{
	uint64_t records = 0, rows = 0, entries = 0, uniques = 0, again = 0;

	if (!verify_table(verifying, TABLE_REC, check_record, &records, err) ||
		!verify_table(verifying, TABLE_ROW, check_row, &rows, err) ||
		!verify_table(verifying, TABLE_IDX, NULL, &entries, err) ||
		!verify_table(verifying, TABLE_UNIQ, NULL, &uniques, err))
		return false;
	if (entries != verifying->entries &&
		!verify_table(verifying, TABLE_IDX, find_stray_entry, &again, err))
		return false;
	if (uniques != verifying->uniques &&
		!verify_table(verifying, TABLE_UNIQ, find_stray_unique, &again, err))
		return false;
	return check_counters(verifying, world, err) && verify_chain(verifying, err);
}

static bool verify_world(struct world *world, void *arg, struct error *err)
{
	struct verifying *verifying = arg;
	bool ok;

	verifying->change = world_change(world);
	ok = verify_all(verifying, world, err);
	free(verifying->ids);
	return ok;
}

bool store_verify(struct store *store, struct problems *faults, void (*progress)(uint64_t done, void *arg),
	void *arg, struct error *err)
{
	struct verifying verifying = {.faults = faults, .progress = progress, .arg = arg};

	return store_read(store, 0, verify_world, &verifying, err);
}
