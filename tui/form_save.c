/* Saving a form as one change, taking back, and the values of the record saved before. */
#include "core/base/memory.h"
#include "tui/app_state.h"
#include "tui/conflict.h"
#include "tui/form_parts.h"
#include "tui/undo.h"

enum { NEW_RECORD = -1 }; /* the placeholder of a record that is made */

void form_patch(const struct form *form, struct patch *patch)
{
	for (size_t i = 0; i < form->count; i++)
		if (slot_changed(&form->slots[i]))
			patch_add(patch, form->slots[i].field->tag, form->slots[i].old.value,
				form->slots[i].now.value);
}

static struct slot *slot_of_tag(struct form *form, uint16_t tag)
{
	for (size_t i = 0; i < form->count; i++)
		if (form->slots[i].field->tag == tag)
			return &form->slots[i];
	return NULL;
}

/* --- what came of it --- */

static void keep_for_ditto(struct screen *screen)
{
	struct form *form = form_of(screen);
	struct buf *last = app_last_saved(screen->app, form->entity->id);
	struct record record;

	record_init(&record, form->entity);
	for (size_t i = 0; i < form->count; i++)
		if (slot_open(&form->slots[i]))
			record_set(&record, form->slots[i].field->tag, form->slots[i].now.value);
	buf_clear(last);
	record_write(&record, last);
	record_release(&record);
}

/* What was sent is what stands there now; what was typed meanwhile stays unsaved. */
static void settle_sent(struct form *form)
{
	struct text bytes = buf_as_text(&form->sent);
	struct reader reader = reader_of(bytes.at, bytes.len);
	struct patch patch = PATCH_INIT;

	if (patch_decode(&patch, &reader, NULL))
		for (size_t i = 0; i < patch.count; i++) {
			struct slot *slot = slot_of_tag(form, patch.edits[i].tag);

			if (slot)
				own_set(&slot->old, &patch.edits[i].new);
		}
	patch_release(&patch);
}

static void say_saved(struct screen *screen, const struct view *applied)
{
	int64_t moment = view_number(applied, APPLIED_MOMENT);
	struct buf words = BUF_INIT;

	buf_text(&words, tr_text("saved"));
	buf_byte(&words, ' ');
	time_format(moment_minute(moment, screen->app->welcome.offset), &words);
	buf_printf(&words, ":%02d", moment_second(moment));
	app_say_text(screen->app, buf_as_text(&words));
	buf_release(&words);
}

static void take_refusal(struct screen *screen, const struct answer *answer)
{
	struct form *form = form_of(screen);

	form_take_problems(form, view_rows(&answer->failure, APPLIED_PROBLEMS));
	if (!form->problems.count && answer->error.tag)
		problem_add(&form->problems, false, answer->error.tag, answer->error.row, "", "")->message =
			answer->error.message;
	app_say_error(screen->app, &answer->error);
}

static void send(struct screen *screen, const struct patch *patch);

static const struct edit *edit_of_tag(const struct patch *patch, uint16_t tag)
{
	for (size_t i = 0; i < patch->count; i++)
		if (patch->edits[i].tag == tag)
			return &patch->edits[i];
	return NULL;
}

/* The form shows what was chosen: where ours goes on, over what stands there now; where theirs does, what the
 * record brings when it is asked for again. */
static void conflict_decided(struct screen *screen, const struct patch *chosen)
{
	struct form *form = form_of(screen);

	for (size_t i = 0; chosen && i < form->count; i++) {
		struct slot *slot = &form->slots[i];
		const struct edit *edit = edit_of_tag(chosen, slot->field->tag);

		if (edit)
			own_set(&slot->old, &edit->old);
		if (edit || slot_changed(slot))
			slot_set(screen, slot, edit ? &edit->new : &slot->old.value);
	}
	if (chosen && chosen->count)
		send(screen, chosen);
	else if (chosen)
		form_draft_drop(screen, false);
	if (chosen && !chosen->count)
		live_refresh(&form->steps.live);
}

