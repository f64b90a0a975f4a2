#include "tui/meeting/paste.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/io/rollcall.h"
#include "tui/draw.h"
#include "tui/meeting/roll.h"

enum { QUESTIONS_MAX = 64 };

struct question {
	const struct rollcall_entry *entry;
	const struct rollcall_entry *other; /* of the same person, before */
	int answer;                         /* digit; -1: not yet */
};

struct paste {
	struct buf text;
	struct text *names;
	uint64_t *people;
	size_t people_count;
	struct rollcall rollcall;
	struct question questions[QUESTIONS_MAX];
	size_t question_count, at;
	size_t matched, guests, untouched;
	struct buf before; /* attendance and guests as they were: one step back */
	struct patch undo;
	struct arena arena;
};

void paste_release(struct meeting *meeting)
{
	struct paste *paste = meeting->paste;

	if (!paste)
		return;
	rollcall_release(&paste->rollcall);
	patch_release(&paste->undo);
	buf_release(&paste->text);
	buf_release(&paste->before);
	arena_release(&paste->arena);
	free(paste->names);
	free(paste->people);
	free(paste);
	meeting->paste = NULL;
}

static void read_names(struct meeting *meeting, struct paste *paste)
{
	struct row_walk rows = view_rows(&meeting->live.view, MEETING_ATTENDANCE);
	size_t count = view_row_count(&meeting->live.view, MEETING_ATTENDANCE);

	paste->names = mem_new((count + 1) * sizeof(*paste->names));
	paste->people = mem_new((count + 1) * sizeof(*paste->people));
	while (row_walk_next(&rows)) {
		paste->names[paste->people_count] =
			arena_text(&paste->arena, live_name(&meeting->live, ENTITY_PERSON, rows.row.id));
		paste->people[paste->people_count++] = rows.row.id;
	}
}

static const struct rollcall_entry *said_before(const struct paste *paste, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (paste->rollcall.entries[i].person >= 0 &&
			paste->rollcall.entries[i].person == paste->rollcall.entries[at].person)
			return &paste->rollcall.entries[i];
	return NULL;
}

/* --- what is certain goes in as one patch --- */

static void mark(
	struct meeting *meeting, struct paste *paste, const struct rollcall_entry *entry, struct patch *patch)
{
	uint64_t person = paste->people[entry->person];
	struct value values[][2] = {
		{EMPTY_VALUE, value_number(entry->mark)},
		{EMPTY_VALUE, entry->reason.len ? value_text(entry->reason) : EMPTY_VALUE},
		{EMPTY_VALUE, EMPTY_VALUE},
	};
	static const uint16_t tags[] = {ATTENDANCE_MARK, ATTENDANCE_REASON, ATTENDANCE_ARRIVED};
	struct value start;
	struct view row;

	if (!view_row(&meeting->live.view, MEETING_ATTENDANCE, person, &row))
		return;
	if (entry->minutes && view_get(&meeting->live.view, MEETING_START, &start))
		values[2][1] = value_number(start.number + entry->minutes);
	for (size_t i = 0; i < 3; i++) {
		view_get(&row, tags[i], &values[i][0]);
		if (!value_equal(&values[i][0], &values[i][1]))
			patch_add_row(patch, MEETING_ATTENDANCE, person, tags[i], values[i][0], values[i][1]);
	}
}

static void add_guest(
	const struct rollcall_entry *entry, struct paste *paste, struct patch *patch, size_t number)
{
	struct record row;
	struct buf body = BUF_INIT;

	record_init(&row, &guest_rows);
	record_text(&row, GUEST_NAME, entry->name);
	record_text(&row, GUEST_UNIT, entry->unit);
	record_write(&row, &body);
	patch_add_row(patch, MEETING_GUESTS, ROW_NEW | number, 0, EMPTY_VALUE,
		value_text(arena_text(&paste->arena, buf_as_text(&body))))
		->after = ROW_LAST;
	record_release(&row);
	buf_release(&body);
}

static bool leave_without_reason(const struct rollcall_entry *entry)
{
	return entry->mark == MARK_LEAVE && !entry->reason.len;
}

