/* A library to be preloaded: it counts the calls of one family and lets the nth fail.
 *
 *	LD_PRELOAD=build/faults/fail_nth.so FAIL_CALL=write FAIL_NTH=3 FAIL_ERRNO=ENOSPC program
 *
 * FAIL_CALL     malloc    malloc, calloc, realloc
 *               write     write, writev, pwrite, pwritev: to files only, so that it can still speak
 *               sync      fsync, fdatasync, msync
 *               extend    ftruncate, posix_fallocate
 *               or the name of one of these calls
 * FAIL_NTH      the first to fail, from 1; 0 or not given: none
 * FAIL_TIMES    how many fail from there on (1); 0: all
 * FAIL_ERRNO    ENOSPC, EIO, ENOMEM, EDQUOT, EFBIG or EINTR; not given: what the family fails with
 *               (ENOMEM, ENOSPC, EIO, ENOSPC)
 * FAIL_SHORT    of a write: so many bytes are written, then it says so, and no error
 * FAIL_PROGRAM  only in a program of this name (of its file); not given: in all
 * FAIL_COUNT    a file: the number of calls seen and of those that failed is added to it at exit
 *
 * A caller tries N = 1, 2, 3 until the second number is 0: then every call has failed once.
 * Children inherit the variables and count for themselves. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* glibc's own, so that looking for malloc needs none. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

enum family { MALLOC, WRITE, SYNC, EXTEND };
static const char *const family_names[] = {"malloc", "write", "sync", "extend"};
static const int family_errors[] = {ENOMEM, ENOSPC, EIO, ENOSPC};

static struct {
	bool read, other;
	const char *call;
	unsigned long nth, times;
	int error;
	size_t shorter;
	bool has_shorter;
} plan;
static atomic_ulong seen, failed;
static bool spared;

static int error_named(const char *name)
{
	static const struct {
		const char *name;
		int error;
	} rows[] = {{"ENOSPC", ENOSPC}, {"EIO", EIO}, {"ENOMEM", ENOMEM}, {"EDQUOT", EDQUOT},
		{"EFBIG", EFBIG}, {"EINTR", EINTR}};

	for (size_t i = 0; name && i < sizeof(rows) / sizeof(*rows); i++)
		if (!strcmp(rows[i].name, name))
			return rows[i].error;
	return 0;
}

static unsigned long number_of(const char *name, unsigned long otherwise)
{
	const char *given = getenv(name);

	return given ? strtoul(given, NULL, 10) : otherwise;
}

static bool is_other_program(void)
{
	const char *wanted = getenv("FAIL_PROGRAM"), *slash;
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (!wanted || len < 0)
		return false;
	path[len] = '\0';
	slash = strrchr(path, '/');
	return strcmp(slash ? slash + 1 : path, wanted) != 0;
}

/* In a constructor: before it nothing fails, and getenv allocates nothing. */
__attribute__((constructor)) static void read_plan(void)
{
	plan.other = is_other_program();
	plan.call = plan.other ? NULL : getenv("FAIL_CALL");
	plan.nth = number_of("FAIL_NTH", 0);
	plan.times = number_of("FAIL_TIMES", 1);
	plan.error = error_named(getenv("FAIL_ERRNO"));
	plan.has_shorter = getenv("FAIL_SHORT") != NULL;
	plan.shorter = number_of("FAIL_SHORT", 0);
	plan.read = true;
}

__attribute__((destructor)) static void report(void)
{
	const char *path = getenv("FAIL_COUNT");
	char line[64];
	int fd, len;

	plan.read = false;
	fd = path && !plan.other ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
	if (fd < 0)
		return;
	len = snprintf(line, sizeof(line), "%lu %lu\n", seen, failed);
	(void)!write(fd, line, (size_t)len);
	close(fd);
}

/* Counts the call; true when it is one that has to fail. */
static bool fails(enum family family, const char *call)
{
	unsigned long now;

	if (!plan.read || !plan.call || spared ||
		(strcmp(plan.call, family_names[family]) && strcmp(plan.call, call)))
		return false;
	now = ++seen;
	if (!plan.nth || now < plan.nth || (plan.times && now >= plan.nth + plan.times))
		return false;
	failed++;
	errno = plan.error ? plan.error : family_errors[family];
	return true;
}

void *malloc(size_t size)
{
	return fails(MALLOC, "malloc") ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails(MALLOC, "calloc") ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return fails(MALLOC, "realloc") ? NULL : __libc_realloc(old, size);
}

/* The next definition of a call, looked up once for each. */
#define NEXT(name, type) \
	static type *next; \
	if (!next) \
	*(void **)&next = dlsym(RTLD_NEXT, name)

typedef ssize_t write_call(int, const void *, size_t);
typedef ssize_t writev_call(int, const struct iovec *, int);
typedef ssize_t pwrite_call(int, const void *, size_t, off_t);
typedef ssize_t pwritev_call(int, const struct iovec *, int, off_t);
typedef int sync_call(int);
typedef int msync_call(void *, size_t, int);
typedef int truncate_call(int, off_t);
typedef int fallocate_call(int, off_t, off_t);

static bool is_file(int fd)
{
	struct stat status;
	int before = errno;
	bool file = !fstat(fd, &status) && S_ISREG(status.st_mode);

	errno = before;
	return file;
}

static bool write_fails(int fd, const char *call)
{
	return is_file(fd) && fails(WRITE, call);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	NEXT("write", write_call);
	if (!write_fails(fd, "write"))
		return next(fd, bytes, len);
	return plan.has_shorter ? next(fd, bytes, plan.shorter < len ? plan.shorter : len) : -1;
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	NEXT("pwrite", pwrite_call);
	if (!write_fails(fd, "pwrite"))
		return next(fd, bytes, len, at);
	return plan.has_shorter ? next(fd, bytes, plan.shorter < len ? plan.shorter : len, at) : -1;
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
	NEXT("writev", writev_call);
	if (!write_fails(fd, "writev"))
		return next(fd, parts, count);
	return plan.has_shorter ? write(fd, parts->iov_base, plan.shorter) : -1;
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at)
{
	NEXT("pwritev", pwritev_call);
	if (!write_fails(fd, "pwritev"))
		return next(fd, parts, count, at);
	return plan.has_shorter ? pwrite(fd, parts->iov_base, plan.shorter, at) : -1;
}

int fsync(int fd)
{
	NEXT("fsync", sync_call);
	return fails(SYNC, "fsync") ? -1 : next(fd);
}

int fdatasync(int fd)
{
	NEXT("fdatasync", sync_call);
	return fails(SYNC, "fdatasync") ? -1 : next(fd);
}

int msync(void *at, size_t len, int flags)
{
	NEXT("msync", msync_call);
	return fails(SYNC, "msync") ? -1 : next(at, len, flags);
}

int ftruncate(int fd, off_t len)
{
	NEXT("ftruncate", truncate_call);
	return fails(EXTEND, "ftruncate") ? -1 : next(fd, len);
}

/* Says it with its result, not with errno. */
int posix_fallocate(int fd, off_t at, off_t len)
{
	NEXT("posix_fallocate", fallocate_call);
	return fails(EXTEND, "posix_fallocate") ? errno : next(fd, at, len);
}

/* glibc's own look into the list of users ends by SIGSEGV or SIGABRT when it gets no memory: nobody can mend
 * that here (touyand makes sure beforehand that there is some). */
struct passwd *getpwuid(uid_t uid)
{
	typedef struct passwd *getpwuid_call(uid_t);
	struct passwd *found;

	NEXT("getpwuid", getpwuid_call);
	spared = true;
	found = next(uid);
	spared = false;
	return found;
}