static void open_conflict(struct screen *screen, const struct answer *answer)
{
	struct form_naming naming;
	struct patch mine = PATCH_INIT;

	form_patch(form_of(screen), &mine);
	conflict_open(screen, &form_of(screen)->steps.live, &mine, &answer->failure,
		form_naming(&naming, screen), true, conflict_decided);
	patch_release(&mine);
}

static void saved(struct screen *screen, const struct answer *answer)
{
	struct form *form = form_of(screen);
	struct row_walk items = view_rows(&answer->body, APPLIED_ITEMS);

	form->saving = false;
	if (answer->kind == ANSWER_ERROR && answer->error.kind == ERROR_CONFLICT &&
		view_row_count(&answer->failure, APPLIED_CONFLICTS)) {
		open_conflict(screen, answer);
		return;
	}
	if (answer->kind == ANSWER_ERROR) {
		take_refusal(screen, answer);
		return;
	}
	settle_sent(form);
	form->settled = true;
	form->saved = (uint64_t)view_number(&answer->body, APPLIED_SEQUENCE);
	/* From here on it is the change as a whole that is taken back. */
	form_forget_undo(form);
	keep_for_ditto(screen);
	form_draft_drop(screen, false);
	say_saved(screen, &answer->body);
	if (form->id) {
		live_refresh(&form->steps.live);
		return;
	}
	form->made = form->saved;
	while (row_walk_next(&items))
		if (view_number(&items.row, ITEM_ENTITY) == form->entity->id)
			form->id = (uint64_t)view_number(&items.row, ITEM_ID);
	live_close(&form->steps.live);
	live_open(&form->steps.live, screen, form->entity->id, form->id, form->steps.live.fresh);
}

/* --- saving --- */

static void send(struct screen *screen, const struct patch *patch)
{
	struct form *form = form_of(screen);
	struct record request, item;
	struct buf rows = BUF_INIT, bytes = BUF_INIT;

	buf_clear(&form->sent);
	patch_encode(patch, &form->sent);
	record_init(&item, &item_rows);
	record_number(&item, ITEM_ENTITY, form->entity->id);
	record_number(&item, ITEM_ID, form->id ? (int64_t)form->id : NEW_RECORD);
	if (form->id)
		record_number(&item, ITEM_BASE, form->steps.live.revision);
	record_text(&item, ITEM_PATCH, buf_as_text(&form->sent));
	record_write(&item, &bytes);
	rows_add(&rows, 1, buf_as_text(&bytes));
	record_init(&request, &apply_shape);
	record_set(&request, APPLY_ITEMS, (struct value){VALUE_ROWS, 0, buf_as_text(&rows)});
	app_token(screen->app, &request, APPLY_TOKEN);
	form->saving = true;
	screen_send(screen, CALL_APPLY, &request, saved);
	record_release(&request);
	record_release(&item);
	buf_release(&rows);
	buf_release(&bytes);
}

/* The first field that cannot be saved as it is; count: none. What is required is asked for here: an empty
 * field was never read. */
static size_t first_bad(struct form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		struct slot *slot = &form->slots[i];

		if (!slot_open(slot))
			continue;
		if (!slot->bad && (slot_changed(slot) || !form->id)) {
			slot->fault = (struct error)ERROR_INIT;
			slot->bad = !field_check(slot->field, &slot->now.value, &slot->fault);
		}
		if (slot->bad)
			return i;
	}
	return form->count;
}

void form_save(struct screen *screen)
{
	struct form *form = form_of(screen);
	struct patch patch = PATCH_INIT;
	size_t bad;

	form_go(screen, form->at);
	if (form->saving)
		return;
	bad = first_bad(form);
	form_patch(form, &patch);
	if (bad < form->count && (patch.count || !form->id || form->slots[bad].bad)) {
		form_go(screen, bad);
		app_say(screen->app, "Not saved: something is wrong here; what is typed is kept as a draft",
			"");
	} else if (patch.count) {
		send(screen, &patch);
	} else if (form->id && !steps_known(&form->steps)) {
		app_say(screen->app, "Nothing was changed: there is nothing to save", "");
	} else if (form->id) {
		tags_release(&form->steps.on);
		tags_flip(&form->steps.on, form->id);
		steps_ask(screen);
	} else {
		app_say(screen->app, "There is nothing to save yet", "");
	}
	patch_release(&patch);
}

