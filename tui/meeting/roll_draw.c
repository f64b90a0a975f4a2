/* The roll on the screen: one or two columns of people, what is still open beside them, and the question
 * under them. */
#include "tui/draw.h"
#include "tui/meeting/paste.h"
#include "tui/meeting/roll.h"
#include "tui/shared.h"

enum {
	HEAD = 3,
	BELOW_ROLL = 9,
	BELOW_TIGHT = 7, /* on a screen that has fewer rows than TIGHT */
	TIGHT = 18,
	BELOW_CARET = 4, /* for the candidates of an input method, and the keys */
	BESIDE_ROWS = 7,
	BESIDE_LEAST = 36,
	BESIDE_MOST = 64,
	TASKS_BELOW = 3,
	COUNTS_AT = 7,
	ONE_COLUMN = 12,
	COLUMN_LEAST = 39,
	COLUMN_MOST = 52,
	NAME_AT = 6,
	MARK_AT = 15
};

static void reason_of(const struct meeting *meeting, const struct view *row, struct buf *note)
{
	int64_t mark = view_number(row, ATTENDANCE_MARK);
	struct value arrived;

	if (roll_lacks_reason(row))
		buf_text(note, tr_text("reason?"));
	else if (view_has(row, ATTENDANCE_REASON))
		buf_text(note, view_text(row, ATTENDANCE_REASON));
	else if (mark == MARK_LATE && view_get(row, ATTENDANCE_ARRIVED, &arrived))
		time_format(arrived.number, note);
	if (mark == MARK_LEAVE && view_has(row, ATTENDANCE_APPROVED))
		tr_format(note, "  by {1}", "S",
			live_name(&meeting->live, ENTITY_PERSON,
				(uint64_t)view_number(row, ATTENDANCE_APPROVED)));
}

/* What is to be made up, by name. */
static void owed_of(const struct meeting *meeting, const struct view *row, struct buf *note)
{
	for (size_t i = 0; i < meeting->task_count; i++) {
		struct text title = meeting->tasks[i].title;

		if (meeting->tasks[i].kind != TASK_MAKEUP || meeting->tasks[i].item != row->id)
			continue;
		if (note->len)
			buf_text(note, TEXT("  "));
		/* "To make up" is in the words already. */
		tr_format(note, "owes {1}", "S",
			text_starts(title, TEXT("补学")) ? text_skip(title, sizeof("补学") - 1) : title);
	}
}

/* In at most `room` columns, the reason first: of what is owed at least that something is. False: words had
 * to be left out. */
static bool note_of(const struct meeting *meeting, const struct view *row, size_t room, struct buf *note)
{
	struct buf reason = BUF_INIT, owed = BUF_INIT;
	struct text brief = tr_text("owes");
	size_t width;
	bool whole;

	reason_of(meeting, row, &reason);
	owed_of(meeting, row, &owed);
	width = text_width(buf_as_text(&reason)) + text_width(buf_as_text(&owed));
	whole = width + (reason.len && owed.len) <= room;
	if (!whole && owed.len) {
		buf_clear(&owed);
		buf_text(&owed, brief);
	}
	width = text_width(buf_as_text(&reason)) + text_width(buf_as_text(&owed));
	if (reason.len && owed.len && width >= room && room > text_width(brief) + 1)
		text_pad(note, buf_as_text(&reason), room - text_width(brief) - 1);
	else
		buf_text(note, buf_as_text(&reason));
	if (reason.len && owed.len)
		buf_text(note, width + 1 < room ? TEXT("  ") : TEXT(" "));
	buf_text(note, buf_as_text(&owed));
	buf_release(&reason);
	buf_release(&owed);
	return whole;
}

/* "left early" is wider than any mark in Chinese. */
static int note_at(void)
{
	return MARK_AT + (words_language() == LANGUAGE_ZH ? 6 : 11);
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
		draw_text(at, left + MARK_AT, note_at() - MARK_AT - 1, exception ? STYLE_WARN : STYLE_NORMAL,
			choice_label(choice, words_language(), &room));
	note_of(meeting, row, (size_t)(columns - note_at() - 1), &note);
	draw_text(at, left + note_at(), columns - note_at() - 1,
		roll_lacks_reason(row) ? STYLE_WARN : STYLE_NORMAL, buf_as_text(&note));
	buf_release(&room);
	buf_release(&note);
}

/* Down first, then right; when there are more than two columns hold, the part with the cursor. */
struct part {
	size_t high, columns, first;
};

