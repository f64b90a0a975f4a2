/* What drafts and presence share. */
#ifndef CORE_STORE_DRAFTS_INTERNAL_H
#define CORE_STORE_DRAFTS_INTERNAL_H

#include "core/store/drafts.h"
#include "core/store/kv.h"

enum draft_table { TABLE_DRAFT, TABLE_PRESENCE, TABLE_COUNTER, DRAFT_TABLES };
enum { DELETED_AT_ONCE = 256 };

extern const struct entity entry_shape; /* of history.c */

struct drafts {
	struct kv *kv;
	uint64_t session; /* 0: none entered */
	int running;      /* file of the sessions that run; -1: in memory, or it could not be opened */
};
void sessions_open(struct drafts *drafts, const char *path);
void sessions_close(struct drafts *drafts);

typedef bool drafts_outdated(struct text key, struct text bytes, int64_t now);
/* Deletes entries that are outdated, at most DELETED_AT_ONCE: the transaction stays short. */
bool drafts_delete(
	struct kv_txn *txn, unsigned table, drafts_outdated *outdated, int64_t now, struct error *err);

#endif
