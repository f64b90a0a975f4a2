/* The door: what is true of every engine. */
#include "core/store/kv_internal.h"

void kv_close(struct kv *kv)
{
	if (kv)
		kv->ops->close(kv);
}

bool kv_read(struct kv *kv, kv_work *work, void *arg, struct error *err)
{
	return kv->ops->run(kv, false, work, arg, err);
}

bool kv_write(struct kv *kv, kv_work *work, void *arg, struct error *err)
{
	if (kv->read_only)
		return fail(err, ERROR_SYSTEM, "The store is open for reading only", "");
	return kv->ops->run(kv, true, work, arg, err);
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

bool kv_put(struct kv_txn *txn, unsigned table, struct text key, struct text value, struct error *err)
{
	if (bad_key(txn, table, key, err))
		return false;
	if (value.len > KV_VALUE_MAX)
		return fail(err, ERROR_INPUT, "A record of {1} bytes is too large", "n", (int64_t)value.len);
	return txn->kv->ops->put(txn, table, key, value, err);
}

bool kv_del(struct kv_txn *txn, unsigned table, struct text key, struct error *err)
{
	return !bad_key(txn, table, key, err) && txn->kv->ops->del(txn, table, key, err);
}

bool kv_range_open(struct kv_range *range, struct kv_txn *txn, unsigned table, struct text prefix,
	struct text from, bool backward, struct error *err)
{
	*range = (struct kv_range){.txn = txn, .table = table, .prefix = prefix, .backward = backward};
	return txn->kv->ops->range_open(range, from, err);
}

bool kv_range_next(struct kv_range *range, struct error *err)
{
	if (!range->done && !range->txn->kv->ops->range_next(range, err))
		range->done = true;
	return !range->done;
}

void kv_range_close(struct kv_range *range)
{
	if (range->cursor)
		range->txn->kv->ops->range_close(range);
	range->cursor = NULL;
}

uint64_t kv_version(struct kv *kv)
{
	return kv->ops->version(kv);
}

const char *kv_watch_path(struct kv *kv)
{
	return kv->ops->watch_path(kv);
}

void kv_sweep(struct kv *kv)
{
	kv->ops->sweep(kv);
}

bool kv_stats(struct kv *kv, struct kv_stats *stats, struct error *err)
{
	return kv->ops->stats(kv, stats, err);
}

bool kv_copy(struct kv *kv, const char *path, struct error *err)
{
	return kv->ops->copy(kv, path, err);
}
