/* A touyand that is sent nonsense by somebody who wrote his own client: it answers or hangs up, and others go
 * on. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/service/server.h"
#include "core/service/wire.h"
#include "tests/harness/court.h"
#include <cmocka.h>

static struct court court;
static struct wire wire;
static pid_t child;

/* The server alone, so that the frames are ours. */
static void open_line(void)
{
	int line[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, line), 0);
	child = fork();
	if (!child) {
		struct server_config config = {
			.store = court.path, .fd = line[1], .bell = -1, .own = true, .login = "p1"};

		close(line[0]);
		_exit(server_run(&config, NULL) ? 0 : 1);
	}
	close(line[1]);
	wire_init(&wire, line[0]);
}

/* How it ended: 0 by itself. */
static int close_line(void)
{
	int status;

	close(wire.fd);
	wire_release(&wire);
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

/* The next answer's kind, or 0 when it hung up. */
static uint8_t next_answer(struct message_in *message)
{
	while (!wire_next(&wire, message)) {
		struct pollfd fd = {wire.fd, POLLIN, 0};

		if (wire.ended || wire.bad)
			return 0;
		assert_true(poll(&fd, 1, 20000) > 0);
		wire_read(&wire);
	}
	return message->kind;
}

static enum error_kind error_of(const struct message_in *message)
{
	struct view body = {.entity = &failure_shape, .body = message->body};

	return (enum error_kind)view_number(&body, FAILURE_KIND);
}

static int setup(void **state)
{
	(void)state;
	court_make(&court);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	court_remove(&court);
	return 0;
}

static const struct {
	const char *what;
	uint8_t kind;
	struct text body;
	enum error_kind error;
} requests[] = {
#define BODY(bytes) \
	{ \
		bytes, sizeof(bytes) - 1 \
	}
	{"no such call", 77, BODY(""), ERROR_MISSING},
	{"an answer", ANSWER_DONE, BODY(""), ERROR_MISSING},
	{"a push", PUSH_CHANGED, BODY(""), ERROR_MISSING},
	{"half a body", CALL_GET, BODY("\x02"), ERROR_BROKEN},
	{"tags out of order", CALL_GET, BODY("\x04\x02\x02\x02"), ERROR_BROKEN},
	{"a tag twice", CALL_GET, BODY("\x02\x02\x02\x02"), ERROR_BROKEN},
	{"text for a number", CALL_GET, BODY("\x03\x01x"), ERROR_BROKEN},
	{"a number for text", CALL_PAGE, BODY("\x02\x02"), ERROR_BROKEN},
	{"bytes for text", CALL_PAGE, BODY("\x03\x01\xff"), ERROR_BROKEN},
	{"an over-long number", CALL_GET, BODY("\x02\x82\x00"), ERROR_BROKEN},
	{"a length beyond the end", CALL_APPLY, BODY("\x05\x7fx"), ERROR_BROKEN},
	{"a patch that is none", CALL_APPLY, BODY("\x05\x0b\x01\x09\x02\x12\x04\x02\x09\x03\xff\xff\xff"),
		ERROR_BROKEN},
	{"an empty get", CALL_GET, BODY(""), ERROR_MISSING},
	{"an empty page", CALL_PAGE, BODY(""), ERROR_MISSING},
	{"an empty run", CALL_RUN, BODY(""), ERROR_MISSING},
	{"an empty draft", CALL_DRAFT, BODY(""), ERROR_INPUT},
	{"an entity beyond all numbers", CALL_GET,
		BODY("\x02\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\x04\x02"), ERROR_MISSING},
#undef BODY
};

static void odd_requests_get_an_answer(void **state)
{
	struct message_in message;
	uint32_t number = 0;

	(void)state;
	open_line();
	for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++) {
		wire_put(&wire, ++number, requests[i].kind, requests[i].body);
		assert_true(wire_write(&wire));
		if (next_answer(&message) != ANSWER_ERROR || message.number != number)
			fail_msg("%s: %d", requests[i].what, message.kind);
		if (error_of(&message) != requests[i].error)
			fail_msg("%s: error %d", requests[i].what, error_of(&message));
	}
	/* Unknown tags are no fault: a newer client may send them. */
	wire_put(&wire, ++number, CALL_HELLO, TEXT("\xa0\x06\x02"));
	assert_true(wire_write(&wire));
	assert_int_equal(next_answer(&message), ANSWER_DONE);
	assert_int_equal(close_line(), 0);
}