static struct part part_of(const struct meeting *meeting, struct rect rect, int room)
{
	size_t count = view_row_count(&meeting->live.view, MEETING_ATTENDANCE);
	struct part part = {.columns = count > ONE_COLUMN && rect.columns >= 2 * COLUMN_LEAST ? 2 : 1};

	part.high = (count + part.columns - 1) / part.columns;
	if (part.high > (size_t)(room > 1 ? room : 1)) {
		part.high = (size_t)(room > 1 ? room : 1);
		part.first = roll_place(meeting, meeting->person) / (part.high * part.columns) *
			(part.high * part.columns);
	}
	return part;
}

static int roll_room(struct rect rect, int row)
{
	return rect.top + rect.rows - row - (rect.rows < TIGHT ? BELOW_TIGHT : BELOW_ROLL);
}

int roll_across(const struct screen *screen, int by)
{
	const struct meeting *meeting = meeting_of(screen);
	struct rect rect = {0, 0, screen->app->rows - 2, screen->app->columns};
	struct part part = part_of(meeting, rect, roll_room(rect, HEAD));
	size_t place = roll_place(meeting, meeting->person) - part.first, column, there;

	if (!part.high) /* a meeting that is planned has no roll yet */
		return 0;
	column = place / part.high;
	there = place + part.first + part.high;
	if (by < 0)
		return column ? -(int)part.high : 0;
	return column + 1 < part.columns && there < view_row_count(&meeting->live.view, MEETING_ATTENDANCE)
		? (int)part.high
		: 0;
}

/* Beside two columns of people there may be a third for what is open and what is on. */
static int column_width(struct rect rect, const struct part *part)
{
	int third =
		rect.columns - (int)part->columns * COLUMN_LEAST >= BESIDE_LEAST + 2 ? BESIDE_MOST + 2 : 0;
	int width = (rect.columns - third) / (int)part->columns;

	return width < COLUMN_LEAST ? COLUMN_LEAST : width > COLUMN_MOST ? COLUMN_MOST : width;
}

/* The numbers above the roll. */
static void say_counts(const struct meeting *meeting, const struct part *part, struct buf *line)
{
	struct roll_counts counts = roll_counts(meeting);

	tr_format(line, "Due {1}  present {2}  leave {3}  absent {4}", "nnnn", (int64_t)counts.due,
		(int64_t)counts.present, (int64_t)counts.leave, (int64_t)counts.absent);
	tr_format(line, "  not called {1}", "n", (int64_t)counts.unmarked);
	if (counts.guests)
		tr_format(line, "  guests {1}", "n", (int64_t)counts.guests);
	if (part->high * part->columns < counts.due)
		buf_printf(line, "  (%zu-%zu/%u)", part->first + 1,
			part->first + part->high * part->columns < counts.due
				? part->first + part->high * part->columns
				: counts.due,
			counts.due);
}

static void draw_counts(const struct screen *screen, struct rect rect, int row, const struct part *part)
{
	struct roll_counts counts = roll_counts(meeting_of(screen));
	struct buf line = BUF_INIT;
	bool done = counts.due && !counts.unmarked;

	say_counts(meeting_of(screen), part, &line);
	draw_text(row, rect.left + 1, 6, STYLE_BOLD, tr_text("Roll"));
	draw_buf(row, rect.left + COUNTS_AT, rect.columns - COUNTS_AT - (done ? 16 : 1), STYLE_NORMAL, &line);
	if (done) {
		buf_text(&line, tr_text("rate "));
		rate_show(counts.present, counts.due, &line);
		draw_buf_right(row, rect.left + rect.columns - 1, 16, STYLE_NORMAL, &line);
	}
	buf_release(&line);
}

int roll_draw_people(const struct screen *screen, struct rect rect, int row, int room)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	struct part part = part_of(meeting, rect, room);
	int width = column_width(rect, &part);

	draw_counts(screen, rect, row++, &part);
	for (size_t place = 0; row_walk_next(&rows); place++) {
		size_t shown = place - part.first;

		if (place < part.first || shown >= part.high * part.columns)
			continue;
		draw_person(screen, &rows.row, place, row + (int)(shown % part.high),
			rect.left + (int)(shown / part.high) * width, width);
	}
	return row + (int)part.high;
}

