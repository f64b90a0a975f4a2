/* Taking the roll: a digit marks and moves on, anything else typed finds a person. Every mark is saved as it
 * is made. */
#include "tui/meeting/roll.h"

#include <string.h>
#include "core/base/memory.h"
#include "core/base/pinyin.h"
#include "tui/draw.h"

enum { ONE_COLUMN = 12, COLUMN_WIDTH = 39, NAME_AT = 6, MARK_AT = 15, NOTE_AT = 21 };

/* --- counting --- */

struct roll_counts roll_counts(const struct meeting *meeting)
{
	struct roll_counts counts = {0};
	unsigned *const by_mark[] = {[0] = &counts.unmarked,
		[MARK_PRESENT] = &counts.present,
		[MARK_LEAVE] = &counts.leave,
		[MARK_ABSENT] = &counts.absent,
		[MARK_LATE] = &counts.late,
		[MARK_EARLY] = &counts.early,
		[MARK_ONLINE] = &counts.online};
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);

	while (row_walk_next(&rows)) {
		int64_t mark = view_number(&rows.row, ATTENDANCE_MARK);

		counts.due++;
		if (mark >= 0 && mark <= MARK_ONLINE)
			++*by_mark[mark];
	}
	counts.present += counts.late + counts.early + counts.online;
	counts.guests = (unsigned)view_row_count(&meeting->live.view, MEETING_GUESTS);
	return counts;
}

/* --- moving --- */

static bool row_of(const struct meeting *meeting, uint64_t person, struct view *row)
{
	return person && view_row(&meeting->live.view, MEETING_ATTENDANCE, person, row);
}

uint64_t roll_at(const struct meeting *meeting, size_t place)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);

	while (row_walk_next(&rows))
		if (!place--)
			return rows.row.id;
	return 0;
}

size_t roll_place(const struct meeting *meeting, uint64_t person)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	size_t place = 0;

	while (row_walk_next(&rows) && rows.row.id != person)
		place++;
	return place;
}

static void step(struct meeting *meeting, int by)
{
	size_t count = view_row_count(&meeting->live.view, MEETING_ATTENDANCE);
	size_t place = roll_place(meeting, meeting->person);

	if (!count)
		return;
	if (by < 0)
		place = place < (size_t)-by ? 0 : place - (size_t)-by;
	else
		place = place + (size_t)by >= count ? count - 1 : place + (size_t)by;
	meeting->person = roll_at(meeting, place);
}

/* The first row that says `test`, from the top. */
static uint64_t first_where(const struct meeting *meeting, bool (*test)(const struct view *row))
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);

	while (row_walk_next(&rows))
		if (test(&rows.row))
			return rows.row.id;
	return 0;
}

static bool unmarked(const struct view *row)
{
	return !view_has(row, ATTENDANCE_MARK);
}

static bool lacks_reason(const struct view *row)
{
	int64_t mark = view_number(row, ATTENDANCE_MARK);

	return (mark == MARK_LEAVE || mark == MARK_ABSENT) && !view_has(row, ATTENDANCE_REASON);
}

/* --- marking --- */

static void remember(struct meeting *meeting, const struct view *row)
{
	meeting->undo =
		mem_grow(meeting->undo, meeting->undo_count, &meeting->undo_room, sizeof(*meeting->undo));
	meeting->undo[meeting->undo_count++] =
		(struct roll_undo){row->id, view_number_or(row, ATTENDANCE_MARK, -1)};
}

/* The mark and what hangs on it, as one patch. */
static void mark_patch(struct patch *patch, const struct view *row, int64_t mark, int64_t minute)
{
	struct value old;
	struct value arrived = mark == MARK_LATE ? value_number(minute) : EMPTY_VALUE;

	view_get(row, ATTENDANCE_MARK, &old);
	patch_add_row(patch, MEETING_ATTENDANCE, row->id, ATTENDANCE_MARK, old,
		mark > 0 ? value_number(mark) : EMPTY_VALUE);
	if (view_get(row, ATTENDANCE_ARRIVED, &old) || arrived.kind)
		patch_add_row(patch, MEETING_ATTENDANCE, row->id, ATTENDANCE_ARRIVED, old, arrived);
	if (mark != MARK_LEAVE && mark != MARK_ABSENT && view_get(row, ATTENDANCE_REASON, &old))
		patch_add_row(patch, MEETING_ATTENDANCE, row->id, ATTENDANCE_REASON, old, EMPTY_VALUE);
}

