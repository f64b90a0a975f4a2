/* The types of days, times of day and moments. */
#include "core/schema/type_internal.h"

/* Stored numbers are not bounded by their bytes: what no calendar holds is shown as such, not computed with.
 */
#define FAR_DAYS INT64_C(3000000)
#define FAR_MOMENT (FAR_DAYS * 86400 * 1000000)

static bool too_far(int64_t number, int64_t limit, struct buf *out)
{
	if (number >= -limit && number <= limit)
		return false;
	buf_byte(out, '?');
	return true;
}

static bool parse_date(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	bool (*in_short)(struct text, int64_t, int64_t *) =
		field->flags & PAST ? date_short_past : date_short;

	(void)room;
	*value = value_number(0);
	if (date_parse(text, &value->number) ||
		(naming && naming->today && in_short(text, naming->today, &value->number)))
		return true;
	return type_refuse(field, text, "{1}: there is no day \"{2}\"", err);
}

static void format_date(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)field;
	(void)naming;
	if (!too_far(value->number, FAR_DAYS, out))
		date_format(value->number, out);
}

enum { DAY_MINUTES = 1440 };

static bool parse_time(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	(void)naming;
	(void)room;
	*value = value_number(0);
	if (time_parse(text, &value->number))
		return true;
	/* A day's end, where a time may be one. */
	*value = value_number(DAY_MINUTES);
	return text_is(text, "24:00") || type_refuse(field, text, "{1}: \"{2}\" is no time of day", err);
}

static void format_time(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)field;
	(void)naming;
	if (!too_far(value->number, DAY_MINUTES, out))
		time_format(value->number, out);
}

/* As it is shown, in the court's time: a day, a day and a time, or all but the zone. */
static bool read_court_time(struct text text, int64_t *moment)
{
	size_t space = text_find(text, TEXT(" "));
	struct buf zoned = BUF_INIT;
	int64_t date, minutes = 0;
	bool good;

	if (date_parse(text_take(text, space), &date) &&
		(space == text.len || time_parse(text_skip(text, space), &minutes))) {
		*moment = moment_at(date, minutes, COURT_OFFSET);
		return true;
	}
	buf_text(&zoned, text);
	buf_printf(&zoned, "+%02d:%02d", COURT_OFFSET / 60, COURT_OFFSET % 60);
	good = moment_parse(buf_as_text(&zoned), moment);
	buf_release(&zoned);
	return good;
}

static bool parse_moment(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	(void)naming;
	(void)room;
	*value = value_number(0);
	return moment_parse(text, &value->number) || read_court_time(text, &value->number) ||
		type_refuse(field, text, "{1}: \"{2}\" is no day and time", err);
}

static void format_moment(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)field;
	(void)naming;
	if (!too_far(value->number, FAR_MOMENT, out))
		moment_format(value->number, out);
}

static void show_moment(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	(void)field;
	(void)naming;
	if (too_far(value->number, FAR_MOMENT, out))
		return;
	date_format(moment_date(value->number, COURT_OFFSET), out);
	buf_byte(out, ' ');
	time_format(moment_minute(value->number, COURT_OFFSET), out);
}

const struct type type_date = {
	"date", "日期", VALUE_NUMBER, parse_date, format_date, format_date, type_measure_number};
const struct type type_time = {
	"time", "时间", VALUE_NUMBER, parse_time, format_time, format_time, type_measure_number};
const struct type type_moment = {
	"moment", "时刻", VALUE_NUMBER, parse_moment, format_moment, show_moment, type_measure_number};
