#include "tui/live.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "tui/app_state.h"
#include "tui/drafts.h"

/* --- what is under way --- */

struct sent {
	struct buf patch;
	struct sent *next;
};

static void note_sent(struct live *live, const struct patch *patch)
{
	struct sent **last = &live->sent, *sent = mem_new(sizeof(*sent));

	patch_encode(patch, &sent->patch);
	while (*last)
		last = &(*last)->next;
	*last = sent;
}

static void forget_sent(struct live *live)
{
	struct sent *sent = live->sent;

	live->sent = sent->next;
	buf_release(&sent->patch);
	free(sent);
}

/* --- asking --- */

static struct live *live_in(struct screen *screen)
{
	return screen->state; /* a screen that holds a live record holds it first */
}

static void keep_answer(struct live *live, const struct view *answer)
{
	buf_clear(&live->got);
	buf_text(&live->got, answer->body);
	live->answer = *answer;
	live->answer.body = buf_as_text(&live->got);
	live->revision = (uint32_t)view_number(&live->answer, GOT_REVISION);
	if (view_number(&live->answer, GOT_MOMENT) > live->saved)
		live->saved = view_number(&live->answer, GOT_MOMENT);
	buf_clear(&live->body);
	buf_text(&live->body, view_text(&live->answer, GOT_BODY));
	live->view = (struct view){schema_entity(&court_schema, live->entity), live->id, live->revision,
		live->saved, (uint64_t)view_number(&live->answer, GOT_AUTHOR), buf_as_text(&live->body)};
}

static void got(struct screen *screen, const struct answer *answer)
{
	struct live *live = live_in(screen);

	live->asked--;
	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	/* Ours are on the way and not in this answer: it would take them off the screen. Ask again when they
	 * have arrived. */
	if (live->under_way) {
		live->stale = true;
		return;
	}
	keep_answer(live, &answer->body);
	live->loaded = true;
	if (live->fresh)
		live->fresh(screen);
}

static void ask(struct live *live)
{
	struct record request;

	live->stale = false;
	live->asked++;
	record_init(&request, &get_shape);
	record_number(&request, GET_ENTITY, live->entity);
	record_number(&request, GET_ID, (int64_t)live->id);
	screen_send(live->screen, CALL_GET, &request, got);
	record_release(&request);
}

void live_open(struct live *live, struct screen *screen, unsigned entity, uint64_t id,
	void (*fresh)(struct screen *screen))
{
	live->screen = screen;
	live->entity = entity;
	live->id = id;
	live->fresh = fresh;
	live->view = (struct view){.entity = schema_entity(&court_schema, entity), .id = id};
	if (id)
		ask(live);
}

void live_show(struct live *live, struct screen *screen, unsigned entity, uint64_t id, const struct view *got)
{
	live->screen = screen;
	live->entity = entity;
	live->id = id;
	keep_answer(live, got);
	live->loaded = true;
}

void live_close(struct live *live)
{
	buf_release(&live->body);
	buf_release(&live->got);
	while (live->sent)
		forget_sent(live);
}

void live_refresh(struct live *live)
{
	if (live->under_way || live->asked)
		live->stale = true;
	else
		ask(live);
}

void live_changed(struct live *live, const struct view *changed)
{
	struct row_walk items = view_rows(changed, CHANGED_ITEMS);

	while (row_walk_next(&items))
		if (view_number(&items.row, ITEM_ENTITY) == live->entity &&
			(uint64_t)view_number(&items.row, ITEM_ID) == live->id &&
			(uint32_t)view_number(&items.row, ITEM_REVISION) != live->revision) {
			live_refresh(live);
			return;
		}
}

/* --- changing --- */

/* Answers come in the order in which was asked. */
static void tell_refusal(struct live *live, const struct answer *answer)
{
	struct reader reader = reader_of(live->sent->patch.data, live->sent->patch.len);
	struct patch mine = PATCH_INIT;

	if (patch_decode(&mine, &reader, NULL))
		live->refusal(live->screen, answer, &mine);
	patch_release(&mine);
}

static void applied(struct screen *screen, const struct answer *answer)
{
	struct live *live = live_in(screen);

	live->under_way--;
	if (answer->kind == ANSWER_ERROR) {
		live->refused = answer->error;
		live->stale = true;
		if (live->refusal && live->sent)
			tell_refusal(live, answer);
		else
			app_say_error(screen->app, &answer->error);
	} else {
		struct row_walk items = view_rows(&answer->body, APPLIED_ITEMS);

		live->refused.kind = ERROR_NONE;
		live->saved = view_number(&answer->body, APPLIED_MOMENT);
		while (row_walk_next(&items))
			live->revision = (uint32_t)view_number(&items.row, ITEM_REVISION);
		/* A new row got its key from the service; usually the one we gave it. */
		if (view_row_count(&answer->body, APPLIED_ROWS))
			live->stale = true;
	}
	if (live->sent)
		forget_sent(live);
	if (!live->under_way && live->stale)
		ask(live);
}

static void show(struct live *live, const struct patch *patch)
{
	struct buf body = BUF_INIT;
	struct error err = ERROR_INIT;

	if (!patch_apply(live->view.entity, live->view.body, patch, &body, &err)) {
		buf_release(&body);
		live->stale = true;
		return;
	}
	buf_release(&live->body);
	live->body = body;
	live->view.body = buf_as_text(&live->body);
}

