#include "core/store/key.h"

enum {
	KIND_EMPTY = 0x01,
	KIND_ID = 0x02,
	KIND_NUMBER = 0x03,
	KIND_TEXT = 0x04,
	TEXT_END = 0x00,
	TEXT_ESCAPE = 0xff
};
#define SIGN (UINT64_C(1) << 63)

void key_empty(struct buf *key)
{
	buf_byte(key, KIND_EMPTY);
}

void key_id(struct buf *key, uint64_t id)
{
	buf_byte(key, KIND_ID);
	buf_u64be(key, id);
}

void key_number(struct buf *key, int64_t number)
{
	buf_byte(key, KIND_NUMBER);
	buf_u64be(key, (uint64_t)number ^ SIGN);
}

static void put_escaped(struct buf *key, struct text bytes)
{
	buf_byte(key, KIND_TEXT);
	for (size_t i = 0; i < bytes.len; i++) {
		buf_byte(key, (uint8_t)bytes.at[i]);
		if (!bytes.at[i])
			buf_byte(key, TEXT_ESCAPE);
	}
	buf_byte(key, TEXT_END);
}

void key_text(struct buf *key, struct text text)
{
	size_t len = text.len < KEY_TEXT_MAX ? text.len : KEY_TEXT_MAX;

	while (len < text.len && len && ((unsigned char)text.at[len] & 0xc0) == 0x80)
		len--;
	put_escaped(key, text_take(text, len));
}

void key_bytes(struct buf *key, struct text bytes)
{
	put_escaped(key, text_take(bytes, bytes.len < KEY_TEXT_MAX ? bytes.len : KEY_TEXT_MAX));
}

void key_reverse(struct buf *key, size_t from)
{
	for (size_t i = from; i < key->len; i++)
		key->data[i] = (uint8_t)~key->data[i];
}

bool key_read_number(struct reader *key, int64_t *number)
{
	if (read_byte(key) != KIND_NUMBER)
		return false;
	*number = (int64_t)(read_u64be(key) ^ SIGN);
	return !key->bad;
}

bool key_read_id(struct reader *key, uint64_t *id)
{
	if (read_byte(key) != KIND_ID)
		return false;
	*id = read_u64be(key);
	return !key->bad;
}

bool key_read_text(struct reader *key, struct buf *out)
{
	size_t before = out->len;

	if (read_byte(key) != KIND_TEXT)
		return false;
	while (reader_left(key)) {
		uint8_t byte = read_byte(key);

		if (byte == TEXT_END) {
			/* An escaped zero, or the end. */
			if (!reader_left(key) || *key->at != TEXT_ESCAPE)
				return true;
			read_byte(key);
		}
		buf_byte(out, byte);
	}
	out->len = before;
	return false;
}
