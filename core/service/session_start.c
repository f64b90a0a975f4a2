/* Getting a line to a touyand: the one that serves on a socket, or one of our own. */
#include "core/service/session_start.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM "touyand"

bool session_connect(struct session **session, const char *socket_path, struct error *err)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd;

	if (strlen(socket_path) >= sizeof(address.sun_path))
		return fail(err, ERROR_INPUT, "{1}: this path is too long for a socket", "s", socket_path);
	memcpy(address.sun_path, socket_path, strlen(socket_path) + 1);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return fail_errno(err, "socket");
	if (connect(fd, (const struct sockaddr *)&address, sizeof(address)) < 0) {
		fail_errno(err, socket_path);
		close(fd);
		return false;
	}
	*session = session_over(fd);
	return true;
}

/* --- our own --- */

/* The program beside this one, when it is there; else PATH finds it. */
static const char *beside(char path[PATH_MAX])
{
	ssize_t len = readlink("/proc/self/exe", path, PATH_MAX - sizeof("/" PROGRAM));
	char *slash;

	if (len < 0)
		return PROGRAM;
	path[len] = '\0';
	slash = strrchr(path, '/');
	if (!slash)
		return PROGRAM;
	memcpy(slash + 1, PROGRAM, sizeof(PROGRAM));
	return access(path, X_OK) ? PROGRAM : path;
}

/* Only what is safe between fork and exec. */
static void start(const struct session_start *how, const char *program, int line, int told)
{
	const char *arguments[12] = {PROGRAM, "session", "--fd", "3"};
	size_t count = 4;
	int failure;

	if (how->store) {
		arguments[count++] = "--store";
		arguments[count++] = how->store;
	}
	if (how->as) {
		arguments[count++] = "--as";
		arguments[count++] = how->as;
	}
	if (how->now) {
		arguments[count++] = "--now";
		arguments[count++] = how->now;
	}
	/* A terminal that hangs up, or Ctrl-C in it, is touyan's to handle: drafts still have to be kept. */
	setsid();
	if (told == 3)
		told = fcntl(told, F_DUPFD_CLOEXEC, 4);
	/* Of two equal descriptors dup2() leaves close-on-exec as it is. */
	if (line == 3 ? fcntl(line, F_SETFD, 0) == 0 : dup2(line, 3) == 3)
		execvp(program, (char *const *)arguments);
	failure = errno;
	if (write(told, &failure, sizeof(failure)) < 0)
		_exit(126);
	_exit(127);
}

/* Did the program start? The pipe closes by itself when it does. */
static bool started(int told, const char *program, struct error *err)
{
	int failure = 0;
	ssize_t got;

	do
		got = read(told, &failure, sizeof(failure));
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		return true;
	errno = failure;
	return fail_errno(err, program);
}

bool session_spawn(struct session **session, const struct session_start *how, struct error *err)
{
	char path[PATH_MAX];
	const char *program = how->program ? how->program : beside(path);
	int line[2], told[2];
	pid_t child;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line) < 0)
		return fail_errno(err, "socketpair");
	if (pipe2(told, O_CLOEXEC) < 0) {
		fail_errno(err, "pipe");
		close(line[0]);
		close(line[1]);
		return false;
	}
	child = fork();
	if (!child)
		start(how, program, line[1], told[1]);
	close(line[1]);
	close(told[1]);
	if (child < 0)
		fail_errno(err, "fork");
	if (child > 0 && started(told[0], program, err)) {
		close(told[0]);
		*session = session_of(line[0], child);
		return true;
	}
	close(told[0]);
	close(line[0]);
	if (child > 0)
		waitpid(child, NULL, 0);
	return false;
}

bool session_become(char **arguments, struct error *err)
{
	static char name[] = PROGRAM;
	char path[PATH_MAX];
	const char *program = beside(path);

	arguments[0] = name;
	execvp(program, arguments);
	return fail_errno(err, program);
}
