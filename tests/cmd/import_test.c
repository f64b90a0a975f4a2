/* Importing a roster as a user types it: what is read, what is refused, what is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/harness/command.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

#define NOW "2026-09-24T06:00:00Z"

static char directory[FIXTURE_PATH];

enum { STORE_PATH = FIXTURE_PATH + 32 };

/* A store of that name in the test's directory, empty or with a roster. */
static void make_store(char path[STORE_PATH], const char *name, const char *imports)
{
	snprintf(path, STORE_PATH, "%s/%s", directory, name);
	command_store(path, imports);
}

static void assert_output(const struct buf *got, const char *want)
{
	assert_int_equal(got->len, strlen(want));
	assert_memory_equal(got->data, want, got->len);
}

static bool holds(const struct buf *buf, const char *text)
{
	return text_find(buf_as_text(buf), text_of(text)) < buf->len;
}

/* --- the same people out of every form of the file --- */

static void list_all(const char *store, struct buf *out)
{
	static const char *const sources[] = {
		"person", "group", "branch", "team", "membership", "term", "task", "meeting"};
	struct outcome outcome = {0};

	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++) {
		run_touyan(&outcome, "--store", store, "--now", NOW, "list", sources[i], "--format", "json",
			NULL);
		assert_int_equal(outcome.status, 0);
		assert_int_equal(outcome.err.len, 0);
		buf_text(out, buf_as_text(&outcome.out));
	}
	outcome_release(&outcome);
}

static void test_encodings(void **state)
{
	struct buf utf8 = BUF_INIT, gb18030 = BUF_INIT;
	struct outcome outcome = {0};
	char store[STORE_PATH], other[STORE_PATH];
	size_t people = 0;

	(void)state;
	make_store(store, "utf8", "tests/data/roster.csv");
	list_all(store, &utf8);
	make_store(other, "gb18030", "tests/data/roster-gb18030.csv");
	list_all(other, &gb18030);
	assert_output(&gb18030, buf_cstr(&utf8));
	run_touyan(&outcome, "--store", store, "--lang", "en", "list", "person", "--format", "json", NULL);
	for (struct text rest = buf_as_text(&outcome.out), line; text_split(&rest, '\n', &line);)
		people += text_find(line, TEXT("\"name\":")) < line.len;
	assert_int_equal(people, 181);
	assert_true(holds(&outcome.out, "\"name\":\"王𠮷\""));
	outcome_release(&outcome);
	buf_release(&utf8);
	buf_release(&gb18030);
}

/* --- a preview writes nothing, and the same file twice changes nothing --- */

static void dump_of(const char *store, struct buf *out)
{
	struct outcome outcome = {0};

	run_touyand(&outcome, "dump", store, NULL);
	assert_int_equal(outcome.status, 0);
	buf_clear(out);
	buf_text(out, buf_as_text(&outcome.out));
	outcome_release(&outcome);
}

static void test_preview(void **state)
{
	char store[STORE_PATH];
	struct buf before = BUF_INIT, after = BUF_INIT;
	struct outcome outcome = {0};

	(void)state;
	make_store(store, "preview", "");
	dump_of(store, &before);
	run_touyan(&outcome, "--store", store, "--now", NOW, "--lang", "en", "import", "person",
		"tests/data/roster.csv", NULL);
	assert_int_equal(outcome.status, 0);
	assert_int_equal(outcome.err.len, 0);
	assert_true(holds(&outcome.out, "UTF-8, 181 rows; new 181, changed 0"));
	assert_true(holds(&outcome.out, "to be made, group 11: 速裁攻坚党小组, 诉讼服务党小组, "));
	assert_true(holds(&outcome.out, "Nothing was written yet"));
	dump_of(store, &after);
	assert_output(&after, buf_cstr(&before));
	outcome_release(&outcome);
	buf_release(&before);
	buf_release(&after);
}

static void test_twice(void **state)
{
	char store[STORE_PATH];
	struct buf before = BUF_INIT, after = BUF_INIT;
	struct outcome outcome = {0};

	(void)state;
	make_store(store, "twice", "tests/data/roster.csv");
	list_all(store, &before);
	run_touyan(&outcome, "--store", store, "--now", NOW, "--lang", "en", "import", "person",
		"tests/data/roster.csv", "--yes", NULL);
	assert_int_equal(outcome.status, 0);
	assert_true(holds(&outcome.out, "new 0, changed 0, as they were 181"));
	list_all(store, &after);
	assert_output(&after, buf_cstr(&before));
	outcome_release(&outcome);
	buf_release(&before);
	buf_release(&after);
}

