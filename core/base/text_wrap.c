#include "core/base/text.h"

/* Punctuation that may not start a line, and that may not end one. */
static const char closing[] = "!%),.:;?]}»’”‰℃、。〉》」』】〕〗〞…·！％），．：；？］｝～￠";
static const char opening[] = "([{«‘“〈《「『【〔〖〝（［｛￡￥";

static bool among(uint32_t code, struct text set)
{
	while (set.len)
		if (text_next(&set) == code)
			return true;
	return false;
}

static bool is_blank(uint32_t code)
{
	return code == ' ' || code == '\t' || code == 0x3000;
}

static bool may_break(uint32_t before, uint32_t after)
{
	if (is_blank(after))
		return false;
	if (is_blank(before))
		return true;
	if (char_width(before) < 2 && char_width(after) < 2)
		return false;
	/* a dash of two strokes is one sign */
	if (before == after && before == 0x2014)
		return false;
	return !among(after, TEXT(closing)) && !among(before, TEXT(opening));
}

/* Where the line ends that is full after `full` bytes: one blank hangs, and the newline that follows belongs
 * to it. */
static size_t hang(struct text text, size_t full)
{
	struct text rest = text_skip(text, full);

	text_next(&rest);
	if (text_starts(rest, TEXT("\n")))
		rest = text_skip(rest, 1);
	return text.len - rest.len;
}

size_t text_wrap(struct text text, size_t columns)
{
	struct text rest = text;
	size_t used = 0, fallback = 0;
	uint32_t before = 0;

	while (rest.len) {
		size_t at = text.len - rest.len, len = text_grapheme(rest);
		size_t width = text_width(text_take(rest, len));
		struct text cluster = text_take(rest, len);
		uint32_t code = text_next(&cluster);

		/* \r\n is one character. */
		if (rest.at[len - 1] == '\n')
			return at + len;
		if (at && may_break(before, code))
			fallback = at;
		if (at && used + width > columns)
			return is_blank(code) ? hang(text, at) : fallback ? fallback : at;
		used += width;
		before = code;
		rest = text_skip(rest, len);
	}
	return text.len;
}
