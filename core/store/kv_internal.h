/* What an engine offers; kv.c checks the arguments and calls it. */
#ifndef CORE_STORE_KV_INTERNAL_H
#define CORE_STORE_KV_INTERNAL_H

#include <endian.h>
#include <string.h>
#include "core/store/kv.h"

struct kv_ops {
	void (*close)(struct kv *kv);
	bool (*run)(struct kv *kv, bool write, kv_work *work, void *arg, struct error *err);
	bool (*get)(
		struct kv_txn *txn, unsigned table, struct text key, struct text *value, struct error *err);
	bool (*put)(
		struct kv_txn *txn, unsigned table, struct text key, struct text value, struct error *err);
	bool (*del)(struct kv_txn *txn, unsigned table, struct text key, struct error *err);
	bool (*range_open)(struct kv_range *range, struct text from, struct error *err);
	bool (*range_next)(struct kv_range *range, struct error *err);
	void (*range_close)(struct kv_range *range);
	struct kv_txn *(*second_open)(struct kv_txn *txn);
	void (*second_close)(struct kv_txn *second);
	uint64_t (*version)(struct kv *kv);
	uint64_t (*state)(struct kv_txn *txn); /* one that reads */
	const char *(*watch_path)(struct kv *kv);
	void (*sweep)(struct kv *kv);
	void (*stats)(struct kv_txn *txn, struct kv_stats *stats); /* but the room */
	bool (*copy)(struct kv *kv, const char *path, struct error *err);
};

/* Every engine's struct starts with these. */
struct kv {
	const struct kv_ops *ops;
	size_t table_count, quota;
	bool read_only;
	bool inside; /* a transaction runs */
};
struct kv_txn {
	struct kv *kv;
	bool write;
	bool failed;     /* a step did: not to be committed whatever the work says */
	unsigned writes; /* so far, to end walks begun before */
};

/* An engine's struct of that size, which begins with struct kv; NULL when the tables are too many. */
void *kv_new(size_t size, const struct kv_ops *ops, const struct kv_config *config, struct error *err);
size_t kv_map_size(const struct kv_config *config);

/* The first key behind all that start with the prefix, made in `room`; empty when there is none (all FF). */
struct text kv_behind(struct text prefix, uint8_t room[KV_KEY_MAX]);

/* The key behind the one that was asked for last: the same but for a number at its end that is higher by one.
 * That is mostly the next entry, and often the next that is asked for. */
struct kv_sought {
	uint8_t next[24];
	size_t len; /* 0: there is none, or it is longer */
};
/* For `len`: it was in an older transaction. */
#define KV_STALE SIZE_MAX

static inline uint64_t kv_word(const void *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

/* Nearly all keys are of one or two words, which may lie over each other: less than a call. */
static inline void kv_copy_key(void *to, const void *key, size_t len)
{
	const size_t last = len - sizeof(uint64_t);

	if (len < sizeof(uint64_t) || len > 2 * sizeof(uint64_t)) {
		memcpy(to, key, len);
		return;
	}
	memcpy(to, key, sizeof(uint64_t));
	memcpy((uint8_t *)to + last, (const uint8_t *)key + last, sizeof(uint64_t));
}

static inline bool kv_same_key(const void *one, const void *other, size_t len)
{
	const uint8_t *a = one, *b = other;

	if (len < sizeof(uint64_t) || len > 2 * sizeof(uint64_t))
		return !memcmp(a, b, len);
	return !((kv_word(a) ^ kv_word(b)) |
		(kv_word(a + len - sizeof(uint64_t)) ^ kv_word(b + len - sizeof(uint64_t))));
}

static inline bool kv_is_next(const struct kv_sought *sought, struct text key)
{
	return key.len == sought->len && kv_same_key(key.at, sought->next, key.len);
}

static inline void kv_note_sought(struct kv_sought *sought, struct text key)
{
	uint64_t number;

	sought->len = key.len <= sizeof(sought->next) && key.len >= sizeof(number) ? key.len : 0;
	if (!sought->len)
		return;
	kv_copy_key(sought->next, key.at, key.len);
	number = htobe64(be64toh(kv_word(sought->next + key.len - sizeof(number))) + 1);
	memcpy(sought->next + key.len - sizeof(number), &number, sizeof(number));
}

enum { KV_QUOTA_GIB = 4, KV_MAP_GIB = 32 };
#define KV_GIB ((size_t)1 << 30)

#endif
