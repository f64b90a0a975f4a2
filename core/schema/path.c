/* Walking from a record through references to a field. */
#include "core/schema/predicate.h"

/* As many fields as an error's argument holds. */
static const char *list_fields(const struct entity *entity, enum language language, struct buf *out)
{
	enum { ROOM = MESSAGE_ARG_ROOM / 2 - 5 };
	const char *between = language == LANGUAGE_ZH ? "、" : ", ";

	for (const struct field *field = NULL; (field = entity_next(entity, field));) {
		struct text word = text_of(language == LANGUAGE_ZH ? field->label : field->name);

		if (out->len + word.len + text_of(between).len > ROOM) {
			buf_text(out, TEXT(" .."));
			break;
		}
		buf_printf(out, "%s%.*s", out->len ? between : "", (int)word.len, word.at);
	}
	return buf_cstr(out);
}

static bool no_such_field(const struct entity *entity, struct text name, struct error *err)
{
	const struct field *near = entity_near(entity, name);
	struct buf names = BUF_INIT, labels = BUF_INIT;

	if (near)
		fail(err, ERROR_INPUT, "{1} has no field \"{2}\"; did you mean {3}?", "tSt", entity->name,
			entity->label, name, near->name, near->label);
	else
		fail(err, ERROR_INPUT, "{1} has no field \"{2}\"; there are {3}", "tSt", entity->name,
			entity->label, name, list_fields(entity, LANGUAGE_EN, &names),
			list_fields(entity, LANGUAGE_ZH, &labels));
	buf_release(&names);
	buf_release(&labels);
	return false;
}

bool path_compile(struct path *path, const struct schema *schema, const struct entity *entity,
	struct text text, struct error *err)
{
	struct text rest = text_trim(text), piece;

	*path = (struct path){0};
	if (text_ends(rest, TEXT(".")))
		return fail(err, ERROR_INPUT, "A field's name is missing behind \"{1}\"", "S", rest);
	if (text_is(rest, "id") || text_is(rest, "编号")) {
		path->whole_id = true;
		return true;
	}
	while (text_split(&rest, '.', &piece)) {
		const struct field *field = entity ? entity_named(entity, text_trim(piece)) : NULL;

		if (path->count == PATH_STEPS)
			return fail(err, ERROR_INPUT, "\"{1}\" goes through more than three references", "S",
				text);
		if (!entity)
			return fail(err, ERROR_INPUT, "\"{1}\" goes on behind a field that is no reference",
				"S", text);
		if (!field)
			return no_such_field(entity, text_trim(piece), err);
		if (field->flags & SECRET)
			return fail(err, ERROR_DENIED, "{1} is secret", "t", field->name, field->label);
		path->steps[path->count++] = field;
		entity = field->rows    ? field->rows
			: field->target ? schema_entity(schema, field->target)
					: NULL;
	}
	return path->count ? true : fail(err, ERROR_INPUT, "A field's name is missing", "");
}

/* One walk for all: `visit` is called with every value; false from it ends the walk. */
struct walking {
	const struct path *path;
	struct world *world;
	path_visit *visit;
	void *arg;
};

static bool walk_from(const struct walking *walking, const struct view *view, size_t step);

static bool walk_target(const struct walking *walking, const struct field *field, uint64_t id, size_t step)
{
	struct view view;

	if (!walking->world || !walking->world->get ||
		!walking->world->get(walking->world, field->target, id, &view, NULL) ||
		(walking->world->follows && !walking->world->follows(walking->world, &view)))
		return true;
	return walk_from(walking, &view, step + 1);
}

static bool walk_ids(const struct walking *walking, const struct field *field, const struct value *value,
	size_t step, bool last)
{
	struct reader ids = value_ids(value);

	while (reader_left(&ids)) {
		uint64_t id = read_varint(&ids);
		struct value one = value_number((int64_t)id);

		if (last ? !walking->visit(&one, walking->arg) : !walk_target(walking, field, id, step))
			return false;
	}
	return true;
}

struct row_step {
	const struct walking *walking;
	size_t step;
	bool go_on;
};

static bool walk_row(const struct view *row, void *arg)
{
	struct row_step *rows = arg;

	rows->go_on = walk_from(rows->walking, row, rows->step + 1);
	return rows->go_on;
}

static bool walk_rows(
	const struct walking *walking, const struct view *view, const struct field *field, size_t step)
{
	struct row_step rows = {walking, step, true};
	struct row_walk inside = view_rows(view, field->tag);

	if (field->flags & BESIDE && walking->world && walking->world->rows && !view_has(view, field->tag)) {
		walking->world->rows(walking->world, view, field->tag, walk_row, &rows, NULL);
		return rows.go_on;
	}
	while (rows.go_on && row_walk_next(&inside))
		walk_row(&inside.row, &rows);
	return rows.go_on;
}

static bool stop_at_row(const struct view *row, void *arg)
{
	(void)row;
	*(bool *)arg = true;
	return false;
}

/* A list at the end. Of one that lies beside only whether there are rows can be said. */
static bool walk_list(const struct walking *walking, const struct view *view, const struct field *field)
{
	struct value list = {VALUE_ROWS, 0, NO_TEXT};
	bool any = view_get(view, field->tag, &list);

	if (!any && field->flags & BESIDE && walking->world && walking->world->rows) {
		list.kind = VALUE_ROWS;
		walking->world->rows(walking->world, view, field->tag, stop_at_row, &any, NULL);
	}
	return any ? walking->visit(&list, walking->arg) : true;
}

static bool walk_from(const struct walking *walking, const struct view *view, size_t step)
{
	const struct field *field = walking->path->steps[step];
	bool last = step + 1 == walking->path->count;
	struct value value;

	if (field->rows)
		return last ? walk_list(walking, view, field) : walk_rows(walking, view, field, step);
	if (!last && field->tag == ROW_OWNER && view->owner)
		return walk_from(walking, view->owner, step + 1);
	if (!view_get(view, field->tag, &value))
		return true;
	if (value.kind == VALUE_IDS)
		return walk_ids(walking, field, &value, step, last);
	return last ? walking->visit(&value, walking->arg)
		    : walk_target(walking, field, (uint64_t)value.number, step);
}

void path_each(
	const struct path *path, struct world *world, const struct view *view, path_visit *visit, void *arg)
{
	struct walking walking = {path, world, visit, arg};
	struct value id = value_number((int64_t)view->id);

	if (path->whole_id)
		visit(&id, arg);
	else
		walk_from(&walking, view, 0);
}

static bool take_first(const struct value *value, void *arg)
{
	*(struct value *)arg = *value;
	return false;
}

/* References and lists at the end of one step are wanted whole; of more the first. */
static bool is_whole(const struct path *path, const struct view *view)
{
	return path->count == 1 ||
		(path->count == 2 && path->steps[0]->tag == ROW_OWNER && view->owner &&
			path->steps[1]->type->kind < VALUE_IDS);
}

bool path_get(const struct path *path, struct world *world, const struct view *view, struct value *value)
{
	if (!path->whole_id && is_whole(path, view))
		return view_get_field(
			path->count == 1 ? view : view->owner, path->steps[path->count - 1], value);
	*value = EMPTY_VALUE;
	path_each(path, world, view, take_first, value);
	return value->kind != VALUE_EMPTY;
}
