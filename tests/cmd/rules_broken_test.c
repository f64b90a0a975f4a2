/* Every file of tests/data/rules/broken is refused at the right places, with all its errors and no other, in
 * both languages. The head of each file says what is expected, a line for each: # line:column | Chinese |
 * English. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <glob.h>
#include "core/base/memory.h"
#include "core/io/table.h"
#include "tests/harness/command.h"
#include <cmocka.h>

enum { LEAST = 150 };

static const char *const languages[] = {"zh", "en"}, *const signs[] = {"错误：", "error: "};

/* What the head of the file promises, as touyan prints it. */
static size_t expected(const char *path, size_t language, struct buf *out)
{
	struct buf bytes = BUF_INIT;
	struct error err = {0};
	struct text rest, line, place, words;
	size_t count = 0;

	assert_true(file_read(path, &bytes, &err));
	rest = buf_as_text(&bytes);
	while (text_split(&rest, '\n', &line) && text_starts(line, TEXT("# ")) && line.len > 2 &&
		(unsigned char)(line.at[2] - '0') < 10) {
		place = text_trim(text_skip(text_take(line, text_find(line, TEXT(" | "))), 2));
		words = text_skip(line, text_find(line, TEXT(" | ")) + 3);
		/* The English may hold the sign itself. */
		if (language)
			words = text_skip(words, text_find(words, TEXT(" | ")) + 3);
		else
			words = text_take(words, text_find(words, TEXT(" | ")));
		buf_printf(out, "%s:%.*s: %s%.*s\n", path, (int)place.len, place.at, signs[language],
			(int)words.len, words.at);
		count++;
	}
	buf_release(&bytes);
	return count;
}

/* Only the lines that name a place: between them stand the lines of the file. */
static void places_of(struct text printed, struct buf *out)
{
	struct text line;

	while (text_split(&printed, '\n', &line))
		if (text_starts(line, TEXT("tests/data/rules/broken/"))) {
			buf_text(out, line);
			buf_byte(out, '\n');
		}
}

static size_t compare(struct text wanted, struct text found)
{
	struct text one = NO_TEXT, other = NO_TEXT;
	size_t bad = 0;

	for (;;) {
		bool more = text_split(&wanted, '\n', &one);

		if (!text_split(&found, '\n', &other) && !more)
			break;
		if (!text_equal(one, other) && ++bad < 10)
			print_error(
				"wanted %.*s\nfound  %.*s\n", (int)one.len, one.at, (int)other.len, other.at);
		one = other = NO_TEXT;
	}
	return bad;
}

static void check(size_t language, const glob_t *files)
{
	const char **argv = mem_new((files->gl_pathc + 8) * sizeof(*argv));
	const char *const first[] = {BUILD_DIR "/touyan", "--lang", languages[language], "rules", "check"};
	struct outcome outcome = {0};
	struct buf wanted = BUF_INIT, found = BUF_INIT;

	memcpy(argv, first, sizeof(first));
	for (size_t i = 0; i < files->gl_pathc; i++) {
		argv[5 + i] = files->gl_pathv[i];
		if (!expected(files->gl_pathv[i], language, &wanted))
			fail_msg("%s does not say what is wrong with it", files->gl_pathv[i]);
	}
	command_run(&outcome, argv);
	assert_int_equal(outcome.status, 1);
	places_of(buf_as_text(&outcome.err), &found);
	assert_int_equal(compare(buf_as_text(&wanted), buf_as_text(&found)), 0);
	/* Nothing passed. */
	assert_int_equal(outcome.out.len, 0);
	outcome_release(&outcome);
	buf_release(&wanted);
	buf_release(&found);
	free(argv);
}

static void broken_files_are_refused(void **state)
{
	glob_t files;

	(void)state;
	assert_int_equal(glob("tests/data/rules/broken/*.yaml", 0, NULL, &files), 0);
	assert_true(files.gl_pathc >= LEAST);
	for (size_t language = 0; language < 2; language++)
		check(language, &files);
	globfree(&files);
}

/* What they were broken from is in order. */
static void good_files_pass(void **state)
{
	struct outcome outcome = {0};

	(void)state;
	run_touyan(&outcome, "rules", "test", "tests/data/rules/good/zh.yaml",
		"tests/data/rules/good/en.yaml", NULL);
	if (outcome.status)
		fail_msg("%.*s%.*s", (int)outcome.out.len, (char *)outcome.out.data, (int)outcome.err.len,
			(char *)outcome.err.data);
	outcome_release(&outcome);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(broken_files_are_refused), cmocka_unit_test(good_files_pass)};

	return cmocka_run_group_tests_name("broken rules", tests, NULL, NULL);
}
