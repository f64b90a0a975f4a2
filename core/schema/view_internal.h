/* How a field is stored; for core/schema/view*.c and record.c. */
#ifndef CORE_SCHEMA_VIEW_INTERNAL_H
#define CORE_SCHEMA_VIEW_INTERNAL_H

#include <endian.h>
#include <string.h>
#include "core/schema/view.h"

enum { SHAPE_NUMBER = 0, SHAPE_BYTES = 1 };

/* A field whose values are numbers has none of bytes. */
static inline enum value_kind bytes_kind(enum value_kind of_field)
{
	return of_field == VALUE_NUMBER ? VALUE_TEXT : of_field;
}

static inline int64_t unzigzag(uint64_t number)
{
	return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
}

/* --- reading with the place in a register: where it goes on, NULL when the bytes are not well --- */

/* Any varint. By value: what others take can stay in registers. */
struct varint {
	const uint8_t *end; /* NULL: it is not well */
	uint64_t number;
};
struct varint varint_take(const uint8_t *at, const uint8_t *end);

static inline const uint8_t *take_long(const uint8_t *at, const uint8_t *end, uint64_t *number)
{
	const struct varint taken = varint_take(at, end);

	*number = taken.number;
	return taken.end;
}

/* The seven low bits of each of eight bytes, the first as the lowest. */
static inline uint64_t close_up(uint64_t word)
{
	word = (word & UINT64_C(0x7f007f007f007f00)) >> 1 | (word & UINT64_C(0x007f007f007f007f));
	word = (word & UINT64_C(0x3fff00003fff0000)) >> 2 | (word & UINT64_C(0x00003fff00003fff));
	return (word & UINT64_C(0x0fffffff00000000)) >> 4 | (word & UINT64_C(0x000000000fffffff));
}

/* A varint of at most eight bytes, all at once; others as they come. */
static inline const uint8_t *take_word(const uint8_t *at, const uint8_t *end, uint64_t *number)
{
	uint64_t word, last;

	if (end - at < (ptrdiff_t)sizeof(word))
		return take_long(at, end, number);
	memcpy(&word, at, sizeof(word));
	word = le64toh(word);
	last = ~word & UINT64_C(0x8080808080808080);
	if (!last)
		return take_long(at, end, number);
	last &= -last;
	at += (__builtin_ctzll(last) >> 3) + 1;
	if (!at[-1])
		return NULL;
	*number = close_up(word & (last - 1));
	return at;
}

/* As read_short(), for who keeps the place in a register. */
static inline const uint8_t *take_short(const uint8_t *at, const uint8_t *end, uint64_t *number)
{
	if (end - at < 2 || (at[0] >= 0x80 && (at[1] >= 0x80 || !at[1])))
		return take_word(at, end, number);
	*number = at[0] < 0x80 ? at[0] : (uint64_t)(at[0] & 0x7f) | (uint64_t)at[1] << 7;
	return at + 1 + (at[0] >= 0x80);
}

/* What a field begins with: its tag, the shape of its value, and the number or how many bytes there are. */
struct taken {
	uint64_t tag, shape, number;
	const uint8_t *value; /* where the number or the length stands */
};

static inline const uint8_t *take_field(const uint8_t *at, const uint8_t *end, struct taken *field)
{
	uint64_t head = *at;

	/* Nearly all are of a byte each. */
	if (end - at >= 2 && !((at[0] | at[1]) & 0x80)) {
		*field = (struct taken){head >> 1, head & 1, at[1], at + 1};
		return head > 1 ? at + 2 : NULL;
	}
	at = head < 0x80 ? at + 1 : take_short(at, end, &head);
	*field = (struct taken){head >> 1, head & 1, 0, at};
	return at && head > 1 && field->tag <= UINT16_MAX ? take_short(at, end, &field->number) : NULL;
}

/* Where a field ends that is as nearly all are, without asking what it is: its head is a byte, and so is the
 * length of its bytes. NULL: it is to be taken as any field is. At least two bytes are left. */
static inline const uint8_t *pass_usual(const uint8_t *at, const uint8_t *end)
{
	const unsigned head = at[0], second = at[1];
	const uint8_t *start = at;

	at += 2;
	if (!((head | second) & 0x80)) {
		at += second & -(head & SHAPE_BYTES);
		return at <= end ? at : NULL;
	}
	if (head & (0x80 | SHAPE_BYTES))
		return NULL;
	while (at < end && *at >= 0x80)
		at++;
	return at < end && *at && at - start < 10 ? at + 1 : NULL;
}

/* The next row of a list. */
static inline const uint8_t *take_row(const uint8_t *at, const uint8_t *end, uint64_t *key, struct text *body)
{
	uint64_t len;

	at = take_short(at, end, key);
	at = at ? take_short(at, end, &len) : NULL;
	if (!at || len > (size_t)(end - at))
		return NULL;
	*body = (struct text){(const char *)at, (size_t)len};
	return at + len;
}

#endif
