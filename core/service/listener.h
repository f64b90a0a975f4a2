/* The socket that touyand listens on: systemd's, or its own. */
#ifndef CORE_SERVICE_LISTENER_H
#define CORE_SERVICE_LISTENER_H

#include "core/base/error.h"

/* `*own`: made here, to be unlinked at the end. `group`: who may connect; NULL: everybody, since who is
 * nobody in the store is refused. A socket that nobody listens on any more is replaced. */
bool listener_open(const char *path, const char *group, int *fd, bool *own, struct error *err);

#endif
