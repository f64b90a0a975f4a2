/* The files and directories of a store on disk, and the queue of its writers. Knows nothing of LMDB.
 *
 * Nothing here may open data.mdb or lock.mdb of an environment that is open in this process: closing such a
 * descriptor would drop LMDB's locks. */
#ifndef CORE_STORE_KV_FILES_H
#define CORE_STORE_KV_FILES_H

#include <stdbool.h>
#include <sys/types.h>
#include "core/base/error.h"
#include "core/store/kv.h"

/* Refuses file systems where locks or mappings are not what they are on a local disk. */
bool kv_file_system_fits(const char *path, struct error *err);
/* ERROR_FULL with what is left on the disk of `path`. */
bool kv_disk_full(const char *path, struct error *err);

/* Is there no room left on the disk of a store, or may its file not grow? */
bool kv_disk_looks_full(const char *path);

/* Fills the new directory `path` with a data.mdb; a lock.mdb of real blocks is there. */
typedef bool kv_make(const char *path, const void *arg, struct error *err);
/* Has a directory made beside `path`, synced and moved into its place. What is in that place already stays,
 * and
 * `*there` is set. */
bool kv_build(
	const char *path, const char *suffix, kv_make *make, const void *arg, bool *there, struct error *err);

/* Where a file was when it was opened: replaced under us means two writers at once. */
struct kv_mark {
	char *path;
	dev_t device;
	ino_t inode;
};

/* A store's directory while it is open. */
struct kv_place {
	char *path;
	struct kv_mark data, lock;
	int queue; /* write.lck, or -1 */
	pid_t pid; /* who opened it */
	struct kv_place *next;
};

/* Finds the store, or has it made when config->create says so; refuses one that is not this user's, is open
 * to others, stands on the wrong file system, or is open in this process. To be closed in any case. */
bool kv_place_open(struct kv_place *place, const struct kv_config *config, kv_make *make, struct error *err);
/* Did this process open it, and not one that it was forked from? */
bool kv_place_is_ours(const struct kv_place *place);
/* To be called when the environment is open. */
bool kv_place_note(struct kv_place *place, struct error *err);
void kv_place_close(struct kv_place *place);
/* Waits in the writers' queue, ten seconds at most (LMDB itself would wait for ever), then makes sure that
 * the files are still those that were opened. */
bool kv_place_enter(struct kv_place *place, struct error *err);
void kv_place_leave(struct kv_place *place);

#endif
