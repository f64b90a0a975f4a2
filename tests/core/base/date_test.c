#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <time.h>
#include "core/base/buf.h"
#include "core/base/date.h"
#include "tests/harness/seed.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct row {
	const char *typed, *shown; /* shown NULL: refused */
};

static void shown_is(const char *typed, bool good, const struct buf *shown, const char *expected)
{
	if (good != (expected != NULL) || (good && !text_is(buf_as_text(shown), expected)))
		fail_msg("\"%s\" gave \"%.*s\", not \"%s\"", typed, good ? (int)shown->len : 7,
			good ? (const char *)shown->data : "nothing", expected ? expected : "nothing");
}

static void every_day_is_itself(void **state)
{
	struct buf out = BUF_INIT;
	int weekday = date_weekday(DATE_MIN);

	(void)state;
	assert_int_equal(date_of(1970, 1, 1), 0);
	assert_int_equal(date_of(1900, 1, 1), DATE_MIN);
	assert_int_equal(date_of(2099, 12, 31), DATE_MAX);
	assert_int_equal(weekday, 1);
	for (int64_t date = DATE_MIN; date <= DATE_MAX; date++, weekday = (weekday + 1) % 7) {
		struct date_parts parts = date_parts(date);
		int64_t again;

		assert_true(date_exists(parts.year, parts.month, parts.day));
		assert_int_equal(date_of(parts.year, parts.month, parts.day), date);
		assert_int_equal(date_weekday(date), weekday);
		buf_clear(&out);
		date_format(date, &out);
		assert_true(date_parse(buf_as_text(&out), &again));
		assert_int_equal(again, date);
	}
	buf_release(&out);
}

static void the_c_library_agrees(void **state)
{
	unsigned seed = (unsigned)random_seed();

	(void)state;
	srandom(seed);
	for (int i = 0; i < 5000; i++) {
		int64_t date = random() % 2000000 - 700000;
		time_t seconds = (time_t)date * 86400;
		struct date_parts parts = date_parts(date);
		struct tm tm;

		assert_non_null(gmtime_r(&seconds, &tm));
		assert_int_equal(parts.year, tm.tm_year + 1900);
		assert_int_equal(parts.month, tm.tm_mon + 1);
		assert_int_equal(parts.day, tm.tm_mday);
		assert_int_equal(date_weekday(date), tm.tm_wday);
	}
}

static void dates_as_written(void **state)
{
	static const struct row rows[] = {
		{"2026-09-24", "2026-09-24"},
		{"2026-9-4", "2026-09-04"},
		{"2026/9/24", "2026-09-24"},
		{"2026.9.24", "2026-09-24"},
		{"2026。9。24", "2026-09-24"},
		{"2026年9月24日", "2026-09-24"},
		{"2026年9月24号", "2026-09-24"},
		{"20260924", "2026-09-24"},
		{"２０２６－０９－２４", "2026-09-24"},
		{" 2026-09-24　", "2026-09-24"},
		{"2024-02-29", "2024-02-29"},
		{"2000-02-29", "2000-02-29"},
		{"2026-02-29", NULL},
		{"1900-02-29", NULL},
		{"2026-13-01", NULL},
		{"2026-00-01", NULL},
		{"2026-01-00", NULL},
		{"2026-04-31", NULL},
		{"1899-12-31", NULL},
		{"2100-01-01", NULL},
		{"2026-9/24", NULL},
		{"2026-09-24x", NULL},
		{"26-09-24", NULL},
		{"2026924", NULL},
		{"202609244", NULL},
		{"2026-09", NULL},
		{"2026年9-24", NULL},
		{"", NULL},
		{"-2026-09-24", NULL},
		{"2026--9-24", NULL},
	};
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t date = 0;
		bool good = date_parse(text_of(rows[i].typed), &date);

		buf_clear(&out);
		date_format(date, &out);
		shown_is(rows[i].typed, good, &out, rows[i].shown);
	}
	buf_release(&out);
}

