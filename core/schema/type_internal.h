/* What the types have in common; for core/schema/type*.c. */
#ifndef CORE_SCHEMA_TYPE_INTERNAL_H
#define CORE_SCHEMA_TYPE_INTERNAL_H

#include "core/schema/schema.h"

/* Records `id` with the field as {1} and what was typed as {2}; returns false. */
bool type_refuse(const struct field *field, struct text text, const char *id, struct error *err);

int64_t type_measure_number(const struct field *field, const struct value *value);

/* Takes one name out of a list; false when it is not understood (`err` may be NULL: it is only tried). */
typedef bool type_take(struct text name, void *arg, struct error *err);
/* Every name of a list with 、 , ; or line ends between (full-width too). What is not understood as a whole
 * is cut at its blanks: a name may hold one, and a list may be typed with nothing else. */
bool type_each_name(struct text list, type_take *take, void *arg, struct error *err);
/* The name would come out of type_each_name() as it is. */
bool type_one_name(struct text name);
/* What is shown between the names of a list. */
const char *type_between(const struct naming *naming);

#endif
