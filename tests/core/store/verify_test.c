/* Damage and tampering are found; dump and load give the same store; a backup opens. */
#include "tests/harness/store_fixture.h"
#include "core/base/date.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { META, REC, ROW, IDX, UNIQ, HIST, AUD, TOKEN }; /* as in core/store/store.c */

static struct store *store;
static uint64_t meeting;

static bool write_rows(struct writer *writer, void *arg, struct error *err)
{
	struct record row;
	uint64_t key = 0;
	bool ok;

	(void)arg;
	record_init(&row, &minutes_rows);
	record_text(&row, MINUTES_TEXT, TEXT("同意"));
	ok = writer_row(writer, ENTITY_MEETING, meeting, MEETING_MINUTES, &key, &row, err);
	record_release(&row);
	return ok;
}

/* A bit of everything: rows beside, a token, an undo, a removed record, a tag nobody knows. */
static void fill(struct store *into)
{
	struct change_head head = {
		.token = {9}, .author = 7, .uid = 1000, .action = "apply", .reason = {"因为", 6}};
	struct record_slot strange[] = {{899, value_text(TEXT("later"))}, {TAG_REMOVED, value_number(1)}};
	uint64_t person = fixture_person(into, "001", "史桂芸"), other = fixture_person(into, "002", "万敏");
	struct change_result result;
	struct error err = ERROR_INIT;

	meeting =
		fixture_meeting(into, fixture_group(into, "立案党小组"), date_of(2026, 9, 24), "学习 \"一\"");
	assert_true(store_change(into, &head, write_rows, NULL, &result, &err));
	change_result_release(&result);
	result = fixture_set(into, ENTITY_PERSON, &other, strange, 2);
	change_result_release(&result);
	strange[0] = (struct record_slot){PERSON_NOTE, value_text(TEXT("甲"))};
	result = fixture_set(into, ENTITY_PERSON, &person, strange, 1);
	head.token[0] = 0;
	assert_true(store_undo(into, &head, result.sequence, NULL, &err));
	change_result_release(&result);
}

static int setup(void **state)
{
	(void)state;
	store = fixture_open(NULL);
	fill(store);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	store_close(store);
	return 0;
}

/* One entry of a table is damaged: the nth byte from its end is flipped, or it is deleted. */
struct damage {
	unsigned table;
	size_t entry;
	size_t byte;
	bool gone, *past;
	uint8_t key[512], value[8192];
	size_t key_len, value_len;
};

static bool find_entry(struct kv_txn *txn, void *arg, struct error *err)
{
	struct damage *damage = arg;
	struct kv_range range;
	bool ok = true;

	assert_true(kv_range_open(&range, txn, damage->table, NO_TEXT, NO_TEXT, false, err));
	for (size_t i = 0; ok && i <= damage->entry; i++)
		ok = kv_range_next(&range, err);
	*damage->past = !ok;
	if (ok) {
		damage->key_len = range.key.len;
		damage->value_len = range.value.len;
		memcpy(damage->key, range.key.at, range.key.len);
		memcpy(damage->value, range.value.at, range.value.len);
	}
	kv_range_close(&range);
	return true;
}

static bool do_damage(struct kv_txn *txn, void *arg, struct error *err)
{
	struct damage *damage = arg;
	struct text key = {(const char *)damage->key, damage->key_len};
	uint8_t bytes[8192];

	if (damage->gone)
		return kv_del(txn, damage->table, key, err);
	memcpy(bytes, damage->value, damage->value_len);
	bytes[damage->byte] ^= 0x10;
	return kv_put(txn, damage->table, key, (struct text){(const char *)bytes, damage->value_len}, err);
}

static bool mend(struct kv_txn *txn, void *arg, struct error *err)
{
	struct damage *damage = arg;

	return kv_put(txn, damage->table, (struct text){(const char *)damage->key, damage->key_len},
		(struct text){(const char *)damage->value, damage->value_len}, err);
}

static void expect_found(struct damage *damage)
{
	struct error err = ERROR_INIT;

	assert_true(kv_write(store_kv(store), do_damage, damage, &err));
	if (!fixture_faults(store))
		print_error("not found: table %u, entry %zu, byte %zu%s\n", damage->table, damage->entry,
			damage->byte, damage->gone ? ", deleted" : "");
	assert_int_not_equal(fixture_faults(store), 0);
	assert_true(kv_write(store_kv(store), mend, damage, &err));
}

/* Every entry of every table deleted, and every byte of every value flipped. */
static void test_every_damage(void **state)
{
	static const unsigned tables[] = {REC, ROW, IDX, UNIQ, HIST, AUD, TOKEN};
	struct error err = ERROR_INIT;
	bool past = false;

	(void)state;
	assert_int_equal(fixture_faults(store), 0);
	for (size_t t = 0; t < sizeof(tables) / sizeof(*tables); t++)
		for (size_t entry = 0;; entry++) {
			struct damage damage = {.table = tables[t], .entry = entry, .past = &past};

			assert_true(kv_read(store_kv(store), find_entry, &damage, &err));
			if (past)
				break;
			for (damage.byte = 0; damage.byte < damage.value_len; damage.byte++)
				expect_found(&damage);
			damage.gone = true;
			expect_found(&damage);
		}
	assert_int_equal(fixture_faults(store), 0);
}

