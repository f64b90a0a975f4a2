/* What the files of the server's own life share. */
#ifndef CORE_SERVICE_SERVER_INTERNAL_H
#define CORE_SERVICE_SERVER_INTERNAL_H

#include "core/service/request.h"
#include "core/service/server.h"

/* Opens store and drafts and finds out who is there. */
bool server_open(struct server *server, const struct server_config *config, struct error *err);
void server_close(struct server *server);
/* Is he still the same, and still here? Called when something was committed. */
bool server_same_person(struct server *server);

/* Runs one request and queues its answer on the wire: exactly one. `broken`: what is wrong with the server
 * itself, and the answer to everything; NULL: nothing. */
void server_answer(
	struct server *server, uint32_t number, uint8_t kind, struct text asked, const struct error *broken);
/* `with`: an applied body that goes with it, or NULL. */
void server_refuse(
	struct server *server, uint32_t number, const struct error *failure, const struct record *with);

/* What tells of commits. After ringing it is answered at once, but not more than a few times a second. */
struct bell {
	int fd; /* -1: there is none */
	bool own;
	bool rung;
	size_t looked;       /* in vain since it rang */
	int64_t last, after; /* by clock_steady(): last answered; not before */
};
void bell_open(struct bell *bell, const struct server_config *config, struct store *store);
void bell_close(struct bell *bell, const struct server_config *config);
/* Takes the ringing in; false when it never will again. */
bool bell_rung(struct bell *bell);
bool bell_due(const struct bell *bell);
/* For poll(). */
int bell_timeout(const struct bell *bell);
/* News to the client. False when he is to be left. */
bool bell_answer(struct bell *bell, struct server *server);

#endif
