/* touyan rules check and test as an administrator types them: without a store, with all faults of the file in
 * its own places, in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/io/table.h"
#include "tests/harness/command.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

static char directory[FIXTURE_PATH];

static void run(
	struct outcome *outcome, const char *lang, const char *what, const char *file, const char *text)
{
	char path[FIXTURE_PATH + 32];
	struct error err = {0};

	snprintf(path, sizeof(path), "%s/%s", directory, file);
	if (text) {
		unlink(path);
		assert_true(file_write(path, text_of(text), &err));
	}
	run_touyan(outcome, "--lang", lang, "rules", what, path, NULL);
}

/* Without the directory, which is another one each time. */
static const char *without_path(struct buf *out)
{
	struct text path = text_of(directory);

	for (size_t at; (at = text_find(buf_as_text(out), path)) < out->len;)
		buf_splice(out, at, path.len, "", 0);
	return buf_cstr(out);
}

static void expect(struct outcome *outcome, int status, const char *out, const char *err)
{
	if (outcome->status == status && !strcmp(without_path(&outcome->out), out) &&
		!strcmp(without_path(&outcome->err), err))
		return;
	fail_msg("status %d\n%.*s%.*s", outcome->status, (int)outcome->out.len, (char *)outcome->out.data,
		(int)outcome->err.len, (char *)outcome->err.data);
}

static void expect_start(struct outcome *outcome, int status, const char *err)
{
	assert_int_equal(outcome->status, status);
	if (!text_starts(text_of(without_path(&outcome->err)), text_of(err)))
		fail_msg("%.*s", (int)outcome->err.len, (char *)outcome->err.data);
}

#define HEAD "名称: 试试\n部分:\n  - 名称: 基本项\n    项目:\n"
#define GOOD "      - {名称: 党小组会, 分值: 12, 数据: 会议.党小组会, 每: 月, 应有: 1, 每少一个: -1}\n"
#define CASE_OF(points) \
	"算例:\n  - 名称: 只开一次\n    记录: [{数据: 会议, 党小组: 甲组, 类型: 党小组会, 日期: " \
	"2025-03-08}]\n" \
	"    期望: {甲组: {党小组会: \"" points "\"}}\n"
#define CASE CASE_OF("%s")

static void test_check(void **state)
{
	struct outcome outcome = {0};

	(void)state;
	run(&outcome, "zh", "check", "good.yaml", HEAD GOOD);
	expect(&outcome, 0, "没有错误：试试，1 个部分，1 个项目\n", "");
	run(&outcome, "en", "check", "good.yaml", NULL);
	expect(&outcome, 0, "No errors: 试试, 1 sections, 1 items\n", "");
	/* Chinese takes two columns, and the caret stands under the word all the same. */
	run(&outcome, "zh", "check", "word.yaml", HEAD "      - {名称: 党小组会, 数据: 会议, 每: 越}\n");
	expect(&outcome, 1, "",
		"/word.yaml:5:31: "
		"错误：这里不能写「越」；可以写：日、周、月、季、半年、年、旬、半月、两月、人、条、事、记录里"
		"的一栏\n"
		"      - {名称: 党小组会, 数据: 会议, 每: 越}\n"
		"                                         ^\n"
		"共 1 处错误\n");
	run(&outcome, "en", "check", "word.yaml", NULL);
	expect(&outcome, 1, "",
		"/word.yaml:5:31: error: \"越\" cannot stand here; there are "
		"日、周、月、季、半年、年、旬、半月、两月、人、条、事、记录里的一栏\n"
		"      - {名称: 党小组会, 数据: 会议, 每: 越}\n"
		"                                         ^\n"
		"1 errors\n");
	outcome_release(&outcome);
}

