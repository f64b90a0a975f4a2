#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/model/entities.h"
#include "tests/harness/sample.h"
#include "tests/harness/seed.h"
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define BYTES(literal) ((struct text){(literal), sizeof(literal) - 1})

/* One of everything; the format is for ever, so the bytes are written here. */
static const char golden[] = "\3\6\xe5\xbc\xa0\xe4\xb8\x89"  /* 1 name: 张三 */
			     "\6\6"                          /* 3 count: 3 */
			     "\10\377\1"                     /* 4 share: -128 */
			     "\20\2"                         /* 8 done: yes */
			     "\31\3\1\254\2"                 /* 12 helpers: 1, 300 */
			     "\33\12\7\2\2\16\11\4\2\22\4\2" /* 13 roll: 7 (who 7), 9 (who 9, mark 1) */
			     "\300\76\2"                     /* 4000: a number of a newer version */
			     "\303\76\1x";                   /* 4001: bytes of a newer version */

static struct view golden_view(void)
{
	return (struct view){.entity = &sample_entity, .id = 5, .body = BYTES(golden)};
}

static void golden_bytes_are_read(void **state)
{
	struct view view = golden_view(), row;
	struct value value;

	(void)state;
	assert_true(body_check(&sample_entity, view.body, NULL));
	assert_true(text_is(view_text(&view, SAMPLE_NAME), "张三"));
	assert_int_equal(view_number(&view, SAMPLE_COUNT), 3);
	assert_int_equal(view_number(&view, SAMPLE_SHARE), -128);
	assert_int_equal(view_number(&view, SAMPLE_DONE), 1);
	assert_false(view_has(&view, SAMPLE_ESSAY));
	assert_false(view_has(&view, SAMPLE_SOUNDS));
	assert_int_equal(view_number_or(&view, SAMPLE_TIME, 99), 99);
	assert_true(view_get(&view, SAMPLE_HELPERS, &value));
	assert_int_equal(value.kind, VALUE_IDS);
	assert_true(value_has_id(&value, 300));
	assert_false(value_has_id(&value, 301));
	assert_int_equal(view_row_count(&view, SAMPLE_ROLL), 2);
	assert_true(view_row(&view, SAMPLE_ROLL, 9, &row));
	assert_int_equal(view_number(&row, ROLL_MARK), 1);
	assert_false(view_row(&view, SAMPLE_ROLL, 8, &row));
	assert_false(view_row(&view, SAMPLE_ROLL, 10, &row));
	assert_int_equal(view_number(&view, 4000), 1);
	assert_true(text_is(view_text(&view, 4001), "x"));
	assert_false(view_get(&view, 4002, &value));
	assert_int_equal(value.kind, VALUE_EMPTY);
	assert_false(view_removed(&view));
}

static void check_known(const struct view *plain)
{
	struct view view = *plain;
	struct view_known known;

	view_know(&view, &known);
	for (uint16_t tag = 1; view.known && tag + 3 < KNOWN_TAGS; tag++) {
		const uint16_t tags[] = {tag, (uint16_t)(tag + 3)};
		int64_t numbers[2];

		assert_true(view_numbers(plain->body, tags, 2, numbers));
		for (size_t i = 0; i < 2; i++)
			assert_int_equal(numbers[i], view_number_or(plain, tags[i], VIEW_NO_NUMBER));
	}
	for (unsigned tag = 1; tag < 5000; tag++) {
		struct value one, other;
		bool there = view_get(plain, (uint16_t)tag, &one);

		assert_int_equal(view_get(&view, (uint16_t)tag, &other), there);
		assert_int_equal(one.kind, other.kind);
		assert_true(value_equal(&one, &other));
		assert_int_equal(
			view_number_or(plain, (uint16_t)tag, 77), view_number_or(&view, (uint16_t)tag, 77));
	}
}

/* Read whole or field by field: the same, whatever the bytes are. */
static void known_views_say_the_same(void **state)
{
	struct view view = golden_view();
	char bytes[sizeof(golden)];

	(void)state;
	check_known(&view);
	for (size_t len = 0; len < view.body.len; len++) {
		struct view cut = view;

		cut.body = text_take(view.body, len);
		check_known(&cut);
	}
	for (size_t i = 0; i < view.body.len; i++)
		for (unsigned byte = 0; byte < 256; byte += 5) {
			struct view spoilt = view;

			memcpy(bytes, golden, sizeof(golden));
			bytes[i] = (char)byte;
			spoilt.body.at = bytes;
			check_known(&spoilt);
		}
}

/* --- rows that say the same --- */

/* A row's body, without the key where that stands first. */
static struct text said(struct text body, uint16_t key)
{
	size_t at = 1;

