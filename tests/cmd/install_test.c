/* What `make install` puts somewhere works there: programs, their words, what a new store starts with,
 * manuals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "tests/harness/command.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

enum { PATH_ROOM = 256 };

static char directory[FIXTURE_PATH];

static int install(void **state)
{
	char prefix[PATH_ROOM];
	const char *argv[] = {"tools/install", prefix, BUILD_DIR, "touyan", "touyand", NULL};
	struct outcome outcome = {0};

	(void)state;
	fixture_path(directory);
	snprintf(prefix, sizeof(prefix), "%s/usr", directory);
	command_run(&outcome, argv);
	print_message("%s", buf_cstr(&outcome.err));
	assert_int_equal(outcome.status, 0);
	outcome_release(&outcome);
	return 0;
}

static int clean(void **state)
{
	(void)state;
	fixture_remove(directory);
	return 0;
}

static void run(struct outcome *outcome, const char *program, const char *const *arguments)
{
	char path[PATH_ROOM];
	const char *argv[12] = {path};

	snprintf(path, sizeof(path), "%s/usr/bin/%s", directory, program);
	for (size_t i = 0; i < 10 && arguments[i]; i++)
		argv[i + 1] = arguments[i];
	command_run(outcome, argv);
}

static void a_store_is_made_with_what_was_installed(void **state)
{
	char store[PATH_ROOM];
	struct outcome outcome = {0};

	(void)state;
	snprintf(store, sizeof(store), "%s/store", directory);
	run(&outcome, "touyand", (const char *const[]){"init", store, NULL});
	print_message("%s", buf_cstr(&outcome.err));
	assert_int_equal(outcome.status, 0);
	run(&outcome, "touyan",
		(const char *const[]){
			"--store", store, "--lang", "zh", "list", "system", "--columns", "name", NULL});
	assert_int_equal(outcome.status, 0);
	assert_true(text_starts(buf_as_text(&outcome.out), TEXT("名称\n")));
	assert_true(text_find(buf_as_text(&outcome.out), TEXT("党小组会")) < outcome.out.len);
	/* A refusal in Chinese: the catalogue is found. */
	run(&outcome, "touyan",
		(const char *const[]){"--store", store, "--lang", "zh", "list", "nothing", NULL});
	assert_int_equal(outcome.status, 1);
	assert_true(text_find(buf_as_text(&outcome.err), TEXT("没有")) < outcome.err.len);
	outcome_release(&outcome);
}

static void the_manuals_are_there(void **state)
{
	static const char *const pages[] = {"touyan.1", "touyand.1"};
	char path[PATH_ROOM];
	struct stat found;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/usr/share/man/man1/%s", directory, pages[i]);
		assert_int_equal(stat(path, &found), 0);
		assert_true(found.st_size > 1000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_store_is_made_with_what_was_installed),
		cmocka_unit_test(the_manuals_are_there),
	};

	return cmocka_run_group_tests(tests, install, clean);
}
