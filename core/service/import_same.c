/* Which record a row means, where no field is unique: the one that says the same in the fields by which the
 * entity tells its records apart. Importing a file again changes what it made, and doubles nothing. */
#include "core/service/import_internal.h"

struct search {
	const struct entity *entity;
	const struct record *row;
	uint64_t id;
};

/* What the record would have there: a new one starts with some words by itself. */
static struct value meant(const struct entity *entity, const struct record *row, uint16_t tag)
{
	const struct field *field = entity_field(entity, tag);
	struct value value = record_get(row, tag);

	return value.kind == VALUE_EMPTY && field->initial && field->type == &type_text
		? value_text(text_of(field->initial))
		: value;
}

static bool is_same(const struct view *view, void *arg)
{
	struct search *search = arg;

	for (const uint16_t *tag = search->entity->same; *tag; tag++) {
		struct value theirs = EMPTY_VALUE, ours = meant(search->entity, search->row, *tag);

		view_get(view, *tag, &theirs);
		if (!value_equal(&theirs, &ours))
			return true;
	}
	search->id = view->id;
	return false;
}

static bool tells_apart(const struct entity *entity, uint32_t tag)
{
	for (const uint16_t *same = entity->same; *same; same++)
		if (*same == tag)
			return true;
	return false;
}

/* How many of the index's first parts the row has; the more, the fewer records are looked at. */
static size_t parts_of(
	const struct entity *entity, const struct index *index, const struct record *row, struct value *keys)
{
	size_t count = 0;

	while (count < INDEX_PARTS && index->parts[count] && tells_apart(entity, index->parts[count])) {
		keys[count] = meant(entity, row, (uint16_t)index->parts[count]);
		if (keys[count].kind == VALUE_EMPTY || keys[count].kind == VALUE_IDS)
			break;
		count++;
	}
	return count;
}

bool import_same(struct world *world, const struct entity *entity, const struct record *row, uint64_t *id,
	struct error *err)
{
	struct search search = {entity, row, 0};
	struct value keys[INDEX_PARTS] = {EMPTY_VALUE}, best[INDEX_PARTS] = {EMPTY_VALUE};
	unsigned index = 0;
	size_t most = 0;

	for (const struct index *one = entity->indexes; one && one->id; one++) {
		size_t count = parts_of(entity, one, row, keys);

		if (count <= most)
			continue;
		most = count;
		index = one->id;
		memcpy(best, keys, sizeof(best));
	}
	if (!world->walk(world, entity->id, index, best, most, is_same, &search, err))
		return false;
	*id = search.id;
	return true;
}

void import_seen(struct import_plan *plan, size_t index, const struct record *row)
{
	const struct entity *entity = plan->input->entity;
	struct buf words = BUF_INIT;
	size_t first;

	for (const uint16_t *tag = entity->same; *tag; tag++) {
		struct value value = meant(entity, row, *tag);

		value_write(*tag, &value, &words);
	}
	first = text_map_put(&plan->seen, arena_text(&plan->arena, buf_as_text(&words)), index);
	buf_release(&words);
	if (first != index)
		message_set(&import_fault(plan, index, IMPORT_WHOLE_ROW, false)->message,
			"Says again what row {1} says", "n", (int64_t)plan->input->rows[first].number);
}
