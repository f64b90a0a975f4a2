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
	unsigned last = 0;

	view->known = NULL; /* what is damaged is read field by field, as far as that goes */
	while (at < end && *at < 0x80) {
		const unsigned head = *at++, tag = head >> 1;
		uint64_t number;

		if (tag <= last || at == end)
			return;
		last = tag;
		if (*at < 0x80)
			number = *at++;
		else if (!(at = take_short(at, end, &number)))
			return;
		present |= UINT64_C(1) << tag;
		if (!(head & SHAPE_BYTES)) {
			numbers |= UINT64_C(1) << tag;
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
	known->numbers = numbers;
	view->known = known;
}

/* The rest of a copy, whatever the fields are. */
static uint8_t *copy_any(uint8_t *to, const uint8_t *at, const uint8_t *end, const struct field_copy *copies,
	const struct field_copy *last)
{
	while (at < end && copies < last) {
		struct taken field;
		const uint8_t *behind = take_field(at, end, &field);
		size_t len;

		if (!behind || (field.shape == SHAPE_BYTES && field.number > (size_t)(end - behind)))
			break;
		at = behind + (field.shape == SHAPE_BYTES ? field.number : 0);
		len = (size_t)(at - field.value);
		while (copies < last && copies->tag < field.tag)
			copies++;
		if (copies == last || copies->tag > field.tag)
			continue;
		if (field.shape == SHAPE_NUMBER || field.number) {
			to = varint_put(to, (uint64_t)copies->as << 1 | field.shape);
			memcpy(to, field.value, len);
			to += len;
		}
		copies++;
	}
	return to;
}

/* Fields that follow each other stay where they are beside each other: a short body is copied as a whole, and
 * only their heads are written anew. Behind one that is left out they are copied one by one, as those of a
 * long body are. */
void view_copy(const struct view *view, const struct field_copy *copies, size_t count, struct buf *out)
{
	enum { SHORT = 256 };
	const uint8_t *at = (const uint8_t *)view->body.at, *end = at + view->body.len, *behind;
	const struct field_copy *last = copies + count;
	uint8_t *to = buf_room(out, view->body.len + count * VARINT_MAX);
	bool in_place = view->body.len <= SHORT;

	if (in_place)
		memcpy(to, at, view->body.len);
	for (; at + 1 < end && copies < last; at = behind) {
		const unsigned head = *at, tag = head >> 1;

		behind = pass_usual(at, end);
		if (!behind)
			break;
		while (copies->tag < tag && copies + 1 < last)
			copies++;
		if (copies->tag != tag) {
			in_place = false;
			continue;
		}
		if (copies->as >= KNOWN_TAGS)
			break;
		if (!in_place)
			memcpy(to, at, (size_t)(behind - at));
		*to = (uint8_t)(copies++->as << 1 | (head & 1));
		to += behind - at;
	}
	to = copy_any(to, at, end, copies, last);
	out->len = (size_t)(to - out->data);
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

static inline uint64_t word_at(const void *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return le64toh(word);
}

/* The last bytes of what is said, as many as a word has. `begin`: from there on bytes may be read. */
static inline uint64_t end_of(struct text says, const uint8_t *begin)
{
	const uint8_t *end = (const uint8_t *)says.at + says.len;
	uint64_t word = 0;

	if (says.len && (size_t)(end - begin) >= sizeof(word)) {
		word = word_at(end - sizeof(word));
		return says.len < sizeof(word) ? word >> 8 * (sizeof(word) - says.len) : word;
	}
	memcpy(&word, says.at, says.len < sizeof(word) ? says.len : sizeof(word));
	return le64toh(word);
}

/* Which sort it is; a new one where nothing has said that yet; NULL: there is no room. */
static inline struct row_sort *sort_of(struct row_sorts *sorts, struct text says, uint64_t end)
{
	struct row_sort *sort = sorts->sorts, *last = sort + sorts->count;

	while (sort < last &&
		(sort->end != end || sort->says.len != says.len ||
			(says.len > sizeof(end) && memcmp(sort->says.at, says.at, says.len) != 0)))
		sort++;
	if (sort < last)
		return sort;
	if (sorts->count == ROW_SORTS)
		return NULL;
	*sort = (struct row_sort){says, end, 0};
	sorts->count++;
	return sort;
}

/* Passes rows of as many bytes that differ from the one before, from `at` to `next`, in nothing but the
 * digits of the key: the bits of a word at their begin that are alike then, and the last bytes. `key`: how
 * many bytes stand before the length. */
static inline const uint8_t *pass_alike(const uint8_t *at, const uint8_t *next, const uint8_t *end,
	size_t key, const struct row_sort *sort, size_t *count)
{
	const size_t size = (size_t)(next - at), rest = sort->says.len;
	uint64_t begin, alike;

	if (size < sizeof(begin) || rest > sizeof(sort->end) || size - rest > sizeof(begin) ||
		at[key] >= 0x80)
		return next;
	begin = word_at(at);
	alike = (UINT64_C(0x8080808080808080) | UINT64_C(0xffff) << 8 * key) &
		UINT64_MAX >> 8 * (sizeof(begin) - (size - rest));
	while ((size_t)(end - next) >= size && !((word_at(next) ^ begin) & alike) &&
		(key < 2 || next[key - 1]) &&
		word_at(next + size - sizeof(begin)) >> 8 * (sizeof(begin) - rest) == sort->end) {
		next += size;
		++*count;
	}
	return next;
}

bool row_sorts_count(const struct row_walk *rows, uint16_t key, struct row_sorts *sorts)
{
	const uint8_t *const begin = rows->reader.at, *const end = rows->reader.end, *at = begin;
	const unsigned head = key < KNOWN_TAGS ? (unsigned)key << 1 | SHAPE_NUMBER : 0;

	sorts->count = 0;
	while (at < end) {
		struct text body, rest;
		uint64_t number;
		const uint8_t *next = take_row(at, end, &number, &body);
		struct row_sort *sort;
		size_t count = 1;

		if (!next)
			return false;
		rest = head ? behind_key(body, head) : NO_TEXT;
		sort = sort_of(sorts, rest.len ? rest : body, end_of(rest.len ? rest : body, begin));
		if (!sort)
			return false;
		if (rest.len)
			next = pass_alike(
				at, next, end, (size_t)((const uint8_t *)body.at - at) - 1, sort, &count);
		sort->count += count;
		at = next;
	}
	return true;
}
