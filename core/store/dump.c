/* The store as canonical JSON lines: equal stores have equal dumps. The last line says where the chain ends,
 * so that a dump that was cut off is noticed. */
#include "core/store/dump_internal.h"
#include <stdlib.h>

struct dumping {
	struct store_change *change;
	line_write *write;
	void *arg;
};

static bool put_line(struct dumping *dumping, const char *kind, json_t *line, struct error *err)
{
	char *text;
	bool ok;

	json_object_set_new(line, "kind", json_string(kind));
	text = json_dumps(line, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(line);
	if (!text)
		return fail(err, ERROR_BROKEN, "A record cannot be written as JSON", "");
	ok = dumping->write(text_of(text), dumping->arg, err);
	free(text);
	return ok;
}

static json_t *stamped(const struct schema *schema, unsigned entity, uint64_t id, uint32_t revision,
	int64_t moment, uint64_t author)
{
	return json_pack("{s:o,s:o,s:I,s:o,s:o}", "entity", json_entity(schema, entity), "id", json_uint(id),
		"revision", (json_int_t)revision, "moment", json_moment(moment), "author", json_uint(author));
}

static bool dump_meta(struct dumping *dumping, struct text key, struct text value, struct error *err)
{
	const struct schema *schema = dumping->change->store->schema;

	if (key.len != 4 || !text_starts(key, TEXT("id")))
		return true;
	return put_line(dumping, "counter",
		json_pack("{s:o,s:o}", "entity", json_entity(schema, (unsigned)key_number_at(key, 2, 2)),
			"last", json_uint(key_number_at(value, 0, 8))),
		err);
}

static bool dump_record(struct dumping *dumping, struct text key, struct text value, struct error *err)
{
	const struct schema *schema = dumping->change->store->schema;
	unsigned entity = (unsigned)key_number_at(key, 0, 2);
	const struct entity *shape = schema_entity(schema, entity);
	uint64_t id = key_number_at(key, 2, 8);
	struct view view;
	json_t *line;

	if (!view_open(&view, shape ? shape : &entry_shape, id, key, value, NULL))
		return fail(err, ERROR_BROKEN, "Record {2} of kind {1} is damaged", "nn", (int64_t)entity,
			(int64_t)id);
	line = stamped(schema, entity, id, view.revision, view.moment, view.author);
	body_json(line, shape, view.body);
	return put_line(dumping, "record", line, err);
}

static bool dump_row(struct dumping *dumping, struct text key, struct text value, struct error *err)
{
	const struct schema *schema = dumping->change->store->schema;
	unsigned entity = (unsigned)key_number_at(key, 0, 2);
	const struct entity *shape = schema_entity(schema, entity);
	uint16_t tag = (uint16_t)key_number_at(key, 10, 2);
	const struct field *list = shape ? entity_field(shape, tag) : NULL;
	struct view row;
	json_t *line;

	if (!view_open(&row, list ? list->rows : &entry_shape, key_number_at(key, 12, 8), key, value, NULL))
		return fail(err, ERROR_BROKEN, "A row of record {2} of kind {1} is damaged", "nn",
			(int64_t)entity, (int64_t)key_number_at(key, 2, 8));
	line = stamped(schema, entity, key_number_at(key, 2, 8), row.revision, row.moment, row.author);
	json_object_set_new(
		line, "list", list ? json_string(list->name) : json_sprintf("#%u", (unsigned)tag));
	json_object_set_new(line, "row", json_uint(row.id));
	body_json(line, row.entity, row.body);
	return put_line(dumping, "row", line, err);
}

static bool dump_history(struct dumping *dumping, struct text key, struct text value, struct error *err)
{
	const struct schema *schema = dumping->change->store->schema;
	unsigned entity = (unsigned)key_number_at(key, 0, 2);
	struct history_entry entry;
	json_t *line;

	if (!history_decode(key, value, &entry, err))
		return false;
	line = stamped(schema, entity, key_number_at(key, 2, 8), entry.revision, entry.moment, entry.author);
	json_object_set_new(line, "sequence", json_uint(entry.sequence));
	json_object_set_new(line, "edits", patch_json(schema_entity(schema, entity), &entry.patch));
	patch_release(&entry.patch);
	return put_line(dumping, "history", line, err);
}

static json_t *step_json(const struct schema *schema, const struct step *step)
{
	return json_pack("{s:o,s:o,s:I,s:I,s:o,s:o}", "entity", json_entity(schema, step->entity), "id",
		json_uint(step->id), "placeholder", (json_int_t)step->placeholder, "revision",
		(json_int_t)step->revision, "patch", json_hex(step->patch, DIGEST_SIZE), "record",
		json_hex(step->record, DIGEST_SIZE));
}

static json_t *placed_json(const struct schema *schema, const struct placed_row *row)
{
	return json_pack("{s:o,s:o,s:i,s:o,s:o}", "entity", json_entity(schema, row->entity), "id",
		json_uint(row->id), "tag", (int)row->tag, "placeholder", json_uint(row->placeholder), "row",
		json_uint(row->row));
}

static json_t *audit_json(const struct schema *schema, const struct audit_full *audit)
{
	const struct audit_entry *entry = &audit->entry;
	json_t *steps = json_array(), *rows = json_array();

	for (size_t i = 0; i < audit->step_count; i++)
		json_array_append_new(steps, step_json(schema, &audit->steps[i]));
	for (size_t i = 0; i < audit->row_count; i++)
		json_array_append_new(rows, placed_json(schema, &audit->rows[i]));
	return json_pack("{s:o,s:o,s:o,s:I,s:o,s:s%,s:s%,s:o,s:b,s:o,s:o,s:o}", "sequence",
		json_uint(entry->sequence), "moment", json_moment(entry->moment), "author",
		json_uint(entry->author), "uid", (json_int_t)entry->uid, "token",
		json_hex(audit->token.at, audit->token.len), "action", entry->action.at, entry->action.len,
		"reason", entry->reason.at, entry->reason.len, "undoes", json_uint(entry->undoes), "undo",
		audit->undo, "steps", steps, "rows", rows, "hash", json_hex(entry->hash, HASH_SIZE));
}

static bool dump_audit(struct dumping *dumping, struct text key, struct text value, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct audit_full audit;
	bool ok = audit_decode(key, value, &arena, &audit, err) &&
		put_line(dumping, "audit", audit_json(dumping->change->store->schema, &audit), err);

	arena_release(&arena);
	return ok;
}

static const struct {
	enum table table;
	bool (*dump)(struct dumping *dumping, struct text key, struct text value, struct error *err);
} parts[] = {
	{TABLE_META, dump_meta},
	{TABLE_REC, dump_record},
	{TABLE_ROW, dump_row},
	{TABLE_HIST, dump_history},
	{TABLE_AUD, dump_audit},
};

static bool dump_table(struct dumping *dumping, size_t part, struct error *err)
{
	struct kv_range range;
	bool ok = true;

	if (!kv_range_open(&range, dumping->change->txn, parts[part].table, NO_TEXT, NO_TEXT, false, err))
		return false;
	while (ok && kv_range_next(&range, err))
		ok = parts[part].dump(dumping, range.key, range.value, err);
	kv_range_close(&range);
	return ok && err->kind == ERROR_NONE;
}

static bool dump_world(struct world *world, void *arg, struct error *err)
{
	struct dumping *dumping = arg;
	uint8_t hash[HASH_SIZE];
	uint64_t sequence;

	dumping->change = world_change(world);
	if (!put_line(dumping, "store", json_pack("{s:i}", "format", STORE_FORMAT), err))
		return false;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (!dump_table(dumping, i, err))
			return false;
	return audit_head(dumping->change->txn, &sequence, hash, err) &&
		put_line(dumping, "end",
			json_pack("{s:o,s:o}", "sequence", json_uint(sequence), "hash",
				json_hex(hash, HASH_SIZE)),
			err);
}

bool store_dump(struct store *store, line_write *write, void *arg, struct error *err)
{
	struct dumping dumping = {NULL, write, arg};

	json_begin();
	return store_read(store, 0, dump_world, &dumping, err);
}
