/* What every engine behind kv.h has to do: each test runs in memory and on disk. */
#include "tests/harness/kv_fixture.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static char room[KV_VALUE_MAX + 1];
static struct kv *kv;
static char path[FIXTURE_PATH];
static struct error err;

static int setup(void **state)
{
	path[0] = 0;
	if (*state)
		fixture_path(path);
	err = (struct error)ERROR_INIT;
	kv = engine_open(*state ? path : NULL);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	kv_close(kv);
	if (path[0])
		fixture_remove(path);
	return 0;
}

/* a transaction as a line of steps: "+ab=1" puts, "-ab" deletes, "?ab=1" reads, "?ab" misses, "!" fails, in
 * table one; "2+ab" in table two */

static bool do_step(struct kv_txn *txn, struct text step)
{
	unsigned table = step.at[0] == '2';
	struct text key, value = NO_TEXT, found;
	bool has_value;

	step = text_skip(step, table);
	key = text_skip(step, 1);
	has_value = text_find(key, TEXT("=")) < key.len;
	if (has_value) {
		value = key;
		text_split(&value, '=', &key);
	}
	switch (step.at[0]) {
	case '+':
		return kv_put(txn, table, key, value, &err);
	case '-':
		return kv_del(txn, table, key, &err);
	case '?':
		assert_int_equal(kv_get(txn, table, key, &found, &err), has_value);
		if (has_value)
			assert_true(text_equal(found, value));
		return true;
	default:
		return false;
	}
}

static bool do_steps(struct kv_txn *txn, void *arg, struct error *unused)
{
	struct text rest = text_of(arg), step;

	(void)unused;
	while (text_split(&rest, ' ', &step))
		if (!do_step(txn, step))
			return false;
	return true;
}

static bool wrote(const char *steps)
{
	return kv_write(kv, do_steps, (void *)(uintptr_t)steps, &err);
}

static void check(const char *steps)
{
	assert_true(kv_read(kv, do_steps, (void *)(uintptr_t)steps, &err));
	assert_int_equal(err.kind, ERROR_NONE);
}

static void transactions_are_whole_or_nothing(void **state)
{
	static const struct {
		const char *steps;
		bool good;
		const char *after;
	} rows[] = {
		{"+a=1 +b=2", true, "?a=1 ?b=2 ?c"},
		{"?a=1 +a=3 ?a=3 -b ?b +c=", true, "?a=3 ?b ?c="},
		{"+a=9 -c +d=4 !", false, "?a=3 ?b ?c= ?d"},
		{"-zz -a -a", true, "?a ?c="},
		{"2+a=7", true, "?a 2?a=7"},
		{"2-a +a=1 2?a", true, "?a=1 2?a"},
		{"+a=2 +a=3 -a +a=4 !", false, "?a=1"},
		{"+a=2 -a", true, "?a"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		uint64_t version = kv_version(kv);

		assert_int_equal(wrote(rows[i].steps), rows[i].good);
		check(rows[i].after);
		assert_int_equal(kv_version(kv) > version, rows[i].good);
	}
}

static bool sizes_work(struct kv_txn *txn, void *arg, struct error *error)
{
	const size_t *sizes = arg;
	struct text found;

	return kv_put(txn, (unsigned)sizes[2], (struct text){room, sizes[0]}, (struct text){room, sizes[1]},
		       error) &&
		kv_get(txn, (unsigned)sizes[2], (struct text){room, sizes[0]}, &found, error) &&
		found.len == sizes[1] && !memcmp(found.at, room, found.len) &&
		kv_del(txn, (unsigned)sizes[2], (struct text){room, sizes[0]}, error);
}

static void sizes_have_bounds(void **state)
{
	static const struct {
		size_t sizes[3]; /* key, value, table */
		enum error_kind kind;
	} rows[] = {
		{{1, 0, 0}, ERROR_NONE},
		{{KV_KEY_MAX, 1, 0}, ERROR_NONE},
		{{KV_KEY_MAX + 1, 1, 0}, ERROR_INPUT},
		{{0, 1, 0}, ERROR_INPUT},
		{{1, 100000, 0}, ERROR_NONE},
		{{1, KV_VALUE_MAX + 1, 0}, ERROR_INPUT},
		{{1, 1, ENGINE_TABLES - 1}, ERROR_NONE},
		{{1, 1, ENGINE_TABLES}, ERROR_INPUT},
	};

	(void)state;
	memset(room, 0xfe, sizeof(room));
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct error mine = ERROR_INIT;

		kv_write(kv, sizes_work, (void *)(uintptr_t)rows[i].sizes, &mine);
		assert_int_equal(mine.kind, rows[i].kind);
	}
}

