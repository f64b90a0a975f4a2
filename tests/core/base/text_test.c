#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "core/base/buf.h"
#include "core/base/text.h"
#include "tests/harness/seed.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void slices(void **state)
{
	struct text text = TEXT("党小组会"), rest = TEXT("a,,b,"), piece;

	(void)state;
	assert_int_equal(text.len, 12);
	assert_int_equal(text_of(NULL).len, 0);
	assert_true(text_is(text_take(text, 3), "党"));
	assert_true(text_is(text_skip(text, 9), "会"));
	assert_int_equal(text_skip(text, 100).len, 0);
	assert_true(text_starts(text, TEXT("党小")));
	assert_false(text_starts(TEXT("党"), TEXT("党小")));
	assert_true(text_ends(text, TEXT("会")));
	assert_false(text_ends(text, TEXT("组")));
	assert_true(text_ends(text, NO_TEXT));
	assert_int_equal(text_find(text, TEXT("组")), 6);
	assert_int_equal(text_find(text, TEXT("庭")), 12);
	assert_int_equal(text_find(text, NO_TEXT), 0);
	assert_true(text_compare(TEXT("ab"), TEXT("abc")) < 0);
	assert_true(text_compare(TEXT("b"), TEXT("abc")) > 0);
	assert_true(text_compare(TEXT("\xff"), TEXT("a")) > 0);
	assert_int_equal(text_compare(NO_TEXT, NO_TEXT), 0);
	assert_true(text_is(text_trim(TEXT(" 　\t党 会\n　 ")), "党 会"));
	assert_true(text_is(text_trim(TEXT(" 　 ")), ""));
	assert_true(text_split(&rest, ',', &piece) && text_is(piece, "a"));
	assert_true(text_split(&rest, ',', &piece) && text_is(piece, ""));
	assert_true(text_split(&rest, ',', &piece) && text_is(piece, "b"));
	assert_false(text_split(&rest, ',', &piece));
}

static void every_code_point_goes_through_utf8(void **state)
{
	(void)state;
	for (uint32_t code = 0; code <= 0x10ffff; code++) {
		char bytes[4];
		struct text text = {bytes, utf8_put(bytes, code)};
		bool surrogate = code >= 0xd800 && code <= 0xdfff;

		assert_int_equal(text_valid(text), !surrogate);
		if (surrogate)
			continue;
		assert_int_equal(text_next(&text), code);
		assert_int_equal(text.len, 0);
	}
}

static void bad_utf8_moves_one_byte(void **state)
{
	static const char *const rows[] = {
		"\x80",
		"\xc0\x80",
		"\xc1\xbf",
		"\xe0\x80\x80",
		"\xe0\x9f\xbf",
		"\xed\xa0\x80",
		"\xf0\x80\x80\x80",
		"\xf4\x90\x80\x80",
		"\xf8\x88\x80\x80",
		"\xff",
		"\xe5\x85",
		"\xf0\x9f\x98",
		"\xc3",
		"\xe5\x41\x41",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text text = text_of(rows[i]);
		size_t len = text.len;

		assert_false(text_valid(text));
		assert_int_equal(text_next(&text), 0xfffd);
		assert_int_equal(text.len, len - 1);
	}
	assert_int_equal(text_count(TEXT("a党\xff")), 3);
}

static void folding(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	for (uint32_t code = '!'; code <= '~'; code++) {
		assert_int_equal(char_fold(code + 0xff01 - '!'), code);
		assert_int_equal(char_fold(code), code);
	}
	text_fold(TEXT("：、。《》“ｑ　党é…￥"), &out);
	assert_string_equal(buf_cstr(&out), ":/.<>\"q 党é^$");
	buf_release(&out);
}

