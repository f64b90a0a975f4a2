/* The door: what is true of every engine. */
#include <string.h>
#include "core/base/memory.h"
#include "core/store/kv_internal.h"

size_t kv_map_size(const struct kv_config *config)
{
	return config->map_size ? config->map_size : KV_MAP_GIB * KV_GIB;
}

void *kv_new(size_t size, const struct kv_ops *ops, const struct kv_config *config, struct error *err)
{
	size_t half = kv_map_size(config) / 2, quota = config->quota ? config->quota : KV_QUOTA_GIB * KV_GIB;
	struct kv *kv;

	if (config->table_count > KV_TABLES_MAX) {
		fail(err, ERROR_INPUT, "Too many tables", "");
		return NULL;
	}
	kv = mem_new(size);
	*kv = (struct kv){ops, config->table_count, quota < half ? quota : half, config->read_only, false};
	return kv;
}

void kv_close(struct kv *kv)
{
	if (kv)
		kv->ops->close(kv);
}

struct guarded {
	kv_work *work;
	void *arg;
};

/* A work that goes on after a step failed must not have half of its change kept. */
static bool run_guarded(struct kv_txn *txn, void *arg, struct error *err)
{
	struct guarded *guarded = arg;

	if (!guarded->work(txn, guarded->arg, err))
		return false;
	return !txn->failed || fail(err, ERROR_SYSTEM, "A part of the change failed: nothing was saved", "");
}

static bool is_free(const struct kv *kv, struct error *err)
{
	return !kv->inside || fail(err, ERROR_SYSTEM, "A transaction is running already", "");
}

/* One inside another would wait for itself (LMDB), or see what the other engine does not show. */
static bool run(struct kv *kv, bool write, kv_work *work, void *arg, struct error *err)
{
	struct guarded guarded = {work, arg};
	bool good;

	if (!is_free(kv, err))
		return false;
	kv->inside = true;
	good = kv->ops->run(kv, write, run_guarded, &guarded, err);
	kv->inside = false;
	return good;
}

bool kv_read(struct kv *kv, kv_work *work, void *arg, struct error *err)
{
	return run(kv, false, work, arg, err);
}

bool kv_write(struct kv *kv, kv_work *work, void *arg, struct error *err)
{
	if (kv->read_only)
		return fail(err, ERROR_SYSTEM, "The store is open for reading only", "");
	return run(kv, true, work, arg, err);
}

static bool bad_key(const struct kv_txn *txn, unsigned table, struct text key, struct error *err)
{
	if (table < txn->kv->table_count && key.len && key.len <= KV_KEY_MAX)
		return false;
	fail(err, ERROR_INPUT, "A key of {1} bytes cannot be stored", "n", (int64_t)key.len);
	return true;
}

bool kv_get(struct kv_txn *txn, unsigned table, struct text key, struct text *value, struct error *err)
{
	return !bad_key(txn, table, key, err) && txn->kv->ops->get(txn, table, key, value, err);
}

static bool may_write(
	struct kv_txn *txn, unsigned table, struct text key, struct text value, struct error *err)
{
	if (!txn->write)
		return fail(err, ERROR_SYSTEM, "The store is open for reading only", "");
	if (bad_key(txn, table, key, err))
		return false;
	if (value.len > KV_VALUE_MAX)
		return fail(err, ERROR_INPUT, "A record of {1} bytes is too large", "n", (int64_t)value.len);
	txn->writes++;
	return true;
}

bool kv_put(struct kv_txn *txn, unsigned table, struct text key, struct text value, struct error *err)
{
	if (may_write(txn, table, key, value, err) && txn->kv->ops->put(txn, table, key, value, err))
		return true;
	txn->failed = true;
	return false;
}

bool kv_del(struct kv_txn *txn, unsigned table, struct text key, struct error *err)
{
	if (may_write(txn, table, key, NO_TEXT, err) && txn->kv->ops->del(txn, table, key, err))
		return true;
	txn->failed = true;
	return false;
}

struct text kv_behind(struct text prefix, uint8_t room[KV_KEY_MAX])
{
	size_t len = prefix.len;

	memcpy(room, prefix.at, len);
	while (len && room[len - 1] == 0xff)
		len--;
	if (len)
		room[len - 1]++;
	return (struct text){(const char *)room, len};
}

bool kv_range_open(struct kv_range *range, struct kv_txn *txn, unsigned table, struct text prefix,
	struct text from, bool backward, struct error *err)
{
	int order = text_compare(from, prefix);

	*range = (struct kv_range){
		.txn = txn, .table = table, .prefix = prefix, .backward = backward, .writes = txn->writes};
	if (prefix.len > KV_KEY_MAX || from.len > KV_KEY_MAX || table >= txn->kv->table_count) {
		range->done = true;
		return fail(err, ERROR_INPUT, "A key of {1} bytes cannot be stored", "n",
			(int64_t)(prefix.len > from.len ? prefix.len : from.len));
	}
	/* A start before all of them, in the direction of the walk, is none. */
	if (backward ? order > 0 && !text_starts(from, prefix) : order < 0)
		from = NO_TEXT;
	return txn->kv->ops->range_open(range, from, err);
}

bool kv_range_next(struct kv_range *range, struct error *err)
{
	if (range->done)
		return false;
	if (range->writes != range->txn->writes)
		range->done = !fail(err, ERROR_SYSTEM, "The store was written to during a walk", "");
	else
		range->done = !range->txn->kv->ops->range_next(range, err);
	return !range->done;
}

void kv_range_close(struct kv_range *range)
{
	if (range->cursor)
		range->txn->kv->ops->range_close(range);
	range->cursor = NULL;
}

struct kv_txn *kv_second_open(struct kv_txn *txn)
{
	return txn->write ? NULL : txn->kv->ops->second_open(txn);
}

void kv_second_close(struct kv_txn *second)
{
	if (second)
		second->kv->ops->second_close(second);
}

uint64_t kv_version(struct kv *kv)
{
	return kv->ops->version(kv);
}

uint64_t kv_state(struct kv_txn *txn)
{
	return txn->write ? 0 : txn->kv->ops->state(txn);
}

const char *kv_watch_path(struct kv *kv)
{
	return kv->ops->watch_path(kv);
}

void kv_sweep(struct kv *kv)
{
	kv->ops->sweep(kv);
}

static bool read_stats(struct kv_txn *txn, void *arg, struct error *err)
{
	(void)err;
	txn->kv->ops->stats(txn, arg);
	return true;
}

bool kv_stats(struct kv *kv, struct kv_stats *stats, struct error *err)
{
	*stats = (struct kv_stats){.room = kv->quota};
	return kv_read(kv, read_stats, stats, err);
}

bool kv_copy(struct kv *kv, const char *path, struct error *err)
{
	return is_free(kv, err) && kv->ops->copy(kv, path, err);
}
