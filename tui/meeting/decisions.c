/* 议定事项: what, who, by when. Owners by their number on the roll, by 汉字 or pinyin; days in shorthand;
 * nothing needs the input method to be switched. */
#include <string.h>
#include "core/base/number.h"
#include "core/base/pinyin.h"
#include "tui/draw.h"
#include "tui/meeting/decisions.h"

/* --- who --- */

static uint64_t person_numbered(const struct meeting *meeting, size_t number)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);

	while (row_walk_next(&rows))
		if (!--number)
			return rows.row.id;
	return 0;
}

/* By number, or the only one whom the words find, or the first. */
static uint64_t person_meant(const struct meeting *meeting, struct text typed)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	int64_t number;

	if (number_parse(typed, &number))
		return number > 0 ? person_numbered(meeting, (size_t)number) : 0;
	while (typed.len && row_walk_next(&rows))
		if (pinyin_match(live_name(&meeting->live, ENTITY_PERSON, rows.row.id), NO_TEXT, typed))
			return rows.row.id;
	return 0;
}

static void add_owner(struct meeting *meeting, uint64_t person)
{
	struct value owners = {VALUE_IDS, 0, buf_as_text(&meeting->owners)};

	if (person && !value_has_id(&owners, person))
		buf_varint(&meeting->owners, person);
}

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
			buf_text(out, words_language() == LANGUAGE_ZH ? TEXT("、") : TEXT(", "));
		buf_text(out, owner_name(meeting, read_varint(&ids)));
		first = false;
	}
}

/* --- one decision, cell by cell --- */

static void begin(struct meeting *meeting)
{
	meeting->row = 0;
	meeting->cell = CELL_TEXT;
	meeting->minutes_row = 0;
	buf_clear(&meeting->decision);
	buf_clear(&meeting->owners);
	edit_line_clear(&meeting->line);
}

static int64_t last_due(const struct meeting *meeting)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_DECISIONS);
	int64_t due = 0;

	while (row_walk_next(&rows))
		if (view_has(&rows.row, DECISION_DUE))
			due = view_number(&rows.row, DECISION_DUE);
	return due;
}

static void store(struct screen *screen, int64_t due)
{
	struct meeting *meeting = meeting_of(screen);
	struct record row;

	record_init(&row, &decision_rows);
	record_text(&row, DECISION_TEXT, buf_as_text(&meeting->decision));
	if (meeting->owners.len)
		record_set(
			&row, DECISION_OWNERS, (struct value){VALUE_IDS, 0, buf_as_text(&meeting->owners)});
	if (due)
		record_number(&row, DECISION_DUE, due);
	live_add_row(&meeting->live, MEETING_DECISIONS, ROW_LAST, &row);
	record_release(&row);
	draft_drop_now(screen);
	begin(meeting);
}

static void text_done(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct text text = edit_line_text(&meeting->line);

	if (!text.len) {
		meeting_go(screen, SECTION_MINUTES);
		return;
	}
	buf_clear(&meeting->decision);
	buf_text(&meeting->decision, text);
	edit_line_clear(&meeting->line);
	meeting->cell = CELL_OWNERS;
}

static void owners_done(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct text typed = edit_line_text(&meeting->line);
	uint64_t person = person_meant(meeting, typed);

	if (typed.len && !person) {
		app_say(screen->app, "Nobody on this roll is found by \"{1}\"; F4 looks in the whole court",
			"S", typed);
		return;
	}
	add_owner(meeting, person);
	edit_line_clear(&meeting->line);
	meeting->cell = CELL_DUE;
}

static void due_done(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct text typed = edit_line_text(&meeting->line);
	int64_t due = last_due(meeting);

	if (typed.len && !date_short(typed, screen->app->welcome.today, &due)) {
		app_say(screen->app, "\"{1}\" is no day: 30, 1015, +7 or Friday will do", "S", typed);
		return;
	}
	store(screen, due);
}

static void (*const finish[])(struct screen *) = {
	[CELL_TEXT] = text_done, [CELL_OWNERS] = owners_done, [CELL_DUE] = due_done};

