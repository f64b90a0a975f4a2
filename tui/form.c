#include "tui/form.h"

#include <stdlib.h>
#include "tui/drafts.h"
#include "tui/draw.h"
#include "tui/form_parts.h"

/* Operations alone write some records; lists in a record are screens of their own. */
static bool any_by_hand(const struct form *form)
{
	bool any = false;

	for (size_t i = 0; i < form->count; i++)
		any |= slot_open(&form->slots[i]) || form->slots[i].field->type == &type_list;
	return any;
}

bool form_may_write(const struct screen *screen, struct message *why)
{
	const struct form *form = form_of(screen);

	if (form->draft_lost)
		draft_why_read_only(why);
	else if (form->id && !any_by_hand(form) && why)
		message_set(why, "Nothing of it is written by hand", "");
	return !form->draft_lost &&
		(!form->id || (any_by_hand(form) && live_may_write(&form->steps.live, why)));
}

/* --- changing --- */

static void forget_faults(struct form *form, uint16_t tag)
{
	size_t kept = 0;

	for (size_t i = 0; i < form->problems.count; i++)
		if (form->problems.items[i].tag != tag)
			form->problems.items[kept++] = form->problems.items[i];
	form->problems.count = kept;
}

static void due(struct screen *screen)
{
	form_draft_put(screen);
}

void form_touched(struct screen *screen, struct slot *slot)
{
	enum { KEEP_MS = 1500 };
	struct form *form = form_of(screen);

	forget_faults(form, slot->field->tag);
	form->dirty = true;
	form->helped = 0;
	screen_within(screen, KEEP_MS, due);
}

void form_change(struct screen *screen, struct slot *slot, const struct value *value)
{
	struct form *form = form_of(screen);

	if (value_equal(&slot->now.value, value))
		return;
	form_push_undo(form, (size_t)(slot - form->slots), &slot->now);
	slot_set(screen, slot, value);
	own_set(&form->entry, &slot->now.value);
	form_touched(screen, slot);
}

void form_go(struct screen *screen, size_t at)
{
	struct form *form = form_of(screen);
	struct slot *slot = form_slot(screen);

	if (slot_typed(slot) && slot_open(slot) && !value_equal(&form->entry.value, &slot->now.value)) {
		form_push_undo(form, form->at, &form->entry);
		/* 30 becomes the day it means; a text stays as it is, with its own undo. */
		if (!slot->bad && slot->field->type->kind == VALUE_NUMBER)
			slot_set(screen, slot,
				&(struct value){slot->now.value.kind, slot->now.value.number, NO_TEXT});
	}
	form->at = at < form->count ? at : form->count - 1;
	own_set(&form->entry, &form_slot(screen)->now.value);
	form->entered = true;
	form->helped = 0;
}

/* --- the record --- */

void form_take_problems(struct form *form, struct row_walk rows)
{
	problems_release(&form->problems);
	while (row_walk_next(&rows)) {
		struct problem *problem =
			problem_add(&form->problems, view_number(&rows.row, PROBLEM_WARNING),
				(uint16_t)view_number(&rows.row, PROBLEM_TAG),
				(uint64_t)view_number(&rows.row, PROBLEM_ROW), "", "");

		message_decode(view_text(&rows.row, PROBLEM_MESSAGE), &problem->message);
	}
}

/* The record as it is now; what is typed here stays, and what it was typed over too: saving compares. */
static void fresh(struct screen *screen)
{
	struct form *form = form_of(screen);

	form_drop_unsaid(form, &form->steps.live.view);
	for (size_t i = 0; i < form->count; i++) {
		struct slot *slot = &form->slots[i];
		struct value value;

		if (slot_changed(slot) || slot->bad)
			continue;
		view_get(&form->steps.live.view, slot->field->tag, &value);
		own_set(&slot->old, &value);
		slot_set(screen, slot, &value);
	}
	own_set(&form->entry, &form_slot(screen)->now.value);
	form_take_problems(form, view_rows(&form->steps.live.answer, GOT_PROBLEMS));
	if (!form->drafts && form_may_write(screen, NULL))
		form_draft_take(screen);
	if (form->settled)
		form_offer_mending(screen);
	form->settled = false;
}

