/* Each warning of a group, on both sides of the line where it begins. */
#include "core/model/lint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "core/model/shapes.h"
#include "tests/harness/make.h"
#include <cmocka.h>
#undef fail

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum { TODAY = 20260924, YESTERDAY = 20260923 };

/* A group of so many, the first of whom leads. The rest is 0 where nothing is unusual. */
static const struct {
	const char *what;
	unsigned members;
	unsigned probationary; /* so many of them, counted from the leader */
	int full_since;        /* of those; 0: never yet */
	int no_leader, term_until, letter_until, closed;
	const char *said; /* ids one after another */
	const char *card; /* the remark on its card */
} cases[] = {
	{"sound", 3, 0, 0, 0, 0, 0, 0, "", "-"},
	{"two", 2, 0, 0, 0, 0, 0, 0, "Only {1} members; at least 3, or join a neighbouring one ({2})\n",
		"only 2 members"},
	{"nobody", 0, 0, 0, 0, 0, 0, 0, "Nobody is in it ({1})\n", "nobody is in it"},
	{"none is full", 3, 3, 0, 0, 0, 0, 0,
		"No full member; at least one is needed ({1})\nThe leader is a probationary member ({1})\n",
		"no full member"},
	{"one is full", 3, 2, 0, 1, 0, 0, 0, "Nobody leads it ({1})\n", "no leader"},
	{"a leader on probation", 3, 1, 0, 0, 0, 0, 0, "The leader is a probationary member ({1})\n",
		"leader on probation"},
	{"who is full today", 3, 1, TODAY, 0, 0, 0, 0, "", "-"},
	{"nobody ever led", 3, 0, 0, 1, 0, 0, 0, "Nobody leads it ({1})\n", "no leader"},
	{"the term ended yesterday", 3, 0, 0, 0, YESTERDAY, 0, 0, "Nobody leads it ({1})\n", "no leader"},
	{"the term ends today", 3, 0, 0, 0, TODAY, 0, 0, "", "-"},
	{"fourteen", 14, 0, 0, 0, 0, 0, 0, "", "-"},
	{"fifteen", 15, 0, 0, 0, 0, 0, 0, "{1} members: could be divided in two ({2})\n",
		"15 or more: may divide"},
	{"the letter ended yesterday", 3, 0, 0, 0, 0, YESTERDAY, 0,
		"The responsibility letter has ended ({1})\n", "letter has ended"},
	{"the letter ends today", 3, 0, 0, 0, 0, TODAY, 0,
		"The responsibility letter ends in {1} days ({2})\n", "letter ends in 0 days"},
	{"in thirty days", 3, 0, 0, 0, 0, 20261024, 0, "The responsibility letter ends in {1} days ({2})\n",
		"letter ends in 30 days"},
	{"in thirty-one", 3, 0, 0, 0, 0, 20261025, 0, "", "-"},
	{"the gravest is the first, and the card's", 15, 0, 0, 0, 0, YESTERDAY, 0,
		"The responsibility letter has ended ({1})\n{1} members: could be divided in two ({2})\n",
		"letter has ended"},
	{"what is closed lacks nothing", 0, 0, 0, 0, 0, YESTERDAY, YESTERDAY, "", ""},
};

static uint64_t make_group(struct store *store, size_t at)
{
	uint64_t group = fixture_group(store, "一组"), leader = 0;

	for (unsigned i = 0; i < cases[at].members; i++) {
		char login[] = {(char)('a' + i), '\0'};
		uint64_t person = fixture_member(store, group, login);

		if (!i)
			leader = person;
		if (i < cases[at].probationary)
			CHANGE(store, ENTITY_PERSON, person, DAY(PERSON_FULL_SINCE, cases[at].full_since));
	}
	if (leader && !cases[at].no_leader)
		fixture_term(store, TERM_LEADER, leader, group, 20260101, cases[at].term_until);
	else if (!leader)
		fixture_term(store, TERM_LEADER, fixture_member(store, 0, "z"), group, 20260101, 0);
	CHANGE(store, ENTITY_GROUP, group, DAY(GROUP_LETTER_UNTIL, cases[at].letter_until),
		DAY(GROUP_CLOSED, cases[at].closed));
	return group;
}

