#include "core/base/date.h"

#include <time.h>
#include "core/base/buf.h"
#include "core/base/scan.h"

#define SECOND INT64_C(1000000)
#define MINUTE (60 * SECOND)
#define DAY (24 * 60 * MINUTE)

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct part_of_day {
	const char *word;
	int noon_from; /* an hour from here on is meant as it is, an earlier one gets twelve more */
} parts_of_day[] = {
	{"上午", 0},
	{"早上", 0},
	{"中午", 11},
	{"下午", 12},
	{"晚上", 12},
	{"", 0},
};

/* 3点, 3点半, 15点02分, 15时2分 */
static bool read_spoken(struct text rest, int *hour, int *minute)
{
	*minute = 0;
	if (!scan_number(&rest, 1, 2, hour) || (!scan_char(&rest, 0x70b9) && !scan_char(&rest, 0x65f6)))
		return false;
	if (scan_char(&rest, 0x534a))
		*minute = 30;
	else if (scan_number(&rest, 1, 2, minute))
		scan_char(&rest, 0x5206);
	else
		scan_char(&rest, 0x6574);
	return !rest.len;
}

static bool read_colon(struct text rest, int *hour, int *minute)
{
	return scan_number(&rest, 1, 2, hour) && scan_char(&rest, ':') && scan_digits(&rest, 2, minute) &&
		!rest.len;
}

/* 1502, 905 */
static bool read_plain(struct text rest, int *hour, int *minute)
{
	int number;

	if (!scan_number(&rest, 3, 4, &number) || rest.len)
		return false;
	*hour = number / 100;
	*minute = number % 100;
	return true;
}

bool time_parse(struct text text, int64_t *minutes)
{
	struct text rest = text_trim(text);
	const struct part_of_day *part = parts_of_day;
	int hour, minute;

	while (!scan_word(&rest, part->word))
		part++;
	rest = text_trim(rest);
	if (!read_colon(rest, &hour, &minute) && !read_plain(rest, &hour, &minute) &&
		!read_spoken(rest, &hour, &minute))
		return false;
	if (hour < part->noon_from)
		hour += 12;
	if (hour > 23 || minute > 59)
		return false;
	*minutes = hour * 60 + minute;
	return true;
}

void time_format(int64_t minutes, struct buf *out)
{
	buf_printf(out, "%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
}

/* .5, .000001: what stands after the seconds, in microseconds. */
static bool read_fraction(struct text *rest, int *micros)
{
	int digit, unit = (int)SECOND;

	*micros = 0;
	if (!scan_char(rest, '.'))
		return true;
	if (!scan_digits(rest, 1, &digit))
		return false;
	do {
		unit /= 10;
		*micros += digit * unit;
	} while (unit > 1 && scan_digits(rest, 1, &digit));
	return true;
}

/* Z, +08:00: minutes east of Greenwich. */
static bool read_zone(struct text rest, int *offset)
{
	bool west = false;
	int hours, minutes;

	*offset = 0;
	if (scan_word(&rest, "z"))
		return !rest.len;
	if (!scan_char(&rest, '+') && !(west = scan_char(&rest, '-')))
		return false;
	if (!scan_digits(&rest, 2, &hours) || !scan_char(&rest, ':') || !scan_digits(&rest, 2, &minutes))
		return false;
	*offset = (hours * 60 + minutes) * (west ? -1 : 1);
	return !rest.len && hours <= 14 && minutes <= 59;
}

bool moment_parse(struct text text, int64_t *moment)
{
	struct text rest = text_trim(text);
	int64_t date;
	int hour, minute, second, micros, offset;

	if (!date_parse(text_take(rest, sizeof("2026-09-24") - 1), &date))
		return false;
	rest = text_skip(rest, sizeof("2026-09-24") - 1);
	if (!scan_word(&rest, "t") && !scan_char(&rest, ' '))
		return false;
	if (!scan_digits(&rest, 2, &hour) || !scan_char(&rest, ':') || !scan_digits(&rest, 2, &minute) ||
		!scan_char(&rest, ':') || !scan_digits(&rest, 2, &second) || !read_fraction(&rest, &micros) ||
		!read_zone(rest, &offset))
		return false;
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	*moment = moment_at(date, hour * 60 + minute, offset) + second * SECOND + micros;
	return true;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t modulo(int64_t a, int64_t b)
{
	return a - floor_div(a, b) * b;
}

void moment_format(int64_t moment, struct buf *out)
{
	int64_t micros = modulo(moment, SECOND);

	date_format(moment_date(moment, 0), out);
	buf_byte(out, 'T');
	time_format(moment_minute(moment, 0), out);
	buf_printf(out, ":%02d", moment_second(moment));
	if (micros)
		buf_printf(out, ".%06d", (int)micros);
	buf_byte(out, 'Z');
}

int64_t moment_date(int64_t moment, int offset)
{
	return floor_div(moment + offset * MINUTE, DAY);
}

int64_t moment_minute(int64_t moment, int offset)
{
	return modulo(moment + offset * MINUTE, DAY) / MINUTE;
}

int moment_second(int64_t moment)
{
	return (int)(modulo(moment, MINUTE) / SECOND);
}

int64_t moment_at(int64_t date, int64_t minutes, int offset)
{
	return date * DAY + (minutes - offset) * MINUTE;
}

static int64_t read_clock(clockid_t clock)
{
	struct timespec now = {0};

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

static struct {
	bool fixed, runs;
	int64_t moment, since; /* `since` by the steady clock */
} fix;

int64_t moment_now(void)
{
	if (!fix.fixed)
		return read_clock(CLOCK_REALTIME);
	return fix.moment + (fix.runs ? read_clock(CLOCK_MONOTONIC) - fix.since : 0);
}

void clock_fix(int64_t moment, bool runs)
{
	fix.fixed = true;
	fix.runs = runs;
	fix.moment = moment;
	fix.since = read_clock(CLOCK_MONOTONIC);
}

int64_t clock_steady(void)
{
	return read_clock(CLOCK_MONOTONIC) / (SECOND / 1000);
}
