/* Values, bodies and patches as JSON and back, for dump and load. Texts are strings, all else is a string in
 * the exact form of its type; references are numbers in an array or "#17". What no field explains is kept as
 * bytes in hex. */
#ifndef CORE_STORE_DUMP_INTERNAL_H
#define CORE_STORE_DUMP_INTERNAL_H

#include <jansson.h>
#include "core/store/store_internal.h"

/* Before anything else of these. */
void json_begin(void);
json_t *json_hex(const void *bytes, size_t len);
/* False when it is no hex string; `out` is appended to. */
bool hex_read(const json_t *json, struct buf *out);
json_t *json_moment(int64_t moment);
bool moment_read(const json_t *json, int64_t *moment);
json_t *json_uint(uint64_t number);
uint64_t uint_read(const json_t *object, const char *name);
struct text text_read(const json_t *json); /* NO_TEXT when it is no string */

/* An entity or a field by its name, or "#number" when the schema has none. */
json_t *json_entity(const struct schema *schema, unsigned entity);
bool entity_read(const struct schema *schema, const json_t *json, unsigned *entity);

/* `field` NULL: of a tag nobody knows. An empty value is null. */
json_t *value_json(const struct field *field, const struct value *value);
bool value_read(const struct field *field, const json_t *json, struct arena *arena, struct value *value);
/* Adds "fields" and, for tags the entity does not know, "raw". `entity` may be NULL. */
void body_json(json_t *object, const struct entity *entity, struct text body);
bool body_read(const json_t *object, const struct entity *entity, struct arena *arena, struct buf *out);

json_t *patch_json(const struct entity *entity, const struct patch *patch);
bool patch_read(const json_t *edits, const struct entity *entity, struct arena *arena, struct patch *patch);

#endif
