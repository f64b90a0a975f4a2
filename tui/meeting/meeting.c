/* The meeting's screen: its sections, its keys, its drafts. */
#include "tui/meeting/meeting.h"

#include <stdlib.h>
#include <string.h>
#include "tui/draw.h"
#include "tui/drafts.h"
#include "tui/meeting/decisions.h"
#include "tui/meeting/kind.h"
#include "tui/meeting/minutes.h"
#include "tui/meeting/paste.h"
#include "tui/meeting/roll.h"

static const struct section_ops *const sections[SECTION_COUNT] = {
	[SECTION_ROLL] = &roll_section,
	[SECTION_AGENDA] = &agenda_section,
	[SECTION_MINUTES] = &minutes_section,
	[SECTION_DECISIONS] = &decisions_section,
	[SECTION_END] = &end_section,
	[SECTION_PASTE] = &paste_section,
};

static const struct section_ops *section_of(const struct screen *screen)
{
	return sections[meeting_of(screen)->section];
}

void meeting_go(struct screen *screen, enum section section)
{
	struct meeting *meeting = meeting_of(screen);

	if (meeting->section == section)
		return;
	/* Another window goes on: the line that is typed here stays to be read, and nothing is saved. */
	if (meeting->live.taken_over)
		line_put_aside(meeting);
	else
		section_of(screen)->leave(screen);
	/* Its questions are over once they are left. */
	if (meeting->section != SECTION_PASTE)
		meeting->came_from = meeting->section;
	meeting->section = section;
	section_of(screen)->enter(screen);
	app_redraw(screen->app);
}

/* --- opening --- */

bool meeting_planned(const struct meeting *meeting)
{
	return view_number(&meeting->live.view, MEETING_STATE) == STATE_PLANNED;
}

static void fresh(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct view row;

	if (live_gone(&meeting->live)) {
		app_close(screen);
		return;
	}
	if (meeting->section_chosen) {
		if (meeting->person &&
			!view_row(&meeting->live.view, MEETING_ATTENDANCE, meeting->person, &row))
			meeting->person = roll_at(meeting, 0);
		end_fresh(meeting);
		return;
	}
	meeting->section_chosen = true;
	meeting_begin(screen);
	fetch_tasks(screen);
	fetch_others(screen);
	draft_take_over(screen);
	meeting_try_again(screen);
}

static void opened(struct screen *screen, const struct answer *answer)
{
	struct meeting *meeting = meeting_of(screen);

	if (answer->kind == ANSWER_ERROR)
		app_say_error(screen->app, &answer->error);
	live_open(&meeting->live, screen, ENTITY_MEETING, meeting->live.id, fresh);
	meeting->live.refusal = meeting_refused;
}

static void meeting_open(struct screen *screen, const struct target *target)
{
	struct meeting *meeting = meeting_of(screen);

	meeting->typed_at = -1;
	meeting->live.screen = screen;
	meeting->live.entity = ENTITY_MEETING;
	meeting->live.id = target->id;
	meeting->live.view = (struct view){.entity = &meeting_entity, .id = target->id};
	/* A planned one is opened by being entered. */
	if (target->kind == STATE_PLANNED)
		screen_run(screen, "open", ENTITY_MEETING, target->id, NULL, opened);
	else
		live_open(&meeting->live, screen, ENTITY_MEETING, target->id, fresh);
	meeting->live.refusal = meeting_refused;
}

static void meeting_close(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	draft_leave(screen);
	live_close(&meeting->live);
	edit_line_release(&meeting->line);
	arena_release(&meeting->arena);
	free(meeting->unheard);
	buf_release(&meeting->base);
	for (size_t i = 0; i < SECTION_COUNT; i++) {
		buf_release(&meeting->aside[i].text);
		buf_release(&meeting->aside[i].base);
	}
	buf_release(&meeting->find);
	buf_release(&meeting->decision);
	buf_release(&meeting->owners);
	buf_release(&meeting->unfit.typed);
	titles_release(&meeting->others);
	free(meeting->undo.steps);
	free(meeting->redo.steps);
	paste_release(meeting);
}

