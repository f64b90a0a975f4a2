/* Taking the roll: a digit marks and moves on, anything else typed finds a person. Every mark is saved as it
 * is made. */
#include "tui/meeting/roll.h"
#include "tui/meeting/paste.h"

#include <string.h>
#include "core/base/pinyin.h"
#include "tui/draw.h"

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

bool roll_row(const struct meeting *meeting, uint64_t person, struct view *row)
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

bool roll_lacks_reason(const struct view *row)
{
	int64_t mark = view_number(row, ATTENDANCE_MARK);

	return (mark == MARK_LEAVE || mark == MARK_ABSENT) && !view_has(row, ATTENDANCE_REASON);
}

/* The cursor goes to the first who was not called; false: all were. */
static bool to_unmarked(struct meeting *meeting)
{
	uint64_t first = first_where(meeting, unmarked);

	if (first)
		meeting->person = first;
	return first;
}

/* --- marking --- */

/* The mark and what hangs on it, as one patch; `minute`: when who is late came, -1: nobody looked at the
 * clock.
 */
static void mark_patch(struct patch *patch, const struct view *row, int64_t mark, int64_t minute)
{
	struct value old;
	struct value arrived = mark == MARK_LATE && minute >= 0 ? value_number(minute) : EMPTY_VALUE;

	view_get(row, ATTENDANCE_MARK, &old);
	patch_add_row(patch, MEETING_ATTENDANCE, row->id, ATTENDANCE_MARK, old,
		mark > 0 ? value_number(mark) : EMPTY_VALUE);
	if (view_get(row, ATTENDANCE_ARRIVED, &old) || arrived.kind)
		patch_add_row(patch, MEETING_ATTENDANCE, row->id, ATTENDANCE_ARRIVED, old, arrived);
	if (mark != MARK_LEAVE && mark != MARK_ABSENT && view_get(row, ATTENDANCE_REASON, &old))
		patch_add_row(patch, MEETING_ATTENDANCE, row->id, ATTENDANCE_REASON, old, EMPTY_VALUE);
	if (mark != MARK_LEAVE && view_get(row, ATTENDANCE_APPROVED, &old))
		patch_add_row(patch, MEETING_ATTENDANCE, row->id, ATTENDANCE_APPROVED, old, EMPTY_VALUE);
}

void roll_begin_clock(struct screen *screen, struct patch *patch)
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

	if (!roll_row(meeting, meeting->person, &row))
		return;
	if (mark || !unmarked(&row)) {
		roll_remember(meeting, &row, false);
		mark_patch(&patch, &row, mark, meeting_running(meeting) ? app_minute(screen->app) : -1);
		roll_begin_clock(screen, &patch);
		live_apply(&meeting->live, &patch);
		patch_release(&patch);
	}
	step(meeting, 1);
	if (!first_where(meeting, unmarked))
		meeting->ask_reasons = true;
}

/* As Del in a cell of a table: the cursor stays. */
static void clear_mark(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	uint64_t person = meeting->person;
	struct view row;

	buf_clear(&meeting->find);
	if (!roll_row(meeting, person, &row) || unmarked(&row))
		return;
	mark_one(screen, 0);
	meeting->person = person;
	app_say(screen->app, "The mark of {1} is cleared; Ctrl-Z brings it back", "S",
		live_name(&meeting->live, ENTITY_PERSON, person));
}

/* 9: the unmarked rows from the cursor down are present; a row skipped above it stays unmarked. */
static void mark_rest(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	struct patch patch = PATCH_INIT;
	bool joined = false;

	while (row_walk_next(&rows))
		if (rows.row.id >= meeting->person && unmarked(&rows.row)) {
			roll_remember(meeting, &rows.row, joined);
			joined = true;
			patch_add_row(&patch, MEETING_ATTENDANCE, rows.row.id, ATTENDANCE_MARK, EMPTY_VALUE,
				value_number(MARK_PRESENT));
		}
	roll_begin_clock(screen, &patch);
	live_apply(&meeting->live, &patch);
	patch_release(&patch);
	meeting->ask_reasons = true;
	to_unmarked(meeting);
}

/* --- reasons --- */

static void ask_next_reason(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	meeting->asking = meeting->ask_reasons ? first_where(meeting, roll_lacks_reason) : 0;
	if (meeting->asking)
		meeting->person = meeting->asking;
	else if (meeting->ask_reasons)
		to_unmarked(meeting);
	meeting->ask_reasons = meeting->asking;
}

static void give_reason(struct screen *screen, struct text reason)
{
	struct meeting *meeting = meeting_of(screen);

	live_set_row(&meeting->live, MEETING_ATTENDANCE, meeting->asking, ATTENDANCE_REASON,
		reason.len ? value_text(reason) : EMPTY_VALUE);
	meeting->writing_reason = false;
	edit_line_clear(&meeting->line);
	draft_drop_now(screen);
	ask_next_reason(screen);
}

void roll_go(struct screen *screen, uint64_t person)
{
	struct meeting *meeting = meeting_of(screen);
	struct view row;

	if (!roll_row(meeting, person, &row))
		return;
	meeting->person = person;
	if (roll_lacks_reason(&row))
		meeting->asking = person;
}

/* --- who allowed the leave --- */

