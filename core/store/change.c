/* A change: one write transaction, one audit entry, one token. */
#include "core/store/store_internal.h"
#include "core/base/memory.h"
#include <stdlib.h>
#include <string.h>

struct made {
	struct made *next;
	unsigned entity;
	int64_t placeholder;
	uint64_t id;
};

void change_result_release(struct change_result *result)
{
	free(result->items);
	free(result->rows);
	conflicts_release(&result->conflicts);
	problems_release(&result->problems);
	arena_release(&result->arena);
	*result = (struct change_result){0};
}

uint64_t placeholder_id(const struct store_change *change, unsigned entity, int64_t placeholder)
{
	for (const struct made *made = change->made; made; made = made->next)
		if (made->entity == entity && made->placeholder == placeholder)
			return made->id;
	return 0;
}

bool new_id(
	struct store_change *change, unsigned entity, int64_t placeholder, uint64_t *id, struct error *err)
{
	char name[4] = {'i', 'd', (char)(entity >> 8), (char)entity};
	struct text key = {name, sizeof(name)};
	struct made *made;

	if (!meta_get(change->txn, key, id, err) || !meta_put(change->txn, key, ++*id, err))
		return false;
	if (placeholder) {
		made = arena_new(&change->arena, sizeof(*made));
		*made = (struct made){change->made, entity, placeholder, *id};
		change->made = made;
	}
	return true;
}

/* A change is of few kinds of records, and may be of very many of each. */
static struct id_map *noted_of(struct store_change *change, unsigned entity)
{
	for (size_t i = 0; i < change->noted_count; i++)
		if (change->noted[i].entity == entity)
			return &change->noted[i].items;
	change->noted =
		mem_grow(change->noted, change->noted_count, &change->noted_room, sizeof(*change->noted));
	change->noted[change->noted_count] = (struct noted){entity, {NULL, 0, 0}};
	return &change->noted[change->noted_count++].items;
}

static void note_item(struct store_change *change, const struct step *step)
{
	struct change_result *result = change->result;
	struct id_map *noted = noted_of(change, step->entity);
	size_t at = id_map_get(noted, step->id);

	if (at == ID_MAP_NONE) {
		at = result->count;
		result->items = mem_grow(result->items, result->count, &result->room, sizeof(*result->items));
		result->items[result->count++] =
			(struct change_item){step->entity, step->id, step->placeholder, 0};
		id_map_put(noted, step->id, at);
	}
	result->items[at].revision = step->revision;
}

static void forget_noted(struct store_change *change)
{
	for (size_t i = 0; i < change->noted_count; i++)
		id_map_release(&change->noted[i].items);
	free(change->noted);
}

void change_note(struct store_change *change, const struct step *step)
{
	struct audit_full *audit = &change->audit;

	audit->steps = mem_grow(audit->steps, audit->step_count, &change->step_room, sizeof(*audit->steps));
	audit->steps[audit->step_count++] = *step;
	note_item(change, step);
}

struct running {
	struct store *store;
	const struct change_head *head;
	const struct change_mode *mode;
	change_work *work;
	void *arg;
	struct change_result *result;
};

/* What the first of two equal changes answered. */
static bool answer_again(struct store_change *change, uint64_t sequence, struct error *err)
{
	struct change_result *result = change->result;
	struct audit_full audit;
	bool found;

	if (!audit_read(change->txn, sequence, &change->arena, &audit, &found, err))
		return false;
	if (!found)
		return fail(
			err, ERROR_BROKEN, "Entry {1} of the audit chain is missing", "n", (int64_t)sequence);
	result->repeated = true;
	result->sequence = sequence;
	result->moment = audit.entry.moment;
	for (size_t i = 0; i < audit.step_count; i++)
		note_item(change, &audit.steps[i]);
	if (audit.row_count) {
		result->rows = mem_resize(NULL, audit.row_count, sizeof(*audit.rows));
		memcpy(result->rows, audit.rows, audit.row_count * sizeof(*audit.rows));
		result->row_count = result->row_room = audit.row_count;
	}
	return true;
}

static bool start(struct store_change *change, const struct change_mode *mode, struct error *err)
{
	static const uint8_t none[TOKEN_SIZE];
	struct audit_full *audit = &change->audit;
	const struct change_head *head = change->head;
	struct text sequence;
	bool found = false;

	if (memcmp(head->token, none, TOKEN_SIZE) != 0)
		audit->token = (struct text){(const char *)head->token, TOKEN_SIZE};
	if (audit->token.len && !fetch(change->txn, TABLE_TOKEN, audit->token, &sequence, &found, err))
		return false;
	if (found)
		return answer_again(change, key_number_at(sequence, 0, 8), err);
	if (!audit_head(change->txn, &audit->entry.sequence, audit->previous, err))
		return false;
	audit->entry.sequence++;
	audit->entry.author = head->author;
	audit->entry.uid = head->uid;
	audit->entry.action = text_of(head->action);
	audit->entry.reason = head->reason;
	audit->entry.undoes = mode->undoes;
	change->strict = mode->strict;
	return true;
}

static bool finish(struct store_change *change, struct error *err)
{
	struct change_result *result = change->result;

	if (change->failed)
		return fail(err, ERROR_STATE, "A part of the change was refused", "");
	if (!change->audit.step_count)
		return true;
	change->audit.rows = result->rows;
	change->audit.row_count = result->row_count;
	if (!audit_append(change, err))
		return false;
	result->sequence = change->audit.entry.sequence;
	result->moment = change->audit.entry.moment;
	return true;
}

static bool run(struct kv_txn *txn, void *arg, struct error *err)
{
	struct running *running = arg;
	struct store_change change = {
		.store = running->store, .txn = txn, .head = running->head, .result = running->result};
	struct writer writer;
	bool ok;

	change_result_release(running->result);
	world_init(&writer, &change, running->head->author);
	change.audit.entry.moment = writer.world.now;
	ok = start(&change, running->mode, err);
	if (ok && !running->result->repeated)
		ok = (!running->head->may ||
			     running->head->may(&writer.world, running->head->may_arg, err)) &&
			running->work(&writer, running->arg, err) && finish(&change, err);
	forget_noted(&change);
	free(change.audit.steps);
	arena_release(&change.arena);
	return ok;
}

bool change_run(struct store *store, const struct change_head *head, const struct change_mode *mode,
	change_work *work, void *arg, struct change_result *result, struct error *err)
{
	struct change_result unasked = {0};
	struct error local = ERROR_INIT;
	struct running running = {store, head, mode, work, arg, result ? result : &unasked};
	bool ok;

	*running.result = unasked;
	ok = kv_write(store->kv, run, &running, err ? err : &local);
	if (!ok) {
		/* The commit may have failed after all went well. */
		running.result->sequence = 0;
		running.result->count = running.result->row_count = 0;
	}
	change_result_release(&unasked);
	return ok;
}

bool store_change(struct store *store, const struct change_head *head, change_work *work, void *arg,
	struct change_result *result, struct error *err)
{
	static const struct change_mode plain;

	return change_run(store, head, &plain, work, arg, result, err);
}

struct change_result *writer_result(struct writer *writer)
{
	return writer->change->result;
}
