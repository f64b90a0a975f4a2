/* The draft of a meeting: the line under the caret and those that wait in their sections, as they would be
 * saved if they were finished now. */
#include "tui/drafts.h"
#include "tui/meeting/caret.h"
#include "tui/meeting/decisions.h"
#include "tui/meeting/kind.h"
#include "tui/meeting/paste.h"

enum { KEEP_MS = 1500 };

/* Under the roll: a reason in words, or a guest as far as he is written. */
static void roll_patch(
	const struct meeting *meeting, struct text text, struct patch *patch, struct arena *arena)
{
	struct buf body = BUF_INIT;
	struct record row;

	if (meeting->writing_reason)
		patch_add_row(patch, MEETING_ATTENDANCE, meeting->asking, ATTENDANCE_REASON, EMPTY_VALUE,
			value_text(text));
	if (!meeting->writing_guest)
		return;
	record_init(&row, &guest_rows);
	record_text(&row, GUEST_NAME, text);
	record_write(&row, &body);
	patch_add_row(patch, MEETING_GUESTS, ROW_NEW | 1, 0, EMPTY_VALUE,
		value_text(arena_text(arena, buf_as_text(&body))))
		->after = ROW_LAST;
	record_release(&row);
	buf_release(&body);
}

/* A new row of a list as it would be added, or an old one as it would become. */
static void add_line(struct patch *patch, uint16_t tag, uint64_t row, struct text was, struct record *record,
	struct arena *arena)
{
	struct buf body = BUF_INIT;
	struct edit *edit;

	record_write(record, &body);
	edit = patch_add_row(patch, tag, row, 0, was.len ? value_text(was) : EMPTY_VALUE,
		value_text(arena_text(arena, buf_as_text(&body))));
	edit->after = ROW_LAST;
	record_release(record);
	buf_release(&body);
}

static void add_minutes(struct record *row, int64_t typed_at, uint64_t speaker)
{
	if (typed_at >= 0)
		record_number(row, MINUTES_TIME, typed_at);
	if (speaker)
		record_number(row, MINUTES_SPEAKER, (int64_t)speaker);
}

/* The line under the caret. */
static void line_patch(const struct meeting *meeting, struct patch *patch, struct arena *arena)
{
	struct text text = edit_line_text(&meeting->line);
	const struct entity *rows;
	uint16_t tag, text_tag;
	struct record row;

	if (meeting->section == SECTION_DECISIONS && meeting->cell != CELL_TEXT)
		text = buf_as_text(&meeting->decision);
	if (!line_list(meeting->section, &tag, &text_tag, &rows) || (!text.len && line_any_waits(meeting)))
		return;
	record_init(&row, rows);
	record_text(&row, text_tag, text);
	if (meeting->section == SECTION_MINUTES)
		add_minutes(&row, meeting->typed_at, meeting->speaker);
	if (meeting->section == SECTION_DECISIONS && meeting->owners.len)
		record_set(
			&row, DECISION_OWNERS, (struct value){VALUE_IDS, 0, buf_as_text(&meeting->owners)});
	if (meeting->section == SECTION_DECISIONS && decision_own_due(meeting))
		record_number(&row, DECISION_DUE, decision_own_due(meeting));
	add_line(patch, tag, meeting->row ? meeting->row : ROW_NEW | 1, buf_as_text(&meeting->base), &row,
		arena);
}

/* The decision in whose field something waits that does not fit, so that it is named; what waits goes with
 * the caret. */
static void unfit_patch(const struct meeting *meeting, struct patch *patch)
{
	struct view row;

	if (meeting->unfit.typed.len &&
		view_row(&meeting->live.view, MEETING_DECISIONS, meeting->unfit.row, &row))
		patch_add_row(
			patch, MEETING_DECISIONS, row.id, 0, value_text(row.body), value_text(row.body));
}

