#include "tui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include "core/base/date.h"
#include "core/base/memory.h"

/* Alternate screen, bracketed paste, cursor shown; and all of it back. */
#define ENTER "\033[?1049h\033[?2004h\033[?25h\033[H\033[2J"
#define LEAVE "\033[?2004l\033[0m\033[2J\033[H\033[?1049l\033[?25h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum {
	ESCAPE_MS = 25,
	ESCAPE_SLOW_MS = 100,
	SLOW_MS = 80,   /* an answer that takes longer came over a slow line */
	LEAVE_MS = 500, /* how long a line that is stuck may keep us from ending */
};

static struct {
	struct termios before;
	bool open, gone;
	pid_t owner; /* a child that exits must not give our terminal back */
	int pipe[2], out;
	bool shared;        /* `out` is standard output itself */
	struct buf pending; /* what the line did not take yet */
	int asked;          /* reports that are ours and have not come */
	int64_t asked_at;   /* by clock_steady() */
	bool slow;
	int idle_fd;
	size_t bytes_read;
} term = {.pipe = {-1, -1}, .out = -1, .idle_fd = -1};

/* --- signals --- */

enum { TERM_STOP = 1 << 8 }; /* seen by term_signals() only */

static const struct {
	int signal;
	unsigned meaning;
} caught[] = {
	{SIGWINCH, TERM_RESIZED},
	{SIGHUP, TERM_HANGUP},
	{SIGTERM, TERM_FINISH},
	{SIGCONT, TERM_CONTINUED},
	{SIGINT, TERM_INTERRUPT},
	{SIGTSTP, TERM_STOP},
};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};

static void note_signal(int number)
{
	int saved = errno;
	char byte = (char)number;

	(void)!write(term.pipe[1], &byte, 1);
	errno = saved;
}

/* Only calls that may stand in a signal handler. */
static void restore(void)
{
	struct pollfd fd = {term.out, POLLOUT, 0};

	if (!term.open || term.owner != getpid())
		return;
	term.open = false;
	if (poll(&fd, 1, LEAVE_MS) > 0 && write(term.out, LEAVE, sizeof(LEAVE) - 1) < 0)
		term.gone = true;
	tcsetattr(STDIN_FILENO, TCSANOW, &term.before);
}

static void crash(int number)
{
	restore();
	signal(number, SIG_DFL);
	raise(number);
}

static void set_handlers(void)
{
	static char room[1 << 14]; /* a stack that is full has no room for the handler */
	const stack_t stack = {.ss_sp = room, .ss_size = sizeof(room)};
	struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART};

	for (size_t i = 0; i < COUNT(caught); i++)
		sigaction(caught[i].signal, &action, NULL);
	sigaltstack(&stack, NULL);
	action = (struct sigaction){.sa_handler = crash, .sa_flags = SA_ONSTACK};
	for (size_t i = 0; i < COUNT(fatal); i++)
		sigaction(fatal[i], &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	/* Else drawing stops us when a shell took the terminal's foreground for a moment. */
	signal(SIGTTOU, SIG_IGN);
}

static void reset_handlers(void)
{
	for (size_t i = 0; i < COUNT(caught); i++)
		signal(caught[i].signal, SIG_DFL);
	for (size_t i = 0; i < COUNT(fatal); i++)
		signal(fatal[i], SIG_DFL);
}

/* --- modes --- */

bool term_locale(struct error *err)
{
	static const char *const names[] = {"", "zh_CN.UTF-8", "C.UTF-8"};

	for (size_t i = 0; i < COUNT(names); i++)
		if (setlocale(LC_ALL, names[i]) && !strcmp(nl_langinfo(CODESET), "UTF-8"))
			return true;
	return fail(err, ERROR_SYSTEM,
		"There is no UTF-8 locale on this machine: the administrator installs one (C.UTF-8)", "");
}

static void set_raw(void)
{
	struct termios raw = term.before;

	cfmakeraw(&raw);
	raw.c_cc[VMIN] = 0;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
}

/* A description of our own, that may be non-blocking: standard output is shared with the shell. Where the
 * terminal cannot be opened again (after su), the shared one is made so for each write. */
static void open_output(void)
{
	term.out = open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	term.shared = term.out < 0;
	if (term.shared)
		term.out = STDOUT_FILENO;
}

static void open_idle(void)
{
	const char *idle = getenv("TOUYAN_IDLE_FD");

	term.idle_fd = idle ? atoi(idle) : -1;
	if (term.idle_fd >= 0)
		fcntl(term.idle_fd, F_SETFD, FD_CLOEXEC);
}

static bool enter(void)
{
	term.open = true;
	set_raw();
	return term_write(TEXT(ENTER));
}

