#include "core/store/kv_files.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include "core/base/buf.h"
#include "core/base/date.h"
#include "core/base/memory.h"

/* More than LMDB needs for 4096 readers (262 KiB in 0.9): it then offers as many as fit. */
enum { LOCK_BYTES = 512 << 10, WAIT_SECONDS = 10, FIRST_WAIT_US = 50, LONGEST_WAIT_US = 2000 };
/* Less room than this is none: a change writes some dozen pages. */
enum { FULL_BYTES = 64 << 10 };

/* The places open in this process, and those inherited from a parent. */
static struct kv_place *open_places;

/* "path/name", to be given back with free(). */
static char *kv_file(const char *path, const char *name)
{
	struct buf buf = BUF_INIT;
	char *copy;

	buf_printf(&buf, "%s/%s", path, name);
	copy = mem_copy_text((const char *)buf.data, buf.len);
	buf_release(&buf);
	return copy;
}

/* Without the slashes at its end. */
static char *plain_path(const char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	return mem_copy_text(path, len);
}

/* A list of what is known to work, since what does not work has no end. From linux/magic.h; overlayfs and
 * tmpfs are for containers and tests. */
bool kv_file_system_fits(const char *path, struct error *err)
{
	static const uint32_t local[] = {
		0xef53,     /* ext2, 3, 4 */
		0x58465342, /* xfs */
		0x9123683e, /* btrfs */
		0xf2f52010, /* f2fs */
		0x2fc12fc1, /* zfs */
		0x794c7630, /* overlayfs */
		0x01021994, /* tmpfs */
		0x858458f6, /* ramfs */
	};
	struct statfs status;

	if (statfs(path, &status))
		return fail_errno(err, path);
	for (size_t i = 0; i < sizeof(local) / sizeof(*local); i++)
		if ((uint32_t)status.f_type == local[i])
			return true;
	return fail(err, ERROR_SYSTEM,
		"{1} is on a network file system or one that is not known to keep a store safe; it needs a "
		"local disk",
		"s", path);
}

static bool ours(const char *path, const struct stat *status, struct error *err)
{
	if (status->st_uid == geteuid())
		return true;
	return fail(err, ERROR_SYSTEM, "{1} belongs to user {2}; only that user may open it", "sn", path,
		(int64_t)status->st_uid);
}

static bool file_is_ours(const char *path, const char *name, struct error *err)
{
	char *file = kv_file(path, name);
	struct stat status;
	bool good;

	if (lstat(file, &status))
		good = errno == ENOENT || fail_errno(err, file);
	else if (!S_ISREG(status.st_mode))
		good = fail(err, ERROR_SYSTEM, "{1} is not a plain file", "s", file);
	else
		good = ours(file, &status, err);
	free(file);
	return good;
}

static bool place_fits(const char *path, struct error *err)
{
	struct stat status;

	if (stat(path, &status))
		return fail_errno(err, path);
	if (!ours(path, &status, err))
		return false;
	if (status.st_mode & 077)
		return fail(err, ERROR_SYSTEM, "{1} is open to others: run chmod 700 on it", "s", path);
	return file_is_ours(path, "data.mdb", err) && file_is_ours(path, "lock.mdb", err) &&
		file_is_ours(path, "write.lck", err) && kv_file_system_fits(path, err);
}

/* False without an error when there is none. An empty data.mdb is no store that LMDB may begin anew, but one
 * that was cut off. */
static bool store_there(const char *path, struct error *err)
{
	char *data = kv_file(path, "data.mdb");
	struct stat status;
	bool there = !lstat(data, &status);

	if (!there && errno == EACCES && !stat(path, &status))
		ours(path, &status, err);
	else if (!there && errno != ENOENT)
		fail_errno(err, path);
	else if (there && !status.st_size)
		there = fail(err, ERROR_BROKEN, "The store is damaged ({1}): restore it from a backup", "s",
			"data.mdb: 0");
	free(data);
	return there;
}

/* A limit set from outside, as by ulimit -f. */
static bool may_not_grow(const char *path)
{
	char *data = kv_file(path, "data.mdb");
	struct rlimit limit;
	struct stat status;
	bool reached = !getrlimit(RLIMIT_FSIZE, &limit) && limit.rlim_cur != RLIM_INFINITY &&
		!stat(data, &status) && (uint64_t)status.st_size + FULL_BYTES > limit.rlim_cur;

	free(data);
	return reached;
}

bool kv_disk_looks_full(const char *path)
{
	struct statvfs disk;

	return (!statvfs(path, &disk) && disk.f_bavail * (uint64_t)disk.f_frsize < FULL_BYTES) ||
		may_not_grow(path);
}

