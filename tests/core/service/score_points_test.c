/* The records behind points, on the demo court: only rows that count, those that lack something first, each
 * with what it satisfies. */
#include "tests/harness/demo.h"

#include "core/base/date.h"
#include "core/service/score_sources.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { RECORDS = 3, RATE = 4 }; /* 会议记录质量 and 到会率: which items of the shipped rules */

struct found {
	size_t rows, whole;   /* 实到、应到 */
	bool whole_before;    /* one that lacks nothing stood before one that does */
	bool empty, nameless; /* a row that satisfies nothing; one that names nobody */
};

static bool take_row(const struct view *row, void *arg)
{
	struct found *found = arg;
	struct text line = view_text(row, POINTS_LINE), what = view_text(row, POINTS_WHAT);
	bool whole = text_is(line, "实到、应到");

	found->rows++;
	found->whole_before |= !whole && found->whole;
	found->whole += whole;
	found->empty |= !line.len;
	found->nameless |= text_find(what, TEXT(" ")) > 12;
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
	size_t absent = 0, faulty = 0;

	for (uint64_t group = 1; group <= 11; group++) {
		struct found rate = rows_of(world, group, RATE), records = rows_of(world, group, RECORDS);

		assert_true(rate.rows > 3);
		assert_false(rate.whole_before || rate.empty || rate.nameless);
		absent += rate.rows - rate.whole;
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
