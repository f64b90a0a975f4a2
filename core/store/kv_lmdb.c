/* The engine for real: transactions, keys and walks on LMDB; its environment is kv_lmdb_env.c.
 * What is guarded here and why: a queue with a deadline stands before LMDB's own lock, which waits for ever;
 * the quota lies far below the map, since in a full map not even deleting works. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include "core/base/memory.h"
#include "core/store/kv_lmdb_internal.h"

struct lmdb_txn {
	struct kv_txn txn; /* first */
	MDB_txn *mdb;
	size_t used; /* bytes, when it began */
};

static MDB_txn *mdb_of(struct kv_txn *txn)
{
	return ((struct lmdb_txn *)txn)->mdb;
}

static struct kv_lmdb *lmdb_of(struct kv *kv)
{
	return (struct kv_lmdb *)kv;
}

static MDB_val val_of(struct text text)
{
	return (MDB_val){text.len, (void *)(uintptr_t)text.at};
}

static struct text text_of_val(const MDB_val *val)
{
	return (struct text){val->mv_data, val->mv_size};
}

static bool refuse_in(struct kv_txn *txn, int code, const char *doing, struct error *err)
{
	struct kv_lmdb *lmdb = lmdb_of(txn->kv);

	if (code == ENOMEM)
		mem_none(); /* who only looks whether a key is there would take it for no */
	if (code == MDB_MAP_FULL)
		lmdb->map_full = true;
	return lmdb_refuse(code, lmdb->place.path, doing, err);
}

static const struct kv_ops lmdb_ops;

bool kv_lmdb_open(struct kv **kv, const struct kv_config *config, struct error *err)
{
	struct kv_lmdb *lmdb = kv_new(sizeof(*lmdb), &lmdb_ops, config, err);

	if (!lmdb)
		return false;
	if (!lmdb_open(lmdb, config, err)) {
		kv_close(&lmdb->kv);
		return false;
	}
	*kv = &lmdb->kv;
	kv_sweep(*kv);
	return true;
}

static void lmdb_close(struct kv *kv)
{
	struct kv_lmdb *lmdb = lmdb_of(kv);

	/* A child that inherited it must not touch the parent's locks. */
	if (kv_place_is_ours(&lmdb->place)) {
		for (size_t i = 0; i < KV_TABLES_MAX; i++)
			if (lmdb->seekers[i].cursor)
				mdb_cursor_close(lmdb->seekers[i].cursor);
		mdb_txn_abort(lmdb->reader);
		mdb_env_close(lmdb->env);
	}
	kv_place_close(&lmdb->place);
	free(lmdb);
}

static bool usable(struct kv_lmdb *lmdb, struct error *err)
{
	if (!kv_place_is_ours(&lmdb->place))
		return fail(err, ERROR_SYSTEM, "The store was opened by another process", "");
	if (lmdb->broken)
		return fail(
			err, ERROR_SYSTEM, "Saving failed before: leave the program and open it again", "");
	return true;
}

static bool run_read(struct kv_lmdb *lmdb, kv_work *work, void *arg, struct error *err)
{
	struct lmdb_txn txn = {.txn = {.kv = &lmdb->kv}};
	int code = lmdb->reader ? mdb_txn_renew(lmdb->reader) : lmdb_begin(lmdb, MDB_RDONLY, &lmdb->reader);
	bool good;

	if (code) {
		mdb_txn_abort(lmdb->reader);
		lmdb->reader = NULL;
		code = lmdb_begin(lmdb, MDB_RDONLY, &lmdb->reader);
	}
	if (code)
		return lmdb_refuse(code, lmdb->place.path, "reading", err);
	txn.mdb = lmdb->reader;
	for (size_t i = 0; i < KV_TABLES_MAX; i++)
		lmdb->seekers[i].at.len = KV_STALE;
	good = work(&txn.txn, arg, err);
	mdb_txn_reset(lmdb->reader);
	return good;
}

static void lmdb_stats(struct kv_txn *txn, struct kv_stats *stats)
{
	MDB_stat stat;

	for (size_t i = 0; i < txn->kv->table_count; i++)
		if (!mdb_stat(mdb_of(txn), lmdb_of(txn->kv)->tables[i], &stat)) {
			stats->entries[i] = stat.ms_entries;
			stats->used += stat.ms_psize *
				(stat.ms_branch_pages + stat.ms_leaf_pages + stat.ms_overflow_pages);
		}
}

/* LMDB refuses everything after a meta page that could not be written. */
static bool is_dead(struct kv_lmdb *lmdb)
{
	MDB_txn *probe = NULL;
	int code = lmdb_begin(lmdb, MDB_RDONLY, &probe);

	mdb_txn_abort(probe);
	return code == MDB_PANIC;
}

