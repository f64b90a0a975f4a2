/* A compiled filter: a tree in an arena. */
#ifndef CORE_SCHEMA_PREDICATE_INTERNAL_H
#define CORE_SCHEMA_PREDICATE_INTERNAL_H

#include "core/schema/predicate.h"

enum predicate_kind {
	PREDICATE_AND,
	PREDICATE_OR,
	PREDICATE_NOT,
	PREDICATE_EQUAL, /* any value equals any operand */
	PREDICATE_LESS,  /* any value is less than the operand */
	PREDICATE_GREATER,
	PREDICATE_FINDS, /* any value holds the text, or sounds like it */
	PREDICATE_EMPTY,
	PREDICATE_TRUE,   /* a flag alone */
	PREDICATE_SEARCH, /* any SEARCH field holds the text */
};

struct predicate {
	enum predicate_kind kind;
	struct predicate *left, *right;
	struct path path;
	struct value *operands;
	size_t count;
	const struct entity *entity; /* of a search */
};

#endif