static void meeting_changed(struct screen *screen, const struct view *changed)
{
	live_changed(&meeting_of(screen)->live, changed);
}

/* --- keys --- */

static bool meeting_event(struct screen *screen, const struct event *event)
{
	struct meeting *meeting = meeting_of(screen);

	if (!meeting->live.loaded)
		return false;
	if (meeting->live.taken_over) {
		draft_say_read_only(screen->app);
		return true;
	}
	if (section_of(screen)->event(screen, event)) {
		if (meeting->draft_dirty)
			draft_keep_soon(screen);
		return true;
	}
	/* Esc in a section: what it did not want leaves the screen. */
	if (event_is(event, KEY_ESC)) {
		app_back(screen->app);
		return true;
	}
	return false;
}

static bool meeting_entering(const struct screen *screen, struct buf *where)
{
	if (where)
		buf_text(where, tr_text(section_of(screen)->name));
	return true;
}

static void next_section(struct screen *screen)
{
	static const enum section order[] = {[SECTION_ROLL] = SECTION_AGENDA,
		[SECTION_AGENDA] = SECTION_MINUTES,
		[SECTION_MINUTES] = SECTION_DECISIONS,
		[SECTION_DECISIONS] = SECTION_ROLL};
	enum section section = meeting_of(screen)->section;

	if (section <= SECTION_DECISIONS)
		meeting_go(screen, order[section]);
}

static void to_roll_and_back(struct screen *screen)
{
	const struct meeting *meeting = meeting_of(screen);
	/* What is asked about a pasted roll-call has gone with it. */
	enum section back = meeting->came_from == SECTION_ROLL || meeting->came_from == SECTION_PASTE
		? SECTION_MINUTES
		: meeting->came_from;

	if (meeting->section == SECTION_ROLL)
		meeting_go(screen, back);
	else
		meeting_go(screen, SECTION_ROLL);
}

void meeting_ask_person(struct screen *screen, const char *title, struct text typed,
	void (*done)(struct screen *screen, uint64_t id, struct text name))
{
	const struct view *meeting = &meeting_of(screen)->live.view;
	struct groups_on near = {.groups = EMPTY_VALUE, .day = view_number(meeting, MEETING_DATE)};

	view_get(meeting, MEETING_GROUPS, &near.groups);
	ask_record_near(screen, title, ENTITY_PERSON, &near, typed, done);
}

bool meeting_only_read(struct screen *screen)
{
	if (meeting_of(screen)->live.taken_over)
		draft_say_read_only(screen->app);
	return meeting_of(screen)->live.taken_over;
}

/* All is saved already; the line under the caret now too. */
static void save(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (meeting_only_read(screen))
		return;
	if (meeting->section == SECTION_PASTE) {
		paste_settle(screen);
		return;
	}
	if (meeting->section == SECTION_MINUTES)
		minutes_store(screen);
	else
		draft_keep(screen);
	app_say(screen->app, "Saved: marks, agenda, decisions and finished lines are in the store", "");
}

static void make_decision(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (meeting->section == SECTION_ROLL)
		roll_add_guest(screen);
	else if (meeting->section == SECTION_MINUTES)
		decision_from_minutes(screen);
	else
		meeting_go(screen, SECTION_DECISIONS);
}

static void pick(struct screen *screen)
{
	static void (*const picks[SECTION_COUNT])(struct screen *) = {[SECTION_ROLL] = roll_ask_about,
		[SECTION_MINUTES] = minutes_ask_phrase,
		[SECTION_DECISIONS] = decision_pick_owner};

	/* F4 once more: not why, but who allowed it. */
	if (meeting_of(screen)->section == SECTION_ROLL && meeting_of(screen)->writing_guest)
		guest_pick(screen);
	else if (meeting_of(screen)->section == SECTION_ROLL && meeting_of(screen)->asking)
		roll_ask_approver(screen);
	else if (picks[meeting_of(screen)->section])
		picks[meeting_of(screen)->section](screen);
}

static void take_back(struct screen *screen)
{
	if (!meeting_only_read(screen))
		meeting_undo(screen, false);
}

