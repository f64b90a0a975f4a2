/* Patches as one change, and taking changes back. Rights are asked in the change itself: of every record as
 * it is, so that nobody writes where he may not, and as it becomes, so that nobody puts one out of his own
 * reach or into another's. */
#include "core/service/request.h"

#include "core/model/operations.h"
#include "core/model/roster.h"

/* --- apply --- */

static bool check_patch(const struct entity *entity, const struct patch *patch, struct error *err)
{
	for (size_t i = 0; i < patch->count; i++)
		if (!edit_check(entity, &patch->edits[i], err))
			return false;
	return true;
}

static bool may_write(struct world *world, unsigned entity, uint64_t id, struct view *view, struct error *err)
{
	return request_record(world, entity, id, view, err) && record_may_write(world, view, err);
}

static bool may_become(
	struct world *world, const struct view *before, unsigned entity, uint64_t id, struct error *err)
{
	struct view after;

	return request_record(world, entity, id, &after, err) &&
		record_may_become(world, before, &after, err);
}

static bool apply_patch(
	struct writer *writer, const struct view *item, const struct patch *patch, struct error *err)
{
	unsigned entity = (unsigned)view_number(item, ITEM_ENTITY);
	const struct entity *shape = schema_entity(writer->world.schema, entity);
	uint64_t id = (uint64_t)view_number(item, ITEM_ID);
	struct arena arena = ARENA_INIT;
	struct view before;
	bool new = (int64_t)id <= 0, ok;

	if (!shape)
		return fail(err, ERROR_MISSING, "There is no kind of record {1}", "n", (int64_t)entity);
	ok = check_patch(shape, patch, err) && (new || may_write(&writer->world, entity, id, &before, err));
	if (ok && !new)
		before.body = arena_text(&arena, before.body);
	ok = ok && writer_apply(writer, entity, &id, (uint32_t)view_number(item, ITEM_BASE), patch, err) &&
		may_become(&writer->world, new ? NULL : &before, entity, id, err);
	arena_release(&arena);
	return ok;
}

static bool apply_item(struct writer *writer, const struct view *item, struct error *err)
{
	struct text bytes = view_text(item, ITEM_PATCH);
	struct reader reader = reader_of(bytes.at, bytes.len);
	struct patch patch = PATCH_INIT;
	bool ok = patch_decode(&patch, &reader, err);

	if (ok && reader_left(&reader))
		ok = fail(err, ERROR_BROKEN, "The message makes no sense", "");
	ok = ok && apply_patch(writer, item, &patch, err);
	patch_release(&patch);
	return ok;
}

static bool apply(struct writer *writer, void *arg, struct error *err)
{
	struct request *request = arg;
	struct row_walk items = view_rows(&request->body, APPLY_ITEMS);

	request_again(request);
	while (row_walk_next(&items))
		if (!apply_item(writer, &items.row, err))
			return false;
	return model_follow(writer, err);
}

static bool all_ours(struct request *request, struct error *err)
{
	struct row_walk items = view_rows(&request->body, APPLY_ITEMS);

	while (row_walk_next(&items)) {
		int64_t id = view_number(&items.row, ITEM_ID);

		if (id > 0 &&
			!record_is_ours(request->server, (unsigned)view_number(&items.row, ITEM_ENTITY),
				(uint64_t)id, err))
			return false;
	}
	return true;
}

bool call_apply(struct request *request, struct error *err)
{
	/* The audit says what was done in our words, not in those of whoever asks. */
	bool import = text_is(view_text(&request->body, APPLY_ACTION), "import");
	struct change_head head =
		request_head(request, import ? "import" : "apply", view_text(&request->body, APPLY_TOKEN));

	head.reason = view_text(&request->body, APPLY_REASON);
	return all_ours(request, err) && request_change(request, &head, apply, request, err);
}

/* --- undo --- */

struct undoing {
	uint64_t sequence;
	bool redo, found;
};