/* The head of the chain, which stands in meta behind the format. */
static void test_head_damage(void **state)
{
	struct damage damage = {.table = META, .entry = 1};
	struct error err = ERROR_INIT;
	bool past = false;

	(void)state;
	damage.past = &past;
	assert_true(kv_read(store_kv(store), find_entry, &damage, &err));
	assert_int_equal(damage.value_len, 40);
	for (damage.byte = 0; damage.byte < damage.value_len; damage.byte++)
		expect_found(&damage);
}

struct stray {
	unsigned table;
	struct text value;
};

/* A copy of the last entry under a key of its own. */
static bool add_stray(struct kv_txn *txn, void *arg, struct error *err)
{
	const struct stray *stray = arg;
	struct buf key = BUF_INIT;
	struct kv_range range;
	bool ok;

	assert_true(kv_range_open(&range, txn, stray->table, NO_TEXT, NO_TEXT, true, err));
	assert_true(kv_range_next(&range, err));
	buf_text(&key, range.key);
	key.data[key.len - 1] ^= 1;
	kv_range_close(&range);
	ok = kv_put(txn, stray->table, buf_as_text(&key), stray->value, err);
	buf_release(&key);
	return ok;
}

static void test_stray(void **state)
{
	static const struct stray strays[] = {{IDX, {"", 0}}, {UNIQ, {"\0\0\0\0\0\0\0\1", 8}}};
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct stray stray = strays[i];
		size_t before = fixture_faults(store);

		assert_true(kv_write(store_kv(store), add_stray, &stray, &err));
		assert_int_equal(fixture_faults(store), before + 1);
	}
}

struct head {
	uint64_t sequence;
	uint8_t hash[32];
};

static bool note_head(const struct audit_entry *entry, void *arg)
{
	struct head *head = arg;

	head->sequence = entry->sequence;
	memcpy(head->hash, entry->hash, sizeof(head->hash));
	return true;
}

static bool head_work(struct world *world, void *arg, struct error *err)
{
	return world_audit(world, 0, note_head, arg, err);
}

static bool holds_work(struct world *world, void *arg, struct error *err)
{
	struct head *head = arg;

	return world_holds(world, head->sequence, head->hash, err);
}

/* The end of the chain cut off, and what went with it, as one who can write the file would do it. */
static bool cut_off(struct kv_txn *txn, void *arg, struct error *err)
{
	const struct head *head = arg;
	struct kv_range range = {0};
	struct buf key = BUF_INIT, bytes = BUF_INIT;
	bool ok;

	buf_u64be(&key, head->sequence);
	ok = kv_del(txn, AUD, buf_as_text(&key), err) &&
		kv_range_open(&range, txn, AUD, NO_TEXT, NO_TEXT, true, err) && kv_range_next(&range, err);
	assert_true(ok);
	buf_text(&bytes, range.key);
	buf_text(&bytes, text_take(range.value, 32));
	kv_range_close(&range);
	ok = kv_put(txn, META, TEXT("head"), buf_as_text(&bytes), err);
	buf_release(&key);
	buf_release(&bytes);
	return ok;
}

static void test_cut_off(void **state)
{
	struct error err = ERROR_INIT;
	struct head head = {0};

	(void)state;
	assert_true(store_read(store, 0, head_work, &head, &err));
	assert_true(store_read(store, 0, holds_work, &head, &err));
	assert_true(kv_write(store_kv(store), cut_off, &head, &err));
	assert_false(store_read(store, 0, holds_work, &head, &err));
	assert_int_equal(err.kind, ERROR_BROKEN);
}

struct lines {
	struct text rest;
	size_t left; /* lines to give */
};

static bool next_line(struct text *line, void *arg, struct error *err)
{
	struct lines *lines = arg;

	(void)err;
	return lines->left && lines->left-- && text_split(&lines->rest, '\n', line);
}

