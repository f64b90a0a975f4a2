#include "core/service/cmd.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>
#include "core/model/entities.h"

const struct command commands[] = {
	{"init", "DIR", "make a new store", 1, "name start", cmd_init},
	{"demo", "DIR", "make a store with an invented court in it, to try the program", 1, "groups years",
		cmd_demo},
	{"serve", "DIR", "serve the store to the people of this machine", 1, "socket group", cmd_serve},
	{"backup", "DIR DEST", "a checked copy in the new directory DEST, while others go on working", 2, "",
		cmd_copy},
	{"restore", "BACKUP DIR", "the backup as the new store DIR, checked; nothing may be there", 2, "",
		cmd_copy},
	{"dump", "DIR", "everything as JSON lines on standard output", 1, "", cmd_dump},
	{"load", "DIR FILE", "what dump wrote (- is standard input) into the new store DIR", 2, "", cmd_load},
	{"verify", "DIR", "check everything against everything", 1, "", cmd_verify},
	{"compact", "DIR DEST", "a copy without unused space in the new directory DEST", 2, "", cmd_copy},
	{"declare", "DIR FILE", "the court's own fields, as FILE (like fields.yaml) has them", 2, "",
		cmd_declare},
	{"doctor", "DIR", "look at owner, rights, disk and readers of the store", 1, "", cmd_doctor},
	{"session", "", "serve one line that was opened already (started by touyan)", 0, "fd store as now",
		cmd_session},
	{0},
};

int cmd_fail(const char *what, const struct error *err)
{
	struct buf words = BUF_INIT;

	message_show(&err->message, LANGUAGE_EN, NULL, &words);
	/* Some say themselves what they are about. */
	if (text_find(buf_as_text(&words), text_of(what)) < words.len)
		fprintf(stderr, "touyand: %s\n", buf_cstr(&words));
	else
		fprintf(stderr, "touyand: %s: %s\n", what, buf_cstr(&words));
	buf_release(&words);
	return err->kind == ERROR_FULL || err->kind == ERROR_SYSTEM || err->kind == ERROR_BROKEN ? COULD_NOT
												 : REFUSED;
}

bool cmd_open(struct store **store, const char *path, bool read_only, struct error *err)
{
	struct store_config config = {.path = path, .schema = &court_schema, .read_only = read_only};

	return store_open(store, &config, err);
}

void cmd_progress(const char *what, int64_t done)
{
	if (!isatty(STDERR_FILENO))
		return;
	if (done < 0)
		fputs("\r\033[K", stderr);
	else
		fprintf(stderr, "\r%s: %" PRId64, what, done);
}

void cmd_faults(const struct problems *faults)
{
	struct buf words = BUF_INIT;

	for (size_t i = 0; i < faults->count; i++) {
		buf_clear(&words);
		message_show(&faults->items[i].message, LANGUAGE_EN, NULL, &words);
		fprintf(stderr, "touyand: %s\n", buf_cstr(&words));
	}
	buf_release(&words);
}
