#include "core/service/server.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/base/memory.h"
#include "core/service/server_internal.h"

enum { QUEUE_MAX = 64, OUT_MAX = 4 << 20 };

/* A request that waits for its turn. */
struct waiting {
	uint32_t number;
	uint8_t kind;
	struct text body;
};

struct line {
	struct server server;
	struct bell bell;
	struct waiting queue[QUEUE_MAX];
	size_t count;
	const struct error *broken; /* the answer to everything, or NULL */
	bool over;
};

static void answer_first(struct line *line)
{
	struct waiting first = line->queue[0];

	memmove(line->queue, line->queue + 1, --line->count * sizeof(*line->queue));
	server_answer(&line->server, first.number, first.kind, first.body, line->broken);
	free((char *)first.body.at);
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

/* Waits for the line, the bell, or the time to look again. */
static void wait_for_something(struct line *line)
{
	struct wire *wire = &line->server.wire;
	struct pollfd fds[2] = {{wire->fd, 0, 0}, {line->bell.fd, POLLIN, 0}};

	if (line->count < QUEUE_MAX && !wire->ended)
		fds[0].events |= POLLIN;
	if (wire_waiting(wire))
		fds[0].events |= POLLOUT;
	if (poll(fds, 2, bell_timeout(&line->bell)) < 0 && errno != EINTR)
		line->over = true;
	if (fds[0].revents)
		wire_read(wire);
	if (fds[1].revents && !bell_rung(&line->bell))
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
	serve(line);
	for (size_t i = 0; i < line->count; i++)
		free((char *)line->queue[i].body.at);
	bell_close(&line->bell, config);
	server_close(&line->server);
	wire_release(&line->server.wire);
	free(line);
	return ok;
}