bool kv_disk_full(const char *path, struct error *err)
{
	struct statvfs disk = {0};

	if (may_not_grow(path))
		return fail(err, ERROR_FULL,
			"The store's file may not grow (ulimit -f): nothing was saved. Ask the administrator",
			"");
	statvfs(path, &disk);
	return fail(err, ERROR_FULL,
		"The disk is full ({1} MB free): nothing was saved. Free some space and save again", "n",
		(int64_t)(disk.f_bavail * (uint64_t)disk.f_frsize >> 20));
}

static bool write_lock_file(const char *path, const char *file, struct error *err)
{
	int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_TRUNC, 0600);
	int failed = fd < 0 ? errno : posix_fallocate(fd, 0, LOCK_BYTES);

	if (fd >= 0)
		close(fd);
	if (failed == ENOSPC || failed == EDQUOT)
		return kv_disk_full(path, err);
	errno = failed;
	return !failed || fail_errno(err, file);
}

/* LMDB would make lock.mdb sparse, and on a full disk the first touch of a hole ends the process with SIGBUS.
 * Made under another name and linked, so that nobody maps it before it has its size; whose comes first stays.
 */
static bool reserve_lock(const char *path, struct error *err)
{
	char *lock = kv_file(path, "lock.mdb"), *fresh = NULL;
	char name[40];
	bool good = !access(lock, F_OK);

	if (!good) {
		snprintf(name, sizeof(name), "lock.new.%ld", (long)getpid());
		fresh = kv_file(path, name);
		good = write_lock_file(path, fresh, err);
		if (good && link(fresh, lock) && errno != EEXIST)
			good = fail_errno(err, lock);
		unlink(fresh);
	}
	free(fresh);
	free(lock);
	return good;
}

static bool sync_at(const char *path, bool keep_private, struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && !fsync(fd) && !(keep_private && fchmod(fd, 0600));

	if (!good)
		fail_errno(err, path);
	if (fd >= 0)
		close(fd);
	return good;
}

static bool sync_parent(const char *path, struct error *err)
{
	const char *slash = strrchr(path, '/');
	char *parent = slash ? mem_copy_text(path, slash == path ? 1 : (size_t)(slash - path))
			     : mem_copy_text(".", 1);
	bool good = sync_at(parent, false, err);

	free(parent);
	return good;
}

/* Its files are synced first: a name that outlives a power cut must not stand for half a file. */
static bool keep(const char *side, const char *path, bool *there, struct error *err)
{
	char *data = kv_file(side, "data.mdb");
	bool good = sync_at(data, true, err) && sync_at(side, false, err);

	free(data);
	if (good && rename(side, path)) {
		*there = errno == EEXIST || errno == ENOTEMPTY;
		return *there || fail_errno(err, path);
	}
	return good && sync_parent(path, err);
}

static void drop(const char *side)
{
	static const char *const files[] = {"data.mdb", "lock.mdb"};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		char *name = kv_file(side, files[i]);

		unlink(name);
		free(name);
	}
	rmdir(side);
}

bool kv_build(
	const char *path, const char *suffix, kv_make *make, const void *arg, bool *there, struct error *err)
{
	char *plain = plain_path(path);
	struct buf buf = BUF_INIT;
	const char *side;
	bool good;

	*there = false;
	buf_printf(&buf, "%s.%s.%ld", plain, suffix, (long)getpid());
	side = buf_cstr(&buf);
	if (mkdir(side, 0700)) {
		good = fail_errno(err, side);
	} else {
		good = reserve_lock(side, err) && make(side, arg, err) && keep(side, plain, there, err);
		drop(side);
	}
	buf_release(&buf);
	free(plain);
	return good;
}

static bool note(struct kv_mark *mark, const char *path, const char *name, struct error *err)
{
	struct stat status;

	mark->path = kv_file(path, name);
	if (stat(mark->path, &status))
		return fail_errno(err, mark->path);
	mark->device = status.st_dev;
	mark->inode = status.st_ino;
	return true;
}

static bool holds(const struct kv_mark *mark)
{
	struct stat status;

	return !stat(mark->path, &status) && status.st_dev == mark->device && status.st_ino == mark->inode;
}

static bool find_store(const char *path, const struct kv_config *config, kv_make *make, struct error *err)
{
	struct error local = ERROR_INIT;
	bool there;

	if (store_there(path, &local))
		return true;
	if (local.kind) {
		if (err && !err->kind)
			*err = local;
		return false;
	}
	if (!config->create || config->read_only)
		return access(path, F_OK) ? fail_errno(err, path)
					  : fail(err, ERROR_SYSTEM, "There is no store in {1}", "s", path);
	/* When another process was first, theirs is as good. */
	if (!kv_build(path, "new", make, config, &there, err))
		return false;
	return store_there(path, err) ||
		fail(err, ERROR_INPUT, "{1} holds other files: a store needs a directory of its own", "s",
			path);
}

