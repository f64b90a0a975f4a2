/* touyand's end of one line: a process of its own that answers until the line ends. */
#ifndef CORE_SERVICE_SERVER_H
#define CORE_SERVICE_SERVER_H

#include <stdbool.h>
#include <stdint.h>
#include "core/base/error.h"

struct server_config {
	const char *store; /* NULL: none; what needs one is refused */
	int fd;            /* the line */
	int bell; /* a pipe that rings at each commit and closes when it is time to go; -1: look oneself */
	uint32_t uid;      /* whose line it is */
	bool own;          /* --store: whoever is no person here is the operator */
	bool now;          /* --now: the clock was set already, whatever the court's is */
	const char *login; /* --as: only with `own`; NULL: that of the uid */
};

/* Serves until the line ends. What is wrong from the start (no store, an unknown login) is the answer to
 * every request, and the failure returned. */
bool server_run(const struct server_config *config, struct error *err);

#endif
