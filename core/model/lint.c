#include "core/base/date.h"
#include "core/model/holiday.h"
#include "core/model/lint_internal.h"
#include "core/model/roster.h"

enum { STUDY_LEAST = 30, EARLY = 7 * 60, LATE = 22 * 60 };

void lint_warn(struct problems *problems, uint16_t tag, uint64_t row, const char *id, const char *rule,
	const char *label)
{
	problem_add(problems, true, tag, row, id, "t", rule, label);
}

static void lint_group(const struct view *group, struct world *world, struct problems *problems)
{
	if (!view_has(group, GROUP_CLOSED))
		group_lint(group, world, world->today, problems);
}

/* --- meetings: each looks at one thing --- */

static bool is_kind(const struct view *meeting, enum meeting_kind kind)
{
	return view_number(meeting, MEETING_KINDS) >> kind & 1;
}

/* The groups that sit together; none of a branch's meeting. */
struct reader lint_groups(const struct view *meeting)
{
	struct value groups = EMPTY_VALUE;

	view_get(meeting, MEETING_GROUPS, &groups);
	return value_ids(&groups);
}

static struct text name_of(struct world *world, uint64_t person, struct view *view)
{
	return world->get(world, ENTITY_PERSON, person, view, NULL) ? view_text(view, PERSON_NAME) : NO_TEXT;
}

static void absent_without_reason(const struct view *meeting, struct world *world, struct problems *problems)
{
	for (struct row_walk rows = view_rows(meeting, MEETING_ATTENDANCE); row_walk_next(&rows);) {
		int64_t mark = view_number(&rows.row, ATTENDANCE_MARK);
		struct view person;

		if ((mark != MARK_LEAVE && mark != MARK_ABSENT) || view_has(&rows.row, ATTENDANCE_REASON))
			continue;
		problem_add(problems, true, MEETING_ATTENDANCE, rows.row.id,
			mark == MARK_LEAVE ? N_("{1} is on leave, without a reason ({2})")
					   : N_("{1} is absent, without a reason ({2})"),
			"St", name_of(world, rows.row.id, &person), RULE_LIFE);
	}
}

/* One line, however many they are; it leads to the first. */
static void leave_not_allowed(const struct view *meeting, struct world *world, struct problems *problems)
{
	uint64_t first = 0;
	int64_t count = 0;
	struct view person;

	for (struct row_walk rows = view_rows(meeting, MEETING_ATTENDANCE); row_walk_next(&rows);) {
		if (view_number(&rows.row, ATTENDANCE_MARK) != MARK_LEAVE ||
			view_has(&rows.row, ATTENDANCE_APPROVED))
			continue;
		first = first ? first : rows.row.id;
		count++;
	}
	if (count == 1)
		problem_add(problems, true, MEETING_ATTENDANCE, first,
			"Who allowed {1}'s leave is not noted: the leader, then ({2})", "St",
			name_of(world, first, &person), RULE_LIFE);
	else if (count)
		problem_add(problems, true, MEETING_ATTENDANCE, first,
			"Who allowed {1} leaves ({2} first) is not noted: the leader, then ({3})", "nSt",
			count, name_of(world, first, &person), RULE_LIFE);
}

/* Of a joint sitting, the leader of any of the groups may be in the chair. */
static void chair_not_leader(const struct view *meeting, struct world *world, struct problems *problems)
{
	uint64_t chair = (uint64_t)view_number(meeting, MEETING_CHAIR);
	struct reader groups = lint_groups(meeting);
	bool leads = !reader_left(&groups);

	while (reader_left(&groups))
		leads |= leads_group(world, chair, read_varint(&groups), view_number(meeting, MEETING_DATE));
	if (chair && !leads && !view_has(meeting, MEETING_ENTRUSTED))
		lint_warn(problems, MEETING_CHAIR, 0,
			"The chair does not lead the group: note who entrusted the chair ({1})", RULE_LIFE);
}

