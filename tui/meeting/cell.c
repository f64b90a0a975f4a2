/* Which line of the meeting the cursor is on, for its history, and what came back from there. */
#include "tui/meeting/meeting.h"

void meeting_cell(const struct screen *screen, struct target *cell)
{
	static const uint16_t tags[] = {[SECTION_ROLL] = MEETING_ATTENDANCE,
		[SECTION_AGENDA] = MEETING_AGENDA,
		[SECTION_MINUTES] = MEETING_MINUTES,
		[SECTION_DECISIONS] = MEETING_DECISIONS};
	const struct meeting *meeting = meeting_of(screen);

	cell->entity = ENTITY_MEETING;
	cell->id = meeting->live.id;
	if ((size_t)meeting->section < sizeof(tags) / sizeof(*tags))
		cell->tag = tags[meeting->section];
	cell->row = meeting->section == SECTION_ROLL ? meeting->person : meeting->row;
}

void meeting_again(struct screen *screen)
{
	live_refresh(&meeting_of(screen)->live);
}
