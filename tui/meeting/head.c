/* What stands above every section: the meeting's name, its circumstances, and the finished parts folded into
 * a line each. */
#include "tui/draw.h"
#include "tui/meeting/meeting.h"
#include "tui/shared.h"

enum { SHEET_LEAST = 110, BESIDE_COLUMNS = 50 };

int meeting_columns(const struct screen *screen)
{
	enum section section = meeting_of(screen)->section;
	int columns = screen->app->columns;
	bool whole = section == SECTION_ROLL || section == SECTION_PASTE;

	return whole || columns < SHEET_LEAST + BESIDE_COLUMNS ? columns : columns - BESIDE_COLUMNS;
}

bool meeting_running(const struct meeting *meeting)
{
	return view_number(&meeting->live.view, MEETING_STATE) == STATE_OPEN;
}

static void holder_name(const struct meeting *meeting, struct buf *out)
{
	struct value groups;
	struct reader ids;
	bool first = true;

	if (view_has(&meeting->live.view, MEETING_BRANCH))
		buf_text(out,
			live_name(&meeting->live, ENTITY_BRANCH,
				(uint64_t)view_number(&meeting->live.view, MEETING_BRANCH)));
	view_get(&meeting->live.view, MEETING_GROUPS, &groups);
	for (ids = value_ids(&groups); reader_left(&ids); first = false) {
		if (!first)
			buf_text(out, TEXT("、"));
		buf_text(out, group_short(live_name(&meeting->live, ENTITY_GROUP, read_varint(&ids))));
	}
}

/* In at most `room` columns: of a long holder's name something gives way, of the rest nothing. */
static void meeting_name(const struct meeting *meeting, size_t room, struct buf *out)
{
	const struct view *view = &meeting->live.view;
	struct buf holder = BUF_INIT, rest = BUF_INIT, numbers = BUF_INIT;
	struct value kinds;

	meeting_numbers(view, &numbers);
	holder_name(meeting, &holder);
	buf_byte(&rest, ' ');
	if (view_has(view, MEETING_DATE) && words_language() == LANGUAGE_ZH)
		buf_printf(&rest, "%d年", date_parts(view_number(view, MEETING_DATE)).year);
	if (view_has(view, MEETING_NUMBER))
		tr_format(&rest, "meeting {1}: ", "S", buf_as_text(&numbers));
	if (view_get(view, MEETING_KINDS, &kinds))
		field_show(entity_field(&meeting_entity, MEETING_KINDS), &kinds,
			&(struct naming){.language = words_language()}, &rest);
	if (text_width(buf_as_text(&holder)) + text_width(buf_as_text(&rest)) <= room)
		buf_text(out, buf_as_text(&holder));
	else if (text_width(buf_as_text(&rest)) < room)
		text_pad(out, buf_as_text(&holder), room - text_width(buf_as_text(&rest)));
	buf_text(out, buf_as_text(&rest));
	buf_release(&holder);
	buf_release(&rest);
	buf_release(&numbers);
}

static void add_person(const struct meeting *meeting, uint16_t tag, const char *label, struct buf *out)
{
	struct value person;

	if (!view_get(&meeting->live.view, tag, &person))
		return;
	buf_put(out, "  ", 2);
	buf_text(out, tr_text(label));
	buf_byte(out, ' ');
	buf_text(out, live_name(&meeting->live, ENTITY_PERSON, (uint64_t)person.number));
}

static void circumstances(const struct meeting *meeting, struct buf *out)
{
	const struct view *view = &meeting->live.view;
	struct value date, start, end;

	if (view_get(view, MEETING_DATE, &date)) {
		tr_date(date.number, date_parts(date.number).year, out);
		buf_printf(out, " %s", tr_weekday(date.number));
	}
	if (view_get(view, MEETING_START, &start)) {
		buf_byte(out, ' ');
		time_format(start.number, out);
		if (view_get(view, MEETING_END, &end)) {
			buf_byte(out, '-');
			time_format(end.number, out);
			tr_format(out, " {1} min", "n", end.number - start.number);
		} else {
			buf_text(out, tr_text(" on"));
		}
	}
	if (view_has(view, MEETING_PLACE)) {
		buf_put(out, "  ", 2);
		buf_text(out, view_text(view, MEETING_PLACE));
	}
	add_person(meeting, MEETING_CHAIR, N_("chair"), out);
	add_person(meeting, MEETING_RECORDER, N_("recorder"), out);
}

