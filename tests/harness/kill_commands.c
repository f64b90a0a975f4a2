#include "tests/harness/kill_loop.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tests/harness/command.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

enum { ROOM = FIXTURE_PATH + 16, LONGEST_US = 14000 };

static char folder[FIXTURE_PATH], whole[ROOM], dump[ROOM], target[ROOM];
static struct outcome outcome;
static size_t dump_bytes;

static void must(const char *what)
{
	if (outcome.status)
		fail_msg("%s: %d %.*s", what, outcome.status, (int)outcome.err.len, (char *)outcome.err.data);
}

static pid_t start(const char *const *argv)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid)
		return pid;
	if (!freopen("/dev/null", "w", stderr) || !freopen("/dev/null", "w", stdout))
		_exit(9);
	execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(9);
}

/* touyan's touyand, which is ours now. */
static void kill_orphans(void)
{
	char name[64], line[256];
	FILE *file;
	pid_t pid;

	snprintf(name, sizeof(name), "/proc/self/task/%ld/children", (long)getpid());
	file = fopen(name, "r");
	assert_non_null(file);
	for (char *at = fgets(line, sizeof(line), file); at && (pid = (pid_t)strtol(at, &at, 10)) > 0;)
		kill(pid, SIGKILL);
	fclose(file);
}

static void run_and_kill(const char *const *argv)
{
	pid_t pid = start(argv);

	usleep((useconds_t)(random() % LONGEST_US));
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	if (random() % 2)
		kill_orphans();
	/* What it was sent it still does. */
	while (waitpid(-1, NULL, 0) > 0)
		;
}

static size_t dumped(const char *store)
{
	run_touyand(&outcome, "dump", store, NULL);
	must("dump");
	return outcome.out.len;
}

static size_t people_in(const char *store)
{
	size_t lines = 0;

	run_touyan(&outcome, "--store", store, "list", "person", NULL);
	must("list");
	for (size_t i = 0; i < outcome.out.len; i++)
		lines += outcome.out.data[i] == '\n';
	return lines - 1;
}

/* --- what each may leave behind --- */

static void look_at_new(const char *what)
{
	if (access(target, F_OK))
		return;
	run_touyand(&outcome, "verify", target, NULL);
	must(what);
	run_touyan(&outcome, "--store", target, "show", "court", "1", NULL);
	must(what);
}

static void look_at_copy(const char *what)
{
	if (access(target, F_OK))
		return;
	run_touyand(&outcome, "verify", target, NULL);
	must(what);
	assert_int_equal(dumped(target), dump_bytes);
}

/* Half of it there is refused by whoever opens it. */
static void look_at_loaded(const char *what)
{
	if (access(target, F_OK))
		return;
	run_touyand(&outcome, "verify", target, NULL);
	if (outcome.status &&
		text_find(buf_as_text(&outcome.err), TEXT("was not loaded to its end")) < outcome.err.len)
		return;
	must(what);
	assert_true(dumped(target) == dump_bytes || !people_in(target));
}

static void look_at_import(const char *what)
{
	size_t people;

	if (access(target, F_OK))
		return;
	run_touyand(&outcome, "verify", target, NULL);
	must(what);
	people = people_in(target);
	assert_true(people == 0 || people == 40);
}

static void copy_empty(void)
{
	command_store(target, "");
}

struct killed {
	const char *argv[8];
	void (*prepare)(void);
	void (*look)(const char *what);
};

static void remove_target(void)
{
	char line[ROOM * 4];
	struct outcome removed = {0};

	snprintf(line, sizeof(line), "rm -rf %s*", target);
	command_run(&removed, (const char *const[]){"/bin/sh", "-c", line, NULL});
	outcome_release(&removed);
}

static void prepare(void)
{
	FILE *file;

	fixture_path(folder);
	snprintf(whole, sizeof(whole), "%s/whole", folder);
	snprintf(dump, sizeof(dump), "%s/dump", folder);
	snprintf(target, sizeof(target), "%s/target", folder);
	command_store(whole, "tests/data/forty.csv");
	dump_bytes = dumped(whole);
	file = fopen(dump, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(outcome.out.data, 1, outcome.out.len, file), outcome.out.len);
	fclose(file);
	/* Who outlives his parent becomes ours to wait for. */
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
}

void kill_commands_run(int rounds)
{
	const struct killed all[] = {
		{{BUILD_DIR "/touyand", "init", target}, NULL, look_at_new},
		{{BUILD_DIR "/touyand", "backup", whole, target}, NULL, look_at_copy},
		{{BUILD_DIR "/touyand", "load", target, dump}, NULL, look_at_loaded},
		{{BUILD_DIR "/touyan", "--store", target, "import", "person", "tests/data/forty.csv",
			 "--yes"},
			copy_empty, look_at_import},
	};
	enum { COUNT = sizeof(all) / sizeof(*all) };

	prepare();
	for (int i = 0; i < rounds * COUNT; i++) {
		const struct killed *killed = &all[i % COUNT];

		if (killed->prepare)
			killed->prepare();
		run_and_kill(killed->argv);
		killed->look(killed->argv[1]);
		remove_target();
	}
	prctl(PR_SET_CHILD_SUBREAPER, 0);
	outcome_release(&outcome);
	command_stores_release();
	fixture_remove(folder);
}
