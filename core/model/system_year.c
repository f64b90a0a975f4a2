/* What a system asks of a group in a year, when no meeting fulfils it: contacts, reports, talks. */
#include "core/model/duty.h"

/* What fulfils a system, by enum system_record. */
static const struct fulfilling {
	unsigned entity;
	uint16_t date, due; /* due: when it had to be there; 0: it is never late */
	bool people;        /* everybody has one, instead of the group */
} fulfilling[] = {
	[RECORD_CONTACT] = {ENTITY_CONTACT, CONTACT_DATE, 0, false},
	[RECORD_REPORT] = {ENTITY_REPORT, REPORT_DATE, REPORT_DUE, false},
	[RECORD_TALK] = {ENTITY_TALK, TALK_DATE, 0, true},
};

static const struct fulfilling *fulfilling_of(const struct view *system)
{
	int64_t record = view_number(system, SYSTEM_RECORD);

	return record > 0 && (size_t)record < sizeof(fulfilling) / sizeof(*fulfilling) ? &fulfilling[record]
										       : NULL;
}

bool system_counts(const struct view *system)
{
	return view_has(system, SYSTEM_KIND) || (view_has(system, SYSTEM_EVERY) && fulfilling_of(system));
}

unsigned system_work_entity(const struct view *system)
{
	const struct fulfilling *what = fulfilling_of(system);

	return what ? what->entity : 0;
}

void period_of(enum system_every every, int64_t day, int64_t *first, int64_t *last)
{
	int months = period_months(every);

	*first = period_begin(day, months);
	*last = date_add_months(*first, months) - 1;
}

/* --- which records count --- */

struct looking {
	const struct view *system;
	world_visit *visit;
	void *arg;
};

/* Monthly reports are monthly ones; a half-year has no kind of its own. */
static bool report_counts(const struct view *report, enum system_every every)
{
	static const int64_t kinds[] = {[EVERY_MONTH] = REPORT_MONTH,
		[EVERY_QUARTER] = REPORT_QUARTER,
		[EVERY_YEAR] = REPORT_YEAR,
		[EVERY_HALF] = 0};

	return !kinds[every] || view_number(report, REPORT_KIND) == kinds[every];
}

static bool look(const struct view *record, void *arg)
{
	const struct looking *looking = arg;

	if (record->entity->id == ENTITY_REPORT &&
		!report_counts(record, (enum system_every)view_number(looking->system, SYSTEM_EVERY)))
		return true;
	if (record->entity->id == ENTITY_TALK && view_number(record, TALK_KIND) != TALK_HEART)
		return true;
	return looking->visit(record, looking->arg);
}

/* A group's, between two days. */
static bool each_record(struct world *world, const struct view *system, uint64_t group, int64_t first,
	int64_t last, world_visit *visit, void *arg, struct error *err)
{
	struct looking looking = {system, visit, arg};
	struct value key = value_number((int64_t)group);

	/* What is dated ahead has not happened. */
	return first > world->today ||
		world->range(world, fulfilling_of(system)->entity, WORK_BY_GROUP, &key, 1, first,
			last < world->today ? last : world->today, look, &looking, err);
}

/* --- people --- */

static bool note_talk(const struct view *talk, void *arg)
{
	int64_t *left = arg;

	*left -= view_number(talk, TALK_KIND) == TALK_HEART;
	return *left > 0;
}

bool talked_add(struct world *world, uint64_t person, int64_t first, int64_t last, int64_t times,
	int64_t *people, struct error *err)
{
	struct value key = value_number((int64_t)person);
	int64_t left = times;
	bool good = world->range(world, ENTITY_TALK, WORK_BY_PERSON, &key, 1, first,
		last < world->today ? last : world->today, note_talk, &left, err);

	*people += left <= 0;
	return good;
}

struct covering {
	struct world *world;
	int64_t first, last, times;
	struct work_done *done;
	struct error *err;
	bool good;
};

static bool cover(const struct roster_person *person, void *arg)
{
	struct covering *covering = arg;

	covering->done->asked++;
	covering->good = talked_add(covering->world, person->person, covering->first, covering->last,
		covering->times, &covering->done->done, covering->err);
	return covering->good;
}

static bool count_one(const struct view *record, void *arg)
{
	(void)record;
	++*(int64_t *)arg;
	return true;
}

