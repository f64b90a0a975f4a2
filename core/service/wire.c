#include "core/service/wire.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "core/base/memory.h"
#include "core/service/session.h"

enum {
	FRAME_HEAD = 10, /* length, number, kind, flags */
	LENGTH_SIZE = 4,
	HEAD_REST = FRAME_HEAD - LENGTH_SIZE,
	PART_MAX = FRAME_MAX - FRAME_HEAD,
	READ_MAX = 4 * FRAME_MAX, /* taken in before somebody looks at it */
};

void wire_init(struct wire *wire, int fd)
{
	*wire = (struct wire){.fd = fd};
}

void wire_release(struct wire *wire)
{
	buf_release(&wire->in);
	buf_release(&wire->parts);
	buf_release(&wire->out);
}

/* --- in --- */

/* Gives memory back that one long message took. */
static void trim(struct buf *buf)
{
	if (buf->room > READ_MAX)
		buf_release(buf);
	else
		buf_clear(buf);
}

static void drop_used(struct wire *wire)
{
	if (wire->whole) {
		trim(&wire->parts);
		wire->whole = false;
	}
	if (wire->used == wire->in.len)
		trim(&wire->in);
	else if (wire->used)
		buf_splice(&wire->in, 0, wire->used, "", 0);
	wire->used = 0;
}

void wire_feed(struct wire *wire, struct text bytes)
{
	drop_used(wire);
	buf_put(&wire->in, bytes.at, bytes.len);
}

static bool read_what_came(struct wire *wire, int first)
{
	int flags = first;

	drop_used(wire);
	while (!wire->bad && !wire->ended && wire->in.len < READ_MAX) {
		ssize_t got = recv(wire->fd, buf_room(&wire->in, FRAME_MAX), FRAME_MAX, flags);

		if (got > 0)
			wire->in.len += (size_t)got;
		else if (got < 0 && errno == EINTR)
			continue;
		else if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			break;
		else
			wire->ended = true;
		if (got < FRAME_MAX)
			break;
		flags = MSG_DONTWAIT;
	}
	return !wire->bad && !wire->ended;
}

bool wire_read(struct wire *wire)
{
	return read_what_came(wire, MSG_DONTWAIT);
}

bool wire_await(struct wire *wire)
{
	return read_what_came(wire, 0);
}

struct frame {
	uint32_t number;
	uint8_t kind, flags;
	struct text body;
};

static bool frame_next(struct wire *wire, struct frame *frame)
{
	struct text in = text_skip(buf_as_text(&wire->in), wire->used);
	struct reader reader = reader_of(in.at, in.len);
	uint32_t length;

	if (wire->bad || reader_left(&reader) < LENGTH_SIZE)
		return false;
	length = read_u32be(&reader);
	if (length < HEAD_REST || length > FRAME_MAX - LENGTH_SIZE) {
		wire->bad = true;
		return false;
	}
	if (reader_left(&reader) < length)
		return false;
	frame->number = read_u32be(&reader);
	frame->kind = read_byte(&reader);
	frame->flags = read_byte(&reader);
	frame->body.len = length - HEAD_REST;
	frame->body.at = (const char *)read_bytes(&reader, frame->body.len);
	wire->used += LENGTH_SIZE + length;
	return true;
}

/* Does the frame go on where the last one stopped, within bounds? */
static bool fits(const struct wire *wire, const struct frame *frame)
{
	if (frame->flags & ~FRAME_MORE)
		return false;
	/* An empty part that goes on could be sent for ever. */
	if (frame->flags & FRAME_MORE && !frame->body.len)
		return false;
	if (!wire->partial)
		return true;
	return frame->number == wire->number && frame->kind == wire->kind &&
		wire->parts.len + frame->body.len <= BODY_MAX;
}