static void saved_by_step(struct screen *screen)
{
	live_refresh(&form_of(screen)->steps.live);
}

static void open(struct screen *screen, const struct target *target)
{
	struct form *form = form_of(screen);
	unsigned entity = screen->row->entity ? screen->row->entity : target->entity;

	form->entity = schema_entity(&court_schema, entity);
	form->id = target->id ? target->id : screen->row->only;
	form->entry.value = EMPTY_VALUE;
	/* A new record is asked for what one knows of it then. */
	form_make_slots(form, form->id ? NULL : screen->row->columns);
	form->steps.after = saved_by_step;
	live_open(&form->steps.live, screen, entity, form->id, fresh);
	form->entered = true;
	while (any_by_hand(form) && form->at + 1 < form->count && !slot_open(form_slot(screen)))
		form->at++;
	/* To the field that somebody was sent to mend. */
	for (size_t i = 0; form->id && target->tag && i < form->count; i++)
		if (form->slots[i].field->tag == target->tag)
			form->at = i;
	if (!form->id)
		form_begin_new(screen, target);
	/* What it is opened with needs no typing. */
	if (!form->id && target->tag && form_slot(screen)->field->tag == target->tag &&
		form->at + 1 < form->count)
		form->at++;
	own_set(&form->entry, &form_slot(screen)->now.value);
}

static void close(struct screen *screen)
{
	struct form *form = form_of(screen);

	form_draft_leave(screen);
	form_release_slots(form);
	own_release(&form->entry);
	buf_release(&form->sent);
	form_forget_undo(form);
	free(form->undo);
	problems_release(&form->problems);
	steps_release(&form->steps);
}

static void changed(struct screen *screen, const struct view *news)
{
	if (form_of(screen)->id)
		live_changed(&form_of(screen)->steps.live, news);
}

/* --- keys --- */

/* Fields that the program fills in are passed, but not where one only reads. */
static bool is_stop(const struct screen *screen, size_t at)
{
	const struct slot *slot = &form_of(screen)->slots[at];

	return slot_open(slot) || slot->field->type == &type_list || !form_may_write(screen, NULL);
}

static void next_field(struct screen *screen)
{
	const struct form *form = form_of(screen);

	for (size_t at = form->at + 1; at < form->count; at++)
		if (is_stop(screen, at)) {
			form_go(screen, at);
			return;
		}
	form_go(screen, form->at);
}

static void previous_field(struct screen *screen)
{
	const struct form *form = form_of(screen);

	for (size_t at = form->at; at-- > 0;)
		if (is_stop(screen, at)) {
			form_go(screen, at);
			return;
		}
}

static void open_list(struct screen *screen)
{
	const struct form *form = form_of(screen);
	const struct slot *slot = form_slot(screen);
	struct buf page = BUF_INIT;
	struct row_walk rows = value_rows(slot->field->rows, &slot->now.value);
	struct form_naming naming;
	struct target target = {.entity = form->entity->id, .id = form->id};

	for (int number = 1; row_walk_next(&rows); number++) {
		buf_printf(&page, "%4d", number);
		for (const struct field *field = NULL; (field = entity_next(slot->field->rows, field));) {
			struct value value;

			if (!view_get(&rows.row, field->tag, &value))
				continue;
			buf_put(&page, "  ", 2);
			field_show(field, &value, form_naming(&naming, screen), &page);
		}
		buf_byte(&page, '\n');
	}
	target.text = buf_as_text(&page);
	app_open(screen->app, "text", &target);
	buf_release(&page);
}

static void enter(struct screen *screen)
{
	if (form_slot(screen)->field->type == &type_list)
		open_list(screen);
	else
		next_field(screen);
}

