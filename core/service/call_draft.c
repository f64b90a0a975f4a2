/* Drafts of the person who asks. */
#include "core/service/request.h"

#include <stdlib.h>
#include <unistd.h>
#include "core/base/memory.h"
#include "core/model/entities.h"

/* A person's, or an operator's: those of the store's owner are nobody's (0), as those of all operators were
 * once; the others' are told apart by their users. */
static uint64_t writer_of(const struct server *server)
{
	return server->person || server->uid == geteuid() ? server->person : DRAFTS_OF_USER | server->uid;
}

static struct draft_key key_of(const struct request *request)
{
	return (struct draft_key){writer_of(request->server),
		(unsigned)view_number(&request->body, DRAFT_ENTITY),
		(uint64_t)view_number(&request->body, DRAFT_ID),
		(uint16_t)view_number(&request->body, DRAFT_FORM)};
}

static void put_draft(struct request *request, struct record *record, const struct draft *draft)
{
	struct buf patch = BUF_INIT;

	record_number(record, DRAFT_ENTITY, draft->key.entity);
	record_number(record, DRAFT_ID, (int64_t)draft->key.id);
	record_number(record, DRAFT_FORM, draft->key.form);
	record_number(record, DRAFT_GENERATION, (int64_t)draft->generation);
	record_number(record, DRAFT_BASE, draft->base);
	record_number(record, DRAFT_MOMENT, draft->moment);
	if (draft->trashed)
		record_number(record, DRAFT_TRASH, 1);
	if (draft->holder && !drafts_session_runs(request->server->drafts, draft->holder))
		record_number(record, DRAFT_CUT, 0); /* gone, and nobody saw it go */
	else if (draft->cut)
		record_number(record, DRAFT_CUT, draft->cut);
	record_put_text(request, record, DRAFT_CARET, draft->caret);
	patch_encode(&draft->patch, &patch);
	record_put_text(request, record, DRAFT_PATCH, buf_as_text(&patch));
	buf_release(&patch);
}

/* --- which drafts are ours --- */

static bool same_key(const struct draft_key *a, const struct draft_key *b)
{
	return a->person == b->person && a->entity == b->entity && a->id == b->id && a->form == b->form;
}

static struct held_draft *held_of(struct server *server, const struct draft_key *key)
{
	for (size_t i = 0; i < DRAFTS_HELD; i++)
		if (server->held[i].generation && same_key(&server->held[i].key, key))
			return &server->held[i];
	return NULL;
}

static void hold(struct server *server, const struct draft_key *key, uint64_t generation)
{
	struct held_draft *held = held_of(server, key);

	if (!held)
		held = &server->held[server->next_held++ % DRAFTS_HELD];
	*held = (struct held_draft){*key, generation};
}

static bool still_ours(struct server *server, const struct held_draft *held, struct error *err)
{
	struct draft now;

	return draft_look(server->drafts, &held->key, &now, err) &&
		(now.generation == held->generation ||
			fail(err, ERROR_STATE, now.generation ? TAKEN_OVER : TAKEN_OVER_AND_DONE, ""));
}

bool record_is_ours(struct server *server, unsigned entity, uint64_t id, struct error *err)
{
	for (size_t i = 0; i < DRAFTS_HELD; i++) {
		const struct held_draft *held = &server->held[i];

		if (held->generation && held->key.entity == entity && held->key.id == id &&
			!still_ours(server, held, err))
			return false;
	}
	return true;
}

/* A new draft, where there is one of another session: that one would be lost. */
static bool place_is_free(struct server *server, const struct draft_key *key, struct error *err)
{
	const struct held_draft *held = held_of(server, key);
	struct draft now;

	return draft_look(server->drafts, key, &now, err) &&
		(!now.generation || (held && held->generation == now.generation) ||
			fail(err, ERROR_STATE, TAKEN_OVER, ""));
}

/* --- whose they are now --- */

struct opening {
	const struct draft *draft;
	int64_t since;
};

static bool look_when(const struct presence *presence, void *arg)
{
	struct opening *opening = arg;

	if (presence->session == opening->draft->holder && presence->entity == opening->draft->key.entity &&
		presence->id == opening->draft->key.id)
		opening->since = presence->since;
	return true;
}

/* Since when another window of the person has it open; 0: none has. */
static int64_t elsewhere_since(struct server *server, const struct draft *draft)
{
	struct opening opening = {draft, draft->began};

	if (draft->holder == server->session || !drafts_session_runs(server->drafts, draft->holder))
		return 0;
	presence_each(server->drafts, look_when, &opening, NULL);
	return opening.since;
}

void drafts_cut(struct server *server)
{
	for (size_t i = 0; i < DRAFTS_HELD; i++)
		if (server->held[i].generation)
			draft_leave(server->drafts, &server->held[i].key, server->held[i].generation,
				moment_now(), NULL);
}

/* --- put, take, list, drop --- */

