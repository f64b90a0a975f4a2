/* New stores, complete under their name or not there at all. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/model/entities.h"
#include "core/service/cmd.h"

/* What an earlier run that was stopped left behind. */
static void remove_unfinished(const char *path)
{
	static const char *const parts[] = {"/data.mdb", "/lock.mdb", "/write.lck", "/drafts", ""};
	char part[PATH_MAX];

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (snprintf(part, sizeof(part), "%s%s", path, parts[i]) < (int)sizeof(part))
			remove(part);
}

/* The name, as DIR or DIR/; so that it outlives a power cut, too. */
static bool give_name(const char *unfinished, const char *path, struct error *err)
{
	char parent[PATH_MAX + 4];
	bool ok = rename(unfinished, path) == 0;
	int fd;

	if (!ok)
		return fail_errno(err, path);
	snprintf(parent, sizeof(parent), "%s/..", path);
	fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ok = (fd >= 0 && fsync(fd) == 0) || fail_errno(err, path);
	if (fd >= 0)
		close(fd);
	return ok;
}

bool cmd_free(const char *path, struct error *err)
{
	char parent[PATH_MAX];
	size_t len = strlen(path);
	struct stat status;

	while (len > 1 && path[len - 1] == '/')
		len--;
	if (!len || len >= sizeof(parent))
		return fail(err, ERROR_INPUT, len ? N_("The name is too long") : N_("The name is empty"), "");
	snprintf(parent, sizeof(parent), "%.*s", (int)len, path);
	if (lstat(parent, &status) == 0)
		return fail(err, ERROR_STATE, "Something is there already", "");
	while (len && parent[len - 1] != '/')
		len--;
	snprintf(parent + len, sizeof(parent) - len, ".");
	if (stat(parent, &status) || !S_ISDIR(status.st_mode))
		return fail(err, ERROR_INPUT, "The folder it is to stand in is not there", "");
	return true;
}

int cmd_make(const char *path, cmd_fill *fill, void *arg)
{
	char unfinished[PATH_MAX];
	struct store_config config = {.path = unfinished, .schema = &court_schema, .create = true};
	struct error err = ERROR_INIT;
	struct store *store = NULL;
	size_t len = strlen(path);
	bool ok;

	if (!cmd_free(path, &err))
		return cmd_fail(path, &err);
	while (len > 1 && path[len - 1] == '/')
		len--;
	if (snprintf(unfinished, sizeof(unfinished), "%.*s.part", (int)len, path) >=
		(int)sizeof(unfinished)) {
		fprintf(stderr, "touyand: %s: %s\n", path, strerror(ENAMETOOLONG));
		return COULD_NOT;
	}
	remove_unfinished(unfinished);
	ok = store_open(&store, &config, &err) && fill(store, arg, &err);
	store_close(store);
	ok = ok && give_name(unfinished, path, &err);
	if (!ok)
		remove_unfinished(unfinished);
	return ok ? DONE : cmd_fail(path, &err);
}
