/* Every call by which the store on disk takes memory or writes fails once: the nth, for n = 1, 2, 3 … until
 * none is left. Whatever fails, the program says so and lives (or ends with the one line of base/memory.c),
 * what it said was saved is there, nothing else is, and the store can be written again. */
#include "core/store/kv.h"
#include "tests/harness/store_fixture.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { CHANGES = 5, BIG = 9000, PATH_ROOM = 128, LIMIT = 2000, OUT_OF_MEMORY = 2, TRIES = 2 };

static const char *const names[] = {"counter", "records"};

/* What the program under test says, one of these after the other. */
struct said {
	int change; /* 0: opening; CHANGES + 1: copying */
	bool good, unsure;
	enum error_kind kind;
};

static bool open_store(struct kv **kv, const char *path, bool create, struct error *err)
{
	struct kv_config config = {
		.path = path, .tables = names, .table_count = 2, .map_size = 8 << 20, .create = create};

	return kv_lmdb_open(kv, &config, err);
}

/* Pages that are split, values beside the pages, pages given back. */
static struct text value_of(int change)
{
	static char room[BIG];

	memset(room, 'a' + change, sizeof(room));
	return (struct text){room, change % 2 ? BIG : 100};
}

static struct text key_of(int change)
{
	static char room[8];

	room[0] = (char)('a' + change);
	return (struct text){room, 1};
}

static bool save_work(struct kv_txn *txn, void *arg, struct error *err)
{
	int change = *(int *)arg;

	return kv_put(txn, 0, TEXT("n"), key_of(change), err) &&
		kv_put(txn, 1, key_of(change), value_of(change), err) &&
		(change < 3 || kv_del(txn, 1, key_of(change - 2), err));
}

/* The program under test. */

static bool tell(int change, bool good, const struct error *err)
{
	struct said said = {
		change, good, !good && strstr(err->message.id, "may not have been saved"), err->kind};

	if (write(STDOUT_FILENO, &said, sizeof(said)) != sizeof(said))
		_exit(9);
	return good;
}

static bool attempt(struct kv **kv, int change, const char *path, const char *copy)
{
	struct error err = ERROR_INIT;

	if (!change)
		return tell(change, open_store(kv, path, true, &err), &err);
	if (change <= CHANGES)
		return tell(change, kv_write(*kv, save_work, &change, &err), &err);
	return tell(change, kv_copy(*kv, copy, &err), &err);
}

static int under_test(const char *path, const char *copy)
{
	struct kv *kv = NULL;
	int status = 0;

	for (int change = 0; change <= CHANGES + 1 && !status; change++) {
		int tries = 0;

		while (!attempt(&kv, change, path, copy) && ++tries < TRIES)
			;
		status = tries == TRIES;
	}
	kv_close(kv);
	return status;
}

/* The one that looks on. */

struct plan {
	const char *call, *error, *times, *shorter;
};
struct outcome {
	int status, saved;
	bool unsure, copied;
	unsigned long seen, failed;
};

static void start(const struct plan *plan, unsigned nth, const char *folder, int out)
{
	char path[PATH_ROOM], copy[PATH_ROOM], count[PATH_ROOM], number[16];

	snprintf(path, sizeof(path), "%s/store", folder);
	snprintf(copy, sizeof(copy), "%s/copy", folder);
	snprintf(count, sizeof(count), "%s/count", folder);
	snprintf(number, sizeof(number), "%u", nth);
	setenv("FAIL_CALL", plan->call, 1);
	setenv("FAIL_NTH", number, 1);
	setenv("FAIL_COUNT", count, 1);
	setenv("FAIL_TIMES", plan->times ? plan->times : "1", 1);
	if (plan->error)
		setenv("FAIL_ERRNO", plan->error, 1);
	if (plan->shorter)
		setenv("FAIL_SHORT", plan->shorter, 1);
	setenv("LD_PRELOAD", BUILD_DIR "/faults/fail_nth.so", 1);
	dup2(out, STDOUT_FILENO);
	/* Its one line about memory is what is wanted, not seen. */
	if (!freopen("/dev/null", "w", stderr))
		_exit(9);
	execl("/proc/self/exe", "kv_faults", "under test", path, copy, (char *)NULL);
	_exit(9);
}

static void read_count(const char *folder, struct outcome *outcome)
{
	char name[PATH_ROOM];
	FILE *file;

	snprintf(name, sizeof(name), "%s/count", folder);
	file = fopen(name, "r");
	/* Who ran out of memory left by _exit and counted nothing. */
	if (!file) {
		assert_int_equal(outcome->status, OUT_OF_MEMORY);
		outcome->failed = 1;
		return;
	}
	assert_int_equal(fscanf(file, "%lu %lu", &outcome->seen, &outcome->failed), 2);
	fclose(file);
}

