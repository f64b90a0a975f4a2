/* A record by its name, and a record whole. */
#include "core/store/store_internal.h"

struct looking {
	uint16_t tag;
	struct text text;
	uint64_t id;
	size_t count;
};

static bool look(const struct view *view, void *arg)
{
	struct looking *looking = arg;

	if (!text_equal(view_text(view, looking->tag), looking->text))
		return true;
	looking->id = view->id;
	return ++looking->count < 2; /* two of one name are none */
}

static bool find_unique(struct world *world, const struct entity *entity, const struct field *field,
	struct text text, uint64_t *id)
{
	struct record record;
	struct buf body = BUF_INIT, key = BUF_INIT;
	struct view view = {.entity = entity};
	struct error err = ERROR_INIT;
	struct text holder;
	bool found = false;

	record_init(&record, entity);
	record_text(&record, field->tag, text);
	record_write(&record, &body);
	record_release(&record);
	view.body = buf_as_text(&body);
	if (unique_key(field, &view, &key) &&
		fetch(world_change(world)->txn, TABLE_UNIQ, buf_as_text(&key), &holder, &found, &err) &&
		found)
		*id = key_number_at(holder, 0, 8);
	buf_release(&body);
	buf_release(&key);
	return found;
}

static unsigned index_by(const struct entity *entity, uint16_t tag)
{
	for (const struct index *index = entity->indexes; index && index->id; index++)
		if (index->parts[0] == tag)
			return index->id;
	return 0;
}

static bool find_titled(struct world *world, const struct entity *entity, const struct field *field,
	struct text text, uint64_t *id)
{
	/* An order by sound holds an override that we do not know. */
	unsigned index = field->flags & PINYIN ? 0 : index_by(entity, field->tag);
	struct looking looking = {field->tag, text, 0, 0};
	struct value value = value_text(text);

	if (!world->walk(world, entity->id, index, &value, index ? 1 : 0, look, &looking, NULL) ||
		looking.count != 1)
		return false;
	*id = looking.id;
	return true;
}

bool world_find(struct world *world, unsigned entity, uint16_t tag, struct text text, uint64_t *id)
{
	const struct entity *shape = schema_entity(world->schema, entity);
	const struct field *title = shape ? entity_title_field(shape) : NULL;

	if (!shape || !text.len)
		return false;
	for (const struct field *f = NULL; (f = entity_next(shape, f));)
		if (f->flags & UNIQUE && f->type->kind == VALUE_TEXT && (!tag || f->tag == tag) &&
			find_unique(world, shape, f, text, id))
			return true;
	if (tag && !(entity_field(shape, tag) && entity_field(shape, tag)->flags & UNIQUE))
		title = entity_field(shape, tag);
	else if (tag)
		return false;
	return title && title->type->kind == VALUE_TEXT && find_titled(world, shape, title, text, id);
}

static bool add_row(const struct view *row, void *arg)
{
	rows_add(arg, row->id, row->body);
	return true;
}

bool world_whole(struct world *world, const struct view *view, struct buf *body, struct error *err)
{
	struct arena arena = ARENA_INIT;
	struct record record;
	bool ok = true;

	if (!has_beside(view->entity)) {
		buf_text(body, view->body);
		return true;
	}
	record_read(&record, view->entity, view->body);
	for (const struct field *f = NULL; ok && (f = entity_next(view->entity, f));) {
		struct buf rows = BUF_INIT;

		if (!(f->flags & BESIDE))
			continue;
		ok = world->rows(world, view, f->tag, add_row, &rows, err);
		if (rows.len)
			record_set(&record, f->tag,
				(struct value){VALUE_ROWS, 0, arena_text(&arena, buf_as_text(&rows))});
		buf_release(&rows);
	}
	record_write(&record, body);
	record_release(&record);
	arena_release(&arena);
	return ok;
}