/* With fewer than ten people one digit is an owner, and the caret goes on to the day. */
static bool quick_owner(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);
	int digit = event_digit(event);

	if (meeting->cell != CELL_OWNERS || digit <= 0 || edit_line_text(&meeting->line).len ||
		view_row_count(&meeting->live.view, MEETING_ATTENDANCE) >= 10 ||
		!person_numbered(meeting, (size_t)digit))
		return false;
	add_owner(meeting, person_numbered(meeting, (size_t)digit));
	meeting->cell = CELL_DUE;
	return true;
}

static void back_a_cell(struct meeting *meeting)
{
	if (meeting->cell == CELL_DUE) {
		meeting->cell = CELL_OWNERS;
		buf_clear(&meeting->owners);
		edit_line_clear(&meeting->line);
	} else if (meeting->cell == CELL_OWNERS) {
		meeting->cell = CELL_TEXT;
		edit_line_set(&meeting->line, buf_as_text(&meeting->decision));
	}
}

static void owner_picked(struct screen *screen, uint64_t id, struct text name)
{
	struct meeting *meeting = meeting_of(screen);

	if (!id)
		return;
	add_owner(meeting, id);
	titles_put(&meeting->others, ENTITY_PERSON, id, name);
	meeting->draft_dirty = true;
	edit_line_clear(&meeting->line);
	meeting->cell = CELL_DUE;
}

void decision_pick_owner(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (meeting->cell == CELL_OWNERS)
		ask_record(screen, N_("Who is to do it?"), ENTITY_PERSON, NULL,
			edit_line_text(&meeting->line), owner_picked);
	else
		app_say(screen->app, "F4 lists people in the field for who is to do it", "");
}

/* F9: this item as the one before it. */
void decision_ditto(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_DECISIONS);
	struct value owners = EMPTY_VALUE;

	while (row_walk_next(&rows))
		if (!view_get(&rows.row, DECISION_OWNERS, &owners))
			owners = EMPTY_VALUE;
	if (meeting->cell == CELL_TEXT && edit_line_text(&meeting->line).len)
		text_done(screen);
	if (meeting->cell == CELL_TEXT || !buf_as_text(&meeting->decision).len)
		return;
	buf_clear(&meeting->owners);
	buf_text(&meeting->owners, owners.bytes);
	store(screen, last_due(meeting));
}

/* From the minutes: the line's text is the decision, the caret is on who. */
void decision_from_minutes(struct screen *screen, struct text text, uint64_t minutes_row)
{
	struct meeting *meeting = meeting_of(screen);
	struct buf copy = BUF_INIT;

	buf_text(&copy, text);
	meeting_go(screen, SECTION_DECISIONS);
	begin(meeting);
	edit_line_set(&meeting->line, buf_as_text(&copy));
	meeting->minutes_row = minutes_row;
	buf_release(&copy);
}

static bool decisions_event(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);

	if (quick_owner(screen, event))
		return true;
	if (event_is(event, KEY_ENTER)) {
		finish[meeting->cell](screen);
		return true;
	}
	if (event_is(event, KEY_UP) || event_is(event, KEY_BACKTAB)) {
		back_a_cell(meeting);
		return true;
	}
	if (!edit_line_event(&meeting->line, event))
		return false;
	meeting->draft_dirty = true;
	return true;
}

static void decisions_enter(struct screen *screen)
{
	begin(meeting_of(screen));
}

static void decisions_leave(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (meeting->cell != CELL_TEXT && meeting->decision.len)
		store(screen, 0);
	else
		draft_keep(screen);
}

/* --- drawing --- */

enum { PEOPLE_ROWS = 3 };

static void draw_cell(const struct meeting *meeting, int row, struct rect rect, int cell, const char *label,
	struct text done)
{
	draw_text(row, rect.left + 9, 7, STYLE_NORMAL, tr_text(label));
	draw_text(row, rect.left + 17, 1, STYLE_DIM, TEXT("["));
	draw_text(row, rect.left + rect.columns - 5, 1, STYLE_DIM, TEXT("]"));
	if ((int)meeting->cell == cell)
		edit_line_draw(&meeting->line, row, rect.left + 18, rect.columns - 24);
	else
		draw_text(row, rect.left + 18, rect.columns - 24, STYLE_NORMAL, done);
}

