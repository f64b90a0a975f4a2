/* Who is in a group on a day, who of them is due, and who leads. */
#include "core/model/roster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include "tests/harness/make.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct place {
	struct store *store;
	uint64_t branch, group, other;
};

static int setup(void **state)
{
	static struct place place;

	fixture_today(20260924);
	place.store = fixture_open(NULL);
	MAKE(place.store, ENTITY_COURT, WORDS(COURT_NAME, "试验法院"), DAY(COURT_START, 20260101));
	place.group = fixture_group(place.store, "一组");
	place.other = fixture_group(place.store, "二组");
	place.branch = (uint64_t)fixture_number(place.store, ENTITY_GROUP, place.group, GROUP_BRANCH);
	*state = &place;
	return 0;
}

static int teardown(void **state)
{
	store_close(((struct place *)*state)->store);
	return 0;
}

/* --- 应到 --- */

enum { DUE = 1 << 0, MEMBER = 1 << 1, FULL = 1 << 2, ALL = DUE | MEMBER | FULL };

struct spell_of {
	int kind, from, to;
};
/* Asked on 2026-03-16. */
static const struct {
	const char *what;
	int joined, full, left, from, to;
	struct spell_of spells[2];
	int answer;
	unsigned status;
} people[] = {
	{"a full member", 20100601, 20110601, 0, 20260101, 0, {{0}}, ALL, 0},
	{"a probationary member counts", 20251201, 0, 0, 20260101, 0, {{0}}, DUE | MEMBER, 0},
	{"to be full later", 20250401, 20260401, 0, 20260101, 0, {{0}}, DUE | MEMBER, 0},
	{"full that very day", 20250316, 20260316, 0, 20260101, 0, {{0}}, ALL, 0},
	{"not of the Party", 0, 0, 0, 20260101, 0, {{0}}, 0, 0},
	{"joins tomorrow", 20260317, 0, 0, 20260101, 0, {{0}}, 0, 0},
	{"joins that very day", 20260316, 0, 0, 20260101, 0, {{0}}, DUE | MEMBER, 0},
	{"left the court the day before", 20100601, 20110601, 20260315, 20260101, 0, {{0}}, 0, 0},
	{"last day at the court", 20100601, 20110601, 20260316, 20260101, 0, {{0}}, ALL, 0},
	{"first day in the group", 20100601, 20110601, 0, 20260316, 0, {{0}}, ALL, 0},
	{"from tomorrow", 20100601, 20110601, 0, 20260317, 0, {{0}}, 0, 0},
	{"last day in the group", 20100601, 20110601, 0, 20260101, 20260316, {{0}}, ALL, 0},
	{"until yesterday", 20100601, 20110601, 0, 20260101, 20260315, {{0}}, 0, 0},
	{"on loan", 20100601, 20110601, 0, 20260101, 0, {{SPELL_ON_LOAN, 20260301, 0}}, MEMBER | FULL,
		SPELL_ON_LOAN},
	{"on long sick leave", 20100601, 20110601, 0, 20260101, 0, {{SPELL_SICK, 20260301, 20260316}},
		MEMBER | FULL, SPELL_SICK},
	{"maternity leave", 20100601, 20110601, 0, 20260101, 0, {{SPELL_MATERNITY, 20260316, 20260801}},
		MEMBER | FULL, SPELL_MATERNITY},
	{"seconded", 20100601, 20110601, 0, 20260101, 0, {{SPELL_SECONDED, 20260101, 0}}, MEMBER | FULL,
		SPELL_SECONDED},
	{"travelling is leave, not absence from the list", 20100601, 20110601, 0, 20260101, 0,
		{{SPELL_TRAVEL, 20260301, 0}}, ALL, SPELL_TRAVEL},
	{"back since today", 20100601, 20110601, 0, 20260101, 0, {{SPELL_ON_LOAN, 20260301, 20260315}}, ALL,
		0},
	{"lent from tomorrow", 20100601, 20110601, 0, 20260101, 0, {{SPELL_ON_LOAN, 20260317, 0}}, ALL, 0},
	{"two at once: what takes him out decides", 20100601, 20110601, 0, 20260101, 0,
		{{SPELL_TRAVEL, 20260301, 0}, {SPELL_SICK, 20260310, 0}}, MEMBER | FULL, SPELL_SICK},
};