	if (!key || !body.len || (uint8_t)body.at[0] != key << 1)
		return body;
	while (at < body.len && (uint8_t)body.at[at] >= 0x80)
		at++;
	return at + 1 < body.len ? text_skip(body, at + 1) : body;
}

static void check_sorts(struct text bytes, uint16_t key, size_t *most)
{
	const struct value list = {VALUE_ROWS, 0, bytes};
	const struct row_walk rows = value_rows(&roll_rows, &list);
	struct row_walk each = rows;
	struct row_sorts sorts;
	bool counted = row_sorts_count(&rows, key, &sorts);
	struct text known[64];
	size_t counts[64], sort_count = 0;

	while (row_walk_next(&each)) {
		struct text says = said(each.row.body, key);
		size_t nth = 0;

		while (nth < sort_count && !text_equal(known[nth], says))
			nth++;
		if (nth == sort_count) {
			known[nth] = says;
			counts[sort_count++] = 0;
		}
		counts[nth]++;
	}
	assert_int_equal(counted, !each.reader.bad && sort_count <= ROW_SORTS);
	if (!counted)
		return;
	assert_int_equal(sorts.count, sort_count);
	for (size_t i = 0; i < sort_count; i++) {
		assert_true(text_equal(sorts.sorts[i].says, known[i]));
		assert_int_equal(sorts.sorts[i].count, counts[i]);
		*most = counts[i] > *most ? counts[i] : *most;
	}
}

/* Counted together or one by one: the same rows, whatever the bytes are. */
static void sorts_are_their_rows(void **state)
{
	static const struct text tails[] = {BYTES("\4\2"), BYTES("\4\4"), BYTES("\4\2\7\13a longer one"),
		BYTES("\4\2\7\13a longer two"), BYTES(""), BYTES("\4\377\377\3")};
	uint64_t seed = random_seed();
	size_t most = 0;

	(void)state;
	for (size_t round = 0; round < 300; round++) {
		struct buf rows = BUF_INIT, body = BUF_INIT;
		size_t tail = 0;

		for (uint64_t row = 0, key = 0; row < (round % 5 ? 12 : 20); row++) {
			key += 1 + sample_below(&seed, round % 3 ? 9 : 20000);
			if (!sample_below(&seed, 3))
				tail = sample_below(&seed, COUNT(tails));
			body.len = 0;
			buf_byte(&body, 2);
			buf_varint(&body, 2 * key);
			buf_text(&body, tails[tail]);
			rows_add(&rows, key, buf_as_text(&body));
		}
		check_sorts(buf_as_text(&rows), ROLL_WHO, &most);
		check_sorts(buf_as_text(&rows), 0, &most);
		for (size_t i = 0; i < 40; i++) {
			/* 0 makes a number longer than it need be. */
			rows.data[sample_below(&seed, rows.len)] =
				(uint8_t)(sample_below(&seed, 4) ? sample_below(&seed, 256) : 0);
			check_sorts(text_take(buf_as_text(&rows), sample_below(&seed, rows.len + 1)),
				ROLL_WHO, &most);
		}
		buf_release(&rows);
		buf_release(&body);
	}
	assert_true(most > 3);
}

/* Fields set in any order give the same bytes, and unknown ones come along. */
static void golden_bytes_are_written(void **state)
{
	static const uint16_t orders[][8] = {{1, 3, 4, 8, 12, 13, 4000, 4001},
		{4001, 4000, 13, 12, 8, 4, 3, 1}, {8, 1, 4001, 12, 3, 4000, 13, 4}};
	struct view view = golden_view();

	(void)state;
	for (size_t i = 0; i < COUNT(orders); i++) {
		struct record record;
		struct buf body = BUF_INIT;

		record_init(&record, &sample_entity);
		record_number(&record, SAMPLE_COUNT, 77);
		record_text(&record, SAMPLE_ESSAY, TEXT("taken away again"));
		record_text(&record, SAMPLE_SOUNDS, NO_TEXT);
		for (size_t j = 0; j < COUNT(orders[i]); j++) {
			struct value value;

			view_get(&view, orders[i][j], &value);
			record_set(&record, orders[i][j], value);
		}
		record_text(&record, SAMPLE_ESSAY, NO_TEXT);
		record_write(&record, &body);
		assert_int_equal(body.len, view.body.len);
		assert_memory_equal(body.data, golden, body.len);
		record_release(&record);
		buf_release(&body);
	}
}

