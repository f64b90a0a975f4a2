/* Which columns a list has and where they stand. */
#include "tui/columns.h"
#include "tui/pages.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void put_all(const struct columns *columns, struct buf *out)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->items[i];

		buf_printf(out, "%s@%d+%d", i ? " " : "", column->left, column->shown);
		buf_text(out, buf_as_text(&column->label));
	}
}

/* label, place + width of each column that is shown. */
static const struct {
	const char *paths;
	int width;
	size_t seen; /* column that is to be seen; 0: as it comes */
	const char *expected;
	enum language language;
} layouts[] = {
	{"code name", 77, 0, "@0+6工号 @8+8姓名"},
	{"name born", 77, 0, "@0+8姓名 @10+10出生日期"},
	/* The one that does not fit is cut while that is worth something, else left out. */
	{"name born team", 30, 0, "@0+8姓名 @10+10出生日期 @22+8团队"},
	{"name born team", 26, 0, "@0+8姓名 @10+10出生日期 @22+0团队"},
	/* Scrolled: the first stays. */
	{"name born team post", 26, 2, "@0+8姓名 @10+0出生日期 @10+14团队 @26+0职务"},
	{"name born team post", 26, 3, "@0+8姓名 @10+0出生日期 @10+0团队 @10+12职务"},
	/* A path is named by what it leads to; one that does not exist is left out. */
	{"team.name nothing name", 77, 0, "@0+67团队 @69+8姓名"},
	/* Nothing whose heading would be cut. */
	{"name court_since", 20, 0, "@0+8name @10+0court since", LANGUAGE_EN},
};

static void test_layout(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(layouts) / sizeof(*layouts); i++) {
		struct columns columns = {.count = 0};
		struct buf out = BUF_INIT;

		columns_choose(&columns, &person_entity, layouts[i].paths, layouts[i].language);
		columns_layout(&columns, layouts[i].width);
		columns_show(&columns, layouts[i].seen);
		put_all(&columns, &out);
		assert_string_equal(buf_cstr(&out), layouts[i].expected);
		columns_release(&columns);
		buf_release(&out);
	}
}

/* Widest cell seen of each column, and what comes of it. */
static const struct {
	const char *paths;
	int width;
	size_t seen[4];
	const char *expected;
	bool bare;
} needs[] = {
	/* As wide as what stands in them or as their label, and nothing is stretched. */
	{"code name team", 77, {5, 6, 12}, "@0+5工号 @7+6姓名 @15+12团队"},
	{"code name team", 77, {2, 6, 2}, "@0+4工号 @6+6姓名 @14+4团队"},
	/* The widest give way so that all are there; no text more than to twelve. */
	{"name team post", 50, {40, 40, 6}, "@0+20姓名 @22+20团队 @44+6职务"},
	{"name team post", 30, {40, 40, 6}, "@0+12姓名 @14+12团队 @28+0职务"},
	/* No text takes all of the width. */
	{"name code", 200, {150, 5}, "@0+60姓名 @62+5工号"},
	/* One that nobody has needs its heading, when there are headings. */
	{"name team post", 54, {30, 0, 6}, "@0+30姓名 @32+14团队 @48+6职务"},
	{"name team post", 54, {40, 0, 6}, "@0+40姓名 @42+0团队 @42+6职务", true},
};

static void test_needs(void **state)
{
	char *long_text = test_malloc(200);

	(void)state;
	memset(long_text, 'x', 200);
	for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++) {
		struct columns columns = {.count = 0};
		struct buf out = BUF_INIT;
		struct value value = {.kind = VALUE_TEXT};

		columns.bare = needs[i].bare;
		columns_choose(&columns, &person_entity, needs[i].paths, LANGUAGE_ZH);
		for (size_t at = 0; at < columns.count; at++) {
			value.bytes = (struct text){long_text, needs[i].seen[at]};
			assert_int_equal(columns_seen(&columns, at, &value), needs[i].seen[at] > 0);
			if (!needs[i].seen[at])
				continue;
			value.bytes.len--;
			assert_false(columns_seen(&columns, at, &value));
		}
		columns_layout(&columns, needs[i].width);
		put_all(&columns, &out);
		assert_string_equal(buf_cstr(&out), needs[i].expected);
		columns_release(&columns);
		buf_release(&out);
	}
	test_free(long_text);
}

static void test_usual(void **state)
{
	struct columns columns = {.count = 0};
	struct buf paths = BUF_INIT;

	(void)state;
	columns_choose(&columns, &task_entity, NULL, LANGUAGE_ZH);
	columns_keep(&columns, 3);
	columns_paths(&columns, &paths);
	assert_string_equal(buf_cstr(&paths), "kind\ntitle\nowners");
	/* A code that only programs read is none of them. */
	buf_clear(&paths);
	columns_choose(&columns, &system_entity, NULL, LANGUAGE_ZH);
	columns_keep(&columns, 3);
	columns_paths(&columns, &paths);
	assert_string_equal(buf_cstr(&paths), "name\nkind\nevery");
	columns_release(&columns);
	buf_release(&paths);
}

static const struct {
	const char *a, *b, *expected;
} filters[] = {
	{"", "", ""},
	{"left is empty", "", "left is empty"},
	{"", "name = x", "name = x"},
	{"a = 1 or b = 2", "c = 3", "(a = 1 or b = 2) and (c = 3)"},
};

static void test_both(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(filters) / sizeof(*filters); i++) {
		struct buf out = BUF_INIT;

		pages_both(&out, text_of(filters[i].a), text_of(filters[i].b));
		assert_string_equal(buf_cstr(&out), filters[i].expected);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_layout),
		cmocka_unit_test(test_needs),
		cmocka_unit_test(test_usual),
		cmocka_unit_test(test_both),
	};

	return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
