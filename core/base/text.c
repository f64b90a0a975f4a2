#include "core/base/text.h"

#include <string.h>

struct text text_of(const char *cstr)
{
	return cstr ? (struct text){cstr, strlen(cstr)} : NO_TEXT;
}

bool text_equal(struct text a, struct text b)
{
	return a.len == b.len && (!a.len || !memcmp(a.at, b.at, a.len));
}

/* Tables of names are looked through with this: most differ at once. */
bool text_is(struct text a, const char *cstr)
{
	if (a.len && cstr && a.at[0] != cstr[0])
		return false;
	return text_equal(a, text_of(cstr));
}

int text_compare(struct text a, struct text b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common ? memcmp(a.at, b.at, common) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool text_starts(struct text text, struct text prefix)
{
	return text.len >= prefix.len && text_equal(text_take(text, prefix.len), prefix);
}

bool text_ends(struct text text, struct text suffix)
{
	return text.len >= suffix.len && text_equal(text_skip(text, text.len - suffix.len), suffix);
}

size_t text_find(struct text text, struct text needle)
{
	const char *found;

	if (!needle.len || !text.len)
		return 0;
	found = memmem(text.at, text.len, needle.at, needle.len);
	return found ? (size_t)(found - text.at) : text.len;
}

struct text text_skip(struct text text, size_t bytes)
{
	if (bytes > text.len)
		bytes = text.len;
	return (struct text){text.at + bytes, text.len - bytes};
}

struct text text_take(struct text text, size_t bytes)
{
	return (struct text){text.at, bytes < text.len ? bytes : text.len};
}

static bool ascii_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct text text_trim(struct text text)
{
	const struct text wide =
		TEXT("\xe3\x80\x80"); /* U+3000, what the blank key types in full-width mode */

	for (;;) {
		if (text.len && ascii_blank(text.at[0]))
			text = text_skip(text, 1);
		else if (text.len && ascii_blank(text.at[text.len - 1]))
			text.len--;
		else if (text_starts(text, wide))
			text = text_skip(text, wide.len);
		else if (text_ends(text, wide))
			text.len -= wide.len;
		else
			return text;
	}
}

bool text_split(struct text *rest, char separator, struct text *piece)
{
	const char *found;

	if (!rest->len)
		return false;
	found = memchr(rest->at, separator, rest->len);
	*piece = text_take(*rest, found ? (size_t)(found - rest->at) : rest->len);
	*rest = text_skip(*rest, piece->len + (found ? 1 : 0));
	return true;
}
