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
};

typedef bool drafts_outdated(struct text key, struct text bytes, int64_t now);
/* Deletes entries that are outdated, at most DELETED_AT_ONCE: the transaction stays short. */
bool drafts_delete(
	struct kv_txn *txn, unsigned table, drafts_outdated *outdated, int64_t now, struct error *err);

#endif
