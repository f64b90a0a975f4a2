/* Two tuples of any elements as keys: the order of their bytes is that of the tuples, each can be read back.
 * Then any bytes as a key: what is read is what would have been written. */
#include <string.h>
#include "core/store/key.h"
#include "tests/fuzz/fuzz.h"

enum { ELEMENTS = 4, KINDS = 4 };

/* In the order in which they stand. */
enum element_kind { EMPTY, ID, NUMBER, BYTES };

struct element {
	enum element_kind kind;
	uint64_t number;
	struct text bytes;
};
struct tuple {
	struct element elements[ELEMENTS];
	size_t count;
};

static void tuple_read(struct reader *input, struct tuple *tuple)
{
	tuple->count = read_byte(input) % (ELEMENTS + 1);
	for (size_t i = 0; i < tuple->count; i++) {
		struct element *element = &tuple->elements[i];

		*element = (struct element){(enum element_kind)(read_byte(input) % KINDS), 0, NO_TEXT};
		if (element->kind == BYTES)
			element->bytes = text_take(fuzz_piece(input), KEY_TEXT_MAX);
		else if (element->kind != EMPTY)
			element->number = read_u64be(input);
	}
}

static void tuple_write(const struct tuple *tuple, struct buf *key)
{
	for (size_t i = 0; i < tuple->count; i++) {
		const struct element *element = &tuple->elements[i];

		if (element->kind == EMPTY)
			key_empty(key);
		else if (element->kind == ID)
			key_id(key, element->number);
		else if (element->kind == NUMBER)
			key_number(key, (int64_t)element->number);
		else
			key_bytes(key, element->bytes);
	}
}

static int compare(const struct element *a, const struct element *b)
{
	int64_t x = (int64_t)a->number, y = (int64_t)b->number;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->kind == BYTES)
		return text_compare(a->bytes, b->bytes);
	if (a->kind == NUMBER)
		return (x > y) - (x < y);
	return (a->number > b->number) - (a->number < b->number);
}

static int tuple_compare(const struct tuple *a, const struct tuple *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++) {
		int order = compare(&a->elements[i], &b->elements[i]);

		if (order)
			return order;
	}
	return (a->count > b->count) - (a->count < b->count);
}

static bool same_sign(int a, int b)
{
	return (a > 0) == (b > 0) && (a < 0) == (b < 0);
}

/* Each element by its own function; by another's nothing is read. */
static bool element_read(struct reader *key, struct element *element, struct buf *text)
{
	struct reader start = *key;
	int64_t number;

	if (key_read_id(key, &element->number)) {
		element->kind = ID;
		return true;
	}
	*key = start;
	if (key_read_number(key, &number)) {
		element->kind = NUMBER;
		element->number = (uint64_t)number;
		return true;
	}
	*key = start;
	buf_clear(text);
	element->kind = BYTES;
	if (key_read_text(key, text)) {
		element->bytes = buf_as_text(text);
		return true;
	}
	must(!text->len);
	*key = start;
	element->kind = EMPTY;
	return read_byte(key) == 1;
}

static void read_back(const struct tuple *tuple, const struct buf *key)
{
	struct reader reader = reader_of(key->data, key->len);
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < tuple->count; i++) {
		struct element element = {0};

		must(element_read(&reader, &element, &text));
		must(!compare(&element, &tuple->elements[i]));
	}
	must(!reader_left(&reader));
	buf_release(&text);
}

/* Turned around, with something behind that is not: every other order is. */
static void reversed(const struct tuple *a, const struct tuple *b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;

	for (size_t i = 0; i < a->count && i < b->count; i++) {
		struct tuple p = {{a->elements[i]}, 1}, q = {{b->elements[i]}, 1};

		buf_clear(&x);
		buf_clear(&y);
		key_id(&x, 7);
		key_id(&y, 7);
		tuple_write(&p, &x);
		tuple_write(&q, &y);
		key_reverse(&x, 9);
		key_reverse(&y, 9);
		key_id(&x, 5);
		key_id(&y, 5);
		must(same_sign(text_compare(buf_as_text(&x), buf_as_text(&y)), -tuple_compare(&p, &q)));
	}
	buf_release(&x);
	buf_release(&y);
}

static void any_key(struct text bytes)
{
	struct reader reader = reader_of(bytes.at, bytes.len);
	struct buf text = BUF_INIT, again = BUF_INIT;
	struct tuple one = {.count = 1};

	for (;;) {
		const uint8_t *start = reader.at;
		struct text read;

		if (!element_read(&reader, &one.elements[0], &text) ||
			(one.elements[0].kind == BYTES && text.len > KEY_TEXT_MAX))
			break;
		buf_clear(&again);
		tuple_write(&one, &again);
		read = (struct text){(const char *)start, (size_t)(reader.at - start)};
		must(text_equal(read, buf_as_text(&again)));
	}
	buf_release(&text);
	buf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader input = reader_of(data, size);
	struct tuple a, b;
	struct buf x = BUF_INIT, y = BUF_INIT;

	tuple_read(&input, &a);
	tuple_read(&input, &b);
	tuple_write(&a, &x);
	tuple_write(&b, &y);
	must(same_sign(text_compare(buf_as_text(&x), buf_as_text(&y)), tuple_compare(&a, &b)));
	read_back(&a, &x);
	read_back(&b, &y);
	reversed(&a, &b);
	any_key((struct text){(const char *)data, size});
	buf_release(&x);
	buf_release(&y);
	return 0;
}
