/* Taking marks back and doing them again, with all that hung on them: what 9 marked at once, at once. */
#include "core/base/memory.h"
#include "tui/meeting/paste.h"
#include "tui/meeting/roll.h"

static void remember(struct meeting *meeting, struct roll_steps *to, const struct view *row, bool joined)
{
	to->steps = mem_grow(to->steps, to->count, &to->room, sizeof(*to->steps));
	to->steps[to->count++] = (struct roll_step){row->id, view_number_or(row, ATTENDANCE_MARK, -1),
		view_number_or(row, ATTENDANCE_ARRIVED, -1), view_number_or(row, ATTENDANCE_APPROVED, -1),
		arena_text(&meeting->arena, view_text(row, ATTENDANCE_REASON)), joined};
}

void roll_remember(struct meeting *meeting, const struct view *row, bool joined)
{
	remember(meeting, &meeting->undo, row, joined);
	meeting->redo.count = 0;
}

static void put_back(struct patch *patch, const struct view *row, const struct roll_step *was)
{
	const struct {
		uint16_t tag;
		struct value value;
	} fields[] = {
		{ATTENDANCE_MARK, was->mark < 0 ? EMPTY_VALUE : value_number(was->mark)},
		{ATTENDANCE_ARRIVED, was->arrived < 0 ? EMPTY_VALUE : value_number(was->arrived)},
		{ATTENDANCE_APPROVED, was->approved < 0 ? EMPTY_VALUE : value_number(was->approved)},
		{ATTENDANCE_REASON, was->reason.len ? value_text(was->reason) : EMPTY_VALUE},
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		struct value now;

		view_get(row, fields[i].tag, &now);
		if (!value_equal(&now, &fields[i].value))
			patch_add_row(
				patch, MEETING_ATTENDANCE, row->id, fields[i].tag, now, fields[i].value);
	}
}

/* The last step of `from`, as a whole; what it changes is remembered in `to`. */
static void step_over(struct meeting *meeting, struct roll_steps *from, struct roll_steps *to)
{
	const struct roll_step *was;
	struct patch patch = PATCH_INIT;
	struct view row;
	bool joined = false;

	do {
		was = &from->steps[--from->count];
		meeting->person = was->person;
		if (!roll_row(meeting, meeting->person, &row))
			continue;
		remember(meeting, to, &row, joined);
		joined = true;
		put_back(&patch, &row, was);
	} while (was->joined);
	live_apply(&meeting->live, &patch);
	patch_release(&patch);
}

static bool step_marks(struct screen *screen, bool again)
{
	struct meeting *meeting = meeting_of(screen);
	struct roll_steps *from = again ? &meeting->redo : &meeting->undo;

	if (!again && paste_undo(screen))
		return true;
	if (!from->count)
		return false;
	step_over(meeting, from, again ? &meeting->undo : &meeting->redo);
	return true;
}

void meeting_undo(struct screen *screen, bool again)
{
	struct meeting *meeting = meeting_of(screen);
	struct event event = {EVENT_KEY, again ? KEY_CTRL_A + 'Y' - 'A' : KEY_CTRL_Z, false, NO_TEXT, 0, 0};
	bool marks = meeting->section == SECTION_PASTE ||
		(meeting->section == SECTION_ROLL && !meeting->writing_reason && !meeting->writing_guest);

	if (!(marks ? step_marks(screen, again) : edit_line_event(&meeting->line, &event)))
		app_say(screen->app, again ? N_("There is nothing to do again") : N_("Nothing to take back"),
			"");
}
