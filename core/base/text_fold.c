#include "core/base/text.h"

#include <stdlib.h>
#include "core/base/buf.h"
#include "core/base/memory.h"
#include "core/base/work.h"

/* What a Chinese input method writes for an ASCII key, beyond the full-width block. */
static const struct {
	uint16_t from;
	char to;
} folds[] = {
	{0x00b7, '`'},
	{0x2013, '-'},
	{0x2014, '_'},
	{0x2018, '\''},
	{0x2019, '\''},
	{0x201c, '"'},
	{0x201d, '"'},
	{0x2026, '^'},
	{0x2212, '-'},
	{0x3000, ' '},
	{0x3001, '/'},
	{0x3002, '.'},
	{0x3008, '<'},
	{0x3009, '>'},
	{0x300a, '<'},
	{0x300b, '>'},
	{0x300c, '{'},
	{0x300d, '}'},
	{0x3010, '['},
	{0x3011, ']'},
	{0xffe5, '$'},
};

uint32_t char_fold(uint32_t code)
{
	/* Han and ASCII, asked for every character of every name while somebody types in a filter */
	if (code < 0xb7 || (code > 0x3011 && code < 0xff01))
		return code;
	if (code >= 0xff01 && code <= 0xff5e)
		return code - 0xff01 + '!';
	for (size_t i = 0; i < sizeof(folds) / sizeof(folds[0]); i++)
		if (folds[i].from == code)
			return (unsigned char)folds[i].to;
	return code;
}

void text_fold(struct text text, struct buf *out)
{
	while (text.len) {
		char bytes[4];

		buf_put(out, bytes, utf8_put(bytes, char_fold(text_next(&text))));
	}
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned low = a < b ? a : b;

	return low < c ? low : c;
}

/* One row of the table of distances: `row[j]` is the distance of what was read of `a` to the first j of `b`.
 */
static unsigned next_row(unsigned *row, uint32_t code, struct text b)
{
	unsigned diagonal = row[0], best = ++row[0];

	work(b.len);
	for (size_t j = 1; b.len; j++) {
		unsigned above = row[j];

		row[j] = least(above + 1, row[j - 1] + 1, diagonal + (text_next(&b) != code));
		diagonal = above;
		best = row[j] < best ? row[j] : best;
	}
	return best;
}

/* What both begin with is no difference. */
static void skip_common(struct text *a, struct text *b)
{
	while (a->len && b->len) {
		struct text rest_a = *a, rest_b = *b;

		work(1);
		if (text_next(&rest_a) != text_next(&rest_b))
			return;
		*a = rest_a;
		*b = rest_b;
	}
}

unsigned text_distance(struct text a, struct text b, unsigned limit)
{
	size_t long_a, long_b, short_bytes = a.len < b.len ? a.len : b.len;
	unsigned *row, distance = 0;

	/* A character has four bytes at most: what is that much longer needs no counting. */
	if (a.len + b.len - short_bytes > 4 * (short_bytes + limit))
		return limit + 1;
	skip_common(&a, &b);
	long_a = text_count(a);
	long_b = text_count(b);
	work(a.len + b.len);
	if ((long_a > long_b ? long_a - long_b : long_b - long_a) > limit)
		return limit + 1;
	row = mem_resize(NULL, long_b + 1, sizeof(*row));
	for (size_t j = 0; j <= long_b; j++)
		row[j] = (unsigned)j;
	while (a.len && distance <= limit)
		distance = next_row(row, text_next(&a), b);
	distance = distance <= limit ? row[long_b] : distance;
	free(row);
	return distance <= limit ? distance : limit + 1;
}
