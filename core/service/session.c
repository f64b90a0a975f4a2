/* The client's end: requests out, answers to their callbacks. */
#include "core/service/session.h"
#include "core/schema/custom.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/base/memory.h"
#include "core/service/session_start.h"
#include "core/service/wire.h"

struct request {
	uint32_t number;
	enum call call;
	session_answer *done;
	void *arg;
};

struct session {
	struct wire wire;
	pid_t child; /* our own touyand, or 0 */
	uint32_t last;
	struct request *requests; /* those not answered yet, oldest first */
	size_t count, room;
	session_answer *push;
	void *push_arg;
	struct error why; /* what the other end said before it hung up */
};

struct session *session_of(int fd, pid_t child)
{
	struct session *session = mem_new(sizeof(*session));

	wire_init(&session->wire, fd);
	session->child = child;
	return session;
}

pid_t session_child(const struct session *session)
{
	return session->child;
}

struct session *session_over(int fd)
{
	return session_of(fd, 0);
}

int session_fd(const struct session *session)
{
	return session->wire.fd;
}

bool session_wants_write(const struct session *session)
{
	return !session->wire.gone && wire_waiting(&session->wire);
}

size_t session_open_requests(const struct session *session)
{
	return session->count;
}

void session_on_push(struct session *session, session_answer *push, void *arg)
{
	session->push = push;
	session->push_arg = arg;
}

uint32_t session_send(
	struct session *session, enum call call, const struct record *body, session_answer *done, void *arg)
{
	struct wire *wire = &session->wire;
	size_t start;

	session->requests =
		mem_grow(session->requests, session->count, &session->room, sizeof(*session->requests));
	/* 0 is the number of what is pushed. */
	if (!++session->last)
		session->last = 1;
	session->requests[session->count++] = (struct request){session->last, call, done, arg};
	start = wire_begin(wire, session->last, (uint8_t)call);
	if (body)
		record_write(body, &wire->out);
	/* The other end would refuse it and hang up: so do we, and the callback hears of it. */
	if (!wire_end(wire, start))
		wire->bad = true;
	return session->last;
}

/* --- answers --- */

/* Takes the request off the list before its callback may send another. */
static bool take_request(struct session *session, uint32_t number, struct request *request)
{
	for (size_t i = 0; i < session->count; i++) {
		if (session->requests[i].number != number)
			continue;
		*request = session->requests[i];
		for (session->count--; i < session->count; i++)
			session->requests[i] = session->requests[i + 1];
		return true;
	}
	return false;
}

static bool read_body(struct view *view, const struct entity *shape, struct text body)
{
	*view = (struct view){.entity = shape, .body = body};
	return shape && body_check(shape, body, NULL);
}

static bool read_failure(struct answer *answer)
{
	const struct view *body = &answer->body;
	struct error *err = &answer->error;
	struct text failure = view_text(body, FAILURE_BODY);
	int64_t kind = view_number(body, FAILURE_KIND);

	if (kind <= ERROR_NONE || kind > ERROR_SYSTEM ||
		!message_decode(view_text(body, FAILURE_MESSAGE), &err->message))
		return false;
	err->kind = (enum error_kind)kind;
	err->tag = (uint16_t)view_number(body, FAILURE_TAG);
	err->row = (uint64_t)view_number(body, FAILURE_ROW);
	answer->body = (struct view){.body = NO_TEXT};
	return read_body(&answer->failure, &applied_shape, failure);
}

static bool push(struct session *session, const struct message_in *message)
{
	struct answer answer = {.kind = message->kind};

	if (message->kind < PUSH_CHANGED ||
		!read_body(&answer.body, call_shape(answer.kind, true), message->body))
		return false;
	if (session->push)
		session->push(&answer, session->push_arg);
	return true;
}

/* The listener lets nobody in and says why. */
static bool turned_away(struct session *session, const struct message_in *message)
{
	struct answer answer = {.kind = ANSWER_ERROR};

	if (read_body(&answer.body, &failure_shape, message->body) && read_failure(&answer))
		session->why = answer.error;
	return false;
}

