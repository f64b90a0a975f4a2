#include "core/base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"

enum { FIRST_ROOM = 64 };

void buf_grow(struct buf *buf, size_t more)
{
	size_t need = more > SIZE_MAX - buf->len ? SIZE_MAX : buf->len + more;
	size_t room = buf->room ? buf->room : FIRST_ROOM;

	while (room < need)
		room = room > SIZE_MAX / 2 ? SIZE_MAX : room * 2;
	buf->data = mem_resize(buf->data, room, 1);
	buf->room = room;
}

void buf_release(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf)BUF_INIT;
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
}

void buf_put(struct buf *buf, const void *data, size_t len)
{
	if (!len)
		return;
	buf_room(buf, len);
	memcpy(buf->data + buf->len, data, len);
	buf->len += len;
}

void buf_text(struct buf *buf, struct text text)
{
	buf_put(buf, text.at, text.len);
}

void buf_byte(struct buf *buf, uint8_t byte)
{
	buf_room(buf, 1);
	buf->data[buf->len++] = byte;
}

static void put_be(struct buf *buf, uint64_t number, int bytes)
{
	buf_room(buf, (size_t)bytes);
	while (bytes--)
		buf->data[buf->len++] = (uint8_t)(number >> (8 * bytes));
}

void buf_u16be(struct buf *buf, uint16_t number)
{
	put_be(buf, number, 2);
}

void buf_u32be(struct buf *buf, uint32_t number)
{
	put_be(buf, number, 4);
}

void buf_u64be(struct buf *buf, uint64_t number)
{
	put_be(buf, number, 8);
}

/* What was written into its room counts. */
static void count_to(struct buf *buf, const uint8_t *end)
{
	buf->len = (size_t)(end - buf->data);
}

void buf_varint(struct buf *buf, uint64_t number)
{
	uint8_t *at = buf_room(buf, VARINT_MAX);

	count_to(buf, varint_put(at, number));
}

void buf_zigzag(struct buf *buf, int64_t number)
{
	uint8_t *at = buf_room(buf, VARINT_MAX);

	count_to(buf, zigzag_put(at, number));
}

void buf_block(struct buf *buf, const void *data, size_t len)
{
	buf_varint(buf, len);
	buf_put(buf, data, len);
}

/* Nearly all that is printed is short, so the first try goes straight to its place. */
void buf_printf(struct buf *buf, const char *format, ...)
{
	size_t room;
	va_list args;
	int len;

	buf_room(buf, FIRST_ROOM);
	room = buf->room - buf->len;
	va_start(args, format);
	len = vsnprintf((char *)buf->data + buf->len, room, format, args);
	va_end(args);
	if (len <= 0)
		return;
	if ((size_t)len >= room) {
		buf_room(buf, (size_t)len + 1);
		va_start(args, format);
		vsnprintf((char *)buf->data + buf->len, (size_t)len + 1, format, args);
		va_end(args);
	}
	buf->len += (size_t)len;
}

void buf_splice(struct buf *buf, size_t at, size_t len, const void *with, size_t with_len)
{
	size_t after = buf->len - at - len;

	if (with_len > len)
		buf_room(buf, with_len - len);
	if (after)
		memmove(buf->data + at + with_len, buf->data + at + len, after);
	if (with_len)
		memcpy(buf->data + at, with, with_len);
	buf->len = at + with_len + after;
}

struct text buf_as_text(const struct buf *buf)
{
	return buf->len ? (struct text){(const char *)buf->data, buf->len} : NO_TEXT;
}

const char *buf_cstr(struct buf *buf)
{
	buf_room(buf, 1);
	buf->data[buf->len] = '\0';
	return (const char *)buf->data;
}
