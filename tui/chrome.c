/* What is around every screen: the first line, the message line, the key bar; and which action a key is. All
 * of it comes from the tables of actions and screens. */
#include <string.h>
#include "core/base/date.h"
#include "tui/actions.h"
#include "tui/app_state.h"
#include "tui/draw.h"
#include "tui/undo.h"

/* --- actions of every screen --- */

static void go_back(struct screen *screen)
{
	app_back(screen->app);
}

static void open_palette(struct screen *screen)
{
	app_open(screen->app, "palette", NULL);
}

/* F1 says the rule of the line; once more, or where there is none, it is help. */
static void open_help(struct screen *screen)
{
	struct app *app = screen->app;
	struct buf words = BUF_INIT;

	app->state->explained =
		!app->state->explained && screen->kind->rule && screen->kind->rule(screen, &words);
	if (app->state->explained) {
		buf_text(&words, tr_text("; F1 once more shows all keys"));
		app_say_text(app, buf_as_text(&words));
	} else {
		app_open(app, "help", NULL);
	}
	buf_release(&words);
}

static void redraw_all(struct screen *screen)
{
	draw_again();
	app_redraw(screen->app);
}

static void leave_program(struct screen *screen)
{
	screen->app->quit = true;
}

static void back_or_leave(struct screen *screen)
{
	if (screen->below)
		app_back(screen->app);
	else
		app_say(screen->app, "Ctrl-Q leaves the program; nothing typed is lost", "");
}

static void go_forward(struct screen *screen)
{
	forward_go(screen->app);
}

static bool something_ahead(const struct screen *screen, struct message *why)
{
	if (!screen->app->state->forward.count && why)
		message_set(
			why, "There is nothing ahead: Esc was not pressed, or something else was opened", "");
	return screen->app->state->forward.count;
}

static const struct action common[] = {
	{"help", "F1 ?", N_("Help"), N_("What can be done here, and by which rule"), WHEN_ALWAYS, open_help,
		NULL},
	{"palette", "F10 Ctrl-P :", N_("Commands"), N_("Find any command, person, group or meeting"),
		WHEN_ALWAYS, open_palette, NULL},
	{"back", "Esc F12 q", NULL, N_("Back; what is typed is kept"), WHEN_BROWSING, back_or_leave, NULL},
	{"forward", "Ctrl-Right Ctrl-E", NULL, N_("Forward again, to where Esc came from"), WHEN_BROWSING,
		go_forward, something_ahead},
	{"leave_entry", "F12", NULL, N_("Back; what is typed is kept"), WHEN_ENTERING, go_back, NULL},
	{"undo", "Ctrl-Z u", NULL, N_("Take back your last change"), WHEN_BROWSING, undo_last, NULL},
	{"redo", "Ctrl-Y U", NULL, N_("Do again what was taken back"), WHEN_BROWSING, redo_last, NULL},
	{"redraw", "Ctrl-L", NULL, N_("Draw the screen again"), WHEN_ALWAYS, redraw_all, NULL},
	{"quit", "Ctrl-Q", NULL, N_("Leave the program; what is typed is kept"), WHEN_ALWAYS, leave_program,
		NULL},
	{0},
};

bool screen_entering(const struct screen *screen, struct buf *where)
{
	return screen->kind->entering && screen->kind->entering(screen, where);
}

const struct action *action_at(const struct screen *screen, size_t nth)
{
	for (const struct action *action = screen->kind->actions; action && action->name; action++)
		if (!nth--)
			return action;
	for (const struct action *action = common; action->name; action++)
		if (!nth--)
			return action;
	return NULL;
}

/* The word for it in a list of keys: typed letters are folded from full width. */
static struct text event_word(const struct event *event, char room[4])
{
	const char *pressed = event->kind == EVENT_KEY ? key_name(event->key) : NULL;
	struct text typed = event->text;
	uint32_t code;

	if (pressed)
		return text_of(pressed);
	if (event->kind != EVENT_TEXT || !typed.len)
		return NO_TEXT;
	code = char_fold(text_next(&typed));
	if (typed.len)
		return NO_TEXT;
	return code == ' ' ? TEXT("Space") : (struct text){room, utf8_put(room, code)};
}

