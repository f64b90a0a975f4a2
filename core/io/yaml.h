/* YAML as a small tree that knows where everything stood. Only what configuration needs: maps, lists and
 * plain text; no anchors, aliases, tags, merge keys or second documents, no key twice, every value is text
 * until a field reads it. Small limits, so that a hostile file is refused before anything of it is built.
 * Errors name line and column (from 1) and all faults are given at once. */
#ifndef CORE_IO_YAML_H
#define CORE_IO_YAML_H

#include "core/base/arena.h"
#include "core/base/error.h"

enum { YAML_BYTES_MAX = 256 << 10, YAML_DEPTH_MAX = 16, YAML_NODES_MAX = 20000, YAML_FAULTS_MAX = 100 };

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_kind kind;
	struct text text;      /* of TEXT */
	struct text key;       /* in a map: the key it stands under */
	unsigned line, column; /* of the value; of the key in a map: key_line, key_column */
	unsigned key_line, key_column;
	struct yaml_node *child; /* first of a LIST or MAP */
	struct yaml_node *next;  /* in the same list or map */
	size_t count;            /* children */
};

struct yaml_fault {
	unsigned line, column;
	struct message message;
};
struct yaml_faults {
	struct yaml_fault items[YAML_FAULTS_MAX];
	size_t count;
};

/* The tree, in the arena, or NULL with at least one fault. An empty file is an empty map. Texts are copies.
 */
struct yaml_node *yaml_read(struct text bytes, struct arena *arena, struct yaml_faults *faults);
/* A fault of meaning at a node, for whoever goes on reading the tree. */
void yaml_fault(
	struct yaml_faults *faults, unsigned line, unsigned column, const char *id, const char *kinds, ...);
/* The value under a key; NULL: none. */
const struct yaml_node *yaml_under(const struct yaml_node *map, const char *key);

#endif