/* What would be saved if everything were finished now; the line under the caret first. */
static void draft_patch(const struct meeting *meeting, struct patch *patch, struct arena *arena)
{
	const struct entity *rows;
	uint16_t tag, text_tag;
	struct record row;

	if (meeting->section == SECTION_ROLL)
		roll_patch(meeting, edit_line_text(&meeting->line), patch, arena);
	line_patch(meeting, patch, arena);
	paste_patch(meeting, patch);
	unfit_patch(meeting, patch);
	for (size_t i = 0; i < SECTION_COUNT; i++) {
		const struct aside *aside = &meeting->aside[i];

		if (!aside->text.len || !line_list((enum section)i, &tag, &text_tag, &rows))
			continue;
		record_init(&row, rows);
		record_text(&row, text_tag, buf_as_text(&aside->text));
		if (i == SECTION_MINUTES)
			add_minutes(&row, aside->typed_at, aside->speaker);
		add_line(patch, tag, aside->row ? aside->row : ROW_NEW | (i + 2), buf_as_text(&aside->base),
			&row, arena);
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
	meeting->live.taken_over |= draft_taken_over(&answer->error);
	app_say_error(screen->app, &answer->error);
}

static struct draft_of ours(const struct meeting *meeting)
{
	return (struct draft_of){ENTITY_MEETING, meeting->live.id, FORM_MEETING};
}

static void draft_put(struct screen *screen, const struct patch *patch)
{
	struct meeting *meeting = meeting_of(screen);
	struct record request;
	struct buf bytes = BUF_INIT, caret = BUF_INIT;

	draft_request(&request, DRAFT_DO_PUT, ours(meeting));
	record_number(&request, DRAFT_GENERATION, (int64_t)meeting->generation);
	record_number(&request, DRAFT_BASE, meeting->live.revision);
	caret_write(meeting, &caret);
	record_text(&request, DRAFT_CARET, buf_as_text(&caret));
	patch_encode(patch, &bytes);
	record_text(&request, DRAFT_PATCH, buf_as_text(&bytes));
	screen_send(screen, CALL_DRAFT, &request, draft_kept);
	record_release(&request);
	buf_release(&bytes);
	buf_release(&caret);
}

void draft_keep(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct patch patch = PATCH_INIT;
	struct arena arena = ARENA_INIT;

	if (!meeting->draft_dirty || !meeting->live.loaded || meeting->live.taken_over)
		return;
	meeting->draft_dirty = false;
	draft_patch(meeting, &patch, &arena);
	meeting->draft_there = true;
	draft_put(screen, &patch);
	patch_release(&patch);
	arena_release(&arena);
}

void draft_keep_soon(struct screen *screen)
{
	meeting_of(screen)->draft_dirty = true;
	screen_within(screen, KEEP_MS, draft_keep);
}

void draft_drop_now(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	meeting->draft_dirty = line_any_waits(meeting);
	screen_after(screen, 0, NULL);
	if (meeting->draft_dirty)
		draft_keep(screen);
	if (!meeting->draft_there || line_any_waits(meeting))
		return;
	meeting->draft_there = false;
	draft_send(screen, DRAFT_DO_DROP, ours(meeting), NULL);
	meeting->generation = 0;
}

void draft_leave(struct screen *screen)
{
	const struct meeting *meeting = meeting_of(screen);

	if (meeting->draft_there && !meeting->live.taken_over)
		draft_send(screen, DRAFT_DO_LEAVE, ours(meeting), NULL);
}

static void title_came(struct screen *screen, const struct answer *answer)
{
	titles_take(&meeting_of(screen)->others, answer);
}

/* Who was chosen, and the field the caret was in. */
static void put_decision_back(
	struct screen *screen, const struct view *row, const struct patch *patch, const struct caret *caret)
{
	struct meeting *meeting = meeting_of(screen);
	struct value owners;

	if (view_get(row, DECISION_OWNERS, &owners)) {
		buf_clear(&meeting->owners);
		buf_text(&meeting->owners, owners.bytes);
		titles_ask(screen, &meeting->others, &meeting_entity, patch, title_came);
	}
	if (caret->cell == CELL_TEXT)
		return;
	buf_clear(&meeting->decision);
	buf_text(&meeting->decision, view_text(row, DECISION_TEXT));
	edit_line_set(&meeting->line, caret->typed);
	meeting->cell = caret->cell;
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
}

/* The line under the caret, in its section. */
static void put_line_back(
	struct screen *screen, const struct edit *edit, const struct patch *patch, const struct caret *caret)
{
	struct meeting *meeting = meeting_of(screen);
	const struct entity *rows;
	uint16_t tag, text_tag;
	struct view row, old;

	meeting_go(screen, line_section(edit->tag));
	if (!line_list(meeting->section, &tag, &text_tag, &rows))
		return;
	row = (struct view){.entity = rows, .body = edit->new.bytes};
	line_new(meeting);
	edit_line_set(&meeting->line, view_text(&row, text_tag));
	/* An old line that was being changed; when it is gone by now, what was typed is a new one. */
	if (!(edit->row & ROW_NEW) && view_row(&meeting->live.view, tag, edit->row, &old)) {
		meeting->row = edit->row;
		buf_text(&meeting->base, edit->old.kind == VALUE_TEXT ? edit->old.bytes : old.body);
	}
	if (meeting->section == SECTION_DECISIONS)
		put_decision_back(screen, &row, patch, caret);
	if (caret->at <= meeting->line.text.len)
		meeting->line.caret = caret->at;
	if (meeting->section == SECTION_MINUTES) {
		meeting->typed_at = view_number_or(&row, MINUTES_TIME, -1);
		meeting->speaker = (uint64_t)view_number(&row, MINUTES_SPEAKER);
	}
}

/* The lines that were begun; the one with the caret is under it again. */
static void put_lines_back(struct screen *screen, const struct patch *patch, const struct caret *caret)
{
	struct meeting *meeting = meeting_of(screen);
	size_t at = 0;

	/* Where the caret was nothing may have been begun: then it goes to what was begun first. */
	while (at < patch->count && line_section(patch->edits[at].tag) != caret->section)
		at++;
	if (at == patch->count)
		at = 0;
	for (size_t i = 0; i < patch->count; i++)
		if (i != at)
			line_aside_of(meeting, &patch->edits[i]);
	if (line_section(patch->edits[at].tag) == SECTION_COUNT)
		put_roll_back(screen, &patch->edits[at], caret->at);
	else
		put_line_back(screen, &patch->edits[at], patch, caret);
	meeting->draft_there = meeting->draft_dirty = true;
	app_say(screen->app, "The line you were writing is back, with the caret where it was", "");
}

/* The edits that are lines; what was pasted, and what waits in a decision's field, comes back in its own way.
 */
static void only_lines(const struct patch *patch, const struct caret *caret, struct patch *lines)
{
	for (size_t i = 0; i < patch->count; i++) {
		const struct edit *edit = &patch->edits[i];

		if (!paste_edit(edit) &&
			!(caret->unfit.len && edit->tag == MEETING_DECISIONS &&
				edit->row == caret->unfit_row))
			*patch_add_row(lines, edit->tag, edit->row, edit->row_tag, edit->old, edit->new) =
				*edit;
	}
}

static void put_unfit_back(struct screen *screen, const struct caret *caret, bool go)
{
	struct meeting *meeting = meeting_of(screen);

	if (!caret->unfit.len)
		return;
	meeting->unfit.row = caret->unfit_row;
	meeting->unfit.cell = caret->unfit_cell;
	buf_clear(&meeting->unfit.typed);
	buf_text(&meeting->unfit.typed, caret->unfit);
	meeting->draft_there = true;
	if (go)
		meeting_go(screen, SECTION_DECISIONS);
}

/* What was on the way when the connection was cut. */
static void put_draft_back(struct screen *screen, const struct view *draft)
{
	struct text bytes = view_text(draft, DRAFT_PATCH);
	struct reader reader = reader_of(bytes.at, bytes.len);
	struct caret caret = caret_read(view_text(draft, DRAFT_CARET));
	struct patch patch = PATCH_INIT, lines = PATCH_INIT;

	if (patch_decode(&patch, &reader, NULL)) {
		only_lines(&patch, &caret, &lines);
		if (lines.count)
			put_lines_back(screen, &lines, &caret);
		put_unfit_back(screen, &caret, !lines.count);
		paste_put_back(screen, &patch, caret.section == SECTION_PASTE || !lines.count);
		meeting_of(screen)->draft_there |= patch.count > 0;
	}
	patch_release(&lines);
	patch_release(&patch);
}

static void got_draft(struct screen *screen, const struct answer *answer);

static void over_answered(struct screen *screen, int digit)
{
	struct meeting *meeting = meeting_of(screen);

	meeting->taking = digit == 1;
	if (meeting->taking) {
		draft_send(screen, DRAFT_DO_TAKE, ours(meeting), got_draft);
		return;
	}
	meeting->live.taken_over = true;
	draft_say_read_only(screen->app);
}

static void got_draft(struct screen *screen, const struct answer *answer)
{
	struct meeting *meeting = meeting_of(screen);

	meeting->taking = false;
	if (answer->kind != ANSWER_DONE)
		return;
	if (view_has(&answer->body, DRAFT_SINCE))
		draft_ask_over(screen, view_number(&answer->body, DRAFT_SINCE), over_answered);
	if (!view_has(&answer->body, DRAFT_PATCH))
		return;
	meeting->generation = (uint64_t)view_number(&answer->body, DRAFT_GENERATION);
	put_draft_back(screen, &answer->body);
}

void draft_take_over(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct record request;

	meeting->taking = true;
	draft_request(&request, DRAFT_DO_TAKE, ours(meeting));
	if (screen->target.over)
		record_number(&request, DRAFT_OVER, 1);
	screen_send(screen, CALL_DRAFT, &request, got_draft);
	record_release(&request);
}
