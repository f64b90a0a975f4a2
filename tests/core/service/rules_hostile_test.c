/* Files made to be slow: each is refused, or read, for work in proportion to its size. What is bounded is the
 * work (core/base/work.h), not the time: so many steps take well under 50 ms on the slowest machine of today.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#undef fail

#include <string.h>
#include <time.h>
#include "core/base/memory.h"
#include "core/base/work.h"
#include "core/io/yaml.h"
#include "core/model/entities.h"
#include "core/score/sentence.h"
#include "core/service/rules_cases.h"
#include "core/service/rules_words.h"

/* Steps for a file of any size up to the limit; and the seconds that say that the count is blind. */
enum { STEPS_MAX = 3000000, SECONDS_MAX = 5 };

#define TOP "名称: 甲\n评比对象: 党小组\n部分:\n  - 名称: 基本项\n    满分: 100\n    项目:\n"
#define TOP_EN "name: a\nsubject: group\nsections:\n  - name: b\n    points: 100\n    items:\n"
#define ITEM "      - 名称: 项目\n        分值: 1\n        数据: 会议\n"
#define ITEMS "      - 名称: 项#\n        分值: 1\n"
#define GOOD ITEM "        每个: -1\n"
#define LONG "一句很长很长的话" /* ten of them are longer than any word */
#define LONG10 LONG LONG LONG LONG LONG LONG LONG LONG LONG LONG

