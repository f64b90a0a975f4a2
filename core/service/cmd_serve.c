/* The listener: a process of its own for each connection, so that what hurts one hurts nobody else. It never
 * keeps the store open; it watches the file and rings its children. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/base/memory.h"
#include "core/service/cmd.h"
#include "core/service/listener.h"
#include "core/service/server.h"
#include "core/service/session.h"
#include "core/service/wire.h"

enum { CHILDREN_MAX = 1000, OF_ONE_UID = 8, LEAVE_SECONDS = 5 };

struct child {
	pid_t pid;
	uid_t uid;
	int bell;
};

struct listener {
	const char *store;
	int socket, watch, signals;
	struct child children[CHILDREN_MAX];
	size_t count;
	bool over;
};

static void ring(const struct listener *listener)
{
	char events[8192];

	if (read(listener->watch, events, sizeof(events)) <= 0)
		return;
	/* One that does not listen has a full pipe and knows already; one that is gone is buried soon. */
	for (size_t i = 0; i < listener->count; i++)
		if (write(listener->children[i].bell, "", 1) < 0)
			continue;
}

static void bury(struct listener *listener)
{
	pid_t pid;

	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
		for (size_t i = 0; i < listener->count; i++)
			if (listener->children[i].pid == pid) {
				close(listener->children[i].bell);
				listener->children[i] = listener->children[--listener->count];
				break;
			}
}

static void take_signal(struct listener *listener)
{
	struct signalfd_siginfo info;

	while (read(listener->signals, &info, sizeof(info)) == sizeof(info))
		if (info.ssi_signo == SIGCHLD)
			bury(listener);
		else
			listener->over = true;
}

/* --- one connection --- */

/* Says why before hanging up. */
static void turn_away(int fd, const struct error *why)
{
	struct buf body = BUF_INIT;
	struct wire wire;

	wire_init(&wire, fd);
	failure_write(why, NO_TEXT, &body);
	wire_put(&wire, 0, ANSWER_ERROR, buf_as_text(&body));
	wire_write(&wire);
	wire_release(&wire);
	buf_release(&body);
}

static bool may_come_in(const struct listener *listener, uid_t uid, struct error *err)
{
	size_t same = 0;

	for (size_t i = 0; i < listener->count; i++)
		same += listener->children[i].uid == uid;
	if (same >= OF_ONE_UID)
		return fail(
			err, ERROR_FULL, "You have {1} sessions open already: close one", "n", (int64_t)same);
	if (listener->count == CHILDREN_MAX)
		return fail(err, ERROR_FULL, "Too many people are working here: try again later", "");
	return true;
}

static void be_a_child(const struct listener *listener, int fd, int bell, uid_t uid)
{
	struct server_config config = {.store = listener->store, .fd = fd, .bell = bell, .uid = uid};
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	close(listener->socket);
	close(listener->watch);
	close(listener->signals);
	for (size_t i = 0; i < listener->count; i++)
		close(listener->children[i].bell);
	exit(server_run(&config, NULL) ? DONE : REFUSED);
}

static bool start_child(struct listener *listener, int fd, uid_t uid, struct error *err)
{
	int bell[2];
	pid_t pid;

	if (pipe2(bell, O_CLOEXEC | O_NONBLOCK) < 0)
		return fail_errno(err, "pipe");
	pid = fork();
	if (!pid) {
		close(bell[1]);
		be_a_child(listener, fd, bell[0], uid);
	}
	close(bell[0]);
	if (pid < 0) {
		close(bell[1]);
		return fail_errno(err, "fork");
	}
	listener->children[listener->count++] = (struct child){pid, uid, bell[1]};
	return true;
}

static void let_in(struct listener *listener)
{
	int fd = accept4(listener->socket, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	struct error err = ERROR_INIT;
	struct ucred who;
	socklen_t size = sizeof(who);

	if (fd < 0)
		return;
	/* Fixed by the kernel when he connected; never what he says himself. */
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 &&
		(!may_come_in(listener, who.uid, &err) || !start_child(listener, fd, who.uid, &err)))
		turn_away(fd, &err);
	close(fd);
}

/* --- the whole --- */

static void listen_on(struct listener *listener)
{
	while (!listener->over) {
		struct pollfd fds[] = {{listener->socket, POLLIN, 0}, {listener->watch, POLLIN, 0},
			{listener->signals, POLLIN, 0}};

		if (poll(fds, 3, -1) < 0 && errno != EINTR)
			break;
		if (fds[2].revents)
			take_signal(listener);
		if (fds[1].revents)
			ring(listener);
		if (fds[0].revents && !listener->over)
			let_in(listener);
	}
}

/* Each finishes what it is at, and goes when its bell is gone. */
static void send_home(struct listener *listener)
{
	for (size_t i = 0; i < listener->count; i++) {
		close(listener->children[i].bell);
		listener->children[i].bell = -1;
	}
	for (int seconds = 0; listener->count && seconds < LEAVE_SECONDS; seconds++) {
		struct pollfd fds = {listener->signals, POLLIN, 0};

		if (poll(&fds, 1, 1000) > 0) {
			take_signal(listener);
			seconds--;
		}
	}
}

/* The file that changes at each commit; opening the store once shows that it can be served at all. */
static bool watch_store(struct listener *listener, struct error *err)
{
	struct store *store = NULL;
	const char *path;

	if (!cmd_open(&store, listener->store, false, err))
		return false;
	path = kv_watch_path(store_kv(store));
	listener->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (listener->watch < 0 || (path && inotify_add_watch(listener->watch, path, IN_MODIFY) < 0))
		fail_errno(err, "inotify");
	store_close(store);
	return err->kind == ERROR_NONE;
}

static bool catch_signals(struct listener *listener, struct error *err)
{
	sigset_t caught;

	sigemptyset(&caught);
	sigaddset(&caught, SIGTERM);
	sigaddset(&caught, SIGINT);
	sigaddset(&caught, SIGCHLD);
	signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_BLOCK, &caught, NULL);
	listener->signals = signalfd(-1, &caught, SFD_NONBLOCK | SFD_CLOEXEC);
	return listener->signals >= 0 ? true : fail_errno(err, "signalfd");
}

int cmd_serve(const struct options *options, char **arguments)
{
	const char *path = options->socket ? options->socket : "/run/touyan/socket";
	struct listener *listener = mem_new(sizeof(*listener));
	struct error err = ERROR_INIT;
	bool own = false, ok;

	*listener = (struct listener){.store = arguments[0], .socket = -1};
	ok = watch_store(listener, &err) && catch_signals(listener, &err) &&
		listener_open(path, options->group, &listener->socket, &own, &err);
	if (ok) {
		listen_on(listener);
		if (own)
			unlink(path);
		close(listener->socket);
		send_home(listener);
	}
	free(listener);
	return ok ? DONE : cmd_fail(arguments[0], &err);
}
