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
	const uint8_t *at = (const uint8_t *)view->body.at, *end = at + view->body.len, *behind = at;
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

/* The last bytes of what is said, as many as a word has; `room`: so many may be read before it. */
static inline uint64_t end_of(struct text says, size_t room)
{
	uint64_t word = 0;

	if (says.len >= sizeof(word))
		return word_at(says.at + says.len - sizeof(word));
	if (says.len && room + says.len >= sizeof(word))
		return word_at(says.at + says.len - sizeof(word)) >> 8 * (sizeof(word) - says.len);
	memcpy(&word, says.at, says.len);
	return le64toh(word);
}

/* Which sort it is; a new one where nothing has said that yet. */
static inline size_t sort_of(struct row_runs *runs, struct text says, uint64_t end)
{
	struct row_sort *sort = runs->sorts;

	for (; sort < runs->sorts + runs->sort_count; sort++)
		if (sort->end == end && sort->says.len == says.len &&
			(says.len <= sizeof(end) || !memcmp(sort->says.at, says.at, says.len)))
			return (size_t)(sort - runs->sorts);
	*sort = (struct row_sort){says, end};
	return runs->sort_count++;
}

/* Passes rows of as many bytes that differ from the first, from `at` to `next`, in nothing but the digits of
 * the key: the bits of a word at their begin that are alike then, and the last bytes. */
static inline const uint8_t *pass_alike(
	struct row_runs *runs, const uint8_t *at, const uint8_t *next, struct text says, uint64_t last)
{
	const uint8_t *end = runs->first.reader.end;
	const size_t size = (size_t)(next - at), rest = says.len,
		     key = (size_t)((const uint8_t *)runs->first.row.body.at - at) - 1;
	uint64_t begin, alike;

	if (size < sizeof(begin) || rest > sizeof(last) || size - rest > sizeof(begin) ||
		runs->first.row.body.len >= 0x80)
		return next;
	begin = word_at(at);
	alike = (UINT64_C(0x8080808080808080) | UINT64_C(0xffff) << 8 * key) &
		UINT64_MAX >> 8 * (sizeof(begin) - (size - rest));
	while ((size_t)(end - next) >= size && !((word_at(next) ^ begin) & alike) &&
		(key < 2 || next[key - 1]) &&
		word_at(next + size - sizeof(last)) >> 8 * (sizeof(last) - rest) == last) {
		next += size;
		runs->count++;
	}
	return next;
}

struct row_runs row_runs_of(const struct row_walk *rows, uint16_t key)
{
	struct row_runs runs;

	runs.first = *rows;
	runs.sort_count = 0;
	runs.key = key < KNOWN_TAGS ? key : 0;
	runs.next = rows->reader.at;
	return runs;
}

bool row_run_next(struct row_runs *runs)
{
	const uint8_t *at = runs->next, *end = runs->first.reader.end;
	struct text body, rest, says;
	uint64_t number, last;
	const uint8_t *next = at < end ? take_row(at, end, &number, &body) : NULL;

	if (!next)
		return false;
	rest = runs->key ? behind_key(body, (unsigned)runs->key << 1 | SHAPE_NUMBER) : NO_TEXT;
	says = rest.len ? rest : body;
	last = end_of(says, (size_t)(says.at - (const char *)at));
	runs->first.reader.at = at;
	runs->first.row.body = body;
	runs->count = 1;
	runs->next = rest.len ? pass_alike(runs, at, next, says, last) : next;
	runs->sort = sort_of(runs, says, last);
	return true;
}