static void test_on(void **state)
{
	char store[STORE_PATH];
	struct outcome outcome = {0};

	(void)state;
	make_store(store, "on", "");
	run_touyan(&outcome, "--store", store, "--now", NOW, "import", "person", "tests/data/nine.csv",
		"--on", "2026-07-01", "--yes", NULL);
	assert_int_equal(outcome.status, 0);
	run_touyan(&outcome, "--store", store, "--now", NOW, "list", "membership", "--columns", "from",
		"--where", "from = 2026-07-01", "--format", "json", NULL);
	assert_int_equal(outcome.status, 0);
	assert_true(holds(&outcome.out, "2026-07-01"));
	run_touyan(&outcome, "--store", store, "--now", NOW, "list", "membership", "--where",
		"from != 2026-07-01", "--format", "json", NULL);
	assert_false(holds(&outcome.out, "{"));
	outcome_release(&outcome);
}

static void write_file(char path[STORE_PATH], const char *name, const char *text)
{
	FILE *file;

	snprintf(path, STORE_PATH, "%s/%s", directory, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* Who led the group until then is said before it is done. */
static void test_takes_over(void **state)
{
	char store[STORE_PATH], file[STORE_PATH];
	struct outcome outcome = {0};

	(void)state;
	make_store(store, "over", "");
	write_file(file, "first.csv", "工号,姓名,党支部,党小组,组长\nA1,刘桂,甲,速裁,是\nA2,林芸,甲,速裁,\n");
	run_touyan(&outcome, "--store", store, "--now", NOW, "--lang", "en", "import", "person", file, "--on",
		"2026-01-01", "--yes", NULL);
	assert_int_equal(outcome.status, 0);
	assert_false(holds(&outcome.out, "Takes over"));
	write_file(
		file, "second.csv", "工号,姓名,党支部,党小组,组长\nA1,刘桂,甲,速裁,\nA2,林芸,甲,速裁,是\n");
	run_touyan(&outcome, "--store", store, "--now", NOW, "--lang", "en", "import", "person", file, "--on",
		"2026-07-01", NULL);
	assert_int_equal(outcome.status, 0);
	assert_true(holds(&outcome.out, "Takes over from 刘桂, who led the group until 2026-06-30"));
	outcome_release(&outcome);
}

static void import_on(const char *store, const char *file, const char *on, const char *counts)
{
	struct outcome outcome = {0};

	run_touyan(&outcome, "--store", store, "--now", NOW, "--lang", "en", "import", "person", file, "--on",
		on, "--yes", NULL);
	assert_output(&outcome.err, "");
	assert_int_equal(outcome.status, 0);
	assert_true(holds(&outcome.out, counts));
	outcome_release(&outcome);
}

static void assert_listed(const char *store, const char *source, const char *want)
{
	struct outcome outcome = {0};

	run_touyan(&outcome, "--store", store, "--now", NOW, "--lang", "en", "list", source, "--columns",
		"person,group,from,to", "--format", "csv", NULL);
	assert_int_equal(outcome.status, 0);
	assert_output(&outcome.out, want);
	outcome_release(&outcome);
}

/* A file mended and read once more for the same day moves nobody out of a group he was never in. */
static void test_same_day(void **state)
{
	static const char first[] = "工号,姓名,党支部,党小组,组长\n"
				    "T1,甲一,支部,东组,是\n"
				    "T2,乙二,支部,东组,\n"
				    "T3,丙三,支部,西组,是\n";
	static const char mended[] = "工号,姓名,党支部,党小组,组长\n"
				     "T1,甲一,支部,西组,\n"
				     "T2,乙二,支部,东组,是\n"
				     "T3,丙三,支部,西组,是\n";
	static const char later[] = "工号,姓名,党支部,党小组,组长\n"
				    "T1,甲一,支部,东组,\n";
	char store[STORE_PATH], files[3][STORE_PATH];

	(void)state;
	make_store(store, "same_day", "");
	write_file(files[0], "first.csv", first);
	write_file(files[1], "mended.csv", mended);
	write_file(files[2], "later.csv", later);
	import_on(store, files[0], "2026-07-01", "new 3, changed 0, as they were 0");
	import_on(store, files[1], "2026-07-01", "new 0, changed 2, as they were 1");
	assert_listed(store, "membership",
		"\xef\xbb\xbfperson,group,from,to\r\n"
		"甲一,西组,2026-07-01,\r\n"
		"乙二,东组,2026-07-01,\r\n"
		"丙三,西组,2026-07-01,\r\n");
	assert_listed(store, "term",
		"\xef\xbb\xbfperson,group,from,to\r\n"
		"乙二,东组,2026-07-01,\r\n"
		"丙三,西组,2026-07-01,\r\n");
	import_on(store, files[2], "2026-08-01", "new 0, changed 1, as they were 0");
	assert_listed(store, "membership",
		"\xef\xbb\xbfperson,group,from,to\r\n"
		"甲一,西组,2026-07-01,2026-07-31\r\n"
		"乙二,东组,2026-07-01,\r\n"
		"丙三,西组,2026-07-01,\r\n"
		"甲一,东组,2026-08-01,\r\n");
}

/* What a roster says of an earlier day than one that was read before ends where that one begins. */
static void test_earlier_day(void **state)
{
	static const char first[] =
		"工号,姓名,党支部,党小组,组长\nT1,甲一,支部,东组,是\nT2,乙二,支部,西组,\n";
	static const char earlier[] =
		"工号,姓名,党支部,党小组,组长\nT1,甲一,支部,西组,\nT2,乙二,支部,西组,是\n";
	char store[STORE_PATH], files[2][STORE_PATH];

	(void)state;
	make_store(store, "earlier_day", "");
	write_file(files[0], "east.csv", first);
	write_file(files[1], "west.csv", earlier);
	import_on(store, files[0], "2026-07-01", "new 2, changed 0, as they were 0");
	import_on(store, files[1], "2026-02-01", "new 0, changed 2, as they were 0");
	import_on(store, files[1], "2026-02-01", "new 0, changed 0, as they were 2");
	import_on(store, files[0], "2026-07-01", "new 0, changed 0, as they were 2");
	assert_listed(store, "membership",
		"\xef\xbb\xbfperson,group,from,to\r\n"
		"甲一,东组,2026-07-01,\r\n"
		"乙二,西组,2026-02-01,\r\n"
		"甲一,西组,2026-02-01,2026-06-30\r\n");
}

/* A login goes to somebody else when its owner gets another by the same file, in whatever order they stand.
 */
static void test_logins_go_round(void **state)
{
	static const char first[] = "工号,姓名,系统账号\nT1,甲一,wa\nT2,乙二,wb\nT3,丙三,wc\n";
	static const char round[] = "工号,姓名,系统账号\nT1,甲一,wb\nT2,乙二,wc\nT3,丙三,wa\n";
	char store[STORE_PATH], files[2][STORE_PATH];
	struct outcome outcome = {0};

	(void)state;
	make_store(store, "round", "");
	write_file(files[0], "logins.csv", first);
	write_file(files[1], "round.csv", round);
	import_on(store, files[0], "2026-07-01", "new 3, changed 0, as they were 0");
	import_on(store, files[1], "2026-07-01", "new 0, changed 3, as they were 0");
	run_touyan(&outcome, "--store", store, "--lang", "en", "list", "person", "--columns", "name,login",
		"--format", "csv", NULL);
	assert_output(&outcome.out, "\xef\xbb\xbfname,login\r\n甲一,wb\r\n乙二,wc\r\n丙三,wa\r\n");
	outcome_release(&outcome);
}

/* What no cell shows by itself: rows beside one another, and beside what is stored. */
static void test_rows_beside(void **state)
{
	static const struct {
		const char *csv;
		int status;
		const char *says; /* besides, nothing is written */
	} files[] = {
		{"工号,姓名,党支部,党小组,组长\nN1,新一,支部,东组,是\nN2,新二,支部,东组,是\n", 1,
			"Row 2 leads this group already"},
		{"工号,姓名,党支部,党小组\nN1,新一,别的支部,东组\n", 1, "This group belongs to 支部"},
		{"工号,姓名,党支部,党小组\nN1,新一,支部,南组\nN2,新二,别的支部,南组\n", 1,
			"Row 2 has this group in 支部"},
		{"工号,姓名,党小组\nN1,新一,北组\n", 1, "A new group needs its branch"},
		{"工号,姓名,系统账号\nN1,新一,wa\n", 1, "is taken by another record"},
		{"工号,姓名,系统账号\nN1,新一,wx\nN2,新二,wx\n", 1, "The same as in row 2"},
		{"工号,姓名,组长\nN1,新一,是\n", 0, "Leads no group: the row names none"},
		{"工号,姓名,党支部,党小组,组长\nN1,新一,支部,东组,甲一\n", 0,
			"Neither yes nor no: taken as no"},
	};
	static const char stored[] =
		"工号,姓名,党支部,党小组,系统账号\nT1,甲一,支部,东组,wa\nT2,乙二,支部,西组,\n";
	char store[STORE_PATH], path[STORE_PATH];
	struct buf before = BUF_INIT, after = BUF_INIT;
	struct outcome outcome = {0};

	(void)state;
	make_store(store, "beside", "");
	write_file(path, "stored.csv", stored);
	import_on(store, path, "2026-07-01", "new 2, changed 0, as they were 0");
	dump_of(store, &before);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		write_file(path, "beside.csv", files[i].csv);
		run_touyan(&outcome, "--store", store, "--now", NOW, "--lang", "en", "import", "person", path,
			files[i].status ? "--yes" : NULL, NULL);
		assert_int_equal(outcome.status, files[i].status);
		if (!holds(&outcome.out, files[i].says))
			fail_msg("not \"%s\" in %s", files[i].says, buf_cstr(&outcome.out));
		dump_of(store, &after);
		assert_output(&after, buf_cstr(&before));
	}
	outcome_release(&outcome);
	buf_release(&before);
	buf_release(&after);
}

/* --- the roster with faults --- */

struct fault {
	unsigned row;
	bool reminder;
	const char *says;
};

static const struct fault faults[] = {
	{5, false, "there is no day \"1979-02-30\""},
	{7, false, "This day is still to come"},
	{7, false, "A full member before joining"},
	{9, false, "name must be filled in"},
	{11, false, "the nearest is 速裁攻坚党小组"},
	{13, false, "The same as in row 4"},
	{15, false, "\"M\" is none of male, female"},
	{17, true, "Looks like a formula"},
	{19, false, "cannot be seen (U+202E)"},
	{21, false, "A full member before joining"},
	{23, false, "Exchanged with the column sex"},
	{26, false, "3 columns more than the heading"},
	{31, false, "7 columns less than the heading"},
};

enum { FAULTS = sizeof(faults) / sizeof(*faults) };

/* Lines "! 5 ..." and "  17 ...", in order and no others. */
static void check_faults(struct text out)
{
	struct text line;
	size_t at = 0;

	while (text_split(&out, '\n', &line)) {
		unsigned row;
		char sign = ' ';
		struct buf copy = BUF_INIT;

		buf_text(&copy, line);
		if (sscanf(buf_cstr(&copy), "! %u ", &row) == 1)
			sign = '!';
		else if (sscanf(buf_cstr(&copy), " %u ", &row) != 1)
			row = 0;
		buf_release(&copy);
		if (!row)
			continue;
		assert_true(at < FAULTS);
		assert_int_equal(row, faults[at].row);
		assert_int_equal(sign, faults[at].reminder ? ' ' : '!');
		if (text_find(line, text_of(faults[at].says)) == line.len)
			fail_msg("row %u: not \"%s\" but %.*s", row, faults[at].says, (int)line.len, line.at);
		at++;
	}
	assert_int_equal(at, FAULTS);
}

static void test_faults(void **state)
{
	char store[STORE_PATH];
	struct buf before = BUF_INIT, after = BUF_INIT;
	struct outcome outcome = {0};

	(void)state;
	make_store(store, "faults", "");
	dump_of(store, &before);
	run_touyan(&outcome, "--store", store, "--now", NOW, "--lang", "en", "import", "person",
		"tests/data/roster-bad.csv", "--yes", NULL);
	assert_int_equal(outcome.status, 1);
	assert_true(holds(&outcome.out, "UTF-8, 40 rows; new"));
	assert_true(holds(&outcome.out, "faults 12 in 11 rows, reminders 1"));
	assert_true(holds(&outcome.out, "Nothing was written: mend the rows"));
	check_faults(buf_as_text(&outcome.out));
	dump_of(store, &after);
	assert_output(&after, buf_cstr(&before));
	outcome_release(&outcome);
	buf_release(&before);
	buf_release(&after);
}

/* No byte of the file that a terminal would obey reaches it. */
static void test_output_is_clean(void **state)
{
	char store[STORE_PATH];
	struct outcome outcome = {0};

	(void)state;
	make_store(store, "clean", "");
	run_touyan(&outcome, "--store", store, "--now", NOW, "import", "person", "tests/data/roster-bad.csv",
		NULL);
	for (struct text rest = buf_as_text(&outcome.out); rest.len;) {
		uint32_t code = text_next(&rest);

		assert_true(code == '\n' || char_width(code) > 0);
	}
	outcome_release(&outcome);
}

static int make_directory(void **state)
{
	(void)state;
	fixture_path(directory);
	return 0;
}

static int remove_directory(void **state)
{
	(void)state;
	fixture_remove(directory);
	command_stores_release();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_preview),
		cmocka_unit_test(test_twice),
		cmocka_unit_test(test_on),
		cmocka_unit_test(test_takes_over),
		cmocka_unit_test(test_same_day),
		cmocka_unit_test(test_earlier_day),
		cmocka_unit_test(test_logins_go_round),
		cmocka_unit_test(test_rows_beside),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_output_is_clean),
	};

	return cmocka_run_group_tests_name("import", tests, make_directory, remove_directory);
}