static bool put(struct request *request, struct error *err)
{
	const struct view *body = &request->body;
	struct text bytes = view_text(body, DRAFT_PATCH);
	struct reader reader = reader_of(bytes.at, bytes.len);
	uint64_t generation = (uint64_t)view_number(body, DRAFT_GENERATION);
	struct draft draft = {.key = key_of(request),
		.base = (uint32_t)view_number(body, DRAFT_BASE),
		.caret = view_text(body, DRAFT_CARET),
		.holder = request->server->session};
	bool ok;

	if (!schema_entity(store_schema(request->server->store), draft.key.entity))
		return fail(
			err, ERROR_MISSING, "There is no kind of record {1}", "n", (int64_t)draft.key.entity);
	if (bytes.len && !patch_decode(&draft.patch, &reader, err))
		return false;
	ok = (generation || place_is_free(request->server, &draft.key, err)) &&
		draft_put(request->server->drafts, &draft, &generation, err);
	if (ok)
		hold(request->server, &draft.key, generation);
	patch_release(&draft.patch);
	record_number(&request->answer, DRAFT_GENERATION, (int64_t)generation);
	return ok;
}

static bool take(struct request *request, struct error *err)
{
	struct server *server = request->server;
	struct draft_key key = key_of(request);
	struct draft draft = {.base = 0};
	int64_t since;

	if (!draft_look(server->drafts, &key, &draft, err))
		return false;
	since = elsewhere_since(server, &draft);
	if (since && !view_number(&request->body, DRAFT_OVER)) {
		record_number(&request->answer, DRAFT_SINCE, since);
		return true;
	}
	if (!draft_take(server->drafts, &key, server->session, &request->arena, &draft, err))
		return fail(err, ERROR_MISSING, "There is no draft", "");
	hold(server, &key, draft.generation);
	put_draft(request, &request->answer, &draft);
	patch_release(&draft.patch);
	return true;
}

static bool drop(struct request *request, struct error *err)
{
	struct draft_key key = key_of(request);
	struct held_draft *held = held_of(request->server, &key);

	if ((held && !still_ours(request->server, held, err)) ||
		!draft_drop(
			request->server->drafts, &key, view_number(&request->body, DRAFT_TRASH) != 0, err))
		return false;
	if (held)
		held->generation = 0;
	return true;
}

static bool leave(struct request *request, struct error *err)
{
	struct server *server = request->server;
	struct draft_key key = key_of(request);
	struct held_draft *held = held_of(server, &key);
	struct draft now;
	uint64_t generation;

	if (!draft_look(server->drafts, &key, &now, err))
		return false;
	generation = held ? held->generation : elsewhere_since(server, &now) ? 0 : now.generation;
	if (held)
		held->generation = 0;
	return !generation || draft_leave(server->drafts, &key, generation, 0, err);
}

static bool restore(struct request *request, struct error *err)
{
	struct draft_key key = key_of(request);

	return draft_restore(
		request->server->drafts, &key, (uint64_t)view_number(&request->body, DRAFT_GENERATION), err);
}

struct drafting {
	struct request *request;
	struct drafted {
		struct record row;
		struct draft draft; /* without caret and patch */
	} * items;
	size_t count, room;
};

static bool add_draft(const struct draft *draft, void *arg)
{
	struct drafting *drafting = arg;
	struct drafted *one;

	drafting->items =
		mem_grow(drafting->items, drafting->count, &drafting->room, sizeof(*drafting->items));
	one = &drafting->items[drafting->count++];
	one->draft = *draft;
	one->draft.caret = NO_TEXT;
	one->draft.patch = (struct patch)PATCH_INIT;
	record_init(&one->row, &draft_rows);
	put_draft(drafting->request, &one->row, draft);
	return true;
}

/* Their titles are of the other environment: drafts are read first, then named. */
static bool add_titles(struct world *world, void *arg, struct error *err)
{
	struct drafting *drafting = arg;

	(void)err;
	for (size_t i = 0; i < drafting->count; i++) {
		const struct draft_key *key = &drafting->items[i].draft.key;

		record_text(&drafting->items[i].row, DRAFT_TITLE,
			seen_title_of(drafting->request, world, key->entity, key->id));
	}
	return true;
}

static bool list(struct request *request, struct error *err)
{
	struct server *server = request->server;
	struct drafting drafting = {.request = request};
	struct buf rows = BUF_INIT;
	uint64_t key = 0;
	bool ok = drafts_each(server->drafts, writer_of(server), add_draft, &drafting, err) &&
		store_read(server->store, server->person, add_titles, &drafting, err);

	for (size_t i = 0; i < drafting.count; i++) {
		struct drafted *one = &drafting.items[i];
		int64_t since = one->draft.trashed ? 0 : elsewhere_since(server, &one->draft);

		if (since)
			record_number(&one->row, DRAFT_SINCE, since);
		rows_add_record(&rows, &key, &one->row);
	}
	free(drafting.items);
	record_put_rows(request, &request->answer, DRAFT_LIST, &rows);
	return ok;
}

bool call_draft(struct request *request, struct error *err)
{
	static bool (*const doings[])(struct request *, struct error *) = {
		[DRAFT_DO_PUT] = put,
		[DRAFT_DO_LIST] = list,
		[DRAFT_DO_TAKE] = take,
		[DRAFT_DO_DROP] = drop,
		[DRAFT_DO_LEAVE] = leave,
		[DRAFT_DO_RESTORE] = restore,
	};
	int64_t what = view_number(&request->body, DRAFT_DO);

	if (what < DRAFT_DO_PUT || what > DRAFT_DO_RESTORE)
		return fail(err, ERROR_INPUT, "The message makes no sense", "");
	return doings[what](request, err);
}
