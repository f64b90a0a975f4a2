/* Who changed what and when: entries chained by BLAKE2b-256, each hash over the one before and the entry's
 * own canonical bytes. An entry carries digests of what it wrote into records and history, so that neither
 * can be rewritten without the chain showing it. Stored: hash, then the canonical bytes. */
#include "core/store/store_internal.h"
#include "core/base/memory.h"
#include <sodium.h>
#include <string.h>

enum { AUDIT_FORMAT = 1 };

void digest_of(struct text bytes, uint8_t digest[DIGEST_SIZE])
{
	crypto_generichash(digest, DIGEST_SIZE, (const uint8_t *)bytes.at, bytes.len, NULL, 0);
}

void audit_hash(const uint8_t previous[HASH_SIZE], struct text canonical, uint8_t hash[HASH_SIZE])
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, NULL, 0, HASH_SIZE);
	crypto_generichash_update(&state, previous, HASH_SIZE);
	crypto_generichash_update(&state, (const uint8_t *)canonical.at, canonical.len);
	crypto_generichash_final(&state, hash, HASH_SIZE);
}

bool audit_head(struct kv_txn *txn, uint64_t *sequence, uint8_t hash[HASH_SIZE], struct error *err)
{
	struct text value;
	bool found;

	*sequence = 0;
	memset(hash, 0, HASH_SIZE);
	if (!fetch(txn, TABLE_META, TEXT("head"), &value, &found, err))
		return false;
	if (found && value.len != 8 + HASH_SIZE)
		return fail(err, ERROR_BROKEN, "The head of the audit chain is damaged", "");
	if (found) {
		*sequence = key_number_at(value, 0, 8);
		memcpy(hash, value.at + 8, HASH_SIZE);
	}
	return true;
}

bool audit_put_head(struct kv_txn *txn, uint64_t sequence, const uint8_t hash[HASH_SIZE], struct error *err)
{
	uint8_t head[8 + HASH_SIZE];

	number_key(head, sequence);
	memcpy(head + 8, hash, HASH_SIZE);
	return kv_put(txn, TABLE_META, TEXT("head"), (struct text){(const char *)head, sizeof(head)}, err);
}

static void put_block(struct buf *out, struct text text)
{
	buf_block(out, text.at, text.len);
}

static void encode_step(const struct step *step, struct buf *out)
{
	buf_varint(out, step->entity);
	buf_varint(out, step->id);
	buf_zigzag(out, step->placeholder);
	buf_varint(out, step->revision);
	buf_put(out, step->patch, DIGEST_SIZE);
	buf_put(out, step->record, DIGEST_SIZE);
}

static void encode_row(const struct placed_row *row, struct buf *out)
{
	buf_varint(out, row->entity);
	buf_varint(out, row->id);
	buf_varint(out, row->tag);
	buf_varint(out, row->placeholder);
	buf_varint(out, row->row);
}

void audit_encode(const struct audit_full *audit, struct buf *out)
{
	buf_byte(out, AUDIT_FORMAT);
	buf_varint(out, audit->entry.sequence);
	buf_zigzag(out, audit->entry.moment);
	buf_varint(out, audit->entry.author);
	buf_varint(out, audit->entry.uid);
	put_block(out, audit->token);
	put_block(out, audit->entry.action);
	put_block(out, audit->entry.reason);
	buf_varint(out, audit->entry.undoes);
	buf_byte(out, audit->undo);
	buf_varint(out, audit->step_count);
	for (size_t i = 0; i < audit->step_count; i++)
		encode_step(&audit->steps[i], out);
	buf_varint(out, audit->row_count);
	for (size_t i = 0; i < audit->row_count; i++)
		encode_row(&audit->rows[i], out);
}

static void copy_digest(struct reader *reader, uint8_t digest[DIGEST_SIZE])
{
	const uint8_t *bytes = read_bytes(reader, DIGEST_SIZE);

	if (bytes && !reader->bad)
		memcpy(digest, bytes, DIGEST_SIZE);
}

static void decode_step(struct reader *reader, struct step *step)
{
	step->entity = (unsigned)read_varint(reader);
	step->id = read_varint(reader);
	step->placeholder = read_zigzag(reader);
	step->revision = (uint32_t)read_varint(reader);
	copy_digest(reader, step->patch);
	copy_digest(reader, step->record);
}

static void decode_row(struct reader *reader, struct placed_row *row)
{
	row->entity = (unsigned)read_varint(reader);
	row->id = read_varint(reader);
	row->tag = (uint16_t)read_varint(reader);
	row->placeholder = read_varint(reader);
	row->row = read_varint(reader);
}

/* A count that cannot be true, given the bytes that are left, is damage and must not take memory. */
static size_t read_count(struct reader *reader, size_t least)
{
	uint64_t count = read_varint(reader);

	if (count > reader_left(reader) / least)
		reader->bad = true;
	return reader->bad ? 0 : (size_t)count;
}

