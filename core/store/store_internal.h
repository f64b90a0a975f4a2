/* What the files of the store share. Tables and keys: core/store/README.md. */
#ifndef CORE_STORE_STORE_INTERNAL_H
#define CORE_STORE_STORE_INTERNAL_H

#include "core/base/id_map.h"
#include "core/store/store.h"

enum table {
	TABLE_META,
	TABLE_REC,
	TABLE_ROW,
	TABLE_IDX,
	TABLE_UNIQ,
	TABLE_HIST,
	TABLE_AUD,
	TABLE_TOKEN,
	TABLE_COUNT,
};
enum { STORE_FORMAT = 1, KEY_ROOM = 24, HASH_SIZE = 32, DIGEST_SIZE = 16, TOKEN_SIZE = 16 };

struct store {
	struct kv *kv;
	const struct schema *schema;
	int offset; /* of the court from UTC, minutes */
	/* Of the state that was read last, its newest audit entry: asked for with each page. */
	struct {
		uint64_t state, sequence;
	} newest;
};

/* One patch that was applied to one record. */
struct step {
	unsigned entity;
	uint64_t id;
	int64_t placeholder;                             /* as asked for, in the step that made it; else 0 */
	uint32_t revision;                               /* what it became; 1: it was made */
	uint8_t patch[DIGEST_SIZE], record[DIGEST_SIZE]; /* of the stored bytes in hist and rec */
};

/* An audit entry with all that is in it. Slices of the bytes it was read from; arrays in an arena. */
struct audit_full {
	struct audit_entry entry;
	struct text token;
	bool undo; /* takes back; an undo of an undo does not */
	struct step *steps;
	size_t step_count;
	struct placed_row *rows;
	size_t row_count;
	uint8_t previous[HASH_SIZE];
};

/* Where a world reads, and all that a change collects. */
struct store_change {
	struct store *store;
	struct kv_txn *txn;
	const struct entity *asked; /* of the record that was got last; NULL: none was */
	/* Only in a change. */
	const struct change_head *head;
	struct change_result *result;
	struct arena arena; /* of this run of the work */
	struct audit_full audit;
	size_t step_room;
	struct noted { /* the items of the result, by entity */
		unsigned entity;
		struct id_map items;
	} * noted;
	size_t noted_count, noted_room;
	struct made *made; /* the records made under a placeholder, newest first */
	bool strict;       /* old values must be there as they are: no merging, for undo */
	bool failed;       /* something was refused: nothing may be committed */
};

/* Keys of fixed length; `room` lends the memory. */
struct text record_key(uint8_t room[KEY_ROOM], unsigned entity, uint64_t id);
struct text row_key(uint8_t room[KEY_ROOM], unsigned entity, uint64_t id, uint16_t tag, uint64_t row);
struct text history_key(uint8_t room[KEY_ROOM], unsigned entity, uint64_t id, uint32_t revision);
struct text number_key(uint8_t room[KEY_ROOM], uint64_t number);
struct text pair_key(uint8_t room[KEY_ROOM], unsigned entity, unsigned second);
/* The big-endian number that starts at `at`. */
uint64_t key_number_at(struct text key, size_t at, size_t len);

/* kv_get with "not there" apart from failure: false only when reading failed. */
bool fetch(struct kv_txn *txn, enum table table, struct text key, struct text *value, bool *found,
	struct error *err);
/* A number kept in meta under a name; 0 when it is not there. */
bool meta_get(struct kv_txn *txn, struct text name, uint64_t *number, struct error *err);
bool meta_put(struct kv_txn *txn, struct text name, uint64_t number, struct error *err);

/* A world over a transaction; `change` must outlive it. */
void world_init(struct writer *writer, struct store_change *change, uint64_t person);
static inline struct store_change *world_change(struct world *world)
{
	return ((struct writer *)world)->change;
}
/* world.c: a gather of the records with these numbers. */
bool world_gather_part(struct world *world, const struct gathering *gathering, uint64_t first, uint64_t last,
	struct error *err);
/* A stored record's bytes as a view; the failure names entity and id. */
bool record_open(struct view *view, const struct entity *entity, uint64_t id, struct text key,
	struct text bytes, struct error *err);
bool unknown_entity(unsigned entity, struct error *err);

