/* A text's BLAKE2b in hex, as it is kept beside rules and results. */
#ifndef CORE_SERVICE_DIGEST_H
#define CORE_SERVICE_DIGEST_H

#include "core/base/arena.h"

struct text text_digest(struct text text, struct arena *arena);
/* A shorter one, to tell whether two texts are the same: above 0. */
int64_t text_mark(struct text text);

#endif
