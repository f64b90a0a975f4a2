/* Whatever arrives on a line: cut into messages, each checked by every shape that it could have. The first
 * byte says into pieces of how many bytes it is cut. */
#include "core/service/session.h"
#include "core/service/wire.h"
#include "tests/fuzz/fuzz.h"

static void check(const struct message_in *message)
{
	for (int answer = 0; answer < 2; answer++) {
		const struct entity *shape = call_shape((enum call)message->kind, answer);
		struct view view = {.entity = shape, .body = message->body};

		if (!shape || !body_check(shape, message->body, NULL))
			continue;
		/* What passed can be walked and counted. */
		for (const struct field *field = NULL; (field = entity_next(shape, field));)
			if (field->rows)
				view_row_count(&view, field->tag);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct message_in message;
	struct text rest = {(const char *)data + 1, size - 1};
	struct wire wire;
	size_t piece;

	if (!size)
		return 0;
	piece = data[0] ? data[0] : 65536;
	wire_init(&wire, -1);
	while (rest.len) {
		wire_feed(&wire, text_take(rest, piece));
		rest = text_skip(rest, piece);
		while (wire_next(&wire, &message))
			check(&message);
		must(wire.parts.len <= BODY_MAX);
	}
	wire_release(&wire);
	return 0;
}
