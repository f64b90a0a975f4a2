/* The demonstration court: the same every time, clean, and with the year that the screens are to show. */
#include "tests/harness/demo.h"

#include "core/base/date.h"
#include "core/io/table.h"
#include "core/model/duty.h"
#include "core/model/sources.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

/* --- the same, and clean --- */

static bool keep_line(struct text line, void *arg, struct error *err)
{
	(void)err;
	buf_text(arg, line);
	buf_byte(arg, '\n');
	return true;
}

static void dump(struct store *store, struct buf *out)
{
	struct error err = ERROR_INIT;

	if (!store_dump(store, keep_line, out, &err))
		demo_give_up(&err);
}

static void test_same_twice(void **state)
{
	struct buf one = BUF_INIT, other = BUF_INIT;
	struct store *again = demo_store(0, 0);

	dump(*state, &one);
	dump(again, &other);
	assert_true(one.len > 100000);
	assert_true(text_equal(buf_as_text(&one), buf_as_text(&other)));
	store_close(again);
	buf_release(&one);
	buf_release(&other);
}

static void assert_clean(struct store *store)
{
	struct problems faults = PROBLEMS_INIT;
	struct error err = ERROR_INIT;

	if (!store_verify(store, &faults, NULL, NULL, &err))
		demo_give_up(&err);
	for (size_t i = 0; i < faults.count; i++)
		print_error("%s\n", faults.items[i].message.id);
	assert_int_equal(faults.count, 0);
	problems_release(&faults);
}

static void test_clean(void **state)
{
	assert_clean(*state);
}

static void test_roster_is_the_tests(void **state)
{
	struct buf one = BUF_INIT, other = BUF_INIT;

	(void)state;
	assert_true(file_read(DEMO_ROSTER, &one, NULL));
	assert_true(file_read("tests/data/roster.csv", &other, NULL));
	assert_true(text_equal(buf_as_text(&one), buf_as_text(&other)));
	buf_release(&one);
	buf_release(&other);
}

/* --- strips --- */

static const struct expected_year {
	const char *name, *meetings, *studies;
	unsigned held, studied;
	int64_t next; /* month * 100 + day */
} expected_years[] = {
	{"速裁攻坚党小组", "oooooooL?...", "oooooooo?...", 8, 8, 924},
	{"诉讼服务党小组", "ooooooooo...", "ooooooooo...", 9, 9, 1015},
	{"家事审判党小组", "ooooooooo...", "ooooooooo...", 9, 9, 1016},
	{"商事金融党小组", "ooooooooD...", "oooooooLo...", 8, 9, 0},
	{"刑事审判党小组", "oooLoooo?...", "oooooooo?...", 8, 8, 929},
	{"行政审判党小组", "ooooooooo...", "ooooooooo...", 9, 9, 1013},
	{"速执党小组", "ooooooXoo...", "ooooooXoo...", 8, 8, 1020},
	{"终本清理党小组", "oooooLoo?...", "oooooooo?...", 8, 8, 930},
	{"山区巡回党小组", "ooLoooooo...", "ooooooooo...", 9, 9, 1021},
	{"政治部办公室党小组", "ooooooooo...", "ooooooooo...", 9, 9, 1014},
	{"审管法警党小组", "oXooooXo?...", "oooooooo?...", 6, 8, 0},
};
enum { GROUPS = sizeof(expected_years) / sizeof(*expected_years) };

/* 实到 per thousand of 应到 of all group meetings, give or take one person. */
static const int expected_rates[GROUPS] = {951, 963, 980, 927, 894, 912, 789, 865, 842, 906, 1000};

struct strips {
	bool study;
	size_t count;
	unsigned held, due;
};

