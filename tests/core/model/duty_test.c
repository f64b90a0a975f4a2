/* A group's year: what was held, late, missing, and what is not asked for. */
#include "core/model/owing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct asking {
	const struct cast *cast;
	int number;
	unsigned kind;
	enum system_every every;
	struct year year;
};

/* What is owed of a period is what the year's marks say of its last month. */
static enum owed owed_by_mark(const struct year *year, int month, int64_t last)
{
	switch (year->marks[month - 1]) {
	case STRIP_MISSING:
		return OWED_MISSED;
	case STRIP_THIS_MONTH:
		return year->next && year->next <= last ? OWED_NOTHING : OWED_STILL;
	default:
		return OWED_NOTHING;
	}
}

static bool add_another(const struct view *group, void *arg)
{
	struct owing *owing = arg;

	if (group->id != owing->groups[0].id)
		owing_add(owing, group);
	return true;
}

/* All months at once: what is found of one says nothing of another; nor does what other groups held. */
static void owed_agrees(struct world *world, const struct view *group, const struct asking *asking)
{
	struct court_settings settings = court_settings(world);
	struct asked asked[12];
	int months[12];
	size_t count = 0;

	for (int month = 1; month <= 12; month++) {
		months[count] = month;
		if (asked_in(asking->every, asking->kind, date_of(asking->number, month, 9), &asked[count]))
			count++;
		else
			assert_int_equal(owed_by_mark(&asking->year, month, 0), OWED_NOTHING);
	}
	for (int by_days = 0; count && by_days < 2; by_days++) {
		struct owing owing = {world, &settings, asked, count, NULL, 0, 0, 0, NULL, 0};

		owing_add(&owing, group);
		assert_true(world->walk(world, ENTITY_GROUP, 0, NULL, 0, add_another, &owing, NULL));
		owing_look(&owing, by_days);
		for (size_t i = 0; i < count; i++)
			assert_int_equal(
				owing.owed[i], owed_by_mark(&asking->year, months[i], asked[i].last));
		owing_release(&owing);
	}
}

static void ask(struct world *world, void *arg)
{
	struct asking *asking = arg;
	struct view group;

	assert_true(world->get(world, ENTITY_GROUP, asking->cast->group, &group, NULL));
	assert_true(
		group_year(world, &group, asking->number, asking->kind, asking->every, &asking->year, NULL));
	owed_agrees(world, &group, asking);
}

static struct year year_of(const struct cast *cast, int number, unsigned kind, enum system_every every)
{
	struct asking asking = {cast, number, kind, every, {{0}, 0, 0, 0, 0, 0, 0, 0}};

	fixture_read(cast->store, cast_person(cast, 'l'), ask, &asking);
	return asking.year;
}

static void check_months(const struct year *year, const char *months)
{
	char found[13] = "";

	memcpy(found, year->marks, 12);
	assert_string_equal(found, months);
}

/* A meeting of that day and state, submitted for the first time on another day (0: never). */
static uint64_t meet(const struct cast *cast, int day, enum meeting_state state, int submitted)
{
	uint64_t meeting = cast_meeting(cast, day, state);

	if (submitted)
		CHANGE(cast->store, ENTITY_MEETING, meeting,
			{MEETING_FIRST_SUBMITTED,
				value_number(moment_at(day_of(submitted), 9 * 60, COURT_OFFSET))});
	return meeting;
}

/* --- one month --- */

