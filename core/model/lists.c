/* The shapes of lists inside records, as sources of their own: the rows' fields and the record they are in,
 * so that meeting.attendance has meeting.date and meeting.groups in reach. */
#include <stdio.h>
#include "core/model/entities.h"

enum { SHAPES_MAX = 32 };

static void make(struct list_shape *made, const struct entity *owner, const struct field *list)
{
	const struct field *field = NULL;
	size_t count = 0;

	made->owner = owner;
	made->list = list;
	snprintf(made->name, sizeof(made->name), "%s.%s", owner->name, list->name);
	snprintf(made->label, sizeof(made->label), "%s.%s", owner->label, list->label);
	while ((field = entity_next(list->rows, field)) && count < LIST_SHAPE_FIELDS - 2)
		made->fields[count++] = *field;
	made->fields[count++] = (struct field){
		ROW_OWNER, owner->name, owner->label, REF_FIELD(owner->id), .flags = SYSTEM, .width = 20};
	made->fields[count] = (struct field){0};
	made->shape = (struct entity){0, made->name, made->label, made->fields};
}

const struct list_shape *list_shape(const struct entity *owner, const struct field *list)
{
	static struct list_shape shapes[SHAPES_MAX];

	for (size_t i = 0; i < SHAPES_MAX; i++) {
		if (!shapes[i].owner)
			make(&shapes[i], owner, list);
		if (shapes[i].owner == owner && shapes[i].list == list)
			return &shapes[i];
	}
	return NULL;
}

const struct list_shape *list_shape_named(const struct schema *schema, struct text name)
{
	size_t point = text_find(name, TEXT("."));
	const struct entity *owner = schema_named(schema, text_take(name, point));
	const struct field *list =
		owner && point < name.len ? entity_named(owner, text_skip(name, point + 1)) : NULL;

	return list && list->rows ? list_shape(owner, list) : NULL;
}

const struct list_shape *list_shape_at(const struct schema *schema, size_t nth)
{
	for (const struct entity *const *entity = schema->entities; *entity; entity++)
		for (const struct field *field = NULL; (field = entity_next(*entity, field));)
			if (field->rows && !nth--)
				return list_shape(*entity, field);
	return NULL;
}
