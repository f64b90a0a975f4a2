/* The demo's year: which sittings there are, when each was held, handed in and looked at, in the order of
 * time. */
#include <stddef.h>
#include <stdlib.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/service/demo_sitting.h"
#include "core/service/demo_words.h"

enum { QUICK = 0, SITTINGS = DEMO_GROUPS * DEMO_MONTHS * 2, REVIEW_FROM = 3, DONE_AFTER = 13 };

/* How many were missing in the first group's sittings, as the pictures of the manual have it. */
static const struct {
	int day, study_day, absent, study_absent;
} quick[DEMO_MONTHS] = {
	{22, 8, 0, 1},
	{26, 12, 1, 1},
	{26, 12, 2, 0},
	{30, 16, 1, 1},
	{28, 14, 0, 2},
	{25, 11, 1, 0},
	{30, 16, 0, 3},
	{27, 14, 2, 1},
	{24, 10, 0, 0},
};

struct event {
	int64_t moment;
	size_t order;
	uint64_t author;
	const char *action;
	change_work *work;
	void *arg;
	struct demo_sitting *sitting; /* whose officers are looked up on the day it is held */
};

struct year {
	struct demo_court *court;
	struct demo_sitting sittings[SITTINGS];
	size_t sitting_count;
	struct event *events;
	size_t count, room;
};

/* --- days --- */

static int64_t nth_weekday(int month, int week, int weekday)
{
	int64_t day = date_of(2026, month, 1);

	day += (weekday - date_weekday(day) + 7) % 7;
	if (week > 0)
		return day + (week - 1) * 7;
	while (date_parts(day + 7).month == month)
		day += 7;
	return day;
}

/* A week later when that day is a holiday; a week earlier when the month would be over. */
static int64_t off_holidays(int64_t day, int direction)
{
	int month = date_parts(day).month;

	while (demo_holiday(day)) {
		if (date_parts(day + direction * 7).month != month)
			direction = -direction;
		day += direction * 7;
	}
	return day;
}

static int64_t day_of(size_t nth, int month, enum meeting_kind kind)
{
	const struct demo_group *group = &demo_groups[nth];
	int64_t day = off_holidays(nth_weekday(month, group->week, group->weekday), 1);

	if (nth == QUICK)
		return date_of(2026, month,
			kind == MEETING_STUDY ? quick[month - 1].study_day : quick[month - 1].day);
	if (kind == MEETING_GROUP)
		return day;
	return off_holidays(day + group->study_after, group->study_after < 0 ? -1 : 1);
}

/* --- events --- */

static struct event *add(struct year *year, int64_t moment, const char *action, change_work *work, void *arg)
{
	struct event *event;

	year->events = mem_grow(year->events, year->count, &year->room, sizeof(*year->events));
	event = &year->events[year->count];
	*event = (struct event){moment, year->count, 0, action, work, arg, NULL};
	year->count++;
	return event;
}

static void add_court_event(const struct demo_event *event, void *arg)
{
	add(arg, event->moment, event->action, event->work, event->arg);
}

/* Late: the sixth day or so. Else the next working day, or at once when that is far. */
static int64_t submitted_on(const struct demo_sitting *sitting, char mark, uint64_t *random)
{
	int64_t next = demo_workday(sitting->day + 1, 1);

	if (mark != 'L')
		return next - sitting->day > 3 ? sitting->day : next;
	/* One was forgotten for a month. */
	return sitting->kind == MEETING_STUDY ? date_of(2026, 9, 23)
					      : demo_workday(sitting->day + 5 + demo_random(random, 3), 1);
}

static void add_told(struct year *year, struct demo_sitting *sitting)
{
	add(year, demo_at(date_of(2026, 9, 1), 9, 12), "submit", sitting_submit, sitting);
	add(year, demo_at(date_of(2026, 9, 22), 10, 5), "return", sitting_send_back, sitting);
	add(year, demo_at(date_of(2026, 9, 23), 16, 40), "apply", sitting_mend, sitting);
}