static uint64_t make_one(const struct place *place, size_t row)
{
	struct store *store = place->store;
	char code[8];
	uint64_t person;

	snprintf(code, sizeof(code), "p%zu", row);
	person = MAKE(store, ENTITY_PERSON, WORDS(PERSON_CODE, code), WORDS(PERSON_NAME, code),
		DAY(PERSON_JOINED, people[row].joined), DAY(PERSON_FULL_SINCE, people[row].full),
		DAY(PERSON_LEFT, people[row].left));
	MAKE(store, ENTITY_MEMBERSHIP, NUMBER(MEMBERSHIP_PERSON, person),
		NUMBER(MEMBERSHIP_GROUP, place->group), DAY(MEMBERSHIP_FROM, people[row].from),
		DAY(MEMBERSHIP_TO, people[row].to));
	for (const struct spell_of *spell = people[row].spells; spell < people[row].spells + 2; spell++)
		if (spell->kind)
			MAKE(store, ENTITY_SPELL, NUMBER(SPELL_PERSON, person),
				NUMBER(SPELL_KIND, spell->kind), DAY(SPELL_FROM, spell->from),
				DAY(SPELL_TO, spell->to));
	return person;
}

struct found {
	const struct place *place;
	uint64_t ids[COUNT(people)];
	int answers[COUNT(people)];
	unsigned status[COUNT(people)];
	struct roster_size size;
};

static bool note(const struct roster_person *person, void *arg)
{
	struct found *found = arg;

	for (size_t i = 0; i < COUNT(people); i++)
		if (found->ids[i] == person->person) {
			found->answers[i] = MEMBER | (person->full ? FULL : 0) | (person->counted ? DUE : 0);
			found->status[i] = person->status;
		}
	return true;
}

static void ask(struct world *world, void *arg)
{
	struct found *found = arg;

	assert_true(roster_each(world, found->place->group, day_of(20260316), note, found, NULL));
	found->size = roster_size(world, found->place->group, day_of(20260316));
}

static void who_is_due(void **state)
{
	const struct place *place = *state;
	struct found found = {.place = place};
	struct roster_size size = {0};

	for (size_t i = 0; i < COUNT(people); i++)
		found.ids[i] = make_one(place, i);
	fixture_read(place->store, 0, ask, &found);
	for (size_t i = 0; i < COUNT(people); i++) {
		if (found.answers[i] != people[i].answer || found.status[i] != people[i].status)
			print_error("%s\n", people[i].what);
		assert_int_equal(found.answers[i], people[i].answer);
		assert_int_equal(found.status[i], people[i].status);
		size.members += !!(people[i].answer & MEMBER);
		size.full += !!(people[i].answer & FULL);
		size.counted += !!(people[i].answer & DUE);
	}
	assert_memory_equal(&found.size, &size, sizeof(size));
}

/* Which kinds take a person out is the court's to say; a removed person or membership is none. */
static void the_court_says_what_counts(void **state)
{
	const struct place *place = *state;
	struct found found = {.place = place};

	found.ids[13] = make_one(place, 13);
	found.ids[17] = make_one(place, 17);
	found.ids[0] = make_one(place, 0);
	CHANGE(place->store, ENTITY_COURT, COURT_ID, NUMBER(COURT_UNCOUNTED, 1 << SPELL_TRAVEL));
	CHANGE(place->store, ENTITY_PERSON, found.ids[0], NUMBER(TAG_REMOVED, 1));
	fixture_read(place->store, 0, ask, &found);
	assert_int_equal(found.answers[13], ALL);
	assert_int_equal(found.answers[17], MEMBER | FULL);
	assert_int_equal(found.answers[0], 0);
}

