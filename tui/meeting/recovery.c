#include "tui/meeting/recovery.h"

#include "tui/form.h"
#include "tui/meeting/kind.h"
#include "tui/meeting/recovery_parts.h"
#include "tui/since.h"

/* --- which draft --- */

/* The newest draft of the list that was cut off; else the newest that another window writes in. What was left
 * on purpose is listed by 今日 and not offered. */
static bool newest(const struct view *list, struct view *draft)
{
	struct row_walk rows = view_rows(list, DRAFT_LIST);
	int64_t moment = 0;
	bool found = false, cut_found = false;

	while (row_walk_next(&rows)) {
		bool cut = view_has(&rows.row, DRAFT_CUT);

		if (!draft_goes_on(list, &rows.row) || (!cut && !view_has(&rows.row, DRAFT_SINCE)))
			continue;
		if (cut_found > cut ||
			(cut_found == cut && found && view_number(&rows.row, DRAFT_MOMENT) < moment))
			continue;
		found = true;
		cut_found = cut;
		moment = view_number(&rows.row, DRAFT_MOMENT);
		*draft = rows.row;
	}
	return found;
}

void recovery_show(struct app *app, const struct view *draft)
{
	struct target target = {.entity = (unsigned)view_number(draft, DRAFT_ENTITY),
		.id = (uint64_t)view_number(draft, DRAFT_ID),
		.text = draft->body};

	app_open(app, "recovery", &target);
}

static void listed(struct screen *screen, const struct answer *answer)
{
	struct view draft;

	if (answer->kind == ANSWER_DONE && newest(&answer->body, &draft))
		recovery_show(screen->app, &draft);
}

void recovery_offer(struct app *app)
{
	draft_send(app->top, DRAFT_DO_LIST, (struct draft_of){0}, listed);
}

/* --- what others did --- */

static bool touches(const struct edit *edit, const struct since *since)
{
	return edit->tag == since->tag && (edit->row & INT64_MAX) == since->row && !(edit->row & ROW_NEW) &&
		(!edit->row_tag || !since->row_tag || edit->row_tag == since->row_tag);
}

/* "15:33 范淼淼  胡青涛 到会  (空) -> 迟到" */
static void say_change(struct screen *screen, const struct since *since)
{
	struct recovery *recovery = recovery_of(screen);
	struct other *other = &recovery->others[recovery->other_count++];
	struct edit edit = {.tag = since->tag, .row = since->row, .row_tag = since->row_tag};
	struct buf words = BUF_INIT;

	draft_moment(screen->app, since->at, false, &words);
	buf_byte(&words, ' ');
	buf_text(&words, since->author);
	buf_put(&words, "  ", 2);
	recovery_place(recovery, &edit, &words);
	buf_byte(&words, ' ');
	buf_text(&words, since->old.len ? since->old : NO_TEXT);
	buf_text(&words, since->old.len ? TEXT(" -> ") : NO_TEXT);
	buf_text(&words, since->new.len ? since->new : tr_text("(empty)"));
	other->words = arena_text(&recovery->arena, buf_as_text(&words));
	other->collides = false;
	for (size_t i = 0; i < recovery->patch.count; i++)
		other->collides |= touches(&recovery->patch.edits[i], since);
	buf_release(&words);
}

static void got_history(struct screen *screen, const struct answer *answer)
{
	struct recovery *recovery = recovery_of(screen);
	struct since since = since_of(screen, answer, view_number(&recovery->draft, DRAFT_MOMENT));

	if (answer->kind != ANSWER_DONE)
		return;
	recovery->other_count = 0;
	while (recovery->other_count < RECOVERY_ROWS && since_next(&since))
		say_change(screen, &since);
}

/* Once the record is here, whose answer has the names. */
static void ask_history(struct screen *screen)
{
	since_ask(screen, recovery_of(screen)->live.entity, recovery_of(screen)->live.id, got_history);
}

/* --- opening --- */

static void title_came(struct screen *screen, const struct answer *answer)
{
	titles_take(&recovery_of(screen)->titles, answer);
}

static void recovery_open(struct screen *screen, const struct target *target)
{
	struct recovery *recovery = recovery_of(screen);
	struct text patch;
	struct reader reader;

	buf_text(&recovery->bytes, target->text);
	recovery->draft = (struct view){.entity = &draft_rows, .body = buf_as_text(&recovery->bytes)};
	patch = view_text(&recovery->draft, DRAFT_PATCH);
	reader = reader_of(patch.at, patch.len);
	patch_decode(&recovery->patch, &reader, NULL);
	live_open(&recovery->live, screen, target->entity, target->id, ask_history);
	titles_ask(screen, &recovery->titles, schema_entity(&court_schema, target->entity), &recovery->patch,
		title_came);
}

static void recovery_close(struct screen *screen)
{
	struct recovery *recovery = recovery_of(screen);

	live_close(&recovery->live);
	patch_release(&recovery->patch);
	buf_release(&recovery->bytes);
	titles_release(&recovery->titles);
	arena_release(&recovery->arena);
}

