#include "core/base/text.h"

#include <utf8proc.h>
#include "core/base/buf.h"
#include "width_table.h" /* made from EastAsianWidth.txt: see gen.mk */

bool text_ambiguous_wide;

struct range {
	uint32_t first, last;
};

static const struct range ambiguous[] = {WIDTH_AMBIGUOUS};

/* Where terminals and utf8proc differ: medial and final jamo join the syllable before them; Han blocks are
 * wide before their characters are assigned. Ordered by code. */
static const struct width_rule {
	struct range range;
	int width;
} rules[] = {
	{{0x1160, 0x11ff}, 0},
	{{0xd7b0, 0xd7ff}, 0},
	{{0xf900, 0xfaff}, 2},
	{{0x20000, 0x3fffd}, 2},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_ambiguous(uint32_t code)
{
	size_t low = 0, high = COUNT(ambiguous);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (code > ambiguous[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < COUNT(ambiguous) && code >= ambiguous[low].first;
}

static int width_by_rules(uint32_t code)
{
	int width;

	for (size_t i = 0; i < COUNT(rules) && code >= rules[i].range.first; i++)
		if (code <= rules[i].range.last)
			return rules[i].width;
	width = code > 0x10ffff ? 1 : utf8proc_charwidth((utf8proc_int32_t)code);
	return width == 1 && text_ambiguous_wide && is_ambiguous(code) ? 2 : width;
}

int char_width(uint32_t code)
{
	if (code < 0x20 || (code >= 0x7f && code < 0xa0))
		return -1;
	if (code < 0x7f)
		return 1;
	if (code >= 0x4e00 && code <= 0x9fff)
		return 2;
	return width_by_rules(code);
}

/* A control that got into a text is painted as one blank. */
static size_t painted_width(uint32_t code)
{
	int width = char_width(code);

	return width < 0 ? 1 : (size_t)width;
}

size_t text_width(struct text text)
{
	size_t width = 0;

	while (text.len)
		width += painted_width(text_next(&text));
	return width;
}

size_t text_fit(struct text text, size_t columns, size_t *width)
{
	struct text rest = text;
	size_t used = 0;

	while (rest.len) {
		size_t len = text_grapheme(rest);
		size_t more = text_width(text_take(rest, len));

		if (used + more > columns)
			break;
		used += more;
		rest = text_skip(rest, len);
	}
	if (width)
		*width = used;
	return text.len - rest.len;
}

static void put_times(struct buf *out, char byte, size_t times)
{
	while (times--)
		buf_byte(out, (uint8_t)byte);
}

/* Only what a terminal may be sent: controls as blanks, a byte that is not UTF-8 as U+FFFD. */
static void put_painted(struct buf *out, struct text text)
{
	while (text.len) {
		char bytes[4];
		uint32_t code = text_next(&text);

		buf_put(out, bytes, utf8_put(bytes, char_width(code) < 0 ? ' ' : code));
	}
}

static void pad(struct buf *out, struct text text, size_t columns, bool left)
{
	size_t width, len = text_fit(text, columns, &width), dots = 0;

	if (len < text.len) {
		dots = columns < 2 ? columns : 2;
		len = text_fit(text, columns - dots, &width);
	}
	if (left)
		put_times(out, ' ', columns - width - dots);
	put_painted(out, text_take(text, len));
	put_times(out, '.', dots);
	if (!left)
		put_times(out, ' ', columns - width - dots);
}

void text_pad(struct buf *out, struct text text, size_t columns)
{
	pad(out, text, columns, false);
}

void text_pad_left(struct buf *out, struct text text, size_t columns)
{
	pad(out, text, columns, true);
}
