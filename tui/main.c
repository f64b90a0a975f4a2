/* touyan: the screen and the commands. It never opens a store; see client_session(). */
#include <argp.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/base/near.h"
#include "tui/cmd/cmd.h"
#include "tui/run.h"
#include "tui/term.h"
#include "tui/words.h"

enum {
	OPT_STORE = 256,
	OPT_SOCKET,
	OPT_AS,
	OPT_NOW,
	OPT_LANG,
	OPT_FORMAT,
	OPT_KEYS,
	OPT_DUMP,
	OPT_SIZE,
	OPT_WHERE,
	OPT_SORT,
	OPT_COLUMNS,
	OPT_ON,
	OPT_BASIS,
	OPT_FROM,
	OPT_REASON,
	OPT_OF,
	OPT_YES,
	OPT_EARLY
};

const char *argp_program_version = "touyan 0.1.0";

static const struct argp_option option_rows[] = {
	{"store", OPT_STORE, "DIR", 0,
		"Work on the store in DIR with a touyand of our own (demo, one person)", 0},
	{"socket", OPT_SOCKET, "PATH", 0,
		"Connect to the touyand that serves on PATH (default /run/touyan/socket)", 0},
	{"as", OPT_AS, "LOGIN", 0, "With --store: be the person with this login", 0},
	{"now", OPT_NOW, "TIME", 0, "With --store: take TIME (2026-09-24T07:00:00Z) for the present", 0},
	{"lang", OPT_LANG, "zh|en", 0, "Language of the interface", 0},
	{"format", OPT_FORMAT, "text|csv|json", 0, "Form of what a command prints", 0},
	{"keys", OPT_KEYS, "FILE", 0, "Drive the screen by the keys in FILE, without a terminal", 0},
	{"dump", OPT_DUMP, "FILE", 0, "With --keys: write the screens it is told to dump into FILE", 0},
	{"size", OPT_SIZE, "COLUMNSxROWS", 0, "With --keys: size of the screen (80x24)", 0},
	{"where", OPT_WHERE, "EXPR", 0,
		"list, export: only rows that EXPR holds for, as \"state = draft and date >= 2026-07-01\"",
		0},
	{"sort", OPT_SORT, "PATHS", 0, "list, export: order, as \"-date group.name\"", 0},
	{"columns", OPT_COLUMNS, "PATHS", 0, "list, export: what to show, as \"date topic chair\"", 0},
	{"on", OPT_ON, "DATE", 0, "import: the day memberships begin (default 1 January of this year)", 0},
	{"basis", OPT_BASIS, "TEXT", 0,
		"rules activate: the document's number, or the date of the meeting that decided", 0},
	{"from", OPT_FROM, "PERIOD", 0,
		"rules activate: the first period (default the next); diff: with those in force then", 0},
	{"reason", OPT_REASON, "TEXT", 0, "rules activate: why for a period that has begun", 0},
	{"of", OPT_OF, "group|branch|person", 0,
		"score, list: whose points, each by rules of its own (group)", 0},
	{"yes", OPT_YES, NULL, 0, "import: do it, after having seen the preview", 0},
	{"early", OPT_EARLY, NULL, 0,
		"score, list: also a period that began before the court's first day with the program", 0},
	{0},
};

struct arguments {
	struct options options;
	int argc;
	char **argv;
};

