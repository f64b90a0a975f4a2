/* Guests: people of the court or of elsewhere, below the roll and in no rate. */
#include "tui/draw.h"
#include "tui/meeting/roll.h"

static void add(struct screen *screen, struct text name, struct text unit, uint64_t person)
{
	struct meeting *meeting = meeting_of(screen);
	struct record row;

	record_init(&row, &guest_rows);
	record_text(&row, GUEST_NAME, name);
	record_text(&row, GUEST_UNIT, unit);
	if (person)
		record_number(&row, GUEST_PERSON, (int64_t)person);
	live_add_row(&meeting->live, MEETING_GUESTS, ROW_LAST, &row);
	record_release(&row);
}

/* "市委党校 周老师": the last blank stands between unit and name. */
void guest_done(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct text text = text_trim(edit_line_text(&meeting->line));
	size_t at = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == ' ')
			at = i;
	if (text.len)
		add(screen, text_trim(text_skip(text, at)), at ? text_trim(text_take(text, at)) : NO_TEXT, 0);
	meeting->writing_guest = false;
	edit_line_clear(&meeting->line);
	draft_drop_now(screen);
}

/* Written below the roll, where a cut line loses no more of it than of any other. */
void roll_add_guest(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (meeting->writing_guest)
		guest_done(screen);
	meeting->asking = 0;
	meeting->writing_reason = false;
	meeting->writing_guest = true;
	edit_line_clear(&meeting->line);
}

static void picked(struct screen *screen, uint64_t id, struct text name)
{
	struct meeting *meeting = meeting_of(screen);

	if (!id)
		return;
	add(screen, name, NO_TEXT, id);
	meeting->writing_guest = false;
	edit_line_clear(&meeting->line);
	draft_drop_now(screen);
}

void guest_pick(struct screen *screen)
{
	ask_record(screen, N_("Who is here as a guest?"), ENTITY_PERSON, NULL,
		edit_line_text(&meeting_of(screen)->line), picked);
}

bool guest_event(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);

	if (event_is(event, KEY_ENTER)) {
		guest_done(screen);
	} else if (event_is(event, KEY_ESC)) {
		meeting->writing_guest = false;
		edit_line_clear(&meeting->line);
		draft_drop_now(screen);
	} else {
		return roll_line_event(meeting, event);
	}
	return true;
}

int roll_draw_guests(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_GUESTS);
	struct buf line = BUF_INIT;

	while (row_walk_next(&rows)) {
		if (line.len)
			buf_text(&line, tr_text(", "));
		buf_text(&line, view_text(&rows.row, GUEST_UNIT));
		if (view_has(&rows.row, GUEST_UNIT))
			buf_byte(&line, ' ');
		buf_text(&line, view_text(&rows.row, GUEST_NAME));
	}
	if (line.len) {
		draw_text(row, rect.left + 1, 7, STYLE_BOLD, tr_text("Guests"));
		draw_text(row++, rect.left + 8, rect.columns - 10, STYLE_NORMAL, buf_as_text(&line));
		row++;
	}
	buf_release(&line);
	return row;
}
