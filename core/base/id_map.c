#include "core/base/id_map.h"

#include <stdlib.h>
#include "core/base/memory.h"

/* The place of the number, or the free one for it. */
static struct id_place *place_of(const struct id_map *map, uint64_t id)
{
	size_t at = id & (map->room - 1);

	while (map->places[at].id && map->places[at].id != id)
		at = (at + 1) & (map->room - 1);
	return &map->places[at];
}

static void widen(struct id_map *map)
{
	enum { FIRST = 64 };
	const struct id_map old = *map;

	map->room = old.room ? 2 * old.room : FIRST;
	map->places = mem_new(map->room * sizeof(*map->places));
	for (size_t i = 0; i < old.room; i++)
		if (old.places[i].id)
			*place_of(map, old.places[i].id) = old.places[i];
	free(old.places);
}

void id_map_put(struct id_map *map, uint64_t id, size_t at)
{
	struct id_place *place;

	if (2 * (map->count + 1) > map->room)
		widen(map);
	place = place_of(map, id);
	map->count += !place->id;
	*place = (struct id_place){id, at};
}

void id_map_release(struct id_map *map)
{
	free(map->places);
	*map = (struct id_map){NULL, 0, 0};
}
