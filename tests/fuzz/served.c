#include "tests/fuzz/served.h"

#include "core/store/drafts_internal.h"

static struct served served;
static uint64_t store_version, drafts_version;

static uint64_t versions_store(void)
{
	return kv_version(store_kv(served.server.store));
}

bool served_changed(const struct served *of)
{
	return kv_version(store_kv(of->server.store)) != store_version;
}

static void make(void)
{
	struct server *server = &served.server;

	server->store = fixture_open(NULL);
	must(drafts_open(&server->drafts, NULL, NULL));
	court_fill(&served.court, server->store);
	store_version = versions_store();
	drafts_version = kv_version(server->drafts->kv);
}

static void unmake(void)
{
	drafts_close(served.server.drafts);
	store_close(served.server.store);
	served.server = (struct server){0};
}

struct served *served_open(uint64_t person)
{
	static const struct server_config config = {.fd = -1, .bell = -1, .own = true};
	struct server *server = &served.server;

	if (!server->store)
		make();
	*server = (struct server){.config = &config,
		.store = server->store,
		.drafts = server->drafts,
		.person = person,
		.uid = 1000,
		.session = 9,
		.pages = pages_new()};
	wire_init(&server->wire, -1);
	wire_init(&served.client, -1);
	served.body = (struct view){0};
	return &served;
}

void served_close(struct served *of)
{
	bool changed = served_changed(of);

	must(!changed || !fixture_faults(of->server.store));
	pages_free(of->server.pages);
	wire_release(&of->server.wire);
	wire_release(&of->client);
	if (changed || kv_version(of->server.drafts->kv) != drafts_version)
		unmake();
}

/* A failure that says what it is about, and with what came with it. */
static void check_failure(const struct view *failure)
{
	struct view body = {.entity = &applied_shape, .body = view_text(failure, FAILURE_BODY)};
	int64_t kind = view_number(failure, FAILURE_KIND);
	struct message message;

	must(kind > ERROR_NONE && kind < ERROR_SYSTEM);
	must(message_decode(view_text(failure, FAILURE_MESSAGE), &message) && message.id[0]);
	must(!body.body.len || body_check(body.entity, body.body, NULL));
}

static void take(struct message_in *message)
{
	struct wire *wire = &served.server.wire;

	wire_feed(&served.client, (struct text){(const char *)wire->out.data, wire->out.len});
	buf_clear(&wire->out);
	must(wire_next(&served.client, message) && !served.client.bad);
}

bool served_ask(struct served *of, uint8_t call, struct text body)
{
	static uint32_t number;
	uint64_t version = versions_store();
	struct message_in message;

	server_answer(&of->server, ++number, call, body, NULL);
	take(&message);
	must(message.number == number && (message.kind == ANSWER_DONE || message.kind == ANSWER_ERROR));
	of->kind = (enum call)message.kind;
	of->body = (struct view){.entity = &failure_shape, .body = message.body};
	if (message.kind == ANSWER_DONE)
		of->body.entity = call_shape((enum call)call, true);
	must(of->body.entity && body_check(of->body.entity, message.body, NULL));
	if (message.kind == ANSWER_ERROR) {
		must(version == versions_store());
		check_failure(&of->body);
	}
	return message.kind == ANSWER_DONE;
}