static void test_dump_load(void **state)
{
	struct store *copy = fixture_open(NULL), *part;
	struct buf first = BUF_INIT, second = BUF_INIT;
	struct error err = ERROR_INIT;
	struct lines lines = {.left = SIZE_MAX};
	struct change_head head = {.token = {9}, .author = 7, .action = "apply"};
	struct change_result result;

	(void)state;
	fixture_dump(store, &first);
	lines.rest = buf_as_text(&first);
	assert_true(store_load(copy, next_line, &lines, &err));
	fixture_dump(copy, &second);
	assert_true(text_equal(buf_as_text(&first), buf_as_text(&second)));
	assert_int_equal(fixture_faults(copy), 0);
	assert_true(store_change(copy, &head, write_rows, NULL, &result, &err));
	assert_true(result.repeated);
	change_result_release(&result);
	lines = (struct lines){buf_as_text(&first), SIZE_MAX};
	assert_false(store_load(copy, next_line, &lines, &err));
	assert_int_equal(err.kind, ERROR_STATE);
	err = (struct error)ERROR_INIT;
	part = fixture_open(NULL);
	lines = (struct lines){buf_as_text(&first), 12};
	assert_false(store_load(part, next_line, &lines, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	store_close(part);
	store_close(copy);
	buf_release(&first);
	buf_release(&second);
}

/* A dump that somebody edited by hand does not load. */
static void test_forged_dump(void **state)
{
	struct store *copy = fixture_open(NULL);
	struct buf dump = BUF_INIT;
	struct error err = ERROR_INIT;
	struct lines lines = {.left = SIZE_MAX};
	size_t at;

	(void)state;
	fixture_dump(store, &dump);
	at = text_find(buf_as_text(&dump), TEXT("史桂芸"));
	assert_true(at < dump.len);
	memcpy(dump.data + at, "石", 3);
	lines.rest = buf_as_text(&dump);
	assert_false(store_load(copy, next_line, &lines, &err));
	assert_int_equal(err.kind, ERROR_BROKEN);
	buf_release(&dump);
	store_close(copy);
}

static void test_backup(void **state)
{
	char path[FIXTURE_PATH];
	struct buf from = BUF_INIT, to = BUF_INIT, first = BUF_INIT, second = BUF_INIT;
	struct error err = ERROR_INIT;
	struct store *disk, *copy;

	(void)state;
	fixture_path(path);
	buf_printf(&from, "%s/store", path);
	buf_printf(&to, "%s/backup", path);
	disk = fixture_open(buf_cstr(&from));
	fill(disk);
	assert_int_equal(fixture_faults(disk), 0);
	if (!store_backup(disk, buf_cstr(&to), &err))
		print_error("%s\n", err.message.id);
	assert_int_equal(err.kind, ERROR_NONE);
	copy = fixture_open(buf_cstr(&to));
	fixture_dump(disk, &first);
	fixture_dump(copy, &second);
	assert_true(text_equal(buf_as_text(&first), buf_as_text(&second)));
	store_close(copy);
	store_close(disk);
	fixture_remove(path);
	buf_release(&from);
	buf_release(&to);
	buf_release(&first);
	buf_release(&second);
}

static bool add_note(struct store *into, int number, struct error *err)
{
	static const char words[] = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";
	struct patch patch = PATCH_INIT;
	struct change_result result;
	char code[16];
	uint64_t id = 0;
	bool ok;

	snprintf(code, sizeof(code), "%d", number);
	patch_add(&patch, PERSON_CODE, EMPTY_VALUE, value_text(text_of(code)));
	patch_add(&patch, PERSON_NAME, EMPTY_VALUE, value_text(TEXT("史桂芸")));
	patch_add(&patch, PERSON_NOTE, EMPTY_VALUE, value_text(text_of(words)));
	ok = fixture_apply(into, ENTITY_PERSON, &id, 0, &patch, &result, err);
	assert_int_equal(result.sequence > 0, ok);
	change_result_release(&result);
	patch_release(&patch);
	return ok;
}

/* Above the quota: said clearly, nothing lost, and everything still readable after opening again. */
static void test_quota(void **state)
{
	char path[FIXTURE_PATH];
	struct buf at = BUF_INIT, first = BUF_INIT, second = BUF_INIT;
	struct store_config config = {.schema = &court_schema, .create = true, .quota = 400 << 10};
	struct error err = ERROR_INIT;
	struct store *disk;
	int number = 0;

	(void)state;
	fixture_path(path);
	buf_printf(&at, "%s/store", path);
	config.path = buf_cstr(&at);
	assert_true(store_open(&disk, &config, &err));
	while (number < 2000 && add_note(disk, number, &err))
		number++;
	assert_int_equal(err.kind, ERROR_FULL);
	assert_true(number > 10);
	fixture_dump(disk, &first);
	err = (struct error)ERROR_INIT;
	assert_false(add_note(disk, number, &err));
	store_close(disk);
	err = (struct error)ERROR_INIT;
	config.quota = 0;
	assert_true(store_open(&disk, &config, &err));
	fixture_dump(disk, &second);
	assert_true(text_equal(buf_as_text(&first), buf_as_text(&second)));
	assert_int_equal(fixture_faults(disk), 0);
	assert_true(add_note(disk, number, &err));
	store_close(disk);
	fixture_remove(path);
	buf_release(&at);
	buf_release(&first);
	buf_release(&second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_every_damage, setup, teardown),
		cmocka_unit_test_setup_teardown(test_head_damage, setup, teardown),
		cmocka_unit_test_setup_teardown(test_stray, setup, teardown),
		cmocka_unit_test_setup_teardown(test_cut_off, setup, teardown),
		cmocka_unit_test_setup_teardown(test_dump_load, setup, teardown),
		cmocka_unit_test_setup_teardown(test_forged_dump, setup, teardown),
		cmocka_unit_test(test_backup),
		cmocka_unit_test(test_quota),
	};

	return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