/* Who this process is. Asked for each read, which is no longer than a system call: so a child is told once,
 * when it is made. */
static pid_t process;

static void note_process(void)
{
	process = getpid();
}

bool kv_place_is_ours(const struct kv_place *place)
{
	return place->pid == process;
}

/* What a parent process had open does not count: this process does not use it. */
static bool is_first(const char *path, struct error *err)
{
	struct stat mine, other;

	for (struct kv_place *place = open_places; place; place = place->next)
		if (kv_place_is_ours(place) && !stat(path, &mine) && !stat(place->path, &other) &&
			mine.st_ino == other.st_ino && mine.st_dev == other.st_dev)
			return fail(err, ERROR_SYSTEM, "{1} is open in this process already", "s", path);
	return true;
}

static int open_queue(const char *path, struct error *err)
{
	char *name = kv_file(path, "write.lck");
	int queue = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (queue < 0)
		fail_errno(err, name);
	free(name);
	return queue;
}

bool kv_place_open(struct kv_place *place, const struct kv_config *config, kv_make *make, struct error *err)
{
	if (!process)
		pthread_atfork(NULL, NULL, note_process);
	note_process();
	*place = (struct kv_place){.path = plain_path(config->path), .queue = -1, .pid = process};
	if (!find_store(place->path, config, make, err) || !is_first(place->path, err) ||
		!place_fits(place->path, err))
		return false;
	if (!config->read_only) {
		if (!reserve_lock(place->path, err))
			return false;
		place->queue = open_queue(place->path, err);
		if (place->queue < 0)
			return false;
	}
	place->next = open_places;
	open_places = place;
	return true;
}

/* A disk that cannot be written has no lock file, and nobody who could replace it. */
bool kv_place_note(struct kv_place *place, struct error *err)
{
	return note(&place->data, place->path, "data.mdb", err) &&
		(place->queue < 0 || note(&place->lock, place->path, "lock.mdb", err));
}

void kv_place_close(struct kv_place *place)
{
	struct kv_place **link = &open_places;

	while (*link && *link != place)
		link = &(*link)->next;
	if (*link)
		*link = place->next;
	if (place->queue >= 0)
		close(place->queue);
	free(place->data.path);
	free(place->lock.path);
	free(place->path);
}

/* Bytes of write.lck: one for who writes, one shared by those who wait. */
enum { WRITING, WAITING };

static int set_lock(int queue, short type, off_t byte)
{
	struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};

	return fcntl(queue, F_OFD_SETLK, &lock);
}

static bool somebody_waits(int queue)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = WAITING, .l_len = 1};

	return !fcntl(queue, F_OFD_GETLK, &lock) && lock.l_type != F_UNLCK;
}

/* Asks again and again, since a wait for an OFD lock has no deadline but a signal. */
static bool wait_for_turn(int queue, struct error *err)
{
	int64_t deadline = clock_steady() + WAIT_SECONDS * INT64_C(1000);
	useconds_t wait = FIRST_WAIT_US;

	while (set_lock(queue, F_WRLCK, WRITING)) {
		if (errno != EAGAIN && errno != EACCES && errno != EINTR)
			return fail_errno(err, "write.lck");
		if (clock_steady() > deadline)
			return fail(err, ERROR_SYSTEM,
				"The store is busy: nothing was saved; try again in a moment", "");
		set_lock(queue, F_RDLCK, WAITING);
		usleep(wait);
		wait = wait * 2 < LONGEST_WAIT_US ? wait * 2 : LONGEST_WAIT_US;
	}
	return true;
}

/* Who has just written and comes again would find the door open each time, and those who ask now and then
 * never: they go first. */
static bool enter_queue(int queue, struct error *err)
{
	bool good;

	if (somebody_waits(queue))
		usleep(LONGEST_WAIT_US);
	else if (!set_lock(queue, F_WRLCK, WRITING))
		return true;
	good = wait_for_turn(queue, err);
	set_lock(queue, F_UNLCK, WAITING);
	return good;
}

bool kv_place_enter(struct kv_place *place, struct error *err)
{
	if (!enter_queue(place->queue, err))
		return false;
	if (holds(&place->lock) && holds(&place->data))
		return true;
	kv_place_leave(place);
	return fail(err, ERROR_SYSTEM,
		"The store's files were removed or replaced: nothing was saved. Leave the program and open "
		"it again",
		"");
}

void kv_place_leave(struct kv_place *place)
{
	set_lock(place->queue, F_UNLCK, WRITING);
}