/* The first mark is when the meeting began. */
static void begin_clock(struct screen *screen, struct patch *patch)
{
	struct meeting *meeting = meeting_of(screen);

	if (meeting_running(meeting) && !view_has(&meeting->live.view, MEETING_START))
		patch_add(patch, MEETING_START, EMPTY_VALUE, value_number(app_minute(screen->app)));
}

static void mark_one(struct screen *screen, int64_t mark)
{
	struct meeting *meeting = meeting_of(screen);
	struct patch patch = PATCH_INIT;
	struct view row;

	if (!row_of(meeting, meeting->person, &row))
		return;
	remember(meeting, &row);
	mark_patch(&patch, &row, mark, app_minute(screen->app));
	begin_clock(screen, &patch);
	live_apply(&meeting->live, &patch);
	patch_release(&patch);
	step(meeting, 1);
	if (!first_where(meeting, unmarked))
		meeting->ask_reasons = true;
}

/* 9: the unmarked rows from the cursor down are present; a row skipped above it stays unmarked. */
static void mark_rest(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	struct patch patch = PATCH_INIT;

	while (row_walk_next(&rows))
		if (rows.row.id >= meeting->person && unmarked(&rows.row)) {
			remember(meeting, &rows.row);
			patch_add_row(&patch, MEETING_ATTENDANCE, rows.row.id, ATTENDANCE_MARK, EMPTY_VALUE,
				value_number(MARK_PRESENT));
		}
	begin_clock(screen, &patch);
	live_apply(&meeting->live, &patch);
	patch_release(&patch);
	meeting->ask_reasons = true;
	if (first_where(meeting, unmarked))
		meeting->person = first_where(meeting, unmarked);
}

void roll_undo(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct patch patch = PATCH_INIT;
	struct view row;

	if (!meeting->undo_count) {
		app_say(screen->app, "Nothing to take back", "");
		return;
	}
	meeting->person = meeting->undo[--meeting->undo_count].person;
	if (row_of(meeting, meeting->person, &row)) {
		mark_patch(&patch, &row, meeting->undo[meeting->undo_count].mark, app_minute(screen->app));
		live_apply(&meeting->live, &patch);
	}
	patch_release(&patch);
}

/* --- reasons --- */

static void ask_next_reason(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	meeting->asking = meeting->ask_reasons ? first_where(meeting, lacks_reason) : 0;
	if (meeting->asking)
		meeting->person = meeting->asking;
	else
		meeting->ask_reasons = false;
}

static void give_reason(struct screen *screen, struct text reason)
{
	struct meeting *meeting = meeting_of(screen);

	live_set_row(&meeting->live, MEETING_ATTENDANCE, meeting->asking, ATTENDANCE_REASON,
		reason.len ? value_text(reason) : EMPTY_VALUE);
	meeting->writing_reason = false;
	edit_line_clear(&meeting->line);
	ask_next_reason(screen);
}

void roll_ask_reason(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct view row;

	if (row_of(meeting, meeting->person, &row))
		meeting->asking = meeting->person;
}

static bool reason_event(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);
	int digit = event_digit(event);

	if (meeting->writing_reason) {
		if (event_is(event, KEY_ENTER)) {
			give_reason(screen, edit_line_text(&meeting->line));
			return true;
		}
		return edit_line_event(&meeting->line, event);
	}
	if (digit == 0) { /* leave it open */
		meeting->ask_reasons = false;
		meeting->asking = 0;
	} else if (digit == 9) {
		meeting->writing_reason = true;
		edit_line_clear(&meeting->line);
	} else if (digit > 0 && (size_t)digit <= meeting->reason_count) {
		give_reason(screen, meeting->reasons[digit - 1]);
	} else if (event_is(event, KEY_ESC)) {
		meeting->ask_reasons = false;
		meeting->asking = 0;
	} else {
		return false;
	}
	return true;
}