static void bytes_that_are_no_frames(void **state)
{
	static const struct text bytes[] = {
		{"\0\0\0\0", 4},
		{"\377\377\377\377", 4},
		{"GET / HTTP/1.1\r\n\r\n", 18},
		{"\0\0\0\6\0\0\0\0\1\0", 10}, /* number 0 is ours */
		{"\0\0\0\7\0\0\0\1\1\1x\0\0\0\7\0\0\0\2\1\0x", 22},
	};
	struct message_in message;

	(void)state;
	for (size_t i = 0; i < sizeof(bytes) / sizeof(*bytes); i++) {
		open_line();
		assert_int_equal(send(wire.fd, bytes[i].at, bytes[i].len, 0), (ssize_t)bytes[i].len);
		assert_int_equal(next_answer(&message), 0);
		assert_int_equal(close_line(), 0);
	}
}

/* Half a frame, then nothing: it waits, and goes when we do. */
static void half_a_frame(void **state)
{
	(void)state;
	open_line();
	assert_int_equal(send(wire.fd, "\0\0\0\6\0", 5, 0), 5);
	assert_int_equal(close_line(), 0);
}

/* Random bytes in frames that are in order, to every call. The seed is printed. */
static void random_bodies(void **state)
{
	unsigned seed = (unsigned)getpid();
	struct message_in message;
	char body[64];

	(void)state;
	print_message("seed %u\n", seed);
	open_line();
	for (uint32_t number = 1; number <= 3000; number++) {
		size_t len = (size_t)rand_r(&seed) % sizeof(body);
		uint8_t kind = (uint8_t)(rand_r(&seed) % 13);

		/* Small numbers make more of them sensible. */
		for (size_t i = 0; i < len; i++)
			body[i] = (char)(rand_r(&seed) % (rand_r(&seed) % 8 ? 24 : 256));
		wire_put(&wire, number, kind, (struct text){body, len});
		assert_true(wire_write(&wire));
		while (next_answer(&message) >= PUSH_CHANGED)
			;
		assert_int_equal(message.number, number);
	}
	assert_int_equal(close_line(), 0);
}

/* Somebody who asks and asks and never reads: the server stops taking in, keeps what it holds small, and is
 * there when he reads at last. */
static void asking_without_reading(void **state)
{
	struct message_in message;
	uint32_t sent = 0, answered = 0;
	struct record body;
	struct buf bytes = BUF_INIT;

	(void)state;
	record_init(&body, &page_query_shape);
	record_text(&body, PAGE_SOURCE, TEXT("person"));
	record_text(&body, PAGE_COLUMNS, TEXT("name\ncode\nlogin\nid"));
	record_write(&body, &bytes);
	open_line();
	/* Until the line takes nothing for a while. */
	for (int idle = 0; idle < 20 && sent < 200000;) {
		if (!wire_waiting(&wire))
			wire_put(&wire, ++sent, CALL_PAGE, buf_as_text(&bytes));
		assert_true(wire_write(&wire));
		idle = wire_waiting(&wire) ? idle + 1 : 0;
		if (idle)
			usleep(10000);
	}
	assert_true(sent < 200000);
	while (answered < sent) {
		assert_int_equal(next_answer(&message), ANSWER_DONE);
		assert_int_equal(message.number, ++answered);
		wire_write(&wire);
	}
	record_release(&body);
	buf_release(&bytes);
	assert_int_equal(close_line(), 0);
}

/* A request that waits behind others is answered without being run. */
static void cancelled_while_waiting(void **state)
{
	struct message_in message;
	struct record body;
	struct buf bytes = BUF_INIT;
	bool cancelled = false, confirmed = false;

	(void)state;
	open_line();
	/* All at once, so that they queue up. */
	for (uint32_t number = 1; number <= 40; number++)
		wire_put(&wire, number, CALL_PAGE, TEXT("\x03\x06person"));
	record_init(&body, &cancel_shape);
	record_number(&body, CANCEL_NUMBER, 40);
	record_write(&body, &bytes);
	wire_put(&wire, 41, CALL_CANCEL, buf_as_text(&bytes));
	assert_true(wire_write(&wire));
	for (int i = 0; i < 41; i++) {
		uint8_t kind = next_answer(&message);

		cancelled |= message.number == 40 && kind == ANSWER_ERROR;
		confirmed |= message.number == 41 && kind == ANSWER_DONE;
		if (message.number < 40)
			assert_int_equal(kind, ANSWER_DONE);
	}
	assert_true(cancelled);
	assert_true(confirmed);
	record_release(&body);
	buf_release(&bytes);
	assert_int_equal(close_line(), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(odd_requests_get_an_answer),
		TEST(bytes_that_are_no_frames),
		TEST(half_a_frame),
		TEST(random_bodies),
		TEST(asking_without_reading),
		TEST(cancelled_while_waiting),
#undef TEST
	};

	return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
