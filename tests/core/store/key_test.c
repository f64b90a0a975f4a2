/* Keys: the order of their bytes is the order of the tuples, what is read back is what was written, and
 * damage is refused. */
#include "core/store/key.h"
#include "tests/harness/seed.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { TUPLE = 4, ROUNDS = 20000, TEXT_ROOM = 8 };
enum kind { EMPTY, ID, NUMBER, WORDS, BYTES, KINDS };

struct element {
	enum kind kind;
	int64_t number;
	char room[TEXT_ROOM];
	size_t len;
};

static struct text text_in(const struct element *element)
{
	return (struct text){element->room, element->len};
}

static void put(struct buf *key, const struct element *element)
{
	switch (element->kind) {
	case EMPTY:
		key_empty(key);
		break;
	case ID:
		key_id(key, (uint64_t)element->number);
		break;
	case NUMBER:
		key_number(key, element->number);
		break;
	case WORDS:
		key_text(key, text_in(element));
		break;
	default:
		key_bytes(key, text_in(element));
	}
}

/* Text and bytes are one kind in a key. */
static int rank(enum kind kind)
{
	return kind == BYTES ? WORDS : (int)kind;
}

static int compare_elements(const struct element *a, const struct element *b)
{
	if (rank(a->kind) != rank(b->kind))
		return rank(a->kind) < rank(b->kind) ? -1 : 1;
	if (a->kind == EMPTY)
		return 0;
	if (a->kind == ID)
		return ((uint64_t)a->number > (uint64_t)b->number) -
			((uint64_t)a->number < (uint64_t)b->number);
	if (a->kind == NUMBER)
		return (a->number > b->number) - (a->number < b->number);
	return text_compare(text_in(a), text_in(b));
}

/* Few different bytes and numbers, and those at the edges, so that tuples often agree at their start. */
static void make_element(struct element *element)
{
	static const int64_t numbers[] = {
		0, 1, -1, 127, 128, 255, 256, -256, INT64_MAX, INT64_MIN, INT64_MIN + 1, INT64_C(1) << 32};
	static const char bytes[] = {0, 1, 'a', 'b', (char)0xfe, (char)0xff};

	element->kind = (enum kind)(random() % KINDS);
	element->number = numbers[(size_t)random() % (sizeof(numbers) / sizeof(*numbers))];
	element->len = (size_t)random() % 4;
	for (size_t i = 0; i < element->len; i++)
		element->room[i] = bytes[(size_t)random() % sizeof(bytes)];
}

static int sign(int order)
{
	return (order > 0) - (order < 0);
}

static void start_random(void)
{
	unsigned seed = (unsigned)random_seed();

	srandom(seed);
}

/* Two tuples of one length; each element in the order its `reversed` says, then an id as in every index. */
static void order_of_bytes_is_order_of_tuples(void **state)
{
	(void)state;
	start_random();
	for (int round = 0; round < ROUNDS; round++) {
		size_t count = 1 + (size_t)random() % TUPLE;
		bool any_reversed = random() % 2;
		struct element a, b;
		struct buf one = BUF_INIT, two = BUF_INIT;
		int order = 0;

		for (size_t i = 0; i < count; i++) {
			bool reversed = any_reversed && random() % 2;
			size_t from_one = one.len, from_two = two.len;

			make_element(&a);
			b = a;
			if (random() % 2)
				make_element(&b);
			put(&one, &a);
			put(&two, &b);
			if (reversed) {
				key_reverse(&one, from_one);
				key_reverse(&two, from_two);
			}
			if (!order)
				order = reversed ? -compare_elements(&a, &b) : compare_elements(&a, &b);
		}
		if (any_reversed) {
			key_id(&one, 5);
			key_id(&two, 5);
		}
		assert_int_equal(sign(text_compare(buf_as_text(&one), buf_as_text(&two))), sign(order));
		buf_release(&one);
		buf_release(&two);
	}
}

/* A shorter tuple stands before all that begin with it, so a prefix walk finds just these. */
static void prefix_is_no_other_tuple(void **state)
{
	static const struct {
		const char *prefix, *other;
		bool starts;
	} rows[] = {{"ab", "ab", true}, {"ab", "abc", false}, {"", "a", false}, {"", "", true}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf one = BUF_INIT, two = BUF_INIT;

		key_text(&one, text_of(rows[i].prefix));
		key_text(&two, text_of(rows[i].other));
		key_id(&two, 1);
		assert_int_equal(text_starts(buf_as_text(&two), buf_as_text(&one)), rows[i].starts);
		buf_release(&one);
		buf_release(&two);
	}
}