bool system_work(struct world *world, const struct view *group, const struct view *system, int64_t first,
	int64_t last, struct work_done *work, struct error *err)
{
	const struct fulfilling *what = fulfilling_of(system);
	int64_t times = view_number_or(system, SYSTEM_TIMES, 1);
	struct covering covering = {world, first, last, times, work, err, true};

	if (!what)
		return true;
	if (what->people)
		return roster_each(world, group->id, last < world->today ? last : world->today, cover,
			       &covering, err) &&
			covering.good;
	work->asked += times;
	return each_record(world, system, group->id, first, last, count_one, &work->done, err);
}

/* --- the year --- */

struct working {
	struct world *world;
	const struct view *group, *system;
	const struct fulfilling *what;
	struct year *year;
	unsigned counts[12];
	struct court_settings settings;
	struct error *err;
};

static bool count(const struct view *record, void *arg)
{
	struct working *working = arg;
	int64_t day = view_number(record, working->what->date);
	int month = date_parts(day).month - 1;
	bool late = working->what->due && day > view_number_or(record, working->what->due, DATE_MAX);
	char *mark = &working->year->marks[month];

	/* Of several in a month the one in time is shown. */
	if (*mark != STRIP_HELD_OK)
		*mark = late ? STRIP_LATE : STRIP_HELD_OK;
	working->counts[month]++;
	if (day > working->year->latest)
		working->year->latest = day;
	return true;
}

static bool enough(const struct working *working, int number, int first, int months, bool *done_all)
{
	int64_t begins = date_of(number, first, 1), done = 0;
	struct work_done people = {0, 0};

	for (int month = first; month < first + months; month++)
		done += working->counts[month - 1];
	*done_all = done >= view_number_or(working->system, SYSTEM_TIMES, 1);
	if (!working->what->people || begins > working->world->today)
		return true;
	if (!system_work(working->world, working->group, working->system, begins,
		    date_add_months(begins, months) - 1, &people, working->err))
		return false;
	*done_all = people.asked && people.done == people.asked;
	return true;
}

/* The months without one; whoever owes shows it in the period's last month. */
static bool fill(struct working *working, int number, int first, int months)
{
	struct year *year = working->year;
	char mark = STRIP_NOT_ASKED;
	bool done;

	if (!enough(working, number, first, months, &done))
		return false;
	for (int month = first; month < first + months; month++) {
		int64_t begins = date_of(number, month, 1);
		bool ends = month == first + months - 1;

		mark = (char)empty_month(working->group, &working->settings, begins,
			begins + date_month_days(number, month) - 1, working->world->today, !done && ends);
		if (!year->marks[month - 1] || mark == STRIP_MISSING || mark == STRIP_THIS_MONTH)
			year->marks[month - 1] = mark;
	}
	year->held += done;
	year->due += done || mark == STRIP_MISSING || mark == STRIP_THIS_MONTH;
	return true;
}

static bool count_people(struct working *working, int number)
{
	int64_t end = date_of(number, 12, 31), today = working->world->today, first, last;
	struct work_done people = {0, 0};

	period_of((enum system_every)view_number(working->system, SYSTEM_EVERY), end < today ? end : today,
		&first, &last);
	if (!system_work(working->world, working->group, working->system, first, last, &people, working->err))
		return false;
	working->year->held = (unsigned)people.done;
	working->year->due = (unsigned)people.asked;
	working->year->people = true;
	return true;
}

bool system_year(struct world *world, const struct view *group, int number, const struct view *system,
	struct year *year, struct error *err)
{
	enum system_every every = (enum system_every)view_number(system, SYSTEM_EVERY);
	struct working working = {
		world, group, system, fulfilling_of(system), year, {0}, court_settings(world), err};
	int months = period_months(every);
	bool good;

	*year = (struct year){.latest = 0};
	if (view_has(system, SYSTEM_KIND))
		return group_year(
			world, group, number, (unsigned)view_number(system, SYSTEM_KIND), every, year, err);
	if (!working.what)
		return true;
	good = each_record(world, system, group->id, date_of(number, 1, 1), date_of(number, 12, 31), count,
		&working, err);
	for (int month = 1; good && month <= 12; month += months)
		good = fill(&working, number, month, months);
	return good && (!working.what->people || count_people(&working, number));
}
