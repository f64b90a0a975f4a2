#include "core/service/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include "core/base/number.h"

enum { WAITING = 64, SYSTEMD_FIRST = 3 };

/* What systemd opened for this process, or -1. */
static int given(void)
{
	int64_t pid, count;

	if (!number_parse(text_of(getenv("LISTEN_PID")), &pid) || pid != getpid() ||
		!number_parse(text_of(getenv("LISTEN_FDS")), &count) || count != 1)
		return -1;
	fcntl(SYSTEMD_FIRST, F_SETFD, FD_CLOEXEC);
	return SYSTEMD_FIRST;
}

static bool somebody_listens(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool listens = fd >= 0 &&
		(!connect(fd, (const struct sockaddr *)address, sizeof(*address)) || errno == EAGAIN);

	if (fd >= 0)
		close(fd);
	return listens;
}

static bool bind_to(int fd, const struct sockaddr_un *address, struct error *err)
{
	const char *path = address->sun_path;
	struct stat status;

	if (!bind(fd, (const struct sockaddr *)address, sizeof(*address)))
		return true;
	/* Left behind by one that was killed; anything but a socket is not ours to remove. */
	if (errno != EADDRINUSE || lstat(path, &status) || !S_ISSOCK(status.st_mode))
		return fail_errno(err, path);
	if (somebody_listens(address))
		return fail(err, ERROR_STATE, "{1}: somebody serves there already", "s", path);
	if (unlink(path) || bind(fd, (const struct sockaddr *)address, sizeof(*address)))
		return fail_errno(err, path);
	return true;
}

static bool open_to(const char *path, const char *group, struct error *err)
{
	const struct group *found = group ? getgrnam(group) : NULL;

	if (group && !found)
		return fail(err, ERROR_INPUT, "{1}: there is no such Unix group", "s", group);
	if (found && chown(path, (uid_t)-1, found->gr_gid))
		return fail_errno(err, path);
	return !chmod(path, group ? 0660 : 0666) || fail_errno(err, path);
}

bool listener_open(const char *path, const char *group, int *fd, bool *own, struct error *err)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	*fd = given();
	*own = *fd < 0;
	if (!*own)
		return true;
	if (strlen(path) >= sizeof(address.sun_path))
		return fail(err, ERROR_INPUT, "{1}: this path is too long for a socket", "s", path);
	memcpy(address.sun_path, path, strlen(path) + 1);
	*fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (*fd < 0)
		return fail_errno(err, "socket");
	if (!bind_to(*fd, &address, err))
		return false;
	return open_to(path, group, err) && (!listen(*fd, WAITING) || fail_errno(err, path));
}
