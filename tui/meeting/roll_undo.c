/* Taking marks back, with all that hung on them: what 9 marked at once, at once. */
#include "core/base/memory.h"
#include "tui/meeting/paste.h"
#include "tui/meeting/roll.h"

void roll_remember(struct meeting *meeting, const struct view *row, bool joined)
{
	meeting->undo =
		mem_grow(meeting->undo, meeting->undo_count, &meeting->undo_room, sizeof(*meeting->undo));
	meeting->undo[meeting->undo_count++] = (struct roll_undo){row->id,
		view_number_or(row, ATTENDANCE_MARK, -1), view_number_or(row, ATTENDANCE_ARRIVED, -1),
		view_number_or(row, ATTENDANCE_APPROVED, -1),
		arena_text(&meeting->arena, view_text(row, ATTENDANCE_REASON)), joined};
}

static void put_back(struct patch *patch, const struct view *row, const struct roll_undo *was)
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

void roll_undo(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	const struct roll_undo *was;
	struct patch patch = PATCH_INIT;
	struct view row;

	if (paste_undo(screen))
		return;
	if (!meeting->undo_count) {
		app_say(screen->app, "Nothing to take back", "");
		return;
	}
	do {
		was = &meeting->undo[--meeting->undo_count];
		meeting->person = was->person;
		if (roll_row(meeting, meeting->person, &row))
			put_back(&patch, &row, was);
	} while (was->joined);
	live_apply(&meeting->live, &patch);
	patch_release(&patch);
}
