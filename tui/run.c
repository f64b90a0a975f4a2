/* The loop: keys, answers and timers in; frames out. It waits in one poll and never inside a call. */
#include "tui/run.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "tui/app_state.h"
#include "tui/cmd/cmd.h"
#include "tui/draw.h"
#include "tui/meeting/recovery.h"
#include "tui/presence.h"
#include "tui/script.h"
#include "tui/term.h"

enum { QUIET_MS = 1000 };

/* --- time --- */

int64_t app_now(const struct app *app)
{
	int64_t passed = app->state->clock_stands ? 0 : clock_steady() - app->state->clock_at;

	return app->welcome.now + passed * 1000;
}

int64_t app_minute(const struct app *app)
{
	return moment_minute(app_now(app), app->welcome.offset);
}

void screen_after(struct screen *screen, int milliseconds, void (*due)(struct screen *screen))
{
	struct app_state *state = screen->app->state;
	struct timer *timer;

	timers_forget(screen->app, screen);
	if (!milliseconds)
		return;
	timer = mem_new(sizeof(*timer));
	*timer = (struct timer){screen, clock_steady() + milliseconds, due, state->timers};
	state->timers = timer;
}

void screen_within(struct screen *screen, int milliseconds, void (*due)(struct screen *screen))
{
	for (const struct timer *timer = screen->app->state->timers; timer; timer = timer->next)
		if (timer->screen == screen && timer->run == due)
			return;
	screen_after(screen, milliseconds, due);
}

void timers_forget(struct app *app, const struct screen *screen)
{
	struct timer **link = &app->state->timers;

	while (*link)
		if ((*link)->screen == screen) {
			struct timer *gone = *link;

			*link = gone->next;
			free(gone);
		} else {
			link = &(*link)->next;
		}
}

int timers_wait(const struct app *app)
{
	int64_t soonest = -1, now = clock_steady();

	for (const struct timer *timer = app->state->timers; timer; timer = timer->next) {
		int64_t left = timer->due > now ? timer->due - now : 0;

		if (soonest < 0 || left < soonest)
			soonest = left;
	}
	return (int)soonest;
}

void timers_run(struct app *app)
{
	int64_t now = clock_steady();
	struct timer *timer;

	app_bury(app);
	timer = app->state->timers;
	while (timer) {
		if (timer->due <= now) {
			struct screen *screen = timer->screen;
			void (*run)(struct screen *) = timer->run;

			timers_forget(app, screen);
			run(screen);
			app_redraw(app);
			timer = app->state->timers; /* the list may be another now */
		} else {
			timer = timer->next;
		}
	}
}

void app_token(struct app *app, struct record *request, uint16_t tag)
{
	/* Unique is enough, secret it need not be. Its bytes must live until the request is written. */
	static struct {
		uint64_t who, counted;
	} tokens[4];
	unsigned turn = (unsigned)(++app->state->serials % (sizeof(tokens) / sizeof(*tokens)));

	tokens[turn].who = app->welcome.session ^ (uint64_t)getpid() << 32;
	tokens[turn].counted = (uint64_t)app_now(app) * 1000 + app->state->serials % 1000;
	record_set(
		request, tag, (struct value){VALUE_ROWS, 0, {(const char *)&tokens[turn], sizeof(*tokens)}});
}

/* --- hello --- */

static struct text keep(struct app *app, const struct view *view, uint16_t tag)
{
	struct text text = view_text(view, tag);
	char *copy = mem_copy_text(text.at, text.len); /* for as long as the program runs */

	(void)app;
	return (struct text){copy, text.len};
}

struct arriving {
	struct app *app;
	struct error refused;
};

static void welcome(const struct answer *answer, void *arg)
{
	struct arriving *arriving = arg;
	struct app *app = arriving->app;
	const struct view *body = &answer->body;

	arriving->refused = answer->error;
	if (answer->kind != ANSWER_DONE)
		return;
	app->welcome = (struct welcome){
		.person = (uint64_t)view_number(body, WELCOME_PERSON),
		.group = (uint64_t)view_number(body, WELCOME_GROUP),
		.branch = (uint64_t)view_number(body, WELCOME_BRANCH),
		.session = (uint64_t)view_number(body, WELCOME_SESSION),
		.role = (enum role)view_number(body, WELCOME_ROLE),
		.name = keep(app, body, WELCOME_NAME),
		.group_name = keep(app, body, WELCOME_GROUP_NAME),
		.branch_name = keep(app, body, WELCOME_BRANCH_NAME),
		.court = keep(app, body, WELCOME_COURT),
		.today = view_number(body, WELCOME_TODAY),
		.now = view_number(body, WELCOME_NOW),
		.start = view_number(body, WELCOME_START),
		.begins = view_number(body, WELCOME_BEGINS),
		.offset = COURT_OFFSET,
	};
	app->state->clock_at = clock_steady();
	session_declare(body);
}