static const struct {
	const char *what;
	struct text body;
	bool good;
} bodies[] = {
	{"nothing", BYTES(""), true},
	{"a number", BYTES("\6\6"), true},
	{"a choice of a newer version", BYTES("\22\76"), true},
	{"beyond its bounds", BYTES("\6\377\377\3"), true},
	{"an unknown field", BYTES("\300\76\2"), true},
	{"a row without fields", BYTES("\33\2\7\0"), true},
	{"tag 0", BYTES("\0\6"), false},
	{"a tag beyond 16 bits", BYTES("\200\200\10\2"), false},
	{"tags twice", BYTES("\6\6\6\6"), false},
	{"tags that fall", BYTES("\10\6\6\6"), false},
	{"an over-long tag", BYTES("\206\0\6"), false},
	{"an over-long number", BYTES("\6\206\0"), false},
	{"an over-long length", BYTES("\3\201\0a"), false},
	{"a number of 11 bytes", BYTES("\6\377\377\377\377\377\377\377\377\377\377\1"), false},
	{"a text where a number belongs", BYTES("\7\1a"), false},
	{"a number where a text belongs", BYTES("\2\6"), false},
	{"a text of no bytes", BYTES("\3\0"), false},
	{"unknown bytes that are none", BYTES("\303\76\0"), false},
	{"no UTF-8", BYTES("\3\1\377"), false},
	{"half a character", BYTES("\3\2\xe5\xbc"), false},
	{"a surrogate", BYTES("\3\3\xed\xa0\x80"), false},
	{"a length beyond the end", BYTES("\3\6ab"), false},
	{"an id twice", BYTES("\31\2\7\7"), false},
	{"id 0", BYTES("\31\1\0"), false},
	{"half an id", BYTES("\31\1\200"), false},
	{"row 0", BYTES("\33\2\0\0"), false},
	{"rows that fall", BYTES("\33\4\7\0\6\0"), false},
	{"a row twice", BYTES("\33\4\7\0\7\0"), false},
	{"a damaged row", BYTES("\33\4\7\2\2\200"), false},
	{"no rows", BYTES("\33\0"), false},
	{"bytes behind", BYTES("\6\6\200"), false},
};

static void bodies_from_outside(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bodies); i++) {
		struct error err = ERROR_INIT;
		bool good = body_check(&sample_entity, bodies[i].body, &err);

		if (good != bodies[i].good)
			fail_msg("%s: %s", bodies[i].what, good ? "taken" : "refused");
		assert_int_equal(err.kind, good ? ERROR_NONE : ERROR_BROKEN);
	}
}

/* What is said of fields that nobody knows, one by one. */
static bool is_ordered(struct text body)
{
	struct field_walk walk = view_walk(NULL, body);
	uint16_t last = 0;

	while (field_walk_next(&walk)) {
		if (walk.tag <= last || (walk.value.kind == VALUE_TEXT && !walk.value.bytes.len))
			return false;
		last = walk.tag;
	}
	return !walk.reader.bad && !reader_left(&walk.reader);
}

/* Passed over or looked at: the same is refused, whatever the bytes are. */
static void unknown_fields_from_outside(void **state)
{
	static const struct entity nothing = {0, "nothing", "无"};
	static const struct text bad[] = {BYTES("\6\2\7\0"), BYTES("\6\2\6\2"), BYTES("\6\2\4\2"),
		BYTES("\6\2\11\5ab"), BYTES("\6\2\10\200\0"), BYTES("\6\2\11\201\0a"), BYTES("\6\2\0\2"),
		BYTES("\6\2\11"), BYTES("\6\2\11\0\13\1a")};
	uint64_t seed = random_seed();
	size_t good = 0;

	(void)state;
	assert_true(body_check(&nothing, BYTES("\6\2\11\1a\13\2ab"), NULL));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(body_check(&nothing, bad[i], NULL));
	for (size_t round = 0; round < 4000; round++) {
		struct buf body = BUF_INIT;

		for (uint16_t tag = 1; tag < 80; tag += (uint16_t)(1 + sample_below(&seed, 20))) {
			struct value number = value_number(
					     (int64_t)sample_random(&seed) >> sample_below(&seed, 63)),
				     text = value_text(text_take(
					     TEXT("many bytes in a row"), 1 + sample_below(&seed, 18)));

			value_write(tag, sample_below(&seed, 2) ? &number : &text, &body);
		}
		for (size_t i = sample_below(&seed, 3); i--;)
			body.data[sample_below(&seed, body.len)] = (uint8_t)sample_below(&seed, 256);
		body.len -= sample_below(&seed, 4) ? 0 : sample_below(&seed, body.len);
		good += is_ordered(buf_as_text(&body));
		assert_int_equal(
			body_check(&nothing, buf_as_text(&body), NULL), is_ordered(buf_as_text(&body)));
		buf_release(&body);
	}
	assert_in_range(good, 400, 3900);
}

