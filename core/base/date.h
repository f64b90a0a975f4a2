/* Days, times and moments. A date is days since 1970-01-01 (may be negative), a time is minutes since
 * midnight, a moment is microseconds UTC since 1970; the court's offset from UTC is minutes (a setting, +480
 * in China). */
#ifndef CORE_BASE_DATE_H
#define CORE_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>
#include "core/base/text.h"

struct buf;

enum { COURT_OFFSET = 480 };
#define DATE_MIN INT64_C(-25567) /* 1900-01-01 */
#define DATE_MAX INT64_C(47481)  /* 2099-12-31 */

struct date_parts {
	int year, month, day; /* month 1-12, day 1-31 */
};

bool date_exists(int year, int month, int day);
int64_t date_of(int year, int month, int day); /* must exist */
struct date_parts date_parts(int64_t date);
int date_weekday(int64_t date); /* 0 Sunday .. 6 Saturday */
int date_month_days(int year, int month);
/* `months` later (or earlier, negative); a day that the month lacks becomes its last. */
int64_t date_add_months(int64_t date, int months);
/* Whole years from one day to the other, as people count age. */
int date_years(int64_t from, int64_t to);

/* Canonical 2026-09-24; also 2026/9/24, 2026.9.24, 2026年9月24日, 20260924; full-width digits too. */
bool date_parse(struct text text, int64_t *date);
/* What people type for a day to come, counted from `today`: all of date_parse and 30 (of this month, or the
 * next when past), 1015, 10-15 (of this year, or the next when past), +7, 今 明 后 昨, 一..日 (next such
 * weekday, today excluded), 下周三. English: today, tomorrow, yesterday, mon..sun. */
bool date_short(struct text text, int64_t today, int64_t *date);
/* The same for a day that has been: 30, 1015 and 三 are the last such day, today included. */
bool date_short_past(struct text text, int64_t today, int64_t *date);
void date_format(int64_t date, struct buf *out);

/* A period as people name it: 2026, 2026-07, 2026Q3, 2026H1, or two days with 至 or "to" between. */
bool period_parse(struct text text, int64_t *from, int64_t *to);
/* The first day of the period a day is in: the years are cut into pieces of 1, 3, 6 or 12 months. */
int64_t period_begin(int64_t day, int months);
/* The shortest of these that names it. */
void period_format(int64_t from, int64_t to, struct buf *out);

/* 15:02, 1502, 9:05, 15点02分, 下午3点; full-width too. */
bool time_parse(struct text text, int64_t *minutes);
void time_format(int64_t minutes, struct buf *out);

/* 2026-09-24T15:02:03.000001Z and the same to seconds; blank instead of T, and offsets +08:00, are read too.
 */
bool moment_parse(struct text text, int64_t *moment);
void moment_format(int64_t moment, struct buf *out);
int64_t moment_date(int64_t moment, int offset);
int64_t moment_minute(int64_t moment, int offset); /* minute of the day */
int moment_second(int64_t moment);                 /* 0-59 */
int64_t moment_at(int64_t date, int64_t minutes, int offset);
/* The clock; a fixed one after clock_fix() (demo, tests, --now), which then advances by real time when
 * `runs`. */
int64_t moment_now(void);
void clock_fix(int64_t moment, bool runs);
/* Milliseconds of a clock that never jumps and is never fixed: to measure how long something takes. */
int64_t clock_steady(void);

#endif
