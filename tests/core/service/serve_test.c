/* touyand on a socket, and its commands: who is let in, who is told, how it ends. */
#include <fcntl.h>
#include <pwd.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tests/harness/court.h"
#include <cmocka.h>

enum { OF_ONE_UID = 8 };

static struct court court;
static struct reply reply;
static char folder[FIXTURE_PATH], path[FIXTURE_PATH + 16];
static pid_t listener;

static int setup(void **state)
{
	(void)state;
	court_make(&court);
	fixture_path(folder);
	snprintf(path, sizeof(path), "%s/socket", folder);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fixture_remove(folder);
	reply_release(&reply);
	reply.bytes = (struct buf)BUF_INIT;
	court_remove(&court);
	return 0;
}

/* Runs touyand, as another user when `uid` is not 0; its words go to `folder`/err. */
static pid_t start(uid_t uid, const char *const *arguments)
{
	pid_t pid = fork();

	if (!pid) {
		char words[FIXTURE_PATH + 16];
		int fd;

		snprintf(words, sizeof(words), "%s/err", folder);
		fd = open(words, O_WRONLY | O_CREAT | O_TRUNC, 0644);
		dup2(fd, STDERR_FILENO);
		dup2(fd, STDOUT_FILENO);
		if (uid && setuid(uid))
			_exit(99);
		execv(BUILD_DIR "/touyand", (char *const *)arguments);
		_exit(98);
	}
	return pid;
}

static int status_of(pid_t pid)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

static int run(const char *const *arguments)
{
	return status_of(start(0, arguments));
}

#define RUN(...) run((const char *const[]){"touyand", __VA_ARGS__, NULL})

/* What it wrote. */
static const char *words(void)
{
	static char text[4096];
	char name[FIXTURE_PATH + 16];
	FILE *file;
	size_t len;

	snprintf(name, sizeof(name), "%s/err", folder);
	file = fopen(name, "r");
	assert_non_null(file);
	len = fread(text, 1, sizeof(text) - 1, file);
	text[len] = '\0';
	fclose(file);
	return text;
}

static struct session *connected(void)
{
	struct session *session = NULL;

	for (int i = 0; i < 2000; i++) {
		if (session_connect(&session, path, NULL))
			return session;
		usleep(2000);
	}
	fail_msg("nobody serves: %s", words());
	return NULL;
}

static void serve(void)
{
	listener = start(0, (const char *const[]){"touyand", "serve", court.path, "--socket", path, NULL});
	session_close(connected());
}

static int stop(void)
{
	kill(listener, SIGTERM);
	return status_of(listener);
}

/* Root and the store's owner are the operator; that is who runs this test. */
static void owner_is_the_operator(void **state)
{
	struct session *session;
	struct stat status;

	(void)state;
	serve();
	session = connected();
	assert_true(court_call(session, CALL_HELLO, NULL, &reply));
	assert_int_equal(view_number(&reply.body, WELCOME_ROLE), ROLE_OPERATOR);
	session_close(session);
	assert_int_equal(stop(), 0);
	/* It took its socket along. */
	assert_int_not_equal(stat(path, &status), 0);
}

struct visit {
	const char *user, *name; /* name: the person he is; NULL: nobody */
};

/* What another user is told; the exit status says whether it was right. */
static int visit_as(const struct visit *visit)
{
	const struct passwd *user = getpwnam(visit->user);
	pid_t pid;

	assert_non_null(user);
	pid = fork();
	if (!pid) {
		struct session *session = NULL;
		bool done;

		if (setuid(user->pw_uid) || !session_connect(&session, path, NULL))
			_exit(10);
		done = court_call(session, CALL_HELLO, NULL, &reply);
		if (done != (visit->name != NULL))
			_exit(11);
		if (!done)
			_exit(reply.error.kind == ERROR_DENIED ? 0 : 12);
		if (!text_is(view_text(&reply.body, WELCOME_NAME), visit->name))
			_exit(13);
		/* A name in the request changes nothing. */
		_exit(court_get(session, ENTITY_MEETING, court.meeting, &reply) &&
					!view_number(&reply.body, GOT_MAY_WRITE)
				? 0
				: 14);
	}
	return status_of(pid);
}

