/* Any text as a day, a time, a moment, a number, a decimal: what is read is within bounds and, written, is
 * read as the same again. The first byte is the day on which it is typed. */
#include "core/base/date.h"
#include "core/base/number.h"
#include "tests/fuzz/fuzz.h"

enum { PLACES = 6, DAYS_APART = 300 };

static void check_date(struct text text, int64_t today)
{
	struct buf words = BUF_INIT;
	int64_t date = 0, again = 0, typed = 0;

	if (date_parse(text, &date)) {
		must(date >= DATE_MIN && date <= DATE_MAX);
		must(date_short(text, today, &typed) && typed == date);
	}
	if (date_short(text, today, &date)) {
		must(date >= DATE_MIN && date <= DATE_MAX);
		date_format(date, &words);
		must(date_parse(buf_as_text(&words), &again) && again == date);
	}
	buf_release(&words);
}

static void check_time(struct text text)
{
	struct buf words = BUF_INIT;
	int64_t minutes = 0, again = 0;

	if (time_parse(text, &minutes)) {
		must(minutes >= 0 && minutes < 24 * 60);
		time_format(minutes, &words);
		must(time_parse(buf_as_text(&words), &again) && again == minutes);
	}
	buf_release(&words);
}

static void check_moment(struct text text)
{
	struct buf words = BUF_INIT;
	int64_t moment = 0, again = 0;

	if (moment_parse(text, &moment)) {
		int64_t date = moment_date(moment, 0), minute = moment_minute(moment, 0);

		must(date >= DATE_MIN - 1 && date <= DATE_MAX + 1 && minute >= 0 && minute < 24 * 60);
		must(moment - moment_at(date, minute, 0) < 60 * 1000000);
		moment_format(moment, &words);
		/* An offset may lead out of the years that there are. */
		if (date >= DATE_MIN && date <= DATE_MAX)
			must(moment_parse(buf_as_text(&words), &again) && again == moment);
	}
	buf_release(&words);
}

static void check_number(struct text text)
{
	struct buf words = BUF_INIT;
	int64_t number = 0, again = 0;

	if (number_parse(text, &number)) {
		number_format(number, &words);
		must(number_parse(buf_as_text(&words), &again) && again == number);
	}
	for (int places = 0; places <= PLACES; places++) {
		buf_clear(&words);
		if (!decimal_parse(text, places, &number))
			continue;
		decimal_format(number, places, &words);
		must(decimal_parse(buf_as_text(&words), places, &again) && again == number);
	}
	buf_release(&words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader input = reader_of(data, size);
	int64_t today = DATE_MIN + (size ? read_byte(&input) : 0) * DAYS_APART;
	struct text text = fuzz_rest(&input);

	check_date(text, today < DATE_MAX ? today : DATE_MAX);
	check_time(text);
	check_moment(text);
	check_number(text);
	return 0;
}
