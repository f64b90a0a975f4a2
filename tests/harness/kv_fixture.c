#include "tests/harness/kv_fixture.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

struct disk disk;
const char *const disk_tables[2] = {"one", "two"};

struct kv *engine_open(const char *path)
{
	static const char *const names[ENGINE_TABLES] = {"one", "two", "three"};
	struct kv_config config = {.path = path,
		.tables = names,
		.table_count = ENGINE_TABLES,
		.map_size = 8 << 20,
		.quota = ENGINE_QUOTA,
		.create = true};
	struct kv *made = NULL;

	assert_true((path ? kv_lmdb_open : kv_mem_open)(&made, &config, NULL));
	return made;
}

bool disk_open(struct kv **made, const char *at, bool create, struct error *err)
{
	struct kv_config config = {
		.path = at, .tables = disk_tables, .table_count = 2, .map_size = DISK_MAP, .create = create};

	return kv_lmdb_open(made, &config, err);
}

const char *disk_name(const char *name)
{
	static char room[4][DISK_ROOM];
	static unsigned next;
	char *at = room[next++ % 4];

	snprintf(at, DISK_ROOM, "%s/%s", disk.folder, name);
	return at;
}

int disk_setup(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	fixture_path(disk.folder);
	snprintf(disk.path, sizeof(disk.path), "%s", disk_name("store"));
	assert_true(disk_open(&disk.kv, disk.path, true, &err));
	return 0;
}

int disk_teardown(void **state)
{
	(void)state;
	kv_close(disk.kv);
	fixture_remove(disk.folder);
	return 0;
}

bool disk_put_work(struct kv_txn *txn, void *arg, struct error *err)
{
	return kv_put(txn, 0, TEXT("key"), text_of(arg), err);
}

bool disk_put(struct kv *to, const char *value, struct error *err)
{
	return kv_write(to, disk_put_work, (void *)(uintptr_t)value, err);
}

bool disk_check_work(struct kv_txn *txn, void *arg, struct error *err)
{
	struct text value = NO_TEXT;

	return kv_get(txn, 0, TEXT("key"), &value, err) && text_is(value, arg);
}

bool disk_holds(struct kv *in, const char *value)
{
	struct error err = ERROR_INIT;

	return kv_read(in, disk_check_work, (void *)(uintptr_t)value, &err);
}

size_t disk_count_files(const char *at)
{
	DIR *dir = opendir(at);
	size_t count = 0;

	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count - 2;
}
