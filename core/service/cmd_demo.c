/* The demonstration court, complete under its name or not there at all. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/base/number.h"
#include "core/model/entities.h"
#include "core/service/cmd.h"
#include "core/service/demo.h"

#define ROSTER "/config/demo/roster.csv"
#define INSTALLED CONFIG_DIR "/demo/roster.csv"

/* Beside the program until it is installed. */
static const char *roster_path(char path[PATH_MAX])
{
	ssize_t len = readlink("/proc/self/exe", path, PATH_MAX - sizeof(ROSTER));
	char *slash;

	if (len <= 0)
		return INSTALLED;
	path[len] = '\0';
	slash = strrchr(path, '/');
	strcpy(slash ? slash : path, ROSTER);
	return access(path, R_OK) ? INSTALLED : path;
}

static bool read_numbers(const struct options *options, struct demo *demo)
{
	const struct {
		const char *name, *given;
		int64_t *number, most;
	} numbers[] = {{"groups", options->groups, &demo->groups, 100000},
		{"years", options->years, &demo->years, 50}};

	for (size_t i = 0; i < 2; i++)
		if (numbers[i].given &&
			(!number_parse(text_of(numbers[i].given), numbers[i].number) ||
				*numbers[i].number < 1 || *numbers[i].number > numbers[i].most)) {
			fprintf(stderr, "touyand: demo: --%s takes a number from 1 to %d\n", numbers[i].name,
				(int)numbers[i].most);
			return false;
		}
	if (demo->groups && !demo->years)
		demo->years = 1;
	if (demo->years && !demo->groups) {
		fputs("touyand: demo: --years goes with --groups\n", stderr);
		return false;
	}
	return true;
}

/* What an earlier run that was stopped left behind. */
static void remove_unfinished(const char *path)
{
	static const char *const parts[] = {"/data.mdb", "/lock.mdb", "/write.lck", "/drafts", ""};
	char part[PATH_MAX];

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (snprintf(part, sizeof(part), "%s%s", path, parts[i]) < (int)sizeof(part))
			remove(part);
}

int cmd_demo(const struct options *options, char **arguments)
{
	char path[PATH_MAX], unfinished[PATH_MAX];
	struct demo demo = {.progress = cmd_progress};
	struct store_config config = {.path = unfinished, .schema = &court_schema, .create = true};
	struct error err = ERROR_INIT;
	struct store *store = NULL;
	bool ok;

	if (!read_numbers(options, &demo))
		return COULD_NOT;
	if (!access(arguments[0], F_OK)) {
		fprintf(stderr, "touyand: %s: is there already\n", arguments[0]);
		return REFUSED;
	}
	if (snprintf(unfinished, sizeof(unfinished), "%s.part", arguments[0]) >= (int)sizeof(unfinished)) {
		fprintf(stderr, "touyand: %s: %s\n", arguments[0], strerror(ENAMETOOLONG));
		return COULD_NOT;
	}
	demo.roster = roster_path(path);
	remove_unfinished(unfinished);
	ok = store_open(&store, &config, &err) && demo_build(store, &demo, &err);
	store_close(store);
	if (ok && rename(unfinished, arguments[0]) < 0)
		ok = fail_errno(&err, arguments[0]);
	if (!ok)
		remove_unfinished(unfinished);
	return ok ? DONE : cmd_fail(arguments[0], &err);
}
