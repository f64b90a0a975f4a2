/* Small stores for tests, in memory or in a directory of their own, with the entities of a court. */
#ifndef TESTS_HARNESS_STORE_FIXTURE_H
#define TESTS_HARNESS_STORE_FIXTURE_H

#include "core/model/entities.h"
#include "core/store/store.h"

enum { FIXTURE_PATH = 64 };

/* A new directory for a test, and away with it. */
void fixture_path(char path[FIXTURE_PATH]);
void fixture_remove(const char *path);
/* A new store; `path` NULL: in memory. */
struct store *fixture_open(const char *path);

/* Nobody whom a test makes: who made a record may have rights to it. */
enum { FIXTURE_AUTHOR = 70007 };
/* One patch as a change of that author without a token. */
bool fixture_apply(struct store *store, unsigned entity, uint64_t *id, uint32_t base,
	const struct patch *patch, struct change_result *result, struct error *err);
/* Sets fields of a record, new when *id is 0, as a change; fails the test when it is refused. */
struct change_result fixture_set(
	struct store *store, unsigned entity, uint64_t *id, const struct record_slot *values, size_t count);
uint64_t fixture_person(struct store *store, const char *code, const char *name);
uint64_t fixture_branch(struct store *store, const char *name);
/* A group of a branch made for it. */
uint64_t fixture_group(struct store *store, const char *name);
uint64_t fixture_meeting(struct store *store, uint64_t group, int64_t date, const char *topic);

/* A copy of a record's body (with the lists beside when `whole`), to be released; the revision, 0 when there
 * is no record. */
uint32_t fixture_body(struct store *store, unsigned entity, uint64_t id, bool whole, struct buf *body);
/* Ids a walk of an index meets, in order. */
size_t fixture_walk(struct store *store, unsigned entity, unsigned index, const struct value *keys,
	size_t key_count, uint64_t *ids, size_t room);
/* How many faults a verification finds. */
size_t fixture_faults(struct store *store);
/* The whole dump. */
void fixture_dump(struct store *store, struct buf *out);

#endif
