/* The stack of screens, what they ask of the service, and the message line. The loop is in run.c. */
#include "tui/app.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "tui/app_state.h"

/* --- screens --- */

struct screen *app_open_row(struct app *app, const struct screen_row *row, const struct target *target)
{
	static const struct target nothing = {0};
	struct screen *screen = mem_new(sizeof(*screen));

	screen->row = row;
	screen->kind = row->kind;
	screen->app = app;
	screen->state = mem_new(row->kind->size);
	screen->serial = ++app->state->serials;
	screen->below = app->top;
	app->top = screen;
	screen->target = target ? *target : nothing;
	screen->target.text.at = mem_copy_text(screen->target.text.at, screen->target.text.len);
	forward_opened(app, screen);
	screen->kind->open(screen, target ? target : &nothing);
	app_redraw(app);
	return screen;
}

struct screen *app_open(struct app *app, const char *name, const struct target *target)
{
	const struct screen_row *row = screen_row_named(name);

	return row ? app_open_row(app, row, target) : NULL;
}

/* Who closes a screen may still be in its code: what it has goes when the event is over. */
static void close_top(struct app *app)
{
	struct screen *screen = app->top;

	if (screen->kind->keep)
		screen->kind->keep(screen);
	app->top = screen->below;
	screen->below = app->state->closed;
	app->state->closed = screen;
}

void app_bury(struct app *app)
{
	while (app->state->closed) {
		struct screen *screen = app->state->closed;

		app->state->closed = screen->below;
		timers_forget(app, screen);
		if (screen->kind->close)
			screen->kind->close(screen);
		free(screen->state);
		free((char *)(uintptr_t)screen->target.text.at);
		free(screen);
	}
}

static void come_back(struct app *app)
{
	if (app->top && app->top->kind->again)
		app->top->kind->again(app->top);
	app_redraw(app);
}

void app_follow(struct app *app)
{
	if (app->top && app->top->kind->follow && !app->state->lost)
		app->top->kind->follow(app->top);
}

void app_resized(struct app *app)
{
	come_back(app);
}

void app_back(struct app *app)
{
	if (!app->top->below)
		return;
	forward_left(app, app->top);
	close_top(app);
	come_back(app);
}

void app_close(struct screen *screen)
{
	struct app *app = screen->app;
	bool more = true;

	while (more && app->top->below) {
		more = app->top != screen;
		close_top(app);
	}
	come_back(app);
}

void app_panel(struct app *app, int panel)
{
	const struct screen_row *row = screen_row_of_panel(panel);

	if (!row)
		return;
	while (app->top)
		close_top(app);
	app_open_row(app, row, NULL);
}

void app_close_all(struct app *app)
{
	while (app->top)
		close_top(app);
	app_bury(app);
	forward_release(&app->state->forward);
	buf_release(&app->state->pasted);
	for (size_t i = 0; i < LAST_SAVED; i++)
		buf_release(&app->state->last_saved[i]);
}

struct buf *app_last_saved(struct app *app, unsigned entity)
{
	return &app->state->last_saved[entity % LAST_SAVED];
}

void app_show_record(struct app *app, unsigned entity, uint64_t id)
{
	const struct screen_row *row = screen_row_of_entity(entity);
	struct target target = {.entity = entity, .id = id};

	if (row)
		app_open_row(app, row, &target);
}

void app_redraw(struct app *app)
{
	app->state->dirty = true;
}

/* --- the message line --- */

void app_say_text(struct app *app, struct text text)
{
	buf_clear(&app->state->message);
	buf_text(&app->state->message, text);
	app->state->message_bad = false;
	app_redraw(app);
}

void app_remark(struct app *app, const char *id)
{
	if (!app->state->message.len)
		app_say(app, id, "");
}

void app_say(struct app *app, const char *id, const char *kinds, ...)
{
	struct message message;
	va_list args;

	va_start(args, kinds);
	message_vset(&message, id, kinds, args);
	va_end(args);
	buf_clear(&app->state->message);
	tr_message(&message, &app->state->message);
	app->state->message_bad = false;
	app_redraw(app);
}

void app_say_error(struct app *app, const struct error *err)
{
	buf_clear(&app->state->message);
	tr_message(&err->message, &app->state->message);
	app->state->message_bad = true;
	app_redraw(app);
}

/* --- the service --- */

struct pending {
	struct app *app;
	uint64_t serial;
	screen_answer *done;
	enum call call;
};

static struct screen *screen_of_serial(struct app *app, uint64_t serial)
{
	struct screen *screen = app->top;

	while (screen && screen->serial != serial)
		screen = screen->below;
	return screen;
}