/* A failed commit may have reached the disk or not: nothing more is written until somebody has looked. */
static bool commit(struct lmdb_txn *txn, struct error *err)
{
	struct kv_lmdb *lmdb = lmdb_of(txn->txn.kv);
	int code = mdb_txn_commit(txn->mdb);

	if (!code)
		return true;
	if (code == EIO && kv_disk_looks_full(lmdb->place.path))
		code = ENOSPC; /* so LMDB calls a write that the disk took half of */
	lmdb->broken = code == EIO || code == MDB_PANIC || is_dead(lmdb);
	if (lmdb->broken)
		return fail(err, ERROR_SYSTEM,
			"The disk reported an error: the last change may not have been saved", "");
	return refuse_in(&txn->txn, code, "saving", err);
}

static bool try_write(struct kv_lmdb *lmdb, kv_work *work, void *arg, struct error *err)
{
	struct lmdb_txn txn = {.txn = {.kv = &lmdb->kv, .write = true}};
	struct kv_stats stats = {0};
	int code = lmdb_begin(lmdb, 0, &txn.mdb);

	lmdb->broken = code == MDB_PANIC;
	if (code)
		return refuse_in(&txn.txn, code, "saving", err);
	lmdb_stats(&txn.txn, &stats);
	txn.used = stats.used;
	if (work(&txn.txn, arg, err))
		return commit(&txn, err);
	mdb_txn_abort(txn.mdb);
	return false;
}

/* A reader that died in the middle holds back every page freed since: when that filled the map, once more. */
static bool try_twice(struct kv_lmdb *lmdb, kv_work *work, void *arg, struct error *err)
{
	struct error before = err ? *err : (struct error)ERROR_INIT;
	int dead = 0;

	lmdb->map_full = false;
	if (try_write(lmdb, work, arg, err))
		return true;
	if (!lmdb->map_full || mdb_reader_check(lmdb->env, &dead) || !dead)
		return false;
	if (err)
		*err = before;
	return try_write(lmdb, work, arg, err);
}

static bool run_write(struct kv_lmdb *lmdb, kv_work *work, void *arg, struct error *err)
{
	bool good;

	if (!kv_place_enter(&lmdb->place, err))
		return false;
	good = try_twice(lmdb, work, arg, err);
	kv_place_leave(&lmdb->place);
	return good;
}

static bool lmdb_run(struct kv *kv, bool write, kv_work *work, void *arg, struct error *err)
{
	struct kv_lmdb *lmdb = lmdb_of(kv);

	return usable(lmdb, err) && (write ? run_write : run_read)(lmdb, work, arg, err);
}

static bool step_to(const struct seeker *seeker, struct text key, MDB_val *value)
{
	MDB_val found;

	return kv_is_next(&seeker->at, key) && !mdb_cursor_get(seeker->cursor, &found, value, MDB_NEXT) &&
		found.mv_size == key.len && kv_same_key(key.at, found.mv_data, key.len);
}

static int seek(struct kv_lmdb *lmdb, unsigned table, struct text key, MDB_val *value)
{
	struct seeker *seeker = &lmdb->seekers[table];
	MDB_val mdb_key = val_of(key);
	int code = !seeker->cursor ? mdb_cursor_open(lmdb->reader, lmdb->tables[table], &seeker->cursor)
		: seeker->at.len == KV_STALE ? mdb_cursor_renew(lmdb->reader, seeker->cursor)
					     : 0;

	if (code)
		return code;
	if (!step_to(seeker, key, value))
		code = mdb_cursor_get(seeker->cursor, &mdb_key, value, MDB_SET);
	kv_note_sought(&seeker->at, code ? NO_TEXT : key);
	return code;
}

static bool lmdb_get(
	struct kv_txn *txn, unsigned table, struct text key, struct text *value, struct error *err)
{
	struct kv_lmdb *lmdb = lmdb_of(txn->kv);
	MDB_val mdb_key = val_of(key), mdb_value;
	int code = mdb_of(txn) == lmdb->reader
		? seek(lmdb, table, key, &mdb_value)
		: mdb_get(mdb_of(txn), lmdb->tables[table], &mdb_key, &mdb_value);

	if (code == MDB_NOTFOUND)
		return false;
	if (code)
		return refuse_in(txn, code, "reading", err);
	*value = text_of_val(&mdb_value);
	return true;
}

static bool lmdb_put(
	struct kv_txn *txn, unsigned table, struct text key, struct text value, struct error *err)
{
	MDB_val mdb_key = val_of(key), mdb_value = val_of(value);
	int code;

	if (((struct lmdb_txn *)txn)->used > txn->kv->quota)
		return fail(err, ERROR_FULL,
			"The store has reached its quota: nothing was saved. Ask the administrator", "");
	code = mdb_put(mdb_of(txn), lmdb_of(txn->kv)->tables[table], &mdb_key, &mdb_value, 0);
	return !code || refuse_in(txn, code, "saving", err);
}

