/* What only the engine on disk has to do: find and refuse places, notice what was done to its files, copy. */
#include "core/store/kv_files.h"
#include "tests/harness/kv_fixture.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static void new_store_is_private_and_reserved(void **state)
{
	static const struct {
		const char *name;
		mode_t mode;
		blkcnt_t least; /* bytes that are really there */
	} rows[] = {
		{"store", 0700, 0},
		{"store/data.mdb", 0600, 4096},
		{"store/lock.mdb", 0600, 256 << 10},
		{"store/write.lck", 0600, 0},
	};
	struct stat status;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(stat(disk_name(rows[i].name), &status), 0);
		assert_int_equal(status.st_mode & 0777, rows[i].mode);
		assert_true(status.st_blocks * 512 >= rows[i].least);
	}
	assert_int_equal(disk_count_files(disk.folder), 1);
	assert_int_equal(disk_count_files(disk.path), 3);
	assert_string_equal(kv_watch_path(disk.kv), disk_name("store/data.mdb"));
}

/* Each makes one thing wrong with a closed store, or asks for something that is no store. */
static void make_file(const char *name, const char *bytes)
{
	FILE *file = fopen(disk_name(name), "w");

	assert_non_null(file);
	fputs(bytes, file);
	fclose(file);
}

static void nothing(void)
{
}

static void make_empty_folder(void)
{
	assert_int_equal(mkdir(disk_name("other"), 0700), 0);
}

static void make_folder_with_file(void)
{
	make_empty_folder();
	make_file("other/letter.txt", "mine");
}

static void make_file_in_place(void)
{
	make_file("other", "mine");
}

static void open_to_others(void)
{
	assert_int_equal(chmod(disk.path, 0750), 0);
}

static void cut_off(void)
{
	make_file("store/data.mdb", "");
}

static void overwrite(void)
{
	FILE *file = fopen(disk_name("store/data.mdb"), "w");

	for (int i = 0; i < 16384; i++)
		fputc('x', file);
	fclose(file);
}

static void link_to_data(void)
{
	assert_int_equal(rename(disk_name("store/data.mdb"), disk_name("data")), 0);
	assert_int_equal(symlink("../data", disk_name("store/data.mdb")), 0);
}

static void give_away(void)
{
	if (geteuid())
		assert_int_equal(chmod(disk.path, 0777), 0);
	else
		assert_int_equal(chown(disk.path, 65534, 65534), 0);
}

static void places_are_refused(void **state)
{
	static const struct {
		void (*damage)(void);
		const char *name;
		bool create;
		enum error_kind kind;
	} rows[] = {
		{nothing, "other", false, ERROR_SYSTEM},
		{nothing, "no/such/parent", true, ERROR_SYSTEM},
		{make_empty_folder, "other", false, ERROR_SYSTEM},
		{make_folder_with_file, "other", true, ERROR_INPUT},
		{make_file_in_place, "other", true, ERROR_SYSTEM},
		{open_to_others, "store", false, ERROR_SYSTEM},
		{cut_off, "store", true, ERROR_BROKEN},
		{overwrite, "store", false, ERROR_BROKEN},
		{link_to_data, "store", false, ERROR_SYSTEM},
		{give_away, "store", false, ERROR_SYSTEM},
	};
	struct kv *made = NULL;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct error err = ERROR_INIT;
		size_t count;

		kv_close(disk.kv);
		rows[i].damage();
		count = disk_count_files(disk.folder);
		assert_false(disk_open(&made, disk_name(rows[i].name), rows[i].create, &err));
		assert_int_equal(err.kind, rows[i].kind);
		assert_int_equal(disk_count_files(disk.folder), count);
		fixture_remove(disk.folder);
		disk_setup(state);
	}
}

static void stores_are_made(void **state)
{
	static const char *const rows[] = {"other", "other/", "other///"};
	struct error err = ERROR_INIT;
	struct kv *made;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (int there = 0; there < 2; there++) {
			if (there)
				make_empty_folder();
			assert_true(disk_open(&made, disk_name(rows[i]), true, &err));
			assert_true(disk_put(made, "1", &err));
			kv_close(made);
			assert_true(disk_open(&made, disk_name("other"), true, &err));
			assert_true(disk_holds(made, "1"));
			kv_close(made);
			assert_int_equal(disk_count_files(disk.folder), 2);
			fixture_remove(disk_name("other"));
		}
}

