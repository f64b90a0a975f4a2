/* What only the engine on disk has to do: find and refuse places, share with other processes, survive those
 * that die or stop, copy. */
#include "core/store/kv.h"
#include "core/store/kv_files.h"
#include "tests/harness/store_fixture.h"
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

enum { ROOM = 128, MAP = 1 << 20 };

static const char *const names[] = {"one", "two"};
static char folder[FIXTURE_PATH], path[ROOM];
static struct kv *kv;

static bool open_at(struct kv **made, const char *at, bool create, struct error *err)
{
	struct kv_config config = {
		.path = at, .tables = names, .table_count = 2, .map_size = MAP, .create = create};

	return kv_lmdb_open(made, &config, err);
}

static const char *in_folder(const char *name)
{
	static char room[4][ROOM];
	static unsigned next;
	char *at = room[next++ % 4];

	snprintf(at, ROOM, "%s/%s", folder, name);
	return at;
}

static int setup(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	fixture_path(folder);
	snprintf(path, sizeof(path), "%s", in_folder("store"));
	assert_true(open_at(&kv, path, true, &err));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	kv_close(kv);
	fixture_remove(folder);
	return 0;
}

static bool put_work(struct kv_txn *txn, void *arg, struct error *err)
{
	return kv_put(txn, 0, TEXT("key"), text_of(arg), err);
}

static bool put(struct kv *to, const char *value, struct error *err)
{
	return kv_write(to, put_work, (void *)(uintptr_t)value, err);
}

static bool check_work(struct kv_txn *txn, void *arg, struct error *err)
{
	struct text value = NO_TEXT;

	return kv_get(txn, 0, TEXT("key"), &value, err) && text_is(value, arg);
}

static bool holds(struct kv *in, const char *value)
{
	struct error err = ERROR_INIT;

	return kv_read(in, check_work, (void *)(uintptr_t)value, &err);
}

static size_t count_files(const char *at)
{
	DIR *dir = opendir(at);
	size_t count = 0;

	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count - 2;
}

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
		assert_int_equal(stat(in_folder(rows[i].name), &status), 0);
		assert_int_equal(status.st_mode & 0777, rows[i].mode);
		assert_true(status.st_blocks * 512 >= rows[i].least);
	}
	assert_int_equal(count_files(folder), 1);
	assert_int_equal(count_files(path), 3);
	assert_string_equal(kv_watch_path(kv), in_folder("store/data.mdb"));
}

/* Each makes one thing wrong with a closed store, or asks for something that is no store. */
static void make_file(const char *name, const char *bytes)
{
	FILE *file = fopen(in_folder(name), "w");

	assert_non_null(file);
	fputs(bytes, file);
	fclose(file);
}

static void nothing(void)
{
}

static void make_empty_folder(void)
{
	assert_int_equal(mkdir(in_folder("other"), 0700), 0);
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
	assert_int_equal(chmod(path, 0750), 0);
}

static void cut_off(void)
{
	make_file("store/data.mdb", "");
}

static void overwrite(void)
{
	FILE *file = fopen(in_folder("store/data.mdb"), "w");

	for (int i = 0; i < 16384; i++)
		fputc('x', file);
	fclose(file);
}

static void link_to_data(void)
{
	assert_int_equal(rename(in_folder("store/data.mdb"), in_folder("data")), 0);
	assert_int_equal(symlink("../data", in_folder("store/data.mdb")), 0);
}

static void give_away(void)
{
	if (geteuid())
		assert_int_equal(chmod(path, 0777), 0);
	else
		assert_int_equal(chown(path, 65534, 65534), 0);
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

		kv_close(kv);
		rows[i].damage();
		count = count_files(folder);
		assert_false(open_at(&made, in_folder(rows[i].name), rows[i].create, &err));
		assert_int_equal(err.kind, rows[i].kind);
		assert_int_equal(count_files(folder), count);
		fixture_remove(folder);
		setup(state);
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
			assert_true(open_at(&made, in_folder(rows[i]), true, &err));
			assert_true(put(made, "1", &err));
			kv_close(made);
			assert_true(open_at(&made, in_folder("other"), true, &err));
			assert_true(holds(made, "1"));
			kv_close(made);
			assert_int_equal(count_files(folder), 2);
			fixture_remove(in_folder("other"));
		}
}

