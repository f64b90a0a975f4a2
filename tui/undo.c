#include "tui/undo.h"

#include "tui/app.h"
#include "tui/ask.h"

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

static void agreed(struct screen *screen, int digit)
{
	if (digit == 1)
		ask(screen, false);
}

/* Ctrl-Z stops a program elsewhere: pressed by habit in a new window, it takes nothing of yesterday back. */
void undo_last(struct screen *screen)
{
	static const struct choice_line lines[] = {
		{1, N_("Take it back; Ctrl-Y does it again"), {0}}, {0, N_("Leave it"), {0}}};

	if (app_worked(screen->app))
		ask(screen, false);
	else
		ask_number(screen, N_("Your last change was made before this window was opened"), lines, 2,
			agreed);
}

void redo_last(struct screen *screen)
{
	ask(screen, true);
}
