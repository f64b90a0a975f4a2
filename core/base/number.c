#include "core/base/number.h"

#include <inttypes.h>
#include "core/base/buf.h"

/* Appends a digit to a number that is kept negative: its range is the larger one. */
static bool push_digit(int64_t *negative, uint32_t code)
{
	return code >= '0' && code <= '9' && !__builtin_mul_overflow(*negative, 10, negative) &&
		!__builtin_sub_overflow(*negative, (int64_t)(code - '0'), negative);
}

static bool take_sign(struct text *rest)
{
	struct text after = *rest;
	uint32_t sign = after.len ? char_fold(text_next(&after)) : 0;

	if (sign == '-' || sign == '+')
		*rest = after;
	return sign == '-';
}

static bool finish(int64_t negative, bool minus, int64_t *number)
{
	if (!minus && negative == INT64_MIN)
		return false;
	*number = minus ? negative : -negative;
	return true;
}

bool number_parse(struct text text, int64_t *number)
{
	return decimal_parse(text, 0, number);
}

void number_format(int64_t number, struct buf *out)
{
	buf_printf(out, "%" PRId64, number);
}

bool decimal_parse(struct text text, int places, int64_t *number)
{
	struct text rest = text_trim(text);
	bool minus = take_sign(&rest), point = false, digit = false;
	int64_t value = 0;
	int left = places;

	while (rest.len) {
		uint32_t code = char_fold(text_next(&rest));

		if (code == '.' && !point && places && rest.len) {
			point = true;
			continue;
		}
		if ((point && !left--) || !push_digit(&value, code))
			return false;
		digit = true;
	}
	for (; left; left--)
		if (!push_digit(&value, '0'))
			return false;
	return digit && finish(value, minus, number);
}

void decimal_format(int64_t number, int places, struct buf *out)
{
	uint64_t units = number < 0 ? -(uint64_t)number : (uint64_t)number, scale = 1;

	for (; places && units % 10 == 0; places--)
		units /= 10;
	for (int i = 0; i < places; i++)
		scale *= 10;
	buf_printf(out, "%s%" PRIu64, number < 0 ? "-" : "", units / scale);
	if (places)
		buf_printf(out, ".%0*" PRIu64, places, units % scale);
}