bool term_open(struct error *err)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return fail(err, ERROR_SYSTEM,
			"The screen needs a terminal; commands work without one: touyan --help", "");
	if (!term_locale(err))
		return false;
	if (tcgetattr(STDIN_FILENO, &term.before) || pipe2(term.pipe, O_CLOEXEC | O_NONBLOCK))
		return fail_errno(err, "terminal");
	open_output();
	open_idle();
	term.owner = getpid();
	set_handlers();
	mem_on_failure(restore);
	atexit(restore);
	return enter() || fail_errno(err, "terminal");
}

void term_close(void)
{
	restore();
	reset_handlers();
	buf_release(&term.pending);
	for (int i = 0; i < 2; i++)
		if (term.pipe[i] >= 0)
			close(term.pipe[i]);
	if (!term.shared && term.out >= 0)
		close(term.out);
	term.pipe[0] = term.pipe[1] = term.out = -1;
}

void term_suspend(void)
{
	restore();
	/* The default, not SIGSTOP: without a shell that could continue us, nothing happens. */
	signal(SIGTSTP, SIG_DFL);
	raise(SIGTSTP);
	set_handlers();
	enter();
	note_signal(SIGCONT); /* does not come when nothing happened */
}

struct term_size term_size(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_row || !size.ws_col)
		return (struct term_size){24, 80};
	return (struct term_size){size.ws_row, size.ws_col};
}

static unsigned meaning_of(char signal)
{
	for (size_t i = 0; i < COUNT(caught); i++)
		if (caught[i].signal == signal)
			return caught[i].meaning;
	return 0;
}

unsigned term_signals(void)
{
	unsigned signals = 0;
	char room[64];
	ssize_t got;

	while ((got = read(term.pipe[0], room, sizeof(room))) > 0)
		while (got)
			signals |= meaning_of(room[--got]);
	if (signals & TERM_STOP)
		term_suspend();
	else if (signals & TERM_CONTINUED)
		enter(); /* stopped by SIGSTOP, without asking: the shell has set its own modes */
	return signals & ~(unsigned)TERM_STOP;
}

int term_input_fd(void)
{
	return STDIN_FILENO;
}

int term_signal_fd(void)
{
	return term.pipe[0];
}

/* --- bytes --- */

int term_read(struct buf *into)
{
	char room[4096];
	ssize_t got = read(STDIN_FILENO, room, sizeof(room));
	struct pollfd fd = {STDIN_FILENO, POLLIN, 0};

	if (got > 0) {
		buf_put(into, room, (size_t)got);
		term.bytes_read += (size_t)got;
		return (int)got;
	}
	if (got < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -1;
	/* Nothing to read: is the line gone, or was there nothing? */
	return poll(&fd, 1, 0) > 0 && fd.revents & (POLLHUP | POLLERR) ? -1 : 0;
}

static ssize_t write_now(const struct buf *bytes)
{
	int flags = term.shared ? fcntl(term.out, F_GETFL) : 0;
	ssize_t done;
	int why;

	if (term.shared)
		fcntl(term.out, F_SETFL, flags | O_NONBLOCK);
	done = write(term.out, bytes->data, bytes->len);
	why = errno;
	if (term.shared)
		fcntl(term.out, F_SETFL, flags);
	errno = why;
	return done;
}

bool term_write(struct text bytes)
{
	ssize_t done;

	if (term.gone)
		return false;
	buf_text(&term.pending, bytes);
	if (!term.pending.len)
		return true;
	done = write_now(&term.pending);
	if (done > 0)
		buf_splice(&term.pending, 0, (size_t)done, NULL, 0);
	else if (done < 0 && errno != EAGAIN && errno != EINTR)
		term.gone = true;
	if (term.gone)
		buf_clear(&term.pending);
	return !term.gone;
}

bool term_behind(void)
{
	return term.pending.len > 0;
}

/* --- questions --- */

/* At the screen's corner: a circled one, then two hanzi; after each the terminal tells its column. Six bytes
 * of UTF-8 are three characters of GBK, six of Latin-1: both six columns, not four. */
void term_ask_width(void)
{
	term.asked = 2;
	term.asked_at = clock_steady();
	term_write(TEXT("\033[1;1H\xe2\x91\xa0\033[6n\033[1;1H\xe4\xb8\xad\xe6\x96\x87\033[6n"
			"\033[1;1H      \033[1;1H"));
}

static void measure_line(void)
{
	term.slow = clock_steady() - term.asked_at > SLOW_MS;
}

bool term_report(int column, bool *broken)
{
	bool was = text_ambiguous_wide;

	*broken = false;
	if (!term.asked)
		return false;
	if (--term.asked) {
		measure_line();
		text_ambiguous_wide = column == 3;
		return was != text_ambiguous_wide;
	}
	*broken = column != 5;
	return *broken;
}

int term_escape_wait(void)
{
	return term.slow ? ESCAPE_SLOW_MS : ESCAPE_MS;
}

void term_idle_mark(void)
{
	char byte = (char)(term.bytes_read & 0xff);

	if (term.idle_fd >= 0 && write(term.idle_fd, &byte, 1) < 0)
		term.idle_fd = -1;
}
