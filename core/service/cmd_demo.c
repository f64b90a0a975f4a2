/* The demonstration court. */
#include <limits.h>
#include <stdio.h>
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
	memcpy(slash ? slash : path, ROSTER, sizeof(ROSTER));
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

static bool fill(struct store *store, void *arg, struct error *err)
{
	return demo_build(store, arg, err);
}

int cmd_demo(const struct options *options, char **arguments)
{
	char path[PATH_MAX];
	struct demo demo = {.progress = cmd_progress};

	if (!read_numbers(options, &demo))
		return COULD_NOT;
	demo.roster = roster_path(path);
	return cmd_make(arguments[0], fill, &demo);
}