static bool check_strip(const struct view *row, void *arg)
{
	struct strips *strips = arg;
	const struct expected_year *wanted = &expected_years[strips->count++];
	struct text months = view_text(row, STRIP_MONTHS);
	struct date_parts next = date_parts(view_number(row, STRIP_NEXT));

	assert_true(text_is(view_text(row, STRIP_NAME), wanted->name));
	if (!text_is(months, strips->study ? wanted->studies : wanted->meetings))
		fail_msg("%s: %.12s", wanted->name, months.at);
	assert_int_equal(view_number(row, STRIP_HELD), strips->study ? wanted->studied : wanted->held);
	assert_int_equal(view_number(row, STRIP_DUE), 9);
	if (!strips->study && wanted->next)
		assert_int_equal(next.month * 100 + next.day, wanted->next);
	if (!strips->study && !wanted->next)
		assert_false(view_has(row, STRIP_NEXT));
	if (!strips->study &&
		labs((long)(view_number(row, STRIP_PRESENT) * 1000 / view_number(row, STRIP_EXPECTED)) -
			expected_rates[strips->count - 1]) > 9)
		fail_msg("%s: %lld of %lld", wanted->name, (long long)view_number(row, STRIP_PRESENT),
			(long long)view_number(row, STRIP_EXPECTED));
	strips->held += (unsigned)view_number(row, STRIP_HELD);
	strips->due += (unsigned)view_number(row, STRIP_DUE);
	return strips->count < GROUPS;
}

static void check_strips(struct world *world)
{
	const struct source *source = source_named(world->schema, TEXT("strip"));

	for (int study = 0; study < 2; study++) {
		struct source_query query = {.kind = study ? MEETING_STUDY : MEETING_GROUP};
		struct strips strips = {.study = study};

		assert_true(source_each(source, world, &query, check_strip, &strips, NULL));
		assert_int_equal(strips.count, GROUPS);
		if (!study) {
			assert_int_equal(strips.held, 91);
			assert_int_equal(strips.due, 99);
		}
	}
}

/* Asked for once a quarter: the months between are quiet. */
static bool check_quarters(const struct view *row, void *arg)
{
	static const char *const wanted[] = {"  o  oo  ...", "  o  oo  ..."};
	size_t *count = arg;

	if (*count < 2)
		assert_true(text_is(view_text(row, STRIP_MONTHS), wanted[*count]));
	else if (text_is(view_text(row, STRIP_NAME), "速执党小组")) {
		assert_true(text_is(view_text(row, STRIP_MONTHS), "  o  o  ?..."));
		assert_int_equal(view_number(row, STRIP_HELD), 2);
		assert_int_equal(view_number(row, STRIP_DUE), 3);
	}
	return ++*count < GROUPS;
}

static void check_theme_days(struct world *world)
{
	struct source_query query = {.kind = MEETING_THEME_DAY};
	size_t count = 0;

	assert_true(source_each(
		source_named(world->schema, TEXT("strip")), world, &query, check_quarters, &count, NULL));
	assert_int_equal(count, GROUPS);
}

static void test_quarters(void **state)
{
	demo_read(*state, 0, check_theme_days);
}

static void test_strips(void **state)
{
	demo_read(*state, 0, check_strips);
}

/* --- rolls --- */

static bool check_roll(const struct view *meeting, void *arg)
{
	struct world *world = arg;
	struct turnout turnout = turnout_of(meeting);
	struct value groups;
	struct reader ids;
	uint64_t group;

	if (view_number(meeting, MEETING_STATE) == STATE_PLANNED)
		return true;
	view_get(meeting, MEETING_GROUPS, &groups);
	ids = value_ids(&groups);
	group = read_varint(&ids);
	/* Those who became members before the meeting, but came into the roster after it, are not on the
	 * roll. */
	assert_in_range(
		roster_size(world, group, view_number(meeting, MEETING_DATE)).counted - turnout.due, 0, 1);
	assert_int_equal(turnout.unmarked, 0);
	assert_true(turnout.present * 10 >= turnout.due * 6);
	return true;
}

static void check_rolls(struct world *world)
{
	assert_true(world->walk(world, ENTITY_MEETING, 0, NULL, 0, check_roll, world, NULL));
}

static void test_rolls(void **state)
{
	demo_read(*state, 0, check_rolls);
}

static bool count_moved(const struct view *membership, void *arg)
{
	*(int *)arg += view_number(membership, MEMBERSHIP_FROM) == date_of(2026, 3, 16);
	return true;
}

