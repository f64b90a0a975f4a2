#include "tui/presence.h"

#include "core/base/date.h"

/* The service forgets after 30 seconds; who was here first learns of others by the next beat, or with the
 * next change of anything. */
enum { BEAT_MS = 10000, NAMES_MOST = 3 };

/* The record that is shown, perhaps below a question, help or a list of its history. */
static bool shown(const struct app *app, unsigned *entity, uint64_t *id)
{
	for (const struct screen *screen = app->top; screen; screen = screen->below)
		if (screen->kind->whole)
			return screen->kind->subject(screen, entity, id) && *id;
	return false;
}

static struct text name_of(const struct app *app, const struct view *other)
{
	uint64_t person = (uint64_t)view_number(other, PRESENCE_PERSON);

	if (person == app->welcome.person)
		return tr_text("another window of yours");
	return person ? view_text(other, PRESENCE_NAME) : tr_text("Party affairs office");
}

static void put_names(const struct app *app, const struct view *present, struct buf *out)
{
	struct row_walk rows = view_rows(present, PRESENCE_LIST);
	size_t count = 0;

	for (; row_walk_next(&rows) && count < NAMES_MOST; count++) {
		if (count)
			buf_text(out, tr_text(", "));
		buf_text(out, name_of(app, &rows.row));
	}
}

void presence_take(struct app *app, const struct view *present)
{
	struct present *state = &app->state->present;
	struct buf names = BUF_INIT;

	buf_clear(&state->words);
	put_names(app, present, &names);
	if (names.len)
		tr_format(&state->words, "Open here too: {1}", "S", buf_as_text(&names));
	buf_release(&names);
}

static void answered(const struct answer *answer, void *arg)
{
	struct app *app = arg;

	if (answer->kind != ANSWER_DONE)
		return;
	presence_take(app, &answer->body);
	app_redraw(app);
}

static void beat(struct app *app)
{
	struct present *state = &app->state->present;
	struct record request;

	record_init(&request, &beat_shape);
	if (state->entity) {
		record_number(&request, BEAT_ENTITY, state->entity);
		record_number(&request, BEAT_ID, (int64_t)state->id);
	}
	session_send(app->session, CALL_BEAT, &request, answered, app);
	record_release(&request);
	state->at = clock_steady();
}

void presence_tell(struct app *app)
{
	struct present *state = &app->state->present;
	unsigned entity = 0;
	uint64_t id = 0;

	if (app->state->lost)
		return;
	if (!shown(app, &entity, &id))
		entity = 0, id = 0;
	if (entity == state->entity && id == state->id) {
		if (entity && clock_steady() - state->at >= BEAT_MS)
			beat(app);
		return;
	}
	buf_clear(&state->words);
	state->entity = entity;
	state->id = id;
	beat(app);
}

int presence_wait(const struct app *app)
{
	const struct present *state = &app->state->present;
	int64_t left = state->at + BEAT_MS - clock_steady();

	return !state->entity || app->state->lost ? -1 : left < 0 ? 0 : (int)left;
}
