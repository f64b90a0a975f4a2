#include "core/base/scan.h"

bool scan_digits(struct text *rest, int count, int *number)
{
	struct text after = *rest;
	int value = 0;

	while (count--) {
		uint32_t code = after.len ? char_fold(text_next(&after)) : 0;

		if (code < '0' || code > '9')
			return false;
		value = value * 10 + (int)(code - '0');
	}
	*number = value;
	*rest = after;
	return true;
}

bool scan_number(struct text *rest, int least, int most, int *number)
{
	struct text after = *rest;
	int digit, count = 0;

	while (scan_digits(&after, 1, &digit))
		count++;
	return count >= least && count <= most && scan_digits(rest, count, number);
}

bool scan_char(struct text *rest, uint32_t code)
{
	struct text after = *rest;

	if (!after.len || char_fold(text_next(&after)) != code)
		return false;
	*rest = after;
	return true;
}

bool scan_word(struct text *rest, const char *word)
{
	struct text after = *rest, expected = text_of(word);

	while (expected.len) {
		uint32_t code = after.len ? char_fold(text_next(&after)) : 0;

		if (code >= 'A' && code <= 'Z')
			code += 'a' - 'A';
		if (code != text_next(&expected))
			return false;
	}
	*rest = after;
	return true;
}
