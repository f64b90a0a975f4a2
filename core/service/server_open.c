/* Opening what a line needs, and finding out who is at its other end. */
#include <pwd.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>
#include "core/base/memory.h"
#include "core/model/entities.h"
#include "core/model/operations.h"
#include "core/service/server_internal.h"

enum { USERS_ROOM = 64 << 10 };

struct arrival {
	struct server *server;
	const struct server_config *config;
	struct text login;
	uint64_t person;
	uint64_t seen;
	int64_t offset;
};

/* Who may read the store's files is the operator, wherever he comes from. */
static bool is_operator(const struct server_config *config)
{
	return config->own || config->uid == 0 || config->uid == geteuid();
}

static bool arrive(struct world *world, void *arg, struct error *err)
{
	struct arrival *arrival = arg;
	const struct server_config *config = arrival->config;
	struct view court;

	arrival->seen = world_sequence(world);
	arrival->offset = COURT_OFFSET;
	if (world->get(world, ENTITY_COURT, COURT_ID, &court, err))
		arrival->offset = view_number_or(&court, COURT_UTC_OFFSET, COURT_OFFSET);
	arrival->person = 0;
	if (arrival->login.len && person_of_login(world, arrival->login, &arrival->person))
		return true;
	arrival->person = 0;
	if (is_operator(config) && !config->login)
		return true;
	return fail(err, ERROR_DENIED,
		"Nobody here has the login \"{1}\": the Party affairs office enters it under people", "S",
		arrival->login);
}

static bool find_person(struct arrival *arrival, struct error *err)
{
	const struct passwd *user;

	arrival->login = text_of(arrival->config->login);
	/* The C library's look into the list of users ends by a signal when it gets no memory. */
	free(mem_alloc(USERS_ROOM));
	if (!arrival->config->login && (user = getpwuid(arrival->config->uid)))
		arrival->login = text_of(user->pw_name);
	if (!store_read(arrival->server->store, 0, arrive, arrival, err))
		return false;
	store_offset(arrival->server->store, (int)arrival->offset);
	return true;
}

/* --- a fixed present --- */

static bool note_last(const struct audit_entry *entry, void *arg)
{
	*(int64_t *)arg = entry->moment;
	return true;
}

/* The court's, or the last change when that was later: what was done in an earlier session stays done. */
static bool fixed_present(struct world *world, void *arg, struct error *err)
{
	int64_t *present = arg, last = 0;
	uint64_t sequence = world_sequence(world);
	struct view court;

	if (!world->get(world, ENTITY_COURT, COURT_ID, &court, err))
		return err->kind == ERROR_NONE;
	*present = view_number(&court, COURT_CLOCK);
	if (*present && sequence && !world_audit(world, sequence - 1, note_last, &last, err))
		return false;
	if (*present && last > *present)
		*present = last;
	return true;
}

static bool take_present(struct server *server, struct error *err)
{
	int64_t present = 0;

	if (!server->config->own || server->config->now)
		return true;
	if (!store_read(server->store, 0, fixed_present, &present, err))
		return false;
	if (present)
		clock_fix(present, true);
	return true;
}

static bool declare(struct world *world, void *arg, struct error *err)
{
	(void)arg;
	return custom_declare_all(world, err);
}

bool server_open(struct server *server, const struct server_config *config, struct error *err)
{
	struct store_config how = {.path = config->store, .schema = &court_schema};
	struct arrival arrival = {.server = server, .config = config};

	server->config = config;
	server->pages = pages_new();
	if (getrandom(&server->session, sizeof(server->session), 0) < 0)
		return fail_errno(err, "getrandom");
	server->session = server->session >> 1 | 1;
	if (!config->store)
		return true;
	if (!store_open(&server->store, &how, err) || !drafts_open(&server->drafts, config->store, err))
		return false;
	drafts_enter(server->drafts, server->session);
	if (!take_present(server, err) || !store_read(server->store, 0, declare, NULL, err) ||
		!find_person(&arrival, err))
		return false;
	server->person = arrival.person;
	server->seen = arrival.seen;
	return true;
}

bool server_same_person(struct server *server)
{
	struct arrival arrival = {.server = server, .config = server->config};

	return find_person(&arrival, NULL) && arrival.person == server->person;
}

void server_close(struct server *server)
{
	struct presence gone = {.person = server->person, .session = server->session};

	if (server->present.entity)
		presence_put(server->drafts, &gone, NULL);
	drafts_cut(server);
	drafts_close(server->drafts);
	store_close(server->store);
	pages_free(server->pages);
}