struct looking {
	uint64_t group;
	int day; /* 0: as the record is read today */
	struct problems problems;
};

static void look(struct world *world, void *arg)
{
	struct looking *looking = arg;
	struct view group;

	assert_true(world->get(world, ENTITY_GROUP, looking->group, &group, NULL));
	if (looking->day)
		group_lint(&group, world, day_of(looking->day), &looking->problems);
	else
		record_lint(&group, world, &looking->problems);
}

/* Where each comes from: what the rules do not say is called practice. */
static const struct {
	const char *about, *english, *chinese;
} citations[] = {
	{"letter", "(the responsibility letter)", "(责任书)"},
	{"lead", "(common practice of Party groups)", "(党小组通行做法)"},
	{"divided", "(common practice of Party groups)", "(党小组通行做法)"},
	{"", "(Working Rules of Party Groups", "(党小组工作规则"},
};

static void check_rule(const struct message *message)
{
	struct buf words = BUF_INIT;
	size_t row = 0;

	while (!strstr(message->id, citations[row].about))
		row++;
	message_show(message, LANGUAGE_EN, NULL, &words);
	assert_non_null(strstr(buf_cstr(&words), citations[row].english));
	buf_clear(&words);
	message_show(message, LANGUAGE_ZH, NULL, &words);
	assert_non_null(strstr(buf_cstr(&words), citations[row].chinese));
	buf_release(&words);
}

/* Warnings, never faults. */
static void check_problems(const struct problems *problems, const char *said)
{
	struct buf ids = BUF_INIT;

	assert_int_equal(problems->errors, 0);
	for (size_t i = 0; i < problems->count; i++) {
		const struct message *message = &problems->items[i].message;

		assert_true(problems->items[i].warning);
		buf_printf(&ids, "%s\n", message->id);
		check_rule(message);
	}
	assert_string_equal(ids.len ? buf_cstr(&ids) : "", said);
	buf_release(&ids);
}

static void check_card(struct store *store, const char *remark)
{
	static const uint16_t tags[] = {CARD_REMARK, 0};
	struct source_query query = {0};
	struct buf out = BUF_INIT;

	fixture_list(store, 0, "groups", &query, tags, &out);
	if (out.len)
		out.len--; /* the line's end */
	assert_string_equal(out.len ? buf_cstr(&out) : "", remark);
	buf_release(&out);
}

static void what_a_group_lacks(void **state)
{
	(void)state;
	fixture_today(TODAY);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct store *store = fixture_open(NULL);
		struct looking looking = {make_group(store, i), 0, PROBLEMS_INIT};

		print_message("%s\n", cases[i].what);
		fixture_read(store, 0, look, &looking);
		check_problems(&looking.problems, cases[i].said);
		check_card(store, cases[i].card);
		problems_release(&looking.problems);
		store_close(store);
	}
}

/* What was so on an earlier day is told of that day. */
static void on_another_day(void **state)
{
	static const struct {
		int day;
		const char *said;
	} days[] = {{TODAY, ""}, {YESTERDAY, "The leader is a probationary member ({1})\n"},
		{20251231, "Nobody is in it ({1})\n"}};
	struct store *store = fixture_open(NULL);
	struct looking looking = {.problems = PROBLEMS_INIT};
	size_t at = 0;

	(void)state;
	fixture_today(TODAY);
	while (!cases[at].full_since)
		at++;
	looking.group = make_group(store, at);
	for (size_t i = 0; i < COUNT(days); i++) {
		looking.day = days[i].day;
		fixture_read(store, 0, look, &looking);
		check_problems(&looking.problems, days[i].said);
		problems_release(&looking.problems);
		looking.problems = (struct problems)PROBLEMS_INIT;
	}
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_group_lacks), cmocka_unit_test(on_another_day)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