static struct outcome run(const struct plan *plan, unsigned nth, const char *folder)
{
	struct outcome outcome = {.saved = -1};
	struct said said;
	int out[2], status;
	pid_t pid;

	assert_int_equal(pipe(out), 0);
	fflush(NULL);
	pid = fork();
	if (!pid)
		start(plan, nth, folder, out[1]);
	close(out[1]);
	while (read(out[0], &said, sizeof(said)) == sizeof(said)) {
		assert_true(said.good || said.kind == ERROR_SYSTEM || said.kind == ERROR_FULL);
		outcome.unsure |= said.unsure;
		if (said.good && said.change <= CHANGES)
			outcome.saved = said.change;
		else if (said.good)
			outcome.copied = true;
	}
	close(out[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	outcome.status = WEXITSTATUS(status);
	assert_in_range(outcome.status, 0, OUT_OF_MEMORY);
	read_count(folder, &outcome);
	return outcome;
}

static bool look_work(struct kv_txn *txn, void *arg, struct error *err)
{
	int *count = arg;
	struct text value;

	*count = 0;
	if (kv_get(txn, 0, TEXT("n"), &value, err))
		*count = value.at[0] - 'a';
	for (int i = 1; i <= CHANGES; i++) {
		/* The last two are there, and no others. */
		bool there = i <= *count && i > *count - 2;

		assert_int_equal(kv_get(txn, 1, key_of(i), &value, err), there);
		if (there)
			assert_true(text_equal(value, value_of(i)));
	}
	return true;
}

static void look_at(const char *folder, const char *name, int least, int most)
{
	struct error err = ERROR_INIT;
	char path[PATH_ROOM];
	struct kv *kv;
	int count = 0, next = 1;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (!open_store(&kv, path, false, &err)) {
		assert_int_equal(least, -1);
		assert_int_equal(access(path, F_OK), -1);
		return;
	}
	assert_true(kv_read(kv, look_work, &count, &err));
	assert_in_range(count, least < 0 ? 0 : least, most < 0 ? 0 : most);
	assert_true(kv_write(kv, save_work, &next, &err));
	kv_close(kv);
}

/* Nothing half made is left behind, unless there was no memory to take it away. */
static void look_for_rests(const char *folder, const struct outcome *outcome)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while ((entry = readdir(dir)))
		if (outcome->status != OUT_OF_MEMORY) {
			assert_null(strstr(entry->d_name, ".new."));
			assert_null(strstr(entry->d_name, ".part."));
		}
	closedir(dir);
}

static void every_call_fails_once(void **state)
{
	const struct plan *plan = *state;
	struct outcome outcome = {.failed = 1};
	unsigned nth = 0;

#ifdef __SANITIZE_ADDRESS__
	skip(); /* has a malloc of its own */
#endif
	while (outcome.failed) {
		char folder[FIXTURE_PATH];

		assert_true(++nth < LIMIT);
		fixture_path(folder);
		outcome = run(plan, nth, folder);
		look_at(folder, "store", outcome.saved, outcome.saved + outcome.unsure);
		look_at(folder, "copy", outcome.copied ? CHANGES : -1, CHANGES);
		look_for_rests(folder, &outcome);
		fixture_remove(folder);
	}
	assert_int_equal(outcome.status, 0);
	assert_true(outcome.copied);
	print_message("# %u calls failed\n", nth - 1);
	assert_true(nth > 1);
}

int main(int argc, char **argv)
{
	static const struct plan plans[] = {
		{"malloc", NULL, NULL, NULL},
		{"write", "ENOSPC", NULL, NULL},
		{"write", "ENOSPC", "0", NULL},
		{"write", "EIO", NULL, NULL},
		{"write", NULL, NULL, "100"},
		{"sync", "EIO", NULL, NULL},
		{"sync", "EIO", "0", NULL},
		{"extend", "ENOSPC", NULL, NULL},
	};
	enum { COUNT = sizeof(plans) / sizeof(*plans) };
	struct CMUnitTest tests[COUNT];
	char titles[COUNT][48];

	if (argc == 4)
		return under_test(argv[2], argv[3]);
	for (size_t i = 0; i < COUNT; i++) {
		snprintf(titles[i], sizeof(titles[i]), "%s %s%s%s", plans[i].call,
			plans[i].error ? plans[i].error : "fails", plans[i].times ? " for good" : "",
			plans[i].shorter ? " short" : "");
		tests[i] = (struct CMUnitTest){
			titles[i], every_call_fails_once, NULL, NULL, (void *)(uintptr_t)&plans[i]};
	}
	return cmocka_run_group_tests_name("kv_faults", tests, NULL, NULL);
}