/* before, so many pieces (# is its number, ^ counts down, ~ blanks as many as its number), after */
static const struct {
	const char *name, *before, *piece;
	size_t count;
	const char *after;
} files[] = {
	{"unknown words in a filter", TOP ITEM "        只看: {类型: [", "词#, ", 9000, "词]}\n"},
	{"the same in English", TOP_EN "      - name: x\n        source: meeting\n        only: {kind: [",
		"word#, ", 9000, "word]}\n"},
	{"unknown keys of an item", TOP ITEM, "        分直#: 5\n", 990, ""},
	{"unknown keys of the file", "", "小组分类#: 5\n", 999, ""},
	{"long unknown keys", "", LONG10 "#: 5\n", 900, ""},
	{"long names that are nearly each other's", TOP,
		ITEMS "        数据: 会议\n        公式: 值 + " LONG10 "#\n        编号: " LONG10 "^\n", 180,
		""},
	{"items", TOP, ITEMS "        数据: 会议\n        每个: -1\n", 3000, ""},
	{"sections", "名称: 甲\n部分:\n",
		"  - {名称: 部#, 满分: 1, 项目: [{名称: 项#, 分值: 1, 数据: 会议, 每个: -1}]}\n", 1800, ""},
	{"unknown sources", TOP, ITEMS "        数据: 会以#\n        每个: -1\n", 3000, ""},
	{"unknown names in formulas", TOP, ITEMS "        数据: 会议\n        公式: 值 + 没有# * 二\n", 2500,
		""},
	{"references to what stands below", TOP, ITEMS "        数据: 会议\n        上限: 项目#\n", 1900, ""},
	{"brackets", "a: ", "[", 200000, ""},
	{"braces", "a: ", "{a: ", 60000, ""},
	{"brackets closed", "a: ", "[], ", 60000, "]"},
	{"indentation", "", "~a:\n", 700, ""},
	{"a long scalar", "名称: ", "长", 87000, "\n"},
	{"a long scalar in quotes", "名称: \"", "长", 87000, "\"\n"},
	{"colons", "a", ":", 262000, ""},
	{"dashes", "", "- ", 131000, ""},
	{"full-width commas in a list", "a: [", "，", 80000, ""},
	{"full-width commas in a map", "a: {", "，b", 60000, ""},
	{"full-width commas line by line", "a: {", "，b，b，b，b，b，b，b，b，b，b，b，b，b，b，b\n", 3900,
		""},
	{"full-width colons", "", "名称：甲\n", 18000, ""},
	{"quotation marks", "", "\"", 262000, ""},
	{"quotation marks line by line", "", "\"\n", 131000, ""},
	{"tabs", "", "\t", 262000, ""},
	{"tabs line by line", "", "\t\n", 131000, ""},
	{"what cannot be seen", "", "\342\200\213", 87000, ""},
	{"signs of comments", "", "#", 262000, ""},
	{"blanks", "a:", " ", 262000, ""},
	{"empty lines", "", "\n", 262000, ""},
	{"carriage returns", "", "\r", 262000, ""},
	{"no UTF-8", "", "\377", 262000, ""},
	{"no UTF-8 at the end", "", "a", 262000, "\377"},
	{"numbers of 3000 digits", TOP, ITEMS "        数据: 会议\n        每个: -~9\n", 600, ""},
	{"a number of 250,000 digits", TOP ITEM "        每个: ", "9", 250000, "\n"},
	{"a fraction of 250,000 digits", TOP ITEM "        每个: 0.", "1", 250000, "\n"},
	{"the same in a formula", TOP ITEM "        公式: 值 * 0.", "1", 250000, "\n"},
	{"a huge exponent", TOP ITEM "        每个: 1e", "9", 100000, "\n"},
	{"a formula in parentheses", TOP ITEM "        公式: ", "(", 240000, "1\n"},
	{"a formula of signs", TOP ITEM "        公式: ", "-", 240000, "1\n"},
	{"a formula of sums", TOP ITEM "        公式: 1", "+1", 120000, "\n"},
	{"a formula of functions", TOP ITEM "        公式: ", "min(", 60000, "1\n"},
	{"a formula of values", TOP ITEM "        公式: max(1", ",1", 120000, ")\n"},
	{"a formula with a long name", TOP ITEM "        公式: ", "啊", 80000, "\n"},
	{"a formula of one name", TOP ITEM "        公式: 值", " + 值", 30000, "\n"},
	{"a formula of nots", TOP ITEM "        公式: ", "非 ", 60000, "1\n"},
	{"a filter of ands", TOP ITEM "        只看: 地点 is empty", " and 地点 is empty", 11000, "\n"},
	{"a filter in parentheses", TOP ITEM "        只看: ", "(", 240000, "\n"},
	{"a filter of nots", TOP ITEM "        只看: ", "not ", 60000, "地点 is empty\n"},
	{"a filter of a list", TOP ITEM "        只看: 类型 in (", "啊#, ", 20000, "啊)\n"},
	{"a filter of a long path", TOP ITEM "        只看: 组", ".组", 60000, " is empty\n"},
	{"unknown fields", TOP, ITEMS "        数据: 会议\n        只看: 类形# = 乙\n        每个: -1\n",
		2500, ""},
	{"bands", TOP ITEM "        分档: [", "{从: ^, 得: 1}, ", 6000, "{其余: 0}]\n"},
	{"bands of unknown keys", TOP ITEM "        分档: [", "{从从: ^, 得得: 1}, ", 5000, "{其余: 0}]\n"},
	{"levels", TOP "      - 名称: 甲\n        数据: 荣誉\n        按级别: {", "级#: 1, ", 990,
		"级: 1}\n"},
	{"counts", TOP ITEM "        口径: 数1\n        数: {", "数#: 地点 is empty, ", 990, "数: 1}\n"},
	{"classes", "名称: 甲\n部分: []\n小组分类:\n", "  类#: [组#]\n", 990, ""},
	{"names of a class", "名称: 甲\n部分: []\n小组分类:\n  类: [", "组#, ", 15000, "组]\n"},
	{"points of classes", TOP "      - 名称: 甲\n        数据: 会议\n        每个: {", "类#: 1, ", 990,
		"}\n"},
	{"grades", TOP GOOD "等次:\n", "  - {名称: 级#, 从: ^}\n", 4500, ""},
	{"vetoes", TOP GOOD "一票否决:\n", "  - {情形: 甲#, 后果: 不得评优#}\n", 4500, ""},
	{"ties", TOP GOOD "同分: [", "项目#, ", 15000, "项目]\n"},
	{"cases", TOP GOOD "算例:\n",
		"  - {名称: 例#, 期间: 2026Q3, 记录: [{数据: 会议, 日期: 2026-07-01}], 得: {项目: 1}}\n",
		1500, ""},
	{"cases of unknown keys", TOP GOOD "算例:\n",
		"  - {名称: 例#, 期见: 2026Q3, 记彔: [{数居: 会议, 日其: 2026-07-01}], 的: {项目: 1}}\n",
		1500, ""},
	{"cases without end of records", TOP GOOD "算例:\n  - 名称: 例\n    期间: 2026Q3\n    记录:\n",
		"      - {数据: 会以, 日期: 2026-07-01, 类型: 党小组会#}\n", 3000, ""},
	{"kinds of entries", TOP GOOD "事项类别: [", "类别#, ", 15000, "类别]\n"},
	{"kinds of entries, none of them", "事项类别: [甲]\n" TOP,
		ITEMS "        数据: 类别#\n        每个: -1\n", 3000, ""},
	{"faults of a list", TOP ITEM "        扣分清单: [", "{情形: 甲#, 扣: 1}, ", 6000, "]\n"},
	{"remarks", TOP "      - 名称: 甲\n        分值: 5\n        人工: {评语: {", "甲#: 1, ", 990, "}}\n"},
	{"reviewers", TOP "      - 名称: 甲\n        分值: 5\n        人工: {得: 0-5, 评分人: [",
		"{谁评: 甲#, 权重: 1}, ", 5000, "]}\n"},
	{"one key again and again", "", "名称: 1\n", 29000, ""},
	{"keys of one map", "", "名称#: 1\n", 14000, ""},
	{"keys between braces", "a: {", "k#: 1, ", 9000, "}\n"},
	{"a text of many lines", "a: |\n", "  x: |\n", 37000, ""},
	{"a value of many lines", "a: x\n", "  y\n", 60000, ""},
	{"points by parts", TOP ITEM "        每个: [", "-1, ", 15000, "-1]\n"},
	{"anchors", "a: &a [1]\n", "b: *a\n", 30000, ""},
	{"documents", "", "---\n", 60000, ""},
	{"reasons for nothing", TOP ITEM "        本项归零: [", "{数据: 信访, 只看: 甲#}, ", 5000, "]\n"},
};

