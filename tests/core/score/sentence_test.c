/* Rules read out: every mechanism says itself, and no number of a file is passed over in silence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <glob.h>
#include <stdio.h>
#include <string.h>
#include "core/base/sentence.h"
#include "core/io/table.h"
#include "core/io/yaml.h"
#include "core/score/hits.h"
#include "core/score/mechanisms.h"
#include "core/score/sentence.h"
#include "core/score/words.h"
#include "core/service/rules_words.h"
#include <cmocka.h>

static void test_all_say(void **state)
{
	(void)state;
	for (size_t table = 0; mechanism_tables[table]; table++)
		for (const struct mechanism *is = mechanism_tables[table]; is->code; is++)
			if (!is->say)
				fail_msg("%s does not say what it does", is->name);
	assert_non_null(cap_of_line.say);
}

/* --- sentences --- */

#define HEAD "名称: 试\n小组分类: {审判类: [甲], 综合类: [乙]}\n部分:\n  - 名称: 基本项\n    项目:\n      - "

struct heard {
	struct buf text;
	struct text item; /* only that one; empty: all */
	size_t items;
};

static void hear(const struct sentence *sentence, void *arg)
{
	struct heard *heard = arg;

	heard->items += sentence->kind == SENTENCE_ITEM;
	if (heard->item.len && !(sentence->kind == SENTENCE_ITEM && text_equal(sentence->id, heard->item)))
		return;
	sentence_show(buf_as_text(sentence->words), LANGUAGE_EN, NULL, &heard->text);
	buf_byte(&heard->text, '\n');
}

/* False: the rules have a fault. */
static bool say_tree(const struct tree *root, struct heard *heard)
{
	struct faults faults = {.count = 0};
	struct rules_words words;
	struct rules *rules =
		rules_read_all(root, NO_TEXT, &court_schema, rules_words_over(&words, root), &faults);

	buf_clear(&heard->text);
	heard->items = 0;
	sentences_each(rules, hear, heard);
	rules_free(rules);
	rules_words_release(&words);
	return !faults.count;
}

static void expect(const char *item, const char *sentence)
{
	struct heard heard = {.item = TEXT("项")};
	struct faults faults = {.count = 0};
	struct arena arena = ARENA_INIT;
	char file[2048];
	const struct tree *root;

	snprintf(file, sizeof(file), HEAD "{名称: 项, %s}\n", item);
	root = yaml_read(text_of(file), &arena, &faults);
	assert_non_null(root);
	if (!say_tree(root, &heard))
		fail_msg("a fault in %s", item);
	assert_string_equal(buf_cstr(&heard.text), sentence);
	buf_release(&heard.text);
	arena_release(&arena);
}