/* Walks. */

struct walk {
	struct text prefix, from;
	bool backward;
	const char *met; /* hex of the keys, "," after each */
};

static bool walk_work(struct kv_txn *txn, void *arg, struct error *error)
{
	const struct walk *walk = arg;
	struct buf met = BUF_INIT;
	struct kv_range range;

	assert_true(kv_range_open(&range, txn, 0, walk->prefix, walk->from, walk->backward, error));
	while (kv_range_next(&range, error)) {
		assert_true(text_equal(range.key, range.value));
		for (size_t i = 0; i < range.key.len; i++)
			buf_printf(&met, "%02x", (unsigned char)range.key.at[i]);
		buf_byte(&met, ',');
	}
	assert_false(kv_range_next(&range, error));
	kv_range_close(&range);
	assert_string_equal(buf_cstr(&met), walk->met);
	buf_release(&met);
	return error->kind == ERROR_NONE;
}

static bool put_keys(struct kv_txn *txn, void *arg, struct error *error)
{
	static const char *const keys[] = {
		"\xff\xff\x01", "b", "ac", "a", "\xff", "abd", "ab", "\xff\xff", "abc"};

	(void)arg;
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (!kv_put(txn, 0, text_of(keys[i]), text_of(keys[i]), error))
			return false;
	return true;
}

static const struct walk walks[] = {
	{{"", 0}, {"", 0}, false, "61,6162,616263,616264,6163,62,ff,ffff,ffff01,"},
	{{"", 0}, {"", 0}, true, "ffff01,ffff,ff,62,6163,616264,616263,6162,61,"},
	{{"ab", 2}, {"", 0}, false, "6162,616263,616264,"},
	{{"ab", 2}, {"", 0}, true, "616264,616263,6162,"},
	{{"ab", 2}, {"abc", 3}, false, "616263,616264,"},
	{{"ab", 2}, {"abc", 3}, true, "616263,6162,"},
	{{"ab", 2}, {"abcc", 4}, false, "616264,"},
	{{"ab", 2}, {"abcc", 4}, true, "616263,6162,"},
	/* a start outside the prefix */
	{{"ab", 2}, {"a", 1}, false, "6162,616263,616264,"},
	{{"ab", 2}, {"a", 1}, true, ""},
	{{"ab", 2}, {"b", 1}, false, ""},
	{{"ab", 2}, {"b", 1}, true, "616264,616263,6162,"},
	/* nothing there, at either end and between */
	{{"\x01", 1}, {"", 0}, false, ""},
	{{"\x01", 1}, {"", 0}, true, ""},
	{{"abcx", 4}, {"", 0}, false, ""},
	{{"abcx", 4}, {"", 0}, true, ""},
	/* prefixes with nothing behind them */
	{{"\xff", 1}, {"", 0}, false, "ff,ffff,ffff01,"},
	{{"\xff", 1}, {"", 0}, true, "ffff01,ffff,ff,"},
	{{"\xff\xff", 2}, {"", 0}, true, "ffff01,ffff,"},
	{{"\xff\xff", 2}, {"\xff\xff", 2}, true, "ffff,"},
	{{"", 0}, {"\xff\xff\x02", 3}, false, ""},
	{{"", 0}, {"\xff\xff\x02", 3}, true, "ffff01,ffff,ff,62,6163,616264,616263,6162,61,"},
	{{"", 0}, {"\x01", 1}, true, ""},
};

static void walks_follow_the_order(void **state)
{
	(void)state;
	assert_true(kv_write(kv, put_keys, NULL, &err));
	for (size_t i = 0; i < sizeof(walks) / sizeof(*walks); i++) {
		assert_true(kv_read(kv, walk_work, (void *)(uintptr_t)&walks[i], &err));
		assert_true(kv_write(kv, walk_work, (void *)(uintptr_t)&walks[i], &err));
	}
}

/* --- keys that end with numbers, asked for one after the other --- */

enum { NUMBERS = 700 };

static struct text number_key(uint8_t bytes[10], char table, uint64_t number)
{
	memset(bytes, table, 2);
	for (size_t i = 0; i < 8; i++)
		bytes[2 + i] = (uint8_t)(number >> (56 - 8 * i));
	return (struct text){(const char *)bytes, 10};
}