static void ask_about(
	struct paste *paste, const struct rollcall_entry *entry, const struct rollcall_entry *other)
{
	if (paste->question_count < QUESTIONS_MAX)
		paste->questions[paste->question_count++] = (struct question){entry, other, -1};
}

static void sort_entries(struct meeting *meeting, struct paste *paste, struct patch *patch)
{
	for (size_t i = 0; i < paste->rollcall.count; i++) {
		const struct rollcall_entry *entry = &paste->rollcall.entries[i], *other;

		if (entry->guest) {
			add_guest(entry, paste, patch, i + 1);
			paste->guests++;
		} else if (entry->person < 0) {
			ask_about(paste, entry, NULL);
		} else if ((other = said_before(paste, i))) {
			ask_about(paste, entry, other);
		} else {
			mark(meeting, paste, entry, patch);
			paste->matched++;
			if (leave_without_reason(entry))
				ask_about(paste, entry, NULL);
		}
	}
	paste->untouched = paste->people_count > paste->matched ? paste->people_count - paste->matched : 0;
}

void roll_paste(struct screen *screen, struct text text)
{
	struct meeting *meeting = meeting_of(screen);
	struct paste *paste = mem_new(sizeof(*paste));
	struct patch patch = PATCH_INIT;

	paste_release(meeting);
	meeting->paste = paste;
	buf_text(&paste->text, text);
	read_names(meeting, paste);
	rollcall_read(&paste->rollcall, buf_as_text(&paste->text), paste->names, paste->people_count);
	sort_entries(meeting, paste, &patch);
	if (!paste->rollcall.count) {
		app_say(screen->app, "No name of this roll is in what was pasted", "");
		paste_release(meeting);
	} else {
		/* Values in the undo live as long as the paste. */
		struct patch back = PATCH_INIT;

		patch_invert(&patch, &back);
		patch_append(&paste->undo, &back, &paste->arena);
		patch_release(&back);
		live_apply(&meeting->live, &patch);
		meeting_go(screen, SECTION_PASTE);
	}
	patch_release(&patch);
}

/* --- questions --- */

static void next_question(struct screen *screen)
{
	struct paste *paste = meeting_of(screen)->paste;

	for (paste->at = 0; paste->at < paste->question_count; paste->at++)
		if (paste->questions[paste->at].answer < 0)
			return;
	meeting_go(screen, SECTION_ROLL);
}

static void answer(struct screen *screen, int digit)
{
	struct meeting *meeting = meeting_of(screen);
	struct paste *paste = meeting->paste;
	struct question *question = &paste->questions[paste->at];
	const struct rollcall_entry *entry = question->entry;
	struct patch patch = PATCH_INIT;

	if (paste->at == paste->question_count)
		return;
	question->answer = digit;
	if (entry->person < 0 && digit == 2)
		add_guest(entry, paste, &patch, 1);
	else if (question->other && digit == 2)
		mark(meeting, paste, entry, &patch);
	else if (entry->person >= 0 && !question->other && digit >= 1 &&
		(size_t)digit <= meeting->reason_count)
		live_set_row(&meeting->live, MEETING_ATTENDANCE, paste->people[entry->person],
			ATTENDANCE_REASON, value_text(meeting->reasons[digit - 1]));
	live_apply(&meeting->live, &patch);
	patch_release(&patch);
	next_question(screen);
}

static void picked(struct screen *screen, uint64_t id, struct text name)
{
	struct meeting *meeting = meeting_of(screen);
	struct paste *paste = meeting->paste;
	struct rollcall_entry entry;

	(void)name;
	if (!paste || !id || paste->at == paste->question_count)
		return;
	entry = *paste->questions[paste->at].entry;
	for (size_t i = 0; i < paste->people_count; i++)
		if (paste->people[i] == id) {
			struct patch patch = PATCH_INIT;

			entry.person = (int)i;
			mark(meeting, paste, &entry, &patch);
			live_apply(&meeting->live, &patch);
			patch_release(&patch);
			answer(screen, 3);
			return;
		}
	app_say(screen->app, "{1} is not on this roll; record as a guest with 2", "S", name);
}