static void free_welcome(struct app *app)
{
	const struct text texts[] = {
		app->welcome.name, app->welcome.group_name, app->welcome.branch_name, app->welcome.court};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		free((char *)(uintptr_t)texts[i].at);
}

static bool say_hello(struct app *app, struct error *err)
{
	struct arriving arriving = {.app = app, .refused = ERROR_INIT};
	struct record request;
	uint32_t number;

	record_init(&request, &hello_shape);
	record_number(&request, HELLO_PROTOCOL, PROTOCOL);
	record_number(&request, HELLO_ENGLISH, words_language() == LANGUAGE_EN);
	number = session_send(app->session, CALL_HELLO, &request, welcome, &arriving);
	record_release(&request);
	if (!session_wait(app->session, number, err))
		return false;
	if (!app->welcome.role)
		*err = arriving.refused;
	return app->welcome.role;
}

/* --- news --- */

static void tell_screens(struct app *app, const struct view *changed)
{
	for (struct screen *screen = app->top; screen; screen = screen->below)
		if (screen->kind->changed)
			screen->kind->changed(screen, changed);
	app_redraw(app);
}

/* A screen is not redrawn behind somebody who types: the input method's window would jump. A script says
 * itself when it has waited long enough. */
static int quiet_left(const struct app *app)
{
	int64_t left = app->state->typed_at + QUIET_MS - clock_steady();

	if (app->state->clock_stands)
		return QUIET_MS;
	return app->state->typed_at && left > 0 ? (int)left : 0;
}

void run_tell_news(struct app *app)
{
	for (size_t i = 0; i < app->state->news_count; i++) {
		struct view changed = {.entity = &changed_shape, .body = buf_as_text(&app->state->news[i])};

		tell_screens(app, &changed);
		buf_release(&app->state->news[i]);
	}
	app->state->news_count = 0;
}

static void pushed(const struct answer *answer, void *arg)
{
	struct app *app = arg;
	enum { ROOM = sizeof(app->state->news) / sizeof(*app->state->news) };

	if (answer->kind == PUSH_PRESENCE) {
		presence_take(app, &answer->body);
		/* Behind somebody who types it waits for his next key. */
		app->state->dirty |= !quiet_left(app);
	}
	if (answer->kind != PUSH_CHANGED)
		return;
	if (!quiet_left(app) || app->state->news_count == ROOM) {
		run_tell_news(app);
		tell_screens(app, &answer->body);
		return;
	}
	buf_text(&app->state->news[app->state->news_count++], answer->body.body);
}

/* --- the loop --- */

static void keep_everything(struct app *app)
{
	for (struct screen *screen = app->top; screen; screen = screen->below)
		if (screen->kind->keep)
			screen->kind->keep(screen);
}

/* Drafts are on their way: until the service has them, or two seconds. */
static void settle(struct app *app)
{
	int64_t until = clock_steady() + 2000;

	keep_everything(app);
	while (session_open_requests(app->session) && clock_steady() < until) {
		struct pollfd fd = {session_fd(app->session), POLLIN, 0};

		if (session_wants_write(app->session))
			fd.events |= POLLOUT;
		poll(&fd, 1, 100);
		if (!session_io(app->session, NULL))
			return;
	}
}

/* The message line says so from now on, and app_event() takes nothing more. */
static void lost(struct app *app)
{
	app->state->lost = true;
	app_redraw(app);
}

static void take_size(struct app *app)
{
	struct term_size size = term_size();

	app->rows = size.rows;
	app->columns = size.columns;
}

static void take_signals(struct app *app)
{
	unsigned signals = term_signals();

	if (signals & (TERM_HANGUP | TERM_FINISH | TERM_INTERRUPT))
		app->quit = app->state->cut = true;
	if (signals & (TERM_RESIZED | TERM_CONTINUED)) {
		take_size(app);
		draw_resize(app->rows, app->columns);
		app_resized(app);
	}
}

/* Somebody who types ahead of a screen that is being opened means that screen. */
static bool keys_wait(const struct app *app)
{
	const struct screen *top = app->top;

	if (app->state->lost || !session_open_requests(app->session))
		return false;
	return app->state->running || (top && top->kind->waiting && top->kind->waiting(top));
}