static error_t take(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;
	struct options *options = &arguments->options;
	const char **const places[] = {&options->store, &options->socket, &options->as, &options->now,
		&options->lang, &options->format, &options->keys, &options->dump, &options->size,
		&options->where, &options->sort, &options->columns, &options->on, &options->basis,
		&options->begin, &options->reason, &options->of};

	if (key == OPT_YES)
		options->yes = true;
	else if (key == OPT_EARLY)
		options->early = true;
	else if (key >= OPT_STORE && key < OPT_YES)
		*places[key - OPT_STORE] = arg;
	else if (key == ARGP_KEY_ARG)
		arguments->argv[arguments->argc++] = arg;
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

/* What is done to a store from outside is touyand's; who types touyan means the same. */
static const char *const service_commands[] = {"init", "demo", "serve", "backup", "restore", "dump", "load",
	"verify", "compact", "declare", "doctor"};
enum { SERVICE_COMMANDS = sizeof(service_commands) / sizeof(*service_commands) };

static bool is_service_command(const char *name)
{
	size_t at = 0;

	while (at < SERVICE_COMMANDS && strcmp(name, service_commands[at]))
		at++;
	return at < SERVICE_COMMANDS;
}

/* Only comes back when touyand cannot be had. */
static int hand_over(char **argv, int argc)
{
	char **words = mem_new((size_t)(argc + 2) * sizeof(*words));
	struct error err = ERROR_INIT;

	for (int i = 0; i < argc; i++)
		words[i + 1] = argv[i];
	session_become(words, &err);
	free(words);
	return client_fail(&err, NULL, 2);
}

/* Wrapped here: argp would go on in the first column. */
static void put_wrapped(const char *words, size_t indent, struct buf *out)
{
	enum { HELP_COLUMNS = 78 };
	struct text rest = text_of(words);

	while (rest.len) {
		size_t len = text_wrap(rest, HELP_COLUMNS - indent);

		buf_printf(out, "%*s", (int)indent, "");
		buf_text(out, text_trim(text_take(rest, len)));
		buf_byte(out, '\n');
		rest = text_skip(rest, len);
	}
}

static char *command_help(int key, const char *text, void *input)
{
	struct buf out = BUF_INIT, line = BUF_INIT;
	char *copy;

	(void)input;
	if (key != ARGP_KEY_HELP_POST_DOC)
		return (char *)text;
	buf_printf(&out, "Commands (without one, the screen opens):\n");
	for (const struct command *command = client_commands; command->name; command++) {
		buf_clear(&line);
		buf_printf(&line, "%s %s", command->name, command->arguments);
		put_wrapped(buf_cstr(&line), 2, &out);
		put_wrapped(command->help, 6, &out);
	}
	buf_printf(&out, "Commands of touyand, which may be given here too (touyand --help):\n ");
	for (size_t i = 0; i < SERVICE_COMMANDS; i++)
		buf_printf(&out, " %s", service_commands[i]);
	buf_printf(&out, "\n\nExit status: 0 done, 1 refused or nothing found, 2 could not run.");
	copy = strdup(buf_cstr(&out)); /* argp frees it */
	buf_release(&out);
	buf_release(&line);
	return copy;
}

static int say_unknown(const char *name)
{
	struct near near = near_to(text_of(name));
	struct error err = ERROR_INIT;

	for (const struct command *command = client_commands; command->name; command++)
		near_try(&near, text_of(command->name));
	for (size_t i = near.count ? SERVICE_COMMANDS : 0; i < SERVICE_COMMANDS; i++)
		near_try(&near, text_of(service_commands[i]));
	client_unknown(&near, N_("no such command; touyan --help lists them"),
		N_("no such command; did you mean {2}?"), &err);
	return client_fail(&err, name, 2);
}

static int run_command(const struct options *options, int argc, char **argv)
{
	for (const struct command *command = client_commands; command->name; command++) {
		if (strcmp(command->name, argv[0]))
			continue;
		if (argc - 1 >= command->least && (command->most < 0 || argc - 1 <= command->most))
			return command->run(options, argc - 1, argv + 1);
		fprintf(stderr, "touyan: usage: touyan %s %s\n", command->name, command->arguments);
		return 2;
	}
	return is_service_command(argv[0]) ? hand_over(argv, argc) : say_unknown(argv[0]);
}

static bool find_scored(struct options *options, struct error *err)
{
	for (const struct choice *kind = evaluated_kinds; options->of && kind->name; kind++)
		if (!strcmp(options->of, kind->name) || !strcmp(options->of, kind->label))
			options->scored = kind->code;
	return !options->of || options->scored ||
		fail(err, ERROR_SYSTEM, "--of is group, branch or person, not {1}", "s", options->of);
}

/* Of the options what everything that takes them would stumble over. */
static bool options_good(struct options *options, struct error *err)
{
	int64_t now;

	if (!find_scored(options, err))
		return false;
	/* The service could only hang up. */
	return !options->now || moment_parse(text_of(options->now), &now) ||
		fail(err, ERROR_SYSTEM, "--now is a moment such as 2026-09-24T07:00:00Z, not {1}", "s",
			options->now);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {option_rows, take, "[COMMAND [ARGUMENTS]]",
		"Records and evaluates the work of Party groups.\v", NULL, command_help, NULL};
	struct arguments arguments = {{0}, 0, mem_new((size_t)argc * sizeof(char *))};
	static char name[] = "touyan";
	struct error err = ERROR_INIT;
	int status;

	if (argc > 1 && is_service_command(argv[1]))
		return hand_over(argv + 1, argc - 1);
	/* A file that may not grow is a full disk, and no reason to end. */
	signal(SIGXFSZ, SIG_IGN);
	if (!term_locale(&err))
		return client_fail(&err, NULL, 2);
	argp_err_exit_status = 2;
	/* However it was called, errors begin with its name. */
	argv[0] = name;
	if (argp_parse(&argp, argc, argv, 0, NULL, &arguments) == ENOMEM)
		mem_none();
	words_open(arguments.options.lang);
	if (!options_good(&arguments.options, &err))
		status = client_fail(&err, NULL, 2);
	else if (arguments.argc)
		status = run_command(&arguments.options, arguments.argc, arguments.argv);
	else
		status = run_screen(&arguments.options);
	free(arguments.argv);
	return status;
}
