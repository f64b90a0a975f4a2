/* What somebody typed in a quarter, and what the program filled in: told from the history of the records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include "core/model/ops.h"
#include "tests/harness/cast.h"
#include <cmocka.h>
#undef fail

static long long typed, filled;
static uint64_t last; /* change */

/* As that person is told; zero when there is nothing to tell. */
static void effort(const struct cast *cast, char who)
{
	static const uint16_t tags[] = {EFFORT_TYPED, EFFORT_FILLED, 0};
	struct source_query query = {.subject = cast->group};
	struct buf out = BUF_INIT;

	typed = filled = 0;
	fixture_list(cast->store, cast_person(cast, who), "effort", &query, tags, &out);
	if (out.len)
		assert_int_equal(sscanf(buf_cstr(&out), "%lld %lld", &typed, &filled), 2);
	buf_release(&out);
}

static uint64_t hold(const struct cast *cast)
{
	uint64_t meeting = 0;
	const struct act holding = {
		cast_person(cast, 'l'), "hold", 0, SLOTS(NUMBER(HOLD_GROUP, cast->group))};

	assert_int_equal(act(cast->store, &holding, &meeting), ERROR_NONE);
	return meeting;
}

static void write_topic(const struct cast *cast, char who, uint64_t meeting, const char *topic)
{
	struct record_slot values[] = {WORDS(MEETING_TOPIC, topic)};

	assert_int_equal(write_as(cast->store, cast_person(cast, who), ENTITY_MEETING, &meeting, values, 1),
		ERROR_NONE);
}

static void typed_and_filled(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = hold(cast);
	long long before;

	/* The roll was written by the program; nobody typed, so nothing is told. */
	effort(cast, 'l');
	assert_int_equal(typed, 0);
	write_topic(cast, 'l', meeting, "学习制度");
	effort(cast, 'l');
	assert_int_equal(typed, 4);
	/* Four names of a letter each, and the day, at the least. */
	assert_true(filled > 4 + 10);
	before = filled;
	/* A person who is chosen is one key; his name on paper is longer. */
	write_as(cast->store, cast_person(cast, 'l'), ENTITY_MEETING, &meeting,
		SLOTS(NUMBER(MEETING_KINDS, 1 << MEETING_GROUP | 1 << MEETING_STUDY)));
	effort(cast, 'l');
	assert_int_equal(typed, 5);
	assert_true(filled > before);
}

static void put_back(const struct cast *cast, const char *action)
{
	const struct change_head head = {.author = cast_person(cast, 'l'), .action = action};
	struct change_result result;
	struct error err = ERROR_INIT;

	assert_true(store_undo(cast->store, &head, last, &result, &err));
	last = result.sequence;
	change_result_release(&result);
}

static bool find_last(struct world *world, void *arg, struct error *err)
{
	(void)err;
	last = store_last_change(world, *(const uint64_t *)arg, false);
	return true;
}

/* Taken back and done again nobody typed it again. */
static void put_back_is_not_typed(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = hold(cast), leader = cast_person(cast, 'l');
	long long before;

	write_topic(cast, 'l', meeting, "学习");
	write_topic(cast, 'l', meeting, "学习制度");
	effort(cast, 'l');
	assert_int_equal(typed, 6);
	before = filled;
	assert_true(store_read(cast->store, leader, find_last, &leader, NULL));
	put_back(cast, "undo");
	put_back(cast, "redo");
	effort(cast, 'l');
	assert_int_equal(typed, 6);
	assert_int_equal(filled, before);
}

/* What others wrote, and what was written in another quarter, is not counted. */
static void own_and_of_the_quarter(void **state)
{
	const struct cast *cast = *state;
	uint64_t meeting = hold(cast);

	write_topic(cast, 's', meeting, "别人写的主题");
	effort(cast, 'l');
	assert_int_equal(typed, 0);
	effort(cast, 's');
	assert_int_equal(typed, 6);
	/* Who may not see the group is told nothing of it. */
	effort(cast, 'n');
	assert_int_equal(typed, 0);
	effort(cast, 'o');
	assert_int_equal(typed, 0);
	fixture_today(20261009);
	effort(cast, 's');
	assert_int_equal(typed, 0);
}

static void other_records_count(void **state)
{
	const struct cast *cast = *state;
	uint64_t report = 0;

	assert_int_equal(write_as(cast->store, cast_person(cast, 'l'), ENTITY_REPORT, &report,
				 SLOTS(NUMBER(REPORT_GROUP, cast->group), NUMBER(REPORT_KIND, REPORT_MONTH),
					 DAY(REPORT_DATE, 20260920), WORDS(REPORT_TITLE, "九月"))),
		ERROR_NONE);
	effort(cast, 'l');
	/* Two characters, and one each for group, kind and day. */
	assert_int_equal(typed, 5);
	assert_true(filled > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_CAST(typed_and_filled), ON_CAST(put_back_is_not_typed),
		ON_CAST(own_and_of_the_quarter), ON_CAST(other_records_count)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
