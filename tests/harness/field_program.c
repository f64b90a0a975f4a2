#include "tests/harness/field_program.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/base/memory.h"
#include "tui/draw.h"
#include "tui/edit_line.h"
#include "tui/term.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct {
	struct input input;
	struct edit_line line;
	struct buf note; /* what came last */
	bool dirty, end, fills;
	unsigned frames;
	int status;
} program;

static void note(const char *what)
{
	buf_clear(&program.note);
	buf_text(&program.note, text_of(what));
	program.dirty = true;
}

/* All other rows, other ones each time: a frame that the line cannot take at once. */
static void fill(void)
{
	struct text one = program.frames % 2 ? TEXT("中") : TEXT("文");

	for (int row = 5; row < draw_rows(); row++)
		for (int column = 0; column < draw_columns(); column += 2)
			draw_text(row, column, 2, STYLE_NORMAL, one);
}

static void frame(void)
{
	struct buf bytes = BUF_INIT, status = BUF_INIT;

	if (!program.dirty || term_behind())
		return;
	program.frames++;
	draw_begin();
	buf_printf(&status, "frame %u size %dx%d wide %d", program.frames, draw_columns(), draw_rows(),
		text_ambiguous_wide);
	draw_text(0, 0, draw_columns(), STYLE_BOLD, buf_as_text(&status));
	draw_text(1, 0, draw_columns(), STYLE_NORMAL, buf_as_text(&program.note));
	edit_line_draw(&program.line, 3, 4, 20);
	if (program.fills)
		fill();
	draw_flush(&bytes);
	term_write(buf_as_text(&bytes));
	program.dirty = false;
	buf_release(&bytes);
	buf_release(&status);
}

static int overflow(int depth)
{
	volatile char room[4096];

	room[0] = (char)depth;
	return depth < 1000000 ? overflow(depth + 1) + room[0] : 0;
}

static void take(const struct event *event)
{
	bool broken;

	if (event->kind == EVENT_REPORT) {
		if (term_report(event->column, &broken)) {
			draw_again();
			note(broken ? "not UTF-8" : "wide");
		}
		return;
	}
	program.dirty = true;
	if (event->kind == EVENT_PASTE)
		note("pasted");
	else if (event->kind == EVENT_KEY)
		note(key_name(event->key));
	if (event_is(event, KEY_F9))
		abort();
	if (event_is(event, KEY_F8))
		mem_resize(NULL, (size_t)-1, 2); /* overflows: no sanitizer sees it */
	if (event_is(event, KEY_F7))
		program.status = overflow(1);
	if (event_is(event, KEY_F6))
		term_suspend();
	program.end |= event_is(event, KEY_F10);
	edit_line_event(&program.line, event);
}

static void take_signals(void)
{
	unsigned signals = term_signals();
	struct term_size size = term_size();

	if (signals & (TERM_HANGUP | TERM_FINISH)) {
		program.end = true;
		program.status = signals & TERM_HANGUP ? 3 : 4;
	}
	if (signals & TERM_INTERRUPT)
		note("interrupt");
	if (signals & (TERM_RESIZED | TERM_CONTINUED)) {
		draw_resize(size.rows, size.columns);
		note(signals & TERM_CONTINUED ? "continued" : "resized");
	}
}

static void wait_and_take(void)
{
	struct pollfd fds[] = {{term_input_fd(), POLLIN, 0}, {term_signal_fd(), POLLIN, 0},
		{term_behind() ? STDOUT_FILENO : -1, POLLOUT, 0}};
	bool waiting = input_waiting(&program.input);
	struct buf bytes = BUF_INIT;
	struct event event;
	int came;

	if (!waiting && !term_behind())
		term_idle_mark();
	came = poll(fds, COUNT(fds), waiting ? term_escape_wait() : -1);
	take_signals();
	if (came > 0 && fds[0].revents && term_read(&bytes) < 0) {
		program.end = true;
		program.status = program.status ? program.status : 5;
	}
	input_feed(&program.input, bytes.data, bytes.len);
	while (!program.end && input_next(&program.input, came == 0, &event))
		take(&event);
	if (came > 0 && fds[2].revents)
		term_write(NO_TEXT);
	buf_release(&bytes);
}

int one_field(void *arg)
{
	struct error err = ERROR_INIT;
	struct term_size size = term_size();

	if (arg && !strcmp(arg, "no locale"))
		setenv("LC_ALL", "xx_XX.GBK", 1);
	program.fills = arg && !strcmp(arg, "fill");
	if (!term_open(&err) || !draw_open(getenv("TERM"), size.rows, size.columns))
		return 9;
	if (arg && !strcmp(arg, "ask"))
		term_ask_width();
	program.dirty = true;
	while (!program.end) {
		frame();
		wait_and_take();
	}
	edit_line_release(&program.line);
	input_release(&program.input);
	buf_release(&program.note);
	draw_close();
	term_close();
	return program.status;
}

int not_a_terminal(void *arg)
{
	struct error err = ERROR_INIT;

	(void)arg;
	close(STDOUT_FILENO);
	return term_open(&err) ? 1 : err.kind == ERROR_SYSTEM ? 7 : 2;
}