/* From Thursday 2026-09-24. */
static void dates_as_typed(void **state)
{
	static const struct row rows[] = {
		{"2027-01-02", "2027-01-02"},
		{"30", "2026-09-30"},
		{"24", "2026-09-24"},
		{"23", "2026-10-23"},
		{"3", "2026-10-03"},
		{"３０", "2026-09-30"},
		{"30日", "2026-09-30"},
		{"3号", "2026-10-03"},
		{"31", "2026-10-31"},
		{"1015", "2026-10-15"},
		{"10-15", "2026-10-15"},
		{"10/15", "2026-10-15"},
		{"10.15", "2026-10-15"},
		{"10月15日", "2026-10-15"},
		{"0924", "2026-09-24"},
		{"0923", "2027-09-23"},
		{"3-5", "2027-03-05"},
		{"+7", "2026-10-01"},
		{"＋７", "2026-10-01"},
		{"+0", "2026-09-24"},
		{"今", "2026-09-24"},
		{"今天", "2026-09-24"},
		{"明", "2026-09-25"},
		{"后天", "2026-09-26"},
		{"昨", "2026-09-23"},
		{"Today", "2026-09-24"},
		{"tomorrow", "2026-09-25"},
		{"yesterday", "2026-09-23"},
		{"五", "2026-09-25"},
		{"四", "2026-10-01"},
		{"一", "2026-09-28"},
		{"日", "2026-09-27"},
		{"周日", "2026-09-27"},
		{"星期天", "2026-09-27"},
		{"下周三", "2026-09-30"},
		{"下周日", "2026-10-04"},
		{"下周一", "2026-09-28"},
		{"本周一", "2026-09-21"},
		{"mon", "2026-09-28"},
		{"THU", "2026-10-01"},
		{"sunday", "2026-09-27"},
		{"0", NULL},
		{"32", NULL},
		{"1332", NULL},
		{"0229", NULL},
		{"+", NULL},
		{"+99999", NULL},
		{"七", NULL},
		{"下周", NULL},
		{"mo", NULL},
		{"mond", NULL},
		{"明明", NULL},
		{"", NULL},
		{"7-", NULL},
	};
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t date = 0;
		bool good = date_short(text_of(rows[i].typed), date_of(2026, 9, 24), &date);

		buf_clear(&out);
		date_format(date, &out);
		shown_is(rows[i].typed, good, &out, rows[i].shown);
	}
	buf_release(&out);
}

static void a_day_of_the_month_rolls_over(void **state)
{
	int64_t date;

	(void)state;
	assert_true(date_short(TEXT("5"), date_of(2026, 12, 20), &date) && date == date_of(2027, 1, 5));
	assert_true(date_short(TEXT("31"), date_of(2026, 11, 10), &date) && date == date_of(2026, 12, 31));
	assert_false(date_short(TEXT("30"), date_of(2026, 1, 31), &date));
	assert_true(date_short(TEXT("日"), date_of(2026, 9, 27), &date) && date == date_of(2026, 10, 4));
	assert_true(
		date_short_past(TEXT("9/10"), date_of(2026, 9, 24), &date) && date == date_of(2026, 9, 10));
	assert_true(
		date_short_past(TEXT("0924"), date_of(2026, 9, 24), &date) && date == date_of(2026, 9, 24));
	assert_true(
		date_short_past(TEXT("12-30"), date_of(2026, 9, 24), &date) && date == date_of(2025, 12, 30));
	assert_true(
		date_short_past(TEXT("2-29"), date_of(2026, 9, 24), &date) && date == date_of(2024, 2, 29));
	assert_true(date_short_past(TEXT("25"), date_of(2026, 9, 24), &date) && date == date_of(2026, 8, 25));
	assert_true(
		date_short_past(TEXT("31"), date_of(2026, 10, 24), &date) && date == date_of(2026, 8, 31));
	assert_true(date_short_past(TEXT("三"), date_of(2026, 9, 24), &date) && date == date_of(2026, 9, 23));
	assert_true(date_short_past(TEXT("四"), date_of(2026, 9, 24), &date) && date == date_of(2026, 9, 24));
	assert_true(
		date_short_past(TEXT("明天"), date_of(2026, 9, 24), &date) && date == date_of(2026, 9, 25));
	assert_true(date_short_past(TEXT("2027-01-01"), date_of(2026, 9, 24), &date) &&
		date == date_of(2027, 1, 1));
	assert_true(date_short(TEXT("下周一"), date_of(2026, 9, 27), &date) && date == date_of(2026, 9, 28));
}

