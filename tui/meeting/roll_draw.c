/* The roll on the screen: one or two columns of people, what is still open beside them, and the question
 * under them. */
#include "tui/draw.h"
#include "tui/meeting/roll.h"

enum {
	BELOW_ROLL = 9,
	BESIDE_ROWS = 6,
	ONE_COLUMN = 12,
	COLUMN_WIDTH = 39,
	NAME_AT = 6,
	MARK_AT = 15,
	NOTE_AT = 21
};

static void note_of(const struct meeting *meeting, const struct view *row, struct buf *note)
{
	int64_t mark = view_number(row, ATTENDANCE_MARK);
	struct value arrived;

	buf_clear(note);
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
	for (size_t i = 0; i < meeting->task_count; i++)
		if (meeting->tasks[i].kind == TASK_MAKEUP && meeting->tasks[i].item == row->id && !note->len)
			tr_format(note, "owes: {1}", "S", meeting->tasks[i].title);
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
	note_of(meeting, row, &note);
	draw_text(at, left + note_at(), columns - note_at() - 1,
		roll_lacks_reason(row) ? STYLE_WARN : STYLE_NORMAL, buf_as_text(&note));
	buf_release(&room);
	buf_release(&note);
}

/* Down first, then right; when there are more than two columns hold, the part with the cursor. */
struct part {
	size_t high, columns, first;
};

static struct part part_of(const struct meeting *meeting, int room)
{
	size_t count = view_row_count(&meeting->live.view, MEETING_ATTENDANCE);
	struct part part = {.columns = count > ONE_COLUMN ? 2 : 1};

	part.high = (count + part.columns - 1) / part.columns;
	if (part.high > (size_t)(room > 1 ? room : 1)) {
		part.high = (size_t)(room > 1 ? room : 1);
		part.first = roll_place(meeting, meeting->person) / (part.high * part.columns) *
			(part.high * part.columns);
	}
	return part;
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

static void draw_counts(const struct screen *screen, struct rect rect, int row, const struct part *part)
{
	struct roll_counts counts = roll_counts(meeting_of(screen));
	struct buf line = BUF_INIT;

	tr_format(&line, "Due {1}  present {2}  leave {3}  absent {4}", "nnnn", (int64_t)counts.due,
		(int64_t)counts.present, (int64_t)counts.leave, (int64_t)counts.absent);
	tr_format(&line, "  not called {1}", "n", (int64_t)counts.unmarked);
	if (counts.guests)
		tr_format(&line, "  guests {1}", "n", (int64_t)counts.guests);
	if (part->high * part->columns < counts.due)
		buf_printf(&line, "  (%zu-%zu/%u)", part->first + 1,
			part->first + part->high * part->columns < counts.due
				? part->first + part->high * part->columns
				: counts.due,
			counts.due);
	draw_text(row, rect.left + 1, 6, STYLE_BOLD, tr_text("Roll"));
	draw_text(row, rect.left + 7, rect.columns - 23, STYLE_NORMAL, buf_as_text(&line));
	if (counts.due && !counts.unmarked) {
		buf_clear(&line);
		buf_printf(&line, "%s%.1f%%", tr("rate "), 100.0 * counts.present / counts.due);
		draw_text(row, rect.left + rect.columns - (int)text_width(buf_as_text(&line)) - 1, 14,
			STYLE_NORMAL, buf_as_text(&line));
	}
	buf_release(&line);
}

int roll_draw_people(const struct screen *screen, struct rect rect, int row, int room)
{
	const struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	struct part part = part_of(meeting, room);

	draw_counts(screen, rect, row++, &part);
	for (size_t place = 0; row_walk_next(&rows); place++) {
		size_t shown = place - part.first;

		if (place < part.first || shown >= part.high * part.columns)
			continue;
		draw_person(screen, &rows.row, place, row + (int)(shown % part.high),
			rect.left + (int)(shown / part.high) * COLUMN_WIDTH, COLUMN_WIDTH);
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

void roll_draw(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	size_t count = view_row_count(&meeting->live.view, MEETING_ATTENDANCE);
	int below = roll_draw_people(screen, rect, row, rect.top + rect.rows - row - BELOW_ROLL);

	row++;
	if (count <= ONE_COLUMN && below - row < BESIDE_ROWS)
		below = row + BESIDE_ROWS;
	if (count <= ONE_COLUMN && rect.columns >= 78)
		draw_beside(screen, rect, row, below - row);
	row = roll_draw_guests(screen, rect, below + 1);
	if (meeting->asking) {
		draw_reason(screen, rect, row);
	} else {
		struct text typed = buf_as_text(&meeting->find);

		if (typed.len)
			draw_text(row, rect.left + 1, rect.columns - 2, STYLE_NORMAL, typed);
		draw_cursor(row, rect.left + 1 + (int)text_width(typed));
	}
	draw_text(rect.top + rect.rows - 1, rect.left + 1, rect.columns - 2, STYLE_DIM,
		tr_text("1 present 2 leave 3 absent 4 late 5 left 6 online 7 made up 9 the rest 0 clear"));
}
