/* What may stand at a place of a rules file (F4 in the editor), and what its words mean (F1). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "core/io/yaml.h"
#include "core/score/words.h"
#include "tests/harness/court.h"
#include "tests/harness/make.h"
#include <cmocka.h>

static struct court court;
static struct session *leader;
static struct reply reply;

static int setup(void **state)
{
	struct store *store;

	(void)state;
	court_make(&court);
	store = fixture_open(court.path);
	MAKE(store, ENTITY_ENTRY_KIND, WORDS(ENTRY_KIND_NAME, "荣誉"));
	MAKE(store, ENTITY_LEVEL, WORDS(LEVEL_NAME, "省级"));
	store_close(store);
	leader = court_session(&court, "p1");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	reply_release(&reply);
	session_close(leader);
	court_remove(&court);
	return 0;
}

#define PROBE "zzzz"
#define TOP \
	"名称: 甲\n小组分类: {审判类: [甲组], 综合类: [乙组]}\n部分:\n  - 名称: 基本项\n    项目:\n      - " \
	"名称: 前项\n        数据: 会议\n"
#define ITEM TOP "      - 名称: 一\n        分值: 5\n        数据: 会议\n"
#define TOP_EN \
	"name: a\nsections:\n  - name: Basic\n    items:\n      - name: first\n        source: meeting\n"

/* Before and behind the place; some words of those that are offered, and some that are not. */
static const struct {
	const char *what, *before, *behind, *offered[5], *not_offered[3];
} places[] = {
	{"a source", TOP "      - 名称: 一\n        数据: ", "\n        每个: 1\n",
		{"会议", "会议.点名", "会议.党小组会", "责任清单", "荣誉"}, {"meeting", "类型"}},
	{"a source in English", TOP_EN "      - name: b\n        source: ", "\n",
		{"meeting", "meeting.attendance"}, {"会议"}},
	{"a filter", ITEM "        只看: ", "\n        每个: -1\n", {"地点", "日期", "状态", "待整理"},
		{"每个"}},
	{"a filter behind and", ITEM "        只看: 地点 is empty and ", "\n", {"地点", "日期"}, {"待整理"}},
	{"a field's value", ITEM "        只看: 状态 = ", "\n", {"待整理", "已归档"}, {"地点"}},
	{"a value in a list", ITEM "        只看: 状态 in (待整理, ", ")\n", {"待整理", "已归档"}, {"地点"}},
	{"a value behind another", ITEM "        只看: 地点 = x and 状态 = ", "\n", {"已归档"}, {"地点"}},
	{"a field of a map", ITEM "        只看: {", ": x}\n", {"状态", "地点"}, {"每个"}},
	{"a value of a map", ITEM "        只看: {状态: ", "}\n", {"待整理"}, {"地点"}},
	{"a value of a list in a map", ITEM "        只看: {状态: [待整理, ", "]}\n", {"已归档"}, {"地点"}},
	{"a flag", TOP "      - 名称: 一\n        数据: 会议\n        可补: ",
		"\n        每: 月\n        应有: 1\n        每少一个: -1\n", {"是", "否"}, {"yes"}},
	{"a unit", ITEM "        每: ", "\n", {"日", "周", "月", "季", "人"}, {"month"}},
	{"a unit of a list", ITEM "        每: [月, ", "]\n", {"人"}, {"month"}},
	{"a window", ITEM "        时段: ", "\n", {"上期", "去年同期", "全年"}, {NULL}},
	{"a measure", ITEM "        口径: ", "\n", {"次数", "人数", "占比", "前项"}, {"count"}},
	{"a measure behind a sign", ITEM "        口径: 次数 / ", "\n", {"次数", "人数"}, {NULL}},
	{"a sum", TOP "      - 名称: 一\n        数据: 培训学时\n        口径: ", "\n",
		{"合计.学时", "最大.学时"}, {NULL}},
	{"a formula", ITEM "        公式: ", "\n", {"值", "分值", "党员人数", "前项", "最大"},
		{"一", "value"}},
	{"a formula in English", TOP_EN "        formula: value * ", "\n", {"value", "members", "max", "if"},
		{"值"}},
	{"what a row is worth", TOP "      - 名称: 一\n        数据: 荣誉\n        每个: ", "\n",
		{"数量", "期初", "期末"}, {"值", "人数"}},
	{"a section's kind", TOP "  - 名称: 二\n    类型: ", "\n", {"基本项", "加分项", "参考"}, {NULL}},
	{"who is scored", "名称: 甲\n评比对象: ", "\n部分: []\n", {"党小组", "党员"}, {NULL}},
	{"a class", ITEM "        适用分类: ", "\n", {"审判类", "综合类"}, {"甲组"}},
	{"a class's points", ITEM "        每个: 1\n        上限: {", ": 3}\n", {"审判类", "其余"}, {NULL}},
	{"a cell", ITEM "        按类型: {", ": 3}\n", {"党小组会", "其余"}, {"地点"}},
	{"an office", TOP "      - 名称: 一\n        数据: 会议.点名\n        按组内职务: {", ": -1}\n",
		{"组长"}, {NULL}},
	{"what comes when nothing applies", ITEM "        不适用时: ", "\n", {"待定", "取平均", "得满分"},
		{NULL}},
	{"an effect",
		ITEM "        每个: 1\n等次: [{名: 优秀, 从: 90}, {名: 合格}]\n一票否决: [{情形: 甲, 后果: ",
		"}]\n", {"不得评优秀", "至多合格", "降一等", "总分归零"}, {NULL}},
	{"a tie", ITEM "        每个: 1\n同分: [", "]\n", {"基本项", "前项", "一"}, {NULL}},
	{"a key of an item", ITEM "        ", ": 1\n", {"每个", "只看", "应有", "分档", "人工"},
		{"数据", "等次", "谁评"}},
	{"a key of a section", TOP "  - 名称: 二\n    ", ": 1\n    项目: []\n", {"分值", "权重", "上限"},
		{"名称", "应有"}},
	{"a key of the file", TOP, "\nzz", {NULL}, {"等次"}},
	{"a key of the whole", "名称: 甲\n", ": 1\n部分: []\n", {"评比对象", "等次", "一票否决", "同分"},
		{"名称", "每个"}},
	{"a key of a mechanism", ITEM "        名次: {", ": 是}\n", {"越大越好", "并列"}, {"每个"}},
	{"a name", ITEM "        简称: ", "\n", {NULL}, {"会议"}},
	{"a level that was declared", TOP "      - 名称: 一\n        数据: 荣誉\n        按级别: {", ": 3}\n",
		{"省级"}, {NULL}},
	{"a broken file", "名称：甲\n部分: ", "\n", {NULL}, {"会议"}},
};

