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

enum { FIRST = 64 };

static void widen(struct id_map *map, size_t room)
{
	const struct id_map old = *map;

	map->room = room;
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
		widen(map, map->room ? 2 * map->room : FIRST);
	place = place_of(map, id);
	map->count += !place->id;
	*place = (struct id_place){id, at};
}

void id_map_reserve(struct id_map *map, size_t count)
{
	size_t room = map->room ? map->room : FIRST;

	while (room < 2 * count)
		room *= 2;
	if (room > map->room)
		widen(map, room);
}

void id_map_release(struct id_map *map)
{
	free(map->places);
	*map = (struct id_map){NULL, 0, 0};
}
