/* The chain against itself, and history and records against the digests in it. */
#include "core/store/verify_internal.h"
#include <string.h>

static bool check_history(struct verifying *verifying, struct text key, struct text value, struct error *err)
{
	unsigned entity = (unsigned)key_number_at(key, 0, 2);
	uint64_t id = key_number_at(key, 2, 8);
	struct history_entry entry;
	struct error fault = ERROR_INIT;
	struct view view;

	(void)err;
	if (history_decode(key, value, &entry, &fault))
		patch_release(&entry.patch);
	if (fault.kind == ERROR_NONE && key.len == 14 && verify_record(verifying, entity, id, &view) &&
		entry.revision == key_number_at(key, 10, 4) && entry.revision <= view.revision)
		return true;
	problem_add(verifying->faults, false, 0, 0,
		"The history of record {2} of kind {1} is damaged or belongs to no record, at revision {3}",
		"nnn", (int64_t)entity, (int64_t)id, (int64_t)key_number_at(key, 10, 4));
	return true;
}

static bool has_digest(struct verifying *verifying, enum table table, struct text key, const uint8_t *digest)
{
	struct error err = ERROR_INIT;
	uint8_t now[DIGEST_SIZE];
	struct text bytes;

	if (!kv_get(verifying->change->txn, table, key, &bytes, &err))
		return false;
	digest_of(bytes, now);
	return memcmp(now, digest, DIGEST_SIZE) == 0;
}

static void check_step(struct verifying *verifying, uint64_t sequence, const struct step *step)
{
	uint8_t room[KEY_ROOM];
	struct view view;
	bool same = has_digest(verifying, TABLE_HIST,
		history_key(room, step->entity, step->id, step->revision), step->patch);

	verifying->steps++;
	if (same && verify_record(verifying, step->entity, step->id, &view) &&
		view.revision == step->revision)
		same = has_digest(
			verifying, TABLE_REC, record_key(room, step->entity, step->id), step->record);
	if (!same)
		problem_add(verifying->faults, false, 0, 0,
			"Record {2} of kind {1} is not what entry {3} of the audit chain says", "nnn",
			(int64_t)step->entity, (int64_t)step->id, (int64_t)sequence);
}

static bool check_token(struct verifying *verifying, const struct audit_full *audit, struct error *err)
{
	struct text value;
	bool found;

	if (!audit->token.len)
		return true;
	verifying->tokens++;
	if (!fetch(verifying->change->txn, TABLE_TOKEN, audit->token, &value, &found, err))
		return false;
	if (!found || key_number_at(value, 0, 8) != audit->entry.sequence)
		problem_add(verifying->faults, false, 0, 0,
			"The token of entry {1} of the audit chain is lost", "n",
			(int64_t)audit->entry.sequence);
	return true;
}

struct chain {
	uint64_t sequence;
	uint8_t hash[HASH_SIZE];
};

static bool check_entry(struct verifying *verifying, struct chain *chain, struct text key, struct text bytes,
	struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct error fault = ERROR_INIT;
	struct audit_full audit;
	uint8_t hash[HASH_SIZE];
	bool ok = true;

	audit_hash(chain->hash, text_skip(bytes, HASH_SIZE), hash);
	chain->sequence++;
	if (!audit_decode(key, bytes, &arena, &audit, &fault) || audit.entry.sequence != chain->sequence ||
		memcmp(hash, audit.entry.hash, HASH_SIZE) != 0)
		problem_add(verifying->faults, false, 0, 0, "The audit chain breaks at entry {1}", "n",
			(int64_t)chain->sequence);
	/* Go on from what is there, so that one fault is told once. */
	chain->sequence = key_number_at(key, 0, 8);
	memcpy(chain->hash, audit.entry.hash, HASH_SIZE);
	for (size_t i = 0; fault.kind == ERROR_NONE && i < audit.step_count; i++)
		check_step(verifying, chain->sequence, &audit.steps[i]);
	if (fault.kind == ERROR_NONE)
		ok = check_token(verifying, &audit, err);
	arena_release(&arena);
	return ok;
}

static bool walk_chain(struct verifying *verifying, struct chain *chain, struct error *err)
{
	struct kv_range range;
	bool ok = true;

	if (!kv_range_open(&range, verifying->change->txn, TABLE_AUD, NO_TEXT, NO_TEXT, false, err))
		return false;
	while (ok && kv_range_next(&range, err))
		ok = check_entry(verifying, chain, range.key, range.value, err);
	kv_range_close(&range);
	return ok && err->kind == ERROR_NONE;
}

bool verify_chain(struct verifying *verifying, struct error *err)
{
	struct chain chain = {0}, head = {0};
	uint64_t history = 0, tokens = 0;

	if (!verify_table(verifying, TABLE_HIST, check_history, &history, err) ||
		!verify_table(verifying, TABLE_TOKEN, NULL, &tokens, err) ||
		!walk_chain(verifying, &chain, err) ||
		!audit_head(verifying->change->txn, &head.sequence, head.hash, err))
		return false;
	if (head.sequence != chain.sequence || memcmp(head.hash, chain.hash, HASH_SIZE) != 0)
		problem_add(verifying->faults, false, 0, 0,
			"The audit chain ends at entry {1}, but its head is entry {2}", "nn",
			(int64_t)chain.sequence, (int64_t)head.sequence);
	if (history != verifying->revisions)
		problem_add(verifying->faults, false, 0, 0,
			"There are {1} entries of history for {2} revisions", "nn", (int64_t)history,
			(int64_t)verifying->revisions);
	if (history != verifying->steps)
		problem_add(verifying->faults, false, 0, 0,
			"There are {1} entries of history for {2} steps in the audit chain", "nn",
			(int64_t)history, (int64_t)verifying->steps);
	if (tokens != verifying->tokens)
		problem_add(verifying->faults, false, 0, 0,
			"There are {1} tokens for {2} changes that had one", "nn", (int64_t)tokens,
			(int64_t)verifying->tokens);
	return true;
}
