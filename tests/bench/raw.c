/* The yardstick of the store: LMDB as a program would use it that keeps nothing else. */
#include "tests/bench/bench.h"

#include <lmdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "core/base/memory.h"

enum { TABLES = 16 };

struct raw {
	MDB_env *env;
	MDB_dbi tables[TABLES];
	MDB_txn *txn;
};

static void must(int code, const char *what)
{
	if (code)
		bench_give_up(what, mdb_strerror(code));
}

struct raw *raw_open(const char *path, const char *const *tables, size_t count)
{
	struct raw *raw = mem_new(sizeof(*raw));
	MDB_txn *txn;

	must(mdb_env_create(&raw->env), "mdb_env_create");
	mdb_env_set_maxdbs(raw->env, TABLES);
	mdb_env_set_mapsize(raw->env, (size_t)32 << 30);
	must(mdb_env_open(raw->env, path, MDB_NOTLS, 0600), path);
	must(mdb_txn_begin(raw->env, NULL, 0, &txn), path);
	for (size_t i = 0; i < count; i++)
		must(mdb_dbi_open(txn, tables[i], 0, &raw->tables[i]), tables[i]);
	must(mdb_txn_commit(txn), path);
	return raw;
}

void raw_close(struct raw *raw)
{
	mdb_env_close(raw->env);
	free(raw);
}

void raw_begin(struct raw *raw)
{
	must(mdb_txn_begin(raw->env, NULL, MDB_RDONLY, &raw->txn), "reading");
}

void raw_end(struct raw *raw)
{
	mdb_txn_abort(raw->txn);
}

static uint64_t sum(const MDB_val *value)
{
	const uint8_t *bytes = value->mv_data;
	uint64_t total = 0;

	for (size_t i = 0; i < value->mv_size; i++)
		total += bytes[i];
	return total;
}

uint64_t raw_get(struct raw *raw, unsigned table, struct text key)
{
	MDB_val at = {key.len, (void *)(uintptr_t)key.at}, value;

	must(mdb_get(raw->txn, raw->tables[table], &at, &value), "getting");
	return sum(&value);
}

uint64_t raw_scan(struct raw *raw, unsigned table, struct text prefix)
{
	MDB_val key = {prefix.len, (void *)(uintptr_t)prefix.at}, value;
	MDB_cursor *cursor;
	uint64_t total = 0;
	int code;

	must(mdb_cursor_open(raw->txn, raw->tables[table], &cursor), "scanning");
	for (code = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE); !code;
		code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) {
		if (key.mv_size < prefix.len || memcmp(key.mv_data, prefix.at, prefix.len) != 0)
			break;
		total += sum(&value);
	}
	mdb_cursor_close(cursor);
	return total;
}

void raw_commit(struct raw *raw, const struct raw_put *puts, size_t count)
{
	MDB_txn *txn;

	must(mdb_txn_begin(raw->env, NULL, 0, &txn), "writing");
	for (size_t i = 0; i < count; i++) {
		MDB_val key = {puts[i].key.len, (void *)(uintptr_t)puts[i].key.at};
		MDB_val value = {puts[i].value.len, (void *)(uintptr_t)puts[i].value.at};

		if (puts[i].gone)
			must(mdb_del(txn, raw->tables[puts[i].table], &key, NULL), "deleting");
		else
			must(mdb_put(txn, raw->tables[puts[i].table], &key, &value, 0), "putting");
	}
	must(mdb_txn_commit(txn), "committing");
}

uint64_t raw_follow(struct raw *raw, unsigned table, struct text prefix, unsigned to, struct text record)
{
	MDB_val key = {prefix.len, (void *)(uintptr_t)prefix.at}, value;
	uint8_t room[16];
	MDB_cursor *cursor;
	uint64_t total = 0;
	int code;

	memcpy(room, record.at, record.len);
	must(mdb_cursor_open(raw->txn, raw->tables[table], &cursor), "walking");
	for (code = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE); !code;
		code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) {
		if (key.mv_size < prefix.len || memcmp(key.mv_data, prefix.at, prefix.len) != 0)
			break;
		memcpy(room + record.len, (const uint8_t *)key.mv_data + key.mv_size - 8, 8);
		total += raw_get(raw, to, (struct text){(const char *)room, record.len + 8});
	}
	mdb_cursor_close(cursor);
	return total;
}

void raw_copy(struct raw *raw, const char *path)
{
	if (mkdir(path, 0700))
		bench_give_up(path, "is there already");
	must(mdb_env_copy2(raw->env, path, MDB_CP_COMPACT), path);
}
