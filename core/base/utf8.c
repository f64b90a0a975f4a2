#include "core/base/text.h"

#include <string.h>

/* What the first byte says: how many follow, and the smallest code that needs so many. Han come first. */
static const struct lead {
	unsigned char mask, value;
	size_t len;
	uint32_t least;
} leads[] = {
	{0xf0, 0xe0, 3, 0x800},
	{0xe0, 0xc0, 2, 0x80},
	{0xf8, 0xf0, 4, 0x10000},
};

static const struct lead *lead_of(unsigned char byte)
{
	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
		if ((byte & leads[i].mask) == leads[i].value)
			return &leads[i];
	return NULL;
}

/* Bytes of the valid character at the start of the text, 0 when there is none. */
static size_t decode(struct text text, uint32_t *code)
{
	const unsigned char *at = (const unsigned char *)text.at;
	const struct lead *lead;

	if (!text.len)
		return 0;
	*code = at[0];
	if (at[0] < 0x80)
		return 1;
	lead = lead_of(at[0]);
	if (!lead || text.len < lead->len)
		return 0;
	*code = at[0] & (unsigned char)~lead->mask;
	for (size_t i = 1; i < lead->len; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (at[i] & 0x3f);
	}
	if (*code < lead->least || *code > 0x10ffff || (*code >= 0xd800 && *code <= 0xdfff))
		return 0;
	return lead->len;
}

uint32_t text_next(struct text *rest)
{
	uint32_t code = 0;
	size_t len = decode(*rest, &code);

	*rest = text_skip(*rest, len ? len : 1);
	return len ? code : 0xfffd;
}

size_t utf8_put(char out[4], uint32_t code)
{
	static const unsigned char marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

	for (size_t i = len; i-- > 1; code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3f));
	out[0] = (char)(marks[len] | code);
	return len;
}

/* Does it begin with eight characters of a byte each? */
static inline bool ascii_word(struct text text)
{
	uint64_t word;

	if (text.len < sizeof(word))
		return false;
	memcpy(&word, text.at, sizeof(word));
	return !(word & UINT64_C(0x8080808080808080));
}

bool text_valid(struct text text)
{
	uint32_t code;

	while (text.len) {
		size_t len = ascii_word(text) ? sizeof(uint64_t) : decode(text, &code);

		if (!len)
			return false;
		text = text_skip(text, len);
	}
	return true;
}

size_t text_count(struct text text)
{
	size_t count = 0;

	for (; text.len; count++)
		text_next(&text);
	return count;
}