static void draw_reason(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	struct buf line = BUF_INIT;
	struct view person;
	int at = rect.left + 1;

	buf_text(&line, live_name(&meeting->live, ENTITY_PERSON, meeting->asking));
	buf_byte(&line, ' ');
	roll_row(meeting, meeting->asking, &person);
	buf_text(&line,
		tr_text(view_number(&person, ATTENDANCE_MARK) == MARK_ABSENT ? "absent: " : "on leave: "));
	for (size_t i = 0; i < meeting->reason_count; i++)
		buf_printf(&line, " %zu%.*s", i + 1, (int)meeting->reasons[i].len, meeting->reasons[i].at);
	buf_printf(&line, " 9%s 0%s", tr("other"), tr("skip"));
	draw_text(row, at, rect.columns - 2, STYLE_NORMAL, buf_as_text(&line));
	if (meeting->writing_reason)
		edit_line_draw(&meeting->line, row + 1, at, rect.columns - 2);
	else
		draw_cursor(row + 1, at);
	buf_release(&line);
}

/* --- what is still open, and what is on today, beside the roll while people come in --- */

static bool is_decision(const struct open_task *task)
{
	return task->kind && task->kind != TASK_MAKEUP;
}

static int decision_count(const struct meeting *meeting)
{
	int count = 0;

	for (size_t i = 0; i < meeting->task_count; i++)
		count += is_decision(&meeting->tasks[i]);
	return count;
}

static void draw_task(const struct screen *screen, const struct open_task *task, int row, struct rect rect)
{
	int64_t today = screen->app->welcome.today;
	bool late = task->due && task->due < today;
	struct buf line = BUF_INIT;
	int end = rect.left + rect.columns - 1, width;

	if (late)
		draw_text(row, rect.left, 1, STYLE_WARN, TEXT("!"));
	if (task->due)
		tr_days_left(task->due, today, &line);
	width = (int)text_width(buf_as_text(&line));
	draw_buf_right(row, end, width, late ? STYLE_WARN : STYLE_DIM, &line);
	buf_text(&line, task->owners);
	buf_byte(&line, ' ');
	buf_text(&line, task->title);
	draw_buf(row, rect.left + 2, rect.columns - 4 - width, STYLE_NORMAL, &line);
	buf_release(&line);
}

static void draw_open_heading(int row, int left)
{
	draw_text(row, left, BESIDE_LEAST - 2, STYLE_BOLD, tr_text("Open from before"));
}

/* Returns the row behind. */
static int draw_tasks(const struct screen *screen, struct rect rect, int most)
{
	const struct meeting *meeting = meeting_of(screen);
	int row = rect.top, last = rect.top + (most < rect.rows ? most : rect.rows);

	for (size_t i = 0; i < meeting->task_count && row < last; i++)
		if (is_decision(&meeting->tasks[i]))
			draw_task(screen, &meeting->tasks[i], row++, rect);
	return row;
}

static int draw_agenda(const struct meeting *meeting, struct rect rect)
{
	struct row_walk items = view_rows(&meeting->live.view, MEETING_AGENDA);
	struct buf line = BUF_INIT;
	int row = rect.top;

	for (int number = 1; row < rect.top + rect.rows && row_walk_next(&items); number++, row++) {
		buf_printf(&line, "%d ", number);
		buf_text(&line, view_text(&items.row, AGENDA_TITLE));
		draw_buf(row, rect.left + 2, rect.columns - 2, STYLE_NORMAL, &line);
	}
	buf_release(&line);
	return row;
}

/* In a column of its own: heading and tasks, heading and items; of many tasks as many as leave the items
 * their room. */
static void draw_beside(const struct screen *screen, struct rect rect)
{
	const struct meeting *meeting = meeting_of(screen);
	int items = (int)view_row_count(&meeting->live.view, MEETING_AGENDA), bottom = rect.top + rect.rows;
	int most = rect.rows - 1 - (items ? items + 2 : 0), row = rect.top;

	if (decision_count(meeting)) {
		draw_open_heading(row++, rect.left + 2);
		row = draw_tasks(screen, (struct rect){row, rect.left, bottom - row, rect.columns},
			most > 2 ? most : 2);
		row++;
	}
	if (items && row + 1 < bottom) {
		draw_text(row++, rect.left + 2, rect.columns - 2, STYLE_BOLD, tr_text("On today's agenda"));
		draw_agenda(meeting, (struct rect){row, rect.left, bottom - row, rect.columns});
	}
}

void roll_draw_open(const struct screen *screen, struct rect rect)
{
	if (!decision_count(meeting_of(screen)))
		return;
	draw_open_heading(rect.top, rect.left + 2);
	draw_tasks(
		screen, (struct rect){rect.top + 1, rect.left, rect.rows - 1, rect.columns}, rect.rows - 1);
}

/* Below two columns of people, with their heading, also in the empty row above when guests stand over it;
 * returns the row behind, an empty one between where that leaves the caret its own. */
