#include "core/service/server.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/service/server_internal.h"

enum { QUEUE_MAX = 64, OUT_MAX = 4 << 20, LONG = 8 /* milliseconds */ };

/* A request that waits for its turn. */
struct waiting {
	uint32_t number;
	uint8_t kind;
	struct text body;
};

struct line {
	struct server server;
	struct bell bell;
	int waits;       /* an epoll: line and bell stay with the kernel instead of being told it each time */
	uint32_t wanted; /* of the line */
	struct waiting queue[QUEUE_MAX];
	size_t count;
	const struct error *broken; /* the answer to everything, or NULL */
	bool tired;                 /* something took long */
	bool over;
};

/* --- answering --- */

static void answer_first(struct line *line)
{
	struct waiting first = line->queue[0];
	const int64_t begun = clock_steady();

	memmove(line->queue, line->queue + 1, --line->count * sizeof(*line->queue));
	server_answer(&line->server, first.number, first.kind, first.body, line->broken);
	free((char *)first.body.at);
	line->tired |= clock_steady() - begun >= LONG;
}

/* What took long took memory, and a session mostly waits: what is free goes back to the system. */
static void rest(struct line *line)
{
	if (line->tired || line->server.slack)
		malloc_trim(0);
	line->tired = line->server.slack = false;
}

/* --- the line --- */

/* A request that still waits is answered at once instead of being run. */
static void cancel(struct line *line, const struct message_in *message)
{
	struct view body = {.entity = &cancel_shape, .body = message->body};
	int64_t number =
		body_check(&cancel_shape, message->body, NULL) ? view_number(&body, CANCEL_NUMBER) : 0;
	struct error cancelled = ERROR_INIT;

	fail(&cancelled, ERROR_STATE, "No longer wanted", "");
	for (size_t i = 0; i < line->count; i++) {
		if (line->queue[i].number != number)
			continue;
		server_refuse(&line->server, line->queue[i].number, &cancelled, NULL);
		free((char *)line->queue[i].body.at);
		memmove(line->queue + i, line->queue + i + 1, (--line->count - i) * sizeof(*line->queue));
		break;
	}
	wire_put(&line->server.wire, message->number, ANSWER_DONE, NO_TEXT);
}

static void queue_up(struct line *line)
{
	struct message_in message;

	while (line->count < QUEUE_MAX && wire_next(&line->server.wire, &message)) {
		if (!message.number) {
			/* Nobody but us pushes. */
			line->server.wire.bad = true;
		} else if (message.kind == CALL_CANCEL) {
			cancel(line, &message);
		} else {
			line->queue[line->count++] = (struct waiting){message.number, message.kind,
				{mem_copy_text(message.body.at, message.body.len), message.body.len}};
		}
	}
}

static void wait_on(struct line *line, int action, int fd, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.fd = fd};

	if (epoll_ctl(line->waits, action, fd, &event))
		line->over = true;
}

static void waits_open(struct line *line)
{
	line->waits = epoll_create1(EPOLL_CLOEXEC);
	line->wanted = EPOLLIN;
	wait_on(line, EPOLL_CTL_ADD, line->server.wire.fd, line->wanted);
	if (line->bell.fd >= 0)
		wait_on(line, EPOLL_CTL_ADD, line->bell.fd, EPOLLIN);
}

/* Waits for the line, the bell, or the time to look again. */
static void wait_for_something(struct line *line)
{
	struct wire *wire = &line->server.wire;
	struct epoll_event came[2];
	uint32_t wanted =
		(line->count < QUEUE_MAX && !wire->ended ? EPOLLIN : 0) | (wire_waiting(wire) ? EPOLLOUT : 0);
	int count;

	if (wanted != line->wanted)
		wait_on(line, EPOLL_CTL_MOD, wire->fd, line->wanted = wanted);
	count = epoll_wait(line->waits, came, 2, bell_timeout(&line->bell));
	if (count < 0 && errno != EINTR)
		line->over = true;
	for (int i = 0; i < count; i++)
		if (came[i].data.fd == wire->fd)
			wire_read(wire);
		else if (!bell_rung(&line->bell))
			line->over = true;
}

static void serve(struct line *line)
{
	struct wire *wire = &line->server.wire;

	for (;;) {
		wire_write(wire);
		queue_up(line);
		if (line->count && (wire->gone || wire_waiting(wire) < OUT_MAX)) {
			answer_first(line);
			/* A later request may say that this one is no longer wanted. */
			if (line->count)
				wire_read(wire);
			continue;
		}
		/* What came before the end is still done: the last of it may be a draft. */
		if (wire->ended || wire->bad || line->over)
			break;
		if (!line->broken && bell_due(&line->bell) && !bell_answer(&line->bell, &line->server))
			break;
		if (wire_waiting(wire) && !wire->gone)
			wire_write(wire);
		rest(line);
		wait_for_something(line);
	}
	wire_write(wire);
}

bool server_run(const struct server_config *config, struct error *err)
{
	struct line *line = mem_new(sizeof(*line));
	struct error local = ERROR_INIT;
	bool ok;

	err = err ? err : &local;
	wire_init(&line->server.wire, config->fd);
	line->server.uid = config->uid;
	ok = server_open(&line->server, config, err);
	bell_open(&line->bell, config, ok ? line->server.store : NULL);
	line->broken = ok ? NULL : err;
	waits_open(line);
	serve(line);
	close(line->waits);
	for (size_t i = 0; i < line->count; i++)
		free((char *)line->queue[i].body.at);
	bell_close(&line->bell, config);
	server_close(&line->server);
	wire_release(&line->server.wire);
	free(line);
	return ok;
}