static void distances(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned distance;
	} rows[] = {
		{"", "", 0},
		{"abc", "abc", 0},
		{"abc", "", 3},
		{"", "abc", 3},
		{"abc", "abd", 1},
		{"abc", "ac", 1},
		{"abc", "xabc", 1},
		{"attendance_rate", "attendence_rate", 1},
		{"kitten", "sitting", 3},
		{"出勤率", "出席率", 1},
		{"ab", "ba", 2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (unsigned limit = 0; limit < 6; limit++) {
			struct text a = text_of(rows[i].a), b = text_of(rows[i].b);
			unsigned expected = rows[i].distance <= limit ? rows[i].distance : limit + 1;

			assert_int_equal(text_distance(a, b, limit), expected);
			assert_int_equal(text_distance(b, a, limit), expected);
		}
}

static void cleaning(void **state)
{
	static const struct {
		const char *text;
		const char *stored; /* or NULL */
		size_t where;
		enum text_fault fault;
		uint32_t code;
	} rows[] = {
		{"党小组\n\t会", "党小组\n\t会", 0, TEXT_OK, 0},
		{"", "", 0, TEXT_OK, 0},
		{"a\r\nb\r\n", "a\nb\n", 0, TEXT_OK, 0},
		{"e\xcc\x81t\r\ne\xcc\x81", "\xc3\xa9t\n\xc3\xa9", 0, TEXT_OK, 0},
		{"\xef\xa4\x80", "\xe8\xb1\x88", 0, TEXT_OK,
			0}, /* a compatibility Han character has one form */
		{"\xe2\x84\xab", "\xc3\x85", 0, TEXT_OK, 0},
		{"\xef\xbf\xbd", "\xef\xbf\xbd", 0, TEXT_OK, 0},
		{"ab\rc", NULL, 2, TEXT_CONTROL, '\r'},
		{"ab\x1b[2J", NULL, 2, TEXT_CONTROL, 0x1b},
		{"党\x7f", NULL, 3, TEXT_CONTROL, 0x7f},
		{"\xc2\x9b", NULL, 0, TEXT_CONTROL, 0x9b},
		{"a\xff", NULL, 1, TEXT_NOT_UTF8, 0xff},
		{"a\xe5\x85", NULL, 1, TEXT_NOT_UTF8, 0xe5},
		{"a\xe2\x80\xae"
		 "b",
			NULL, 1, TEXT_INVISIBLE, 0x202e},
		{"\xe2\x81\xa6", NULL, 0, TEXT_INVISIBLE, 0x2066},
		{"\xe2\x80\x8b", NULL, 0, TEXT_INVISIBLE, 0x200b},
		{"\xe2\x80\x8d", NULL, 0, TEXT_INVISIBLE, 0x200d},
		{"\xef\xbb\xbf", NULL, 0, TEXT_INVISIBLE, 0xfeff},
		{"\xc2\xad", NULL, 0, TEXT_INVISIBLE, 0xad},
		{"\xef\xb8\x8f", NULL, 0, TEXT_INVISIBLE, 0xfe0f},
		{"\xf3\xa0\x84\x80", NULL, 0, TEXT_INVISIBLE, 0xe0100},
		{"\xef\xbf\xbe", NULL, 0, TEXT_INVISIBLE, 0xfffe},
		{"\xf0\x9f\xbf\xbf", NULL, 0, TEXT_INVISIBLE, 0x1ffff},
		{"\xef\xb7\x90", NULL, 0, TEXT_INVISIBLE, 0xfdd0},
		{"\xe2\x80\xa8", NULL, 0, TEXT_INVISIBLE, 0x2028},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf out = BUF_INIT;
		size_t where = 0;
		uint32_t code = 0;

		assert_int_equal(text_clean(text_of(rows[i].text), &out, &where, &code), rows[i].fault);
		if (rows[i].stored)
			assert_string_equal(buf_cstr(&out), rows[i].stored);
		else
			assert_int_equal(out.len, 0);
		assert_int_equal(where, rows[i].where);
		assert_int_equal(code, rows[i].code);
		buf_release(&out);
	}
	assert_int_equal(text_clean((struct text){"a\0b", 3}, NULL, NULL, NULL), TEXT_CONTROL);
}

/* What was cleaned is clean: valid, without faults, and the same when cleaned again. Letters and marks are
 * mixed so that they compose and reorder. */
static void clean_text_stays_as_it_is(void **state)
{
	static const uint32_t codes[] = {'a', 'e', 'u', 0x301, 0x308, 0x323, 0x1100, 0x1161, 0x11a8, 0x5355,
		0xf900, 0x2f804, 0x1e69, 0x212b, 0xff21, '\n', 0x3099, 0x304b, 0x600, 0x1f600, '\r'};
	unsigned seed = (unsigned)random_seed();

	(void)state;
	srandom(seed);
	for (int round = 0; round < 3000; round++) {
		struct buf raw = BUF_INIT, once = BUF_INIT, twice = BUF_INIT;

		for (long n = random() % 12; n >= 0; n--) {
			uint32_t code = codes[(size_t)random() % COUNT(codes)];
			char bytes[4];

			buf_put(&raw, bytes, utf8_put(bytes, code));
			if (code == '\r')
				buf_byte(&raw, '\n');
		}
		assert_int_equal(text_clean(buf_as_text(&raw), &once, NULL, NULL), TEXT_OK);
		assert_int_equal(text_clean(buf_as_text(&once), &twice, NULL, NULL), TEXT_OK);
		assert_true(text_equal(buf_as_text(&once), buf_as_text(&twice)));
		assert_true(text_valid(buf_as_text(&once)));
		assert_int_equal(text_find(buf_as_text(&once), TEXT("\r")), once.len);
		buf_release(&raw);
		buf_release(&once);
		buf_release(&twice);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slices),
		cmocka_unit_test(every_code_point_goes_through_utf8),
		cmocka_unit_test(bad_utf8_moves_one_byte),
		cmocka_unit_test(folding),
		cmocka_unit_test(distances),
		cmocka_unit_test(cleaning),
		cmocka_unit_test(clean_text_stays_as_it_is),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
