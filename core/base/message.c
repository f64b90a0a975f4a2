#include "core/base/error.h"
#include "core/base/buf.h"

#include <string.h>

enum { SEPARATOR = 0x1e };

void message_encode(const struct message *message, struct buf *out)
{
	buf_text(out, text_of(message->id));
	for (size_t i = 0; i < MESSAGE_ARGS && message->args[i].kind; i++) {
		buf_byte(out, SEPARATOR);
		buf_byte(out, (uint8_t)message->args[i].kind);
		buf_text(out, text_of(message->args[i].text));
	}
}

static bool keep(char *room, size_t size, struct text text)
{
	if (text.len >= size || memchr(text.at, '\0', text.len))
		return false;
	memcpy(room, text.at, text.len);
	room[text.len] = '\0';
	return true;
}

bool message_decode(struct text text, struct message *message)
{
	struct text rest = text;
	struct text piece;
	size_t count = 0;

	memset(message, 0, sizeof(*message));
	if (!text_split(&rest, SEPARATOR, &piece) || !piece.len ||
		!keep(message->id, sizeof(message->id), piece))
		return false;
	while (text_split(&rest, SEPARATOR, &piece)) {
		if (count == MESSAGE_ARGS || !piece.len || !memchr("nsStdw", piece.at[0], 6) ||
			!keep(message->args[count].text, sizeof(message->args[count].text),
				text_skip(piece, 1)))
			return false;
		message->args[count++].kind = piece.at[0];
	}
	return true;
}
