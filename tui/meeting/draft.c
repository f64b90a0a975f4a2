/* The draft of a meeting: the one line under the caret, as it would be saved if it were finished now. */
#include <stdio.h>
#include "tui/meeting/kind.h"
#include "tui/meeting/meeting.h"

/* Under the roll: a reason in words, or a guest as far as he is written. */
static void roll_patch(const struct meeting *meeting, struct text text, struct patch *patch, struct buf *body)
{
	struct record row;

	if (meeting->writing_reason)
		patch_add_row(patch, MEETING_ATTENDANCE, meeting->asking, ATTENDANCE_REASON, EMPTY_VALUE,
			value_text(text));
	if (!meeting->writing_guest)
		return;
	record_init(&row, &guest_rows);
	record_text(&row, GUEST_NAME, text);
	record_write(&row, body);
	patch_add_row(patch, MEETING_GUESTS, ROW_NEW | 1, 0, EMPTY_VALUE, value_text(buf_as_text(body)))
		->after = ROW_LAST;
	record_release(&row);
}

/* What would be saved if the line were finished now. */
static void draft_patch(const struct meeting *meeting, struct patch *patch, struct buf *body)
{
	static const struct {
		enum section section;
		uint16_t tag, text_tag;
		const struct entity *rows;
	} lists[] = {
		{SECTION_AGENDA, MEETING_AGENDA, AGENDA_TITLE, &agenda_rows},
		{SECTION_MINUTES, MEETING_MINUTES, MINUTES_TEXT, &minutes_rows},
		{SECTION_DECISIONS, MEETING_DECISIONS, DECISION_TEXT, &decision_rows},
	};
	struct text text = edit_line_text(&meeting->line);
	struct record row;

	if (meeting->section == SECTION_ROLL) {
		roll_patch(meeting, text, patch, body);
		return;
	}
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		if (lists[i].section != meeting->section)
			continue;
		if (meeting->section == SECTION_DECISIONS && meeting->cell != CELL_TEXT)
			text = buf_as_text(&meeting->decision);
		record_init(&row, lists[i].rows);
		record_text(&row, lists[i].text_tag, text);
		if (meeting->section == SECTION_MINUTES && meeting->typed_at >= 0)
			record_number(&row, MINUTES_TIME, meeting->typed_at);
		if (meeting->section == SECTION_MINUTES && meeting->speaker)
			record_number(&row, MINUTES_SPEAKER, (int64_t)meeting->speaker);
		if (meeting->section == SECTION_DECISIONS && meeting->owners.len)
			record_set(&row, DECISION_OWNERS,
				(struct value){VALUE_IDS, 0, buf_as_text(&meeting->owners)});
		record_write(&row, body);
		patch_add_row(patch, lists[i].tag, meeting->row ? meeting->row : ROW_NEW | 1, 0, EMPTY_VALUE,
			value_text(buf_as_text(body)))
			->after = ROW_LAST;
		record_release(&row);
	}
}

static void draft_kept(struct screen *screen, const struct answer *answer)
{
	struct meeting *meeting = meeting_of(screen);

	if (answer->kind == ANSWER_DONE) {
		/* Unless the line was finished meanwhile: the next one begins a draft of its own. */
		if (meeting->draft_there)
			meeting->generation = (uint64_t)view_number(&answer->body, DRAFT_GENERATION);
		return;
	}
	/* Another window of the same person has taken over: this one may read, not write. */
	if (answer->error.kind == ERROR_STATE)
		meeting->live.taken_over = true;
	app_say_error(screen->app, &answer->error);
}

static void draft_call(
	struct screen *screen, enum draft_do what, const struct patch *patch, screen_answer *done)
{
	struct meeting *meeting = meeting_of(screen);
	struct record request;
	struct buf bytes = BUF_INIT, caret = BUF_INIT;

	record_init(&request, &draft_message_shape);
	record_number(&request, DRAFT_DO, what);
	record_number(&request, DRAFT_ENTITY, ENTITY_MEETING);
	record_number(&request, DRAFT_ID, (int64_t)meeting->live.id);
	record_number(&request, DRAFT_FORM, FORM_MEETING);
	record_number(&request, DRAFT_GENERATION, (int64_t)meeting->generation);
	record_number(&request, DRAFT_BASE, meeting->live.revision);
	buf_printf(&caret, "%d %zu %d", (int)meeting->section, meeting->line.caret, (int)meeting->cell);
	record_text(&request, DRAFT_CARET, buf_as_text(&caret));
	if (patch)
		patch_encode(patch, &bytes);
	record_text(&request, DRAFT_PATCH, buf_as_text(&bytes));
	screen_send(screen, CALL_DRAFT, &request, done);
	record_release(&request);
	buf_release(&bytes);
	buf_release(&caret);
}

void draft_keep(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct patch patch = PATCH_INIT;
	struct buf body = BUF_INIT;

	if (!meeting->draft_dirty || !meeting->live.loaded || meeting->live.taken_over)
		return;
	meeting->draft_dirty = false;
	draft_patch(meeting, &patch, &body);
	meeting->draft_there = true;
	draft_call(screen, DRAFT_DO_PUT, &patch, draft_kept);
	patch_release(&patch);
	buf_release(&body);
}

