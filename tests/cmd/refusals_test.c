/* What each command says to what it cannot do: one line "touyan: what: why" (touyand's likewise) on standard
 * error, status 1 for what is refused and 2 for what could not run, and nothing left behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/base/text.h"
#include "tests/harness/command.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

enum { WORDS = 8, PATH_ROOM = FIXTURE_PATH + 32 };

static char directory[FIXTURE_PATH];

/* A word that begins with @ is a path in the test's directory: @store is a store, @file a file that is none,
 * @empty an empty folder, @link leads to the store, @dangling nowhere; the others are not there. */
struct refusal {
	const char *command;
	int status;
	const char *says; /* after the program's name; @ stands for the directory with its slash */
};

static const struct refusal server_refusals[] = {
	{"init @store", 1, "@store: Something is there already"},
	{"init @empty", 1, "@empty: Something is there already"},
	{"init @file", 1, "@file: Something is there already"},
	{"init @dangling", 1, "@dangling: Something is there already"},
	{"init @link", 1, "@link: Something is there already"},
	{"init @none/new", 1, "@none/new: The folder it is to stand in is not there"},
	{"init @file/new", 1, "@file/new: The folder it is to stand in is not there"},
	{"init @new --start 2026-02-30", 2, "2026-02-30: not a date"},
	{"demo @store", 1, "@store: Something is there already"},
	{"demo @new --groups 0", 2, "demo: --groups takes a number from 1 to 100000"},
	{"demo @new --years 3", 2, "demo: --years goes with --groups"},
	{"backup @none @new", 2, "@none: No such file or directory"},
	{"backup @file @new", 2, "@file: Not a directory"},
	{"backup @empty @new", 2, "There is no store in @empty"},
	{"backup @store @empty", 1, "@empty: Something is there already"},
	{"backup @store @dangling", 1, "@dangling: Something is there already"},
	{"backup @store @none/new", 1, "@none/new: The folder it is to stand in is not there"},
	{"restore @none @new", 2, "@none: No such file or directory"},
	{"restore @empty @new", 2, "There is no store in @empty"},
	{"restore @store @empty", 1, "@empty: Something is there already"},
	{"restore @store @none/new", 1, "@none/new: The folder it is to stand in is not there"},
	{"compact @none @new", 2, "@none: No such file or directory"},
	{"compact @store @file", 1, "@file: Something is there already"},
	{"verify @none", 2, "@none: No such file or directory"},
	{"verify @file", 2, "@file: Not a directory"},
	{"verify @empty", 2, "There is no store in @empty"},
	{"doctor @none", 2, "@none: No such file or directory"},
	{"doctor @file", 2, "@file: Not a directory"},
	{"dump @none", 2, "@none: No such file or directory"},
	{"dump @empty", 2, "There is no store in @empty"},
	{"load @new @none", 2, "@none: No such file or directory"},
	{"load @store @file", 1, "@store: Something is there already"},
	{"declare @store @none", 2, "@none: No such file or directory"},
	{"declare @none @file", 1, NULL},
	{"serve @none --socket @socket", 2, "@none: No such file or directory"},
	{"serve @empty --socket @socket", 2, "There is no store in @empty"},
	{"verify @store --nothing", 2, NULL},
	{"restor @store @new", 2, "restor: no such command; did you mean restore?"},
	{"xyz", 2, "xyz: no such command; touyand --help lists them"},
};

#define FORMS \
	"check, test and read take files, diff FILE [FILE], try FILE PERIOD, activate FILE, words nothing"

