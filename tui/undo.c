#include "tui/undo.h"

#include "tui/app.h"

static void refresh(struct screen *screen)
{
	if (screen->kind->again)
		screen->kind->again(screen);
}

/* What was taken back or done again, as far as the service can say. */
static void say(struct screen *screen, const struct answer *answer, const char *known, const char *other)
{
	struct buf what = BUF_INIT;

	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
	} else {
		tr_encoded(view_text(&answer->body, APPLIED_TEXT), &what);
		app_say(screen->app, what.len ? known : other, "S", buf_as_text(&what));
	}
	buf_release(&what);
	refresh(screen);
}

static void undone(struct screen *screen, const struct answer *answer)
{
	say(screen, answer, N_("Taken back: {1}; Ctrl-Y does it again"),
		N_("Taken back; Ctrl-Y does it again"));
}

static void redone(struct screen *screen, const struct answer *answer)
{
	say(screen, answer, N_("Done again: {1}; Ctrl-Z takes it back"), N_("Done again"));
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