/* Meetings of August, asked on 2026-09-24, monthly. */
static const struct {
	const char *what;
	struct {
		enum meeting_state state;
		int day, submitted;
	} meetings[2];
	char august;
} months[] = {
	{"none", {{0}}, STRIP_MISSING},
	{"archived, in time", {{STATE_ARCHIVED, 20260803, 20260806}}, STRIP_HELD_OK},
	{"a day late", {{STATE_ARCHIVED, 20260803, 20260807}}, STRIP_LATE},
	{"waits for the branch", {{STATE_SUBMITTED, 20260803, 20260804}}, STRIP_HELD_OK},
	{"sent back, it was held all the same", {{STATE_RETURNED, 20260803, 20260804}}, STRIP_HELD_OK},
	{"sent back, and it was late", {{STATE_RETURNED, 20260803, 20260820}}, STRIP_LATE},
	{"being amended", {{STATE_AMENDING, 20260803, 20260804}}, STRIP_HELD_OK},
	{"not handed in", {{STATE_DRAFT, 20260803, 0}}, STRIP_UNSENT},
	{"not signed", {{STATE_SIGNING, 20260803, 0}}, STRIP_UNSENT},
	{"never ended", {{STATE_OPEN, 20260803, 0}}, STRIP_UNSENT},
	{"only planned", {{STATE_PLANNED, 20260803, 0}}, STRIP_MISSING},
	{"the best of two", {{STATE_DRAFT, 20260803, 0}, {STATE_SUBMITTED, 20260820, 20260821}},
		STRIP_HELD_OK},
	{"in time beats late", {{STATE_ARCHIVED, 20260803, 20260830}, {STATE_ARCHIVED, 20260820, 20260820}},
		STRIP_HELD_OK},
	{"late beats unsent", {{STATE_ARCHIVED, 20260803, 20260830}, {STATE_DRAFT, 20260820, 0}}, STRIP_LATE},
	{"July's held in August is August's", {{STATE_ARCHIVED, 20260801, 20260801}}, STRIP_HELD_OK},
};

static void a_month(void **state)
{
	const struct cast *cast = *state;

	for (size_t i = 0; i < COUNT(months); i++) {
		uint64_t made[2] = {0};
		struct year year;

		for (size_t at = 0; at < 2 && months[i].meetings[at].day; at++)
			made[at] = meet(cast, months[i].meetings[at].day, months[i].meetings[at].state,
				months[i].meetings[at].submitted);
		year = year_of(cast, 2026, MEETING_GROUP, EVERY_MONTH);
		if (year.marks[7] != months[i].august)
			print_error("%s\n", months[i].what);
		assert_int_equal(year.marks[7], months[i].august);
		assert_int_equal(year.marks[6], STRIP_MISSING);
		for (size_t at = 0; at < 2; at++)
			if (made[at])
				CHANGE(cast->store, ENTITY_MEETING, made[at], NUMBER(TAG_REMOVED, 1));
	}
}

/* --- which months are asked for --- */

static const struct {
	const char *what;
	int today, start, founded, closed, year;
	enum system_every every;
	const char *months;
	unsigned held, due;
} years[] = {
	{"all year", 20260924, 20260101, 0, 0, 2026, EVERY_MONTH, "XXoXXXXX?...", 1, 9},
	{"the program is new: what ended before is not asked", 20260924, 20260601, 0, 0, 2026, EVERY_MONTH,
		"--o--XXX?...", 1, 5},
	{"begun in the middle of a month, that month is asked", 20260924, 20260615, 0, 0, 2026, EVERY_MONTH,
		"--o--XXX?...", 1, 5},
	{"begun today", 20260924, 20260924, 0, 0, 2026, EVERY_MONTH, "--o-----?...", 1, 2},
	{"the group was set up later", 20260924, 20260101, 20260501, 0, 2026, EVERY_MONTH, "--o-XXXX?...", 1,
		6},
	{"the group was closed", 20260924, 20260101, 0, 20260630, 2026, EVERY_MONTH, "XXoXXX------", 1, 6},
	{"closed in the middle of a month, that month is asked", 20260924, 20260101, 0, 20260615, 2026,
		EVERY_MONTH, "XXoXXX------", 1, 6},
	{"the last day of a month", 20260930, 20260101, 0, 0, 2026, EVERY_MONTH, "XXoXXXXX?...", 1, 9},
	{"the day after", 20261001, 20260101, 0, 0, 2026, EVERY_MONTH, "XXoXXXXXX?..", 1, 10},
	{"a year before the program", 20260924, 20260101, 0, 0, 2025, EVERY_MONTH, "------------", 0, 0},
	{"a year to come", 20260924, 20260101, 0, 0, 2027, EVERY_MONTH, "............", 0, 0},
	{"by quarters: the last month tells", 20260924, 20260101, 0, 0, 2026, EVERY_QUARTER, "  o  X  ?...",
		1, 3},
	{"by halves", 20260924, 20260101, 0, 0, 2026, EVERY_HALF, "  o      ...", 1, 1},
	{"once a year, and it was", 20260924, 20260101, 0, 0, 2026, EVERY_YEAR, "  o      ...", 1, 1},
	{"by quarters in the middle of one", 20260815, 20260101, 0, 0, 2026, EVERY_QUARTER, "  o  X  ....", 1,
		2},
	{"no rule asks", 20260924, 20260101, 0, 0, 2026, 0, "  o      ...", 1, 1},
};

