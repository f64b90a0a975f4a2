#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail

#include "core/base/buf.h"
#include "core/io/rollcall.h"
#include "core/io/table.h"

static const struct text names[] = {TEXT("刘桂"), TEXT("任希霞"), TEXT("林芸"), TEXT("范淼淼"), TEXT("王𠮷"),
	TEXT("胡青涛"), TEXT("史桂芸"), TEXT("田娥"), TEXT("刘育"), TEXT("黄芳影"), TEXT("汪茜可"),
	TEXT("马静华"), TEXT("刘桂芳")};
enum { NAMES = sizeof(names) / sizeof(*names) };

/* One line and what it says of each person in it. */
static const struct {
	const char *line;
	struct {
		const char *name;
		int mark, minutes;
		const char *reason;
		bool guest, known;
	} says[3];
} rows[] = {
	{"1. 刘桂", {{"刘桂", MARK_PRESENT, 0, "", false, true}}},
	{"2、任希霞", {{"任希霞", MARK_PRESENT, 0, "", false, true}}},
	{"12刘桂芳 到", {{"刘桂芳", MARK_PRESENT, 0, "", false, true}}},
	{"3.林芸（请假，出差）", {{"林芸", MARK_LEAVE, 0, "出差", false, true}}},
	{"林芸（出差）", {{"林芸", MARK_LEAVE, 0, "出差", false, true}}},
	{"5.王𠮷 迟到10分钟", {{"王𠮷", MARK_LATE, 10, "", false, true}}},
	{"5．王𠮷 迟到１０分钟", {{"王𠮷", MARK_LATE, 10, "", false, true}}},
	{"7.史桂芸、田娥",
		{{"史桂芸", MARK_PRESENT, 0, "", false, true}, {"田娥", MARK_PRESENT, 0, "", false, true}}},
	{"8. 刘育(线上)", {{"刘育", MARK_ONLINE, 0, "", false, true}}},
	{"9.外请：市委党校 周老师", {{"周老师", MARK_PRESENT, 0, "", true, false}}},
	{"请假：黄芳影（病假）、汪茜可",
		{{"黄芳影", MARK_LEAVE, 0, "病假", false, true}, {"汪茜可", MARK_LEAVE, 0, "", false, true}}},
	{"未到：马静华", {{"马静华", MARK_ABSENT, 0, "", false, true}}},
	{"缺席(1人): 马静华", {{"马静华", MARK_ABSENT, 0, "", false, true}}},
	{"赵不存在 到", {{"赵不存在", MARK_PRESENT, 0, "", false, false}}},
	{"速裁攻坚党小组 7月党小组会 接龙", {{0}}},
	{"", {{0}}},
	{"()、（）", {{0}}},
};

static void lines_are_understood(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct rollcall rollcall;
		size_t expected = 0;

		rollcall_read(&rollcall, text_of(rows[i].line), names, NAMES);
		while (expected < 3 && rows[i].says[expected].name)
			expected++;
		if (rollcall.count != expected)
			print_error("%s: %zu entries\n", rows[i].line, rollcall.count);
		assert_int_equal(rollcall.count, expected);
		for (size_t j = 0; j < expected; j++) {
			const struct rollcall_entry *entry = &rollcall.entries[j];

			if (!text_is(entry->name, rows[i].says[j].name) ||
				!text_is(entry->reason, rows[i].says[j].reason))
				print_error("%s: name %.*s reason %.*s\n", rows[i].line, (int)entry->name.len,
					entry->name.at, (int)entry->reason.len, entry->reason.at);
			assert_true(text_is(entry->name, rows[i].says[j].name));
			assert_true(text_is(entry->reason, rows[i].says[j].reason));
			assert_int_equal(entry->mark, rows[i].says[j].mark);
			assert_int_equal(entry->minutes, rows[i].says[j].minutes);
			assert_int_equal(entry->guest, rows[i].says[j].guest);
			assert_int_equal(entry->person >= 0, rows[i].says[j].known);
		}
		rollcall_release(&rollcall);
	}
}

static void a_real_one_is_matched(void **state)
{
	struct buf bytes = BUF_INIT;
	struct rollcall rollcall;
	struct error err = ERROR_INIT;
	size_t known = 0, guests = 0, unknown = 0;

	(void)state;
	assert_true(file_read("tests/data/rollcall.txt", &bytes, &err));
	rollcall_read(&rollcall, buf_as_text(&bytes), names, NAMES);
	for (size_t i = 0; i < rollcall.count; i++) {
		known += rollcall.entries[i].person >= 0;
		guests += rollcall.entries[i].guest;
		unknown += rollcall.entries[i].person < 0 && !rollcall.entries[i].guest;
	}
	assert_int_equal(known, 13); /* twelve people, one of them twice */
	assert_int_equal(guests, 1);
	assert_int_equal(unknown, 1);
	assert_int_equal(rollcall.entries[rollcall.count - 1].line, 14);
	rollcall_release(&rollcall);
	buf_release(&bytes);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_understood), cmocka_unit_test(a_real_one_is_matched)};

	return cmocka_run_group_tests_name("core/io/rollcall", tests, NULL, NULL);
}