static void identity_is_the_uid(void **state)
{
	struct record_slot login = {PERSON_LOGIN, value_text(TEXT("daemon"))};
	struct store_config config = {.path = court.path, .schema = &court_schema};
	struct change_result result;
	struct store *store;

	(void)state;
	if (getuid())
		skip();
	assert_true(store_open(&store, &config, NULL));
	result = fixture_set(store, ENTITY_PERSON, &court.people[3], &login, 1);
	change_result_release(&result);
	store_close(store);
	chmod(folder, 0755);
	serve();
	assert_int_equal(visit_as(&(struct visit){"daemon", "丁四火"}), 0);
	assert_int_equal(visit_as(&(struct visit){"nobody", NULL}), 0);
	assert_int_equal(stop(), 0);
}

static void not_by_another_than_the_owner(void **state)
{
	const char *const arguments[] = {"touyand", "serve", court.path, "--socket", path, NULL};

	(void)state;
	if (getuid())
		skip();
	assert_int_equal(status_of(start(65534, arguments)), 2);
	assert_non_null(strstr(words(), "touyand: "));
}

static void heard(const struct answer *push, void *arg)
{
	*(int *)arg += push->kind == PUSH_CHANGED;
}

/* A commit by one child reaches another through the listener's bell. */
static void children_hear_of_each_other(void **state)
{
	struct session *one, *other;
	struct patch patch = PATCH_INIT;
	int news = 0;

	(void)state;
	serve();
	one = connected();
	other = connected();
	session_on_push(other, heard, &news);
	assert_true(court_call(other, CALL_HELLO, NULL, &reply));
	patch_add(&patch, PERSON_NOTE, EMPTY_VALUE, value_text(TEXT("新")));
	assert_true(court_apply(one, ENTITY_PERSON, (int64_t)court.people[0], &patch, &reply));
	for (int i = 0; i < 2000 && !news; i++) {
		usleep(1000);
		assert_true(session_io(other, NULL));
	}
	assert_int_equal(news, 1);
	patch_release(&patch);
	session_close(one);
	session_close(other);
	assert_int_equal(stop(), 0);
}

static void ninth_session_is_turned_away(void **state)
{
	struct session *sessions[OF_ONE_UID + 1];

	(void)state;
	serve();
	/* The one that looked whether it serves may still be leaving. */
	usleep(200000);
	for (int i = 0; i <= OF_ONE_UID; i++) {
		sessions[i] = connected();
		assert_int_equal(court_call(sessions[i], CALL_HELLO, NULL, &reply), i < OF_ONE_UID);
	}
	assert_int_equal(reply.error.kind, ERROR_FULL);
	assert_non_null(strstr(reply_words(&reply), "8"));
	for (int i = 0; i <= OF_ONE_UID; i++)
		session_close(sessions[i]);
	assert_int_equal(stop(), 0);
}

static void socket_left_behind_is_replaced(void **state)
{
	const char *const arguments[] = {"touyand", "serve", court.path, "--socket", path, NULL};
	struct session *session;

	(void)state;
	serve();
	kill(listener, SIGKILL);
	status_of(listener);
	serve();
	/* While one serves, a second is refused and does no harm. */
	assert_int_equal(status_of(start(0, arguments)), 1);
	assert_non_null(strstr(words(), "somebody serves there already"));
	session = connected();
	assert_true(court_call(session, CALL_HELLO, NULL, &reply));
	session_close(session);
	assert_int_equal(stop(), 0);
}