/* What is left out of a count makes more short: told, and no error. */
static void test_doubts(void **state)
{
	struct outcome outcome = {0};

	(void)state;
	run(&outcome, "zh", "check", "unless.yaml",
		HEAD "      - {名称: 次数, 分值: 6, 数据: 会议, 除非: 地点 为空, 应有: 3, 每少一个: -2}\n");
	expect(&outcome, 0, "没有错误：试试，1 个部分，1 个项目\n",
		"/unless.yaml:5:33: "
		"注意：「除非」在这里说的是这样的记录不算：算的少了，就缺得更多、扣得更多。"
		"要是想说有这种情形就不扣，请另写一条没有数据、由人认定的情形\n"
		"      - {名称: 次数, 分值: 6, 数据: 会议, 除非: 地点 为空, 应有: 3, 每少一个: -2}\n"
		"                                          ^\n");
	run(&outcome, "en", "check", "below.yaml",
		HEAD "      - {名称: 次数, 分值: 6, 数据: 会议, 除非: 地点 为空, 低于: 3, 扣: 2}\n");
	expect(&outcome, 0, "No errors: 试试, 1 sections, 1 items\n",
		"/below.yaml:5:33: warning: Records for which this is so are not counted, so that more is "
		"short and costs points. If it is to excuse, write a case without a source, which a person "
		"confirms\n"
		"      - {名称: 次数, 分值: 6, 数据: 会议, 除非: 地点 为空, 低于: 3, 扣: 2}\n"
		"                                          ^\n");
	/* Of a share it changes what it is a share of; what should not be there is not counted; what people
	 * judge is excused. */
	run(&outcome, "zh", "check", "unless.yaml",
		HEAD "      - {名称: 率, 分值: 6, 数据: 会议, 除非: 地点 为空, 口径: 占比, 分子: 主题 "
		     "不为空, 低于: "
		     "90%, 扣: 2}\n"
		     "      - {名称: 无址, 数据: 会议, 除非: 主题 ~ 补, 每个: -1}\n"
		     "      - {名称: 总结, 分值: 2, 扣: 2, 除非: 经批准免报}\n");
	expect(&outcome, 0, "没有错误：试试，1 个部分，3 个项目\n", "");
	/* A cap of all months together, where one of each month was meant. */
	run(&outcome, "zh", "check", "months.yaml",
		"名称: 试试\n分期计分: {每: 月, 取: 合计}\n部分:\n  - 名称: 积分\n    上限: 15\n    "
		"项目:\n" GOOD);
	expect_start(&outcome, 0,
		"/months.yaml:5:5: 注意：各项是一期一期计分再相加的，这里封的是各期合起来的顶。");
	/* More than the item has, unless it is capped, or weighed. */
	run(&outcome, "zh", "check", "more.yaml",
		HEAD "      - {名称: 班子, 分值: 60, 人工: {评语: {甲: 100, 乙: 85}}}\n"
		     "      - {名称: 党员, 权重: 60, 人工: {评语: {甲: 100, 乙: 85}}}\n"
		     "      - {名称: 作用, 分值: 60, 上限: 60, 人工: 0-100}\n");
	expect_start(&outcome, 0,
		"/more.yaml:5:26: 注意：这里能给的分比分值 60 高：60 要是权重，写 权重: 60，不写分值；"
		"要是最多只计 60 分，加一行 上限: 60\n");
	outcome_release(&outcome);
}

static void test_cases(void **state)
{
	struct outcome outcome = {0};
	char text[1024];

	(void)state;
	run(&outcome, "zh", "test", "none.yaml", HEAD GOOD);
	expect(&outcome, 0, "这个文件里没有写 算例\n", "");
	run(&outcome, "zh", "test", "two.yaml",
		HEAD GOOD
		"算例:\n  - {名称: 合作, 记录: [{数据: 荣誉, 党小组: [甲组, 乙组]}], 期望: {甲组: {}}}\n");
	expect_start(
		&outcome, 1, "/two.yaml:7:33: 错误：党小组只能填一个：一个写一条记录；几个合作的，写人员\n");
	snprintf(text, sizeof(text), HEAD GOOD CASE, "1");
	run(&outcome, "zh", "test", "right.yaml", text);
	expect(&outcome, 0, "/right.yaml:7: 只开一次：通过\n1 个算例，通过 1 个\n", "");
	snprintf(text, sizeof(text), HEAD GOOD CASE, "2");
	run(&outcome, "zh", "test", "wrong.yaml", text);
	expect(&outcome, 1,
		"/wrong.yaml:7: 只开一次：不符\n/wrong.yaml:9: 甲组的「党小组会」算出 1，应为 2\n1 "
		"个算例，通过 0 个\n",
		"");
	run(&outcome, "en", "test", "wrong.yaml", NULL);
	expect(&outcome, 1,
		"/wrong.yaml:7: 只开一次: FAILED\n/wrong.yaml:9: 甲组, 党小组会: 1 came, 2 is expected\n0 of "
		"1 cases "
		"passed\n",
		"");
	outcome_release(&outcome);
}

