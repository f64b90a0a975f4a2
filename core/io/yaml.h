/* YAML as a tree. Only what configuration needs: maps, lists and plain text; no anchors, aliases, tags, merge
 * keys or second documents, no key twice. Small limits, so that a hostile file is refused before anything of
 * it is built. Errors name line and column and all faults are given at once. */
#ifndef CORE_IO_YAML_H
#define CORE_IO_YAML_H

#include "core/base/arena.h"
#include "core/base/tree.h"

enum { YAML_BYTES_MAX = 256 << 10, YAML_DEPTH_MAX = 16, YAML_NODES_MAX = 20000, YAML_KEYS_MAX = 1000 };

/* The tree, in the arena, or NULL with at least one fault. An empty file is an empty map. Texts are copies.
 */
struct tree *yaml_read(struct text bytes, struct arena *arena, struct faults *faults);

#endif