/* "1刘桂 2任希霞 …" on as many rows as it takes, PEOPLE_ROWS at most; returns the row below. */
static int draw_people(const struct meeting *meeting, int row, struct rect rect)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	int left = rect.left + 17, room = rect.columns - 18, column = 0, last = row + PEOPLE_ROWS - 1;
	struct buf one = BUF_INIT;

	for (unsigned number = 1; row_walk_next(&rows); number++) {
		struct text name = live_name(&meeting->live, ENTITY_PERSON, rows.row.id);
		int width;

		buf_clear(&one);
		buf_printf(&one, "%u%.*s", number, (int)name.len, name.at);
		width = (int)text_width(buf_as_text(&one));
		/* On the last row room is left to say that there are more. */
		if (column &&
			column + width > room -
					(row == last &&
								view_row_count(&meeting->live.view,
									MEETING_ATTENDANCE) > number
							? 3
							: 0)) {
			if (row == last) {
				draw_text(row, left + column, 2, STYLE_DIM, TEXT(".."));
				break;
			}
			row++;
			column = 0;
		}
		draw_text(row, left + column, room - column, STYLE_DIM, buf_as_text(&one));
		column += width + 1;
	}
	buf_release(&one);
	return row + 1;
}

static void draw_due_hint(const struct screen *screen, int row, struct rect rect)
{
	const struct meeting *meeting = meeting_of(screen);
	struct text typed = edit_line_text(&meeting->line);
	struct buf line = BUF_INIT;
	int64_t due = last_due(meeting), today = screen->app->welcome.today;

	if (meeting->cell == CELL_DUE && typed.len && date_short(typed, today, &due)) {
		tr_date(due, date_parts(today).year, &line);
		buf_printf(&line, " %s", tr_weekday(due));
	} else if (!typed.len && due) {
		buf_text(&line, tr_text("empty: as the last item, "));
		tr_date(due, date_parts(today).year, &line);
	}
	draw_text(row, rect.left + 17, rect.columns - 19, STYLE_NORMAL, buf_as_text(&line));
	draw_text(row + 1, rect.left + 17, rect.columns - 19, STYLE_DIM,
		tr_text("30 = the 30th  1015 = 15 October  +7 = in seven days  mon = Monday"));
	buf_release(&line);
}

static void decisions_draw(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	struct value owners = {VALUE_IDS, 0, buf_as_text(&meeting->owners)};
	struct buf names = BUF_INIT, heading = BUF_INIT;

	row = meeting_folded(screen, rect, row) + 1;
	tr_format(&heading, "Item {1}", "n",
		(int64_t)view_row_count(&meeting->live.view, MEETING_DECISIONS) + 1);
	draw_text(row, rect.left + 1, 8, STYLE_BOLD, buf_as_text(&heading));
	draw_cell(meeting, row, rect, CELL_TEXT, N_("what"), buf_as_text(&meeting->decision));
	owner_names(meeting, &owners, &names);
	draw_cell(meeting, row + 1, rect, CELL_OWNERS, N_("who"), buf_as_text(&names));
	if (meeting->cell == CELL_OWNERS) {
		uint64_t person = person_meant(meeting, edit_line_text(&meeting->line));

		draw_text(row + 1, rect.left + 34, rect.columns - 40, STYLE_BOLD,
			person ? live_name(&meeting->live, ENTITY_PERSON, person) : NO_TEXT);
	}
	row = draw_people(meeting, row + 2, rect);
	draw_cell(meeting, row, rect, CELL_DUE, N_("by when"), NO_TEXT);
	draw_due_hint(screen, row + 1, rect);
	buf_release(&names);
	buf_release(&heading);
}

const struct section_ops decisions_section = {
	N_("Decisions"), decisions_draw, decisions_event, decisions_enter, decisions_leave};