/* 已保存 15:03:12: the proof that it is on disk. */
static void draw_saved(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	struct buf line = BUF_INIT;
	int64_t saved = meeting->live.saved;

	if (meeting->live.under_way) {
		buf_text(&line, tr_text("saving ..."));
	} else if (saved) {
		buf_text(&line, tr_text("saved "));
		time_format(moment_minute(saved, screen->app->welcome.offset), &line);
		buf_printf(&line, ":%02d", moment_second(saved));
	}
	draw_text(row, rect.left + rect.columns - (int)text_width(buf_as_text(&line)) - 1, 20, STYLE_NORMAL,
		buf_as_text(&line));
	buf_release(&line);
}

int meeting_head(const struct screen *screen, struct rect rect)
{
	const struct meeting *meeting = meeting_of(screen);
	const struct choice *state =
		choice_coded(meeting_states, view_number(&meeting->live.view, MEETING_STATE));
	struct buf line = BUF_INIT;
	struct text text;
	int corner = draw_title(screen, rect, NO_TEXT), right = corner;

	if (state) {
		text = choice_label(state, words_language(), &line);
		right -= 1 + (int)text_width(text);
		draw_text(rect.top, right, 12, STYLE_BOLD, text);
	}
	buf_clear(&line);
	meeting_name(meeting, (size_t)(right - rect.left > 3 ? right - rect.left - 3 : 1), &line);
	draw_text(rect.top, rect.left + 1, right - rect.left - 2, STYLE_BOLD, buf_as_text(&line));
	buf_clear(&line);
	circumstances(meeting, &line);
	draw_text(rect.top + 1, rect.left + 1, rect.columns - 18, STYLE_NORMAL, buf_as_text(&line));
	draw_saved(screen, rect, rect.top + 1);
	buf_release(&line);
	return rect.top + 3;
}

/* --- finished parts, a line each --- */

/* "   请假 林芸 出差、汪茜可 病假": who has the mark; `why`: with the reason, or since when. */
static void say_marked(const struct meeting *meeting, const struct choice *mark, bool why, struct buf *out)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	struct buf label = BUF_INIT;
	struct value arrived;
	bool any = false;

	while (row_walk_next(&rows)) {
		if (view_number(&rows.row, ATTENDANCE_MARK) != mark->code)
			continue;
		buf_text(out, any ? tr_text(", ") : TEXT("   "));
		if (!any)
			buf_text(out, choice_label(mark, words_language(), &label));
		buf_put(out, " ", !any);
		any = true;
		buf_text(out, live_name(&meeting->live, ENTITY_PERSON, rows.row.id));
		buf_put(out, " ", why && view_has(&rows.row, ATTENDANCE_REASON));
		buf_text(out, why ? view_text(&rows.row, ATTENDANCE_REASON) : NO_TEXT);
		if (why && mark->code == MARK_LATE && view_get(&rows.row, ATTENDANCE_ARRIVED, &arrived)) {
			buf_byte(out, ' ');
			time_format(arrived.number, out);
		}
	}
	buf_release(&label);
}

static void say_exceptions(const struct meeting *meeting, bool why, struct buf *out)
{
	static const int marks[] = {MARK_LEAVE, MARK_ABSENT, MARK_LATE, MARK_EARLY, MARK_ONLINE};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		say_marked(meeting, choice_coded(attendance_marks, marks[i]), why, out);
}

void meeting_say_roll(const struct meeting *meeting, bool late, int room, struct buf *out)
{
	struct roll_counts counts = roll_counts(meeting);
	size_t before;

	tr_format(out, "Due {1}  present {2}", "nn", (int64_t)counts.due, (int64_t)counts.present);
	if (late && counts.late)
		tr_format(out, " (late {1})", "n", (int64_t)counts.late);
	tr_format(out, "  leave {1}  absent {2}", "nn", (int64_t)counts.leave, (int64_t)counts.absent);
	if (counts.unmarked)
		tr_format(out, "  not called {1}", "n", (int64_t)counts.unmarked);
	if (counts.guests)
		tr_format(out, "  guests {1}", "n", (int64_t)counts.guests);
	before = out->len;
	say_exceptions(meeting, true, out);
	if ((int)text_width(buf_as_text(out)) <= room)
		return;
	out->len = before;
	say_exceptions(meeting, false, out);
}

static int fold_roll(const struct screen *screen, struct rect rect, int row)
{
	struct buf line = BUF_INIT;

	draw_text(row, rect.left + 1, 6, STYLE_BOLD, tr_text("Roll"));
	meeting_say_roll(meeting_of(screen), false, rect.columns - 8, &line);
	draw_text(row, rect.left + 7, rect.columns - 8, STYLE_NORMAL, buf_as_text(&line));
	buf_release(&line);
	return row + 1;
}

