#include "core/base/buf.h"

size_t reader_left(const struct reader *reader)
{
	return (size_t)(reader->end - reader->at);
}

/* After a fault nothing is left, so that every later read fails by itself. */
static void spoil(struct reader *reader)
{
	reader->bad = true;
	reader->at = reader->end;
}

const uint8_t *read_bytes(struct reader *reader, size_t len)
{
	const uint8_t *at = reader->at;

	if (len > reader_left(reader)) {
		spoil(reader);
		return reader->end;
	}
	reader->at += len;
	return at;
}

static uint64_t read_be(struct reader *reader, size_t bytes)
{
	const uint8_t *at = read_bytes(reader, bytes);
	uint64_t number = 0;

	for (size_t i = 0; i < bytes && !reader->bad; i++)
		number = number << 8 | at[i];
	return number;
}

uint8_t read_byte(struct reader *reader)
{
	return (uint8_t)read_be(reader, 1);
}

uint16_t read_u16be(struct reader *reader)
{
	return (uint16_t)read_be(reader, 2);
}

uint32_t read_u32be(struct reader *reader)
{
	return (uint32_t)read_be(reader, 4);
}

uint64_t read_u64be(struct reader *reader)
{
	return read_be(reader, 8);
}

uint64_t read_varint(struct reader *reader)
{
	const uint8_t *at = reader->at;
	uint64_t number = 0;

	for (unsigned shift = 0; shift < 64 && at < reader->end; shift += 7) {
		uint8_t byte = *at++;

		if (shift == 63 && byte > 1)
			break;
		number |= (uint64_t)(byte & 0x7f) << shift;
		if (byte & 0x80)
			continue;
		if (!byte && shift)
			break;
		reader->at = at;
		return number;
	}
	spoil(reader);
	return 0;
}

int64_t read_zigzag(struct reader *reader)
{
	uint64_t number = read_varint(reader);
	int64_t half = (int64_t)(number >> 1);

	return number & 1 ? -half - 1 : half;
}

struct text read_block(struct reader *reader)
{
	uint64_t len = read_varint(reader);
	const uint8_t *at;

	if (len > reader_left(reader))
		spoil(reader);
	if (reader->bad)
		return NO_TEXT;
	at = read_bytes(reader, (size_t)len);
	return (struct text){(const char *)at, (size_t)len};
}
