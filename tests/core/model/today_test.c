/* What 今日 says to whom: each thing is seen by those who answer for it, and by no others. */
#include "core/model/sources.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include "core/model/ops.h"
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static uint64_t meet(const struct cast *cast, int day, enum meeting_state state)
{
	uint64_t meeting = cast_meeting(cast, day, state);

	CHANGE(cast->store, ENTITY_MEETING, meeting, NUMBER(MEETING_NUMBER, 4),
		{MEETING_REVIEWED, value_number(moment_at(day_of(20260922), 600, COURT_OFFSET))},
		{MEETING_SUBMITTED, value_number(moment_at(day_of(20260921), 600, COURT_OFFSET))});
	return meeting;
}

static uint64_t meet_branch(const struct cast *cast, int day, enum meeting_state state)
{
	return MAKE(cast->store, ENTITY_MEETING, NUMBER(MEETING_BRANCH, cast->branch),
		NUMBER(MEETING_KINDS, 1 << MEETING_LECTURE), DAY(MEETING_DATE, day),
		NUMBER(MEETING_STATE, state));
}

/* --- what there is --- */

#define MEETING(name, day, state) \
	static void name(const struct cast *cast) \
	{ \
		meet(cast, day, state); \
	}
MEETING(planned_today, 20260924, STATE_PLANNED)
MEETING(planned_later, 20260925, STATE_PLANNED)
MEETING(planned_before, 20260922, STATE_PLANNED)
MEETING(open_today, 20260924, STATE_OPEN)
MEETING(open_before, 20260922, STATE_OPEN)
MEETING(to_put_in_order, 20260922, STATE_DRAFT)
MEETING(to_put_in_order_late, 20260918, STATE_DRAFT)
MEETING(to_be_signed, 20260922, STATE_SIGNING)
MEETING(submitted, 20260920, STATE_SUBMITTED)
MEETING(returned, 20260920, STATE_RETURNED)
MEETING(archived, 20260920, STATE_ARCHIVED)
MEETING(amending, 20260922, STATE_AMENDING)

static void joint(const struct cast *cast)
{
	uint64_t meeting = meet(cast, 20260922, STATE_DRAFT);

	CHANGE(cast->store, ENTITY_MEETING, meeting, IDS(MEETING_GROUPS, cast->group, cast->other));
}

static void branch_today(const struct cast *cast)
{
	meet_branch(cast, 20260924, STATE_PLANNED);
}

static void branch_draft(const struct cast *cast)
{
	meet_branch(cast, 20260922, STATE_DRAFT);
}

static void task(const struct cast *cast)
{
	cast_task(cast, TASK_OPEN);
}

static void task_late(const struct cast *cast)
{
	CHANGE(cast->store, ENTITY_TASK, cast_task(cast, TASK_OPEN), DAY(TASK_DUE, 20260923));
}

static void task_done(const struct cast *cast)
{
	cast_task(cast, TASK_CLOSED);
}

static void task_of_no_group(const struct cast *cast)
{
	CHANGE(cast->store, ENTITY_TASK, cast_task(cast, TASK_OPEN), {TASK_GROUP, EMPTY_VALUE});
}

/* Who leads one group may be acting in another. */
static void leads_two(const struct cast *cast)
{
	fixture_term(cast->store, TERM_ACTING, cast_person(cast, 'f'), cast->group, 20260901, 0);
	to_put_in_order(cast);
}

/* `a`, `b`: letters of the cast and the one line each of them sees; all others see none. */
static const struct {
	const char *what;
	void (*make)(const struct cast *cast);
	const char *a, *a_line, *b, *b_line;
} rows[] = {
	{"planned for today", planned_today, "ldamsr", "today - - Meeting 4    0 topics", "", ""},
	{"planned for tomorrow", planned_later, "", "", "", ""},
	{"planned and not held", planned_before, "oldasr",
		"for me 2026-09-22 yes Meeting 4 was planned: record it, or call it off", "", ""},
	{"on now", open_today, "oldamsr", "today - - Meeting 4    0 topics", "", ""},
	{"never ended", open_before, "oldasr", "for me 2026-09-22 yes Meeting 4 was never ended", "", ""},
	{"to be put in order", to_put_in_order, "oldasr",
		"for me 2026-09-25 - Meeting 4 is not submitted yet", "", ""},
	{"and late", to_put_in_order_late, "oldasr", "for me 2026-09-21 yes Meeting 4 is not submitted yet",
		"", ""},
	{"to be signed", to_be_signed, "lda", "for me 2026-09-25 - Meeting 4 waits for your signature", "",
		""},
	{"for the branch to look at", submitted, "os",
		"to review 2026-09-21 - Meeting 4 of 9-20  present 4/4", "", ""},
	{"sent back", returned, "oldasr", "for me 2026-09-23 yes Meeting 4 returned: ", "", ""},
	{"done with", archived, "", "", "", ""},
	{"being amended", amending, "oldasr", "for me 2026-09-25 - Meeting 4 is not submitted yet", "", ""},
	{"a joint sitting is all its groups'", joint, "oldasrfx",
		"for me 2026-09-25 - Meeting 4 is not submitted yet", "", ""},
	{"the branch's own", branch_draft, "os", "for me 2026-09-25 - lecture of 9-22 is not submitted yet",
		"", ""},
	{"the branch's own today", branch_today, "ldams", "today - - lecture    0 topics", "", ""},
	{"a task", task, "ldas", "with others 2026-09-30 - 学习体会", "w", "for me 2026-09-30 - 学习体会"},
	{"a task overdue", task_late, "oldas", "with others 2026-09-23 yes 学习体会", "w",
		"for me 2026-09-23 yes 学习体会"},
	{"a task done", task_done, "", "", "", ""},
	{"a task of no group", task_of_no_group, "w", "for me 2026-09-30 - 学习体会", "", ""},
	{"two groups to answer for", leads_two, "oldasrf",
		"for me 2026-09-25 - Meeting 4 is not submitted yet", "", ""},
};

