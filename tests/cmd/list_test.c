/* list, show, export and today as a user types them; every refusal is one line "touyan: what: why" and a
 * status. */
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

enum { ARGUMENTS_MAX = 12 };

static char directory[FIXTURE_PATH], store[FIXTURE_PATH + 16];

static bool holds(const struct buf *buf, const char *text)
{
	return text_find(buf_as_text(buf), text_of(text)) < buf->len;
}

static void run(struct outcome *outcome, const char *lang, const char *const *arguments)
{
	const char *argv[ARGUMENTS_MAX + 8] = {
		BUILD_DIR "/touyan", "--store", store, "--now", "2026-09-24T06:00:00Z", "--lang", lang};

	for (size_t i = 0; i < ARGUMENTS_MAX && arguments[i]; i++)
		argv[7 + i] = arguments[i];
	command_run(outcome, argv);
}

/* --- what is printed --- */

static const struct {
	const char *arguments[ARGUMENTS_MAX];
	const char *out;
} outputs[] = {
	{{"list", "person", "--where", "姓名 = 刘桂", "--columns", "code name born"},
		"工号   姓名  出生日期\nD0001  刘桂  1976-02-06\n"},
	{{"list", "person", "--where", "code <= D0003", "--columns", "code name", "--sort", "-code",
		 "--format", "csv"},
		"\xef\xbb\xbf工号,姓名\r\nD0003,林芸\r\nD0002,任希霞\r\nD0001,刘桂\r\n"},
	{{"list", "person", "--where", "code = D0005", "--columns", "code name full_since team", "--format",
		 "json"},
		"[\n "
		"{\"code\":\"D0005\",\"name\":\"王𠮷\",\"full_since\":\"2016-10-22\",\"team\":\"速裁团队\"}"
		"\n]\n"},
	{{"list", "person", "--where", "name ~ sgy", "--columns", "name"}, "姓名\n史桂芸\n"},
	{{"list", "person", "--where", "name ~ shigui", "--columns", "name"}, "姓名\n史桂芸\n"},
	{{"list", "person", "--where", "出生日期 < 1970-01-01 且 非 (团队 ~ 速裁)", "--columns", "code",
		 "--format", "json"},
		"[]\n"},
	/* Commas do as well; people's own words are never taken for the program's. */
	{{"list", "person", "--where", "code = D0001", "--columns", "code,name, born"},
		"工号   姓名  出生日期\nD0001  刘桂  1976-02-06\n"},
	{{"list", "sources", "--where", "name = field or name = today", "--columns", "name,label"},
		"名称   中文名\nfield  自定栏目\ntoday  今日\n"},
	{{"list", "meeting.attendance", "--columns", "meeting.date,person,mark", "--format", "csv"},
		"\xef\xbb\xbf日期,人员,到会\r\n"},
	{{"list", "group", "--columns", "name"}, "名称\n速裁攻坚党小组\n"},
	/* What is not judged yet is not 0, and there is no total without it. */
	{{"score", "2026Q3", "--early", "--columns", "rank total basic bonus pending"},
		"名次  总分  基本项  加分项  未评\n        --      --       0     3\n"},
	{{"score", "2026Q3", "--early", "--columns", "total bonus pending", "--format", "csv"},
		"\xef\xbb\xbf总分,加分项,未评\r\n--,0,3\r\n"},
	{{"list", "ranking", "2026Q3", "--early", "--columns", "rank total pending", "--format", "json"},
		"[\n {\"rank\":null,\"total\":null,\"pending\":3}\n]\n"},
	{{"list", "losses", "2026Q3", "--early", "--where",
		 "item = 审执质效 or kind = penalty and item ~ 缺席", "--columns", "item kind", "--format",
		 "csv"},
		"\xef\xbb\xbf项目,类别\r\n审执质效,加分项\r\n无故缺席,扣分项\r\n"},
	{{"list", "meeting", "--format", "csv", "--columns", "date topic"}, "\xef\xbb\xbf日期,主题\r\n"},
	{{"list", "person", "--where", "note is not empty", "--columns", "note", "--format", "csv"},
		"\xef\xbb\xbf备注\r\n\"曾获\"\"全国五一劳动奖章\"\", 2024年\"\r\n"},
};