/* --- finding --- */

static void find(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct text typed = buf_as_text(&meeting->find);
	size_t count = view_row_count(&meeting->live.view, MEETING_ATTENDANCE);
	size_t place = roll_place(meeting, meeting->person);

	for (size_t i = 0; i < count; i++) {
		uint64_t person = roll_at(meeting, (place + i) % count);

		if (pinyin_match(live_name(&meeting->live, ENTITY_PERSON, person), NO_TEXT, typed)) {
			meeting->person = person;
			return;
		}
	}
	app_say(screen->app, "Nobody on this roll is found by \"{1}\"", "S", typed);
}

static bool find_event(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);

	if (event->kind == EVENT_TEXT) {
		buf_text(&meeting->find, event->text);
		find(screen);
		return true;
	}
	if (!meeting->find.len)
		return false;
	if (event_is(event, KEY_BACKSPACE)) {
		meeting->find.len -= text_grapheme_back(buf_as_text(&meeting->find));
		find(screen);
	} else if (event_is(event, KEY_ENTER) || event_is(event, KEY_ESC)) {
		buf_clear(&meeting->find);
	} else {
		return false;
	}
	return true;
}

/* --- keys --- */

static bool roll_event(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);
	int digit = event_digit(event);
	static const struct {
		int key, by;
	} moves[] = {{KEY_UP, -1}, {KEY_DOWN, 1}, {KEY_LEFT, -9}, {KEY_RIGHT, 9}, {KEY_PGUP, -9},
		{KEY_PGDN, 9}, {KEY_HOME, -9999}, {KEY_END, 9999}};

	if (meeting->asking)
		return reason_event(screen, event);
	for (size_t i = 0; i < sizeof(moves) / sizeof(*moves); i++)
		if (event_is(event, moves[i].key)) {
			buf_clear(&meeting->find);
			step(meeting, moves[i].by);
			return true;
		}
	if (event->kind == EVENT_PASTE) {
		roll_paste(screen, event->text);
		return true;
	}
	if (digit < 0 &&
		!(event->kind == EVENT_TEXT && (text_is(event->text, "*") || text_is(event->text, "＊"))))
		return find_event(screen, event);
	buf_clear(&meeting->find);
	if (digit == 9 || digit < 0)
		mark_rest(screen);
	else if (digit == 7)
		roll_made_up(screen);
	else if (digit <= MARK_ONLINE)
		mark_one(screen, digit);
	ask_next_reason(screen);
	return true;
}

/* 7: the study this person missed is made up; the task closes. */
void roll_made_up(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	for (size_t i = 0; i < meeting->task_count; i++)
		if (meeting->tasks[i].kind == TASK_MAKEUP && meeting->tasks[i].item == meeting->person) {
			screen_run(screen, "close", ENTITY_TASK, meeting->tasks[i].id, NULL, NULL);
			meeting->tasks[i].kind = 0;
			app_say(screen->app, "Made up: {1}", "S", meeting->tasks[i].title);
			step(meeting, 1);
			return;
		}
	app_say(screen->app, "There is no missed study of {1} to make up", "S",
		live_name(&meeting->live, ENTITY_PERSON, meeting->person));
}

static void roll_enter(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	uint64_t first = first_where(meeting, unmarked);

	if (first)
		meeting->person = first;
	else if (!meeting->person)
		meeting->person = roll_at(meeting, 0);
	meeting->asking = 0;
	meeting->writing_reason = false;
	buf_clear(&meeting->find);
}

static void roll_leave(struct screen *screen)
{
	meeting_of(screen)->asking = 0;
}

/* --- drawing --- */

