/* A program whose tables declare other orders than the one that wrote the store, or that puts texts into
 * another order: all orders are made anew, once, in one transaction. Lists and scores go by them, so a
 * missing one would leave records out without a word. */
#include <stdlib.h>
#include "core/base/arena.h"
#include "core/base/memory.h"
#include "core/base/number.h"
#include "core/base/pinyin.h"
#include "core/store/store_internal.h"

/* What the schema declares and how texts are put in order, as one number. */
static uint64_t orders_of(const struct schema *schema)
{
	const unsigned texts = PINYIN_VERSION;
	uint32_t sum = crc32c(0, &texts, sizeof(texts));

	for (const struct entity *const *entity = schema->entities; *entity; entity++)
		for (const struct index *index = (*entity)->indexes; index && index->id; index++) {
			sum = crc32c(sum, &(*entity)->id, sizeof((*entity)->id));
			sum = crc32c(sum, &index->id, sizeof(index->id));
			sum = crc32c(sum, index->parts, sizeof(index->parts));
		}
	return (uint64_t)sum | UINT64_C(1) << 32; /* never 0, which is "not known" */
}

struct reindexing {
	const struct schema *schema;
	struct arena arena;
	struct entries old, new;
};

static void add(struct reindexing *reindexing, struct entries *entries, struct text key)
{
	entries->items = mem_grow(entries->items, entries->count, &entries->room, sizeof(*entries->items));
	entries->items[entries->count++] = arena_text(&reindexing->arena, key);
}

static void add_record(struct reindexing *reindexing, const struct view *view)
{
	for (const struct index *index = view->entity->indexes; index && index->id; index++) {
		struct arena arena = ARENA_INIT;
		struct entries entries = {0};

		index_entries(index, view, &arena, &entries);
		for (size_t i = 0; i < entries.count; i++)
			add(reindexing, &reindexing->new, entries.items[i]);
		free(entries.items);
		arena_release(&arena);
	}
}

static void take_old(struct reindexing *reindexing, const struct kv_range *range)
{
	add(reindexing, &reindexing->old, range->key);
}

/* What is damaged is in no order; verify tells of it. */
static void take_record(struct reindexing *reindexing, const struct kv_range *range)
{
	const struct entity *entity =
		schema_entity(reindexing->schema, (unsigned)key_number_at(range->key, 0, 2));
	struct view view;

	if (entity &&
		record_open(&view, entity, key_number_at(range->key, 2, 8), range->key, range->value, NULL))
		add_record(reindexing, &view);
}

/* All of a table, before anything is written: a walk ends when the transaction writes. */
static bool collect(struct kv_txn *txn, struct reindexing *reindexing, enum table table,
	void (*take)(struct reindexing *reindexing, const struct kv_range *range), struct error *err)
{
	struct kv_range range;
	bool ok = kv_range_open(&range, txn, table, NO_TEXT, NO_TEXT, false, err);

	while (ok && kv_range_next(&range, err))
		take(reindexing, &range);
	kv_range_close(&range);
	return ok && (!err || err->kind == ERROR_NONE);
}

static bool orders_known(struct kv_txn *txn, const struct schema *schema, bool *known, struct error *err)
{
	uint64_t orders;

	if (!meta_get(txn, TEXT("orders"), &orders, err))
		return false;
	*known = orders == orders_of(schema);
	return true;
}

static bool reindex(struct kv_txn *txn, void *arg, struct error *err)
{
	struct reindexing *reindexing = arg;
	bool known = false, ok;

	/* Another process may have been faster. */
	if (!orders_known(txn, reindexing->schema, &known, err) || known)
		return known;
	ok = collect(txn, reindexing, TABLE_IDX, take_old, err) &&
		collect(txn, reindexing, TABLE_REC, take_record, err);
	for (size_t i = 0; ok && i < reindexing->old.count; i++)
		ok = kv_del(txn, TABLE_IDX, reindexing->old.items[i], err);
	for (size_t i = 0; ok && i < reindexing->new.count; i++)
		ok = kv_put(txn, TABLE_IDX, reindexing->new.items[i], NO_TEXT, err);
	return ok && meta_put(txn, TEXT("orders"), orders_of(reindexing->schema), err);
}

struct asking_orders {
	const struct schema *schema;
	bool known;
};

static bool look(struct kv_txn *txn, void *arg, struct error *err)
{
	struct asking_orders *asking = arg;

	return orders_known(txn, asking->schema, &asking->known, err);
}

bool store_reindex(struct kv *kv, const struct schema *schema, struct error *err)
{
	struct asking_orders asking = {schema, false};
	struct reindexing reindexing = {.schema = schema};
	bool ok = kv_read(kv, look, &asking, err);

	if (ok && !asking.known)
		ok = kv_write(kv, reindex, &reindexing, err);
	free(reindexing.old.items);
	free(reindexing.new.items);
	arena_release(&reindexing.arena);
	return ok;
}
