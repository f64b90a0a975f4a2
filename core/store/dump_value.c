/* Values and bodies as JSON and back. */
#include "core/store/dump_internal.h"
#include "core/base/date.h"
#include "core/base/memory.h"
#include "core/base/number.h"
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* A part that it left out for want of memory would be missing in silence. */
void json_begin(void)
{
	json_set_alloc_funcs(mem_alloc, free);
}

json_t *json_hex(const void *bytes, size_t len)
{
	char *hex = mem_new(2 * len + 1);
	json_t *json;

	sodium_bin2hex(hex, 2 * len + 1, bytes, len);
	json = json_string(hex);
	free(hex);
	return json;
}

bool hex_read(const json_t *json, struct buf *out)
{
	struct text hex = text_read(json);
	uint8_t *bytes = mem_new(hex.len / 2);
	size_t len = 0;
	bool ok = json_is_string(json) && hex.len % 2 == 0 &&
		sodium_hex2bin(bytes, hex.len / 2, hex.at, hex.len, NULL, &len, NULL) == 0 &&
		len == hex.len / 2;

	if (ok)
		buf_put(out, bytes, len);
	free(bytes);
	return ok;
}

struct text text_read(const json_t *json)
{
	if (!json_is_string(json))
		return NO_TEXT;
	return (struct text){json_string_value(json), json_string_length(json)};
}

json_t *json_uint(uint64_t number)
{
	return json_integer((json_int_t)number);
}

uint64_t uint_read(const json_t *object, const char *name)
{
	return (uint64_t)json_integer_value(json_object_get(object, name));
}

json_t *json_moment(int64_t moment)
{
	struct buf out = BUF_INIT;
	int64_t back;
	json_t *json;

	moment_format(moment, &out);
	if (moment_parse(buf_as_text(&out), &back) && back == moment)
		json = json_string(buf_cstr(&out));
	else
		json = json_integer(moment);
	buf_release(&out);
	return json;
}

bool moment_read(const json_t *json, int64_t *moment)
{
	*moment = json_integer_value(json);
	return json_is_integer(json) || (json_is_string(json) && moment_parse(text_read(json), moment));
}

static json_t *json_numbered(uint64_t number)
{
	return json_sprintf("#%llu", (unsigned long long)number);
}

static bool numbered_read(struct text name, int64_t *number)
{
	return text_starts(name, TEXT("#")) && number_parse(text_skip(name, 1), number) && *number > 0 &&
		*number <= UINT16_MAX;
}

json_t *json_entity(const struct schema *schema, unsigned entity)
{
	const struct entity *shape = schema_entity(schema, entity);

	return shape ? json_string(shape->name) : json_numbered(entity);
}

bool entity_read(const struct schema *schema, const json_t *json, unsigned *entity)
{
	struct text name = text_read(json);
	const struct entity *shape = schema_named(schema, name);
	int64_t number = shape ? shape->id : 0;

	if (!shape && !numbered_read(name, &number))
		return false;
	*entity = (unsigned)number;
	return true;
}

static json_t *text_json(struct text text)
{
	json_t *json = json_stringn(text.at, text.len);

	return json ? json : json_pack("{s:o}", "bytes", json_hex(text.at, text.len));
}

/* The exact form where reading it gives the same again, else the bare number. */
static json_t *number_json(const struct field *field, const struct value *value)
{
	struct naming naming = {.language = LANGUAGE_EN};
	struct buf out = BUF_INIT, room = BUF_INIT;
	struct value back = EMPTY_VALUE;
	struct error err = ERROR_INIT;
	json_t *json;

	if (field)
		field->type->format(field, value, &naming, &out);
	if (field && field->type->parse(field, buf_as_text(&out), &naming, &room, &back, &err) &&
		value_equal(&back, value))
		json = json_stringn((const char *)out.data, out.len);
	else
		json = json_integer(value->number);
	buf_release(&out);
	buf_release(&room);
	return json;
}

static json_t *ids_json(const struct value *value)
{
	struct reader ids = value_ids(value);
	json_t *json = json_array();

	while (reader_left(&ids) && !ids.bad)
		json_array_append_new(json, json_uint(read_varint(&ids)));
	return json;
}

static json_t *rows_json(const struct field *field, const struct value *value)
{
	struct row_walk walk = value_rows(field->rows, value);
	json_t *json = json_array();

	while (row_walk_next(&walk)) {
		json_t *row = json_pack("{s:o}", "key", json_uint(walk.row.id));

		body_json(row, field->rows, walk.row.body);
		json_array_append_new(json, row);
	}
	return json;
}

