/* What came from outside is foreign: whatever an edit brings is looked at before the store sees it. */
#include "core/service/request.h"

static bool unknown_field(const struct entity *entity, uint16_t tag, struct error *err)
{
	return fail(
		err, ERROR_INPUT, "{1} has no field {2}", "tn", entity->name, entity->label, (int64_t)tag);
}

static bool field_may_be_written(
	const struct entity *entity, const struct field *field, uint16_t tag, struct error *err)
{
	if (!field)
		return unknown_field(entity, tag, err);
	if (!(field->flags & SYSTEM))
		return true;
	return fail(err, ERROR_DENIED, "{1} is set by its own operations, not written", "t", field->name,
		field->label);
}

/* Only text in its stored form: a terminal would be led astray by what text_clean() takes out. */
static bool text_is_clean(const struct field *field, struct text text, struct error *err)
{
	struct buf clean = BUF_INIT;
	uint32_t code = 0;
	size_t where;
	bool good =
		text_clean(text, &clean, &where, &code) == TEXT_OK && text_equal(text, buf_as_text(&clean));

	buf_release(&clean);
	return good ||
		fail(err, ERROR_INPUT, "{1} holds characters that cannot be stored", "t", field->name,
			field->label);
}

static bool body_may_be_written(const struct entity *entity, struct text body, struct error *err);

static bool value_may_be_written(const struct field *field, const struct value *value, struct error *err)
{
	struct row_walk rows = value_rows(field->rows, value);

	if (value->kind == VALUE_TEXT)
		return text_is_clean(field, value->bytes, err);
	while (row_walk_next(&rows))
		if (!body_may_be_written(field->rows, rows.row.body, err))
			return false;
	return true;
}

/* A row as a whole may not bring what a form could not write into it. */
static bool body_may_be_written(const struct entity *entity, struct text body, struct error *err)
{
	struct field_walk walk = view_walk(entity, body);

	while (field_walk_next(&walk)) {
		const struct field *field = entity_field(entity, walk.tag);

		if (!field_may_be_written(entity, field, walk.tag, err) ||
			!value_may_be_written(field, &walk.value, err))
			return false;
	}
	return true;
}

/* The value alone as a body, so that the check of bodies finds what is malformed in it. */
static bool is_well_formed(
	const struct entity *entity, const struct field *field, const struct value *value, struct error *err)
{
	struct record record;
	struct buf body = BUF_INIT;
	bool good;

	if (value->kind != VALUE_EMPTY && value->kind != field->type->kind)
		return fail(err, ERROR_INPUT, "{1} holds a value of another kind", "t", field->name,
			field->label);
	record_init(&record, entity);
	record_set(&record, field->tag, *value);
	record_write(&record, &body);
	good = body_check(entity, buf_as_text(&body), err);
	record_release(&record);
	buf_release(&body);
	return good;
}

static bool check_field(const struct entity *entity, uint16_t tag, const struct value *new, struct error *err)
{
	const struct field *field = entity_field(entity, tag);

	return field_may_be_written(entity, field, tag, err) && is_well_formed(entity, field, new, err) &&
		value_may_be_written(field, new, err);
}

static bool check_row(const struct field *list, const struct edit *edit, struct error *err)
{
	if (edit->row_tag)
		return check_field(list->rows, edit->row_tag, &edit->new, err);
	return edit->new.kind != VALUE_TEXT ||
		(body_check(list->rows, edit->new.bytes, err) &&
			body_may_be_written(list->rows, edit->new.bytes, err));
}

bool edit_check(const struct entity *entity, const struct edit *edit, struct error *err)
{
	const struct field *field = entity_field(entity, edit->tag);
	bool good;

	if (!edit->row)
		good = check_field(entity, edit->tag, &edit->new, err);
	else
		good = field_may_be_written(entity, field, edit->tag, err) &&
			(field->rows ? check_row(field, edit, err)
				     : unknown_field(entity, edit->row_tag, err));
	return good ? true : fail_at(err, edit->tag, edit->row);
}
