/* Each warning: a record that has it, and the same record without. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail

#include <stdio.h>
#include <string.h>
#include "core/base/date.h"
#include "core/model/lint.h"
#include "core/model/operations.h"
#include "tests/harness/store_fixture.h"

enum { DAY = 20700 }; /* 2026-09-04 */

/* A sound meeting; what a case changes stands in its slots. */
struct sound {
	struct store *store;
	uint64_t other, group, people[4];
};

static uint64_t add(struct store *store, unsigned entity, const struct record_slot *values, size_t count)
{
	uint64_t id = 0;
	struct change_result result = fixture_set(store, entity, &id, values, count);

	change_result_release(&result);
	return id;
}

static void court_begin(struct sound *sound)
{
	static const char *const codes[] = {"D1", "D2", "D3", "D4"};
	struct record_slot court[] = {{COURT_NAME, value_text(TEXT("court"))},
		{COURT_START, value_number(DAY - 600)}, {COURT_REVIEW_DAYS, value_number(10)},
		{COURT_LATE_DAYS, value_number(7)}};

	sound->store = fixture_open(NULL);
	add(sound->store, ENTITY_COURT, court, 4);
	sound->other = fixture_group(sound->store, "other");
	sound->group = fixture_group(sound->store, "group");
	for (size_t i = 0; i < 4; i++) {
		struct record_slot person[] = {{PERSON_CODE, value_text(text_of(codes[i]))},
			{PERSON_NAME, value_text(text_of(codes[i]))}, {PERSON_JOINED, value_number(10000)},
			{PERSON_FULL_SINCE, value_number(10400)}};
		struct record_slot member[] = {{MEMBERSHIP_PERSON, EMPTY_VALUE},
			{MEMBERSHIP_GROUP, value_number((int64_t)sound->group)},
			{MEMBERSHIP_FROM, value_number(DAY - 500)}};

		sound->people[i] = add(sound->store, ENTITY_PERSON, person, 4);
		member[0].value = value_number((int64_t)sound->people[i]);
		if (i < 3)
			add(sound->store, ENTITY_MEMBERSHIP, member, 3);
	}
	struct record_slot term[] = {{TERM_KIND, value_number(TERM_LEADER)},
		{TERM_PERSON, value_number((int64_t)sound->people[0])},
		{TERM_GROUP, value_number((int64_t)sound->group)}, {TERM_FROM, value_number(DAY - 400)}};
	add(sound->store, ENTITY_TERM, term, 4);
}

static void row_of(struct buf *rows, uint64_t key, const struct entity *shape,
	const struct record_slot *slots, size_t count)
{
	struct record record;
	struct buf body = BUF_INIT;

	record_init(&record, shape);
	for (size_t i = 0; i < count; i++)
		record_set(&record, slots[i].tag, slots[i].value);
	record_write(&record, &body);
	rows_add(rows, key, buf_as_text(&body));
	record_release(&record);
	buf_release(&body);
}

/* What is wrong with it, bits of a case. */
enum wrong {
	NO_REASON = 1 << 0,
	OTHER_CHAIR = 1 << 1,
	NO_AGENDA = 1 << 2,
	NO_OWNER = 1 << 3,
	NO_DUE = 1 << 4,
	SHORT_STUDY = 1 << 5,
	AT_NIGHT = 1 << 6,
	TOO_LATE = 1 << 7,
	NOT_ON_ROLL = 1 << 8,
	STRANGER = 1 << 9,
	ABSENT = 1 << 11,      /* the third, without a reason */
	NOT_ALLOWED = 1 << 12, /* the leave does not say by whom; the record is not sent yet */
	SHORT_ITEM = 1 << 13,  /* an item of study of nine minutes in an hour's meeting */
	JOINT = 1 << 10,       /* nothing wrong in itself: with a group before ours, in which is nobody */
};