/* Of calls that change records: where the answer says that they did. */
static const uint16_t changed[] = {[CALL_APPLY] = APPLIED_SEQUENCE,
	[CALL_UNDO] = APPLIED_SEQUENCE,
	[CALL_RUN] = APPLIED_SEQUENCE,
	[CALL_IMPORT] = IMPORTED_SEQUENCE};

/* What was refused or only looked at changed nothing: the last change is still an earlier session's. */
static void note_worked(struct app *app, enum call call, const struct answer *answer)
{
	if (answer->kind == ANSWER_DONE && (size_t)call < sizeof(changed) / sizeof(*changed) && changed[call])
		app->state->worked |= view_number(&answer->body, changed[call]) > 0;
}

static void deliver(const struct answer *answer, void *arg)
{
	struct pending *pending = arg;
	struct screen *screen = screen_of_serial(pending->app, pending->serial);

	pending->app->state->running -= pending->call == CALL_RUN;
	note_worked(pending->app, pending->call, answer);
	if (screen && pending->done)
		pending->done(screen, answer);
	else if (answer->kind == ANSWER_ERROR)
		app_say_error(pending->app, &answer->error);
	app_redraw(pending->app);
	free(pending);
}

bool app_may_begin(const struct app *app, unsigned entity, struct message *why)
{
	bool may = app->welcome.begins < 0 || (entity < 63 && app->welcome.begins >> entity & 1);

	if (!may && why)
		message_set(why, "To begin one is for the Party affairs office", "");
	return may;
}

bool app_worked(const struct app *app)
{
	return app->state->worked;
}

void screen_send(struct screen *screen, enum call call, const struct record *body, screen_answer *done)
{
	struct pending *pending = mem_new(sizeof(*pending));

	*pending = (struct pending){screen->app, screen->serial, done, call};
	screen->app->state->running += call == CALL_RUN;
	session_send(screen->app->session, call, body, deliver, pending);
}

static void add_item(struct buf *rows, uint64_t key, const struct record_patch *patch)
{
	struct buf bytes = BUF_INIT, coded = BUF_INIT;
	struct record item;

	patch_encode(patch->patch, &coded);
	record_init(&item, &item_rows);
	record_number(&item, ITEM_ENTITY, patch->entity);
	record_number(&item, ITEM_ID, patch->id);
	if (patch->base)
		record_number(&item, ITEM_BASE, patch->base);
	record_text(&item, ITEM_PATCH, buf_as_text(&coded));
	record_write(&item, &bytes);
	rows_add(rows, key, buf_as_text(&bytes));
	record_release(&item);
	buf_release(&bytes);
	buf_release(&coded);
}

void screen_apply_all(
	struct screen *screen, const struct record_patch *patches, size_t count, screen_answer *done)
{
	struct buf rows = BUF_INIT;
	struct record request;

	for (size_t i = 0; i < count; i++)
		add_item(&rows, i + 1, &patches[i]);
	record_init(&request, &apply_shape);
	record_set(&request, APPLY_ITEMS, (struct value){VALUE_ROWS, 0, buf_as_text(&rows)});
	app_token(screen->app, &request, APPLY_TOKEN);
	screen_send(screen, CALL_APPLY, &request, done);
	record_release(&request);
	buf_release(&rows);
}

void screen_apply(struct screen *screen, unsigned entity, int64_t id, uint32_t base,
	const struct patch *patch, screen_answer *done)
{
	screen_apply_all(screen, &(struct record_patch){entity, id, base, patch}, 1, done);
}

void screen_run(struct screen *screen, const char *operation, unsigned entity, uint64_t id,
	const struct record *arguments, screen_answer *done)
{
	screen_run_many(screen, operation, entity, &id, id ? 1 : 0, arguments, done);
}

void screen_run_many(struct screen *screen, const char *operation, unsigned entity, const uint64_t *many,
	size_t count, const struct record *arguments, screen_answer *done)
{
	struct record request;
	struct buf ids = BUF_INIT, body = BUF_INIT;

	record_init(&request, &run_shape);
	record_text(&request, RUN_OPERATION, text_of(operation));
	record_number(&request, RUN_ENTITY, entity);
	for (size_t i = 0; i < count; i++)
		buf_varint(&ids, many[i]);
	if (count)
		record_set(&request, RUN_IDS, (struct value){VALUE_IDS, 0, buf_as_text(&ids)});
	if (arguments) {
		record_write(arguments, &body);
		record_text(&request, RUN_ARGUMENTS, buf_as_text(&body));
	}
	app_token(screen->app, &request, RUN_TOKEN);
	screen_send(screen, CALL_RUN, &request, done);
	record_release(&request);
	buf_release(&ids);
	buf_release(&body);
}
