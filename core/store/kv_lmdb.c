/* The engine for real: LMDB with its default flags and MDB_NOTLS. The only file that knows lmdb.h.
 *
 * What is guarded here and why: write.lck queues writers with a deadline, since LMDB itself waits for ever;
 * lock.mdb is laid out in full before its first use, since a full disk would otherwise kill the process that
 * touches it; the quota lies far below the map, since in a full map not even deleting works; nothing opens
 * data.mdb or lock.mdb by path while the environment is open, since closing such a descriptor drops LMDB's
 * locks. */
#include <errno.h>
#include <fcntl.h>
#include <lmdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>
#include "core/base/buf.h"
#include "core/base/memory.h"
#include "core/store/kv_internal.h"

enum { READERS = 4096, LOCK_BYTES = 512 << 10, OPEN_TRIES = 5, WAIT_STEP_US = 2000, WAIT_STEPS = 5000 };

struct kv_lmdb {
	struct kv kv;
	MDB_env *env;
	MDB_dbi tables[KV_TABLES_MAX];
	MDB_txn *reader; /* reset between reads, renewed for each */
	char *path, *data_path;
	int write_lock;
	pid_t pid;
	dev_t device;
	ino_t inode; /* of lock.mdb: replaced under us means two writers at once */
	bool broken; /* a commit failed in the middle: what is on disk is not known */
	struct kv_lmdb *next;
};
struct lmdb_txn {
	struct kv_txn txn; /* first */
	MDB_txn *mdb;
	size_t pages; /* in use when it began, for the quota */
};

/* One environment is opened once in a process. */
static struct kv_lmdb *open_ones;

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

/* --- errors
 * -----------------------------------------------------------------------------------------------------------
 */

