#include "core/base/date.h"

#include "core/base/scan.h"

/* What stands after the year, the month and (maybe) the day. */
static const struct marks {
	uint32_t year, month, day, other_day;
} marks[] = {
	{'-', '-', 0, 0}, {'/', '/', 0, 0}, {'.', '.', 0, 0},
	{0x5e74, 0x6708, 0x65e5, 0x53f7}, /* 年 月 日 号 */
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool set_date(int year, int month, int day, int64_t *date)
{
	if (!date_exists(year, month, day))
		return false;
	*date = date_of(year, month, day);
	return true;
}

static bool read_day_mark(struct text *rest, const struct marks *mark)
{
	if (mark->day && !scan_char(rest, mark->day))
		scan_char(rest, mark->other_day);
	return !rest->len;
}

/* Month and day to the end of the text: 10-15, 10月15日. */
static bool read_marked(struct text rest, const struct marks *mark, int *month, int *day)
{
	return scan_number(&rest, 1, 2, month) && scan_char(&rest, mark->month) &&
		scan_number(&rest, 1, 2, day) && read_day_mark(&rest, mark);
}

/* 1015 */
static bool read_plain(struct text rest, int *month, int *day)
{
	return scan_digits(&rest, 2, month) && scan_digits(&rest, 2, day) && !rest.len;
}

bool date_parse(struct text text, int64_t *date)
{
	struct text rest = text_trim(text);
	int year, month, day;

	if (!scan_digits(&rest, 4, &year))
		return false;
	if (read_plain(rest, &month, &day))
		return set_date(year, month, day, date);
	for (size_t i = 0; i < COUNT(marks); i++)
		if (scan_char(&rest, marks[i].year))
			return read_marked(rest, &marks[i], &month, &day) && set_date(year, month, day, date);
	return false;
}

/* 30, 30日: of this month, or of the next when past (or when this month is too short). */
static bool read_day(struct text rest, int64_t today, int64_t *date)
{
	struct date_parts now = date_parts(today);
	int day;

	if (!scan_number(&rest, 1, 2, &day) || !read_day_mark(&rest, &marks[COUNT(marks) - 1]))
		return false;
	if (set_date(now.year, now.month, day, date) && *date >= today)
		return true;
	return now.month < 12 ? set_date(now.year, now.month + 1, day, date)
			      : set_date(now.year + 1, 1, day, date);
}

/* 1015, 10-15: of this year, or of the next when past. */
static bool read_month_day(struct text rest, int64_t today, int64_t *date)
{
	int year = date_parts(today).year, month, day;
	bool found = read_plain(rest, &month, &day);

	for (size_t i = 0; i < COUNT(marks) && !found; i++)
		found = read_marked(rest, &marks[i], &month, &day);
	if (!found)
		return false;
	if (set_date(year, month, day, date) && *date >= today)
		return true;
	return set_date(year + 1, month, day, date);
}

static bool read_offset(struct text rest, int64_t today, int64_t *date)
{
	int days;

	if (!scan_char(&rest, '+') || !scan_number(&rest, 1, 4, &days) || rest.len)
		return false;
	*date = today + days;
	return true;
}

static bool read_near(struct text rest, int64_t today, int64_t *date)
{
	static const struct {
		const char *word;
		int days;
	} words[] = {
		{"今", 0},
		{"今天", 0},
		{"今日", 0},
		{"today", 0},
		{"明", 1},
		{"明天", 1},
		{"明日", 1},
		{"后", 2},
		{"后天", 2},
		{"昨", -1},
		{"昨天", -1},
		{"昨日", -1},
		{"前天", -2},
		{"大后天", 3},
		{"tomorrow", 1},
		{"yesterday", -1},
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		struct text after = rest;

		if (!scan_word(&after, words[i].word) || after.len)
			continue;
		*date = today + words[i].days;
		return true;
	}
	return false;
}

/* 0 Monday .. 6 Sunday, or -1: 三, or wed, wednesday. */
static int read_weekday_name(struct text rest)
{
	static const struct {
		const char *english, *chinese;
	} names[] = {
		{"monday", "一"},
		{"tuesday", "二"},
		{"wednesday", "三"},
		{"thursday", "四"},
		{"friday", "五"},
		{"saturday", "六"},
		{"sunday", "日"},
		{"sunday", "天"},
	};

	for (int i = 0; i < (int)COUNT(names); i++) {
		const char start[] = {names[i].english[0], names[i].english[1], names[i].english[2], '\0'};
		struct text after = rest;

		if (scan_word(&after, names[i].chinese) || scan_word(&after, names[i].english) ||
			scan_word(&after, start))
			return after.len ? -1 : i < 6 ? i : 6;
	}
	return -1;
}

/* 三 and 周三: the next Wednesday, not today; 本周三: of the week from Monday to Sunday that has today;
 * 下周三. */
static bool read_weekday(struct text rest, int64_t today, int64_t *date)
{
	static const struct {
		const char *word;
		int week; /* -1: the next such day */
	} prefixes[] = {
		{"下周", 1},
		{"下星期", 1},
		{"本周", 0},
		{"这周", 0},
		{"周", -1},
		{"星期", -1},
		{"礼拜", -1},
		{"", -1},
	};
	int now = (date_weekday(today) + 6) % 7, day;
	size_t i = 0;

	while (!scan_word(&rest, prefixes[i].word))
		i++;
	day = read_weekday_name(rest);
	if (day < 0)
		return false;
	if (prefixes[i].week < 0)
		*date = today + (day > now ? day - now : day - now + 7);
	else
		*date = today - now + 7 * prefixes[i].week + day;
	return true;
}

bool date_short(struct text text, int64_t today, int64_t *date)
{
	static bool (*const readers[])(struct text, int64_t, int64_t *) = {
		read_day,
		read_month_day,
		read_offset,
		read_near,
		read_weekday,
	};
	struct text rest = text_trim(text);
	int64_t found;

	if (date_parse(rest, date))
		return true;
	for (size_t i = 0; i < COUNT(readers); i++)
		if (readers[i](rest, today, &found) && found >= DATE_MIN && found <= DATE_MAX) {
			*date = found;
			return true;
		}
	return false;
}

bool date_short_past(struct text text, int64_t today, int64_t *date)
{
	/* What names a day of a month or of a year is sought from so many months before. */
	static const struct {
		bool (*read)(struct text, int64_t, int64_t *);
		int months;
	} readers[] = {{read_day, 1}, {read_month_day, 12}};
	const struct text rest = text_trim(text);
	int64_t found;

	for (size_t i = 0; !date_parse(rest, date) && i < COUNT(readers); i++)
		for (int back = readers[i].months; back <= 4 * readers[i].months; back += readers[i].months)
			/* 31 is not in every month, 29 February not in every year. */
			if (readers[i].read(rest, date_add_months(today, -back) + 1, &found) &&
				found <= today && found >= DATE_MIN) {
				*date = found;
				return true;
			}
	if (!date_short(rest, today, date))
		return false;
	/* Of a weekday without its week. */
	if (read_weekday(rest, today, &found) && found > today && !text_starts(rest, TEXT("下")) &&
		!text_starts(rest, TEXT("本")) && !text_starts(rest, TEXT("这")))
		*date = found - 7;
	return true;
}
