#include "tui/palette.h"

#include <stdio.h>
#include <stdlib.h>
#include "tui/palette_parts.h"
#include "tui/panels/find.h"

enum { FOUND_MOST = 8 };

/* --- answers --- */

static void searched(struct screen *screen, const struct answer *answer)
{
	if (pages_take(screen, &palette_of(screen)->search, answer))
		palette_gather(screen);
}

static void find(struct screen *screen)
{
	struct palette *palette = palette_of(screen);
	struct text typed = edit_line_text(&palette->typed);

	palette->at = 0;
	buf_clear(&palette->search.typed);
	buf_text(&palette->search.typed, typed);
	palette_gather(screen);
	if (typed.len)
		pages_ask(screen, &palette->search, 0, FOUND_MOST, 0);
}

static void step_done(struct screen *screen)
{
	app_close(screen);
}

static void uses_came(struct app *app)
{
	/* Answers come after the last screen is closed, too. */
	if (app->top && app->top->kind == &palette_kind)
		palette_gather(app->top);
}

static void open(struct screen *screen, const struct target *target)
{
	struct palette *palette = palette_of(screen);
	struct screen *below = screen->below;
	unsigned entity = 0;
	uint64_t id = 0;

	(void)target;
	palette->search.source = "search";
	palette->search.done = searched;
	buf_text(&palette->search.columns, TEXT("entity\nrecord\nkind\ntitle\nwhere\ndate"));
	palette->steps.after = step_done;
	if (below->kind->subject && below->kind->subject(below, &entity, &id) &&
		schema_entity(&court_schema, entity))
		live_open(&palette->steps.live, screen, entity, id, palette_gather);
	uses_load(screen->app, uses_came);
	palette_gather(screen);
}

static void close(struct screen *screen)
{
	struct palette *palette = palette_of(screen);

	steps_release(&palette->steps);
	edit_line_release(&palette->typed);
	pages_release(&palette->search);
	arena_release(&palette->arena);
	free(palette->items);
	free(palette->found);
}

/* --- choosing --- */

static void run_action(struct screen *screen, const struct action *action)
{
	struct screen *below = screen->below;

	app_close(screen);
	action->run(below);
}

static void open_row(struct screen *screen, const struct screen_row *row)
{
	struct app *app = screen->app;

	app_close(screen);
	if (row->panel)
		app_panel(app, row->panel);
	else
		app_open_row(app, row, NULL);
}

static void run_operation(struct screen *screen, struct text operation)
{
	struct steps *steps = &palette_of(screen)->steps;

	tags_release(&steps->on);
	tags_flip(&steps->on, steps->live.id);
	/* The name must outlive the palette's gathering anew. */
	snprintf(steps->names[0], sizeof(steps->names[0]), "%.*s", (int)operation.len, operation.at);
	steps_run(screen, steps->names[0]);
}

static void choose(struct screen *screen)
{
	struct palette *palette = palette_of(screen);
	struct app *app = screen->app;
	struct item item;

	if (palette->at >= palette->found_count)
		return;
	item = palette->items[palette->found[palette->at]];
	if (item.section == SECTION_CANNOT) {
		app_say_text(app, item.where);
		return;
	}
	if (item.section == SECTION_CAN)
		uses_count(app, item.known);
	if (item.action) {
		run_action(screen, item.action);
	} else if (item.row) {
		open_row(screen, item.row);
	} else if (item.operation.len) {
		run_operation(screen, item.operation);
	} else {
		app_close(screen);
		app_show_record(app, item.entity, item.id);
	}
}

static void leave(struct screen *screen)
{
	app_close(screen);
}

static bool event(struct screen *screen, const struct event *event)
{
	struct palette *palette = palette_of(screen);
	int by = move_of(event, 10, false);

	/* Home and End are the line's: what is typed is short, what is found is narrowed by typing more. */
	if (by && by != MOVE_END && by != -MOVE_END) {
		palette->at = move_place(palette->at, by, palette->found_count);
		return true;
	}
	if (!edit_line_event(&palette->typed, event))
		return false;
	find(screen);
	return true;
}

static bool entering(const struct screen *screen, struct buf *where)
{
	(void)screen;
	if (where)
		buf_text(where, tr_text("commands"));
	return true;
}

static const struct action actions[] = {
	{"choose", "Enter", N_("Do it"), N_("Do what is marked"), WHEN_ALWAYS, choose, NULL},
	{"leave", "Esc F12 F10", N_("Back"), N_("Back; nothing is done"), WHEN_ALWAYS, leave, NULL},
	{0},
};

const struct screen_kind palette_kind = {
	.size = sizeof(struct palette),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = palette_draw,
	.event = event,
	.entering = entering,
};
