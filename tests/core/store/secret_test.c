/* What is SECRET is stored, but neither in history nor in the chain, and undo leaves it alone. */
#include "tests/harness/store_fixture.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { BOX = 1, BOX_NAME = 1, BOX_PIN = 2, BOX_CARDS = 3, BOX_NOTES = 4, SLIP_NAME = 1, SLIP_CODE = 2 };

static const struct field card_fields[] = {{SLIP_NAME, "name", "名称", TEXT_FIELD(0, 20), 0, 8},
	{SLIP_CODE, "code", "口令", TEXT_FIELD(0, 20), SECRET, 8}, {0}};
static const struct entity card_rows = {0, "card", "卡片", card_fields};
static const struct field box_fields[] = {{BOX_NAME, "name", "名称", TEXT_FIELD(1, 20), REQUIRED | UNIQUE, 8},
	{BOX_PIN, "pin", "密码", TEXT_FIELD(0, 20), SECRET, 8},
	{BOX_CARDS, "cards", "卡片", LIST_FIELD(&card_rows, 9), 0, 8},
	{BOX_NOTES, "notes", "便条", LIST_FIELD(&card_rows, 9), BESIDE, 8}, {0}};
static const struct entity box = {BOX, "box", "箱子", box_fields};
static const struct entity *const entities[] = {&box, NULL};
static const struct schema schema = {entities};

static uint64_t id;

static bool fill(struct writer *writer, void *arg, struct error *err)
{
	struct buf card = BUF_INIT, rows = BUF_INIT;
	struct record record;
	struct record_slot values[4];
	bool ok;

	(void)arg;
	record_init(&record, &card_rows);
	record_text(&record, SLIP_NAME, TEXT("open"));
	record_text(&record, SLIP_CODE, TEXT("hidden-card"));
	record_write(&record, &card);
	rows_add(&rows, 5, buf_as_text(&card));
	values[0] = (struct record_slot){BOX_NAME, value_text(TEXT("first"))};
	values[1] = (struct record_slot){BOX_PIN, value_text(TEXT("hidden-pin"))};
	values[2] = (struct record_slot){BOX_CARDS, {VALUE_ROWS, 0, buf_as_text(&rows)}};
	values[3] = (struct record_slot){BOX_NOTES, {VALUE_ROWS, 0, buf_as_text(&rows)}};
	id = 0;
	ok = writer_set(writer, BOX, &id, values, 4, err);
	record_release(&record);
	buf_release(&card);
	buf_release(&rows);
	return ok;
}

static bool change(struct writer *writer, void *arg, struct error *err)
{
	struct record_slot values[] = {
		{BOX_NAME, value_text(TEXT("second"))}, {BOX_PIN, value_text(TEXT("hidden-too"))}};
	uint64_t key = 5;
	struct record row;
	bool ok;

	(void)arg;
	record_init(&row, &card_rows);
	record_text(&row, SLIP_CODE, TEXT("hidden-row"));
	ok = writer_set(writer, BOX, &id, values, 2, err) &&
		writer_row(writer, BOX, id, BOX_NOTES, &key, &row, err);
	record_release(&row);
	return ok;
}

struct searched {
	size_t entries, found;
};

static bool search(struct kv_txn *txn, void *arg, struct error *err)
{
	static const unsigned tables[] = {5, 6}; /* hist, aud */
	struct searched *searched = arg;

	for (size_t i = 0; i < 2; i++) {
		struct kv_range range;

		assert_true(kv_range_open(&range, txn, tables[i], NO_TEXT, NO_TEXT, false, err));
		while (kv_range_next(&range, err)) {
			searched->entries++;
			searched->found += text_find(range.value, TEXT("hidden")) < range.value.len;
		}
		kv_range_close(&range);
	}
	return true;
}

static bool look(struct world *world, void *arg, struct error *err)
{
	struct view view;

	(void)arg;
	assert_true(world->get(world, BOX, id, &view, err));
	assert_true(text_is(view_text(&view, BOX_NAME), "first"));
	assert_true(text_is(view_text(&view, BOX_PIN), "hidden-too"));
	return true;
}

static void test_secret(void **state)
{
	struct store_config config = {.schema = &schema, .create = true};
	struct change_head head = {.author = 7, .action = "apply"};
	struct change_result result;
	struct problems faults = PROBLEMS_INIT;
	struct searched searched = {0};
	struct error err = ERROR_INIT;
	struct store *store;

	(void)state;
	assert_true(store_open(&store, &config, &err));
	assert_true(store_change(store, &head, fill, NULL, NULL, &err));
	assert_true(store_change(store, &head, change, NULL, &result, &err));
	assert_int_equal(result.count, 1);
	assert_true(kv_read(store_kv(store), search, &searched, &err));
	assert_true(searched.entries == 5);
	assert_int_equal(searched.found, 0);
	assert_true(store_undo(store, &head, result.sequence, NULL, &err));
	assert_true(store_read(store, 0, look, NULL, &err));
	assert_true(store_verify(store, &faults, NULL, NULL, &err));
	assert_int_equal(faults.count, 0);
	problems_release(&faults);
	change_result_release(&result);
	store_close(store);
}

/* What history told before a field became SECRET is no fault. */
static void test_secret_since(void **state)
{
	struct field open_cards[sizeof(card_fields) / sizeof(*card_fields)];
	struct field open_fields[sizeof(box_fields) / sizeof(*box_fields)];
	struct entity open_rows = card_rows, open_box = box;
	const struct entity *const open_entities[] = {&open_box, NULL};
	const struct schema open_schema = {open_entities};
	char path[FIXTURE_PATH], directory[FIXTURE_PATH + 8];
	struct store_config config = {.path = directory, .schema = &open_schema, .create = true};
	struct change_head head = {.author = 7, .action = "apply"};
	struct problems faults = PROBLEMS_INIT;
	struct searched searched = {0};
	struct error err = ERROR_INIT;
	struct store *store;

	(void)state;
	memcpy(open_cards, card_fields, sizeof(card_fields));
	memcpy(open_fields, box_fields, sizeof(box_fields));
	open_cards[1].flags &= ~(unsigned)SECRET;
	open_fields[1].flags &= ~(unsigned)SECRET;
	open_rows.fields = open_cards;
	open_fields[2].rows = open_fields[3].rows = &open_rows;
	open_box.fields = open_fields;
	fixture_path(path);
	snprintf(directory, sizeof(directory), "%s/store", path);
	assert_true(store_open(&store, &config, &err));
	assert_true(store_change(store, &head, fill, NULL, NULL, &err));
	assert_true(kv_read(store_kv(store), search, &searched, &err));
	assert_true(searched.found > 0);
	store_close(store);
	config.schema = &schema;
	config.create = false;
	assert_true(store_open(&store, &config, &err));
	assert_true(store_change(store, &head, change, NULL, NULL, &err));
	assert_true(store_verify(store, &faults, NULL, NULL, &err));
	assert_int_equal(faults.count, 0);
	problems_release(&faults);
	store_close(store);
	fixture_remove(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_secret), cmocka_unit_test(test_secret_since)};

	return cmocka_run_group_tests_name("secret", tests, NULL, NULL);
}