static const struct {
	const char *item, *sentence;
} spoken[] = {
	/* A second worth multiplies the first; of what is lost the heaviest stands. */
	{"数据: 荣誉, 每个: -2, 按: {省级: 3, 其余: 1}, 同一事项: 取最重",
		"Starts at 0; counts the records of 荣誉, once they are confirmed; each takes off 2 points; "
		"and by what it says level is 省级 times 3, any other times 1; of one matter only what takes "
		"most off counts. It may go below 0. \n"},
	/* Nothing is divided by what may be nothing, or there may be no record. */
	{"分值: 5, 数据: 谈话, 按完成率: {目标: 4, 从: 50%}",
		"Full mark 5 points; starts at 0; counts the records of talk; by the share reached of the "
		"target 4, all of it gives 5 points; only where the share is at least 50% (included), else "
		"nothing; beyond the target nothing more. Compared exactly; the points rounded to 2 digits "
		"after the point. \n"},
	{"数据: 荣誉, 口径: 最近.数量, 不适用时: 得零分",
		"Starts at 0; counts the records of 荣誉, once they are confirmed; the figure is amount of "
		"the "
		"latest record. With no record to take it from the item has 0. \n"},
	{"数据: 谈话, 每个: 2", "Starts at 0; counts the records of talk; each gives 2 points. \n"},
	{"分值: 12, 数据: 联系群众, 每: 月, 应有: 1, 每少一个: -1",
		"Full mark 12 points; starts with it; counts the records of contact; each month by "
		"itself; required: 1; each one short takes off 1 point; what one part has too much "
		"does not make up for another; the points of all parts are added. It does not go "
		"below 0. \n"},
	{"分值: 12, 数据: 联系群众, 每: 月, 应有: 1, 每少一个: -1, 可补: 是",
		"Full mark 12 points; starts with it; counts the records of contact; required: 1 "
		"for each month; each one short takes off 1 point; what one part has too much makes "
		"up for another. It "
		"does not go below 0. \n"},
	{"分值: 5, 数据: 责任清单, 口径: 占比, 分档: [{从: 95%, 得: 5}, {低于: 60%, 得: 0}]",
		"Full mark 5 points; starts at 0; counts the records of duty item; the figure is the "
		"part divided by the whole; the part is those where state is done; the whole is all "
		"of "
		"them; the first of these that fits: at least 95% (included) gives 5 points, less "
		"than "
		"60% (not included) gives 0 points, all else nothing. With nothing to divide by the "
		"item is not judged and waits. Compared exactly; the points rounded to 2 digits "
		"after "
		"the point. \n"},
	{"分值: 30, 数据: 业务指标.结案率, 目标: 90%, 每低: {档: 1%, 扣: 1}, 不足一档: 不计",
		"Full mark 30 points; starts with it; counts the records of indicator (结案率); the figure "
		"is "
		"value on average; the target: 90%; below it, for each 1 percentage points it takes off 1 "
		"point; a part of a step does not count. It does not go below 0. With no record to take it "
		"from the item is not judged and waits. Compared exactly; the points rounded to 2 digits "
		"after the point. \n"},
	{"分值: {审判类: 5, 其余: 3}, 人工: {扣: 1-3, 须写理由: 是}, 下限: 不限",
		"Full mark for 审判类 5, for the others 3 points; starts with it; somebody takes off "
		"points from 1 to 3 (both included), or none; of several the mean; with a reason. It "
		"may go below 0. \n"},
	{"分值: 3, 数据: 谈话, 不少于: 1, 不超过: 3, 得: 3",
		"Full mark 3 points; starts at 0; counts the records of talk; when that is at least "
		"1 "
		"(included) and at most 3 (included), it gives 3 points. \n"},
	{"数据: 向支部汇报, 每: 月, 截止: 月末前 2 天, 得: 2",
		"Starts at 0; counts the records of report; each month by itself; due 2 days before "
		"the end of the part; in time it gives 2 points; else nothing; the points of all "
		"parts "
		"are added. \n"},
	{"数据: 谈话, 每: 人, 哪些人: [组长, 书记], 应有: 1, 每少一次: -1",
		"Starts at 0; counts the records of talk; each person by himself, only who is one of "
		"these: leader, secretary; required: 1; each one short takes off 1 point; the points "
		"of all people are added. It may go below 0. \n"},
	{"数据: 谈话, 每: 人, 哪些人: 职务 = 员额法官, 每次: 1",
		"Starts at 0; counts the records of talk; each person by himself, only those whose "
		"post is judge; each gives 1 point; the points of all people are added. \n"},
	{"口径: 党员人数 > 3 且 党员人数 < 9, 得: 2",
		"Starts at 0; without any records; it is so where the number of members is more than "
		"3 "
		"and the number of members is less than 9; then it gives 2 points. \n"},
	{"数据: 荣誉, 每个: {头条: 3, 其余: {转载: 2, 其余: 1}}",
		"Starts at 0; counts the records of 荣誉, once they are confirmed; each by what it "
		"says: "
		"labels is 头条 gives 3 points, any other (labels is 转载 gives 2 points, any other "
		"gives 1 point). \n"},
	{"分值: 3, 扣: 2",
		"Full mark 3 points; starts with it; somebody confirms it; then it takes "
		"off 2 points. It does not go below 0. \n"},
	{"分值: 3, 扣: 1-2",
		"Full mark 3 points; starts with it; somebody takes off points from 1 to 2 "
		"(both included), or none; of several the mean. It does not go below 0. \n"},
	{"人工: {得: 0-5, 评分人: 纪委}",
		"Starts at 0; somebody gives points from 0 to 5 (both "
		"included); of several the mean; given by 纪委. \n"},
	{"数据: 谈话, 每人: 2",
		"Starts at 0; counts the records of talk; the figure is the number of people, each "
		"once; each gives 2 points. \n"},
	{"数据: 谈话, 公式: -0.5 * (值 + 2)",
		"Starts at 0; counts the records of talk; by a formula it takes off as points: 0.5 "
		"times (the figure + 2). It may go below 0. \n"},
	{"数据: 会议, 只看: \"地点 is empty 或 not (主题 ~ 学习 and 日期 >= 2026-01-02)\", 每个: 1, "
	 "条款: 第三条",
		"Starts at 0; counts the records of meeting (place is empty or not (topic has in it: "
		"学习 and date is not before 2026-01-02)), once they are submitted; each gives 1 "
		"point. By: 第三条.\n"},
};

static void test_sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(spoken) / sizeof(*spoken); i++)
		expect(spoken[i].item, spoken[i].sentence);
}

/* A text of any length comes through whole. */
static void test_long_text(void **state)
{
	struct buf sentence = BUF_INIT, words = BUF_INIT, text = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < 300; i++)
		buf_text(&text, i % 3 ? TEXT("汉") : TEXT("a"));
	say(&sentence, "({1} ", "n", INT64_C(7));
	say_text(&sentence, buf_as_text(&text));
	say(&sentence, ")", "");
	sentence_show(buf_as_text(&sentence), LANGUAGE_EN, NULL, &words);
	assert_int_equal(words.len, text.len + 4);
	assert_memory_equal(words.data + 3, text.data, text.len);
	buf_release(&sentence);
	buf_release(&words);
	buf_release(&text);
}

