#include "core/base/text.h"

#include <stdlib.h>
#include <utf8proc.h>
#include "core/base/buf.h"
#include "core/base/memory.h"

static bool is_control(uint32_t code)
{
	return (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7f && code < 0xa0);
}

/* Default-ignorable characters are the bidi controls, zero-width characters, joiners, selectors and fillers.
 */
static bool is_invisible(uint32_t code)
{
	const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)code);

	return property->ignorable || property->category == UTF8PROC_CATEGORY_ZL ||
		property->category == UTF8PROC_CATEGORY_ZP || (code >= 0xfff9 && code <= 0xfffb) ||
		(code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) == 0xfffe;
}

/* Characters that NFC leaves alone wherever they stand: nearly all that is typed, so that little is
 * normalised. */
static bool is_stable(uint32_t code)
{
	return code < 0x300 || (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3000 && code < 0x302a) ||
		(code >= 0xff00 && code < 0xffa0) || (code >= 0x2010 && code < 0x2028);
}

/* `text` is valid UTF-8 without faults. */
static void put_nfc(struct text text, struct buf *out)
{
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text.at;
	utf8proc_ssize_t count = utf8proc_decompose(at, (utf8proc_ssize_t)text.len, NULL, 0, options);
	utf8proc_int32_t *codes = mem_resize(NULL, (size_t)(count > 0 ? count : 0), sizeof(*codes));

	count = utf8proc_decompose(at, (utf8proc_ssize_t)text.len, codes, count > 0 ? count : 0, options);
	count = count > 0 ? utf8proc_normalize_utf32(codes, count, options) : 0;
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		char bytes[4];

		buf_put(out, bytes, utf8_put(bytes, (uint32_t)codes[i]));
	}
	free(codes);
}

static enum text_fault fault_of(uint32_t code, struct text from)
{
	if (code == 0xfffd && !text_starts(from, TEXT("\xef\xbf\xbd")))
		return TEXT_NOT_UTF8;
	if (is_control(code))
		return TEXT_CONTROL;
	return code >= 0xa0 && !(code >= 0x4e00 && code <= 0x9fff) && is_invisible(code) ? TEXT_INVISIBLE
											 : TEXT_OK;
}

/* Finds the first fault; `*stable` is false when NFC may change something. */
static enum text_fault check(struct text text, size_t *where, uint32_t *code, bool *stable)
{
	struct text rest = text;

	*stable = true;
	while (rest.len) {
		struct text from = rest;
		uint32_t next = text_next(&rest);
		enum text_fault fault;

		if (next == '\r' && text_starts(rest, TEXT("\n")))
			continue;
		fault = fault_of(next, from);
		*stable = *stable && is_stable(next);
		if (!fault)
			continue;
		if (where)
			*where = text.len - from.len;
		if (code)
			*code = fault == TEXT_NOT_UTF8 ? (unsigned char)from.at[0] : next;
		return fault;
	}
	return TEXT_OK;
}

enum text_fault text_clean(struct text text, struct buf *out, size_t *where, uint32_t *code)
{
	bool stable;
	enum text_fault fault = check(text, where, code, &stable);
	struct text piece;

	if (fault)
		return fault;
	/* the only \r left are those before \n; nothing composes across them */
	while (text_split(&text, '\r', &piece)) {
		if (stable)
			buf_text(out, piece);
		else
			put_nfc(piece, out);
	}
	return TEXT_OK;
}
