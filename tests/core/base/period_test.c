/* Periods by name, both ways. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/base/buf.h"
#include "core/base/date.h"

static const struct {
	const char *text, *from, *to, *shown; /* shown NULL: as it was read */
} good[] = {
	{"2026", "2026-01-01", "2026-12-31"},
	{"2026-07", "2026-07-01", "2026-07-31"},
	{"2024-02", "2024-02-01", "2024-02-29"},
	{"2026Q3", "2026-07-01", "2026-09-30"},
	{"2026q1", "2026-01-01", "2026-03-31", "2026Q1"},
	{"2026H2", "2026-07-01", "2026-12-31"},
	{" 2026 ", "2026-01-01", "2026-12-31", "2026"},
	{"2026-01-05 to 2026-02-01", "2026-01-05", "2026-02-01"},
	{"2026-02-01 to 2026-04-30", "2026-02-01", "2026-04-30"},
	{"2026-07-01至2026-09-30", "2026-07-01", "2026-09-30", "2026Q3"},
	{"2025-12-01 to 2026-02-28", "2025-12-01", "2026-02-28"},
};

static void names_are_read_and_given(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct buf shown = BUF_INIT;
		int64_t from, to, day;

		print_message("%s\n", good[i].text);
		assert_true(period_parse(text_of(good[i].text), &from, &to));
		assert_true(date_parse(text_of(good[i].from), &day));
		assert_int_equal(from, day);
		assert_true(date_parse(text_of(good[i].to), &day));
		assert_int_equal(to, day);
		period_format(from, to, &shown);
		assert_string_equal(buf_cstr(&shown), good[i].shown ? good[i].shown : good[i].text);
		buf_release(&shown);
	}
}

static const char *const bad[] = {"", "202", "2026Q0", "2026Q5", "2026-13", "2026H3", "2026X1", "26Q1",
	"2026-02-02 to 2026-01-01", "to", "2026Q", "2026-7-1"};

static void others_are_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		int64_t from, to;

		print_message("%s\n", bad[i]);
		assert_false(period_parse(text_of(bad[i]), &from, &to));
	}
}

/* 31 October is in the month from the 1st, the quarter from October, the half from July, the year. */
static void periods_begin(void **state)
{
	static const struct {
		int months, month;
	} cases[] = {{1, 10}, {3, 10}, {6, 7}, {12, 1}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int64_t first = date_of(2026, cases[i].month, 1);

		assert_int_equal(period_begin(date_of(2026, 10, 31), cases[i].months), first);
		assert_int_equal(period_begin(first, cases[i].months), first);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_read_and_given),
		cmocka_unit_test(others_are_not),
		cmocka_unit_test(periods_begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
