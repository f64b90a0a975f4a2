/* Numbers of records to places in an array. Numbers are counters: nearly every one is found where it is
 * looked for first. */
#ifndef CORE_BASE_ID_MAP_H
#define CORE_BASE_ID_MAP_H

#include <stddef.h>
#include <stdint.h>

#define ID_MAP_NONE SIZE_MAX

/* All zeros: an empty one. */
struct id_map {
	struct id_place {
		uint64_t id; /* 0: free */
		size_t at;
	} * places;
	size_t room, count; /* room: 0 or a power of two, always more than count */
};

/* What stood there before is replaced. `id` is not 0. */
void id_map_put(struct id_map *map, uint64_t id, size_t at);
/* So many can be put in all without its growing. */
void id_map_reserve(struct id_map *map, size_t count);
void id_map_release(struct id_map *map);

/* ID_MAP_NONE: it is not there. */
static inline size_t id_map_get(const struct id_map *map, uint64_t id)
{
	const size_t mask = map->room - 1;

	if (!id || !map->room)
		return ID_MAP_NONE;
	for (size_t at = id & mask; map->places[at].id; at = (at + 1) & mask)
		if (map->places[at].id == id)
			return map->places[at].at;
	return ID_MAP_NONE;
}

#endif
