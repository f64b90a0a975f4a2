#include "tui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include "core/base/memory.h"

/* Alternate screen, bracketed paste, cursor shown; and all of it back. */
#define ENTER "\033[?1049h\033[?2004h\033[?25h\033[H\033[2J"
#define LEAVE "\033[?2004l\033[0m\033[2J\033[H\033[?1049l\033[?25h"

static struct {
	struct termios before;
	bool open;
	int pipe[2];
	volatile sig_atomic_t signals;
	struct buf pending; /* what the line did not take yet */
	bool gone;
	int asked; /* columns reports that are ours */
	int idle_fd;
} term = {.pipe = {-1, -1}, .idle_fd = -1};

/* --- signals
 * ------------------------------------------------------------------------------------------------------------
 */

static const struct {
	int signal;
	enum term_signal meaning;
} caught[] = {
	{SIGWINCH, TERM_RESIZED},
	{SIGHUP, TERM_HANGUP},
	{SIGTERM, TERM_FINISH},
	{SIGCONT, TERM_CONTINUED},
};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};

static void note_signal(int number)
{
	int saved = errno;

	for (size_t i = 0; i < sizeof(caught) / sizeof(*caught); i++)
		if (caught[i].signal == number)
			term.signals |= (sig_atomic_t)caught[i].meaning;
	if (write(term.pipe[1], "", 1) < 0)
		errno = saved; /* full: somebody will look anyway */
	errno = saved;
}

/* Only calls that may stand in a signal handler. */
static void restore(void)
{
	if (!term.open)
		return;
	term.open = false;
	if (write(STDOUT_FILENO, LEAVE, sizeof(LEAVE) - 1) < 0)
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
	struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART};

	for (size_t i = 0; i < sizeof(caught) / sizeof(*caught); i++)
		sigaction(caught[i].signal, &action, NULL);
	action.sa_handler = crash;
	for (size_t i = 0; i < sizeof(fatal) / sizeof(*fatal); i++)
		sigaction(fatal[i], &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	signal(SIGTSTP, SIG_IGN);
}

/* --- modes
 * ----------------------------------------------------------------------------------------------------------------
 */

static void set_raw(void)
{
	struct termios raw = term.before;

	cfmakeraw(&raw);
	raw.c_cc[VMIN] = 0;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
}

bool term_open(struct error *err)
{
	const char *idle = getenv("TOUYAN_IDLE_FD");

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return fail(err, ERROR_SYSTEM,
			"The screen needs a terminal; commands work without one: touyan --help", "");
	if (tcgetattr(STDIN_FILENO, &term.before) || pipe2(term.pipe, O_CLOEXEC | O_NONBLOCK))
		return fail_errno(err, "terminal");
	term.idle_fd = idle ? atoi(idle) : -1;
	set_handlers();
	set_raw();
	term.open = true;
	mem_on_failure(restore);
	atexit(restore);
	return term_write(TEXT(ENTER)) || fail_errno(err, "terminal");
}

void term_close(void)
{
	restore();
	buf_release(&term.pending);
	for (int i = 0; i < 2; i++)
		if (term.pipe[i] >= 0)
			close(term.pipe[i]);
	term.pipe[0] = term.pipe[1] = -1;
}

struct term_size term_size(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_row || !size.ws_col)
		return (struct term_size){24, 80};
	return (struct term_size){size.ws_row, size.ws_col};
}

unsigned term_signals(void)
{
	unsigned signals = (unsigned)term.signals;
	char room[64];

	term.signals = 0;
	while (read(term.pipe[0], room, sizeof(room)) > 0)
		;
	if (signals & TERM_CONTINUED)
		set_raw();
	return signals;
}

int term_input_fd(void)
{
	return STDIN_FILENO;
}

int term_signal_fd(void)
{
	return term.pipe[0];
}

/* --- bytes
 * ------------------------------------------------------------------------------------------------------------------
 */

int term_read(struct buf *into)
{
	char room[4096];
	ssize_t got = read(STDIN_FILENO, room, sizeof(room));
	struct pollfd fd = {STDIN_FILENO, POLLIN, 0};

	if (got > 0) {
		buf_put(into, room, (size_t)got);
		return (int)got;
	}
	if (got < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -1;
	/* Nothing to read: is the line gone, or was there nothing? */
	return poll(&fd, 1, 0) > 0 && fd.revents & (POLLHUP | POLLERR) ? -1 : 0;
}

bool term_write(struct text bytes)
{
	ssize_t done;
	int flags;

	buf_text(&term.pending, bytes);
	if (!term.pending.len || term.gone)
		return !term.gone;
	/* Only for our writes: others share the terminal's open file. */
	flags = fcntl(STDOUT_FILENO, F_GETFL);
	fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK);
	done = write(STDOUT_FILENO, term.pending.data, term.pending.len);
	fcntl(STDOUT_FILENO, F_SETFL, flags);
	if (done > 0)
		buf_splice(&term.pending, 0, (size_t)done, NULL, 0);
	else if (done < 0 && errno != EAGAIN && errno != EINTR)
		term.gone = true;
	return !term.gone;
}

bool term_behind(void)
{
	return term.pending.len > 0;
}

/* --- questions
 * ----------------------------------------------------------------------------------------------------------------
 */

/* At the screen's corner: a circled one, then a hanzi; after each the terminal tells its column. Overdrawn at
 * once. */
void term_ask_width(void)
{
	term.asked = 2;
	term_write(TEXT("\033[1;1H\xe2\x91\xa0\033[6n\033[1;1H\xe4\xb8\xad\033[6n\033[1;1H    \033[1;1H"));
}

bool term_report(int column, bool *broken)
{
	*broken = false;
	if (!term.asked)
		return false;
	if (term.asked-- == 2)
		text_ambiguous_wide = column == 3;
	else
		*broken = column != 3;
	return true;
}

void term_idle_mark(void)
{
	if (term.idle_fd >= 0 && write(term.idle_fd, ".", 1) < 0)
		term.idle_fd = -1;
}
