/* Reading: orders, ranges, names, whole records; and what is refused when bytes are damaged. */
#include "tests/harness/store_fixture.h"
#include "core/base/date.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { MEETINGS = 6 };

static struct store *store;
static uint64_t groups[2], meetings[MEETINGS];

/* Meetings of two groups in turn, every tenth day, entered from the last to the first. */
static int setup(void **state)
{
	(void)state;
	store = fixture_open(NULL);
	groups[0] = fixture_group(store, "立案党小组");
	groups[1] = fixture_group(store, "执行党小组");
	for (int i = MEETINGS; i-- > 0;)
		meetings[i] = fixture_meeting(store, groups[i % 2], date_of(2026, 1, 1) + 10 * i, "学习");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	store_close(store);
	return 0;
}

static void expect_ids(const uint64_t *found, size_t count, const int *expected, size_t expected_count)
{
	assert_int_equal(count, expected_count);
	for (size_t i = 0; i < expected_count; i++)
		assert_int_equal(found[i], meetings[expected[i]]);
}

static void test_walk(void **state)
{
	struct value group = value_number((int64_t)groups[0]);
	uint64_t found[MEETINGS];
	size_t count = fixture_walk(store, ENTITY_MEETING, MEETING_BY_DATE, NULL, 0, found, MEETINGS);

	(void)state;
	expect_ids(found, count, (const int[]){0, 1, 2, 3, 4, 5}, 6);
	count = fixture_walk(store, ENTITY_MEETING, MEETING_BY_GROUP, &group, 1, found, MEETINGS);
	expect_ids(found, count, (const int[]){0, 2, 4}, 3);
	count = fixture_walk(store, ENTITY_MEETING, 0, NULL, 0, found, MEETINGS);
	expect_ids(found, count, (const int[]){5, 4, 3, 2, 1, 0}, 6);
}

struct ranged {
	unsigned index;
	size_t keys;
	int from, to; /* days after the first */
	uint64_t found[MEETINGS];
	size_t count;
};

static bool note(const struct view *view, void *arg)
{
	struct ranged *ranged = arg;

	ranged->found[ranged->count++] = view->id;
	return true;
}

static bool range_work(struct world *world, void *arg, struct error *err)
{
	struct ranged *ranged = arg;
	struct value group = value_number((int64_t)groups[1]);
	int64_t first = date_of(2026, 1, 1);

	return world->range(world, ENTITY_MEETING, ranged->index, &group, ranged->keys, first + ranged->from,
		first + ranged->to, note, ranged, err);
}

static void test_range(void **state)
{
	static const struct {
		struct ranged ranged;
		int expected[MEETINGS];
		size_t count;
	} cases[] = {
		{{MEETING_BY_DATE, 0, 10, 30, {0}, 0}, {1, 2, 3}, 3},
		{{MEETING_BY_DATE, 0, 11, 29, {0}, 0}, {2}, 1},
		{{MEETING_BY_DATE, 0, 60, 90, {0}, 0}, {0}, 0},
		{{MEETING_BY_DATE, 0, 30, 10, {0}, 0}, {0}, 0},
		{{MEETING_BY_DATE, 0, -900, 9000, {0}, 0}, {0, 1, 2, 3, 4, 5}, 6},
		{{MEETING_BY_GROUP, 1, 0, 30, {0}, 0}, {1, 3}, 2},
	};
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ranged ranged = cases[i].ranged;

		assert_true(store_read(store, 0, range_work, &ranged, &err));
		expect_ids(ranged.found, ranged.count, cases[i].expected, cases[i].count);
	}
}

/* A record of several groups stands under each; one that moved stands under the new one only. */
static void test_several(void **state)
{
	struct buf both = BUF_INIT;
	struct record_slot value = {MEETING_GROUPS, {VALUE_IDS, 0, {NULL, 0}}};
	struct change_result result;
	struct value group = value_number((int64_t)groups[1]);
	uint64_t found[MEETINGS];
	size_t count;

	(void)state;
	buf_varint(&both, groups[0]);
	buf_varint(&both, groups[1]);
	value.value.bytes = buf_as_text(&both);
	result = fixture_set(store, ENTITY_MEETING, &meetings[0], &value, 1);
	change_result_release(&result);
	count = fixture_walk(store, ENTITY_MEETING, MEETING_BY_GROUP, &group, 1, found, MEETINGS);
	expect_ids(found, count, (const int[]){0, 1, 3, 5}, 4);
	buf_clear(&both);
	buf_varint(&both, groups[1]);
	value.value.bytes = buf_as_text(&both);
	result = fixture_set(store, ENTITY_MEETING, &meetings[0], &value, 1);
	change_result_release(&result);
	group = value_number((int64_t)groups[0]);
	count = fixture_walk(store, ENTITY_MEETING, MEETING_BY_GROUP, &group, 1, found, MEETINGS);
	expect_ids(found, count, (const int[]){2, 4}, 2);
	buf_release(&both);
	assert_int_equal(fixture_faults(store), 0);
}

