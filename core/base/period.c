#include "core/base/buf.h"
#include "core/base/date.h"
#include "core/base/number.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2098 };

/* The letter between year and number, and how many months one of them has. */
static const struct {
	char letter;
	int months;
} units[] = {{'-', 1}, {'Q', 3}, {'q', 3}, {'H', 6}, {'h', 6}};

static bool two_days(struct text text, struct text between, int64_t *from, int64_t *to)
{
	size_t at = text_find(text, between);

	return at < text.len && date_parse(text_trim(text_take(text, at)), from) &&
		date_parse(text_trim(text_skip(text, at + between.len)), to) && *from <= *to;
}

static bool part_of_year(struct text text, int *months, int *month)
{
	int64_t part;

	if (!number_parse(text_skip(text, 1), &part) || part < 1)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (text.at[0] == units[i].letter && part <= 12 / units[i].months) {
			*months = units[i].months;
			*month = (int)(part - 1) * *months + 1;
			return true;
		}
	return false;
}

bool period_parse(struct text text, int64_t *from, int64_t *to)
{
	int months = 12, month = 1;
	int64_t year;

	text = text_trim(text);
	if (two_days(text, TEXT("\xe8\x87\xb3"), from, to) || two_days(text, TEXT("to"), from, to))
		return true;
	if (text.len < 4 || !number_parse(text_take(text, 4), &year) || year < FIRST_YEAR || year > LAST_YEAR)
		return false;
	if (text.len > 4 && !part_of_year(text_skip(text, 4), &months, &month))
		return false;
	*from = date_of((int)year, month, 1);
	*to = date_add_months(*from, months) - 1;
	return true;
}

int64_t period_begin(int64_t day, int months)
{
	struct date_parts parts = date_parts(day);

	return date_of(parts.year, (parts.month - 1) / months * months + 1, 1);
}

/* How many whole months, from the first of one on; 0: it is not whole months of one year. */
static int whole_months(int64_t from, int64_t to)
{
	struct date_parts first = date_parts(from), after = date_parts(to + 1);
	int months = (after.year - first.year) * 12 + after.month - first.month;

	return first.day == 1 && after.day == 1 && first.month + months <= 13 ? months : 0;
}

void period_format(int64_t from, int64_t to, struct buf *out)
{
	struct date_parts first = date_parts(from);
	int months = whole_months(from, to);

	if (months == 12) {
		buf_printf(out, "%04d", first.year);
	} else if (months == 1) {
		buf_printf(out, "%04d-%02d", first.year, first.month);
	} else if ((months == 3 || months == 6) && (first.month - 1) % months == 0) {
		buf_printf(
			out, "%04d%c%d", first.year, months == 3 ? 'Q' : 'H', (first.month - 1) / months + 1);
	} else {
		date_format(from, out);
		buf_text(out, TEXT(" to "));
		date_format(to, out);
	}
}
