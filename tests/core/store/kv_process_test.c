/* The engine on disk shared by processes: what others see, and what those leave behind that die or stop. */
#include "tests/harness/kv_fixture.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

/* A child opens the store itself, does its part, says so by a byte and goes on at a byte. */
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
		if (!disk_open(&own, disk.path, false, NULL))
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
	bool same = !arg || disk_check_work(txn, arg, err);

	say_and_wait();
	return same && (!arg || disk_check_work(txn, arg, err));
}

static bool put_and_hold_work(struct kv_txn *txn, void *arg, struct error *err)
{
	return disk_put_work(txn, arg, err) && hold_work(txn, arg, err);
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
	if (!disk_put(own, "theirs", NULL))
		_exit(7);
}

static void read_shows_one_state(void **state)
{
	struct child child;

	(void)state;
	assert_true(disk_put(disk.kv, "old", NULL));
	child = start(read_for_long);
	assert_true(disk_put(disk.kv, "new", NULL));
	assert_true(disk_holds(disk.kv, "new"));
	go_on(&child);
	assert_int_equal(end(&child), 0);
}

static void others_commits_are_seen(void **state)
{
	struct child child;
	uint64_t before;

	(void)state;
	assert_true(disk_put(disk.kv, "mine", NULL));
	child = start(write_once);
	before = kv_version(disk.kv);
	go_on(&child);
	assert_int_equal(end(&child), 0);
	assert_true(kv_version(disk.kv) > before);
	assert_true(disk_holds(disk.kv, "theirs"));
}

static bool read_twice(struct kv_txn *txn, void *arg, struct error *err)
{
	struct child child = start(write_once);
	struct kv_txn *second = kv_second_open(txn);

	(void)arg;
	assert_non_null(second);
	kv_second_close(second);
	go_on(&child);
	assert_int_equal(end(&child), 0);
	assert_null(kv_second_open(txn));
	return disk_check_work(txn, (void *)(uintptr_t) "mine", err);
}

static void no_second_reader_after_a_commit(void **state)
{
	(void)state;
	assert_true(disk_put(disk.kv, "mine", NULL));
	assert_true(kv_read(disk.kv, read_twice, NULL, NULL));
	assert_true(disk_holds(disk.kv, "theirs"));
}

/* What a killed writer had begun is gone, and the next one waits for nobody. */
static void killed_writer_leaves_nothing(void **state)
{
	struct child child;
	time_t begin = time(NULL);

	(void)state;
	assert_true(disk_put(disk.kv, "mine", NULL));
	child = start(write_for_long);
	kill_child(&child);
	assert_true(disk_holds(disk.kv, "mine"));
	assert_true(disk_put(disk.kv, "next", NULL));
	assert_true(time(NULL) - begin < 5);
}

