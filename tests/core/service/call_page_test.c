/* Pages of sources: columns, filters, orders, and the refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "tests/harness/court.h"
#include <cmocka.h>

static struct court court;
static struct session *session;
static struct reply reply;

static int setup(void **state)
{
	(void)state;
	court_make(&court);
	session = court_session(&court, "p1");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	session_close(session);
	reply_release(&reply);
	reply.bytes = (struct buf)BUF_INIT;
	court_remove(&court);
	return 0;
}

struct query {
	const char *source, *columns, *where, *typed, *sort;
	int64_t first, count;
	uint64_t around, near;
};

static bool page(const struct query *query)
{
	struct record body;

	record_init(&body, &page_query_shape);
	record_text(&body, PAGE_SOURCE, text_of(query->source));
	record_text(&body, PAGE_COLUMNS, text_of(query->columns));
	record_text(&body, PAGE_WHERE, text_of(query->where));
	record_text(&body, PAGE_TYPED, text_of(query->typed));
	record_text(&body, PAGE_SORT, text_of(query->sort));
	if (query->first)
		record_number(&body, PAGE_FIRST, query->first);
	if (query->count)
		record_number(&body, PAGE_COUNT, query->count);
	if (query->around)
		record_number(&body, PAGE_AROUND, (int64_t)query->around);
	if (query->near) {
		struct buf groups = BUF_INIT;
		bool good;

		buf_varint(&groups, query->near);
		record_set(&body, PAGE_NEAR, (struct value){VALUE_IDS, 0, buf_as_text(&groups)});
		good = court_call(session, CALL_PAGE, &body, &reply);
		buf_release(&groups);
		return good;
	}
	return court_call(session, CALL_PAGE, &body, &reply);
}

/* The first cells of the rows, one after the other. */
static const char *cells(void)
{
	static struct buf words;
	struct row_walk rows = view_rows(&reply.body, ROWS_ROWS);
	struct value value;

	buf_clear(&words);
	while (row_walk_next(&rows)) {
		if (words.len)
			buf_byte(&words, ' ');
		if (!view_get(&rows.row, CELL_FIRST, &value))
			buf_byte(&words, '-');
		else if (value.kind == VALUE_NUMBER)
			buf_printf(&words, "%lld", (long long)value.number);
		else
			buf_text(&words, value.bytes);
	}
	return buf_cstr(&words);
}

static const struct {
	struct query query;
	int64_t total;
	const char *cells;
} pages[] = {
	{{"person", "name", .count = 3}, 11, "甲一山 乙二水 丙三木"},
	{{"人员", "姓名", .count = 1}, 11, "甲一山"},
	{{"person", "name", .first = 9}, 11,
		"甲一山 乙二水 丙三木 丁四火 戊五土 己六金 庚七石 辛八竹 壬九云 癸十川 子书记"},
	{{"person", "name", .first = 9, .count = 2}, 11, "癸十川 子书记"},
	{{"person", "name", .first = 500, .count = 2}, 11, "癸十川 子书记"},
	{{"person", "name", .where = "code >= p8 and code < q"}, 2, "辛八竹 壬九云"},
	{{"person", "name", .where = "name ~ jys"}, 1, "甲一山"},
	{{"person", "name", .typed = "gqs"}, 1, "庚七石"},
	{{"person", "name", .where = "code < p5", .typed = "sm"}, 1, "丙三木"},
	{{"person", "name", .where = "code = zz"}, 0, ""},
	/* What a record refers to is found by its title, and by that alone. */
	{{"membership", "person", .typed = "gqs"}, 1, "庚七石"},
	{{"membership", "person", .typed = "第一", .count = 1}, 9, "甲一山"},
	{{"membership", "person", .typed = "p7"}, 0, ""},
	/* By sound: bing, ding, geng, gui, ji, jia … */
	{{"person", "name", .sort = "name", .count = 4}, 11, "丙三木 丁四火 庚七石 癸十川"},
	{{"person", "name", .sort = "-name", .count = 2}, 11, "子书记 乙二水"},
	{{"person", "code", .sort = "-code", .count = 2}, 11, "s1 q1"},
	{{"membership", "person", .sort = "group -person.code", .count = 2}, 10, "癸十川 壬九云"},
	/* References are titles, also at the end of a path; numbers stay numbers. */
	{{"membership", "group", .count = 1}, 10, "第一党小组"},
	{{"membership", "group.branch", .count = 1}, 10, "第一党支部"},
	{{"membership", "group.branch.name", .count = 1}, 10, "第一党支部"},
	/* Another group's meetings are not for this leader. */
	{{"meeting", "groups", .count = 2}, 1, "第一党小组"},
	{{"meeting", "kinds", .count = 1}, 1, "2"},
	{{"meeting", "place", .count = 1}, 1, "-"},
	{{"meeting", "id"}, 1, "1"},
	/* People of a group before all others; only of people. */
	{{"person", "name", .sort = "name", .count = 3, .near = 2}, 11, "癸十川 丙三木 丁四火"},
	{{"person", "name", .count = 2, .near = 2}, 11, "癸十川 甲一山"},
	{{"person", "name", .sort = "-code", .count = 3, .near = 1}, 11, "壬九云 辛八竹 庚七石"},
	{{"membership", "person", .count = 1, .near = 2}, 10, "甲一山"},
	{{"person", "name", .around = 8, .count = 3}, 11, "庚七石 辛八竹 壬九云"},
	{{"person", "name", .around = 2, .first = 1, .count = 3}, 11, "乙二水 丙三木 丁四火"},
	{{"person", "name", .around = 999, .count = 1}, 11, "甲一山"},
};

