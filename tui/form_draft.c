/* What is typed in a form and not saved: put within two seconds, and taken over when the record is opened
 * again. Text that makes no value goes along as the caret's text: nothing typed is lost. */
#include "core/base/number.h"
#include "tui/drafts.h"
#include "tui/form_parts.h"

static struct draft_of ours(const struct form *form)
{
	return (struct draft_of){form->entity->id, form->id, FORM_RECORD};
}

/* --- put --- */

static void put_answer(struct screen *screen, const struct answer *answer)
{
	struct form *form = form_of(screen);

	if (answer->kind != ANSWER_ERROR) {
		form->generation = (uint64_t)view_number(&answer->body, DRAFT_GENERATION);
		return;
	}
	/* Another window of the same person took it over: that one writes from now on. */
	form->draft_lost = draft_taken_over(&answer->error);
	app_say_error(screen->app, &answer->error);
}

/* "tag text" a line, of the fields whose text makes no value yet; the field under the caret first. */
static void put_caret(const struct form *form, struct buf *caret)
{
	buf_printf(caret, "%u\n", form->slots[form->at].field->tag);
	for (size_t i = 0; i < form->count; i++)
		if (form->slots[i].bad && slot_typed(&form->slots[i])) {
			buf_printf(caret, "%u ", form->slots[i].field->tag);
			buf_text(caret, edit_line_text(&form->slots[i].line));
			buf_byte(caret, '\n');
		}
}

static bool any_bad(const struct form *form)
{
	for (size_t i = 0; i < form->count; i++)
		if (form->slots[i].bad)
			return true;
	return false;
}

void form_draft_put(struct screen *screen)
{
	struct form *form = form_of(screen);
	struct buf bytes = BUF_INIT, caret = BUF_INIT;
	struct patch patch = PATCH_INIT;
	struct record request;

	if (!form->dirty || form->draft_lost)
		return;
	form->dirty = false;
	form_patch(form, &patch);
	put_caret(form, &caret);
	if (patch.count || any_bad(form)) {
		form->draft_there = true;
		patch_encode(&patch, &bytes);
		draft_request(&request, DRAFT_DO_PUT, ours(form));
		record_number(&request, DRAFT_GENERATION, (int64_t)form->generation);
		record_number(&request, DRAFT_BASE, form->steps.live.revision);
		record_text(&request, DRAFT_PATCH, buf_as_text(&bytes));
		record_text(&request, DRAFT_CARET, buf_as_text(&caret));
		screen_send(screen, CALL_DRAFT, &request, put_answer);
		record_release(&request);
	} else {
		form_draft_drop(screen, false);
	}
	patch_release(&patch);
	buf_release(&bytes);
	buf_release(&caret);
}

void form_draft_drop(struct screen *screen, bool to_trash)
{
	struct form *form = form_of(screen);
	struct record request;

	form->dirty = false;
	screen_after(screen, 0, NULL);
	if (!form->draft_there || form->draft_lost)
		return;
	form->draft_there = false;
	form->generation = 0;
	if (!to_trash) {
		draft_send(screen, DRAFT_DO_DROP, ours(form), NULL);
		return;
	}
	draft_request(&request, DRAFT_DO_DROP, ours(form));
	record_number(&request, DRAFT_TRASH, 1);
	screen_send(screen, CALL_DRAFT, &request, NULL);
	record_release(&request);
}

void form_draft_leave(struct screen *screen)
{
	const struct form *form = form_of(screen);

	if (form->draft_there && !form->draft_lost)
		draft_send(screen, DRAFT_DO_LEAVE, ours(form), NULL);
}

/* --- take --- */

static struct slot *slot_of_tag(struct form *form, int64_t tag)
{
	for (size_t i = 0; i < form->count; i++)
		if (form->slots[i].field->tag == tag)
			return &form->slots[i];
	return NULL;
}

static int64_t take_patch(struct screen *screen, struct text bytes)
{
	struct reader reader = reader_of(bytes.at, bytes.len);
	struct form *form = form_of(screen);
	struct patch patch = PATCH_INIT;
	int64_t taken = 0;

	if (patch_decode(&patch, &reader, NULL))
		for (size_t i = 0; i < patch.count; i++) {
			struct slot *slot = slot_of_tag(form, patch.edits[i].tag);

			/* What the field was then: when somebody changed it since, saving finds out and asks.
			 */
			if (!slot || patch.edits[i].row || !slot_open(slot))
				continue;
			own_set(&slot->old, &patch.edits[i].old);
			slot_set(screen, slot, &patch.edits[i].new);
			taken += slot_changed(slot);
		}
	patch_release(&patch);
	return taken;
}

static int64_t take_caret(struct screen *screen, struct text caret)
{
	struct form *form = form_of(screen);
	struct text line;
	int64_t tag, taken = 0;
	bool first = true;

	while (text_split(&caret, '\n', &line)) {
		struct text word;
		struct slot *slot;

		text_split(&line, ' ', &word);
		slot = number_parse(word, &tag) ? slot_of_tag(form, tag) : NULL;
		if (slot && first)
			form->at = (size_t)(slot - form->slots);
		if (slot && !first && slot_typed(slot)) {
			edit_line_set(&slot->line, line);
			slot_read(screen, slot);
			taken++;
		}
		first = false;
	}
	return taken;
}

static void taken(struct screen *screen, const struct answer *answer);

static void over_answered(struct screen *screen, int digit)
{
	struct form *form = form_of(screen);

	form->draft_lost = digit != 1;
	form->taking = digit == 1;
	if (form->draft_lost)
		draft_say_read_only(screen->app);
	else
		draft_send(screen, DRAFT_DO_TAKE, ours(form), taken);
}

static void taken(struct screen *screen, const struct answer *answer)
{
	struct form *form = form_of(screen);
	int64_t fields;

	form->taking = false;
	if (answer->kind == ANSWER_DONE && view_has(&answer->body, DRAFT_SINCE)) {
		draft_ask_over(screen, view_number(&answer->body, DRAFT_SINCE), over_answered);
		return;
	}
	/* None, or the answer comes after the first key: what is typed now counts. */
	if (answer->kind == ANSWER_ERROR || form->dirty)
		return;
	form->draft_there = true;
	form->generation = (uint64_t)view_number(&answer->body, DRAFT_GENERATION);
	fields = take_patch(screen, view_text(&answer->body, DRAFT_PATCH));
	fields += take_caret(screen, view_text(&answer->body, DRAFT_CARET));
	own_set(&form->entry, &form_slot(screen)->now.value);
	if (!form->id || !screen->target.text.len) {
		if (fields)
			app_say(screen->app,
				"Your draft is here again, {1} fields: F2 saves it, Ctrl-R gives it up", "n",
				fields);
		return;
	}
	/* Saving it was refused in an earlier session, and was not decided then. */
	screen->target.text.len = 0;
	form_save(screen);
}

void form_draft_take(struct screen *screen)
{
	struct form *form = form_of(screen);
	struct record request;

	form->drafts = form->taking = true;
	draft_request(&request, DRAFT_DO_TAKE, ours(form));
	if (screen->target.over)
		record_number(&request, DRAFT_OVER, 1);
	screen_send(screen, CALL_DRAFT, &request, taken);
	record_release(&request);
}