static bool ask(size_t number)
{
	struct buf text = BUF_INIT;
	struct record request;
	bool done;

	buf_printf(&text, "%s" PROBE "%s", places[number].before, places[number].behind);
	record_init(&request, &rules_shape);
	record_text(&request, RULE_FILE_TEXT, buf_as_text(&text));
	record_number(&request, RULE_FILE_DO, RULES_OFFER);
	record_text(&request, RULE_FILE_ITEM, TEXT(PROBE));
	done = court_call(leader, CALL_RULES, &request, &reply);
	record_release(&request);
	buf_release(&text);
	if (!done)
		print_error("%s: %s\n", places[number].what, reply.error.message.id);
	return done;
}

static bool is_offered(const char *word)
{
	struct row_walk rows = view_rows(&reply.body, RULED_OFFERS);

	while (row_walk_next(&rows))
		if (text_is(view_text(&rows.row, OFFER_WORD), word))
			return true;
	return false;
}

static void each_place_offers_what_fits(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		assert_true(ask(i));
		for (size_t n = 0; n < 5 && places[i].offered[n]; n++)
			if (!is_offered(places[i].offered[n])) {
				print_error(
					"%s: \"%s\" is not offered\n", places[i].what, places[i].offered[n]);
				wrong++;
			}
		for (size_t n = 0; n < 3 && places[i].not_offered[n]; n++)
			if (is_offered(places[i].not_offered[n])) {
				print_error(
					"%s: \"%s\" is offered\n", places[i].what, places[i].not_offered[n]);
				wrong++;
			}
		assert_false(is_offered(PROBE));
	}
	assert_int_equal(wrong, 0);
}

/* Words of a table of the language come with a word of explanation. */
static void offers_are_explained(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		struct row_walk rows;
		struct message message;

		assert_true(ask(i));
		rows = view_rows(&reply.body, RULED_OFFERS);
		while (row_walk_next(&rows))
			if (view_has(&rows.row, OFFER_HELP))
				assert_true(message_decode(view_text(&rows.row, OFFER_HELP), &message));
	}
}

static void ask_words(const char *word)
{
	struct record request;

	record_init(&request, &rules_shape);
	record_number(&request, RULE_FILE_DO, RULES_WORDS);
	if (word)
		record_text(&request, RULE_FILE_ITEM, text_of(word));
	assert_true(court_call(leader, CALL_RULES, &request, &reply));
	record_release(&request);
}

static bool stands_in(const struct tree *node, enum word word)
{
	if (word_named(node->key) == word)
		return true;
	for (const struct tree *child = node->child; child; child = child->next)
		if (stands_in(child, word))
			return true;
	return false;
}

/* In both languages, and each is YAML that has the key. */
static void check_example(struct text example, enum word word)
{
	struct arena arena = ARENA_INIT;
	struct faults faults = {.count = 0};
	const struct tree *root = yaml_read(example, &arena, &faults);

	if (!root || !stands_in(root, word))
		print_error("%s: %.*s\n", word_row(word)->name, (int)example.len, example.at);
	assert_non_null(root);
	assert_true(stands_in(root, word));
	arena_release(&arena);
}

static void every_word_is_explained(void **state)
{
	struct row_walk rows;
	size_t count = 0;

	(void)state;
	ask_words(NULL);
	for (rows = view_rows(&reply.body, RULED_WORDS); row_walk_next(&rows); count++) {
		enum word word = word_named(view_text(&rows.row, RULE_WORD_NAME));
		struct message message;

		assert_true(message_decode(view_text(&rows.row, RULE_WORD_GROUP), &message));
		assert_true(message_decode(view_text(&rows.row, RULE_WORD_HELP), &message));
		/* 按 is the key of two mechanisms, as days and as by_what. */
		if (word == WORD_DAYS || word == WORD_BY)
			continue;
		check_example(view_text(&rows.row, RULE_WORD_EXAMPLE), word);
		check_example(view_text(&rows.row, RULE_WORD_EXAMPLE_EN), word);
	}
	assert_int_equal(count, WORD_COUNT - 1);
	/* Whichever way it is written. */
	ask_words("每篇");
	assert_int_equal(view_row_count(&reply.body, RULED_WORDS), 1);
	ask_words("没有的词");
	assert_int_equal(view_row_count(&reply.body, RULED_WORDS), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_place_offers_what_fits),
		cmocka_unit_test(offers_are_explained), cmocka_unit_test(every_word_is_explained)};

	return cmocka_run_group_tests(tests, setup, teardown);
}
