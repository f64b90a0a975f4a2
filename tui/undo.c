#include "tui/undo.h"

#include "tui/app.h"

static void refresh(struct screen *screen)
{
	if (screen->kind->again)
		screen->kind->again(screen);
}

bool undo_say(struct app *app, const struct answer *answer, bool redo)
{
	static const char *const words[2][2] = {
		{N_("Taken back; Ctrl-Y does it again"), N_("Taken back: {1}; Ctrl-Y does it again")},
		{N_("Done again"), N_("Done again: {1}; Ctrl-Z takes it back")}};
	struct buf what = BUF_INIT;

	if (answer->kind == ANSWER_ERROR) {
		app_say_error(app, &answer->error);
		return false;
	}
	tr_encoded(view_text(&answer->body, APPLIED_TEXT), &what);
	app_say(app, words[redo][what.len > 0], "S", buf_as_text(&what));
	buf_release(&what);
	return true;
}

static void undone(struct screen *screen, const struct answer *answer)
{
	undo_say(screen->app, answer, false);
	refresh(screen);
}

static void redone(struct screen *screen, const struct answer *answer)
{
	undo_say(screen->app, answer, true);
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