static bool find_work(struct world *world, void *arg, struct error *err)
{
	uint64_t id = 0;

	(void)arg;
	(void)err;
	assert_true(world_find(world, ENTITY_GROUP, 0, TEXT("执行党小组"), &id));
	assert_int_equal(id, groups[1]);
	assert_true(world_find(world, ENTITY_GROUP, GROUP_NAME, TEXT("立案党小组"), &id));
	assert_int_equal(id, groups[0]);
	assert_false(world_find(world, ENTITY_GROUP, 0, TEXT("执行"), &id));
	/* Six meetings have that title. */
	assert_false(world_find(world, ENTITY_MEETING, 0, TEXT("学习"), &id));
	assert_int_equal(world->today, moment_date(world->now, COURT_OFFSET));
	return true;
}

static void test_find(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(store_read(store, 0, find_work, NULL, &err));
}

/* Persons by name: an order by sound does not answer to the name alone, so the records are asked. */
static void test_find_person(void **state)
{
	uint64_t person = fixture_person(store, "001", "单于伟"), found[2];

	(void)state;
	fixture_person(store, "002", "安然");
	assert_int_equal(fixture_walk(store, ENTITY_PERSON, 0, NULL, 0, found, 2), 2);
	assert_int_equal(found[0], person);
}

static bool flip(struct kv_txn *txn, void *arg, struct error *err)
{
	struct kv_range range;
	uint8_t key[16], bytes[4096];
	struct text old_key, old;

	(void)arg;
	assert_true(kv_range_open(&range, txn, 1, NO_TEXT, NO_TEXT, true, err));
	assert_true(kv_range_next(&range, err));
	assert_true(range.key.len <= sizeof(key) && range.value.len <= sizeof(bytes));
	memcpy(key, range.key.at, range.key.len);
	memcpy(bytes, range.value.at, range.value.len);
	old_key = (struct text){(const char *)key, range.key.len};
	old = (struct text){(const char *)bytes, range.value.len};
	kv_range_close(&range);
	bytes[old.len - 1] ^= 1;
	return kv_put(txn, 1, old_key, old, err);
}

static bool ignore(const struct view *view, void *arg)
{
	(void)view;
	(void)arg;
	return true;
}

static bool walk_work(struct world *world, void *arg, struct error *err)
{
	unsigned *index = arg;

	return world->walk(world, ENTITY_MEETING, *index, NULL, 0, ignore, NULL, err);
}

static bool get_work(struct world *world, void *arg, struct error *err)
{
	struct view view;

	(void)arg;
	return world->get(world, ENTITY_MEETING, meetings[0], &view, err);
}

static void test_damage(void **state)
{
	struct error err = ERROR_INIT;
	unsigned indexes[] = {0, MEETING_BY_DATE};

	(void)state;
	assert_true(kv_write(store_kv(store), flip, NULL, &err));
	for (size_t i = 0; i < 2; i++) {
		assert_false(store_read(store, 0, walk_work, &indexes[i], &err));
		assert_int_equal(err.kind, ERROR_BROKEN);
		err = (struct error)ERROR_INIT;
	}
	assert_false(store_read(store, 0, get_work, NULL, &err));
	assert_int_equal(err.kind, ERROR_BROKEN);
	assert_string_equal(err.message.args[1].text, "6");
	assert_true(fixture_faults(store) > 0);
}

static bool note_sequence(struct world *world, void *arg, struct error *err)
{
	(void)err;
	*(uint64_t *)arg = world_sequence(world);
	return true;
}

static uint64_t newest(struct store *of)
{
	uint64_t sequence = 0;

	assert_true(store_read(of, 0, note_sequence, &sequence, NULL));
	return sequence;
}

/* It is kept for as long as nobody commits, in memory and on disk. */
static void test_newest_entry(void **state)
{
	char path[FIXTURE_PATH];
	static const char *const names[] = {"速裁党小组", "家事党小组", "刑事党小组"};
	struct store *disk;

	(void)state;
	fixture_path(path);
	disk = fixture_open(path);
	for (size_t i = 0; i < 6; i++) {
		struct store *one = i % 2 ? disk : store;
		uint64_t before = newest(one);

		assert_int_equal(newest(one), before);
		fixture_group(one, names[i / 2]);
		assert_true(newest(one) > before);
	}
	store_close(disk);
	fixture_remove(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_walk, setup, teardown),
		cmocka_unit_test_setup_teardown(test_range, setup, teardown),
		cmocka_unit_test_setup_teardown(test_several, setup, teardown),
		cmocka_unit_test_setup_teardown(test_find, setup, teardown),
		cmocka_unit_test_setup_teardown(test_find_person, setup, teardown),
		cmocka_unit_test_setup_teardown(test_damage, setup, teardown),
		cmocka_unit_test_setup_teardown(test_newest_entry, setup, teardown),
	};

	return cmocka_run_group_tests_name("world", tests, NULL, NULL);
}
