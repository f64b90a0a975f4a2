/* Numbers of records in order: byte by byte, as there are tens of thousands of small ones. */
#include "core/store/id_list.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"

enum { BYTES = 256 };

void id_list_add(struct id_list *list, uint64_t id)
{
	list->ids = mem_grow(list->ids, list->count, &list->room, sizeof(*list->ids));
	list->ids[list->count++] = id;
}

/* Ordered by the byte at `shift`, what is equal there staying as it stands. */
static void sort_by(const uint64_t *from, uint64_t *to, size_t count, unsigned shift)
{
	size_t starts[BYTES] = {0}, sum = 0;

	for (size_t i = 0; i < count; i++)
		starts[from[i] >> shift & (BYTES - 1)]++;
	for (size_t i = 0; i < BYTES; i++) {
		size_t here = starts[i];

		starts[i] = sum;
		sum += here;
	}
	for (size_t i = 0; i < count; i++)
		to[starts[from[i] >> shift & (BYTES - 1)]++] = from[i];
}

/* The bits in which any differ from the first; 0 in `down` when they ascend already. */
static uint64_t differing(const struct id_list *list, bool *down)
{
	uint64_t differ = 0;

	*down = false;
	for (size_t i = 1; i < list->count; i++) {
		differ |= list->ids[i] ^ list->ids[0];
		*down |= list->ids[i] <= list->ids[i - 1];
	}
	return differ;
}

static void drop_twins(struct id_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		if (!kept || list->ids[i] != list->ids[kept - 1])
			list->ids[kept++] = list->ids[i];
	list->count = kept;
}

void id_list_sort(struct id_list *list)
{
	bool down;
	uint64_t differ = differing(list, &down);
	uint64_t *other;

	if (!down)
		return;
	other = mem_new(list->count * sizeof(*other));
	for (unsigned shift = 0; shift < 64; shift += 8) {
		uint64_t *from = list->ids;

		if (!(differ >> shift & (BYTES - 1)))
			continue;
		sort_by(from, other, list->count, shift);
		list->ids = other;
		other = from;
	}
	free(other);
	list->room = list->count;
	drop_twins(list);
	list->room = list->count;
}

void id_list_release(struct id_list *list)
{
	free(list->ids);
	*list = (struct id_list){NULL, 0, 0};
}
