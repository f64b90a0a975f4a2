/* Patches as one change. Rights are asked in the change itself: of every record as it is, so that nobody
 * writes where he may not, and as it becomes, so that nobody puts one out of his own reach or into another's.
 */
#include "core/service/request.h"

#include "core/model/operations.h"
#include "core/service/evaluate.h"

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
		record_may_become(world, before, &after, err) &&
		(entity != ENTITY_MARK || mark_may_become(world, &after, err));
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