/* For programs: one table of all files, whatever is asked; what is wrong with a file is what check prints. */
static void test_formats(void **state)
{
	static const struct {
		const char *format, *what, *files;
		int status;
		const char *out;
	} rows[] = {
		{"json", "check", "fine.yaml", 0, "[]\n"},
		{"json", "check", "fine.yaml doubt.yaml bad.yaml", 1,
			"[\n "
			"{\"file\":\"/"
			"doubt.yaml\",\"line\":5,\"column\":33,\"kind\":\"warning\",\"message\":\"「除非"
			"」在这里说的是这样的记录不算：算的少了，就缺得更多、扣得更多。要是想说有这种情形就不"
			"扣，"
			"请另写一条没有数据、由人认定的情形\"},\n"
			" {\"file\":\"/"
			"bad.yaml\",\"line\":5,\"column\":21,\"kind\":\"error\",\"message\":\"没有「会仪」"
			"这种数据或事项类别；是不是 会议？\"}\n]\n"},
		{"csv", "test", "fine.yaml wrong.yaml", 1,
			"\xef\xbb\xbf文件,行,名称,结果,不符之处\r\n/fine.yaml,7,只开一次,通过,\r\n"
			"/wrong.yaml,7,只开一次,不符,9: 甲组的「党小组会」算出 1，应为 2\r\n"},
		{"json", "test", "wrong.yaml", 1,
			"[\n "
			"{\"file\":\"/wrong.yaml\",\"line\":7,\"name\":\"只开一次\",\"outcome\":\"failed\","
			"\"differences\":\"9: 甲组的「党小组会」算出 1，应为 2\"}\n]\n"},
	};
	static const struct {
		const char *name, *text;
	} files[] = {
		{"fine.yaml", HEAD GOOD CASE_OF("1")},
		{"wrong.yaml", HEAD GOOD CASE_OF("2")},
		{"doubt.yaml",
			HEAD "      - {名称: 次数, 分值: 6, 数据: 会议, 除非: 地点 为空, 低于: 3, 扣: 2}\n"},
		{"bad.yaml", HEAD "      - {名称: 会, 数据: 会仪}\n"},
	};
	struct outcome outcome = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		run(&outcome, "zh", "check", files[i].name, files[i].text);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char paths[3][FIXTURE_PATH + 32] = {"", "", ""};
		struct text names = text_of(rows[i].files), name;

		for (size_t n = 0; text_split(&names, ' ', &name); n++)
			snprintf(paths[n], sizeof(paths[n]), "%s/%.*s", directory, (int)name.len, name.at);
		run_touyan(&outcome, "--lang", "zh", "--format", rows[i].format, "rules", rows[i].what,
			paths[0], *paths[1] ? paths[1] : NULL, *paths[2] ? paths[2] : NULL, NULL);
		expect(&outcome, rows[i].status, rows[i].out, "");
	}
	outcome_release(&outcome);
}

/* What the program understood, in the reader's language whatever the file's is. */
static void test_read(void **state)
{
	struct outcome outcome = {0};

	(void)state;
	run(&outcome, "zh", "read", "good.yaml", HEAD GOOD);
	expect(&outcome, 0,
		"评比对象是党小组。得分四舍五入到小数点后2位，只在每项、每部分、总分各舍入一次。\n"
		"\n基本项：共1个基本项目。\n"
		"党小组会：分值12分，从满分往下扣，数「会议」（党小组会），已提交的才算，"
		"按月分别算，应有数为1，每少一个扣1分，某期多的不能抵别期少的，各期得分相加。扣完为止。\n",
		"");
	run(&outcome, "en", "read", "good.yaml", NULL);
	expect(&outcome, 0,
		"Groups are scored. Points are rounded to 2 digits after the point, halves up, at items, "
		"sections and the total only.\n"
		"\n基本项: 1 items, basic ones.\n"
		"党小组会: Full mark 12 points; starts with it; counts the records of meeting (group "
		"meeting), once they are submitted; each month by itself; "
		"required: "
		"1; each one short takes off 1 point; what one part has too much does not make up for "
		"another; the points of all parts are added. It does not go below 0.\n",
		"");
	/* What could be read of a draft is read out, and what is wrong is said. */
	run(&outcome, "zh", "read", "draft.yaml", HEAD GOOD "      - {名称: 坏, 数据: 会议, 每: 越}\n");
	assert_int_equal(outcome.status, 1);
	assert_true(text_find(buf_as_text(&outcome.out), text_of("党小组会：分值12分")) < outcome.out.len);
	assert_false(text_find(buf_as_text(&outcome.out), text_of("坏：")) < outcome.out.len);
	assert_true(text_find(buf_as_text(&outcome.err), text_of("这里不能写「越」")) < outcome.err.len);
	outcome_release(&outcome);
}

