/* A store opened by a program that declares other orders has them all the same, and none that are no longer
 * declared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include "core/base/number.h"
#include "core/store/store_internal.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

enum { THING = 1, THING_NAME = 1, THING_SIZE };
enum { BY_NAME = 1, BY_SIZE };

static const struct field fields[] = {{THING_NAME, "name", "名称", TEXT_FIELD(1, 20), REQUIRED | TITLE, 8},
	{THING_SIZE, "size", "大小", NUMBER_FIELD(0, 9), 0, 4}, {0}};
static const struct index by_name[] = {{BY_NAME, "name", {THING_NAME}}, {0}};
static const struct index by_both[] = {{BY_NAME, "name", {THING_NAME}}, {BY_SIZE, "size", {THING_SIZE}}, {0}};
/* The same order made of something else. */
static const struct index turned[] = {{BY_NAME, "name", {THING_SIZE}}, {0}};
static const struct entity things[] = {{THING, "thing", "东西", fields, .indexes = by_name},
	{THING, "thing", "东西", fields, .indexes = by_both},
	{THING, "thing", "东西", fields, .indexes = turned}};
static const struct entity *const older[] = {&things[0], NULL}, *const newer[] = {&things[1], NULL},
				  *const other[] = {&things[2], NULL};
static const struct schema schemas[] = {{older}, {newer}, {other}};

static struct store *open_as(const char *path, const struct schema *schema)
{
	struct store_config config = {.path = path, .schema = schema, .create = true};
	struct error err = ERROR_INIT;
	struct store *store = NULL;

	assert_true(store_open(&store, &config, &err));
	return store;
}

static void add(struct store *store, const char *name, int64_t size)
{
	const struct record_slot values[] = {
		{THING_NAME, value_text(text_of(name))}, {THING_SIZE, value_number(size)}};
	uint64_t id = 0;
	struct change_result result = fixture_set(store, THING, &id, values, 2);

	change_result_release(&result);
}

/* The one that is first by name is the larger one. */
static struct store *make_two(char path[FIXTURE_PATH])
{
	struct store *store;

	fixture_path(path);
	store = open_as(path, &schemas[0]);
	add(store, "a", 9);
	add(store, "b", 1);
	return store;
}

static void expect(struct store *store, unsigned index, uint64_t first, uint64_t second)
{
	uint64_t ids[4];

	assert_int_equal(fixture_walk(store, THING, index, NULL, 0, ids, 4), 2);
	assert_int_equal(ids[0], first);
	assert_int_equal(ids[1], second);
	assert_int_equal(fixture_faults(store), 0);
}

static void test_orders(void **state)
{
	char path[FIXTURE_PATH];
	struct store *store = make_two(path);

	(void)state;
	store_close(store);
	store = open_as(path, &schemas[1]);
	expect(store, BY_SIZE, 2, 1);
	expect(store, BY_NAME, 1, 2);
	store_close(store);
	store = open_as(path, &schemas[2]);
	expect(store, BY_NAME, 2, 1);
	store_close(store);
	/* Opened again as it is, nothing is written. */
	store = open_as(path, &schemas[2]);
	expect(store, BY_NAME, 2, 1);
	store_close(store);
	fixture_remove(path);
}

/* As a program would leave it that declares the same and orders texts otherwise. */
static bool order_otherwise(struct kv_txn *txn, void *arg, struct error *err)
{
	const struct index *index = by_name;
	uint32_t declared = crc32c(0, &things[0].id, sizeof(things[0].id));
	struct kv_range range;
	struct buf key = BUF_INIT;
	bool good = kv_range_open(&range, txn, TABLE_IDX, NO_TEXT, NO_TEXT, false, err) &&
		kv_range_next(&range, err);

	(void)arg;
	buf_text(&key, range.key);
	kv_range_close(&range);
	declared = crc32c(declared, &index->id, sizeof(index->id));
	declared = crc32c(declared, index->parts, sizeof(index->parts));
	good = good && kv_del(txn, TABLE_IDX, buf_as_text(&key), err) &&
		meta_put(txn, TEXT("orders"), (uint64_t)declared | UINT64_C(1) << 32, err);
	buf_release(&key);
	return good;
}

static void test_texts(void **state)
{
	char path[FIXTURE_PATH];
	struct store *store = make_two(path);

	(void)state;
	assert_true(kv_write(store_kv(store), order_otherwise, NULL, NULL));
	assert_true(fixture_faults(store) > 0);
	store_close(store);
	store = open_as(path, &schemas[0]);
	expect(store, BY_NAME, 1, 2);
	store_close(store);
	fixture_remove(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_orders), cmocka_unit_test(test_texts)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
