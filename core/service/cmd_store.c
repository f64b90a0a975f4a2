/* Stores made, copied, written out, read in and checked. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/model/entities.h"
#include "core/service/cmd.h"
#include "core/service/setup.h"

/* --- init --- */

static bool fill(struct store *store, void *arg, struct error *err)
{
	return court_setup(store, arg, err);
}

int cmd_init(const struct options *options, char **arguments)
{
	struct court_setup setup = {.name = options->name ? text_of(options->name) : TEXT("法院")};

	if (options->start && !date_parse(text_of(options->start), &setup.start)) {
		fprintf(stderr, "touyand: %s: not a date\n", options->start);
		return COULD_NOT;
	}
	return cmd_make(arguments[0], fill, &setup);
}

/* --- copies --- */

/* A backup is a store: it only needs its place, where nothing is written over. Every copy is compact, and the
 * old store stays: swapping it under people who work in it would lose what they write. */
int cmd_copy(const struct options *options, char **arguments)
{
	const char *from = arguments[0], *to = arguments[1];
	struct error err = ERROR_INIT;
	struct store *store = NULL;
	bool opened = cmd_open(&store, from, true, &err);
	bool ok = opened && cmd_free(to, &err) && store_backup(store, to, &err);

	(void)options;
	store_close(store);
	return ok ? DONE : cmd_fail(opened ? to : from, &err);
}

/* --- lines --- */

struct lines {
	FILE *file;
	char *line;
	size_t room;
	int64_t count;
};

static bool write_line(struct text line, void *arg, struct error *err)
{
	struct lines *lines = arg;

	if (fwrite(line.at, 1, line.len, lines->file) != line.len || putc('\n', lines->file) == EOF)
		return fail_errno(err, "writing");
	if (++lines->count % 1000 == 0)
		cmd_progress("lines", lines->count);
	return true;
}

int cmd_dump(const struct options *options, char **arguments)
{
	struct lines lines = {.file = stdout};
	struct error err = ERROR_INIT;
	struct store *store = NULL;
	bool ok;

	(void)options;
	ok = cmd_open(&store, arguments[0], true, &err) && store_dump(store, write_line, &lines, &err);
	cmd_progress("", -1);
	/* What the disk did not take shows only now. */
	if (ok && fflush(stdout))
		ok = fail_errno(&err, "writing");
	store_close(store);
	return ok ? DONE : cmd_fail(arguments[0], &err);
}

static bool read_line(struct text *line, void *arg, struct error *err)
{
	struct lines *lines = arg;
	ssize_t len;

	errno = 0;
	len = getline(&lines->line, &lines->room, lines->file);
	if (len < 0)
		return ferror(lines->file) ? fail_errno(err, "reading") : false;
	if (len && lines->line[len - 1] == '\n')
		len--;
	*line = (struct text){lines->line, (size_t)len};
	if (++lines->count % 1000 == 0)
		cmd_progress("lines", lines->count);
	return true;
}

int cmd_load(const struct options *options, char **arguments)
{
	struct store_config config = {.path = arguments[0], .schema = &court_schema, .create = true};
	bool standard = !strcmp(arguments[1], "-");
	struct lines lines = {.file = standard ? stdin : fopen(arguments[1], "re")};
	struct error err = ERROR_INIT;
	struct store *store = NULL;
	bool ok;

	(void)options;
	if (!lines.file) {
		fprintf(stderr, "touyand: %s: %s\n", arguments[1], strerror(errno));
		return COULD_NOT;
	}
	if (!cmd_free(arguments[0], &err)) {
		if (!standard)
			fclose(lines.file);
		return cmd_fail(arguments[0], &err);
	}
	ok = store_open(&store, &config, &err) && store_load(store, read_line, &lines, &err);
	cmd_progress("", -1);
	store_close(store);
	free(lines.line);
	if (!standard)
		fclose(lines.file);
	return ok ? DONE : cmd_fail(arguments[1], &err);
}

/* --- verify --- */

static void progress(uint64_t done, void *arg)
{
	cmd_progress(arg, (int64_t)done);
}

int cmd_verify(const struct options *options, char **arguments)
{
	struct problems faults = PROBLEMS_INIT;
	struct error err = ERROR_INIT;
	struct store *store = NULL;
	bool ok;
	int status;

	(void)options;
	ok = cmd_open(&store, arguments[0], true, &err) &&
		store_verify(store, &faults, progress, "checked", &err);
	cmd_progress("", -1);
	cmd_faults(&faults);
	status = !ok ? cmd_fail(arguments[0], &err) : faults.count ? REFUSED : DONE;
	store_close(store);
	problems_release(&faults);
	return status;
}
