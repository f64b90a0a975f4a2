#include "core/model/duty.h"

#include <string.h>

struct counting {
	struct world *world;
	const struct view *group;
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
		year->next_time = view_number_or(meeting, MEETING_START, -1);
		return true;
	} else
		better(&year->marks[month], STRIP_UNSENT);
	if (day > year->latest)
		year->latest = day;
	turnout = turnout_of_group(counting->world, meeting, counting->group->id);
	year->present += turnout.present;
	year->expected += turnout.due;
	return true;
}

bool branch_meeting_of(struct world *world, const struct view *meeting, uint64_t group)
{
	return !view_has(meeting, MEETING_GROUPS) &&
		(view_number(meeting, MEETING_STATE) <= STATE_OPEN ||
			turnout_of_group(world, meeting, group).present);
}

static bool count_branch(const struct view *meeting, void *arg)
{
	struct counting *counting = arg;

	return !branch_meeting_of(counting->world, meeting, counting->group->id) || count(meeting, arg);
}

enum strip_mark empty_month(const struct view *group, const struct court_settings *settings, int64_t first,
	int64_t last, int64_t today, bool asked)
{
	if (last < settings->start || last < view_number_or(group, GROUP_FOUNDED, DATE_MIN) ||
		first > view_number_or(group, GROUP_CLOSED, DATE_MAX))
		return STRIP_NOT_ASKED;
	if (first > today)
		return STRIP_TO_COME;
	if (!asked)
		return STRIP_QUIET;
	return last >= today ? STRIP_THIS_MONTH : STRIP_MISSING;
}

static bool held_one(const struct year *year, int first, int last, const char *marks)
{
	for (int month = first; month <= last; month++)
		if (year->marks[month - 1] && strchr(marks, year->marks[month - 1]))
			return true;
	return false;
}

static void fill_period(
	struct counting *counting, const struct view *group, int number, int first, int last, bool asked)
{
	struct year *year = counting->year;
	bool any = held_one(year, first, last, "oLD");

	for (int month = first; month <= last; month++) {
		char *mark = &year->marks[month - 1];
		int64_t begins = date_of(number, month, 1),
			ends = begins + date_month_days(number, month) - 1;

		if (!*mark)
			*mark = (char)empty_month(group, &counting->settings, begins, ends, counting->today,
				asked && !any && month == last);
	}
	year->held += held_one(year, first, last, "oL");
	year->due += held_one(year, first, last, "oLDX?");
}

bool group_year(struct world *world, const struct view *group, int number, unsigned kind,
	enum system_every every, struct year *year, struct error *err)
{
	struct counting counting = {world, group, year, court_settings(world), kind, world->today};
	struct value key = value_number((int64_t)group->id),
		     branch = value_number(view_number(group, GROUP_BRANCH));
	int64_t first = date_of(number, 1, 1), last = date_of(number, 12, 31);
	int step = period_months(every);

	memset(year, 0, sizeof(*year));
	if (!world->range(
		    world, ENTITY_MEETING, MEETING_BY_GROUP, &key, 1, first, last, count, &counting, err) ||
		!world->range(world, ENTITY_MEETING, MEETING_BY_BRANCH, &branch, 1, first, last, count_branch,
			&counting, err))
		return false;
	for (int month = 1; month <= 12; month += step)
		fill_period(&counting, group, number, month, month + step - 1, every);
	return true;
}
