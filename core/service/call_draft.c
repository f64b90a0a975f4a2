/* Drafts of the person who asks. */
#include "core/service/request.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/model/entities.h"

static struct draft_key key_of(const struct request *request)
{
	return (struct draft_key){request->server->person,
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
	uint64_t now;

	return draft_generation(server->drafts, &held->key, &now, err) &&
		(now == held->generation ||
			fail(err, ERROR_STATE,
				now ? N_("This is being written in another window now")
				    : N_("This was saved or dropped in another window"),
				""));
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
	uint64_t now;

	return draft_generation(server->drafts, key, &now, err) &&
		(!now || (held && held->generation == now) ||
			fail(err, ERROR_STATE, "This is being written in another window now", ""));
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
		.caret = view_text(body, DRAFT_CARET)};
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
	struct draft_key key = key_of(request);
	struct draft draft = {.base = 0};

	if (!draft_take(request->server->drafts, &key, &request->arena, &draft, err))
		return fail(err, ERROR_MISSING, "There is no draft", "");
	hold(request->server, &key, draft.generation);
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

struct drafting {
	struct request *request;
	struct record *rows;
	size_t count, room;
};

static bool add_draft(const struct draft *draft, void *arg)
{
	struct drafting *drafting = arg;

	drafting->rows = mem_grow(drafting->rows, drafting->count, &drafting->room, sizeof(*drafting->rows));
	record_init(&drafting->rows[drafting->count], &draft_rows);
	put_draft(drafting->request, &drafting->rows[drafting->count++], draft);
	return true;
}

/* Their titles are of the other environment: drafts are read first, then named. */
static bool add_titles(struct world *world, void *arg, struct error *err)
{
	struct drafting *drafting = arg;

	(void)err;
	for (size_t i = 0; i < drafting->count; i++) {
		struct value entity = record_get(&drafting->rows[i], DRAFT_ENTITY);
		struct value id = record_get(&drafting->rows[i], DRAFT_ID);

		record_text(&drafting->rows[i], DRAFT_TITLE,
			title_of(drafting->request, world, (unsigned)entity.number, (uint64_t)id.number));
	}
	return true;
}

static bool list(struct request *request, struct error *err)
{
	struct server *server = request->server;
	struct drafting drafting = {.request = request};
	struct buf rows = BUF_INIT;
	uint64_t key = 0;
	bool ok = drafts_each(server->drafts, server->person, add_draft, &drafting, err) &&
		store_read(server->store, server->person, add_titles, &drafting, err);

	for (size_t i = 0; i < drafting.count; i++)
		rows_add_record(&rows, &key, &drafting.rows[i]);
	free(drafting.rows);
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
	};
	int64_t what = view_number(&request->body, DRAFT_DO);

	if (what < DRAFT_DO_PUT || what > DRAFT_DO_DROP)
		return fail(err, ERROR_INPUT, "The message makes no sense", "");
	return doings[what](request, err);
}
