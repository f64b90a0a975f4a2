/* What the numbers of a list come to: over all rows that are found, of those that one may see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "tests/harness/court.h"
#include <cmocka.h>

static struct court court;
static struct session *leader, *operator_session;
static struct reply reply;

/* Units of 10^-4; 0: not filled in. */
static const struct {
	const char *name;
	bool other;
	int64_t part, whole;
} figures[] = {
	{"结案", false, 10000, 20000},
	{"结案", false, 30000, 40000},
	{"结案", true, 500000, 600000},
	{"结案", false, 0, 0},
	{"调解", false, 70000, 80000},
};

static void add_figure(size_t at)
{
	struct patch patch = PATCH_INIT;
	uint64_t group = figures[at].other ? court.other_group : court.group;

	patch_add(&patch, INDICATOR_NAME, EMPTY_VALUE, value_text(text_of(figures[at].name)));
	patch_add(&patch, INDICATOR_GROUP, EMPTY_VALUE, value_number((int64_t)group));
	patch_add(&patch, INDICATOR_DATE, EMPTY_VALUE, value_number(date_of(2026, 6, 1) + (int64_t)at));
	if (figures[at].part)
		patch_add(&patch, INDICATOR_PART, EMPTY_VALUE, value_number(figures[at].part));
	if (figures[at].whole)
		patch_add(&patch, INDICATOR_WHOLE, EMPTY_VALUE, value_number(figures[at].whole));
	if (!court_apply(operator_session, ENTITY_INDICATOR, -1, &patch, &reply))
		fail_msg("%s", reply_words(&reply));
	patch_release(&patch);
}

/* One number more in a record. */
static void put_number(unsigned entity, int64_t id, uint16_t title, uint16_t tag, int64_t number)
{
	struct patch patch = PATCH_INIT;

	if (title)
		patch_add(&patch, title, EMPTY_VALUE, value_text(TEXT("通报")));
	patch_add(&patch, tag, EMPTY_VALUE, value_number(number));
	if (!court_apply(operator_session, entity, id, &patch, &reply))
		fail_msg("%s", reply_words(&reply));
	patch_release(&patch);
}

static int setup(void **state)
{
	(void)state;
	court_make(&court);
	leader = court_session(&court, "p1");
	operator_session = court_session(&court, NULL);
	put_number(ENTITY_BRANCH, (int64_t)court.branch, 0, BRANCH_ORDER, 5);
	for (size_t i = 0; i < sizeof(figures) / sizeof(*figures); i++)
		add_figure(i);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	court_end(&court, (struct session *const[]){leader, operator_session, NULL}, &reply);
	return 0;
}

struct query {
	const char *source, *sums, *where, *alike;
};

static bool ask(struct session *session, const struct query *query)
{
	struct record body;

	record_init(&body, &page_query_shape);
	record_text(&body, PAGE_SOURCE, text_of(query->source));
	record_text(&body, PAGE_WHERE, text_of(query->where));
	record_text(&body, PAGE_SUMS, text_of(query->sums));
	record_text(&body, PAGE_ALIKE, text_of(query->alike));
	record_number(&body, PAGE_COUNT, 0);
	return court_call(session, CALL_PAGE, &body, &reply);
}

/* "1:40000 2:60000" */
static const char *sums(void)
{
	static struct buf words;
	struct row_walk rows = view_rows(&reply.body, ROWS_SUMS);

	buf_clear(&words);
	while (row_walk_next(&rows))
		buf_printf(&words, "%s%llu:%lld", words.len ? " " : "", (unsigned long long)rows.row.id,
			(long long)view_number(&rows.row, SUM_TOTAL));
	return buf_cstr(&words);
}