static void put_piece(const char *piece, size_t number, size_t count, struct buf *out)
{
	for (; *piece; piece++)
		if (*piece == '#' && piece[1])
			buf_printf(out, "%zu", number);
		else if (*piece == '^')
			buf_printf(out, "%zu", count - number);
		else if (*piece == '~')
			for (size_t i = 0; i < number; i++)
				buf_byte(out, piece[1] == '9' ? '9' : ' ');
		else
			buf_byte(out, *piece);
}

static void make(size_t number, struct buf *out)
{
	buf_clear(out);
	buf_text(out, text_of(files[number].before));
	for (size_t i = 0; i < files[number].count; i++)
		put_piece(files[number].piece, i, files[number].count, out);
	buf_text(out, text_of(files[number].after));
	if (out->len > YAML_BYTES_MAX)
		out->len = YAML_BYTES_MAX;
}

static void hear(const struct sentence *sentence, void *arg)
{
	*(size_t *)arg += sentence->words->len;
}

/* As the service does for a file that is checked and read out (call_rules.c). */
static void judge(struct text text)
{
	struct faults *faults = mem_new(sizeof(*faults));
	struct arena arena = ARENA_INIT;
	struct tree *root = yaml_read(text, &arena, faults);
	struct rules_words words;
	struct rules *rules;
	size_t heard = 0;

	if (root) {
		rules = rules_read_all(root, text, &court_schema, rules_words_over(&words, root), faults);
		rules_cases_check(root, faults->count ? NULL : rules, faults);
		sentences_each(rules, hear, &heard);
		rules_free(rules);
		rules_words_release(&words);
	}
	faults_settle(faults, text);
	arena_release(&arena);
	free(faults);
}

static void hostile_files_cost_little(void **state)
{
	struct buf text = BUF_INIT;
	size_t over = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		clock_t from;
		double seconds;

		make(i, &text);
		from = clock();
		work_steps = 0;
		judge(buf_as_text(&text));
		seconds = (double)(clock() - from) / CLOCKS_PER_SEC;
		if (getenv("HOSTILE_SHOW"))
			print_message("%8.1f ms %10llu steps %7zu bytes  %s\n", seconds * 1000,
				(unsigned long long)work_steps, text.len, files[i].name);
		if (work_steps <= STEPS_MAX && seconds <= SECONDS_MAX)
			continue;
		print_error(
			"%s: %llu steps, %.3f s\n", files[i].name, (unsigned long long)work_steps, seconds);
		over++;
	}
	buf_release(&text);
	assert_int_equal(over, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(hostile_files_cost_little)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
