/* What no entity of a court has: an order by sound with an override, two parts from one list, references to
 * records of one's own kind, to oneself, and as keys of rows. */
#include "core/store/store.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum {
	THING = 1,
	THING_NAME = 1,
	THING_SOUNDS,
	THING_PARTS,
	THING_TWIN,
	THING_FRIENDS,
	THING_DAY,
	PART_KIND = 1,
	PART_SIZE
};
enum { BY_NAME = 1, BY_PART, BY_DAY };

static const struct field part_fields[] = {{PART_KIND, "kind", "种类", NUMBER_FIELD(0, 9), 0, 4},
	{PART_SIZE, "size", "大小", NUMBER_FIELD(0, 9), 0, 4}, {0}};
static const struct entity part_rows = {0, "part", "部件", part_fields};
static const struct field friend_fields[] = {
	{1, "friend", "朋友", REF_FIELD(THING), REQUIRED | ROWKEY, 8}, {0}};
static const struct entity friend_rows = {0, "friend", "朋友", friend_fields};
static const struct field fields[] = {
	{THING_NAME, "name", "名称", TEXT_FIELD(1, 20), REQUIRED | PINYIN | TITLE, 8},
	{THING_SOUNDS, "sounds", "拼音", TEXT_FIELD(0, 40), 0, 8},
	{THING_PARTS, "parts", "部件", LIST_FIELD(&part_rows, 9), 0, 8},
	{THING_TWIN, "twin", "孪生", REF_FIELD(THING), 0, 8},
	{THING_FRIENDS, "friends", "朋友", LIST_FIELD(&friend_rows, 9), 0, 8},
	{THING_DAY, "day", "日期", DATE_FIELD, 0, 8}, {0}};
static const struct index indexes[] = {{BY_NAME, "name", {THING_NAME}},
	{BY_PART, "part", {ROW_PART(THING_PARTS, PART_KIND), ROW_PART(THING_PARTS, PART_SIZE)}},
	{BY_DAY, "day", {THING_DAY}}, {0}};
static const struct entity thing = {
	THING, "thing", "东西", fields, .indexes = indexes, .sounds = THING_SOUNDS};
static const struct entity *const entities[] = {&thing, NULL};
static const struct schema schema = {entities};

static struct store *store;

static int setup(void **state)
{
	struct store_config config = {.schema = &schema, .create = true};
	struct error err = ERROR_INIT;

	(void)state;
	return store_open(&store, &config, &err) ? 0 : -1;
}

static int teardown(void **state)
{
	struct problems faults = PROBLEMS_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(store_verify(store, &faults, NULL, NULL, &err));
	assert_int_equal(faults.count, 0);
	store_close(store);
	return 0;
}

struct setting {
	uint64_t id;
	struct record_slot value;
};

static bool set_work(struct writer *writer, void *arg, struct error *err)
{
	struct setting *setting = arg;

	return writer_set(writer, THING, &setting->id, &setting->value, 1, err);
}

static uint64_t set(uint64_t id, uint16_t tag, struct value value)
{
	struct change_head head = {.author = 1, .action = "apply"};
	struct setting setting = {id, {tag, value}};
	struct error err = ERROR_INIT;

	assert_true(store_change(store, &head, set_work, &setting, NULL, &err));
	return setting.id;
}

struct walked {
	unsigned index;
	struct value keys[2];
	size_t key_count;
	uint64_t ids[8];
	size_t count;
};

static bool note(const struct view *view, void *arg)
{
	struct walked *walked = arg;

	walked->ids[walked->count++] = view->id;
	return true;
}

static bool walk_work(struct world *world, void *arg, struct error *err)
{
	struct walked *walked = arg;

	return world->walk(world, THING, walked->index, walked->keys, walked->key_count, note, walked, err);
}

static void walk(struct walked *walked)
{
	struct error err = ERROR_INIT;

	assert_true(store_read(store, 0, walk_work, walked, &err));
}

static void test_sound(void **state)
{
	uint64_t wan = set(0, THING_NAME, value_text(TEXT("万敏")));
	uint64_t an = set(0, THING_NAME, value_text(TEXT("安然")));
	struct walked walked = {.index = BY_NAME};

	(void)state;
	walk(&walked);
	assert_int_equal(walked.count, 2);
	assert_int_equal(walked.ids[0], an);
	/* Read another way than usual: only the override changes, and the order with it. */
	set(an, THING_SOUNDS, value_text(TEXT("zan ran")));
	walked.count = 0;
	walk(&walked);
	assert_int_equal(walked.ids[0], wan);
}

static void test_one_row(void **state)
{
	struct walked same = {.index = BY_PART,
		.keys = {{VALUE_NUMBER, 1, {"", 0}}, {VALUE_NUMBER, 2, {"", 0}}},
		.key_count = 2};
	struct walked mixed = {.index = BY_PART, .keys = {value_number(1), value_number(4)}, .key_count = 2};
	struct buf rows = BUF_INIT, body = BUF_INIT;
	uint64_t id = set(0, THING_NAME, value_text(TEXT("箱子")));

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct record row;

		record_init(&row, &part_rows);
		record_number(&row, PART_KIND, 1 + 2 * i);
		record_number(&row, PART_SIZE, 2 + 2 * i);
		buf_clear(&body);
		record_write(&row, &body);
		record_release(&row);
		rows_add(&rows, (uint64_t)i + 1, buf_as_text(&body));
	}
	set(id, THING_PARTS, (struct value){VALUE_ROWS, 0, buf_as_text(&rows)});
	walk(&same);
	assert_int_equal(same.count, 1);
	walk(&mixed);
	assert_int_equal(mixed.count, 0);
	buf_release(&rows);
	buf_release(&body);
}