static bool read_back(struct reader *key, const struct element *element)
{
	struct buf text = BUF_INIT;
	int64_t number = 0;
	uint64_t id = 0;
	bool same;

	if (element->kind == ID)
		return key_read_id(key, &id) && id == (uint64_t)element->number;
	if (element->kind == NUMBER)
		return key_read_number(key, &number) && number == element->number;
	same = key_read_text(key, &text) && text_equal(buf_as_text(&text), text_in(element));
	buf_release(&text);
	return same;
}

static void round_trip(void **state)
{
	(void)state;
	start_random();
	for (int round = 0; round < ROUNDS; round++) {
		struct element elements[TUPLE];
		struct buf key = BUF_INIT;
		struct reader reader;

		for (size_t i = 0; i < TUPLE; i++) {
			do
				make_element(&elements[i]);
			while (elements[i].kind == EMPTY); /* has no reader */
			put(&key, &elements[i]);
		}
		reader = reader_of(key.data, key.len);
		for (size_t i = 0; i < TUPLE; i++)
			assert_true(read_back(&reader, &elements[i]));
		assert_int_equal(reader_left(&reader), 0);
		buf_release(&key);
	}
}

/* Every shortened key of one element is refused, and so is every element read as another kind. */
static void damage_is_refused(void **state)
{
	(void)state;
	start_random();
	for (int round = 0; round < ROUNDS / 10; round++) {
		struct element element;
		struct buf key = BUF_INIT, out = BUF_INIT;

		make_element(&element);
		put(&key, &element);
		buf_text(&out, TEXT("kept"));
		for (size_t len = 0; len <= key.len; len++) {
			struct reader id = reader_of(key.data, len), number = id, text = id;
			bool whole = len == key.len;
			int64_t a;
			uint64_t b;

			assert_int_equal(key_read_id(&id, &b), whole && element.kind == ID);
			assert_int_equal(key_read_number(&number, &a), whole && element.kind == NUMBER);
			/* A text cut between 00 and FF is another text, whole. */
			if (whole || element.kind < WORDS || key.data[len - !!len] || len < 2)
				assert_int_equal(key_read_text(&text, &out), whole && element.kind >= WORDS);
			if (!whole && element.kind < WORDS)
				assert_true(text_is(buf_as_text(&out), "kept"));
		}
		buf_release(&key);
		buf_release(&out);
	}
}

/* A text that does not end adds nothing. */
static void damaged_text_leaves_the_buffer(void **state)
{
	struct buf key = BUF_INIT, out = BUF_INIT;
	struct reader reader;

	(void)state;
	key_text(&key, TEXT("abc"));
	buf_text(&out, TEXT("kept"));
	reader = reader_of(key.data, key.len - 1);
	assert_false(key_read_text(&reader, &out));
	assert_true(text_is(buf_as_text(&out), "kept"));
	buf_release(&key);
	buf_release(&out);
}

/* Long texts are cut at a character, bytes anywhere; the key stays within what a key may be. */
static void long_text_is_cut(void **state)
{
	static const struct {
		size_t ascii; /* before the 汉字 */
		size_t kept;
	} rows[] = {{0, 198}, {197, 200}, {198, 198}, {199, 199}, {200, 200}, {201, 200}};
	char room[512];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf key = BUF_INIT, out = BUF_INIT;
		struct reader reader;
		size_t len = rows[i].ascii;

		memset(room, 'x', len);
		while (len + 3 < sizeof(room)) {
			memcpy(room + len, "法", 3);
			len += 3;
		}
		key_text(&key, (struct text){room, len});
		reader = reader_of(key.data, key.len);
		assert_true(key_read_text(&reader, &out));
		assert_int_equal(out.len, rows[i].kept);
		assert_true(text_valid(buf_as_text(&out)));
		buf_clear(&key);
		key_bytes(&key, (struct text){room, len});
		assert_int_equal(key.len, KEY_TEXT_MAX + 2);
		buf_release(&key);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_of_bytes_is_order_of_tuples),
		cmocka_unit_test(prefix_is_no_other_tuple),
		cmocka_unit_test(round_trip),
		cmocka_unit_test(damage_is_refused),
		cmocka_unit_test(damaged_text_leaves_the_buffer),
		cmocka_unit_test(long_text_is_cut),
	};

	return cmocka_run_group_tests_name("key", tests, NULL, NULL);
}