/* index.c: one value as an element of a key. */
void key_value(struct buf *key, const struct field *field, const struct value *value, struct text sounds);
struct entries {
	struct text *items;
	size_t count, room;
};
/* Entries of one index that a record has, sorted, none twice; none when `view` is NULL or removed. */
void index_entries(
	const struct index *index, const struct view *view, struct arena *arena, struct entries *out);
/* reindex.c: makes the orders anew when the schema declares others than the store was written with. */
bool store_reindex(struct kv *kv, const struct schema *schema, struct error *err);
bool index_update(
	struct store_change *change, const struct view *old, const struct view *new, struct error *err);
/* ids.c: how many records there are that are not removed. */
bool count_update(
	struct store_change *change, const struct view *old, const struct view *new, struct error *err);
/* The key in uniq, or false when the field is empty or the record does not count. */
bool unique_key(const struct field *field, const struct view *view, struct buf *key);
/* Adds a problem for each value another record has. */
bool unique_check(
	struct store_change *change, const struct view *view, struct problems *problems, struct error *err);
bool unique_update(
	struct store_change *change, const struct view *old, const struct view *new, struct error *err);

/* What history, drafts and unknown kinds of records are read as: no field is known. */
extern const struct entity entry_shape;

/* refs.c: placeholders become ids; `patch` and its values are in `arena`. */
bool refs_resolve(
	struct store_change *change, const struct entity *entity, struct patch *patch, struct error *err);
/* Adds a problem for each reference of `new` that `old` has not and that leads nowhere. */
bool refs_check(struct store_change *change, const struct view *old, const struct view *new,
	struct problems *problems, struct error *err);
typedef bool ref_visit(const struct field *field, uint64_t row, uint64_t id, void *arg);
bool refs_each(const struct view *view, ref_visit *visit, void *arg);

/* rows.c: lists beside. The body with those rows beside that the patch touches put inside. */
bool rows_inside(struct store_change *change, const struct view *view, const struct patch *patch,
	struct buf *body, struct error *err);
/* The body without lists beside. */
void rows_strip(const struct entity *entity, struct text body, struct buf *out);
/* Writes the rows in which the two bodies differ. */
bool rows_update(
	struct store_change *change, const struct view *old, const struct view *new, struct error *err);
bool change_place_rows(
	struct store_change *change, const struct view *view, struct patch *patch, struct error *err);
bool has_beside(const struct entity *entity);

/* history.c */
bool history_write(struct store_change *change, const struct view *view, const struct patch *patch,
	uint8_t digest[DIGEST_SIZE], struct error *err);
bool history_read(struct kv_txn *txn, const struct entity *entity, uint64_t id, uint32_t revision,
	struct history_entry *entry, struct error *err);
bool history_decode(struct text key, struct text bytes, struct history_entry *entry, struct error *err);

/* audit.c */
void digest_of(struct text bytes, uint8_t digest[DIGEST_SIZE]);
bool audit_head(struct kv_txn *txn, uint64_t *sequence, uint8_t hash[HASH_SIZE], struct error *err);
bool audit_put_head(struct kv_txn *txn, uint64_t sequence, const uint8_t hash[HASH_SIZE], struct error *err);
void audit_encode(const struct audit_full *audit, struct buf *out);
void audit_hash(const uint8_t previous[HASH_SIZE], struct text canonical, uint8_t hash[HASH_SIZE]);
bool audit_decode(
	struct text key, struct text bytes, struct arena *arena, struct audit_full *audit, struct error *err);
bool audit_read(struct kv_txn *txn, uint64_t sequence, struct arena *arena, struct audit_full *audit,
	bool *found, struct error *err);
/* Writes entry, head and token. */
bool audit_append(struct store_change *change, struct error *err);

/* change.c: store_change with the change in reach before `work` runs. */
struct change_mode {
	bool strict;
	uint64_t undoes;
};
bool change_run(struct store *store, const struct change_head *head, const struct change_mode *mode,
	change_work *work, void *arg, struct change_result *result, struct error *err);
bool new_id(
	struct store_change *change, unsigned entity, int64_t placeholder, uint64_t *id, struct error *err);
/* The id given in this change for a placeholder, or 0. */
uint64_t placeholder_id(const struct store_change *change, unsigned entity, int64_t placeholder);
void change_note(struct store_change *change, const struct step *step);

#endif
