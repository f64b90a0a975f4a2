/* The records behind points, on the demo court: only rows that count, those that lack something first; of a
 * roll a row for each meeting, with how many were due, how many there, and who was not. */
#include "tests/harness/demo.h"

#include "core/base/date.h"
#include "core/service/score_sources.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

enum { RECORDS = 3, RATE = 4 }; /* 会议记录质量 and 到会率: which items of the shipped rules */

struct found {
	size_t rows;
	int64_t due, there;
	bool whole_before, whole; /* one that lacks nothing stood before one that does */
	bool unnamed, worth;      /* somebody is missing and not named; a rate's rows are worth no points */
	bool empty;               /* a row that satisfies nothing */
};

static bool take_row(const struct view *row, void *arg)
{
	struct found *found = arg;
	struct buf tally = BUF_INIT;
	long long there, due;
	bool rate;

	buf_text(&tally, view_text(row, POINTS_TALLY));
	rate = sscanf(buf_cstr(&tally), "实到 %lld\n应到 %lld", &there, &due) == 2;
	buf_release(&tally);

	found->rows++;
	found->empty |= !view_text(row, POINTS_LINE).len;
	found->worth |= view_has(row, POINTS_WORTH);
	if (!rate)
		return true;
	found->there += there;
	found->due += due;
	found->whole_before |= there < due && found->whole;
	found->whole |= there == due;
	found->unnamed |= (there < due) != (view_text(row, POINTS_LACK).len > 0);
	return true;
}

static struct found rows_of(struct world *world, uint64_t group, unsigned item)
{
	struct source_query query = {.subject = group, .kind = item};
	const struct source *points = served_source(world->schema, TEXT("points"));
	struct error err = ERROR_INIT;
	struct found found = {0};

	query.from = date_of(2026, 1, 1);
	query.to = date_of(2026, 3, 31);
	if (!points->each(world, &query, take_row, &found, &err))
		demo_give_up(&err);
	return found;
}

static void ask(struct world *world)
{
	int64_t absent = 0;
	size_t faulty = 0;

	for (uint64_t group = 1; group <= 11; group++) {
		struct found rate = rows_of(world, group, RATE), records = rows_of(world, group, RECORDS);

		assert_in_range(rate.rows, 1, 6);
		assert_true(rate.there > 0);
		assert_false(rate.whole_before || rate.unnamed || rate.worth);
		absent += rate.due - rate.there;
		/* Six meetings a quarter are looked at; those in order are not listed. */
		assert_true(records.rows < 6);
		assert_false(records.empty);
		faulty += records.rows;
	}
	assert_true(absent > 0 && faulty > 0);
}

static void points_name_what_counts(void **state)
{
	demo_read(*state, 0, ask);
}

int main(void)
{
	const struct CMUnitTest tests[] = {ON_DEMO(points_name_what_counts)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