static void pages_hold_what_was_asked(void **state)
{
	(void)state;
	/* Twice: made, and kept. */
	for (size_t i = 0; i < 2 * sizeof(pages) / sizeof(*pages); i++) {
		size_t n = i % (sizeof(pages) / sizeof(*pages));

		if (!page(&pages[n].query))
			fail_msg("%zu: %s", n, reply_words(&reply));
		if (strcmp(cells(), pages[n].cells))
			fail_msg("%zu: %s instead of %s", n, cells(), pages[n].cells);
		assert_int_equal(view_number(&reply.body, ROWS_TOTAL), pages[n].total);
	}
}

static const struct {
	struct query query;
	enum error_kind kind;
	uint16_t tag;
} refusals[] = {
	{{"nothing", "name"}, ERROR_MISSING, 0},
	{{"", "name"}, ERROR_MISSING, 0},
	{{"person", "colour"}, ERROR_INPUT, PAGE_COLUMNS},
	{{"person", "name.name"}, ERROR_INPUT, PAGE_COLUMNS},
	{{"person", "name", .where = "colour = red"}, ERROR_INPUT, PAGE_WHERE},
	{{"person", "name", .where = "name ="}, ERROR_INPUT, PAGE_WHERE},
	{{"person", "name", .sort = "colour"}, ERROR_INPUT, PAGE_SORT},
	{{"person", "name", .sort = "-"}, ERROR_INPUT, PAGE_SORT},
	{{"person", "name", .sort = "name name name name name"}, ERROR_INPUT, 0},
};

static void refusals_say_where(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		if (page(&refusals[i].query))
			fail_msg("%zu was answered", i);
		if (reply.error.kind != refusals[i].kind || reply.error.tag != refusals[i].tag)
			fail_msg("%zu: kind %d, tag %d: %s", i, reply.error.kind, reply.error.tag,
				reply_words(&reply));
	}
	/* And the line still holds. */
	assert_true(page(&pages[0].query));
}

/* A kept list is not shown any more after a change by anybody. */
static void pages_follow_changes(void **state)
{
	const struct query query = {"person", "name", .where = "code = p1"};
	struct session *operator= court_session(&court, NULL);
	struct reply applied = {.done = false};
	struct patch patch = PATCH_INIT;
	int64_t change;

	(void)state;
	assert_true(page(&query));
	change = view_number(&reply.body, ROWS_CHANGE);
	patch_add(&patch, PERSON_NAME, value_text(TEXT("甲一山")), value_text(TEXT("甲新名")));
	if (!court_apply(operator, ENTITY_PERSON, (int64_t)court.people[0], &patch, &applied))
		fail_msg("%s", reply_words(&applied));
	assert_true(page(&query));
	assert_string_equal(cells(), "甲新名");
	assert_int_equal(view_number(&reply.body, ROWS_CHANGE), change + 1);
	patch_release(&patch);
	reply_release(&applied);
	session_close(operator);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(pages_hold_what_was_asked, setup, teardown),
		cmocka_unit_test_setup_teardown(refusals_say_where, setup, teardown),
		cmocka_unit_test_setup_teardown(pages_follow_changes, setup, teardown),
	};

	return cmocka_run_group_tests_name("call_page", tests, NULL, NULL);
}