static void set_approver(struct screen *screen, uint64_t person)
{
	struct meeting *meeting = meeting_of(screen);

	live_set_row(&meeting->live, MEETING_ATTENDANCE, meeting->person, ATTENDANCE_APPROVED,
		person ? value_number((int64_t)person) : EMPTY_VALUE);
	/* For the name, which the record did not mention so far. */
	live_refresh(&meeting->live);
}

static void approver_picked(struct screen *screen, uint64_t id, struct text name)
{
	(void)name;
	if (id)
		set_approver(screen, id);
}

static void approver_chosen(struct screen *screen, int digit)
{
	const struct meeting *meeting = meeting_of(screen);

	if (digit == 9)
		meeting_ask_person(screen, N_("Who allowed the leave?"), NO_TEXT, approver_picked);
	else if (digit >= 0 && (size_t)digit <= meeting->leader_count)
		set_approver(screen, digit ? meeting->leaders[digit - 1].person : 0);
}

void roll_ask_approver(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct choice_line lines[10];
	struct view row;
	size_t count = 0;

	meeting->asking = 0;
	if (!roll_row(meeting, meeting->person, &row) || view_number(&row, ATTENDANCE_MARK) != MARK_LEAVE) {
		app_say(screen->app, "{1} is not on leave", "S",
			live_name(&meeting->live, ENTITY_PERSON, meeting->person));
		return;
	}
	for (size_t i = 0; i < meeting->leader_count; i++)
		if (meeting->leaders[i].person != meeting->person)
			lines[count++] = (struct choice_line){(int)i + 1, NULL, meeting->leaders[i].name};
	lines[count++] = (struct choice_line){9, N_("somebody else"), NO_TEXT};
	lines[count++] = (struct choice_line){0, N_("not noted: the leader, then"), NO_TEXT};
	ask_number(screen, N_("Who allowed the leave?"), lines, count, approver_chosen);
}

bool roll_line_event(struct meeting *meeting, const struct event *event)
{
	if (!edit_line_event(&meeting->line, event))
		return false;
	meeting->draft_dirty = true;
	return true;
}

static bool reason_event(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);
	struct text pasted = event->kind == EVENT_PASTE ? text_trim(event->text) : NO_TEXT;
	int digit = event_digit(event);

	if (meeting->writing_reason) {
		if (event_is(event, KEY_ENTER)) {
			give_reason(screen, edit_line_text(&meeting->line));
			return true;
		}
		if (event_is(event, KEY_ESC)) { /* back to the numbers; 9 takes up what was typed */
			meeting->writing_reason = false;
			return true;
		}
		return roll_line_event(meeting, event);
	}
	if (digit == 0 || event_is(event, KEY_ESC)) { /* leave it open */
		meeting->ask_reasons = false;
		meeting->asking = 0;
	} else if (digit == 9) {
		meeting->writing_reason = true;
	} else if (digit > 0 && (size_t)digit <= meeting->reason_count) {
		give_reason(screen, meeting->reasons[digit - 1]);
	} else if (pasted.len && memchr(pasted.at, '\n', pasted.len)) {
		roll_paste(screen, event->text);
	} else if (digit < 0 && (event->kind == EVENT_TEXT || event->kind == EVENT_PASTE)) {
		/* Words are the reason itself, without 9 before them. */
		meeting->writing_reason = true;
		return roll_line_event(meeting, event);
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

/* 7: the study this person missed is made up; the task closes. */
static void roll_made_up(struct screen *screen)
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

static bool roll_event(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);
	int digit = event_digit(event);
	static const struct {
		int key, by;
	} moves[] = {{KEY_UP, -1}, {KEY_DOWN, 1}, {KEY_PGUP, -9}, {KEY_PGDN, 9}, {KEY_HOME, -9999},
		{KEY_END, 9999}};

	if (meeting->writing_guest)
		return guest_event(screen, event);
	if (meeting->asking)
		return reason_event(screen, event);
	for (size_t i = 0; i < sizeof(moves) / sizeof(*moves); i++)
		if (event_is(event, moves[i].key)) {
			buf_clear(&meeting->find);
			step(meeting, moves[i].by);
			return true;
		}
	if (event_is(event, KEY_LEFT) || event_is(event, KEY_RIGHT)) {
		buf_clear(&meeting->find);
		step(meeting, roll_across(screen, event_is(event, KEY_LEFT) ? -1 : 1));
		return true;
	}
	if (event_is(event, KEY_DELETE) || (event_is(event, KEY_BACKSPACE) && !meeting->find.len)) {
		clear_mark(screen);
		return true;
	}
	if (event->kind == EVENT_PASTE) {
		roll_paste(screen, event->text);
		return true;
	}
	if (event_is(event, KEY_ENTER) && !meeting->find.len && paste_strangers(meeting, NULL)) {
		meeting_go(screen, SECTION_PASTE);
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

static void roll_enter(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (!to_unmarked(meeting) && !meeting->person)
		meeting->person = roll_at(meeting, 0);
	meeting->asking = 0;
	meeting->writing_reason = meeting->writing_guest = false;
	buf_clear(&meeting->find);
	edit_line_clear(&meeting->line);
}

static void roll_leave(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	/* What was being written is finished, like a line of the agenda. */
	if (meeting->writing_guest)
		guest_done(screen);
	else if (meeting->writing_reason && edit_line_text(&meeting->line).len)
		give_reason(screen, edit_line_text(&meeting->line));
	meeting->asking = 0;
}

const struct section_ops roll_section = {N_("Roll"), roll_draw, roll_event, roll_enter, roll_leave};