/* Not of every seventh, and of two tables' numbers in one. */
static bool is_there(uint64_t number)
{
	return number < NUMBERS && number % 7 != 3;
}

static bool put_numbers(struct kv_txn *txn, void *arg, struct error *error)
{
	uint8_t bytes[10];

	(void)arg;
	for (uint64_t i = 0; i < NUMBERS; i++)
		if (is_there(i) &&
			(!kv_put(txn, 0, number_key(bytes, 'a', i), (struct text){(char *)&i, 8}, error) ||
				!kv_put(txn, 0, number_key(bytes, 'b', i), TEXT("b"), error)))
			return false;
	return true;
}

static void check_number(struct kv_txn *txn, char table, uint64_t number, struct error *error)
{
	uint8_t bytes[10];
	struct text value;
	bool there = kv_get(txn, 0, number_key(bytes, table, number), &value, error);

	assert_int_equal(there, is_there(number));
	if (there && table == 'a')
		assert_memory_equal(value.at, &number, sizeof(number));
}

static bool get_numbers(struct kv_txn *txn, void *arg, struct error *error)
{
	(void)arg;
	for (uint64_t i = 0; i < NUMBERS + 2; i++)
		check_number(txn, 'a', i, error);
	/* With others between, the same twice, down and up again, the last of one and the first of the other.
	 */
	for (uint64_t i = 0; i < NUMBERS; i++) {
		check_number(txn, 'a', i, error);
		check_number(txn, i % 3 ? 'a' : 'b', i + 1, error);
		check_number(txn, 'a', i % 5 ? i + 2 : i + 1, error);
	}
	check_number(txn, 'a', NUMBERS - 1, error);
	check_number(txn, 'b', 0, error);
	return error->kind == ERROR_NONE;
}

static void numbers_in_a_row_are_found(void **state)
{
	(void)state;
	assert_true(kv_write(kv, put_numbers, NULL, &err));
	for (size_t i = 0; i < 2; i++)
		assert_true(kv_read(kv, get_numbers, NULL, &err));
	assert_true(kv_write(kv, get_numbers, NULL, &err));
}

static bool read_by_two(struct kv_txn *txn, void *arg, struct error *error)
{
	struct kv_txn *second = kv_second_open(txn);

	(void)arg;
	if (!second)
		return false;
	assert_true(get_numbers(txn, NULL, error) && get_numbers(second, NULL, error));
	assert_false(kv_put(second, 0, TEXT("a"), NO_TEXT, NULL));
	kv_second_close(second);
	return true;
}

/* A change has no second one: what it wrote is its own. */
static void two_read_the_same_state(void **state)
{
	(void)state;
	assert_true(kv_write(kv, put_numbers, NULL, &err));
	assert_true(kv_read(kv, read_by_two, NULL, &err));
	assert_false(kv_write(kv, read_by_two, NULL, &err));
	assert_int_equal(err.kind, ERROR_NONE);
}

static bool write_while_walking(struct kv_txn *txn, void *arg, struct error *error)
{
	struct kv_range range;

	assert_true(kv_range_open(&range, txn, 0, NO_TEXT, NO_TEXT, false, error));
	assert_true(kv_range_next(&range, error));
	assert_true(
		*(bool *)arg ? kv_put(txn, 0, TEXT("aa"), NO_TEXT, error) : kv_del(txn, 0, TEXT("a"), error));
	assert_false(kv_range_next(&range, error));
	assert_int_equal(error->kind, ERROR_SYSTEM);
	kv_range_close(&range);
	return false;
}

static bool walk_too_long(struct kv_txn *txn, void *arg, struct error *error)
{
	struct kv_range range;
	struct text prefix = {room, KV_KEY_MAX + 1};

	(void)arg;
	assert_false(kv_range_open(&range, txn, 0, prefix, NO_TEXT, true, error));
	assert_int_equal(error->kind, ERROR_INPUT);
	assert_false(kv_range_next(&range, NULL));
	kv_range_close(&range);
	return true;
}

static void walks_are_refused(void **state)
{
	(void)state;
	assert_true(kv_write(kv, put_keys, NULL, &err));
	for (int put = 0; put < 2; put++) {
		struct error mine = ERROR_INIT;
		bool flag = put;

		kv_write(kv, write_while_walking, &flag, &mine);
	}
	assert_true(kv_read(kv, walk_too_long, NULL, &err));
}

/* What must not be. */