static void add_afterwards(struct year *year, struct demo_sitting *sitting, char mark)
{
	uint64_t *random = &year->court->luck.random;
	int64_t sent = submitted_on(sitting, mark, random),
		seen = demo_workday(sent + REVIEW_FROM + demo_random(random, 3), 1);
	int minute = (int)demo_random(random, 60);

	add(year, demo_at(sent, sent == sitting->day ? 18 : 9, minute), "submit", sitting_submit, sitting);
	add(year, demo_at(seen, 16, minute), "pass", sitting_pass, sitting);
	if (sitting_of_lin(sitting))
		add(year, demo_at(date_of(2026, 9, 11), 17, 5), "apply", sitting_give_time, sitting);
	else
		add(year, demo_at(demo_workday(sitting->day + DONE_AFTER, 1), 17, minute), "close",
			sitting_do_tasks, sitting);
}

/* As in the manual's pictures; else as the group's rate has it. */
static int absent_of(size_t group, int month, enum meeting_kind kind)
{
	if (group == QUICK)
		return kind == MEETING_STUDY ? quick[month - 1].study_absent : quick[month - 1].absent;
	return -1;
}

static void add_sitting(struct year *year, size_t group, int month, enum meeting_kind kind, char mark)
{
	struct demo_sitting *sitting = &year->sittings[year->sitting_count++];

	*sitting = (struct demo_sitting){.court = year->court, .group = group, .month = month, .kind = kind};
	sitting->day = day_of(group, month, kind);
	sitting->absent = absent_of(group, month, kind);
	add(year, demo_at(sitting->day, 0, sitting_start(sitting)), "hold", sitting_hold, sitting);
	add(year, demo_at(sitting->day, 0, sitting_end(sitting)), "apply", sitting_write, sitting);
	add(year, demo_at(sitting->day, 0, sitting_end(sitting)), "end", sitting_close, sitting);
	if (sitting_is_told(sitting))
		add_told(year, sitting);
	else if (mark != 'D')
		add_afterwards(year, sitting, mark);
}

static void plan_year(struct year *year)
{
	for (int month = 1; month <= DEMO_MONTHS; month++)
		for (size_t group = 0; group < DEMO_GROUPS; group++) {
			char meeting = demo_groups[group].meetings[month - 1],
			     study = demo_groups[group].studies[month - 1];

			if (study == 'o' || study == 'L')
				add_sitting(year, group, month, MEETING_STUDY, study);
			if (meeting == 'o' || meeting == 'L' || meeting == 'D')
				add_sitting(year, group, month, MEETING_GROUP, meeting);
		}
	demo_court_events(year->court, add_court_event, year);
	demo_work_events(year->court, add_court_event, year);
}

static int by_moment(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->moment != y->moment)
		return x->moment < y->moment ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* --- doing --- */

static bool is_sitting(const struct year *year, const void *arg)
{
	const char *at = arg, *first = (const char *)year->sittings;

	return at >= first && at < first + sizeof(year->sittings);
}

static bool find_officers(struct world *world, void *arg, struct error *err)
{
	return sitting_officers(world, arg, err);
}

/* Who does it: the recorder writes, the leader hands in, the secretary looks at it. */
static bool find_author(struct year *year, const struct event *event, uint64_t *author, struct error *err)
{
	static const struct {
		change_work *work;
		size_t place;
	} authors[] = {
		{sitting_hold, offsetof(struct demo_sitting, recorder)},
		{sitting_write, offsetof(struct demo_sitting, recorder)},
		{sitting_close, offsetof(struct demo_sitting, recorder)},
		{sitting_mend, offsetof(struct demo_sitting, recorder)},
		{sitting_pass, offsetof(struct demo_sitting, secretary)},
		{sitting_send_back, offsetof(struct demo_sitting, secretary)},
	};
	struct demo_sitting *sitting = event->arg;

	*author = 0;
	if (!is_sitting(year, event->arg))
		return true;
	if (!sitting->leader && !store_read(year->court->store, 0, find_officers, sitting, err))
		return false;
	*author = sitting->leader;
	for (size_t i = 0; i < sizeof(authors) / sizeof(*authors); i++)
		if (authors[i].work == event->work)
			*author = *(const uint64_t *)((const char *)sitting + authors[i].place);
	return true;
}

static bool run_events(struct year *year, const struct demo *demo, struct error *err)
{
	uint64_t author;

	qsort(year->events, year->count, sizeof(*year->events), by_moment);
	for (size_t i = 0; i < year->count; i++) {
		const struct event *event = &year->events[i];

		if (event->moment >= demo_now())
			break;
		if (!find_author(year, event, &author, err) ||
			!demo_change(year->court, event->moment, author, event->action, event->work,
				event->arg, err))
			return false;
		if (demo->progress)
			demo->progress("changes", (int64_t)i);
	}
	return true;
}