static bool cut(const struct session *session, struct error *err)
{
	if (session->why.kind && err && !err->kind)
		*err = session->why;
	return fail(err, ERROR_SYSTEM, "The line to the store is cut", "");
}

/* False when it makes no sense; then nothing was called. */
static bool deliver(struct session *session, const struct message_in *message)
{
	struct answer answer = {.number = message->number, .kind = message->kind};
	struct request request = {.number = 0};
	bool failed = message->kind == ANSWER_ERROR;

	if (!message->number)
		return message->kind == ANSWER_ERROR ? turned_away(session, message) : push(session, message);
	for (size_t i = 0; i < session->count; i++)
		if (session->requests[i].number == message->number)
			request = session->requests[i];
	if (!request.number || (!failed && message->kind != ANSWER_DONE) ||
		!read_body(&answer.body, call_shape(failed ? ANSWER_ERROR : request.call, true),
			message->body) ||
		(failed && !read_failure(&answer)))
		return false;
	take_request(session, message->number, &request);
	if (request.done)
		request.done(&answer, request.arg);
	return true;
}

static void answer_lost(struct session *session)
{
	size_t open = session->count;

	/* What a callback sends now waits for the next call. */
	while (open--) {
		struct request request = session->requests[0];
		struct answer answer = {.number = request.number, .kind = ANSWER_ERROR};

		cut(session, &answer.error);
		answer.body.body = NO_TEXT;
		answer.failure = (struct view){.entity = &applied_shape, .body = NO_TEXT};
		take_request(session, request.number, &request);
		if (request.done)
			request.done(&answer, request.arg);
	}
}

/* What came is delivered, and what the callbacks sent is written. */
static bool take_in(struct session *session, bool open, struct error *err)
{
	struct wire *wire = &session->wire;
	struct message_in message;

	while (wire_next(wire, &message))
		if (!deliver(session, &message))
			wire->bad = true;
	if (open && !wire->bad)
		open = wire_write(wire);
	if (open && !wire->bad)
		return true;
	wire->bad = true;
	answer_lost(session);
	return cut(session, err);
}

bool session_io(struct session *session, struct error *err)
{
	wire_write(&session->wire);
	return take_in(session, wire_read(&session->wire), err);
}

static bool is_open(const struct session *session, uint32_t number)
{
	for (size_t i = 0; i < session->count; i++)
		if (session->requests[i].number == number)
			return true;
	return false;
}

bool session_wait(struct session *session, uint32_t number, struct error *err)
{
	struct wire *wire = &session->wire;

	while (is_open(session, number)) {
		struct pollfd line = {wire->fd, POLLIN | POLLOUT, 0};

		/* Mostly the line takes it at once, and there is only the answer to wait for. */
		wire_write(wire);
		if (session_wants_write(session) && !wire->bad && poll(&line, 1, -1) < 0 && errno != EINTR)
			return fail_errno(err, "poll");
		if (!take_in(session, session_wants_write(session) ? wire_read(wire) : wire_await(wire), err))
			return false;
	}
	return true;
}

void session_close(struct session *session)
{
	if (!session)
		return;
	close(session->wire.fd);
	session->wire.bad = true;
	answer_lost(session);
	/* It ends when its line does. */
	while (session->child && waitpid(session->child, NULL, 0) < 0 && errno == EINTR)
		;
	wire_release(&session->wire);
	free(session->requests);
	free(session);
}

void session_declare(const struct view *welcome)
{
	custom_clear();
	for (struct row_walk rows = view_rows(welcome, WELCOME_FIELDS); row_walk_next(&rows);)
		custom_declare(&(struct custom_field){(unsigned)view_number(&rows.row, DECLARED_ENTITY),
			(uint16_t)view_number(&rows.row, DECLARED_TAG),
			(enum custom_type)view_number(&rows.row, DECLARED_TYPE),
			view_text(&rows.row, DECLARED_NAME), view_text(&rows.row, DECLARED_LABEL),
			view_text(&rows.row, DECLARED_CHOICES),
			(unsigned)view_number(&rows.row, DECLARED_TARGET),
			view_number(&rows.row, DECLARED_REQUIRED)});
}