static void take_all_back(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (meeting->paste)
		live_apply(&meeting->live, &meeting->paste->undo);
	live_refresh(&meeting->live);
	meeting_go(screen, SECTION_ROLL);
	app_say(screen->app, "What was pasted is taken back", "");
}

static bool paste_event(struct screen *screen, const struct event *event)
{
	struct paste *paste = meeting_of(screen)->paste;
	int digit = event_digit(event);

	if (event_is(event, KEY_ESC) || !paste)
		meeting_go(screen, SECTION_ROLL);
	else if (event_is(event, KEY_CTRL_Z))
		take_all_back(screen);
	else if (event_is(event, KEY_ENTER))
		answer(screen,
			1 +
				99 *
					(paste->questions[paste->at].entry->person >= 0 &&
						!paste->questions[paste->at].other));
	else if (digit == 3 && paste->at < paste->question_count &&
		paste->questions[paste->at].entry->person < 0)
		ask_record(screen, N_("Who is meant?"), ENTITY_PERSON, NULL, NO_TEXT, picked);
	else if (digit > 0)
		answer(screen, digit);
	else
		return false;
	return true;
}

static void paste_enter(struct screen *screen)
{
	next_question(screen);
}

static void paste_leave(struct screen *screen)
{
	(void)screen;
}

/* --- drawing --- */

static void describe(const struct meeting *meeting, const struct question *question, struct buf *line)
{
	const struct rollcall_entry *entry = question->entry;

	if (entry->person < 0) {
		tr_format(line,
			"{1}: nobody of this name is on the roll. 1 leave out 2 a guest 3 pick somebody", "S",
			entry->name);
	} else if (question->other) {
		tr_format(line, "{1} stands there twice (lines {2} and {3}): 1 the first counts 2 the second",
			"Snn", entry->name, (int64_t)question->other->line, (int64_t)entry->line);
	} else {
		tr_format(line, "{1} is on leave, and no reason is given:", "S", entry->name);
		for (size_t i = 0; i < meeting->reason_count; i++)
			buf_printf(line, " %zu%.*s", i + 1, (int)meeting->reasons[i].len,
				meeting->reasons[i].at);
	}
}

static void paste_draw(const struct screen *screen, struct rect rect, int row)
{
	const struct meeting *meeting = meeting_of(screen);
	const struct paste *paste = meeting->paste;
	struct buf line = BUF_INIT;
	int bottom = rect.top + rect.rows - 4;

	roll_section.draw(screen, (struct rect){rect.top, rect.left, rect.rows - 6, rect.columns}, row);
	if (!paste)
		return;
	row = bottom - 1 - (int)(paste->question_count < 5 ? paste->question_count : 5);
	tr_format(&line,
		"Pasted roll-call: {1} matched, {2} guests, {3} not mentioned and untouched, {4} to ask",
		"nnnn", (int64_t)paste->matched, (int64_t)paste->guests, (int64_t)paste->untouched,
		(int64_t)paste->question_count);
	draw_clear(row, rect.left, rect.columns);
	draw_text(row++, rect.left + 1, rect.columns - 2, STYLE_BOLD, buf_as_text(&line));
	for (size_t i = paste->at < 5 ? 0 : paste->at - 4; i < paste->question_count && row < bottom;
		i++, row++) {
		buf_clear(&line);
		describe(meeting, &paste->questions[i], &line);
		draw_clear(row, rect.left, rect.columns);
		draw_text(row, rect.left + 1, 1, STYLE_BOLD, i == paste->at ? TEXT(">") : TEXT(" "));
		draw_text(row, rect.left + 3, rect.columns - 6,
			paste->questions[i].answer < 0 ? STYLE_NORMAL : STYLE_DIM, buf_as_text(&line));
		if (i == paste->at)
			draw_cursor(row, rect.left + rect.columns - 2);
	}
	buf_release(&line);
}

const struct section_ops paste_section = {
	N_("Roll-call pasted"), paste_draw, paste_event, paste_enter, paste_leave};