json_t *value_json(const struct field *field, const struct value *value)
{
	switch (value->kind) {
	case VALUE_NUMBER:
		return number_json(field, value);
	case VALUE_TEXT:
		return text_json(value->bytes);
	case VALUE_IDS:
		return ids_json(value);
	case VALUE_ROWS:
		return rows_json(field, value);
	default:
		return json_null();
	}
}

static bool keep(struct buf *out, struct arena *arena, enum value_kind kind, struct value *value)
{
	*value = (struct value){kind, 0, arena_text(arena, buf_as_text(out))};
	buf_release(out);
	return true;
}

static bool number_read(
	const struct field *field, const json_t *json, struct arena *arena, struct value *value)
{
	struct naming naming = {.language = LANGUAGE_EN};
	struct error err = ERROR_INIT;
	struct buf room = BUF_INIT;
	bool ok;

	if (json_is_integer(json)) {
		*value = value_number(json_integer_value(json));
		return true;
	}
	ok = field && json_is_string(json) &&
		field->type->parse(field, text_read(json), &naming, &room, value, &err);
	if (ok)
		value->bytes = arena_text(arena, value->bytes);
	buf_release(&room);
	return ok;
}

static bool ids_read(const json_t *json, struct arena *arena, struct value *value)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < json_array_size(json); i++)
		buf_varint(&out, (uint64_t)json_integer_value(json_array_get(json, i)));
	return keep(&out, arena, VALUE_IDS, value);
}

static bool rows_read(const struct field *field, const json_t *json, struct arena *arena, struct value *value)
{
	struct buf out = BUF_INIT, body = BUF_INIT;
	const json_t *row;
	bool ok = true;
	size_t i;

	json_array_foreach(json, i, row)
	{
		buf_clear(&body);
		ok = ok && body_read(row, field->rows, arena, &body);
		rows_add(&out, uint_read(row, "key"), buf_as_text(&body));
	}
	buf_release(&body);
	return keep(&out, arena, VALUE_ROWS, value) && ok;
}

bool value_read(const struct field *field, const json_t *json, struct arena *arena, struct value *value)
{
	enum value_kind kind = field ? field->type->kind : VALUE_EMPTY;
	struct buf out = BUF_INIT;

	*value = EMPTY_VALUE;
	if (!json || json_is_null(json))
		return true;
	if (json_is_object(json))
		return hex_read(json_object_get(json, "bytes"), &out) && keep(&out, arena, VALUE_TEXT, value);
	if (json_is_array(json) && kind == VALUE_ROWS)
		return rows_read(field, json, arena, value);
	if (json_is_array(json))
		return ids_read(json, arena, value);
	if (json_is_string(json) && kind != VALUE_NUMBER) {
		buf_text(&out, text_read(json));
		return keep(&out, arena, VALUE_TEXT, value);
	}
	return number_read(field, json, arena, value);
}

void body_json(json_t *object, const struct entity *entity, struct text body)
{
	json_t *fields = json_object();
	struct record raw;
	struct buf bytes = BUF_INIT;
	struct field_walk walk = view_walk(entity, body);

	record_init(&raw, entity);
	while (field_walk_next(&walk)) {
		const struct field *field = entity ? entity_field(entity, walk.tag) : NULL;

		if (field)
			json_object_set_new(fields, field->name, value_json(field, &walk.value));
		else
			record_set(&raw, walk.tag, walk.value);
	}
	json_object_set_new(object, "fields", fields);
	record_write(&raw, &bytes);
	if (bytes.len)
		json_object_set_new(object, "raw", json_hex(bytes.data, bytes.len));
	record_release(&raw);
	buf_release(&bytes);
}

bool body_read(const json_t *object, const struct entity *entity, struct arena *arena, struct buf *out)
{
	json_t *fields = json_object_get(object, "fields");
	json_t *raw = json_object_get(object, "raw");
	struct buf bytes = BUF_INIT;
	struct record record;
	const char *name;
	json_t *json;
	bool ok = !raw || hex_read(raw, &bytes);

	record_read(&record, entity, buf_as_text(&bytes));
	json_object_foreach(fields, name, json)
	{
		const struct field *field = entity ? entity_named(entity, text_of(name)) : NULL;
		struct value value = EMPTY_VALUE;

		ok = ok && field && value_read(field, json, arena, &value);
		if (ok)
			record_set(&record, field->tag, value);
	}
	record_write(&record, out);
	record_release(&record);
	buf_release(&bytes);
	return ok;
}