static void test_refusals(void **state)
{
	struct outcome outcome = {0};

	(void)state;
	run(&outcome, "en", "chekc", "good.yaml", HEAD GOOD);
	expect(&outcome, 2, "",
		"touyan: chekc: there are check, test, read, diff, try, activate and words\n");
	run(&outcome, "en", "check", "missing.yaml", NULL);
	assert_int_equal(outcome.status, 2);
	run(&outcome, "en", "check", "latin.yaml", "name: caf\xe9\n");
	expect(&outcome, 1, "",
		"/latin.yaml:1:10: error: The file is not UTF-8: save it again as UTF-8\n"
		"name: caf�\n        "
		" ^\n1 errors\n");
	outcome_release(&outcome);
}

/* With a store, what the rules name has to be there. */
static void test_store(void **state)
{
	char store[FIXTURE_PATH + 16], path[FIXTURE_PATH + 16];
	struct outcome outcome = {0};
	struct error err = {0};

	(void)state;
	snprintf(store, sizeof(store), "%s/store", directory);
	snprintf(path, sizeof(path), "%s/classes.yaml", directory);
	command_store(store, "tests/data/nine.csv");
	assert_true(file_write(path,
		text_of("小组分类: {甲类: [速裁攻坚党小组, 没有的党小组]}\n" HEAD
			"      - {名称: 荣誉, 数据: 荣誉, 按级别: {省极: 3}}\n"),
		&err));
	run_touyan(&outcome, "--lang", "en", "rules", "check", path, NULL);
	assert_int_equal(outcome.status, 0);
	run_touyan(&outcome, "--lang", "zh", "--store", store, "rules", "check", path, NULL);
	expect_start(&outcome, 1,
		"/classes.yaml:1:22: 错误：没有名为「没有的党小组」的党小组\n"
		"小组分类: {甲类: [速裁攻坚党小组, 没有的党小组]}\n"
		"                                  ^\n");
	assert_true(
		text_find(buf_as_text(&outcome.err), text_of("没有名为「省极」的级别")) < outcome.err.len);
	outcome_release(&outcome);
}

/* --- what changes, what it would do, putting it in force --- */

#define NOW "2026-09-24T07:00:00Z"
#define TALKS "      - {名称: 谈话, 数据: 谈话, 每个: 1}\n"
#define JUDGED "      - {名称: 作风, 分值: 5, 人工: 0-5}\n      - {名称: 会风, 分值: 5, 人工: 0-5}\n"
#define MORE "      - {名称: 谈话, 数据: 谈话, 每个: 2}\n      - {名称: 荣誉, 数据: 荣誉, 每个: 1}\n"

static void test_diff(void **state)
{
	struct outcome outcome = {0};
	char old[FIXTURE_PATH + 32], new[FIXTURE_PATH + 32];
	struct error err = {0};

	(void)state;
	snprintf(old, sizeof(old), "%s/old.yaml", directory);
	snprintf(new, sizeof(new), "%s/new.yaml", directory);
	assert_true(file_write(old, text_of(HEAD TALKS), &err) && file_write(new, text_of(HEAD MORE), &err));
	run_touyan(&outcome, "--lang", "zh", "rules", "diff", old, new, NULL);
	expect(&outcome, 0,
		"改动：部分「基本项」\n    原来：共1个基本项目。\n    现在：共2个基本项目。\n"
		"改动：项目「谈话」\n    原来：从0分起算，数「谈话」，每个得1分。\n"
		"    现在：从0分起算，数「谈话」，每个得2分。\n"
		"新增：项目「荣誉」\n    "
		"现在：从0分起算，数「荣誉」，已确认的才算，每个得1分。\n",
		"");
	run_touyan(&outcome, "--lang", "en", "rules", "diff", new, old, NULL);
	assert_true(text_ends(buf_as_text(&outcome.out),
		text_of("Removed: the item \"荣誉\"\n    before: Starts at 0; counts the records of 荣誉, "
			"once they are confirmed; each gives 1 point.\n")));
	run_touyan(&outcome, "--lang", "en", "--format", "csv", "rules", "diff", old, new, NULL);
	assert_true(
		text_find(buf_as_text(&outcome.out), text_of("added,the item,荣誉,,,6,,")) < outcome.out.len);
	run_touyan(&outcome, "--lang", "zh", "rules", "diff", new, new, NULL);
	expect(&outcome, 0, "没有改动\n", "");
	/* Alone it is compared with what is in force, and that is in a store. */
	run_touyan(&outcome, "--lang", "en", "rules", "diff", new, NULL);
	expect(&outcome, 1, "",
		"touyan: /new.yaml: Say with what to compare it: a second file, or a store whose rules are "
		"in "
		"force\n");
	outcome_release(&outcome);
}

