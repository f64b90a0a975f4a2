/* Memory that is given back all at once: what a request, a screen or an import needs while it lives. */
#ifndef CORE_BASE_ARENA_H
#define CORE_BASE_ARENA_H

#include <stddef.h>
#include "core/base/text.h"

struct arena {
	struct arena_block *blocks; /* newest first */
};

#define ARENA_INIT \
	{ \
		0 \
	}

/* `size` zeroed bytes, aligned for any type, valid until arena_release(). Never NULL. */
void *arena_new(struct arena *arena, size_t size);

/* A NUL-ended copy in the arena; the slice returned does not count the NUL. */
struct text arena_text(struct arena *arena, struct text text);

/* Everything taken from the arena is gone; the arena may be used again. */
void arena_release(struct arena *arena);

#endif
