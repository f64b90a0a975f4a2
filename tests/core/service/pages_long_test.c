/* A long list of computed rows is given up once it was read to its end; whoever goes back to it finds the
 * same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include "core/base/date.h"
#include "tests/harness/evaluating.h"
#include <cmocka.h>

enum { ITEMS = 200, PAGE = 900, ROWS = ITEMS * (COURT_PEOPLE + 1) };

static struct evaluating at;

static void activate(void)
{
	struct buf rules = BUF_INIT;

	buf_printf(&rules, "名称: 试\n评比对象: 党员\n部分:\n  - 名称: 基本项\n    项目:\n");
	for (int i = 0; i < ITEMS; i++)
		buf_printf(&rules,
			"      - {名称: 组织生活和联系群众的第%d个方面, 分值: 1, 数据: 联系群众, 每个: 1}\n",
			i);
	evaluating_activate(&at, buf_cstr(&rules));
	buf_release(&rules);
}

/* What each row is of: whose, and which item. */
static struct text rows_from(int64_t first)
{
	static struct buf seen;
	struct record request;
	struct row_walk rows;

	record_init(&request, &page_query_shape);
	record_text(&request, PAGE_SOURCE, TEXT("losses"));
	record_text(&request, PAGE_COLUMNS, TEXT("subject\nnumber"));
	record_number(&request, PAGE_SCORED, ENTITY_PERSON);
	record_number(&request, PAGE_FROM, date_of(2026, 4, 1));
	record_number(&request, PAGE_TO, date_of(2026, 6, 30));
	record_number(&request, PAGE_FIRST, first);
	record_number(&request, PAGE_COUNT, PAGE);
	assert_true(court_call(at.office, CALL_PAGE, &request, &at.reply));
	assert_int_equal(view_number(&at.reply.body, ROWS_TOTAL), ROWS);
	buf_clear(&seen);
	for (rows = view_rows(&at.reply.body, ROWS_ROWS); row_walk_next(&rows);)
		buf_printf(&seen, "%lld.%lld ", (long long)view_number(&rows.row, CELL_FIRST),
			(long long)view_number(&rows.row, CELL_FIRST + 1));
	return buf_as_text(&seen);
}

static void test_read_again(void **state)
{
	static const int64_t firsts[] = {0, PAGE, ROWS, ROWS, PAGE, 0, ROWS};
	struct buf seen[sizeof(firsts) / sizeof(*firsts)] = {BUF_INIT};

	(void)state;
	activate();
	for (size_t i = 0; i < sizeof(firsts) / sizeof(*firsts); i++) {
		buf_text(&seen[i], rows_from(firsts[i]));
		for (size_t k = 0; k < i; k++)
			if (firsts[k] == firsts[i])
				assert_string_equal(buf_cstr(&seen[i]), buf_cstr(&seen[k]));
	}
	for (size_t i = 0; i < sizeof(firsts) / sizeof(*firsts); i++)
		buf_release(&seen[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_read_again)};

	return EVALUATING_TESTS(&at,
		"名称: 试\n部分:\n  - 名称: 基本项\n    项目: [{名称: 联系, 数据: 联系群众, 每个: 1}]\n",
		NULL, 0, tests);
}