static void next_fault(struct screen *screen)
{
	const struct form *form = form_of(screen);

	for (size_t i = 1; i <= form->count; i++) {
		size_t at = (form->at + i) % form->count;

		if (slot_fault(form, &form->slots[at])) {
			form_go(screen, at);
			return;
		}
	}
	app_say(screen->app, "No fault is left", "");
}

/* What the field takes, where its help does not say so. */
static void add_how(const struct slot *slot, struct buf *words)
{
	if (slot->field->type == &type_date)
		buf_text(words, tr_text("30 this month, 1015, +7, today, mon"));
	else if (slot->field->target)
		buf_text(words, tr_text("Write a name, pinyin or initials to find one"));
	else
		slot_choices(slot, words);
}

/* Behind the others where there is room: the message has one row. */
static void add_if_room(const struct screen *screen, struct buf *words, struct text more)
{
	size_t room = (size_t)screen->app->columns - 2;

	if (!more.len || text_width(buf_as_text(words)) + 2 + text_width(more) > room)
		return;
	buf_put(words, "  ", words->len ? 2 : 0);
	buf_text(words, more);
}

static void open_history(struct screen *screen)
{
	const struct form *form = form_of(screen);
	struct target target = {
		.entity = form->entity->id, .id = form->id, .tag = form_slot(screen)->field->tag};

	if (form->id)
		app_open(screen->app, "history", &target);
}

static void help(struct screen *screen)
{
	struct form *form = form_of(screen);
	const struct slot *slot = form_slot(screen);
	struct buf words = BUF_INIT, how = BUF_INIT;

	if (form->helped == form->at + 1) {
		open_history(screen);
		return;
	}
	form->helped = form->at + 1;
	if (slot->field->help)
		buf_text(&words, tr_text(slot->field->help));
	add_how(slot, &how);
	add_if_room(screen, &words, buf_as_text(&how));
	add_if_room(screen, &words, tr_text("F1 again: who changed it"));
	app_say_text(screen->app, buf_as_text(&words));
	buf_release(&words);
	buf_release(&how);
}

static void drop_draft(struct screen *screen)
{
	struct form *form = form_of(screen);

	form_draft_drop(screen, true);
	for (size_t i = 0; i < form->count; i++)
		slot_set(screen, &form->slots[i], &form->slots[i].old.value);
	own_set(&form->entry, &form_slot(screen)->now.value);
	app_say(screen->app, "The draft is in the bin for 30 days; the record is as it was", "");
}

static bool may_write(const struct screen *screen, struct message *why)
{
	return form_may_write(screen, why);
}

/* Where one only reads there is nothing to mend, and no need to say so. */
static bool writes(const struct screen *screen, struct message *why)
{
	(void)why;
	return form_may_write(screen, NULL);
}

/* Its fields stand, but it may go on. */
static bool only_steps(const struct screen *screen, struct message *why)
{
	return !form_may_write(screen, why) && steps_any(&form_of(screen)->steps);
}

static void refresh(struct screen *screen)
{
	live_refresh(&form_of(screen)->steps.live);
}

static void leave(struct screen *screen)
{
	app_back(screen->app);
}

