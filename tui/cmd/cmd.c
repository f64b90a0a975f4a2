#include "tui/cmd/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "tui/words.h"

const struct command client_commands[] = {
	{"today", "", N_("what is due, for whoever asks"), 0, 0, cmd_today},
	{"list", "SOURCE [PERIOD] [--where EXPR] [--sort PATHS] [--columns PATHS]",
		N_("the rows of a source"), 1, 2, cmd_list},
	{"score", "PERIOD [GROUP]", N_("a period's ranking, or the sheet of one of its groups"), 1, 2,
		cmd_score},
	{"show", "ENTITY ID", N_("one record as a plain page, to print and sign"), 2, 2, cmd_show},
	{"import", "ENTITY FILE [--yes] [--on DATE]",
		N_("a file's rows: a preview, and with --yes the import"), 2, 2, cmd_import},
	{"export", "SOURCE FILE", N_("a source into a file: .csv or .json"), 2, 2, cmd_export},
	{"rules", "check|test|read FILE... | diff FILE [FILE] | try FILE PERIOD | activate FILE | words",
		N_("what is wrong with a file of rules, whether the cases in it come out, what it says in "
		   "plain words, what it changes, what it would do to a period; and to put it in force"),
		1, -1, cmd_rules},
	{0},
};

#define DEFAULT_SOCKET "/run/touyan/socket"

struct session *client_session(const struct options *options, struct error *err)
{
	struct session *session = NULL;
	struct session_start start = {options->store, options->as, options->now, NULL};

	if (!start.store && !options->socket && access(DEFAULT_SOCKET, F_OK))
		start.store = getenv("TOUYAN_STORE");
	if (start.store)
		session_spawn(&session, &start, err);
	else
		session_connect(&session, options->socket ? options->socket : DEFAULT_SOCKET, err);
	return session;
}

struct session *client_session_or_bare(const struct options *options, struct error *err)
{
	struct session *session = NULL;
	struct session_start start = {NULL, NULL, options->now, NULL};
	const char *store = getenv("TOUYAN_STORE");

	if (options->store || options->socket || (store && *store) || !access(DEFAULT_SOCKET, F_OK))
		return client_session(options, err);
	session_spawn(&session, &start, err);
	return session;
}

int client_fail(const struct error *err, const char *what, int status)
{
	struct buf words = BUF_INIT;

	tr_message(&err->message, &words);
	/* Some say themselves what they are about. */
	if (what && !text_starts(buf_as_text(&words), text_of(what)))
		fprintf(stderr, "touyan: %s: %s\n", what, buf_cstr(&words));
	else
		fprintf(stderr, "touyan: %s\n", buf_cstr(&words));
	buf_release(&words);
	return status;
}

struct waiting {
	struct buf *room;
	struct view *answer;
	struct error *err;
	bool good;
};

static void answered(const struct answer *answer, void *arg)
{
	struct waiting *waiting = arg;

	waiting->good = answer->kind == ANSWER_DONE;
	if (!waiting->good) {
		*waiting->err = answer->error;
		return;
	}
	buf_clear(waiting->room);
	buf_text(waiting->room, answer->body.body);
	*waiting->answer = answer->body;
	waiting->answer->body = buf_as_text(waiting->room);
}

bool client_call(struct session *session, enum call call, const struct record *body, struct buf *room,
	struct view *answer, struct error *err)
{
	struct waiting waiting = {room, answer, err, false};
	uint32_t number = session_send(session, call, body, answered, &waiting);

	return session_wait(session, number, err) && waiting.good;
}

struct session *client_begin(const struct options *options, struct error *err)
{
	struct session *session = client_session(options, err);
	struct buf room = BUF_INIT;
	struct record hello;
	struct view answer;
	bool good = false;

	if (!session)
		return NULL;
	record_init(&hello, &hello_shape);
	record_number(&hello, HELLO_PROTOCOL, PROTOCOL);
	record_number(&hello, HELLO_ENGLISH, words_language() == LANGUAGE_EN);
	good = client_call(session, CALL_HELLO, &hello, &room, &answer, err);
	if (good)
		session_declare(&answer);
	record_release(&hello);
	buf_release(&room);
	if (good)
		return session;
	session_close(session);
	return NULL;
}

bool client_unknown(const struct near *near, const char *plain, const char *meant, struct error *err)
{
	struct buf words = BUF_INIT;

	near_words(near, &words);
	if (near->count)
		fail(err, ERROR_MISSING, meant, "SS", near->asked, buf_as_text(&words));
	else
		fail(err, ERROR_MISSING, plain, "S", near->asked);
	buf_release(&words);
	return false;
}

bool client_unknown_kind(const char *name, const char *plain, const char *meant, struct error *err)
{
	struct near near = near_to(text_of(name));

	for (const struct entity *const *entity = court_schema.entities; *entity; entity++)
		near_try(&near, text_of((*entity)->name));
	return client_unknown(&near, plain, meant, err);
}
