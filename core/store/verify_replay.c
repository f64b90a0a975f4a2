/* Every record made again from its history: what comes out must be what is stored, lists beside included. */
#include "core/store/verify_internal.h"

/* History of before a field was SECRET has it, later changes do not say what they put in its place. */
static bool replay(struct verifying *verifying, const struct view *view, struct buf *body)
{
	struct error err = ERROR_INIT;
	struct history_entry entry;
	struct buf next = BUF_INIT;
	bool ok = true;

	for (uint32_t revision = 1; ok && revision <= view->revision; revision++) {
		if (!history_read(verifying->change->txn, view->entity, view->id, revision, &entry, &err)) {
			ok = false;
			break;
		}
		buf_clear(&next);
		ok = patch_apply(view->entity, buf_as_text(body), &entry.patch, &next, &err);
		buf_clear(body);
		told_only(view->entity, buf_as_text(&next), body);
		patch_release(&entry.patch);
	}
	buf_release(&next);
	return ok;
}

bool verify_replay(struct verifying *verifying, const struct view *view)
{
	struct buf whole = BUF_INIT, now = BUF_INIT, then = BUF_INIT;
	struct error err = ERROR_INIT;
	struct writer reader;
	bool same;

	world_init(&reader, verifying->change, 0);
	same = world_whole(&reader.world, view, &whole, &err) && replay(verifying, view, &then);
	told_only(view->entity, buf_as_text(&whole), &now);
	same = same && text_equal(buf_as_text(&now), buf_as_text(&then));
	buf_release(&whole);
	buf_release(&now);
	buf_release(&then);
	return same;
}
