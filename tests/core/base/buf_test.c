#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/buf.h"
#include "tests/harness/seed.h"

static void numbers_have_these_bytes(void **state)
{
	static const struct {
		uint64_t number;
		const char *bytes;
		size_t len;
	} rows[] = {
		{0, "\x00", 1},
		{127, "\x7f", 1},
		{128, "\x80\x01", 2},
		{300, "\xac\x02", 2},
		{UINT64_MAX, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10},
	};
	struct buf buf = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&buf);
		buf_varint(&buf, rows[i].number);
		assert_int_equal(buf.len, rows[i].len);
		assert_memory_equal(buf.data, rows[i].bytes, rows[i].len);
	}
	buf_clear(&buf);
	buf_u16be(&buf, 0x0102);
	buf_u32be(&buf, 0x03040506);
	buf_u64be(&buf, 0x0708090a0b0c0d0e);
	for (size_t i = 0; i < 14; i++)
		assert_int_equal(buf.data[i], i + 1);
	buf_release(&buf);
}

static void overlong_and_cut_varints_are_refused(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} rows[] = {
		{"", 0},
		{"\x80", 1},
		{"\x80\x00", 2},
		{"\xff\x80\x00", 3},
		{"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10},
		{"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct reader reader = reader_of(rows[i].bytes, rows[i].len);

		assert_int_equal(read_varint(&reader), 0);
		assert_true(reader.bad);
	}
}

static uint64_t any_number(void)
{
	uint64_t number = (uint64_t)random() << 42 ^ (uint64_t)random() << 21 ^ (uint64_t)random();

	return number >> random() % 64;
}

static void what_is_written_is_read(void **state)
{
	unsigned seed = (unsigned)random_seed();

	(void)state;
	srandom(seed);
	for (int i = 0; i < 2000; i++) {
		uint64_t a = any_number(), b = any_number();
		struct buf buf = BUF_INIT;
		struct reader reader;

		buf_varint(&buf, a);
		buf_zigzag(&buf, (int64_t)b);
		buf_zigzag(&buf, -(int64_t)(b >> 1) - 1);
		buf_block(&buf, &a, sizeof(a));
		buf_u32be(&buf, (uint32_t)a);
		buf_byte(&buf, (uint8_t)b);
		reader = reader_of(buf.data, buf.len);
		assert_true(read_varint(&reader) == a);
		assert_true(read_zigzag(&reader) == (int64_t)b);
		assert_true(read_zigzag(&reader) == -(int64_t)(b >> 1) - 1);
		assert_memory_equal(read_block(&reader).at, &a, sizeof(a));
		assert_int_equal(read_u32be(&reader), (uint32_t)a);
		assert_int_equal(read_byte(&reader), (uint8_t)b);
		assert_false(reader.bad);
		assert_int_equal(reader_left(&reader), 0);
		buf_release(&buf);
	}
}

static void a_fault_sticks(void **state)
{
	struct reader reader = reader_of("\x05"
					 "abc\x01\x02",
		6);

	(void)state;
	assert_int_equal(read_block(&reader).len, 5);
	assert_false(reader.bad);
	reader = reader_of("\x06"
			   "abc\x01\x02",
		6);
	assert_int_equal(read_block(&reader).len, 0);
	assert_true(reader.bad);
	assert_int_equal(read_byte(&reader), 0);
	assert_int_equal(read_u64be(&reader), 0);
	assert_int_equal(reader_left(&reader), 0);
	reader = reader_of("\x00\x01\x02", 3);
	assert_int_equal(read_u32be(&reader), 0);
	assert_true(reader.bad);
	reader = reader_of("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01x", 11);
	assert_int_equal(read_block(&reader).len, 0);
	assert_true(reader.bad);
}

static void splice_replaces(void **state)
{
	static const struct {
		const char *before;
		size_t at, len;
		const char *with, *after;
	} rows[] = {
		{"abcdef", 2, 2, "XY", "abXYef"},
		{"abcdef", 0, 0, "X", "Xabcdef"},
		{"abcdef", 6, 0, "X", "abcdefX"},
		{"abcdef", 1, 4, "", "af"},
		{"abcdef", 0, 6, "", ""},
		{"", 0, 0, "", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf buf = BUF_INIT;

		buf_text(&buf, text_of(rows[i].before));
		buf_splice(&buf, rows[i].at, rows[i].len, rows[i].with, strlen(rows[i].with));
		assert_string_equal(buf_cstr(&buf), rows[i].after);
		assert_int_equal(buf.len, strlen(rows[i].after));
		buf_release(&buf);
	}
}

static void printf_of_any_length(void **state)
{
	char line[600];
	struct buf buf = BUF_INIT;

	(void)state;
	for (int width = 1; width < 500; width++) {
		buf_clear(&buf);
		buf_text(&buf, TEXT("ab"));
		buf_printf(&buf, "%*d", width, 7);
		snprintf(line, sizeof(line), "ab%*d", width, 7);
		assert_int_equal(buf.len, strlen(line));
		assert_string_equal(buf_cstr(&buf), line);
		buf_release(&buf);
	}
	assert_int_equal(buf_as_text(&buf).len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_these_bytes),
		cmocka_unit_test(overlong_and_cut_varints_are_refused),
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(a_fault_sticks),
		cmocka_unit_test(splice_replaces),
		cmocka_unit_test(printf_of_any_length),
	};

	return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
