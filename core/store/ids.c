/* Records without reading them: how many there are, and their ids in the order of an index. */
#include "core/store/store_internal.h"

enum { NAME_LEN = 4, PAIR_LEN = 4, ID_LEN = 8 };

static struct text count_name(unsigned entity, char room[NAME_LEN])
{
	room[0] = 'n';
	room[1] = 'r';
	room[2] = (char)(entity >> 8);
	room[3] = (char)entity;
	return (struct text){room, NAME_LEN};
}

/* A number once begun is carried on; it begins with the first record, or when a dump is loaded. Stores made
 * before there was one have none. */
static bool may_begin(struct store_change *change, const struct view *old, const struct view *new, bool *may,
	struct error *err)
{
	uint64_t loading = 0;

	*may = !old && new;
	if (!*may || new->id == 1)
		return true;
	if (!meta_get(change->txn, TEXT("loading"), &loading, err))
		return false;
	*may = loading != 0;
	return true;
}

static bool counts(const struct view *view)
{
	return view && !view_removed(view);
}

bool count_update(
	struct store_change *change, const struct view *old, const struct view *new, struct error *err)
{
	char room[NAME_LEN];
	struct text name = count_name(new->entity->id, room), value;
	uint64_t count = 0;
	bool found, may = true;

	if (old && counts(old) == counts(new))
		return true;
	if (!fetch(change->txn, TABLE_META, name, &value, &found, err))
		return false;
	if (!found && !may_begin(change, old, new, &may, err))
		return false;
	if (!may)
		return true;
	if (found)
		count = key_number_at(value, 0, 8);
	count += counts(new);
	count -= counts(old);
	return meta_put(change->txn, name, count, err);
}

bool world_count(struct world *world, unsigned entity, uint64_t *count)
{
	struct text value;
	char room[NAME_LEN];
	struct error err = ERROR_INIT;
	bool found;

	if (!fetch(world_change(world)->txn, TABLE_META, count_name(entity, room), &value, &found, &err) ||
		!found)
		return false;
	*count = key_number_at(value, 0, 8);
	return true;
}

bool world_ids(struct world *world, unsigned entity, unsigned index, bool backward, world_id *visit,
	void *arg, struct error *err)
{
	const struct entity *shape = schema_entity(world->schema, entity);
	uint8_t room[KEY_ROOM];
	struct kv_range range;
	struct error local = ERROR_INIT;

	err = err ? err : &local;
	if (!shape)
		return unknown_entity(entity, err);
	if (!kv_range_open(&range, world_change(world)->txn, TABLE_IDX, pair_key(room, entity, index),
		    NO_TEXT, backward, err))
		return false;
	while (kv_range_next(&range, err)) {
		size_t len = range.key.len;

		if (len < PAIR_LEN + ID_LEN) {
			fail(err, ERROR_BROKEN, "An index of {1} is damaged", "t", shape->name, shape->label);
			break;
		}
		if (!visit(key_number_at(range.key, len - ID_LEN, ID_LEN),
			    text_take(text_skip(range.key, PAIR_LEN), len - PAIR_LEN - ID_LEN), arg))
			break;
	}
	kv_range_close(&range);
	return err->kind == ERROR_NONE;
}