/* A draft: the faulty item is passed over, the others are read out. */
static void test_draft(void **state)
{
	static const char file[] = HEAD "{名称: 一, 数据: 谈话, 每个: 两}\n"
					"      - {名称: 二, 数据: 谈话, 每个: 2}\n";
	struct heard heard = {.item = NO_TEXT};
	struct faults faults = {.count = 0};
	struct arena arena = ARENA_INIT;
	const struct tree *root = yaml_read(TEXT(file), &arena, &faults);

	(void)state;
	assert_false(say_tree(root, &heard));
	assert_int_equal(heard.items, 1);
	buf_release(&heard.text);
	arena_release(&arena);
}

/* --- nothing is passed over --- */

struct leaves {
	const struct tree *root;
	const char *path;
	struct heard before, after;
	size_t tried;
};

/* Said the same of another word: then it is not said at all. */
static void try_text(struct leaves *leaves, struct tree *node, struct text other)
{
	struct text was = node->text;

	node->text = other;
	if (say_tree(leaves->root, &leaves->after)) {
		leaves->tried++;
		if (text_equal(buf_as_text(&leaves->before.text), buf_as_text(&leaves->after.text)))
			fail_msg("%s:%u: %.*s could as well be %.*s", leaves->path, node->line, (int)was.len,
				was.at, (int)other.len, other.at);
	}
	node->text = was;
}

static void try_number(struct leaves *leaves, struct tree *node)
{
	struct text was = node->text;
	struct fraction number;
	struct buf other = BUF_INIT;

	if (!fraction_parse(was, &number))
		return;
	/* 12 becomes 112, -3 becomes -13, 90% becomes 190%: another number of the same kind. */
	buf_text(&other, was);
	buf_splice(&other, *was.at == '-' || *was.at == '+', 0, "1", 1);
	try_text(leaves, node, buf_as_text(&other));
	buf_release(&other);
}

/* Words of which one excludes the other. */
static const char *const others[][2] = {
	{"是", "否"},
	{"月", "季"},
	{"季", "月"},
	{"合计", "平均"},
	{"平均", "最高"},
	{"取最高", "取最低"},
	{"不计", "按比例"},
	{"按比例", "算一档"},
	{"算一档", "不计"},
	{"工作日", "自然日"},
	{"自然日", "工作日"},
	{"舍去", "保留"},
	{"保留", "舍去"},
	{"舍去", "进一"},
	{"进一", "舍去"},
	{"不计", "待补"},
	{"减半", "免"},
	{"取平均", "得零分"},
	{"得零分", "得满分"},
	{"得满分", "得零分"},
	{"去掉", "去掉后折算"},
	{"去掉后折算", "不参评"},
	{"不参评", "去掉"},
	{"不限", "0"},
	{"年初", "3"},
	{"党员", "党小组"},
	{"其余按权重分摊", "不出分"},
	{"同名次", "取末位"},
	{"不含加分", "总分"},
	{"总分归零", "不参评"},
};

static void try_word(struct leaves *leaves, struct tree *node)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (text_is(node->text, others[i][0]))
			try_text(leaves, node, text_of(others[i][1]));
}

static void try_all(struct leaves *leaves, struct tree *map)
{
	for (struct tree *node = map->child; node; node = node->next) {
		enum word word = word_named(node->key);

		if (word == WORD_TESTS || word == WORD_NOTE || word == WORD_CLAUSE || word == WORD_NAME ||
			word == WORD_ID || word == WORD_PLACES)
			continue;
		if (node->kind == TREE_TEXT) {
			try_number(leaves, node);
			try_word(leaves, node);
		} else {
			try_all(leaves, node);
		}
	}
}

static size_t try_file(const char *path)
{
	struct leaves leaves = {.path = path};
	struct faults faults = {.count = 0};
	struct arena arena = ARENA_INIT;
	struct buf bytes = BUF_INIT;
	struct error err = ERROR_INIT;
	struct tree *root;

	assert_true(file_read(path, &bytes, &err));
	root = yaml_read(buf_as_text(&bytes), &arena, &faults);
	assert_non_null(root);
	leaves.root = root;
	if (!say_tree(root, &leaves.before))
		fail_msg("%s has faults", path);
	try_all(&leaves, root);
	buf_release(&leaves.before.text);
	buf_release(&leaves.after.text);
	buf_release(&bytes);
	arena_release(&arena);
	return leaves.tried;
}

static void test_every_word_is_said(void **state)
{
	static const char *const where[] = {
		"config/rules*.yaml", "tests/data/rules/cases/*.yaml", "tests/data/rules/tables/*.yaml"};
	size_t tried = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(where) / sizeof(*where); i++) {
		glob_t files;

		assert_int_equal(glob(where[i], 0, NULL, &files), 0);
		for (size_t f = 0; f < files.gl_pathc; f++)
			tried += try_file(files.gl_pathv[f]);
		globfree(&files);
	}
	assert_true(tried > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_say),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_draft),
		cmocka_unit_test(test_every_word_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
