/* Values against their fields, records as a whole, and what stands for a record in one phrase. */
#include "core/schema/world.h"

bool field_parse(const struct field *field, struct text text, struct naming *naming, struct buf *room,
	struct value *value, struct error *err)
{
	text = text_trim(text);
	*value = EMPTY_VALUE;
	return !text.len || field->type->parse(field, text, naming, room, value, err);
}

bool field_initial(const struct field *field, struct naming *naming, struct buf *room, struct value *value)
{
	buf_clear(room);
	return field->initial && field_parse(field, text_of(field->initial), naming, room, value, NULL);
}

void field_format(
	const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	if (value->kind == field->type->kind)
		field->type->format(field, value, naming, out);
}

void field_show(const struct field *field, const struct value *value, struct naming *naming, struct buf *out)
{
	if (value->kind == field->type->kind)
		field->type->show(field, value, naming, out);
}

/* --- bounds --- */

static bool about(const struct field *field, struct error *err)
{
	return fail_at(err, field->tag, 0);
}

static bool out_of_bounds(const struct field *field, int64_t measure, struct error *err)
{
	struct buf bound = BUF_INIT;
	struct value limit = value_number(measure < field->min ? field->min : field->max);

	if (field->type->kind == VALUE_NUMBER && field->type != &type_set) {
		field->type->format(field, &limit, NULL, &bound);
		fail(err, ERROR_INPUT,
			measure < field->min ? N_("{1}: at least {2}") : N_("{1}: at most {2}"), "tS",
			field->name, field->label, buf_as_text(&bound));
	} else if (field->type->kind == VALUE_TEXT) {
		fail(err, ERROR_INPUT,
			measure < field->min ? N_("{1}: at least {2} characters")
					     : N_("{1}: {3} characters, {2} at most"),
			"tnn", field->name, field->label, limit.number, measure);
	} else {
		fail(err, ERROR_INPUT,
			measure < field->min ? N_("{1}: at least {2} entries")
					     : N_("{1}: at most {2} entries"),
			"tn", field->name, field->label, limit.number);
	}
	buf_release(&bound);
	return about(field, err);
}

static int64_t known_codes(const struct field *field)
{
	int64_t known = 0;

	for (const struct choice *choice = field->choices; choice && choice->name; choice++)
		known |= INT64_C(1) << choice->code;
	return known;
}

static bool text_is_stored_form(const struct field *field, struct text text)
{
	struct buf clean = BUF_INIT;
	uint32_t code;
	size_t where;
	bool good =
		text_clean(text, &clean, &where, &code) == TEXT_OK && text_equal(text, buf_as_text(&clean));

	buf_release(&clean);
	for (size_t i = 0; good && field->type == &type_text && i < text.len; i++)
		good = text.at[i] != '\n' && text.at[i] != '\t';
	return good;
}

/* What is wrong with a value whatever the bounds, or NULL. */
static const char *fault_of(const struct field *field, const struct value *value)
{
	if (value->kind != field->type->kind)
		return "{1} holds a value of another kind";
	if (!value_well_formed(field, value, NULL))
		return "{1}: these bytes are damaged";
	if (value->kind == VALUE_TEXT && !text_is_stored_form(field, value->bytes))
		return "{1} holds characters that cannot be stored";
	if (field->type == &type_ref && value->number <= 0)
		return "{1}: there is no such record";
	if ((field->type == &type_choice && !choice_coded(field->choices, value->number)) ||
		(field->type == &type_set && (!value->number || value->number & ~known_codes(field))))
		return "{1}: there is no such choice";
	return NULL;
}

bool field_check(const struct field *field, const struct value *given, struct error *err)
{
	struct value value = value_filled(*given);
	const char *fault;
	int64_t measure;

	if (value.kind == VALUE_EMPTY) {
		if (!(field->flags & REQUIRED))
			return true;
		fail(err, ERROR_INPUT, "{1} must be filled in", "t", field->name, field->label);
		return about(field, err);
	}
	fault = fault_of(field, &value);
	if (fault) {
		fail(err, ERROR_INPUT, fault, "t", field->name, field->label);
		return about(field, err);
	}
	measure = field->type->measure(field, &value);
	if ((field->min || field->max) && (measure < field->min || measure > field->max))
		return out_of_bounds(field, measure, err);
	return true;
}

bool field_doubt(const struct field *field, const struct value *value, int64_t today, struct message *doubt)
{
	if (!(field->flags & PAST) || value->kind != VALUE_NUMBER || value->number <= today)
		return false;
	message_set(doubt, "This day is still to come: is it right?", "");
	return true;
}

/* --- whole records --- */

static void rows_check(
	const struct field *field, const struct value *value, struct world *world, struct problems *problems)
{
	struct row_walk rows = value_rows(field->rows, value);
	const struct field *key = entity_row_key(field->rows);

	while (row_walk_next(&rows)) {
		struct problems inside = PROBLEMS_INIT;

		if (key && view_has(&rows.row, key->tag) &&
			(uint64_t)view_number(&rows.row, key->tag) != rows.row.id)
			problem_add(problems, false, field->tag, rows.row.id,
				"{1} cannot change in this row: take it out and add another", "t", key->name,
				key->label);

		view_check(&rows.row, world, &inside);
		/* A fault in a row is the list's fault at that row. */
		for (size_t i = 0; i < inside.count; i++)
			problem_add(problems, inside.items[i].warning, field->tag, rows.row.id, "", "")
				->message = inside.items[i].message;
		problems_release(&inside);
	}
}

void view_check(const struct view *view, struct world *world, struct problems *problems)
{
	for (const struct field *field = NULL; (field = entity_next(view->entity, field));) {
		struct error err = ERROR_INIT;
		struct message doubt;
		struct value value;

		view_get(view, field->tag, &value);
		/* A field that the court declared later does not stop what is done with records of before. */
		if (!field_check(field, &value, &err))
			problem_add(problems, value.kind == VALUE_EMPTY && field->tag >= TAG_CUSTOM,
				field->tag, 0, "", "")
				->message = err.message;
		else if (value.kind == VALUE_ROWS && field->rows)
			rows_check(field, &value, world, problems);
		else if (world && field_doubt(field, &value, world->today, &doubt))
			problem_add(problems, true, field->tag, 0, "", "")->message = doubt;
	}
	if (view->entity->check)
		view->entity->check(view, world, problems);
}

void view_title(const struct view *view, struct naming *naming, struct buf *out)
{
	const struct field *field = entity_title_field(view->entity);
	struct value value;

	if (view->entity->title)
		view->entity->title(view, naming, out);
	else if (field && view_get(view, field->tag, &value))
		field_show(field, &value, naming, out);
	else
		buf_printf(out, "#%llu", (unsigned long long)view->id);
}