static void do_again(struct screen *screen)
{
	if (!meeting_only_read(screen))
		meeting_undo(screen, true);
}

static void leave(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);

	if (meeting->asking || meeting->writing_guest || meeting->find.len ||
		meeting->section == SECTION_END || meeting->section == SECTION_PASTE) {
		struct event event = {EVENT_KEY, KEY_ESC, false, NO_TEXT, 0, 0};

		section_of(screen)->event(screen, &event);
		return;
	}
	if (meeting->section == SECTION_DECISIONS) {
		meeting_go(screen, SECTION_MINUTES);
		return;
	}
	meeting_say_left(screen);
	if (!meeting->live.taken_over)
		section_of(screen)->leave(screen);
	app_back(screen->app);
}

/* Keys that each section understands by itself, and that mean something else at the end. */
static void pass_enter(struct screen *screen)
{
	struct event event = {EVENT_KEY, KEY_ENTER, false, NO_TEXT, 0, 0};

	if (!meeting_only_read(screen) && section_of(screen)->event(screen, &event) &&
		meeting_of(screen)->draft_dirty)
		draft_keep_soon(screen);
}

static void next_answer(struct screen *screen)
{
	(void)screen;
}

/* Of what writes there. */
static bool in_sections(const struct screen *screen, unsigned mask)
{
	return !meeting_of(screen)->live.taken_over && mask >> meeting_of(screen)->section & 1;
}

static bool in_minutes(const struct screen *screen, struct message *why)
{
	(void)why;
	return in_sections(screen, 1 << SECTION_MINUTES);
}

static bool in_agenda(const struct screen *screen, struct message *why)
{
	(void)why;
	return in_sections(screen, 1 << SECTION_AGENDA);
}

static bool in_decisions(const struct screen *screen, struct message *why)
{
	(void)why;
	return in_sections(screen, 1 << SECTION_DECISIONS);
}

static bool in_roll(const struct screen *screen, struct message *why)
{
	(void)why;
	return in_sections(screen, 1 << SECTION_ROLL);
}

static bool off_roll(const struct screen *screen, struct message *why)
{
	(void)why;
	return !in_sections(screen, 1 << SECTION_ROLL | 1 << SECTION_END | 1 << SECTION_PASTE);
}

static bool talking(const struct screen *screen, struct message *why)
{
	(void)why;
	return !in_sections(screen, 1 << SECTION_END | 1 << SECTION_PASTE) && !meeting_of(screen)->mending;
}

static bool at_end(const struct screen *screen, struct message *why)
{
	(void)why;
	return in_sections(screen, 1 << SECTION_END);
}

static bool mending(const struct screen *screen, struct message *why)
{
	(void)why;
	return meeting_of(screen)->mending;
}

static bool not_at_end(const struct screen *screen, struct message *why)
{
	(void)why;
	return !in_sections(screen, 1 << SECTION_END | 1 << SECTION_PASTE);
}