static const struct refusal client_refusals[] = {
	{"list persn", 1, "persn: There is no source \"persn\"; did you mean person?"},
	{"list xyzzy", 1,
		"xyzzy: There is no source \"xyzzy\"; try meeting, person, group, task, today; list sources "
		"tells all"},
	{"list person --where nme=x", 1, "person has no field \"nme\"; did you mean name?"},
	{"list person --where name=", 1, "person: A value is missing here"},
	{"list person --sort nme", 1, "person has no field \"nme\"; did you mean name?"},
	{"list person --columns nme", 1, "person has no field \"nme\"; did you mean name?"},
	{"list person --format xml", 2, "--format is text, csv or json, not xml"},
	{"list person --now soon", 2, "--now is a moment such as 2026-09-24T07:00:00Z, not soon"},
	{"--now soon", 2, "--now is a moment such as 2026-09-24T07:00:00Z, not soon"},
	{"list person --as nobody", 1,
		"person: Nobody here has the login \"nobody\": the Party affairs office enters it under "
		"people"},
	{"list audit --as w1", 1, "audit: The log is the office's to read"},
	{"show persn 1", 1, "persn: There is no kind of record called \"persn\"; did you mean person?"},
	{"show person x", 1, "person: \"x\" is no number of a record"},
	{"show person 99", 1, "person: There is no person 99"},
	{"export person @file.csv", 1, "@file.csv: There is a file of that name already; choose another"},
	{"export person @none/x.csv", 2, "@none/x.csv: No such file or directory"},
	{"export person @empty", 2, NULL},
	{"import person @none.csv", 1, "@none.csv: No such file or directory"},
	{"import person @empty", 1, "@empty is not an ordinary file"},
	{"import person @linked.csv", 1, NULL},
	{"import person @zero.csv", 1, "@zero.csv: There is nothing in the file"},
	{"import persn @file.csv", 1,
		"@file.csv: There is nothing called \"persn\" to import; did you mean person?"},
	{"import person @file.csv --on x", 1, "@file.csv: --on is a day such as 2026-01-01, not x"},
	{"import person @file.csv --yes --as w1", 1, "@file.csv: Only the Party affairs office imports"},
	{"import person", 2, "usage: touyan import ENTITY FILE [--yes] [--on DATE]"},
	{"score 2026Q9", 2,
		"2026Q9: A period reads 2026, 2026-07, 2026Q3, 2026H1 or 2026-01-01 to 2026-12-31"},
	{"rules chek @file", 2, NULL},
	{"rules check", 2, FORMS},
	{"rules try @file", 2, "try: " FORMS},
	{"rules words source", 2, "words: " FORMS},
	{"rules check @none", 2, "@none: No such file or directory"},
	{"rules diff @none", 2, "@none: No such file or directory"},
	{"rules try @none 2026Q3", 2, "@none: No such file or directory"},
	{"rules activate @none", 2, "@none: No such file or directory"},
	{"lsit person", 2, "lsit: no such command; did you mean list?"},
	{"verfy @none", 2, "verfy: no such command; did you mean verify?"},
	{"xyzzy", 2, "xyzzy: no such command; touyan --help lists them"},
	{"list person --nothing", 2, NULL},
};

/* --- what there is --- */

static const char *path_of(char room[PATH_ROOM], const char *name)
{
	snprintf(room, PATH_ROOM, "%s/%s", directory, name);
	return room;
}