static void what_is_asked_for(void **state)
{
	const struct cast *cast = *state;

	meet(cast, 20260310, STATE_ARCHIVED, 20260311);
	for (size_t i = 0; i < COUNT(years); i++) {
		struct year year;

		fixture_today(years[i].today);
		CHANGE(cast->store, ENTITY_COURT, COURT_ID, DAY(COURT_START, years[i].start));
		CHANGE(cast->store, ENTITY_GROUP, cast->group, DAY(GROUP_FOUNDED, years[i].founded),
			DAY(GROUP_CLOSED, years[i].closed));
		year = year_of(cast, years[i].year, MEETING_GROUP, years[i].every);
		print_message("%s\n", years[i].what);
		check_months(&year, years[i].months);
		assert_int_equal(year.held, years[i].held);
		assert_int_equal(year.due, years[i].due);
	}
}

/* --- numbers beside the months --- */

static void kinds_and_next(void **state)
{
	const struct cast *cast = *state;
	uint64_t planned = meet(cast, 20260928, STATE_PLANNED, 0), study;
	struct year year;

	CHANGE(cast->store, ENTITY_MEETING, planned, NUMBER(MEETING_PLANNED_TIME, 15 * 60));
	meet(cast, 20261012, STATE_PLANNED, 0);
	meet(cast, 20260901, STATE_PLANNED, 0);
	study = meet(cast, 20260212, STATE_ARCHIVED, 20260212);
	CHANGE(cast->store, ENTITY_MEETING, study, NUMBER(MEETING_KINDS, 1 << MEETING_STUDY));
	meet(cast, 20260310, STATE_ARCHIVED, 20260311);
	year = year_of(cast, 2026, MEETING_GROUP, EVERY_MONTH);
	check_months(&year, "XXoXXXXX?...");
	assert_int_equal(year.next, day_of(20260928));
	assert_int_equal(year.next_time, 15 * 60);
	assert_int_equal(year.latest, day_of(20260310));
	year = year_of(cast, 2026, MEETING_STUDY, EVERY_MONTH);
	check_months(&year, "XoXXXXXX?...");
	assert_int_equal(year.next, 0);
	year = year_of(cast, 2026, 0, EVERY_MONTH);
	check_months(&year, "XooXXXXX?...");
	assert_int_equal(year.held, 2);
	/* One that is being held has no time until it was started, and then that one. */
	planned = meet(cast, 20260924, STATE_OPEN, 0);
	year = year_of(cast, 2026, MEETING_GROUP, EVERY_MONTH);
	assert_int_equal(year.next, day_of(20260924));
	assert_int_equal(year.next_time, -1);
	CHANGE(cast->store, ENTITY_MEETING, planned, NUMBER(MEETING_START, 15 * 60 + 2));
	year = year_of(cast, 2026, MEETING_GROUP, EVERY_MONTH);
	assert_int_equal(year.next_time, 15 * 60 + 2);
}

