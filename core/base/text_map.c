#include "core/base/text_map.h"

#include <stdlib.h>
#include "core/base/memory.h"

static const uint64_t FNV_START = UINT64_C(14695981039346656037), FNV_PRIME = UINT64_C(1099511628211);

static uint64_t add(uint64_t hash, uint64_t what)
{
	return (hash ^ what) * FNV_PRIME;
}

uint64_t text_hash_on(uint64_t hash, struct text text)
{
	for (size_t i = 0; i < text.len; i++)
		hash = add(hash, (uint8_t)text.at[i]);
	return hash;
}

uint64_t text_hash(struct text text)
{
	return text_hash_on(FNV_START, text);
}

/* --- places --- */

static struct text_place *slot_of(const struct text_map *map, struct text text)
{
	size_t at = (size_t)text_hash(text) & (map->room - 1);

	while (map->slots[at].used && !text_equal(map->slots[at].text, text))
		at = (at + 1) & (map->room - 1);
	return &map->slots[at];
}

static void widen(struct text_map *map)
{
	enum { FIRST_ROOM = 64 };
	struct text_map old = *map;

	map->room = old.room ? old.room * 2 : FIRST_ROOM;
	map->slots = mem_new(map->room * sizeof(*map->slots));
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i].used)
			*slot_of(map, old.slots[i].text) = old.slots[i];
	free(old.slots);
}

size_t text_map_put(struct text_map *map, struct text text, size_t place)
{
	struct text_place *slot;

	if (2 * map->count >= map->room)
		widen(map);
	slot = slot_of(map, text);
	if (!slot->used) {
		*slot = (struct text_place){text, place, true};
		map->count++;
	}
	return slot->place;
}

bool text_map_get(const struct text_map *map, struct text text, size_t *place)
{
	const struct text_place *slot = map->room ? slot_of(map, text) : NULL;

	if (!slot || !slot->used)
		return false;
	*place = slot->place;
	return true;
}

void text_map_release(struct text_map *map)
{
	free(map->slots);
	*map = (struct text_map){0};
}

/* --- slips --- */

/* What a hash stands for: the whole text, it without its nth character (looked for by what is shorter), or
 * the same with n in it (looked for by what differs in that place). */
enum kind { WHOLE, SHORTER, REPLACED };

struct codes {
	uint32_t at[SLIPS_LONGEST];
	size_t count;
};

static bool codes_of(struct text text, struct codes *codes)
{
	codes->count = 0;
	while (text.len && codes->count < SLIPS_LONGEST)
		codes->at[codes->count++] = text_next(&text);
	return !text.len;
}

static uint64_t hash_without(const struct codes *codes, size_t left_out)
{
	uint64_t hash = FNV_START;

	for (size_t i = 0; i < codes->count; i++)
		if (i != left_out)
			hash = add(hash, codes->at[i]);
	return hash;
}

static uint64_t kind_hash(enum kind kind, uint64_t hash, size_t at)
{
	return add(add(hash, at), UINT64_C(0x100000000) | kind);
}

static void add_item(struct slips *slips, uint64_t hash)
{
	slips->items = mem_grow(slips->items, slips->count, &slips->room, sizeof(*slips->items));
	slips->items[slips->count++] = (struct slip){hash, slips->text_count};
}

void slips_add(struct slips *slips, struct text text)
{
	struct codes codes;

	slips->texts = mem_grow(slips->texts, slips->text_count, &slips->text_room, sizeof(*slips->texts));
	slips->texts[slips->text_count] = text;
	if (codes_of(text, &codes)) {
		add_item(slips, kind_hash(WHOLE, hash_without(&codes, codes.count), 0));
		for (size_t i = 0; i < codes.count; i++) {
			uint64_t hash = hash_without(&codes, i);

			add_item(slips, kind_hash(SHORTER, hash, 0));
			add_item(slips, kind_hash(REPLACED, hash, i));
		}
	}
	slips->text_count++;
	slips->sorted = false;
}

static int by_hash(const void *a, const void *b)
{
	const struct slip *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

struct search {
	const struct slips *slips;
	struct text text;
	slip_fits *fits;
	const void *arg;
	size_t best;
};

/* The first with that hash that fits, at distance 1, before the best so far. */
static void look(struct search *search, uint64_t hash)
{
	const struct slips *slips = search->slips;
	size_t low = 0, high = slips->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (slips->items[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < slips->count && slips->items[low].hash == hash; low++) {
		size_t place = slips->items[low].place;

		if (place >= search->best)
			return;
		if ((!search->fits || search->fits(place, search->arg)) &&
			text_distance(slips->texts[place], search->text, 1) == 1)
			search->best = place;
	}
}

bool slips_find(struct slips *slips, struct text text, slip_fits *fits, const void *arg, size_t *place)
{
	struct search search = {slips, text, fits, arg, slips->text_count};
	struct codes codes;

	if (!slips->text_count || !codes_of(text, &codes))
		return false;
	if (!slips->sorted)
		qsort(slips->items, slips->count, sizeof(*slips->items), by_hash);
	slips->sorted = true;
	look(&search, kind_hash(SHORTER, hash_without(&codes, codes.count), 0));
	for (size_t i = 0; i < codes.count; i++) {
		uint64_t hash = hash_without(&codes, i);

		look(&search, kind_hash(WHOLE, hash, 0));
		look(&search, kind_hash(REPLACED, hash, i));
	}
	if (search.best == slips->text_count)
		return false;
	*place = search.best;
	return true;
}

void slips_release(struct slips *slips)
{
	free(slips->items);
	free(slips->texts);
	*slips = (struct slips){0};
}
