/* What the parts of a verification share. */
#ifndef CORE_STORE_VERIFY_INTERNAL_H
#define CORE_STORE_VERIFY_INTERNAL_H

#include "core/store/store_internal.h"

struct verifying {
	struct store_change *change;
	struct problems *faults;
	void (*progress)(uint64_t done, void *arg);
	void *arg;
	uint64_t done;
	/* What the records say there must be; the tables may hold no more. */
	uint64_t entries, uniques, revisions;
	uint64_t steps, tokens;
	struct entity_ids {
		unsigned entity;
		uint64_t highest, live;
	} * ids;
	size_t id_count, id_room;
};

/* One entry of a table; false only when reading failed. */
typedef bool verify_entry(struct verifying *verifying, struct text key, struct text value, struct error *err);
bool verify_table(struct verifying *verifying, enum table table, verify_entry *entry, uint64_t *count,
	struct error *err);
/* A record for comparison; false when there is none that can be read. */
bool verify_record(struct verifying *verifying, unsigned entity, uint64_t id, struct view *view);
/* Is the record what its history makes of it? */
bool verify_replay(struct verifying *verifying, const struct view *view);
bool verify_chain(struct verifying *verifying, struct error *err);

#endif
