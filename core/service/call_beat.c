/* Who else has the same record open: the answer to a beat, and a push when somebody comes or goes. */
#include "core/base/number.h"
#include "core/model/entities.h"
#include "core/service/request.h"

enum { PRESENT_MAX = 16 };

struct present {
	struct request *request;
	struct presence others[PRESENT_MAX];
	size_t count;
	uint32_t sum;
};

/* --- looking --- */

static bool look(const struct presence *presence, void *arg)
{
	struct present *present = arg;
	const struct presence *mine = &present->request->server->present;

	/* Who was killed told nobody that he left. */
	if (presence->session != mine->session && presence->entity == mine->entity &&
		presence->id == mine->id &&
		drafts_session_runs(present->request->server->drafts, presence->session))
		present->others[present->count++] = *presence;
	return present->count < PRESENT_MAX;
}

static void put_one(struct present *present, struct world *world, const struct presence *other,
	struct buf *rows, uint64_t *key)
{
	struct record row;

	record_init(&row, &presence_rows);
	record_number(&row, BEAT_ENTITY, other->entity);
	record_number(&row, BEAT_ID, (int64_t)other->id);
	if (other->tag)
		record_number(&row, BEAT_TAG, other->tag);
	record_number(&row, PRESENCE_PERSON, (int64_t)other->person);
	record_number(&row, PRESENCE_SINCE, other->since);
	if (other->person)
		record_text(
			&row, PRESENCE_NAME, title_of(present->request, world, ENTITY_PERSON, other->person));
	rows_add_record(rows, key, &row);
}

/* Of a record that the person may not see nothing is told, not even who has it open. */
static bool put_present(struct world *world, void *arg, struct error *err)
{
	struct present *present = arg;
	const struct presence *mine = &present->request->server->present;
	struct buf rows = BUF_INIT;
	struct view view;
	uint64_t key = 0;

	(void)err;
	request_again(present->request);
	if (!request_record(world, mine->entity, mine->id, &view, NULL))
		present->count = 0;
	present->sum = 0;
	for (size_t i = 0; i < present->count; i++) {
		put_one(present, world, &present->others[i], &rows, &key);
		present->sum = crc32c(present->sum, &present->others[i].session, sizeof(uint64_t));
	}
	record_put_rows(present->request, &present->request->answer, PRESENCE_LIST, &rows);
	return true;
}

static bool see(struct present *present, struct error *err)
{
	struct server *server = present->request->server;

	return presence_each(server->drafts, look, present, err) &&
		store_read(server->store, server->person, put_present, present, err);
}

/* --- answering, and telling --- */

bool call_beat(struct request *request, struct error *err)
{
	struct server *server = request->server;
	struct present present = {.request = request};

	server->present = (struct presence){.person = server->person,
		.session = server->session,
		.entity = (unsigned)view_number(&request->body, BEAT_ENTITY),
		.id = (uint64_t)view_number(&request->body, BEAT_ID),
		.tag = (uint16_t)view_number(&request->body, BEAT_TAG)};
	server->present_told = 0;
	if (!presence_put(server->drafts, &server->present, err))
		return false;
	if (!server->present.entity)
		return true;
	if (!see(&present, err))
		return false;
	server->present_told = present.sum;
	return true;
}

bool presence_send(struct server *server, struct error *err)
{
	struct request request = {.server = server};
	struct present present = {.request = &request};
	struct buf bytes = BUF_INIT;
	bool ok = true;

	if (!server->present.entity)
		return true;
	record_init(&request.answer, &presence_shape);
	ok = see(&present, err);
	if (ok && present.sum != server->present_told) {
		record_write(&request.answer, &bytes);
		wire_put(&server->wire, 0, PUSH_PRESENCE, buf_as_text(&bytes));
		server->present_told = present.sum;
	}
	record_release(&request.answer);
	arena_release(&request.arena);
	buf_release(&bytes);
	return ok;
}
