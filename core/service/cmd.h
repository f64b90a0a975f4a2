/* touyand's subcommands: rows of a table, run with the options that were given. */
#ifndef CORE_SERVICE_CMD_H
#define CORE_SERVICE_CMD_H

#include <stdbool.h>
#include "core/base/error.h"
#include "core/store/store.h"

/* Exit statuses. */
enum { DONE, REFUSED, COULD_NOT };

/* As given; NULL: not. */
struct options {
	const char *fd, *store, *as, *now, *socket, *group, *name, *start, *groups, *years;
};

struct command {
	const char *name, *arguments, *help;
	int count;       /* of its arguments */
	const char *may; /* options it takes, by their names, with blanks between */
	int (*run)(const struct options *options, char **arguments);
};
extern const struct command commands[]; /* ended by a NULL name */

int cmd_init(const struct options *options, char **arguments);
int cmd_demo(const struct options *options, char **arguments);
int cmd_session(const struct options *options, char **arguments);
int cmd_serve(const struct options *options, char **arguments);
int cmd_copy(const struct options *options, char **arguments);
int cmd_dump(const struct options *options, char **arguments);
int cmd_load(const struct options *options, char **arguments);
int cmd_verify(const struct options *options, char **arguments);
int cmd_declare(const struct options *options, char **arguments);
int cmd_doctor(const struct options *options, char **arguments);

/* One line on stderr; returns the status that fits: REFUSED for what can be mended by asking differently. */
int cmd_fail(const char *what, const struct error *err);
/* Makes a store as `path`.part, has it filled, and gives it its name only then; the command's exit status. */
typedef bool cmd_fill(struct store *store, void *arg, struct error *err);
int cmd_make(const char *path, cmd_fill *fill, void *arg);
/* May a store be made there? Refused when something is there already, even a link, or the folder is not. */
bool cmd_free(const char *path, struct error *err);
/* An existing store of the court's schema. */
bool cmd_open(struct store **store, const char *path, bool read_only, struct error *err);
/* How far it is, on a terminal only; `done` < 0 wipes the line. */
void cmd_progress(const char *what, int64_t done);
/* Each fault of a store, a line each on stderr. */
void cmd_faults(const struct problems *faults);

#endif