static void note_of(const struct meeting *meeting, const struct view *row, struct buf *note)
{
	int64_t mark = view_number(row, ATTENDANCE_MARK);
	struct value arrived;

	buf_clear(note);
	if (lacks_reason(row))
		buf_text(note, tr_text("reason?"));
	else if (view_has(row, ATTENDANCE_REASON))
		buf_text(note, view_text(row, ATTENDANCE_REASON));
	else if (mark == MARK_LATE && view_get(row, ATTENDANCE_ARRIVED, &arrived))
		time_format(arrived.number, note);
	for (size_t i = 0; i < meeting->task_count; i++)
		if (meeting->tasks[i].kind == TASK_MAKEUP && meeting->tasks[i].item == row->id && !note->len)
			tr_format(note, "owes: {1}", "S", meeting->tasks[i].title);
}

static void draw_person(
	const struct screen *screen, const struct view *row, size_t place, int at, int left, int columns)
{
	const struct meeting *meeting = meeting_of(screen);
	const struct choice *choice = choice_coded(attendance_marks, view_number(row, ATTENDANCE_MARK));
	bool exception = choice && choice->code != MARK_PRESENT;
	struct buf room = BUF_INIT, note = BUF_INIT;

	if (row->id == meeting->person)
		draw_text(at, left + 1, 1, STYLE_BOLD, TEXT(">"));
	buf_printf(&room, "%3zu", place + 1);
	draw_text(at, left + 2, 3, STYLE_NORMAL, buf_as_text(&room));
	draw_text(at, left + NAME_AT, 8, STYLE_NORMAL, live_name(&meeting->live, ENTITY_PERSON, row->id));
	buf_clear(&room);
	if (choice)
		draw_text(at, left + MARK_AT, 6, exception ? STYLE_WARN : STYLE_NORMAL,
			choice_label(choice, words_language(), &room));
	note_of(meeting, row, &note);
	draw_text(at, left + NOTE_AT, columns - NOTE_AT - 1, lacks_reason(row) ? STYLE_WARN : STYLE_NORMAL,
		buf_as_text(&note));
	buf_release(&room);
	buf_release(&note);
}

/* Down first, then right; as many columns as it takes. Returns the rows used. */
static int draw_people(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	size_t count = view_row_count(&meeting->live.view, MEETING_ATTENDANCE);
	size_t columns = count > ONE_COLUMN ? 2 : 1, high, first = 0;
	size_t room = (size_t)(rect.top + rect.rows - row > 8 ? rect.top + rect.rows - row - 8 : 1);

	high = (count + columns - 1) / columns;
	/* More than two columns can hold: the part with the cursor. */
	if (high > room) {
		size_t place = roll_place(meeting, meeting->person);

		high = room;
		first = place / (high * columns) * (high * columns);
	}
	for (size_t place = 0; row_walk_next(&rows); place++) {
		size_t shown = place - first;

		if (place < first || shown >= high * columns)
			continue;
		draw_person(screen, &rows.row, place, row + (int)(shown % high),
			rect.left + (int)(shown / high) * COLUMN_WIDTH, COLUMN_WIDTH);
	}
	return (int)high;
}

static void draw_beside(const struct screen *screen, struct rect rect, int row, int rows)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk items = view_rows(&meeting->live.view, MEETING_AGENDA);
	int left = rect.left + COLUMN_WIDTH + 2, columns = rect.columns - COLUMN_WIDTH - 2, used = 0;
	struct buf line = BUF_INIT;
	int64_t today = screen->app->welcome.today;

	for (size_t i = 0; i < meeting->task_count && used < rows - 1; i++) {
		const struct open_task *task = &meeting->tasks[i];

		if (task->kind == TASK_MAKEUP || !task->kind)
			continue;
		if (task->due && task->due < today)
			draw_text(row + used, left, 1, STYLE_WARN, TEXT("!"));
		draw_text(row + used, left + 2, columns - 14, STYLE_NORMAL, task->owners);
		draw_text(row + used, left + 2 + (int)text_width(task->owners) + 1,
			columns - 15 - (int)text_width(task->owners), STYLE_NORMAL, task->title);
		buf_clear(&line);
		if (task->due)
			tr_days_left(task->due, today, &line);
		draw_text(row + used, rect.left + rect.columns - 11, 11,
			task->due < today ? STYLE_WARN : STYLE_DIM, buf_as_text(&line));
		used++;
	}
	if (used && used < rows - 1)
		used++;
	for (unsigned number = 1; row_walk_next(&items) && used < rows; number++, used++) {
		buf_clear(&line);
		buf_printf(&line, "%u ", number);
		buf_text(&line, view_text(&items.row, AGENDA_TITLE));
		draw_text(row + used, left + 2, columns - 2, STYLE_NORMAL, buf_as_text(&line));
	}
	buf_release(&line);
}

