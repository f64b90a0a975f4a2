#include "tests/harness/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>
#include <cmocka.h>
#include "core/base/memory.h"

enum { PATIENCE_MS = 20000, ANSWERS_MAX = 8 };

struct pty {
	VTerm *vterm;
	VTermScreen *screen;
	int rows, columns;
	int master, slave, idle; /* slave: for marks of our own behind the program's output */
	pid_t pid;
	int pidfd;
	bool ended;
	int status;
	struct buf queue; /* typed, and not yet taken by the terminal */
	struct buf bytes;
	size_t sent;
	bool marked; /* a mark came since the last send */
	uint8_t mark;
	unsigned syncs;
	bool visible, alternate;
	int answers[ANSWERS_MAX];
	size_t answer_count, answered;
};

/* --- libvterm --- */

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct pty *pty = user;

	if (property == VTERM_PROP_CURSORVISIBLE)
		pty->visible = value->boolean;
	else if (property == VTERM_PROP_ALTSCREEN)
		pty->alternate = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

/* Only answers to questions come from libvterm; nobody types through it. */
static void on_answer(const char *bytes, size_t len, void *user)
{
	struct pty *pty = user;
	struct buf copy = BUF_INIT;
	int row, column;

	buf_put(&copy, bytes, len);
	if (pty->answered < pty->answer_count && sscanf(buf_cstr(&copy), "\033[%d;%dR", &row, &column) == 2) {
		if (pty->answers[pty->answered] >= 0)
			column = pty->answers[pty->answered];
		pty->answered++;
		buf_clear(&copy);
		buf_printf(&copy, "\033[%d;%dR", row, column);
	}
	pty_send(pty, copy.data, copy.len);
	buf_release(&copy);
}

static void make_vterm(struct pty *pty)
{
	pty->vterm = vterm_new(pty->rows, pty->columns);
	vterm_set_utf8(pty->vterm, 1);
	vterm_output_set_callback(pty->vterm, on_answer, pty);
	pty->screen = vterm_obtain_screen(pty->vterm);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
	vterm_screen_reset(pty->screen, 1);
}

/* --- starting and ending --- */

