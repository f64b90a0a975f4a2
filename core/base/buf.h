/* Bytes being written (struct buf) and bytes being read (struct reader).
 * The number formats are those of records, keys and messages: see core/schema/README.md. */
#ifndef CORE_BASE_BUF_H
#define CORE_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/base/text.h"

struct buf {
	uint8_t *data;
	size_t len;
	size_t room;
};

#define BUF_INIT \
	{ \
		0 \
	}

void buf_release(struct buf *buf);
/* Empties it but keeps the memory. */
void buf_clear(struct buf *buf);
void buf_put(struct buf *buf, const void *data, size_t len);
void buf_text(struct buf *buf, struct text text);
void buf_byte(struct buf *buf, uint8_t byte);
void buf_u16be(struct buf *buf, uint16_t number);
void buf_u32be(struct buf *buf, uint32_t number);
void buf_u64be(struct buf *buf, uint64_t number);
void buf_grow(struct buf *buf, size_t more);

/* Room for so many bytes more behind the content, for what is written there by itself and then counted. */
static inline uint8_t *buf_room(struct buf *buf, size_t more)
{
	if (more > buf->room - buf->len)
		buf_grow(buf, more);
	return buf->data + buf->len;
}

/* LEB128, shortest form, at most VARINT_MAX bytes. */
enum { VARINT_MAX = 10 };
void buf_varint(struct buf *buf, uint64_t number);
/* Signed: zigzag, then varint. */
void buf_zigzag(struct buf *buf, int64_t number);
/* The same into memory that has the room; where it ends. */
static inline uint8_t *varint_put(uint8_t *at, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		*at++ = (uint8_t)(number | 0x80);
	*at++ = (uint8_t)number;
	return at;
}
static inline uint8_t *zigzag_put(uint8_t *at, int64_t number)
{
	uint64_t doubled = (uint64_t)number << 1;

	return varint_put(at, number < 0 ? ~doubled : doubled);
}
/* A varint length and the bytes. */
void buf_block(struct buf *buf, const void *data, size_t len);
/* As printf. */
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Replaces `len` bytes at `at` by `with_len` bytes of `with`. */
void buf_splice(struct buf *buf, size_t at, size_t len, const void *with, size_t with_len);
/* The content as text, valid until the next call on buf. */
struct text buf_as_text(const struct buf *buf);
/* Ends the content with a NUL that is not counted, and returns it. */
const char *buf_cstr(struct buf *buf);

/* Reading is sticky: after the first fault `bad` is set and everything further reads as zero or empty. */
struct reader {
	const uint8_t *at;
	const uint8_t *end;
	bool bad;
};

static inline struct reader reader_of(const void *data, size_t len)
{
	const uint8_t *at = len ? data : (const void *)"";

	return (struct reader){at, at + len, false};
}
size_t reader_left(const struct reader *reader);
uint8_t read_byte(struct reader *reader);
uint16_t read_u16be(struct reader *reader);
uint32_t read_u32be(struct reader *reader);
uint64_t read_u64be(struct reader *reader);
/* Refuses over-long forms: one number has one encoding. */
uint64_t read_varint(struct reader *reader);
int64_t read_zigzag(struct reader *reader);
/* A slice into the bytes being read. */
const uint8_t *read_bytes(struct reader *reader, size_t len);
struct text read_block(struct reader *reader);

#endif