static const struct action actions[] = {
	{"next", "Enter Tab Down", N_("Next field"), N_("The next field; a list is opened by Enter"),
		WHEN_ALWAYS, enter, NULL},
	{"previous", "Shift-Tab Up", NULL, N_("The field before"), WHEN_ALWAYS, previous_field, NULL},
	{"step", "F2", N_("Step"), N_("What can be done next with this record"), WHEN_BROWSING, form_save,
		only_steps},
	{"save", "F2 Ctrl-S", N_("Save"), N_("Save; where nothing is unsaved: what can be done next"),
		WHEN_ALWAYS, form_save, may_write},
	{"values", "F4", N_("Choose"), N_("What can stand in this field"), WHEN_ALWAYS, form_values,
		may_write},
	{"fault", "F8", N_("Next fault"), N_("The next field with something wrong"), WHEN_ALWAYS, next_fault,
		writes},
	{"ditto", "F9", N_("Ditto"), N_("The same as in the record of this kind you saved before"),
		WHEN_ALWAYS, form_ditto, may_write},
	{"help", "F1", NULL, N_("What this field is; again: who changed it and when"), WHEN_ALWAYS, help,
		NULL},
	{"undo", "Ctrl-Z", NULL, N_("Take back: in the field, then field by field, then what was saved"),
		WHEN_ALWAYS, form_undo, may_write},
	{"redo", "Ctrl-Y", NULL, N_("Do again what was taken back"), WHEN_ALWAYS, form_redo, may_write},
	{"refresh", "F5", NULL, N_("Ask the service again; what is typed stays"), WHEN_ALWAYS, refresh, NULL},
	{"drop_draft", "Ctrl-R", NULL, N_("Give up what is typed and not saved"), WHEN_ALWAYS, drop_draft,
		may_write},
	{"leave", "Esc F12", N_("Back"), N_("Back; what is typed is kept as a draft"), WHEN_ALWAYS, leave,
		NULL},
	{0},
};

static bool say_read_only(struct screen *screen)
{
	struct message why;
	struct error refusal = ERROR_INIT;

	message_set(&why, "This field is not written by hand", "");
	if (form_of(screen)->id && !form_of(screen)->steps.live.loaded)
		return false;
	form_may_write(screen, &why);
	refusal = (struct error){ERROR_DENIED, 0, 0, why};
	app_say_error(screen->app, &refusal);
	return true;
}

static bool entering(const struct screen *screen, struct buf *where)
{
	/* Who types on when another window took it over means text, not commands. */
	if (!form_of(screen)->draft_lost && !form_may_write(screen, NULL))
		return false;
	if (where)
		field_label(form_slot(screen)->field, words_language(), where);
	return true;
}

static bool event(struct screen *screen, const struct event *event)
{
	struct form *form = form_of(screen);
	struct slot *slot = form_slot(screen);

	if (event_is(event, KEY_PGDN) || event_is(event, KEY_PGUP)) {
		form_go(screen, event_is(event, KEY_PGDN) ? form->at + 8 : form->at > 8 ? form->at - 8 : 0);
		return true;
	}
	/* Who only reads changes panels from here as from everywhere. */
	if (!entering(screen, NULL) && event_digit(event) > 0)
		return false;
	if (!slot_open(slot) || !form_may_write(screen, NULL))
		return event->kind != EVENT_KEY && say_read_only(screen);
	if (!slot_typed(slot))
		return form_pick_event(screen, event);
	/* A number or a day is written anew, not mended letter by letter, unless one moves in it first. */
	if (form->entered && event->kind == EVENT_TEXT && slot->field->type->kind == VALUE_NUMBER)
		edit_line_replace(&slot->line, 0, edit_line_text(&slot->line).len, event->text, EDIT_ALONE);
	else if (!edit_line_event(&slot->line, event))
		return false;
	form->entered = false;
	slot_read(screen, slot);
	form_touched(screen, slot);
	return true;
}

static bool subject(const struct screen *screen, unsigned *entity, uint64_t *id)
{
	*entity = form_of(screen)->entity->id;
	*id = form_of(screen)->id;
	return *id != 0;
}

static bool waiting(const struct screen *screen)
{
	const struct form *form = form_of(screen);

	return form->taking || (form->id && !form->steps.live.loaded);
}

const struct screen_kind form_kind = {
	.size = sizeof(struct form),
	.actions = actions,
	.open = open,
	.close = close,
	.draw = form_draw,
	.event = event,
	.entering = entering,
	.changed = changed,
	.keep = form_draft_put,
	.subject = subject,
	.whole = true,
	.waiting = waiting,
};