static void file_systems_are_told_apart(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(kv_file_system_fits(disk.folder, &err));
	assert_false(kv_file_system_fits("/proc", &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
}

static void second_opening_is_refused(void **state)
{
	struct error err = ERROR_INIT;
	struct kv *second;

	(void)state;
	assert_int_equal(symlink(disk.path, disk_name("alias")), 0);
	assert_false(disk_open(&second, disk_name("alias"), false, &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
	/* The refusal took no lock away from the first. */
	assert_true(disk_put(disk.kv, "1", NULL));
	kv_close(disk.kv);
	assert_true(disk_open(&disk.kv, disk.path, false, NULL));
	assert_true(disk_holds(disk.kv, "1"));
}

/* Reads and is refused writing; takes no part in the queue. */
static void reading_only(void **state)
{
	struct kv_config config = {.path = disk.path,
		.tables = disk_tables,
		.table_count = 2,
		.map_size = DISK_MAP,
		.read_only = true};
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(disk_put(disk.kv, "1", &err));
	kv_close(disk.kv);
	assert_int_equal(unlink(disk_name("store/write.lck")), 0);
	assert_true(kv_lmdb_open(&disk.kv, &config, &err));
	assert_int_equal(access(disk_name("store/write.lck"), F_OK), -1);
	assert_true(disk_holds(disk.kv, "1"));
	assert_false(disk_put(disk.kv, "2", &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
}

/* A store of an older program lacks a table: it is made, unless the store is for reading. */
static void missing_table_is_made(void **state)
{
	static const char *const more[] = {"one", "two", "three"};
	struct kv_config config = {.path = disk.path, .tables = more, .table_count = 3, .map_size = DISK_MAP};
	struct error err = ERROR_INIT;
	struct kv *made = NULL;

	(void)state;
	kv_close(disk.kv);
	config.read_only = true;
	assert_false(kv_lmdb_open(&made, &config, &err));
	config.read_only = false;
	assert_true(kv_lmdb_open(&disk.kv, &config, NULL));
}

/* A lock.mdb that went missing is made again in full, before anyone touches a hole in it. */
static void lock_file_is_made_again(void **state)
{
	struct stat status;

	(void)state;
	kv_close(disk.kv);
	assert_int_equal(unlink(disk_name("store/lock.mdb")), 0);
	assert_true(disk_open(&disk.kv, disk.path, false, NULL));
	assert_int_equal(stat(disk_name("store/lock.mdb"), &status), 0);
	assert_true(status.st_blocks * 512 >= 256 << 10);
	assert_int_equal(disk_count_files(disk.path), 3);
}

static void replaced_files_are_noticed(void **state)
{
	static const char *const rows[] = {"lock.mdb", "data.mdb"};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct error err = ERROR_INIT;
		char name[2 * DISK_ROOM];

		snprintf(name, sizeof(name), "%s/%s", disk_name("store"), rows[i]);
		assert_true(disk_put(disk.kv, "1", NULL));
		assert_int_equal(unlink(name), 0);
		assert_false(disk_put(disk.kv, "2", &err));
		assert_int_equal(err.kind, ERROR_SYSTEM);
		disk_teardown(state);
		disk_setup(state);
	}
}

static void copy_is_a_store(void **state)
{
	struct error err = ERROR_INIT;
	struct kv_stats stats;
	struct stat status;
	struct kv *copy;

	(void)state;
	assert_true(disk_put(disk.kv, "1", &err));
	assert_true(kv_copy(disk.kv, disk_name("copy/"), &err));
	assert_true(disk_put(disk.kv, "2", &err));
	assert_int_equal(stat(disk_name("copy/data.mdb"), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_true(disk_open(&copy, disk_name("copy"), false, &err));
	assert_true(disk_holds(copy, "1"));
	assert_true(kv_stats(copy, &stats, &err));
	assert_int_equal(stats.entries[0], 1);
	/* At most half the map, whatever is asked for. */
	assert_int_equal(stats.room, DISK_MAP / 2);
	kv_close(copy);
	assert_false(kv_copy(disk.kv, disk_name("copy"), &err));
	err = (struct error)ERROR_INIT;
	assert_false(kv_copy(disk.kv, disk_name("no/copy"), &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
	assert_int_equal(disk_count_files(disk.folder), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DISK_TEST(new_store_is_private_and_reserved),
		DISK_TEST(places_are_refused),
		DISK_TEST(stores_are_made),
		DISK_TEST(file_systems_are_told_apart),
		DISK_TEST(second_opening_is_refused),
		DISK_TEST(reading_only),
		DISK_TEST(missing_table_is_made),
		DISK_TEST(lock_file_is_made_again),
		DISK_TEST(replaced_files_are_noticed),
		DISK_TEST(copy_is_a_store),
	};

	return cmocka_run_group_tests_name("kv_disk", tests, NULL, NULL);
}