static const struct {
	bool as_leader;
	struct query query;
	int64_t total;
	const char *sums;
} cases[] = {
	{false, {"indicator", "part\nwhole", "name = 结案", "name"}, 4, "1:540000 2:660000"},
	{false, {"indicator", "part\nvalue", "name = 结案", NULL}, 4, "1:540000"},
	/* A leader's list has the figures of his group only, and so has its foot. */
	{true, {"indicator", "whole\npart", "name = 结案", "name"}, 3, "1:60000 2:40000"},
	/* Of different figures nothing is added up, unless nobody says that they are different. */
	{false, {"indicator", "part\nwhole", NULL, "name"}, 5, ""},
	{false, {"indicator", "part", NULL, "group.branch"}, 5, "1:610000"},
	{false, {"indicator", "part", NULL, NULL}, 5, "1:610000"},
	{false, {"indicator", "part", "name = 再审", "name"}, 0, ""},
	/* Behind references, of those that the reader may follow. */
	{false, {"indicator", "group.branch.order\npart", "name = 结案", NULL}, 4, "1:20 2:540000"},
	{true, {"indicator", "group.branch.order", NULL, NULL}, 4, "1:20"},
	/* Of what is computed. */
	{false, {"hours", "people\nsum\nneed", NULL, NULL}, 2, "1:0 2:0 3:64"},
};

static void adds_up(void **state)
{
	(void)state;
	/* Twice: made, and kept. */
	for (size_t i = 0; i < 2 * sizeof(cases) / sizeof(*cases); i++) {
		size_t n = i % (sizeof(cases) / sizeof(*cases));

		if (!ask(cases[n].as_leader ? leader : operator_session, &cases[n].query))
			fail_msg("%zu: %s", n, reply_words(&reply));
		if (strcmp(sums(), cases[n].sums) || view_number(&reply.body, ROWS_TOTAL) != cases[n].total)
			fail_msg("%zu: %s of %lld rows", n, sums(),
				(long long)view_number(&reply.body, ROWS_TOTAL));
		assert_int_equal(view_row_count(&reply.body, ROWS_ROWS), 0);
	}
}

/* A page without them has none, and the same list serves both. */
static void only_when_asked(void **state)
{
	struct record body;

	(void)state;
	record_init(&body, &page_query_shape);
	record_text(&body, PAGE_SOURCE, TEXT("indicator"));
	record_text(&body, PAGE_COLUMNS, TEXT("part"));
	assert_true(court_call(operator_session, CALL_PAGE, &body, &reply));
	assert_int_equal(view_row_count(&reply.body, ROWS_ROWS), 5);
	assert_int_equal(view_row_count(&reply.body, ROWS_SUMS), 0);
}

/* More than a number can say is not said. */
static void too_much(void **state)
{
	const struct query query = {"evidence", "size", NULL, NULL};

	(void)state;
	put_number(ENTITY_EVIDENCE, -1, EVIDENCE_TITLE, EVIDENCE_SIZE, INT64_MAX - 1);
	put_number(ENTITY_EVIDENCE, -1, EVIDENCE_TITLE, EVIDENCE_SIZE, 1);
	assert_true(ask(operator_session, &query));
	assert_string_equal(sums(), "1:9223372036854775807");
	put_number(ENTITY_EVIDENCE, -1, EVIDENCE_TITLE, EVIDENCE_SIZE, 1);
	assert_true(ask(operator_session, &query));
	assert_string_equal(sums(), "");
}

#define EIGHT "part\npart\npart\npart\npart\npart\npart\npart\n"
static const struct {
	struct query query;
	uint16_t tag;
} refusals[] = {
	{{"indicator", "name", NULL, NULL}, PAGE_SUMS},
	{{"indicator", "date", NULL, NULL}, PAGE_SUMS},
	{{"indicator", "id", NULL, NULL}, PAGE_SUMS},
	{{"indicator", "part\ncolour", NULL, NULL}, PAGE_SUMS},
	{{"entry", "evidence.size", NULL, NULL}, PAGE_SUMS},
	{{"indicator", EIGHT EIGHT "part", NULL, NULL}, PAGE_SUMS},
	{{"indicator", "part\n\n", NULL, NULL}, PAGE_SUMS},
	{{"indicator", "part", NULL, "colour"}, PAGE_ALIKE},
};

static void what_is_no_number(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		if (ask(operator_session, &refusals[i].query))
			fail_msg("%zu was answered", i);
		if (reply.error.kind != ERROR_INPUT || reply.error.tag != refusals[i].tag)
			fail_msg("%zu: kind %d, tag %d: %s", i, reply.error.kind, reply.error.tag,
				reply_words(&reply));
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(adds_up),
		cmocka_unit_test(only_when_asked),
		cmocka_unit_test(what_is_no_number),
		cmocka_unit_test(too_much),
	};

	return cmocka_run_group_tests_name("sums", tests, setup, teardown);
}
