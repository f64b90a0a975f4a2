/* One request and its answer. */
#include "core/service/server_internal.h"

static const struct {
	enum call call;
	call_handler *handle;
	bool storeless; /* answered without a store, too */
} handlers[] = {
	{CALL_HELLO, call_hello},
	{CALL_PAGE, call_page},
	{CALL_GET, call_get},
	{CALL_APPLY, call_apply},
	{CALL_UNDO, call_undo},
	{CALL_DRAFT, call_draft},
	{CALL_RUN, call_run},
	{CALL_MAY, call_may},
	{CALL_BEAT, call_beat},
	{CALL_IMPORT, call_import},
	{CALL_RULES, call_rules, true},
};

static call_handler *handler_of(uint8_t kind, bool store)
{
	for (size_t i = 0; i < sizeof(handlers) / sizeof(*handlers); i++)
		if (handlers[i].call == kind && (store || handlers[i].storeless))
			return handlers[i].handle;
	return NULL;
}

void server_refuse(
	struct server *server, uint32_t number, const struct error *failure, const struct record *with)
{
	struct buf applied = BUF_INIT, body = BUF_INIT;

	if (with)
		record_write(with, &applied);
	failure_write(failure, buf_as_text(&applied), &body);
	if (!wire_put(&server->wire, number, ANSWER_ERROR, buf_as_text(&body))) {
		/* Too long with what went with it. */
		buf_clear(&body);
		failure_write(failure, NO_TEXT, &body);
		wire_put(&server->wire, number, ANSWER_ERROR, buf_as_text(&body));
	}
	buf_release(&applied);
	buf_release(&body);
}

static bool handle(struct request *request, uint8_t kind, const struct error *broken, struct error *err)
{
	call_handler *handler = handler_of(kind, request->server->store != NULL);

	if (broken) {
		*err = *broken;
		return false;
	}
	if (!handler)
		return fail(err, ERROR_MISSING, "There is no call {1}", "n", (int64_t)kind);
	return body_check(request->body.entity, request->body.body, err) && handler(request, err);
}

void server_answer(
	struct server *server, uint32_t number, uint8_t kind, struct text asked, const struct error *broken)
{
	struct request request = {.server = server};
	struct error err = ERROR_INIT;
	struct view_known known;
	bool ok;

	request.body = (struct view){.entity = call_shape((enum call)kind, false), .body = asked};
	view_know(&request.body, &known);
	record_init(&request.answer, call_shape((enum call)kind, true));
	record_init(&request.failure, &applied_shape);
	ok = handle(&request, kind, broken, &err);
	if (ok) {
		size_t start = wire_begin(&server->wire, number, ANSWER_DONE);

		record_write(&request.answer, &server->wire.out);
		ok = wire_end(&server->wire, start) || fail(&err, ERROR_FULL, "The answer is too long", "");
	}
	if (!ok)
		server_refuse(server, number, &err, &request.failure);
	request_again(&request);
}
