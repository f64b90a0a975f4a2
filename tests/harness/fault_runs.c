#include "tests/harness/fault_runs.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tests/harness/command.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

enum { ROOM = FIXTURE_PATH + 16, ARGUMENTS = 14, WORDS = 4096, PATIENCE_S = 20 };

#define NOW "2026-09-24T06:00:00Z"
#define TOUYAN(...) \
	{ \
		BUILD_DIR "/touyan", "--store", target, "--now", NOW, "--lang", "en", __VA_ARGS__ \
	}

const struct fault faults[] = {
	{"malloc", NULL, "1"},
	{"write", "ENOSPC", "1"},
	{"write", "ENOSPC", "0"},
	{"write", "EIO", "1"},
	{"sync", "EIO", "1"},
	{"extend", "ENOSPC", "1"},
};
const unsigned fault_count = sizeof(faults) / sizeof(*faults);

void fault_set(const struct fault *fault, const char *program, unsigned nth, const char *count)
{
	static const char *const names[] = {"LD_PRELOAD", "FAIL_CALL", "FAIL_NTH", "FAIL_TIMES",
		"FAIL_PROGRAM", "FAIL_COUNT", "FAIL_ERRNO"};
	char number[16];

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unsetenv(names[i]);
	if (!program)
		return;
	snprintf(number, sizeof(number), "%u", nth);
	setenv("LD_PRELOAD", BUILD_DIR "/faults/fail_nth.so", 1);
	setenv("FAIL_CALL", fault->call, 1);
	setenv("FAIL_NTH", number, 1);
	setenv("FAIL_TIMES", fault->times, 1);
	setenv("FAIL_PROGRAM", program, 1);
	setenv("FAIL_COUNT", count, 1);
	if (fault->error)
		setenv("FAIL_ERRNO", fault->error, 1);
}

bool fault_counted(const char *count, unsigned long *seen, unsigned long *failed)
{
	FILE *file = fopen(count, "r");
	bool there = file && fscanf(file, "%lu %lu", seen, failed) == 2;

	if (file)
		fclose(file);
	unlink(count);
	return there;
}

/* --- commands --- */

static char folder[FIXTURE_PATH], whole[ROOM], empty[ROOM], target[ROOM], fresh[ROOM], file[ROOM],
	count[ROOM], out[ROOM], dump[ROOM];

struct command {
	const char *name, *argv[ARGUMENTS];
	const char *store; /* copied to `target` first */
	bool writes;       /* the target changes: a copy for each run */
};

static const struct command commands[] = {
	{"list", TOUYAN("list", "person"), whole, false},
	{"today", TOUYAN("today"), whole, false},
	{"show", TOUYAN("show", "person", "3"), whole, false},
	{"export", TOUYAN("export", "person", file), whole, false},
	{"import", TOUYAN("import", "person", "tests/data/nine.csv", "--yes"), empty, true},
	{"init", {BUILD_DIR "/touyand", "init", fresh}, NULL, true},
	{"backup", {BUILD_DIR "/touyand", "backup", whole, fresh}, NULL, true},
	{"dump", {BUILD_DIR "/touyand", "dump", whole}, NULL, false},
	{"load", {BUILD_DIR "/touyand", "load", fresh, dump}, NULL, true},
	{"verify", {BUILD_DIR "/touyand", "verify", whole}, NULL, false},
};

struct ran {
	int status, signal;
	char words[WORDS];
	struct buf out; /* of standard output, then of `file` */
};

