/* The one line under the caret: which row it was taken from and what that was then, so that two who change
 * the same line are both heard; and what is begun in a section and not finished when another one is gone to.
 */
#include "tui/meeting/paste.h"

/* The lists that are written line by line. */
static const struct written {
	enum section section;
	uint16_t tag, text;
	const struct entity *rows;
} written[] = {
	{SECTION_AGENDA, MEETING_AGENDA, AGENDA_TITLE, &agenda_rows},
	{SECTION_MINUTES, MEETING_MINUTES, MINUTES_TEXT, &minutes_rows},
	{SECTION_DECISIONS, MEETING_DECISIONS, DECISION_TEXT, &decision_rows},
};

static const struct written *written_in(enum section section)
{
	for (size_t i = 0; i < sizeof(written) / sizeof(*written); i++)
		if (written[i].section == section)
			return &written[i];
	return NULL;
}

enum section line_section(uint16_t tag)
{
	for (size_t i = 0; i < sizeof(written) / sizeof(*written); i++)
		if (written[i].tag == tag)
			return written[i].section;
	return SECTION_COUNT;
}

bool line_list(enum section section, uint16_t *tag, uint16_t *text, const struct entity **rows)
{
	const struct written *list = written_in(section);

	if (!list)
		return false;
	*tag = list->tag;
	*text = list->text;
	*rows = list->rows;
	return true;
}

void line_new(struct meeting *meeting)
{
	meeting->row = 0;
	buf_clear(&meeting->base);
	edit_line_clear(&meeting->line);
}

/* The row that the line is of. */
static void take_base(struct meeting *meeting, const struct view *row)
{
	struct value owners;

	meeting->row = row->id;
	buf_clear(&meeting->base);
	buf_text(&meeting->base, row->body);
	if (meeting->section != SECTION_DECISIONS)
		return;
	buf_clear(&meeting->owners);
	if (view_get(row, DECISION_OWNERS, &owners))
		buf_text(&meeting->owners, owners.bytes);
}

void line_of_row(struct meeting *meeting, const struct view *row)
{
	const struct written *list = written_in(meeting->section);

	take_base(meeting, row);
	edit_line_set(&meeting->line, view_text(row, list->text));
}

void line_set_field(const struct meeting *meeting, uint16_t field, struct value value, struct patch *patch)
{
	const struct written *list = written_in(meeting->section);
	struct view base = {.entity = list->rows, .body = buf_as_text(&meeting->base)};
	struct value old;

	view_get(&base, field, &old);
	if (!value_equal(&old, &value))
		patch_add_row(patch, list->tag, meeting->row, field, old, value);
}

void line_store_text(struct meeting *meeting, struct text text)
{
	const struct written *list = written_in(meeting->section);
	struct patch patch = PATCH_INIT;

	if (text.len)
		line_set_field(meeting, list->text, value_text(text), &patch);
	else
		patch_add_row(&patch, list->tag, meeting->row, 0, value_text(buf_as_text(&meeting->base)),
			EMPTY_VALUE);
	live_apply(&meeting->live, &patch);
	patch_release(&patch);
}

/* --- set aside --- */

/* Behind what waits there already: of two lines neither is lost, and together they are a new one. */
static struct aside *add_aside(struct meeting *meeting, enum section section, struct text text)
{
	struct aside *aside = &meeting->aside[section];
	bool first = !aside->text.len;

	if (!text.len)
		return NULL;
	if (!first)
		buf_byte(&aside->text, ' ');
	buf_text(&aside->text, text);
	aside->caret = aside->text.len;
	aside->row = 0;
	buf_clear(&aside->base);
	return first ? aside : NULL;
}

/* When the row's line was said, and by whom. */
static void note_said(struct aside *aside, const struct view *row)
{
	bool minutes = row->entity == &minutes_rows;

	aside->typed_at = minutes ? view_number_or(row, MINUTES_TIME, -1) : -1;
	aside->speaker = minutes ? (uint64_t)view_number(row, MINUTES_SPEAKER) : 0;
}

/* Who leaves a row that is being changed saves it; where nothing is sent any more it stays to be read. */
void line_put_aside(struct meeting *meeting)
{
	struct text text = edit_line_text(&meeting->line);
	struct aside *aside;

	if (meeting->section == SECTION_DECISIONS && meeting->cell != CELL_TEXT)
		text = buf_as_text(&meeting->decision);
	if (!written_in(meeting->section) || !text.len || (meeting->row && !meeting->live.taken_over))
		return;
	aside = add_aside(meeting, meeting->section, text);
	if (!aside)
		return;
	aside->row = meeting->row;
	buf_text(&aside->base, buf_as_text(&meeting->base));
	if (meeting->section != SECTION_DECISIONS || meeting->cell == CELL_TEXT)
		aside->caret = meeting->line.caret;
	aside->typed_at = meeting->typed_at;
	aside->speaker = meeting->speaker;
}

bool line_take_back(struct meeting *meeting)
{
	const struct written *list = written_in(meeting->section);
	struct aside *aside = &meeting->aside[meeting->section];
	struct view row;

	if (!list || !aside->text.len)
		return false;
	line_new(meeting);
	edit_line_set(&meeting->line, buf_as_text(&aside->text));
	meeting->line.caret = aside->caret <= aside->text.len ? aside->caret : aside->text.len;
	/* When the row is gone by now, what was typed is a new one. */
	if (aside->row && view_row(&meeting->live.view, list->tag, aside->row, &row)) {
		row.body = buf_as_text(&aside->base);
		take_base(meeting, &row);
	}
	if (meeting->section == SECTION_MINUTES) {
		meeting->typed_at = aside->typed_at;
		if (!meeting->row)
			meeting->speaker = aside->speaker;
	}
	buf_clear(&aside->text);
	meeting->draft_dirty = true;
	return true;
}

bool line_any_waits(const struct meeting *meeting)
{
	for (size_t i = 0; i < SECTION_COUNT; i++)
		if (meeting->aside[i].text.len)
			return true;
	return meeting->unfit.typed.len || paste_strangers(meeting, NULL);
}

void line_aside_of(struct meeting *meeting, const struct edit *edit)
{
	const struct written *list = written_in(line_section(edit->tag));
	struct view row = {.body = edit->new.bytes}, base = {.id = edit->row, .body = edit->old.bytes};
	struct aside *aside;

	if (!list)
		return;
	row.entity = base.entity = list->rows;
	if (!(edit->row & ROW_NEW)) {
		line_aside_row(meeting, list->section, &base, view_text(&row, list->text));
		return;
	}
	aside = add_aside(meeting, list->section, view_text(&row, list->text));
	if (aside)
		note_said(aside, &row);
}

void line_aside_row(struct meeting *meeting, enum section section, const struct view *row, struct text text)
{
	struct aside *aside = add_aside(meeting, section, text);

	if (!aside)
		return;
	aside->row = row->id;
	buf_text(&aside->base, row->body);
	note_said(aside, row);
}

bool line_untouched(const struct meeting *meeting)
{
	const struct written *list = written_in(meeting->section);
	struct view base = {.body = buf_as_text(&meeting->base)};
	struct text text = edit_line_text(&meeting->line);

	if (!meeting->row || !list)
		return !text.len && meeting->cell == CELL_TEXT;
	base.entity = list->rows;
	return meeting->cell == CELL_TEXT && text_equal(text, view_text(&base, list->text));
}
