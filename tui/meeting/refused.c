/* What becomes of a change of the meeting that was refused: what two changed is asked, and what was typed
 * goes back to where it was typed. */
#include "tui/conflict.h"
#include "tui/drafts.h"
#include "tui/meeting/meeting.h"

/* The row as it was before the patch, which is still shown, where that holds it. */
static bool row_before(const struct live *live, const struct patch *mine, const struct edit *edit,
	struct buf *body, struct view *row)
{
	struct view before = live->view;
	struct patch undo = PATCH_INIT;

	for (size_t i = 0; i < mine->count; i++) {
		const struct edit *its = &mine->edits[i];

		if (its->tag == edit->tag && its->row == edit->row && its->row_tag)
			patch_add_row(&undo, its->tag, its->row, its->row_tag, its->new, its->old);
	}
	if (patch_apply(before.entity, before.body, &undo, body, NULL))
		before.body = buf_as_text(body);
	patch_release(&undo);
	return view_row(&before, edit->tag, edit->row, row);
}

/* A changed text of the row: under the caret again, or in its section until that is free. */
static void put_text_back(struct meeting *meeting, const struct patch *mine, const struct edit *edit)
{
	enum section section = line_section(edit->tag);
	const struct entity *rows;
	uint16_t tag, text;
	struct buf body = BUF_INIT;
	struct view row;

	if (!line_list(section, &tag, &text, &rows) || text != edit->row_tag)
		return;
	if (!row_before(&meeting->live, mine, edit, &body, &row)) {
		row = (struct view){.entity = rows};
		line_aside_row(meeting, section, &row, edit->new.bytes);
	} else if (section == meeting->section && line_untouched(meeting)) {
		line_of_row(meeting, &row);
		edit_line_set(&meeting->line, edit->new.bytes);
	} else {
		line_aside_row(meeting, section, &row, edit->new.bytes);
	}
	meeting->draft_dirty = true;
	buf_release(&body);
}

/* Lines that the patch held are under the caret again, or wait in their sections. */
static void put_back(struct screen *screen, const struct patch *mine)
{
	struct meeting *meeting = meeting_of(screen);

	for (size_t i = 0; i < mine->count; i++) {
		const struct edit *edit = &mine->edits[i];

		if (edit->row & ROW_NEW && !edit->row_tag) {
			line_aside_of(meeting, edit);
			meeting->draft_dirty |= line_section(edit->tag) != SECTION_COUNT;
		} else if (edit->row_tag) {
			put_text_back(meeting, mine, edit);
		}
	}
	if (!meeting->row && line_untouched(meeting))
		line_take_back(meeting);
	draft_keep(screen);
}

static void settled(struct screen *screen, const struct patch *chosen)
{
	struct patch copy = PATCH_INIT;
	struct arena arena = ARENA_INIT;

	if (chosen && chosen->count) {
		patch_append(&copy, chosen, &arena);
		live_apply(&meeting_of(screen)->live, &copy);
	}
	live_refresh(&meeting_of(screen)->live);
	patch_release(&copy);
	arena_release(&arena);
}

/* Somebody else changed the same; or it is refused, and what was typed is not lost by that. */
void meeting_refused(struct screen *screen, const struct answer *answer, const struct patch *mine)
{
	struct meeting *meeting = meeting_of(screen);
	struct live_naming naming;

	if (answer->error.kind == ERROR_CONFLICT && view_row_count(&answer->failure, APPLIED_CONFLICTS)) {
		conflict_open(screen, &meeting->live, mine, &answer->failure,
			live_naming(&naming, &meeting->live), false, settled);
		return;
	}
	meeting->live.taken_over |= draft_taken_over(&answer->error);
	app_say_error(screen->app, &answer->error);
	put_back(screen, mine);
}

/* A change that was refused in an earlier session, and not decided then. */
static void tried_again(struct screen *screen, const struct answer *answer)
{
	struct text bytes = screen->target.text;
	struct reader reader = reader_of(bytes.at, bytes.len);
	struct patch mine = PATCH_INIT;

	screen->target.text.len = 0;
	if (answer->kind != ANSWER_ERROR)
		conflict_forget(screen, ENTITY_MEETING, meeting_of(screen)->live.id);
	else if (patch_decode(&mine, &reader, NULL))
		meeting_refused(screen, answer, &mine);
	live_refresh(&meeting_of(screen)->live);
	patch_release(&mine);
}

void meeting_try_again(struct screen *screen)
{
	struct text bytes = screen->target.text;
	struct reader reader = reader_of(bytes.at, bytes.len);
	struct patch mine = PATCH_INIT;

	if (bytes.len && patch_decode(&mine, &reader, NULL))
		screen_apply(
			screen, ENTITY_MEETING, (int64_t)meeting_of(screen)->live.id, 0, &mine, tried_again);
	patch_release(&mine);
}
