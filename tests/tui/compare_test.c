/* What is left of three texts when what they have in common is left out. */
#include "tui/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include "core/base/buf.h"
#include <cmocka.h>

static const struct {
	const char *texts[3], *want[3];
} rows[] = {
	{{"一。二。三。", "一。二。三。", "一。二。三。"}, {"", "", ""}},
	{{"一。二。三。", "一。二改。三。", "一。二。三改。"}, {"二。\n三。", "二改。", "三改。"}},
	/* Left out, or added at an end: the others have nothing instead. */
	{{"一。二。三。", "二。三。", "一。二。三。四"}, {"一。", "", "四"}},
	{{"一。二。", "新。一。二。", "一。中！二。"}, {"", "新。", "中！"}},
	/* Lines are pieces, too; empty ones are none. */
	{{"甲\n乙\n\n丙", "甲\n乙二\n丙", "甲\n丙"}, {"乙", "乙二", ""}},
	{{"First. Second; third.", "First. 2nd; third.", "First. Second; third. Fourth"},
		{"Second; third.", "2nd; third.", "Fourth"}},
	{{"", "一。", "二。"}, {"", "一。", "二。"}},
	/* What stands twice is twice. */
	{{"同。同。", "同。", "同。同。同。"}, {"同。", "", "同。"}},
};

static void differences(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct arena arena = ARENA_INIT;
		struct text texts[3], out[3];

		for (int k = 0; k < 3; k++)
			texts[k] = text_of(rows[i].texts[k]);
		compare_three(texts, &arena, out);
		for (int k = 0; k < 3; k++)
			if (!text_is(out[k], rows[i].want[k]))
				fail_msg("row %zu, text %d: \"%.*s\" instead of \"%s\"", i, k,
					(int)out[k].len, out[k].at, rows[i].want[k]);
		arena_release(&arena);
	}
}

/* Very many pieces are not compared but shown whole. */
static void very_long(void **state)
{
	struct arena arena = ARENA_INIT;
	struct buf text = BUF_INIT;
	struct text texts[3], out[3];

	(void)state;
	for (int i = 0; i < 300; i++)
		buf_printf(&text, "%d。", i);
	for (int k = 0; k < 3; k++)
		texts[k] = buf_as_text(&text);
	compare_three(texts, &arena, out);
	for (int k = 0; k < 3; k++)
		assert_true(text_equal(out[k], texts[k]));
	buf_release(&text);
	arena_release(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(differences), cmocka_unit_test(very_long)};

	return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