static void file_systems_are_told_apart(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(kv_file_system_fits(folder, &err));
	assert_false(kv_file_system_fits("/proc", &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
}

static void second_opening_is_refused(void **state)
{
	struct error err = ERROR_INIT;
	struct kv *second;

	(void)state;
	assert_int_equal(symlink(path, in_folder("alias")), 0);
	assert_false(open_at(&second, in_folder("alias"), false, &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
	/* The refusal took no lock away from the first. */
	assert_true(put(kv, "1", NULL));
	kv_close(kv);
	assert_true(open_at(&kv, path, false, NULL));
	assert_true(holds(kv, "1"));
}

/* Reads and is refused writing; takes no part in the queue. */
static void reading_only(void **state)
{
	struct kv_config config = {
		.path = path, .tables = names, .table_count = 2, .map_size = MAP, .read_only = true};
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(put(kv, "1", &err));
	kv_close(kv);
	assert_int_equal(unlink(in_folder("store/write.lck")), 0);
	assert_true(kv_lmdb_open(&kv, &config, &err));
	assert_int_equal(access(in_folder("store/write.lck"), F_OK), -1);
	assert_true(holds(kv, "1"));
	assert_false(put(kv, "2", &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
}

/* A store of an older program lacks a table: it is made, unless the store is for reading. */
static void missing_table_is_made(void **state)
{
	static const char *const more[] = {"one", "two", "three"};
	struct kv_config config = {.path = path, .tables = more, .table_count = 3, .map_size = MAP};
	struct error err = ERROR_INIT;
	struct kv *made = NULL;

	(void)state;
	kv_close(kv);
	config.read_only = true;
	assert_false(kv_lmdb_open(&made, &config, &err));
	config.read_only = false;
	assert_true(kv_lmdb_open(&kv, &config, NULL));
}

/* A lock.mdb that went missing is made again in full, before anyone touches a hole in it. */
static void lock_file_is_made_again(void **state)
{
	struct stat status;

	(void)state;
	kv_close(kv);
	assert_int_equal(unlink(in_folder("store/lock.mdb")), 0);
	assert_true(open_at(&kv, path, false, NULL));
	assert_int_equal(stat(in_folder("store/lock.mdb"), &status), 0);
	assert_true(status.st_blocks * 512 >= 256 << 10);
	assert_int_equal(count_files(path), 3);
}

static void replaced_files_are_noticed(void **state)
{
	static const char *const rows[] = {"lock.mdb", "data.mdb"};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct error err = ERROR_INIT;
		char name[2 * ROOM];

		snprintf(name, sizeof(name), "%s/%s", in_folder("store"), rows[i]);
		assert_true(put(kv, "1", NULL));
		assert_int_equal(unlink(name), 0);
		assert_false(put(kv, "2", &err));
		assert_int_equal(err.kind, ERROR_SYSTEM);
		teardown(state);
		setup(state);
	}
}

/* Other processes. A child opens the store itself, does its part, says so by a byte and goes on at a byte. */

struct child {
	pid_t pid;
	int said, told;
};
typedef void child_part(struct kv *own);

static int to_parent, from_parent;

static void say_and_wait(void)
{
	char byte = 'x';

	if (write(to_parent, &byte, 1) != 1 || read(from_parent, &byte, 1) != 1)
		_exit(9);
}

static struct child start(child_part *part)
{
	int said[2], told[2];
	struct child child;
	char byte;

	assert_int_equal(pipe(said), 0);
	assert_int_equal(pipe(told), 0);
	fflush(NULL);
	child.pid = fork();
	assert_true(child.pid >= 0);
	if (!child.pid) {
		struct kv *own;

		to_parent = said[1];
		from_parent = told[0];
		close(said[0]);
		close(told[1]);
		if (!open_at(&own, path, false, NULL))
			_exit(8);
		part(own);
		kv_close(own);
		_exit(0);
	}
	close(said[1]);
	close(told[0]);
	child.said = said[0];
	child.told = told[1];
	assert_int_equal(read(child.said, &byte, 1), 1);
	return child;
}

static void go_on(const struct child *child)
{
	assert_int_equal(write(child->told, "x", 1), 1);
}

static int end(const struct child *child)
{
	int status;

	assert_int_equal(waitpid(child->pid, &status, 0), child->pid);
	close(child->said);
	close(child->told);
	return status;
}

static void kill_child(const struct child *child)
{
	assert_int_equal(kill(child->pid, SIGKILL), 0);
	assert_int_equal(end(child), SIGKILL);
}

static bool hold_work(struct kv_txn *txn, void *arg, struct error *err)
{
	bool same = !arg || check_work(txn, arg, err);

	say_and_wait();
	return same && (!arg || check_work(txn, arg, err));
}

static bool put_and_hold_work(struct kv_txn *txn, void *arg, struct error *err)
{
	return put_work(txn, arg, err) && hold_work(txn, arg, err);
}

static void read_for_long(struct kv *own)
{
	if (!kv_read(own, hold_work, (void *)(uintptr_t) "old", NULL))
		_exit(7);
}

static void write_for_long(struct kv *own)
{
	if (!kv_write(own, put_and_hold_work, (void *)(uintptr_t) "theirs", NULL))
		_exit(7);
}

static void write_once(struct kv *own)
{
	say_and_wait();
	if (!put(own, "theirs", NULL))
		_exit(7);
}

static void read_shows_one_state(void **state)
{
	struct child child;

	(void)state;
	assert_true(put(kv, "old", NULL));
	child = start(read_for_long);
	assert_true(put(kv, "new", NULL));
	assert_true(holds(kv, "new"));
	go_on(&child);
	assert_int_equal(end(&child), 0);
}

static void others_commits_are_seen(void **state)
{
	struct child child;
	uint64_t before;

	(void)state;
	assert_true(put(kv, "mine", NULL));
	child = start(write_once);
	before = kv_version(kv);
	go_on(&child);
	assert_int_equal(end(&child), 0);
	assert_true(kv_version(kv) > before);
	assert_true(holds(kv, "theirs"));
}

/* What a killed writer had begun is gone, and the next one waits for nobody. */
static void killed_writer_leaves_nothing(void **state)
{
	struct child child;
	time_t begin = time(NULL);

	(void)state;
	assert_true(put(kv, "mine", NULL));
	child = start(write_for_long);
	kill_child(&child);
	assert_true(holds(kv, "mine"));
	assert_true(put(kv, "next", NULL));
	assert_true(time(NULL) - begin < 5);
}

/* A stopped one cannot be passed, but nobody waits for ever, readers and those who open not at all. */
static void stopped_writer_makes_others_busy(void **state)
{
	struct error err = ERROR_INIT;
	struct child child, other;
	time_t begin;

	(void)state;
	assert_true(put(kv, "old", NULL));
	child = start(write_for_long);
	assert_int_equal(kill(child.pid, SIGSTOP), 0);
	begin = time(NULL);
	assert_true(holds(kv, "old"));
	other = start(read_for_long);
	go_on(&other);
	assert_int_equal(end(&other), 0);
	assert_true(time(NULL) - begin < 5);
	assert_false(put(kv, "mine", &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
	assert_non_null(strstr(err.message.id, "busy"));
	assert_in_range(time(NULL) - begin, 9, 20);
	assert_int_equal(kill(child.pid, SIGCONT), 0);
	go_on(&child);
	assert_int_equal(end(&child), 0);
	assert_true(put(kv, "mine", NULL));
}

static bool rewrite(struct kv_txn *txn, void *arg, struct error *err)
{
	static char bytes[100000];

	memset(bytes, *(int *)arg, sizeof(bytes));
	return kv_put(txn, 1, TEXT("big"), (struct text){bytes, sizeof(bytes)}, err);
}

/* Its snapshot keeps every page freed since, until the map is full: then it is swept and the change made. */
static void dead_reader_is_swept_when_the_map_is_full(void **state)
{
	struct error err = ERROR_INIT;
	struct child child;

	(void)state;
	assert_true(put(kv, "old", NULL));
	child = start(read_for_long);
	kill_child(&child);
	for (int i = 0; i < 60; i++)
		assert_true(kv_write(kv, rewrite, &i, &err));
	assert_int_equal(err.kind, ERROR_NONE);
	/* A living one is not. */
	child = start(read_for_long);
	for (int i = 0; i < 60 && kv_write(kv, rewrite, &i, &err); i++)
		;
	assert_int_equal(err.kind, ERROR_FULL);
	go_on(&child);
	assert_int_equal(end(&child), 0);
	assert_true(put(kv, "new", NULL));
}

/* What a parent opened a child may not use, but it may open its own. */
static void child_opens_its_own(void **state)
{
	struct error err = ERROR_INIT;
	struct kv *own;
	int status;
	pid_t pid;

	(void)state;
	assert_true(put(kv, "1", NULL));
	fflush(NULL);
	pid = fork();
	if (!pid) {
		bool refused = !put(kv, "2", &err) && err.kind == ERROR_SYSTEM && !holds(kv, "1");
		bool opened = open_at(&own, path, false, NULL) && put(own, "3", NULL);

		kv_close(kv);
		_exit(refused && opened && put(own, "4", NULL) ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_true(holds(kv, "4"));
	assert_true(put(kv, "5", NULL));
}

/* Eight at once find no store and make it; all write to the same one. */
static void many_make_one_store(void **state)
{
	enum { PROCESSES = 8 };
	const char *place = in_folder("other");
	struct error err = ERROR_INIT;
	struct kv *made;
	pid_t pids[PROCESSES];
	int status;

	(void)state;
	fflush(NULL);
	for (int i = 0; i < PROCESSES; i++) {
		pids[i] = fork();
		if (!pids[i])
			_exit(open_at(&made, place, true, &err) && put(made, "1", &err) ? 0 : 1);
	}
	for (int i = 0; i < PROCESSES; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(count_files(folder), 2);
	assert_true(open_at(&made, place, false, &err));
	assert_true(holds(made, "1"));
	kv_close(made);
}

static void copy_is_a_store(void **state)
{
	struct error err = ERROR_INIT;
	struct kv_stats stats;
	struct stat status;
	struct kv *copy;

	(void)state;
	assert_true(put(kv, "1", &err));
	assert_true(kv_copy(kv, in_folder("copy/"), &err));
	assert_true(put(kv, "2", &err));
	assert_int_equal(stat(in_folder("copy/data.mdb"), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_true(open_at(&copy, in_folder("copy"), false, &err));
	assert_true(holds(copy, "1"));
	assert_true(kv_stats(copy, &stats, &err));
	assert_int_equal(stats.entries[0], 1);
	/* At most half the map, whatever is asked for. */
	assert_int_equal(stats.room, MAP / 2);
	kv_close(copy);
	assert_false(kv_copy(kv, in_folder("copy"), &err));
	err = (struct error)ERROR_INIT;
	assert_false(kv_copy(kv, in_folder("no/copy"), &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
	assert_int_equal(count_files(folder), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(new_store_is_private_and_reserved),
		TEST(places_are_refused),
		TEST(stores_are_made),
		TEST(file_systems_are_told_apart),
		TEST(second_opening_is_refused),
		TEST(reading_only),
		TEST(missing_table_is_made),
		TEST(lock_file_is_made_again),
		TEST(replaced_files_are_noticed),
		TEST(read_shows_one_state),
		TEST(others_commits_are_seen),
		TEST(killed_writer_leaves_nothing),
		TEST(stopped_writer_makes_others_busy),
		TEST(dead_reader_is_swept_when_the_map_is_full),
		TEST(child_opens_its_own),
		TEST(many_make_one_store),
		TEST(copy_is_a_store),
	};

	return cmocka_run_group_tests_name("kv_disk", tests, NULL, NULL);
}