/* Is the word one of "F2 Ctrl-S"? */
static bool key_listed(const char *keys, struct text word)
{
	for (const char *at = keys; word.len && (at = memmem(at, strlen(at), word.at, word.len)); at++)
		if ((at == keys || at[-1] == ' ') && (at[word.len] == ' ' || !at[word.len]))
			return true;
	return false;
}

/* What a key does here: the action of the screen, else of every screen; NULL: none. Letters count only while
 * browsing. */
static const struct action *action_of_key(const struct screen *screen, const struct event *event)
{
	bool entering = screen_entering(screen, NULL);
	const struct action *action, *refused = NULL;
	char room[4];
	struct text word = event_word(event, room);

	if (entering && event->kind == EVENT_TEXT)
		return NULL;
	/* One key may mean different things in different parts of a screen: the first that may be run now. */
	for (size_t i = 0; (action = action_at(screen, i)); i++) {
		if (!(action->when & (entering ? WHEN_ENTERING : WHEN_BROWSING)) ||
			!key_listed(action->keys, word))
			continue;
		if (!action->ready || action->ready(screen, NULL))
			return action;
		refused = refused ? refused : action;
	}
	return refused;
}

/* --- the first line --- */

/* How much the corner says. */
enum corner { CORNER_STATE, CORNER_NAME, CORNER_ROLE, CORNER_OFFICE };

static void add_role(enum role role, struct buf *out)
{
	const char *word = role == ROLE_LEADER ? N_(", leader")
		: role == ROLE_SECRETARY       ? N_(", secretary")
					       : "";

	buf_text(out, tr_text(word));
}

static void corner_words(const struct screen *screen, enum corner says, struct buf *out)
{
	const struct welcome *welcome = &screen->app->welcome;
	struct buf where = BUF_INIT;
	/* An overlay asks: the corner tells its state, not that of the screen that shows beneath. */
	bool entering = screen_entering(screen->app->top, &where);

	buf_clear(out);
	if (says == CORNER_OFFICE && welcome->role == ROLE_LEADER) {
		buf_text(out, welcome->group_name);
		buf_text(out, tr_text(" leader "));
	} else if (says == CORNER_OFFICE && welcome->role == ROLE_SECRETARY) {
		buf_text(out, welcome->branch_name);
		buf_text(out, tr_text(" secretary "));
	}
	if (says != CORNER_STATE) {
		buf_text(out,
			welcome->name.len
				? welcome->name
				: tr_text(says == CORNER_OFFICE ? N_("Party affairs office") : N_("office")));
		if (says == CORNER_ROLE)
			add_role(welcome->role, out);
		buf_put(out, "  ", 2);
	}
	buf_text(out, tr_text(entering ? N_("entering") : N_("browsing")));
	if (entering && where.len) {
		buf_byte(out, ' ');
		buf_text(out, buf_as_text(&where));
	}
	buf_release(&where);
}

/* All that the first line is drawn from, besides the screen itself. */
static uint64_t corner_key(const struct screen *screen, const char *who)
{
	const struct welcome *welcome = &screen->app->welcome;
	const struct text names[] = {text_of(who), welcome->name, welcome->group_name, welcome->branch_name};
	struct buf where = BUF_INIT;
	int state[] = {screen_entering(screen->app->top, &where), (int)welcome->role};
	uint64_t key = draw_key(1, state, sizeof(state));

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		key = draw_key(key, names[i].at, names[i].len);
	key = draw_key(key, where.data, where.len);
	buf_release(&where);
	return key;
}

/* Who and which state, at the right end, as much as there is room for; returns the columns it takes. */
static int draw_corner(const struct screen *screen, struct rect rect, enum corner most, int room)
{
	struct buf corner = BUF_INIT;
	int says = (int)most, width;

	do {
		corner_words(screen, (enum corner)says, &corner);
		width = (int)text_width(buf_as_text(&corner));
	} while (width + 2 > room && says--);
	draw_text(rect.top, rect.left + rect.columns - width - 1, width,
		screen_entering(screen->app->top, NULL) ? STYLE_BOLD : STYLE_NORMAL, buf_as_text(&corner));
	buf_release(&corner);
	return width + 2;
}

