#include "core/base/date.h"

#include "core/base/buf.h"

enum { CYCLE_DAYS = 146097 };        /* 400 years */
#define DAYS_TO_1970 INT64_C(719162) /* from 0001-01-01 */

static bool is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Days of the year before the month begins. */
static int days_before_month(int64_t year, int month)
{
	static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

	/* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): it cannot follow a remainder */
	return before[month - 1] + (month > 2 && is_leap(year));
}

/* Days from 0001-01-01 to the first of January; `year` may be 0 or negative. */
static int64_t days_before_year(int64_t year)
{
	int64_t past = year - 1;

	return past * 365 + floor_div(past, 4) - floor_div(past, 100) + floor_div(past, 400);
}

int date_month_days(int year, int month)
{
	return days_before_month(year, month + 1) - days_before_month(year, month);
}

bool date_exists(int year, int month, int day)
{
	return year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 &&
		day <= date_month_days(year, month);
}

int64_t date_of(int year, int month, int day)
{
	return days_before_year(year) + days_before_month(year, month) + day - 1 - DAYS_TO_1970;
}

struct date_parts date_parts(int64_t date)
{
	int64_t days = date + DAYS_TO_1970, cycle = floor_div(days, CYCLE_DAYS);
	/* a year is at most 366 days, so this guess is never late and at most two years early */
	int64_t year = cycle * 400 + 1 + (days - cycle * CYCLE_DAYS) / 366;
	int month = 12, left;

	while (days_before_year(year + 1) <= days)
		year++;
	left = (int)(days - days_before_year(year));
	while (days_before_month(year, month) > left)
		month--;
	return (struct date_parts){(int)year, month, left - days_before_month(year, month) + 1};
}

int date_weekday(int64_t date)
{
	/* 1970-01-01 was a Thursday */
	return (int)(date + 4 - floor_div(date + 4, 7) * 7);
}

int64_t date_add_months(int64_t date, int months)
{
	struct date_parts parts = date_parts(date);
	int64_t count = (int64_t)parts.year * 12 + parts.month - 1 + months;
	int year = (int)floor_div(count, 12), month = (int)(count - year * INT64_C(12)) + 1;
	int last = date_month_days(year, month);

	return date_of(year, month, parts.day < last ? parts.day : last);
}

int date_years(int64_t from, int64_t to)
{
	int years = date_parts(to).year - date_parts(from).year;

	return date_add_months(from, 12 * years) > to ? years - 1 : years;
}

static void put_digits(char *end, int number, int digits)
{
	for (; digits--; number /= 10)
		*--end = (char)('0' + number % 10);
}

/* The years that people live in without printf: a screen is full of dates. */
void date_format(int64_t date, struct buf *out)
{
	struct date_parts parts = date_parts(date);
	char text[] = "yyyy-mm-dd";

	if (parts.year < 0 || parts.year > 9999) {
		buf_printf(out, "%04d-%02d-%02d", parts.year, parts.month, parts.day);
		return;
	}
	put_digits(text + 4, parts.year, 4);
	put_digits(text + 7, parts.month, 2);
	put_digits(text + 10, parts.day, 2);
	buf_put(out, text, sizeof(text) - 1);
}
