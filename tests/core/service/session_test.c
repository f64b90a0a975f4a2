/* The client's end: answers, losses, and other ends that talk nonsense. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "core/service/session_start.h"
#include "core/service/wire.h"
#include "tests/harness/court.h"
#include <cmocka.h>

struct heard {
	int times;
	enum call kind;
	enum error_kind error;
};

static void hear(const struct answer *answer, void *arg)
{
	struct heard *heard = arg;

	heard->times++;
	heard->kind = answer->kind;
	heard->error = answer->error.kind;
}

static void hello_says_who_i_am(void **state)
{
	static const struct {
		const char *login, *name, *group;
		enum role role;
	} rows[] = {
		{"p1", "甲一山", "第一党小组", ROLE_LEADER},
		{"p3", "丙三木", "第一党小组", ROLE_MEMBER},
		{"q1", "癸十川", "第二党小组", ROLE_LEADER},
		{"s1", "子书记", "", ROLE_SECRETARY},
		{NULL, "", "", ROLE_OPERATOR},
	};
	struct reply reply = {.done = false};
	struct court court;

	(void)state;
	court_make(&court);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct session *session = court_session(&court, rows[i].login);

		assert_true(court_call(session, CALL_HELLO, NULL, &reply));
		assert_true(text_is(view_text(&reply.body, WELCOME_NAME), rows[i].name));
		assert_true(text_is(view_text(&reply.body, WELCOME_GROUP_NAME), rows[i].group));
		assert_int_equal(view_number(&reply.body, WELCOME_ROLE), rows[i].role);
		assert_true(text_is(view_text(&reply.body, WELCOME_COURT), "试验法院"));
		assert_true(text_is(
			view_text(&reply.body, WELCOME_BRANCH_NAME), rows[i].login ? "第一党支部" : ""));
		assert_int_equal(view_number(&reply.body, WELCOME_TODAY), date_of(2026, 9, 24));
		session_close(session);
	}
	reply_release(&reply);
	court_remove(&court);
}

static void other_protocol_is_refused(void **state)
{
	struct reply reply = {.done = false};
	struct record body;
	struct court court;
	struct session *session;

	(void)state;
	court_make(&court);
	session = court_session(&court, NULL);
	record_init(&body, &hello_shape);
	record_number(&body, HELLO_PROTOCOL, PROTOCOL + 1);
	assert_false(court_call(session, CALL_HELLO, &body, &reply));
	assert_int_equal(reply.error.kind, ERROR_STATE);
	session_close(session);
	reply_release(&reply);
	court_remove(&court);
}

/* What is wrong from the start is told, not printed. */
static void start_that_fails_says_why(void **state)
{
	static const struct {
		const char *store, *login;
		enum error_kind kind;
		const char *words;
	} rows[] = {
		{"/nonexistent/store", NULL, ERROR_SYSTEM, "/nonexistent/store"},
		{NULL, "nobody-here", ERROR_DENIED, "nobody-here"},
	};
	struct court court;

	(void)state;
	court_make(&court);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct session_start start = {rows[i].store ? rows[i].store : court.path, rows[i].login, NULL,
			BUILD_DIR "/touyand"};
		struct reply reply = {.done = false};
		struct session *session;

		assert_true(session_spawn(&session, &start, NULL));
		assert_false(court_call(session, CALL_HELLO, NULL, &reply));
		assert_int_equal(reply.error.kind, rows[i].kind);
		assert_non_null(strstr(reply_words(&reply), rows[i].words));
		assert_false(court_call(session, CALL_PAGE, NULL, &reply));
		assert_int_equal(reply.error.kind, rows[i].kind);
		session_close(session);
		reply_release(&reply);
	}
	court_remove(&court);
}

