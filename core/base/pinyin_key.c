#include "core/base/pinyin.h"

#include "core/base/buf.h"
#include "core/base/readings.h"

/* A Han character is HAN, its syllable, END, its UTF-8: after ASCII, before other scripts, "xi" before
 * "xian". */
enum { HAN = 0x80, END = 0x01 };

/* Only what can be a person's name begins with a surname: 单 of 单位建设年 is not one. */
static bool may_be_person(struct text name)
{
	size_t count = 0;

	for (; name.len; count++)
		if (count == 4 || !is_han(text_next(&name)))
			return false;
	return count >= 2;
}

static size_t surname_of(struct text name, const char *letters[2])
{
	uint32_t first, second;

	if (!may_be_person(name))
		return 0;
	first = text_next(&name);
	second = text_next(&name);
	return surname_readings(first, second, letters);
}

static void put_han(struct buf *out, const char *letters, struct text character)
{
	buf_byte(out, HAN);
	buf_text(out, text_of(letters));
	buf_byte(out, END);
	buf_text(out, character);
}

static void put_other(struct buf *out, uint32_t code)
{
	char bytes[4];

	code = char_fold(code);
	if (code >= 'A' && code <= 'Z')
		code += 'a' - 'A';
	buf_put(out, bytes, utf8_put(bytes, code));
}

void pinyin_key(struct text name, struct text override, struct buf *out)
{
	const char *surname[2];
	size_t surname_len = surname_of(name, surname);

	for (size_t i = 0; name.len; i++) {
		char own[SYLLABLE_ROOM] = "";
		struct text rest = name;
		uint32_t code = text_next(&rest);
		const uint16_t *readings = is_han(code) ? readings_of(code) : NULL;

		if (is_han(code))
			override_next(&override, own);
		if (own[0])
			put_han(out, own, text_take(name, name.len - rest.len));
		else if (i < surname_len)
			put_han(out, surname[i], text_take(name, name.len - rest.len));
		else if (readings)
			put_han(out, reading_letters(*readings), text_take(name, name.len - rest.len));
		else
			put_other(out, code);
		name = rest;
	}
}
