/* Whole files, with the user's own rights and no surprises: no link, device or pipe is followed. */
#include "core/io/table.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/base/buf.h"
#include "core/base/memory.h"

bool file_read(const char *path, struct buf *out, struct error *err)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat status;
	char room[65536];
	ssize_t got = 0;

	if (fd < 0)
		return fail_errno(err, path);
	if (fstat(fd, &status) || !S_ISREG(status.st_mode)) {
		close(fd);
		return fail(err, ERROR_INPUT, "{1} is not an ordinary file", "s", path);
	}
	while (out->len <= TABLE_BYTES_MAX && (got = read(fd, room, sizeof(room))) > 0)
		buf_put(out, room, (size_t)got);
	if (got < 0)
		fail_errno(err, path);
	close(fd);
	if (out->len > TABLE_BYTES_MAX)
		return fail(err, ERROR_INPUT, "{1} is larger than {2} MiB", "sn", path,
			(int64_t)(TABLE_BYTES_MAX >> 20));
	return got == 0;
}

static bool write_all(int fd, struct text bytes)
{
	while (bytes.len) {
		ssize_t done = write(fd, bytes.at, bytes.len);

		if (done < 0 && errno != EINTR)
			return false;
		if (done > 0)
			bytes = text_skip(bytes, (size_t)done);
	}
	return true;
}

/* A device, a pipe: what is there stays what it is. */
static bool write_into(const char *path, struct text bytes)
{
	int fd = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
	bool good = fd >= 0 && write_all(fd, bytes);

	return (fd < 0 || !close(fd)) && good;
}

/* Whole or not at all: beside it first, then in its place. */
static bool write_anew(const char *path, struct text bytes)
{
	struct buf temporary = BUF_INIT;
	bool good = false;
	int fd;

	buf_printf(&temporary, "%s.part", path);
	fd = open(buf_cstr(&temporary), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd >= 0) {
		good = write_all(fd, bytes) && !fsync(fd);
		good = !close(fd) && good && !rename(buf_cstr(&temporary), path);
	}
	if (!good && fd >= 0) {
		int why = errno;

		unlink(buf_cstr(&temporary));
		errno = why;
	}
	buf_release(&temporary);
	return good;
}

bool file_write(const char *path, struct text bytes, struct error *err)
{
	struct stat there;
	bool special = !stat(path, &there) && !S_ISREG(there.st_mode);

	return (special ? write_into(path, bytes) : write_anew(path, bytes)) || fail_errno(err, path);
}
