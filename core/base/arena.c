#include "core/base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include "core/base/memory.h"

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 256 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t used, room;
	alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *block_new(size_t room)
{
	/* A sum that overflows must fail in the allocator, not return a small block. */
	struct arena_block *block =
		mem_new(room > SIZE_MAX - sizeof(struct arena_block) ? SIZE_MAX : sizeof(*block) + room);

	block->room = room;
	return block;
}

static size_t next_room(const struct arena *arena)
{
	size_t room = arena->blocks ? arena->blocks->room * 2 : FIRST_BLOCK;

	return room < LARGEST_BLOCK ? room : LARGEST_BLOCK;
}

/* A block of its own for something large goes behind the newest one, whose free part stays in use. */
static void *new_large(struct arena *arena, size_t size)
{
	struct arena_block *block = block_new(size);
	struct arena_block **place = arena->blocks ? &arena->blocks->next : &arena->blocks;

	block->used = size;
	block->next = *place;
	*place = block;
	return block->bytes;
}

void *arena_new(struct arena *arena, size_t size)
{
	const size_t unit = alignof(max_align_t);
	size_t rounded = size > SIZE_MAX - unit ? size : (size + unit - 1) / unit * unit;
	struct arena_block *block = arena->blocks;
	void *at;

	if (!block || rounded > block->room - block->used) {
		if (rounded > FIRST_BLOCK / 4)
			return new_large(arena, rounded);
		block = block_new(next_room(arena));
		block->next = arena->blocks;
		arena->blocks = block;
	}
	at = block->bytes + block->used;
	block->used += rounded;
	return at;
}

struct text arena_text(struct arena *arena, struct text text)
{
	char *copy = arena_new(arena, text.len + 1);

	if (text.len)
		memcpy(copy, text.at, text.len);
	return (struct text){copy, text.len};
}

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->blocks;

	while (block) {
		struct arena_block *next = block->next;

		free(block);
		block = next;
	}
	arena->blocks = NULL;
}
