#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail

#include <stdlib.h>
#include <string.h>
#include "core/base/buf.h"
#include "core/io/yaml.h"

/* The tree as one line: maps {k: v}, lists [v], texts as they are. */
static void draw(const struct tree *node, struct buf *out)
{
	static const char *const marks[] = {[TREE_LIST] = "[]", [TREE_MAP] = "{}"};
	bool first = true;

	if (node->kind == TREE_TEXT) {
		buf_text(out, node->text);
		return;
	}
	buf_byte(out, (uint8_t)marks[node->kind][0]);
	for (const struct tree *child = node->child; child; child = child->next, first = false) {
		if (!first)
			buf_byte(out, ' ');
		if (node->kind == TREE_MAP) {
			buf_text(out, child->key);
			buf_byte(out, ':');
		}
		draw(child, out);
	}
	buf_byte(out, (uint8_t)marks[node->kind][1]);
}

static const struct {
	const char *text, *tree;
} good[] = {
	{"a: 1\nb: [x, y]\n", "{a:1 b:[x y]}"},
	{"名称: 速裁攻坚\n每处: -0.5\n", "{名称:速裁攻坚 每处:-0.5}"},
	{"- {情形: 必填项空着, 每处: -0.5}\n- no\n", "[{情形:必填项空着 每处:-0.5} no]"},
	{"a:\n  - b: 1\n    c: \"x: y\"\n", "{a:[{b:1 c:x: y}]}"},
	{"", "{}"},
	{"# only words\n", "{}"},
	{"\xef\xbb\xbf"
	 "a: 1",
		"{a:1}"},
	{"a: 说明：这里有全角冒号\n", "{a:说明：这里有全角冒号}"},
	{"a: \"全角：在引号里\"\n", "{a:全角：在引号里}"},
	{"a: {b: 迟到，早退, c: 10:30}\n", "{a:{b:迟到，早退 c:10:30}}"},
	{"- 10:30\n- http://x\n", "[10:30 http://x]"},
	{"a: |\n  全角：不要紧\n  b:c\nd: 1\n", "{a:全角：不要紧\nb:c\n d:1}"},
};

static void trees_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct arena arena = ARENA_INIT;
		struct faults faults;
		struct buf tree = BUF_INIT;
		struct tree *root = yaml_read(text_of(good[i].text), &arena, &faults);

		if (!root) {
			print_error("%zu: %s\n", i, faults.items[0].message.id);
			assert_non_null(root);
			return; /* it does not: clang-tidy cannot know */
		}
		draw(root, &tree);
		assert_string_equal(buf_cstr(&tree), good[i].tree);
		buf_release(&tree);
		arena_release(&arena);
	}
}

static const struct {
	const char *text;
	unsigned line, column;
	const char *words; /* part of the first fault's id */
} bad[] = {
	{"a: 1\n\tb: 2\n", 2, 1, "tab"},
	{"a: 1\n名称：速裁\n", 2, 3, "full-width colon"},
	{"a: 1\na: 2\n", 2, 1, "twice"},
	{"a: &x 1\n", 1, 4, "begins with &, * or !"},
	{"a: *x\n", 1, 4, "begins with &, * or !"},
	{"a: !!int 1\n", 1, 4, "begins with &, * or !"},
	{"a: 1\n---\nb: 2\n", 2, 1, "second document"},
	{"a: [1, 2\n", 1, 4, "[ that begins here is not closed"},
	{"a: \"x\n", 1, 4, "not closed in this line"},
	{"a: 1\n b: 2\n", 2, 3, "A key cannot stand here"},
	{"a: 1\nb 2\nc: 3\n", 2, 1, "A colon and a blank are missing"},
	{"a: [b，c]\n", 1, 6, "full-width comma"},
	{"a: {b: 1，c: 2}\n", 1, 9, "full-width comma"},
	{"a: ｛b: 1}\n", 1, 4, "full-width bracket"},
	{"a: 1\n　b: 2\n", 2, 1, "no ordinary blank"},
	{"a:1\nb: 2\n", 1, 2, "blank is missing behind this colon"},
	{"a:\n-b: 2\n", 2, 1, "blank is missing behind the dash"},
	{"a: x\u2028y\n", 1, 5, "cannot be seen"},
	{"- a: 1\n  b: 2\n  a: 3\n  b: 4\n", 3, 3, "a new entry begins"},
	{"? [a]\n: 1\n", 1, 3, "key must be a word"},
	{"a: \xff\n", 1, 4, "UTF-8"},
};

static void mistakes_are_placed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct arena arena = ARENA_INIT;
		struct faults faults;

		assert_null(yaml_read(text_of(bad[i].text), &arena, &faults));
		if (faults.items[0].line != bad[i].line || faults.items[0].column != bad[i].column ||
			!strstr(faults.items[0].message.id, bad[i].words))
			print_error("%zu: %u:%u: %s\n", i, faults.items[0].line, faults.items[0].column,
				faults.items[0].message.id);
		assert_int_equal(faults.items[0].line, bad[i].line);
		assert_int_equal(faults.items[0].column, bad[i].column);
		assert_non_null(strstr(faults.items[0].message.id, bad[i].words));
		arena_release(&arena);
	}
}

/* What would keep a careless reader busy for minutes. */
static void bombs_are_refused(void **state)
{
	static const struct {
		const char *piece;
		size_t times;
	} rows[] = {{"[", 100000}, {"- ", 100000}, {"{a: ", 50000}, {"a: [b]\n", 60000}, {"- 1\n", 60000}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct arena arena = ARENA_INIT;
		struct faults faults;
		struct buf text = BUF_INIT;

		for (size_t n = 0; n < rows[i].times; n++)
			buf_text(&text, text_of(rows[i].piece));
		assert_null(yaml_read(buf_as_text(&text), &arena, &faults));
		assert_true(faults.count > 0);
		buf_release(&text);
		arena_release(&arena);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(trees_are_read),
		cmocka_unit_test(mistakes_are_placed), cmocka_unit_test(bombs_are_refused)};

	return cmocka_run_group_tests_name("core/io/yaml", tests, NULL, NULL);
}
