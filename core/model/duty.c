#include "core/model/duty.h"

#include <string.h>

struct counting {
	struct year *year;
	struct court_settings settings;
	unsigned kind;
	int64_t today;
};

/* Late is measured at the first submission, in days after the meeting. */
static bool was_late(const struct view *meeting, const struct court_settings *settings)
{
	int64_t first = view_number(meeting, MEETING_FIRST_SUBMITTED);

	return first &&
		moment_date(first, settings->offset) - view_number(meeting, MEETING_DATE) >
		settings->late_days;
}

/* A month with several shows the best of them. */
static void better(char *mark, char now)
{
	static const char order[] = {STRIP_HELD_OK, STRIP_LATE, STRIP_UNSENT};

	for (size_t i = 0; i < sizeof(order); i++)
		if (*mark == order[i] || now == order[i]) {
			*mark = order[i];
			return;
		}
	*mark = now;
}

static bool counts(const struct view *meeting)
{
	int64_t state = view_number(meeting, MEETING_STATE);

	return state == STATE_SUBMITTED || state == STATE_ARCHIVED || state == STATE_AMENDING;
}

static bool count(const struct view *meeting, void *arg)
{
	struct counting *counting = arg;
	struct year *year = counting->year;
	int64_t day = view_number(meeting, MEETING_DATE), state = view_number(meeting, MEETING_STATE);
	int month = date_parts(day).month - 1;
	struct turnout turnout;

	if (counting->kind && !(view_number(meeting, MEETING_KINDS) >> counting->kind & 1))
		return true;
	if (state == STATE_PLANNED) {
		if (day >= counting->today && (!year->next || day < year->next)) {
			year->next = day;
			year->next_time = view_number_or(meeting, MEETING_PLANNED_TIME, -1);
		}
		return true;
	}
	/* Sent back for mending, it was held and sent all the same. */
	if (state == STATE_RETURNED || counts(meeting))
		better(&year->marks[month],
			was_late(meeting, &counting->settings) ? STRIP_LATE : STRIP_HELD_OK);
	else if (state == STATE_OPEN && day == counting->today) {
		year->next = day;
		return true;
	} else
		better(&year->marks[month], STRIP_UNSENT);
	if (day > year->latest)
		year->latest = day;
	turnout = turnout_of(meeting);
	year->present += turnout.present;
	year->expected += turnout.due;
	return true;
}

static char empty_month(const struct view *group, const struct court_settings *settings, int64_t first,
	int64_t last, int64_t today, bool every)
{
	if (last < settings->start || last < view_number_or(group, GROUP_FOUNDED, DATE_MIN) ||
		first > view_number_or(group, GROUP_CLOSED, DATE_MAX))
		return STRIP_NOT_ASKED;
	if (first > today)
		return STRIP_TO_COME;
	if (!every)
		return STRIP_NOT_ASKED;
	return last >= today ? STRIP_THIS_MONTH : STRIP_MISSING;
}

void group_year(struct world *world, const struct view *group, int number, unsigned kind, bool every,
	struct year *year)
{
	struct counting counting = {year, court_settings(world), kind, world->today};
	struct value key = value_number((int64_t)group->id);

	memset(year, 0, sizeof(*year));
	memset(year->marks, STRIP_TO_COME, sizeof(year->marks));
	world->range(world, ENTITY_MEETING, MEETING_BY_GROUP, &key, 1, date_of(number, 1, 1),
		date_of(number, 12, 31), count, &counting, NULL);
	for (int month = 1; month <= 12; month++) {
		char *mark = &year->marks[month - 1];
		int64_t first = date_of(number, month, 1), last = first + date_month_days(number, month) - 1;

		if (*mark == STRIP_TO_COME)
			*mark = empty_month(group, &counting.settings, first, last, world->today, every);
		year->held += *mark == STRIP_HELD_OK || *mark == STRIP_LATE;
		year->due += *mark != STRIP_NOT_ASKED && *mark != STRIP_TO_COME;
	}
}
