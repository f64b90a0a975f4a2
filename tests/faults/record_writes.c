/* A library to be preloaded: it records what a program does to one file, for rebuilding what a power cut
 *could have left of it.
 *
 *	RECORD_FILE=/…/data.mdb RECORD_LOG=log LD_PRELOAD=build/faults/record_writes.so program
 *
 * The log is a row of struct recorded (tests/faults/recorded.h), each with its bytes behind it. A write to a
 * file named RECORD_FILE.ack stands in it, too: so a program says what it knows to be saved. */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>
#include "tests/faults/recorded.h"

#define NEXT(name, type) \
	static type *next; \
	if (!next) \
	*(void **)&next = dlsym(RTLD_NEXT, name)

typedef ssize_t write_call(int, const void *, size_t);
typedef ssize_t pwrite_call(int, const void *, size_t, off_t);
typedef ssize_t writev_call(int, const struct iovec *, int);
typedef ssize_t pwritev_call(int, const struct iovec *, int, off_t);
typedef int sync_call(int);

static int out = -1;

__attribute__((constructor)) static void begin(void)
{
	const char *log = getenv("RECORD_LOG");

	if (log)
		out = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static bool is_file(int fd, const char *suffix)
{
	const char *wanted = getenv("RECORD_FILE");
	char name[32], path[4096], full[4096];
	ssize_t len;

	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	len = out < 0 || !wanted ? -1 : readlink(name, path, sizeof(path) - 1);
	if (len < 0)
		return false;
	path[len] = '\0';
	snprintf(full, sizeof(full), "%s%s", wanted, suffix);
	return !strcmp(path, full);
}

static void record(enum recorded_kind kind, const void *bytes, size_t len, off_t at)
{
	struct recorded head = {kind, (uint32_t)len, at};
	struct iovec parts[] = {{&head, sizeof(head)}, {(void *)(uintptr_t)bytes, len}};

	if (writev(out, parts, 2) != (ssize_t)(sizeof(head) + len))
		_exit(9);
}

static void record_write(int fd, const void *bytes, ssize_t len, off_t at)
{
	if (len > 0 && is_file(fd, ""))
		record(fcntl(fd, F_GETFL) & O_DSYNC ? RECORDED_DURABLE : RECORDED_WRITE, bytes, (size_t)len,
			at);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	ssize_t done;

	NEXT("write", write_call);
	if (is_file(fd, ""))
		_exit(9); /* LMDB says where it writes */
	done = next(fd, bytes, len);
	if (done > 0 && is_file(fd, ".ack"))
		record(RECORDED_ACK, bytes, (size_t)done, 0);
	return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	ssize_t done;

	NEXT("pwrite", pwrite_call);
	done = next(fd, bytes, len, at);
	record_write(fd, bytes, done, at);
	return done;
}

static void record_parts(int fd, const struct iovec *parts, ssize_t left, off_t at)
{
	for (; left > 0; parts++) {
		ssize_t len = (ssize_t)parts->iov_len < left ? (ssize_t)parts->iov_len : left;

		record_write(fd, parts->iov_base, len, at);
		at += len;
		left -= len;
	}
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
	off_t at = fd == out ? 0 : lseek(fd, 0, SEEK_CUR);
	ssize_t done;

	NEXT("writev", writev_call);
	done = next(fd, parts, count);
	if (fd != out)
		record_parts(fd, parts, done, at);
	return done;
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at)
{
	ssize_t done;

	NEXT("pwritev", pwritev_call);
	done = next(fd, parts, count, at);
	record_parts(fd, parts, done, at);
	return done;
}

int fdatasync(int fd)
{
	int failed;

	NEXT("fdatasync", sync_call);
	failed = next(fd);
	if (!failed && is_file(fd, ""))
		record(RECORDED_SYNC, NULL, 0, 0);
	return failed;
}