/* Half a million ids must not take the square of their count. */
static void many_ids_are_checked_at_once(void **state)
{
	struct buf ids = BUF_INIT, body = BUF_INIT;

	(void)state;
	for (uint64_t id = 500000; id; id--)
		buf_varint(&ids, id);
	buf_varint(&body, SAMPLE_HELPERS << 1 | 1);
	buf_block(&body, ids.data, ids.len);
	assert_true(body_check(&sample_entity, buf_as_text(&body), NULL));
	buf_release(&ids);
	buf_release(&body);
}

/* Reads all that can be read. */
static void read_all(const struct entity *entity, struct text body)
{
	struct field_walk walk = view_walk(entity, body);
	struct view view = {.entity = entity, .body = body};
	struct value value;

	while (field_walk_next(&walk)) {
		struct row_walk rows = value_rows(
			entity_field(entity, walk.tag) ? entity_field(entity, walk.tag)->rows : NULL,
			&walk.value);

		while (rows.row.entity && row_walk_next(&rows))
			read_all(rows.row.entity, rows.row.body);
	}
	for (const struct field *field = NULL; (field = entity_next(entity, field));)
		view_get(&view, field->tag, &value);
}

/* In memory that ends where the bytes do, for the sanitizer. */
static void shorter_bodies_break_nothing(void **state)
{
	uint64_t seed = random_seed();

	(void)state;
	for (size_t i = 0; i < 40; i++) {
		struct buf body = BUF_INIT;

		sample_body(&sample_entity, &seed, &body);
		for (size_t len = 0; len <= body.len; len++) {
			char *copy = malloc(len ? len : 1);
			struct text cut = {copy, len};

			assert_non_null(copy);
			memcpy(copy, body.data, len);
			if (len && sample_below(&seed, 2))
				copy[sample_below(&seed, len)] = (char)sample_random(&seed);
			body_check(&sample_entity, cut, NULL);
			read_all(&sample_entity, cut);
			free(copy);
		}
		assert_true(body_check(&sample_entity, buf_as_text(&body), NULL));
		buf_release(&body);
	}
}

static void bodies_are_canonical(const struct entity *entity, uint64_t *seed)
{
	struct buf body = BUF_INIT, again = BUF_INIT;
	struct record record;
	struct error err = ERROR_INIT;

	sample_body(entity, seed, &body);
	if (!body_check(entity, buf_as_text(&body), &err))
		fail_msg("%s: %s", entity->name, err.message.id);
	record_read(&record, entity, buf_as_text(&body));
	record_write(&record, &again);
	assert_true(text_equal(buf_as_text(&body), buf_as_text(&again)));
	record_release(&record);
	buf_release(&body);
	buf_release(&again);
}

static void equal_records_have_equal_bytes(void **state)
{
	uint64_t seed = random_seed();

	(void)state;
	for (size_t i = 0; i < 100; i++) {
		bodies_are_canonical(&sample_entity, &seed);
		for (const struct entity *const *entity = court_schema.entities; *entity; entity++)
			bodies_are_canonical(*entity, &seed);
	}
}

/* Every bit of what is stored is guarded, and so is the key under which it lies. */
static void header_guards_every_bit(void **state)
{
	struct view view = golden_view(), again;
	struct buf bytes = BUF_INIT;

	(void)state;
	view.revision = 7;
	view.moment = -5;
	view.author = 9;
	view_write(&view, TEXT("key"), &bytes);
	assert_int_equal(bytes.len, RECORD_HEADER + view.body.len);
	assert_true(view_open(&again, &sample_entity, 5, TEXT("key"), buf_as_text(&bytes), NULL));
	assert_int_equal(again.revision, 7);
	assert_int_equal(again.moment, -5);
	assert_int_equal(again.author, 9);
	assert_true(text_equal(again.body, view.body));
	assert_false(view_open(&again, &sample_entity, 5, TEXT("kez"), buf_as_text(&bytes), NULL));
	for (size_t bit = 0; bit < bytes.len * 8; bit++) {
		bytes.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_false(view_open(&again, &sample_entity, 5, TEXT("key"), buf_as_text(&bytes), NULL));
		bytes.data[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	for (size_t len = 0; len < bytes.len; len++)
		assert_false(view_open(
			&again, &sample_entity, 5, TEXT("key"), text_take(buf_as_text(&bytes), len), NULL));
	buf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_bytes_are_read),
		cmocka_unit_test(known_views_say_the_same),
		cmocka_unit_test(sorts_are_their_rows),
		cmocka_unit_test(golden_bytes_are_written),
		cmocka_unit_test(bodies_from_outside),
		cmocka_unit_test(unknown_fields_from_outside),
		cmocka_unit_test(many_ids_are_checked_at_once),
		cmocka_unit_test(shorter_bodies_break_nothing),
		cmocka_unit_test(equal_records_have_equal_bytes),
		cmocka_unit_test(header_guards_every_bit),
	};

	return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
