#include "core/base/sentence.h"

#include <stdarg.h>

static void put(struct buf *out, const struct message *message)
{
	if (out->len)
		buf_byte(out, SENTENCE_SEPARATOR);
	message_encode(message, out);
}

void say(struct buf *out, const char *id, const char *kinds, ...)
{
	struct message message;
	va_list args;

	va_start(args, kinds);
	message_vset(&message, id, kinds, args);
	va_end(args);
	put(out, &message);
}

/* A message has room for so much: a longer text becomes several. */
static size_t piece_of(struct text text)
{
	struct text rest = text;
	size_t end = 0;

	while (rest.len && text.len - rest.len < MESSAGE_ARG_ROOM - 8) {
		text_next(&rest);
		end = text.len - rest.len;
	}
	return end;
}

void say_text(struct buf *out, struct text text)
{
	static const char whole[] = "{1}";

	while (text.len) {
		size_t piece = piece_of(text);

		say(out, whole, "S", text_take(text, piece));
		text = text_skip(text, piece);
	}
}

void sentence_show(struct text sentence, enum language language, message_lookup *lookup, struct buf *out)
{
	struct text piece;

	while (text_split(&sentence, SENTENCE_SEPARATOR, &piece)) {
		struct message message;

		if (message_decode(piece, &message))
			message_show(&message, language, lookup, out);
		else
			buf_text(out, piece);
	}
}
