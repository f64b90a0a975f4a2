/* Between the files that know LMDB: its environment (kv_lmdb_env.c) and what is done in it (kv_lmdb.c). */
#ifndef CORE_STORE_KV_LMDB_INTERNAL_H
#define CORE_STORE_KV_LMDB_INTERNAL_H

#include <lmdb.h>
#include "core/store/kv_files.h"
#include "core/store/kv_internal.h"

struct kv_lmdb {
	struct kv kv;
	MDB_env *env;
	MDB_dbi tables[KV_TABLES_MAX];
	MDB_txn *reader; /* reset between reads, renewed for each */
	struct seeker {  /* the reader's: what is asked for next mostly lies nearby */
		MDB_cursor *cursor;
		struct kv_sought at;
	} seekers[KV_TABLES_MAX];
	struct kv_place place;
	bool broken;   /* a commit failed in the middle: what is on disk is not known */
	bool map_full; /* met in the transaction that runs */
};

/* Always false. `path`: on which disk, when it is full. */
bool lmdb_refuse(int code, const char *path, const char *doing, struct error *err);
/* Begins a transaction, mending what can be mended: dead readers, a map that another process made larger. */
int lmdb_begin(struct kv_lmdb *lmdb, unsigned flags, MDB_txn **txn);
/* The place, the environment in it and its tables; to be closed in any case. */
bool lmdb_open(struct kv_lmdb *lmdb, const struct kv_config *config, struct error *err);
bool lmdb_copy(struct kv *kv, const char *path, struct error *err);

#endif