static void test_activate(void **state)
{
	char store[FIXTURE_PATH + 16], path[FIXTURE_PATH + 16];
	struct outcome outcome = {0};
	struct error err = {0};

	(void)state;
	snprintf(store, sizeof(store), "%s/court", directory);
	snprintf(path, sizeof(path), "%s/talks.yaml", directory);
	command_store(store, "tests/data/nine.csv");
	assert_true(file_write(path, text_of(HEAD TALKS), &err));
	run_touyan(&outcome, "--lang", "zh", "--store", store, "--now", NOW, "rules", "activate", path, NULL);
	expect(&outcome, 1, "", "touyan: /talks.yaml: 要写明依据：文号，或作出决定的会议日期（--basis）\n");
	run_touyan(&outcome, "--lang", "zh", "--store", store, "--now", NOW, "--basis", "党组会2026-09-20",
		"rules", "activate", path, NULL);
	expect(&outcome, 0, "第1版自2026-10-01起施行：试试（党组会2026-09-20）\n", "");
	run_touyan(&outcome, "--lang", "en", "--store", store, "--now", NOW, "--basis", "x", "--from",
		"2026Q3", "--reason", "y", "rules", "activate", path, NULL);
	expect(&outcome, 0, "Version 2 is in force from 2026-07-01 on: 试试 (x)\n", "");
	run_touyan(&outcome, "--store", store, "--now", NOW, "--basis", "x", "--from", "2027", "--format",
		"json", "rules", "activate", "tests/data/rules/own_branches.yaml", NULL);
	expect(&outcome, 0,
		"[\n "
		"{\"version\":3,\"from\":\"2027-01-01\",\"name\":\"党支部自评试用\",\"basis\":\"x\"}\n]\n",
		"");
	/* The versions are a source like any other. */
	run_touyan(&outcome, "--lang", "en", "--store", store, "--format", "csv", "list", "rules",
		"--columns", "version from basis reason", NULL);
	assert_true(text_find(buf_as_text(&outcome.out), text_of("2,2026-07-01,x,y")) < outcome.out.len);
	run_touyan(&outcome, "--lang", "zh", "--store", store, "--now", NOW, "rules", "try", path, "2026Q3",
		NULL);
	assert_int_equal(outcome.status, 0);
	assert_true(text_starts(
		buf_as_text(&outcome.out), text_of("与第2版比较（自2026-07-01起施行，x）\n名称")));
	assert_true(text_ends(buf_as_text(&outcome.out), text_of("各项得分都没有变化\n")));
	/* What nobody has judged is in no total, and that is said. */
	assert_true(file_write(path, text_of(HEAD TALKS JUDGED), &err));
	run_touyan(&outcome, "--lang", "zh", "--store", store, "--now", NOW, "rules", "try", path, "2026Q3",
		NULL);
	assert_true(text_find(buf_as_text(&outcome.out), text_of("\n1份评分表共2项未评，总分不含这些项\n")) <
		outcome.out.len);
	run_touyan(&outcome, "--lang", "en", "--store", store, "--now", NOW, "--format", "csv", "rules",
		"try", path, "2026Q3", NULL);
	assert_true(text_find(buf_as_text(&outcome.out), text_of(",2\r\n")) < outcome.out.len);
	assert_true(file_write(path, text_of(HEAD TALKS), &err));
	/* The first table for members has none to be compared with. */
	run_touyan(&outcome, "--lang", "zh", "--store", store, "--now", NOW, "rules", "try",
		"tests/data/rules/members.yaml", "2026Q3", NULL);
	assert_int_equal(outcome.status, 0);
	assert_true(
		text_starts(buf_as_text(&outcome.out), text_of("还没有这类规则生效，只有草稿的成绩\n名称")));
	/* The court began today: the quarter before is scored when it is asked for. The sheet is scored by
	 * it, and says how in words. */
	run_touyan(&outcome, "--lang", "zh", "--store", store, "score", "2026Q3", "速裁攻坚党小组", NULL);
	assert_int_equal(outcome.status, 1);
	assert_true(text_find(buf_as_text(&outcome.err), text_of("在这以前就开始了，平常不评")) <
		outcome.err.len);
	run_touyan(&outcome, "--lang", "zh", "--store", store, "--format", "csv", "--early", "--columns",
		"item how", "score", "2026Q3", "速裁攻坚党小组", NULL);
	assert_true(text_find(buf_as_text(&outcome.out), text_of("谈话,从0分起算，数「谈话」，每个得1分。")) <
		outcome.out.len);
	run_touyan(&outcome, "--lang", "en", "--store", store, "rules", "try", path, "summer", NULL);
	assert_int_equal(outcome.status, 1);
	outcome_release(&outcome);
}