/* Lines that agenda and decisions may take each, so that what is written now keeps its room. */
static size_t fold_most(struct rect rect)
{
	int most = (rect.rows - 12) / 3;

	return most < 1 ? 1 : most > 6 ? 6 : (size_t)most;
}

/* How many rows of a list are left out at its beginning: the one with that key stands last of those shown, or
 * the last of all. */
static size_t fold_skipped(const struct meeting *meeting, uint16_t tag, uint64_t key, size_t most)
{
	struct row_walk rows = view_rows(&meeting->live.view, tag);
	size_t seen = 0;

	while (row_walk_next(&rows)) {
		seen++;
		if (rows.row.id == key)
			break;
	}
	return seen > most ? seen - most : 0;
}

static int fold_agenda(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_AGENDA);
	uint64_t current = agenda_current(meeting, NULL);
	size_t most = fold_most(rect), skipped = fold_skipped(meeting, MEETING_AGENDA, current, most);
	struct buf line = BUF_INIT;

	if (view_row_count(&meeting->live.view, MEETING_AGENDA))
		draw_text(row, rect.left + 1, 6, STYLE_BOLD, tr_text("Agenda"));
	for (unsigned number = 1; row_walk_next(&rows) && number <= skipped + most; number++) {
		struct value start, end;

		if (number <= skipped)
			continue;
		if (rows.row.id == current && meeting_running(meeting))
			draw_text(row, rect.left + 7, 1, STYLE_BOLD, TEXT(">"));
		buf_clear(&line);
		buf_printf(&line, "%u ", number);
		buf_text(&line, view_text(&rows.row, AGENDA_TITLE));
		draw_text(row, rect.left + 9, rect.columns - 32, STYLE_NORMAL, buf_as_text(&line));
		buf_clear(&line);
		if (view_get(&rows.row, AGENDA_START, &start)) {
			time_format(start.number, &line);
			buf_byte(&line, '-');
		}
		if (view_get(&rows.row, AGENDA_END, &end)) {
			time_format(end.number, &line);
			buf_text(&line, tr_text("  done"));
		}
		draw_text(row++, rect.left + rect.columns - 20, 19, STYLE_NORMAL, buf_as_text(&line));
	}
	buf_release(&line);
	return row;
}

static int fold_decisions(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_DECISIONS);
	size_t skipped = fold_skipped(meeting, MEETING_DECISIONS, 0, fold_most(rect));
	int year = date_parts(screen->app->welcome.today).year;
	struct live_naming naming;
	struct buf line = BUF_INIT;

	for (unsigned number = 1; row_walk_next(&rows); number++) {
		struct value owners, due;

		if (number <= skipped)
			continue;
		if (number == skipped + 1)
			draw_text(row, rect.left + 1, 7, STYLE_BOLD, tr_text("Decided"));
		buf_clear(&line);
		buf_printf(&line, "%u ", number);
		buf_text(&line, view_text(&rows.row, DECISION_TEXT));
		draw_text(row, rect.left + 9, rect.columns - 40, STYLE_NORMAL, buf_as_text(&line));
		buf_clear(&line);
		if (view_get(&rows.row, DECISION_OWNERS, &owners))
			field_show(entity_field(&decision_rows, DECISION_OWNERS), &owners,
				live_naming(&naming, &meeting->live), &line);
		draw_text(row, rect.left + rect.columns - 30, 16, STYLE_NORMAL, buf_as_text(&line));
		buf_clear(&line);
		if (view_get(&rows.row, DECISION_DUE, &due))
			tr_date(due.number, year, &line);
		draw_text(row++, rect.left + rect.columns - 13, 12, STYLE_NORMAL, buf_as_text(&line));
	}
	buf_release(&line);
	return row;
}

static int fewer(size_t count, size_t most)
{
	return (int)(count < most ? count : most);
}

int meeting_folded_rows(const struct meeting *meeting, struct rect rect)
{
	const struct view *view = &meeting->live.view;
	size_t most = fold_most(rect);

	return fewer(view_row_count(view, MEETING_ATTENDANCE), 1) +
		(meeting->section == SECTION_AGENDA ? 0 : fewer(view_row_count(view, MEETING_AGENDA), most)) +
		fewer(view_row_count(view, MEETING_DECISIONS), most) + 1;
}

int meeting_folded(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);

	if (view_row_count(&meeting->live.view, MEETING_ATTENDANCE))
		row = fold_roll(screen, rect, row);
	/* Where the items are written they stand in full. */
	if (meeting->section != SECTION_AGENDA)
		row = fold_agenda(screen, rect, row);
	row = fold_decisions(screen, rect, row);
	return row + 1;
}
