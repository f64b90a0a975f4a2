/* Reading of records what is asked of very many: all fields at once, some numbers, rows that say the same.
 * The place is kept in a register and varints are taken by words. */
#include "core/schema/view_internal.h"

#include <endian.h>
#include <string.h>

/* Any varint; NULL when it is not well. */
static const uint8_t *take_long(const uint8_t *at, const uint8_t *end, uint64_t *number)
{
	struct reader reader = {at, end, false};

	*number = read_varint(&reader);
	return reader.bad ? NULL : reader.at;
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

void view_know(struct view *view, struct view_known *known)
{
	const uint8_t *at = (const uint8_t *)view->body.at, *end = at + view->body.len;
	uint64_t present = 0;

	view->known = NULL; /* what is damaged is read field by field, as far as that goes */
	while (at < end && *at < 0x80) {
		const unsigned tag = *at >> 1, shape = *at & 1;
		const uint64_t bit = UINT64_C(1) << tag;
		uint64_t number;

		at = take_short(at + 1, end, &number);
		if (!at || bit <= present || !tag)
			return;
		present |= bit;
		known->kinds[tag] = shape == SHAPE_BYTES ? VALUE_TEXT : VALUE_NUMBER;
		if (shape == SHAPE_NUMBER) {
			known->values[tag].number = unzigzag(number);
			continue;
		}
		if (number > (size_t)(end - at))
			return;
		known->values[tag].bytes = (struct text){(const char *)at, (size_t)number};
		at += number;
	}
	known->behind = (struct text){(const char *)at, (size_t)(end - at)};
	known->present = present;
	view->known = known;
}

/* Behind the varint, whatever it says; NULL when it does not end. */
static inline const uint8_t *skip_short(const uint8_t *at, const uint8_t *end)
{
	while (at < end)
		if (*at++ < 0x80)
			return at;
	return NULL;
}

bool view_numbers(struct text body, const uint16_t *tags, size_t count, int64_t *numbers)
{
	const uint8_t *at = (const uint8_t *)body.at, *end = at + body.len;
	size_t next = 0;

	while (at < end && *at < 0x80) {
		const unsigned head = *at++, tag = head >> 1;
		uint64_t number = 0;

		for (; tags[next] < tag; next++) {
			numbers[next] = VIEW_NO_NUMBER;
			if (next + 1 == count)
				return true;
		}
		if (tags[next] == tag || head & SHAPE_BYTES)
			at = take_short(at, end, &number);
		else
			at = skip_short(at, end);
		if (!at || !tag || (head & SHAPE_BYTES && number > (size_t)(end - at)))
			return false;
		if (head & SHAPE_BYTES) {
			at += number;
		} else if (tags[next] == tag) {
			numbers[next++] = unzigzag(number);
			if (next == count)
				return true;
		}
	}
	while (next < count)
		numbers[next++] = VIEW_NO_NUMBER;
	return true;
}

/* --- rows that say the same --- */

/* The next row's body; where the one behind it begins, NULL when the bytes are not well. */
static inline const uint8_t *take_row(const uint8_t *at, const uint8_t *end, struct text *body)
{
	uint64_t number;

	at = take_short(at, end, &number);
	at = at ? take_short(at, end, &number) : NULL;
	if (!at || number > (size_t)(end - at))
		return NULL;
	*body = (struct text){(const char *)at, (size_t)number};
	return at + number;
}

/* The body behind its key; NO_TEXT when it does not begin with it. */
static inline struct text behind_key(struct text body, unsigned head)
{
	const uint8_t *at = (const uint8_t *)body.at, *end = at + body.len;

	if (!body.len || *at != head)
		return NO_TEXT;
	at = skip_short(at + 1, end);
	return at ? (struct text){(const char *)at, (size_t)(end - at)} : NO_TEXT;
}

/* A row's few bytes, mostly with others behind them. */
static inline bool same_bytes(struct text a, struct text b, const uint8_t *end)
{
	uint64_t one, other;

	if (a.len != b.len)
		return false;
	if (a.len > sizeof(one) || end - (const uint8_t *)b.at < (ptrdiff_t)sizeof(one))
		return !memcmp(a.at, b.at, a.len);
	memcpy(&one, a.at, sizeof(one));
	memcpy(&other, b.at, sizeof(other));
	return !a.len || !(le64toh(one ^ other) << (64 - 8 * a.len));
}

struct row_runs row_runs_of(const struct row_walk *rows, uint16_t key)
{
	return (struct row_runs){*rows, *rows, 0, key < KNOWN_TAGS ? key : 0};
}

bool row_run_next(struct row_runs *runs)
{
	const uint8_t *at = runs->next.reader.at, *end = runs->next.reader.end;
	const unsigned head = runs->key << 1 | SHAPE_NUMBER;
	struct text body, rest;

	runs->first = runs->next;
	runs->count = 0;
	at = take_row(at, end, &runs->first.row.body);
	if (!at)
		return false;
	rest = runs->key ? behind_key(runs->first.row.body, head) : NO_TEXT;
	do {
		runs->count++;
		runs->next.reader.at = at;
		at = rest.len ? take_row(at, end, &body) : NULL;
	} while (at && same_bytes(rest, behind_key(body, head), end));
	return true;
}
