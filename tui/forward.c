#include "tui/forward.h"

#include <string.h>
#include "tui/app_state.h"

/* Lists and records; what only asks or explains is no place to come back to. */
static bool is_place(const struct screen *screen)
{
	return !screen->kind->overlay && !screen->row->panel && (screen->kind->whole || screen->row->source);
}

static void drop_oldest(struct forward *forward)
{
	buf_release(&forward->steps[0].text);
	memmove(&forward->steps[0], &forward->steps[1], --forward->count * sizeof(forward->steps[0]));
}

void forward_release(struct forward *forward)
{
	while (forward->count)
		buf_release(&forward->steps[--forward->count].text);
}

void forward_opened(struct app *app, const struct screen *screen)
{
	struct forward *forward = &app->state->forward;

	if (!forward->going && is_place(screen))
		forward_release(forward);
}

void forward_left(struct app *app, const struct screen *screen)
{
	struct forward *forward = &app->state->forward;
	struct forward_step step = {screen->row, screen->target, BUF_INIT};

	step.target.over = false;
	if (!is_place(screen))
		return;
	/* F7 and F8 may have gone on to another record; a new one that was never saved has none. */
	if (screen->kind->whole && !screen->kind->subject(screen, &step.target.entity, &step.target.id))
		return;
	if (forward->count == FORWARD_MOST)
		drop_oldest(forward);
	buf_text(&step.text, screen->target.text);
	forward->steps[forward->count++] = step;
}

void forward_go(struct app *app)
{
	struct forward *forward = &app->state->forward;
	struct forward_step step;

	if (!forward->count)
		return;
	step = forward->steps[--forward->count];
	step.target.text = buf_as_text(&step.text);
	forward->going = true;
	app_open_row(app, step.row, &step.target);
	forward->going = false;
	buf_release(&step.text);
}