/* Of a sitting of several groups each counts its own people. */
static void own_people_are_counted(void **state)
{
	const struct cast *cast = *state;
	uint64_t joint = meet(cast, 20260310, STATE_ARCHIVED, 20260311);
	struct year year;

	CHANGE(cast->store, ENTITY_MEETING, joint, IDS(MEETING_GROUPS, cast->group, cast->other),
		NUMBER(MEETING_BRANCH, cast->branch));
	cast_mark(cast, joint, cast_person(cast, 'n'), MARK_PRESENT);
	cast_mark(cast, joint, cast_person(cast, 'f'), MARK_ABSENT);
	cast_mark(cast, joint, cast_person(cast, 'm'), MARK_LEAVE);
	year = year_of(cast, 2026, MEETING_GROUP, EVERY_MONTH);
	check_months(&year, "XXoXXXXX?...");
	assert_int_equal(year.present, 3);
	assert_int_equal(year.expected, 4);
}

/* What the branch holds counts for the groups whose people were on its roll, and for no others. */
static void the_branch_holds_for_its_groups(void **state)
{
	const struct cast *cast = *state;
	uint64_t ours = meet(cast, 20260310, STATE_ARCHIVED, 20260311),
		 theirs = meet(cast, 20260420, STATE_ARCHIVED, 20260421);
	struct year year;

	CHANGE(cast->store, ENTITY_MEETING, ours, IDS(MEETING_GROUPS, 0),
		NUMBER(MEETING_BRANCH, cast->branch), NUMBER(MEETING_KINDS, 1 << MEETING_THEME_DAY));
	CHANGE(cast->store, ENTITY_MEETING, theirs, IDS(MEETING_GROUPS, 0),
		NUMBER(MEETING_BRANCH, cast->other_branch), NUMBER(MEETING_KINDS, 1 << MEETING_THEME_DAY));
	cast_mark(cast, ours, cast_person(cast, 'n'), MARK_PRESENT);
	cast_mark(cast, ours, cast_person(cast, 'm'), MARK_ABSENT);
	year = year_of(cast, 2026, MEETING_THEME_DAY, EVERY_MONTH);
	check_months(&year, "XXoXXXXX?...");
	assert_int_equal(year.present, 3);
	assert_int_equal(year.expected, 4);
	for (const char *letter = "ldam"; *letter; letter++)
		cast_mark(cast, ours, cast_person(cast, *letter), MARK_ABSENT);
	year = year_of(cast, 2026, MEETING_THEME_DAY, EVERY_MONTH);
	check_months(&year, "XXXXXXXX?...");
}

/* Two in one month are not taken for the one of the next, nor another group's for its own. */
static void each_month_is_looked_for(void **state)
{
	const struct cast *cast = *state;
	uint64_t another = meet(cast, 20260609, STATE_ARCHIVED, 20260610);
	struct year year;

	meet(cast, 20260706, STATE_ARCHIVED, 20260707);
	meet(cast, 20260720, STATE_ARCHIVED, 20260721);
	meet(cast, 20260810, STATE_ARCHIVED, 20260811);
	meet(cast, 20260920, STATE_ARCHIVED, 20260921);
	meet(cast, 20260928, STATE_PLANNED, 0);
	CHANGE(cast->store, ENTITY_MEETING, another, IDS(MEETING_GROUPS, cast->other));
	for (int month = 1; month <= 5; month++)
		meet(cast, 20260006 + month * 100, STATE_ARCHIVED, 20260007 + month * 100);
	year = year_of(cast, 2026, MEETING_GROUP, EVERY_MONTH);
	check_months(&year, "oooooXooo...");
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_CAST(a_month), ON_CAST(what_is_asked_for),
		ON_CAST(kinds_and_next), ON_CAST(own_people_are_counted),
		ON_CAST(the_branch_holds_for_its_groups), ON_CAST(each_month_is_looked_for)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