/* Nobody has changed the record since. */
static bool look_at_newest(const struct history_entry *entry, void *arg)
{
	*(uint64_t *)arg = entry->sequence;
	return false;
}

static bool is_newest(struct world *world, const struct change_item *item, uint64_t sequence)
{
	uint64_t newest = 0;

	return world_history(world, item->entity, item->id, look_at_newest, &newest, NULL) &&
		newest == sequence;
}

struct looking {
	struct world *world;
	struct undoing *undoing;
	struct error *err;
};

/* What others rely on is not undone as if it had not been; NULL: it may be. By then something may have been
 * scored by rules, and results may have been read. */
static const char *stands(struct world *world, unsigned entity, uint64_t id)
{
	struct view view;
	bool result = entity == ENTITY_RESULT;

	if (entity == ENTITY_RULES)
		return N_("Rules that were put in force are not taken back: put others in force instead");
	if (entity == ENTITY_MEETING && world->get(world, entity, id, &view, NULL) && view_removed(&view) &&
		meeting_number_taken(world, &view))
		return N_("Its number has gone to another meeting since: remove that one first");
	if ((!result && entity != ENTITY_EVALUATION) || !world->get(world, entity, id, &view, NULL))
		return NULL;
	if (result ? view_has(&view, RESULT_PUBLISHED)
		   : view_number(&view, EVALUATION_STATE) == EVALUATION_FINAL)
		return N_("Results that are published never change again");
	return result ? N_("A posting is not undone but taken back, with the reason") : NULL;
}

static bool look_at_entry(const struct audit_entry *entry, void *arg)
{
	struct looking *looking = arg;
	struct world *world = looking->world;
	const char *why;
	struct view view;

	looking->undoing->found = entry->sequence == looking->undoing->sequence;
	if (!looking->undoing->found)
		return false;
	if (world->person && entry->author != world->person) {
		fail(looking->err, ERROR_DENIED, "Only who made a change can take it back", "");
		return false;
	}
	for (size_t i = 0; i < entry->count; i++)
		if ((why = stands(world, entry->items[i].entity, entry->items[i].id)))
			return fail(looking->err, ERROR_STATE, why, "");
	/* A step that moved a record out of his reach may still be taken back by who took it, as long as
	 * nothing followed. */
	for (size_t i = 0; i < entry->count; i++)
		if (!is_newest(world, &entry->items[i], entry->sequence) &&
			!may_write(world, entry->items[i].entity, entry->items[i].id, &view, looking->err))
			return false;
	return false;
}

static bool may_undo(struct world *world, void *arg, struct error *err)
{
	struct undoing *undoing = arg;
	struct looking looking = {world, undoing, err};

	if (!world_audit(world, undoing->sequence - 1, look_at_entry, &looking, err) || err->kind)
		return false;
	return undoing->found ||
		fail(err, ERROR_MISSING, "There is no change {1}", "n", (int64_t)undoing->sequence);
}

static bool find_last(struct world *world, void *arg, struct error *err)
{
	struct undoing *undoing = arg;

	undoing->sequence = store_last_change(world, world->person, undoing->redo);
	if (undoing->sequence)
		return true;
	return fail(err, ERROR_MISSING,
		undoing->redo ? N_("There is nothing to do again") : N_("There is nothing to take back"), "");
}

bool call_undo(struct request *request, struct error *err)
{
	struct server *server = request->server;
	struct undoing undoing = {(uint64_t)view_number(&request->body, UNDO_SEQUENCE),
		view_number(&request->body, UNDO_REDO), false};
	struct change_head head = request_head(request, undoing.redo ? "redo" : "undo", NO_TEXT);
	struct change_result result = {0};
	bool ok;

	if (!undoing.sequence && !store_read(server->store, server->person, find_last, &undoing, err))
		return false;
	head.may = may_undo;
	head.may_arg = &undoing;
	ok = store_undo(server->store, &head, undoing.sequence, &result, err);
	if (ok)
		put_result(request, &result);
	else
		put_refusal(request, &result, err);
	change_result_release(&result);
	return ok;
}