static bool lmdb_del(struct kv_txn *txn, unsigned table, struct text key, struct error *err)
{
	MDB_val mdb_key = val_of(key);
	int code = mdb_del(mdb_of(txn), lmdb_of(txn->kv)->tables[table], &mdb_key, NULL);

	return !code || code == MDB_NOTFOUND || refuse_in(txn, code, "deleting", err);
}

static bool lmdb_range_open(struct kv_range *range, struct text from, struct error *err)
{
	MDB_cursor *cursor;
	int code =
		mdb_cursor_open(mdb_of(range->txn), lmdb_of(range->txn->kv)->tables[range->table], &cursor);

	if (code)
		return refuse_in(range->txn, code, "reading", err);
	range->cursor = cursor;
	range->value = from; /* kept here until the first step */
	return true;
}

static int first_step(struct kv_range *range, MDB_val *key, MDB_val *value)
{
	MDB_cursor *cursor = range->cursor;
	struct text from = range->value;
	uint8_t room[KV_KEY_MAX];
	struct text behind;
	int code;

	if (!range->backward) {
		*key = val_of(from.len ? from : range->prefix);
		return mdb_cursor_get(cursor, key, value, key->mv_size ? MDB_SET_RANGE : MDB_FIRST);
	}
	behind = from.len ? from : kv_behind(range->prefix, room);
	if (!behind.len)
		return mdb_cursor_get(cursor, key, value, MDB_LAST);
	*key = val_of(behind);
	code = mdb_cursor_get(cursor, key, value, MDB_SET_RANGE);
	if (code == MDB_NOTFOUND)
		return mdb_cursor_get(cursor, key, value, MDB_LAST);
	/* At `from` itself, or behind it: the one before. */
	if (!code && !(from.len && text_equal(text_of_val(key), from)))
		return mdb_cursor_get(cursor, key, value, MDB_PREV);
	return code;
}

/* A page is filled from its end, so what comes next mostly lies right before this, and is about as long. It
 * is on its way while this is looked at. */
static void fetch_ahead(const struct kv_range *range, const MDB_val *key, const MDB_val *value)
{
	enum { LINE = 64, MOST = 512 };
	const char *at = key->mv_data;
	const size_t size = key->mv_size + value->mv_size, ahead = size < MOST ? size + LINE : MOST;

	for (size_t i = LINE; !range->backward && i <= ahead; i += LINE)
		__builtin_prefetch(at - i);
}

static bool lmdb_range_next(struct kv_range *range, struct error *err)
{
	MDB_val key = {0, NULL}, value = {0, NULL};
	int code;

	if (range->started)
		code = mdb_cursor_get(range->cursor, &key, &value, range->backward ? MDB_PREV : MDB_NEXT);
	else
		code = first_step(range, &key, &value);
	range->started = true;
	if (code == MDB_NOTFOUND)
		return false;
	if (code)
		return refuse_in(range->txn, code, "reading", err);
	range->key = text_of_val(&key);
	range->value = text_of_val(&value);
	fetch_ahead(range, &key, &value);
	return text_starts(range->key, range->prefix);
}

static void lmdb_range_close(struct kv_range *range)
{
	mdb_cursor_close(range->cursor);
}

/* What lmdb_begin() mends must not change under who reads already. */
static struct kv_txn *lmdb_second_open(struct kv_txn *txn)
{
	struct lmdb_txn *second = mem_new(sizeof(*second));

	second->txn.kv = txn->kv;
	if (!mdb_txn_begin(lmdb_of(txn->kv)->env, NULL, MDB_RDONLY, &second->mdb) &&
		mdb_txn_id(second->mdb) == mdb_txn_id(mdb_of(txn)))
		return &second->txn;
	mdb_txn_abort(second->mdb);
	free(second);
	return NULL;
}

static void lmdb_second_close(struct kv_txn *second)
{
	mdb_txn_abort(mdb_of(second));
	free(second);
}

static uint64_t lmdb_version(struct kv *kv)
{
	MDB_envinfo info;

	mdb_env_info(lmdb_of(kv)->env, &info);
	return info.me_last_txnid;
}

static uint64_t lmdb_state(struct kv_txn *txn)
{
	return mdb_txn_id(mdb_of(txn));
}

static const char *lmdb_watch_path(struct kv *kv)
{
	return lmdb_of(kv)->place.data.path;
}

static void lmdb_sweep(struct kv *kv)
{
	int dead;

	mdb_reader_check(lmdb_of(kv)->env, &dead);
}

static const struct kv_ops lmdb_ops = {lmdb_close, lmdb_run, lmdb_get, lmdb_put, lmdb_del, lmdb_range_open,
	lmdb_range_next, lmdb_range_close, lmdb_second_open, lmdb_second_close, lmdb_version, lmdb_state,
	lmdb_watch_path, lmdb_sweep, lmdb_stats, lmdb_copy};