static void program_that_is_not_there(void **state)
{
	struct session_start start = {"/tmp", NULL, NULL, "/nonexistent/touyand"};
	struct error err = ERROR_INIT;
	struct session *session = NULL;

	(void)state;
	assert_false(session_spawn(&session, &start, &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
	assert_null(session);
}

static void many_requests_answered_in_order(void **state)
{
	struct heard heard[100];
	struct court court;
	struct session *session;
	uint32_t last = 0;

	(void)state;
	memset(heard, 0, sizeof(heard));
	court_make(&court);
	session = court_session(&court, "p1");
	for (size_t i = 0; i < 100; i++)
		last = session_send(session, CALL_HELLO, NULL, hear, &heard[i]);
	assert_int_equal(session_open_requests(session), 100);
	assert_true(session_wait(session, last, NULL));
	assert_int_equal(session_open_requests(session), 0);
	for (size_t i = 0; i < 100; i++) {
		assert_int_equal(heard[i].times, 1);
		assert_int_equal(heard[i].kind, ANSWER_DONE);
	}
	session_close(session);
	court_remove(&court);
}

/* The other end goes away with two requests open: both are answered, once, and so is one sent later. */
static void lost_line_answers_everything(void **state)
{
	struct heard first = {0, 0, 0}, second = {0, 0, 0}, late = {0, 0, 0};
	struct error err = ERROR_INIT;
	struct session *session;
	int line[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, line), 0);
	session = session_over(line[0]);
	session_send(session, CALL_HELLO, NULL, hear, &first);
	session_send(session, CALL_PAGE, NULL, hear, &second);
	assert_true(session_io(session, &err));
	close(line[1]);
	assert_false(session_wait(session, 2, &err));
	assert_int_equal(err.kind, ERROR_SYSTEM);
	assert_int_equal(first.times, 1);
	assert_int_equal(first.error, ERROR_SYSTEM);
	assert_int_equal(second.times, 1);
	assert_false(session_wait(session, session_send(session, CALL_GET, NULL, hear, &late), NULL));
	assert_int_equal(late.times, 1);
	assert_int_equal(late.kind, ANSWER_ERROR);
	session_close(session);
	assert_int_equal(first.times + second.times + late.times, 3);
}

static void close_answers_what_is_open(void **state)
{
	struct heard heard = {0, 0, 0};
	struct session *session;
	int line[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, line), 0);
	session = session_over(line[0]);
	session_send(session, CALL_HELLO, NULL, hear, &heard);
	session_close(session);
	assert_int_equal(heard.times, 1);
	assert_int_equal(heard.kind, ANSWER_ERROR);
	close(line[1]);
}

/* Killed in the middle of a long queue: everything that was not answered is answered now. */
static void killed_server_answers_everything(void **state)
{
	struct heard heard[60];
	struct court court;
	struct session *session;
	uint32_t last = 0;

	(void)state;
	memset(heard, 0, sizeof(heard));
	court_make(&court);
	session = court_session(&court, "p1");
	assert_true(session_wait(session, session_send(session, CALL_HELLO, NULL, NULL, NULL), NULL));
	for (size_t i = 0; i < 60; i++)
		last = session_send(session, CALL_HELLO, NULL, hear, &heard[i]);
	kill(session_child(session), SIGKILL);
	session_wait(session, last, NULL);
	for (size_t i = 0; i < 60; i++)
		assert_int_equal(heard[i].times, 1);
	assert_int_equal(heard[59].kind, ANSWER_ERROR);
	assert_int_equal(session_open_requests(session), 0);
	session_close(session);
	court_remove(&court);
}

/* Answers that make no sense end the line and reach no callback as an answer. */
static void nonsense_from_the_server(void **state)
{
	static const struct {
		const char *what;
		uint32_t number;
		uint8_t kind;
		struct text body;
	} rows[] = {
		{"a number nobody asked", 9, ANSWER_DONE, {"", 0}},
		{"a kind that is no answer", 1, CALL_HELLO, {"", 0}},
		{"a body of another shape", 1, ANSWER_DONE, {"\x04\x02", 2}},
		{"half a body", 1, ANSWER_DONE, {"\x05", 1}},
		{"an error without a message", 1, ANSWER_ERROR, {"\x02\x02", 2}},
		{"an error of an unknown kind", 1, ANSWER_ERROR, {"\x02\x64\x09\x01x", 5}},
		{"a push of no kind", 0, 120, {"", 0}},
		{"a push of another shape", 0, PUSH_CHANGED, {"\x03\x01x", 3}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct heard heard = {0, 0, 0}, pushed = {0, 0, 0};
		struct session *session;
		struct wire other;
		int line[2];

		assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, line), 0);
		session = session_over(line[0]);
		session_on_push(session, hear, &pushed);
		session_send(session, CALL_HELLO, NULL, hear, &heard);
		wire_init(&other, line[1]);
		wire_put(&other, rows[i].number, rows[i].kind, rows[i].body);
		assert_true(wire_write(&other));
		if (session_io(session, NULL))
			fail_msg("taken: %s", rows[i].what);
		assert_int_equal(heard.times, 1);
		assert_int_equal(heard.error, ERROR_SYSTEM);
		assert_int_equal(pushed.times, 0);
		session_close(session);
		wire_release(&other);
		close(line[1]);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(hello_says_who_i_am),
		cmocka_unit_test(other_protocol_is_refused),
		cmocka_unit_test(start_that_fails_says_why),
		cmocka_unit_test(program_that_is_not_there),
		cmocka_unit_test(many_requests_answered_in_order),
		cmocka_unit_test(lost_line_answers_everything),
		cmocka_unit_test(close_answers_what_is_open),
		cmocka_unit_test(killed_server_answers_everything),
		cmocka_unit_test(nonsense_from_the_server),
	};

	return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
