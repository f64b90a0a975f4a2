#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "core/base/buf.h"
#include "core/base/number.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	const char *typed;
	int places;
	const char *shown; /* NULL: refused */
} rows[] = {
	{"0", 0, "0"},
	{"-0", 0, "0"},
	{"42", 0, "42"},
	{"+7", 0, "7"},
	{" 12 ", 0, "12"},
	{"１２", 0, "12"},
	{"－３", 0, "-3"},
	{"　5　", 0, "5"},
	{"007", 0, "7"},
	{"9223372036854775807", 0, "9223372036854775807"},
	{"-9223372036854775808", 0, "-9223372036854775808"},
	{"9223372036854775808", 0, NULL},
	{"-9223372036854775809", 0, NULL},
	{"99999999999999999999", 0, NULL},
	{"", 0, NULL},
	{"-", 0, NULL},
	{"1.0", 0, NULL},
	{"1 2", 0, NULL},
	{"0x1", 0, NULL},
	{"一", 0, NULL},
	{"--1", 0, NULL},
	{"7", 2, "7"},
	{"7.50", 2, "7.5"},
	{"7.05", 2, "7.05"},
	{"7。5", 1, "7.5"},
	{"７．５", 2, "7.5"},
	{"-0.5", 1, "-0.5"},
	{".5", 2, "0.5"},
	{"7.505", 2, NULL},
	{"7.500", 2, NULL},
	{"5.", 2, NULL},
	{".", 2, NULL},
	{"1.2.3", 4, NULL},
	{"1e3", 2, NULL},
	{"92233720368547758.07", 2, "92233720368547758.07"},
	{"92233720368547758.08", 2, NULL},
	{"-92233720368547758.08", 2, "-92233720368547758.08"},
};

static void typed_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf out = BUF_INIT;
		int64_t number = 77;
		bool good = decimal_parse(text_of(rows[i].typed), rows[i].places, &number);

		if (good != (rows[i].shown != NULL))
			fail_msg("\"%s\" was %s", rows[i].typed, good ? "taken" : "refused");
		if (good)
			decimal_format(number, rows[i].places, &out);
		assert_string_equal(buf_cstr(&out), good ? rows[i].shown : "");
		assert_true(good || number == 77);
		buf_release(&out);
	}
}

static void whole_numbers_are_decimals_without_places(void **state)
{
	struct buf out = BUF_INIT;
	int64_t number;

	(void)state;
	assert_true(number_parse(TEXT("-120"), &number));
	number_format(number, &out);
	assert_string_equal(buf_cstr(&out), "-120");
	assert_false(number_parse(TEXT("1.5"), &number));
	buf_release(&out);
}

/* Check values of RFC 3720, B.4, and the usual "123456789". */
static void crc32c_is_castagnoli(void **state)
{
	uint8_t bytes[48];
	uint32_t single = 0;

	(void)state;
	assert_int_equal(crc32c(0, "", 0), 0);
	assert_int_equal(crc32c(0, "123456789", 9), 0xe3069283);
	memset(bytes, 0, 32);
	assert_int_equal(crc32c(0, bytes, 32), 0x8a9136aa);
	memset(bytes, 0xff, 32);
	assert_int_equal(crc32c(0, bytes, 32), 0x62a8ab43);
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)i;
	assert_int_equal(crc32c(0, bytes, 32), 0x46dd794e);
	/* in pieces of any length it is the same; below 8 bytes the table works alone */
	for (size_t cut = 0; cut <= sizeof(bytes); cut++) {
		const size_t rest = sizeof(bytes) - cut;
		const uint32_t whole = crc32c(0, bytes, sizeof(bytes));

		assert_int_equal(crc32c(crc32c(0, bytes, cut), bytes + cut, rest), whole);
		assert_int_equal(crc32c_two(bytes, cut, bytes + cut, rest), whole);
	}
	for (size_t k = 0; k < sizeof(bytes); k++)
		single = crc32c(single, bytes + k, 1);
	assert_int_equal(single, crc32c(0, bytes, sizeof(bytes)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typed_numbers),
		cmocka_unit_test(whole_numbers_are_decimals_without_places),
		cmocka_unit_test(crc32c_is_castagnoli),
	};

	return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
