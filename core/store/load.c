/* A dump back into an empty store: orders, unique keys and tokens follow from the rest. Lines are read
 * outside of transactions, a batch of them is one. A store says that it is being loaded until the last line
 * is in. */
#include "core/store/dump_internal.h"
#include "core/base/memory.h"
#include <stdlib.h>
#include <string.h>

enum { BATCH_LINES = 2000, BATCH_BYTES = 1 << 20 };

struct loading {
	struct store *store;
	struct store_change change; /* lends txn and store to what follows */
	struct text *lines;         /* of this batch, in `arena` */
	size_t count, room;
	struct arena arena;
	uint64_t line; /* number of the last one read */
	bool ended;
};

static bool no_dump(const struct loading *loading, struct error *err)
{
	return fail(err, ERROR_INPUT, "Line {1} is not a line of a dump", "n", (int64_t)loading->line);
}

static bool load_store(struct loading *loading, const json_t *json, struct error *err)
{
	if (uint_read(json, "format") == STORE_FORMAT)
		return true;
	(void)loading;
	return fail(err, ERROR_INPUT, "This is a dump of format {1}, which this program does not read", "n",
		(int64_t)uint_read(json, "format"));
}

static bool load_counter(struct loading *loading, const json_t *json, struct error *err)
{
	char name[4] = {'i', 'd'};
	unsigned entity;

	if (!entity_read(loading->store->schema, json_object_get(json, "entity"), &entity))
		return no_dump(loading, err);
	name[2] = (char)(entity >> 8);
	name[3] = (char)entity;
	return meta_put(loading->change.txn, (struct text){name, sizeof(name)}, uint_read(json, "last"), err);
}

/* What records, rows and entries of history have in common. */
static bool load_stamp(struct loading *loading, const json_t *json, unsigned *entity, struct view *view)
{
	*view = (struct view){.id = uint_read(json, "id"),
		.revision = (uint32_t)uint_read(json, "revision"),
		.author = uint_read(json, "author")};
	if (!entity_read(loading->store->schema, json_object_get(json, "entity"), entity) ||
		!moment_read(json_object_get(json, "moment"), &view->moment))
		return false;
	view->entity = schema_entity(loading->store->schema, *entity);
	return true;
}

static bool put_view(struct loading *loading, enum table table, struct text key, const struct view *view,
	struct error *err)
{
	struct buf bytes = BUF_INIT;
	bool ok;

	view_write(view, key, &bytes);
	ok = kv_put(loading->change.txn, table, key, buf_as_text(&bytes), err);
	buf_release(&bytes);
	return ok;
}

static bool load_record(struct loading *loading, const json_t *json, struct error *err)
{
	struct buf body = BUF_INIT;
	uint8_t room[KEY_ROOM];
	struct view view;
	unsigned entity;
	bool ok = load_stamp(loading, json, &entity, &view) &&
		body_read(json, view.entity, &loading->arena, &body);

	view.body = buf_as_text(&body);
	if (!ok)
		no_dump(loading, err);
	ok = ok && put_view(loading, TABLE_REC, record_key(room, entity, view.id), &view, err) &&
		(!view.entity ||
			(index_update(&loading->change, NULL, &view, err) &&
				count_update(&loading->change, NULL, &view, err) &&
				unique_update(&loading->change, NULL, &view, err)));
	buf_release(&body);
	return ok;
}

static bool load_row(struct loading *loading, const json_t *json, struct error *err)
{
	struct buf body = BUF_INIT;
	uint8_t room[KEY_ROOM];
	const struct field *list = NULL;
	struct view view;
	unsigned entity;
	uint64_t record;
	bool ok = load_stamp(loading, json, &entity, &view);

	if (ok && view.entity)
		list = entity_named(view.entity, text_read(json_object_get(json, "list")));
	if (!ok || !list || !list->rows || !body_read(json, list->rows, &loading->arena, &body)) {
		buf_release(&body);
		return no_dump(loading, err);
	}
	record = view.id;
	view.id = uint_read(json, "row");
	view.entity = list->rows;
	view.body = buf_as_text(&body);
	ok = put_view(loading, TABLE_ROW, row_key(room, entity, record, list->tag, view.id), &view, err);
	buf_release(&body);
	return ok;
}

