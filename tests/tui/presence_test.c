/* Two have the same record open: each sees the other, until one leaves. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "tests/harness/command.h"
#include "tests/harness/login.h"
#include "tests/harness/pty.h"
#include "tests/harness/store_fixture.h"
#include <cmocka.h>

#define TOO "也开着这份记录"

static char directory[FIXTURE_PATH], store[FIXTURE_PATH + 16];

static struct pty *login(const char *as)
{
	char *argv[] = {BUILD_DIR "/touyan", "--store", store, "--now", "2026-09-24T06:55:00Z", "--lang",
		"zh", as ? "--as" : NULL, (char *)(uintptr_t)as, NULL};

	unsetenv("TOUYAN_STORE");
	return pty_start(argv, "xterm-256color", 24, 80);
}

static void expect(struct pty *pty, const char *text)
{
	struct buf screen = BUF_INIT;

	if (!pty_wait_for(pty, text)) {
		pty_screen(pty, &screen);
		fail_msg("ended before \"%s\" was shown; the screen:\n%s", text, buf_cstr(&screen));
	}
}

/* The service looks a moment after the commit; drawing again is a key that changes nothing. */
static void expect_gone(struct pty *pty)
{
	enum { TIMES = 100, PAUSE_MS = 50 };

	for (int i = 0; i < TIMES && pty_shows(pty, TOO); i++) {
		poll(NULL, 0, PAUSE_MS);
		pty_type(pty, "\014");
		assert_true(pty_wait(pty));
	}
	assert_false(pty_shows(pty, TOO));
}

/* Any change makes the services look. */
static void change_something(void)
{
	static const char *const files[] = {"tests/data/posts.csv", "tests/data/nine.csv"};
	static size_t turn;
	struct outcome outcome = {0};

	run_touyan(&outcome, "--store", store, "import", "person", files[turn++ % 2], "--yes", NULL);
	assert_int_equal(outcome.status, 0);
	outcome_release(&outcome);
}

/* Each key when what it acts on is there. */
static void open_first_person(struct pty *pty)
{
	expect(pty, "今日");
	pty_type(pty, "8");
	expect(pty, "D0001");
	pty_type(pty, "\r");
	expect(pty, "曾用名");
}

static void two_in_one_record(void **state)
{
	struct pty *leader = login("u001"), *other = NULL;

	(void)state;
	open_first_person(leader);
	assert_false(pty_shows(leader, TOO));
	other = login("u001");
	open_first_person(other);
	expect(other, TOO "：您自己（别的窗口）");
	change_something();
	expect(leader, TOO "：您自己（别的窗口）");
	/* None is open there now. */
	pty_type(other, "\033");
	expect(other, "D0009");
	change_something();
	expect_gone(leader);
	assert_false(pty_shows(other, TOO));
	pty_release(other);
	pty_release(leader);
}

static void another_person(void **state)
{
	struct pty *leader = login("u001"), *office = login(NULL);

	(void)state;
	open_first_person(leader);
	open_first_person(office);
	expect(office, TOO "：刘桂");
	change_something();
	expect(leader, TOO "：机关党委办公室");
	/* The line is cut: the service takes it away. */
	pty_hangup(office);
	pty_end(office);
	change_something();
	expect_gone(leader);
	pty_release(office);
	pty_release(leader);
}

/* A service that was killed says nothing of leaving: nobody is there all the same. */
static void killed(void **state)
{
	struct pty *leader = login("u001"), *other = login("u001");
	pid_t touyand;

	(void)state;
	open_first_person(leader);
	open_first_person(other);
	expect(other, TOO "：您自己（别的窗口）");
	touyand = login_touyand(other);
	kill(touyand, SIGKILL);
	expect(other, "Ctrl-Q");
	pty_type(other, "\021");
	pty_end(other);
	pty_release(other);
	other = login("u001");
	open_first_person(other);
	expect(other, TOO "：您自己（别的窗口）");
	pty_type(leader, "\033");
	expect(leader, "D0009");
	change_something();
	expect_gone(other);
	pty_release(other);
	pty_release(leader);
}

static int make_store(void **state)
{
	(void)state;
	fixture_path(directory);
	snprintf(store, sizeof(store), "%s/1", directory);
	command_store(store, "tests/data/nine.csv");
	return 0;
}

static int remove_store(void **state)
{
	(void)state;
	fixture_remove(directory);
	command_stores_release();
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(two_in_one_record),
		cmocka_unit_test(another_person), cmocka_unit_test(killed)};

	return cmocka_run_group_tests_name("presence", tests, make_store, remove_store);
}
