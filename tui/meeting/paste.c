#include "tui/meeting/paste.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "tui/meeting/paste_parts.h"
#include "tui/meeting/roll.h"

void paste_release(struct meeting *meeting)
{
	struct paste *paste = meeting->paste;

	if (!paste)
		return;
	rollcall_release(&paste->rollcall);
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
	struct view row;

	if (!view_row(&meeting->live.view, MEETING_ATTENDANCE, person, &row))
		return;
	if (entry->minutes)
		values[2][1] = value_number(paste->start + entry->minutes);
	for (size_t i = 0; i < 3; i++) {
		view_get(&row, tags[i], &values[i][0]);
		if (!value_equal(&values[i][0], &values[i][1]))
			patch_add_row(patch, MEETING_ATTENDANCE, person, tags[i], values[i][0], values[i][1]);
	}
}

void paste_add_guest(
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

/* Twice, and both say the same: nothing to ask, but worth saying. */
bool paste_says_the_same(const struct rollcall_entry *one, const struct rollcall_entry *other)
{
	return one->mark == other->mark && one->minutes == other->minutes &&
		text_equal(one->reason, other->reason);
}

static void ask_about(
	struct paste *paste, const struct rollcall_entry *entry, const struct rollcall_entry *other)
{
	if (paste->question_count < QUESTIONS_MAX)
		paste->questions[paste->question_count++] = (struct question){
			entry, other, other && paste_says_the_same(entry, other) ? 1 : -1, 0};
}

static int64_t to_ask(const struct paste *paste)
{
	int64_t count = 0;

	for (size_t i = 0; i < paste->question_count; i++) {
		const struct question *question = &paste->questions[i];

		count += !question->other || !paste_says_the_same(question->entry, question->other);
	}
	return count;
}

/* One name is one stranger, however often it stands there. */
static bool stranger_asked(const struct paste *paste, struct text name)
{
	for (size_t i = 0; i < paste->question_count; i++)
		if (paste_unanswered(&paste->questions[i], false) &&
			text_equal(paste->questions[i].entry->name, name))
			return true;
	return false;
}

static void sort_entries(struct meeting *meeting, struct paste *paste, struct patch *patch)
{
	for (size_t i = 0; i < paste->rollcall.count; i++) {
		const struct rollcall_entry *entry = &paste->rollcall.entries[i], *other;

		if (entry->guest) {
			paste_add_guest(entry, paste, patch, i + 1);
			paste->guests++;
		} else if (entry->person < 0) {
			if (!stranger_asked(paste, entry->name))
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

void paste_read(struct screen *screen, struct text text, bool ask)
{
	struct meeting *meeting = meeting_of(screen);
	struct paste *paste = mem_new(sizeof(*paste));
	struct patch patch = PATCH_INIT;

	buf_text(&paste->text, text);
	paste_add_waiting(meeting, &paste->text);
	paste_release(meeting);
	meeting->paste = paste;
	buf_text(&paste->before, meeting->live.view.body);
	paste->marks = meeting->undo.count;
	meeting->redo.count = 0;
	roll_begin_clock(screen, &patch);
	paste->start =
		patch.count ? patch.edits[0].new.number : view_number(&meeting->live.view, MEETING_START);
	read_names(meeting, paste);
	rollcall_read(&paste->rollcall, buf_as_text(&paste->text), paste->names, paste->people_count);
	sort_entries(meeting, paste, &patch);
	if (!paste->rollcall.count) {
		app_say(screen->app, "No name of this roll is in what was pasted", "");
		paste_release(meeting);
	} else {
		live_apply(&meeting->live, &patch);
		if (ask)
			meeting_go(screen, SECTION_PASTE);
		meeting->draft_dirty |= paste_strangers(meeting, NULL) > 0;
	}
	patch_release(&patch);
}

void roll_paste(struct screen *screen, struct text text)
{
	paste_read(screen, text, true);
}

/* --- questions --- */

void paste_summary(const struct paste *paste, struct buf *line)
{
	tr_format(line,
		"Pasted roll-call: {1} matched, {2} guests, {3} not mentioned and untouched, {4} to ask",
		"nnnn", (int64_t)paste->matched, (int64_t)paste->guests, (int64_t)paste->untouched,
		to_ask(paste));
}

/* A reason may have been given on the roll meanwhile. */
static bool still_asked(const struct meeting *meeting, const struct question *question)
{
	struct view row;

	if (question->answer >= 0)
		return false;
	return question->other || question->entry->person < 0 ||
		(roll_row(meeting, meeting->paste->people[question->entry->person], &row) &&
			roll_lacks_reason(&row));
}

static void next_question(struct screen *screen)
{
	struct buf line = BUF_INIT;
	struct paste *paste = meeting_of(screen)->paste;

	for (paste->at = 0; paste->at < paste->question_count; paste->at++)
		if (still_asked(meeting_of(screen), &paste->questions[paste->at]))
			return;
	meeting_go(screen, SECTION_ROLL);
	tr_format(&line, "Pasted roll-call: {1} matched, {2} guests, {3} not mentioned and untouched", "nnn",
		(int64_t)paste->matched, (int64_t)paste->guests, (int64_t)paste->untouched);
	app_say_text(screen->app, buf_as_text(&line));
	buf_release(&line);
}

/* The last digit a question takes; what Enter means is the first. */
static int answers(const struct meeting *meeting, const struct question *question)
{
	if (question->entry->person < 0)
		return 3;
	return question->other ? 2 : (int)meeting->reason_count;
}

static int usual_answer(const struct question *question)
{
	return question->entry->person < 0 || question->other ? 1 : 0;
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
	meeting->draft_dirty = true;
	paste->guests += entry->person < 0 && digit == 2;
	if (entry->person < 0 && digit == 2)
		paste_add_guest(entry, paste, &patch, 1);
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
			paste->questions[paste->at].picked = id;
			paste->matched++;
			paste->untouched -= paste->untouched > 0;
			mark(meeting, paste, &entry, &patch);
			live_apply(&meeting->live, &patch);
			patch_release(&patch);
			answer(screen, 3);
			return;
		}
	app_say(screen->app, "{1} is not on this roll; record as a guest with 2", "S", name);
}

/* Was it this roll-call, or its questions, that marked the row? */
static bool mentioned(const struct paste *paste, uint64_t person)
{
	for (size_t i = 0; i < paste->rollcall.count; i++)
		if (paste->rollcall.entries[i].person >= 0 &&
			paste->people[paste->rollcall.entries[i].person] == person)
			return true;
	for (size_t i = 0; i < paste->question_count; i++)
		if (paste->questions[i].picked == person)
			return true;
	return false;
}

static void take_all_back(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct paste *paste = meeting->paste;
	struct patch back = PATCH_INIT, ours = PATCH_INIT;
	struct arena arena = ARENA_INIT;

	patch_diff(&meeting_entity, meeting->live.view.body, buf_as_text(&paste->before), &back);
	for (size_t i = 0; i < back.count; i++) {
		const struct edit *edit = &back.edits[i];
		const struct patch one = {.edits = back.edits + i, .count = 1};

		if (edit->tag == MEETING_GUESTS || edit->tag == MEETING_START ||
			(edit->tag == MEETING_ATTENDANCE && mentioned(paste, edit->row)))
			patch_append(&ours, &one, &arena);
	}
	live_apply(&meeting->live, &ours);
	patch_release(&back);
	patch_release(&ours);
	arena_release(&arena);
	paste_release(meeting);
	meeting_go(screen, SECTION_ROLL);
	app_say(screen->app, "What was pasted is taken back", "");
}

bool paste_undo(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (!meeting->paste || meeting->undo.count > meeting->paste->marks)
		return false;
	take_all_back(screen);
	return true;
}

void paste_settle(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	while (meeting->section == SECTION_PASTE)
		answer(screen, usual_answer(&meeting->paste->questions[meeting->paste->at]));
}

static bool paste_event(struct screen *screen, const struct event *event)
{
	struct paste *paste = meeting_of(screen)->paste;
	const struct question *question = &paste->questions[paste->at];
	int digit = event_digit(event);

	if (event_is(event, KEY_ESC))
		meeting_go(screen, SECTION_ROLL);
	else if (event_is(event, KEY_ENTER))
		answer(screen, usual_answer(question));
	else if (digit < usual_answer(question) || digit > answers(meeting_of(screen), question))
		return false;
	else if (digit == 3 && question->entry->person < 0)
		meeting_ask_person(screen, N_("Who is meant?"), NO_TEXT, picked);
	else
		answer(screen, digit);
	return true;
}

static void paste_enter(struct screen *screen)
{
	next_question(screen);
}

/* What comes of it when nobody answers; a reason that is missing shows on the roll. */
static void say_unanswered(struct screen *screen, const struct paste *paste)
{
	struct buf strangers = BUF_INIT, twice = BUF_INIT, line = BUF_INIT;
	int64_t out = paste_waits(paste, false, &strangers), doubled = paste_waits(paste, true, &twice);

	if (out)
		tr_format(&line, "{1} not answered yet, Enter on the roll asks again: {2}", "nS", out,
			buf_as_text(&strangers));
	if (out && doubled)
		buf_text(&line, words_language() == LANGUAGE_ZH ? TEXT("；") : TEXT("; "));
	if (doubled)
		tr_format(&line, "Of those who stand there twice the first counts: {1}", "S",
			buf_as_text(&twice));
	if (line.len)
		app_say_text(screen->app, buf_as_text(&line));
	buf_release(&strangers);
	buf_release(&twice);
	buf_release(&line);
}

/* What was said of that is not asked again. */
static void keep_first(struct paste *paste)
{
	for (size_t i = 0; i < paste->question_count; i++)
		if (paste_unanswered(&paste->questions[i], true))
			paste->questions[i].answer = 1;
}

static void paste_leave(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (meeting->paste) {
		say_unanswered(screen, meeting->paste);
		meeting->paste->at = meeting->paste->question_count;
		keep_first(meeting->paste);
	}
	draft_drop_now(screen);
}

const struct section_ops paste_section = {
	N_("Roll-call pasted"), paste_draw, paste_event, paste_enter, paste_leave};