/* The panels come first: who one is one knows. */
void draw_panels(const struct screen *screen, struct rect rect)
{
	struct buf name = BUF_INIT;
	uint64_t key = corner_key(screen, "panels");
	int column = rect.left;

	key = draw_key(key, &screen->row->panel, sizeof(screen->row->panel));
	if (draw_same(rect.top, rect.left, rect.columns, key))
		return;
	for (int panel = 1; panel <= 9; panel++) {
		const struct screen_row *row = screen_row_of_panel(panel);
		bool here = screen->row->panel == panel;
		int width;

		if (!row)
			continue;
		buf_clear(&name);
		buf_printf(&name, "%s%d%s%s", here ? "[" : " ", panel, tr(row->title), here ? "]" : " ");
		width = (int)text_width(buf_as_text(&name));
		if (column + width < rect.left + rect.columns)
			draw_text(rect.top, column, width, here ? STYLE_BOLD : STYLE_NORMAL,
				buf_as_text(&name));
		column += width;
	}
	draw_corner(screen, rect, CORNER_OFFICE, rect.left + rect.columns - column);
	draw_keep();
	buf_release(&name);
}

int draw_title(const struct screen *screen, struct rect rect, struct text title)
{
	int right = draw_corner(screen, rect, CORNER_STATE, rect.columns);

	draw_text(rect.top, rect.left + 1, rect.columns - right - 2, STYLE_BOLD, title);
	return rect.left + rect.columns - right;
}

/* --- message and keys --- */

/* F2 is written A2 once Alt-2 was used: the person has no F-keys. */
static void add_key(const struct app *app, struct buf *out, struct text key)
{
	if (app->state->alt_twins && key.len == 2 && key.at[0] == 'F')
		buf_printf(out, "A%c", key.at[1]);
	else if (app->state->alt_twins && text_is(key, "F10"))
		buf_text(out, TEXT("A0"));
	else
		buf_text(out, action_key_words(key));
}

static bool runs_now(const struct screen *screen, const struct action *action, bool entering)
{
	return action->when & (entering ? WHEN_ENTERING : WHEN_BROWSING) &&
		(!action->ready || action->ready(screen, NULL));
}

static struct text first_key(const struct action *action)
{
	struct text keys = text_of(action->keys), key = NO_TEXT;

	text_split(&keys, ' ', &key);
	return key;
}

/* Does the bar show the nth action now? Of several with words on one key the one that the key runs. */
static bool on_bar(const struct screen *screen, size_t nth, bool entering)
{
	const struct action *action = action_at(screen, nth);

	if (!action->label || !runs_now(screen, action, entering))
		return false;
	for (size_t i = 0; i < nth; i++) {
		const struct action *before = action_at(screen, i);

		if (before->label && text_equal(first_key(before), first_key(action)) &&
			runs_now(screen, before, entering))
			return false;
	}
	return true;
}

static uint64_t bar_key(const struct screen *screen, bool entering)
{
	uint64_t key = draw_key(1, &screen->app->state->alt_twins, sizeof(bool));
	const struct action *action;
	struct buf more = BUF_INIT;

	for (size_t i = 0; (action = action_at(screen, i)); i++) {
		if (!on_bar(screen, i, entering))
			continue;
		key = draw_key(key, &action, sizeof(action));
		if (screen->kind->more)
			screen->kind->more(screen, action, &more);
	}
	key = draw_key(key, more.data, more.len);
	buf_release(&more);
	return key;
}

static void draw_bar(const struct app *app, const struct screen *screen, struct rect rect)
{
	bool entering = screen_entering(screen, NULL);
	struct buf bar = BUF_INIT, one = BUF_INIT;
	const struct action *action;

	if (draw_same(rect.top, rect.left, rect.columns, bar_key(screen, entering)))
		return;
	for (size_t i = 0; (action = action_at(screen, i)); i++) {
		if (!on_bar(screen, i, entering))
			continue;
		buf_clear(&one);
		buf_put(&one, "  ", bar.len ? 2 : 1);
		add_key(app, &one, first_key(action));
		if (words_language() == LANGUAGE_EN)
			buf_byte(&one, ' ');
		buf_text(&one, tr_text(action->label));
		if (screen->kind->more)
			screen->kind->more(screen, action, &one);
		if ((int)(text_width(buf_as_text(&bar)) + text_width(buf_as_text(&one))) < rect.columns)
			buf_text(&bar, buf_as_text(&one));
	}
	draw_text(rect.top, rect.left, rect.columns, STYLE_NORMAL, buf_as_text(&bar));
	draw_keep();
	buf_release(&bar);
	buf_release(&one);
}