static bool go_on_after_failure(struct kv_txn *txn, void *arg, struct error *error)
{
	struct error lost = ERROR_INIT;

	(void)arg;
	assert_true(kv_put(txn, 0, TEXT("half"), TEXT("1"), error));
	assert_false(kv_put(txn, 0, NO_TEXT, TEXT("1"), &lost));
	return true;
}

static void half_a_change_is_not_kept(void **state)
{
	(void)state;
	assert_false(kv_write(kv, go_on_after_failure, NULL, &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
	err = (struct error)ERROR_INIT;
	check("?half");
}

static bool write_in_read(struct kv_txn *txn, void *arg, struct error *error)
{
	(void)arg;
	return kv_put(txn, 0, TEXT("a"), NO_TEXT, NULL) || kv_del(txn, 0, TEXT("a"), error);
}

static bool nothing(struct kv_txn *txn, void *arg, struct error *error)
{
	(void)txn;
	(void)arg;
	(void)error;
	return true;
}

static bool nest(struct kv_txn *txn, void *arg, struct error *error)
{
	struct kv_stats stats;

	(void)txn;
	(void)arg;
	assert_false(kv_read(kv, nothing, NULL, error));
	assert_int_equal(error->kind, ERROR_SYSTEM);
	assert_false(kv_write(kv, nothing, NULL, error));
	assert_false(kv_stats(kv, &stats, error));
	assert_false(kv_copy(kv, "/tmp/none", error));
	return true;
}

static void misuse_is_refused(void **state)
{
	struct error mine = ERROR_INIT;

	(void)state;
	assert_false(kv_read(kv, write_in_read, NULL, &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
	assert_true(kv_read(kv, nest, NULL, &mine));
	mine = (struct error)ERROR_INIT;
	assert_true(kv_write(kv, nest, NULL, &mine));
	assert_true(kv_write(kv, nothing, NULL, NULL));
}

/* Quota and counts. */

static bool fill(struct kv_txn *txn, void *arg, struct error *error)
{
	char key[16];

	snprintf(key, sizeof(key), "key %04u", (*(unsigned *)arg)++);
	return kv_put(txn, 0, text_of(key), (struct text){room, 3000}, error);
}

static void full_store_says_so(void **state)
{
	unsigned count = 0;
	struct kv_stats stats;

	(void)state;
	while (kv_write(kv, fill, &count, &err))
		assert_true(count < 2 * ENGINE_QUOTA / 3000);
	assert_int_equal(err.kind, ERROR_FULL);
	err = (struct error)ERROR_INIT;
	assert_true(kv_stats(kv, &stats, &err));
	assert_int_equal(stats.entries[0], count - 1);
	assert_int_equal(stats.room, ENGINE_QUOTA);
	assert_true(stats.used > ENGINE_QUOTA / 2 && stats.used < 2 * ENGINE_QUOTA);
	assert_false(wrote("+k=1 +k2=2"));
	assert_int_equal(err.kind, ERROR_FULL);
	err = (struct error)ERROR_INIT;
}

static bool delete_some(struct kv_txn *txn, void *arg, struct error *error)
{
	char key[16];

	(void)arg;
	for (unsigned i = 0; i < 20; i++) {
		snprintf(key, sizeof(key), "key %04u", i);
		if (!kv_del(txn, 0, text_of(key), error))
			return false;
	}
	return true;
}

static void room_comes_back(void **state)
{
	unsigned count = 0;

	(void)state;
	while (kv_write(kv, fill, &count, &err))
		;
	err = (struct error)ERROR_INIT;
	assert_true(kv_write(kv, delete_some, NULL, &err));
	assert_true(wrote("+k=1 +k2=2"));
	check("?k=1 ?k2=2");
}

#define ON_BOTH(test) \
	cmocka_unit_test_prestate_setup_teardown(test, setup, teardown, NULL), \
		cmocka_unit_test_prestate_setup_teardown(test, setup, teardown, path)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(transactions_are_whole_or_nothing),
		ON_BOTH(sizes_have_bounds),
		ON_BOTH(walks_follow_the_order),
		ON_BOTH(numbers_in_a_row_are_found),
		ON_BOTH(two_read_the_same_state),
		ON_BOTH(walks_are_refused),
		ON_BOTH(half_a_change_is_not_kept),
		ON_BOTH(misuse_is_refused),
		ON_BOTH(full_store_says_so),
		ON_BOTH(room_comes_back),
	};

	return cmocka_run_group_tests_name("kv", tests, NULL, NULL);
}