static void list_today(const struct cast *cast, char who, struct buf *out)
{
	static const uint16_t tags[] = {TODAY_SECTION, TODAY_DUE, TODAY_URGENT, TODAY_WHAT, 0};
	struct source_query query = {0};

	fixture_list(cast->store, cast_person(cast, who), "today", &query, tags, out);
}

static void check_row(const struct cast *cast, size_t at)
{
	struct buf out = BUF_INIT, line = BUF_INIT;

	for (const char *letter = CAST; *letter; letter++) {
		const char *expected = strchr(rows[at].a, *letter) ? rows[at].a_line
			: strchr(rows[at].b, *letter)              ? rows[at].b_line
								   : "";

		list_today(cast, *letter, &out);
		buf_clear(&line);
		buf_printf(&line, *expected ? "%s\n" : "%s", expected);
		if (strcmp(buf_cstr(&out), buf_cstr(&line)) != 0)
			print_error("%s, seen by %c\n", rows[at].what, *letter);
		assert_string_equal(buf_cstr(&out), buf_cstr(&line));
	}
	buf_release(&out);
	buf_release(&line);
}

static void each_sees_his_own(void **state)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		cast_setup(state);
		/* Without a meeting there are the first steps. */
		meet(*state, 20260301, STATE_ARCHIVED);
		rows[i].make(*state);
		check_row(*state, i);
		cast_teardown(state);
	}
}

/* --- what the systems ask for --- */

/* With a group meeting held in March; the first group's leader. */
static const struct {
	const char *what;
	int today, start, every;
	const char *lines;
} duties[] = {
	{"this month and the last", 20260924, 20260101, EVERY_MONTH,
		"for me 2026-08-31 yes August group meeting was not held\n"
		"for me 2026-09-30 - September group meeting not held yet\n"},
	{"no reminder of what was before the program", 20260924, 20260901, EVERY_MONTH,
		"for me 2026-09-30 - September group meeting not held yet\n"},
	{"the month after it was held", 20260424, 20260101, EVERY_MONTH,
		"for me 2026-04-30 - April group meeting not held yet\n"},
	{"held this month", 20260324, 20260101, EVERY_MONTH,
		"for me 2026-02-28 yes February group meeting was not held\n"},
	{"the year before", 20270110, 20260101, EVERY_MONTH,
		"for me 2026-12-31 yes December group meeting was not held\n"
		"for me 2027-01-31 - January group meeting not held yet\n"},
	{"a quarter is asked for in its last month", 20260924, 20260101, EVERY_QUARTER,
		"for me 2026-09-30 - group meeting of quarter 3 not held yet\n"},
	{"and not before", 20260824, 20260101, EVERY_QUARTER, ""},
	{"and once more after it", 20261010, 20260101, EVERY_QUARTER,
		"for me 2026-09-30 yes group meeting of quarter 3 was not held\n"},
	{"a quarter in which it was held", 20260401, 20260101, EVERY_QUARTER, ""},
	{"a half", 20261201, 20260101, EVERY_HALF,
		"for me 2026-12-31 - group meeting of the second half not held yet\n"},
	{"the year has one", 20261201, 20260101, EVERY_YEAR, ""},
	{"the next one has none yet", 20271201, 20260101, EVERY_YEAR,
		"for me 2027-12-31 - group meeting of the year not held yet\n"},
};