/* --- keys --- */

/* The form of a record, though something else may show it. */
static const struct screen_row *form_row(unsigned entity)
{
	const struct screen_row *row;

	for (size_t i = 0; (row = screen_row_at(i)); i++)
		if (row->kind == &form_kind && row->entity == entity)
			return row;
	return screen_row_of_entity(entity);
}

static const struct screen_row *screen_of(unsigned form, unsigned entity)
{
	if (form == FORM_MEETING || (form == FORM_CONFLICT && entity == ENTITY_MEETING))
		return screen_row_named("meeting");
	return draft_is_rules(form) ? screen_row_of_entity(entity) : form_row(entity);
}

static void go_on(struct screen *screen)
{
	struct recovery *recovery = recovery_of(screen);
	struct app *app = screen->app;
	unsigned form = (unsigned)view_number(&recovery->draft, DRAFT_FORM);
	struct target target = {.entity = recovery->live.entity,
		.id = recovery->live.id,
		.over = recovery_elsewhere(recovery)};
	struct buf patch = BUF_INIT;

	if (draft_is_rules(form))
		target.kind = form;
	/* What was refused is tried again, so that it is asked again. */
	if (form == FORM_CONFLICT)
		buf_text(&patch, view_text(&recovery->draft, DRAFT_PATCH));
	target.text = buf_as_text(&patch);
	app_close(screen);
	app_open_row(app, screen_of(form, target.entity), &target);
	buf_release(&patch);
}

/* What is stored of the same, and what the draft has. */
static void say_difference(const struct recovery *recovery, const struct edit *edit, struct buf *out)
{
	struct value stored = EMPTY_VALUE;
	struct view row;

	recovery_place(recovery, edit, out);
	if (!edit->row)
		view_get(&recovery->live.view, edit->tag, &stored);
	else if (view_row(&recovery->live.view, edit->tag, edit->row, &row) && edit->row_tag)
		view_get(&row, edit->row_tag, &stored);
	else if (view_row(&recovery->live.view, edit->tag, edit->row, &row))
		stored = value_text(row.body);
	buf_put(out, "\n  ", 3);
	buf_text(out, tr_text("stored: "));
	if (stored.kind == VALUE_EMPTY)
		buf_text(out, tr_text("nothing yet"));
	else
		recovery_value(recovery, edit, &stored, out);
	buf_put(out, "\n  ", 3);
	buf_text(out, tr_text("draft: "));
	recovery_value(recovery, edit, &edit->new, out);
	buf_text(out, TEXT("\n"));
}

static void look(struct screen *screen)
{
	struct recovery *recovery = recovery_of(screen);
	struct target target = {0};
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < recovery->patch.count; i++)
		say_difference(recovery, &recovery->patch.edits[i], &text);
	target.text = buf_as_text(&text);
	app_open(screen->app, "text", &target);
	buf_release(&text);
}

static struct draft_of its(const struct recovery *recovery)
{
	return (struct draft_of){recovery->live.entity, recovery->live.id,
		(unsigned)view_number(&recovery->draft, DRAFT_FORM)};
}

static void dropped(struct screen *screen, const struct answer *answer)
{
	if (answer->kind == ANSWER_ERROR) {
		app_say_error(screen->app, &answer->error);
		return;
	}
	app_close(screen);
}

static void throw_away(struct screen *screen)
{
	struct recovery *recovery = recovery_of(screen);
	struct record request;

	/* What somebody writes in is not thrown away behind him. */
	if (recovery_elsewhere(recovery))
		return;
	draft_request(&request, DRAFT_DO_DROP, its(recovery));
	record_number(&request, DRAFT_TRASH, 1);
	screen_send(screen, CALL_DRAFT, &request, dropped);
	record_release(&request);
}

static void put_off(struct screen *screen)
{
	draft_send(screen, DRAFT_DO_LEAVE, its(recovery_of(screen)), NULL);
	app_close(screen);
}

static bool recovery_event(struct screen *screen, const struct event *event)
{
	static void (*const answers[10])(struct screen *) = {
		[1] = go_on, [2] = look, [3] = put_off, [9] = throw_away};
	int digit = event_digit(event);

	if (event_is(event, KEY_ESC))
		digit = 3;
	if (digit < 0 || !answers[digit])
		return false;
	answers[digit](screen);
	return true;
}

static bool recovery_entering(const struct screen *screen, struct buf *where)
{
	(void)screen;
	if (where)
		buf_text(where, tr_text("choice"));
	return true;
}

static const struct action actions[] = {
	{"put_off", "Esc F12", N_("Leave it for now"), N_("Leave it for now; Today lists it"), WHEN_ENTERING,
		put_off, NULL},
	{0},
};

const struct screen_kind recovery_kind = {.size = sizeof(struct recovery),
	.actions = actions,
	.open = recovery_open,
	.close = recovery_close,
	.draw = recovery_draw,
	.event = recovery_event,
	.entering = recovery_entering};