static void test_outputs(void **state)
{
	struct outcome outcome = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(outputs) / sizeof(*outputs); i++) {
		run(&outcome, "zh", outputs[i].arguments);
		if (outcome.status || outcome.err.len || !text_is(buf_as_text(&outcome.out), outputs[i].out))
			fail_msg("case %zu: status %d\n%.*s%.*s", i, outcome.status, (int)outcome.out.len,
				(char *)outcome.out.data, (int)outcome.err.len, (char *)outcome.err.data);
	}
	outcome_release(&outcome);
}

static void test_show(void **state)
{
	struct outcome outcome = {0};

	(void)state;
	run(&outcome, "zh", (const char *[ARGUMENTS_MAX]){"show", "person", "5"});
	assert_int_equal(outcome.status, 0);
	assert_true(holds(&outcome.out, "王𠮷\n\n工号             D0005\n"));
	run(&outcome, "en", (const char *[ARGUMENTS_MAX]){"show", "group", "1"});
	assert_int_equal(outcome.status, 0);
	assert_true(holds(&outcome.out, "立案庭党支部"));
	run(&outcome, "en", (const char *[ARGUMENTS_MAX]){"today"});
	assert_int_equal(outcome.status, 0);
	outcome_release(&outcome);
}

static void test_export(void **state)
{
	struct outcome listed = {0}, outcome = {0};
	struct error err = ERROR_INIT;
	struct buf file = BUF_INIT;
	char path[FIXTURE_PATH + 16];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const char *format = i ? "json" : "csv";

		snprintf(path, sizeof(path), "%s/people.%s", directory, format);
		run(&listed, "zh", (const char *[ARGUMENTS_MAX]){"list", "person", "--format", format});
		run(&outcome, "zh", (const char *[ARGUMENTS_MAX]){"export", "person", path});
		assert_int_equal(outcome.status, 0);
		assert_int_equal(outcome.out.len + outcome.err.len, 0);
		assert_true(file_read(path, &file, &err));
		assert_true(text_equal(buf_as_text(&file), buf_as_text(&listed.out)));
		buf_clear(&file);
		/* What is there is never overwritten. */
		run(&outcome, "zh", (const char *[ARGUMENTS_MAX]){"export", "group", path});
		assert_int_equal(outcome.status, 1);
		assert_true(file_read(path, &file, &err));
		assert_true(text_equal(buf_as_text(&file), buf_as_text(&listed.out)));
		buf_clear(&file);
	}
	buf_release(&file);
	outcome_release(&listed);
	outcome_release(&outcome);
}

/* --- what is refused --- */

static const struct {
	const char *arguments[ARGUMENTS_MAX];
	int status;
	const char *err; /* in English */
} refusals[] = {
	{{"list"}, 2,
		"touyan: usage: touyan list SOURCE [PERIOD] [--where EXPR] [--sort PATHS] [--columns "
		"PATHS]\n"},
	{{"list", "hint", "summer"}, 2,
		"touyan: summer: A period reads 2026, 2026-07, 2026Q3, 2026H1 or 2026-01-01 to 2026-12-31\n"},
	{{"frobnicate"}, 2, "touyan: frobnicate: no such command; touyan --help lists them\n"},
	{{"list", "person", "--format", "xml"}, 2, "touyan: --format is text, csv or json, not xml\n"},
	{{"list", "nothing"}, 1,
		"touyan: nothing: There is no source \"nothing\"; try meeting, person, group, task, today; "
		"list "
		"sources tells all\n"},
	{{"list", "person", "--where", "nam = 1"}, 1,
		"touyan: person has no field \"nam\"; did you mean name?\n  nam = 1\n  ^\n"},
	{{"list", "person", "--where", "姓名 = 刘桂 且 出生日期 > 2026-13-01"}, 1,
		"touyan: person: born: there is no day \"2026-13-01\"\n"
		"  姓名 = 刘桂 且 出生日期 > 2026-13-01\n"
		"                            ^\n"},
	{{"list", "person", "--where", "(name = a"}, 1,
		"touyan: person: A closing bracket is missing here\n  (name = a\n           ^\n"},
	{{"list", "person", "--sort", "nam"}, 1, "touyan: person has no field \"nam\"; did you mean name?\n"},
	{{"show", "person", "999999"}, 1, NULL},
	{{"show", "person", "x"}, 1, NULL},
	{{"show", "thing", "1"}, 1, NULL},
	{{"import", "thing", "tests/data/nine.csv"}, 1, NULL},
	{{"import", "person", "/nonexistent.csv"}, 1, NULL},
	{{"import", "person", "/"}, 1, NULL},
	{{"import", "person", "tests/data/minutes20000.txt"}, 1, NULL},
	{{"import", "person", "tests/data/nine.csv", "--on", "never"}, 1, NULL},
	{{"export", "person", "/tmp/people.txt"}, 2, NULL},
	{{"export", "person", "/nonexistent/people.csv"}, 2, NULL},
};

