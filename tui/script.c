#include "tui/script.h"

#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/base/number.h"
#include "core/io/table.h"
#include "tui/app_state.h"
#include "tui/cmd/cmd.h"
#include "tui/draw.h"
#include "tui/run.h"
#include "tui/term.h"

struct script {
	struct app *app;
	const struct options *options;
	struct buf dump;
	unsigned line, keys; /* keys pressed, text not counted */
	struct error *err;
};

static bool size_named(const char *size, int *rows, int *columns)
{
	return sscanf(size, "%dx%d", columns, rows) == 2 && *rows > 0 && *columns > 0 && *rows < 1000 &&
		*columns < 1000;
}

bool script_open(struct app *app, const struct options *options, struct error *err)
{
	app->state->clock_stands = true;
	app->rows = 24;
	app->columns = 80;
	if (options->size && !size_named(options->size, &app->rows, &app->columns))
		return fail(err, ERROR_INPUT, "--size is COLUMNSxROWS, not {1}", "s", options->size);
	return draw_open(NULL, app->rows, app->columns);
}

/* Until nothing is asked and not answered, and no timer is due. */
static void settle(struct app *app, int64_t until)
{
	while (!app->state->lost) {
		bool open;
		struct pollfd fd = {session_fd(app->session), POLLIN, 0};
		int64_t left = until - clock_steady();
		int wait = timers_wait(app);

		app_follow(app);
		open = session_open_requests(app->session) > 0;
		if (!open && left <= 0)
			return;
		if (session_wants_write(app->session))
			fd.events |= POLLOUT;
		if (open && left <= 0)
			wait = wait < 0 || wait > 50 ? 50 : wait;
		else if (wait < 0 || wait > left)
			wait = (int)left;
		if (poll(&fd, 1, wait) > 0 && !session_io(app->session, NULL))
			app->state->lost = true;
		timers_run(app);
	}
}

/* What somebody else did comes when it likes, and is told here: so the dumps are always the same. */
static void wait_for_news(struct app *app, int64_t milliseconds)
{
	settle(app, clock_steady() + milliseconds);
	run_tell_news(app);
	settle(app, 0);
}

static void give(struct script *script, const struct event *event)
{
	app_event(script->app, event);
	settle(script->app, 0);
}

/* --- steps --- */

static bool step_key(struct script *script, struct text names)
{
	struct text name;

	while (text_split(&names, ' ', &name)) {
		struct event event;

		if (!name.len)
			continue;
		/* One character is typed: a digit of the roll, a letter while browsing. */
		if (!event_named(name, &event))
			return fail(script->err, ERROR_INPUT, "Line {1} of the script: there is no key {2}",
				"nS", (int64_t)script->line, name);
		script->keys++;
		give(script, &event);
	}
	return true;
}

static bool step_text(struct script *script, struct text text)
{
	give(script, &(struct event){EVENT_TEXT, KEY_NONE, false, text, 0, 0});
	return true;
}

static bool step_paste(struct script *script, struct text path)
{
	struct buf bytes = BUF_INIT, name = BUF_INIT;
	bool good;

	buf_text(&name, path);
	good = file_read(buf_cstr(&name), &bytes, script->err);
	if (good)
		give(script, &(struct event){EVENT_PASTE, KEY_NONE, false, buf_as_text(&bytes), 0, 0});
	buf_release(&bytes);
	buf_release(&name);
	return good;
}

static bool step_dump(struct script *script, struct text name)
{
	int row, column;

	app_draw(script->app);
	draw_cursor_at(&row, &column);
	buf_printf(&script->dump, "=== %.*s %dx%d cursor %d,%d keys %u\n", (int)name.len, name.at,
		script->app->columns, script->app->rows, row + 1, column + 1, script->keys);
	draw_dump(&script->dump);
	return true;
}

