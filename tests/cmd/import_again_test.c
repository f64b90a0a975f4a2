/* A file that is imported again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include "core/io/table.h"
#include "tests/harness/command.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

#define NOW "2026-09-24T06:55:00Z"
enum { STORE_PATH = FIXTURE_PATH + 8 };

static void import_training(const char *store, const char *rows, const char *expected)
{
	char path[STORE_PATH + 16];
	struct outcome outcome = {0};
	struct error err = ERROR_INIT;
	struct buf file = BUF_INIT;

	buf_printf(&file, "培训,日期,人员,学时\n%s", rows);
	snprintf(path, sizeof(path), "%s.csv", store);
	assert_true(file_write(path, buf_as_text(&file), &err));
	run_touyan(&outcome, "--store", store, "--now", NOW, "--lang", "en", "import", "training", path,
		"--yes", NULL);
	if (text_find(buf_as_text(&outcome.out), text_of(expected)) == outcome.out.len)
		fail_msg("%s", buf_cstr(&outcome.out));
	outcome_release(&outcome);
	buf_release(&file);
}

/* What has no number of its own is known by what tells it apart: a file read again doubles nothing. */
static void test_again(void **state)
{
	char place[FIXTURE_PATH], store[STORE_PATH];
	struct outcome outcome = {0};

	(void)state;
	fixture_path(place);
	snprintf(store, sizeof(store), "%s/store", place);
	command_store(store, "tests/data/nine.csv");
	import_training(store, "集训,2026-06-20,刘桂,6\n集训,2026-06-21,刘桂,6\n",
		"new 2, changed 0, as they were 0");
	import_training(store, "集训,2026-06-20,刘桂,6\n集训,2026-06-21,刘桂,7\n",
		"new 0, changed 1, as they were 1");
	import_training(
		store, "集训,2026-06-22,刘桂,6\n集训,2026-06-22,刘桂,7\n", "Says again what row 2 says");
	run_touyan(&outcome, "--store", store, "list", "training", "--columns", "date hours", "--format",
		"csv", NULL);
	assert_string_equal(buf_cstr(&outcome.out),
		"\xef\xbb\xbf"
		"日期,学时\r\n2026-06-20,6\r\n2026-06-21,7\r\n");
	fixture_remove(place);
	command_stores_release();
	outcome_release(&outcome);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_again)};

	return cmocka_run_group_tests_name("import_again", tests, NULL, NULL);
}