static void enter_child(int master, int slave, const int idle[2], const char *term)
{
	char number[16];

	close(master);
	close(idle[0]);
	login_tty(slave);
	snprintf(number, sizeof(number), "%d", idle[1]);
	setenv("TOUYAN_IDLE_FD", number, 1);
	setenv("TERM", term, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
}

static int run_program(void *arg)
{
	char *const *argv = arg;

	execv(argv[0], argv);
	return 127;
}

struct pty *pty_call(int (*child)(void *arg), void *arg, const char *term, int rows, int columns)
{
	struct pty *pty = mem_new(sizeof(*pty));
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
	int idle[2] = {-1, -1}, slave = -1;
	char name[64] = "";

	pty->rows = rows;
	pty->columns = columns;
	if (openpty(&pty->master, &slave, name, NULL, &size) || pipe(idle))
		fail_msg("no pty: %s", strerror(errno));
	fflush(NULL);
	pty->pid = fork();
	if (!pty->pid) {
		enter_child(pty->master, slave, idle, term);
		free(pty);
		/* not exit(): what the test itself had to end is not ours */
		_exit(child(arg));
	}
	/* A description of our own: the program's must stay as it is. */
	pty->slave = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	close(slave);
	close(idle[1]);
	pty->idle = idle[0];
	fcntl(pty->idle, F_SETFL, O_NONBLOCK);
	fcntl(pty->master, F_SETFL, O_NONBLOCK);
	fcntl(pty->master, F_SETFD, FD_CLOEXEC);
	fcntl(pty->idle, F_SETFD, FD_CLOEXEC);
	pty->pidfd = (int)syscall(SYS_pidfd_open, pty->pid, 0);
	make_vterm(pty);
	return pty;
}

struct pty *pty_start(char *const argv[], const char *term, int rows, int columns)
{
	return pty_call(run_program, (void *)(uintptr_t)argv, term, rows, columns);
}

pid_t pty_pid(const struct pty *pty)
{
	return pty->pid;
}

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void pty_release(struct pty *pty)
{
	if (!pty->ended) {
		kill(pty->pid, SIGKILL);
		waitpid(pty->pid, NULL, 0);
	}
	shut(&pty->master);
	shut(&pty->slave);
	shut(&pty->idle);
	shut(&pty->pidfd);
	vterm_free(pty->vterm);
	buf_release(&pty->queue);
	buf_release(&pty->bytes);
	free(pty);
}

/* --- bytes both ways --- */

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool take_output(struct pty *pty)
{
	char room[4096];
	ssize_t got = pty->master >= 0 ? read(pty->master, room, sizeof(room)) : 0;

	if (got <= 0)
		return false;
	buf_put(&pty->bytes, room, (size_t)got);
	vterm_input_write(pty->vterm, room, (size_t)got);
	return true;
}

static void take_marks(struct pty *pty)
{
	uint8_t room[256];
	ssize_t got;

	while ((got = read(pty->idle, room, sizeof(room))) > 0) {
		pty->mark = room[got - 1];
		pty->marked = true;
	}
}

static void give_queue(struct pty *pty)
{
	ssize_t done =
		pty->master < 0 || !pty->queue.len ? 0 : write(pty->master, pty->queue.data, pty->queue.len);

	if (done > 0)
		buf_splice(&pty->queue, 0, (size_t)done, NULL, 0);
}

static void take_end(struct pty *pty)
{
	if (!pty->ended && waitpid(pty->pid, &pty->status, WNOHANG) == pty->pid)
		pty->ended = true;
}

static void give_up(struct pty *pty)
{
	struct buf screen = BUF_INIT;

	pty_screen(pty, &screen);
	fail_msg("the program does not answer; its screen:\n%s", buf_cstr(&screen));
}

/* Waits for anything to happen, and takes it. */
static void pump(struct pty *pty, long deadline)
{
	struct pollfd fds[] = {
		{pty->master, (short)(POLLIN | (pty->queue.len ? POLLOUT : 0)), 0},
		{pty->ended ? -1 : pty->idle, POLLIN, 0},
		{pty->ended ? -1 : pty->pidfd, POLLIN, 0},
	};
	long left = deadline - now_ms();

	if (left <= 0 || !poll(fds, sizeof(fds) / sizeof(*fds), (int)left))
		give_up(pty);
	take_output(pty);
	take_marks(pty);
	give_queue(pty);
	take_end(pty);
}

void pty_send(struct pty *pty, const void *bytes, size_t len)
{
	take_marks(pty);
	pty->marked = false;
	pty->sent += len;
	buf_put(&pty->queue, bytes, len);
	give_queue(pty);
}

void pty_type(struct pty *pty, const char *bytes)
{
	pty_send(pty, bytes, strlen(bytes));
}

/* What the program wrote is on its way through the kernel: a mark of our own behind it shows when all has
 * come. A terminal ignores it. */
static void sync_output(struct pty *pty, long deadline)
{
	struct buf mark = BUF_INIT;
	size_t at;

	if (pty->master < 0)
		return;
	buf_printf(&mark, "\033]7777;%u\a", ++pty->syncs);
	while (write(pty->slave, mark.data, mark.len) < 0 && errno == EAGAIN)
		pump(pty, deadline);
	while ((at = text_find(buf_as_text(&pty->bytes), buf_as_text(&mark))) == pty->bytes.len) {
		struct pollfd fd = {pty->master, POLLIN, 0};
		long left = deadline - now_ms();

		if (left <= 0 || poll(&fd, 1, (int)left) <= 0)
			fail_msg("the terminal does not answer");
		take_output(pty);
	}
	buf_splice(&pty->bytes, at, mark.len, NULL, 0);
	buf_release(&mark);
}

bool pty_wait(struct pty *pty)
{
	long deadline = now_ms() + PATIENCE_MS;

	for (;;) {
		take_end(pty);
		if (pty->ended || (pty->marked && pty->mark == (uint8_t)pty->sent && !pty->queue.len)) {
			sync_output(pty, deadline);
			/* What was found on the way may have been a question. */
			if (pty->ended || pty->mark == (uint8_t)pty->sent)
				return !pty->ended;
		}
		pump(pty, deadline);
	}
}

bool pty_wait_for(struct pty *pty, const char *text)
{
	long deadline = now_ms() + PATIENCE_MS;

	while (!pty_shows(pty, text)) {
		if (pty->ended)
			return false;
		pump(pty, deadline);
		if (pty->ended)
			sync_output(pty, deadline);
	}
	return true;
}

size_t pty_unread(struct pty *pty)
{
	int left = 0;

	give_queue(pty);
	if (ioctl(pty->slave, FIONREAD, &left))
		fail_msg("what is not read yet cannot be told");
	return (size_t)left + pty->queue.len;
}

/* --- the screen --- */

static void put_cell(const VTermScreenCell *cell, struct buf *out)
{
	char bytes[4];

	if (cell->chars[0] == (uint32_t)-1) /* the other half of a wide one */
		return;
	if (!cell->chars[0])
		buf_byte(out, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		buf_put(out, bytes, utf8_put(bytes, cell->chars[i]));
}

void pty_screen(struct pty *pty, struct buf *out)
{
	for (int row = 0; row < pty->rows; row++) {
		size_t begin = out->len;

		for (int column = 0; column < pty->columns; column++) {
			VTermScreenCell cell;

			vterm_screen_get_cell(pty->screen, (VTermPos){row, column}, &cell);
			put_cell(&cell, out);
		}
		while (out->len > begin && out->data[out->len - 1] == ' ')
			out->len--;
		buf_byte(out, '\n');
	}
}

bool pty_shows(struct pty *pty, const char *text)
{
	struct buf screen = BUF_INIT;
	bool found;

	pty_screen(pty, &screen);
	found = text_find(buf_as_text(&screen), text_of(text)) < screen.len;
	buf_release(&screen);
	return found;
}

void pty_cursor(const struct pty *pty, int *row, int *column, bool *visible)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &at);
	*row = at.row;
	*column = at.col;
	if (visible)
		*visible = pty->visible;
}