static void months_and_years(void **state)
{
	static const struct {
		int from[3], months, to[3];
	} rows[] = {
		{{2026, 1, 31}, 1, {2026, 2, 28}},
		{{2024, 1, 31}, 1, {2024, 2, 29}},
		{{2026, 3, 31}, -1, {2026, 2, 28}},
		{{2026, 1, 15}, -1, {2025, 12, 15}},
		{{2026, 12, 1}, 1, {2027, 1, 1}},
		{{2024, 2, 29}, 12, {2025, 2, 28}},
		{{2026, 8, 31}, -18, {2025, 2, 28}},
		{{2026, 8, 31}, 0, {2026, 8, 31}},
	};
	static const struct {
		int from[3], to[3], years;
	} ages[] = {
		{{1980, 5, 20}, {2026, 5, 19}, 45},
		{{1980, 5, 20}, {2026, 5, 20}, 46},
		{{2024, 2, 29}, {2025, 2, 28}, 1},
		{{2024, 2, 29}, {2025, 2, 27}, 0},
		{{2026, 1, 1}, {2026, 12, 31}, 0},
		{{2026, 1, 2}, {2026, 1, 1}, -1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(date_add_months(date_of(rows[i].from[0], rows[i].from[1], rows[i].from[2]),
					 rows[i].months),
			date_of(rows[i].to[0], rows[i].to[1], rows[i].to[2]));
	for (size_t i = 0; i < COUNT(ages); i++)
		assert_int_equal(date_years(date_of(ages[i].from[0], ages[i].from[1], ages[i].from[2]),
					 date_of(ages[i].to[0], ages[i].to[1], ages[i].to[2])),
			ages[i].years);
}

static void times_as_typed(void **state)
{
	static const struct row rows[] = {
		{"15:02", "15:02"},
		{"1502", "15:02"},
		{"9:05", "09:05"},
		{"905", "09:05"},
		{"15点02分", "15:02"},
		{"15点2分", "15:02"},
		{"9点", "09:00"},
		{"9点半", "09:30"},
		{"9时整", "09:00"},
		{"下午3点", "15:00"},
		{"下午3点半", "15:30"},
		{"下午 3:15", "15:15"},
		{"上午9点", "09:00"},
		{"下午15:00", "15:00"},
		{"中午12点", "12:00"},
		{"中午1点", "13:00"},
		{"中午11点半", "11:30"},
		{"晚上8点", "20:00"},
		{"下午12点", "12:00"},
		{"１５：０２", "15:02"},
		{"00:00", "00:00"},
		{"23:59", "23:59"},
		{"24:00", NULL},
		{"23:60", NULL},
		{"9:5", NULL},
		{"15", NULL},
		{"", NULL},
		{"15:02:03", NULL},
		{"下午", NULL},
		{"15点70分", NULL},
		{"-1:00", NULL},
	};
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t minutes = 0;
		bool good = time_parse(text_of(rows[i].typed), &minutes);

		buf_clear(&out);
		time_format(minutes, &out);
		shown_is(rows[i].typed, good, &out, rows[i].shown);
	}
	buf_release(&out);
}

static void moments(void **state)
{
	static const struct row rows[] = {
		{"2026-09-24T15:02:03.000001Z", "2026-09-24T15:02:03.000001Z"},
		{"2026-09-24T15:02:03Z", "2026-09-24T15:02:03Z"},
		{"2026-09-24 15:02:03z", "2026-09-24T15:02:03Z"},
		{"2026-09-24T15:02:03.5Z", "2026-09-24T15:02:03.500000Z"},
		{"2026-09-24T05:02:03+08:00", "2026-09-23T21:02:03Z"},
		{"2026-09-24T20:00:00-05:30", "2026-09-25T01:30:00Z"},
		{"1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"},
		{"2026-09-24T15:02:03", NULL},
		{"2026-09-24T15:02Z", NULL},
		{"2026-09-24T24:00:00Z", NULL},
		{"2026-09-24T15:02:60Z", NULL},
		{"2026-09-24T15:02:03.Z", NULL},
		{"2026-09-24T15:02:03.0000001Z", NULL},
		{"2026-09-24", NULL},
		{"2026-09-24T15:02:03+8:00", NULL},
		{"2026-09-24T15:02:03+15:00", NULL},
		{"2026-09-24T15:02:03ZZ", NULL},
		{"2026-02-30T15:02:03Z", NULL},
		{"", NULL},
	};
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t moment = 0;
		bool good = moment_parse(text_of(rows[i].typed), &moment);

		buf_clear(&out);
		moment_format(moment, &out);
		shown_is(rows[i].typed, good, &out, rows[i].shown);
	}
	buf_release(&out);
}

static void the_day_is_the_courts(void **state)
{
	int64_t moment;

	(void)state;
	assert_true(moment_parse(TEXT("2026-09-23T16:30:05Z"), &moment));
	assert_int_equal(moment_date(moment, COURT_OFFSET), date_of(2026, 9, 24));
	assert_int_equal(moment_minute(moment, COURT_OFFSET), 30);
	assert_int_equal(moment_second(moment), 5);
	assert_int_equal(moment_date(moment, 0), date_of(2026, 9, 23));
	assert_int_equal(moment_at(date_of(2026, 9, 24), 30, COURT_OFFSET), moment - 5000000);
	assert_int_equal(moment_date(-1, 0), -1);
	assert_int_equal(moment_minute(-1, 0), 1439);
	assert_int_equal(moment_second(-1), 59);
}

static void the_clock_can_be_fixed(void **state)
{
	int64_t real = moment_now(), steady = 0, now;

	(void)state;
	assert_true(real > moment_at(date_of(2020, 1, 1), 0, 0));
	clock_fix(1000, false);
	assert_int_equal(moment_now(), 1000);
	assert_int_equal(moment_now(), 1000);
	/* How long something takes is measured all the same. */
	for (int64_t first = clock_steady(); steady <= first;)
		steady = clock_steady();
	assert_int_equal(moment_now(), 1000);
	clock_fix(2000, true);
	now = moment_now();
	assert_true(now >= 2000 && now < 2000 + 60000000);
	for (int64_t first = now; now == first;)
		now = moment_now();
	assert_true(now > 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_is_itself),
		cmocka_unit_test(the_c_library_agrees),
		cmocka_unit_test(dates_as_written),
		cmocka_unit_test(dates_as_typed),
		cmocka_unit_test(a_day_of_the_month_rolls_over),
		cmocka_unit_test(months_and_years),
		cmocka_unit_test(times_as_typed),
		cmocka_unit_test(moments),
		cmocka_unit_test(the_day_is_the_courts),
		cmocka_unit_test(the_clock_can_be_fixed),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