static void start(const char *const *argv, int err)
{
	int to = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	dup2(to, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	close(to);
	setenv("LC_ALL", "C.UTF-8", 1);
	alarm(PATIENCE_S);
	execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(99);
}

static void add_file(struct buf *to, const char *path)
{
	FILE *from = fopen(path, "r");
	char room[4096];
	size_t len;

	while (from && (len = fread(room, 1, sizeof(room), from)))
		buf_put(to, room, len);
	if (from)
		fclose(from);
	unlink(path);
}

/* Ends when the last one that could still say something has. */
static void hear(int fd, char words[WORDS])
{
	size_t len = 0;
	ssize_t got;

	while ((got = read(fd, words + len, WORDS - 1 - len)) > 0)
		len += (size_t)got;
	words[len] = '\0';
}

static void run(const struct command *command, struct ran *ran)
{
	int err[2], status;
	pid_t pid;

	assert_int_equal(pipe2(err, O_CLOEXEC), 0);
	fflush(NULL);
	pid = fork();
	if (!pid)
		start(command->argv, err[1]);
	close(err[1]);
	hear(err[0], ran->words);
	close(err[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	ran->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	ran->status = WEXITSTATUS(status);
	buf_clear(&ran->out);
	add_file(&ran->out, out);
	add_file(&ran->out, file);
}

static void remove_made(void)
{
	char line[ROOM * 4];
	struct outcome removed = {0};

	snprintf(line, sizeof(line), "rm -rf '%s' '%s'*", target, fresh);
	command_run(&removed, (const char *const[]){"/bin/sh", "-c", line, NULL});
	outcome_release(&removed);
}

static void copy(const char *from)
{
	struct outcome copied = {0};

	command_run(&copied, (const char *const[]){"/bin/cp", "-r", "--sparse=always", from, target, NULL});
	assert_int_equal(copied.status, 0);
	outcome_release(&copied);
}

static void prepare(const struct command *command)
{
	remove_made();
	if (command->store)
		copy(command->store);
}

static unsigned faults_found;

struct trial {
	const struct command *command;
	const struct fault *fault;
	const char *program;
	unsigned nth;
	const struct ran *good;
};

/* All of them are wanted, not only the first. */
static void complain(const struct trial *trial, const struct ran *ran, const char *what)
{
	faults_found++;
	print_error("%s: %s %s %u %s in %s: status %d signal %d: %s\n", trial->command->name,
		trial->fault->call, trial->fault->error ? trial->fault->error : "", trial->nth,
		strcmp(trial->fault->times, "0") ? "" : "and all after it", trial->program, ran->status,
		ran->signal, *ran->words ? ran->words : what);
}

/* Every line begins with who speaks, and there are few. */
static bool is_clear(const char *words)
{
	int lines = 0;

	for (const char *at = words; *at; at = strchr(at, '\n') + 1, lines++)
		if (strncmp(at, "touyan", 6) != 0 || !strchr(at, '\n'))
			return false;
	return lines >= 1 && lines <= 3;
}

static void look_at_store(const struct trial *trial)
{
	const char *path = trial->command->store ? target : fresh;
	struct outcome verified = {0};
	struct ran ran = {0};

	if (access(path, F_OK))
		return;
	run_touyand(&verified, "verify", path, NULL);
	if (verified.status &&
		text_find(buf_as_text(&verified.err), TEXT("was not loaded to its end")) ==
			verified.err.len) {
		snprintf(ran.words, sizeof(ran.words), "verify: %.*s", (int)verified.err.len,
			(char *)verified.err.data);
		complain(trial, &ran, "");
	}
	outcome_release(&verified);
}

static void judge(const struct trial *trial, const struct ran *ran)
{
	if (ran->signal || ran->status > 2)
		complain(trial, ran, "");
	if (ran->status && !is_clear(ran->words))
		complain(trial, ran, "says nothing clear");
	if (!ran->status && !text_equal(buf_as_text(&ran->out), buf_as_text(&trial->good->out)))
		complain(trial, ran, "says it is done, and its output is another");
	if (trial->command->writes && !ran->status && access(trial->command->store ? target : fresh, F_OK))
		complain(trial, ran, "says it is done, and there is nothing");
	if (trial->command->writes)
		look_at_store(trial);
}

static unsigned count_calls(const struct trial *trial)
{
	unsigned long seen = 0, failed = 0;
	struct ran ran = {0};

	prepare(trial->command);
	fault_set(trial->fault, trial->program, 0, count);
	run(trial->command, &ran);
	fault_set(NULL, NULL, 0, NULL);
	buf_release(&ran.out);
	fault_counted(count, &seen, &failed);
	return (unsigned)seen;
}

static unsigned long try_all(struct trial *trial, unsigned calls, unsigned sample)
{
	unsigned step = sample && calls > sample ? calls / sample : 1;
	struct ran ran = {0};
	unsigned long done = 0;

	for (trial->nth = 1 + (unsigned)random() % step; trial->nth <= calls; trial->nth += step) {
		if (trial->command->writes)
			prepare(trial->command);
		fault_set(trial->fault, trial->program, trial->nth, count);
		run(trial->command, &ran);
		fault_set(NULL, NULL, 0, NULL);
		unlink(count);
		judge(trial, &ran);
		done++;
	}
	buf_release(&ran.out);
	return done;
}

static void make_stores(void)
{
	struct outcome made = {0};
	FILE *to;

	fixture_path(folder);
	snprintf(whole, ROOM, "%s/whole", folder);
	snprintf(empty, ROOM, "%s/empty", folder);
	snprintf(target, ROOM, "%s/target", folder);
	snprintf(fresh, ROOM, "%s/fresh", folder);
	snprintf(file, ROOM, "%s/file.csv", folder);
	snprintf(count, ROOM, "%s/count", folder);
	snprintf(out, ROOM, "%s/out", folder);
	snprintf(dump, ROOM, "%s/dump", folder);
	command_store(whole, "tests/data/nine.csv");
	command_store(empty, "");
	run_touyand(&made, "dump", whole, NULL);
	to = fopen(dump, "w");
	assert_non_null(to);
	assert_int_equal(fwrite(made.out.data, 1, made.out.len, to), made.out.len);
	fclose(to);
	outcome_release(&made);
}

static unsigned long try_in(
	const struct command *command, const char *program, const struct ran *good, unsigned sample)
{
	unsigned long done = 0;
	unsigned calls = 0;

	for (unsigned i = 0; i < fault_count; i++) {
		struct trial trial = {command, &faults[i], program, 0, good};

		if (!i || strcmp(faults[i].call, faults[i - 1].call) != 0)
			calls = count_calls(&trial);
		done += try_all(&trial, calls, sample);
	}
	return done;
}

static unsigned long try_command(const struct command *command, unsigned sample)
{
	struct ran good = {0};
	unsigned long done;

	prepare(command);
	run(command, &good);
	if (good.status || good.signal)
		fail_msg("%s: status %d: %s", command->name, good.status, good.words);
	done = try_in(command, "touyand", &good, sample);
	/* touyand does not start touyan. */
	if (strstr(command->argv[0], "touyand") == NULL)
		done += try_in(command, "touyan", &good, sample);
	buf_release(&good.out);
	return done;
}

unsigned long fault_commands(unsigned sample)
{
	unsigned long done = 0;

	make_stores();
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		done += try_command(&commands[i], sample);
	command_stores_release();
	fixture_remove(folder);
	assert_int_equal(faults_found, 0);
	return done;
}
