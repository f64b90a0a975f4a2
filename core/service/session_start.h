/* What session.c and session_start.c share. */
#ifndef CORE_SERVICE_SESSION_START_H
#define CORE_SERVICE_SESSION_START_H

#include <sys/types.h>
#include "core/service/session.h"

/* Over a connected line; `child` is waited for when it is closed (0: none). */
struct session *session_of(int fd, pid_t child);
pid_t session_child(const struct session *session);

#endif
