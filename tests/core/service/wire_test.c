/* Frames, whole and in pieces, and what is no frame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"
#include "core/service/session.h"
#include "core/service/wire.h"
#include <cmocka.h>

static struct wire sender, receiver;

static int setup(void **state)
{
	(void)state;
	wire_init(&sender, -1);
	wire_init(&receiver, -1);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	wire_release(&sender);
	wire_release(&receiver);
	return 0;
}

static void same_whatever_the_pieces(void **state)
{
	static const size_t sizes[] = {0, 1, FRAME_MAX - 10, FRAME_MAX - 9, 200000};
	static const size_t pieces[] = {1, 7, 65536, 1 << 20};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		char *body = mem_new(sizes[i]);

		memset(body, 'a' + (int)i, sizes[i]);
		for (size_t j = 0; j < sizeof(pieces) / sizeof(*pieces); j++) {
			struct message_in message = {.number = 0};
			struct text rest;
			bool got = false;

			buf_clear(&sender.out);
			assert_true(wire_put(&sender, 77, CALL_PAGE, (struct text){body, sizes[i]}));
			rest = buf_as_text(&sender.out);
			while (rest.len) {
				assert_false(got);
				wire_feed(&receiver, text_take(rest, pieces[j]));
				rest = text_skip(rest, pieces[j]);
				got = wire_next(&receiver, &message);
			}
			assert_true(got);
			assert_int_equal(message.number, 77);
			assert_int_equal(message.kind, CALL_PAGE);
			assert_true(text_equal(message.body, (struct text){body, sizes[i]}));
			assert_false(wire_next(&receiver, &message));
		}
		free(body);
	}
	assert_false(receiver.bad);
}

static void several_at_once(void **state)
{
	struct message_in message;
	struct buf large = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < 100000; i++)
		buf_byte(&large, 'x');
	for (uint32_t number = 1; number <= 5; number++)
		assert_true(
			wire_put(&sender, number, CALL_GET, number % 2 ? TEXT("odd") : buf_as_text(&large)));
	wire_feed(&receiver, buf_as_text(&sender.out));
	for (uint32_t number = 1; number <= 5; number++) {
		assert_true(wire_next(&receiver, &message));
		assert_int_equal(message.number, number);
		assert_int_equal(message.body.len, number % 2 ? 3 : 100000);
	}
	assert_false(wire_next(&receiver, &message));
	buf_release(&large);
}

static void too_long_is_not_sent(void **state)
{
	struct text body = {mem_new(BODY_MAX + 1), BODY_MAX + 1};

	(void)state;
	assert_false(wire_put(&sender, 1, CALL_APPLY, body));
	assert_int_equal(sender.out.len, 0);
	free((char *)body.at);
}

static const struct {
	const char *what;
	const char *bytes;
	size_t len;
} nonsense[] = {
#define ROW(what, bytes) \
	{ \
		what, bytes, sizeof(bytes) - 1 \
	}
	ROW("no room for a head", "\0\0\0\5\0\0\0\1\2"),
	ROW("length 0", "\0\0\0\0"),
	ROW("too long", "\0\1\0\0"),
	ROW("longest there is", "\377\377\377\377"),
	ROW("unknown flags", "\0\0\0\6\0\0\0\1\2\2"),
	ROW("goes on with nothing", "\0\0\0\6\0\0\0\1\2\1"),
	ROW("goes on under another number", "\0\0\0\7\0\0\0\1\2\1a\0\0\0\7\0\0\0\2\2\0b"),
	ROW("goes on as another kind", "\0\0\0\7\0\0\0\1\2\1a\0\0\0\7\0\0\0\1\3\0b"),
#undef ROW
};

static void nonsense_is_bad_for_good(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(nonsense) / sizeof(*nonsense); i++) {
		struct message_in message;
		struct wire wire;

		wire_init(&wire, -1);
		wire_feed(&wire, (struct text){nonsense[i].bytes, nonsense[i].len});
		assert_false(wire_next(&wire, &message));
		if (!wire.bad)
			fail_msg("taken: %s", nonsense[i].what);
		wire_feed(&wire, TEXT("\0\0\0\6\0\0\0\1\2\0"));
		assert_false(wire_next(&wire, &message));
		wire_release(&wire);
	}
}

/* A body without end takes no memory without end. */
static void endless_body_is_refused(void **state)
{
	struct message_in message;
	struct buf frame = BUF_INIT;

	(void)state;
	buf_u32be(&frame, 6 + 60000);
	buf_put(&frame, "\0\0\0\1\2\1", 6);
	for (size_t i = 0; i < 60000; i++)
		buf_byte(&frame, 'x');
	for (size_t i = 0; i < BODY_MAX / 60000 + 2 && !receiver.bad; i++) {
		wire_feed(&receiver, buf_as_text(&frame));
		assert_false(wire_next(&receiver, &message));
	}
	assert_true(receiver.bad);
	assert_true(receiver.parts.len <= BODY_MAX);
	buf_release(&frame);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(same_whatever_the_pieces, setup, teardown),
		cmocka_unit_test_setup_teardown(several_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(too_long_is_not_sent, setup, teardown),
		cmocka_unit_test(nonsense_is_bad_for_good),
		cmocka_unit_test_setup_teardown(endless_body_is_refused, setup, teardown),
	};

	return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
