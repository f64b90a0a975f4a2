/* One patch applied to one record, inside a change: everything is checked before anything is written. */
#include "core/store/store_internal.h"
#include "core/base/memory.h"

struct applying {
	struct writer *writer;
	struct store_change *change;
	const struct entity *entity;
	struct view stored; /* the record as it is, copied; revision 0: it is being made */
	int64_t placeholder;
	uint32_t base;
	struct patch patch;  /* as asked for, with real ids and row keys */
	struct patch fitted; /* what is left of it against what is there now */
	struct buf before;   /* the body with the rows beside that are touched … */
	struct buf after;    /* … and what the patch makes of it */
	struct buf body;     /* the new body as it is stored */
};

static bool read_stored(struct applying *applying, uint64_t id, struct error *err)
{
	struct world *world = &applying->writer->world;

	if (!world->get(world, applying->entity->id, id, &applying->stored, err))
		return err->kind == ERROR_NONE
			? fail(err, ERROR_MISSING, "There is no {1} {2}", "tn", applying->entity->name,
				  applying->entity->label, (int64_t)id)
			: false;
	applying->stored.body = arena_text(&applying->change->arena, applying->stored.body);
	return true;
}

static bool find_record(struct applying *applying, uint64_t *id, struct error *err)
{
	struct store_change *change = applying->change;
	int64_t placeholder = (int64_t)*id;

	if (placeholder < 0)
		*id = placeholder_id(change, applying->entity->id, placeholder);
	if (*id)
		return read_stored(applying, *id, err);
	applying->placeholder = placeholder;
	applying->stored = (struct view){.entity = applying->entity, .body = NO_TEXT};
	if (!new_id(change, applying->entity->id, placeholder, &applying->stored.id, err))
		return false;
	*id = applying->stored.id;
	return true;
}

static bool mentions(const struct patch *patch, uint16_t tag)
{
	for (size_t i = 0; i < patch->count; i++)
		if (patch->edits[i].tag == tag)
			return true;
	return false;
}

/* What a new record starts with is written now, and part of what its first patch did. */
static void add_initial(struct applying *applying)
{
	struct naming naming = {.today = applying->writer->world.today, .language = LANGUAGE_EN};
	struct buf room = BUF_INIT;
	struct value value;

	for (const struct field *f = NULL; (f = entity_next(applying->entity, f));) {
		if (mentions(&applying->patch, f->tag) || !field_initial(f, &naming, &room, &value))
			continue;
		value.bytes = arena_text(&applying->change->arena, value.bytes);
		patch_add(&applying->patch, f->tag, EMPTY_VALUE, value);
	}
	buf_release(&room);
}

static void keep_value(struct arena *arena, struct value *value)
{
	value->bytes = arena_text(arena, value->bytes);
}

static bool refuse_conflicts(struct applying *applying, struct conflicts *found, struct error *err)
{
	struct change_result *result = applying->change->result;
	const struct field *field =
		found->count ? entity_field(applying->entity, found->items[0].mine.tag) : NULL;

	for (size_t i = 0; i < found->count; i++) {
		keep_value(&result->arena, &found->items[i].mine.old);
		keep_value(&result->arena, &found->items[i].mine.new);
		keep_value(&result->arena, &found->items[i].theirs);
	}
	conflicts_release(&result->conflicts);
	result->conflicts = *found;
	result->conflict_entity = applying->entity->id;
	result->conflict_id = applying->stored.id;
	fail(err, ERROR_CONFLICT, "Somebody else changed {1} meanwhile", "t",
		field ? field->name : applying->entity->name, field ? field->label : applying->entity->label);
	return found->count ? fail_at(err, found->items[0].mine.tag, found->items[0].mine.row) : false;
}

static bool merge(struct applying *applying, struct error *err)
{
	struct text before = buf_as_text(&applying->before);
	struct conflicts found = {0};

	patch_release(&applying->fitted);
	patch_merge(applying->entity, before, &applying->patch, &applying->fitted, &found);
	if (found.count)
		return refuse_conflicts(applying, &found, err);
	return patch_apply(applying->entity, before, &applying->fitted, &applying->after, err);
}

/* Parts of a text that has changed since stand elsewhere now, though the bytes there may look right. */
static bool may_have_moved(const struct applying *applying)
{
	bool parts = false;

	for (size_t i = 0; i < applying->patch.count; i++)
		parts |= applying->patch.edits[i].place != PLACE_WHOLE;
	return parts && applying->base && applying->base < applying->stored.revision;
}

/* Where every old value is still there, the patch is put in as it is (its edits may build upon one another);
 * else what can be merged is. */
static bool apply_merged(struct applying *applying, struct error *err)
{
	struct error local = ERROR_INIT;

	if (may_have_moved(applying))
		return merge(applying, err);
	patch_append(&applying->fitted, &applying->patch, &applying->change->arena);
	if (patch_apply(applying->entity, buf_as_text(&applying->before), &applying->patch, &applying->after,
		    &local))
		return true;
	if (local.kind == ERROR_CONFLICT)
		return merge(applying, err);
	*err = local;
	return false;
}