/* A stopped one cannot be passed, but nobody waits for ever, readers and those who open not at all. */
static void stopped_writer_makes_others_busy(void **state)
{
	struct error err = ERROR_INIT;
	struct child child, other;
	time_t begin;

	(void)state;
	assert_true(disk_put(disk.kv, "old", NULL));
	child = start(write_for_long);
	assert_int_equal(kill(child.pid, SIGSTOP), 0);
	begin = time(NULL);
	assert_true(disk_holds(disk.kv, "old"));
	other = start(read_for_long);
	go_on(&other);
	assert_int_equal(end(&other), 0);
	assert_true(time(NULL) - begin < 5);
	assert_false(disk_put(disk.kv, "mine", &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
	assert_non_null(strstr(err.message.id, "busy"));
	assert_in_range(time(NULL) - begin, 9, 20);
	assert_int_equal(kill(child.pid, SIGCONT), 0);
	go_on(&child);
	assert_int_equal(end(&child), 0);
	assert_true(disk_put(disk.kv, "mine", NULL));
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
	assert_true(disk_put(disk.kv, "old", NULL));
	child = start(read_for_long);
	kill_child(&child);
	for (int i = 0; i < 60; i++)
		assert_true(kv_write(disk.kv, rewrite, &i, &err));
	assert_int_equal(err.kind, ERROR_NONE);
	/* A living one is not. */
	child = start(read_for_long);
	for (int i = 0; i < 60 && kv_write(disk.kv, rewrite, &i, &err); i++)
		;
	assert_int_equal(err.kind, ERROR_FULL);
	go_on(&child);
	assert_int_equal(end(&child), 0);
	assert_true(disk_put(disk.kv, "new", NULL));
}

/* What a parent opened a child may not use, but it may open its own. */
static void child_opens_its_own(void **state)
{
	struct error err = ERROR_INIT;
	struct kv *own;
	int status;
	pid_t pid;

	(void)state;
	assert_true(disk_put(disk.kv, "1", NULL));
	fflush(NULL);
	pid = fork();
	if (!pid) {
		bool refused = !disk_put(disk.kv, "2", &err) && err.kind == ERROR_SYSTEM &&
			!disk_holds(disk.kv, "1");
		bool opened = disk_open(&own, disk.path, false, NULL) && disk_put(own, "3", NULL);

		kv_close(disk.kv);
		opened = opened && disk_put(own, "4", NULL);
		kv_close(own);
		_exit(refused && opened ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_true(disk_holds(disk.kv, "4"));
	assert_true(disk_put(disk.kv, "5", NULL));
}

/* Eight at once find no store and make it; all write to the same one. */
static void many_make_one_store(void **state)
{
	enum { PROCESSES = 8 };
	const char *place = disk_name("other");
	struct error err = ERROR_INIT;
	struct kv *made;
	pid_t pids[PROCESSES];
	int status;

	(void)state;
	fflush(NULL);
	for (int i = 0; i < PROCESSES; i++) {
		pids[i] = fork();
		if (!pids[i])
			_exit(disk_open(&made, place, true, &err) && disk_put(made, "1", &err) ? 0 : 1);
	}
	for (int i = 0; i < PROCESSES; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(disk_count_files(disk.folder), 2);
	assert_true(disk_open(&made, place, false, &err));
	assert_true(disk_holds(made, "1"));
	kv_close(made);
}

/* How often others wrote; shared with the children. */
static _Atomic unsigned *others;

static void write_without_end(struct kv *own)
{
	say_and_wait();
	for (;;)
		*others += disk_put(own, "again", NULL);
}

static int by_size(const void *a, const void *b)
{
	unsigned one = *(const unsigned *)a, other = *(const unsigned *)b;

	return (one > other) - (one < other);
}

/* Who writes now and then has his turn while others write all the time. Counted in their turns, not in time,
 * and of most of his: a busy machine may let him sleep before he has asked. */
static void nobody_waits_for_ever(void **state)
{
	enum { BUSY = 2, TURNS = 40, MOST = TURNS * 3 / 4, PASSED_OVER = 8 };
	struct child busy[BUSY];
	struct error err = ERROR_INIT;
	unsigned passed[TURNS];

	(void)state;
	others = mmap(NULL, sizeof(*others), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(others != MAP_FAILED);
	for (int i = 0; i < BUSY; i++)
		busy[i] = start(write_without_end);
	for (int i = 0; i < BUSY; i++)
		go_on(&busy[i]);
	for (int i = 0; i < TURNS; i++) {
		unsigned before = *others;

		assert_true(disk_put(disk.kv, "mine", &err));
		passed[i] = *others - before;
		usleep(1000);
	}
	for (int i = 0; i < BUSY; i++)
		kill_child(&busy[i]);
	munmap((void *)others, sizeof(*others));
	qsort(passed, TURNS, sizeof(*passed), by_size);
	print_message("# %u others first in most turns, %u at most\n", passed[MOST - 1], passed[TURNS - 1]);
	assert_in_range(passed[MOST - 1], 0, PASSED_OVER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DISK_TEST(nobody_waits_for_ever),
		DISK_TEST(read_shows_one_state),
		DISK_TEST(others_commits_are_seen),
		DISK_TEST(no_second_reader_after_a_commit),
		DISK_TEST(killed_writer_leaves_nothing),
		DISK_TEST(stopped_writer_makes_others_busy),
		DISK_TEST(dead_reader_is_swept_when_the_map_is_full),
		DISK_TEST(child_opens_its_own),
		DISK_TEST(many_make_one_store),
	};

	return cmocka_run_group_tests_name("kv_process", tests, NULL, NULL);
}