static bool step_expect(struct script *script, struct text text)
{
	struct buf screen = BUF_INIT;
	bool found;

	app_draw(script->app);
	draw_dump(&screen);
	found = text_find(buf_as_text(&screen), text) < screen.len;
	if (!found)
		fprintf(stderr, "%s", buf_cstr(&screen));
	buf_release(&screen);
	return found ||
		fail(script->err, ERROR_INPUT, "Line {1} of the script: the screen does not hold \"{2}\"",
			"nS", (int64_t)script->line, text);
}

/* The screen's clock stands still unless told: the same script gives the same screens. */
static bool step_clock(struct script *script, struct text text)
{
	int64_t minutes = 0;

	if (!number_parse(text, &minutes))
		return fail(script->err, ERROR_INPUT, "Line {1} of the script: no number of minutes", "n",
			(int64_t)script->line);
	script->app->welcome.now += minutes * 60 * 1000000;
	return true;
}

static bool step_wait(struct script *script, struct text text)
{
	int64_t milliseconds = 0;

	number_parse(text, &milliseconds);
	wait_for_news(script->app, milliseconds);
	return true;
}

static bool step_size(struct script *script, struct text text)
{
	struct buf name = BUF_INIT;
	bool good;

	buf_text(&name, text);
	good = size_named(buf_cstr(&name), &script->app->rows, &script->app->columns);
	if (good) {
		draw_resize(script->app->rows, script->app->columns);
		app_resized(script->app);
		settle(script->app, 0);
	}
	buf_release(&name);
	return good ||
		fail(script->err, ERROR_INPUT, "Line {1} of the script: no size", "n", (int64_t)script->line);
}

/* --- what somebody else does meanwhile --- */

enum { WORDS_MAX = 24, NEWS = 600 };

static void become(const struct options *options, struct text arguments)
{
	char *argv[WORDS_MAX + 8] = {"touyan", "--store", (char *)(uintptr_t)options->store};
	size_t count = 3;
	struct text word;

	if (options->now) {
		argv[count++] = "--now";
		argv[count++] = (char *)(uintptr_t)options->now;
	}
	while (count < WORDS_MAX && text_split(&arguments, ' ', &word)) {
		char *at = argv[count++] = mem_copy_text(word.at, word.len);

		for (; *at; at++)
			*at = *at == ',' ? ' ' : *at;
	}
	if (!freopen("/dev/null", "w", stdout))
		_exit(2);
	execv("/proc/self/exe", argv);
	_exit(2);
}

static bool step_run(struct script *script, struct text arguments)
{
	int status = 0;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (!pid)
		become(script->options, arguments);
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status)
		return fail(script->err, ERROR_INPUT, "Line {1} of the script: touyan {2} was refused", "nS",
			(int64_t)script->line, arguments);
	wait_for_news(script->app, NEWS);
	return true;
}

static const struct {
	const char *name;
	bool (*run)(struct script *script, struct text rest);
} steps[] = {
	{"key", step_key},
	{"text", step_text},
	{"paste", step_paste},
	{"dump", step_dump},
	{"expect", step_expect},
	{"clock", step_clock},
	{"wait", step_wait},
	{"size", step_size},
	{"run", step_run},
};

static bool run_line(struct script *script, struct text line)
{
	struct text rest = text_trim(line), word;

	if (!rest.len || rest.at[0] == '#')
		return true;
	text_split(&rest, ' ', &word);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (text_is(word, steps[i].name))
			return steps[i].run(script, text_trim(rest));
	return fail(script->err, ERROR_INPUT, "Line {1} of the script: there is no step {2}", "nS",
		(int64_t)script->line, word);
}

bool script_run(struct app *app, const struct options *options, struct error *err)
{
	struct script script = {.app = app, .options = options, .err = err};
	struct buf text = BUF_INIT;
	struct text rest, line;
	bool good = file_read(options->keys, &text, err);

	settle(app, 0);
	for (rest = buf_as_text(&text); good && !app->quit && text_split(&rest, '\n', &line);) {
		script.line++;
		good = run_line(&script, line);
	}
	if (good && options->dump) {
		unlink(options->dump);
		good = file_write(options->dump, buf_as_text(&script.dump), err);
	}
	buf_release(&text);
	buf_release(&script.dump);
	return good;
}
