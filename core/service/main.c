/* touyand: keeps the store. */
#include <argp.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "core/base/memory.h"
#include "core/base/near.h"
#include "core/service/cmd.h"

const char *argp_program_version = "touyand 0.1.0";

enum { OPTION = 256, ARGUMENTS_MAX = 4 };

static const struct argp_option option_rows[] = {
	{"name", OPTION, "NAME", 0, "init: the court's name", 0},
	{"start", OPTION + 1, "DATE", 0, "init: the first day the program is used (default today)", 0},
	{"socket", OPTION + 2, "PATH", 0,
		"serve: the socket (default /run/touyan/socket, or the one systemd opened)", 0},
	{"group", OPTION + 3, "GROUP", 0,
		"serve: the Unix group that may connect (default everybody: who is nobody here is refused)",
		0},
	{"fd", OPTION + 4, "N", 0, "session: the descriptor of the line", 0},
	{"store", OPTION + 5, "DIR", 0, "session: the store", 0},
	{"as", OPTION + 6, "LOGIN", 0, "session: be the person with this login", 0},
	{"now", OPTION + 7, "TIME", 0, "session: take TIME (2026-09-24T07:00:00Z) for the present", 0},
	{"groups", OPTION + 8, "N", 0, "demo: a large court of N groups instead, for measurements", 0},
	{"years", OPTION + 9, "N", 0, "demo: with --groups, so many years of meetings (default 1)", 0},
	{0},
};

struct given {
	struct options options;
	unsigned seen; /* mask, by the order of option_rows */
	char *arguments[ARGUMENTS_MAX];
	int count;
};

static error_t take(int key, char *arg, struct argp_state *state)
{
	struct given *given = state->input;
	struct options *options = &given->options;
	const char **const places[] = {&options->name, &options->start, &options->socket, &options->group,
		&options->fd, &options->store, &options->as, &options->now, &options->groups,
		&options->years};

	if (key >= OPTION && key < OPTION + (int)(sizeof(places) / sizeof(*places))) {
		*places[key - OPTION] = arg;
		given->seen |= 1u << (key - OPTION);
	} else if (key == ARGP_KEY_ARG && given->count < ARGUMENTS_MAX) {
		given->arguments[given->count++] = arg;
	} else {
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static char *help(int key, const char *text, void *input)
{
	struct buf out = BUF_INIT;
	char *words;

	(void)input;
	if (key != ARGP_KEY_HELP_POST_DOC)
		return (char *)text;
	buf_printf(&out, "Commands:\n");
	for (const struct command *command = commands; command->name; command++)
		buf_printf(&out, "  %s%s%s\n      %s\n", command->name, *command->arguments ? " " : "",
			command->arguments, command->help);
	buf_printf(&out, "\nExit status: 0 done, 1 refused or faults found, 2 could not run.");
	/* argp gives it to free(). */
	words = mem_copy_text(buf_cstr(&out), out.len);
	buf_release(&out);
	return words;
}

/* Is the option's name one of those the command takes? */
static bool takes(const struct command *command, const char *name)
{
	struct text rest = text_of(command->may), piece;

	while (text_split(&rest, ' ', &piece))
		if (text_is(piece, name))
			return true;
	return false;
}

static int run(const struct command *command, struct given *given)
{
	for (unsigned i = 0; option_rows[i].name; i++)
		if (given->seen & 1u << i && !takes(command, option_rows[i].name)) {
			fprintf(stderr, "touyand: %s: takes no --%s\n", command->name, option_rows[i].name);
			return COULD_NOT;
		}
	if (given->count - 1 != command->count) {
		fprintf(stderr, "touyand: %s: usage: touyand %s %s\n", command->name, command->name,
			command->arguments);
		return COULD_NOT;
	}
	return command->run(&given->options, given->arguments + 1);
}

static void say_unknown(const char *name)
{
	struct near near = near_to(text_of(name));
	struct buf words = BUF_INIT;

	for (const struct command *command = commands; command->name; command++)
		near_try(&near, text_of(command->name));
	near_words(&near, &words);
	if (near.count)
		fprintf(stderr, "touyand: %s: no such command; did you mean %s?\n", name, buf_cstr(&words));
	else
		fprintf(stderr, "touyand: %s: no such command; touyand --help lists them\n", name);
	buf_release(&words);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {option_rows, take, "COMMAND [ARGUMENTS]",
		"Keeps the records of a court's Party groups.\v", NULL, help, NULL};
	static char name[] = "touyand";
	struct given given = {.count = 0};

	umask(0077);
	/* A file that may not grow is a full disk, and no reason to end. */
	signal(SIGXFSZ, SIG_IGN);
	argp_err_exit_status = COULD_NOT;
	/* However it was called, errors begin with its name. */
	argv[0] = name;
	if (argp_parse(&argp, argc, argv, 0, NULL, &given) == ENOMEM)
		mem_none();
	if (!given.count) {
		fputs("touyand: no command: touyand --help lists them\n", stderr);
		return COULD_NOT;
	}
	for (const struct command *command = commands; command->name; command++)
		if (!strcmp(command->name, given.arguments[0]))
			return run(command, &given);
	say_unknown(given.arguments[0]);
	return COULD_NOT;
}