static bool load_history(struct loading *loading, const json_t *json, struct error *err)
{
	struct patch patch = PATCH_INIT;
	struct buf body = BUF_INIT;
	uint8_t room[KEY_ROOM];
	struct view view;
	unsigned entity;
	bool ok = load_stamp(loading, json, &entity, &view) &&
		patch_read(json_object_get(json, "edits"), view.entity, &loading->arena, &patch);

	if (!ok)
		no_dump(loading, err);
	buf_varint(&body, uint_read(json, "sequence"));
	patch_encode(&patch, &body);
	view.body = buf_as_text(&body);
	ok = ok &&
		put_view(loading, TABLE_HIST, history_key(room, entity, view.id, view.revision), &view, err);
	patch_release(&patch);
	buf_release(&body);
	return ok;
}

static bool digest_read(const json_t *json, const char *name, uint8_t *digest, size_t len)
{
	struct buf bytes = BUF_INIT;
	bool ok = hex_read(json_object_get(json, name), &bytes) && bytes.len == len;

	if (ok)
		memcpy(digest, bytes.data, len);
	buf_release(&bytes);
	return ok;
}

static bool steps_read(struct loading *loading, const json_t *json, struct audit_full *audit)
{
	const json_t *array = json_object_get(json, "steps");

	audit->step_count = json_array_size(array);
	audit->steps = arena_new(&loading->arena, audit->step_count * sizeof(*audit->steps));
	for (size_t i = 0; i < audit->step_count; i++) {
		const json_t *item = json_array_get(array, i);
		struct step *step = &audit->steps[i];

		step->id = uint_read(item, "id");
		step->placeholder = (int64_t)uint_read(item, "placeholder");
		step->revision = (uint32_t)uint_read(item, "revision");
		if (!entity_read(loading->store->schema, json_object_get(item, "entity"), &step->entity) ||
			!digest_read(item, "patch", step->patch, DIGEST_SIZE) ||
			!digest_read(item, "record", step->record, DIGEST_SIZE))
			return false;
	}
	return true;
}

static bool placed_read(struct loading *loading, const json_t *json, struct audit_full *audit)
{
	const json_t *array = json_object_get(json, "rows");

	audit->row_count = json_array_size(array);
	audit->rows = arena_new(&loading->arena, audit->row_count * sizeof(*audit->rows));
	for (size_t i = 0; i < audit->row_count; i++) {
		const json_t *item = json_array_get(array, i);
		struct placed_row *row = &audit->rows[i];

		row->id = uint_read(item, "id");
		row->tag = (uint16_t)uint_read(item, "tag");
		row->placeholder = uint_read(item, "placeholder");
		row->row = uint_read(item, "row");
		if (!entity_read(loading->store->schema, json_object_get(item, "entity"), &row->entity))
			return false;
	}
	return true;
}

static bool put_audit(struct loading *loading, const struct audit_full *audit, struct error *err)
{
	struct buf bytes = BUF_INIT;
	uint8_t room[KEY_ROOM];
	uint64_t sequence = audit->entry.sequence;
	bool ok;

	buf_put(&bytes, audit->entry.hash, HASH_SIZE);
	audit_encode(audit, &bytes);
	ok = kv_put(loading->change.txn, TABLE_AUD, number_key(room, sequence), buf_as_text(&bytes), err);
	if (ok && audit->token.len)
		ok = kv_put(loading->change.txn, TABLE_TOKEN, audit->token, number_key(room, sequence), err);
	buf_release(&bytes);
	return ok;
}

static bool load_audit(struct loading *loading, const json_t *json, struct error *err)
{
	struct audit_full audit = {.entry = {.sequence = uint_read(json, "sequence"),
					   .author = uint_read(json, "author"),
					   .uid = (uint32_t)uint_read(json, "uid"),
					   .action = text_read(json_object_get(json, "action")),
					   .reason = text_read(json_object_get(json, "reason")),
					   .undoes = uint_read(json, "undoes")},
		.undo = json_is_true(json_object_get(json, "undo"))};
	struct buf token = BUF_INIT;
	bool ok = hex_read(json_object_get(json, "token"), &token) &&
		moment_read(json_object_get(json, "moment"), &audit.entry.moment) &&
		digest_read(json, "hash", audit.entry.hash, HASH_SIZE) && steps_read(loading, json, &audit) &&
		placed_read(loading, json, &audit);

	audit.token = buf_as_text(&token);
	ok = ok ? put_audit(loading, &audit, err) : no_dump(loading, err);
	buf_release(&token);
	return ok;
}

