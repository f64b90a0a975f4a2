/* Fields that the court declares: for this process, from its settings. They stand behind an entity's own. */
#ifndef CORE_SCHEMA_CUSTOM_H
#define CORE_SCHEMA_CUSTOM_H

#include "core/schema/schema.h"

/* Codes are stored; never reuse one. */
enum custom_type { CUSTOM_TEXT = 1, CUSTOM_NUMBER, CUSTOM_DECIMAL, CUSTOM_DATE, CUSTOM_FLAG };
enum { CUSTOM_FIELDS_MAX = 32, CUSTOM_ENTITIES_MAX = 64 };

/* Forgets all; pointers to them must be gone. */
void custom_clear(void);
/* False when there is no more room, or the type is not known. Texts are copied. */
bool custom_declare(
	unsigned entity, uint16_t tag, struct text name, struct text label, enum custom_type type);
/* By ascending tag, ended by tag 0; NULL: none. */
const struct field *custom_fields(unsigned entity);

#endif