/* Cases that do not come out are shown, and nothing happens. */
static void test_activate_case(void **state)
{
	char store[FIXTURE_PATH + 16], path[FIXTURE_PATH + 16], text[1024];
	struct outcome outcome = {0};
	struct error err = {0};

	(void)state;
	snprintf(store, sizeof(store), "%s/cases", directory);
	snprintf(path, sizeof(path), "%s/case.yaml", directory);
	snprintf(text, sizeof(text), HEAD GOOD CASE, "2");
	command_store(store, "tests/data/nine.csv");
	assert_true(file_write(path, text_of(text), &err));
	run_touyan(
		&outcome, "--lang", "zh", "--store", store, "--basis", "x", "rules", "activate", path, NULL);
	assert_int_equal(outcome.status, 1);
	assert_true(text_find(buf_as_text(&outcome.out), text_of("只开一次：不符")) < outcome.out.len);
	assert_true(text_find(buf_as_text(&outcome.err), text_of("没有启用")) < outcome.err.len);
	run_touyan(&outcome, "--lang", "zh", "--store", store, "--format", "json", "list", "rules", NULL);
	assert_string_equal(buf_cstr(&outcome.out), "[]\n");
	outcome_release(&outcome);
}

static int prepare(void **state)
{
	(void)state;
	fixture_path(directory);
	return 0;
}

static int clean_up(void **state)
{
	(void)state;
	command_stores_release();
	fixture_remove(directory);
	return 0;
}

/* The list in config/ is what the program says, in Chinese; `touyan rules words` writes it anew. */
static void test_words(void **state)
{
	static const char begin[] = "<!-- words -->\n", end[] = "<!-- /words -->";
	struct outcome outcome = {0};
	struct buf file = BUF_INIT;
	struct text kept;
	struct error err = {0};

	(void)state;
	run_touyan(&outcome, "--lang", "zh", "rules", "words", NULL);
	assert_int_equal(outcome.status, 0);
	assert_true(file_read("config/rules-words.md", &file, &err));
	kept = buf_as_text(&file);
	kept = text_skip(kept, text_find(kept, text_of(begin)) + strlen(begin));
	kept = text_take(kept, text_find(kept, text_of(end)));
	if (!text_equal(kept, buf_as_text(&outcome.out)))
		fail_msg("config/rules-words.md is another list than `touyan rules words` prints");
	run_touyan(&outcome, "--lang", "en", "rules", "words", NULL);
	assert_non_null(strstr(buf_cstr(&outcome.out), "| each (每个); also 每次 每篇"));
	buf_release(&file);
	outcome_release(&outcome);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_check), cmocka_unit_test(test_doubts),

		cmocka_unit_test(test_cases), cmocka_unit_test(test_formats), cmocka_unit_test(test_read),
		cmocka_unit_test(test_diff), cmocka_unit_test(test_activate),
		cmocka_unit_test(test_activate_case), cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_store), cmocka_unit_test(test_words)};

	return cmocka_run_group_tests_name("rules", tests, prepare, clean_up);
}