static void draw_screen(const struct screen *screen, struct rect rect)
{
	if (screen->kind->overlay && screen->below)
		draw_screen(screen->below, rect);
	screen->kind->draw(screen, rect);
}

/* In short lines: the window may be very small. */
static void draw_too_small(const struct app *app)
{
	struct buf line = BUF_INIT;

	tr_format(&line, "It is {1} x {2}", "nn", (int64_t)app->columns, (int64_t)app->rows);
	draw_text(0, 0, app->columns, STYLE_BOLD, tr_text("Please make the window larger"));
	draw_text(1, 0, app->columns, STYLE_NORMAL, buf_as_text(&line));
	draw_text(2, 0, app->columns, STYLE_NORMAL, tr_text("At least 60 x 16 is needed (columns x rows)"));
	draw_cursor(0, 0);
	buf_release(&line);
}

/* What is said, and at the right who else is here, as far as there is room. */
static void draw_message(const struct app *app)
{
	const struct app_state *state = app->state;
	struct text said = buf_as_text(&state->message), present = buf_as_text(&state->present.words);
	int room = app->columns - 2, width = (int)text_width(present);

	if (state->lost) {
		draw_text(app->rows - 2, 1, room, STYLE_WARN,
			tr_text("The line to touyand is gone: nothing more is taken. Ctrl-Q, then open "
				"touyan again"));
		return;
	}
	draw_text(app->rows - 2, 1, room, state->message_bad ? STYLE_WARN : STYLE_NORMAL, said);
	if (width && (int)text_width(said) + 2 + width <= room)
		draw_text(app->rows - 2, app->columns - 1 - width, width, STYLE_DIM, present);
}

void app_draw(const struct app *app)
{
	struct rect rect = {0, 0, app->rows - 2, app->columns};

	draw_begin();
	if (app->columns < 60 || app->rows < 16) {
		draw_too_small(app);
		return;
	}
	draw_cursor(2, 0);
	draw_screen(app->top, rect);
	draw_message(app);
	draw_bar(app, app->top, (struct rect){app->rows - 1, 0, 1, app->columns});
}

/* --- events --- */

/* Digits switch panels while browsing, and nothing else does. */
static bool switch_panel(struct app *app, const struct event *event)
{
	int digit = event_digit(event);

	if (digit <= 0 || screen_entering(app->top, NULL) || app->top->kind->overlay ||
		!screen_row_of_panel(digit))
		return false;
	app_panel(app, digit);
	return true;
}

/* Without the service nothing can be kept: what was taken now would be lost, so nothing is. */
static bool of_use_when_lost(const struct action *action)
{
	return action && (action->run == leave_program || action->run == redraw_all);
}

void app_event(struct app *app, const struct event *event)
{
	const struct action *action;
	struct message why;

	app->state->alt_twins |= event->alt_twin;
	buf_clear(&app->state->message);
	app->state->message_bad = false;
	if (screen_entering(app->top, NULL))
		app->state->typed_at = clock_steady();
	app_redraw(app);
	action = action_of_key(app->top, event);
	if (app->state->lost && !of_use_when_lost(action))
		return;
	app->state->explained &= action && action->run == open_help;
	if (!action) {
		if ((app->top->kind->event && app->top->kind->event(app->top, event)) ||
			switch_panel(app, event))
			return;
		app_untaken(app, event);
		return;
	}
	message_set(&why, "", "");
	if (action->ready && !action->ready(app->top, &why)) {
		struct error refusal = {ERROR_STATE, 0, 0, why};

		app_say_error(app, &refusal);
		return;
	}
	action->run(app->top);
}