static void what_is_asked_for(void **state)
{
	for (size_t i = 0; i < COUNT(duties); i++) {
		const struct cast *cast;
		struct buf out = BUF_INIT;

		cast_setup(state);
		cast = *state;
		fixture_today(duties[i].today);
		meet(cast, 20260310, STATE_ARCHIVED);
		CHANGE(cast->store, ENTITY_COURT, COURT_ID, DAY(COURT_START, duties[i].start));
		MAKE(cast->store, ENTITY_SYSTEM, WORDS(SYSTEM_CODE, "meeting"),
			WORDS(SYSTEM_NAME, "党小组会"), NUMBER(SYSTEM_KIND, MEETING_GROUP),
			NUMBER(SYSTEM_EVERY, duties[i].every), WORDS(SYSTEM_RULE, "组织生活制度 第六条"));
		list_today(cast, 'l', &out);
		print_message("%s\n", duties[i].what);
		assert_string_equal(buf_cstr(&out), duties[i].lines);
		list_today(cast, 'm', &out);
		assert_string_equal(buf_cstr(&out), "");
		buf_release(&out);
		cast_teardown(state);
	}
}

/* One that is planned needs no reminder. */
static void planned_is_not_asked_for(void **state)
{
	const struct cast *cast = *state;
	struct buf out = BUF_INIT;

	CHANGE(cast->store, ENTITY_COURT, COURT_ID, DAY(COURT_START, 20260901));
	MAKE(cast->store, ENTITY_SYSTEM, WORDS(SYSTEM_CODE, "meeting"), WORDS(SYSTEM_NAME, "党小组会"),
		NUMBER(SYSTEM_KIND, MEETING_GROUP), NUMBER(SYSTEM_EVERY, EVERY_MONTH),
		WORDS(SYSTEM_RULE, "组织生活制度"));
	meet(cast, 20260928, STATE_PLANNED);
	list_today(cast, 'l', &out);
	assert_string_equal(buf_cstr(&out), "");
	buf_release(&out);
}

/* What no meeting fulfils is asked for, too: in the month that ends the period, and the month after. */
static const struct {
	enum system_record record;
	enum system_every every;
	int today;
	const char *lines;
} works[] = {
	{RECORD_CONTACT, EVERY_QUARTER, 20260924, "for me 2026-09-30 - Duty, quarter 3: 0 of at least 2\n"},
	{RECORD_CONTACT, EVERY_QUARTER, 20260824, ""},
	{RECORD_CONTACT, EVERY_QUARTER, 20260702, "for me 2026-06-30 yes Duty, quarter 2: 1 of at least 2\n"},
	{RECORD_REPORT, EVERY_MONTH, 20260924,
		"for me 2026-08-31 yes Duty, August: not sent\n"
		"for me 2026-09-30 - Duty, September: not sent yet\n"},
	{RECORD_TALK, EVERY_YEAR, 20260924, ""},
	{RECORD_TALK, EVERY_YEAR, 20261201, "for me 2026-12-31 - Duty, the year: 1 of 4 people\n"},
	{RECORD_TALK, EVERY_HALF, 20260701, "for me 2026-06-30 yes Duty, the first half: 1 of 4 people\n"},
};

static void what_no_meeting_fulfils(void **state)
{
	for (size_t i = 0; i < COUNT(works); i++) {
		const struct cast *cast;
		struct buf out = BUF_INIT;

		cast_setup(state);
		cast = *state;
		fixture_today(works[i].today);
		MAKE(cast->store, ENTITY_SYSTEM, WORDS(SYSTEM_CODE, "duty"), WORDS(SYSTEM_NAME, "职责"),
			WORDS(SYSTEM_ENGLISH, "Duty"), NUMBER(SYSTEM_RECORD, works[i].record),
			NUMBER(SYSTEM_EVERY, works[i].every),
			NUMBER(SYSTEM_TIMES, works[i].record == RECORD_CONTACT ? 2 : 1),
			WORDS(SYSTEM_RULE, "某制度 第六条"));
		MAKE(cast->store, ENTITY_CONTACT, NUMBER(CONTACT_GROUP, cast->group),
			DAY(CONTACT_DATE, 20260402), WORDS(CONTACT_WHOM, "社区"));
		MAKE(cast->store, ENTITY_TALK, NUMBER(TALK_KIND, TALK_HEART), NUMBER(TALK_GROUP, cast->group),
			NUMBER(TALK_WITH, cast_person(cast, 'm')), DAY(TALK_DATE, 20260402));
		list_today(cast, 'l', &out);
		assert_string_equal(buf_cstr(&out), works[i].lines);
		/* Not those who are only in the group, nor the office. */
		list_today(cast, 'm', &out);
		assert_string_equal(buf_cstr(&out), "");
		list_today(cast, 'o', &out);
		assert_null(strstr(buf_cstr(&out), "Duty"));
		buf_release(&out);
		cast_teardown(state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_sees_his_own),
		cmocka_unit_test(what_is_asked_for), ON_CAST(planned_is_not_asked_for),
		cmocka_unit_test(what_no_meeting_fulfils)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