static const struct action actions[] = {
	/* Digits come as text, which no action takes while entering: this row is for bar and help. */
	{"answer", "0-2", N_("Choose"), N_("End and submit, only end, go on"), WHEN_ENTERING, next_answer,
		at_end},
	{"hint", "Up-Down", N_("Hints"), N_("From hint to hint: Up, Down"), WHEN_ENTERING, end_hint_before,
		at_end},
	{"mend", "Enter", N_("Mend"), N_("To the place the hint is about; F8 there comes back"),
		WHEN_ENTERING, end_mend, at_end},
	{"enter", "Enter", NULL, N_("Ends the line, or goes on to the next field"), WHEN_ENTERING, pass_enter,
		not_at_end},
	{"save", "F2 Ctrl-S", N_("Save"),
		N_("Save the line under the caret; everything else is saved already"), WHEN_ENTERING, save,
		NULL},
	{"guest", "F6", N_("Add guest"), N_("Somebody who is here as a guest: never in a rate"),
		WHEN_ENTERING, make_decision, in_roll},
	{"reason", "F4", N_("Reason"), N_("Why this person is on leave or absent, or when he came"),
		WHEN_ENTERING, pick, in_roll},
	{"approver", "Ctrl-O", NULL, N_("Who allowed the leave of this person (also: F4 twice)"),
		WHEN_ENTERING, roll_ask_approver, in_roll},
	{"phrase", "F4", N_("Phrase"), N_("Put in a phrase"), WHEN_ENTERING, pick, in_minutes},
	{"decision", "F6", N_("Decision"), N_("Make this line a decision: then who, and by when"),
		WHEN_ENTERING, make_decision, in_minutes},
	{"decisions", "F6", NULL, N_("To the decisions"), WHEN_ENTERING, make_decision, in_agenda},
	{"pick_owner", "F4", N_("Whole court"), N_("Pick somebody from the whole court"), WHEN_ENTERING, pick,
		in_decisions},
	{"agenda_ditto", "F9", N_("As last time"), N_("The items of the last meeting"), WHEN_ENTERING,
		agenda_ditto, in_agenda},
	{"ditto", "F9", N_("As before"), N_("This item as the one before"), WHEN_ENTERING, decision_ditto,
		in_decisions},
	{"end_page", "F8", N_("End page"), N_("Back to the end page, where the hint was"), WHEN_ENTERING,
		agenda_close_item, mending},
	{"next_item", "F8", N_("Next item"), N_("This agenda item is done; after the last one: the end page"),
		WHEN_ENTERING, agenda_close_item, talking},
	{"speaker", "Ctrl-T Alt-T", N_("Speaker"), N_("Somebody else speaks"), WHEN_ENTERING,
		minutes_ask_speaker, in_minutes},
	{"next_section", "Tab", N_("Next part"), N_("Roll, agenda, minutes, decisions"), WHEN_ENTERING,
		next_section, not_at_end},
	{"back", "Ctrl-G", N_("And back"), N_("Back to where one came from"), WHEN_ENTERING, to_roll_and_back,
		in_roll},
	{"roll", "Ctrl-G", N_("Roll"), N_("To the roll, and back"), WHEN_ENTERING, to_roll_and_back,
		off_roll},
	{"undo", "Ctrl-Z", NULL, N_("Take the last step back"), WHEN_ENTERING, take_back, NULL},
	{"redo", "Ctrl-Y", NULL, N_("Do again what was taken back"), WHEN_ENTERING, do_again, NULL},
	{"leave", "Esc F12", N_("Leave"), N_("Leave; the draft stays"), WHEN_ENTERING, leave, NULL},
	{0},
};

static void meeting_draw(const struct screen *screen, struct rect rect)
{
	const struct meeting *meeting = meeting_of(screen);
	struct rect inner = rect;
	int row;

	if (!meeting->live.loaded) {
		draw_title(screen, rect, tr_text("Meeting"));
		return;
	}
	row = meeting_head(screen, rect);
	inner.columns = meeting_columns(screen);
	section_of(screen)->draw(screen, inner, row);
	if (inner.columns < rect.columns)
		roll_draw_open(screen,
			(struct rect){row, rect.left + inner.columns + 2, rect.rows - row,
				rect.columns - inner.columns - 2});
}

static bool meeting_subject(const struct screen *screen, unsigned *entity, uint64_t *id)
{
	*entity = ENTITY_MEETING;
	*id = meeting_of(screen)->live.id;
	return true;
}

static bool meeting_waiting(const struct screen *screen)
{
	const struct meeting *meeting = meeting_of(screen);
	const struct live *live = &meeting->live;

	/* At the end Enter goes to what the newest answer hints at. */
	return !live->loaded || meeting->taking ||
		(meeting->section == SECTION_END && (live->asked || live->stale || live->under_way));
}

const struct screen_kind meeting_kind = {.size = sizeof(struct meeting),
	.actions = actions,
	.open = meeting_open,
	.close = meeting_close,
	.draw = meeting_draw,
	.event = meeting_event,
	.entering = meeting_entering,
	.changed = meeting_changed,
	.keep = draft_keep,
	.again = meeting_again,
	.subject = meeting_subject,
	.whole = true,
	.waiting = meeting_waiting,
	.cell = meeting_cell};