static uint64_t hold(const struct sound *sound, unsigned wrong, int64_t day, int64_t state)
{
	struct buf groups = BUF_INIT, roll = BUF_INIT, agenda = BUF_INIT, decisions = BUF_INIT,
		   owners = BUF_INIT;
	int64_t start = wrong & AT_NIGHT ? 300 : 900, length = wrong & SHORT_STUDY ? 20 : 60;
	uint64_t id;

	if (wrong & JOINT)
		buf_varint(&groups, sound->other);
	buf_varint(&groups, sound->group);
	buf_varint(&owners, sound->people[0]);
	for (size_t i = 0; i < (wrong & NOT_ON_ROLL ? 2u : wrong & STRANGER ? 4u : 3u); i++) {
		bool leave = i == 1;
		struct record_slot mark[] = {{ATTENDANCE_PERSON, value_number((int64_t)sound->people[i])},
			{ATTENDANCE_MARK,
				value_number(leave                         ? MARK_LEAVE
						: i == 2 && wrong & ABSENT ? MARK_ABSENT
									   : MARK_PRESENT)},
			{ATTENDANCE_REASON,
				value_text(leave && !(wrong & NO_REASON) ? TEXT("ill") : NO_TEXT)},
			{ATTENDANCE_APPROVED, value_number((int64_t)sound->people[0])}};

		mark[2].value = value_filled(mark[2].value);
		row_of(&roll, sound->people[i], &attendance_rows, mark,
			leave && !(wrong & NOT_ALLOWED) ? 4 : 3);
	}
	struct record_slot item[] = {{AGENDA_TITLE, value_text(TEXT("study"))},
		{AGENDA_STUDY, value_number(1)}, {AGENDA_START, value_number(start)},
		{AGENDA_END, value_number(start + 9)}};
	if (!(wrong & NO_AGENDA))
		row_of(&agenda, 1, &agenda_rows, item, wrong & SHORT_ITEM ? 4 : 1);
	struct record_slot decided[] = {{DECISION_TEXT, value_text(TEXT("do it"))},
		{DECISION_OWNERS,
			wrong & NO_OWNER ? EMPTY_VALUE : (struct value){VALUE_IDS, 0, buf_as_text(&owners)}},
		{DECISION_DUE, wrong & NO_DUE ? EMPTY_VALUE : value_number(day + 10)}};
	row_of(&decisions, 1, &decision_rows, decided, 3);
	struct record_slot values[] = {{MEETING_GROUPS, {VALUE_IDS, 0, buf_as_text(&groups)}},
		{MEETING_KINDS, value_number(1 << MEETING_STUDY)}, {MEETING_DATE, value_number(day)},
		{MEETING_CHAIR, value_number((int64_t)sound->people[wrong & OTHER_CHAIR ? 2 : 0])},
		{MEETING_START, value_number(start)}, {MEETING_END, value_number(start + length)},
		{MEETING_STATE, value_number(state)},
		{MEETING_FIRST_SUBMITTED,
			value_number(moment_at(day + (wrong & TOO_LATE ? 20 : 1), 600, COURT_OFFSET))},
		{MEETING_SUBMITTED,
			value_number(moment_at(day + (wrong & TOO_LATE ? 20 : 1), 600, COURT_OFFSET))},
		{MEETING_ATTENDANCE, {VALUE_ROWS, 0, buf_as_text(&roll)}},
		{MEETING_AGENDA, value_filled((struct value){VALUE_ROWS, 0, buf_as_text(&agenda)})},
		{MEETING_DECISIONS, {VALUE_ROWS, 0, buf_as_text(&decisions)}}};
	id = add(sound->store, ENTITY_MEETING, values, sizeof(values) / sizeof(*values));
	buf_release(&groups);
	buf_release(&roll);
	buf_release(&agenda);
	buf_release(&decisions);
	buf_release(&owners);
	return id;
}

struct looking {
	unsigned entity;
	uint64_t id;
	struct problems problems;
};

static bool look(struct world *world, void *arg, struct error *err)
{
	struct looking *looking = arg;
	struct buf body = BUF_INIT;
	struct view view;

	assert_true(world->get(world, looking->entity, looking->id, &view, err));
	assert_true(world_whole(world, &view, &body, err));
	view.body = buf_as_text(&body);
	record_lint(&view, world, &looking->problems);
	buf_release(&body);
	return true;
}

static struct problems problems_of(const struct sound *sound, unsigned entity, uint64_t id)
{
	struct looking looking = {entity, id, PROBLEMS_INIT};
	struct error err = ERROR_INIT;

	assert_true(store_read(sound->store, 0, look, &looking, &err));
	return looking.problems;
}

