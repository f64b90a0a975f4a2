#include "tui/undo.h"

#include "tui/app.h"

static void refresh(struct screen *screen)
{
	if (screen->kind->again)
		screen->kind->again(screen);
}

static void undone(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_ERROR)
		app_say_error(screen->app, &answer->error);
	else
		app_say(screen->app, "Taken back; Ctrl-Y does it again", "");
	refresh(screen);
}

static void redone(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_ERROR)
		app_say_error(screen->app, &answer->error);
	else
		app_say(screen->app, "Done again", "");
	refresh(screen);
}

static void ask(struct screen *screen, bool redo)
{
	struct record request;

	record_init(&request, &undo_shape);
	if (redo)
		record_number(&request, UNDO_REDO, 1);
	screen_send(screen, CALL_UNDO, &request, redo ? redone : undone);
	record_release(&request);
}

void undo_last(struct screen *screen)
{
	ask(screen, false);
}

void redo_last(struct screen *screen)
{
	ask(screen, true);
}
