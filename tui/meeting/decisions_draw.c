/* A decision's three fields on the screen, with the people by their numbers and the last of the minutes. */
#include "tui/draw.h"
#include "tui/meeting/decisions.h"
#include "tui/meeting/minutes.h"
#include "tui/shared.h"

static struct text owner_name(const struct meeting *meeting, uint64_t person)
{
	struct text name = live_name(&meeting->live, ENTITY_PERSON, person);

	return name.len ? name : titles_of(&meeting->others, ENTITY_PERSON, person);
}

static void owner_names(const struct meeting *meeting, const struct value *owners, struct buf *out)
{
	struct reader ids = value_ids(owners);
	bool first = true;

	while (reader_left(&ids)) {
		if (!first)
			buf_text(out, tr_text(", "));
		buf_text(out, owner_name(meeting, read_varint(&ids)));
		first = false;
	}
}

enum { PEOPLE_ROWS = 3, DUE_WIDE = 16 };

/* What is in the field; in the one with the caret what is typed, behind the owners there are already. */
static void draw_cell(const struct meeting *meeting, int row, struct rect rect, enum cell cell,
	const char *label, struct text done)
{
	int left = rect.left + 18, room = cell == CELL_DUE ? DUE_WIDE : rect.columns - 24, used = 0;

	draw_text(row, rect.left + 9, 7, STYLE_NORMAL, tr_text(label));
	draw_text(row, rect.left + 17, 1, STYLE_DIM, TEXT("["));
	draw_text(row, left + room + 1, 1, STYLE_DIM, TEXT("]"));
	if (meeting->cell != cell || cell == CELL_OWNERS)
		draw_text(row, left, room, STYLE_NORMAL, done);
	if (cell == CELL_OWNERS && done.len)
		used = (int)text_width(done) + 2 < room - 8 ? (int)text_width(done) + 2 : room - 8;
	if (meeting->cell == cell)
		edit_line_draw(&meeting->line, row, left + used, room - used);
}

void decision_people(const struct meeting *meeting, struct buf *out)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);

	for (unsigned number = 1; row_walk_next(&rows); number++) {
		buf_printf(out, "%s%u", number > 1 ? "\n" : "", number);
		buf_text(out, live_name(&meeting->live, ENTITY_PERSON, rows.row.id));
	}
}

static void draw_due_hint(const struct screen *screen, int row, struct rect rect)
{
	const struct meeting *meeting = meeting_of(screen);
	struct text typed = edit_line_text(&meeting->line);
	struct buf line = BUF_INIT;
	int64_t due = decision_last_due(meeting), own = decision_own_due(meeting);
	int64_t today = screen->app->welcome.today;

	if (meeting->cell == CELL_DUE && typed.len && date_short(typed, today, &due)) {
		tr_date(due, date_parts(today).year, &line);
		buf_printf(&line, " %s", tr_weekday(due));
	} else if (!typed.len && due && (!own || meeting->cell == CELL_DUE)) {
		buf_text(&line, tr_text(own ? N_("empty: as it was, ") : N_("empty: as the last item, ")));
		tr_date(due, date_parts(today).year, &line);
		buf_printf(&line, " %s", tr_weekday(due));
	}
	draw_text(row, rect.left + DUE_WIDE + 22, rect.columns - DUE_WIDE - 23, STYLE_NORMAL,
		buf_as_text(&line));
	draw_text(row + 1, rect.left + 17, rect.columns - 19, STYLE_DIM,
		tr_text("30 = the 30th  1015 = 15 October  +7 = in seven days  mon = Monday"));
	buf_release(&line);
}

/* Which of the meeting's it is. */
static int64_t number_of(const struct meeting *meeting)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_DECISIONS);
	int64_t number = 1;

	while (row_walk_next(&rows) && rows.row.id != meeting->row)
		number++;
	return number;
}

/* What was said last, to read while it is put into a decision; at most as many lines as leave the candidates
 * of an input method their room. */
static void draw_minutes(const struct screen *screen, int row, struct rect rect)
{
	struct rect room = {row + 1, rect.left, rect.top + rect.rows - 1 - (row + 1), rect.columns};

	if (room.rows < 1 || !view_row_count(&meeting_of(screen)->live.view, MEETING_MINUTES))
		return;
	draw_text(row, rect.left + 1, 10, STYLE_BOLD, tr_text("Minutes"));
	minutes_draw_last(screen, room);
}

void decisions_draw(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	struct value owners = {VALUE_IDS, 0, buf_as_text(&meeting->owners)};
	struct buf names = BUF_INIT, heading = BUF_INIT, due = BUF_INIT, people = BUF_INIT;

	row = meeting_folded(screen, rect, row);
	tr_format(&heading, "Item {1}", "n", number_of(meeting));
	draw_text(row, rect.left + 1, 8, STYLE_BOLD, buf_as_text(&heading));
	draw_cell(meeting, row, rect, CELL_TEXT, N_("what"), buf_as_text(&meeting->decision));
	owner_names(meeting, &owners, &names);
	draw_cell(meeting, row + 1, rect, CELL_OWNERS, N_("who"), buf_as_text(&names));
	if (meeting->cell == CELL_OWNERS) {
		uint64_t person = decision_person(meeting, edit_line_text(&meeting->line));

		draw_text(row + 1, rect.left + rect.columns / 2 + 8, rect.columns / 2 - 14, STYLE_BOLD,
			person ? live_name(&meeting->live, ENTITY_PERSON, person) : NO_TEXT);
	}
	decision_people(meeting, &people);
	row += 2;
	row += draw_flow(buf_as_text(&people), row, rect.left + 17, rect.columns - 18, PEOPLE_ROWS);
	if (decision_own_due(meeting))
		tr_date(decision_own_due(meeting), date_parts(screen->app->welcome.today).year, &due);
	draw_cell(meeting, row, rect, CELL_DUE, N_("by when"), buf_as_text(&due));
	draw_due_hint(screen, row, rect);
	draw_minutes(screen, row + 3, rect);
	buf_release(&names);
	buf_release(&heading);
	buf_release(&due);
	buf_release(&people);
}