static const struct {
	unsigned wrong;
	const char *said;
	uint16_t tag;
} cases[] = {
	{NO_REASON, "{1} is on leave, without a reason ({2})", MEETING_ATTENDANCE},
	{OTHER_CHAIR, "The chair does not lead the group: note who entrusted the chair ({1})", MEETING_CHAIR},
	{NO_AGENDA, "There is no agenda item ({1})", MEETING_AGENDA},
	{NO_OWNER, "Nobody is to carry out \"{1}\" ({2})", MEETING_DECISIONS},
	{NO_DUE, "There is no day for \"{1}\" ({2})", MEETING_DECISIONS},
	{SHORT_STUDY, "Study of {1} minutes; fewer than {2} ({3})", MEETING_END},
	{SHORT_ITEM, "Study of {1} minutes; fewer than {2} ({3})", MEETING_AGENDA},
	{ABSENT, "{1} is absent, without a reason ({2})", MEETING_ATTENDANCE},
	{NOT_ALLOWED, "Who allowed {1}'s leave is not noted: the leader, then ({2})", MEETING_ATTENDANCE},
	{AT_NIGHT, "Before 7:00 or after 22:00: is the time right? ({1})", MEETING_START},
	{TOO_LATE, "Submitted {1} days after the meeting; {2} are allowed ({3})", MEETING_FIRST_SUBMITTED},
	{NOT_ON_ROLL, "{1} of those due that day are not on the roll: it can be amended ({2})",
		MEETING_ATTENDANCE},
	{STRANGER, "{1} on the roll were not in the group that day: are they guests? ({2})",
		MEETING_ATTENDANCE},
	{JOINT | OTHER_CHAIR, "The chair does not lead the group: note who entrusted the chair ({1})",
		MEETING_CHAIR},
	{JOINT | NOT_ON_ROLL, "{1} of those due that day are not on the roll: it can be amended ({2})",
		MEETING_ATTENDANCE},
	{JOINT | STRANGER, "{1} on the roll were not in the group that day: are they guests? ({2})",
		MEETING_ATTENDANCE},
};

static void a_sound_meeting_has_none(void **state)
{
	struct sound sound;
	struct problems problems;

	(void)state;
	court_begin(&sound);
	problems = problems_of(&sound, ENTITY_MEETING, hold(&sound, 0, DAY, STATE_ARCHIVED));
	assert_int_equal(problems.count, 0);
	problems_release(&problems);
	problems = problems_of(&sound, ENTITY_MEETING, hold(&sound, JOINT, DAY - 1, STATE_ARCHIVED));
	assert_int_equal(problems.count, 0);
	problems_release(&problems);
	store_close(sound.store);
}

static void each_fault_is_told_and_no_other(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sound sound;
		struct problems problems;

		court_begin(&sound);
		problems = problems_of(&sound, ENTITY_MEETING,
			hold(&sound, cases[i].wrong, DAY,
				cases[i].wrong & NOT_ALLOWED ? STATE_DRAFT : STATE_ARCHIVED));
		print_message("%s\n", cases[i].said);
		assert_int_equal(problems.count, 1);
		assert_int_equal(problems.errors, 0);
		assert_string_equal(problems.items[0].message.id, cases[i].said);
		assert_int_equal(problems.items[0].tag, cases[i].tag);
		problems_release(&problems);
		store_close(sound.store);
	}
}

/* Two meetings of one group at one time; then one an hour later. */
static void meetings_at_one_time_are_told(void **state)
{
	struct sound sound;
	struct problems problems;
	uint64_t first;

	(void)state;
	court_begin(&sound);
	first = hold(&sound, JOINT, DAY, STATE_ARCHIVED);
	hold(&sound, AT_NIGHT, DAY, STATE_ARCHIVED);
	problems = problems_of(&sound, ENTITY_MEETING, first);
	assert_int_equal(problems.count, 0);
	problems_release(&problems);
	hold(&sound, 0, DAY, STATE_ARCHIVED);
	problems = problems_of(&sound, ENTITY_MEETING, first);
	assert_int_equal(problems.count, 1);
	assert_string_equal(
		problems.items[0].message.id, "The group has another meeting at the same time ({1})");
	problems_release(&problems);
	store_close(sound.store);
}