/* Placeholders -1 and -2 as keys of rows: as unsigned numbers they stand in the other order than the ids. */
static bool make_friends(struct writer *writer, void *arg, struct error *err)
{
	struct buf rows = BUF_INIT, body = BUF_INIT;
	struct record_slot values[] = {{THING_NAME, value_text(TEXT("x"))}, {THING_TWIN, value_number(-3)}};
	uint64_t ids[] = {(uint64_t)-1, (uint64_t)-2, (uint64_t)-3};
	struct patch patch = PATCH_INIT;
	bool ok = true;

	(void)arg;
	for (int i = 1; i >= 0; i--) {
		struct record row;

		record_init(&row, &friend_rows);
		record_number(&row, 1, (int64_t)ids[i]);
		buf_clear(&body);
		record_write(&row, &body);
		record_release(&row);
		rows_add(&rows, ids[i], buf_as_text(&body));
	}
	for (int i = 0; ok && i < 2; i++)
		ok = writer_set(writer, THING, &ids[i], values, 1, err);
	patch_add(&patch, THING_NAME, EMPTY_VALUE, values[0].value);
	patch_add(&patch, THING_TWIN, EMPTY_VALUE, values[1].value);
	patch_add(&patch, THING_FRIENDS, EMPTY_VALUE, (struct value){VALUE_ROWS, 0, buf_as_text(&rows)});
	ok = ok && writer_apply(writer, THING, &ids[2], 0, &patch, err);
	patch_release(&patch);
	buf_release(&rows);
	buf_release(&body);
	return ok;
}

static bool see_friends(struct world *world, void *arg, struct error *err)
{
	struct view view, row;

	(void)arg;
	assert_true(world->get(world, THING, 3, &view, err));
	assert_int_equal(view_number(&view, THING_TWIN), 3);
	assert_int_equal(view_row_count(&view, THING_FRIENDS), 2);
	assert_true(view_row(&view, THING_FRIENDS, 1, &row));
	assert_int_equal(view_number(&row, 1), 1);
	return true;
}

static void test_friends(void **state)
{
	struct change_head head = {.author = 1, .action = "apply"};
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(store_change(store, &head, make_friends, NULL, NULL, &err));
	assert_true(store_read(store, 0, see_friends, NULL, &err));
}

/* --- many at once --- */

enum { MANY = 40 };

struct gathered {
	unsigned index;
	int64_t low, high;
	bool gather;
	unsigned met[MANY + 20];
	uint64_t last;
};

static bool meet(const struct view *view, void *arg)
{
	struct gathered *gathered = arg;

	if (gathered->gather) {
		assert_non_null(view->known);
		assert_true(view->id > gathered->last);
	}
	gathered->last = view->id;
	gathered->met[view->id] = 1;
	return true;
}

static bool gather_work(struct world *world, void *arg, struct error *err)
{
	struct gathered *gathered = arg;

	if (gathered->gather)
		return world->gather(
			world, THING, gathered->index, gathered->low, gathered->high, meet, gathered, err);
	return world->range(
		world, THING, gathered->index, NULL, 0, gathered->low, gathered->high, meet, gathered, err);
}

static bool stop(const struct view *view, void *arg)
{
	(void)view;
	return ++*(unsigned *)arg < 2;
}

static bool stop_work(struct world *world, void *arg, struct error *err)
{
	return world->gather(world, THING, BY_PART, 0, 9, stop, arg, err);
}

static void check_gather(unsigned index, int64_t low, int64_t high)
{
	struct gathered one = {index, low, high, false}, other = {index, low, high, true};
	struct error err = ERROR_INIT;

	assert_true(store_read(store, 0, gather_work, &one, &err));
	assert_true(store_read(store, 0, gather_work, &other, &err));
	assert_memory_equal(one.met, other.met, sizeof(one.met));
}

/* The same records as in the order of the index, by number: few of many, and nearly all. */
static void test_gather(void **state)
{
	struct buf part = BUF_INIT;
	struct error err = ERROR_INIT;
	uint64_t first = 0;
	unsigned stopped = 0;

	(void)state;
	for (unsigned i = 0; i < MANY; i++) {
		struct buf parts = BUF_INIT;
		uint64_t id = set(0, THING_NAME, value_text(TEXT("某物")));

		first = first ? first : id;
		for (unsigned key = 1; key <= i % 3; key++) {
			struct value kind =
				value_number(i == 0 || i == MANY - 1 ? 9 : (int64_t)(i * key % 9));

			part.len = 0;
			value_write(PART_KIND, &kind, &part);
			rows_add(&parts, key, buf_as_text(&part));
		}
		if (parts.len)
			set(id, THING_PARTS, (struct value){VALUE_ROWS, 0, buf_as_text(&parts)});
		if (i % 5)
			set(id, THING_DAY, value_number(i * 7 % 11));
		if (i % 7 == 5)
			set(id, TAG_REMOVED, value_number(1));
		buf_release(&parts);
	}
	for (int64_t low = 0; low <= 9; low++)
		for (int64_t high = low; high <= 10; high++) {
			check_gather(BY_PART, low, high);
			check_gather(BY_DAY, low, high);
		}
	check_gather(BY_DAY, INT64_MIN, INT64_MAX);
	check_gather(BY_DAY, 5, 4);
	assert_true(store_read(store, 0, stop_work, &stopped, &err));
	assert_int_equal(stopped, 2);
	buf_release(&part);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_sound, setup, teardown),
		cmocka_unit_test_setup_teardown(test_gather, setup, teardown),
		cmocka_unit_test_setup_teardown(test_one_row, setup, teardown),
		cmocka_unit_test_setup_teardown(test_friends, setup, teardown),
	};

	return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