static void take_keys(struct app *app, struct input *input, bool late)
{
	struct event event;
	bool broken;

	while (!app->quit && !keys_wait(app) && input_next(input, late, &event)) {
		if (event.kind != EVENT_REPORT) {
			app_event(app, &event);
		} else if (term_report(event.column, &broken)) {
			draw_again();
			app_redraw(app);
			if (broken)
				app_say(app,
					"This terminal does not show UTF-8: set its character set to UTF-8",
					"");
		}
	}
}

static void show(struct app *app)
{
	struct buf frame = BUF_INIT;

	if (!app->state->dirty || term_behind())
		return;
	app_follow(app);
	app_draw(app);
	draw_flush(&frame);
	term_write(buf_as_text(&frame));
	buf_release(&frame);
	app->state->dirty = false;
}

static void wait_and_take(struct app *app, struct input *input)
{
	struct pollfd fds[] = {{term_input_fd(), POLLIN, 0}, {term_signal_fd(), POLLIN, 0},
		{app->state->lost ? -1 : session_fd(app->session), POLLIN, 0},
		{term_behind() ? STDOUT_FILENO : -1, POLLOUT, 0}};
	struct buf bytes = BUF_INIT;
	int wait = timers_wait(app), beat = presence_wait(app), came;

	if (session_wants_write(app->session))
		fds[2].events |= POLLOUT;
	if (input_waiting(input) && (wait < 0 || wait > term_escape_wait()))
		wait = term_escape_wait();
	if (app->state->news_count && (wait < 0 || wait > quiet_left(app)))
		wait = quiet_left(app);
	if (wait < 0 && (app->state->lost || !session_open_requests(app->session)))
		term_idle_mark();
	if (beat >= 0 && (wait < 0 || wait > beat))
		wait = beat;
	came = poll(fds, sizeof(fds) / sizeof(*fds), wait);
	take_signals(app);
	if (came > 0 && fds[0].revents && term_read(&bytes) < 0)
		app->quit = app->state->cut = true;
	input_feed(input, bytes.data, bytes.len);
	take_keys(app, input, came == 0 && input_waiting(input));
	if (came > 0 && fds[2].revents && !session_io(app->session, NULL))
		lost(app);
	take_keys(app, input, false);
	if (came > 0 && fds[3].revents)
		term_write(NO_TEXT);
	if (app->state->news_count && !quiet_left(app))
		run_tell_news(app);
	timers_run(app);
	presence_tell(app);
	buf_release(&bytes);
}

static void run_terminal(struct app *app)
{
	struct input input = {0};

	term_ask_width();
	while (!app->quit) {
		show(app);
		wait_and_take(app, &input);
	}
	input_release(&input);
}

/* --- beginning and end --- */

static bool open_terminal(struct app *app, struct error *err)
{
	if (!term_open(err))
		return false;
	if (draw_open(getenv("TERM") ? getenv("TERM") : "", app->rows, app->columns))
		return true;
	term_close();
	return fail(
		err, ERROR_SYSTEM, "No description of any terminal is installed (package ncurses-base)", "");
}

/* What the first screen asks for is worked out while the terminal is made ready. */
static bool open_first(struct app *app, const struct options *options, struct error *err)
{
	if (!options->keys)
		take_size(app);
	else if (!script_open(app, options, err))
		return false;
	session_on_push(app->session, pushed, app);
	app_panel(app, 1);
	recovery_offer(app);
	return options->keys || (session_io(app->session, err) && open_terminal(app, err));
}

int run_screen(const struct options *options)
{
	struct app_state state = {0};
	struct app app = {.state = &state};
	struct error err = ERROR_INIT;

	app.session = client_session(options, &err);
	if (app.session && say_hello(&app, &err) && open_first(&app, options, &err)) {
		if (options->keys)
			script_run(&app, options, &err);
		else
			run_terminal(&app);
		/* Screens that are closed leave their drafts; those that are not were cut off in them. */
		if (app.quit && !state.cut)
			app_close_all(&app);
		settle(&app);
		app_close_all(&app);
		draw_close();
		if (!options->keys)
			term_close();
	}
	app_close_all(&app);
	session_close(app.session);
	free_welcome(&app);
	buf_release(&state.message);
	buf_release(&state.present.words);
	while (state.news_count)
		buf_release(&state.news[--state.news_count]);
	return err.kind ? client_fail(&err, NULL, 2) : 0;
}
