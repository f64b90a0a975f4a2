#include "core/model/lint.h"

#include <stdlib.h>
#include <string.h>
#include "core/base/date.h"
#include "core/model/holiday.h"
#include "core/model/roster.h"

enum { STUDY_LEAST = 30, EARLY = 7 * 60, LATE = 22 * 60 };
/* Minutes of so many lines are compared with those of so many meetings before. */
enum { COPIED_LEAST = 5, COPIED_PERCENT = 90, COPIED_FROM = 3 };

/* The systems, as they are cited: the court's own five. */
#define RULE_LIFE "the system of organisational life", "组织生活制度"
#define RULE_STUDY "the system of study", "学习制度"

static void warn(struct problems *problems, uint16_t tag, uint64_t row, const char *id, const char *rule,
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
static struct reader groups_of(const struct view *meeting)
{
	struct value groups = EMPTY_VALUE;

	view_get(meeting, MEETING_GROUPS, &groups);
	return value_ids(&groups);
}

static void absent_without_reason(const struct view *meeting, struct world *world, struct problems *problems)
{
	(void)world;
	for (struct row_walk rows = view_rows(meeting, MEETING_ATTENDANCE); row_walk_next(&rows);) {
		int64_t mark = view_number(&rows.row, ATTENDANCE_MARK);

		if (mark == MARK_LEAVE && !view_has(&rows.row, ATTENDANCE_REASON))
			warn(problems, MEETING_ATTENDANCE, rows.row.id, "A leave without its reason ({1})",
				RULE_LIFE);
	}
}

/* Of a joint sitting, the leader of any of the groups may be in the chair. */
static void chair_not_leader(const struct view *meeting, struct world *world, struct problems *problems)
{
	uint64_t chair = (uint64_t)view_number(meeting, MEETING_CHAIR);
	struct reader groups = groups_of(meeting);
	bool leads = !reader_left(&groups);

	while (reader_left(&groups))
		leads |= leads_group(world, chair, read_varint(&groups), view_number(meeting, MEETING_DATE));
	if (chair && !leads && !view_has(meeting, MEETING_ENTRUSTED))
		warn(problems, MEETING_CHAIR, 0,
			"The chair does not lead the group: note who entrusted the chair ({1})", RULE_LIFE);
}

static void nothing_on_agenda(const struct view *meeting, struct world *world, struct problems *problems)
{
	(void)world;
	if (!view_row_count(meeting, MEETING_AGENDA))
		warn(problems, MEETING_AGENDA, 0, "There is no agenda item ({1})", RULE_LIFE);
}

static void decisions_unfinished(const struct view *meeting, struct world *world, struct problems *problems)
{
	(void)world;
	for (struct row_walk rows = view_rows(meeting, MEETING_DECISIONS); row_walk_next(&rows);) {
		if (!view_has(&rows.row, DECISION_OWNERS))
			warn(problems, MEETING_DECISIONS, rows.row.id,
				"A decision that nobody is to carry out ({1})", RULE_LIFE);
		if (!view_has(&rows.row, DECISION_DUE))
			warn(problems, MEETING_DECISIONS, rows.row.id, "A decision without a day ({1})",
				RULE_LIFE);
	}
}

static void study_too_short(const struct view *meeting, struct world *world, struct problems *problems)
{
	int64_t minutes = view_number(meeting, MEETING_END) - view_number(meeting, MEETING_START);

	(void)world;
	if (is_kind(meeting, MEETING_STUDY) && view_has(meeting, MEETING_END) &&
		view_has(meeting, MEETING_START) && minutes < STUDY_LEAST)
		problem_add(problems, true, MEETING_END, 0, "Study of {1} minutes; fewer than {2} ({3})",
			"nnt", minutes, (int64_t)STUDY_LEAST, RULE_STUDY);
}

static void odd_hours(const struct view *meeting, struct world *world, struct problems *problems)
{
	int64_t start = view_number_or(meeting, MEETING_START, EARLY),
		end = view_number_or(meeting, MEETING_END, EARLY);

	(void)world;
	if (start < EARLY || end > LATE)
		warn(problems, MEETING_START, 0, "Before 7:00 or after 22:00: is the time right? ({1})",
			RULE_LIFE);
}

static void day_off(const struct view *meeting, struct world *world, struct problems *problems)
{
	struct calendar calendar = calendar_read(world);

	if (!calendar_works(&calendar, view_number(meeting, MEETING_DATE)))
		warn(problems, MEETING_DATE, 0, "A day off: is the date right? ({1})", RULE_LIFE);
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
		struct reader groups = groups_of(meeting);
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
	struct reader groups = groups_of(meeting);
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

/* --- meetings: beside the others of the group --- */

struct beside {
	const struct view *meeting;
	struct world *world;
	uint64_t same_time;
	/* The latest ones before, the latest first; 0: there are no more. */
	struct {
		uint64_t id;
		int64_t day;
	} before[COPIED_FROM];
};

static bool at_same_time(const struct view *one, const struct view *other)
{
	return view_number(one, MEETING_DATE) == view_number(other, MEETING_DATE) &&
		view_has(one, MEETING_START) && view_has(other, MEETING_START) &&
		view_has(one, MEETING_END) && view_has(other, MEETING_END) &&
		view_number(one, MEETING_START) < view_number(other, MEETING_END) &&
		view_number(other, MEETING_START) < view_number(one, MEETING_END);
}

static bool look_beside(const struct view *other, void *arg)
{
	struct beside *beside = arg;
	int64_t day = view_number(other, MEETING_DATE);

	if (other->id == beside->meeting->id)
		return true;
	if (at_same_time(beside->meeting, other))
		beside->same_time = other->id;
	if (day >= view_number(beside->meeting, MEETING_DATE))
		return true;
	for (size_t i = 0; i < COPIED_FROM; i++) /* a joint sitting stands in the order of each group */
		if (beside->before[i].id == other->id)
			return true;
	for (size_t i = 0; i < COPIED_FROM; i++) {
		if (beside->before[i].id && day < beside->before[i].day)
			continue;
		memmove(&beside->before[i + 1], &beside->before[i],
			(COPIED_FROM - 1 - i) * sizeof(*beside->before));
		beside->before[i].id = other->id;
		beside->before[i].day = day;
		break;
	}
	return true;
}

/* The hashes of all lines that say something. */
struct lines {
	uint64_t hashes[512];
	size_t count;
};

static bool add_line(const struct view *row, void *arg)
{
	struct lines *lines = arg;
	struct text text = text_trim(view_text(row, MINUTES_TEXT));
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (uint8_t)text.at[i]) * UINT64_C(1099511628211);
	if (text.len && lines->count < sizeof(lines->hashes) / sizeof(*lines->hashes))
		lines->hashes[lines->count++] = hash;
	return true;
}

static int64_t percent_copied(const struct lines *these, const struct lines *those)
{
	int64_t same = 0;

	for (size_t i = 0; i < these->count; i++)
		for (size_t j = 0; j < those->count; j++)
			if (these->hashes[i] == those->hashes[j]) {
				same++;
				break;
			}
	return these->count ? same * 100 / (int64_t)these->count : 0;
}

static void looks_copied(const struct beside *beside, struct problems *problems)
{
	struct lines these = {.count = 0};
	struct world *world = beside->world;
	int64_t most = 0;

	for (struct row_walk rows = view_rows(beside->meeting, MEETING_MINUTES); row_walk_next(&rows);)
		add_line(&rows.row, &these);
	for (size_t i = 0; i < COPIED_FROM && beside->before[i].id && these.count >= COPIED_LEAST; i++) {
		struct lines those = {.count = 0};
		struct view before;
		int64_t percent;

		if (!world->get(world, ENTITY_MEETING, beside->before[i].id, &before, NULL))
			continue;
		world->rows(world, &before, MEETING_MINUTES, add_line, &those, NULL);
		percent = percent_copied(&these, &those);
		most = percent > most ? percent : most;
	}
	if (most >= COPIED_PERCENT)
		problem_add(problems, true, MEETING_MINUTES, 0,
			"{1}% of the minutes are those of an earlier meeting ({2})", "nt", most, RULE_LIFE);
}

static void beside_others(const struct view *meeting, struct world *world, struct problems *problems)
{
	int64_t day = view_number(meeting, MEETING_DATE);
	struct beside beside = {.meeting = meeting, .world = world};

	for (struct reader groups = groups_of(meeting); reader_left(&groups);) {
		struct value group = value_number((int64_t)read_varint(&groups));

		world->range(world, ENTITY_MEETING, MEETING_BY_GROUP, &group, 1, day - 366, day, look_beside,
			&beside, NULL);
	}
	if (beside.same_time)
		warn(problems, MEETING_START, 0, "The group has another meeting at the same time ({1})",
			RULE_LIFE);
	looks_copied(&beside, problems);
}

/* --- the table --- */

typedef void lint(const struct view *whole, struct world *world, struct problems *problems);

/* `states`: in which it makes sense to say so; 0: in all. */
#define WRITTEN \
	(1u << STATE_DRAFT | 1u << STATE_SIGNING | 1u << STATE_SUBMITTED | 1u << STATE_RETURNED | \
		1u << STATE_ARCHIVED | 1u << STATE_AMENDING)
static const struct {
	unsigned entity, states;
	lint *look;
} rules[] = {
	{ENTITY_GROUP, 0, lint_group},
	{ENTITY_MEETING, WRITTEN | 1u << STATE_OPEN, chair_not_leader},
	{ENTITY_MEETING, WRITTEN | 1u << STATE_OPEN, absent_without_reason},
	{ENTITY_MEETING, WRITTEN | 1u << STATE_OPEN, nothing_on_agenda},
	{ENTITY_MEETING, WRITTEN | 1u << STATE_OPEN, decisions_unfinished},
	{ENTITY_MEETING, WRITTEN, study_too_short},
	{ENTITY_MEETING, WRITTEN, odd_hours},
	{ENTITY_MEETING, WRITTEN | 1u << STATE_OPEN | 1u << STATE_PLANNED, day_off},
	{ENTITY_MEETING, WRITTEN, submitted_late},
	{ENTITY_MEETING, 1u << STATE_SUBMITTED | 1u << STATE_ARCHIVED, roll_differs},
	{ENTITY_MEETING, WRITTEN, beside_others},
};

void record_lint(const struct view *whole, struct world *world, struct problems *problems)
{
	int64_t state = view_number_or(whole, MEETING_STATE, STATE_PLANNED);

	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (rules[i].entity == whole->entity->id &&
			(!rules[i].states || rules[i].states >> state & 1))
			rules[i].look(whole, world, problems);
}