bool wire_next(struct wire *wire, struct message_in *message)
{
	struct frame frame;

	if (wire->whole) {
		trim(&wire->parts);
		wire->whole = false;
	}
	while (frame_next(wire, &frame)) {
		bool more = frame.flags & FRAME_MORE;

		if (!fits(wire, &frame)) {
			wire->bad = true;
			return false;
		}
		*message = (struct message_in){frame.number, frame.kind, frame.body};
		if (!more && !wire->partial)
			return true;
		buf_put(&wire->parts, frame.body.at, frame.body.len);
		wire->partial = more;
		wire->number = frame.number;
		wire->kind = frame.kind;
		if (!more) {
			message->body = buf_as_text(&wire->parts);
			wire->whole = true;
			return true;
		}
	}
	return false;
}

/* --- out --- */

static void put_head(uint8_t *at, size_t part, uint32_t number, uint8_t kind, uint8_t flags)
{
	const uint32_t length = htobe32((uint32_t)(HEAD_REST + part));

	number = htobe32(number);
	memcpy(at, &length, sizeof(length));
	memcpy(at + LENGTH_SIZE, &number, sizeof(number));
	at[FRAME_HEAD - 2] = kind;
	at[FRAME_HEAD - 1] = flags;
}

bool wire_put(struct wire *wire, uint32_t number, uint8_t kind, struct text body)
{
	if (body.len > BODY_MAX)
		return false;
	do {
		size_t part = body.len < PART_MAX ? body.len : PART_MAX;

		put_head(buf_room(&wire->out, FRAME_HEAD), part, number, kind,
			body.len > part ? FRAME_MORE : 0);
		wire->out.len += FRAME_HEAD;
		buf_put(&wire->out, body.at, part);
		body = text_skip(body, part);
	} while (body.len);
	return true;
}

size_t wire_begin(struct wire *wire, uint32_t number, uint8_t kind)
{
	put_head(buf_room(&wire->out, FRAME_HEAD), 0, number, kind, 0);
	wire->out.len += FRAME_HEAD;
	return wire->out.len;
}

bool wire_end(struct wire *wire, size_t start)
{
	struct reader head = reader_of(wire->out.data + start - HEAD_REST, HEAD_REST);
	const size_t len = wire->out.len - start;
	const uint32_t number = read_u32be(&head);
	const uint8_t kind = read_byte(&head);
	char *body;
	bool put;

	if (len <= PART_MAX) {
		put_head(wire->out.data + start - FRAME_HEAD, len, number, kind, 0);
		return true;
	}
	body = mem_copy_text((const char *)wire->out.data + start, len);
	wire->out.len = start - FRAME_HEAD;
	put = wire_put(wire, number, kind, (struct text){body, len});
	free(body);
	return put;
}

size_t wire_waiting(const struct wire *wire)
{
	return wire->out.len - wire->sent;
}

bool wire_write(struct wire *wire)
{
	while (!wire->gone && wire_waiting(wire)) {
		/* A line that was closed is an answer, not a signal. */
		ssize_t put = send(wire->fd, wire->out.data + wire->sent, wire_waiting(wire),
			MSG_NOSIGNAL | MSG_DONTWAIT);

		if (put > 0)
			wire->sent += (size_t)put;
		else if (put < 0 && errno == EINTR)
			continue;
		else if (put < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return true;
		else
			wire->gone = true;
	}
	trim(&wire->out);
	wire->sent = 0;
	return !wire->gone;
}

void failure_write(const struct error *failure, struct text body, struct buf *out)
{
	struct buf message = BUF_INIT;
	struct record record;

	message_encode(&failure->message, &message);
	record_init(&record, &failure_shape);
	record_number(&record, FAILURE_KIND, failure->kind);
	if (failure->tag)
		record_number(&record, FAILURE_TAG, failure->tag);
	if (failure->row)
		record_number(&record, FAILURE_ROW, (int64_t)failure->row);
	record_text(&record, FAILURE_MESSAGE, buf_as_text(&message));
	record_text(&record, FAILURE_BODY, body);
	record_write(&record, out);
	record_release(&record);
	buf_release(&message);
}
