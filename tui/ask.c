/* Numbered questions and one-line questions, over the lower part of the screen that asks. */
#include "tui/ask.h"

#include "tui/draw.h"
#include "tui/edit_line.h"
#include "tui/shared.h"

/* --- what all have in common --- */

struct asker *asker_open(struct screen *by, const struct screen_row *row, const char *id)
{
	struct asker *asker = app_open_row(by->app, row, NULL)->state;

	asker->by = by->serial;
	buf_text(&asker->title, tr_text(id));
	return asker;
}

void asker_release(struct asker *asker)
{
	buf_release(&asker->title);
}

struct screen *asker_close(struct screen *overlay)
{
	uint64_t by = ((struct asker *)overlay->state)->by;
	struct app *app = overlay->app;
	struct screen *screen;

	app_close(overlay);
	for (screen = app->top; screen && screen->serial != by;)
		screen = screen->below;
	return screen;
}

int asker_frame(const struct screen *overlay, struct rect rect, int rows)
{
	const struct asker *asker = overlay->state;
	int first = rect.top + rect.rows - 1 - rows;

	for (int row = first - 2; row < rect.top + rect.rows; row++)
		draw_clear(row, rect.left, rect.columns);
	draw_text(first - 1, rect.left + 1, rect.columns - 2, STYLE_BOLD, buf_as_text(&asker->title));
	return first;
}

bool asker_entering(const struct screen *overlay, struct buf *where)
{
	(void)overlay;
	if (where)
		buf_text(where, tr_text("choose"));
	return true;
}

static void no_target(struct screen *screen, const struct target *target)
{
	(void)screen;
	(void)target;
}

/* --- a digit --- */

enum { LINES_MOST = 10, LINE_ROWS = 3 };

struct number {
	struct asker asker; /* first: see ask.h */
	struct arena arena;
	struct offered {
		int digit;
		struct text text;
	} lines[LINES_MOST];
	size_t count, at;
	void (*done)(struct screen *screen, int digit);
};

static void number_answer(struct screen *screen, int digit)
{
	void (*done)(struct screen *, int) = ((struct number *)screen->state)->done;
	struct screen *by = asker_close(screen);

	if (by)
		done(by, digit);
}

static bool number_event(struct screen *screen, const struct event *event)
{
	struct number *number = screen->state;
	int digit = event_digit(event);

	for (size_t i = 0; digit >= 0 && i < number->count; i++)
		if (number->lines[i].digit == digit) {
			number_answer(screen, digit);
			return true;
		}
	if (event_is(event, KEY_UP) && number->at)
		number->at--;
	else if (event_is(event, KEY_DOWN) && number->at + 1 < number->count)
		number->at++;
	/* What else is typed is no answer: a slip must not open or close anything. A paste is told of. */
	return event->kind != EVENT_PASTE;
}

static void number_enter(struct screen *screen)
{
	struct number *number = screen->state;

	number_answer(screen, number->lines[number->at].digit);
}

static void number_leave(struct screen *screen)
{
	number_answer(screen, -1);
}

/* All of them in one row, as "1 通过  2 退回  0 不办". */
static bool one_row(const struct number *number, struct rect rect)
{
	int width = 2;

	for (size_t i = 0; i < number->count; i++)
		width += 4 + (int)text_width(number->lines[i].text);
	return width <= rect.columns;
}

/* As many rows as its text takes; what an operation would do to whom is read before it is answered. */
static int draw_choice(const struct number *number, size_t i, int row, int column, int columns, bool draw)
{
	char digit = (char)('0' + number->lines[i].digit);
	struct text rest = number->lines[i].text;
	int rows = 0;

	if (draw)
		draw_text(row, column, 1, STYLE_BOLD, (struct text){&digit, 1});
	do {
		size_t len = rows + 1 < LINE_ROWS ? text_wrap(rest, (size_t)(columns - 2)) : rest.len;

		if (draw)
			draw_text(row + rows, column + 2, columns - 2,
				i == number->at ? STYLE_BOLD : STYLE_NORMAL, text_take(rest, len));
		rest = text_skip(rest, len);
		rows++;
	} while (rest.len);
	return rows;
}

static void number_draw(const struct screen *screen, struct rect rect)
{
	const struct number *number = screen->state;
	struct text prompt = tr_text("A digit, please ");
	const bool flat = one_row(number, rect);
	const int columns = rect.columns - 3;
	int rows = flat ? 1 : 0, row, column = 2;

	for (size_t i = 0; !flat && i < number->count; i++)
		rows += draw_choice(number, i, 0, column, columns, false);
	row = asker_frame(screen, rect, rows + 1);
	for (size_t i = 0; i < number->count; i++) {
		if (!flat && i == number->at)
			draw_text(row, rect.left, 1, STYLE_NORMAL, TEXT(">"));
		rows = draw_choice(number, i, row, rect.left + column, columns - column + 2, true);
		if (flat)
			column += (int)text_width(number->lines[i].text) + 4;
		else
			row += rows;
	}
	row += flat;
	draw_text(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL, prompt);
	draw_cursor(row, rect.left + 1 + (int)text_width(prompt));
}