/* For undo: what it takes back must be there, even where otherwise the later of two wins. */
static bool apply_strict(struct applying *applying, struct error *err)
{
	struct text before = buf_as_text(&applying->before);
	struct error local = ERROR_INIT;
	struct conflicts found = {0};

	patch_append(&applying->fitted, &applying->patch, &applying->change->arena);
	if (patch_apply(applying->entity, before, &applying->patch, &applying->after, &local))
		return true;
	if (local.kind != ERROR_CONFLICT) {
		*err = local;
		return false;
	}
	patch_release(&applying->fitted);
	patch_merge(applying->entity, before, &applying->patch, &applying->fitted, &found);
	return refuse_conflicts(applying, &found, err);
}

static bool refuse_problem(const struct problem *problem, struct error *err)
{
	if (err->kind == ERROR_NONE)
		*err = (struct error){ERROR_INPUT, problem->tag, problem->row, problem->message};
	return false;
}

static bool check(
	struct applying *applying, const struct view *old, const struct view *new, struct error *err)
{
	struct problems *problems = &applying->change->result->problems;
	size_t first = problems->count, errors = problems->errors;

	/* Nobody mends a record in order to throw it away. */
	if (view_removed(new))
		return true;
	view_check(new, &applying->writer->world, problems);
	if (!refs_check(applying->change, old, new, problems, err) ||
		!unique_check(applying->change, new, problems, err))
		return false;
	for (size_t i = first; problems->errors > errors && i < problems->count; i++)
		if (!problems->items[i].warning)
			return refuse_problem(&problems->items[i], err);
	return true;
}

static bool put_record(
	struct store_change *change, const struct view *view, uint8_t digest[DIGEST_SIZE], struct error *err)
{
	struct buf bytes = BUF_INIT;
	uint8_t room[KEY_ROOM];
	struct text key = record_key(room, view->entity->id, view->id);
	bool ok;

	view_write(view, key, &bytes);
	digest_of(buf_as_text(&bytes), digest);
	ok = kv_put(change->txn, TABLE_REC, key, buf_as_text(&bytes), err);
	buf_release(&bytes);
	return ok;
}

static bool write(
	struct applying *applying, const struct view *old, const struct view *new, struct error *err)
{
	struct store_change *change = applying->change;
	struct step step = {.entity = new->entity->id,
		.id = new->id,
		.placeholder = applying->placeholder,
		.revision = new->revision};
	const struct view *was = applying->stored.revision ? old : NULL;
	struct view stripped = *new;

	rows_strip(applying->entity, new->body, &applying->body);
	stripped.body = buf_as_text(&applying->body);
	if (!rows_update(change, old, new, err) || !put_record(change, &stripped, step.record, err) ||
		!index_update(change, was, new, err) || !count_update(change, was, new, err) ||
		!unique_update(change, was, new, err) ||
		!history_write(change, new, &applying->fitted, step.patch, err))
		return false;
	change_note(change, &step);
	return true;
}

static bool check_and_write(struct applying *applying, struct error *err)
{
	struct view old = applying->stored;
	struct view new = applying->stored;

	old.body = buf_as_text(&applying->before);
	new.body = buf_as_text(&applying->after);
	if (applying->stored.revision && text_equal(old.body, new.body))
		return true;
	new.revision++;
	new.moment = applying->writer->world.now;
	new.author = applying->change->head->author;
	return check(applying, applying->stored.revision ? &old : NULL, &new, err) &&
		write(applying, &old, &new, err);
}

static bool apply(struct applying *applying, uint64_t *id, const struct patch *patch, struct error *err)
{
	struct store_change *change = applying->change;

	/* Values may be slices of the store, which the first write would move. */
	patch_append(&applying->patch, patch, &change->arena);
	if (!find_record(applying, id, err) || !refs_resolve(change, applying->entity, &applying->patch, err))
		return false;
	if (!applying->stored.revision)
		add_initial(applying);
	return change_place_rows(change, &applying->stored, &applying->patch, err) &&
		rows_inside(change, &applying->stored, &applying->patch, &applying->before, err) &&
		(change->strict ? apply_strict : apply_merged)(applying, err) &&
		check_and_write(applying, err);
}

bool writer_apply(struct writer *writer, unsigned entity, uint64_t *id, uint32_t base,
	const struct patch *patch, struct error *err)
{
	struct error local = ERROR_INIT;
	struct applying applying = {.writer = writer,
		.change = writer->change,
		.entity = schema_entity(writer->world.schema, entity),
		.base = base};
	bool ok;

	err = err ? err : &local;
	if (!applying.entity)
		return unknown_entity(entity, err);
	ok = apply(&applying, id, patch, err);
	writer->change->failed |= !ok;
	patch_release(&applying.patch);
	patch_release(&applying.fitted);
	buf_release(&applying.before);
	buf_release(&applying.after);
	buf_release(&applying.body);
	return ok;
}