static void nothing_on_agenda(const struct view *meeting, struct world *world, struct problems *problems)
{
	(void)world;
	if (!view_row_count(meeting, MEETING_AGENDA))
		lint_warn(problems, MEETING_AGENDA, 0, "There is no agenda item ({1})", RULE_LIFE);
}

static void decisions_unfinished(const struct view *meeting, struct world *world, struct problems *problems)
{
	(void)world;
	for (struct row_walk rows = view_rows(meeting, MEETING_DECISIONS); row_walk_next(&rows);) {
		struct text what = view_text(&rows.row, DECISION_TEXT);

		if (!view_has(&rows.row, DECISION_OWNERS))
			problem_add(problems, true, MEETING_DECISIONS, rows.row.id,
				"Nobody is to carry out \"{1}\" ({2})", "St", what, RULE_LIFE);
		if (!view_has(&rows.row, DECISION_DUE))
			problem_add(problems, true, MEETING_DECISIONS, rows.row.id,
				"There is no day for \"{1}\" ({2})", "St", what, RULE_LIFE);
	}
}

/* Of the agenda's items that are study, those that have both times; -1: there are none. */
static int64_t studied(const struct view *meeting)
{
	int64_t minutes = -1;

	for (struct row_walk rows = view_rows(meeting, MEETING_AGENDA); row_walk_next(&rows);) {
		struct value start, end;

		if (view_number(&rows.row, AGENDA_STUDY) && view_get(&rows.row, AGENDA_START, &start) &&
			view_get(&rows.row, AGENDA_END, &end))
			minutes = (minutes < 0 ? 0 : minutes) + end.number - start.number;
	}
	return minutes;
}

static void study_too_short(const struct view *meeting, struct world *world, struct problems *problems)
{
	int64_t minutes = studied(meeting);
	uint16_t tag = MEETING_AGENDA;

	(void)world;
	if (minutes < 0 && is_kind(meeting, MEETING_STUDY) && view_has(meeting, MEETING_END) &&
		view_has(meeting, MEETING_START)) {
		minutes = view_number(meeting, MEETING_END) - view_number(meeting, MEETING_START);
		tag = MEETING_END;
	}
	if (minutes >= 0 && minutes < STUDY_LEAST)
		problem_add(problems, true, tag, 0, "Study of {1} minutes; fewer than {2} ({3})", "nnt",
			minutes, (int64_t)STUDY_LEAST, RULE_STUDY);
}

static void odd_hours(const struct view *meeting, struct world *world, struct problems *problems)
{
	int64_t start = view_number_or(meeting, MEETING_START, EARLY),
		end = view_number_or(meeting, MEETING_END, EARLY);

	(void)world;
	if (start < EARLY || end > LATE)
		lint_warn(problems, MEETING_START, 0, "Before 7:00 or after 22:00: is the time right? ({1})",
			RULE_LIFE);
}

static void day_off(const struct view *meeting, struct world *world, struct problems *problems)
{
	struct calendar calendar = calendar_read(world);

	if (!calendar_works(&calendar, view_number(meeting, MEETING_DATE)))
		lint_warn(problems, MEETING_DATE, 0, "A day off: is the date right? ({1})", RULE_LIFE);
	calendar_release(&calendar);
}

static void submitted_late(const struct view *meeting, struct world *world, struct problems *problems)
{
	struct court_settings court = court_settings(world);
	int64_t days;

	if (!view_has(meeting, MEETING_FIRST_SUBMITTED))
		return;
	days = moment_date(view_number(meeting, MEETING_FIRST_SUBMITTED), court.offset) -
		view_number(meeting, MEETING_DATE);
	if (days > court.late_days)
		problem_add(problems, true, MEETING_FIRST_SUBMITTED, 0,
			"Submitted {1} days after the meeting; {2} are allowed ({3})", "nnt", days,
			court.late_days, RULE_LIFE);
}

/* --- meetings: the roll beside those due --- */

struct due_count {
	const struct view *meeting;
	int64_t missing;
};

