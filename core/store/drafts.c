/* Drafts, beside the records in an environment of their own. Keys: person, trash (0, 1), entity, record,
 * form, and in the bin the generation, for a form may be thrown away more than once. Values have the stored
 * form of a record: its revision is the draft's base, its moment that of the last put, its body the
 * generation, the caret, the patch, and who holds it since when, or when it was cut. */
#include "core/store/drafts_internal.h"
#include "core/base/date.h"
#include "core/base/memory.h"
#include <stdio.h>
#include <stdlib.h>

static const char *const tables[DRAFT_TABLES] = {
	[TABLE_DRAFT] = "draft", [TABLE_PRESENCE] = "presence", [TABLE_COUNTER] = "counter"};

enum { TRASH_KEY = 8 + 1 + 2 + 8 + 2 + 8 };
static const int64_t trash_keeps = INT64_C(30) * 86400 * 1000000;

static void draft_key_put(const struct draft_key *key, uint64_t trash, struct buf *out)
{
	buf_clear(out);
	buf_u64be(out, key->person);
	buf_byte(out, trash > 0);
	buf_u16be(out, (uint16_t)key->entity);
	buf_u64be(out, key->id);
	buf_u16be(out, key->form);
	if (trash)
		buf_u64be(out, trash);
}

/* Drafts of before this was kept end with the patch. */
static bool read_holder(struct reader *body, struct draft *draft)
{
	if (reader_left(body)) {
		draft->holder = read_varint(body);
		draft->began = read_zigzag(body);
		draft->cut = read_zigzag(body);
	}
	return !body->bad;
}

static bool draft_read(struct text key, struct text bytes, struct draft *draft, struct error *err)
{
	struct reader name = reader_of(key.at, key.len), body;
	struct view view;

	*draft = (struct draft){0};
	draft->key.person = read_u64be(&name);
	draft->trashed = read_byte(&name);
	draft->key.entity = read_u16be(&name);
	draft->key.id = read_u64be(&name);
	draft->key.form = read_u16be(&name);
	if (name.bad || !view_open(&view, &entry_shape, 0, key, bytes, NULL))
		return fail(err, ERROR_BROKEN, "A draft is damaged", "");
	body = reader_of(view.body.at, view.body.len);
	draft->base = view.revision;
	draft->moment = view.moment;
	draft->generation = read_varint(&body);
	draft->caret = read_block(&body);
	if (patch_decode(&draft->patch, &body, NULL) && read_holder(&body, draft))
		return true;
	patch_release(&draft->patch);
	return fail(err, ERROR_BROKEN, "A draft is damaged", "");
}

static bool draft_write(struct kv_txn *txn, const struct draft *draft, bool trash, struct error *err)
{
	struct buf key = BUF_INIT, body = BUF_INIT, bytes = BUF_INIT;
	struct view view = {.revision = draft->base, .moment = draft->moment, .author = draft->key.person};
	bool ok;

	draft_key_put(&draft->key, trash ? draft->generation : 0, &key);
	buf_varint(&body, draft->generation);
	buf_block(&body, draft->caret.at, draft->caret.len);
	patch_encode(&draft->patch, &body);
	buf_varint(&body, draft->holder);
	buf_zigzag(&body, draft->began);
	buf_zigzag(&body, draft->cut);
	view.body = buf_as_text(&body);
	view_write(&view, buf_as_text(&key), &bytes);
	ok = kv_put(txn, TABLE_DRAFT, buf_as_text(&key), buf_as_text(&bytes), err);
	buf_release(&key);
	buf_release(&body);
	buf_release(&bytes);
	return ok;
}

/* The draft as it is; its slices live in `arena`. */
static bool draft_find(struct kv_txn *txn, const struct draft_key *key, struct arena *arena,
	struct draft *draft, bool *found, struct error *err)
{
	struct buf name = BUF_INIT;
	struct text bytes;
	bool ok;

