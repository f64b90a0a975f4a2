/* A program on a terminal of 80x24 that answers its questions as xterm would; what it writes is timed when it
 * comes, before anything is made of it. */
#include "tests/bench/bench.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>
#include "core/base/buf.h"
#include "core/base/memory.h"

enum { ROWS = 24, COLUMNS = 80, PATIENCE_MS = 20000, STILL_NS = 30000000 };

struct terminal {
	int master;
	pid_t pid;
	int quiet; /* ms */
	VTerm *vterm;
	VTermScreen *screen;
};

static void answer(const char *bytes, size_t len, void *user)
{
	struct terminal *terminal = user;

	if (write(terminal->master, bytes, len) < 0)
		perror("bench: terminal");
}

static void run(const char *folder, const char *const *argv)
{
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("TOUYAN_STORE");
	if (!folder || !chdir(folder))
		execvp(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

/* Until nothing came for `quiet` ms; `patience` ms for the first. */
static void look(struct terminal *terminal, int64_t start, int patience, int quiet, struct glimpse *seen)
{
	struct pollfd fd = {terminal->master, POLLIN, 0};
	char room[65536];
	ssize_t got;

	*seen = (struct glimpse){0};
	while (poll(&fd, 1, seen->bytes ? quiet : patience) > 0) {
		got = read(terminal->master, room, sizeof(room));
		if (got <= 0)
			break;
		seen->last = (double)(bench_now() - start) * 1e-9;
		seen->first = seen->bytes ? seen->first : seen->last;
		seen->bytes += (size_t)got;
		seen->pieces++;
		vterm_input_write(terminal->vterm, room, (size_t)got);
	}
}

struct terminal *terminal_start(const char *folder, const char *const *argv, struct glimpse *seen)
{
	struct terminal *terminal = mem_new(sizeof(*terminal));
	struct winsize size = {.ws_row = ROWS, .ws_col = COLUMNS};
	struct glimpse unasked;
	int64_t start;

	terminal->quiet = KEY_QUIET_MS;
	terminal->vterm = vterm_new(ROWS, COLUMNS);
	vterm_set_utf8(terminal->vterm, 1);
	vterm_output_set_callback(terminal->vterm, answer, terminal);
	terminal->screen = vterm_obtain_screen(terminal->vterm);
	vterm_screen_enable_altscreen(terminal->screen, 1);
	vterm_screen_reset(terminal->screen, 1);
	start = bench_now();
	terminal->pid = forkpty(&terminal->master, NULL, NULL, &size);
	if (terminal->pid < 0)
		bench_give_up(argv[0], "no terminal");
	if (!terminal->pid)
		run(folder, argv);
	look(terminal, start, PATIENCE_MS, START_QUIET_MS, seen ? seen : &unasked);
	return terminal;
}

void terminal_quiet(struct terminal *terminal, int milliseconds)
{
	terminal->quiet = milliseconds;
}

void terminal_type(struct terminal *terminal, const char *bytes, struct glimpse *seen)
{
	struct glimpse unasked;
	int64_t start = bench_now();

	seen = seen ? seen : &unasked;
	if (write(terminal->master, bytes, strlen(bytes)) < 0)
		bench_give_up("terminal", "the program is gone");
	look(terminal, start, PATIENCE_MS, terminal->quiet, seen);
}

/* Sleeping, not merely kept waiting for a processor? */
static bool sleeps(pid_t pid)
{
	struct buf words = BUF_INIT;
	const char *end;
	bool asleep;

	proc_read(pid, "stat", &words);
	end = strrchr(buf_cstr(&words), ')');
	asleep = end && !strncmp(end, ") S", 3);
	buf_release(&words);
	return asleep;
}

/* Steps until it has slept for a while; how many there were. */
static long step_on(pid_t pid)
{
	long steps = 0;
	int status = 0;

	for (;; steps++) {
		int64_t since = bench_now();
		pid_t came;

		ptrace(PTRACE_SINGLESTEP, pid, NULL, NULL);
		while (!(came = waitpid(pid, &status, WNOHANG | __WALL))) {
			if (bench_now() - since < STILL_NS)
				continue;
			if (sleeps(pid))
				return steps;
			since = bench_now();
		}
		if (came < 0 || !WIFSTOPPED(status))
			bench_give_up("terminal", "the program ended under the count");
	}
}

long terminal_count(struct terminal *terminal, const char *bytes)
{
	pid_t pid = terminal->pid;
	long steps;

	if (ptrace(PTRACE_SEIZE, pid, NULL, NULL) || ptrace(PTRACE_INTERRUPT, pid, NULL, NULL) ||
		waitpid(pid, NULL, __WALL) != pid)
		return 0;
	step_on(pid);
	if (write(terminal->master, bytes, strlen(bytes)) < 0)
		return 0;
	steps = step_on(pid);
	ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
	waitpid(pid, NULL, __WALL);
	ptrace(PTRACE_DETACH, pid, NULL, NULL);
	look(terminal, bench_now(), terminal->quiet, terminal->quiet, &(struct glimpse){0});
	return steps;
}

void terminal_watch(struct terminal *terminal, int64_t since, struct glimpse *seen)
{
	look(terminal, since, PATIENCE_MS, terminal->quiet, seen);
}

void terminal_watch_for(struct terminal *terminal, int milliseconds, struct glimpse *seen)
{
	look(terminal, bench_now(), milliseconds, milliseconds, seen);
}

bool terminal_shows(struct terminal *terminal, const char *words)
{
	char text[ROWS * COLUMNS * 8];
	size_t len =
		vterm_screen_get_text(terminal->screen, text, sizeof(text), (VTermRect){0, ROWS, 0, COLUMNS});

	return memmem(text, len, words, strlen(words)) != NULL;
}

void terminal_must_show(struct terminal *terminal, const char *words)
{
	if (!terminal_shows(terminal, words))
		bench_give_up("the screen does not show", words);
}

pid_t terminal_pid(const struct terminal *terminal)
{
	return terminal->pid;
}

void terminal_end(struct terminal *terminal)
{
	close(terminal->master);
	kill(terminal->pid, SIGTERM);
	for (int i = 0; i < 100 && !waitpid(terminal->pid, NULL, WNOHANG); i++)
		usleep(10000);
	if (!kill(terminal->pid, 0)) {
		kill(terminal->pid, SIGKILL);
		waitpid(terminal->pid, NULL, 0);
	}
	vterm_free(terminal->vterm);
	free(terminal);
}

/* --- what the kernel knows of it --- */

void proc_read(pid_t pid, const char *file, struct buf *out)
{
	char path[64], room[4096];
	size_t got;
	FILE *stream;

	buf_clear(out);
	snprintf(path, sizeof(path), "/proc/%d/%s", pid, file);
	stream = fopen(path, "re");
	while (stream && (got = fread(room, 1, sizeof(room), stream)) > 0)
		buf_put(out, room, got);
	if (stream)
		fclose(stream);
}

pid_t proc_child(pid_t pid)
{
	struct buf words = BUF_INIT;
	char file[48];
	pid_t child;

	snprintf(file, sizeof(file), "task/%d/children", pid);
	proc_read(pid, file, &words);
	child = (pid_t)strtol(buf_cstr(&words), NULL, 10);
	buf_release(&words);
	return child;
}

double proc_memory(pid_t pid)
{
	struct buf words = BUF_INIT;
	double bytes = 0;
	bool counts = false;
	char *save = NULL;

	proc_read(pid, "smaps", &words);
	buf_cstr(&words);
	for (char *line = strtok_r((char *)words.data, "\n", &save); line;
		line = strtok_r(NULL, "\n", &save)) {
		if (!strncmp(line, "Rss:", 4))
			bytes += counts ? (double)strtol(line + 4, NULL, 10) * 1024 : 0;
		else if (line[0] < 'A' || line[0] > 'Z') /* a mapping's head: its addresses */
			counts = !strstr(line, ".mdb");
	}
	buf_release(&words);
	return bytes;
}

double proc_wakeups(pid_t pid)
{
	struct buf words = BUF_INIT;
	const char *at;
	double count = 0;

	proc_read(pid, "status", &words);
	at = strstr(buf_cstr(&words), "\nvoluntary_ctxt_switches:");
	if (at)
		count = strtod(strchr(at, ':') + 1, NULL);
	buf_release(&words);
	return count;
}