/* --- 实到 --- */

static const struct {
	int mark;
	struct turnout turnout;
} marks[] = {
	{0, {1, 0, 0, 0, 1}},
	{MARK_PRESENT, {1, 1, 0, 0, 0}},
	{MARK_LEAVE, {1, 0, 1, 0, 0}},
	{MARK_ABSENT, {1, 0, 0, 1, 0}},
	{MARK_LATE, {1, 1, 0, 0, 0}},
	{MARK_EARLY, {1, 1, 0, 0, 0}},
	{MARK_ONLINE, {1, 1, 0, 0, 0}},
};

static void add_row(struct buf *rows, uint64_t person, int mark)
{
	struct record row;
	struct buf body = BUF_INIT;

	record_init(&row, &attendance_rows);
	record_number(&row, ATTENDANCE_PERSON, (int64_t)person);
	if (mark)
		record_number(&row, ATTENDANCE_MARK, mark);
	record_write(&row, &body);
	rows_add(rows, person, buf_as_text(&body));
	record_release(&row);
	buf_release(&body);
}

static struct turnout count_rows(const struct buf *rows)
{
	struct view view = {.entity = &meeting_entity};
	struct buf body = BUF_INIT;
	struct record record;
	struct turnout turnout;

	record_init(&record, &meeting_entity);
	record_set(&record, MEETING_ATTENDANCE, (struct value){VALUE_ROWS, 0, buf_as_text(rows)});
	record_write(&record, &body);
	record_release(&record);
	view.body = buf_as_text(&body);
	turnout = turnout_of(&view);
	buf_release(&body);
	return turnout;
}

static void who_was_there(void **state)
{
	struct turnout all = {7, 4, 1, 1, 1}, found;
	struct buf rows = BUF_INIT, one = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(marks); i++) {
		buf_clear(&one);
		add_row(&one, i + 1, marks[i].mark);
		add_row(&rows, i + 1, marks[i].mark);
		found = count_rows(&one);
		assert_memory_equal(&found, &marks[i].turnout, sizeof(found));
	}
	found = count_rows(&rows);
	assert_memory_equal(&found, &all, sizeof(all));
	buf_release(&rows);
	buf_release(&one);
}

/* --- offices --- */

enum { LEADS = 1 << 0, HEADS = 1 << 1, IS_THE_LEADER = 1 << 2 };

/* Asked of the first person (of the other, in the last column) on 2026-03-16. */
static const struct {
	const char *what;
	int kind, from, to, other_kind;
	int answer, other;
} terms[] = {
	{"nobody", 0, 0, 0, 0, 0, 0},
	{"the leader", TERM_LEADER, 20260101, 0, 0, LEADS | IS_THE_LEADER, 0},
	{"a deputy leads, but is not the leader", TERM_DEPUTY, 20260101, 0, 0, LEADS, 0},
	{"acting, while there is no leader", TERM_ACTING, 20260101, 0, 0, LEADS | IS_THE_LEADER, 0},
	{"acting beside a leader", TERM_ACTING, 20260101, 0, TERM_LEADER, LEADS, LEADS | IS_THE_LEADER},
	{"two deputies", TERM_DEPUTY, 20260101, 0, TERM_DEPUTY, LEADS, LEADS},
	{"the secretary heads the branch, and leads no group", TERM_SECRETARY, 20260101, 0, 0, HEADS, 0},
	{"the last day", TERM_LEADER, 20260101, 20260316, 0, LEADS | IS_THE_LEADER, 0},
	{"out since today", TERM_LEADER, 20260101, 20260315, 0, 0, 0},
	{"from tomorrow", TERM_LEADER, 20260317, 0, 0, 0, 0},
};

