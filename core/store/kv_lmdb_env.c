/* LMDB's environment: opened with its default flags and MDB_NOTLS, made, and copied. Tables are opened in one
 * transaction, since LMDB forgets those of an aborted one. */
#include <errno.h>
#include <unistd.h>
#include "core/store/kv_lmdb_internal.h"

enum { READERS = 4096, OPEN_TRIES = 5 };

bool lmdb_refuse(int code, const char *path, const char *doing, struct error *err)
{
	switch (code) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return kv_disk_full(path, err);
	case MDB_MAP_FULL:
	case MDB_TXN_FULL:
		return fail(
			err, ERROR_FULL, "The store is full: nothing was saved. Ask the administrator", "");
	case MDB_CORRUPTED:
	case MDB_PAGE_NOTFOUND:
	case MDB_INVALID:
	case MDB_VERSION_MISMATCH:
		return fail(err, ERROR_BROKEN, "The store is damaged ({1}): restore it from a backup", "s",
			mdb_strerror(code));
	default:
		return fail(err, ERROR_SYSTEM, "{1}: {2}", "ws", doing, mdb_strerror(code));
	}
}

int lmdb_begin(struct kv_lmdb *lmdb, unsigned flags, MDB_txn **txn)
{
	int code = mdb_txn_begin(lmdb->env, NULL, flags, txn), dead;

	if (code == MDB_READERS_FULL) {
		mdb_reader_check(lmdb->env, &dead);
		code = mdb_txn_begin(lmdb->env, NULL, flags, txn);
	}
	if (code == MDB_MAP_RESIZED) {
		mdb_env_set_mapsize(lmdb->env, 0);
		code = mdb_txn_begin(lmdb->env, NULL, flags, txn);
	}
	return code;
}

static int open_env(struct kv_lmdb *lmdb, const char *path, const struct kv_config *config)
{
	unsigned flags = MDB_NOTLS | (config->read_only ? MDB_RDONLY : 0);
	int code = 0;

	/* Opening may collide with another process that opens or closes. */
	for (int i = 0; i < OPEN_TRIES; i++) {
		code = mdb_env_create(&lmdb->env);
		if (code)
			return code;
		mdb_env_set_maxdbs(lmdb->env, (MDB_dbi)config->table_count);
		mdb_env_set_maxreaders(lmdb->env, READERS);
		mdb_env_set_mapsize(lmdb->env, kv_map_size(config));
		code = mdb_env_open(lmdb->env, path, flags, 0600);
		if (!code)
			return 0;
		mdb_env_close(lmdb->env);
		lmdb->env = NULL;
		if (code != EINVAL && code != ENOENT)
			return code;
		usleep(1000u << i);
	}
	return code;
}

static int open_tables(struct kv_lmdb *lmdb, const struct kv_config *config, unsigned txn_flags)
{
	MDB_txn *txn;
	int code = lmdb_begin(lmdb, txn_flags, &txn);

	if (code)
		return code;
	for (size_t i = 0; i < config->table_count && !code; i++)
		code = mdb_dbi_open(txn, config->tables[i], txn_flags ? 0 : MDB_CREATE, &lmdb->tables[i]);
	if (!code)
		return mdb_txn_commit(txn);
	mdb_txn_abort(txn);
	return code;
}

/* Reading first: whoever opens the store need not wait for those who write. */
static bool find_tables(struct kv_lmdb *lmdb, const struct kv_config *config, struct error *err)
{
	int code = open_tables(lmdb, config, MDB_RDONLY);

	if (code == MDB_NOTFOUND && !config->read_only) {
		if (!kv_place_enter(&lmdb->place, err))
			return false;
		code = open_tables(lmdb, config, 0);
		kv_place_leave(&lmdb->place);
	}
	return !code || lmdb_refuse(code, lmdb->place.path, "opening the store", err);
}

static bool make(const char *path, const void *arg, struct error *err)
{
	const struct kv_config *config = arg;
	struct kv_lmdb fresh = {.env = NULL};
	int code;

	if (!kv_file_system_fits(path, err))
		return false;
	code = open_env(&fresh, path, config);
	code = code ? code : open_tables(&fresh, config, 0);
	mdb_env_close(fresh.env);
	return !code || lmdb_refuse(code, path, "making the store", err);
}

bool lmdb_open(struct kv_lmdb *lmdb, const struct kv_config *config, struct error *err)
{
	int code;

	if (!kv_place_open(&lmdb->place, config, make, err))
		return false;
	code = open_env(lmdb, lmdb->place.path, config);
	if (code)
		return lmdb_refuse(code, lmdb->place.path, "opening the store", err);
	return kv_place_note(&lmdb->place, err) && find_tables(lmdb, config, err);
}

static bool copy_env(const char *path, const void *arg, struct error *err)
{
	const struct kv_lmdb *lmdb = arg;
	int code = mdb_env_copy2(lmdb->env, path, MDB_CP_COMPACT);

	return !code || lmdb_refuse(code, path, "copying", err);
}

bool lmdb_copy(struct kv *kv, const char *path, struct error *err)
{
	bool there = !access(path, F_OK);

	if (!there && !kv_build(path, "part", copy_env, kv, &there, err))
		return false;
	errno = EEXIST;
	return !there || fail_errno(err, path);
}
