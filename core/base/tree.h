/* A file of configuration as a small tree that knows where everything stood, and what is wrong with it. It is
 * made by a reader of some format (core/io/yaml.h) and read by whoever knows what it means. */
#ifndef CORE_BASE_TREE_H
#define CORE_BASE_TREE_H

#include <stddef.h>
#include "core/base/error.h"
#include "core/base/text.h"

enum tree_kind { TREE_TEXT, TREE_LIST, TREE_MAP };

/* Every value is text until a field reads it. Lines and columns count from 1, columns in characters. */
struct tree {
	enum tree_kind kind;
	struct text text;      /* of TEXT */
	struct text key;       /* in a map: the key it stands under */
	unsigned line, column; /* of the value; of the key in a map: key_line, key_column */
	unsigned key_line, key_column;
	unsigned inset; /* of a TEXT in quotes: its first character stands so much behind `column` */
	bool folded;    /* a TEXT of several lines: a place in it is not known */
	bool key_quoted;
	struct tree *child; /* first of a LIST or MAP */
	struct tree *next;  /* in the same list or map */
	size_t count;       /* children */
};

/* The value under a key; NULL: none. */
const struct tree *tree_under(const struct tree *map, const char *key);

/* All that is wrong, not only the first. */
enum { FAULTS_MAX = 100 };
struct fault {
	unsigned line, column;
	struct message message;
};
struct faults {
	struct fault items[FAULTS_MAX];
	size_t count;
};
void fault_add(struct faults *faults, unsigned line, unsigned column, const char *id, const char *kinds, ...);
/* At a value; at its key. */
void fault_at(struct faults *faults, const struct tree *node, const char *id, const char *kinds, ...);
void fault_at_key(struct faults *faults, const struct tree *node, const char *id, const char *kinds, ...);
/* Within a value, behind so many characters of it. */
void fault_pass_in(
	struct faults *faults, const struct tree *node, size_t characters, const struct message *message);
/* What was found by somebody else. */
void fault_pass(struct faults *faults, unsigned line, unsigned column, const struct message *message);
/* By place, none twice, and none behind the end of its line or of the file. */
void faults_settle(struct faults *faults, struct text file);

#endif