static int draw_below(const struct screen *screen, struct rect rect, bool guests)
{
	int row = rect.top, last = rect.top + rect.rows, behind;

	if (decision_count(meeting_of(screen)) && rect.rows > TASKS_BELOW)
		draw_open_heading(row++, rect.left + 1);
	else if (decision_count(meeting_of(screen)) && rect.rows > 0 && guests)
		draw_open_heading(row - 1, rect.left + 1);
	behind = draw_tasks(
		screen, (struct rect){row, rect.left + 1, last - row, rect.columns - 1}, TASKS_BELOW);
	return behind + (behind > row && behind < last);
}

/* Beside one column of people; beside two only on a wide screen, else below them. Returns whether it is. */
static bool beside_roll(const struct screen *screen, struct rect rect, int row, int below)
{
	const struct meeting *meeting = meeting_of(screen);
	struct part part = part_of(meeting, rect, rect.rows);
	int left = column_width(rect, &part) * (int)part.columns + 2, top = row + 1, columns;
	struct buf line = BUF_INIT;

	if (rect.columns < left + BESIDE_LEAST)
		return false;
	/* The heading stands on the line of the numbers when these are short. */
	say_counts(meeting, &part, &line);
	if (COUNTS_AT + (int)text_width(buf_as_text(&line)) < left)
		top = row;
	buf_release(&line);
	columns = rect.columns - left < BESIDE_MOST ? rect.columns - left : BESIDE_MOST;
	draw_beside(screen, (struct rect){top, rect.left + left, below - top, columns});
	return true;
}

/* What is behind the name under the cursor, when it did not fit there. */
static void draw_whole(const struct screen *screen, struct rect rect, int at)
{
	const struct meeting *meeting = meeting_of(screen);
	struct part part = part_of(meeting, rect, rect.rows);
	struct buf line = BUF_INIT;
	struct view row;

	if (!roll_row(meeting, meeting->person, &row) ||
		note_of(meeting, &row, (size_t)(column_width(rect, &part) - note_at() - 1), &line))
		goto out;
	buf_clear(&line);
	buf_text(&line, live_name(&meeting->live, ENTITY_PERSON, meeting->person));
	buf_text(&line, TEXT("  "));
	reason_of(meeting, &row, &line);
	owed_of(meeting, &row, &line);
	draw_buf(at, rect.left + 1, rect.columns - 2, STYLE_DIM, &line);
out:
	buf_release(&line);
}

/* Who was pasted and is of nobody on the roll, as long as nobody said what to do; returns the row behind. */
static int draw_strangers(const struct screen *screen, struct rect rect, int row)
{
	struct buf names = BUF_INIT, line = BUF_INIT;

	if (paste_strangers(meeting_of(screen), &names)) {
		draw_text(row, rect.left + 1, 7, STYLE_BOLD, tr_text("Pasted"));
		tr_format(&line, "not answered: {1} (Enter)", "S", buf_as_text(&names));
		draw_buf(row, rect.left + 8, rect.columns - 10, STYLE_NORMAL, &line);
		row += 2;
	}
	buf_release(&names);
	buf_release(&line);
	return row;
}

void roll_draw(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	int below = roll_draw_people(screen, rect, row, roll_room(rect, row));
	int top = row, last = rect.top + rect.rows - BELOW_CARET;
	bool beside;

	if (view_row_count(&meeting->live.view, MEETING_ATTENDANCE) <= ONE_COLUMN &&
		below - top < BESIDE_ROWS)
		below = top + BESIDE_ROWS;
	beside = beside_roll(screen, rect, top, below);
	row = roll_draw_guests(screen, rect, below + 1);
	row = draw_strangers(screen, rect, row);
	if (!beside && rect.rows >= TIGHT && !meeting->asking && !meeting->writing_guest)
		row = draw_below(
			screen, (struct rect){row, rect.left, last - row, rect.columns}, row > below + 1);
	if (meeting->writing_guest) {
		draw_text(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL,
			tr_text("Guest: unit and name, or a name; F4 lists the court"));
		edit_line_draw(&meeting->line, row + 1, rect.left + 1, rect.columns - 2);
	} else if (meeting->asking) {
		draw_reason(screen, rect, row);
	} else {
		struct text typed = buf_as_text(&meeting->find);

		if (typed.len)
			draw_text(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL, typed);
		draw_cursor(row, rect.left + 1 + (int)text_width(typed));
	}
	draw_whole(screen, rect, rect.top + rect.rows - 2);
	draw_text(rect.top + rect.rows - 1, rect.left + 1, rect.columns - 2, STYLE_DIM,
		tr_text("1 present 2 leave 3 absent 4 late 5 left 6 online 7 made up 9 the rest 0 clear"));
}
