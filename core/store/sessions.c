/* Which sessions run. Each holds a lock on a byte of its own of a file beside the drafts; the system lets go
 * of it when the process ends, killed or not. */
#include <fcntl.h>
#include <unistd.h>
#include "core/store/drafts_internal.h"

/* Offsets have one bit less than sessions; that bit is always set. */
static struct flock byte_of(uint64_t session)
{
	return (struct flock){
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)(session >> 1), .l_len = 1};
}

void sessions_open(struct drafts *drafts, const char *path)
{
	struct buf name = BUF_INIT;

	drafts->running = -1;
	if (!path)
		return;
	buf_printf(&name, "%s/sessions", path);
	drafts->running = open(buf_cstr(&name), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	buf_release(&name);
}

void sessions_close(struct drafts *drafts)
{
	if (drafts->running >= 0)
		close(drafts->running);
}

void drafts_enter(struct drafts *drafts, uint64_t session)
{
	struct flock byte = byte_of(session);

	drafts->session = session;
	if (drafts->running >= 0)
		fcntl(drafts->running, F_SETLK, &byte);
}

bool drafts_session_runs(const struct drafts *drafts, uint64_t session)
{
	struct flock byte = byte_of(session);

	if (!session || session == drafts->session)
		return session != 0;
	return drafts->running >= 0 && fcntl(drafts->running, F_GETLK, &byte) == 0 && byte.l_type != F_UNLCK;
}
