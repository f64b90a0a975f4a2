/* What several screens show in the same way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tui/shared.h"

static void test_group_short(void **state)
{
	static const struct {
		const char *name, *wanted;
	} cases[] = {{"速裁攻坚党小组", "速裁攻坚"}, {"党小组", "党小组"}, {"青年突击队", "青年突击队"},
		{"党小组办公室", "党小组办公室"}, {"", ""}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_true(text_is(group_short(text_of(cases[i].name)), cases[i].wanted));
	assert_true(text_is(group_short(TEXT("立案庭党支部")), "立案庭党支部"));
	assert_true(text_is(evaluated_short(TEXT("立案庭党支部")), "立案庭"));
	assert_true(text_is(evaluated_short(TEXT("速裁攻坚党小组")), "速裁攻坚"));
	assert_true(text_is(evaluated_short(TEXT("党支部")), "党支部"));
}

static void test_rate(void **state)
{
	static const struct {
		int64_t present, due;
		const char *wanted;
	} cases[] = {{14, 18, "77.8%"}, {18, 18, "100.0%"}, {0, 9, "0.0%"}, {1, 8, "12.5%"},
		{1, 2000, "0.1%"}, {1, 2001, "0.0%"}, {0, 0, ""}};
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&out);
		rate_show(cases[i].present, cases[i].due, &out);
		assert_string_equal(buf_cstr(&out), cases[i].wanted);
	}
	buf_release(&out);
}

/* The chosen line is always shown, and no room is left empty. */
static void test_lines_top(void **state)
{
	(void)state;
	for (size_t room = 1; room < 8; room++)
		for (size_t count = 1; count < 20; count++)
			for (size_t at = 0; at < count; at++) {
				size_t top = lines_top(at, count, room);

				assert_true(top <= at && at < top + room);
				assert_true(count <= room ? top == 0 : top + room <= count);
			}
}

static void test_tags(void **state)
{
	struct tags tags = {NULL, 0, 0};

	(void)state;
	for (uint64_t id = 1; id <= 40; id++)
		tags_flip(&tags, id);
	tags_flip(&tags, 7);
	assert_int_equal(tags.count, 39);
	for (uint64_t id = 1; id <= 40; id++)
		assert_int_equal(tags_has(&tags, id), id != 7);
	tags_release(&tags);
	assert_false(tags_has(&tags, 1));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_group_short),
		cmocka_unit_test(test_rate),
		cmocka_unit_test(test_lines_top),
		cmocka_unit_test(test_tags),
	};

	return cmocka_run_group_tests_name("tui/shared", tests, NULL, NULL);
}