static void put_file(const char *name, const char *text)
{
	char path[PATH_ROOM];
	FILE *file = fopen(path_of(path, name), "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
	char path[PATH_ROOM], other[PATH_ROOM];
	struct outcome outcome = {0};

	(void)state;
	fixture_path(directory);
	command_store(path_of(path, "store"), "");
	assert_int_equal(mkdir(path_of(path, "empty"), 0700), 0);
	put_file("file", "not a store\n");
	put_file("zero.csv", "");
	put_file("file.csv", "工号,姓名,系统账号\nT1,甲一,w1\n");
	assert_int_equal(symlink(path_of(path, "store"), path_of(other, "link")), 0);
	assert_int_equal(symlink(path_of(path, "nowhere"), path_of(other, "dangling")), 0);
	assert_int_equal(symlink(path_of(path, "file.csv"), path_of(other, "linked.csv")), 0);
	path_of(other, "store");
	path_of(path, "file.csv");
	run_touyan(&outcome, "--store", other, "import", "person", path, "--yes", NULL);
	assert_int_equal(outcome.status, 0);
	outcome_release(&outcome);
	return 0;
}

static int take_down(void **state)
{
	(void)state;
	fixture_remove(directory);
	command_stores_release();
	return 0;
}

/* --- one after the other --- */

/* Words with @ as paths. */
static size_t split(const char *command, char room[WORDS][PATH_ROOM], const char *words[WORDS])
{
	struct text rest = text_of(command), word;
	size_t count = 0;

	while (text_split(&rest, ' ', &word)) {
		assert_true(count < WORDS);
		if (word.at[0] == '@')
			snprintf(
				room[count], PATH_ROOM, "%s/%.*s", directory, (int)word.len - 1, word.at + 1);
		else
			snprintf(room[count], PATH_ROOM, "%.*s", (int)word.len, word.at);
		words[count] = room[count];
		count++;
	}
	return count;
}

static void expected(const char *program, const char *says, struct buf *out)
{
	buf_printf(out, "%s: ", program);
	for (; *says; says++)
		if (*says == '@')
			buf_printf(out, "%s/", directory);
		else
			buf_byte(out, (uint8_t)*says);
}

static void check(const struct refusal *refusal, const char *program, const struct outcome *outcome)
{
	struct text rest = buf_as_text(&outcome->err), first = NO_TEXT;
	struct buf want = BUF_INIT;
	char path[PATH_ROOM];

	text_split(&rest, '\n', &first);
	expected(program, refusal->says ? refusal->says : "", &want);
	if (outcome->status != refusal->status)
		fail_msg("%s: status %d, not %d: %.*s", refusal->command, outcome->status, refusal->status,
			(int)first.len, first.at);
	if (refusal->says ? !text_equal(first, buf_as_text(&want)) : !text_starts(first, buf_as_text(&want)))
		fail_msg("%s: not \"%s\" but \"%.*s\"", refusal->command, buf_cstr(&want), (int)first.len,
			first.at);
	if (outcome->out.len)
		fail_msg("%s: printed %zu bytes", refusal->command, outcome->out.len);
	assert_int_not_equal(access(path_of(path, "new"), F_OK), 0);
	assert_int_not_equal(access(path_of(path, "new.part"), F_OK), 0);
	buf_release(&want);
}

enum { OTHERWISE = 2 /* at the end: touyan says other things of them */ };

static void check_server(const char *program, size_t rows)
{
	for (size_t i = 0; i < rows; i++) {
		char room[WORDS][PATH_ROOM];
		const char *words[WORDS] = {NULL}, *argv[WORDS + 2] = {program};
		struct outcome outcome = {0};
		size_t count = split(server_refusals[i].command, room, words);

		for (size_t w = 0; w < count; w++)
			argv[w + 1] = words[w];
		command_run(&outcome, argv);
		check(&server_refusals[i], "touyand", &outcome);
		outcome_release(&outcome);
	}
}

static void test_server(void **state)
{
	(void)state;
	check_server(BUILD_DIR "/touyand", sizeof(server_refusals) / sizeof(*server_refusals));
}

/* The same commands given to touyan are touyand's. */
static void test_handed_over(void **state)
{
	(void)state;
	check_server(BUILD_DIR "/touyan", sizeof(server_refusals) / sizeof(*server_refusals) - OTHERWISE);
}

static void test_client(void **state)
{
	char store[PATH_ROOM];

	(void)state;
	path_of(store, "store");
	for (size_t i = 0; i < sizeof(client_refusals) / sizeof(*client_refusals); i++) {
		char room[WORDS][PATH_ROOM];
		const char *words[WORDS] = {NULL},
			   *argv[WORDS + 6] = {BUILD_DIR "/touyan", "--store", store, "--lang", "en"};
		struct outcome outcome = {0};
		size_t count = split(client_refusals[i].command, room, words);

		for (size_t w = 0; w < count; w++)
			argv[w + 5] = words[w];
		command_run(&outcome, argv);
		check(&client_refusals[i], "touyan", &outcome);
		outcome_release(&outcome);
	}
}

/* A backup comes back as it was. */
static void test_restore(void **state)
{
	char store[PATH_ROOM], copy[PATH_ROOM], back[PATH_ROOM];
	struct outcome before = {0}, after = {0}, outcome = {0};

	(void)state;
	path_of(store, "store");
	path_of(copy, "copy");
	path_of(back, "back");
	run_touyand(&outcome, "backup", store, copy, NULL);
	assert_int_equal(outcome.status, 0);
	run_touyand(&outcome, "restore", copy, back, NULL);
	assert_int_equal(outcome.status, 0);
	run_touyand(&outcome, "verify", back, NULL);
	assert_int_equal(outcome.status, 0);
	run_touyand(&before, "dump", store, NULL);
	run_touyand(&after, "dump", back, NULL);
	assert_true(text_equal(buf_as_text(&before.out), buf_as_text(&after.out)));
	outcome_release(&before);
	outcome_release(&after);
	outcome_release(&outcome);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_server), cmocka_unit_test(test_handed_over),
		cmocka_unit_test(test_client), cmocka_unit_test(test_restore)};

	return cmocka_run_group_tests_name("refusals", tests, set_up, take_down);
}
