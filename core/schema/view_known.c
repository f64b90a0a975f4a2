/* Reading of records what is asked of very many: all fields at once, some numbers, rows that say the same.
 * The place is kept in a register and varints are taken by words. */
#include "core/schema/view_internal.h"

#include <string.h>

struct varint varint_take(const uint8_t *at, const uint8_t *end)
{
	struct varint taken = {NULL, 0};

	for (unsigned shift = 0; shift < 64 && at < end; shift += 7) {
		const uint8_t byte = *at++;

		if (shift == 63 && byte > 1)
			break;
		taken.number |= (uint64_t)(byte & 0x7f) << shift;
		if (byte >= 0x80)
			continue;
		taken.end = byte || !shift ? at : NULL;
		break;
	}
	return taken;
}

void view_know(struct view *view, struct view_known *known)
{
	const uint8_t *at = (const uint8_t *)view->body.at, *end = at + view->body.len;
	uint64_t present = 0, numbers = 0;

	view->known = NULL; /* what is damaged is read field by field, as far as that goes */
	while (at < end && *at < 0x80) {
		struct taken field;
		uint64_t bit;

		at = take_field(at, end, &field);
		bit = UINT64_C(1) << (field.tag & (KNOWN_TAGS - 1));
		if (!at || bit <= present)
			return;
		present |= bit;
		if (field.shape == SHAPE_NUMBER) {
			numbers |= bit;
			known->values[field.tag].number = unzigzag(field.number);
			continue;
		}
		if (field.number > (size_t)(end - at))
			return;
		known->values[field.tag].bytes = (struct text){(const char *)at, (size_t)field.number};
		at += field.number;
	}
	known->behind = (struct text){(const char *)at, (size_t)(end - at)};
	known->present = present;
	known->numbers = numbers;
	view->known = known;
}

void view_pick(const struct view *view, struct field_pick *picks, size_t count)
{
	const uint8_t *at = (const uint8_t *)view->body.at, *end = at + view->body.len;
	const struct field_pick *last = picks + count;
	struct field_pick *next = picks;

	while (next < last && at < end) {
		uint64_t tag = *at >> 1, shape = *at & 1;
		const uint8_t *value = at + 1,
			      *behind = *at < 0x80 && tag ? pass_value(value, end, shape) : NULL;

		if (!behind) {
			struct taken field;

			behind = take_field(at, end, &field);
			if (!behind || (field.shape == SHAPE_BYTES && field.number > (size_t)(end - behind)))
				break;
			tag = field.tag;
			shape = field.shape;
			value = field.value;
			behind += shape == SHAPE_BYTES ? field.number : 0;
		}
		at = behind;
		while (next->tag < tag) {
			next++->stored = NO_TEXT;
			if (next == last)
				return;
		}
		if (next->tag != tag)
			continue;
		next->number = shape == SHAPE_NUMBER;
		next++->stored = (struct text){(const char *)value, (size_t)(at - value)};
	}
	for (; next < last; next++)
		next->stored = NO_TEXT;
}

struct value picked_value(const struct field_pick *pick, enum value_kind bytes)
{
	const uint8_t *at = (const uint8_t *)pick->stored.at, *end = at + pick->stored.len;
	uint64_t number = 0;

	if (!pick->stored.len)
		return EMPTY_VALUE;
	at = take_short(at, end, &number);
	if (pick->number)
		return value_number(unzigzag(number));
	return (struct value){bytes_kind(bytes), 0, {(const char *)at, (size_t)(end - at)}};
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

/* The body behind its key; NO_TEXT when it does not begin with it. */
static inline struct text behind_key(struct text body, unsigned head)
{
	const uint8_t *at = (const uint8_t *)body.at, *end = at + body.len;

	if (!body.len || *at != head)
		return NO_TEXT;
	at = skip_short(at + 1, end);
	return at ? (struct text){(const char *)at, (size_t)(end - at)} : NO_TEXT;
}

static inline bool same_bytes(struct text a, struct text b)
{
	return a.len == b.len && !memcmp(a.at, b.at, a.len);
}

static struct row_ahead look_ahead(const uint8_t *at, const uint8_t *end, uint16_t key)
{
	struct row_ahead row = {.at = at};
	uint64_t number;

	row.end = take_row(at, end, &number, &row.body);
	if (row.end && key)
		row.rest = behind_key(row.body, key << 1 | SHAPE_NUMBER);
	return row;
}

static inline uint64_t word_at(const void *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return le64toh(word);
}

/* Passes rows of as many bytes that differ from the first in nothing but the digits of the key: the bits
 * of a word at their begin that are alike then, and the last bytes. */
static inline const uint8_t *pass_alike(
	const struct row_ahead *first, const uint8_t *at, const uint8_t *end, size_t *count)
{
	const size_t size = (size_t)(first->end - first->at), rest = first->rest.len,
		     key = (size_t)((const uint8_t *)first->body.at - first->at) - 1;
	uint64_t begin, last, alike;

	if (size < sizeof(begin) || !rest || rest > sizeof(last) || size - rest > sizeof(begin) ||
		first->body.len >= 0x80)
		return at;
	begin = word_at(first->at);
	last = word_at(first->end - sizeof(last));
	alike = (UINT64_C(0x8080808080808080) | UINT64_C(0xffff) << 8 * key) &
		UINT64_MAX >> 8 * (sizeof(begin) - (size - rest));
	while ((size_t)(end - at) >= size && !((word_at(at) ^ begin) & alike) && (key < 2 || at[key - 1]) &&
		!((word_at(at + size - sizeof(last)) ^ last) >> (64 - 8 * rest))) {
		at += size;
		++*count;
	}
	return at;
}

struct row_runs row_runs_of(const struct row_walk *rows, uint16_t key)
{
	struct row_runs runs = {.first = *rows, .key = key < KNOWN_TAGS ? key : 0};

	runs.ahead = look_ahead(rows->reader.at, rows->reader.end, runs.key);
	return runs;
}

bool row_run_next(struct row_runs *runs)
{
	const uint8_t *end = runs->first.reader.end;
	const struct row_ahead first = runs->ahead;

	if (!first.end)
		return false;
	runs->first.reader.at = first.at;
	runs->first.row.body = first.body;
	runs->says = first.rest.len ? first.rest : first.body;
	runs->count = 0;
	do {
		runs->count++;
		runs->ahead =
			look_ahead(pass_alike(&first, runs->ahead.end, end, &runs->count), end, runs->key);
	} while (first.rest.len && runs->ahead.end && same_bytes(first.rest, runs->ahead.rest));
	return true;
}
