/* Patches as JSON and back. */
#include "core/store/dump_internal.h"
#include "core/base/number.h"

static void set_tag(json_t *edit, const char *name, const struct field *field, uint16_t tag)
{
	json_object_set_new(
		edit, name, field ? json_string(field->name) : json_sprintf("#%u", (unsigned)tag));
}

static bool tag_read(const json_t *json, const struct entity *entity, uint16_t *tag)
{
	struct text name = text_read(json);
	const struct field *field = entity ? entity_named(entity, name) : NULL;
	int64_t number = field ? field->tag : 0;

	if (!field &&
		!(text_starts(name, TEXT("#")) && number_parse(text_skip(name, 1), &number) && number > 0 &&
			number <= UINT16_MAX))
		return false;
	*tag = (uint16_t)number;
	return true;
}

/* What an edit's values are of: the field, the row's field, or the row as a whole. */
struct edited {
	const struct field *list, *field;
	bool row;
};

static struct edited edited(const struct entity *entity, const struct edit *edit)
{
	const struct field *field = entity ? entity_field(entity, edit->tag) : NULL;
	const struct entity *rows = field ? field->rows : NULL;

	if (!edit->row)
		return (struct edited){field, field, false};
	if (edit->row_tag)
		return (struct edited){field, rows ? entity_field(rows, edit->row_tag) : NULL, false};
	return (struct edited){field, NULL, rows != NULL};
}

static void set_value(json_t *edit, const char *name, const struct edited *what, const struct value *value)
{
	json_t *row;

	if (value->kind == VALUE_EMPTY)
		return;
	if (!what->row) {
		json_object_set_new(edit, name, value_json(what->field, value));
		return;
	}
	row = json_object();
	body_json(row, what->list->rows, value->bytes);
	json_object_set_new(edit, name, row);
}

static json_t *edit_json(const struct entity *entity, const struct edit *edit)
{
	struct edited what = edited(entity, edit);
	json_t *json = json_object();

	set_tag(json, "field", what.list, edit->tag);
	if (edit->row_tag)
		set_tag(json, "row_field", what.field, edit->row_tag);
	if (edit->row)
		json_object_set_new(json, "row", json_uint(edit->row));
	if (edit->after)
		json_object_set_new(json, "after", json_uint(edit->after));
	if (edit->place != PLACE_WHOLE)
		json_object_set_new(json, "place", json_integer(edit->place));
	set_value(json, "old", &what, &edit->old);
	set_value(json, "new", &what, &edit->new);
	return json;
}

json_t *patch_json(const struct entity *entity, const struct patch *patch)
{
	json_t *edits = json_array();

	for (size_t i = 0; i < patch->count; i++)
		json_array_append_new(edits, edit_json(entity, &patch->edits[i]));
	return edits;
}

static bool read_value(
	const json_t *json, const struct edited *what, struct arena *arena, struct value *value)
{
	struct buf body = BUF_INIT;
	bool ok;

	if (!what->row || !json)
		return value_read(what->field, json, arena, value);
	ok = body_read(json, what->list->rows, arena, &body);
	*value = value_text(arena_text(arena, buf_as_text(&body)));
	buf_release(&body);
	return ok;
}

static bool edit_read(const json_t *json, const struct entity *entity, struct arena *arena, struct edit *edit)
{
	const json_t *row_field = json_object_get(json, "row_field");
	const json_t *place = json_object_get(json, "place");
	const struct field *list;
	struct edited what;

	if (!tag_read(json_object_get(json, "field"), entity, &edit->tag))
		return false;
	list = entity ? entity_field(entity, edit->tag) : NULL;
	if (row_field && !tag_read(row_field, list ? list->rows : NULL, &edit->row_tag))
		return false;
	edit->row = uint_read(json, "row");
	edit->after = uint_read(json, "after");
	edit->place = place ? json_integer_value(place) : PLACE_WHOLE;
	what = edited(entity, edit);
	return read_value(json_object_get(json, "old"), &what, arena, &edit->old) &&
		read_value(json_object_get(json, "new"), &what, arena, &edit->new);
}

bool patch_read(const json_t *edits, const struct entity *entity, struct arena *arena, struct patch *patch)
{
	const json_t *json;
	size_t i;

	json_array_foreach(edits, i, json)
	{
		struct edit *edit = patch_add(patch, 0, EMPTY_VALUE, EMPTY_VALUE);

		if (!edit_read(json, entity, arena, edit))
			return false;
	}
	return true;
}