static void decode_lists(struct reader *reader, struct arena *arena, struct audit_full *audit)
{
	struct change_item *items;

	audit->step_count = read_count(reader, 4 + 2 * DIGEST_SIZE);
	audit->steps = arena_new(arena, audit->step_count * sizeof(*audit->steps));
	items = arena_new(arena, audit->step_count * sizeof(*items));
	for (size_t i = 0; i < audit->step_count; i++) {
		struct step *step = &audit->steps[i];

		decode_step(reader, step);
		items[i] = (struct change_item){step->entity, step->id, step->placeholder, step->revision};
	}
	audit->entry.items = items;
	audit->entry.count = audit->step_count;
	audit->row_count = read_count(reader, 5);
	audit->rows = arena_new(arena, audit->row_count * sizeof(*audit->rows));
	for (size_t i = 0; i < audit->row_count; i++)
		decode_row(reader, &audit->rows[i]);
}

bool audit_decode(
	struct text key, struct text bytes, struct arena *arena, struct audit_full *audit, struct error *err)
{
	struct reader reader = reader_of(bytes.at, bytes.len);
	const uint8_t *hash = read_bytes(&reader, HASH_SIZE);

	*audit = (struct audit_full){0};
	if (hash && !reader.bad)
		memcpy(audit->entry.hash, hash, HASH_SIZE);
	reader.bad |= read_byte(&reader) != AUDIT_FORMAT;
	audit->entry.sequence = read_varint(&reader);
	audit->entry.moment = read_zigzag(&reader);
	audit->entry.author = read_varint(&reader);
	audit->entry.uid = (uint32_t)read_varint(&reader);
	audit->token = read_block(&reader);
	audit->entry.action = read_block(&reader);
	audit->entry.reason = read_block(&reader);
	audit->entry.undoes = read_varint(&reader);
	audit->undo = read_byte(&reader);
	decode_lists(&reader, arena, audit);
	if (!reader.bad && !reader_left(&reader) && key_number_at(key, 0, 8) == audit->entry.sequence)
		return true;
	return fail(err, ERROR_BROKEN, "Entry {1} of the audit chain is damaged", "n",
		(int64_t)key_number_at(key, 0, 8));
}

bool audit_read(struct kv_txn *txn, uint64_t sequence, struct arena *arena, struct audit_full *audit,
	bool *found, struct error *err)
{
	uint8_t room[KEY_ROOM];
	struct text key = number_key(room, sequence);
	struct text bytes;

	return fetch(txn, TABLE_AUD, key, &bytes, found, err) &&
		(!*found || audit_decode(key, bytes, arena, audit, err));
}

static bool put_token(struct store_change *change, struct error *err)
{
	uint8_t room[KEY_ROOM];

	return !change->audit.token.len ||
		kv_put(change->txn, TABLE_TOKEN, change->audit.token,
			number_key(room, change->audit.entry.sequence), err);
}

bool audit_append(struct store_change *change, struct error *err)
{
	struct audit_full *audit = &change->audit;
	struct buf bytes = BUF_INIT;
	uint8_t hash[HASH_SIZE] = {0};
	uint8_t room[KEY_ROOM];
	bool ok;

	buf_put(&bytes, hash, HASH_SIZE);
	audit_encode(audit, &bytes);
	audit_hash(audit->previous, text_skip(buf_as_text(&bytes), HASH_SIZE), hash);
	memcpy(bytes.data, hash, HASH_SIZE);
	ok = kv_put(change->txn, TABLE_AUD, number_key(room, audit->entry.sequence), buf_as_text(&bytes),
		     err) &&
		audit_put_head(change->txn, audit->entry.sequence, hash, err) && put_token(change, err);
	buf_release(&bytes);
	return ok;
}

bool world_audit(struct world *world, uint64_t after, audit_visit *visit, void *arg, struct error *err)
{
	struct error local = ERROR_INIT;
	struct kv_range range;
	uint8_t room[KEY_ROOM];
	bool ok = true, more = true;

	err = err ? err : &local;
	if (after == UINT64_MAX)
		return true;
	if (!kv_range_open(&range, world_change(world)->txn, TABLE_AUD, NO_TEXT, number_key(room, after + 1),
		    false, err))
		return false;
	while (ok && more && kv_range_next(&range, err)) {
		struct arena arena = ARENA_INIT;
		struct audit_full audit;

		ok = audit_decode(range.key, range.value, &arena, &audit, err);
		more = ok && visit(&audit.entry, arg);
		arena_release(&arena);
	}
	kv_range_close(&range);
	return ok && err->kind == ERROR_NONE;
}

uint64_t world_sequence(struct world *world)
{
	struct store_change *change = world_change(world);
	struct store *store = change->store;
	const uint64_t state = kv_state(change->txn);
	struct error err = ERROR_INIT;
	uint8_t hash[HASH_SIZE];
	uint64_t sequence;

	if (state && state == store->newest.state)
		return store->newest.sequence;
	if (!audit_head(change->txn, &sequence, hash, &err))
		return 0;
	store->newest.state = state;
	store->newest.sequence = sequence;
	return sequence;
}

bool world_holds(struct world *world, uint64_t sequence, const uint8_t hash[32], struct error *err)
{
	struct error local = ERROR_INIT;
	struct arena arena = ARENA_INIT;
	struct audit_full audit;
	bool found, ok;

	err = err ? err : &local;
	ok = audit_read(world_change(world)->txn, sequence, &arena, &audit, &found, err);
	if (ok && (!found || memcmp(audit.entry.hash, hash, HASH_SIZE) != 0))
		ok = fail(err, ERROR_BROKEN, "The audit chain no longer holds entry {1} as it was", "n",
			(int64_t)sequence);
	arena_release(&arena);
	return ok;
}
