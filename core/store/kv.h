/* The ordered key-value door: everything the store needs of an engine, and nothing an engine like PostgreSQL
 * or FoundationDB could not give. Keys and values are bytes; keys are ordered as by memcmp.
 *
 * A transaction is a function: it may be run again from the start (so it must only read through the
 * transaction and write through it, and leave its own result in memory it clears at the start), it must be
 * short, and nothing may wait inside it for a person, a terminal, a socket or a file. Slices read stay valid
 * until the next put or del in a write transaction, and until the end of a read transaction. A transaction
 * holds no other one of the same environment (but kv_second_open), nor kv_stats or kv_copy: it is refused.
 * One process opens an environment once; after fork, the child opens its own. */
#ifndef CORE_STORE_KV_H
#define CORE_STORE_KV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/base/error.h"
#include "core/base/text.h"

enum { KV_KEY_MAX = 480, KV_VALUE_MAX = 16 << 20, KV_TABLES_MAX = 16 };

struct kv;
struct kv_txn;

/* What to open. */
struct kv_config {
	const char *path;          /* the directory; ignored by kv_mem */
	const char *const *tables; /* names, at most KV_TABLES_MAX; a table is used by its index here */
	size_t table_count;
	size_t map_size; /* address space kept for it, bytes; 0: 32 GiB */
	size_t quota;    /* bytes in use above which only deletions pass, at most half the map; 0: 4 GiB */
	bool create;     /* make it when it is not there */
	bool read_only;
};

/* Opens, or says why not: no such store, another owner, network file system, damaged, already
 * open here. */
bool kv_lmdb_open(struct kv **kv, const struct kv_config *config, struct error *err);
/* The same in memory, for tests; `fail_nth` > 0 makes the nth call fail as a full disk would. */
bool kv_mem_open(struct kv **kv, const struct kv_config *config, struct error *err);
void kv_mem_fail(struct kv *kv, unsigned nth);
void kv_close(struct kv *kv);

typedef bool kv_work(struct kv_txn *txn, void *arg, struct error *err);
/* Runs `work` in a read transaction: one state of the store, whatever others commit meanwhile. */
bool kv_read(struct kv *kv, kv_work *work, void *arg, struct error *err);
/* Runs `work` and commits what it put when it returns true and every put and del in it was done; durable on
 * return. Otherwise nothing was written. */
bool kv_write(struct kv *kv, kv_work *work, void *arg, struct error *err);

/* False when the key is not there (`err` untouched) or reading failed (`err` set). */
bool kv_get(struct kv_txn *txn, unsigned table, struct text key, struct text *value, struct error *err);
bool kv_put(struct kv_txn *txn, unsigned table, struct text key, struct text value, struct error *err);
/* Deleting what is not there is no failure. */
bool kv_del(struct kv_txn *txn, unsigned table, struct text key, struct error *err);

/* A walk over the keys that start with `prefix`, in order or backwards; `prefix` and `from` are not copied.
 * After writing in the same transaction the next step fails: collect first, then write; or go on with a new
 * walk from the last key. */
struct kv_range {
	struct kv_txn *txn;
	unsigned table;
	struct text prefix;
	bool backward;
	struct text key, value; /* of the current entry */
	void *cursor;           /* the engine's */
	unsigned writes;        /* of the transaction, when it was opened */
	bool started, done;
};
/* `from` (may be NO_TEXT) starts at that key, or the next in the direction of the walk. */
bool kv_range_open(struct kv_range *range, struct kv_txn *txn, unsigned table, struct text prefix,
	struct text from, bool backward, struct error *err);
bool kv_range_next(struct kv_range *range, struct error *err);
void kv_range_close(struct kv_range *range);

/* Another transaction that reads the same state as `txn`, for another thread; to be closed before `txn` ends.
 * NULL: there is none, as `txn` writes or somebody has committed since. */
struct kv_txn *kv_second_open(struct kv_txn *txn);
void kv_second_close(struct kv_txn *second); /* NULL: nothing to do */

/* A number that grows with every commit of any process. Cheap: nanoseconds, no transaction. */
uint64_t kv_version(struct kv *kv);
/* The same of the state that a transaction reads; 0: it writes, or nobody has written yet. */
uint64_t kv_state(struct kv_txn *txn);
/* The file whose change announces a commit (for inotify), or NULL. */
const char *kv_watch_path(struct kv *kv);
/* Frees reader slots of processes that died; call at start and now and then. */
void kv_sweep(struct kv *kv);
struct kv_stats {
	uint64_t used, room; /* bytes: pages in use, quota */
	uint64_t entries[KV_TABLES_MAX];
};
bool kv_stats(struct kv *kv, struct kv_stats *stats, struct error *err);
/* A compacted copy in a directory `path`, which must not be there yet; made beside it (`path`.part.<pid>)
 * while others go on working, and synced before this returns. */
bool kv_copy(struct kv *kv, const char *path, struct error *err);

#endif
