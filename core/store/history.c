/* What every change of a record was: one entry for each revision, in the stored form of a record whose body
 * is the audit entry's number and the patch. Fields that are SECRET are named but not told. */
#include "core/store/store_internal.h"

static const struct field no_fields[] = {{0}};
const struct entity entry_shape = {0, "entry", "条目", no_fields};

static bool has_secret(const struct entity *entity)
{
	for (const struct field *f = NULL; (f = entity_next(entity, f));)
		if (f->flags & SECRET)
			return true;
	return false;
}

static void tell_row(const struct entity *rows, struct value *value, struct arena *arena)
{
	struct buf out = BUF_INIT;

	if (value->kind != VALUE_TEXT)
		return;
	told_only(rows, value->bytes, &out);
	value->bytes = arena_text(arena, buf_as_text(&out));
	buf_release(&out);
}

static void tell_rows(const struct entity *rows, struct value *value, struct arena *arena)
{
	struct row_walk walk = value_rows(rows, value);
	struct buf out = BUF_INIT, row = BUF_INIT;

	if (value->kind != VALUE_ROWS)
		return;
	while (row_walk_next(&walk)) {
		buf_clear(&row);
		told_only(rows, walk.row.body, &row);
		rows_add(&out, walk.row.id, buf_as_text(&row));
	}
	value->bytes = arena_text(arena, buf_as_text(&out));
	buf_release(&out);
	buf_release(&row);
}

void told_only(const struct entity *entity, struct text body, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct record record;

	record_read(&record, entity, body);
	for (size_t i = 0; i < record.count; i++) {
		const struct field *field = entity_field(entity, record.slots[i].tag);

		if (field && field->flags & SECRET)
			record.slots[i].value = EMPTY_VALUE;
		else if (field && field->rows && has_secret(field->rows))
			tell_rows(field->rows, &record.slots[i].value, &arena);
	}
	record_write(&record, out);
	record_release(&record);
	arena_release(&arena);
}

static void tell_edit(const struct entity *entity, struct edit *edit, struct arena *arena)
{
	const struct field *field = entity_field(entity, edit->tag);
	const struct entity *rows = field ? field->rows : NULL;
	const struct field *inner = rows && edit->row_tag ? entity_field(rows, edit->row_tag) : field;

	if ((field && field->flags & SECRET) || (inner && inner->flags & SECRET)) {
		edit->place = PLACE_WHOLE;
		edit->old = EMPTY_VALUE;
		edit->new = EMPTY_VALUE;
	} else if (rows && !edit->row_tag && has_secret(rows)) {
		(edit->row ? tell_row : tell_rows)(rows, &edit->old, arena);
		(edit->row ? tell_row : tell_rows)(rows, &edit->new, arena);
	}
}

bool history_write(struct store_change *change, const struct view *view, const struct patch *patch,
	uint8_t digest[DIGEST_SIZE], struct error *err)
{
	struct patch told = PATCH_INIT;
	struct buf body = BUF_INIT, bytes = BUF_INIT;
	struct view entry = *view;
	uint8_t room[KEY_ROOM];
	struct text key = history_key(room, view->entity->id, view->id, view->revision);
	bool ok;

	patch_append(&told, patch, &change->arena);
	for (size_t i = 0; i < told.count; i++)
		tell_edit(view->entity, &told.edits[i], &change->arena);
	buf_varint(&body, change->audit.entry.sequence);
	patch_encode(&told, &body);
	entry.body = buf_as_text(&body);
	view_write(&entry, key, &bytes);
	digest_of(buf_as_text(&bytes), digest);
	ok = kv_put(change->txn, TABLE_HIST, key, buf_as_text(&bytes), err);
	buf_release(&body);
	buf_release(&bytes);
	patch_release(&told);
	return ok;
}

bool history_decode(struct text key, struct text bytes, struct history_entry *entry, struct error *err)
{
	struct view view;
	struct reader reader;

	*entry = (struct history_entry){.action = NO_TEXT, .reason = NO_TEXT};
	if (!view_open(&view, &entry_shape, 0, key, bytes, NULL))
		return fail(err, ERROR_BROKEN, "An entry of the history is damaged", "");
	reader = reader_of(view.body.at, view.body.len);
	entry->revision = view.revision;
	entry->moment = view.moment;
	entry->author = view.author;
	entry->sequence = read_varint(&reader);
	if (!patch_decode(&entry->patch, &reader, NULL) || reader.bad || reader_left(&reader)) {
		patch_release(&entry->patch);
		return fail(err, ERROR_BROKEN, "An entry of the history is damaged", "");
	}
	return true;
}

bool history_read(struct kv_txn *txn, const struct entity *entity, uint64_t id, uint32_t revision,
	struct history_entry *entry, struct error *err)
{
	uint8_t room[KEY_ROOM];
	struct text key = history_key(room, entity->id, id, revision);
	struct text bytes;
	bool found;

	if (!fetch(txn, TABLE_HIST, key, &bytes, &found, err))
		return false;
	if (!found)
		return fail(err, ERROR_BROKEN, "The history of record {2} of {1} has no revision {3}", "tnn",
			entity->name, entity->label, (int64_t)id, (int64_t)revision);
	return history_decode(key, bytes, entry, err);
}

/* Action and reason stand in the audit entry; the change under way has none yet. */
static bool add_audit(struct kv_txn *txn, struct history_entry *entry, struct arena *arena, struct error *err)
{
	struct audit_full audit;
	bool found;

	if (!audit_read(txn, entry->sequence, arena, &audit, &found, err))
		return false;
	if (found) {
		entry->action = audit.entry.action;
		entry->reason = audit.entry.reason;
	}
	return true;
}

bool world_history(
	struct world *world, unsigned entity, uint64_t id, history_visit *visit, void *arg, struct error *err)
{
	struct kv_txn *txn = world_change(world)->txn;
	struct error local = ERROR_INIT;
	struct history_entry entry;
	struct kv_range range;
	uint8_t room[KEY_ROOM];
	bool ok = true, more = true;

	err = err ? err : &local;
	if (!kv_range_open(&range, txn, TABLE_HIST, record_key(room, entity, id), NO_TEXT, true, err))
		return false;
	while (ok && more && kv_range_next(&range, err)) {
		struct arena arena = ARENA_INIT;

		ok = history_decode(range.key, range.value, &entry, err);
		if (!ok)
			break;
		ok = add_audit(txn, &entry, &arena, err);
		more = ok && visit(&entry, arg);
		patch_release(&entry.patch);
		arena_release(&arena);
	}
	kv_range_close(&range);
	return ok && err->kind == ERROR_NONE;
}