static bool load_end(struct loading *loading, const json_t *json, struct error *err)
{
	uint8_t hash[HASH_SIZE];

	if (!digest_read(json, "hash", hash, HASH_SIZE))
		return no_dump(loading, err);
	loading->ended = true;
	return (!uint_read(json, "sequence") ||
		       audit_put_head(loading->change.txn, uint_read(json, "sequence"), hash, err)) &&
		kv_del(loading->change.txn, TABLE_META, TEXT("loading"), err);
}

static const struct {
	const char *kind;
	bool (*load)(struct loading *loading, const json_t *json, struct error *err);
} kinds[] = {
	{"store", load_store},
	{"counter", load_counter},
	{"record", load_record},
	{"row", load_row},
	{"history", load_history},
	{"audit", load_audit},
	{"end", load_end},
};

static bool load_line(struct loading *loading, struct text line, struct error *err)
{
	json_t *json = json_loadb(line.at, line.len, JSON_REJECT_DUPLICATES, NULL);
	struct text kind = text_read(json_object_get(json, "kind"));
	bool ok = false, known = false;

	for (size_t i = 0; !known && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (text_is(kind, kinds[i].kind) && !loading->ended) {
			known = true;
			ok = kinds[i].load(loading, json, err);
		}
	json_decref(json);
	return known ? ok : no_dump(loading, err);
}

static bool load_batch(struct kv_txn *txn, void *arg, struct error *err)
{
	struct loading *loading = arg;
	uint64_t first = loading->line - loading->count, last = loading->line;
	bool ok;

	loading->ended = false;
	loading->change = (struct store_change){.store = loading->store, .txn = txn};
	ok = meta_put(txn, TEXT("loading"), 1, err);
	for (size_t i = 0; ok && i < loading->count; i++) {
		loading->line = first + i + 1;
		ok = load_line(loading, loading->lines[i], err);
	}
	loading->line = last;
	return ok;
}

static bool read_batch(struct loading *loading, line_read *read, void *arg, struct error *err)
{
	size_t bytes = 0;
	struct text line;

	arena_release(&loading->arena);
	loading->count = 0;
	while (loading->count < BATCH_LINES && bytes < BATCH_BYTES && read(&line, arg, err)) {
		loading->lines =
			mem_grow(loading->lines, loading->count, &loading->room, sizeof(*loading->lines));
		loading->lines[loading->count++] = arena_text(&loading->arena, line);
		loading->line++;
		bytes += line.len;
	}
	return err->kind == ERROR_NONE;
}

static bool load_all(struct loading *loading, line_read *read, void *arg, struct error *err)
{
	while (!loading->ended) {
		if (!read_batch(loading, read, arg, err))
			return false;
		if (!loading->count)
			return fail(err, ERROR_INPUT,
				"The dump ends after line {1}: its last part is missing", "n",
				(int64_t)loading->line);
		if (!kv_write(loading->store->kv, load_batch, loading, err))
			return false;
	}
	return true;
}

static bool is_empty(struct kv_txn *txn, void *arg, struct error *err)
{
	static const enum table tables[] = {TABLE_REC, TABLE_AUD};
	bool empty = true;

	(void)arg;
	for (size_t i = 0; empty && i < 2; i++) {
		struct kv_range range;

		if (!kv_range_open(&range, txn, tables[i], NO_TEXT, NO_TEXT, false, err))
			return false;
		empty = !kv_range_next(&range, err);
		kv_range_close(&range);
	}
	return empty || fail(err, ERROR_STATE, "A dump is loaded into an empty store only", "");
}

static bool verify_loaded(struct store *store, struct error *err)
{
	struct problems faults = PROBLEMS_INIT;
	bool ok = store_verify(store, &faults, NULL, NULL, err);

	if (ok && faults.count) {
		*err = (struct error){ERROR_BROKEN, 0, 0, faults.items[0].message};
		ok = false;
	}
	problems_release(&faults);
	return ok;
}

bool store_load(struct store *store, line_read *read, void *arg, struct error *err)
{
	struct loading loading = {.store = store};
	struct error local = ERROR_INIT;
	bool ok;

	json_begin();
	err = err ? err : &local;
	ok = kv_read(store->kv, is_empty, NULL, err) && load_all(&loading, read, arg, err) &&
		verify_loaded(store, err);
	free(loading.lines);
	arena_release(&loading.arena);
	return ok;
}
