/* Several of some lines at once, over the lower part of the screen that asks. */
#include <stdlib.h>
#include "core/base/memory.h"
#include "tui/ask.h"
#include "tui/draw.h"
#include "tui/shared.h"

enum { TICKS_ROWS = 12, BESIDE_COLUMNS = 8, TICK_AT = 4, TEXT_AT = 8 };

struct ticks {
	struct asker asker; /* first: see ask.h */
	struct arena arena;
	struct tick_line *lines;
	size_t count, at;
	void (*done)(struct screen *screen, const bool *ticked);
};

static void answer(struct screen *screen, bool given)
{
	struct ticks *ticks = screen->state;
	void (*done)(struct screen *, const bool *) = ticks->done;
	bool *ticked = mem_new(ticks->count + 1);
	struct screen *by;

	for (size_t i = 0; i < ticks->count; i++)
		ticked[i] = ticks->lines[i].ticked;
	by = asker_close(screen);
	if (by)
		done(by, given ? ticked : NULL);
	free(ticked);
}

static void enter(struct screen *screen)
{
	answer(screen, true);
}

static void leave(struct screen *screen)
{
	answer(screen, false);
}

static void turn(struct ticks *ticks, size_t at)
{
	if (at >= ticks->count)
		return;
	ticks->at = at;
	ticks->lines[at].ticked = !ticks->lines[at].ticked;
}

static bool is_blank(const struct event *event)
{
	return event->kind == EVENT_TEXT &&
		(text_is(event->text, " ") || text_is(event->text, "\xe3\x80\x80"));
}

static bool event(struct screen *screen, const struct event *event)
{
	struct ticks *ticks = screen->state;
	int digit = event_digit(event);

	if (digit > 0)
		turn(ticks, (size_t)digit - 1);
	else if (!digit)
		for (size_t i = 0; i < ticks->count; i++)
			ticks->lines[i].ticked = false;
	else if (is_blank(event))
		turn(ticks, ticks->at);
	else if (event_is(event, KEY_UP) && ticks->at)
		ticks->at--;
	else if (event_is(event, KEY_DOWN) && ticks->at + 1 < ticks->count)
		ticks->at++;
	/* What else is typed is no answer: a slip must not open or close anything. */
	return true;
}

static void draw_line(const struct ticks *ticks, size_t i, int row, struct rect rect)
{
	const struct tick_line *line = &ticks->lines[i];
	bool here = i == ticks->at;
	char digit = (char)('1' + (int)i);

	if (here)
		draw_text(row, rect.left, 1, STYLE_NORMAL, TEXT(">"));
	if (i < 9)
		draw_text(row, rect.left + 2, 1, STYLE_BOLD, (struct text){&digit, 1});
	draw_text(row, rect.left + TICK_AT, 3, line->ticked ? STYLE_BOLD : STYLE_NORMAL,
		line->ticked ? TEXT("[x]") : TEXT("[ ]"));
	draw_text(row, rect.left + TEXT_AT, rect.columns - TEXT_AT - BESIDE_COLUMNS - 2,
		here ? STYLE_BOLD : STYLE_NORMAL, line->text);
	draw_right(row, rect.left + rect.columns - 1, BESIDE_COLUMNS, STYLE_NORMAL, line->beside);
	if (here)
		draw_cursor(row, rect.left + TICK_AT + 1);
}

static void draw(const struct screen *screen, struct rect rect)
{
	const struct ticks *ticks = screen->state;
	size_t room = ticks->count < TICKS_ROWS ? ticks->count : TICKS_ROWS;
	size_t top = ticks->at < room ? 0 : ticks->at - room + 1;
	int row = asker_frame(screen, rect, (int)room);

	for (size_t i = 0; i < room; i++)
		draw_line(ticks, top + i, row + (int)i, rect);
}

static void close(struct screen *screen)
{
	struct ticks *ticks = screen->state;

	asker_release(&ticks->asker);
	arena_release(&ticks->arena);
}

static void no_target(struct screen *screen, const struct target *target)
{
	(void)screen;
	(void)target;
}

static const struct action actions[] = {
	{"done", "Enter F2 Ctrl-S", N_("Confirm"), N_("Take the ticks as they stand"), WHEN_ALWAYS, enter,
		NULL},
	{"leave", "Esc F12", N_("Back"), N_("Answer nothing"), WHEN_ALWAYS, leave, NULL},
	{0},
};
static const struct screen_kind kind = {
	.size = sizeof(struct ticks),
	.actions = actions,
	.open = no_target,
	.close = close,
	.draw = draw,
	.event = event,
	.entering = asker_entering,
	.overlay = true,
};
static const struct screen_row ticks_row = {"ask_ticks", N_("Tick"), &kind};

void ask_ticks(struct screen *screen, const char *title, const struct tick_line *lines, size_t count,
	void (*done)(struct screen *screen, const bool *ticked))
{
	struct ticks *ticks = (struct ticks *)asker_open(screen, &ticks_row, title);

	ticks->done = done;
	ticks->count = count;
	ticks->lines = arena_new(&ticks->arena, (count + 1) * sizeof(*ticks->lines));
	for (size_t i = 0; i < count; i++)
		ticks->lines[i] = (struct tick_line){arena_text(&ticks->arena, lines[i].text),
			arena_text(&ticks->arena, lines[i].beside), lines[i].ticked};
}
