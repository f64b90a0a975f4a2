/* Who has what open. One entry for each session (key: session, person), forgotten when it stops beating. */
#include "core/store/drafts_internal.h"
#include "core/base/date.h"

static const int64_t beat_lasts = INT64_C(30) * 1000000;

static bool presence_read(struct text key, struct text bytes, struct presence *presence)
{
	struct reader name = reader_of(key.at, key.len), value = reader_of(bytes.at, bytes.len);

	presence->session = read_u64be(&name);
	presence->person = read_u64be(&name);
	presence->entity = (unsigned)read_varint(&value);
	presence->id = read_varint(&value);
	presence->tag = (uint16_t)read_varint(&value);
	presence->since = read_zigzag(&value);
	presence->beat = read_zigzag(&value);
	return !name.bad && !value.bad;
}

static void presence_key(const struct presence *presence, struct buf *key)
{
	buf_u64be(key, presence->session);
	buf_u64be(key, presence->person);
}

static void presence_value(const struct presence *presence, struct buf *value)
{
	buf_varint(value, presence->entity);
	buf_varint(value, presence->id);
	buf_varint(value, presence->tag);
	buf_zigzag(value, presence->since);
	buf_zigzag(value, presence->beat);
}

static bool silent(struct text key, struct text bytes, int64_t now)
{
	struct presence presence;

	return !presence_read(key, bytes, &presence) || presence.beat < now - beat_lasts;
}

/* Who goes on in the same record has been there since he came. */
static void keep_since(struct kv_txn *txn, struct text key, struct presence *presence, struct error *err)
{
	struct presence was;
	struct text bytes;

	if (kv_get(txn, TABLE_PRESENCE, key, &bytes, err) && presence_read(key, bytes, &was) &&
		was.entity == presence->entity && was.id == presence->id)
		presence->since = was.since;
}

static bool put_work(struct kv_txn *txn, void *arg, struct error *err)
{
	struct presence presence = *(const struct presence *)arg;
	struct buf key = BUF_INIT, value = BUF_INIT;
	bool ok = drafts_delete(txn, TABLE_PRESENCE, silent, moment_now(), err);

	presence_key(&presence, &key);
	if (ok && presence.entity) {
		keep_since(txn, buf_as_text(&key), &presence, err);
		presence_value(&presence, &value);
		ok = kv_put(txn, TABLE_PRESENCE, buf_as_text(&key), buf_as_text(&value), err);
	} else if (ok) {
		ok = kv_del(txn, TABLE_PRESENCE, buf_as_text(&key), err);
	}
	buf_release(&key);
	buf_release(&value);
	return ok;
}

bool presence_put(struct drafts *drafts, const struct presence *presence, struct error *err)
{
	struct presence now = *presence;
	struct error local = ERROR_INIT;

	now.beat = moment_now();
	if (!now.since)
		now.since = now.beat;
	return kv_write(drafts->kv, put_work, &now, err ? err : &local);
}

struct each {
	presence_visit *visit;
	void *arg;
};

static bool each_work(struct kv_txn *txn, void *arg, struct error *err)
{
	const struct each *each = arg;
	int64_t now = moment_now();
	struct kv_range range;
	struct presence presence;

	if (!kv_range_open(&range, txn, TABLE_PRESENCE, NO_TEXT, NO_TEXT, false, err))
		return false;
	while (kv_range_next(&range, err))
		if (!silent(range.key, range.value, now) &&
			presence_read(range.key, range.value, &presence) &&
			!each->visit(&presence, each->arg))
			break;
	kv_range_close(&range);
	return err->kind == ERROR_NONE;
}

bool presence_each(struct drafts *drafts, presence_visit *visit, void *arg, struct error *err)
{
	struct each each = {visit, arg};
	struct error local = ERROR_INIT;

	return kv_read(drafts->kv, each_work, &each, err ? err : &local);
}
