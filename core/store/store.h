/* The records of one court, kept: read in one state, changed by patches, with history, audit chain, indexes,
 * unique keys and tokens in the same transaction. Tables and keys: core/store/README.md. */
#ifndef CORE_STORE_STORE_H
#define CORE_STORE_STORE_H

#include "core/base/arena.h"
#include "core/schema/patch.h"
#include "core/schema/world.h"
#include "core/store/kv.h"

struct store;

struct store_config {
	const char *path; /* NULL: in memory */
	const struct schema *schema;
	bool create;
	bool read_only;
	size_t map_size, quota; /* 0: as kv.h */
};
bool store_open(struct store **store, const struct store_config *config, struct error *err);
void store_close(struct store *store);
struct kv *store_kv(struct store *store);
const struct schema *store_schema(const struct store *store);
/* The court's offset from UTC in minutes, for the date of `world->today`; COURT_OFFSET until it is told. */
void store_offset(struct store *store, int minutes);

/* One state to read. `world` is valid inside `work` only. */
typedef bool store_work(struct world *world, void *arg, struct error *err);
bool store_read(struct store *store, uint64_t person, store_work *work, void *arg, struct error *err);

/* A change under way: a world that sees what was written so far, and a way to write. */
struct writer {
	struct world world; /* first: a writer is a world */
	struct store_change *change;
};
/* Who changes what and why; one audit entry, one undo. */
struct change_head {
	uint8_t token[16];  /* zero: none. A repeated token does nothing and answers as the first time */
	uint64_t author;    /* person, 0: the operator */
	uint32_t uid;       /* Unix user */
	const char *action; /* "apply", an operation's name, "import", "undo" … */
	struct text reason;
	/* Asked in the transaction before anything is written: may this be done? NULL: yes. */
	bool (*may)(struct world *world, void *arg, struct error *err);
	void *may_arg;
};
/* What a change did. */
struct change_result {
	uint64_t sequence; /* of its audit entry; 0: nothing was changed */
	int64_t moment;
	bool repeated;
	struct change_item {
		unsigned entity;
		uint64_t id;
		int64_t placeholder; /* negative as asked for, or 0 */
		uint32_t revision;
	} * items;
	size_t count, room; /* each record once, with its last revision */
	/* Keys that new rows were given, for those who sent ROW_NEW keys. */
	struct placed_row {
		unsigned entity;
		uint64_t id;
		uint16_t tag;
		uint64_t placeholder, row;
	} * rows;
	size_t row_count, row_room;
	struct conflicts conflicts; /* when it failed with ERROR_CONFLICT; values are in `arena` */
	unsigned conflict_entity;
	uint64_t conflict_id;
	struct problems problems; /* errors when it was refused, warnings when not */
	struct arena arena;
};
void change_result_release(struct change_result *result);
typedef bool change_work(struct writer *writer, void *arg, struct error *err);
/* Runs `work` in a write transaction; durable on return. On failure nothing was written. `work` may run
 * twice. */
bool store_change(struct store *store, const struct change_head *head, change_work *work, void *arg,
	struct change_result *result, struct error *err);

/* Applies a patch inside a change. `*id`: the record; 0 or negative (cast) makes a new one and receives its
 * id; placeholders given earlier in the change may stand as references in later patches of the same change
 * (as negative numbers). `base`: the revision it was made against (merged by field when older; 0: against
 * what is there now). The record is checked as a whole and its references must exist; rows beside are written
 * one by one. */
bool writer_apply(struct writer *writer, unsigned entity, uint64_t *id, uint32_t base,
	const struct patch *patch, struct error *err);
/* Shorthand for model code: sets fields of a record (new when *id is 0) whatever they are now. Pairs of tag
 * and value. */
bool writer_set(struct writer *writer, unsigned entity, uint64_t *id, const struct record_slot *values,
	size_t count, struct error *err);
/* Adds, changes (fields as given; row exists) or with `body` NULL removes a row of a list. key 0: a new last
 * row, key returned. */
bool writer_row(struct writer *writer, unsigned entity, uint64_t id, uint16_t tag, uint64_t *key,
	const struct record *body, struct error *err);
struct change_result *writer_result(struct writer *writer);

/* Applies the inverse of an audit entry's patches as a change of its own, by head->author. Fails with
 * ERROR_CONFLICT when somebody changed the same fields since. */
bool store_undo(struct store *store, const struct change_head *head, uint64_t sequence,
	struct change_result *result, struct error *err);
/* The newest change of `author` that is not undone yet (or the newest undo, for redo); 0: none. */
uint64_t store_last_change(struct world *world, uint64_t author, bool undone);

/* Reading a record with the lists kept beside it put inside, as clients see it. */
bool world_whole(struct world *world, const struct view *view, struct buf *body, struct error *err);
/* A body without what is SECRET in it. */
void told_only(const struct entity *entity, struct text body, struct buf *out);
/* A name's record by its UNIQUE field or title. */
bool world_find(struct world *world, unsigned entity, uint16_t tag, struct text text, uint64_t *id);

/* How many records there are that are not removed; false when that was not counted from the beginning. */
bool world_count(struct world *world, unsigned entity, uint64_t *count);
/* The ids in the order of an index, or backwards, without reading the records. `tuple` is what they are
 * ordered by, valid as long as the world; equal ones come by ascending id (descending when backwards). */
typedef bool world_id(uint64_t id, struct text tuple, void *arg); /* false ends the walk */
bool world_ids(struct world *world, unsigned entity, unsigned index, bool backward, world_id *visit,
	void *arg, struct error *err);

/* History of a record, newest first. */
struct history_entry {
	uint32_t revision;
	int64_t moment;
	uint64_t author, sequence;
	struct text action, reason;
	struct patch patch; /* slices of the transaction */
};
typedef bool history_visit(const struct history_entry *entry, void *arg);
bool world_history(struct world *world, unsigned entity, uint64_t id, history_visit *visit, void *arg,
	struct error *err);

/* Audit entries after `sequence`, oldest first: the change feed. */
struct audit_entry {
	uint64_t sequence, author;
	uint64_t undoes; /* the entry that it takes back, or does again; 0: none */
	int64_t moment;
	uint32_t uid;
	struct text action, reason;
	const struct change_item *items; /* one for each patch, in order: a record may stand here again */
	size_t count;
	uint8_t hash[32];
};
typedef bool audit_visit(const struct audit_entry *entry, void *arg);
bool world_audit(struct world *world, uint64_t after, audit_visit *visit, void *arg, struct error *err);
uint64_t world_sequence(struct world *world); /* of the newest entry */
/* Is the entry that was once seen (and kept elsewhere) still in the chain? The chain alone cannot show that
 * its end was cut off. */
bool world_holds(struct world *world, uint64_t sequence, const uint8_t hash[32], struct error *err);

/* Everything against everything: CRC, form, indexes both ways, unique keys, references, counts, chain. Each
 * fault is a problem; false only when it could not look. `progress` may be NULL. */
bool store_verify(struct store *store, struct problems *faults, void (*progress)(uint64_t done, void *arg),
	void *arg, struct error *err);
/* Canonical JSON lines, and back into an empty store. `write` takes one line without its newline. */
typedef bool line_write(struct text line, void *arg, struct error *err);
bool store_dump(struct store *store, line_write *write, void *arg, struct error *err);
typedef bool line_read(struct text *line, void *arg, struct error *err); /* false without error at the end */
bool store_load(struct store *store, line_read *read, void *arg, struct error *err);
/* A live compacted copy in `path`, opened and verified before this returns. */
bool store_backup(struct store *store, const char *path, struct error *err);

#endif