static void check_rotation(struct world *world)
{
	int moved = 0;

	world->walk(world, ENTITY_MEMBERSHIP, 0, NULL, 0, count_moved, &moved, NULL);
	assert_int_equal(moved, 6);
}

static void test_rotation(void **state)
{
	demo_read(*state, 0, check_rotation);
}

/* --- groups --- */

static const struct {
	unsigned members;
	const char *leader, *remark;
} expected_cards[GROUPS] = {
	{18, "刘桂", "15 or more: may divide"},
	{15, "杜欣敏", "15 or more: may divide"},
	{16, "曾刚", "15 or more: may divide"},
	{17, "孙丽", "15 or more: may divide"},
	{14, "王霄桂", ""},
	{13, "吴馥晓", ""},
	{19, "万明文", "15 or more: may divide"},
	{16, "戴育丽", "leader on probation"},
	{20, "杨姬", "15 or more: may divide"},
	{17, "郑华浩", "letter ends in 9 days"},
	{2, "方雪珊", "only 2 members"},
};

struct cards {
	struct world *world;
	size_t count;
};

static bool check_card(const struct view *row, void *arg)
{
	struct cards *cards = arg;
	size_t at = cards->count++;
	struct buf remark = BUF_INIT;
	struct message message;
	struct view leader;

	assert_true(at < GROUPS);
	assert_int_equal(view_number(row, CARD_MEMBERS), expected_cards[at].members);
	assert_true(cards->world->get(
		cards->world, ENTITY_PERSON, (uint64_t)view_number(row, CARD_LEADER), &leader, NULL));
	assert_true(text_is(view_text(&leader, PERSON_NAME), expected_cards[at].leader));
	if (message_decode(view_text(row, CARD_REMARK), &message))
		message_show(&message, LANGUAGE_EN, NULL, &remark);
	assert_string_equal(buf_cstr(&remark), expected_cards[at].remark);
	buf_release(&remark);
	return true;
}

static bool check_gap(const struct view *row, void *arg)
{
	assert_int_equal(view_number(row, COVERAGE_KIND), 1);
	assert_true(text_is(view_text(row, COVERAGE_TITLE), "知识产权团队"));
	++*(int *)arg;
	return true;
}

static void check_groups(struct world *world)
{
	struct source_query query = {0};
	struct cards cards = {world, 0};
	int gaps = 0;

	assert_true(source_each(
		source_named(world->schema, TEXT("groups")), world, &query, check_card, &cards, NULL));
	assert_int_equal(cards.count, GROUPS);
	assert_true(source_each(
		source_named(world->schema, TEXT("coverage")), world, &query, check_gap, &gaps, NULL));
	assert_int_equal(gaps, 1);
}

static void test_groups(void **state)
{
	demo_read(*state, 0, check_groups);
}

/* --- a large one --- */

static bool count_record(const struct view *view, void *arg)
{
	(void)view;
	++*(int *)arg;
	return true;
}

static void check_large(struct world *world)
{
	static const struct {
		unsigned entity;
		int count;
	} wanted[] = {{ENTITY_BRANCH, 2}, {ENTITY_GROUP, 21}, {ENTITY_PERSON, 315}, {ENTITY_MEMBERSHIP, 315},
		{ENTITY_TERM, 23}, {ENTITY_MEETING, 21 * 24}};

	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		int count = 0;

		world->walk(world, wanted[i].entity, 0, NULL, 0, count_record, &count, NULL);
		assert_int_equal(count, wanted[i].count);
	}
	world->walk(world, ENTITY_MEETING, 0, NULL, 0, check_roll, world, NULL);
}

static void test_large(void **state)
{
	struct store *store = demo_store(21, 2);

	(void)state;
	demo_read(store, 0, check_large);
	assert_clean(store);
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_DEMO(test_same_twice),
		ON_DEMO(test_clean),
		cmocka_unit_test(test_roster_is_the_tests),
		ON_DEMO(test_strips),
		ON_DEMO(test_quarters),
		ON_DEMO(test_rolls),
		ON_DEMO(test_rotation),
		ON_DEMO(test_groups),
		cmocka_unit_test(test_large),
	};

	return cmocka_run_group_tests_name("demo", tests, NULL, NULL);
}