struct text pty_bytes(const struct pty *pty)
{
	return buf_as_text(&pty->bytes);
}

void pty_forget(struct pty *pty)
{
	buf_clear(&pty->bytes);
}

bool pty_alternate(const struct pty *pty)
{
	return pty->alternate;
}

void pty_answer(struct pty *pty, const int *columns, size_t count)
{
	assert_true(count <= ANSWERS_MAX);
	memcpy(pty->answers, columns, count * sizeof(*columns));
	pty->answer_count = count;
	pty->answered = 0;
}

/* --- what happens to a terminal --- */

void pty_resize(struct pty *pty, int rows, int columns)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};

	take_marks(pty);
	pty->marked = false;
	pty->rows = rows;
	pty->columns = columns;
	vterm_set_size(pty->vterm, rows, columns);
	ioctl(pty->master, TIOCSWINSZ, &size);
}

void pty_hangup(struct pty *pty)
{
	shut(&pty->slave);
	shut(&pty->master);
}

void pty_signal(struct pty *pty, int number)
{
	take_marks(pty);
	pty->marked = false;
	kill(pty->pid, number);
}

int pty_end(struct pty *pty)
{
	long deadline = now_ms() + PATIENCE_MS;

	while (!pty->ended)
		pump(pty, deadline);
	sync_output(pty, deadline);
	return WIFEXITED(pty->status) ? WEXITSTATUS(pty->status) : -WTERMSIG(pty->status);
}