	draft_key_put(key, 0, &name);
	*found = kv_get(txn, TABLE_DRAFT, buf_as_text(&name), &bytes, err);
	ok = *found ? draft_read(buf_as_text(&name), arena_text(arena, bytes), draft, err)
		    : err->kind == ERROR_NONE;
	buf_release(&name);
	return ok;
}

/* Generations are never used twice, so that a session cut off long ago cannot write into a later draft. */
static bool next_generation(struct kv_txn *txn, uint64_t *generation, struct error *err)
{
	struct text key = TEXT("generation");
	struct buf bytes = BUF_INIT;
	struct text value;
	struct reader reader;
	bool ok;

	*generation = 0;
	if (kv_get(txn, TABLE_COUNTER, key, &value, err)) {
		reader = reader_of(value.at, value.len);
		*generation = read_u64be(&reader);
	} else if (err->kind != ERROR_NONE) {
		return false;
	}
	buf_u64be(&bytes, ++*generation);
	ok = kv_put(txn, TABLE_COUNTER, key, buf_as_text(&bytes), err);
	buf_release(&bytes);
	return ok;
}

struct putting {
	const struct draft *draft;
	uint64_t known, generation;
};

static bool put_work(struct kv_txn *txn, void *arg, struct error *err)
{
	struct putting *putting = arg;
	struct draft now = *putting->draft, was = {0};
	struct arena arena = ARENA_INIT;
	bool found, ok;

	ok = draft_find(txn, &now.key, &arena, &was, &found, err);
	now.generation = was.generation;
	if (ok && putting->known && (!found || was.generation != putting->known))
		ok = fail(err, ERROR_STATE,
			found ? N_("This is being written in another window now")
			      : N_("This was saved or dropped in another window"),
			"");
	if (ok && !found)
		ok = next_generation(txn, &now.generation, err);
	now.moment = moment_now();
	now.began = found && was.holder == now.holder ? was.began : now.moment;
	now.cut = 0;
	ok = ok && draft_write(txn, &now, false, err);
	putting->generation = now.generation;
	patch_release(&was.patch);
	arena_release(&arena);
	return ok;
}

bool draft_put(struct drafts *drafts, const struct draft *draft, uint64_t *generation, struct error *err)
{
	struct putting putting = {draft, *generation, 0};
	struct error local = ERROR_INIT;

	if (!kv_write(drafts->kv, put_work, &putting, err ? err : &local))
		return false;
	*generation = putting.generation;
	return true;
}

struct taking {
	const struct draft_key *key;
	uint64_t session;
	struct arena *arena;
	struct draft *draft;
	bool found;
};

static bool take_work(struct kv_txn *txn, void *arg, struct error *err)
{
	struct taking *taking = arg;
	struct draft *draft = taking->draft;

	if (!draft_find(txn, taking->key, taking->arena, draft, &taking->found, err))
		return false;
	if (!taking->found)
		return true;
	draft->holder = taking->session;
	draft->began = moment_now();
	draft->cut = 0;
	if (next_generation(txn, &draft->generation, err) && draft_write(txn, draft, false, err))
		return true;
	patch_release(&draft->patch);
	return false;
}

bool draft_take(struct drafts *drafts, const struct draft_key *key, uint64_t session, struct arena *arena,
	struct draft *draft, struct error *err)
{
	struct taking taking = {key, session, arena, draft, false};
	struct error local = ERROR_INIT;

	return kv_write(drafts->kv, take_work, &taking, err ? err : &local) && taking.found;
}

struct leaving {
	const struct draft_key *key;
	uint64_t generation;
	int64_t cut;
};

static bool leave_work(struct kv_txn *txn, void *arg, struct error *err)
{
	const struct leaving *leaving = arg;
	struct arena arena = ARENA_INIT;
	struct draft draft = {0};
	bool found, ok = draft_find(txn, leaving->key, &arena, &draft, &found, err);

	if (ok && found && draft.generation == leaving->generation) {
		draft.holder = 0;
		draft.cut = leaving->cut;
		ok = draft_write(txn, &draft, false, err);
	}
	patch_release(&draft.patch);
	arena_release(&arena);
	return ok;
}

