#include "core/base/text.h"

#include <utf8proc.h>

/* Characters that begin and end a grapheme cluster beside each other: ASCII (but CR LF) and the common Han.
 */
static bool is_plain(uint32_t code)
{
	return (code >= 0x20 && code < 0x7f) || (code >= 0x4e00 && code <= 0x9fff);
}

size_t text_grapheme(struct text text)
{
	struct text rest = text;
	utf8proc_int32_t state = 0;
	uint32_t code;

	if (!text.len)
		return 0;
	code = text_next(&rest);
	while (rest.len) {
		struct text before = rest;
		uint32_t next = text_next(&rest);

		if (is_plain(code) && is_plain(next))
			return text.len - before.len;
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)code, (utf8proc_int32_t)next, &state))
			return text.len - before.len;
		code = next;
	}
	return text.len;
}

/* Bytes of the last character (or bad byte) of a text that is not empty. */
static size_t last_char(struct text text, uint32_t *code)
{
	for (size_t len = 2; len <= 4 && len <= text.len; len++) {
		struct text end = text_skip(text, text.len - len);

		*code = text_next(&end);
		if (!end.len)
			return len;
	}
	text = text_skip(text, text.len - 1);
	*code = text_next(&text);
	return 1;
}

/* Clusters can only be told going forward; two plain characters in a row have a sure border between them. */
size_t text_grapheme_back(struct text text)
{
	struct text head = text, tail;
	bool plain_follows = false;
	size_t len = 0;

	while (head.len) {
		uint32_t code;
		size_t bytes = last_char(head, &code);

		if (plain_follows && is_plain(code))
			break;
		plain_follows = is_plain(code);
		head.len -= bytes;
	}
	for (tail = text_skip(text, head.len); tail.len; tail = text_skip(tail, len))
		len = text_grapheme(tail);
	return len;
}