/* Open sessions end with the listener, and hear of it. */
static void term_ends_sessions(void **state)
{
	struct session *session;

	(void)state;
	serve();
	session = connected();
	assert_true(court_call(session, CALL_HELLO, NULL, &reply));
	assert_int_equal(stop(), 0);
	assert_false(court_call(session, CALL_HELLO, NULL, &reply));
	assert_int_equal(reply.error.kind, ERROR_SYSTEM);
	session_close(session);
}

/* --- the other commands --- */

static void commands(void **state)
{
	char copy[FIXTURE_PATH + 16], lines[FIXTURE_PATH + 16], loaded[FIXTURE_PATH + 16];
	char made[FIXTURE_PATH + 16];

	(void)state;
	snprintf(copy, sizeof(copy), "%s/copy", folder);
	snprintf(lines, sizeof(lines), "%s/err", folder);
	snprintf(loaded, sizeof(loaded), "%s/loaded", folder);
	snprintf(made, sizeof(made), "%s/made", folder);
	assert_int_equal(RUN("verify", court.path), 0);
	assert_int_equal(RUN("backup", court.path, copy), 0);
	assert_int_equal(RUN("verify", copy), 0);
	assert_int_equal(RUN("backup", court.path, copy), 1); /* refused, as init is */
	assert_int_equal(RUN("doctor", court.path), 0);
	assert_non_null(strstr(words(), "ok   owner"));
	assert_int_equal(chmod(court.path, 0755), 0);
	assert_int_equal(RUN("doctor", court.path), 1);
	assert_non_null(strstr(words(), "chmod 700"));
	assert_int_equal(chmod(court.path, 0700), 0);
	assert_int_equal(RUN("dump", court.path), 0);
	{
		char kept[FIXTURE_PATH + 16];

		snprintf(kept, sizeof(kept), "%s/lines", folder);
		assert_int_equal(rename(lines, kept), 0);
		assert_int_equal(RUN("load", loaded, kept), 0);
		assert_int_equal(RUN("verify", loaded), 0);
		assert_int_equal(RUN("load", loaded, kept), 1);
		assert_int_equal(RUN("load", made, "/nonexistent"), 2);
	}
	assert_int_equal(RUN("init", made, "--name", "试验法院", "--start", "2026-01-01"), 0);
	assert_int_equal(RUN("init", made), 1);
	assert_int_equal(RUN("verify", made), 0);
}

static void misuse(void **state)
{
	(void)state;
	assert_int_equal(RUN("nothing"), 2);
	assert_non_null(strstr(words(), "touyand: nothing: no such command"));
	assert_int_equal(RUN("verify"), 2);
	assert_int_equal(RUN("verify", "a", "b"), 2);
	assert_int_equal(RUN("verify", court.path, "--as", "p1"), 2);
	assert_non_null(strstr(words(), "touyand: verify: takes no --as"));
	assert_int_equal(RUN("verify", "/nonexistent"), 2);
	assert_string_equal(words(), "touyand: /nonexistent: No such file or directory\n");
	assert_int_equal(RUN("init", "/nonexistent/x", "--start", "soon"), 2);
	assert_int_equal(RUN("session"), 2);
	assert_int_equal(run((const char *const[]){"touyand", NULL}), 2);
	assert_int_equal(RUN("--help"), 0);
	for (const char *const *name = (const char *const[]){"init", "serve", "backup", "dump", "load",
		     "verify", "compact", "restore", "doctor", NULL};
		*name; name++)
		assert_non_null(strstr(words(), *name));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(owner_is_the_operator),
		TEST(identity_is_the_uid),
		TEST(not_by_another_than_the_owner),
		TEST(children_hear_of_each_other),
		TEST(ninth_session_is_turned_away),
		TEST(socket_left_behind_is_replaced),
		TEST(term_ends_sessions),
		TEST(commands),
		TEST(misuse),
#undef TEST
	};

	return cmocka_run_group_tests_name("serve", tests, NULL, NULL);
}