bool draft_leave(struct drafts *drafts, const struct draft_key *key, uint64_t generation, int64_t cut,
	struct error *err)
{
	struct leaving leaving = {key, generation, cut};
	struct error local = ERROR_INIT;

	return kv_write(drafts->kv, leave_work, &leaving, err ? err : &local);
}

struct looking {
	const struct draft_key *key;
	struct draft *draft;
};

static bool look_work(struct kv_txn *txn, void *arg, struct error *err)
{
	struct looking *looking = arg;
	struct arena arena = ARENA_INIT;
	bool found, ok;

	*looking->draft = (struct draft){0};
	ok = draft_find(txn, looking->key, &arena, looking->draft, &found, err);
	patch_release(&looking->draft->patch);
	looking->draft->caret = NO_TEXT;
	arena_release(&arena);
	return ok;
}

bool draft_look(struct drafts *drafts, const struct draft_key *key, struct draft *draft, struct error *err)
{
	struct looking looking = {key, draft};
	struct error local = ERROR_INIT;

	return kv_read(drafts->kv, look_work, &looking, err ? err : &local);
}

struct each {
	uint64_t person;
	draft_visit *visit;
	void *arg;
};

static bool each_work(struct kv_txn *txn, void *arg, struct error *err)
{
	struct each *each = arg;
	struct buf prefix = BUF_INIT;
	struct kv_range range;
	struct draft draft;
	bool ok, more = true;

	buf_u64be(&prefix, each->person);
	ok = kv_range_open(&range, txn, TABLE_DRAFT, buf_as_text(&prefix), NO_TEXT, false, err);
	if (ok) {
		while (ok && more && kv_range_next(&range, err)) {
			ok = draft_read(range.key, range.value, &draft, err);
			more = ok && each->visit(&draft, each->arg);
			if (ok)
				patch_release(&draft.patch);
		}
		kv_range_close(&range);
	}
	buf_release(&prefix);
	return ok && err->kind == ERROR_NONE;
}

bool drafts_each(struct drafts *drafts, uint64_t person, draft_visit *visit, void *arg, struct error *err)
{
	struct each each = {person, visit, arg};
	struct error local = ERROR_INIT;

	return kv_read(drafts->kv, each_work, &each, err ? err : &local);
}

struct dropping {
	const struct draft_key *key;
	bool to_trash;
};

static bool drop_work(struct kv_txn *txn, void *arg, struct error *err)
{
	const struct dropping *dropping = arg;
	struct arena arena = ARENA_INIT;
	struct buf name = BUF_INIT;
	struct draft draft = {0};
	bool found, ok;

	ok = draft_find(txn, dropping->key, &arena, &draft, &found, err);
	draft.moment = moment_now();
	if (ok && found && dropping->to_trash)
		ok = draft_write(txn, &draft, true, err);
	draft_key_put(dropping->key, 0, &name);
	ok = ok && kv_del(txn, TABLE_DRAFT, buf_as_text(&name), err);
	buf_release(&name);
	patch_release(&draft.patch);
	arena_release(&arena);
	return ok;
}

bool draft_drop(struct drafts *drafts, const struct draft_key *key, bool to_trash, struct error *err)
{
	struct dropping dropping = {key, to_trash};
	struct error local = ERROR_INIT;

	return kv_write(drafts->kv, drop_work, &dropping, err ? err : &local);
}

struct restoring {
	const struct draft_key *key;
	uint64_t generation;
};