struct officers {
	const struct place *place;
	uint64_t people[2];
	int answers[2];
};

static void ask_offices(struct world *world, void *arg)
{
	struct officers *officers = arg;
	const struct place *place = officers->place;
	int64_t day = day_of(20260316);

	for (size_t i = 0; i < 2; i++) {
		uint64_t person = officers->people[i];
		bool leads = leads_group(world, person, place->group, day);
		bool heads = heads_branch(world, person, place->branch, day);

		officers->answers[i] = (leads ? LEADS : 0) | (heads ? HEADS : 0) |
			(leader_of(world, place->group, day) == person ? IS_THE_LEADER : 0);
		assert_int_equal(led_group(world, person, day), leads ? place->group : 0);
		assert_int_equal(headed_branch(world, person, day), heads ? place->branch : 0);
		assert_int_equal(!!office_of(world, person, place->group, day), leads);
		assert_false(leads_group(world, person, place->other, day));
		assert_false(leads_group(world, person, 0, day));
	}
	assert_false(leads_group(world, 0, place->group, day));
	assert_false(heads_branch(world, 0, place->branch, day));
}

static void who_leads(void **state)
{
	const struct place *place = *state;
	struct officers officers = {place,
		{fixture_member(place->store, place->group, "one"),
			fixture_member(place->store, place->group, "two")},
		{0}};

	for (size_t i = 0; i < COUNT(terms); i++) {
		uint64_t made[2] = {0};

		if (terms[i].kind)
			made[0] =
				fixture_term(place->store, (enum term_kind)terms[i].kind, officers.people[0],
					terms[i].kind == TERM_SECRETARY ? place->branch : place->group,
					terms[i].from, terms[i].to);
		if (terms[i].other_kind)
			made[1] = fixture_term(place->store, (enum term_kind)terms[i].other_kind,
				officers.people[1], place->group, 20260201, 0);
		fixture_read(place->store, 0, ask_offices, &officers);
		if (officers.answers[0] != terms[i].answer || officers.answers[1] != terms[i].other)
			print_error("%s\n", terms[i].what);
		assert_int_equal(officers.answers[0], terms[i].answer);
		assert_int_equal(officers.answers[1], terms[i].other);
		for (size_t made_at = 0; made_at < 2; made_at++)
			if (made[made_at])
				CHANGE(place->store, ENTITY_TERM, made[made_at], NUMBER(TAG_REMOVED, 1));
	}
}

/* --- groups --- */

static bool note_group(const struct view *group, void *arg)
{
	buf_text(arg, view_text(group, GROUP_NAME));
	return true;
}

static void ask_groups(struct world *world, void *arg)
{
	struct buf *out = arg;

	groups_each(world, day_of(20260315), note_group, out, NULL);
	buf_byte(out, '|');
	groups_each(world, day_of(20260316), note_group, out, NULL);
	buf_byte(out, '|');
	groups_each(world, day_of(20260331), note_group, out, NULL);
	buf_byte(out, '|');
	groups_each(world, day_of(20260401), note_group, out, NULL);
}

static void groups_of_a_day(void **state)
{
	const struct place *place = *state;
	struct buf out = BUF_INIT;

	CHANGE(place->store, ENTITY_GROUP, place->group, DAY(GROUP_FOUNDED, 20260316),
		NUMBER(GROUP_ORDER, 2));
	CHANGE(place->store, ENTITY_GROUP, place->other, DAY(GROUP_CLOSED, 20260331), NUMBER(GROUP_ORDER, 1));
	fixture_read(place->store, 0, ask_groups, &out);
	assert_string_equal(buf_cstr(&out), "二组|二组一组|二组一组|一组");
	buf_release(&out);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {TEST(who_is_due), TEST(the_court_says_what_counts),
		TEST(who_was_there), TEST(who_leads), TEST(groups_of_a_day)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