static void test_refusals(void **state)
{
	struct outcome outcome = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++) {
		bool good;

		run(&outcome, "en", refusals[i].arguments);
		good = refusals[i].err ? text_is(buf_as_text(&outcome.err), refusals[i].err)
				       : text_starts(buf_as_text(&outcome.err), TEXT("touyan: "));
		if (outcome.status != refusals[i].status || !good || outcome.out.len)
			fail_msg("case %zu: status %d\n%.*s%.*s", i, outcome.status, (int)outcome.out.len,
				(char *)outcome.out.data, (int)outcome.err.len, (char *)outcome.err.data);
	}
	outcome_release(&outcome);
}

/* In the reader's language, as every refusal. */
static void test_unknown_command(void **state)
{
	struct outcome outcome = {0};

	(void)state;
	run_touyan(&outcome, "--lang", "zh", "lsit", "person", NULL);
	assert_int_equal(outcome.status, 2);
	assert_string_equal(buf_cstr(&outcome.err), "touyan: lsit: 没有这个命令；是不是 list？\n");
	outcome_release(&outcome);
}

/* What could not even run is 2, wherever it is found out. */
static void test_no_store(void **state)
{
	struct outcome outcome = {0};

	(void)state;
	run_touyan(&outcome, "--store", "/nonexistent", "--lang", "en", "list", "person", NULL);
	assert_int_equal(outcome.status, 2);
	assert_true(text_starts(buf_as_text(&outcome.err), TEXT("touyan: ")));
	run_touyan(&outcome, "--socket", "/nonexistent", "--lang", "en", "list", "person", NULL);
	assert_int_equal(outcome.status, 2);
	assert_true(text_starts(buf_as_text(&outcome.err), TEXT("touyan: ")));
	run_touyan(&outcome, "--store", store, "--as", "nobody", "--lang", "en", "list", "person", NULL);
	assert_int_equal(outcome.status, 1);
	assert_true(text_starts(buf_as_text(&outcome.err), TEXT("touyan: person: ")));
	outcome_release(&outcome);
}

static void test_help(void **state)
{
	static const char *const words[] = {"list SOURCE", "show ENTITY ID", "import ENTITY FILE",
		"export SOURCE FILE", "--store=DIR", "--lang=zh|en", "Exit status: 0"};
	struct outcome outcome = {0};

	(void)state;
	run_touyan(&outcome, "--help", NULL);
	assert_int_equal(outcome.status, 0);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!holds(&outcome.out, words[i]))
			fail_msg("--help does not say %s", words[i]);
	/* What belongs to a command stands behind the margin, however long it is. */
	for (struct text rest = buf_as_text(&outcome.out), line; text_split(&rest, '\n', &line);)
		if (line.len && *line.at != ' ' && !text_starts(line, TEXT("Usage: ")) &&
			!text_starts(line, TEXT("Commands")) && !text_starts(line, TEXT("Records")) &&
			!text_starts(line, TEXT("Exit status")))
			fail_msg("--help goes on in the first column: %.*s", (int)line.len, line.at);
	outcome_release(&outcome);
}

static int make_court(void **state)
{
	(void)state;
	fixture_path(directory);
	snprintf(store, sizeof(store), "%s/store", directory);
	command_store(store, "tests/data/nine.csv");
	return 0;
}

static int remove_court(void **state)
{
	(void)state;
	fixture_remove(directory);
	command_stores_release();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_outputs),
		cmocka_unit_test(test_show),
		cmocka_unit_test(test_export),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_unknown_command),
		cmocka_unit_test(test_no_store),
		cmocka_unit_test(test_help),
	};

	return cmocka_run_group_tests_name("list", tests, make_court, remove_court);
}
