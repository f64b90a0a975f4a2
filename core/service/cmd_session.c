/* One line that touyan opened: the store of whoever started it. */
#include <stdio.h>
#include <unistd.h>
#include "core/base/date.h"
#include "core/base/number.h"
#include "core/service/cmd.h"
#include "core/service/server.h"

int cmd_session(const struct options *options, char **arguments)
{
	struct server_config config = {
		.store = options->store, .bell = -1, .uid = getuid(), .own = true, .login = options->as};
	struct error err = ERROR_INIT;
	int64_t fd, now;

	(void)arguments;
	if (!options->fd || !number_parse(text_of(options->fd), &fd) || fd < 0 || fd > 1023) {
		fputs("touyand: session: needs --fd N\n", stderr);
		return COULD_NOT;
	}
	if (options->now && !moment_parse(text_of(options->now), &now)) {
		/* Somebody waits at the other end, and sees only that the line is cut. */
		fprintf(stderr, "touyand: %s: not a moment, as 2026-09-24T07:00:00Z\n", options->now);
		return COULD_NOT;
	}
	if (options->now)
		clock_fix(now, false);
	config.now = options->now;
	config.fd = (int)fd;
	/* Its failure was the answer to whoever asked. */
	return server_run(&config, &err) ? DONE : REFUSED;
}