static void draw_counts(const struct screen *screen, struct rect rect, int row)
{
	struct roll_counts counts = roll_counts(meeting_of(screen));
	struct buf line = BUF_INIT;

	tr_format(&line, "Due {1}  present {2}  leave {3}  absent {4}", "nnnn", (int64_t)counts.due,
		(int64_t)counts.present, (int64_t)counts.leave, (int64_t)counts.absent);
	tr_format(&line, "  not called {1}", "n", (int64_t)counts.unmarked);
	if (counts.guests)
		tr_format(&line, "  guests {1}", "n", (int64_t)counts.guests);
	draw_text(row, rect.left + 1, 6, STYLE_BOLD, tr_text("Roll"));
	draw_text(row, rect.left + 7, COLUMN_WIDTH + 10, STYLE_NORMAL, buf_as_text(&line));
	if (counts.due && !counts.unmarked) {
		buf_clear(&line);
		tr_format(&line, "present {1}%", "s", "");
		buf_clear(&line);
		buf_printf(&line, "%s%.1f%%", tr("rate "), 100.0 * counts.present / counts.due);
		draw_text(row, rect.left + rect.columns - (int)text_width(buf_as_text(&line)) - 1, 14,
			STYLE_NORMAL, buf_as_text(&line));
	}
	buf_release(&line);
}

static void draw_reason(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	struct buf line = BUF_INIT;
	struct view person;
	int at = rect.left + 1;

	buf_text(&line, live_name(&meeting->live, ENTITY_PERSON, meeting->asking));
	buf_byte(&line, ' ');
	row_of(meeting, meeting->asking, &person);
	buf_text(&line,
		tr_text(view_number(&person, ATTENDANCE_MARK) == MARK_ABSENT ? "why absent "
									     : "why on leave "));
	for (size_t i = 0; i < meeting->reason_count; i++)
		buf_printf(&line, " %zu%.*s", i + 1, (int)meeting->reasons[i].len, meeting->reasons[i].at);
	buf_printf(&line, " 9%s 0%s", tr("other"), tr("leave open"));
	draw_text(row, at, rect.columns - 2, STYLE_NORMAL, buf_as_text(&line));
	if (meeting->writing_reason)
		edit_line_draw(&meeting->line, row + 1, at, rect.columns - 2);
	else
		draw_cursor(row + 1, at);
	buf_release(&line);
}

static void roll_draw(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	size_t count = view_row_count(&meeting->live.view, MEETING_ATTENDANCE);
	int high;

	draw_counts(screen, rect, row++);
	high = draw_people(screen, rect, row);
	if (count <= ONE_COLUMN && rect.columns >= 78)
		draw_beside(screen, rect, row, high > 6 ? high : 6);
	row += count <= ONE_COLUMN && high < 6 ? 6 : high;
	row = roll_draw_guests(screen, rect, row + 1);
	if (meeting->asking) {
		draw_reason(screen, rect, row);
	} else {
		struct text typed = buf_as_text(&meeting->find);

		if (typed.len)
			draw_text(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL, typed);
		draw_cursor(row, rect.left + 1 + (int)text_width(typed));
	}
	draw_text(rect.top + rect.rows - 1, rect.left + 1, rect.columns - 2, STYLE_DIM,
		tr_text("In the roll: 1 present 2 leave 3 absent 4 late 5 left early 6 online 7 made up 9 "
			"the rest present 0 clear"));
}

const struct section_ops roll_section = {N_("Roll"), roll_draw, roll_event, roll_enter, roll_leave};