/* Six lines of minutes; the first of them are others. */
static void write_minutes(const struct sound *sound, uint64_t meeting, size_t others)
{
	struct buf rows = BUF_INIT;
	struct record_slot values[1];

	for (size_t i = 0; i < 6; i++) {
		char words[32];
		struct record_slot line[] = {{MINUTES_TEXT, EMPTY_VALUE}};

		snprintf(words, sizeof(words), "%s %zu", i < others ? "another line" : "a line", i);
		line[0].value = value_text(text_of(words));
		row_of(&rows, i + 1, &minutes_rows, line, 1);
	}
	values[0] = (struct record_slot){MEETING_MINUTES, {VALUE_ROWS, 0, buf_as_text(&rows)}};
	struct change_result result = fixture_set(sound->store, ENTITY_MEETING, &meeting, values, 1);
	change_result_release(&result);
	buf_release(&rows);
}

static void copied_minutes_are_told(void **state)
{
	(void)state;
	for (size_t others = 0; others < 2; others++) {
		struct sound sound;
		struct problems problems;
		uint64_t before, after;

		court_begin(&sound);
		before = hold(&sound, 0, DAY - 28, STATE_ARCHIVED);
		/* Nor does a meeting between the two hide it. */
		write_minutes(&sound, hold(&sound, 0, DAY - 14, STATE_ARCHIVED), 6);
		after = hold(&sound, 0, DAY, STATE_ARCHIVED);
		write_minutes(&sound, before, 0);
		write_minutes(&sound, after, others); /* 5 of 6 are 83 % */
		problems = problems_of(&sound, ENTITY_MEETING, after);
		assert_int_equal(problems.count, others ? 0 : 1);
		if (!others)
			assert_string_equal(problems.items[0].message.id,
				"{1}% of the minutes are those of an earlier meeting ({2})");
		problems_release(&problems);
		store_close(sound.store);
	}
}

/* A Friday that is off, a Saturday, and a Saturday that is worked. */
static void meetings_on_a_day_off_are_told(void **state)
{
	static const struct {
		int64_t from, day;
		enum holiday_kind kind;
		size_t said;
	} days[] = {
		{DAY, DAY, HOLIDAY_OFF, 1},
		{DAY, DAY + 1, HOLIDAY_OFF, 1},
		{DAY + 1, DAY + 1, HOLIDAY_WORKED, 0},
		{DAY, DAY - 1, HOLIDAY_OFF, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++) {
		struct sound sound;
		struct problems problems;
		struct record_slot holiday[] = {{HOLIDAY_NAME, value_text(TEXT("holiday"))},
			{HOLIDAY_KIND, value_number(days[i].kind)},
			{HOLIDAY_FROM, value_number(days[i].from)}};

		court_begin(&sound);
		add(sound.store, ENTITY_HOLIDAY, holiday, 3);
		problems = problems_of(&sound, ENTITY_MEETING, hold(&sound, 0, days[i].day, STATE_ARCHIVED));
		assert_int_equal(problems.count, days[i].said);
		if (problems.count)
			assert_string_equal(
				problems.items[0].message.id, "A day off: is the date right? ({1})");
		problems_release(&problems);
		store_close(sound.store);
	}
}

static void groups_are_told_what_they_lack(void **state)
{
	struct sound sound;
	struct problems problems;
	uint64_t empty;

	(void)state;
	court_begin(&sound);
	problems = problems_of(&sound, ENTITY_GROUP, sound.group);
	assert_int_equal(problems.count, 0);
	problems_release(&problems);
	empty = fixture_group(sound.store, "empty");
	problems = problems_of(&sound, ENTITY_GROUP, empty);
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].message.id, "Nobody is in it ({1})");
	problems_release(&problems);
	store_close(sound.store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sound_meeting_has_none),
		cmocka_unit_test(each_fault_is_told_and_no_other),
		cmocka_unit_test(meetings_at_one_time_are_told),
		cmocka_unit_test(copied_minutes_are_told),
		cmocka_unit_test(meetings_on_a_day_off_are_told),
		cmocka_unit_test(groups_are_told_what_they_lack),
	};

	clock_fix(moment_at(DAY + 30, 600, COURT_OFFSET), false);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
