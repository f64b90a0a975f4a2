/* Opening a store, its keys and its small numbers. */
#include "core/store/store_internal.h"

#include <endian.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static const char *const tables[TABLE_COUNT] = {
	[TABLE_META] = "meta",
	[TABLE_REC] = "rec",
	[TABLE_ROW] = "row",
	[TABLE_IDX] = "idx",
	[TABLE_UNIQ] = "uniq",
	[TABLE_HIST] = "hist",
	[TABLE_AUD] = "aud",
	[TABLE_TOKEN] = "token",
};

static inline struct text key_put(uint8_t *room, size_t len, uint64_t number, size_t bytes)
{
	const uint64_t ordered = htobe64(number << (64 - 8 * bytes));

	memcpy(room + len, &ordered, bytes);
	return (struct text){(const char *)room, len + bytes};
}

struct text number_key(uint8_t room[KEY_ROOM], uint64_t number)
{
	return key_put(room, 0, number, 8);
}

struct text pair_key(uint8_t room[KEY_ROOM], unsigned entity, unsigned second)
{
	key_put(room, 0, entity, 2);
	return key_put(room, 2, second, 2);
}

struct text record_key(uint8_t room[KEY_ROOM], unsigned entity, uint64_t id)
{
	key_put(room, 0, entity, 2);
	return key_put(room, 2, id, 8);
}

struct text row_key(uint8_t room[KEY_ROOM], unsigned entity, uint64_t id, uint16_t tag, uint64_t row)
{
	record_key(room, entity, id);
	key_put(room, 10, tag, 2);
	return key_put(room, 12, row, 8);
}

struct text history_key(uint8_t room[KEY_ROOM], unsigned entity, uint64_t id, uint32_t revision)
{
	record_key(room, entity, id);
	return key_put(room, 10, revision, 4);
}

uint64_t key_number_at(struct text key, size_t at, size_t len)
{
	uint64_t number = 0;

	if (len == sizeof(number) && at + len <= key.len) {
		memcpy(&number, key.at + at, sizeof(number));
		return be64toh(number);
	}
	for (size_t i = at; i < at + len && i < key.len; i++)
		number = number << 8 | (uint8_t)key.at[i];
	return number;
}

bool fetch(struct kv_txn *txn, enum table table, struct text key, struct text *value, bool *found,
	struct error *err)
{
	*found = kv_get(txn, table, key, value, err);
	return *found || err->kind == ERROR_NONE;
}

bool meta_get(struct kv_txn *txn, struct text name, uint64_t *number, struct error *err)
{
	struct text value;
	bool found;

	*number = 0;
	if (!fetch(txn, TABLE_META, name, &value, &found, err))
		return false;
	if (found)
		*number = key_number_at(value, 0, 8);
	return true;
}

bool meta_put(struct kv_txn *txn, struct text name, uint64_t number, struct error *err)
{
	uint8_t room[KEY_ROOM];

	return kv_put(txn, TABLE_META, name, number_key(room, number), err);
}

static bool read_format(struct kv_txn *txn, void *arg, struct error *err)
{
	uint64_t *numbers = arg;

	return meta_get(txn, TEXT("format"), &numbers[0], err) &&
		meta_get(txn, TEXT("loading"), &numbers[1], err);
}

static bool write_format(struct kv_txn *txn, void *arg, struct error *err)
{
	(void)arg;
	return meta_put(txn, TEXT("format"), STORE_FORMAT, err);
}

static bool check_format(struct kv *kv, const struct store_config *config, struct error *err)
{
	uint64_t numbers[2];

	if (!kv_read(kv, read_format, numbers, err))
		return false;
	if (numbers[1])
		return fail(err, ERROR_STATE,
			"This store was not loaded to its end: load it again into a new directory", "");
	if (numbers[0] > STORE_FORMAT)
		return fail(err, ERROR_STATE, "This store was written by a newer program (format {1})", "n",
			(int64_t)numbers[0]);
	if (numbers[0] || config->read_only)
		return true;
	return kv_write(kv, write_format, NULL, err);
}

bool store_open(struct store **store, const struct store_config *config, struct error *err)
{
	struct error local = ERROR_INIT;
	struct kv_config kv_config = {.path = config->path,
		.tables = tables,
		.table_count = TABLE_COUNT,
		.map_size = config->map_size,
		.quota = config->quota,
		.create = config->create || !config->path,
		.read_only = config->read_only};
	struct kv *kv = NULL;

	err = err ? err : &local;
	if (sodium_init() < 0)
		return fail(err, ERROR_SYSTEM, "The cryptography library does not start", "");
	if (!(config->path ? kv_lmdb_open : kv_mem_open)(&kv, &kv_config, err))
		return false;
	if (!check_format(kv, config, err) ||
		!(config->read_only || store_reindex(kv, config->schema, err))) {
		kv_close(kv);
		return false;
	}
	*store = mem_new(sizeof(**store));
	**store = (struct store){kv, config->schema, COURT_OFFSET};
	return true;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	kv_close(store->kv);
	free(store);
}

struct kv *store_kv(struct store *store)
{
	return store->kv;
}

const struct schema *store_schema(const struct store *store)
{
	return store->schema;
}

void store_offset(struct store *store, int minutes)
{
	store->offset = minutes;
}
