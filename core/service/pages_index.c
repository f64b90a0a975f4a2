/* Listing by an index: the first rows of a long list without the rest of it, and a filter's days without the
 * other years. What comes of it is what a walk of all records gives. */
#include "core/service/pages.h"

#include <stdlib.h>
#include "core/base/memory.h"
#include "core/store/store.h"

/* Of these an order has the same bytes in the index as in order_key(), and one entry for each record. */
static bool is_plain(const struct field *field)
{
	static const struct type *const plain[] = {&type_number, &type_decimal, &type_date, &type_time,
		&type_moment, &type_flag, &type_choice, &type_set, NULL};

	for (size_t i = 0; field && plain[i]; i++)
		if (field->type == plain[i])
			return true;
	return false;
}

static const struct field *plain_part(const struct entity *entity, const struct index *index, size_t part)
{
	const struct field *field =
		part < INDEX_PARTS ? entity_field(entity, (uint16_t)index->parts[part]) : NULL;

	return field && !(index->parts[part] >> 16) && is_plain(field) ? field : NULL;
}

static bool is_order(const struct order *order, const struct entity *entity, const struct index *index)
{
	for (size_t i = 0; i < order->count; i++)
		if (order->paths[i].count != 1 || order->down[i] != order->down[0] ||
			!path_field(&order->paths[i]) ||
			plain_part(entity, index, i) != path_field(&order->paths[i]))
			return false;
	return order->count && (order->count == INDEX_PARTS || !index->parts[order->count]);
}

unsigned order_index(const struct order *order, const struct entity *entity)
{
	if (order->near.kind == VALUE_IDS)
		return 0;
	for (const struct index *index = entity->indexes; order->count <= INDEX_PARTS && index && index->id;
		index++)
		if (is_order(order, entity, index))
			return index->id;
	return 0;
}

struct collecting {
	uint64_t *ids;
	size_t count, room, most, equal; /* equal: where those begin that are ordered as the last one */
	struct text tuple;
	bool backward;
};

/* Backwards, equal ones come in the wrong order. */
static void turn_equal(struct collecting *collecting)
{
	if (!collecting->backward || !collecting->count)
		return;
	for (size_t i = collecting->equal, j = collecting->count - 1; i < j; i++, j--) {
		uint64_t id = collecting->ids[i];

		collecting->ids[i] = collecting->ids[j];
		collecting->ids[j] = id;
	}
}

static bool collect(uint64_t id, struct text tuple, void *arg)
{
	struct collecting *collecting = arg;

	if (collecting->count && !text_equal(tuple, collecting->tuple)) {
		turn_equal(collecting);
		collecting->equal = collecting->count;
	}
	if (collecting->count >= collecting->most &&
		(!collecting->backward || collecting->equal == collecting->count))
		return false;
	collecting->ids =
		mem_grow(collecting->ids, collecting->count, &collecting->room, sizeof(*collecting->ids));
	collecting->ids[collecting->count++] = id;
	collecting->tuple = tuple;
	return true;
}

bool ids_in_order(struct world *world, const struct entity *entity, unsigned index, bool backward,
	size_t most, struct listed *listed, struct error *err)
{
	struct collecting collecting = {.most = most, .backward = backward};

	if (!world_ids(world, entity->id, index, backward, collect, &collecting, err)) {
		free(collecting.ids);
		return false;
	}
	/* The walk ended among equal ones: they are turned; where it was stopped they have been. */
	if (collecting.equal < collecting.count)
		turn_equal(&collecting);
	listed->ids = collecting.ids;
	listed->count = collecting.count;
	return true;
}

bool each_in_range(struct world *world, const struct entity *entity, const struct predicate *predicate,
	world_visit *visit, void *arg, bool *done, struct error *err)
{
	*done = false;
	for (const struct index *index = entity->indexes; predicate && index && index->id; index++) {
		const struct field *field = plain_part(entity, index, 0);
		int64_t low, high;

		/* What a filter says of choices is their order on the list, not that of their codes. */
		if (!field || field->type == &type_choice || !predicate_range(predicate, field, &low, &high))
			continue;
		*done = true;
		return world->range(world, entity->id, index->id, NULL, 0, low, high, visit, arg, err);
	}
	return true;
}