static void number_close(struct screen *screen)
{
	struct number *number = screen->state;

	asker_release(&number->asker);
	arena_release(&number->arena);
}

static const struct action number_actions[] = {
	{"choose", "Enter", N_("Choose"), N_("Choose the marked line; or its digit"), WHEN_ALWAYS,
		number_enter, NULL},
	{"leave", "Esc F12", N_("Back"), N_("Answer nothing"), WHEN_ALWAYS, number_leave, NULL},
	{0},
};
static const struct screen_kind number_kind = {
	.size = sizeof(struct number),
	.actions = number_actions,
	.open = no_target,
	.close = number_close,
	.draw = number_draw,
	.event = number_event,
	.entering = asker_entering,
	.overlay = true,
};
static const struct screen_row number_row = {"ask_number", N_("Choose"), &number_kind};

void ask_number(struct screen *screen, const char *title, const struct choice_line *lines, size_t count,
	void (*done)(struct screen *screen, int digit))
{
	struct number *number = (struct number *)asker_open(screen, &number_row, title);

	number->done = done;
	for (size_t i = 0; i < count && i < LINES_MOST; i++)
		number->lines[number->count++] = (struct offered){lines[i].digit,
			arena_text(&number->arena, lines[i].id ? tr_text(lines[i].id) : lines[i].text)};
}

/* --- a line of text --- */

enum { ITEM_ROWS = 5 };

struct line {
	struct asker asker; /* first: see ask.h */
	struct edit_line edit;
	struct buf items; /* shown above it */
	void (*done)(struct screen *screen, const struct text *text);
};

static void line_answer(struct screen *screen, bool given)
{
	struct line *line = screen->state;
	void (*done)(struct screen *, const struct text *) = line->done;
	struct buf typed = BUF_INIT;
	struct text text;
	struct screen *by;

	buf_text(&typed, text_trim(edit_line_text(&line->edit)));
	text = buf_as_text(&typed);
	by = asker_close(screen);
	if (by)
		done(by, given ? &text : NULL);
	buf_release(&typed);
}

static void line_enter(struct screen *screen)
{
	line_answer(screen, true);
}

static void line_leave(struct screen *screen)
{
	line_answer(screen, false);
}

static bool line_event(struct screen *screen, const struct event *event)
{
	struct line *line = screen->state;

	return edit_line_event(&line->edit, event);
}

static void line_draw(const struct screen *screen, struct rect rect)
{
	const struct line *line = screen->state;
	struct text items = buf_as_text(&line->items);
	int columns = rect.columns - 3, rows = items.len ? draw_flow(items, -1, 0, columns, ITEM_ROWS) : 0;
	int row = asker_frame(screen, rect, rows + 1);

	if (rows)
		draw_flow(items, row, rect.left + 1, columns, ITEM_ROWS);
	edit_line_draw(&line->edit, row + rows, rect.left + 1, columns);
}

static void line_close(struct screen *screen)
{
	struct line *line = screen->state;

	asker_release(&line->asker);
	edit_line_release(&line->edit);
	buf_release(&line->items);
}

static bool line_entering(const struct screen *screen, struct buf *where)
{
	(void)screen;
	(void)where;
	return true;
}

static const struct action line_actions[] = {
	{"done", "Enter F2 Ctrl-S", N_("Confirm"), N_("Take what is written"), WHEN_ALWAYS, line_enter, NULL},
	{"leave", "Esc F12", N_("Back"), N_("Answer nothing"), WHEN_ALWAYS, line_leave, NULL},
	{0},
};
static const struct screen_kind line_kind = {
	.size = sizeof(struct line),
	.actions = line_actions,
	.open = no_target,
	.close = line_close,
	.draw = line_draw,
	.event = line_event,
	.entering = line_entering,
	.overlay = true,
};
static const struct screen_row line_row = {"ask_text", N_("Write"), &line_kind};

void ask_text(struct screen *screen, const char *title, struct text initial, size_t most,
	void (*done)(struct screen *screen, const struct text *text))
{
	struct line *line = (struct line *)asker_open(screen, &line_row, title);

	line->done = done;
	line->edit.most = most;
	edit_line_set(&line->edit, initial);
}

void ask_text_of(struct screen *screen, const char *title, struct text items, size_t most,
	void (*done)(struct screen *screen, const struct text *text))
{
	ask_text(screen, title, NO_TEXT, most, done);
	buf_text(&((struct line *)screen->app->top->state)->items, items);
}