static void send_patch(struct live *live, const struct patch *patch)
{
	live->under_way++;
	note_sent(live, patch);
	screen_apply(live->screen, live->entity, (int64_t)live->id, live->revision, patch, applied);
}

void live_apply(struct live *live, struct patch *patch)
{
	struct error err = ERROR_INIT;
	struct patch placed = PATCH_INIT;
	struct arena arena = ARENA_INIT;
	struct row_keys keys = row_keys_of(&live->view);

	if (!patch->count || !live->loaded)
		return;
	if (live->taken_over) {
		draft_say_read_only(live->screen->app);
		return;
	}
	/* What goes to the service keeps ROW_NEW: two people may add a line at once. */
	send_patch(live, patch);
	patch_append(&placed, patch, &arena);
	if (patch_place_rows(live->view.entity, &placed, &keys, &err))
		show(live, &placed);
	else
		live->stale = true;
	patch_release(&placed);
	arena_release(&arena);
	app_redraw(live->screen->app);
}

void live_set(struct live *live, uint16_t tag, struct value value)
{
	struct patch patch = PATCH_INIT;
	struct value old;

	view_get(&live->view, tag, &old);
	if (!value_equal(&old, &value)) {
		patch_add(&patch, tag, old, value);
		live_apply(live, &patch);
	}
	patch_release(&patch);
}

void live_set_row(struct live *live, uint16_t tag, uint64_t row, uint16_t row_tag, struct value value)
{
	struct patch patch = PATCH_INIT;
	struct view view;
	struct value old;

	if (!view_row(&live->view, tag, row, &view))
		return;
	view_get(&view, row_tag, &old);
	if (!value_equal(&old, &value)) {
		patch_add_row(&patch, tag, row, row_tag, old, value);
		live_apply(live, &patch);
	}
	patch_release(&patch);
}

uint64_t live_add_row(struct live *live, uint16_t tag, uint64_t after, const struct record *row)
{
	struct patch patch = PATCH_INIT;
	struct buf body = BUF_INIT;
	struct row_walk rows;
	uint64_t before = 0, key = 0;

	record_write(row, &body);
	patch_add_row(&patch, tag, ROW_NEW | 1, 0, EMPTY_VALUE, value_text(buf_as_text(&body)))->after =
		after;
	live_apply(live, &patch);
	/* The key it was shown with: the row behind `after`. */
	for (rows = view_rows(&live->view, tag); row_walk_next(&rows); before = rows.row.id)
		if (after == ROW_LAST || (before == after && !key))
			key = rows.row.id;
	patch_release(&patch);
	buf_release(&body);
	return key;
}

uint64_t live_neighbour(const struct live *live, uint16_t tag, uint64_t row, int by)
{
	struct row_walk rows = view_rows(&live->view, tag);
	uint64_t before = 0;

	for (; row_walk_next(&rows); before = rows.row.id)
		if (row && (by < 0 ? rows.row.id >= row : rows.row.id > row))
			return by < 0 ? before : rows.row.id;
	return by < 0 && (!row || before < row) ? before : 0;
}

/* --- what came with the record --- */

struct text live_name(const struct live *live, unsigned entity, uint64_t id)
{
	struct row_walk names = view_rows(&live->answer, GOT_NAMES);

	while (live->loaded && row_walk_next(&names))
		if (view_number(&names.row, NAME_ENTITY) == entity &&
			(uint64_t)view_number(&names.row, NAME_ID) == id)
			return view_text(&names.row, NAME_TITLE);
	return NO_TEXT;
}

bool live_may(const struct live *live, const char *operation, struct message *why)
{
	struct row_walk rows = view_rows(&live->answer, GOT_OPERATIONS);

	while (live->loaded && row_walk_next(&rows)) {
		if (!text_is(view_text(&rows.row, OPERATION_NAME), operation))
			continue;
		if (why)
			message_decode(view_text(&rows.row, OPERATION_WHY), why);
		return view_number(&rows.row, OPERATION_ALLOWED);
	}
	return false;
}

bool live_may_write(const struct live *live, struct message *why)
{
	if (why)
		message_decode(view_text(&live->answer, GOT_WHY_NOT), why);
	return live->loaded && view_number(&live->answer, GOT_MAY_WRITE);
}

bool live_gone(const struct live *live)
{
	struct app *app = live->screen->app;
	uint64_t author = (uint64_t)view_number(&live->answer, GOT_AUTHOR);

	if (!view_removed(&live->view))
		return false;
	if (author != app->welcome.person)
		app_say(app, "{1} removed this {2}; Ctrl-Z there brings it back", "St",
			author ? live_name(live, ENTITY_PERSON, author) : tr_text("Party affairs office"),
			live->view.entity->name, live->view.entity->label);
	return true;
}

static bool title_of(struct naming *naming, unsigned target, uint64_t id, struct buf *out)
{
	struct text name = live_name(((struct live_naming *)naming)->live, target, id);

	buf_text(out, name);
	return name.len > 0;
}

struct naming *live_naming(struct live_naming *naming, const struct live *live)
{
	*naming = (struct live_naming){{NULL, title_of, 0, words_language()}, live};
	return &naming->naming;
}
