/* Where a meeting's screen begins, and what is said of the record first and last. */
#include "tui/meeting/roll.h"

/* Where one begins: what the target names, the roll while somebody is not called, else the minutes. */
static enum section first_section(const struct screen *screen)
{
	static const struct {
		uint16_t tag;
		enum section section;
	} places[] = {{MEETING_ATTENDANCE, SECTION_ROLL}, {MEETING_AGENDA, SECTION_AGENDA},
		{MEETING_MINUTES, SECTION_MINUTES}, {MEETING_DECISIONS, SECTION_DECISIONS}};
	const struct meeting *meeting = meeting_of(screen);
	struct roll_counts counts = roll_counts(meeting);

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (screen->target.tag == places[i].tag)
			return places[i].section;
	/* The roll is there once the meeting is open; before, what is prepared is the agenda. */
	if (counts.unmarked)
		return SECTION_ROLL;
	return meeting_planned(meeting) ? SECTION_AGENDA : counts.due ? SECTION_MINUTES : SECTION_ROLL;
}

static void say_returned(struct screen *screen)
{
	const struct view *view = &meeting_of(screen)->live.view;

	if (view_number(view, MEETING_STATE) == STATE_RETURNED)
		app_say(screen->app, "Returned: {1}", "S", view_text(view, MEETING_RETURN_REASON));
}

void meeting_begin(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	enum section first = first_section(screen);

	meeting->section = SECTION_ROLL;
	roll_section.enter(screen);
	if (first != SECTION_ROLL)
		meeting_go(screen, first);
	else if (screen->target.tag && screen->target.row)
		roll_go(screen, screen->target.row);
	say_returned(screen);
}

/* Who began it by mistake looks for a way to be rid of it. */
void meeting_say_left(const struct screen *screen)
{
	const struct meeting *meeting = meeting_of(screen);
	struct roll_counts counts = roll_counts(meeting);

	if (counts.unmarked == counts.due && !view_row_count(&meeting->live.view, MEETING_MINUTES) &&
		live_may(&meeting->live, "remove_meeting", NULL))
		app_say(screen->app, "Nobody has been called yet. Begun by mistake? F2 removes it", "");
}