static void dropped(struct screen *screen, const struct answer *answer)
{
	(void)screen;
	(void)answer;
}

void draft_drop_now(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	meeting->draft_dirty = false;
	screen_after(screen, 0, NULL);
	if (!meeting->draft_there)
		return;
	meeting->draft_there = false;
	draft_call(screen, DRAFT_DO_DROP, NULL, dropped);
	meeting->generation = 0;
}

static void title_came(struct screen *screen, const struct answer *answer)
{
	titles_take(&meeting_of(screen)->others, answer);
}

/* Who was chosen, and the field the caret was in. */
static void put_decision_back(
	struct screen *screen, const struct view *row, const struct patch *patch, int cell)
{
	struct meeting *meeting = meeting_of(screen);
	struct value owners;

	if (view_get(row, DECISION_OWNERS, &owners)) {
		buf_clear(&meeting->owners);
		buf_text(&meeting->owners, owners.bytes);
		titles_ask(screen, &meeting->others, &meeting_entity, patch, title_came);
	}
	if (cell != CELL_OWNERS && cell != CELL_DUE)
		return;
	buf_clear(&meeting->decision);
	buf_text(&meeting->decision, view_text(row, DECISION_TEXT));
	edit_line_clear(&meeting->line);
	meeting->cell = cell == CELL_DUE ? CELL_DUE : CELL_OWNERS;
}

static void put_roll_back(struct screen *screen, const struct edit *edit, size_t caret)
{
	struct meeting *meeting = meeting_of(screen);
	struct view row = {.entity = &guest_rows, .body = edit->new.bytes};
	bool guest = edit->tag == MEETING_GUESTS;

	meeting_go(screen, SECTION_ROLL);
	edit_line_set(&meeting->line, guest ? view_text(&row, GUEST_NAME) : edit->new.bytes);
	if (caret <= meeting->line.text.len)
		meeting->line.caret = caret;
	meeting->writing_guest = guest;
	meeting->writing_reason = !guest;
	if (!guest)
		meeting->asking = meeting->person = edit->row;
	meeting->draft_there = meeting->draft_dirty = true;
	app_say(screen->app, "The line you were writing is back, with the caret where it was", "");
}

/* The line that was on the way when the connection was cut. */
static void put_draft_back(struct screen *screen, const struct view *draft)
{
	struct meeting *meeting = meeting_of(screen);
	struct text bytes = view_text(draft, DRAFT_PATCH);
	struct reader reader = reader_of(bytes.at, bytes.len);
	struct patch patch;
	int section = 0, cell = CELL_TEXT;
	size_t caret = 0;
	struct buf words = BUF_INIT;
	struct view old;

	buf_text(&words, view_text(draft, DRAFT_CARET));
	sscanf(buf_cstr(&words), "%d %zu %d", &section, &caret, &cell);
	buf_release(&words);
	if (!patch_decode(&patch, &reader, NULL))
		return;
	if (patch.count && section == SECTION_ROLL)
		put_roll_back(screen, &patch.edits[0], caret);
	if (patch.count && section > SECTION_ROLL && section <= SECTION_DECISIONS) {
		const struct edit *edit = &patch.edits[0];
		struct view row = {
			.entity = entity_field(&meeting_entity, edit->tag)->rows, .body = edit->new.bytes};

		meeting_go(screen, (enum section)section);
		/* Tag 3 of minutes, 1 of the others. */
		edit_line_set(&meeting->line,
			view_text(&row, section == SECTION_MINUTES ? MINUTES_TEXT : AGENDA_TITLE));
		if (caret <= meeting->line.text.len)
			meeting->line.caret = caret;
		/* An old line that was being changed; when it is gone by now, what was typed is a new one. */
		if (!(edit->row & ROW_NEW) && view_row(&meeting->live.view, edit->tag, edit->row, &old))
			meeting->row = edit->row;
		if (section == SECTION_DECISIONS)
			put_decision_back(screen, &row, &patch, cell);
		if (section == SECTION_MINUTES) {
			meeting->typed_at = view_number_or(&row, MINUTES_TIME, -1);
			meeting->speaker = (uint64_t)view_number(&row, MINUTES_SPEAKER);
		}
		meeting->draft_there = meeting->draft_dirty = true;
		app_say(screen->app, "The line you were writing is back, with the caret where it was", "");
	}
	patch_release(&patch);
}

static void got_draft(struct screen *screen, const struct answer *answer)
{
	struct meeting *meeting = meeting_of(screen);

	meeting->taking = false;
	if (answer->kind != ANSWER_DONE || !view_has(&answer->body, DRAFT_PATCH))
		return;
	meeting->generation = (uint64_t)view_number(&answer->body, DRAFT_GENERATION);
	put_draft_back(screen, &answer->body);
}

void draft_take_over(struct screen *screen)
{
	meeting_of(screen)->taking = true;
	draft_call(screen, DRAFT_DO_TAKE, NULL, got_draft);
}