/* --- what is planned --- */

static void put_row(struct buf *rows, uint64_t key, struct record *row)
{
	struct buf body = BUF_INIT;

	record_write(row, &body);
	record_release(row);
	rows_add(rows, key, buf_as_text(&body));
	buf_release(&body);
}

static void todays_agenda(struct buf *rows)
{
	static const char *const titles[] = {"学习《组织生活制度》", "三季度速裁质效与下步打算"};
	struct record row;

	for (size_t i = 0; i < 2; i++) {
		record_init(&row, &agenda_rows);
		record_text(&row, AGENDA_TITLE, text_of(titles[i]));
		if (!i)
			record_number(&row, AGENDA_STUDY, 1);
		put_row(rows, DEMO_ROW_ROOM * (i + 1), &row);
	}
}

/* He asked beforehand. */
static bool todays_leave(struct world *world, uint64_t group, struct buf *rows, struct error *err)
{
	struct record row;
	uint64_t person;

	if (!demo_person(world, "汪茜可", &person, err))
		return false;
	record_init(&row, &attendance_rows);
	record_number(&row, ATTENDANCE_PERSON, (int64_t)person);
	record_number(&row, ATTENDANCE_MARK, MARK_LEAVE);
	record_text(&row, ATTENDANCE_REASON, TEXT("病假"));
	record_number(&row, ATTENDANCE_GROUP, (int64_t)group);
	put_row(rows, person, &row);
	return true;
}

static bool plan_one(
	struct writer *writer, const struct demo_court *court, size_t nth, int64_t day, struct error *err)
{
	struct demo_sitting sitting = {.court = (struct demo_court *)court, .group = nth, .day = day};
	struct buf groups = BUF_INIT, agenda = BUF_INIT, roll = BUF_INIT;
	bool today = nth == QUICK, good = sitting_officers(&writer->world, &sitting, err);
	uint64_t id = 0;

	buf_varint(&groups, court->groups[nth]);
	if (today) {
		todays_agenda(&agenda);
		good = good && todays_leave(&writer->world, court->groups[nth], &roll, err);
	}
	struct record_slot values[] = {
		{MEETING_GROUPS, {VALUE_IDS, 0, buf_as_text(&groups)}},
		{MEETING_KINDS, value_number(1 << MEETING_GROUP)},
		{MEETING_TOPIC, today ? value_text(TEXT("三季度速裁质效与下步打算")) : EMPTY_VALUE},
		{MEETING_PLANNED, value_number(day)},
		{MEETING_PLANNED_TIME, value_number(15 * 60)},
		{MEETING_PLACE, value_text(text_of(demo_groups[nth].place))},
		{MEETING_CHAIR, value_number((int64_t)sitting.leader)},
		{MEETING_RECORDER, value_number((int64_t)sitting.recorder)},
		{MEETING_DATE, value_number(day)},
		{MEETING_STATE, value_number(STATE_PLANNED)},
		{MEETING_AGENDA, value_filled((struct value){VALUE_ROWS, 0, buf_as_text(&agenda)})},
		{MEETING_ATTENDANCE, value_filled((struct value){VALUE_ROWS, 0, buf_as_text(&roll)})},
	};
	good = good && writer_set(writer, ENTITY_MEETING, &id, values, sizeof(values) / sizeof(*values), err);
	buf_release(&groups);
	buf_release(&agenda);
	buf_release(&roll);
	return good;
}

static bool plan_next(struct writer *writer, void *arg, struct error *err)
{
	const struct demo_court *court = arg;
	bool good = plan_one(writer, court, QUICK, date_of(2026, 9, 24), err);

	for (size_t i = 0; good && i < DEMO_GROUPS; i++) {
		int64_t next = demo_groups[i].next;

		if (next)
			good = plan_one(writer, court, i,
				date_of(2026, next < 0 ? 9 : 10, (int)(next < 0 ? -next : next)), err);
	}
	return good;
}

bool demo_year(struct demo_court *court, const struct demo *demo, struct error *err)
{
	struct year *year = mem_new(sizeof(*year));
	bool good;

	year->court = court;
	plan_year(year);
	good = run_events(year, demo, err) &&
		demo_change(court, demo_at(date_of(2026, 9, 23), 17, 10), 0, "apply", plan_next, court, err);
	if (demo->progress)
		demo->progress("", -1);
	free(year->events);
	free(year);
	return good;
}
