/* Stores of keys and values for tests: either engine, and one on disk in a folder of its own. */
#ifndef TESTS_HARNESS_KV_FIXTURE_H
#define TESTS_HARNESS_KV_FIXTURE_H

#include "core/store/kv.h"
#include "tests/harness/store_fixture.h"

enum { ENGINE_TABLES = 3, ENGINE_QUOTA = 256 << 10 };

/* An engine with that many tables and that quota, new if there is none; `path` NULL: in memory. */
struct kv *engine_open(const char *path);

enum { DISK_ROOM = 128, DISK_MAP = 1 << 20 };

/* The store of the running test, in a folder where others can be made beside it. */
extern struct disk {
	char folder[FIXTURE_PATH], path[DISK_ROOM];
	struct kv *kv;
} disk;
extern const char *const disk_tables[2];

int disk_setup(void **state);
int disk_teardown(void **state);
#define DISK_TEST(name) cmocka_unit_test_setup_teardown(name, disk_setup, disk_teardown)

bool disk_open(struct kv **made, const char *at, bool create, struct error *err);
/* A path in the folder; the last four are kept. */
const char *disk_name(const char *name);
size_t disk_count_files(const char *at);

/* Writes one key, compares it; the first of each pair is the work inside a transaction, `arg` the value. */
bool disk_put_work(struct kv_txn *txn, void *arg, struct error *err);
bool disk_put(struct kv *to, const char *value, struct error *err);
bool disk_check_work(struct kv_txn *txn, void *arg, struct error *err);
bool disk_holds(struct kv *in, const char *value);

#endif
