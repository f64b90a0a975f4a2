/* Places of texts in an array, found without looking through it; and which of many texts is one slip of the
 * pen away from another. The texts must live on. */
#ifndef CORE_BASE_TEXT_MAP_H
#define CORE_BASE_TEXT_MAP_H

#include "core/base/text.h"

/* FNV-1a over the bytes. Not for what strangers send in bulk. */
uint64_t text_hash(struct text text);
/* The same of what was hashed before and the text behind it. */
uint64_t text_hash_on(uint64_t hash, struct text text);

struct text_map {
	struct text_place {
		struct text text;
		size_t place;
		bool used;
	} * slots;
	size_t count, room;
};
/* Where the text stands now: `place`, or where it stood already. */
size_t text_map_put(struct text_map *map, struct text text, size_t place);
/* False, and `*place` as it was, when it is not there. */
bool text_map_get(const struct text_map *map, struct text text, size_t *place);
void text_map_release(struct text_map *map);

/* Texts and what each would be with a character less, in order of their hashes: two texts are one insertion,
 * removal or replacement apart (text_distance 1) exactly when they share one of these, so that nothing is
 * compared with everything. */
struct slips {
	struct slip {
		uint64_t hash;
		size_t place;
	} * items;
	size_t count, room;
	struct text *texts;
	size_t text_count, text_room;
	bool sorted;
};
/* Longer ones are no names; they are near to nothing. */
enum { SLIPS_LONGEST = 100 };
void slips_add(struct slips *slips, struct text text);
/* The place (as they were added) of the first text at distance 1 that `fits` (NULL: all do). */
typedef bool slip_fits(size_t place, const void *arg);
bool slips_find(struct slips *slips, struct text text, slip_fits *fits, const void *arg, size_t *place);
void slips_release(struct slips *slips);

#endif