static bool refuse(int code, const char *doing, struct error *err)
{
	switch (code) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return fail(err, ERROR_FULL,
			"The disk is full: nothing was saved. Free some space and save again", "");
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

/* --- opening
 * ----------------------------------------------------------------------------------------------------------
 */

static bool check_file_system(const char *path, struct error *err)
{
	/* From linux/magic.h: NFS, SMB, CIFS, SMB2, FUSE, 9P, AFS, CEPH. A lock on them is no lock. */
	static const unsigned long remote[] = {
		0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x65735546, 0x01021997, 0x5346414f, 0x00c36400};
	struct statfs status;

	if (statfs(path, &status))
		return fail_errno(err, path);
	for (size_t i = 0; i < sizeof(remote) / sizeof(*remote); i++)
		if ((unsigned long)status.f_type == remote[i])
			return fail(err, ERROR_SYSTEM,
				"{1} is on a network file system; a store needs a local disk", "s", path);
	return true;
}

static bool check_owner(const char *path, struct error *err)
{
	struct stat status;

	if (stat(path, &status))
		return fail_errno(err, path);
	if (status.st_uid != geteuid())
		return fail(err, ERROR_SYSTEM, "{1} belongs to user {2}; only he may open it", "sn", path,
			(int64_t)status.st_uid);
	if (status.st_mode & 077)
		return fail(err, ERROR_SYSTEM, "{1} is open to others: run chmod 700 on it", "s", path);
	return true;
}

static char *joined(const char *path, const char *name)
{
	struct buf buf = BUF_INIT;
	char *copy;

	buf_printf(&buf, "%s/%s", path, name);
	copy = mem_copy_text((const char *)buf.data, buf.len);
	buf_release(&buf);
	return copy;
}

/* Real blocks for the whole lock file, before LMDB makes it sparse. */
static bool reserve_lock_file(const char *path, struct error *err)
{
	char *name = joined(path, "lock.mdb");
	int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	int failed = fd < 0 ? errno : posix_fallocate(fd, 0, LOCK_BYTES);

	if (fd >= 0)
		close(fd);
	free(name);
	return !failed || refuse(failed, "reserving the lock file", err);
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
		mdb_env_set_mapsize(lmdb->env, config->map_size ? config->map_size : KV_MAP_GIB * KV_GIB);
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

static int open_tables(struct kv_lmdb *lmdb, const struct kv_config *config)
{
	MDB_txn *txn;
	int code = mdb_txn_begin(lmdb->env, NULL, config->read_only ? MDB_RDONLY : 0, &txn);

	if (code)
		return code;
	for (size_t i = 0; i < config->table_count && !code; i++)
		code = mdb_dbi_open(
			txn, config->tables[i], config->read_only ? 0 : MDB_CREATE, &lmdb->tables[i]);
	if (code)
		mdb_txn_abort(txn);
	else
		code = mdb_txn_commit(txn);
	return code;
}

static void remove_beside(const char *path)
{
	static const char *const files[] = {"data.mdb", "lock.mdb"};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		char *name = joined(path, files[i]);

		unlink(name);
		free(name);
	}
	rmdir(path);
}

/* Another process may have made it meanwhile: then theirs is as good. */
static bool move_into_place(const char *beside, const char *path, struct error *err)
{
	if (!rename(beside, path))
		return true;
	if (errno != EEXIST && errno != ENOTEMPTY)
		return fail_errno(err, path);
	remove_beside(beside);
	return true;
}

/* A new store is made beside its place, in a directory of this process's own, and moved there whole. */
static bool create(const char *path, const struct kv_config *config, struct error *err)
{
	struct kv_lmdb fresh = {.env = NULL};
	struct buf beside = BUF_INIT;
	int code;
	bool good;

	buf_printf(&beside, "%s.new.%ld", path, (long)getpid());
	good = (!mkdir(buf_cstr(&beside), 0700) || errno == EEXIST) || fail_errno(err, buf_cstr(&beside));
	good = good && check_file_system(buf_cstr(&beside), err) && reserve_lock_file(buf_cstr(&beside), err);
	if (good) {
		code = open_env(&fresh, buf_cstr(&beside), config);
		if (!code)
			code = open_tables(&fresh, config);
		if (fresh.env)
			mdb_env_close(fresh.env);
		good = !code || refuse(code, "making the store", err);
	}
	good = good && move_into_place(buf_cstr(&beside), path, err);
	if (!good)
		remove_beside(buf_cstr(&beside));
	buf_release(&beside);
	return good;
}

static bool already_open(const char *path, struct error *err)
{
	struct stat mine, other;

	for (struct kv_lmdb *lmdb = open_ones; lmdb; lmdb = lmdb->next)
		if (!stat(path, &mine) && !stat(lmdb->path, &other) && mine.st_ino == other.st_ino &&
			mine.st_dev == other.st_dev) {
			fail(err, ERROR_SYSTEM, "{1} is open in this process already", "s", path);
			return true;
		}
	return false;
}

static const struct kv_ops lmdb_ops;

static bool note_files(struct kv_lmdb *lmdb, struct error *err)
{
	char *lock = joined(lmdb->path, "lock.mdb"), *queue = joined(lmdb->path, "write.lck");
	struct stat status;
	bool good = !stat(lock, &status) || fail_errno(err, lock);

	lmdb->device = status.st_dev;
	lmdb->inode = status.st_ino;
	lmdb->data_path = joined(lmdb->path, "data.mdb");
	lmdb->write_lock = good ? open(queue, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
	if (good && lmdb->write_lock < 0)
		good = fail_errno(err, queue);
	free(lock);
	free(queue);
	return good;
}

bool kv_lmdb_open(struct kv **kv, const struct kv_config *config, struct error *err)
{
	struct kv_lmdb *lmdb;
	struct stat status;
	int code, dead;

	if (config->table_count > KV_TABLES_MAX)
		return fail(err, ERROR_INPUT, "Too many tables", "");
	if (stat(config->path, &status)) {
		if (errno != ENOENT || !config->create)
			return fail_errno(err, config->path);
		if (!create(config->path, config, err))
			return false;
	}
	if (already_open(config->path, err) || !check_file_system(config->path, err) ||
		!check_owner(config->path, err))
		return false;
	lmdb = mem_new(sizeof(*lmdb));
	lmdb->kv = (struct kv){&lmdb_ops, config->table_count,
		config->quota ? config->quota : KV_QUOTA_GIB * KV_GIB, config->read_only};
	lmdb->path = mem_copy_text(config->path, strlen(config->path));
	lmdb->pid = getpid();
	lmdb->write_lock = -1;
	code = open_env(lmdb, config->path, config);
	if (!code)
		code = open_tables(lmdb, config);
	if (!code) {
		mdb_reader_check(lmdb->env, &dead);
		lmdb->next = open_ones;
		open_ones = lmdb;
		*kv = &lmdb->kv;
		if (note_files(lmdb, err))
			return true;
		kv_close(*kv);
		return false;
	}
	if (lmdb->env)
		mdb_env_close(lmdb->env);
	free(lmdb->path);
	free(lmdb);
	return refuse(code, "opening the store", err);
}

static void lmdb_close(struct kv *kv)
{
	struct kv_lmdb *lmdb = lmdb_of(kv), **link = &open_ones;

	while (*link && *link != lmdb)
		link = &(*link)->next;
	if (*link)
		*link = lmdb->next;
	/* A child that inherited it must not touch the parent's locks. */
	if (lmdb->pid == getpid()) {
		if (lmdb->reader)
			mdb_txn_abort(lmdb->reader);
		mdb_env_close(lmdb->env);
	}
	if (lmdb->write_lock >= 0)
		close(lmdb->write_lock);
	free(lmdb->path);
	free(lmdb->data_path);
	free(lmdb);
}

/* --- transactions
 * ------------------------------------------------------------------------------------------------------ */

static bool usable(struct kv_lmdb *lmdb, struct error *err)
{
	if (lmdb->pid != getpid())
		return fail(err, ERROR_SYSTEM, "The store was opened by another process", "");
	if (lmdb->broken)
		return fail(
			err, ERROR_SYSTEM, "Saving failed before: leave the program and open it again", "");
	return true;
}

/* Begins, mending what can be mended: dead readers, a map that another process made larger. */
static int begin(struct kv_lmdb *lmdb, unsigned flags, MDB_txn **txn)
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

static bool run_read(struct kv_lmdb *lmdb, kv_work *work, void *arg, struct error *err)
{
	struct lmdb_txn txn = {{&lmdb->kv, false}, NULL, 0};
	int code = lmdb->reader ? mdb_txn_renew(lmdb->reader) : begin(lmdb, MDB_RDONLY, &lmdb->reader);
	bool good;

	if (code) {
		if (lmdb->reader)
			mdb_txn_abort(lmdb->reader);
		lmdb->reader = NULL;
		code = begin(lmdb, MDB_RDONLY, &lmdb->reader);
	}
	if (code)
		return refuse(code, "reading", err);
	txn.mdb = lmdb->reader;
	good = work(&txn.txn, arg, err);
	mdb_txn_reset(lmdb->reader);
	return good;
}

static bool queue_for_writing(struct kv_lmdb *lmdb, struct error *err)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	for (int i = 0; i < WAIT_STEPS; i++) {
		if (!fcntl(lmdb->write_lock, F_OFD_SETLK, &lock))
			return true;
		if (errno != EAGAIN && errno != EACCES && errno != EINTR)
			return fail_errno(err, "write.lck");
		usleep(WAIT_STEP_US);
	}
	return fail(err, ERROR_SYSTEM, "The store is busy: nothing was saved; try again in a moment", "");
}

static void leave_queue(struct kv_lmdb *lmdb)
{
	struct flock lock = {.l_type = F_UNLCK, .l_whence = SEEK_SET};

	fcntl(lmdb->write_lock, F_OFD_SETLK, &lock);
}

/* lock.mdb removed or replaced: two writers could be inside at once. */
static bool lock_file_is_ours(struct kv_lmdb *lmdb, struct error *err)
{
	char *name = joined(lmdb->path, "lock.mdb");
	struct stat status;
	bool same = !stat(name, &status) && status.st_dev == lmdb->device && status.st_ino == lmdb->inode;

	free(name);
	return same ||
		fail(err, ERROR_SYSTEM,
			"The store's lock file was removed or replaced: nothing was saved. Leave the program "
			"and open it again",
			"");
}

static size_t pages_used(MDB_txn *txn, struct kv_lmdb *lmdb)
{
	MDB_stat stat;
	size_t pages = 0;

	for (size_t i = 0; i < lmdb->kv.table_count; i++)
		if (!mdb_stat(txn, lmdb->tables[i], &stat))
			pages += stat.ms_branch_pages + stat.ms_leaf_pages + stat.ms_overflow_pages;
	return pages;
}

/* A failed commit may have reached the disk or not: nothing more is written until somebody has looked. */
static bool commit(struct kv_lmdb *lmdb, MDB_txn *txn, struct error *err)
{
	int code = mdb_txn_commit(txn);

	if (!code)
		return true;
	if (code == EIO || code == MDB_PANIC) {
		lmdb->broken = true;
		return fail(err, ERROR_SYSTEM,
			"The disk reported an error: the last change may not have been saved", "");
	}
	return refuse(code, "saving", err);
}

static bool run_write(struct kv_lmdb *lmdb, kv_work *work, void *arg, struct error *err)
{
	struct lmdb_txn txn = {{&lmdb->kv, true}, NULL, 0};
	bool good = false;
	int code, dead;

	if (!queue_for_writing(lmdb, err))
		return false;
	if (lock_file_is_ours(lmdb, err)) {
		code = begin(lmdb, 0, &txn.mdb);
		if (code == MDB_MAP_FULL) {
			mdb_reader_check(lmdb->env, &dead);
			code = begin(lmdb, 0, &txn.mdb);
		}
		if (code == MDB_PANIC)
			lmdb->broken = true;
		if (code)
			refuse(code, "saving", err);
		else if (txn.pages = pages_used(txn.mdb, lmdb), work(&txn.txn, arg, err))
			good = commit(lmdb, txn.mdb, err);
		else
			mdb_txn_abort(txn.mdb);
	}
	leave_queue(lmdb);
	return good;
}

static bool lmdb_run(struct kv *kv, bool write, kv_work *work, void *arg, struct error *err)
{
	struct kv_lmdb *lmdb = lmdb_of(kv);

	return usable(lmdb, err) && (write ? run_write : run_read)(lmdb, work, arg, err);
}

/* --- entries
 * -----------------------------------------------------------------------------------------------------------
 */

static bool lmdb_get(
	struct kv_txn *txn, unsigned table, struct text key, struct text *value, struct error *err)
{
	MDB_val mdb_key = val_of(key), mdb_value;
	int code = mdb_get(mdb_of(txn), lmdb_of(txn->kv)->tables[table], &mdb_key, &mdb_value);

	if (code == MDB_NOTFOUND)
		return false;
	if (code)
		return refuse(code, "reading", err);
	*value = text_of_val(&mdb_value);
	return true;
}

static bool over_quota(struct kv_txn *txn)
{
	struct kv_lmdb *lmdb = lmdb_of(txn->kv);
	MDB_stat stat;

	mdb_env_stat(lmdb->env, &stat);
	return ((struct lmdb_txn *)txn)->pages * stat.ms_psize > txn->kv->quota;
}

static bool lmdb_put(
	struct kv_txn *txn, unsigned table, struct text key, struct text value, struct error *err)
{
	MDB_val mdb_key = val_of(key), mdb_value = val_of(value);
	int code;

	if (over_quota(txn))
		return fail(err, ERROR_FULL,
			"The store has reached its quota: nothing was saved. Ask the administrator", "");
	code = mdb_put(mdb_of(txn), lmdb_of(txn->kv)->tables[table], &mdb_key, &mdb_value, 0);
	return !code || refuse(code, "saving", err);
}

static bool lmdb_del(struct kv_txn *txn, unsigned table, struct text key, struct error *err)
{
	MDB_val mdb_key = val_of(key);
	int code = mdb_del(mdb_of(txn), lmdb_of(txn->kv)->tables[table], &mdb_key, NULL);

	return !code || code == MDB_NOTFOUND || refuse(code, "deleting", err);
}

/* --- walks
 * -------------------------------------------------------------------------------------------------------------
 */

static bool lmdb_range_open(struct kv_range *range, struct text from, struct error *err)
{
	MDB_cursor *cursor;
	int code =
		mdb_cursor_open(mdb_of(range->txn), lmdb_of(range->txn->kv)->tables[range->table], &cursor);

	if (code)
		return refuse(code, "reading", err);
	range->cursor = cursor;
	range->value = from; /* kept here until the first step */
	return true;
}

/* The first key that does not start with the prefix, in `room`; false when there is none (all FF). */
static bool behind_prefix(struct text prefix, uint8_t *room, MDB_val *key)
{
	size_t len = prefix.len;

	memcpy(room, prefix.at, len);
	while (len && room[len - 1] == 0xff)
		len--;
	if (!len)
		return false;
	room[len - 1]++;
	*key = (MDB_val){len, room};
	return true;
}

static int first_step(struct kv_range *range, MDB_val *key, MDB_val *value)
{
	MDB_cursor *cursor = range->cursor;
	struct text from = range->value;
	uint8_t room[KV_KEY_MAX];
	int code;

	if (!range->backward) {
		*key = val_of(from.len ? from : range->prefix);
		return key->mv_size ? mdb_cursor_get(cursor, key, value, MDB_SET_RANGE)
				    : mdb_cursor_get(cursor, key, value, MDB_FIRST);
	}
	if (!from.len && !behind_prefix(range->prefix, room, key))
		return mdb_cursor_get(cursor, key, value, MDB_LAST);
	if (from.len)
		*key = val_of(from);
	code = mdb_cursor_get(cursor, key, value, MDB_SET_RANGE);
	if (code == MDB_NOTFOUND)
		return mdb_cursor_get(cursor, key, value, MDB_LAST);
	/* At `from` itself, or behind it: the one before. */
	if (!code && !(from.len && text_equal(text_of_val(key), from)))
		return mdb_cursor_get(cursor, key, value, MDB_PREV);
	return code;
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
		return refuse(code, "reading", err);
	range->key = text_of_val(&key);
	range->value = text_of_val(&value);
	return text_starts(range->key, range->prefix);
}

static void lmdb_range_close(struct kv_range *range)
{
	mdb_cursor_close(range->cursor);
}

/* --- the rest
 * ------------------------------------------------------------------------------------------------------------
 */

static uint64_t lmdb_version(struct kv *kv)
{
	MDB_envinfo info;

	mdb_env_info(lmdb_of(kv)->env, &info);
	return info.me_last_txnid;
}

static const char *lmdb_watch_path(struct kv *kv)
{
	return lmdb_of(kv)->data_path;
}

static void lmdb_sweep(struct kv *kv)
{
	int dead;

	mdb_reader_check(lmdb_of(kv)->env, &dead);
}

struct stats_work {
	struct kv_lmdb *lmdb;
	struct kv_stats *stats;
};

static bool count_entries(struct kv_txn *txn, void *arg, struct error *err)
{
	struct stats_work *work = arg;
	MDB_stat stat;

	(void)err;
	for (size_t i = 0; i < work->lmdb->kv.table_count; i++)
		if (!mdb_stat(mdb_of(txn), work->lmdb->tables[i], &stat))
			work->stats->entries[i] = stat.ms_entries;
	mdb_env_stat(work->lmdb->env, &stat);
	work->stats->used = pages_used(mdb_of(txn), work->lmdb) * stat.ms_psize;
	return true;
}

static bool lmdb_stats(struct kv *kv, struct kv_stats *stats, struct error *err)
{
	struct stats_work work = {lmdb_of(kv), stats};

	*stats = (struct kv_stats){.room = kv->quota};
	return kv_read(kv, count_entries, &work, err);
}

static bool sync_folder(const char *path, struct error *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = fd >= 0 && !fsync(fd);

	if (!good)
		fail_errno(err, path);
	if (fd >= 0)
		close(fd);
	return good;
}

static bool lmdb_copy(struct kv *kv, const char *path, struct error *err)
{
	struct buf beside = BUF_INIT;
	bool good;
	int code;

	buf_printf(&beside, "%s.part", path);
	good = !mkdir(buf_cstr(&beside), 0700) || fail_errno(err, buf_cstr(&beside));
	if (good) {
		code = mdb_env_copy2(lmdb_of(kv)->env, buf_cstr(&beside), MDB_CP_COMPACT);
		good = !code || refuse(code, "copying", err);
	}
	good = good && reserve_lock_file(buf_cstr(&beside), err) && sync_folder(buf_cstr(&beside), err);
	good = good && (!rename(buf_cstr(&beside), path) || fail_errno(err, path));
	buf_release(&beside);
	return good;
}

static const struct kv_ops lmdb_ops = {lmdb_close, lmdb_run, lmdb_get, lmdb_put, lmdb_del, lmdb_range_open,
	lmdb_range_next, lmdb_range_close, lmdb_version, lmdb_watch_path, lmdb_sweep, lmdb_stats, lmdb_copy};