static bool restore_work(struct kv_txn *txn, void *arg, struct error *err)
{
	const struct restoring *restoring = arg;
	struct arena arena = ARENA_INIT;
	struct buf binned = BUF_INIT;
	struct draft draft = {0};
	struct text bytes;
	bool found, ok;

	ok = draft_find(txn, restoring->key, &arena, &draft, &found, err);
	patch_release(&draft.patch);
	draft = (struct draft){0};
	if (ok && found)
		ok = fail(err, ERROR_STATE,
			"There is another draft of this record by now: finish that one first", "");
	draft_key_put(restoring->key, restoring->generation, &binned);
	if (ok && !kv_get(txn, TABLE_DRAFT, buf_as_text(&binned), &bytes, err))
		ok = err->kind == ERROR_NONE &&
			fail(err, ERROR_MISSING, "It is not in the recycle bin any more", "");
	ok = ok && draft_read(buf_as_text(&binned), arena_text(&arena, bytes), &draft, err);
	draft.holder = 0;
	draft.cut = 0;
	ok = ok && next_generation(txn, &draft.generation, err) && draft_write(txn, &draft, false, err) &&
		kv_del(txn, TABLE_DRAFT, buf_as_text(&binned), err);
	buf_release(&binned);
	patch_release(&draft.patch);
	arena_release(&arena);
	return ok;
}

bool draft_restore(struct drafts *drafts, const struct draft_key *key, uint64_t generation, struct error *err)
{
	struct restoring restoring = {key, generation};
	struct error local = ERROR_INIT;

	return kv_write(drafts->kv, restore_work, &restoring, err ? err : &local);
}

/* Keys of what has lain in the bin for too long, a few at a time. */
static bool old_trash(struct text key, struct text bytes, int64_t now)
{
	struct view view;

	return key.len == TRASH_KEY && view_open(&view, &entry_shape, 0, key, bytes, NULL) &&
		view.moment < now - trash_keeps;
}

static bool empty_work(struct kv_txn *txn, void *arg, struct error *err)
{
	(void)arg;
	return drafts_delete(txn, TABLE_DRAFT, old_trash, moment_now(), err);
}

bool drafts_delete(
	struct kv_txn *txn, unsigned table, drafts_outdated *outdated, int64_t now, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct text *keys = NULL;
	size_t count = 0, room = 0;
	struct kv_range range;
	bool ok = kv_range_open(&range, txn, table, NO_TEXT, NO_TEXT, false, err);

	if (!ok)
		return false;
	while (count < DELETED_AT_ONCE && kv_range_next(&range, err))
		if (outdated(range.key, range.value, now)) {
			keys = mem_grow(keys, count, &room, sizeof(*keys));
			keys[count++] = arena_text(&arena, range.key);
		}
	kv_range_close(&range);
	for (size_t i = 0; ok && i < count; i++)
		ok = kv_del(txn, table, keys[i], err);
	free(keys);
	arena_release(&arena);
	return ok && err->kind == ERROR_NONE;
}

bool drafts_open(struct drafts **drafts, const char *store_path, struct error *err)
{
	struct error local = ERROR_INIT;
	struct buf path = BUF_INIT;
	struct kv_config config = {.tables = tables, .table_count = DRAFT_TABLES, .create = true};
	struct kv *kv = NULL;
	bool ok;

	err = err ? err : &local;
	buf_printf(&path, "%s/drafts", store_path ? store_path : "");
	config.path = store_path ? buf_cstr(&path) : NULL;
	ok = (store_path ? kv_lmdb_open : kv_mem_open)(&kv, &config, err);
	if (!ok) {
		buf_release(&path);
		return false;
	}
	/* A bin that cannot be emptied, on a full disk say, is no reason not to open. */
	kv_write(kv, empty_work, NULL, &local);
	*drafts = mem_new(sizeof(**drafts));
	(*drafts)->kv = kv;
	sessions_open(*drafts, config.path);
	buf_release(&path);
	return true;
}

void drafts_close(struct drafts *drafts)
{
	if (!drafts)
		return;
	sessions_close(drafts);
	kv_close(drafts->kv);
	free(drafts);
}
