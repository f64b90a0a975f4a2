/* F4 on the roll: why somebody is on leave or absent, or when who is late came. */
#include "core/base/number.h"
#include "tui/meeting/roll.h"

enum { TYPED_MOST = 10, DAY_MINUTES = 24 * 60 };

/* "1512", "15:12", or "+10": so many minutes after the beginning. */
static bool arrival_parse(const struct meeting *meeting, struct text typed, int64_t *minute)
{
	int64_t start;

	if (!text_starts(typed, TEXT("+")))
		return time_parse(typed, minute);
	start = view_number_or(&meeting->live.view, MEETING_START, -1);
	if (start < 0 || !number_parse(text_skip(typed, 1), minute))
		return false;
	*minute += start;
	return *minute < DAY_MINUTES;
}

static void arrival_given(struct screen *screen, const struct text *typed)
{
	struct meeting *meeting = meeting_of(screen);
	int64_t minute = 0;

	if (!typed)
		return;
	if (typed->len && !arrival_parse(meeting, *typed, &minute)) {
		app_say(screen->app, "\"{1}\" is no time: 1512, or +10 for ten minutes after the beginning",
			"S", *typed);
		return;
	}
	live_set_row(&meeting->live, MEETING_ATTENDANCE, meeting->person, ATTENDANCE_ARRIVED,
		typed->len ? value_number(minute) : EMPTY_VALUE);
}

static void ask_arrival(struct screen *screen, const struct view *row)
{
	struct buf now = BUF_INIT;
	struct value arrived;

	if (view_get(row, ATTENDANCE_ARRIVED, &arrived))
		time_format(arrived.number, &now);
	ask_text(screen, N_("Came when? 1512, or +10 after the beginning"), buf_as_text(&now), TYPED_MOST,
		arrival_given);
	buf_release(&now);
}

void roll_ask_about(struct screen *screen)
{
	struct meeting *meeting = meeting_of(screen);
	struct view row;
	int64_t mark;

	if (!roll_row(meeting, meeting->person, &row))
		return;
	mark = view_number(&row, ATTENDANCE_MARK);
	if (mark == MARK_LEAVE || mark == MARK_ABSENT)
		meeting->asking = meeting->person;
	else if (mark == MARK_LATE)
		ask_arrival(screen, &row);
	else
		app_say(screen->app, "{1} is neither on leave nor absent nor late", "S",
			live_name(&meeting->live, ENTITY_PERSON, meeting->person));
}
