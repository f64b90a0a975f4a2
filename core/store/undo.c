/* Taking a change back, and taking that back: the inverse of what history keeps, applied as a change of its
 * own. An undo is an entry like any other, so nothing is ever lost from the chain. */
#include "core/store/store_internal.h"
#include "core/base/memory.h"
#include <stdlib.h>

enum { UNDO_DEPTH = 4096 }; /* entries looked back at */

/* Walking back over the chain, with the entries that were taken back by later ones. */
struct looking_back {
	uint64_t *undone;
	size_t count, room;
};

static bool is_undone(const struct looking_back *back, uint64_t sequence)
{
	for (size_t i = 0; i < back->count; i++)
		if (back->undone[i] == sequence)
			return true;
	return false;
}

/* An entry that was itself taken back takes nothing back. */
static bool pass(struct looking_back *back, const struct audit_full *audit)
{
	bool undone = is_undone(back, audit->entry.sequence);

	if (!undone && audit->entry.undoes) {
		back->undone = mem_grow(back->undone, back->count, &back->room, sizeof(*back->undone));
		back->undone[back->count++] = audit->entry.undoes;
	}
	return !undone;
}

static bool entry_before(struct kv_txn *txn, uint64_t sequence, struct arena *arena, struct audit_full *audit)
{
	struct error err = ERROR_INIT;
	bool found;

	return sequence && audit_read(txn, sequence, arena, audit, &found, &err) && found;
}

/* Does the entry decide what `author` takes back (or redoes) next? `*sequence` is it, or 0. */
static bool decides(const struct audit_full *audit, uint64_t author, bool undone, uint64_t *sequence)
{
	if (audit->entry.author != author)
		return false;
	if (audit->undo == undone) {
		*sequence = audit->entry.sequence;
		return true;
	}
	/* After something new there is nothing to redo. */
	return undone && !audit->entry.undoes;
}

uint64_t store_last_change(struct world *world, uint64_t author, bool undone)
{
	struct kv_txn *txn = world_change(world)->txn;
	uint64_t newest = world_sequence(world), found = 0;
	struct looking_back back = {0};
	bool decided = false;

	for (uint64_t at = newest; !decided && at && newest - at < UNDO_DEPTH; at--) {
		struct arena arena = ARENA_INIT;
		struct audit_full audit;

		if (!entry_before(txn, at, &arena, &audit))
			break;
		decided = pass(&back, &audit) && decides(&audit, author, undone, &found);
		arena_release(&arena);
	}
	free(back.undone);
	return found;
}

static bool refuse_undone(struct kv_txn *txn, uint64_t newest, uint64_t sequence, struct error *err)
{
	struct looking_back back = {0};
	bool undone;

	for (uint64_t at = newest; at > sequence && newest - at < UNDO_DEPTH; at--) {
		struct arena arena = ARENA_INIT;
		struct audit_full audit;

		if (entry_before(txn, at, &arena, &audit))
			pass(&back, &audit);
		arena_release(&arena);
	}
	undone = is_undone(&back, sequence);
	free(back.undone);
	return !undone ||
		fail(err, ERROR_STATE, "Change {1} has been taken back already", "n", (int64_t)sequence);
}

/* A record is only taken away while it is what the change made: others may have filled it in since. */
static bool is_as_made(
	struct writer *writer, const struct view *view, const struct patch *made, struct error *err)
{
	struct buf whole = BUF_INIT, now = BUF_INIT, then = BUF_INIT, body = BUF_INIT;
	bool ok = world_whole(&writer->world, view, &whole, err) &&
		patch_apply(view->entity, NO_TEXT, made, &body, err);

	if (ok) {
		told_only(view->entity, buf_as_text(&whole), &now);
		told_only(view->entity, buf_as_text(&body), &then);
		if (!text_equal(buf_as_text(&now), buf_as_text(&then)))
			ok = fail(err, ERROR_CONFLICT, "Somebody else changed {1} meanwhile", "t",
				view->entity->name, view->entity->label);
	}
	buf_release(&whole);
	buf_release(&now);
	buf_release(&then);
	buf_release(&body);
	return ok;
}

static bool take_away(struct writer *writer, const struct entity *entity, uint64_t id,
	const struct patch *made, struct error *err)
{
	struct patch patch = PATCH_INIT;
	struct view view;
	bool ok = writer->world.get(&writer->world, entity->id, id, &view, err) &&
		is_as_made(writer, &view, made, err);

	patch_add(&patch, TAG_REMOVED, EMPTY_VALUE, value_number(1));
	ok = ok && writer_apply(writer, entity->id, &id, 0, &patch, err);
	patch_release(&patch);
	return ok;
}

/* What is not told in history cannot be taken back. */
static void drop_untold(struct patch *patch)
{
	size_t kept = 0;

	for (size_t i = 0; i < patch->count; i++)
		if (patch->edits[i].old.kind != VALUE_EMPTY || patch->edits[i].new.kind != VALUE_EMPTY)
			patch->edits[kept++] = patch->edits[i];
	patch->count = kept;
}

static bool invert_step(struct writer *writer, const struct step *step, struct error *err)
{
	const struct entity *entity = schema_entity(writer->world.schema, step->entity);
	struct history_entry entry;
	struct patch inverse = PATCH_INIT;
	uint64_t id = step->id;
	bool ok;

	if (!entity)
		return unknown_entity(step->entity, err);
	if (!history_read(writer->change->txn, entity, id, step->revision, &entry, err))
		return false;
	drop_untold(&entry.patch);
	if (step->revision == 1) {
		ok = take_away(writer, entity, id, &entry.patch, err);
	} else {
		patch_invert(&entry.patch, &inverse);
		ok = writer_apply(writer, entity->id, &id, 0, &inverse, err);
	}
	patch_release(&inverse);
	patch_release(&entry.patch);
	return ok;
}

static bool undo(struct writer *writer, void *arg, struct error *err)
{
	struct store_change *change = writer->change;
	const uint64_t *sequence = arg;
	struct arena arena = ARENA_INIT;
	struct audit_full audit;
	bool found, ok;

	ok = audit_read(change->txn, *sequence, &arena, &audit, &found, err);
	if (ok && !found)
		ok = fail(err, ERROR_MISSING, "There is no change {1}", "n", (int64_t)*sequence);
	ok = ok && refuse_undone(change->txn, change->audit.entry.sequence - 1, *sequence, err);
	change->audit.undo = ok && !audit.undo;
	for (size_t i = ok ? audit.step_count : 0; ok && i > 0; i--)
		ok = invert_step(writer, &audit.steps[i - 1], err);
	arena_release(&arena);
	return ok;
}

bool store_undo(struct store *store, const struct change_head *head, uint64_t sequence,
	struct change_result *result, struct error *err)
{
	struct change_mode mode = {.strict = true, .undoes = sequence};

	return change_run(store, head, &mode, undo, &sequence, result, err);
}
