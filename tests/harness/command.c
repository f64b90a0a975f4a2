#include "tests/harness/command.h"

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

enum { ARGUMENTS_MAX = 32, KINDS_MAX = 8, PATIENCE_MS = 60000 };

#define STORE_NOW "2026-09-24T06:00:00Z"

/* --- running --- */

static void become(const char *const *argv, const int out[2], const int err[2])
{
	dup2(out[1], STDOUT_FILENO);
	dup2(err[1], STDERR_FILENO);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("TOUYAN_STORE");
	execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

static bool take(struct pollfd *fd, struct buf *into)
{
	char room[4096];
	ssize_t got = fd->revents ? read(fd->fd, room, sizeof(room)) : 1;

	if (got <= 0)
		fd->fd = -1;
	else if (fd->revents)
		buf_put(into, room, (size_t)got);
	return fd->fd >= 0;
}

void command_run(struct outcome *outcome, const char *const *argv)
{
	int out[2], err[2], status;
	struct pollfd fds[2];
	pid_t pid;

	outcome_release(outcome);
	assert_int_equal(pipe(out) | pipe(err), 0);
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid)
		become(argv, out, err);
	close(out[1]);
	close(err[1]);
	fds[0] = (struct pollfd){out[0], POLLIN, 0};
	fds[1] = (struct pollfd){err[0], POLLIN, 0};
	for (bool more = true; more;) {
		if (poll(fds, 2, PATIENCE_MS) <= 0) {
			kill(pid, SIGKILL);
			fail_msg("%s does not end", argv[0]);
		}
		more = take(&fds[0], &outcome->out);
		more |= take(&fds[1], &outcome->err);
	}
	close(out[0]);
	close(err[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	outcome->status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void run_list(struct outcome *outcome, const char *program, va_list list)
{
	const char *argv[ARGUMENTS_MAX] = {program};
	size_t count = 1;

	while ((argv[count] = va_arg(list, const char *)))
		assert_true(++count < ARGUMENTS_MAX);
	command_run(outcome, argv);
}

void run_touyan(struct outcome *outcome, ...)
{
	va_list list;

	va_start(list, outcome);
	run_list(outcome, BUILD_DIR "/touyan", list);
	va_end(list);
}

void run_touyand(struct outcome *outcome, ...)
{
	va_list list;

	va_start(list, outcome);
	run_list(outcome, BUILD_DIR "/touyand", list);
	va_end(list);
}

void outcome_release(struct outcome *outcome)
{
	buf_release(&outcome->out);
	buf_release(&outcome->err);
	*outcome = (struct outcome){0};
}

/* --- stores --- */

static struct kind {
	char imports[128];
	char path[FIXTURE_PATH];
} kinds[KINDS_MAX];

static void must(const struct outcome *outcome)
{
	if (outcome->status)
		fail_msg("status %d: %.*s%.*s", outcome->status, (int)outcome->out.len,
			(char *)outcome->out.data, (int)outcome->err.len, (char *)outcome->err.data);
}

static void import_people(const char *store, const char *imports, struct outcome *outcome)
{
	struct text rest = text_of(imports), name;
	struct buf file = BUF_INIT;

	while (text_split(&rest, ' ', &name)) {
		buf_clear(&file);
		buf_text(&file, name);
		run_touyan(outcome, "--store", store, "--now", STORE_NOW, "import", "person", buf_cstr(&file),
			"--yes", NULL);
		must(outcome);
	}
	buf_release(&file);
}

static void make_kind(struct kind *kind, const char *imports)
{
	struct outcome outcome = {0};
	char store[FIXTURE_PATH + 8];

	snprintf(kind->imports, sizeof(kind->imports), "%s", imports);
	fixture_path(kind->path);
	snprintf(store, sizeof(store), "%s/store", kind->path);
	if (strcmp(imports, "demo")) {
		run_touyand(&outcome, "init", store, "--name", "试验法院", "--start", "2026-09-01", NULL);
		must(&outcome);
		import_people(store, imports, &outcome);
	} else {
		run_touyand(&outcome, "demo", store, NULL);
		must(&outcome);
	}
	outcome_release(&outcome);
}

static struct kind *kind_of(const char *imports)
{
	struct kind *kind = kinds;

	while (kind->path[0] && strcmp(kind->imports, imports))
		assert_true(++kind < kinds + KINDS_MAX);
	if (!kind->path[0])
		make_kind(kind, imports);
	return kind;
}

void command_store(const char *path, const char *imports)
{
	struct outcome outcome = {0};
	char store[FIXTURE_PATH + 8];

	snprintf(store, sizeof(store), "%s/store", kind_of(imports)->path);
	command_run(&outcome, (const char *const[]){"/bin/cp", "-r", "--sparse=always", store, path, NULL});
	must(&outcome);
	outcome_release(&outcome);
}

void command_stores_release(void)
{
	for (struct kind *kind = kinds; kind < kinds + KINDS_MAX && kind->path[0]; kind++) {
		fixture_remove(kind->path);
		kind->path[0] = '\0';
	}
}
