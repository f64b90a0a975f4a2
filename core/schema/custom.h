/* Fields that the court declares: for this process, from its settings. They stand behind an entity's own. */
#ifndef CORE_SCHEMA_CUSTOM_H
#define CORE_SCHEMA_CUSTOM_H

#include "core/schema/schema.h"

/* Codes are stored; never reuse one. */
enum custom_type {
	CUSTOM_TEXT = 1,
	CUSTOM_NUMBER,
	CUSTOM_DECIMAL,
	CUSTOM_DATE,
	CUSTOM_FLAG,
	CUSTOM_CHOICE,
	CUSTOM_REF,
};
enum { CUSTOM_FIELDS_MAX = 32, CUSTOM_ENTITIES_MAX = 64, CUSTOM_CHOICES_MAX = 60 };

struct custom_field {
	unsigned entity;
	uint16_t tag;
	enum custom_type type;
	struct text name, label;
	struct text choices; /* of a choice: words with ; or 、 between; the code of each is its place */
	unsigned target;     /* entity that a ref points to */
	bool required;
};

/* Forgets all; pointers to them must be gone. */
void custom_clear(void);
/* False when there is no more room, or the type is not known. Texts are copied. */
bool custom_declare(const struct custom_field *declared);
/* The next word of choices, trimmed; empty ones are passed over. */
bool custom_choice_next(struct text *rest, struct text *word);
/* By ascending tag, ended by tag 0; NULL: none. */
const struct field *custom_fields(unsigned entity);

#endif
