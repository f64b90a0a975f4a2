/* What an entity gets by standing in the list: storage, checks, list, form, CSV, JSON, history, audit,
 * filter. The programs are the real ones, linked with one record more (tests/extra/book.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "core/io/table.h"
#include "tests/harness/command.h"
#include "tests/harness/script.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

enum { ARGUMENTS_MAX = 8 };

static char directory[FIXTURE_PATH], store[FIXTURE_PATH + 16], dump[FIXTURE_PATH + 16];

static int prepare(void **state)
{
	struct outcome outcome = {0};
	const char *init[] = {BUILD_DIR "/extra/touyand", "init", store, NULL};
	const char *people[] = {BUILD_DIR "/extra/touyan", "--store", store, "import", "person",
		"tests/data/nine.csv", "--yes", NULL};

	(void)state;
	fixture_path(directory);
	snprintf(store, sizeof(store), "%s/store", directory);
	snprintf(dump, sizeof(dump), "%s/dump", directory);
	command_run(&outcome, init);
	assert_int_equal(outcome.status, 0);
	command_run(&outcome, people);
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

static void run(struct outcome *outcome, const char *const *arguments)
{
	const char *argv[ARGUMENTS_MAX + 8] = {
		BUILD_DIR "/extra/touyan", "--store", store, "--now", "2026-09-24T06:55:00Z", "--lang", "en"};

	for (size_t i = 0; i < ARGUMENTS_MAX && arguments[i]; i++)
		argv[7 + i] = arguments[i];
	command_run(outcome, argv);
}

static const struct {
	const char *what, *arguments[ARGUMENTS_MAX];
	int status;
	const char *out; /* what it holds */
} steps[] = {
	{"a file that is refused", {"import", "book", "tests/extra/books-bad.csv", "--yes"}, 1,
		"Nothing was written"},
	{"its check by the choices", {"import", "book", "tests/extra/books-bad.csv"}, 1, "kind"},
	{"nothing of it is there", {"list", "book", "--format", "json"}, 0, "[]"},
	{"a file that is taken", {"import", "book", "tests/extra/books.csv", "--yes"}, 0, "Done"},
	{"the list", {"list", "book", "--columns", "title kind price reader"}, 0,
		"民法典          law       58.5  刘桂"},
	{"a filter, in Chinese too",
		{"list", "book", "--where", "价格 < 50 且 门类 = 党史", "--columns", "title"}, 0,
		"title\n中国共产党简史\n"},
	{"by the sound", {"list", "book", "--where", "title ~ mfd", "--columns", "title"}, 0,
		"title\n民法典\n"},
	{"through the reference", {"list", "book", "--where", "reader.team ~ 速裁", "--columns", "title"}, 0,
		"民法典"},
	{"CSV", {"list", "book", "--format", "csv", "--columns", "title kind bought price reader lent back"},
		0, "民法典,law,2025-03-01,58.5,刘桂,2026-09-01,\r\n"},
	{"JSON", {"list", "book", "--format", "json"}, 0,
		"{\"id\":1,\"title\":\"民法典\",\"kind\":\"law\",\"bought\":\"2025-03-01\",\"price\":58.5,"},
	{"one of them", {"show", "book", "1"}, 0, "2025-03-01"},
	{"the same again is no change", {"import", "book", "tests/extra/books.csv"}, 0, "as they were 2"},
	{"who did it", {"list", "audit", "--columns", "action field", "--format", "csv"}, 0, "imported,book"},
};

static void commands_know_it(void **state)
{
	struct outcome outcome = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		run(&outcome, steps[i].arguments);
		print_message("%s: %s%s\n", steps[i].what, buf_cstr(&outcome.out), buf_cstr(&outcome.err));
		assert_int_equal(outcome.status, steps[i].status);
		assert_true(text_find(buf_as_text(&outcome.out), text_of(steps[i].out)) < outcome.out.len);
	}
	outcome_release(&outcome);
}

/* List, form, fault, choice, saving and history: the dumps are goldens. */
static void screens_know_it(void **state)
{
	const char *arguments[] = {"--keys", "tests/extra/book.keys", "--dump", dump, NULL};
	struct outcome outcome = {0};
	struct buf found = BUF_INIT;
	struct error err = ERROR_INIT;
	struct text text;

	(void)state;
	run(&outcome, arguments);
	print_message("%s", buf_cstr(&outcome.err));
	assert_int_equal(outcome.status, 0);
	assert_true(file_read(dump, &found, &err));
	text = buf_as_text(&found);
	golden_check("extra/book", &text);
	buf_release(&found);
	outcome_release(&outcome);
}

/* Its bytes, indexes and references are as sound as all others'. */
static void the_store_knows_it(void **state)
{
	const char *verify[] = {BUILD_DIR "/extra/touyand", "verify", store, NULL};
	struct outcome outcome = {0};

	(void)state;
	command_run(&outcome, verify);
	print_message("%s%s", buf_cstr(&outcome.out), buf_cstr(&outcome.err));
	assert_int_equal(outcome.status, 0);
	outcome_release(&outcome);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commands_know_it),
		cmocka_unit_test(screens_know_it),
		cmocka_unit_test(the_store_knows_it),
	};

	return cmocka_run_group_tests(tests, prepare, clean);
}
