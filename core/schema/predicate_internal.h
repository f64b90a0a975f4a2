/* A compiled filter (a tree in an arena) and the words of its text. For core/schema/predicate*.c. */
#ifndef CORE_SCHEMA_PREDICATE_INTERNAL_H
#define CORE_SCHEMA_PREDICATE_INTERNAL_H

#include "core/schema/predicate.h"

enum predicate_kind {
	PREDICATE_AND,
	PREDICATE_OR,
	PREDICATE_NOT,
	PREDICATE_EQUAL, /* any value equals any operand */
	PREDICATE_LESS,  /* any value is less than the operand */
	PREDICATE_MOST,  /* less or equal */
	PREDICATE_GREATER,
	PREDICATE_LEAST,
	PREDICATE_FINDS, /* any value holds the text, or sounds like it */
	PREDICATE_EMPTY,
	PREDICATE_TRUE,   /* a flag alone */
	PREDICATE_SEARCH, /* any SEARCH field holds the text */
	PREDICATE_JUDGED, /* somebody else says so */
};

/* What a field is compared with, where that is no value. */
enum than_from { THAN_FIELD, THAN_BEGIN, THAN_END, THAN_RECORD };
struct than {
	enum than_from from;
	struct path path;
	int months, days; /* from the first or the last day of the period */
	unsigned entity;  /* of a record: its rank */
	uint64_t id;
};
/* NULL: the text is neither. */
struct than *than_read(const struct schema *schema, const struct entity *entity, const struct field *field,
	struct text text, const struct naming *naming, struct arena *arena);
/* The records that the field names have a rank, and this is one of them: NULL otherwise. */
struct than *than_ranked(const struct entity *target, uint64_t id, struct arena *arena);
/* False when it is empty, or no period is looked at. */
bool than_value(const struct than *than, struct world *world, const struct view *view, struct value *value);
void than_say(const struct than *than, struct buf *out);

/* Of records that others refer to, whether a search finds them: many refer to few. */
enum { HITS_MAX = 1024 };
struct hit {
	uint64_t id; /* 0: a free place */
	unsigned entity;
	bool found;
};

struct predicate {
	enum predicate_kind kind;
	struct predicate *left, *right;
	struct path path;
	struct value *operands;
	struct than *than;  /* in place of the one operand; NULL: there is none such */
	struct text *typed; /* the operands as they were written */
	size_t count;
	const struct entity *entity; /* of a search */
	struct hit *hits;            /* HITS_MAX of it, when the entity has references that it follows */
	/* What asks for one choice of the record is answered by a table; its field is NULL when this does
	 * not. */
	struct choice_table choice;
	const struct field *here; /* it asks for one value of the record itself; NULL: it does not */
	bool number;              /* it is a number, and compared with numbers */
	bool of_owner;            /* both are those of the record the row is in */
	const struct predicate_judge *judge; /* of JUDGED */
	const void *with;
};
/* Finds the tables of all its nodes. */
void predicate_tabulate(struct predicate *predicate);

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_QUOTED, TOKEN_SIGN };

/* A filter's text being read word by word. */
struct lexer {
	struct text rest;
	enum token_kind kind;
	struct text at;    /* where the token stands, to the end of the text */
	struct text token; /* a word, or what stands in quotes */
	const char *sign;  /* as on an English keyboard */
};

/* The next token; false when a quotation mark is not closed. */
bool lexer_next(struct lexer *lexer);

#endif