/* --- taking back --- */

static void forget_steps(struct form *form, size_t keep)
{
	while (form->undo_held > keep) {
		struct step *step = &form->undo[--form->undo_held];

		own_release(&step->before);
		own_release(&step->after);
	}
}

void form_push_undo(struct form *form, size_t slot, const struct own_value *before)
{
	struct step *step;

	forget_steps(form, form->undo_count);
	form->undo = mem_grow(form->undo, form->undo_count, &form->undo_room, sizeof(*form->undo));
	step = &form->undo[form->undo_count];
	*step = (struct step){.slot = slot};
	own_set(&step->before, &before->value);
	form->undo_held = ++form->undo_count;
}

void form_forget_undo(struct form *form)
{
	forget_steps(form, 0);
	form->undo_count = 0;
}

static void undone(struct screen *screen, const struct answer *answer)
{
	/* The record itself is gone. */
	if (undo_say(screen->app, answer, false) && form_of(screen)->unmaking) {
		app_close(screen);
		return;
	}
	form_of(screen)->unmaking = false;
	live_refresh(&form_of(screen)->steps.live);
}

static void redone(struct screen *screen, const struct answer *answer)
{
	undo_say(screen->app, answer, true);
	live_refresh(&form_of(screen)->steps.live);
}

static void send_undo(struct screen *screen, bool redo)
{
	struct record request;

	record_init(&request, &undo_shape);
	record_number(&request, UNDO_SEQUENCE, (int64_t)(redo ? 0 : form_of(screen)->saved));
	if (redo)
		record_number(&request, UNDO_REDO, 1);
	screen_send(screen, CALL_UNDO, &request, redo ? redone : undone);
	record_release(&request);
	form_of(screen)->unmaking = !redo && form_of(screen)->saved == form_of(screen)->made;
	form_of(screen)->saved = 0;
}

static bool undo_in_line(struct screen *screen, const struct event *event)
{
	struct slot *slot = form_slot(screen);

	if (!slot_typed(slot) || !slot_open(slot) || !edit_line_event(&slot->line, event))
		return false;
	slot_read(screen, slot);
	form_touched(screen, slot);
	return true;
}

static void go_step(struct screen *screen, const struct step *step, const struct own_value *to)
{
	struct form *form = form_of(screen);

	form->at = step->slot;
	slot_set(screen, form_slot(screen), &to->value);
	own_set(&form->entry, &to->value);
	form_touched(screen, form_slot(screen));
}

void form_undo(struct screen *screen)
{
	static const struct event undo = {.kind = EVENT_KEY, .key = KEY_CTRL_Z, .text = {"", 0}};
	struct form *form = form_of(screen);

	if (undo_in_line(screen, &undo))
		return;
	if (form->undo_count) {
		struct step *step = &form->undo[--form->undo_count];

		own_set(&step->after, &form->slots[step->slot].now.value);
		go_step(screen, step, &step->before);
	} else if (form->saved) {
		send_undo(screen, false);
	} else {
		app_say(screen->app, "Nothing of yours is left to take back here", "");
	}
}

void form_redo(struct screen *screen)
{
	static const struct event redo = {.kind = EVENT_KEY, .key = KEY_CTRL_A + 24, .text = {"", 0}};
	struct form *form = form_of(screen);

	if (undo_in_line(screen, &redo))
		return;
	if (form->undo_count < form->undo_held) {
		struct step *step = &form->undo[form->undo_count++];

		go_step(screen, step, &step->after);
	} else if (form->id && !slot_changed(form_slot(screen))) {
		send_undo(screen, true);
	}
}

/* --- ditto --- */

void form_ditto(struct screen *screen)
{
	struct form *form = form_of(screen);
	struct slot *slot = form_slot(screen);
	struct view last = {
		.entity = form->entity, .body = buf_as_text(app_last_saved(screen->app, form->entity->id))};
	struct value value;

	if (!slot_open(slot))
		return;
	if (!view_get(&last, slot->field->tag, &value)) {
		app_say(screen->app, "The record you saved before has nothing here", "");
		return;
	}
	form_change(screen, slot, &value);
	form_go(screen, form->at + 1);
}
