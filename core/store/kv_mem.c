/* The same in memory, for tests: sorted arrays, an undo list for what a failed transaction did. */
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/store/kv_internal.h"

struct entry {
	struct text key, value; /* each its own allocation */
};
struct table {
	struct entry *entries;
	size_t count, room;
};
/* What was there before a change; value NULL: nothing. */
struct undo {
	unsigned table;
	struct text key, value;
};
struct kv_mem {
	struct kv kv;
	struct table tables[KV_TABLES_MAX];
	struct undo *undos;
	size_t undo_count, undo_room, used;
	uint64_t version;
	unsigned fail_in;
};

static struct text own(struct text text)
{
	return (struct text){mem_copy_text(text.at, text.len), text.len};
}

static void disown(struct text text)
{
	free((char *)(uintptr_t)text.at);
}

static struct kv_mem *mem_of(struct kv_txn *txn)
{
	return (struct kv_mem *)txn->kv;
}

/* The place of the key, or where it would be. */
static size_t place(const struct table *table, struct text key, bool *found)
{
	size_t low = 0, high = table->count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = text_compare(table->entries[middle].key, key);

		if (!order) {
			*found = true;
			return middle;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*found = false;
	return low;
}

static void set(struct kv_mem *mem, unsigned number, struct text key, struct text value)
{
	struct table *table = &mem->tables[number];
	bool found;
	size_t at = place(table, key, &found);

	if (found) {
		mem->used -= table->entries[at].value.len;
		disown(table->entries[at].value);
	} else {
		table->entries =
			mem_grow(table->entries, table->count, &table->room, sizeof(*table->entries));
		memmove(table->entries + at + 1, table->entries + at,
			(table->count - at) * sizeof(*table->entries));
		table->entries[at].key = own(key);
		table->count++;
		mem->used += key.len;
	}
	table->entries[at].value = own(value);
	mem->used += value.len;
}

static void unset(struct kv_mem *mem, unsigned number, struct text key)
{
	struct table *table = &mem->tables[number];
	bool found;
	size_t at = place(table, key, &found);

	if (!found)
		return;
	mem->used -= table->entries[at].key.len + table->entries[at].value.len;
	disown(table->entries[at].key);
	disown(table->entries[at].value);
	memmove(table->entries + at, table->entries + at + 1,
		(table->count - at - 1) * sizeof(*table->entries));
	table->count--;
}

static void remember(struct kv_mem *mem, unsigned number, struct text key)
{
	const struct table *table = &mem->tables[number];
	bool found;
	size_t at = place(table, key, &found);

	mem->undos = mem_grow(mem->undos, mem->undo_count, &mem->undo_room, sizeof(*mem->undos));
	mem->undos[mem->undo_count++] = (struct undo){
		number, own(key), found ? own(table->entries[at].value) : (struct text){NULL, 0}};
}

static void roll_back(struct kv_mem *mem)
{
	while (mem->undo_count) {
		struct undo *undo = &mem->undos[--mem->undo_count];

		if (undo->value.at)
			set(mem, undo->table, undo->key, undo->value);
		else
			unset(mem, undo->table, undo->key);
		disown(undo->key);
		disown(undo->value);
	}
}

static bool no_room(struct error *err)
{
	return fail(err, ERROR_FULL, "The disk is full: nothing was saved", "");
}

/* The nth call from now fails, once. */
static bool fails_now(struct kv_mem *mem)
{
	return mem->fail_in && !--mem->fail_in;
}

static bool mem_run(struct kv *kv, bool write, kv_work *work, void *arg, struct error *err)
{
	struct kv_mem *mem = (struct kv_mem *)kv;
	struct kv_txn txn = {.kv = kv, .write = write};
	bool good = work(&txn, arg, err);

	if (!write)
		return good;
	if (good && fails_now(mem))
		good = no_room(err);
	if (!good)
		roll_back(mem);
	else
		mem->version++;
	while (mem->undo_count) {
		disown(mem->undos[--mem->undo_count].key);
		disown(mem->undos[mem->undo_count].value);
	}
	return good;
}

static bool mem_get(
	struct kv_txn *txn, unsigned table, struct text key, struct text *value, struct error *err)
{
	struct kv_mem *mem = mem_of(txn);
	bool found;
	size_t at = place(&mem->tables[table], key, &found);

	(void)err;
	if (found)
		*value = mem->tables[table].entries[at].value;
	return found;
}

static bool mem_put(struct kv_txn *txn, unsigned table, struct text key, struct text value, struct error *err)
{
	struct kv_mem *mem = mem_of(txn);
	struct text key_copy, value_copy;

	if (fails_now(mem) || mem->used > mem->kv.quota)
		return no_room(err);
	/* Both may be slices of what set() is about to give back. */
	key_copy = own(key);
	value_copy = own(value);
	remember(mem, table, key_copy);
	set(mem, table, key_copy, value_copy);
	disown(key_copy);
	disown(value_copy);
	return true;
}

static bool mem_del(struct kv_txn *txn, unsigned table, struct text key, struct error *err)
{
	struct kv_mem *mem = mem_of(txn);
	struct text key_copy;

	if (fails_now(mem))
		return no_room(err);
	key_copy = own(key);
	remember(mem, table, key_copy);
	unset(mem, table, key_copy);
	disown(key_copy);
	return true;
}

static bool mem_range_open(struct kv_range *range, struct text from, struct error *err)
{
	struct kv_mem *mem = mem_of(range->txn);
	const struct table *table = &mem->tables[range->table];
	size_t *at = mem_new(sizeof(*at));
	uint8_t room[KV_KEY_MAX];
	bool found = false, beyond = false; /* past a start that is met itself */

	(void)err;
	range->cursor = at;
	if (!from.len && range->backward)
		from = kv_behind(range->prefix, room);
	else if (!from.len)
		from = range->prefix;
	else
		beyond = range->backward;
	*at = from.len || !range->backward ? place(table, from, &found) : table->count;
	*at += beyond && found;
	return true;
}

static bool mem_range_next(struct kv_range *range, struct error *err)
{
	const struct table *table = &mem_of(range->txn)->tables[range->table];
	size_t *at = range->cursor;
	const struct entry *entry;

	(void)err;
	if (range->backward ? !*at : *at >= table->count)
		return false;
	entry = &table->entries[range->backward ? --*at : (*at)++];
	if (!text_starts(entry->key, range->prefix))
		return false;
	range->key = entry->key;
	range->value = entry->value;
	return true;
}

static void mem_range_close(struct kv_range *range)
{
	free(range->cursor);
}

static struct kv_txn *mem_second_open(struct kv_txn *txn)
{
	struct kv_txn *second = mem_new(sizeof(*second));

	*second = *txn;
	return second;
}

static void mem_second_close(struct kv_txn *second)
{
	free(second);
}

static void mem_close(struct kv *kv)
{
	struct kv_mem *mem = (struct kv_mem *)kv;

	for (size_t i = 0; i < KV_TABLES_MAX; i++) {
		for (size_t j = 0; j < mem->tables[i].count; j++) {
			disown(mem->tables[i].entries[j].key);
			disown(mem->tables[i].entries[j].value);
		}
		free(mem->tables[i].entries);
	}
	free(mem->undos);
	free(mem);
}

static uint64_t mem_version(struct kv *kv)
{
	return ((struct kv_mem *)kv)->version;
}

static uint64_t mem_state(struct kv_txn *txn)
{
	return mem_version(txn->kv);
}

static const char *mem_watch_path(struct kv *kv)
{
	(void)kv;
	return NULL;
}

static void mem_sweep(struct kv *kv)
{
	(void)kv;
}

static void mem_stats(struct kv_txn *txn, struct kv_stats *stats)
{
	struct kv_mem *mem = (struct kv_mem *)txn->kv;

	stats->used = mem->used;
	for (size_t i = 0; i < txn->kv->table_count; i++)
		stats->entries[i] = mem->tables[i].count;
}

static bool mem_copy(struct kv *kv, const char *path, struct error *err)
{
	(void)kv;
	return fail(err, ERROR_SYSTEM, "{1}: a store in memory cannot be copied to disk", "s", path);
}

static const struct kv_ops mem_ops = {mem_close, mem_run, mem_get, mem_put, mem_del, mem_range_open,
	mem_range_next, mem_range_close, mem_second_open, mem_second_close, mem_version, mem_state,
	mem_watch_path, mem_sweep, mem_stats, mem_copy};

bool kv_mem_open(struct kv **kv, const struct kv_config *config, struct error *err)
{
	struct kv_mem *mem = kv_new(sizeof(*mem), &mem_ops, config, err);

	if (!mem)
		return false;
	*kv = &mem->kv;
	return true;
}

void kv_mem_fail(struct kv *kv, unsigned nth)
{
	((struct kv_mem *)kv)->fail_in = nth;
}
