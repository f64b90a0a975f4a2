#include "core/schema/schema.h"
#include "core/schema/custom.h"

#include <string.h>

struct value value_number(int64_t number)
{
	return (struct value){VALUE_NUMBER, number, NO_TEXT};
}

struct value value_text(struct text text)
{
	return (struct value){VALUE_TEXT, 0, text};
}

bool value_equal(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return false;
	return a->kind == VALUE_NUMBER ? a->number == b->number
				       : a->kind == VALUE_EMPTY || text_equal(a->bytes, b->bytes);
}

struct value value_filled(struct value value)
{
	bool bytes = value.kind != VALUE_EMPTY && value.kind != VALUE_NUMBER;

	return bytes && !value.bytes.len ? EMPTY_VALUE : value;
}

int value_compare(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->kind == VALUE_NUMBER)
		return (a->number > b->number) - (a->number < b->number);
	return a->kind == VALUE_EMPTY ? 0 : text_compare(a->bytes, b->bytes);
}

/* Removed or not: a field that every record has besides its own. */
static const struct field removed_field = {TAG_REMOVED, "removed", "已删除", FLAG_FIELD, SYSTEM | HIDDEN, 4,
	"In the recycle bin; can be restored."};

static const struct field *find_tag(const struct field *fields, uint16_t tag)
{
	for (; fields && fields->tag && fields->tag <= tag; fields++)
		if (fields->tag == tag)
			return fields;
	return NULL;
}

/* A schema may bring its own; otherwise those that the court declared. */
static const struct field *custom_of(const struct entity *entity)
{
	return entity->custom ? entity->custom : entity->id ? custom_fields(entity->id) : NULL;
}

const struct field *entity_field(const struct entity *entity, uint16_t tag)
{
	const struct field *field = find_tag(entity->fields, tag);

	if (field || tag < TAG_REMOVED)
		return field;
	field = find_tag(custom_of(entity), tag);
	return field || tag != TAG_REMOVED || !entity->id ? field : &removed_field;
}

const struct field *entity_next(const struct entity *entity, const struct field *field)
{
	const struct field *next = field ? field + 1 : entity->fields;
	const struct field *custom;

	if (next->tag)
		return next;
	/* The end of one of the two tables: of its own fields, go on with the declared ones. */
	if (field && field->tag >= TAG_CUSTOM)
		return NULL;
	custom = custom_of(entity);
	return custom && custom->tag ? custom : NULL;
}

const struct field *entity_row_key(const struct entity *rows)
{
	const struct field *field = NULL;

	while ((field = entity_next(rows, field)))
		if (field->flags & ROWKEY)
			break;
	return field;
}

const struct field *entity_named(const struct entity *entity, struct text name)
{
	for (const struct field *field = NULL; (field = entity_next(entity, field));)
		if (text_is(name, field->name) || text_is(name, field->label))
			return field;
	return entity->id && (text_is(name, removed_field.name) || text_is(name, removed_field.label))
		? &removed_field
		: NULL;
}

const struct field *entity_near(const struct entity *entity, struct text name)
{
	const struct field *best = NULL;
	unsigned distance = 3;

	for (const struct field *field = NULL; (field = entity_next(entity, field));) {
		const char *const names[] = {field->name, field->label};

		for (size_t i = 0; i < 2; i++) {
			unsigned here = text_distance(name, text_of(names[i]), 2);

			/* Two edits in a word of two characters is another word. */
			if (here < distance && here < text_count(text_of(names[i]))) {
				distance = here;
				best = field;
			}
		}
	}
	return best;
}

const struct field *entity_title_field(const struct entity *entity)
{
	for (const struct field *field = NULL; (field = entity_next(entity, field));)
		if (field->flags & TITLE)
			return field;
	return NULL;
}

/* --- names for people --- */

static struct text label(const char *name, const char *chinese, enum language language, struct buf *out)
{
	size_t start = out->len;

	buf_text(out, text_of(language == LANGUAGE_ZH ? chinese : name));
	for (size_t i = start; language == LANGUAGE_EN && i < out->len; i++)
		if (out->data[i] == '_')
			out->data[i] = ' ';
	return text_skip(buf_as_text(out), start);
}

struct text field_label(const struct field *field, enum language language, struct buf *out)
{
	return label(field->name, field->label, language, out);
}

struct text entity_label(const struct entity *entity, enum language language, struct buf *out)
{
	return label(entity->name, entity->label, language, out);
}

struct text choice_label(const struct choice *choice, enum language language, struct buf *out)
{
	return label(choice->name, choice->label, language, out);
}

const struct choice *choice_coded(const struct choice *choices, int64_t code)
{
	for (; choices && choices->name; choices++)
		if (choices->code == code)
			return choices;
	return NULL;
}

const struct entity *schema_entity(const struct schema *schema, unsigned id)
{
	for (const struct entity *const *entity = schema->entities; *entity; entity++)
		if ((*entity)->id == id)
			return *entity;
	return NULL;
}

const struct entity *schema_named(const struct schema *schema, struct text name)
{
	for (const struct entity *const *entity = schema->entities; *entity; entity++)
		if (text_is(name, (*entity)->name) || text_is(name, (*entity)->label))
			return *entity;
	return NULL;
}
