/* When to look for news: the store's file changed, or the listener's pipe rang. */
#include <errno.h>
#include <sys/inotify.h>
#include <unistd.h>
#include "core/base/date.h"
#include "core/service/server_internal.h"

enum { PAUSE = 200 }; /* milliseconds */
/* The file is written a moment before the commit can be seen: how long after that to look once more. */
static const int64_t once_more[] = {5, 50, 500};
enum { TIMES_MORE = sizeof(once_more) / sizeof(*once_more) };

void bell_open(struct bell *bell, const struct server_config *config, struct store *store)
{
	const char *path = store && config->bell < 0 ? kv_watch_path(store_kv(store)) : NULL;

	*bell = (struct bell){.fd = config->bell};
	if (!path)
		return;
	bell->own = true;
	bell->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	/* Without it, news comes with the next answer only; no reason not to work. */
	if (bell->fd >= 0 && inotify_add_watch(bell->fd, path, IN_MODIFY) < 0) {
		close(bell->fd);
		bell->fd = -1;
	}
}

void bell_close(struct bell *bell, const struct server_config *config)
{
	if (bell->fd >= 0 && bell->fd != config->bell)
		close(bell->fd);
}

bool bell_rung(struct bell *bell)
{
	char ignored[4096];
	ssize_t got = read(bell->fd, ignored, sizeof(ignored));

	if (got > 0) {
		bell->rung = true;
		bell->looked = 0;
		bell->after = bell->last + PAUSE;
	}
	return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

bool bell_due(const struct bell *bell)
{
	return bell->rung && clock_steady() >= bell->after;
}

int bell_timeout(const struct bell *bell)
{
	int64_t left = bell->rung ? bell->after - clock_steady() : 0;

	return !bell->rung ? -1 : left < 0 ? 0 : (int)left;
}

bool bell_answer(struct bell *bell, struct server *server)
{
	bool any = false;

	bell->rung = false;
	if (!server_same_person(server) || !news_send(server, &any, NULL) || !presence_send(server, NULL))
		return false;
	if (any) {
		bell->last = clock_steady();
	} else if (bell->looked < TIMES_MORE) {
		bell->rung = true;
		bell->after = clock_steady() + once_more[bell->looked++];
	}
	return true;
}
