/* Frames on a line, for both of its ends: bytes gathered and cut into messages, messages cut into frames.
 * The format stands in session.h. Whatever arrives is foreign: lengths are bounded before memory is taken,
 * and after the first fault the line is bad for good. */
#ifndef CORE_SERVICE_WIRE_H
#define CORE_SERVICE_WIRE_H

#include "core/base/buf.h"
#include "core/base/error.h"

/* A whole body, however many frames it came in. */
struct message_in {
	uint32_t number;
	uint8_t kind;
	struct text body; /* valid until the next call on the wire */
};

struct wire {
	int fd;
	struct buf in;    /* as read; the first `used` bytes are done with */
	struct buf parts; /* of a body that goes on */
	struct buf out;   /* to be written; the first `sent` bytes are */
	size_t used, sent;
	uint32_t number; /* of the body in `parts` … */
	uint8_t kind;
	bool partial; /* … when there is one: its frames follow one another */
	bool whole;   /* `parts` was given out, and goes with the next call */
	bool ended;   /* the other end closed it */
	bool gone;    /* it takes nothing any more; what it had sent may still be read */
	bool bad;     /* nonsense came */
};

/* `fd`, a socket, stays the caller's. */
void wire_init(struct wire *wire, int fd);
void wire_release(struct wire *wire);

/* Takes in what has arrived, at most some frames of it at once. False when nothing more will ever come. */
bool wire_read(struct wire *wire);
/* The same, and waits until there is something. */
bool wire_await(struct wire *wire);
/* The next whole message of what has arrived; false when there is none (yet) or the line is bad. */
bool wire_next(struct wire *wire, struct message_in *message);
/* As if `bytes` had arrived: for the fuzzer. */
void wire_feed(struct wire *wire, struct text bytes);

/* Queues a message. False when the body is too long; nothing is queued then. */
bool wire_put(struct wire *wire, uint32_t number, uint8_t kind, struct text body);
/* The same for a body that is written to `out` between the two; the first says where it begins. */
size_t wire_begin(struct wire *wire, uint32_t number, uint8_t kind);
bool wire_end(struct wire *wire, size_t start);
/* Writes what the line takes without waiting. False when it takes nothing any more. */
bool wire_write(struct wire *wire);
/* Bytes that still have to be written. */
size_t wire_waiting(const struct wire *wire);

/* A failure as a body and back. `body` is what comes with it: an applied body, or empty. */
void failure_write(const struct error *failure, struct text body, struct buf *out);

#endif
