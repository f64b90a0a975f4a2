/* Messages to touyand, one after the other: each gets its one answer, and the records stay in order. The
 * first byte says who asks; then each is a byte for the call, two for the length, and the body. */
#include "tests/fuzz/served.h"

enum { MESSAGES = 20 };

/* Operator, leader, recorder, member, another group's leader, secretary. */
static uint64_t somebody(const struct court *court, unsigned byte)
{
	const uint64_t people[] = {0, court->people[0], court->people[1], court->people[8],
		court->other_leader, court->secretary};

	return people[byte % (sizeof(people) / sizeof(*people))];
}

static struct text next_body(struct reader *input)
{
	size_t len = read_u16be(input);

	len = len < reader_left(input) ? len : reader_left(input);
	return len ? (struct text){(const char *)read_bytes(input, len), len} : NO_TEXT;
}

/* What others would be told of all this. */
static void push(struct served *served)
{
	struct message_in message;
	struct wire *wire = &served->server.wire;
	bool any = false;

	served->server.seen = 0;
	must(news_send(&served->server, &any, NULL));
	wire_feed(&served->client, (struct text){(const char *)wire->out.data, wire->out.len});
	buf_clear(&wire->out);
	while (wire_next(&served->client, &message)) {
		const struct entity *shape = call_shape((enum call)message.kind, true);

		must(!message.number && shape && body_check(shape, message.body, NULL));
	}
	must(!served->client.bad);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader input = reader_of(data, size);
	struct served *served = served_open(0);

	served->server.person = somebody(&served->court, size ? read_byte(&input) : 0);
	for (size_t i = 0; i < MESSAGES && reader_left(&input); i++) {
		uint8_t call = read_byte(&input);

		served_ask(served, call, next_body(&input));
	}
	push(served);
	served_close(served);
	return 0;
}