static bool count_missing(const struct roster_person *person, void *arg)
{
	struct due_count *count = arg;
	struct view row;

	count->missing +=
		person->counted && !view_row(count->meeting, MEETING_ATTENDANCE, person->person, &row);
	return true;
}

static int64_t strangers(const struct view *meeting, struct world *world)
{
	int64_t day = view_number(meeting, MEETING_DATE), count = 0;

	for (struct row_walk rows = view_rows(meeting, MEETING_ATTENDANCE); row_walk_next(&rows);) {
		uint64_t group = group_of(world, rows.row.id, day);
		struct reader groups = lint_groups(meeting);
		bool member = false;

		while (reader_left(&groups))
			member |= read_varint(&groups) == group;
		count += !member;
	}
	return count;
}

/* A roll that is locked stays as it is when memberships are mended later: then it is said. */
static void roll_differs(const struct view *meeting, struct world *world, struct problems *problems)
{
	struct due_count count = {meeting, 0};
	struct reader groups = lint_groups(meeting);
	int64_t beyond;

	if (!reader_left(&groups) || !view_row_count(meeting, MEETING_ATTENDANCE))
		return;
	while (reader_left(&groups))
		roster_each(world, read_varint(&groups), view_number(meeting, MEETING_DATE), count_missing,
			&count, NULL);
	if (count.missing)
		problem_add(problems, true, MEETING_ATTENDANCE, 0,
			"{1} of those due that day are not on the roll: it can be amended ({2})", "nt",
			count.missing, RULE_LIFE);
	beyond = strangers(meeting, world);
	if (beyond)
		problem_add(problems, true, MEETING_ATTENDANCE, 0,
			"{1} on the roll were not in the group that day: are they guests? ({2})", "nt",
			beyond, RULE_LIFE);
}

/* --- the table --- */

/* `states`: in which it makes sense to say so; 0: in all. */
#define WRITTEN \
	(1u << STATE_DRAFT | 1u << STATE_SIGNING | 1u << STATE_SUBMITTED | 1u << STATE_RETURNED | \
		1u << STATE_ARCHIVED | 1u << STATE_AMENDING)
/* Whoever writes it can still mend it. */
#define UNSENT \
	(1u << STATE_OPEN | 1u << STATE_DRAFT | 1u << STATE_SIGNING | 1u << STATE_RETURNED | \
		1u << STATE_AMENDING)
static const struct {
	unsigned entity, states;
	lint *look;
} rules[] = {
	{ENTITY_GROUP, 0, lint_group},
	{ENTITY_MEETING, WRITTEN | 1u << STATE_OPEN, chair_not_leader},
	{ENTITY_MEETING, WRITTEN | 1u << STATE_OPEN, absent_without_reason},
	{ENTITY_MEETING, UNSENT, leave_not_allowed},
	{ENTITY_MEETING, WRITTEN | 1u << STATE_OPEN, nothing_on_agenda},
	{ENTITY_MEETING, WRITTEN | 1u << STATE_OPEN, decisions_unfinished},
	{ENTITY_MEETING, WRITTEN | 1u << STATE_OPEN, study_too_short},
	{ENTITY_MEETING, WRITTEN, odd_hours},
	{ENTITY_MEETING, WRITTEN | 1u << STATE_OPEN | 1u << STATE_PLANNED, day_off},
	{ENTITY_MEETING, WRITTEN, submitted_late},
	{ENTITY_MEETING, 1u << STATE_SUBMITTED | 1u << STATE_ARCHIVED, roll_differs},
	{ENTITY_MEETING, WRITTEN, lint_beside},
	{ENTITY_ENTRY, 0, lint_shown_twice},
	{ENTITY_MARK, 0, lint_shown_twice},
	{ENTITY_EVIDENCE, 0, lint_evidence},
};

void record_lint(const struct view *whole, struct world *world, struct problems *problems)
{
	int64_t state = view_number_or(whole, MEETING_STATE, STATE_PLANNED);

	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (rules[i].entity == whole->entity->id &&
			(!rules[i].states || rules[i].states >> state & 1))
			rules[i].look(whole, world, problems);
}
