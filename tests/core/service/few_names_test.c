/* The first few of many names, as many as an argument of a message holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include "core/base/error.h"
#include "core/service/few_names.h"
#include <cmocka.h>

/* 60 bytes. */
#define LONG "很长很长的名字很长很长的名字很长很长的名"

static void test_few(void **state)
{
	static const struct {
		const char *names[6], *words;
		int64_t more;
	} rows[] = {
		{{NULL}, "", 0},
		{{"甲"}, "甲", 0},
		{{"甲", "乙", "丙"}, "甲、乙、丙", 0},
		{{"甲", "乙", "丙", "丁", "戊"}, "甲、乙、丙", 2},
		/* Behind one for which there is no room none is named that would fit. */
		{{"甲", LONG LONG, "乙"}, "甲", 2},
		{{LONG, LONG, "乙"}, LONG, 2},
		/* One is named however long it is. */
		{{LONG LONG LONG, "乙"}, LONG LONG LONG, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct few_names names = {.all = 0};

		for (size_t n = 0; rows[i].names[n]; n++)
			few_names_add(&names, text_of(rows[i].names[n]));
		assert_string_equal(buf_cstr(&names.words), rows[i].words);
		assert_int_equal(few_names_more(&names), rows[i].more);
		buf_release(&names.words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_few)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
