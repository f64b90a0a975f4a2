/* Commands: what touyan does without opening the screen. A row of the table in cmd.c, a file here. They may
 * wait. */
#ifndef TUI_CMD_CMD_H
#define TUI_CMD_CMD_H

#include "core/base/near.h"
#include "core/model/entities.h"
#include "core/service/session.h"

/* What stands before the command. */
struct options {
	const char *store, *socket, *as, *now, *lang;
	const char *format;             /* text, csv, json */
	const char *keys, *dump, *size; /* drive the screen without a terminal */
	const char *where, *sort, *columns, *on;
	const char *basis, *begin, *reason; /* of rules that are put in force */
	const char *of;
	bool yes, early;
	/* Of a computed source; set by commands. */
	int64_t from, to;
	uint64_t subject;
	unsigned scored; /* what `of` says: an entity; 0: nothing */
};

struct command {
	const char *name;
	const char *arguments;                                            /* as --help shows them */
	const char *help;                                                 /* message id */
	int least, most;                                                  /* arguments; most -1: any number */
	int (*run)(const struct options *options, int argc, char **argv); /* exit status 0, 1, 2 */
};
extern const struct command client_commands[]; /* ended by a NULL name */

/* The session that the options ask for; says why not on stderr and returns NULL. */
struct session *client_session(const struct options *options, struct error *err);
/* The same; without a store, where none is asked for and none is served: for what needs none. */
struct session *client_session_or_bare(const struct options *options, struct error *err);
/* The same, and says hello: the fields are known that the court declared. */
struct session *client_begin(const struct options *options, struct error *err);
/* A name that is unknown, and what may have been meant; returns false. */
bool client_unknown(const struct near *near, const char *plain, const char *meant, struct error *err);
/* The same of a kind of record. */
bool client_unknown_kind(const char *name, const char *plain, const char *meant, struct error *err);
/* "touyan: what: why" on stderr, in the reader's language; returns the status given. */
int client_fail(const struct error *err, const char *what, int status);

/* A call that waits: the answer's body copied into `room`. */
bool client_call(struct session *session, enum call call, const struct record *body, struct buf *room,
	struct view *answer, struct error *err);

/* A source as text, CSV or JSON; exit status. `heading`: it stands beside another one, as text only, and not
 * at all when it is empty. */
int client_print(const struct options *options, const char *source, const char *heading);
/* 2026Q3, as the days of a computed source. */
bool client_period(const char *words, struct options *options, struct error *err);

int cmd_list(const struct options *options, int argc, char **argv);
int cmd_score(const struct options *options, int argc, char **argv);
int cmd_today(const struct options *options, int argc, char **argv);
int cmd_show(const struct options *options, int argc, char **argv);
int cmd_export(const struct options *options, int argc, char **argv);
int cmd_import(const struct options *options, int argc, char **argv);
int cmd_rules(const struct options *options, int argc, char **argv);

#endif
